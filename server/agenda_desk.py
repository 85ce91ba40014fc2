"""What is done with drafts, on a closed store or through the running server.

Each errand takes and gives values that JSON has. Whoever may be a party of a case neither imports
it nor is shown it (CON-3, CON-6). Raises OperatorError for whatever a person can put right.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from pydantic import ValidationError

from agenda.draft import Draft, Received, Standing
from agenda.likeness import Described, described
from agenda.london import in_london
from agenda.matching import likeness
from agenda.plan import MeetingPlan
from agenda.referrals.comparing import need_comparable
from agenda.referrals.fields import Key
from agenda.referrals.headings import key_called, need_headings, plain
from agenda.referrals.importing import Earlier, Import, Importer, after, considered
from agenda.referrals.reading import Area, ReadCase, plain_agency, read_cases
from agenda.referrals.report import ON_COMMAND_LINE, Ways, questions_about, report
from agenda.referrals.table import Row, Table, UnreadableFile
from server.accounts import Post
from server.audit import What
from server.drafts import CHANGED, Wording
from server.errors import OperatorError, StoreError
from server.past.desk import known_past
from server.sealed import OTHER_VERSION
from server.store import Store

CASE_ID_BYTES: Final = 8
YES: Final = "yes"
"""Given as the token of a report, it takes whatever the report would say."""

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AgendaDesk:
    """Where drafts are kept."""

    store: Store

    def run(self, facts: Facts) -> dict[str, Any]:
        """The answer to an errand. Raises OperatorError."""
        errand = ERRANDS.get(str(facts.get("do")))
        if errand is None:
            raise OperatorError(OTHER_VERSION)
        return errand(self, facts)

    def draft(self, facts: Facts) -> Draft:
        """The draft of the meeting that is named, or the only one. Raises StoreError."""
        drafts, meeting = self.store.office.drafts, facts.get("meeting")
        if meeting is None and len(drafts.ids()) == 1:
            meeting = drafts.ids()[0]
        if meeting is None and drafts.ids():
            known = ", ".join(drafts.ids())
            raise StoreError(f"Say which meeting with --meeting. There are: {known}.")
        return drafts.draft(str(meeting or ""))

    def settled(self, area: str) -> dict[str, Key]:
        """The headings that were settled for ``area``."""
        found = self.store.office.drafts.settled(area, Wording.HEADING)
        return {wording: Key(meaning) for wording, meaning in found.items() if meaning in set(Key)}

    def importers(self, draft: Draft, named: str | None) -> dict[str, Described]:
        """Whoever does this, as they are compared: the one who is named, or the coordinators.

        Raises StoreError where nobody is.
        """
        planned = {person.id: person for person in draft.plan.people}
        names = self.store.office.people() | {p.id: p.name for p in planned.values()}
        if named is not None:
            found = [i for i, n in names.items() if named.casefold() in {i, n.casefold()}]
            if len(found) != 1:
                raise StoreError(f"Name one person with --by, by id or by name, not {named!r}.")
        else:
            found = sorted(self.coordinators(draft))
        if not found:
            raise StoreError(
                "Say who does this with --by and the id of a person: nobody holds the post of "
                "coordinator."
            )
        return self.compared(draft, found)

    def compared(self, draft: Draft, people: Iterable[str]) -> dict[str, Described]:
        """Those of ``people`` who are known, as they are compared."""
        planned = {person.id: person for person in draft.plan.people}
        names = self.store.office.people() | {p.id: p.name for p in planned.values()}
        return {
            i: described(planned[i]) if i in planned else Described(name=names[i])
            for i in people
            if i in names
        }

    def coordinators(self, draft: Draft) -> frozenset[str]:
        """Whoever holds the post of the coordinator in the office, and in the plan of those whom
        the office does not know yet (ROLE-1).
        """
        posts, known = self.store.office.accounts.posts(), self.store.office.people()
        held = (person for person, post in posts.items() if post == Post.COORDINATOR)
        new = (p.id for p in draft.plan.people if p.coordinator and p.id not in known)
        return frozenset({*held, *new})


def new(desk: AgendaDesk, facts: Facts) -> dict[str, Any]:
    """A draft of a plan."""
    try:
        draft = Draft(plan=MeetingPlan.model_validate_json(str(facts["plan"])))
    except (KeyError, ValidationError):
        raise OperatorError(OTHER_VERSION) from None
    if any(known.id == draft.id for known in desk.store.office.meetings()):
        raise StoreError(f"There is a meeting {draft.id!r} already; give this one another id.")
    desk.store.audit.act(What.DRAFT_MADE, meeting=draft.id)
    desk.store.office.drafts.add(draft)
    desk.store.office.give_posts(draft.plan.people)
    _name_agencies(desk.store, draft.plan)
    return {"said": f"The draft {draft.id} is made; bring in referrals with: agenda import"}


def _name_agencies(store: Store, plan: MeetingPlan) -> None:
    """Those that the office has not met yet: so that people of them can be entered, and be guests,
    before the first meeting is published (ROLE-6).
    """
    accounts = store.office.accounts
    known = accounts.agencies()
    accounts.name_agencies({one.id: one.name for one in plan.agencies if one.id not in known})


def known_headings(desk: AgendaDesk, facts: Facts) -> dict[str, Any]:
    """What the area's headings mean, for whoever opens a file."""
    draft = desk.draft(facts)
    return {"meeting": draft.id, "settled": desk.settled(draft.plan.area)}


