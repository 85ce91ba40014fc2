"""An action whose owner is out of the case since: a colleague confirms it, or the chair says why
not (ACT-9, ACT-10, CON-2).
"""

from typing import Final

import pytest

from agenda.plan import ExpectedPerson, Role
from agenda.protocol import Stage
from meeting.case.actions import OwnerOutOfIt, Standing
from meeting.case.hearing import OutOfIt, PersonOutOfIt
from meeting.case.outcome import Outcome
from meeting.commands import (
    ApproveActionList,
    ConfirmAction,
    DeclareConflict,
    NameWhoTells,
    RecordConflict,
    RuleOnConflict,
    TickOut,
)
from meeting.conflict import Ruling
from meeting.papers import action_list
from meeting.room import Phase
from meeting.state import Placed
from meeting.streams import case_stream
from tests.given import A_PLAN, Given, given, volunteer, wording
from tests.meeting.test_access import approved
from tests.meeting.test_reopening import reopened

COLLEAGUE: Final = "hana"


def watches(person: ExpectedPerson) -> bool:
    return person.role is Role.OBSERVER


PLAN: Final = A_PLAN.model_copy(
    update={
        "people": (
            *(
                person.model_copy(update={"agency": "housing"}) if watches(person) else person
                for person in A_PLAN.people
            ),
            ExpectedPerson(id=COLLEAGUE, name="Hana Frost", agency="housing"),
        )
    }
)
CONFIRM: Final = ConfirmAction(case="oak", action="a1", version=1)
OUT: Final = DeclareConflict(case="oak", reason="My cousin.")
WAITS: Final = (
    "A1: Hugo Brook of Housing is out of this case; a colleague of Housing confirms it, or say why"
)


def two_of_housing(stage: Stage = Stage.READ_BACK) -> Given:
    """Hugo and Hana are here for housing; ``oak`` stands at ``stage``."""
    here = given(PLAN).everybody_signed().arrived(COLLEAGUE).signed(COLLEAGUE)
    return here.case_called("1").at_stage(stage)


def confirmed() -> Given:
    """Hugo offered A1 and confirmed it."""
    return two_of_housing().after("housing", volunteer(), CONFIRM)


def test_what_somebody_confirmed_who_is_out_of_it_since_is_confirmed_by_a_colleague() -> None:
    """ACT-9, CON-2: until then it is open."""
    assert confirmed().action().standing is Standing.CONFIRMED
    out = confirmed().after("housing", OUT)
    assert WAITS in out.gaps()
    assert out.action().standing is Standing.OFFERED
    again = out.after(COLLEAGUE, CONFIRM)
    assert again.action().standing is Standing.CONFIRMED
    assert not any("is out of this case" in words for words in again.gaps())


def test_the_event_stands_in_the_case_which_they_do_not_read() -> None:
    """CON-2."""
    recused = RecordConflict(case="oak", person="housing", reason="He is her landlord.")
    before = confirmed()
    after = before.after("chair", recused)
    events = [recorded.event for _, recorded in after.journal[len(before.journal) :]]
    gone = OwnerOutOfIt(action="a1", agency="housing", person="housing")
    assert events.count(gone) == 1
    assert events.index(PersonOutOfIt(person="housing", standing=OutOfIt.WITHHELD)) < events.index(
        gone
    )
    assert not after.reads("housing")


def test_it_can_be_left_so_with_a_reason() -> None:
    """ACT-10."""
    out = confirmed().after("housing", OUT)
    closed = out.after("chair", out.closing("oak", Outcome.HEARD, "Hana rings today."))
    closing = closed.case().closing
    assert closing is not None
    assert WAITS in closing.gaps


def test_who_may_stay_is_not_out_of_it_and_confirms_again() -> None:
    """CON-2."""
    stays = RuleOnConflict(case="oak", person="housing", ruling=Ruling.STAYS, reason="Long ago.")
    back = confirmed().after("housing", OUT).after("chair", stays)
    assert "A1 not confirmed at the read-back" in back.gaps()
    assert WAITS not in back.gaps()
    assert back.after("housing", CONFIRM).action().standing is Standing.CONFIRMED


