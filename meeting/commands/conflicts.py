"""Conflicts of interest (CON)."""

from typing import Literal

from meeting.conflict import Ruling
from meeting.values import (
    CaseCommand,
    PersonId,
)
from meeting.words import OptionalWords, Words


class DeclareConflict(CaseCommand):
    """I should not hear this case, and this is why (CON-1)."""

    kind: Literal["declare_conflict"] = "declare_conflict"
    reason: Words


class RecordConflict(CaseCommand):
    """Somebody else should not hear this case: they said so without a laptop, or have not declared
    it (CON-5, ROLE-8).
    """

    kind: Literal["record_conflict"] = "record_conflict"
    person: PersonId
    reason: Words


class RuleOnConflict(CaseCommand):
    """The chair decides: leaves the room, or may stay, with the reason (CON-2).

    ``instead_of`` is the ruling that its sender saw, None where there was none.
    """

    kind: Literal["rule_on_conflict"] = "rule_on_conflict"
    person: PersonId
    ruling: Ruling
    instead_of: Ruling | None = None
    reason: OptionalWords = ""


class TickOut(CaseCommand):
    """Somebody who is out of the case has left the room (CON-3)."""

    kind: Literal["tick_out"] = "tick_out"
    person: PersonId


ConflictCommands = DeclareConflict | RecordConflict | RuleOnConflict | TickOut