class Stops(StrEnum):
    """Why an import does not go on."""

    HEADINGS = "headings"
    REFUSED = "refused"
    NOTHING = "nothing"


def bring_in(desk: AgendaDesk, facts: Facts, ways: Ways = ON_COMMAND_LINE) -> dict[str, Any]:
    """The report of an import; and the import, where nothing speaks against it and somebody said
    yes to this report.

    ``stops`` is why nothing was imported, with the sentence in ``refused``. ``headings`` and
    ``agencies`` are what nobody knows, with what each might be.
    """
    draft, table = desk.draft(facts), table_of(facts)
    _settle(desk, draft, facts)
    found, answer = looked_at(desk, draft, table, facts.get("by"), ways)
    if found is None:
        return answer
    token = str(answer["token"])
    if found.refused and not facts.get("accept_valid"):
        answer["valid"] = len(found.taken)
        return answer | _stopped(Stops.REFUSED)
    if not found.taken and not found.waiting:
        return answer | _stopped(Stops.NOTHING)
    if facts.get("yes") not in {token, YES}:
        if facts.get("yes"):
            raise StoreError(CHANGED)
        return answer
    return answer | {"said": _put(desk, draft, found, facts.get("asker"))}


@dataclass(frozen=True, slots=True)
class Means:
    """What wordings of a file mean, this once."""

    headings: Mapping[str, Key] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)


AS_SETTLED: Final = Means()


def looked_at(
    desk: AgendaDesk,
    draft: Draft,
    table: Table,
    by: str | None,
    ways: Ways,
    *,
    means: Means = AS_SETTLED,
) -> tuple[Import | None, dict[str, Any]]:
    """What the rows come to for ``draft`` and whoever imports, with the report of it; None where
    headings have to be settled first. Nothing is kept, nor what the file ``means``.

    Raises OperatorError.
    """
    importers = desk.importers(draft, by)
    try:
        headings = need_headings(table, desk.settled(draft.plan.area) | dict(means.headings))
    except UnreadableFile as error:
        raise OperatorError(error.said, error.way) from None
    if questions := list(questions_about(headings, ways)):
        asked = [[q.heading, str(q.guess or "")] for q in headings.questions if q.heading]
        return None, {"report": questions, "headings": asked} | _stopped(Stops.HEADINGS)
    area = _area(desk, draft, ways)
    area = replace(area, spellings=dict(area.spellings) | dict(means.agencies))
    found = _found(desk, draft, read_cases(table, headings, area), importers)
    lines = list(report(found, headings, ways))
    token = str(draft.version)
    return found, {"report": lines, "token": token, "agencies": _unknown(found)}


_STOPS: Final = {
    Stops.HEADINGS: "Nothing is imported. Settle these headings, and import the file again.",
    Stops.REFUSED: (
        "Nothing is imported. Put right what is refused and import the file again, or take the "
        "rest with --accept-valid."
    ),
    Stops.NOTHING: (
        "There is nothing in this file that is yours to import and is not there already."
    ),
}


