"""The door: who comes unexpected, and who was signed in under another's name (ATT-6).

Somebody waits by the name and for the agency that the office has of them, and is sent nothing. Of
whoever knocked with an invitation for the door, it has only what they typed: that is said.
Whoever is let in is expected from then on, and says that they are here and signs as all do.
"""

from typing import Final, assert_never

from agenda.likeness import Compare
from agenda.plan import Role
from meeting.access import Membership, Reader
from meeting.commands import (
    ALLOWED,
    Admit,
    AskToComeIn,
    LetInAgain,
    TurnAway,
    VoidSignIn,
)
from meeting.decide.asking import Asking
from meeting.decide.handing_over import taken_back
from meeting.decide.leaving import gone
from meeting.decide.matching import compared_late, need_settled
from meeting.labels import PHASES
from meeting.room import (
    AccountRenewed,
    AgencyAdded,
    Attendance,
    Line,
    ObserverAgreed,
    PersonExpected,
    PersonLetInAgain,
    PersonTurnedAway,
    PersonWaiting,
    Phase,
    SignInReopened,
    SignInVoided,
    Waiting,
)
from meeting.state import Placed, State
from meeting.streams import ROOM
from meeting.taking_over import falls_back_to, taken_over
from meeting.values import PersonId
from meeting.words import Refused

DoorCommands = Admit | TurnAway | VoidSignIn | LetInAgain
MOST_AT_THE_DOOR: Final = 10
"""How many can wait at once: more than any meeting is surprised by."""
ADMITTED_AS: Final = frozenset({Role.REPRESENTATIVE, Role.OBSERVER})
BEFORE_NAMES: Final = frozenset({Phase.PREPARING, Phase.GATHERING, Phase.DECLARATION})
"""When nobody is shown a case yet who came by the door."""
CAN_BE_VOIDED: Final = frozenset(
    {Attendance.PRESENT, Attendance.STEPPED_OUT, Attendance.RELEASED, Attendance.LEFT}
)


def decide_asking_to_come_in(
    state: State, who: Reader, command: AskToComeIn, compare: Compare | None = None
) -> tuple[Placed, ...]:
    """Who is not on the register, or on it with a sign-in that is void, waits at the door.

    They are compared with the parties there and then: who waits cannot tell for what (CON-6).
    A restricted sitting has its names from the start, and no door (RES-2).
    """
    room = state.room
    if who.membership is not Membership.MEMBER or room.restricted is not None:
        raise Refused("not_on_register")
    line = room.register.get(who.person)
    if line is not None and not line.is_void:
        raise Refused("is_on_register")
    if room.phase not in ALLOWED[type(command)]:
        raise Refused("not_now", when=PHASES[room.phase])
    before = room.door.get(who.person)
    if before is not None:
        raise Refused("turned_away" if before.turned_away else "waits_already")
    if len(room.waiting) >= MOST_AT_THE_DOOR:
        raise Refused("door_is_full")
    waiting = PersonWaiting(
        person=who.person,
        name=who.name or who.person,
        agency=who.agency,
        coordinator=who.coordinator,
        self_stated=who.self_stated,
        renewed=None if who.renewed is None else who.renewed.at,
        asked_by=None if who.renewed is None else who.renewed.asked_by,
    )
    return (Placed(ROOM, waiting), *compared_late(state, compare, who.person, waiting.name))


def decide_door(asking: Asking, command: DoorCommands) -> tuple[Placed, ...]:
    """Who is let in, turned away, or was never signed in after ``command``."""
    match command:
        case Admit():
            return _admitted(asking, command)
        case TurnAway():
            return _turned_away(asking, command)
        case VoidSignIn():
            return _voided(asking, command)
        case LetInAgain():
            return _let_in_again(asking, command)
        case _:
            assert_never(command)


def _admitted(asking: Asking, command: Admit) -> tuple[Placed, ...]:
    """The one place where somebody unexpected comes onto the register."""
    line = asking.room.register.get(command.person)
    if line is not None:
        if not line.is_void:
            raise Refused("nobody_waits", "person")
        # Who signed in and then waited for a match alone would know of it (CON-6).
        need_settled(asking, person=line.person)
        _need_to_know(asking, asking.room.door.get(line.person))
        return (asking.in_room(SignInReopened(person=line.person)),)
    waiting = _at_the_door(asking, command.person)
    if asking.room.phase not in BEFORE_NAMES and not asking.line.may_take_part:
        # They do not see whom the newcomer is like; who came in unsettled would sit there, alone
        # without a case, and could tell (CON-6).
        raise Refused("not_signed")
    _need_to_know(asking, waiting)
    need_settled(asking, person=waiting.person)
    if command.role not in ADMITTED_AS:
        raise Refused("admitted_as", "role")
    _need_place_of(asking, waiting, command.deputises_for)
    expected = PersonExpected(
        person=waiting.person,
        name=waiting.name,
        agency=waiting.agency,
        role=command.role,
        speaks_for_victim=False,
        deputises_for=command.deputises_for,
        coordinator=waiting.coordinator,
    )
    return (
        *_agency(asking, waiting, command),
        asking.in_room(expected),
        *_agreed(asking, command),
        *_renewed(asking, waiting),
    )


