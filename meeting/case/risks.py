"""The risks of a case: who is at risk, from whom, of what, and how each stands (RISK-1, RISK-2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal, assert_never

from meeting.case.information import STRUCK
from meeting.values import EntryId, Event, Frozen, InformationId, Named, PersonId, RiskId, Subject
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


class RiskChanged(Event):
    """The chair put a risk otherwise, or the minute-taker wrote what the chair said: how it stands
    at the end is said anew (RISK-2).
    """

    kind: Literal["risk_changed"] = "risk_changed"
    risk: RiskId
    at_risk: Subject
    from_whom: Subject | None
    text: Words
    information: tuple[InformationId, ...]


class RiskTakenBack(Event):
    """A risk is none of this case any more, and why. An action that answered it stays its agency's,
    as it is confirmed, and answers that risk no longer (RISK-1).
    """

    kind: Literal["risk_taken_back"] = "risk_taken_back"
    risk: RiskId
    reason: Words


ChangeOfRisk = RiskAgreed | RiskSettled | RiskChanged | RiskTakenBack
RiskEvent = RiskRecorded | NoRisksIdentified | ChangeOfRisk


class RiskFacts(Frozen):
    """What a risk says; each field has a version of its own (RISK-1)."""

    at_risk: Subject
    from_whom: Subject | None = None
    text: Words
    information: Named[InformationId] = ()


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
    gone_because: str = ""
    gone_by: PersonId | None = None
    """Who took it back, and why."""
    struck_by: PersonId | None = None
    """Who struck it, if anybody did: then none of its words are here (CASE-5)."""

    @property
    def facts(self) -> RiskFacts:
        """What it says."""
        return RiskFacts(
            at_risk=self.at_risk,
            from_whom=self.from_whom,
            text=self.text,
            information=self.information,
        )


@dataclass(frozen=True, slots=True)
class Risks:
    """The risks of the case, and whether "none identified" was said."""

    named: Mapping[RiskId, Risk] = field(default_factory=dict)
    gone: Mapping[RiskId, Risk] = field(default_factory=dict)
    """Those that were taken back or struck: their labels are no other's."""
    none_identified: bool = False


def fold_risks(risks: Risks, event: RiskEvent, at: datetime, by: PersonId) -> Risks:
    """``risks`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case RiskRecorded():
            facts = event.model_dump(exclude={"kind"})
            risk = Risk(**facts, label=_next_label(risks), at=at, by=by)
            named = {**risks.named, event.risk: risk}
            return replace(risks, named=named, none_identified=False)
        case RiskAgreed() | RiskSettled() | RiskChanged() | RiskTakenBack():
            found = risks.named.get(event.risk)
            return risks if found is None else _fold_one(risks, found, event, by)
        case NoRisksIdentified():
            return replace(risks, none_identified=True)
        case _:
            assert_never(event)


def _next_label(risks: Risks) -> str:
    return f"R{len(risks.named) + len(risks.gone) + 1}"


def _fold_one(
    risks: Risks,
    risk: Risk,
    event: ChangeOfRisk,
    by: PersonId,
) -> Risks:
    match event:
        case RiskAgreed():
            risk = replace(risk, agreed=True)
        case RiskSettled():
            risk = replace(risk, settled=event.how, why=event.why)
        case RiskChanged():
            facts = event.model_dump(exclude={"kind", "risk"})
            risk = replace(risk, **facts, version=risk.version + 1, settled=None, why="")
        case RiskTakenBack():
            gone = replace(risk, gone_because=event.reason, gone_by=by)
            named = {each: found for each, found in risks.named.items() if each != risk.risk}
            return replace(risks, named=named, gone={**risks.gone, risk.risk: gone})
        case _:
            assert_never(event)
    return replace(risks, named={**risks.named, risk.risk: risk})


def strike_risk(risks: Risks, entry: EntryId, by: PersonId) -> Risks:
    """``risks`` without the words of one that ``by`` struck: it is none of the case (CASE-5)."""
    found = risks.named.get(entry) or risks.gone.get(entry)
    if found is None:
        return risks
    wordless = replace(
        found,
        text=STRUCK,
        information=(),
        settled=None,
        why="",
        gone_because="",
        gone_by=None,
        struck_by=by,
    )
    named = {each: risk for each, risk in risks.named.items() if each != entry}
    return replace(risks, named=named, gone={**risks.gone, entry: wordless})
