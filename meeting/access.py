"""Who may read what: one table, one function.

Screens, catch-up, papers, refusals, counts and logs all ask ``may_read``. The table is standing
x kind of stream x time; a missing cell means no. Only the server asks: on the part of a state
that a laptop holds, the answer would be wrong.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from agenda.plan import Role
from meeting.afterwards import is_for_members, reads_afterwards
from meeting.case.hearing import Case
from meeting.case.posts import ROLE_OF, acting, in_this_case
from meeting.case.stand_in import Post
from meeting.room import Attendance, ItemState, Line, Phase, Room
from meeting.state import State
from meeting.streams import ROOM, Kind, Stream
from meeting.values import AgencyId, PersonId


class Membership(StrEnum):
    """A person's standing outside the meeting, as the office has it today."""

    MEMBER = "member"
    ENDED = "ended"


class Medium(StrEnum):
    """On what a person reads."""

    SCREEN = "screen"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Renewed:
    """An account began anew, by an invitation that ``asked_by`` got hold of in some meeting."""

    at: datetime
    asked_by: PersonId


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: with today's agency and standing, from the office and never from a message."""

    person: PersonId
    agency: AgencyId
    membership: Membership = Membership.MEMBER
    medium: Medium = Medium.SCREEN
    name: str = ""
    """As the office has it; the register has it too, once somebody is on it."""
    coordinator: bool = False
    """Holds the standing post of the coordinator, whatever their part in this meeting (ROLE-1)."""
    self_stated: bool = False
    """The office knows the name and the agency from this person alone, who knocked (ATT-6)."""
    renewed: Renewed | None = None
    """Their account, the last time that it began anew, unless the operator invited them."""
    proved: bool = False
    """More than a password once today says that it is them: a second factor, or the password again
    just now. It gives nothing to read; the chair is taken over by nobody without it (ROLE-7)."""


class Standing(StrEnum):
    """What a reader is to one stream."""

    NOBODY = "nobody"
    """Not on the register, or no longer a member."""
    EXPECTED = "expected"
    """On the register, and not present with the declaration signed; or of another agency today; or
    with an account that was renewed (CON-2)."""
    PREPARES = "prepares"
    """Named for the meeting as representative, deputy, chair or minute-taker, compared with the
    parties and with no match open, once the agenda is open and before the day (AG-4)."""
    AT_THE_TABLE = "at the table"
    """Present and signed."""
    OBSERVING = "observing"
    """As at the table, adding nothing, with the chair's agreement (ROLE-5)."""
    GUEST = "guest"
    """Invited for this one case, and confirmed by the chair as they are here now (ROLE-6)."""
    OWN_AGENCY = "of the agency"
    """Reads the case, and it is their own agency that prepared this for it (AG-4)."""
    BEFOREHAND = "another agency's, beforehand"
    """Reads the case before the day, by a protocol that lets all read what is prepared (AG-4)."""
    LATE = "late"
    """At the table now, and not here when this case was heard."""
    OPENED = "late, on request"
    """As late, and has asked for this case; whoever reads it can see that (ATT-2)."""
    GONE = "gone"
    """Signed, and no longer in the room (ATT-2)."""
    WAS_THERE = "was there"
    """Signed, gone since, and in the room when this case was heard."""
    AS_MEMBER = "a member, afterwards"
    """Named for the meeting by an agency that is a member, and was not there when this was heard,
    by a protocol that lets members read (OUT-2)."""
    WITHOUT_SCREEN = "without a screen"
    """In the room without a laptop: whatever laptop asks in their name is not theirs (ROLE-8)."""
    WITHHELD = "withheld"
    """Out of this case (CON-2)."""
    SUBJECT = "subject"
    """The person whose conflict it is, or the guest whose part of the room it is."""
    HOLDER = "holder"
    """Who holds the chair or the minutes of the case, and is not out of it (CON-1)."""
    SETTLES = "settles it"
    """Coordinator and chair, and for who the chair cannot the minute-taker, once the case is on the
    agenda; never who is matched themselves, in whatever case (CON-6, AG-10)."""
    AGREES = "agrees to it"
    """Chair or coordinator, of an urgent case that is asked for and on no agenda yet: not out of
    it, and not likely to be a party of it (AG-10, CON-6)."""
    ORGANISES = "chair or coordinator"
    """Who looks to it that those who come are ready for it (ATT-4)."""
    NOT_OPEN = "not open yet"
    """Not compared with these parties, or alike with some and not settled, or it is too early for
    everybody's names (CON-6)."""


