"""Who asks, and about what: the checks that come before every rule.

In this order: on the register, signed in far enough, the case looked up among what the asker may
read, the role, the phase or stage. A case that is withheld and a case that does not exist take
the same path to the same answer.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from agenda.plan import Role
from meeting.access import Membership, Reader, is_unsure, may_read
from meeting.case.hearing import Case, CaseEvent
from meeting.case.information import HandLowered
from meeting.case.posts import acting, in_this_case
from meeting.case.stand_in import Post
from meeting.case.table import at_table
from meeting.commands import (
    ALLOWED,
    GIVEN_BY,
    OPEN_TO_UNSURE,
    CallItem,
    CaseCommand,
    LateCommands,
    Needed,
    may_give,
    needed_for,
    phases_for,
)
from meeting.labels import PHASES, ROLES, STAGES, listed
from meeting.room import Item, ItemState, Line, Room, RoomEvent
from meeting.state import Placed, State
from meeting.streams import ROOM, case_stream
from meeting.values import AgencyId, Command, PersonId, Subject
from meeting.words import Refused

MOST_POINTS: Final = 500
MOST_RISKS: Final = 100
MOST_ACTIONS: Final = 200
"""What one case can hold: far more than fifteen minutes do, and little enough for every laptop."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A person on the register who asks for something now."""

    state: State
    who: Reader
    line: Line
    now: datetime

    @property
    def room(self) -> Room:
        """The room as it stands."""
        return self.state.room

    @property
    def role(self) -> Role:
        """What the asker is in this meeting."""
        return self.line.role

    def somebody(self, person: PersonId) -> Line:
        """A line of the register. Raises Refused if nobody of that id is on it."""
        line = self.room.register.get(person)
        if line is None:
            raise Refused("no_such_person", "person")
        return line

    def in_room(self, event: RoomEvent) -> Placed:
        """``event``, placed in the room's stream."""
        return Placed(ROOM, event)


@dataclass(frozen=True, slots=True)
class Hearing:
    """A person who asks for something about a case that they may read."""

    asking: Asking
    case: Case
    item: Item | None

    @property
    def room(self) -> Room:
        """The room as it stands."""
        return self.asking.room

    @property
    def agency(self) -> AgencyId:
        """The asker's agency, from the office."""
        return self.asking.who.agency

    @property
    def role(self) -> Role:
        """What the asker is in this case (ROLE-7)."""
        return in_this_case(self.room, self.case, self.asking.line)

    def in_case(self, event: CaseEvent) -> tuple[Placed, ...]:
        """``event``, placed in the case's stream."""
        return (Placed(case_stream(self.case.case), event),)

    def lower_own_hand(self) -> tuple[Placed, ...]:
        """The asker's hand goes down, if it is up: they speak (CASE-4)."""
        return self.lower_hand_of(self.asking.who.person)

    def lower_hand_of(self, person: PersonId) -> tuple[Placed, ...]:
        """Somebody's hand goes down, if it is up: they speak, or leave the case (CASE-4)."""
        if person not in self.case.heard.hands:
            return ()
        return self.in_case(HandLowered(person=person))

    def need_subject(self, subject: Subject | None, field: str) -> None:
        """Raises Refused unless ``subject`` is None or somebody of this case."""
        if subject is not None and not self.case.has_subject(subject):
            raise Refused("no_such_subject", field)

    def need_room_for(self, there: int, most: int, what: str) -> None:
        """Raises Refused where the case holds ``most`` already."""
        if there >= most:
            raise Refused("case_is_full", most=most, what=what)

    def need_member(self, agency: AgencyId, field: str = "agency") -> None:
        """Raises Refused unless ``agency`` is a member of this meeting."""
        if agency not in self.room.agencies:
            raise Refused("no_such_agency", field)

    def need_no_break(self) -> None:
        """Raises Refused while a break stands in the middle of the case (CASE-2)."""
        if self.item is not None and self.item.state is ItemState.INTERRUPTED:
            raise Refused("break_is_on")

    def need_at_table(self, agency: AgencyId) -> None:
        """Raises Refused unless somebody of ``agency`` takes part in this case now."""
        self.need_member(agency)
        if not at_table(self.room, self.case, agency):
            raise Refused("agency_not_here", "agency")


