"""The foot of every screen: the keys that do something now, in at most two lines."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget

LINES = 2
GAP = "   "


class KeyBar(Widget, can_focus=False):
    """Keys with their words. What does not fit is behind ``?``, and it says so."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: tuple[tuple[str, str], ...] = ()

    def show(self, keys: Iterable[tuple[str, str]]) -> None:
        """Paints pairs of key and words, most wanted first."""
        fresh = tuple(keys)
        if fresh == self.keys:
            return
        self.keys = fresh
        self.refresh()

    def render(self) -> Content:
        """The keys at the width that there is."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        more = _key("?", "more keys")
        lines = [Content("")]
        for shown, words in self.keys:
            entry = _key(shown, words)
            reserved = more.cell_length + len(GAP) if len(lines) == LINES else 0
            if _fits(lines[-1], entry, width - reserved):
                lines[-1] = _after(lines[-1], entry)
            elif len(lines) < LINES:
                lines.append(entry)
            else:
                break
        last = _key("?", "help") if self._all_shown(lines) else more
        if not _fits(lines[-1], last, width):
            lines.append(last)
        else:
            lines[-1] = _after(lines[-1], last)
        return lines

    def _all_shown(self, lines: list[Content]) -> bool:
        text = " ".join(line.plain for line in lines)
        return all(f" {shown}  {words}" in text for shown, words in self.keys)


def _key(shown: str, words: str) -> Content:
    return Content.assemble((f" {shown} ", "bold $text on $key"), (f" {words}", ""))


def _fits(line: Content, entry: Content, width: int) -> bool:
    gap = len(GAP) if line.cell_length else 0
    return line.cell_length + gap + entry.cell_length <= width


def _after(line: Content, entry: Content) -> Content:
    return line + GAP + entry if line.cell_length else entry
