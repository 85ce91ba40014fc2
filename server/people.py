"""What is done with people and their accounts, on a closed store or through the running server.

Each errand answers with what is to be printed. Raises StoreError for whatever a person can put
right. Blocking.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import TypeAdapter, ValidationError

from agenda.london import in_london
from agenda.plan import ExpectedPerson
from agenda.protocol.attendance import Readiness
from agenda.readiness import Ready, not_yet
from agenda.text import Name
from meeting.access import Membership
from meeting.joining import Invitation
from meeting.values import PersonId, instant_text
from server.accounts import INVITATION_GOOD_FOR, Post, agency_called
from server.audit import What
from server.errors import StoreError
from server.readiness import CHECKS, Whose
from server.store import Store

Facts = Mapping[str, str]
ADDRESS: Final = "address"
"""The setting that says where laptops find the server."""


ALL: Final = "all"
AN: Final = {Whose.PERSON: "a person", Whose.AGENCY: "an agency"}
DOOR_GOOD_FOR: Final = timedelta(hours=10)
MOST_USES: Final = 10
PEOPLE: Final = ("ID", "NAME", "AGENCY", "MEMBERSHIP", "POST", "GETS IN BY", "LOGGED IN")
SESSIONS: Final = ("SESSION", "PERSON", "BEGUN (UTC)", "LAST USED (UTC)")


def _nobody_is_in(_: PersonId) -> None:
    """On a closed store nobody is connected."""


def _no_meeting_is_on() -> None:
    """On a closed store a meeting looks for itself once it is served."""


def _looked_at_when_served(_: PersonId) -> None:
    """The same of who is a coordinator."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where people are managed. ``served_at`` is where the running server can be reached, if it
    knows; ``send_away`` closes somebody's connections at once, ``standing_changed`` has every
    meeting look whether they are a coordinator still, and ``readiness_changed`` at what is known of
    that. ``by`` is who asks from the room; None for the operator.
    """

    store: Store
    served_at: str = ""
    send_away: Callable[[PersonId], None] = _nobody_is_in
    readiness_changed: Callable[[], None] = _no_meeting_is_on
    by: PersonId | None = None
    standing_changed: Callable[[PersonId], None] = _looked_at_when_served

    def run(self, errand: str, who: str, facts: Facts) -> str:
        """What there is to print after ``errand``. Raises StoreError."""
        if errand not in ERRANDS:
            raise StoreError("The running server is of another version; stop it and ask again.")
        return ERRANDS[errand](self, who, facts)

    def changed(self, person: PersonId) -> None:
        """Puts on record that something about ``person`` is being changed."""
        self.store.audit.act(What.PERSON_CHANGED, person=person)

    def end_sessions_of_void_sign_in(self, person: PersonId, at: datetime) -> None:
        """Whoever was logged in as ``person`` when that sign-in became void is so no longer."""
        accounts = self.store.office.accounts
        theirs = (s for s in accounts.sessions(self.store.clock.now()) if s.person == person)
        if any(session.begun < instant_text(at) for session in theirs):
            self.store.audit.act(What.SESSION_ENDED, person=person, by=self.by)
            accounts.end_sessions(person, begun_before=at)
            self.send_away(person)

    def person(self, who: str) -> PersonId:
        """The id of one person, by id or by name. Raises StoreError."""
        people = self.store.office.people()
        named = [i for i, name in people.items() if name.casefold() == who.casefold()]
        found = [who] if who in people else named
        if len(found) != 1:
            known = ", ".join(f"{i} ({name})" for i, name in people.items())
            raise StoreError(f"Name one person, by id or by name, not {who!r}. There are: {known}.")
        return found[0]


def invite(desk: Desk, who: str, facts: Facts) -> str:
    """A fresh invitation for one person; what came of earlier ones ends when it is redeemed."""
    person = desk.person(who)
    if desk.store.office.membership(person) is not Membership.MEMBER:
        raise StoreError(f"{person} is no member any more; first: people restore {person}")
    return invitation_for(desk, person, facts.get(ADDRESS, ""))


def invitation_for(desk: Desk, person: PersonId, address: str) -> str:
    """The text of a fresh invitation: to be handed to ``person``, and to nobody else."""
    store, accounts = desk.store, desk.store.office.accounts
    store.audit.act(What.INVITED, person=person, by=desk.by)
    if address:
        accounts.set(ADDRESS, address)
    where = address or accounts.setting(ADDRESS) or desk.served_at
    pin, now = store.identity.pin, store.clock.now()
    invitation = Invitation(accounts.invite(person, now, desk.by), pin, where)
    until = in_london(now + INVITATION_GOOD_FOR)
    digits = WITH_DIGITS if accounts.needs_digits(person) else ""
    return INVITATION.format(
        digits=digits,
        name=store.office.people()[person],
        until=f"{until:%H:%M} on {until.day} {until:%B %Y}",
        person=person,
        text=invitation,
    )


def people(desk: Desk, _: str, __: Facts) -> str:
    """Everybody, a line each."""
    accounts, now = desk.store.office.accounts, desk.store.clock.now()
    posts, sessions = accounts.posts(), [s.person for s in accounts.sessions(now)]
    rows = []
    for person, name, agency, membership in desk.store.office.standing():
        account = accounts.account(person)
        how = "password" if account.hash else "invited" if accounts.is_invited(person, now) else "-"
        digits = ", six digits" if account.has_device else ""
        post = posts.get(person, "-")
        logged_in = str(sessions.count(person))
        rows.append((person, name, agency, membership, post, f"{how}{digits}", logged_in))
    return in_columns(PEOPLE, rows) or "Nobody yet; add somebody with: people add"


def agencies(desk: Desk, _: str, __: Facts) -> str:
    """Every agency, with how many people of it there are."""
    members = [a for _, _, a, m in desk.store.office.standing() if m == Membership.MEMBER]
    known = desk.store.office.accounts.agencies()
    return "\n".join(f"{i}  {name}  {members.count(i)}" for i, name in known.items())


def sessions(desk: Desk, who: str, _: Facts) -> str:
    """Who is logged in: the session's name, whose it is, since when, and when it was last used."""
    wanted = desk.person(who) if who else None
    found = desk.store.office.accounts.sessions(desk.store.clock.now())
    rows = [(s.id, s.person, s.begun, s.used) for s in found if wanted in {None, s.person}]
    return in_columns(SESSIONS, rows) or "Nobody is logged in."


