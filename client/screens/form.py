"""A form on the screen. It holds a draft, and goes only when the server has what was sent."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final, cast

from pydantic import ValidationError
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from client.acts.form import Answers, AskedInForm, CloseScreen, Form, Made, StayHere, Unclear
from client.view.rows import Piece, Row, Tone, quiet, row
from client.widgets.ahead import TypedAhead
from client.widgets.fields import AnyField, Changed, ChoiceField, Done, SeveralField, field_widget
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
    SeveralField: "Space ticks · ",
}
"""What the keys do in a field that is not written in."""
AGAIN: Final = "Escape again throws away what you wrote; write on to keep it."


class FormScreen(TypedAhead, ModalScreen[None]):
    """Fields, with what is to be said of them beside. Enter goes on and, at the end, sends."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", show=False),
        Binding("ctrl+s", "send", show=False),
        Binding("enter", "send", show=False),
        Binding("pageup", "read(-1)", show=False),
        Binding("pagedown", "read(1)", show=False),
    ]

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.set_class(form.bare, "bare")
        self.fields: dict[str, AnyField] = {
            field.name: field_widget(field) for field in form.fields
        }
        self.sent = ""
        """The id of the command that was sent and is not answered; empty for none."""
        self._asked = False
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
            yield Painted(id="fault")
            yield Painted(id="foot")

    def on_mount(self) -> None:
        """The cursor is in the first field."""
        self.query_one("#form").set_class(len(self.form.fields) > 1, "large")
        self.query_one("#above", Painted).show(self.form.said)
        if self.form.reading:
            text = tuple(row(part) for part in self.form.reading.split("\n"))
            self.query_one("#read", Painted).show(text)
        for widget in list(self.fields.values())[:1]:
            widget.focus()
        if not self.fields:
            self.open_to(self)
        self._remark()
        self._say_foot()

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
            self._refused = None
            self.query_one("#fault", Painted).show(())
        self.query_one("#remarks", Painted).show(self.form.remarks(self.answers))

    @on(events.DescendantFocus)
    def _say_how(self) -> None:
        if not self.is_open and self.focused is not None:
            self.open_to(self.focused)
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
        """A page of the long text up or down."""
        for reading in self.query("#reading"):
            reading.scroll_relative(y=by * (reading.size.height - 1), animate=False)

    # Sending

    def action_send(self) -> None:
        """Makes the command, and sends it once."""
        if self.sent:
            return
        try:
            made = self.form.build(self.answers)
        except Unclear as unclear:
            self.fault(str(unclear), unclear.field)
        except ValidationError as error:
            self._wrong_words(error)
        else:
            self._send(made)

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
        self._say_foot()

    def _look_again(self) -> None:
        """What stands above the fields is of now; what was written stays."""
        fresh = self.form.anew(self.marac.seen_below) if self.form.anew else None
        if isinstance(fresh, Form):
            self.form = fresh
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
        fields = "Tab next field · " if len(self.form.fields) > 1 else ""
        enter = "Ctrl+S" if len(self.form.fields) > 1 else "Enter"
        read = "PgUp PgDn read · " if self.form.reading else ""
        how = HOW.get(type(self.focused), "")
        self._foot((row(quiet(f"{read}{fields}{how}{enter} {self.form.yes} · Escape back")),))

    def _foot(self, rows: tuple[Row, ...]) -> None:
        self.query_one("#foot", Painted).show(rows)