class Time(StrEnum):
    """How far the case is."""

    BEFORE = "before the day"
    """The meeting is prepared: nobody has gathered, and nobody has signed (AG-4)."""
    LISTED = "listed"
    ON = "on"
    CLOSED = "closed"
    APPROVED = "approved"
    """The action list is approved: the meeting is over."""
    PASSED = "closed to reading"
    """As long as that as its protocol lets it be read; or its day passed, and nobody opened it."""


WHOLE_MEETING: Final = {Phase.PREPARING: Time.BEFORE, Phase.APPROVED: Time.APPROVED}
"""Phases in which it does not matter how far a case is."""
BEFORE_HEARING: Final = frozenset({Phase.GATHERING, Phase.DECLARATION})
NAMES_NOT_OPEN: Final = BEFORE_HEARING | {Phase.PREPARING}
PREPARING_ROLES: Final = frozenset({Role.CHAIR, Role.MINUTE_TAKER, Role.REPRESENTATIVE})
"""Who prepares: observers and guests come on the day (ROLE-5, ROLE-6)."""
HELD: Final = frozenset(ROLE_OF.values())
"""What is taken over, and held at a time (ROLE-7)."""
WHOLE_DAY: Final = (Time.LISTED, Time.ON, Time.CLOSED, Time.APPROVED)
TIMES: Final = {
    ItemState.LISTED: Time.LISTED,
    ItemState.ON: Time.ON,
    ItemState.INTERRUPTED: Time.ON,
    ItemState.OVER: Time.CLOSED,
    ItemState.CLOSED: Time.LISTED,
    ItemState.SKIPPED: Time.LISTED,
}
UNSURE_FOR: Final = timedelta(days=31)
"""For how long a renewed account is asked about in meetings to come: by then its owner was at one,
or has found that their password does not let them in."""
DURING: Final = (Time.LISTED, Time.ON, Time.CLOSED)
FROM_THE_START: Final = (Time.BEFORE, *WHOLE_DAY)

TABLE: Final[AbstractSet[tuple[Kind, Standing, Time]]] = frozenset(
    (kind, standing, time)
    for kind, standing, times in (
        (Kind.ROOM, Standing.EXPECTED, (*FROM_THE_START, Time.PASSED)),
        (Kind.CASE, Standing.PREPARES, (Time.BEFORE,)),
        (Kind.CASE, Standing.AT_THE_TABLE, WHOLE_DAY),
        (Kind.CASE, Standing.AGREES, (Time.BEFORE, *DURING)),
        (Kind.CASE, Standing.OBSERVING, DURING),
        (Kind.CASE, Standing.OPENED, (Time.CLOSED, Time.APPROVED)),
        (Kind.CASE, Standing.GUEST, (Time.ON,)),
        (Kind.CASE, Standing.WAS_THERE, (Time.APPROVED,)),
        (Kind.CASE, Standing.AS_MEMBER, (Time.APPROVED,)),
        (Kind.CONFLICT, Standing.SUBJECT, FROM_THE_START),
        (Kind.CONFLICT, Standing.HOLDER, FROM_THE_START),
        (Kind.GUEST, Standing.SUBJECT, FROM_THE_START),
        (Kind.MATCH, Standing.SETTLES, FROM_THE_START),
        (Kind.PAST, Standing.PREPARES, (Time.BEFORE,)),
        (Kind.PAST, Standing.AT_THE_TABLE, WHOLE_DAY),
        (Kind.PAST, Standing.OBSERVING, DURING),
        (Kind.PAST, Standing.OPENED, (Time.CLOSED, Time.APPROVED)),
        (Kind.PAST, Standing.WAS_THERE, (Time.APPROVED,)),
        (Kind.PAST, Standing.AS_MEMBER, (Time.APPROVED,)),
        (Kind.EARLIER, Standing.AT_THE_TABLE, (Time.LISTED,)),
        (Kind.EARLIER, Standing.OBSERVING, (Time.LISTED,)),
        (Kind.READINESS, Standing.ORGANISES, FROM_THE_START),
        (Kind.PREP, Standing.OWN_AGENCY, (Time.BEFORE, *DURING)),
        (Kind.PREP, Standing.BEFOREHAND, (Time.BEFORE,)),
    )
    for time in times
)


