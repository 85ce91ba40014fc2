"""The risks of a case: RISK-1, RISK-2, and ROLE-4 for a risk that was missed."""

from typing import assert_never

from meeting.case.gaps import answering
from meeting.case.risks import (
    NoRisksIdentified,
    Risk,
    RiskAgreed,
    RiskChanged,
    RiskFacts,
    RiskRecorded,
    RiskSettled,
    RiskTakenBack,
    Settlement,
)
from meeting.commands import (
    AgreeRisk,
    ChangeRisk,
    RaiseRisk,
    RecordNoRisks,
    RecordRisk,
    RiskCommands,
    SeenRisk,
    SettleRisks,
    TakeBackRisk,
)
from meeting.decide.asking import MOST_RISKS, Hearing
from meeting.decide.merging import put_together
from meeting.labels import listed
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
            return _agree(hearing, command)
        case RecordNoRisks():
            return _none(hearing)
        case SettleRisks():
            return _settle(hearing, command)
        case ChangeRisk():
            return _change(hearing, command)
        case TakeBackRisk():
            return _take_back(hearing, command)
        case _:
            assert_never(command)


def _record(
    hearing: Hearing, command: RecordRisk | RaiseRisk, *, agreed: bool
) -> tuple[Placed, ...]:
    _need_facts(hearing, command)
    there = {**hearing.case.risks.named, **hearing.case.risks.gone}
    if command.risk in there:
        raise Refused("already_there", "risk")
    hearing.need_room_for(len(there), MOST_RISKS, "risks")
    recorded = RiskRecorded(
        risk=command.risk,
        at_risk=command.at_risk,
        from_whom=command.from_whom,
        text=command.text,
        information=command.information,
        agreed=agreed,
    )
    return hearing.in_case(recorded)


def _need_facts(hearing: Hearing, facts: RecordRisk | RaiseRisk | RiskFacts) -> None:
    hearing.need_subject(facts.at_risk, "at_risk")
    hearing.need_subject(facts.from_whom, "from_whom")
    if any(point not in hearing.case.heard.points for point in facts.information):
        raise Refused("no_such_information", "information")


def _agree(hearing: Hearing, command: AgreeRisk) -> tuple[Placed, ...]:
    found = _risk(hearing, command.risk)
    if found.agreed:
        raise Refused("already_there", "risk")
    if command.version is not None and command.version != found.version:
        raise Refused("changed_meanwhile", "risk", now=found.text)
    return hearing.in_case(RiskAgreed(risk=command.risk))


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


def _change(hearing: Hearing, command: ChangeRisk) -> tuple[Placed, ...]:
    """What somebody else changed meanwhile stays; what both changed comes back to the sender."""
    risk = _risk(hearing, command.risk)
    _need_facts(hearing, command.facts)
    facts = put_together(hearing.case, command.facts_seen, risk.facts, command.facts)
    _need_facts(hearing, facts)
    if facts == risk.facts:
        raise Refused("already_there", "facts")
    return hearing.in_case(RiskChanged(risk=command.risk, **facts.model_dump()))


def _take_back(hearing: Hearing, command: TakeBackRisk) -> tuple[Placed, ...]:
    """Whoever takes it back has been told which actions answer it: they stay their agencies', as
    they are confirmed, and which risk they answer is open (ACT-1, ACT-2).
    """
    risk = _risk(hearing, command.risk)
    if risk.version != command.version:
        raise Refused("changed_meanwhile", "risk", now=risk.text)
    unseen = [a.label for a in answering(hearing.case, risk) if a.action not in command.answered_by]
    if unseen:
        raise Refused("answered_meanwhile", "answered_by", actions=listed(unseen, "and"))
    return hearing.in_case(RiskTakenBack(risk=command.risk, reason=command.reason))
