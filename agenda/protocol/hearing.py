"""How a case is heard: who speaks in which order, and which stages are never passed over."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from agenda.protocol.base import AgencyId, Frozen
from agenda.protocol.stages import HEARING, Stage
from agenda.text import OptionalWords


class ReferrerAbsent(StrEnum):
    """What the chair is offered first where the referring agency is absent (CASE-6)."""

    PLAN = "plan"
    EMERGENCY = "emergency"
    DEFER = "defer"


class Check(StrEnum):
    """What is asked of a plan before its case is closed."""

    WHO_TELLS = "who_tells"
    """That an agency tells the victim, or why nobody does."""
    VICTIM = "victim"
    """What keeps the victim safe."""
    CHILDREN = "children"
    """What safeguards the children or dependants, where there are any or one is expected."""
    PERPETRATOR = "perpetrator"
    """What addresses the perpetrator."""
    STAFF = "staff"
    """What protects staff."""


class Link(StrEnum):
    """What a case may be linked to, and is considered each time (CASE-8)."""

    MAPPA = "mappa"
    """Multi-agency public protection arrangements, for a perpetrator."""
    CHILDREN = "safeguarding_children"
    """Asked where there are children or dependants, or a child is expected."""
    ADULTS = "safeguarding_adults"
    """Safeguarding of adults."""
    POSITION_OF_TRUST = "position_of_trust"
    """LADO or PiPOT: somebody in the case is an employee, or in a position of trust."""
    TRANSFER = "transfer"
    """Transfer to another MARAC."""


class HearingRules(Frozen):
    """How a case is heard (CASE-1, CASE-4, CASE-6 to CASE-8, ACT-8, ACT-10)."""

    speaking_order: tuple[AgencyId, ...] = ()
    """Agencies that speak first in the round, in this order. The others follow as listed."""
    stages_with_reason: tuple[Stage, ...] = (Stage.SAFETY,)
    """Stages that the chair passes over only with a reason, and which are open at the close where
    nobody went back to them. Conflicts, asked at the call, and the read-back, from which alone a
    case is closed as heard, are never passed over."""
    research_read_beforehand: bool = False
    """Whether the points that an agency prepared may be read by the others before the meeting."""
    referrer_absent: ReferrerAbsent = ReferrerAbsent.PLAN
    """What is proposed for a case whose referring agency is absent."""
    inappropriate_referral: OptionalWords = ""
    """What stands on every agency where a case is closed as an inappropriate referral, at its own
    agency's asking: a notice to take flags off (CASE-7). Without one there is no such outcome."""
    checks: tuple[Check, ...] = tuple(Check)
    """What is open at the close of each case until it is answered (ACT-8, ACT-10): who tells the
    victim, and each of the four aims by an action, or by why none is needed."""
    links: tuple[Link, ...] = tuple(Link)
    """What is open at the close of each case until it was said whether it is linked to that, and
    why (CASE-8)."""

    @model_validator(mode="after")
    def _are_heard(self) -> Self:
        for stage in self.stages_with_reason:
            if stage not in HEARING:
                raise ValueError(f"{stage.value!r} is no stage that could be passed over")
        return self
