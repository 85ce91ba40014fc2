"""A form: what is asked before a command can be sent, as data.

Screens paint it and hand back the answers; ``build`` makes the command of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from client.view.rows import Row
from client.view.seen import Seen
from meeting.commands import AnyCommand
from meeting.desk import (
    ArrangeAgain,
    ArrangeSitting,
    NameGuest,
    PlaceDraftCase,
    PublishDraft,
    ReadReferrals,
    SamePeople,
    SettleAction,
)
from meeting.managing import Managing
from meeting.values import CaseId


class Unclear(Exception):
    """An answer cannot be read; ``field`` names it and the message says what to write instead."""

    def __init__(self, at: str, message: str) -> None:
        super().__init__(message)
        self.field = at


@dataclass(frozen=True, slots=True)
class CloseScreen:
    """Not a command: this screen is closed, and the register stays as it is."""


@dataclass(frozen=True, slots=True)
class StayHere:
    """Not a command: the form is closed, and all goes on."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its value, how it is painted, and how where there is little room.

    ``letters``: two that are its own, whatever else begins so.
    """

    value: str
    label: str
    short: str = ""
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Something to be written. ``hint`` is painted while nothing is.

    ``proposed``: what stands there at first is a proposal, and gives way to what is typed.
    """

    name: str
    label: str
    hint: str = ""
    initial: str = ""
    tall: bool = False
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, by the arrows or by its first letters.

    ``elsewhere``: by their letters, those that could be meant and are not to be chosen now.
    """

    name: str
    label: str
    options: tuple[Option, ...]
    initial: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Several:
    """Any of several, ticked with the space bar."""

    name: str
    label: str
    options: tuple[Option, ...]
    initial: tuple[str, ...] = ()


Field = Words | Choice | Several


@dataclass(frozen=True, slots=True)
class Answers:
    """What was written and chosen, by the names of the fields."""

    values: Mapping[str, str | tuple[str, ...]]

    def one(self, name: str) -> str:
        """What was written or chosen; empty for nothing."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> tuple[str, ...]:
        """What was ticked."""
        value = self.values.get(name, ())
        return value if isinstance(value, tuple) else ()


def _no_remarks(_: Answers) -> tuple[Row, ...]:
    return ()


AskedInForm = (
    ReadReferrals
    | PlaceDraftCase
    | NameGuest
    | PublishDraft
    | SettleAction
    | SamePeople
    | ArrangeAgain
    | ArrangeSitting
)
"""What is asked of the coordinator's desk by a form."""
Made = AnyCommand | Managing | AskedInForm | CloseScreen | StayHere
"""What a form is for."""


@dataclass(frozen=True, slots=True)
class Form:
    """``reading`` is a long text above the fields; ``said`` stands above them, ``remarks`` beside.

    ``cases`` are those whose content it holds: when one is withdrawn, the form goes (CON-2).
    ``yes`` says what Enter does. ``anew`` makes the form once more, of what is seen by then, after
    a refusal: what was looked at has changed. ``bare`` has the screen to itself and no frame, so
    that what is read can be selected with the mouse. ``of_meeting``: about the meeting, and not
    about the case looked at. ``entries``: pieces of information whose words it holds; when one is
    struck, the form goes (CASE-5). ``said_now`` is what stands above the fields, at any moment.
    ``starts`` names the field that the cursor is in at first. ``following`` makes the form of the
    next entry, of what was answered in this one.
    """

    title: str
    build: Callable[[Answers], Made]
    fields: tuple[Field, ...] = ()
    cases: frozenset[CaseId] = frozenset()
    said: tuple[Row, ...] = ()
    remarks: Callable[[Answers], tuple[Row, ...]] = field(default=_no_remarks)
    reading: str = ""
    yes: str = "send"
    bare: bool = False
    of_meeting: bool = False
    entries: frozenset[str] = frozenset()
    said_now: "Callable[[Seen], tuple[Row, ...]] | None" = None
    anew: "Callable[[Seen], Act | None] | None" = None
    starts: str = ""
    following: "Callable[[Seen, Answers], Act | None] | None" = None


Act = AnyCommand | Form
