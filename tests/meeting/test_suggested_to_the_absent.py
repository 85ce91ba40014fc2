"""A suggestion whose agency is not here, or of which two take charge at once (ACT-1)."""

from typing import Final

from agenda.protocol import Stage
from meeting.case.actions import Standing, SuggestionDeclined
from meeting.case.late_offers import OfferArrivedLate
from meeting.commands import (
    Attend,
    DeclineSuggestion,
    Leave,
    OpenFinishedCase,
    SuggestAction,
    TakeUpSuggestion,
)
from meeting.papers import own_actions
from meeting.room import Phase
from tests.given import Given, a_hearing, a_room, record_action, wording
from tests.meeting.test_access import approved
from tests.meeting.test_owner_out import COLLEAGUE, two_of_housing
from tests.meeting.test_reopening import reopened

SUGGEST: Final = SuggestAction(case="oak", action="a1", to="housing", wording=wording())
TAKE_UP: Final = TakeUpSuggestion(case="oak", action="a1", version=1, wording=wording("New locks."))
DECLINE: Final = DeclineSuggestion(case="oak", action="a1", reason="It is not our house.")


def left() -> Given:
    """Housing has left; the minute-taker writes down what the table would ask of it."""
    return a_hearing(Stage.PLANNING).after("housing", Leave()).after("minutes", SUGGEST)


def came_back() -> Given:
    """The case is closed, and housing is in the room again."""
    return left().case_closed().after("housing", Attend())


# Two of one agency


def test_act_1_two_colleagues_take_up_the_same_suggestion_and_the_second_is_told_who_did() -> None:
    given = two_of_housing(Stage.PLANNING).after("police", SUGGEST).after("housing", TAKE_UP)
    refusal = given.when(COLLEAGUE, TAKE_UP).refused("taken_up_already", "action")
    assert "Hugo Brook" in refusal.message
    given.when(COLLEAGUE, DECLINE).refused("taken_up_already", "action")
    given.when("police", TAKE_UP).refused("not_a_suggestion", "action")
    assert given.action().owners == ("housing",)


def test_act_1_what_a_colleague_has_declined_is_not_taken_up_over_them() -> None:
    given = two_of_housing(Stage.PLANNING).after("police", SUGGEST).after(COLLEAGUE, DECLINE)
    given.when("housing", TAKE_UP).refused("declined_already", "action")


# Its agency is not here


def test_act_1_for_who_is_not_here_it_is_suggested_and_never_recorded() -> None:
    """ACT-5: the sentence names the way."""
    given = a_hearing(Stage.PLANNING).after("housing", Leave())
    refusal = given.when("minutes", record_action("housing")).refused("suggest_instead", "agency")
    assert "(g)" in refusal.message
    held = given.after("minutes", SUGGEST)
    assert (held.action().standing, held.action().owners) == (Standing.SUGGESTED, ())


def test_act_10_at_the_close_it_is_said_where_it_goes() -> None:
    here = a_hearing(Stage.PLANNING).after("police", SUGGEST)
    assert "A1 neither taken up nor declined" in here.gaps()
    away = "A1 is for Housing, which is not here: it goes to them afterwards, to answer"
    assert away in left().gaps()


def test_act_1_out_2_it_stands_in_its_agencys_own_list_and_in_no_other_agencys() -> None:
    """Whoever left before it was suggested has it too, on the paper that is made afterwards."""
    for given in (
        approved(left().case_closed()),
        a_hearing(Stage.PLANNING).after("police", SUGGEST).case_closed(),
    ):
        own = own_actions(given.state, given.reader("housing"))
        assert own is not None
        ((action,),) = [case.to_settle for case in own.cases]
        assert (action.agencies, action.standing) == (("Housing",), "suggested")
        assert own_actions(given.state, given.reader("probation")) is None


def test_act_1_after_the_close_it_is_declined_with_a_reason() -> None:
    for given in (came_back(), came_back().in_phase(Phase.SUMMARY)):
        declined = given.when("housing", DECLINE).then(
            SuggestionDeclined(action="a1", agency="housing", reason="It is not our house.")
        )
        assert declined.action().standing is Standing.DECLINED
        given.when("police", DECLINE).refused("not_suggested_to_you", "action")


def test_act_1_act_6_taken_up_after_the_close_it_is_kept_for_whoever_leads_the_case() -> None:
    """Nobody has looked at it for danger, or read it back: it is no action until that is done."""
    kept = OfferArrivedLate(
        action="a1", agency="housing", invited=(), wording=wording("New locks.")
    )
    given = came_back().when("housing", TAKE_UP).then(kept)
    assert given.action().standing is Standing.SUGGESTED
    given.when("housing", TAKE_UP).refused("already_there", "action")
    again = reopened(given).at_stage(Stage.PLANNING).after("housing", TAKE_UP)
    assert again.action().owners == ("housing",)
    assert not again.case().late_offers


def test_act_1_who_comes_only_later_opens_the_case_and_answers() -> None:
    """ATT-2."""
    start = a_room().everybody_signed(but=("housing",)).case_called("1").at_stage(Stage.PLANNING)
    came = start.after("minutes", SUGGEST).case_closed().arrived("housing").signed("housing")
    came.when("housing", DECLINE).refused("no_such_case")
    opened = came.after("housing", OpenFinishedCase(case="oak"))
    opened.when("housing", DECLINE).allowed()


def test_act_11_once_the_list_is_approved_it_is_fixed() -> None:
    approved(came_back()).when("housing", DECLINE).refused("not_now")
