"""The app: what the link tells becomes messages, and every command goes back through ``send``.

It holds the link and which screen is shown. The state of the meeting is in the link's mirror.
"""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar, Final, assert_never

from pydantic import ValidationError
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen

from client.acts import accounts, register
from client.acts.form import Act, AskedInForm, CloseScreen, Form, Made, StayHere
from client.acts.late_offers import what_became_of
from client.acts.waiting import waits
from client.door import Door
from client.entrance import Entrance, Step
from client.happenings import (
    Acknowledged,
    Changed,
    Connected,
    DeskCame,
    DeskRefused,
    Disconnected,
    Ended,
    Happening,
    ManagedAccount,
    MeetingsOffered,
    Noticed,
    NotManaged,
    RefusedCommand,
    WithdrawnFrom,
)
from client.idle import Idle
from client.link import Link
from client.look import DEFAULTS, THEME
from client.lost import Lost, things
from client.room_link import AnyLink, MakeLink
from client.screens.before import BeforeScreen
from client.screens.choose_file import ChooseFileScreen
from client.screens.desk import DeskScreen
from client.screens.door import DoorScreen
from client.screens.form import FormScreen
from client.screens.help import HelpScreen, help_rows
from client.screens.join import JoinScreen
from client.screens.lobby import LobbyScreen
from client.screens.meeting import WIDE, MeetingScreen
from client.screens.prove import ProveScreen
from client.screens.room import RoomScreen
from client.screens.small import SmallScreen, is_too_small
from client.screens.summary import SummaryScreen
from client.sent_on import Entry, SentOn
from client.view.rows import Piece, Tone
from client.view.seen import Place, Seen, place
from client.widgets.ahead import Typed, TypedAhead
from meeting.case.hearing import struck_in
from meeting.commands import (
    AnyCommand,
    AskToComeIn,
    CaseCommand,
    DeclareConflict,
    Leave,
    VoidSignIn,
)
from meeting.desk import Desk, DeskAct
from meeting.managing import EndSessions, InviteAnew, ListSent, Managing
from meeting.room import ItemState, Phase
from meeting.state import State
from meeting.streams import case_stream
from meeting.values import Identifier
from meeting.wire import NOTICES, About

SCREENS: Final[dict[Place, type[MeetingScreen]]] = {
    Place.BEFORE: BeforeScreen,
    Place.LOBBY: LobbyScreen,
    Place.ROOM: RoomScreen,
    Place.SUMMARY: SummaryScreen,
}
WIDEST: Final = 120
"""Columns from which the table is as wide as it wants to be."""
HIGH: Final = 30
"""Lines from which a form of several fields has room between them."""
NOT_JOINED: Final = 1
"""The exit code of who never sat down."""
NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)
NOT_DECLARED: Final = (
    "Your declaration of a conflict was not taken, and has to be said aloud to the chair: {}"
)
NOT_SENT: Final = "What waited to be sent here is lost: {}."
OVER: Final = (
    "The meeting is over, and the server has closed. Everything is saved; you can leave (q)."
)
WHILE_AWAY: Final = frozenset({NOTICES[About.CLOSING], NOTICES[About.NOT_YET]})
"""Said until the connection is there again, and no longer."""
STILL_WAITING: Final = "What you sent is not saved yet. Wait a moment, then press M again."
WARNED: Final = 60
"""Seconds before it locks by itself that this is said."""
CASE_OVER: Final = "The case that was on when it locked is over."
ROOM_WAITS: Final = "Something in the meeting waits for you."
SOON: Final = "This screen locks in {} seconds. Press any key."
PROVE: Final = "prove_yourself"
"""Refused until the password is given again."""
WAITS_ALREADY: Final = "waits_already"
"""Refused to who asked to come in before, from another laptop say."""
LOGGED_OUT: Final = "{} is logged out everywhere, and comes in again only by password."


class Happened(Message):
    """What the link told."""

    def __init__(self, happening: Happening) -> None:
        super().__init__()
        self.happening = happening


