"""The coordinator's desk: the meetings that are being prepared, and one of them on one screen.

It holds what the server last answered, on no disk, until it is closed: by its person, by the lock,
and whenever something is withdrawn or the server cannot be reached.
"""

from collections.abc import Callable
from datetime import date
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from agenda.london import in_london
from client.acts.arranging import another_meeting, emergency
from client.acts.form import AskedInForm, Form
from client.acts.guests_of_draft import guest
from client.acts.placing import place
from client.acts.publishing import publish
from client.acts.referrals import settle
from client.acts.settling import settle_past
from client.file_at_desk import FileAtDesk
from client.handing_in import HandingIn
from client.outbox import new_id
from client.screens.choose_file import ChooseFileScreen
from client.screens.desk_keys import KEYS
from client.screens.form import FormScreen
from client.screens.help import HelpScreen
from client.screens.meeting import MeetingScreen
from client.view.desk import ASKED, day_rows, deadline_rows, meeting_rows, move, title
from client.view.referrals import report_rows, sending_rows
from client.view.rows import Row, quiet, row, strong
from client.view.seen import Place, Seen
from client.widgets.listing import Listing
from meeting.desk import (
    ArrangeAgain,
    ArrangeSitting,
    CarryOver,
    Desk,
    DeskAct,
    DeskReport,
    DeskSheet,
    Importable,
    MoveDraftCase,
    ReadDesk,
    ReadReferrals,
)

MOVED_ON: Final = "moved_on"
TOO_FAST: Final = "too_fast"
REST_SECONDS: Final = 2.0
"""Before a piece that came too fast is sent again."""
NOTHING_LEFT: Final = (
    "Nothing comes into this draft from the meeting before: it is not over yet, or left no case, "
    "or what it left is here already."
)


