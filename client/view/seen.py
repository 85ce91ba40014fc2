"""What one person sees at one moment: their part of the state, who they are, and where they look.

Every view and every act is a function of this and of nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from agenda.plan import Role
from agenda.protocol import Stage
from meeting.afterwards import reads_afterwards
from meeting.case.clock import time_left
from meeting.case.hearing import Case
from meeting.case.posts import in_this_case
from meeting.room import NOTHING_MORE, Item, ItemState, Line, Phase, Room
from meeting.state import State
from meeting.values import AgencyId, ItemId, PersonId
from meeting.wire import Offer

SOMEBODY = "somebody at the table"
ORGANISERS: Final = frozenset({Role.CHAIR, Role.MINUTE_TAKER})


class Place(Enum):
    """Which screen a person belongs on."""

    BEFORE = "before the day"
    LOBBY = "lobby"
    ROOM = "room"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Seen:
    """``stale_at`` is the server's time when the connection was lost, None while there is one.

    ``chosen`` is the item of the running order that the person looks at on purpose, None while
    they follow the room. ``selected`` is the key of the row of the case under their cursor.
    """

    state: State
    me: PersonId
    now: datetime
    stale_at: datetime | None = None
    chosen: ItemId | None = None
    selected: str = ""
    pointed: str = ""
    """The key of the row of the running order, or the register, under the cursor."""
    in_order: bool = False
    """Whether the cursor that the keys move is in the running order."""
    waiting: int = 0
    """How many commands the server has not answered."""
    lease_is_over: bool = False
    """The cases are gone from here because the server cannot be reached."""
    coordinator: bool = False
    """Holds the standing post of the coordinator (ROLE-1)."""
    waits_outside: bool = False
    """Of the office and not on the register: at the door, and sent nothing (ATT-6)."""
    has_asked: bool = False
    """Waits outside, and the chair and the coordinator see their name."""
    address: str = ""
    """Where the server is looked for, until it has answered."""
    offers: tuple[Offer, ...] = ()
    """Other meetings that this person can go to now (RES-2)."""

    @property
    def room(self) -> Room:
        """The room as this person has it."""
        return self.state.room

    @property
    def left(self) -> timedelta | None:
        """What is left of the time of the case that is on; None for who may not read it."""
        heard = self.room.heard
        case = self.state.case(heard.case) if heard is not None and heard.case else None
        if case is None:
            return None
        return timedelta(seconds=time_left(case.clock, self.room.protocol, self.now))

    @property
    def line(self) -> Line | None:
        """My line of the register."""
        return self.room.register.get(self.me)

    @property
    def role(self) -> Role:
        """What this person is in the case looked at, or else in the meeting (ROLE-7); an observer
        until the register has come.
        """
        if self.line is None or self.case is None:
            return self.role_in_meeting
        return in_this_case(self.room, self.case, self.line)

    @property
    def role_in_meeting(self) -> Role:
        """What this person is in the meeting; an observer until the register has come."""
        return self.line.role if self.line else Role.OBSERVER

    @property
    def agency(self) -> AgencyId:
        """My agency."""
        return self.line.agency if self.line else ""

    @property
    def takes_part(self) -> bool:
        """Present, with the declaration signed (SIGN-2)."""
        return self.line is not None and self.line.may_take_part

    @property
    def reads_here(self) -> bool:
        """Takes part on this laptop, rather than through the minute-taker (ROLE-8)."""
        return self.takes_part and self.line is not None and self.line.laptop

    @property
    def item(self) -> Item | None:
        """The item looked at: the one chosen, the one that is on, or the next one; none while a
        part of the day is on that is no item.
        """
        items = self.room.items
        coming = next_item(self.room) if self.room.part is None else None
        return items.get(self.chosen or "") or self.room.on or coming

    @property
    def case(self) -> Case | None:
        """The case looked at, if this person has it."""
        item = self.item
        return None if item is None or item.case is None else self.state.case(item.case)

    @property
    def stage(self) -> Stage:
        """The stage of the case looked at."""
        return self.case.stage if self.case else Stage.LISTED

    def name_of(self, agency: AgencyId) -> str:
        """An agency by its name."""
        return self.room.agencies.get(agency, agency)

    def names_of(self, agencies: Iterable[AgencyId]) -> str:
        """Several agencies by name."""
        return ", ".join(self.name_of(agency) for agency in agencies)

    def person(self, person: PersonId) -> str:
        """Somebody by name, with their agency; a guest is told no name but their own (ROLE-6)."""
        line = self.room.register.get(person)
        return f"{line.name} ({self.name_of(line.agency)})" if line else SOMEBODY


def organises(seen: Seen) -> bool:
    """Chair, minute-taker and coordinator, who see how far everybody is."""
    return seen.coordinator or seen.role_in_meeting in ORGANISERS


def next_item(room: Room) -> Item | None:
    """The first item of the running order that has not been called."""
    listed = (item for item in room.items.values() if item.state is ItemState.LISTED)
    return next(listed, None)


def is_all_over(room: Room) -> bool:
    """Whether the running order has been gone through to its end."""
    items = room.items.values()
    return bool(items) and all(item.state in NOTHING_MORE for item in items)


def place(seen: Seen) -> Place:
    """Where this person belongs: case content is behind the declaration (SIGN-2).

    A guest is in the room for as long as they have their case (ROLE-6).
    """
    if seen.room.phase is Phase.PREPARING:
        visits = seen.role_in_meeting in {Role.GUEST, Role.OBSERVER} and not seen.coordinator
        return Place.LOBBY if visits else Place.BEFORE
    if seen.line is not None and reads_afterwards(seen.room, seen.line):
        return Place.SUMMARY
    early = {Phase.GATHERING, Phase.DECLARATION}
    if not seen.reads_here or seen.room.phase in early:
        return Place.LOBBY
    if seen.role is Role.GUEST and not any(True for _ in seen.state.cases()):
        return Place.LOBBY
    return Place.ROOM if seen.room.phase is Phase.HEARING else Place.SUMMARY
