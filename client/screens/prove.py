"""Whoever takes the chair gives their password once more (ROLE-7).

The password goes to the server by itself, is in no command and is kept nowhere. The command that
waits for it is sent again once the server says that it was right.
"""

from typing import ClassVar

from textual.binding import Binding, BindingType

from client.screens.lock import LockScreen
from client.widgets.secret import Secret


class ProveScreen(LockScreen):
    """As the locked screen, and Escape leaves it: nothing is sent then."""

    WHAT: ClassVar[str] = "Is it you who takes the chair?"
    TYPE: ClassVar[str] = (
        "Type your password. You logged in without six digits from a device, and whoever is in the "
        "chair reads why people are out of a case."
    )
    UNREACHABLE: ClassVar[str] = (
        "The server cannot be reached, and only the server knows your password. It goes on trying; "
        "type it when it is back."
    )
    FOOT: ClassVar[str] = "Enter takes the chair · Escape back, and nothing changes"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    def on_mount(self) -> None:
        """How long to wait after a wrong one is said every second."""
        self.set_interval(1.0, self.say)

    def action_back(self) -> None:
        """Nothing is taken over."""
        self.dismiss()

    def on_screen_suspend(self) -> None:
        """Nothing of what was typed stays beneath a locked screen."""
        self.query_one(Secret).clear()