class DeskScreen(MeetingScreen):
    """Meetings and deadlines at the left; the running order and the past at the right."""

    PLACE = Place.LOBBY
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("enter", "show_meeting", show=False),
        Binding("R", "read_again", show=False),
        Binding("u", "move(-1)", show=False),
        Binding("d", "move(1)", show=False),
        Binding("f", "place", show=False),
        Binding("s", "settle_past", show=False),
        Binding("g", "guest", show=False),
        Binding("c", "carry_over", show=False),
        Binding("i", "choose_file", show=False),
        Binding("p", "publish", show=False),
        Binding("n", "another_meeting", show=False),
        Binding("e", "emergency", show=False),
        Binding("y", "import(False)", show=False),
        Binding("v", "import(True)", show=False),
        Binding("h", "settle", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        """As the server last said; None before it has answered."""
        self._is_asking = False
        self.file = FileAtDesk()
        self._file_is_next = False
        """An emergency was asked for: when its draft is there, its referral is chosen."""

    def compose_middle(self) -> ComposeResult:
        """Three lists."""
        with Horizontal(id="columns"):
            with Vertical(id="desk-left"):
                yield Listing(id="meetings")
                yield Listing(id="deadlines")
            yield Listing(id="day")

    def on_mount(self) -> None:
        """The names of panes; the cursor is among the meetings."""
        self.query_one("#meetings").border_title = "meetings"
        self.query_one("#deadlines").border_title = "due"
        self.query_one("#meetings").focus()
        self.ask(ReadDesk())

    @on(events.DescendantFocus)
    def _elsewhere(self) -> None:
        self.paint()

    def ask(self, act: DeskAct) -> None:
        """Asks the server; the answer comes to ``came``."""
        self._is_asking = True
        self.marac.ask_desk(act)

    def came(self, desk: Desk) -> None:
        """The server has answered."""
        self._is_asking = False
        if desk.handed_in:
            self._hand_in(desk.handed_in + 1)
            return
        if desk.said:
            self.marac.done = desk.said
            self.file.leave()
        if desk.report is not None:
            self._reported(desk.report)
        if desk.meetings or desk.report is None:
            self.desk = desk
        self.paint()
        self._choose_what_is_next()

    def refused(self, code: str) -> None:
        """It was not done; what changed meanwhile is asked for, beside the sentence."""
        self._is_asking = False
        if code == TOO_FAST and self.file.going is not None:
            self.marac.said = ""
            self.set_timer(REST_SECONDS, lambda: self._hand_in(self.file.piece))
            return
        self.file.going, self._file_is_next = None, False
        self.paint()
        if code == MOVED_ON:
            self._read_again()

    def paint_middle(self, seen: Seen) -> None:  # noqa: ARG002 - all of it is of the answer
        """What the server last said."""
        desk, waiting = self.desk, (row(quiet(ASKED)),)
        self.set_class(self.file.report is not None, "reading")
        sheet = desk.sheet if desk else None
        self.query_one("#day").border_title = self._title(desk).replace("[", r"\[")
        self._show("#meetings", meeting_rows(desk) if desk else waiting)
        self._show("#deadlines", deadline_rows(sheet) if sheet else ())
        self._show("#day", self._day(sheet))

    def _title(self, desk: Desk | None) -> str:
        if self.file.is_there:
            what = "the referral of an emergency, with" if self.file.sitting else "referrals for"
            return f"{what} {title(desk)}" if desk else ""
        return title(desk) if desk else ""

    def _day(self, sheet: DeskSheet | None) -> tuple[Row, ...]:
        """The meeting; or, until it is left, what a file comes to."""
        if (going := self.file.going) is not None:
            return sending_rows(going.name, self.file.piece, len(going.pieces))
        if self.file.report is not None:
            return tuple(report_rows(self.file.report))
        return day_rows(sheet) if sheet else ()

    def _show(self, where: str, rows: tuple[Row, ...]) -> None:
        self.query_one(where, Listing).show(rows)

    def action_show_meeting(self) -> None:
        """The meeting under the cursor."""
        meetings = self.query_one("#meetings", Listing)
        if meetings.has_focus and meetings.selected:
            self.marac.said = ""
            self.ask(ReadDesk(meeting=meetings.selected))

    def action_read_again(self) -> None:
        """The same meeting, as it is now."""
        self.marac.said = ""
        self._read_again()

    def _read_again(self) -> None:
        sheet = self.desk.sheet if self.desk else None
        self.ask(ReadDesk(meeting=sheet.meeting if sheet else None))

    def action_move(self, by: int) -> None:
        """The case under the cursor and its neighbour change places, one step at a time."""
        move = self._move(by)
        if move is not None and not self._is_asking:
            self.marac.said = ""
            self.ask(move)

    def _move(self, by: int) -> MoveDraftCase | None:
        day = self.query_one("#day", Listing)
        sheet = self.desk.sheet if self.desk else None
        return move(sheet, day.selected, by) if sheet is not None and day.has_focus else None

    def _placing(self) -> Form | None:
        return self._under_cursor(place)

    def action_place(self) -> None:
        """Asks for which time, and in which section."""
        self._ask_in(self._placing())

    def _publishing(self) -> Form | None:
        return self._arranging(publish)

    def action_publish(self) -> None:
        """Asks first."""
        self._ask_in(self._publishing())

    def _inviting(self) -> Form | None:
        return self._under_cursor(guest)

    def action_guest(self) -> None:
        """Asks who comes for this case alone."""
        self._ask_in(self._inviting())

    def _carrying(self) -> CarryOver | None:
        """What the meeting before left comes into the draft that is shown."""
        sheet = self.desk.sheet if self.desk else None
        if sheet is None or sheet.version is None or not sheet.left or self.file.is_there:
            return None
        return CarryOver(meeting=sheet.meeting, version=sheet.version)

    def action_carry_over(self) -> None:
        """At once: it says itself what came, and what did not and why."""
        act = self._carrying()
        if act is not None and not self._is_asking:
            self.marac.said = self.marac.done = ""
            self.ask(act)
        elif act is None and self._drafted and not self.file.is_there:
            self.marac.said, self.marac.done = NOTHING_LEFT, ""
            self.paint()

    def _settling(self) -> Form | None:
        return self._under_cursor(settle_past)

    def _under_cursor(self, make: Callable[[DeskSheet, str], Form | None]) -> Form | None:
        """The form for what the cursor is on, in the running order or what the past says."""
        day, sheet = self.query_one("#day", Listing), self.desk.sheet if self.desk else None
        if sheet is None or not day.has_focus or self.file.report is not None or self._is_asking:
            return None
        return make(sheet, day.selected)

    def action_settle_past(self) -> None:
        """Asks what became of it."""
        self._ask_in(self._settling())

    # Another meeting

    def _arranging(self, make: Callable[[DeskSheet, str], Form | None]) -> Form | None:
        desk = self.desk
        if desk is None or desk.sheet is None or self.file.is_there or self._is_asking:
            return None
        return make(desk.sheet, title(desk))

    def _another(self) -> Form | None:
        return self._arranging(lambda sheet, name: another_meeting(sheet, name, self._today))

    def _emergency(self) -> Form | None:
        return self._arranging(lambda sheet, name: emergency(sheet, name, self._today, new_id))

    @property
    def _today(self) -> date:
        return in_london(self.marac.seen().now).date()

    def action_another_meeting(self) -> None:
        """Asks for which day."""
        self._ask_in(self._another())

    def action_emergency(self) -> None:
        """Asks for when, and of which kind."""
        self._ask_in(self._emergency())

    def _ask_in(self, form: Form | None) -> None:
        if form is not None:
            self.marac.said = self.marac.done = ""
            self.app.push_screen(FormScreen(form))

    def asked_in_form(self, act: AskedInForm) -> None:
        """It goes to the server; that of a restricted emergency after its referral."""
        if isinstance(act, ArrangeSitting):
            self.file.sitting = act
            self.app.push_screen(ChooseFileScreen(act.meeting, file=act.file))
            return
        if isinstance(act, ReadReferrals):
            self._file_is_next = False
            self.ask(self.file.read_anew(act))
            return
        self._file_is_next = isinstance(act, ArrangeAgain) and act.emergency
        self.ask(act)

    def _choose_what_is_next(self) -> None:
        if self._file_is_next and self._drafted:
            self._file_is_next = False
            self.app.push_screen(ChooseFileScreen(self._drafted))

    # Referrals from a file

    @property
    def _drafted(self) -> str:
        """The draft that is shown; empty where it is none, or is published."""
        sheet = self.desk.sheet if self.desk else None
        return sheet.meeting if sheet is not None and sheet.version is not None else ""

    def action_choose_file(self) -> None:
        """Asks which."""
        if self._drafted and self.file.going is None:
            self.marac.said = self.marac.done = ""
            self.app.push_screen(ChooseFileScreen(self._drafted))

    def chosen(self, handing_in: HandingIn) -> None:
        """It goes to the server, a piece after the other; then it is read there."""
        self.file.chosen(handing_in)
        self._hand_in(1)

    def _hand_in(self, number: int) -> None:
        act = self.file.next(number)
        if act is not None:
            self.ask(act)
            self.paint()

    def _reported(self, report: DeskReport) -> None:
        self.file.reported(report)
        self.marac.done = report.said
        self.query_one("#day").focus()
        self.query_one("#day").scroll_home(animate=False)

    def action_import(self, accept_valid: bool) -> None:  # noqa: FBT001 - as the binding gives it
        """What was reported comes into the draft."""
        wanted = Importable.VALID if accept_valid else Importable.ALL
        act = self.file.importing(self._drafted, wanted)
        if act is not None and not self._is_asking:
            self.ask(act)

    def action_settle(self) -> None:
        """Asks what headings and agencies mean."""
        sheet = self.desk.sheet if self.desk else None
        report = self.file.report
        form = settle(report, sheet.meeting) if report and sheet else None
        if form is not None:
            self.app.push_screen(FormScreen(form))

    def action_back(self) -> None:
        """From a report to the meeting, and from there out of the desk."""
        if not self.file.is_there:
            self.marac.action_close_desk()
            return
        self.file.leave()
        self.marac.said = ""
        self.paint()

    def on_listing_moved(self) -> None:
        """The keys at the foot are for what is under the cursor."""
        self.paint()

    def action_help(self) -> None:
        """The keys of the desk."""
        rows = tuple(row(strong(f"{shown:<10}"), words, indent=10) for shown, _, words in KEYS)
        self.app.push_screen(HelpScreen(rows))

    def _keys(self, seen: Seen) -> list[tuple[str, str]]:  # noqa: ARG002 - the same for all
        file = self.file
        offers = {
            "y": file.importable is Importable.ALL,
            "v": file.importable is Importable.VALID,
            "h": file.is_asking,
            "Enter": file.report is None and self.query_one("#meetings").has_focus,
            "u": self._move(-1) is not None,
            "d": self._move(1) is not None,
            "f": self._placing() is not None,
            "s": self._settling() is not None,
            "g": self._inviting() is not None,
            "c": self._carrying() is not None,
            "p": self._publishing() is not None,
            "n": self._another() is not None,
            "e": self._emergency() is not None,
            "i": bool(self._drafted) and file.going is None,
        }
        called = {"y": "arrange it"} if file.sitting is not None else {}
        return [(key, called.get(key, words)) for key, words, _ in KEYS if offers.get(key, True)]