def may_read(state: State, reader: Reader) -> frozenset[Stream]:
    """Every stream of ``state`` that ``reader`` may read now.

    Nothing for who waits at the door, nor for whose sign-in is void: it was not them (ATT-6).
    """
    line = state.room.register.get(reader.person)
    if line is None or line.is_void or reader.membership is not Membership.MEMBER:
        return frozenset()
    times = _times(state.room)
    return frozenset(
        stream
        for stream in state.streams
        if (stream.kind, _standing(state, reader, line, stream), times(stream)) in TABLE
    )


def may_hear_what_was_sent(state: State, asker: Reader, person: PersonId) -> frozenset[Stream]:
    """The streams of which ``asker`` may hear whether ``person`` was sent them (ATT-6): the room,
    and cases, that they read themselves.

    Who is matched anywhere is sent no case, so that of one case it tells something of every other:
    of cases of somebody else hears only who may know of every match of ``person``, whether there is
    one or not (CON-6). Nobody out of a case may (CON-2). What went with a case - who declared what,
    what was before - tells more than the case does, and is not among it.
    """
    readable = may_read(state, asker)
    told = frozenset(s for s in readable if s.kind in {Kind.ROOM, Kind.CASE})
    if ROOM in told and (
        person == asker.person
        or all(_may_know_of_matches(state, asker, case) for case in state.cases())
    ):
        return told
    return told & {ROOM}


def _may_know_of_matches(state: State, reader: Reader, case: Case) -> bool:
    """Whether matches in ``case`` are for ``reader`` to know of: the coordinator's, and the chair's
    of the day, also while another chairs this case, and afterwards (ROLE-7).
    """
    line = state.room.register[reader.person]
    knows = reader.coordinator or line.role is Role.CHAIR
    return knows and _is_here(state.room, line) and _may_settle(state, line, case)


def may_open(state: State, reader: Reader) -> frozenset[Stream]:
    """Cases that are over, that ``reader`` came too late for, and that they may ask for (ATT-2).

    Not once the list is approved: then nobody is sent what they missed.
    """
    line = state.room.register.get(reader.person)
    if line is None or reader.membership is not Membership.MEMBER:
        return frozenset()
    times = _times(state.room)
    return frozenset(
        stream
        for stream in state.streams
        if stream.kind is Kind.CASE
        and times(stream) is Time.CLOSED
        and _standing(state, reader, line, stream) is Standing.LATE
    )


def _standing(state: State, reader: Reader, line: Line, stream: Stream) -> Standing:
    if stream.kind is Kind.GUEST:
        return Standing.SUBJECT if stream.person == line.person else Standing.NOBODY
    if line.role is Role.GUEST:
        return _standing_as_guest(state, reader, line, stream)
    if stream.kind is Kind.ROOM:
        return Standing.EXPECTED
    if stream.kind is Kind.COMPARISON:
        return Standing.NOBODY
    if stream.kind is Kind.READINESS:
        return _standing_in_readiness(state, reader, line)
    case = state.case(stream.case)
    if (case is None and stream.kind is not Kind.EARLIER) or _has_moved(reader, line):
        return Standing.EXPECTED
    if reader.medium is Medium.SCREEN and is_unsure(state.room, line, reader):
        return Standing.EXPECTED
    if state.room.phase is not Phase.PREPARING:
        standing = _without_the_declaration(state.room, reader, line)
        if standing is not None:
            return standing
    if case is None or stream.kind is Kind.EARLIER:
        return _standing_in_earlier(state, line, stream)
    if case.is_asked_for and stream.kind is not Kind.MATCH:
        return _standing_while_asked(state, reader, line, case, stream)
    match stream.kind:
        case Kind.MATCH:
            return _standing_in_match(state, reader, case, stream)
        case Kind.CONFLICT:
            return _standing_in_conflict(state, line, case, stream)
        case Kind.CASE:
            return _standing_in_case(state, line, case)
        case Kind.PAST:
            return _standing_in_past(state, line, case)
        case Kind.PREP:
            return _standing_in_preparation(state, line, case, stream)
        case _:
            assert_never(stream.kind)