@pytest.mark.parametrize(
    ("named", "waits"), [("Hugo Brook", True), (" hugo  brook ", True), ("Hana Frost", False)]
)
def test_an_action_waits_for_a_colleague_of_who_is_named_for_it(named: str, waits: bool) -> None:  # noqa: FBT001 - a column of the table
    """ACT-2, ACT-9: whoever of the agency offered it."""
    offer = volunteer(wording=wording(named=named))
    out = two_of_housing().after(COLLEAGUE, offer, CONFIRM).after("housing", OUT)
    assert (WAITS in out.gaps()) is waits


def test_whose_last_at_the_table_is_out_of_it_has_nobody_to_confirm() -> None:
    """ACT-9: also what a colleague had offered who has gone out before."""
    first = two_of_housing().after(COLLEAGUE, volunteer()).after("housing", OUT)
    assert not any("is out of this case" in words for words in first.gaps())
    both = first.after(COLLEAGUE, OUT)
    words = "A1: Hana Frost of Housing is out of this case; nobody else of Housing is here"
    assert any(each.startswith(words) for each in both.gaps())


def test_neither_an_observer_nor_another_agency_makes_an_action_wait() -> None:
    """ACT-9."""
    for who in ("observer", "police", COLLEAGUE):
        assert confirmed().after(who, OUT).action().standing is Standing.CONFIRMED


def test_whoever_was_to_tell_the_victim_and_is_out_of_it_is_open_again() -> None:
    """ACT-8, CON-2."""
    told = two_of_housing().after("housing", NameWhoTells(case="oak", agency="housing"))
    words = "Housing was to tell the victim, and is out of this case"
    one = told.after("housing", OUT)
    assert words not in one.gaps()
    assert words in one.after(COLLEAGUE, OUT).gaps()


def heard() -> Given:
    """Case 1 was closed as heard, with A1 that Hugo confirmed."""
    given = confirmed()
    return given.after("chair", given.closing("oak", Outcome.HEARD, "Nothing else."))


@pytest.mark.parametrize("phase", [Phase.HEARING, Phase.SUMMARY])
def test_who_goes_out_of_it_after_the_close_confirmed_nothing_either(phase: Phase) -> None:
    """ACT-9, ACT-11, CON-2: the list is not approved as if they had; the action is on it."""
    given = heard() if phase is Phase.HEARING else heard().in_phase(phase)
    out = given.after("housing", OUT)
    assert out.action().standing is Standing.OFFERED
    stays = RuleOnConflict(case="oak", person="housing", ruling=Ruling.STAYS, reason="Long ago.")
    assert out.after("chair", stays).action().owner_out == {}
    summed_up = out.in_phase(Phase.SUMMARY) if phase is Phase.HEARING else out
    held = summed_up.after("chair", ApproveActionList())
    paper = action_list(held.state, held.reader("police"))
    (case,) = (each for each in paper.cases if each.label == "Case 1")
    assert [action.standing for action in case.actions] == ["offered"]


def test_reopened_it_waits_for_a_colleague() -> None:
    """ACT-9, ACT-10, CON-2: it is a point of its own when the case is closed again."""
    again = reopened(heard().after("housing", OUT))
    assert WAITS in again.gaps()
    on = again.after("chair", TickOut(case="oak", person="housing")).at_stage(Stage.READ_BACK)
    assert on.after(COLLEAGUE, CONFIRM).action().standing is Standing.CONFIRMED


def test_a_reopening_looks_again_for_who_spoke_and_is_out_of_it() -> None:
    """ACT-9, CON-2: as when they went out of a case that was over and nothing waited for it."""
    gone = (Placed(case_stream("oak"), PersonOutOfIt(person="housing", standing=OutOfIt.RECUSED)),)
    before = heard().happened(gone, "chair")
    assert before.action().standing is Standing.CONFIRMED
    again = reopened(before)
    assert again.action().standing is Standing.OFFERED
    assert WAITS in again.gaps()
    colleague = confirmed().after("housing", OUT).after(COLLEAGUE, CONFIRM).room_left()
    closed = colleague.after("chair", colleague.closing("oak", Outcome.HEARD, "Nothing else."))
    assert reopened(closed).action().standing is Standing.CONFIRMED


def test_what_is_approved_stays_as_it_was_when_an_owner_goes_out_of_it() -> None:
    """ACT-11: the list is fixed."""
    assert approved(heard()).after("housing", OUT).action().standing is Standing.CONFIRMED
