"""The risks (RISK-1, RISK-2)."""

from typing import Literal

from meeting.case.risks import Settlement
from meeting.values import (
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


RiskCommands = RecordRisk | RaiseRisk | AgreeRisk | RecordNoRisks | SettleRisks