def _stopped(why: Stops) -> dict[str, str]:
    return {"stops": why, "refused": _STOPS[why]}


def _unknown(found: Import) -> list[str]:
    """The agencies that nobody knows, by what the file calls them."""
    guesses = (case.guessed_agency for case in found.refused)
    return list(dict.fromkeys(g[0] for g in guesses if g is not None and not g[1]))


def _area(desk: AgendaDesk, draft: Draft, ways: Ways) -> Area:
    plan = draft.plan
    return Area(
        {agency.id: agency.name for agency in plan.agencies},
        in_london(desk.store.clock.now()).date(),
        lambda: secrets.token_hex(CASE_ID_BYTES),
        desk.store.office.drafts.settled(plan.area, Wording.AGENCY),
        plan.protocol.referral,
        plan.protocol.history.repeat_months,
        {section.id: section.name for section in plan.protocol.day.sections},
        ways.spelling,
    )


def _found(
    desk: AgendaDesk, draft: Draft, cases: Iterable[ReadCase], by: Mapping[str, Described]
) -> Import:
    """Raises OperatorError where comparing everybody would keep everybody else waiting."""
    earlier = [
        Earlier(received, other.plan.day)
        for other in desk.store.office.drafts.others(draft.id)
        if not desk.store.office.held.version(other.id)
        for received in other.referrals
    ]
    past = known_past(desk.store, draft.plan.protocol.history)
    importer = Importer(by, desk.store.clock.now(), desk.compared(draft, desk.coordinators(draft)))
    cases = tuple(cases)
    try:
        need_comparable(draft, cases, by, earlier, past)
    except UnreadableFile as error:
        raise OperatorError(error.said, error.way) from None
    return considered(draft, cases, importer, earlier, past)


def _put(desk: AgendaDesk, draft: Draft, found: Import, asker: str | None) -> str:
    """Keeps it, and says so. ``asker`` imports from the room."""
    try:
        changed = after(draft, found)
    except ValueError:
        raise StoreError(
            "That is more than one meeting can hold; make another draft for the rest."
        ) from None
    version, by = changed.version, asker
    with desk.store.office.together():
        desk.store.audit.act(What.REFERRALS_IMPORTED, meeting=draft.id, number=version, by=by)
        for taken in found.taken:
            if taken.case.guessed_agency is not None:
                text, agency = taken.case.guessed_agency
                _remember(desk, draft, Wording.AGENCY, plain_agency(text), agency)
        desk.store.office.drafts.put(changed)
    listed = sum(taken.received.standing is Standing.LISTED for taken in found.taken)
    where = "; marac-server agenda show prints it" if asker is None else ""
    return f"Imported. {listed} came onto the list{where}.{_left_out(len(found.refused))}"


def _left_out(refused: int) -> str:
    """What was refused is on no list, and somebody has to put it right (AG-6)."""
    if not refused:
        return ""
    one = refused == 1
    return (
        f" {refused} {'was' if one else 'were'} refused and {'is' if one else 'are'} not on it: "
        f"put {'it' if one else 'them'} right in the file, and import that again."
    )


def table_of(facts: Facts) -> Table:
    """The rows of a file, as they were sent. Raises OperatorError."""
    try:
        return Table(
            tuple(
                Row(int(number), tuple(map(str, cells)), frozenset(map(int, formulas)))
                for number, cells, formulas in facts["rows"]
            )
        )
    except (KeyError, TypeError, ValueError):
        raise OperatorError(OTHER_VERSION) from None


# What is settled


def _settle(desk: AgendaDesk, draft: Draft, facts: Facts) -> None:
    """Keeps what was said of headings and agencies, for this file and all later ones."""
    for heading, meaning in _pairs(facts, "headings"):
        key = key_called(meaning)
        if key is None:
            raise StoreError(
                f"{meaning!r} is no field of a referral; name a heading of the template, or keep."
            )
        _remember(desk, draft, Wording.HEADING, plain(heading), str(key))
    agencies = {agency.id: agency.name for agency in draft.plan.agencies}
    for name, meaning in _pairs(facts, "agencies"):
        if meaning not in agencies:
            known = ", ".join(f"{i} ({n})" for i, n in agencies.items())
            raise StoreError(f"{meaning!r} is no agency of this meeting. There are: {known}.")
        _remember(desk, draft, Wording.AGENCY, plain_agency(name), meaning)


