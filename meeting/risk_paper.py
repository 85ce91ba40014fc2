"""The grid of risks as a paper has it: by who is at risk, what answers each, and how it stands at
the end (RISK-1, RISK-2). No party is named in it, and of what was said it has why alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from meeting.case.actions import COMMITTED
from meeting.case.hearing import Case
from meeting.case.risks import Risk
from meeting.labels import said_settled, unnamed


@dataclass(frozen=True, slots=True)
class PaperRisk:
    """One risk: who is at risk and from whom, without names; the labels of the agencies' actions
    that answer it; and how it stands at the end, in words with why.
    """

    label: str
    at_risk: str
    from_whom: str
    answered_by: tuple[str, ...]
    stands: str


def paper_risks(case: Case) -> tuple[PaperRisk, ...]:
    """The risks of ``case``, those of one person at risk together, in the order named."""
    named = tuple(case.risks.named.values())
    return tuple(
        _risk(case, risk)
        for at_risk in dict.fromkeys(risk.at_risk for risk in named)
        for risk in named
        if risk.at_risk == at_risk
    )


def _risk(case: Case, risk: Risk) -> PaperRisk:
    return PaperRisk(
        label=risk.label,
        at_risk=unnamed(case, risk.at_risk),
        from_whom=unnamed(case, risk.from_whom),
        answered_by=tuple(_answering(case, risk)),
        stands=said_settled(risk) if risk.agreed else "raised, and not agreed by the chair",
    )


def _answering(case: Case, risk: Risk) -> Iterator[str]:
    for action in case.plan.actions.values():
        if risk.risk in action.wording.risks and action.standing in COMMITTED:
            yield action.label
