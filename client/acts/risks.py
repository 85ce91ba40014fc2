"""What becomes of the risks of a case (RISK-2)."""

from collections.abc import Iterator
from dataclasses import replace

from client.acts.asking import about, reason
from client.acts.form import Act, Answers, Choice, Form, Option, Several, Unclear, Words
from client.acts.speaking import risk_fields
from client.view.plan import owners
from client.view.rows import Piece, Tone, quiet, row, strong
from client.view.seen import Seen
from meeting.case.actions import Action
from meeting.case.gaps import answering, unsettled
from meeting.case.risks import Risk, RiskFacts, Settlement
from meeting.commands import ChangeRisk, SeenRisk, SettleRisks, TakeBackRisk
from meeting.labels import said_settled
from meeting.values import RiskId


def to_settle(seen: Seen) -> tuple[Risk, ...]:
    """The chair's own risks in the case looked at: of each it is said how it stands."""
    named = seen.case.risks.named.values() if seen.case is not None else ()
    return tuple(risk for risk in named if risk.agreed)


def _ticked(answers: Answers) -> tuple[str, ...]:
    if not (ticked := answers.many("settled")):
        raise Unclear("settled", "Tick the risks that stand so, with the space bar.")
    return ticked


def settle(seen: Seen) -> Act | None:
    """How the risks that are ticked stand at the end: at first those of which it was not said yet
    and that some action answers.
    """
    case = seen.case
    if case is None or not (agreed := to_settle(seen)):
        return None
    versions = {risk.risk: risk.version for risk in agreed}
    return Form(
        "How the risks stand at the end",
        lambda answers: SettleRisks(
            case=case.case,
            settled=tuple(SeenRisk(risk=risk, version=versions[risk]) for risk in _ticked(answers)),
            how=Settlement(answers.one("how")),
            why=answers.one("why"),
        ),
        (
            Choice("how", "They are", tuple(Option(how, how) for how in Settlement)),
            Several(
                "settled",
                "Which",
                tuple(Option(r.risk, f"{r.label} {r.text}", r.label) for r in agreed),
                tuple(risk.risk for risk in unsettled(case) if answering(case, risk)),
            ),
            Words(
                "why", "Why", "if accepted: what could not be managed, and the barrier", tall=True
            ),
        ),
        cases=about(seen),
        said=tuple(
            row(strong(f"{risk.label} "), quiet(said_settled(risk)), indent=3)
            for risk in agreed
            if risk.settled is not None
        ),
        anew=settle,
    )


def pointed(seen: Seen) -> Risk | None:
    """The risk under the cursor."""
    return seen.case.risks.named.get(seen.selected) if seen.case is not None else None


def change(seen: Seen) -> Act | None:
    """The risk under the cursor, put otherwise (RISK-1)."""
    risk = pointed(seen)
    return _change(seen, risk.risk) if risk is not None else None


def _change(seen: Seen, which: RiskId) -> Form | None:
    case = seen.case
    risk = case.risks.named.get(which) if case is not None else None
    if case is None or risk is None:
        return None
    return Form(
        f"Change {risk.label}",
        lambda answers: ChangeRisk(
            case=case.case,
            risk=which,
            facts=RiskFacts(
                at_risk=answers.one("at_risk"),
                from_whom=answers.one("from_whom") or None,
                text=answers.one("text"),
                information=answers.many("information"),
            ),
            facts_seen=risk.facts,
        ),
        risk_fields(seen, case, risk.facts),
        cases=about(seen),
        said=(row(quiet("How it stands at the end is said anew then.")),) if risk.settled else (),
        entries=frozenset({which}),
        anew=lambda now: _change(now, which),
    )


def take_back(seen: Seen) -> Act | None:
    """The risk under the cursor is none of this case any more (RISK-1)."""
    risk = pointed(seen)
    return _take_back(seen, risk.risk) if risk is not None else None


def _take_back(seen: Seen, which: RiskId) -> Form | None:
    case = seen.case
    risk = case.risks.named.get(which) if case is not None else None
    if case is None or risk is None:
        return None
    actions = answering(case, risk)
    form = reason(
        f"Take back {risk.label}: {risk.text}",
        "Why",
        lambda why: TakeBackRisk(
            case=case.case,
            risk=which,
            version=risk.version,
            reason=why,
            answered_by=tuple(action.action for action in actions),
        ),
        seen,
    )
    return replace(
        form,
        said=tuple(row(Piece(words, Tone.WARNING), indent=2) for words in _left(seen, actions)),
        entries=frozenset({which}),
        anew=lambda now: _take_back(now, which),
    )


def _left(seen: Seen, actions: tuple[Action, ...]) -> Iterator[str]:
    """What becomes of each action that answers it, named before (ACT-1)."""
    for action in actions:
        yield f"{action.label} of {owners(seen, action)} answers it: {action.wording.text}"
    if actions:
        yield "What answers it stays as it is, and which risk it answers is open then."
