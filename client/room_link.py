"""What the app needs of a link, so that a stand-in without sockets can take its place."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from client.happenings import Happening
from client.mirror import Mirror
from client.outbox import Outbox
from meeting.commands import AnyCommand
from meeting.desk import DeskAct
from meeting.managing import Managing
from meeting.values import Identifier
from meeting.wire import Offer, Welcome


class AnyLink(Protocol):
    """As ``client.link.Link``."""

    mirror: Mirror
    outbox: Outbox
    welcome: Welcome | None
    is_connected: bool
    offers: tuple[Offer, ...]

    @property
    def address(self) -> str:
        """Where the server is."""

    def now(self) -> datetime | None:
        """The server's time now; None before its first frame."""

    def send(self, command: AnyCommand) -> str:
        """Sends ``command``, now or when the server is back; returns its id."""

    async def prove(self, password: str) -> bool:
        """Whether the server says that this is the password of whoever logged in here."""

    def go_to(self, meeting: Identifier) -> None:
        """Leaves this meeting for another that was offered."""

    def manage(self, act: Managing) -> None:
        """Asks for something about an account."""

    def ask_desk(self, act: DeskAct) -> None:
        """Asks something of the coordinator's desk."""

    async def log_out(self) -> None:
        """Ends the session at the server, if it can be reached, and ``run``."""

    def look(self) -> None:
        """Looks at the clocks; of what is too old nothing is held afterwards."""

    def leave(self) -> None:
        """Ends ``run``."""

    async def run(self) -> None:
        """Keeps the connection up until ``leave``."""


MakeLink = Callable[[Callable[[Happening], None]], AnyLink]
"""Makes a link that tells the given listener what happens."""