def _remember(desk: AgendaDesk, draft: Draft, what: Wording, wording: str, meaning: str) -> None:
    if wording:
        desk.store.office.drafts.settle(draft.plan.area, what, wording, meaning)


def _pairs(facts: Facts, name: str) -> Sequence[tuple[str, str]]:
    return [(str(one), str(other)) for one, other in facts.get(name, ())]


def means_of(facts: Facts) -> Means:
    """What was said of headings and agencies, to be kept nowhere."""
    headings = {plain(name): key_called(meaning) for name, meaning in _pairs(facts, "headings")}
    known = {name: key for name, key in headings.items() if key is not None}
    agencies = {plain_agency(name): agency for name, agency in _pairs(facts, "agencies")}
    return Means(known, agencies)


# What is shown


def show(
    desk: AgendaDesk, facts: Facts, times_of: Callable[[Draft], Mapping[str, str]]
) -> dict[str, Any]:
    """The list of a draft, a line each, with the time that ``times_of`` it says for a case; or
    those set aside, where they are asked for.

    A stand-in who is no coordinator is shown what they have processed, and nothing else (CON-3).
    """
    draft = desk.draft(facts)
    by = desk.importers(draft, facts.get("by"))
    coordinates = desk.coordinators(draft) >= by.keys()
    for person in by:
        desk.store.audit.act(What.DRAFT_SHOWN, meeting=draft.id, person=person)
    wanted = Standing.ASIDE if facts.get("restricted") else Standing.LISTED
    plan = draft.plan
    lines = [f"{plan.area}, {plan.day.day} {plan.day:%B %Y}, draft {draft.id}"]
    names = {agency.id: agency.name for agency in plan.agencies}
    shown = [received for received in draft.referrals if received.standing is wanted]
    times = times_of(draft) if wanted is Standing.LISTED else {}
    for number, received in enumerate(shown, len(plan.cases) + 1):
        is_theirs = coordinates or received.by in by
        hidden = not is_theirs or _is_closed(received, by)
        said = _HIDDEN if hidden else _in_one_line(received, names) + _besides(draft, received)
        at = "" if hidden else times.get(received.referral.id, "")
        lines.append("  ".join(filter(None, (f"{number:>3}", at, said))))
    if not shown:
        lines.append("Nothing yet." if wanted is Standing.LISTED else "Nothing is set aside.")
    if wanted is Standing.LISTED:
        waits = sum(received.standing is Standing.WAITING for received in draft.referrals)
        lines += [f"{waits} to be processed by somebody else."] if waits else []
    return {"said": "\n".join(lines)}


def _besides(draft: Draft, received: Received) -> str:
    """The time that it is fixed for, and who comes for it alone (AG-3, ROLE-6)."""
    case = received.referral
    parts = []
    if case.fixed_at is not None:
        parts.append(f"fixed for {case.fixed_at:%H:%M}, {case.fixed_for}")
    guests = [one.name for one in draft.guests if one.for_case == case.id]
    if guests:
        parts.append(f"guest: {', '.join(guests)}")
    return "".join(f"  [{part}]" for part in parts)


_HIDDEN: Final = "processed by somebody else"


def _is_closed(received: Received, by: Mapping[str, Described]) -> bool:
    """Whether somebody who looks may be a party of it (CON-3, CON-6)."""
    if received.closed_to & by.keys():
        return True
    parties = received.referral.parties
    return any(
        likeness(one, Described(name=p.name, aliases=p.aliases, born=p.born, address=p.address))
        for one in by.values()
        for p in parties
    )


def _in_one_line(received: Received, agencies: Mapping[str, str]) -> str:
    referral = received.referral
    others = ", ".join(party.name for party in referral.perpetrators)
    many = len(referral.dependants)
    with_them = "" if not many else f", {many} child" if many == 1 else f", {many} children"
    return f"{agencies[referral.agency]}: {referral.victim.name}; {others}{with_them}"


ERRANDS: Final[Mapping[str, Callable[[AgendaDesk, Facts], dict[str, Any]]]] = {
    "new": new,
    "settled": known_headings,
    "import": bring_in,
}