def _without_the_declaration(room: Room, reader: Reader, line: Line) -> Standing | None:
    """What keeps somebody from every case on the day, and after it; None for who signed where they
    read.
    """
    observes = line.role is Role.OBSERVER and not line.agreed
    if observes or line.signature is None or line.refused:
        return Standing.EXPECTED
    if reader.medium is not Medium.SCREEN or reads_afterwards(room, line):
        return None
    if not line.laptop:
        return Standing.WITHOUT_SCREEN
    return None if line.has_signed_here else Standing.EXPECTED


def is_unsure(room: Room, line: Line, reader: Reader) -> bool:
    """Whether nobody of this meeting has said that it is ``reader`` who sits there, since their
    account was renewed: whoever asked for that saw the code, and could be sitting there (CON-2).

    The office knows of it before this meeting's record does.
    """
    return line.is_unsure or is_newly_renewed(room, line, reader)


def is_newly_renewed(room: Room, line: Line, reader: Reader) -> bool:
    """Whether an account was renewed, and the register does not say so yet."""
    renewed = reader.renewed
    if renewed is None or room.day > renewed.at.date() + UNSURE_FOR:
        return False
    return line.renewal is None or line.renewal.at < renewed.at


def _has_moved(reader: Reader, line: Line) -> bool:
    """Whether somebody belongs to another agency today than the register says.

    Whatever they said would be said for an agency that is no longer theirs, so they can give no
    command (ACT-1), not even declare a conflict: and who cannot do that must read no case (CON-1).
    To let them declare and read on would be less safe: they would hear for the new agency what the
    old one was invited to hear.
    """
    return reader.agency != line.agency


def _standing_as_guest(state: State, reader: Reader, line: Line, stream: Stream) -> Standing:
    """A guest reads their own case on a screen of their own, and else nothing of any case, not even
    a conflict of their own; nor the room, which has everybody's names (ROLE-6).
    """
    case = state.case(stream.case)
    if stream.kind is not Kind.CASE or case is None or line.person not in case.guests:
        return Standing.NOBODY
    if case.is_withheld_from(line.person):
        return Standing.WITHHELD
    if _has_moved(reader, line) or is_unsure(state.room, line, reader):
        return Standing.EXPECTED
    if not line.laptop or reader.medium is not Medium.SCREEN:
        return Standing.WITHOUT_SCREEN
    if not _is_open_to(state, line, case):
        return Standing.NOT_OPEN
    confirmed = line.may_take_part and case.has_confirmed(line.person, line.since)
    return Standing.GUEST if confirmed else Standing.EXPECTED


def _standing_in_readiness(state: State, reader: Reader, line: Line) -> Standing:
    """There is nothing of a case in it, so it waits for no declaration; it is about people, though,
    and for nobody else, not even for whom it is about.
    """
    if _has_moved(reader, line) or not (reader.coordinator or line.role is Role.CHAIR):
        return Standing.NOBODY
    if reader.medium is Medium.SCREEN:
        if is_unsure(state.room, line, reader):
            return Standing.EXPECTED
        if line.is_present and not line.laptop:
            return Standing.WITHOUT_SCREEN
    return Standing.ORGANISES


def _standing_while_asked(
    state: State, reader: Reader, line: Line, case: Case, stream: Stream
) -> Standing:
    """Of an urgent case that is not agreed to, nothing but the case, and that for those who can
    agree; whoever is out of it hears so when it is on the agenda, as of any other (AG-10).
    """
    agrees = reader.coordinator or line.role is Role.CHAIR
    if stream.kind is not Kind.CASE or not agrees or not _is_here(state.room, line):
        return Standing.NOBODY
    if not _is_open_to(state, line, case) or state.has_open_match(case.case, line.person):
        return Standing.NOT_OPEN
    return Standing.WITHHELD if case.is_withheld_from(line.person) else Standing.AGREES


def _standing_in_match(state: State, reader: Reader, case: Case, stream: Stream) -> Standing:
    if case.is_declined:
        # There is nothing left to settle, and nobody is held up by it (AG-10).
        return Standing.NOBODY
    line = state.room.register[reader.person]
    found = state.match(stream.case, stream.person)
    settled_at = found.settled_at if found is not None else None
    if settled_at is not None and not reader.coordinator and not held_at(line, settled_at):
        # What was settled before somebody took a post over was not theirs to settle (CON-6).
        return Standing.NOBODY
    settles = _settles_matches_of(state, reader, case, stream.person)
    return Standing.SETTLES if settles else Standing.NOBODY


