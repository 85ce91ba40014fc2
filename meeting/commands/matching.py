"""Names that are like those of the parties (CON-6)."""

from typing import Literal

from meeting.matching import Decision
from meeting.values import (
    CaseId,
    Command,
    PersonId,
)
from meeting.words import OptionalWords


class SettleMatch(Command):
    """A likely match, of the version that I see, is settled, and why, whatever it is (CON-6).

    ``told`` is what the person is told of it: nothing where they are clear.
    """

    kind: Literal["settle_match"] = "settle_match"
    case: CaseId
    person: PersonId
    version: int
    decision: Decision
    reason: OptionalWords = ""
    told: OptionalWords = ""


class ConfirmNames(Command):
    """The names are settled as far as I can see; said in every meeting (CON-6)."""

    kind: Literal["confirm_names"] = "confirm_names"


MatchCommands = SettleMatch | ConfirmNames
