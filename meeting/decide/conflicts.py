"""Conflicts of interest: CON-1, CON-2, CON-4.

From the moment of declaring, the case is withheld; the chair then decides. What the chair or the
minute-taker declares in the middle of a case sets the case back, for nobody is left to run it.
"""

from typing import Final, assert_never

from agenda.plan import Role
from meeting.case.hearing import CaseSetBack, OutOfIt, PersonOutOfIt
from meeting.commands import ConflictCommands, DeclareConflict, RuleOnConflict
from meeting.conflict import ConflictDeclared, ConflictRuled, Ruling
from meeting.decide.asking import Hearing
from meeting.room import ItemSetBack, ItemState
from meeting.state import Placed
from meeting.streams import ROOM, conflict_stream
from meeting.words import Refused

THE_ROOM: Final = "room"
"""By whom an event is recorded that must not name anybody."""
RULED = {Ruling.LEAVES: OutOfIt.RECUSED, Ruling.STAYS: OutOfIt.STAYS}


def decide_conflicts(hearing: Hearing, command: ConflictCommands) -> tuple[Placed, ...]:
    """Who is out of the case after ``command``."""
    match command:
        case DeclareConflict():
            return _declare(hearing, command)
        case RuleOnConflict():
            return _rule(hearing, command)
        case _:
            assert_never(command)


def _declare(hearing: Hearing, command: DeclareConflict) -> tuple[Placed, ...]:
    person = hearing.asking.who.person
    return (
        Placed(conflict_stream(command.case, person), ConflictDeclared(reason=command.reason)),
        *hearing.in_case(PersonOutOfIt(person=person, standing=OutOfIt.WITHHELD)),
        *hearing.lower_own_hand(),
        *_set_back(hearing),
    )


def _set_back(hearing: Hearing) -> tuple[Placed, ...]:
    item = hearing.item
    if item is None or item.state is not ItemState.ON:
        return ()
    if hearing.role not in {Role.CHAIR, Role.MINUTE_TAKER}:
        return ()
    return (
        *hearing.in_case(CaseSetBack()),
        # The room may know that the case is set back, not who is out of it.
        Placed(ROOM, ItemSetBack(item=item.item), by=THE_ROOM),
    )


def _rule(hearing: Hearing, command: RuleOnConflict) -> tuple[Placed, ...]:
    conflict = hearing.asking.state.conflict(command.case, command.person)
    if conflict is None:
        raise Refused("no_such_conflict", "person")
    if conflict.ruling is command.ruling:
        raise Refused("already_there", "ruling")
    if command.ruling is Ruling.STAYS and not command.reason:
        raise Refused("outcome_needs_why", "reason")
    ruled = ConflictRuled(ruling=command.ruling, reason=command.reason)
    return (
        Placed(conflict_stream(command.case, command.person), ruled),
        *hearing.in_case(PersonOutOfIt(person=command.person, standing=RULED[command.ruling])),
    )
