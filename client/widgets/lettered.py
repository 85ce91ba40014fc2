"""An agency by two letters: once they can mean no other, the cursor goes on to what was said."""

from textual.content import Content
from textual.widget import Widget

from client.acts.form import Choice, Field, Several, Words
from client.acts.letters import meant
from client.widgets.fields import CURSOR, ChoiceField, SeveralField, WordsField

AWAY = "{} is not to be chosen here."


class LetteredField(ChoiceField):
    """One of several that have letters of their own, which stand before their names.

    Letters that mean none of them choose none: nothing is recorded for whoever was chosen before.
    """

    def __init__(self, field: Choice) -> None:
        super().__init__(field)
        self.leads_to: Widget | None = None
        """The field after this one; None where this is the last."""

    def write(self, character: str) -> None:
        """One more letter."""
        typed = (self.typed + character).lstrip()
        found = meant(typed, self.options)
        if away := self.field.elsewhere.get(typed.lower()):
            self._none(typed, AWAY.format(away))
        elif found is not None:
            self.typed = typed
            self.put(found.at)
            if found.certain:
                self._go_on()
        elif typed:
            self._none(self.typed, self.begins_so(typed))

    def _none(self, typed: str, why: str) -> None:
        self.typed = typed
        if not self.options[0].value:
            self.put(0)
        self.unknown = why
        self.refresh(layout=True)

    def _go_on(self) -> None:
        """At once, so that what is typed next is in the next field; what came with it follows."""
        if self.leads_to is None:
            return
        if isinstance(self.leads_to, WordsField):
            self.leads_to.led_here = self._typed_on
        self.handed_to = self.leads_to
        self.screen.set_focus(self.leads_to)

    def _typed_on(self, more: str) -> bool:
        """Whether ``more``, typed by habit after the two letters, was the agency's name still."""
        found = meant(self.typed + more, self.options) if more else None
        if found is not None:
            self.put(found.at)
        return found is not None or not more

    def parts(self) -> list[Content]:
        """Each with its letters."""
        return [
            _lettered(option.letters, option.label, chosen=n == self.at)
            for n, option in enumerate(self.options)
        ]


def _lettered(letters: str, label: str, *, chosen: bool) -> Content:
    before = Content.styled(letters, "bold")
    if chosen:
        return before + Content.styled(f"[{label}]", CURSOR)
    return before + Content.styled(f" {label} ", "$quiet")


AnyField = WordsField | ChoiceField | SeveralField


def field_widget(field: Field) -> AnyField:
    """The widget for a field."""
    match field:
        case Words():
            return WordsField(field)
        case Choice() if any(option.letters for option in field.options):
            return LetteredField(field)
        case Choice():
            return ChoiceField(field)
        case Several():
            return SeveralField(field)