def _settles_matches_of(state: State, reader: Reader, case: Case, person: PersonId) -> bool:
    """Whether an open match of ``person`` in ``case`` is ``reader``'s to settle, or would be.

    The minute-taker settles instead of the chair, but not in a case that is asked for: of that
    nobody knows but chair and coordinator (AG-10, CON-2).
    """
    line = state.room.register[reader.person]
    if person == line.person or not _may_settle(state, line, case):
        return False
    if case.is_asked_for and not _is_open_to(state, line, case):
        # Nothing of it before the names are settled: whoever asked knows whose names are in it, and
        # would tell from the likeness that does not come that they are matched elsewhere (CON-6).
        return False
    if not _is_here(state.room, line):
        return False
    role = in_this_case(state.room, case, line)
    if reader.coordinator or role is Role.CHAIR:
        return True
    if case.is_asked_for:
        return False
    chair = acting(state.room, case, Post.CHAIR)
    instead = chair is None or person == chair.person or not _may_settle(state, chair, case)
    return role is Role.MINUTE_TAKER and instead


def _is_here(room: Room, line: Line) -> bool:
    """In the room; before the day there is none to be in."""
    return line.is_present or room.phase is Phase.PREPARING


def _may_settle(state: State, line: Line, case: Case) -> bool:
    """Compared with the parties of the case, not out of it, and not likely to be a party of any:
    there is a party's name in a match, and whoever is matched reads no names of the day (CON-6).
    """
    if case.is_withheld_from(line.person) or not state.comparison.covers(case.case, line.person):
        return False
    if state.has_open_match(case.case, line.person):
        return False
    return not is_matched(state, line.person)


def is_matched(state: State, person: PersonId) -> bool:
    """Whether a likely match of somebody waits to be settled, whatever the case (CON-6)."""
    return person in state.matched


def _is_open_to(state: State, line: Line, case: Case) -> bool:
    """Whether the names of the case may be shown to somebody, as far as comparing goes (CON-6).

    To the chair once the minute-taker has confirmed the names, to everybody else once the chair
    has begun, or before the day has opened the agenda: at the same moment for who was matched and
    is clear as for who never was.
    """
    room = state.room
    confirmed, opened = room.names_confirmed is not None, room.agenda_opened is not None
    begun = opened if room.phase is Phase.PREPARING else room.phase not in BEFORE_HEARING
    if not begun and (line.role is not Role.CHAIR or not confirmed):
        return False
    return state.comparison.covers(case.case, line.person) and not is_matched(state, line.person)


def _standing_in_case(state: State, line: Line, case: Case) -> Standing:
    if not _is_open_to(state, line, case):
        return Standing.NOT_OPEN
    if case.is_withheld_from(line.person):
        return Standing.WITHHELD
    if state.room.phase is Phase.PREPARING:
        # Who sent apologies has nothing to prepare, and comes to nothing of it.
        prepares = line.role in PREPARING_ROLES and line.attendance is not Attendance.APOLOGIES
        return Standing.PREPARES if prepares else Standing.EXPECTED
    observes = line.role is Role.OBSERVER
    was_here = _was_here(line, case)
    if not line.is_present:
        if observes:
            return Standing.EXPECTED
        return Standing.WAS_THERE if was_here else _missed_it(state.room, line, Standing.GONE)
    if case.closing is not None and not was_here:
        if observes:
            return Standing.EXPECTED
        late = Standing.OPENED if line.person in case.opened else Standing.LATE
        return _missed_it(state.room, line, late)
    return Standing.OBSERVING if observes else Standing.AT_THE_TABLE


def _missed_it(room: Room, line: Line, otherwise: Standing) -> Standing:
    return Standing.AS_MEMBER if is_for_members(room, line) else otherwise


def _standing_in_past(state: State, line: Line, case: Case) -> Standing:
    """As in the case itself; but who was out of it before does not read what was planned then. A
    guest does not either: they are here for what is said today (ROLE-6).
    """
    past = state.past(case.case)
    if past is None or past.is_closed_to(line.person):
        return Standing.WITHHELD
    return _standing_in_case(state, line, case)