def admit(state: State, who: Reader, command: Command, now: datetime) -> Asking:
    """The asker, if they are far enough signed in and their role may ask for this at this time.

    Raises Refused otherwise. What a case has to do with it is for ``about_case``.
    """
    line = state.room.register.get(who.person)
    if line is None or who.membership is not Membership.MEMBER:
        raise Refused("not_on_register")
    if who.agency != line.agency:
        raise Refused("other_agency")
    if line.is_void:
        raise Refused("sign_in_void")
    if is_unsure(state.room, line, who) and type(command) not in OPEN_TO_UNSURE:
        raise Refused("account_renewed")
    _need_signed_in(line, needed_for(type(command), state.room.phase))
    asking = Asking(state, who, line, now)
    if not isinstance(command, CaseCommand):
        _need_role(who, _role(state, line, command), command)
        if state.room.phase not in ALLOWED.get(type(command), frozenset()):
            raise Refused("not_now", when=PHASES[state.room.phase])
    return asking


def about_case(asking: Asking, command: CaseCommand) -> Hearing:
    """The case that ``command`` is about, if the asker may read it and ask for this now.

    Raises Refused otherwise.
    """
    case = _readable(asking, command)
    if case.is_declined:
        raise Refused("was_declined")
    if case.is_asked_for and not isinstance(command, LateCommands):
        raise Refused("not_agreed_yet")
    _need_role(asking.who, in_this_case(asking.room, case, asking.line), command)
    if asking.room.phase not in phases_for(type(command)):
        raise Refused("not_now", when=PHASES[asking.room.phase])
    if case.stage not in ALLOWED.get(type(command), frozenset()):
        raise Refused("not_now", when=_stage_words(case))
    return Hearing(asking, case, asking.room.item_of(case.case))


def _role(state: State, line: Line, command: Command) -> Role:
    """What the asker is in the meeting; a case is called by whoever chairs it, who also calls a
    break in its middle (ROLE-7).
    """
    item = state.room.items.get(command.item) if isinstance(command, CallItem) else None
    if item is not None and item.case is None:
        return Role.CHAIR if _chairs_what_is_heard(state, line) else line.role
    case = state.case(item.case) if item is not None and item.case is not None else None
    if case is None:
        return line.role
    chairs = acting(state.room, case, Post.CHAIR)
    if chairs is not None and chairs.person == line.person:
        return Role.CHAIR
    if line.role is Role.CHAIR:
        # Whatever the reason: it must not say who else is out of a case that they are out of.
        raise Refused("stand_in_calls", "item")
    return line.role


def _chairs_what_is_heard(state: State, line: Line) -> bool:
    heard = state.room.heard
    case = state.case(heard.case) if heard is not None and heard.case else None
    chairs = acting(state.room, case, Post.CHAIR) if case is not None else None
    return chairs is not None and chairs.person == line.person


def _readable(asking: Asking, command: CaseCommand) -> Case:
    if case_stream(command.case) not in may_read(asking.state, asking.who):
        raise Refused("no_such_case")
    case = asking.state.case(command.case)
    if case is None:
        raise Refused("no_such_case")
    return case


def _need_signed_in(line: Line, needed: Needed) -> None:
    if needed is not Needed.EXPECTED and not line.is_present:
        raise Refused("not_present")
    if needed is Needed.SIGNED and not line.may_take_part:
        raise Refused("not_signed")


def _need_role(who: Reader, role: Role, command: Command) -> None:
    roles = GIVEN_BY.get(type(command), frozenset())
    if not may_give(type(command), role, coordinator=who.coordinator):
        raise Refused("not_your_role", roles=listed(ROLES[r] for r in Role if r in roles))


def _stage_words(case: Case) -> str:
    return f'the case stands at "{STAGES[case.stage]}"'
