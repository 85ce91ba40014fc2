"""Conflicts of interest: CON-1 to CON-5.

From the moment of declaring, the case is withheld; the chair then decides. What the chair or the
minute-taker declares in the middle of a case sets the case back, until somebody stands in.

Whom nobody knows but one person, who let them in at the door, is out of what that person is out of,
whichever came first: until whoever chairs that case says that they may stay.
"""

from collections.abc import Iterator
from typing import Final, assert_never

from meeting.case.hearing import CaseSetBack, OutOfIt, PersonOutOfIt, PersonTickedOut
from meeting.case.posts import HOLDS, ROLE_OF, chosen_by, in_this_case, is_outside
from meeting.case.stand_in import StandInEnded
from meeting.commands import (
    ConflictCommands,
    DeclareConflict,
    RecordConflict,
    RuleOnConflict,
    TickOut,
)
from meeting.conflict import ConflictDeclared, ConflictRuled, Ruling
from meeting.decide.asking import Hearing
from meeting.room import ItemEnded, ItemSetBack, ItemState, Line, Room
from meeting.state import Placed
from meeting.streams import ROOM, conflict_stream
from meeting.values import THE_ROOM, PersonId
from meeting.words import Refused

TO_BE_CONFIRMED: Final = "The chair of this case has not yet said that you may hear it."
"""What a stranger is told, and whoever decides on them: not on whose word they came in."""
RULED = {Ruling.LEAVES: OutOfIt.RECUSED, Ruling.STAYS: OutOfIt.STAYS}


def decide_conflicts(hearing: Hearing, command: ConflictCommands) -> tuple[Placed, ...]:
    """Who is out of the case after ``command``."""
    match command:
        case DeclareConflict():
            return _declare(hearing, hearing.asking.line, command)
        case RecordConflict():
            return _declare(hearing, _somebody_else(hearing, command), command)
        case RuleOnConflict():
            return _rule(hearing, command)
        case TickOut():
            return _tick_out(hearing, command)
        case _:
            assert_never(command)


def _declare(
    hearing: Hearing, line: Line, command: DeclareConflict | RecordConflict
) -> tuple[Placed, ...]:
    person = line.person
    return (
        Placed(conflict_stream(command.case, person), ConflictDeclared(reason=command.reason)),
        *hearing.in_case(PersonOutOfIt(person=person, standing=OutOfIt.WITHHELD)),
        *hearing.lower_hand_of(person),
        *_out_with(hearing, person),
        *_set_back(hearing, person),
    )


def recuse(hearing: Hearing, person: PersonId, reason: str) -> tuple[Placed, ...]:
    """Somebody is put out of the case: told what CON-5 would tell them, in the same events.

    Nothing where they are out of it already, undecided as that may be. They may still wait at the
    door.
    """
    if hearing.case.is_withheld_from(person):
        return ()
    stream = conflict_stream(hearing.case.case, person)
    return (
        Placed(stream, ConflictDeclared(reason=reason)),
        Placed(stream, ConflictRuled(ruling=Ruling.LEAVES, reason="")),
        *hearing.in_case(PersonOutOfIt(person=person, standing=OutOfIt.WITHHELD)),
        *hearing.in_case(PersonOutOfIt(person=person, standing=OutOfIt.RECUSED)),
        *hearing.lower_hand_of(person),
        *_out_with(hearing, person),
        *_set_back(hearing, person),
    )


def out_once_added(hearing: Hearing) -> tuple[Placed, ...]:
    """An urgent case comes onto the agenda: out of it is also who came in since on the word of
    somebody who is. Who was that, nobody could be told at the door (AG-10).
    """
    case = hearing.case
    return _out_with(hearing, *filter(case.is_withheld_from, case.out_of_it))


def _out_with(hearing: Hearing, *people: PersonId) -> tuple[Placed, ...]:
    """Who came in on the word of somebody who is out of it could be there for them (CON-2)."""
    return tuple(
        placed
        for stranger in _on_the_word_of(hearing, *people)
        for placed in (
            Placed(
                conflict_stream(hearing.case.case, stranger),
                ConflictDeclared(reason=TO_BE_CONFIRMED),
                by=THE_ROOM,
            ),
            *hearing.in_case(PersonOutOfIt(person=stranger, standing=OutOfIt.WITHHELD)),
            *hearing.lower_hand_of(stranger),
        )
    )


def _on_the_word_of(hearing: Hearing, *people: PersonId) -> tuple[PersonId, ...]:
    """Strangers who hear the case on the word of any of ``people``, or of such a stranger."""
    found = [*people]
    for each in found:
        found += [who for who in _heard_for(hearing, each) if who not in found]
    return tuple(found[len(people) :])


