"""The end of a case, and its reopening (ACT-9, CASE-1, CASE-6)."""

from typing import Literal

from meeting.case.outcome import Outcome
from meeting.values import (
    CaseCommand,
    Digest,
    Identifier,
    Instant,
)
from meeting.words import OptionalWords, Words


class CloseCase(CaseCommand):
    """The chair approves the case's actions and closes it; gaps need a reason (ACT-9, CASE-6).

    ``called`` is when the case was called that the chair looks at; ``seen`` what was open then, as
    ``digest_of_points`` has it, None for nothing.
    """

    kind: Literal["close_case"] = "close_case"
    called: Instant
    seen: Digest | None = None
    outcome: Outcome
    reason: OptionalWords = ""
    where: OptionalWords = ""
    """To which other MARAC it is handed over, if it is (CASE-8)."""


class ReopenCase(CaseCommand):
    """Who chairs the case has it heard further, and says why; ``closed`` is when the case was
    closed that they look at.
    """

    kind: Literal["reopen_case"] = "reopen_case"
    closed: Instant
    reason: Words


class LeaveOutOffer(CaseCommand):
    """What arrived after the close of the case is not taken in, and this is why: said by whoever
    chairs it or takes its minutes.
    """

    kind: Literal["leave_out_offer"] = "leave_out_offer"
    offer: Identifier
    reason: Words


ClosingCommands = CloseCase | ReopenCase | LeaveOutOffer