def _standing_in_earlier(state: State, line: Line, stream: Stream) -> Standing:
    """Of an earlier case, from the moment that names open to everybody. Who is like one of its
    people, or was out of it, counts as not compared with it (CON-6); and whoever is out of a case
    of today that may be about any of the same people is out of this one too (CON-2).
    """
    earlier = state.comparison.earlier.get(stream.case)
    if earlier is None or is_matched(state, line.person):
        return Standing.NOT_OPEN
    if state.room.phase in NAMES_NOT_OPEN or not line.is_present:
        return Standing.NOT_OPEN
    if not state.comparison.covers(stream.case, line.person):
        return Standing.WITHHELD
    today = (state.case(case) for case in earlier.akin)
    if any(c is not None and not c.is_asked_for and c.is_withheld_from(line.person) for c in today):
        return Standing.WITHHELD
    return Standing.OBSERVING if line.role is Role.OBSERVER else Standing.AT_THE_TABLE


def _standing_in_conflict(state: State, line: Line, case: Case, stream: Stream) -> Standing:
    if not _is_here(state.room, line):
        return Standing.GONE
    if line.person == stream.person:
        return Standing.SUBJECT
    holds = in_this_case(state.room, case, line) in ROLE_OF.values()
    if case.closing is not None and not _led(line, case, case.closing.at):
        return Standing.NOBODY
    hears = _standing_in_case(state, line, case) in {Standing.AT_THE_TABLE, Standing.PREPARES}
    return Standing.HOLDER if holds and hears else Standing.NOBODY


def _standing_in_preparation(state: State, line: Line, case: Case, stream: Stream) -> Standing:
    """Whoever may not read the case reads nothing that anybody prepared for it (AG-4, CON-2)."""
    shared = state.room.protocol.hearing.research_read_beforehand
    if stream.agency != line.agency and not shared:
        return Standing.NOBODY
    reads = _standing_in_case(state, line, case)
    if reads not in {Standing.PREPARES, Standing.AT_THE_TABLE}:
        return reads
    return Standing.OWN_AGENCY if stream.agency == line.agency else Standing.BEFOREHAND


def _led(line: Line, case: Case, at: datetime) -> bool:
    """Whether somebody held or stood in for the chair or the minutes of a case as it closed.

    Whoever took a post over since hears no reasons of cases before, whatever else they did in them
    (CON-1, ROLE-7).
    """
    instead = (case.stand_ins.get(post) for post in ROLE_OF)
    stood_in = any(each is not None and each.person == line.person for each in instead)
    return stood_in or held_at(line, at)


def held_at(line: Line, at: datetime, roles: AbstractSet[Role] = HELD) -> bool:
    """Whether somebody held the chair or the minutes then, or that one of them which is asked for;
    who never took over did all along.
    """
    if not line.held:
        return line.role in roles
    return any(
        each.role in roles
        and (each.since is None or each.since <= at)
        and (each.until is None or at < each.until)
        for each in line.held
    )


def _was_here(line: Line, case: Case) -> bool:
    """Whether the person was in the room, signed, at any time while the case was heard: before a
    reopening or after it, and not in between.

    Whatever falls on the very instant of the close comes too late: the order of two things within
    one millisecond is not known here, and in doubt the answer is no.
    """
    signed, closing = line.signed, case.closing
    if closing is None or signed is None:
        return False
    heard = (
        *((each.since, each.closing.at) for each in case.reopened),
        (case.on_since, closing.at),
    )
    return any(
        since is not None and signed < until and _was_present(line, since, until)
        for since, until in heard
    )


def _was_present(line: Line, called: datetime, closed: datetime) -> bool:
    """Whether the person was in the room at the call, or came in before the close."""
    at_call = False
    for attendance, at in line.movements:
        here = attendance is Attendance.PRESENT
        if at <= called:
            at_call = here
        elif here and at < closed:
            return True
    return at_call


def _times(room: Room) -> Callable[[Stream], Time]:
    """How far the case of a stream is."""
    if room.phase in WHOLE_MEETING:
        closed = room.reading_closed is not None
        time = Time.PASSED if closed else WHOLE_MEETING[room.phase]
        return lambda _: time
    by_case = {item.case: TIMES[item.state] for item in room.items.values()}
    return lambda stream: by_case.get(stream.case, Time.LISTED)
