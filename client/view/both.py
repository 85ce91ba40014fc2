"""Today's plan of a case that came before, and the one of then (AG-7)."""

from client.view.earlier import plan_before
from client.view.plan import action_rows
from client.view.rows import Row, row, strong
from client.view.seen import Seen
from meeting.case.hearing import Case


def both_plans(seen: Seen, case: Case) -> tuple[Row, ...]:
    """Today's, and below it the one of before, where there is no room beside it."""
    return (
        row(strong("Today")),
        *action_rows(seen, case),
        row(""),
        row(strong("Before")),
        *plan_before(seen, case),
    )
