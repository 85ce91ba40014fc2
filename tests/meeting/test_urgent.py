"""An urgent action goes to its owner at the close of its case, and does not wait for the list
(ACT-12).
"""

from typing import Final

import pytest

from agenda.protocol import Stage
from meeting.case.actions import ActionGivenOut, Verdict
from meeting.case.hearing import CaseClosed
from meeting.case.outcome import Outcome
from meeting.commands import (
    ChangeAction,
    ConfirmAction,
    DeclareConflict,
    GiveOutAction,
    JudgeAction,
    SuggestAction,
)
from meeting.papers import ActionList, action_list, urgent_actions
from tests.given import DAY, Given, a_hearing, record_action, volunteer, wording
from tests.meeting.test_papers import approved
from tests.meeting.test_reopening import reopened

NOW: Final = wording("Move her tonight.", urgent=True, due=DAY)
GIVE: Final = GiveOutAction(case="oak", action="a1", version=1)
CONFIRM: Final = ConfirmAction(case="oak", action="a1", version=1)
GIVEN_OUT: Final = ActionGivenOut(action="a1", version=1)


def offered() -> Given:
    return a_hearing(Stage.READ_BACK).after("housing", volunteer(wording=NOW))


def urgent(given: Given, who: str = "housing") -> ActionList | None:
    return urgent_actions(given.state, given.reader(who))


def given_out(given: Given) -> list[ActionGivenOut]:
    events = (recorded.event for _, recorded in given.journal)
    return [event for event in events if isinstance(event, ActionGivenOut)]


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.INAPPROPRIATE])
def test_an_urgent_action_is_given_out_at_the_close_however_the_case_ends(
    outcome: Outcome,
) -> None:
    """ACT-12, CASE-6: in the same commit, before it."""
    closed = offered().case_closed(outcome=outcome)
    events = [recorded.event for _, recorded in closed.journal]
    assert isinstance(events[events.index(GIVEN_OUT) + 1], CaseClosed)
    assert closed.action().given_out_at == closed.case().closing.at  # type: ignore[union-attr] # it is closed


def test_what_is_not_urgent_or_nobodys_own_or_stopped_is_not_given_out() -> None:
    """ACT-12, ACT-1, ACT-5, ACT-6."""
    unsafe = JudgeAction(
        case="oak", action="a1", version=1, verdict=Verdict.UNSAFE, why="He knows."
    )
    suggested = SuggestAction(case="oak", action="a1", to="housing", wording=NOW)
    recorded = record_action().model_copy(update={"wording": NOW})
    for given in (
        a_hearing(Stage.READ_BACK).after("housing", volunteer()),
        a_hearing(Stage.READ_BACK).after("police", suggested),
        a_hearing(Stage.READ_BACK).after("minutes", recorded),
        offered().after("idva", unsafe),
    ):
        assert given_out(given.case_closed()) == []


def test_before_the_close_chair_or_minute_taker_give_it_out_once_it_is_confirmed() -> None:
    """ACT-12, ACT-9."""
    offered().when("chair", GIVE).refused("not_confirmed_yet", "action")
    ready = offered().after("housing", CONFIRM)
    for who in ("chair", "minutes"):
        out = ready.when(who, GIVE).then(GIVEN_OUT)
        out.when(who, GIVE).refused("given_out_already", "action")
        assert given_out(out.case_closed()) == [GIVEN_OUT]
    for who in ("housing", "police", "observer"):
        ready.when(who, GIVE).refused("not_your_role")
    plain = a_hearing(Stage.READ_BACK).after("housing", volunteer(), CONFIRM)
    plain.when("chair", GIVE).refused("not_urgent", "action")


def test_what_is_changed_since_is_given_out_anew_and_what_is_not_is_given_out_once() -> None:
    """ACT-12, ACT-13: also where its case is reopened."""
    out = offered().after("housing", CONFIRM).after("chair", GIVE)
    other = wording("Move her tonight, by taxi.", urgent=True, due=DAY)
    changed = out.after("housing", ChangeAction(case="oak", action="a1", version=1, wording=other))
    assert len(given_out(changed.case_closed())) == 2
    again = reopened(out.case_closed()).case_closed()
    assert given_out(again) == [GIVEN_OUT]


def test_the_list_says_what_was_given_out_and_when() -> None:
    """ACT-12, ACT-11: nobody takes it for another action at approval."""
    whole = action_list(approved(offered()).state, offered().reader("police"))
    assert whole.cases[0].actions[0].standing.startswith("offered, given out at 09:")


def test_its_agency_has_a_paper_of_its_own_with_nothing_else() -> None:
    """ACT-12, OUT-2: no other action, and no other agency's."""
    other = volunteer("a2", wording=wording("Flag the address.", urgent=True))
    closed = offered().after("housing", volunteer("a3")).after("police", other).case_closed()
    paper = urgent(closed)
    assert paper is not None
    assert paper.urgent
    assert paper.is_draft
    assert [action.text for case in paper.cases for action in case.actions] == [NOW.text]
    assert urgent(closed, "probation") is None
    assert urgent(offered()) is None


def test_who_is_out_of_the_case_has_no_paper_of_it() -> None:
    """CON-2: also of their own agency."""
    closed = offered().after("housing", CONFIRM).after("chair", GIVE)
    assert urgent(closed) is not None
    out = closed.after("housing", DeclareConflict(case="oak", reason="My cousin."))
    assert urgent(out) is None