def _renewed(asking: Asking, waiting: Waiting) -> tuple[Placed, ...]:
    """Whoever lets in at the door somebody whose account was renewed has seen that it is them; who
    asked for that has not.
    """
    if waiting.renewed is None:
        return ()
    person, at, asked_by = waiting.person, waiting.renewed, waiting.asked_by
    renewed = asking.in_room(AccountRenewed(person=person, renewed=at, asked_by=asked_by))
    if asked_by == asking.who.person:
        return (renewed,)
    return (renewed, asking.in_room(PersonLetInAgain(person=person)))


def _agreed(asking: Asking, command: Admit) -> tuple[Placed, ...]:
    """The chair who lets in an observer agrees to them; the coordinator cannot (ROLE-5)."""
    if command.role is not Role.OBSERVER or asking.role is not Role.CHAIR:
        return ()
    return (asking.in_room(ObserverAgreed(person=command.person)),)


def _agency(asking: Asking, waiting: Waiting, command: Admit) -> tuple[Placed, ...]:
    """The agency is one of the meeting's from now on, if it was not (ATT-6)."""
    if waiting.agency in asking.room.agencies:
        return ()
    if command.agency_name is None:
        raise Refused("agency_to_be_named", "agency_name")
    return (asking.in_room(AgencyAdded(agency=waiting.agency, name=command.agency_name)),)


def _need_place_of(asking: Asking, waiting: Waiting, person: PersonId | None) -> None:
    """Raises Refused unless ``person`` is None or a colleague who did not come (ATT-1)."""
    if person is None:
        return
    line = asking.room.register.get(person)
    if line is None or line.agency != waiting.agency or line.arrived is not None:
        raise Refused("not_their_deputy", "deputises_for")


def _turned_away(asking: Asking, command: TurnAway) -> tuple[Placed, ...]:
    waiting = _at_the_door(asking, command.person)
    if waiting.turned_away is not None:
        raise Refused("already_there", "person")
    return (asking.in_room(PersonTurnedAway(person=waiting.person, reason=command.reason)),)


def _voided(asking: Asking, command: VoidSignIn) -> tuple[Placed, ...]:
    line = asking.somebody(command.person)
    if line.person == asking.who.person:
        raise Refused("void_another", "person")
    if line.is_void:
        raise Refused("already_there", "person")
    if line.attendance not in CAN_BE_VOIDED:
        raise Refused("never_signed_in", "person")
    voided = gone(asking, line, SignInVoided(person=line.person, reason=command.reason))
    return (*voided, *_never_taken_over(asking, line))


def _never_taken_over(asking: Asking, line: Line) -> tuple[Placed, ...]:
    """What somebody took over under a name that was not theirs goes back (ROLE-7)."""
    post = taken_over(asking.room, line)
    earlier = falls_back_to(asking.room, post) if post is not None else None
    if post is None or earlier is None:
        return ()
    return taken_back(asking, post, line, earlier)


def _let_in_again(asking: Asking, command: LetInAgain) -> tuple[Placed, ...]:
    line = asking.somebody(command.person)
    if line.renewal is None or line.renewal.let_in is not None:
        raise Refused("not_renewed", "person")
    _need_own_laptop(asking)
    if line.renewal.asked_by == asking.who.person:
        # Not alone either: whoever asked saw the code, and can see to it that they are alone. The
        # operator's invitation needs no letting in.
        raise Refused("another_lets_in", "person")
    return (asking.in_room(PersonLetInAgain(person=line.person)),)


def _need_own_laptop(asking: Asking) -> None:
    """Raises Refused where it is not known that the asker sits there, or they keep to no secret."""
    if asking.line.is_present and not asking.line.laptop:
        raise Refused("not_present")
    if asking.line.refused:
        raise Refused("not_signed")


def _need_to_know(asking: Asking, waiting: Waiting | None) -> None:
    """Raises Refused where somebody out of a case would let in whom nobody else knows: whoever that
    is could be there to read the case for them (CON-2). Who is out of it later takes them along;
    so does who is out of an urgent case, once it is added (AG-10).
    """
    if waiting is not None and waiting.self_stated and _is_out_of_a_case(asking):
        raise Refused("another_admits", "person")


def _is_out_of_a_case(asking: Asking) -> bool:
    return any(case.is_withheld_from(asking.who.person) for case in asking.state.cases())


def _at_the_door(asking: Asking, person: PersonId) -> Waiting:
    waiting = asking.room.door.get(person)
    if waiting is None:
        raise Refused("nobody_waits", "person")
    return waiting
