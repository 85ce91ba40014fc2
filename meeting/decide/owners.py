"""What becomes of an action whose owner is out of the case since (ACT-9, CON-2).

Whoever is recused confirms nothing any more and is told nothing: their agency's actions wait for a
colleague, who confirms them in their place.
"""

from collections.abc import Iterator

from meeting.case.actions import ANSWERING, Action, OwnerOutOfIt, Standing
from meeting.case.hearing import Case, OutOfIt, PersonOutOfIt
from meeting.case.table import at_table
from meeting.room import Line, Phase, Room
from meeting.state import Placed, State
from meeting.streams import case_stream
from meeting.words import clean


def with_owners_out(state: State, placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """``placed``, with the actions that wait for a colleague of those who go out of their case."""
    return (*placed, *_owners_out(state, placed))


def _owners_out(state: State, placed: tuple[Placed, ...]) -> Iterator[Placed]:
    told: set[tuple[str, str]] = set()
    for each in placed:
        if not isinstance(each.event, PersonOutOfIt) or each.event.standing is OutOfIt.STAYS:
            continue
        case, line = state.case(each.stream.case), state.room.register.get(each.event.person)
        if case is None or line is None or (case.case, line.person) in told:
            continue
        told.add((case.case, line.person))
        # After the close too, for the chair reopens it; what is approved is fixed (ACT-11).
        fixed = state.room.phase is Phase.APPROVED
        if not fixed and not case.is_withheld_from(line.person):
            for action in _of(state.room, case, line):
                event = OwnerOutOfIt(action=action.action, agency=line.agency, person=line.person)
                yield Placed(case_stream(case.case), event, by=each.by)


def owners_still_out(room: Room, case: Case) -> Iterator[OwnerOutOfIt]:
    """Of whom an action counts as confirmed that they spoke for last, though they are out of it:
    whoever is out says nothing any more, so that they have gone since.
    """
    for action in case.plan.actions.values():
        for agency, person in action.spoken_by.items():
            waits = agency in action.confirmed and agency not in action.owner_out
            if waits and person in room.register and case.is_withheld_from(person):
                yield OwnerOutOfIt(action=action.action, agency=agency, person=person)


def _of(room: Room, case: Case, line: Line) -> Iterator[Action]:
    """The actions of their agency for which they spoke or are named; all, if they are its last."""
    last = [other.person for other in at_table(room, case, line.agency)] == [line.person]
    for action in case.plan.actions.values():
        owned = line.agency in action.owners
        if not owned or action.standing not in ANSWERING | {Standing.STOPPED}:
            continue
        spoke = action.spoken_by.get(line.agency) == line.person
        if spoke or last or _is_named(action, line):
            yield action


def _is_named(action: Action, line: Line) -> bool:
    return clean(action.wording.named).casefold() == line.name.casefold()
