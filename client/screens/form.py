"""A form on the screen. It holds a draft, and goes only when the server has what was sent."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final, cast

from pydantic import ValidationError
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from client.acts.both import Both, changed_by_both, changed_by_others
from client.acts.form import Answers, AskedInForm, CloseScreen, Form, Made, StayHere, Unclear
from client.acts.holding import held_by
from client.view.rows import Piece, Row, Tone, quiet, row
from client.widgets.ahead import TypedAhead
from client.widgets.fields import SENDS, Changed, ChoiceField, Done, Picker, SendAsked, SeveralField
from client.widgets.lettered import AnyField, LetteredField, field_widget
from client.widgets.painted import Painted
from meeting.managing import Managing
from meeting.words import REFUSALS

if TYPE_CHECKING:
    from client.app import MaracApp

SENDING: Final = "Sending ..."
KEPT: Final = (
    "Not connected. This is kept and sent when the server is back; Escape closes the form and "
    "sends it all the same."
)
HOW: Final[Mapping[type, str]] = {
    ChoiceField: "← → or letters choose · ",
    LetteredField: "two letters choose · ",
    SeveralField: "Space ticks · ",
}
"""What the keys do in a field that is not written in."""
NEXT: Final = "ctrl+n"
TAKE: Final = "ctrl+o"
WHICH: Final = "Ctrl+S sends yours · Ctrl+O takes what stands now · or write on"
AGAIN: Final = "Escape again throws away what you wrote; write on to keep it."


class FormScreen(TypedAhead, ModalScreen[None]):
    """Fields, with what is to be said of them beside. Enter goes on and, at the end, sends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", show=False),
        Binding("ctrl+s", "send_written", show=False),
        Binding(TAKE, "take", show=False),
        Binding(NEXT, "send_on", show=False),
        Binding("enter", "send", show=False),
        Binding("pageup", "read(-1)", show=False),
        Binding("pagedown", "read(1)", show=False),
    ]

    def __init__(self, form: Form, drafts: Answers | None = None) -> None:
        super().__init__()
        self.form = form
        self._drafts = drafts
        self.set_class(form.bare, "bare")
        self.fields: dict[str, AnyField] = {
            field.name: field_widget(field) for field in form.fields
        }
        self._start = self.fields.get(form.starts) or next(iter(self.fields.values()), None)
        self.sent = ""
        """The id of the command that was sent and is not answered; empty for none."""
        self._asked = False
        self.goes_on = False
        """Whether the form of the next entry takes what is typed from here on."""
        self.entries = form.entries
        """What was typed into a case and is quoted here: where it is struck, the form goes."""
        self._both: tuple[Both, ...] = ()
        """What somebody else changed at the same time, while both texts stand there."""
        self._refused: Answers | None = None
        """What was refused, while the sentence about it stands."""

    @property
    def marac(self) -> "MaracApp":
        """The app."""
        return cast("MaracApp", self.app)

    @property
    def answers(self) -> Answers:
        """What is written and chosen so far."""
        return Answers({name: widget.draft for name, widget in self.fields.items()})

    def compose(self) -> ComposeResult:
        """What is said above, the fields, the remarks beside them, and what Enter does."""
        with Vertical(id="form") as box:
            box.border_title = self._title().replace("[", r"\[")
            if self.form.reading:
                with VerticalScroll(id="reading"):
                    yield Painted(id="read")
            yield Painted(id="above")
            with Horizontal(id="both"):
                with Grid(id="fields"):
                    for field in self.form.fields:
                        yield Static(field.label, classes="label", markup=False)
                        yield self.fields[field.name]
                yield Painted(id="remarks")
            with Vertical(id="end"):
                yield Painted(id="fault")
                yield Painted(id="foot")

    def on_mount(self) -> None:
        """The cursor is in the first field."""
        self.query_one("#form").set_class(len(self.form.fields) > 1, "large")
        self.query_one("#above", Painted).show(self.form.said)
        if self.form.reading:
            text = tuple(row(part) for part in self.form.reading.split("\n"))
            self.query_one("#read", Painted).show(text)
        self._take_back()
        self._note_entries()
        if self._start is not None:
            self._start.focus()
        else:
            self.open_to(self)
        self._remark()
        self._say_foot()

    def _take_back(self) -> None:
        """What was written before, and which field comes after which."""
        widgets = list(self.fields.values())
        for widget, after in pairwise(widgets):
            if isinstance(widget, LetteredField):
                widget.leads_to = after
        for name, draft in self._drafts.values.items() if self._drafts else ():
            if (known := self.fields.get(name)) is not None:
                known.take_back(draft)

    def _note_entries(self) -> None:
        state = self.marac.seen().state
        about = (case for each in self.form.cases if (case := state.case(each)) is not None)
        self.entries = held_by(self.form, about)

    def forget(self, entries: frozenset[str]) -> None:
        """What was struck is not to be chosen any more, nor to be read among what is (CASE-5)."""
        for widget in self.fields.values():
            if isinstance(widget, Picker):
                widget.forget(entries)

    def _title(self) -> str:
        """With the case that it is about: the room may have gone on to another."""
        room = self.marac.seen().room
        labels = [item.label for case in self.form.cases if (item := room.item_of(case))]
        if self.form.of_meeting or len(labels) != 1 or labels[0] in self.form.title:
            return self.form.title
        return f"{labels[0]}: {self.form.title}"

    # Writing

    @on(Changed)
    def _remark(self) -> None:
        # What was typed last can arrive after the form was taken away with its case.
        if self not in self.app.screen_stack:
            return
        if self._asked:
            self._asked = False
            self._say_foot()
        if self._refused is not None and self._refused != self.answers:
            self._refused, self._both = None, ()
            self.query_one("#fault", Painted).show(())
        self.query_one("#remarks", Painted).show(self.form.remarks(self.answers))

    @on(events.DescendantFocus)
    def _say_how(self) -> None:
        start = self._start
        if start is not None and self.focused is start and not (self.is_open or self.goes_on):
            self.open_to(start)
        if not self.sent and not self._asked:
            self._say_foot()

    @on(Done)
    def _done(self) -> None:
        """Enter in a field: on to the next, or at the last one send."""
        widgets = list(self.fields.values())
        if self.focused is widgets[-1]:
            self.action_send()
        else:
            self.focus_next()

    def action_read(self, by: int) -> None:
        """A page of the long text up or down; where there is none, of the form."""
        for reading in self.query("#reading") or self.query("#form"):
            reading.scroll_relative(y=by * (reading.size.height - 1), animate=False)

    # Sending

    def action_send(self) -> None:
        """Makes the command, and sends it once."""
        if not self.sent and (made := self._made()) is not None:
            self._send(made)

    def action_send_written(self) -> None:
        """Ctrl+S ends what is written; where nothing is, it answers no question."""
        if self.fields:
            self.action_send()

    @on(SendAsked)
    def _send_asked(self, message: SendAsked) -> None:
        if message.goes_on:
            self.action_send_on()
        else:
            self.action_send()

    def keeps(self, event: events.Event) -> bool:
        """What is typed after Ctrl+N is kept for the next entry, in its order."""
        if super().keeps(event):
            return True
        if not self.is_open and isinstance(event, events.Key) and event.key in SENDS:
            self.ahead.append(event)
            return True
        if self.is_open and self._asks_for_next(event):
            self.goes_on, self.is_open = True, False
        return False

    def open_to(self, widget: Widget) -> None:
        """``widget`` has what was typed for this entry; what was for the one after it waits."""
        ends = next((n for n, event in enumerate(self.ahead) if self._asks_for_next(event)), None)
        if ends is None:
            super().open_to(widget)
            return
        rest, self.ahead = self.ahead[ends + 1 :], self.ahead[: ends + 1]
        super().open_to(widget)
        self.ahead, self.goes_on, self.is_open = rest, True, False

    def _asks_for_next(self, event: events.Event) -> bool:
        asks = isinstance(event, events.Key) and event.key == NEXT
        return asks and self.form.following is not None and not self.sent

    def action_send_on(self) -> None:
        """Sends what is written, and opens the form of the next entry (ROLE-3)."""
        if self.form.following is None or self.sent:
            return
        made = self._made()
        if made is not None and self.marac.is_connected:
            self.marac.send_on(made, self)
            return
        self.goes_on = False
        if self.focused is not None:
            self.open_to(self.focused)
        if made is not None:
            self._send(made)

    def _made(self) -> Made | None:
        try:
            return self.form.build(self.answers)
        except Unclear as unclear:
            self.fault(str(unclear), unclear.field)
        except ValidationError as error:
            self._wrong_words(error)
        return None

    def _send(self, made: Made) -> None:
        if isinstance(made, CloseScreen):
            self.marac.go()
            return
        if isinstance(made, StayHere):
            self.marac.close(self)
            return
        if isinstance(made, Managing):
            self.marac.manage(made)
            self.marac.close(self)
            return
        if isinstance(made, AskedInForm):
            self.marac.close(self)
            self.marac.ask_of_desk(made)
            return
        self.sent = self.marac.send(made, self)
        self.query_one("#fault", Painted).show(())
        self.say_waiting()

    def say_waiting(self) -> None:
        """What became of what was sent, until it is answered."""
        if self.sent:
            words = SENDING if self.marac.is_connected else KEPT
            self.query_one("#foot", Painted).show((row(Piece(words, Tone.WARNING)),))

    def _wrong_words(self, error: ValidationError) -> None:
        first = error.errors(include_url=False)[0]
        facts = first.get("ctx", {})
        words = REFUSALS.get(first["type"], "Something here cannot be sent: {}").format(
            first["msg"], **facts
        )
        self.fault(words, str(first["loc"][-1]) if first["loc"] else "")

    def fault(self, words: str, field: str | None) -> None:
        """It was refused: the sentence, at its field; the draft stays as it is."""
        self.sent = ""
        self._refused = self.answers
        self._look_again()
        widget = self.fields.get(field or "")
        label = widget.field.label if widget else ""
        said = f"✗ {label}: {words}" if label else f"✗ {words}"
        self.query_one("#fault", Painted).show((row(Piece(said, Tone.BAD), indent=2),))
        if widget is not None:
            widget.focus()
            # On a small screen it may be below the edge, and what is wrong with it as well.
            self.call_after_refresh(widget.scroll_visible, animate=False)
        self._say_foot()

    def refused(self, code: str, words: str, field: str | None) -> None:
        """As ``fault``; where somebody else changed the same, with both texts to choose from."""
        before, drafts = self.form, self.answers
        self.fault(words, field)
        if code != "both_changed" or self.form is before:
            return
        for name, stands in changed_by_others(before, self.form, drafts).items():
            self.fields[name].take_back(stands)
        self._both = changed_by_both(before, self.form, drafts)
        self._refused = self.answers
        self._say_both()

    def _say_both(self) -> None:
        if not self._both:
            return
        rows = (
            line
            for each in self._both
            for line in (
                row(Piece(f"✗ {each.label}, as it stands now: “{each.now}”", Tone.BAD), indent=2),
                row(Piece(f"  you wrote: “{each.yours}”", Tone.WARNING), indent=2),
            )
        )
        self.query_one("#fault", Painted).show(tuple(rows))
        self._say_foot()

    def action_take(self) -> None:
        """What stands now takes the place of what was written where both were changed."""
        for each in self._both:
            self.fields[each.name].take_back(each.stands)
        self._both = ()

    def tell(self, words: str) -> None:
        """Something that is said and moves nothing."""
        self.query_one("#fault", Painted).show((row(Piece(f"✗ {words}", Tone.BAD), indent=2),))

    def _look_again(self) -> None:
        """What stands above the fields is of now; what was written stays."""
        fresh = self.form.anew(self.marac.seen_below) if self.form.anew else None
        if isinstance(fresh, Form):
            self.form = fresh
            self._note_entries()
            self.query_one("#above", Painted).show(fresh.said)

    def say_now(self) -> None:
        """Something changed: what stands above the fields is of now."""
        if self.form.said_now is not None and self.is_mounted:
            self.query_one("#above", Painted).show(self.form.said_now(self.marac.seen_below))

    # Leaving

    def action_escape(self) -> None:
        """Closes the form; what was written is asked about first."""
        touched = any(widget.is_touched for widget in self.fields.values())
        if touched and not self.sent and not self._asked:
            self._asked = True
            self._foot((row(Piece(AGAIN, Tone.WARNING)),))
            return
        self.marac.close(self)

    def _say_foot(self) -> None:
        if self._both:
            self._foot((row(Piece(WHICH, Tone.WARNING)),))
            return
        fields = "Tab next field · " if len(self.form.fields) > 1 else ""
        enter = "Ctrl+S" if len(self.form.fields) > 1 else "Enter"
        read = "PgUp PgDn read · " if self.form.reading else ""
        how = HOW.get(type(self.focused), "")
        on = " · Ctrl+N the next as well" if self.form.following else ""
        self._foot((row(quiet(f"{read}{fields}{how}{enter} {self.form.yes}{on} · Escape back")),))

    def _foot(self, rows: tuple[Row, ...]) -> None:
        self.query_one("#foot", Painted).show(rows)
