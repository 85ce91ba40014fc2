"""A room without a server or sockets, for several screens in one test.

It decides and distributes as the server does, on one state, at once, with a clock that only the
test moves.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from client.app import MaracApp
from client.happenings import (
    Acknowledged,
    Changed,
    Connected,
    DeskCame,
    Disconnected,
    Happening,
    ManagedAccount,
    MeetingsOffered,
    RefusedCommand,
    WithdrawnFrom,
)
from client.idle import Idle
from client.mirror import Mirror, without
from client.outbox import Outbox
from meeting.access import may_read
from meeting.chain import Head
from meeting.commands import AnyCommand, DeclareConflict
from meeting.decide import decide
from meeting.desk import Desk, DeskAct
from meeting.managing import Managing
from meeting.state import State
from meeting.streams import ROOM, case_stream
from meeting.values import CaseId, Identifier, PersonId
from meeting.wire import CommandMessage, Offer, Welcome
from meeting.words import Refused
from tests.getting_in import PASSWORD
from tests.given import Given


class FakeRoom:
    """One meeting and the links of whoever sits in it."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.links: list[FakeLink] = []
        self.password_is_enough = True
        """For who proves who they are: nobody has a device for six digits by now."""
        self.refuses: Refused | None = None
        """What the server answers to every command, whatever the rules say."""

    def app(self, person: PersonId, *, connects: bool = True, idle: Idle | None = None) -> MaracApp:
        """The screen of one person, who finds nobody there unless it ``connects``."""
        return MaracApp(lambda listen: FakeLink(self, person, listen, connects=connects), idle=idle)

    def link(self, person: PersonId) -> "FakeLink":
        """The link of somebody who sits here."""
        return next(link for link in self.links if link.person == person)

    def does(self, person: PersonId, *commands: AnyCommand) -> None:
        """Somebody without a screen in this test does something that must be allowed."""
        for command in commands:
            self.given = self.given.after(person, command)
            self.distribute()

    def asked(self, link: "FakeLink", message: CommandMessage) -> None:
        """A command arrives: it is decided, distributed and answered."""
        try:
            if self.refuses is not None:
                raise self.refuses
            reader = self.given.reader(link.person)
            placed = decide(self.given.state, reader, message.command, self.given.now)
        except Refused as refused:
            command = link.outbox.answered(message.id)
            code, words, field = refused.code, refused.message, refused.field
            link.listen(RefusedCommand(message.id, command, code, words, field))
            self.distribute()
            return
        self.given = self.given.happened(placed, link.person)
        self.distribute()
        link.listen(Acknowledged(message.id, link.outbox.answered(message.id)))

    def distribute(self) -> None:
        """Everybody who is connected has what they may read now, and nothing else."""
        for link in self.links:
            if link.is_connected:
                link.receive(self.seen_by(link.person))

    def seen_by(self, person: PersonId) -> State:
        """What somebody may read."""
        return self.given.state.only(may_read(self.given.state, self.given.reader(person)))


