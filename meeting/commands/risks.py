"""The risks (RISK-1, RISK-2)."""

from typing import Literal

from meeting.case.risks import RiskFacts, Settlement
from meeting.values import (
    ActionId,
    CaseCommand,
    Frozen,
    InformationId,
    Named,
    RiskId,
    Subject,
)
from meeting.words import OptionalWords, Words


class RecordRisk(CaseCommand):
    """The chair names a risk, or the minute-taker writes what the chair named (RISK-1)."""

    kind: Literal["record_risk"] = "record_risk"
    risk: RiskId
    at_risk: Subject
    from_whom: Subject | None = None
    text: Words
    information: Named[InformationId] = ()


class RaiseRisk(CaseCommand):
    """A representative raises a risk that was missed, for the chair to agree (ROLE-4)."""

    kind: Literal["raise_risk"] = "raise_risk"
    risk: RiskId
    at_risk: Subject
    from_whom: Subject | None = None
    text: Words
    information: Named[InformationId] = ()


class AgreeRisk(CaseCommand):
    """The chair takes up a risk that was raised (RISK-1)."""

    kind: Literal["agree_risk"] = "agree_risk"
    risk: RiskId
    version: int | None = None
    """The words that were looked at; None for whatever it says."""


class RecordNoRisks(CaseCommand):
    """The chair says that no risk was identified (RISK-1)."""

    kind: Literal["record_no_risks"] = "record_no_risks"


class SeenRisk(Frozen):
    """A risk, in the version that was looked at."""

    risk: RiskId
    version: int


class SettleRisks(CaseCommand):
    """The chair says of one risk, or of several that stand alike, how they stand at the end; why is
    needed where they are accepted: what could not be managed, and the barrier (RISK-2).
    """

    kind: Literal["settle_risks"] = "settle_risks"
    settled: Named[SeenRisk]
    how: Settlement
    why: OptionalWords = ""


class ChangeRisk(CaseCommand):
    """The chair puts a risk otherwise, or the minute-taker writes what the chair said (RISK-1).

    ``facts_seen`` is what its sender saw: what somebody else changed meanwhile stays.
    """

    kind: Literal["change_risk"] = "change_risk"
    risk: RiskId
    facts: RiskFacts
    facts_seen: RiskFacts


class TakeBackRisk(CaseCommand):
    """A risk is taken back, and why. ``answered_by`` are the actions that its sender saw answer it:
    they stay their agencies', and answer it no longer (RISK-1, ACT-1).
    """

    kind: Literal["take_back_risk"] = "take_back_risk"
    risk: RiskId
    version: int
    reason: Words
    answered_by: Named[ActionId] = ()


RiskCommands = (
    RecordRisk | RaiseRisk | AgreeRisk | RecordNoRisks | SettleRisks | ChangeRisk | TakeBackRisk
)
