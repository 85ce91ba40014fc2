"""The service: one meeting of one store, with those to come and restricted sittings beside it, open
to the network until it is stopped.

Stopping is graceful: everybody is told, what was asked is committed and answered, what waits is
sent, and only then do the connections close.
"""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Callable
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from socket import gaierror
from typing import Final

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.frames import CloseCode
from websockets.server import ServerProtocol

from agenda.london import in_london
from meeting.room import Phase, Void
from meeting.values import PersonId
from server.audit import Audit
from server.caps import Caps, Limits
from server.connection import LOGIN_SECONDS, Connection
from server.coordinating.desk import CoordinatorsDesk
from server.coordinating.handed_in import HandedIn
from server.door import FrontDoor
from server.errors import ServingError, StoreError
from server.holding import Holding, hold_missed, replayed
from server.hub import Hub
from server.journal import Journal, JournalFailed
from server.meetings import OPEN, Meetings, OpenMeeting, Opens
from server.office import KnownMeeting
from server.outgoing import MOST_WAITING
from server.pace import Pace, Walkers
from server.passwords import Hashing
from server.past.desk import known_past
from server.people import Desk
from server.porch import Porch, listening
from server.presence import Later, Presence
from server.published.desk import MeetingDesk
from server.recording import Recording
from server.retelling import Retelling
from server.room_socket import RoomSocket
from server.store import Store
from server.timekeeper import Timekeeper
from server.turn import is_begun, whose_turn
from server.void_sign_ins import VoidSignIns
from server.writer import RETRY_SECONDS, Writer

log = logging.getLogger(__name__)

LARGEST_RECEIVED: Final = 1024 * 1024
"""Bytes beyond which a message is not even read; from the wire's bound to here it is refused."""
FLUSH_SECONDS: Final = 3.0
"""How long a closing server, or connection, waits for readers to take what is theirs."""
OPENING_SECONDS: Final = 10.0
"""How long a connection may take for TLS, and again as long for its first request."""
PING_SECONDS: Final = 20.0
"""How often a silent laptop is asked whether it is there, and how long it may take to say so."""

EVERYWHERE: Final = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - told apart, not listened on
"""Hosts to listen on that no laptop can find anything at."""
LIMITS: Final = Limits()
PACE: Final = Pace()


@dataclass(frozen=True, slots=True)
class Settings:
    """What tests set otherwise."""

    most_waiting: int = MOST_WAITING
    retry_seconds: float = RETRY_SECONDS
    flush_seconds: float = FLUSH_SECONDS
    opening_seconds: float = OPENING_SECONDS
    login_seconds: float = LOGIN_SECONDS
    hashing: Hashing = field(default_factory=Hashing)
    ping_seconds: float = PING_SECONDS
    limits: Limits = LIMITS
    pace: Pace = PACE
    through: Callable[[Journal], Journal] = lambda journal: journal
    """Put around the journal."""
    later: Later = lambda seconds, call: asyncio.get_running_loop().call_later(seconds, call)
    """Calls something after so many seconds."""
    audit: Callable[[Audit], Audit] = lambda audit: audit
    """Put around the audit."""