class MaracApp(Door):
    """One person's screen. Without ``make_link`` they come in by ``entrance``, from the step
    ``first`` on.
    """

    TITLE = "MARAC Live"
    CSS_PATH = Path(__file__).with_name("marac.tcss")
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-narrow"),
        (WIDE, "-wide"),
        (WIDEST, "-widest"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "ask_to_leave", show=False, priority=True)
    ]

    def __init__(
        self,
        make_link: MakeLink | None = None,
        entrance: Entrance | None = None,
        first: Step | None = None,
        idle: Idle | None = None,
    ) -> None:
        super().__init__(idle)
        self._entrance = entrance or Entrance()
        self._first = first
        self.link: AnyLink | None = None
        self.said = ""
        """A refusal that belongs to no form, until the next command."""
        self.done = ""
        """What was done and has nothing else to show for it, until the next command."""
        self.lost = Lost()
        """What went from this screen and was not asked for, until the next command."""
        self._make_link = make_link
        self._asked_by: dict[str, FormScreen] = {}
        self._sent_on = SentOn({}, [])
        self._base: Screen[None] | None = None
        self._stale_at: datetime | None = None
        self._struck: set[str] = set()
        """What was struck, as far as the screens know of it."""
        self._at_register = False
        self._is_dirty = False
        self._is_leaving = False
        self._sent_proved = ""
        """The id of the command that was sent again once somebody had proved who they are."""
        self._on_when_locked = ""
        """The case that was on when it was locked; empty for none."""
        self._asks_to_come_in = False
        """To be asked for as soon as the server is there."""
        self._asked_in_at: Identifier | None = None
        """The meeting at whose door this person was said to wait last."""

    # What is typed

    async def on_event(self, event: events.Event) -> None:
        """Every key is taken in its turn: what opens a form has opened it before the next comes.

        Textual would give all keys of a burst to whatever had the focus when they arrived, and what
        was written after the key that opened a form would be lost without a word.
        """
        if not (isinstance(event, events.Key | events.Paste) and await self._is_taken(event)):
            await super().on_event(event)

    async def _is_taken(self, event: events.Key | events.Paste) -> bool:
        if event.is_forwarded or not self.app_focus:
            return False
        self.idle.touch()
        if isinstance(event, events.Key) and await self._check_bindings(event.key, priority=True):
            return True
        if isinstance(self.screen, TypedAhead):
            return self.screen.keeps(event)
        if isinstance(event, events.Key) and isinstance(self.screen, MeetingScreen):
            return await self._check_bindings(event.key)
        return False

    # What is seen

    def seen(self, *, chosen: str | None = None, selected: str = "", pointed: str = "") -> Seen:
        """What this person sees now."""
        link = self.link
        if link is None or link.welcome is None:
            address = link.address if link else ""
            return Seen(State(), "", NEVER, stale_at=self._stale_at, address=address)
        now = link.now() or NEVER
        return Seen(
            link.mirror.state,
            link.welcome.person,
            now,
            self._stale_at,
            chosen,
            selected,
            pointed,
            waiting=len(link.outbox.waiting),
            lease_is_over=self.lost.lease > 0,
            offers=link.offers,
            coordinator=link.welcome.coordinator,
            waits_outside=self._waits_outside,
            has_asked=self._waits_outside and link.welcome.meeting == self._asked_in_at,
        )

    @property
    def _waits_outside(self) -> bool:
        link = self.link
        return bool(link and link.welcome and link.welcome.role is None and not link.mirror.streams)

    @property
    def seen_below(self) -> Seen:
        """What this person sees on the screen beneath a form."""
        return self._base.seen if isinstance(self._base, MeetingScreen) else self.seen()

    @property
    def sentences(self) -> tuple[Piece, ...]:
        """What is to be said on every screen of the meeting, besides what waits."""
        done = (Piece(f"✓ {self.done}", Tone.GOOD),) if self.done else ()
        refused = (words for words in (self.said, *self.lost.sentences()) if words)
        return (*done, *(Piece(f"✗ {words}", Tone.BAD) for words in refused))

    @property
    def locks_soon(self) -> str:
        """Said over everything in the last minute before it locks; empty before that."""
        is_soon = self.can_be_unlocked and self.seconds_left <= WARNED
        return SOON.format(self.seconds_left) if is_soon else ""

    @property
    def is_connected(self) -> bool:
        """Whether the server can be reached."""
        return self.link is not None and self.link.is_connected

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of our own, whatever the theme."""
        return DEFAULTS

    # Coming and going

    def on_mount(self) -> None:
        """Joins, or asks where."""
        self.register_theme(THEME)
        self.theme = THEME.name
        if self._make_link is None:
            self._show(JoinScreen(self._first or self._entrance.first()))
        else:
            self._begin(self._make_link)
        self.set_interval(1.0, self.tick)

    @on(JoinScreen.Done)
    def _came_on(self, done: JoinScreen.Done) -> None:
        if isinstance(done.led_to, Step):
            self._show(JoinScreen(done.led_to, done.ahead))
        else:
            self._asks_to_come_in = done.led_to.asks_to_come_in
            self._begin(partial(Link, done.led_to))

    def action_invited(self) -> None:
        """Somebody has a new invitation."""
        self._show(JoinScreen(self._entrance.invitation()))

    def _begin(self, make_link: MakeLink) -> None:
        self._asked_in_at = None
        self.link = make_link(self._listen)
        self.run_worker(self.link.run(), name="link")
        self._show(LobbyScreen())

    def _listen(self, happening: Happening) -> None:
        self.post_message(Happened(happening))

    def on_unmount(self) -> None:
        """Lets the connection go."""
        if self.link is not None:
            self.link.leave()

    def action_ask_to_leave(self) -> None:
        """Leaving is asked about; a form that is open is finished first."""
        if self._lock is not None:
            if self._lock.ask_to_leave():
                self.go()
        elif isinstance(self.screen, FormScreen):
            self.screen.fault("Close this form first, with Escape.", None)
        elif isinstance(self.screen, ProveScreen):
            self.screen.action_back()
        elif self.link is None or self.link.welcome is None:
            self.action_give_up()
        else:
            self.do(register.leave(self.seen()))

    def go(self) -> None:
        """Closes this screen for good: nobody goes on with this session."""
        self.run_worker(self._go(), name="going")

    async def _go(self) -> None:
        if self.link is not None:
            await self.link.log_out()
        self.exit(0)

    def action_give_up(self) -> None:
        """Leaves without ever having sat down."""
        self.exit(NOT_JOINED)

    def action_to_register(self) -> None:
        """The register, from room and summary."""
        self._at_register = True
        self.mark_dirty()

    def action_to_room(self) -> None:
        """Back from the register."""
        self._at_register = False
        self.mark_dirty()

    def action_go_elsewhere(self) -> None:
        """To the next meeting that is offered; what still waits to be saved here comes first."""
        link = self.link
        if link is None or not link.offers or not link.is_connected:
            return
        if link.outbox.waiting:
            self.said = STILL_WAITING
        else:
            self._at_register = False
            link.go_to(link.offers[0].meeting)
        self.mark_dirty()

    def show_help(self, at: Place) -> None:
        """All keys of my role."""
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(help_rows(self.seen(), at)))

    # The coordinator's desk

    def action_open_desk(self) -> None:
        """What is being prepared, for the coordinator alone."""
        if self.is_connected and self.seen().coordinator and self.screen is self._base:
            self.said = ""
            self.push_screen(DeskScreen())

    def action_close_desk(self) -> None:
        """Back to the meeting: what the desk showed is nowhere any more (CON-2)."""
        for screen in tuple(self.screen_stack):
            if isinstance(screen, DeskScreen):
                self._close_above(screen)
        self.mark_dirty()

    def _close_above(self, desk: DeskScreen) -> None:
        with self.beneath_lock():
            while desk in self.screen_stack:
                self.pop_screen()
        self._keep_small(self.size)

    def ask_desk(self, act: DeskAct) -> None:
        """Asks something of the desk; the answer comes as a happening."""
        if self.link is not None:
            self.link.ask_desk(act)

    def ask_of_desk(self, act: AskedInForm) -> None:
        """What a form of the desk made; it goes nowhere where the desk is closed by now."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.asked_in_form(act)

    @on(ChooseFileScreen.Chosen)
    def _file_chosen(self, message: ChooseFileScreen.Chosen) -> None:
        """It goes on where the desk is open still, and else nowhere."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                self._close_to(screen)
                screen.chosen(message.handing_in)

    def _close_to(self, desk: DeskScreen) -> None:
        with self.beneath_lock():
            while self.screen_stack[-1] is not desk:
                self.pop_screen()

    def _desk_refused(self, code: str) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.refused(code)

    def _desk_came(self, desk: Desk) -> None:
        """Shown where the desk is open still; else it goes nowhere."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.came(desk)

    def lock(self) -> None:
        """Nothing of the desk is kept beneath the lock; what was on is, to say when it is over."""
        self.action_close_desk()
        on = self.seen().room.on
        self._on_when_locked = on.item if on is not None and on.case is not None else ""
        super().lock()

    # The lock

    @property
    def can_be_unlocked(self) -> bool:
        """Whether the server knows who sits here."""
        return self.link is not None and self.link.welcome is not None

    @property
    def idle_seconds(self) -> int:
        """What the protocol says; its default until the room has come."""
        return self.seen().room.protocol.laptops.idle_lock_seconds

    async def prove(self, password: str) -> bool:
        """Asks the server; what no password can be is not sent."""
        try:
            return self.link is not None and await self.link.prove(password)
        except ValidationError:
            return False

    def beneath(self) -> str:
        """That what was on is over, or that something waits: nothing of any case (CON-4)."""
        seen = self.seen()
        was = seen.room.items.get(self._on_when_locked)
        if was is not None and was.state is ItemState.OVER:
            return CASE_OVER
        return ROOM_WAITS if waits(seen) else ""

    def unlocked(self) -> None:
        """Nothing was painted since it was locked."""
        self._paint()
        self.mark_dirty()
        self.call_after_refresh(self._unlocked)

    def _unlocked(self) -> None:
        self._keep_small(self.size)
        self._tell_forms()

    def tick(self) -> None:
        """Once a second: the clocks go on."""
        super().tick()
        self.mark_dirty()

    # Doing

    def do(self, act: Act) -> None:
        """Sends a command, or opens the form that becomes one."""
        self.said = self.done = ""
        self.lost = self.lost.read()
        if isinstance(act, Form):
            self.push_screen(FormScreen(act))
        else:
            self.send(act)
        self.mark_dirty()

    def manage(self, act: Managing) -> None:
        """Asks for something about an account; the answer comes as a happening."""
        if self.link is not None:
            self.link.manage(act)

    def send(self, command: AnyCommand, asked_by: FormScreen | None = None) -> str:
        """The one way to the server; returns the command's id."""
        if self.link is None:
            raise RuntimeError("nobody to send to")
        self._is_leaving = isinstance(command, Leave)
        sent = self.link.send(command)
        if asked_by is not None:
            self._asked_by[sent] = asked_by
        return sent

    def send_on(self, made: Made, form: FormScreen) -> None:
        """Sends what ``form`` made, and opens the form of the next entry."""
        if isinstance(made, CloseScreen | StayHere | Managing | AskedInForm):
            raise TypeError(f"no entry: {made!r}")
        entry, ahead = Entry(form.form, form.answers), form.ahead
        self._sent_on.waiting[self.send(made)] = entry
        self.close(form)
        if (then := entry.form.following) is not None:
            following = then(self.seen_below, entry.answers)
            if isinstance(following, Form):
                self._open_next(FormScreen(following), ahead)
        self.mark_dirty()

    def _open_next(self, form: FormScreen, ahead: list[Typed]) -> None:
        form.ahead = ahead
        self.push_screen(form)
        self._tell_what_came_back()

    def _show_what_came_back(self) -> None:
        """With what stood in it, once nothing else is open."""
        if self._sent_on.back:
            entry = self._sent_on.back.pop(0)
            form = FormScreen(entry.form, entry.answers)
            self.push_screen(form)
            form.call_after_refresh(form.fault, entry.fault, entry.field)

    def _tell_what_came_back(self) -> None:
        said = self._sent_on.said()
        if said and isinstance(self.screen, FormScreen):
            self.screen.call_after_refresh(self.screen.tell, said)

    def close(self, form: FormScreen) -> None:
        """Takes a form away, and its draft with it."""
        self._asked_by = {sent: f for sent, f in self._asked_by.items() if f is not form}
        with self.beneath_lock():
            while form in self.screen_stack:
                self.pop_screen()
        self._keep_small(self.size)
        self.mark_dirty()

    # What happens

    @on(Happened)
    def _happened(self, message: Happened) -> None:
        if not self.is_running:
            return
        happening = message.happening
        match happening:
            case Connected():
                self._stale_at = None
                self.lost = replace(self.lost, lease=0)
                self._is_back()
                self._tell_forms()
                self._ask_to_come_in()
            case Disconnected():
                self._went_stale()
                self.action_close_desk()
                self._tell_forms()
            case WithdrawnFrom():
                self._withdrawn(happening)
            case Acknowledged():
                self._acknowledged(happening)
            case RefusedCommand():
                self._refused(happening)
            case Noticed():
                self._notice(happening)
            case Ended():
                self._ended(happening.why)
            case ManagedAccount():
                self._managed(happening)
            case NotManaged():
                self.said = happening.message
            case DeskRefused():
                self.said = happening.message
                self._desk_refused(happening.code)
            case DeskCame():
                self._desk_came(happening.desk)
            case Changed():
                self._asked_in_at = None
                self._close_struck()
            case MeetingsOffered():
                pass
            case _:
                assert_never(happening)
        self.mark_dirty()

    def _is_back(self) -> None:
        """What was said of a server that was away is true no longer."""
        self.said = "" if self.said in WHILE_AWAY else self.said
        self.done = "" if self.done == OVER else self.done

    def _ask_to_come_in(self) -> None:
        """Once, and only of whoever said who they are at the door: nobody else's name is called."""
        if self._asks_to_come_in and self._waits_outside:
            self.send(AskToComeIn())
        self._asks_to_come_in = False

    def _is_at_the_door(self) -> None:
        self._asked_in_at = self.link.welcome.meeting if self.link and self.link.welcome else None

    def _close_struck(self) -> None:
        """What is struck is on no screen any more, nor in a form (CASE-5)."""
        struck = {entry for case in self.seen().state.cases() for entry in struck_in(case)}
        self._sent_on.drop(entries=struck)
        if struck - self._struck:
            # What was answered may quote it.
            self.said = self.done = ""
            self.clear_notifications()
        self._struck = struck
        for screen in tuple(self.screen_stack):
            if isinstance(screen, FormScreen) and screen.entries & struck:
                self.close(screen)
            elif isinstance(screen, FormScreen):
                screen.forget(frozenset(struck))

    def _went_stale(self) -> None:
        now = self.link.now() if self.link else None
        self._stale_at = self._stale_at or now or NEVER

    def _tell_forms(self) -> None:
        if self._lock is not None:
            self._lock.say()
        if isinstance(self.screen, FormScreen):
            self.screen.say_waiting()

    def _withdrawn(self, happening: WithdrawnFrom) -> None:
        """Whatever shows something of these cases goes at once: forms, drafts, notes (CON-2)."""
        cases = {stream.case for stream in happening.streams if stream.case}
        self.said = self.done = self._kept = ""
        self.clear_notifications()
        self.action_close_desk()
        self._sent_on.drop(cases=cases)
        for screen in tuple(self.screen_stack):
            if isinstance(screen, FormScreen) and screen.form.cases & cases:
                self.close(screen)
        self.lost = self.lost.more(happening.forgotten)
        if happening.lease_is_over and self.link and self.link.welcome:
            self.lost = replace(self.lost, lease=self.link.welcome.lease_seconds)
        self._paint_screens()

    def _acknowledged(self, happening: Acknowledged) -> None:
        if happening.command is None:
            self.lost = self.lost.more(-1)
        self._sent_on.waiting.pop(happening.id, None)
        if (form := self._asked_by.pop(happening.id, None)) is not None:
            self.close(form)
        if words := what_became_of(self.seen(), happening.command):
            self.said = words
        if isinstance(happening.command, Leave):
            self.go()
        if isinstance(happening.command, AskToComeIn):
            self._is_at_the_door()
        if isinstance(happening.command, VoidSignIn):
            self._show_form(accounts.list_sent_to(self.seen(), happening.command.person))

    def _refused(self, happening: RefusedCommand) -> None:
        command = happening.command
        self._is_leaving = False
        form = self._asked_by.pop(happening.id or "", None)
        if happening.id is not None and command is None:
            self._sent_on.waiting.pop(happening.id, None)
            # Forgotten with its case, and counted then: the sentence could quote what is withdrawn.
            return
        wants_proof = happening.code == PROVE and happening.id != self._sent_proved
        if wants_proof and command is not None:
            self._ask_for_proof(command, form)
        elif form is not None and form in self.screen_stack:
            form.refused(happening.code, happening.message, happening.field)
        elif self._sent_on.refused(happening.id or "", happening.message, happening.field):
            self._tell_what_came_back()
        elif isinstance(command, AskToComeIn) and happening.code == WAITS_ALREADY:
            self._is_at_the_door()
        elif isinstance(command, DeclareConflict):
            self.said = NOT_DECLARED.format(happening.message)
        elif isinstance(command, CaseCommand) and not self._holds(command.case):
            self.lost = self.lost.more(1)
        else:
            self.said = happening.message

    def _ask_for_proof(self, command: AnyCommand, form: FormScreen | None) -> None:
        """``command`` goes once whoever sits here has given their password again (ROLE-7)."""
        if form is not None:
            self.close(form)

        def again() -> None:
            with self.beneath_lock():
                while screen in self.screen_stack:
                    self.pop_screen()
            self._sent_proved = self.send(command)

        screen = ProveScreen(self.prove, again, lambda: self.is_connected, self.idle.steady)
        with self.beneath_lock():
            self.push_screen(screen)

    def _managed(self, happening: ManagedAccount) -> None:
        person = happening.act.person
        match happening.act:
            case EndSessions():
                self.done = LOGGED_OUT.format(self.seen().person(person))
            case InviteAnew():
                self._show_form(accounts.to_hand_over(happening.text))
            case ListSent():
                self._show_form(accounts.sent_list(self.seen(), person, happening.text))
            case _:
                assert_never(happening.act)

    def _show_form(self, form: Form) -> None:
        with self.beneath_lock():
            self.push_screen(FormScreen(form))

    def _notice(self, notice: Noticed) -> None:
        if notice.about is About.TURNED_AWAY:
            self._asked_in_at = None
        if self._is_over(notice):
            self.done = OVER
        else:
            self.said = notice.message

    def _holds(self, case: str) -> bool:
        return self.link is not None and case_stream(case) in self.link.mirror.streams

    def _is_over(self, notice: Noticed) -> bool:
        """Whether the server goes because the day is done."""
        approved = self.seen().room.phase is Phase.APPROVED
        return notice.about is About.CLOSING and approved

    def _ended(self, why: str) -> None:
        count = len(self.link.outbox.waiting) if self.link else 0
        self._kept = ""
        said = f"{why} {NOT_SENT.format(things(count))}" if count else why
        self._show(JoinScreen(self._entrance.first(said)))
        self.link = None
        self.lost = Lost()
        self._sent_on = SentOn({}, [])
        self.take_lock_away()

    # Painting

    def mark_dirty(self) -> None:
        """Something changed: everything that happens before the next painting is painted once."""
        if not self._is_dirty:
            self._is_dirty = True
            self.call_later(self._paint)

    def _paint(self) -> None:
        self._is_dirty = False
        if not self.is_running or self.is_locked:
            return
        if self.link is not None:
            self.link.look()
        self._settle()
        self._paint_screens()

    def _paint_screens(self) -> None:
        """Also while it is locked, when something has to go from the screens beneath."""
        for screen in self.screen_stack:
            if isinstance(screen, MeetingScreen):
                screen.paint()
                if self.is_locked:
                    screen.forget_looks()
            elif isinstance(screen, FormScreen):
                screen.say_now()

    def _settle(self) -> None:
        """Shows the screen where this person belongs, unless something is being written."""
        if self.link is None or self._is_leaving or self.screen is not self._base:
            return
        if not isinstance(self._base, MeetingScreen):
            return
        belongs = place(self.seen())
        self._at_register = self._at_register and belongs not in {Place.BEFORE, Place.LOBBY}
        wanted = LobbyScreen if self._at_register else SCREENS[belongs]
        wanted = DoorScreen if self.seen().waits_outside else wanted
        if type(self._base) is not wanted:
            self._show(wanted())
        else:
            self._show_what_came_back()

    def _show(self, screen: Screen[None]) -> None:
        with self.beneath_lock():
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self._base = screen
            self.push_screen(screen)

    def on_resize(self, event: events.Resize) -> None:
        """A terminal that is too small says so, and nothing else."""
        self._keep_small(event.size)

    def _keep_small(self, size: Size) -> None:
        if self.is_locked:
            return
        small = is_too_small(size)
        if small and not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen())
        elif not small and isinstance(self.screen, SmallScreen):
            self.pop_screen()
