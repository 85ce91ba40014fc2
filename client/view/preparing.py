"""Before the day, as one person sees it: the agenda, what their agency has said of each case, and
what it prepared (AG-4).
"""

from typing import Final

from agenda.london import clock_time, in_london, spoken_date
from agenda.plan import Role
from client.view.case import party_rows
from client.view.names import is_mine_to_confirm, waits_for
from client.view.rows import Line, Piece, Row, Tone, line, quiet, row, strong
from client.view.seen import Seen, organises
from meeting.case.hearing import Case
from meeting.case.information import Nature
from meeting.case.research import Answer
from meeting.confirming import nobody_can
from meeting.labels import subject_label
from meeting.preparation import PreparedPoint
from meeting.room import Item, ItemState, Room
from meeting.room import Line as Registered
from meeting.values import AgencyId

TO_DO: Final = "· to do"
CONFIRM: Final = (
    "Press o to confirm that the names are settled. When all of you have, the chair opens the "
    "agenda."
)
CONFIRMED: Final = "The names are confirmed. The chair opens the agenda."
THEN_OPEN: Final = "{waits} Then you open the agenda."
THEN_CHAIR: Final = "{waits} Then the chair opens the agenda."
OF_ONE_WHO_CANNOT: Final = "Of one who cannot, record apologies (a)."
SETTLE: Final = "Settle the names that are alike first (=), in private."
OPEN: Final = "Press g to open the agenda to those named for the meeting."
IS_OPEN: Final = "The agenda is open to those named for the meeting."
OPEN_ROOM: Final = "It is the day: press R to open the room."
NOT_OPEN: Final = "The agenda is not open yet. Nothing is asked of you until it is."
COME: Final = "The room opens on {day}, and people come in for {time}."
LOOK: Final = "Look into each case: k known, n nothing known, i prepare a point. {left} to do."
DONE: Final = "You have looked into every case. What you prepared is on your screen on the day."


def voices(room: Room) -> dict[AgencyId, tuple[Registered, ...]]:
    """The agencies that somebody speaks for, with who does, in the register's order."""
    speak = [each for each in room.register.values() if each.role is Role.REPRESENTATIVE]
    return {
        agency: tuple(each for each in speak if each.agency == agency)
        for agency in dict.fromkeys(each.agency for each in speak)
    }


def is_asked(case: Case, people: tuple[Registered, ...]) -> bool:
    """Whether anybody of ``people`` can look into the case: not all are out of it."""
    return not all(case.is_withheld_from(each.person) for each in people)


def agenda(room: Room) -> tuple[Item, ...]:
    """The cases, in their order."""
    return tuple(item for item in room.items.values() if item.case is not None)


def to_do(seen: Seen) -> int:
    """How many cases the agency has said nothing of."""
    return sum(
        seen.agency not in case.research and not case.closed_before for case in seen.state.cases()
    )


LET_IN_AGAIN: Final = (
    "Your account is new. The chair, the minute-taker or the coordinator has to say that it is you."
)
"""Until then no case is sent to them (CON-2)."""


def before_the_day(seen: Seen) -> str:
    """What this person is to do or to wait for, in one sentence."""
    if seen.line is not None and seen.line.is_unsure:
        return LET_IN_AGAIN
    if organises(seen):
        return _for_organisers(seen)
    if seen.role_in_meeting is not Role.REPRESENTATIVE:
        return _come(seen.room)
    if seen.room.agenda_opened is None:
        return NOT_OPEN
    left = to_do(seen)
    return LOOK.format(left=left) if left else f"{DONE} {_come(seen.room)}"


