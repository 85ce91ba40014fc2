"""The risks of a case: RISK-1, RISK-2, and ROLE-4 for a risk that was missed."""

from typing import assert_never

from meeting.case.risks import (
    NoRisksIdentified,
    Risk,
    RiskAgreed,
    RiskRecorded,
    RiskSettled,
    Settlement,
)
from meeting.commands import (
    AgreeRisk,
    RaiseRisk,
    RecordNoRisks,
    RecordRisk,
    RiskCommands,
    SeenRisk,
    SettleRisks,
)
from meeting.decide.asking import MOST_RISKS, Hearing
from meeting.state import Placed
from meeting.values import RiskId
from meeting.words import Refused


def decide_risks(hearing: Hearing, command: RiskCommands) -> tuple[Placed, ...]:
    """Which risks the case has after ``command``."""
    match command:
        case RecordRisk():
            return _record(hearing, command, agreed=True)
        case RaiseRisk():
            return _record(hearing, command, agreed=False)
        case AgreeRisk():
            return _agree(hearing, command.risk)
        case RecordNoRisks():
            return _none(hearing)
        case SettleRisks():
            return _settle(hearing, command)
        case _:
            assert_never(command)


def _record(
    hearing: Hearing, command: RecordRisk | RaiseRisk, *, agreed: bool
) -> tuple[Placed, ...]:
    hearing.need_subject(command.at_risk, "at_risk")
    hearing.need_subject(command.from_whom, "from_whom")
    named = hearing.case.risks.named
    if command.risk in named:
        raise Refused("already_there", "risk")
    hearing.need_room_for(len(named), MOST_RISKS, "risks")
    if any(point not in hearing.case.heard.points for point in command.information):
        raise Refused("no_such_information", "information")
    recorded = RiskRecorded(
        risk=command.risk,
        at_risk=command.at_risk,
        from_whom=command.from_whom,
        text=command.text,
        information=command.information,
        agreed=agreed,
    )
    return hearing.in_case(recorded)


def _agree(hearing: Hearing, risk: RiskId) -> tuple[Placed, ...]:
    if _risk(hearing, risk).agreed:
        raise Refused("already_there", "risk")
    return hearing.in_case(RiskAgreed(risk=risk))


def _none(hearing: Hearing) -> tuple[Placed, ...]:
    risks = hearing.case.risks
    if risks.named:
        raise Refused("risks_are_recorded")
    if risks.none_identified:
        raise Refused("already_there")
    return hearing.in_case(NoRisksIdentified())


def _settle(hearing: Hearing, command: SettleRisks) -> tuple[Placed, ...]:
    """All of them or none: one key is one answer (RISK-2)."""
    if not command.settled:
        raise Refused("no_risk_ticked", "settled")
    if command.how is Settlement.ACCEPTED and not command.why:
        raise Refused("accepted_needs_why", "why")
    for seen in command.settled:
        _need_settleable(hearing, seen)
    return tuple(
        placed
        for risk in dict.fromkeys(seen.risk for seen in command.settled)
        for placed in hearing.in_case(RiskSettled(risk=risk, how=command.how, why=command.why))
    )


def _need_settleable(hearing: Hearing, seen: SeenRisk) -> None:
    """The chair's own, as they read it: what is only raised is agreed first (ROLE-4)."""
    found = _risk(hearing, seen.risk, "settled")
    if not found.agreed:
        raise Refused("agree_first", "settled", risk=found.label)
    if found.version != seen.version:
        raise Refused("moved_on", "settled")


def _risk(hearing: Hearing, risk: RiskId, field: str = "risk") -> Risk:
    found = hearing.case.risks.named.get(risk)
    if found is None:
        raise Refused("no_such_risk", field)
    return found
