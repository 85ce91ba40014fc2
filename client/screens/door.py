"""The door: somebody who is not on the register waits here, and sees nothing of the meeting."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from client.screens.meeting import MeetingScreen, at_desk
from client.view.rows import row, strong
from client.view.seen import Place, Seen
from client.widgets.painted import Painted
from meeting.commands import AskToComeIn

NOT_EXPECTED: Final = "You are not on the register of this meeting."
ASK: Final = (
    "Press Enter to ask to come in: the chair and the coordinator see your name and your agency. "
    "When you are let in, this screen goes on by itself."
)
WAITING: Final = "You have asked to come in, and wait at the door."
MEANWHILE: Final = (
    "The chair or the coordinator sees your name and your agency, and lets you in; then this "
    "screen goes on by itself. There is nothing to press until then: leave it open, and be ready "
    "to show who you are. If nobody answers, speak to one of the two in person."
)
KEYS: Final = (("Enter", "ask to come in"), ("q", "leave"))


class DoorScreen(MeetingScreen):
    """Two sentences and one key (ATT-6)."""

    PLACE = Place.LOBBY
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "ask_to_come_in", show=False)]

    def compose_middle(self) -> ComposeResult:
        """What to do."""
        yield Painted(id="next")
        yield Painted(id="count")

    def paint_middle(self, seen: Seen) -> None:
        """The same whatever goes on inside."""
        first, then = (WAITING, MEANWHILE) if seen.has_asked else (NOT_EXPECTED, ASK)
        self.query_one("#next", Painted).show((row(strong(first)),))
        self.query_one("#count", Painted).show((row(then),))

    def action_ask_to_come_in(self) -> None:
        """The chair is told my name, once."""
        if not self.seen.has_asked:
            self.marac.do(AskToComeIn())

    def action_help(self) -> None:
        """There is but one key, and the screen says what it does."""

    def _keys(self, seen: Seen) -> list[tuple[str, str]]:
        return [*KEYS[seen.has_asked :], *at_desk(seen)]