def _for_organisers(seen: Seen) -> str:
    room, chairs = seen.room, seen.role_in_meeting is Role.CHAIR
    if room.agenda_opened is None and any(match.is_open for _, match in seen.state.matches()):
        return SETTLE
    if room.names_confirmed is None:
        if is_mine_to_confirm(seen):
            return CONFIRM
        waits = (THEN_OPEN if chairs else THEN_CHAIR).format(waits=waits_for(seen))
        return waits if nobody_can(room) else f"{waits} {OF_ONE_WHO_CANNOT}"
    if room.agenda_opened is None:
        return OPEN if chairs else CONFIRMED
    return OPEN_ROOM if is_the_day(seen) else f"{IS_OPEN} {_come(room)}"


def is_the_day(seen: Seen) -> bool:
    """Whether the room can be opened."""
    return in_london(seen.now).date() >= seen.room.day


def _come(room: Room) -> str:
    if room.starts is None:
        return ""
    return COME.format(day=spoken_date(room.day), time=clock_time(room.starts))


# The agenda


def agenda_rows(seen: Seen) -> tuple[Row, ...]:
    """One row a case, by the id of its item: when it is heard, and how far its research is."""
    return tuple(
        row(
            quiet(f"{clock_time(item.starts)} "),
            item.label,
            right=_how_far(seen, item),
            key=item.item,
        )
        for item in agenda(seen.room)
    )


def _how_far(seen: Seen, item: Item) -> Piece:
    if item.state is ItemState.CLOSED:
        return quiet("closed")
    case = seen.state.case(item.case or "")
    if case is None:
        closed = seen.room.agenda_opened is not None and not seen.lease_is_over
        return Piece("not for you" if closed else "", Tone.WARNING)
    if organises(seen):
        asked = [agency for agency, people in voices(seen.room).items() if is_asked(case, people)]
        done = sum(agency in case.research for agency in asked)
        tone = Tone.GOOD if done == len(asked) else Tone.PLAIN
        return Piece(f"{done} of {len(asked)} in", tone)
    return _answer(case, seen.agency)


def _answer(case: Case, agency: AgencyId) -> Piece:
    research = case.research.get(agency)
    if research is None:
        return Piece(TO_DO, Tone.WARNING)
    if research.answer is Answer.NOTHING_KNOWN:
        return Piece("○ nothing known", Tone.GOOD)
    return Piece(f"✓ known{_points(research.points)}", Tone.GOOD)


def _points(count: int) -> str:
    return "" if not count else ", 1 point" if count == 1 else f", {count} points"


# One case


def case_rows(seen: Seen) -> tuple[Row, ...]:
    """Who the case is about, what the agency prepared for it, and which others have looked."""
    case = seen.case
    if case is None:
        return (row(_why_closed(seen)),)
    rows = [*party_rows(seen, case), row("")]
    if not organises(seen) or points_of(seen, case):
        rows += [row(strong("You prepared ")), *_prepared(seen, case), row("")]
    looked = [
        row(seen.name_of(agency), right=_answer(case, agency), indent=2)
        for agency, people in voices(seen.room).items()
        if is_asked(case, people)
    ]
    return (*rows, row(strong("Research ")), *looked)


def _why_closed(seen: Seen) -> str:
    label = seen.item.label if seen.item else "The agenda"
    if seen.lease_is_over:
        return "The cases come back with the server."
    if seen.room.agenda_opened is None:
        return "The agenda is not open to you yet."
    return f"{label} is closed to you."


def points_of(seen: Seen, case: Case) -> tuple[PreparedPoint, ...]:
    """What my agency prepared for the case, in the order in which it was written."""
    return tuple(seen.state.preparation(seen.agency, case.case).points.values())


def _prepared(seen: Seen, case: Case) -> tuple[Row, ...]:
    rows = tuple(Row(_lines(case, point), point.information) for point in points_of(seen, case))
    return rows or (row(quiet("Nothing yet.")),)


def _lines(case: Case, point: PreparedPoint) -> tuple[Line, ...]:
    details = [subject_label(case, point.subject), str(point.category)]
    if point.nature is Nature.OPINION:
        details.append("professional opinion")
    if point.dated:
        details.append(spoken_date(point.dated))
    return (line(point.text), line(quiet("  " + " · ".join(details)), indent=2))