def _heard_for(hearing: Hearing, person: PersonId) -> Iterator[PersonId]:
    case = hearing.case
    for line in hearing.room.register.values():
        if line.admitted_by is None or case.is_withheld_from(line.person):
            continue
        conflict = hearing.asking.state.conflict(case.case, line.person)
        ruled_by = conflict.ruled_by if conflict and conflict.ruling is Ruling.STAYS else None
        if (ruled_by or line.admitted_by) == person:
            yield line.person


def _somebody_else(hearing: Hearing, command: RecordConflict) -> Line:
    """Who is said to be in conflict: without a laptop, or not having said so (CON-5, ROLE-8)."""
    line = hearing.room.register.get(command.person)
    if line is None:
        raise Refused("no_such_person", "person")
    if line == hearing.asking.line:
        raise Refused("declare_your_own", "person")
    if hearing.case.is_withheld_from(line.person):
        raise Refused("already_there", "person")
    return line


def _set_back(hearing: Hearing, person: PersonId) -> tuple[Placed, ...]:
    """The case that is on is set back if whoever is now out of it held its chair or minutes.

    One that was reopened is over again, as it was closed: nothing of it is left to be called.
    """
    item = hearing.item
    if item is None or item.state not in {ItemState.ON, ItemState.INTERRUPTED}:
        return ()
    out = {person, *_on_the_word_of(hearing, person)}
    lines = [line for line in hearing.room.register.values() if line.person in out]
    held = {in_this_case(hearing.room, hearing.case, line) for line in lines}
    if held.isdisjoint(ROLE_OF.values()):
        return ()
    told = ItemEnded if hearing.case.reopened else ItemSetBack
    return (
        *hearing.in_case(CaseSetBack()),
        # The room may know that the case is set back, not who is out of it.
        Placed(ROOM, told(item=item.item), by=THE_ROOM),
    )


def _rule(hearing: Hearing, command: RuleOnConflict) -> tuple[Placed, ...]:
    conflict = hearing.asking.state.conflict(command.case, command.person)
    line = hearing.room.register.get(command.person)
    if conflict is None or line is None:
        raise Refused("no_such_conflict", "person")
    if conflict.ruling is command.ruling:
        raise Refused("already_there", "ruling")
    if conflict.ruling is not command.instead_of:
        raise Refused("moved_on", "instead_of")
    if command.ruling is Ruling.STAYS:
        _need_not_chosen_by(hearing, command.person)
        if not command.reason:
            raise Refused("outcome_needs_why", "reason")
    ruled = ConflictRuled(ruling=command.ruling, reason=command.reason)
    out = command.ruling is Ruling.LEAVES and not hearing.case.is_withheld_from(command.person)
    return (
        Placed(conflict_stream(command.case, command.person), ruled),
        *hearing.in_case(PersonOutOfIt(person=command.person, standing=RULED[command.ruling])),
        *(hearing.lower_hand_of(command.person) if out else ()),
        *(_out_with(hearing, command.person) if out else ()),
        *(_set_back(hearing, command.person) if out else ()),
        *(() if command.ruling is Ruling.LEAVES else _taken_back(hearing, line)),
    )


def _need_not_chosen_by(hearing: Hearing, person: PersonId) -> None:
    """Raises Refused where whoever rules chairs the case because ``person`` asked them to, or who
    is out of it and on whose word ``person`` came in: nobody chooses who lets them read (CON-2).
    Until another rules, they stay out of it.
    """
    chosen = chosen_by(hearing.room, hearing.case, hearing.asking.line)
    vouching = filter(hearing.case.is_withheld_from, _who_vouched(hearing.room, person))
    if not chosen.isdisjoint({person, *vouching}):
        raise Refused("they_chose_you", "person")


def _who_vouched(room: Room, stranger: PersonId) -> tuple[PersonId, ...]:
    """On whose word somebody came in whom nobody knew, and on whose word those did, if so."""
    found = [stranger]
    for each in found:
        line = room.register.get(each)
        by = line.admitted_by if line is not None else None
        if by is not None and by not in found:
            found.append(by)
    return tuple(found[1:])


def _taken_back(hearing: Hearing, line: Line) -> tuple[Placed, ...]:
    """Who may stay takes back what somebody else took over for them (ROLE-7)."""
    return tuple(
        placed
        for post in hearing.case.stand_ins
        if HOLDS[post](line)
        for placed in hearing.in_case(StandInEnded(post=post))
    )


def _tick_out(hearing: Hearing, command: TickOut) -> tuple[Placed, ...]:
    hearing.need_no_break()
    line = hearing.room.register.get(command.person)
    if line is None or not hearing.case.is_withheld_from(command.person):
        raise Refused("not_out_of_it", "person")
    if not line.is_present:
        raise Refused("not_here", "person")
    if is_outside(hearing.case, line):
        raise Refused("already_there", "person")
    return hearing.in_case(PersonTickedOut(person=command.person))
