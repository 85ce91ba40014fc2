"""What becomes of the risks of a case (RISK-2)."""

from client.acts.asking import about
from client.acts.form import Act, Choice, Form, Option, Several, Words
from client.view.rows import quiet, row, strong
from client.view.seen import Seen
from meeting.case.gaps import unsettled
from meeting.case.risks import Risk, Settlement
from meeting.commands import SeenRisk, SettleRisks
from meeting.labels import said_settled


def to_settle(seen: Seen) -> tuple[Risk, ...]:
    """The chair's own risks in the case looked at: of each it is said how it stands."""
    named = seen.case.risks.named.values() if seen.case is not None else ()
    return tuple(risk for risk in named if risk.agreed)


def settle(seen: Seen) -> Act | None:
    """How the risks that are ticked stand at the end: at first all of which it was not said yet."""
    case = seen.case
    if case is None or not (agreed := to_settle(seen)):
        return None
    versions = {risk.risk: risk.version for risk in agreed}
    return Form(
        "How the risks stand at the end",
        lambda answers: SettleRisks(
            case=case.case,
            settled=tuple(
                SeenRisk(risk=risk, version=versions[risk]) for risk in answers.many("settled")
            ),
            how=Settlement(answers.one("how")),
            why=answers.one("why"),
        ),
        (
            Choice("how", "They are", tuple(Option(how, how) for how in Settlement)),
            Several(
                "settled",
                "Which",
                tuple(Option(r.risk, f"{r.label} {r.text}", r.label) for r in agreed),
                tuple(risk.risk for risk in unsettled(case)),
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
