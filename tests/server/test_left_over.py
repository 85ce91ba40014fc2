"""What the last meeting did not hear is said to whoever arranges the next. CASE-6, CON-4."""

from dataclasses import replace
from pathlib import Path

import pytest

from meeting.case.hearing import OutOfIt
from meeting.case.outcome import Outcome
from meeting.commands import ApproveActionList
from meeting.room import Phase
from meeting.state import State
from meeting.streams import case_stream
from server.accounts import Post
from server.errors import StoreError
from server.published.desk import MeetingDesk
from server.published.errands import run
from server.published.left_over import left_over
from server.store import opened_store
from tests.given import A_PLAN, Given, a_room
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import written

AGAIN = {"from": A_PLAN.id, "day": "2026-12-16"}
NOT_HEARD = f"Not heard at {A_PLAN.id}: Case 2 and Case 3."


def over(outcome: Outcome = Outcome.DEFERRED) -> Given:
    """Case 1 was called and put off; the other two were not called."""
    ended = a_room().everybody_signed().case_called("1").case_closed("oak", outcome)
    return ended.in_phase(Phase.SUMMARY).after("chair", ApproveActionList())


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.DEFERRED, "Deferred there: Case 1."),
        (Outcome.EMERGENCY, "Left there to an emergency meeting: Case 1."),
    ],
)
def test_case_6_cases_that_were_not_heard_are_named_with_what_to_do(
    outcome: Outcome, words: str, tmp_path: Path
) -> None:
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        written(store, A_PLAN, over(outcome))
        store.office.accounts.give_post("minutes", Post.COORDINATOR)
        said = run(MeetingDesk(store), "again", AGAIN).said
    for sentence in (NOT_HEARD, words, "They are not in this draft: agenda carry takes"):
        assert sentence in said


def test_con_4_whoever_is_out_of_a_case_is_not_told_how_it_ended() -> None:
    state = over().state
    oak = replace(over().case("oak"), out_of_it={"minutes": OutOfIt.RECUSED})
    state = State({**state.streams, case_stream("oak"): oak})
    assert "Deferred there: Case 1." in [*left_over(state, ["chair"])]
    assert next(left_over(state, ["minutes"])) == NOT_HEARD
    assert "Case 1" not in " ".join(left_over(state, ["minutes"]))


def test_case_6_of_a_meeting_that_is_not_over_it_is_said_that_more_may_come() -> None:
    (said,) = left_over(a_room().state, ["minutes"])
    assert said.startswith(f"{A_PLAN.id} is not over: what it does not hear, or defers,")


def test_an_emergency_is_not_told_what_the_last_meeting_left_ag_9(tmp_path: Path) -> None:
    """AG-9: it hears one case, and takes over none."""
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        written(store, A_PLAN, over())
        store.office.accounts.give_post("minutes", Post.COORDINATOR)
        facts = {**AGAIN, "emergency": "yes", "at": "14:30"}
        said = run(MeetingDesk(store), "again", facts).said
    assert NOT_HEARD not in said
    assert "Deferred there" not in said


def test_a_draft_that_was_made_for_another_purpose_is_not_gone_on_with_ag_9(
    tmp_path: Path,
) -> None:
    """AG-9: an emergency goes on with the draft of an emergency, and with no other."""
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        written(store, A_PLAN, over())
        desk = MeetingDesk(store)
        run(desk, "again", {**AGAIN, "id": "next"})
        urgent = {**AGAIN, "id": "next", "emergency": "yes", "at": "14:30", "goes_on": "yes"}
        with pytest.raises(StoreError, match="There is a draft 'next' already"):
            run(desk, "again", urgent)
        assert (
            "is there already" in run(desk, "again", {**AGAIN, "id": "next", "goes_on": "1"}).said
        )
