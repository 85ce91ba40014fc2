"""Entries that were sent by whoever went on to the next one at once.

Each is kept until the server has it. What it refuses comes back with its words, once the form that
is open by then is closed: nobody's typing is moved, and nobody's text is lost.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from client.acts.form import Answers, Form

BACK = "{} not taken. What you wrote opens again once you close this form."


@dataclass(frozen=True, slots=True)
class Entry:
    """A form with what stood in it. ``fault`` says why it came back, ``field`` at what."""

    form: Form
    answers: Answers
    fault: str = ""
    field: str | None = None


@dataclass(slots=True)
class SentOn:
    """``waiting`` for an answer by the id of its command; ``back`` are those that were refused."""

    waiting: dict[str, Entry]
    back: list[Entry]

    def refused(self, sent: str, fault: str, field: str | None) -> bool:
        """Whether it was one of these; it came back, then."""
        entry = self.waiting.pop(sent, None)
        if entry is not None:
            self.back.append(replace(entry, fault=fault, field=field))
        return entry is not None

    def drop(self, cases: Collection[str] = (), entries: Collection[str] = ()) -> None:
        """Lets go of what holds something of these cases, or words that are struck (CON-2)."""
        cases, entries = frozenset(cases), frozenset(entries)

        def goes(entry: Entry) -> bool:
            return bool(entry.form.cases & cases or entry.form.entries & entries)

        self.waiting = {sent: each for sent, each in self.waiting.items() if not goes(each)}
        self.back = [each for each in self.back if not goes(each)]

    def said(self) -> str:
        """What the form that is open says of what came back; empty for nothing."""
        count = len(self.back)
        return (
            BACK.format("1 entry was" if count == 1 else f"{count} entries were") if count else ""
        )