def in_columns(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A heading and the rows, each column as wide as it has to be; empty where there is no row."""
    if not rows:
        return ""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in (head, *rows))
    return "\n".join(lines)


def add(desk: Desk, who: str, facts: Facts) -> str:
    """Somebody new, with an invitation."""
    try:
        person = ExpectedPerson(id=who, name=facts.get("name", ""), agency=facts.get("agency", ""))
    except ValidationError as error:
        what = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
        raise StoreError(
            f"Say who, with an id of a-z, 0-9 and hyphens, --name and --agency; {what} will not do."
        ) from None
    known = desk.store.office.accounts.agencies()
    desk.changed(person.id)
    desk.store.office.add(person.model_copy(update={"agency": _agency(facts, known)}))
    if facts.get("post") == Post.COORDINATOR:
        desk.store.office.accounts.give_post(person.id, Post.COORDINATOR)
    return invitation_for(desk, person.id, facts.get(ADDRESS, ""))


def rename(desk: Desk, who: str, facts: Facts) -> str:
    """Another name; on a register that is open it stays what it was."""
    person = desk.person(who)
    desk.changed(person)
    try:
        name = TypeAdapter(Name).validate_python(facts.get("name", ""))
    except ValidationError:
        raise StoreError("Say what the name is to be, with --name.") from None
    desk.store.office.change(person, name=name)
    return f"{person} is {name} from now on."


def move(desk: Desk, who: str, facts: Facts) -> str:
    """Another agency, at once: what is connected comes again, and is looked at anew (ACT-1)."""
    person = desk.person(who)
    desk.changed(person)
    agency = _agency(facts, desk.store.office.accounts.agencies())
    desk.store.office.change(person, agency=agency)
    desk.store.office.readiness.has_moved(person)
    desk.readiness_changed()
    desk.standing_changed(person)
    desk.send_away(person)
    return f"{person} belongs to {agency} from now on."


def end(desk: Desk, who: str, _: Facts) -> str:
    """Membership ends, at once: nobody of that account reads or does anything any more."""
    person = desk.person(who)
    desk.changed(person)
    desk.store.office.change(person, membership=Membership.ENDED)
    desk.store.office.accounts.forget(person)
    desk.standing_changed(person)
    desk.send_away(person)
    return f"{person} is no member any more, and out of every meeting."


def restore(desk: Desk, who: str, facts: Facts) -> str:
    """A member again, with an invitation."""
    person = desk.person(who)
    desk.changed(person)
    desk.store.office.change(person, membership=Membership.MEMBER)
    return invitation_for(desk, person, facts.get(ADDRESS, ""))


def log_out(desk: Desk, who: str, _: Facts) -> str:
    """Every session of a person is over, at once."""
    person = desk.person(who)
    desk.store.audit.act(What.SESSION_ENDED, person=person, by=desk.by)
    ended = desk.store.office.accounts.end_sessions(person)
    desk.send_away(person)
    return f"{person} is logged out; sessions ended: {ended}."


def void(desk: Desk, who: str, _: Facts) -> str:
    """An invitation that was not redeemed yet is good for nothing."""
    person = desk.person(who)
    desk.store.audit.act(What.INVITATIONS_VOIDED, person=person)
    gone = desk.store.office.accounts.void(person)
    return f"Invitations of {person} that are void now: {gone}."


def post(desk: Desk, who: str, facts: Facts) -> str:
    """The post of coordinator, given or taken; at once, as an agency is."""
    person, accounts = desk.person(who), desk.store.office.accounts
    desk.changed(person)
    if facts.get("post") == Post.COORDINATOR:
        accounts.give_post(person, Post.COORDINATOR)
        said = f"{person} is coordinator from now on, and needs six digits at the next log-in."
    else:
        accounts.take_post(person)
        said = f"{person} holds no post any more."
    desk.standing_changed(person)
    desk.send_away(person)
    return said


def ready(desk: Desk, who: str, facts: Facts) -> str:
    """What is done of somebody's readiness, or of an agency's, with what is said now (ATT-4)."""
    office = desk.store.office
    if not who and "agency" not in facts:
        return "\n".join(_readiness_of_all(desk)) or "Nobody yet; add somebody with: people add"
    if who:
        whose, of = Whose.PERSON, desk.person(who)
        called = office.people()[of]
    else:
        known = office.accounts.agencies()
        whose, of = Whose.AGENCY, _agency(facts, known)
        called = known[of]
    done, undone = (_checks(whose, facts.get(name, "")) for name in ("done", "not_yet"))
    if both := done & undone:
        raise StoreError(f"{', '.join(sorted(both))}: it is done or it is not; say one of the two.")
    if done or undone:
        person = of if whose is Whose.PERSON else None
        desk.store.audit.act(What.READINESS_CHANGED, person=person, by=desk.by)
        office.readiness.note(whose, of, done, desk.store.clock.now())
        office.readiness.take_back(whose, of, undone)
        desk.readiness_changed()
    return _readiness(called, whose, of, office.readiness.ready())


def _checks(whose: Whose, said: str) -> frozenset[Readiness]:
    """Raises StoreError for what is none of theirs."""
    there_are = CHECKS[whose]
    if said == ALL:
        return there_are
    named = frozenset(filter(None, said.split(",")))
    if foreign := named - there_are:
        ours = ", ".join(check for check in Readiness if check in there_are)
        raise StoreError(
            f"{', '.join(sorted(foreign))} is nothing that is asked of {AN[whose]}; name {ours}, "
            "or all."
        )
    return frozenset(map(Readiness, named))


def _readiness(called: str, whose: Whose, of: str, ready: Ready) -> str:
    """``Hugo Brook: not yet: induction``; which of it a meeting asks for is its protocol's."""
    done = (ready.people if whose is Whose.PERSON else ready.agencies).get(of, frozenset())
    lacking = tuple(check for check in Readiness if check in CHECKS[whose] and check not in done)
    return f"{called}: {not_yet(lacking) if lacking else 'everything is done'}"


def _readiness_of_all(desk: Desk) -> Iterator[str]:
    """Every agency and everybody who is a member."""
    ready = desk.store.office.readiness.ready()
    for agency, name in desk.store.office.accounts.agencies().items():
        yield _readiness(name, Whose.AGENCY, agency, ready)
    for person, name, _, membership in desk.store.office.standing():
        if membership == Membership.MEMBER:
            yield _readiness(f"{name} ({person})", Whose.PERSON, person, ready)


def door(desk: Desk, _: str, facts: Facts) -> str:
    """An invitation for whoever turns up without an account, until the end of the day at most."""
    said = facts.get("uses", str(MOST_USES))
    uses = int(said) if said.isdecimal() else 0
    if not 0 < uses <= MOST_USES:
        raise StoreError(f"The door can be opened to 1 to {MOST_USES} people, with --uses.")
    now, accounts = desk.store.clock.now(), desk.store.office.accounts
    until = now + DOOR_GOOD_FOR
    where = facts.get(ADDRESS) or accounts.setting(ADDRESS) or desk.served_at
    desk.store.audit.act(What.DOOR_OPENED, number=uses)
    code = accounts.open_door(uses, until)
    here = in_london(until)
    invitation = Invitation(code, desk.store.identity.pin, where, is_door=True)
    return DOOR.format(uses=uses, until=f"{here:%H:%M} on {here.day} {here:%B}", text=invitation)


def shut(desk: Desk, _: str, __: Facts) -> str:
    """Nobody can knock any more."""
    desk.store.audit.act(What.DOOR_SHUT)
    was_open = desk.store.office.accounts.close_door()
    return "The door is shut." if was_open else "The door was not open."


def _agency(facts: Facts, known: Mapping[str, str]) -> str:
    said = facts.get("agency", "")
    found = agency_called(said, known)
    if found is None:
        listed = ", ".join(f"{i} ({name})" for i, name in known.items()) or "none yet"
        raise StoreError(f"Name an agency with --agency, by id or by name. There are: {listed}.")
    return found


INVITATION: Final = """\
MARAC Live: an invitation for {name}, good once, until {until}.
On your own laptop type:  marac join
and paste the line below, all of it. You then choose a password; you are {person} there.
{digits}Give this to nobody else. If it does not work, ask the coordinator for a new one.

{text}"""
WITH_DIGITS: Final = """\
You need an authenticator program besides, on a telephone say: have it ready when you join.
"""
"""Said beforehand: on the morning of the meeting there is no time to find one."""
DOOR: Final = """\
MARAC Live: for somebody who is here and has no account. Good for {uses} people, until {until}.
On the laptop type:  marac join
and paste the line below, all of it. You say who you are, and wait until the chair lets you in.

{text}"""

ERRANDS: Final[Mapping[str, Callable[[Desk, str, Facts], str]]] = {
    "list": people,
    "agencies": agencies,
    "sessions": sessions,
    "add": add,
    "invite": invite,
    "void": void,
    "rename": rename,
    "move": move,
    "post": post,
    "end": end,
    "restore": restore,
    "log-out": log_out,
    "door": door,
    "shut": shut,
    "ready": ready,
}
