"""How a case ends creates what follows from it: for the coordinator, in words, of the cases that
they may read (CASE-6 to CASE-8, CON-3).
"""

import pytest

from agenda.protocol import Stage
from agenda.protocol.reading import read_protocol
from client.view.seen import Seen
from client.view.summary import summary_head
from meeting.access import Medium, may_read
from meeting.case.outcome import Outcome
from meeting.commands import CloseCase, DeclareConflict
from meeting.follow_up import follow_ups
from meeting.papers import action_list
from meeting.room import Phase
from server.coordinating.published import published
from tests.given import A_PLAN, Given, a_hearing
from tests.given import given as a_room_by
from tests.meeting.test_withdrawal import closed as withdrawn


def ended(outcome: Outcome, where: str = "", given: Given | None = None) -> Given:
    before = given or a_hearing(Stage.ROUND)
    called = before.case().clock.called
    assert called is not None
    close = CloseCase(
        case="oak", called=called, outcome=outcome, reason="She has moved.", where=where
    )
    return before.after("chair", close)


def transferred() -> Given:
    return ended(Outcome.TRANSFER, "Southvale")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (ended(Outcome.DEFERRED), "Case 1: bring its referral into the next meeting."),
        (ended(Outcome.EMERGENCY), "Case 1: call an emergency meeting for it, asked for at 09:00."),
        (transferred(), "Case 1: hand it over to Southvale."),
        (withdrawn(), "Case 1: write to all representatives that its flags come off."),
    ],
)
def test_case_6_each_outcome_says_what_the_coordinator_does_then(given: Given, words: str) -> None:
    """CASE-7, CASE-8."""
    assert follow_ups(given.state) == (words,)


def test_case_6_of_a_case_that_was_heard_nothing_is_to_follow_up() -> None:
    heard = a_hearing().at_stage(Stage.READ_BACK).case_closed(outcome=Outcome.HEARD)
    assert follow_ups(heard.state) == ()


def test_ag_9_an_emergency_is_counted_from_when_it_was_asked_for() -> None:
    protocol = read_protocol("deadlines.emergency = '72 hours after'")
    room = a_room_by(A_PLAN.model_copy(update={"protocol": protocol}))
    given = ended(Outcome.EMERGENCY, given=room.everybody_signed().case_called())
    assert "72 hours after it was asked for at 09:00." in follow_ups(given.state)[0]


def test_case_8_where_a_case_is_handed_over_to_is_said() -> None:
    given = a_hearing(Stage.ROUND)
    called = given.case().clock.called
    assert called is not None
    nowhere = CloseCase(
        case="oak", called=called, outcome=Outcome.TRANSFER, reason="She has moved."
    )
    given.when("chair", nowhere).refused("where_to", "where")
    closing = transferred().case().closing
    assert closing is not None
    assert (closing.outcome, closing.where) == (Outcome.TRANSFER, "Southvale")


def test_case_8_where_to_stands_on_the_paper_and_with_no_other_outcome() -> None:
    given = transferred()
    (case,) = action_list(given.state, given.reader("police", Medium.PAPER)).cases
    assert (case.outcome, case.reason) == (
        "transfer to another MARAC",
        "To Southvale. She has moved.",
    )
    deferred = ended(Outcome.DEFERRED, "Southvale").case().closing
    assert deferred is not None
    assert deferred.where == ""


def test_con_3_who_is_out_of_a_case_is_told_nothing_of_what_follows_from_it() -> None:
    """Neither in the summary nor at the desk."""
    out = a_hearing(Stage.ROUND).after("housing", DeclareConflict(case="oak", reason="A cousin."))
    given = ended(Outcome.TRANSFER, "Southvale", out).in_phase(Phase.SUMMARY)
    for who, told in (("police", True), ("housing", False)):
        readable = may_read(given.state, given.reader(who))
        seen = Seen(given.state.only(readable), who, given.now)
        summary = "\n".join(row.text for row in summary_head(seen))
        assert ("Case 1: hand it over to Southvale." in summary) is told
        desk = published(given.state, given.now, readable=readable)
        assert bool(desk.follow_up) is told
    assert not published(given.state, given.now).follow_up