class FakeLink:
    """One person's link, with the attributes and methods of ``client.link.Link``."""

    def __init__(
        self,
        room: FakeRoom,
        person: PersonId,
        listen: Callable[[Happening], None],
        *,
        connects: bool = True,
    ) -> None:
        self.connects = connects
        self.room = room
        self.person = person
        self.listen = listen
        self.mirror = Mirror()
        self.outbox = Outbox()
        self.address = "room:4765"
        self.welcome: Welcome | None = None
        self.is_connected = False
        self.offers: tuple[Offer, ...] = ()
        self.gone_to: list[Identifier] = []
        self.was_asleep = False
        self.managed: list[Managing] = []
        self.asked_desk: list[DeskAct] = []
        self.desk: Desk | None = None
        """What the desk answers, at once; nothing while there is None."""
        self._leaving = asyncio.Event()

    def now(self) -> datetime | None:
        """The test's clock."""
        return self.room.given.now if self.welcome else None

    async def run(self) -> None:
        """Connected until ``leave``."""
        self.room.links.append(self)
        if self.connects:
            self.connect()
        else:
            self.lose()
        await self._leaving.wait()
        self.room.links.remove(self)

    async def prove(self, password: str) -> bool:
        """As the link's."""
        is_right = self.is_connected and password == PASSWORD
        if is_right and self.room.password_is_enough:
            unproved = self.room.given.unproved - {self.person}
            self.room.given = replace(self.room.given, unproved=unproved)
        return is_right

    def manage(self, act: Managing) -> None:
        """As the link's, with the answer at once."""
        self.managed.append(act)
        text = {"invite_anew": "MARAC Live: an invitation", "list_sent": "Listed is what was sent"}
        self.listen(ManagedAccount(act, text.get(act.kind, "")))

    def ask_desk(self, act: DeskAct) -> None:
        """As the link's."""
        self.asked_desk.append(act)
        if self.desk is not None:
            self.listen(DeskCame(self.desk))

    async def log_out(self) -> None:
        """As the link's."""
        self.leave()

    def look(self) -> None:
        """As the link's: after a sleep nothing of a case is held."""
        if self.was_asleep:
            self.was_asleep = False
            self.end_lease()

    def leave(self) -> None:
        """Ends ``run``."""
        self._leaving.set()

    def send(self, command: AnyCommand) -> str:
        """As the link's: kept while there is no connection."""
        message = self.outbox.put(command)
        if isinstance(command, DeclareConflict):
            self.drop(command.case)
        if self.is_connected:
            self.room.asked(self, message)
        return message.id

    def connect(self) -> None:
        """The server is there, or there again."""
        line = self.room.given.room.register.get(self.person)
        reader = self.room.given.reader(self.person)
        self.welcome = Welcome(
            time=self.room.given.now,
            person=self.person,
            agency=reader.agency,
            name=reader.name,
            role=None if line is None or line.is_void else line.role,
            coordinator=reader.coordinator,
            meeting=self.room.given.room.meeting,
            epoch="first",
            lease_seconds=120,
        )
        self.is_connected = True
        self.listen(Connected(self.welcome))
        self.receive(self.room.seen_by(self.person))
        for message in self.outbox.again():
            self.room.asked(self, message)

    def offer(self, *offers: Offer) -> None:
        """The server says where else this person can go."""
        self.offers = offers
        self.listen(MeetingsOffered(offers))

    def go_to(self, meeting: Identifier) -> None:
        """Notes where this person went."""
        self.gone_to.append(meeting)

    def drop(self, case: CaseId) -> None:
        """As the link's: a case is gone with the declaration of a conflict."""
        forgotten = self.outbox.forget([case])
        self.mirror = without(self.mirror, [case_stream(case)])
        self.listen(WithdrawnFrom(frozenset({case_stream(case)}), forgotten))

    def end_lease(self) -> None:
        """The server has been out of reach for too long."""
        cases = self.mirror.streams - {ROOM}
        self.mirror = without(self.mirror, cases)
        self.listen(WithdrawnFrom(cases, lease_is_over=True))

    def lose(self) -> None:
        """The network is gone."""
        self.is_connected = False
        self.listen(Disconnected())

    def receive(self, state: State) -> None:
        """Withdrawals first, then what is new; nothing of a case that is being declared."""
        state = state.without(case_stream(case) for case in self.outbox.declaring)
        before = self.mirror.state
        gone = frozenset(before.streams) - frozenset(state.streams)
        changed = frozenset(s for s, v in state.streams.items() if before.streams.get(s) != v)
        heads = {stream: Head(1, "0" * 64) for stream in state.streams}
        self.mirror = Mirror(self.room.given.room.meeting, state, heads)
        if gone:
            forgotten = self.outbox.forget(stream.case for stream in gone)
            self.listen(WithdrawnFrom(gone, forgotten))
        if ROOM in gone:
            # The server ends the connection, and the laptop comes to the door.
            self.lose()
            self.connect()
        if changed:
            self.listen(Changed(changed))
