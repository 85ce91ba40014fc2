"""Gentle remarks while a point is typed (CASE-3): they point something out and refuse nothing."""

import re
from typing import Final

from client.acts.asking import told_remarks
from client.acts.form import Answers
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Seen

MOST_WORDS: Final = 40
"""What can be said aloud in one breath or two."""
FEWEST_WORDS: Final = 3
"""Of fewer, too much is alike by chance."""
ALIKE: Final = 0.6
"""The share of the words of two points, taken together, that both have."""


def point_remarks(seen: Seen, answers: Answers) -> tuple[Row, ...]:
    """Of the day that was written, of the length, and of a point that is already there."""
    text = answers.one("text")
    remarks = [*told_remarks(seen, answers)]
    if (count := len(text.split())) > MOST_WORDS:
        remarks.append(_warned(f"! {count} words: say it in {MOST_WORDS} or fewer if you can"))
    if (there := _already_there(seen, answers.one("subject"), text)) is not None:
        remarks.append(_warned(f"! already there: {there}"))
    return tuple(remarks)


def _already_there(seen: Seen, subject: str, text: str) -> str | None:
    """Whose point about the same is most like ``text``; without its words, which a form that is
    open would go on showing where they are struck (CASE-5).
    """
    words = _words(text)
    if seen.case is None or len(words) < FEWEST_WORDS:
        return None
    points = (
        point
        for point in seen.case.heard.points.values()
        if point.subject == subject and not point.struck_by
    )
    likeness, _, most = max(
        ((_likeness(words, _words(point.text)), -n, point) for n, point in enumerate(points)),
        key=lambda each: each[:2],
        default=(0.0, 0, None),
    )
    if most is None or likeness < ALIKE:
        return None
    return f"{seen.name_of(most.agency)} said something like it (2 shows it)"


def _likeness(words: frozenset[str], others: frozenset[str]) -> float:
    return len(words & others) / len(words | others)


def _words(text: str) -> frozenset[str]:
    """The words without what stands around them, in whatever case they were written."""
    return frozenset(re.findall(r"\w+", text.casefold()))


def _warned(words: str) -> Row:
    return row(Piece(words, Tone.WARNING))