class Service:
    """A meeting that is being served, and those beside it."""

    def __init__(self, store: Store, known: KnownMeeting, settings: Settings) -> None:
        self.port = 0
        self._host = ""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._store = store
        self._identity = store.identity
        self._clock = store.clock
        self._walkers = Walkers(settings.pace, time.monotonic)
        self._settings = settings
        self.meetings = Meetings(self._opened(known, Opens.WITH_THE_SERVER), self._today)
        asks = CoordinatorsDesk(
            store, lambda: self.meetings.states, HandedIn(store.clock), self.before_the_day
        ).run
        self._door = FrontDoor(store.office, store.clock, settings.hashing, self._at_desk, asks)
        self._connections: dict[Connection, asyncio.Task[None]] = {}
        self._watching: list[asyncio.Task[None]] = []
        self._caring: asyncio.Task[None] | None = None
        self._timekeeper = Timekeeper(store.clock, lambda: self.meetings)
        self._keeping: asyncio.Task[None] | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._held = [self.meetings.first]
        self._server: Server | None = None

    @property
    def meeting(self) -> str:
        """The meeting that the server was started for."""
        return self.meetings.first.id

    @property
    def writer(self) -> Writer:
        """That meeting's writer."""
        return self.meetings.first.writer

    @property
    def hub(self) -> Hub:
        """That meeting's hub."""
        return self.meetings.first.hub

    @property
    def pin(self) -> bytes:
        """The pin of the server's certificate."""
        return self._identity.pin

    def _opened(self, known: KnownMeeting, opens: Opens) -> OpenMeeting:
        """Raises StoreError."""
        settings = self._settings
        journal = settings.through(self._store.open_meeting(known))
        recording = Recording(settings.audit(self._store.audit), known.id, self._clock)
        writer = Writer(
            journal,
            self._clock,
            retry_seconds=settings.retry_seconds,
            also_back=recording.is_back,
        )
        recording.when_failing = writer.hold
        void = VoidSignIns(lambda: writer.ledger.state.room, self._end_sessions)
        holding = Holding(self._store.office, known, lambda: writer.ledger.state)
        retelling = Retelling(
            partial(known_past, self._store), lambda: writer.ledger.state, writer.observe
        )
        presence = Presence(lambda: writer.ledger.state.room, writer.observe, settings.later)
        hub = Hub(
            lambda: writer.ledger,
            is_read_only=lambda: writer.read_only,
            recording=recording,
            published=partial(self._published, holding, retelling),
            watch=partial(self._look, opens, presence, void),
        )
        after = known.sitting.after if known.sitting is not None else None
        return OpenMeeting(
            known.id, opens, writer, hub, presence, recording, holding, retelling, after
        )

    def _look(
        self, opens: Opens, presence: Presence, void: VoidSignIns, here: AbstractSet[PersonId]
    ) -> None:
        void.look()
        if opens not in OPEN:
            presence.look(here)
        self.meetings.look()

    def _end_sessions(self, person: PersonId, void: Void, again: Callable[[], None]) -> None:
        """Of a sign-in that is void; off the event loop."""
        end = replace(self.desk, by=void.by).end_sessions_of_void_sign_in
        ending = asyncio.create_task(asyncio.to_thread(end, person, void.at))
        self._ending.add(ending)
        ending.add_done_callback(partial(self._has_ended, again))

    def _has_ended(self, again: Callable[[], None], ending: asyncio.Task[None]) -> None:
        self._ending.discard(ending)
        if (error := ending.exception()) is not None:
            log.error("the sessions of a void sign-in go on: %s", type(error).__name__)
            again()

    def _published(self, holding: Holding, retelling: Retelling) -> None:
        holding.look()
        retelling.look()
        self.meetings.note_readiness()
        self.meetings.offer()

    @property
    def reached_at(self) -> str:
        """Where laptops find it; empty where that cannot be told, or nobody can yet."""
        if not self.port or self._host in EVERYWHERE:
            return ""
        return f"[{self._host}]:{self.port}" if ":" in self._host else f"{self._host}:{self.port}"

    @property
    def desk(self) -> Desk:
        """Where people are managed, with effect at once on whoever is connected."""
        return Desk(
            self._store,
            self.reached_at,
            self._send_away,
            self._readiness_changed,
            standing_changed=self._standing_changed,
        )

    def _standing_changed(self, person: PersonId) -> None:
        """As ``_readiness_changed``."""
        reader = self._store.office.reader(person)
        if reader is not None:
            self.soon(partial(self.meetings.note_standing, reader))

    def _readiness_changed(self) -> None:
        """May be called from any thread but the event loop's."""
        ready = self._store.office.readiness.ready()
        self.soon(partial(self.meetings.know_readiness, ready))

    def _at_desk(self, errand: str, person: PersonId, by: PersonId) -> str:
        return replace(self.desk, by=by).run(errand, person, {})

    def _send_away(self, person: PersonId) -> None:
        """Closes a person's connections at once; may be called from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._door.send_away, person)

    def soon(self, what: Callable[[], None]) -> None:
        """Does ``what`` on the event loop; may be called from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(what)

    async def start(self, host: str, port: int) -> None:
        """Opens the doors. Raises StoreError or ServingError."""
        try:
            await self.meetings.first.start()
        except JournalFailed as error:
            raise _not_whole(self.meeting, error) from None
        known = self._store.office.meetings()
        for open_one in (each for each in known if each.sitting is None):
            await self._open_beside(open_one)
        for sitting in (each for each in known if each.sitting is not None):
            await self._open_beside(sitting)
        served = frozenset(meeting.id for meeting in self.meetings)
        await asyncio.to_thread(hold_missed, self._store, served)
        for meeting in self.meetings:
            meeting.retelling.begin()
        self.meetings.know_readiness(await asyncio.to_thread(self._store.office.readiness.ready))
        await self._look_at_coordinators(self.meetings.first)
        self._caring = asyncio.create_task(self._door.look_after_sessions())
        self._host, self._loop = host, asyncio.get_running_loop()
        self._keeping = asyncio.create_task(self._timekeeper.run())
        self._server = await self._listening(host, port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _open_beside(self, known: KnownMeeting) -> None:
        """What does not open beside the meeting is no reason to keep that shut."""
        try:
            if await asyncio.to_thread(self._is_to_be_held, known):
                await self.open(known)
        except (StoreError, JournalFailed):
            log.error("a record of the store does not open: run marac-server verify")  # noqa: TRY400 - the error may name a sitting

    def _is_to_be_held(self, known: KnownMeeting) -> bool:
        """Whether it is held beside the meeting that the server is started for. Blocking.

        An open one is, from the day that it is arranged to the end of its own, and where it was
        begun, until it is over; an emergency, until it is over; a sitting, where its open meeting
        is held, or is over before the sitting is. Raises StoreError or JournalFailed.
        """
        if known.id in self.meetings:
            return False
        after = known.sitting.after if known.sitting is not None else None
        if after is not None and after in self.meetings:
            return True
        held = self._store.office.held
        if held.day(known.id) is not None and (
            known.sitting or held.day(known.id) != self._today()
        ):
            return False
        if after is not None and held.day(after) is None:
            return False
        room = replayed(self._store, known).room
        if known.sitting is None:
            return room.day >= self._today() or is_begun(room)
        return room.phase is not Phase.APPROVED

    def _today(self) -> date:
        return in_london(self._clock.now()).date()

    async def open(self, known: KnownMeeting) -> None:
        """Holds a meeting beside the others from now on, while the server runs, unless it is a
        sitting whose open meeting is neither held nor over. Raises StoreError.
        """
        after = known.sitting.after if known.sitting is not None else None
        if after is None or after in self.meetings or await self._is_over(after):
            meeting = await self._started(known)
            await self._look_at_coordinators(meeting)
            self._hold(meeting)
            # What the office changed in between was told to the meetings that were held by then.
            await self._look_at_coordinators(meeting)
            if self._server is not None:
                meeting.retelling.begin()

    async def _is_over(self, meeting: str) -> bool:
        return await asyncio.to_thread(self._store.office.held.day, meeting) is not None

    async def _look_at_coordinators(self, meeting: OpenMeeting) -> None:
        """Of those whom its register has, somebody may be none any more: while no server ran, or
        after the plan was written.
        """
        people = meeting.coordinators
        readers = await asyncio.to_thread(lambda: [*map(self._store.office.reader, people)])
        for reader in readers:
            if reader is not None:
                meeting.note_standing(reader)

    def before_the_day(self) -> MeetingDesk:
        """Where meetings are arranged, and are held from then on."""
        return MeetingDesk(self._store, self.meetings.ledgers, self.serve)

    def serve(self, known: KnownMeeting) -> None:
        """As ``open``, and from another thread. Raises StoreError."""
        if self._loop is not None:
            asyncio.run_coroutine_threadsafe(self.open(known), self._loop).result()

    async def _started(self, known: KnownMeeting) -> OpenMeeting:
        meeting = self._opened(known, _opens(known))
        try:
            await meeting.start()
        except (JournalFailed, StoreError) as error:
            await meeting.stop()
            await meeting.close()
            if isinstance(error, JournalFailed):
                raise _not_whole(known.id, error) from None
            raise
        return meeting

    def _hold(self, meeting: OpenMeeting) -> None:
        self._held.append(meeting)
        self.meetings.add(meeting)
        self._watching.append(asyncio.create_task(self._watch(meeting)))

    async def _watch(self, meeting: OpenMeeting) -> None:
        """A meeting that had to stop takes nothing else with it."""
        try:
            await meeting.ended()
        except Exception as error:  # noqa: BLE001 - whatever it was, the other meetings go on
            log.error("a writer had to stop: %s", type(error).__name__)  # noqa: TRY400 - a trace could quote what people said
            self.meetings.remove(meeting)

    async def _listening(self, host: str, port: int) -> Server:
        """The library's server, behind a porch of ours that takes the connections."""
        settings = self._settings
        logger = _quiet()
        server = serve(
            self._handle, open_timeout=settings.opening_seconds, server_header=None, logger=logger
        )

        def open_room() -> RoomSocket:
            return RoomSocket(
                ServerProtocol(
                    origins=[None],  # no browser has any business here
                    extensions=None,  # compression would leak lengths of secrets
                    max_size=LARGEST_RECEIVED,
                    logger=logger,
                ),
                server,
                close_timeout=settings.flush_seconds,
                ping_interval=settings.ping_seconds,
                ping_timeout=settings.ping_seconds,
            )

        async def open_porch() -> Porch:
            context = self._identity.context(self._clock.now())
            caps = Caps(settings.limits, time.monotonic)
            sockets = await listening(host, port)
            return Porch(sockets, context, caps, open_room, settings.opening_seconds)

        server.create_server = open_porch  # type: ignore[assignment] # what it needs of a server
        try:
            return await server
        except (OSError, UnicodeError) as error:
            why = _why_not(error)
            raise ServingError(
                f"Cannot serve on {host} port {port}: {why}. Choose another --host or --port."
            ) from None

    async def _handle(self, socket: ServerConnection) -> None:
        assert isinstance(socket, RoomSocket)  # noqa: S101 - for the type checker; see _listening
        connection = Connection(
            socket,
            door=self._door,
            meetings=self.meetings,
            clock=self._clock,
            walkers=self._walkers,
            most_waiting=self._settings.most_waiting,
            login_seconds=self._settings.login_seconds,
        )
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - for the type checker; this is a coroutine
        self._connections[connection] = task
        try:
            await connection.run()
        finally:
            del self._connections[connection]

    async def ended(self) -> None:
        """Returns when the writer has stopped; raises what stopped it, if it was not asked to."""
        await self.meetings.first.ended()

    async def stop(self) -> None:
        """Tells everybody, finishes what was asked, sends what waits, and closes."""
        if self._server is not None:
            self._server.close(close_connections=False)
        if self._keeping is not None:
            self._keeping.cancel()
        meetings = tuple(self.meetings)
        for meeting in meetings:
            meeting.hub.closing()
        await asyncio.gather(*(meeting.stop() for meeting in meetings))
        await asyncio.gather(*self._watching)
        await asyncio.gather(*self._ending, return_exceptions=True)
        await self._flush()
        if self._server is not None:
            await self._server.wait_closed()
        if self._caring is not None:
            self._caring.cancel()
        await asyncio.gather(*(meeting.close() for meeting in self._held))
        self._door.close()

    async def _flush(self) -> None:
        for connection in self._connections:
            connection.outgoing.finish(CloseCode.GOING_AWAY)
        if not self._connections:
            return
        tasks = set(self._connections.values())
        await asyncio.wait(tasks, timeout=self._settings.flush_seconds)
        for connection in tuple(self._connections):
            connection.abort()


def _opens(known: KnownMeeting) -> Opens:
    """When a meeting opens that is held beside the one that the server was started for."""
    if known.sitting is None:
        return Opens.BESIDE
    return Opens.AT_ONCE if known.sitting.after is None else Opens.AFTER_THE_OPEN_MEETING


def _not_whole(meeting: str, error: JournalFailed) -> StoreError:
    return StoreError(f"The record of {meeting} is not whole ({error}); run marac-server verify.")


def _why_not(error: OSError | UnicodeError) -> str:
    """The system's own words; those of the event loop are about sockets."""
    if isinstance(error, gaierror | UnicodeError):
        return "there is no such address"
    return os.strerror(error.errno).lower() if error.errno else "it is not free"


def _quiet() -> logging.Logger:
    """The library's own log: what peers send in a broken handshake could be anything."""
    logger = logging.getLogger("server.websockets")
    logger.setLevel(logging.CRITICAL + 1)
    return logger


@asynccontextmanager
async def serving(
    store: Store,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    meeting: str | None = None,
    settings: Settings = Settings(),
) -> AsyncIterator[Service]:
    """Serves ``meeting``, or the one whose turn it is, until the block ends. ``port`` 0 is any.

    Raises StoreError or ServingError.
    """
    named = meeting is not None
    known = store.known(meeting) if named else whose_turn(store, store.clock.now())
    service = Service(store, known, settings)
    try:
        await service.start(host, port)
        yield service
    finally:
        await service.stop()
