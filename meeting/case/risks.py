"""The risks of a case: who is at risk, from whom, of what, and how each stands (RISK-1, RISK-2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal, assert_never

from meeting.values import Event, InformationId, PersonId, RiskId, Subject
from meeting.words import OptionalWords, Words


class Settlement(StrEnum):
    """How a risk stands at the end of its case (RISK-2)."""

    REDUCED = "reduced"
    REMOVED = "removed"
    ACCEPTED = "accepted"


class RiskRecorded(Event):
    """A risk; ``agreed`` once it is the chair's, until then raised by somebody at the table."""

    kind: Literal["risk_recorded"] = "risk_recorded"
    risk: RiskId
    at_risk: Subject
    from_whom: Subject | None
    text: Words
    information: tuple[InformationId, ...]
    agreed: bool


class RiskAgreed(Event):
    """The chair took up a risk that somebody had raised (ROLE-4, RISK-1)."""

    kind: Literal["risk_agreed"] = "risk_agreed"
    risk: RiskId


class NoRisksIdentified(Event):
    """The chair said that there is none: an answer, not an omission (RISK-1)."""

    kind: Literal["no_risks_identified"] = "no_risks_identified"


class RiskSettled(Event):
    """The chair said how a risk stands at the end; ``why`` it is accepted says what could not be
    managed, and the barrier. What is said last stands (RISK-2).
    """

    kind: Literal["risk_settled"] = "risk_settled"
    risk: RiskId
    how: Settlement
    why: OptionalWords


RiskEvent = RiskRecorded | RiskAgreed | NoRisksIdentified | RiskSettled


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk. ``label`` is how the table calls it: R1, R2 … in the order recorded."""

    risk: RiskId
    label: str
    at_risk: Subject
    from_whom: Subject | None
    text: str
    information: tuple[InformationId, ...]
    agreed: bool
    at: datetime
    by: PersonId
    version: int = 1
    settled: Settlement | None = None
    why: str = ""
    """Why it is accepted, or what was said of how it is reduced or removed (RISK-2)."""


@dataclass(frozen=True, slots=True)
class Risks:
    """The risks of the case, and whether "none identified" was said."""

    named: Mapping[RiskId, Risk] = field(default_factory=dict)
    none_identified: bool = False


def fold_risks(risks: Risks, event: RiskEvent, at: datetime, by: PersonId) -> Risks:
    """``risks`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case RiskRecorded():
            facts = event.model_dump(exclude={"kind"})
            risk = Risk(**facts, label=f"R{len(risks.named) + 1}", at=at, by=by)
            return Risks(named={**risks.named, event.risk: risk})
        case RiskAgreed():
            found = risks.named.get(event.risk)
            if found is None:
                return risks
            return replace(risks, named={**risks.named, event.risk: replace(found, agreed=True)})
        case RiskSettled():
            found = risks.named.get(event.risk)
            if found is None:
                return risks
            settled = replace(found, settled=event.how, why=event.why)
            return replace(risks, named={**risks.named, event.risk: settled})
        case NoRisksIdentified():
            return replace(risks, none_identified=True)
        case _:
            assert_never(event)
