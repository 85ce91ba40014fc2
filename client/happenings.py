"""What a link tells whoever listens: screens, simulated people, tests."""

from dataclasses import dataclass

from meeting.commands import AnyCommand
from meeting.desk import Desk
from meeting.managing import Managing
from meeting.streams import Stream
from meeting.wire import About, Offer, Welcome


@dataclass(frozen=True, slots=True)
class Connected:
    """The server knows us; ``welcome`` says as whom."""

    welcome: Welcome


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The server cannot be reached; the link goes on trying. What is held grows stale."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The link has given up for good, and ``why`` says what to do."""

    why: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The mirror holds something new in these streams."""

    streams: frozenset[Stream]


@dataclass(frozen=True, slots=True)
class WithdrawnFrom:
    """The mirror holds these streams no longer; everything shown of them must go.

    ``forgotten`` commands about them waited for an answer and are not sent again. With
    ``lease_is_over`` nobody withdrew anything: the server has been out of reach for too long.
    """

    streams: frozenset[Stream]
    forgotten: int = 0
    lease_is_over: bool = False


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The command with this id is on the server's disk; None where it was forgotten meanwhile."""

    id: str
    command: AnyCommand | None


@dataclass(frozen=True, slots=True)
class RefusedCommand:
    """The command was refused; nothing has changed. ``message`` is for the person.

    It is empty where the command was forgotten meanwhile: the sentence could quote what was
    withdrawn.
    """

    id: str | None
    command: AnyCommand | None
    code: str
    message: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something about the connection that the person should know."""

    about: About
    message: str


@dataclass(frozen=True, slots=True)
class MeetingsOffered:
    """Where else this person can go now, in place of what was offered before (RES-2)."""

    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, repr=False)
class ManagedAccount:
    """An account was managed: ``text`` is what to hand over, or empty."""

    act: Managing
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class DeskCame:
    """What was asked of the desk is done, and this is how it stands."""

    desk: Desk


@dataclass(frozen=True, slots=True)
class DeskRefused:
    """It was not done; ``message`` says why. Without a ``code`` the line was lost."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class NotManaged:
    """It was not; ``message`` says why."""

    message: str


Happening = (
    ManagedAccount
    | NotManaged
    | DeskCame
    | DeskRefused
    | Connected
    | Disconnected
    | Ended
    | Changed
    | WithdrawnFrom
    | Acknowledged
    | RefusedCommand
    | Noticed
    | MeetingsOffered
)
