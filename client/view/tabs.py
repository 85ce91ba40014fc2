"""The tabs of a case, with how much is in each."""

from enum import Enum

from client.view.rows import Line, Piece, Tone
from client.view.seen import Seen


class Tab(Enum):
    """One pane of a case; the value is its name."""

    PARTIES = "Parties"
    INFORMATION = "Information"
    RISKS = "Risks"
    ACTIONS = "Actions"
    TABLE = "Table"
    BEFORE = "Before"


TABS = tuple(Tab)
TOGETHER = "\N{NO-BREAK SPACE}"
"""Between a name and its count: where the names take two lines, it is not torn apart."""


def has_plan_before(seen: Seen) -> bool:
    """Whether the case looked at is a repeat, and this person reads the plan of then (AG-7)."""
    past = seen.state.past(seen.case.case) if seen.case is not None else None
    return past is not None and bool(past.hearings)


def tabs_of(seen: Seen, *, narrow: bool) -> tuple[Tab, ...]:
    """The tabs that there are: the table where it has no room beside the case, and both plans where
    there is one of before.
    """
    left_out = {
        *(() if narrow else (Tab.TABLE,)),
        *(() if has_plan_before(seen) else (Tab.BEFORE,)),
    }
    return tuple(tab for tab in TABS if tab not in left_out)


def tab_line(seen: Seen, chosen: Tab, *, narrow: bool) -> Line:
    """The names of the tabs; the one that is open stands in brackets."""
    tabs = tabs_of(seen, narrow=narrow)
    counts = _counts(seen)
    pieces: list[Piece] = []
    for tab in tabs:
        count = counts.get(tab, 0)
        name = f"{tab.value}{TOGETHER}{count}" if count else tab.value
        words = f"[{name}]" if tab is chosen else name
        gap = [Piece(" ")] if pieces else []
        pieces += [*gap, Piece(words, Tone.STRONG if tab is chosen else Tone.QUIET)]
    return Line(tuple(pieces))


def _counts(seen: Seen) -> dict[Tab, int]:
    case = seen.case
    if case is None:
        return {}
    return {
        Tab.INFORMATION: len(case.heard.points),
        Tab.RISKS: len(case.risks.named),
        Tab.ACTIONS: len(case.plan.actions),
    }
