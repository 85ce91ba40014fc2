"""A block of rows to be read."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from client.view.rows import Line, Row
from client.widgets.painting import painted


class Painted(Widget, can_focus=False):
    """Rows, laid out for the width that there is. Painted again only when they change."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.rows: tuple[Row, ...] = ()
        self.display = False

    def show(self, rows: tuple[Row, ...]) -> None:
        """Paints ``rows``; hidden when there are none."""
        if rows == self.rows:
            return
        self.rows = rows
        self.display = bool(rows)
        self.refresh(layout=True)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Paints ``lines``."""
        self.show((Row(lines),) if lines else ())

    def render(self) -> Content:
        """The rows at the width that there is."""
        return painted(self.rows, self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's form
        """As many lines as the rows take at ``width``."""
        return painted(self.rows, width).plain.count("\n") + 1
