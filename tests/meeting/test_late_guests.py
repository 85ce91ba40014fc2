"""What a guest gave that was on its way at the close of their case (ROLE-6, ACT-1)."""

import pytest

from agenda.protocol import Stage
from meeting.case.late_offers import OfferArrivedLate
from meeting.commands import DeclareConflict, Leave, StepOut
from meeting.decide.late_offers import MOST_LATE
from meeting.room import Phase
from tests.given import (
    CALLER,
    GUEST,
    Given,
    a_guest_in,
    a_room_with_guests,
    share,
    volunteer,
    wording,
)
from tests.meeting.test_access import approved
from tests.meeting.test_reopening import reopened


def let_out() -> Given:
    return a_guest_in(Stage.PLANNING).case_closed()


def test_role_6_a_guests_offer_in_flight_at_the_close_is_kept_as_everybodys() -> None:
    """ACT-1: no action; and the guest reads nothing more for it."""
    kept = OfferArrivedLate(action="a1", agency="midwifery", invited=(), wording=wording())
    given = let_out().when(GUEST, volunteer()).then(kept)
    assert given.case().late_offers["a1"].is_open
    assert not given.case().plan.actions
    assert not given.reads(GUEST)
    assert let_out().when(GUEST, share()).allowed().case().late_offers["i1"].agency == "midwifery"
    summed_up = let_out().in_phase(Phase.SUMMARY).after(GUEST, volunteer())
    assert summed_up.case().late_offers


@pytest.mark.parametrize("going", [StepOut(), Leave(), DeclareConflict(case="oak", reason="Kin.")])
def test_role_6_con_2_only_from_who_was_in_the_case_as_it_closed(going: StepOut) -> None:
    """Who had gone, or was out of it, takes the same path to the same answer as ever."""
    gone = a_guest_in(Stage.PLANNING).after(GUEST, going).case_closed()
    gone.when(GUEST, volunteer()).refused("not_present")


def test_role_6_nor_from_a_guest_of_another_case_nor_once_it_is_on_again_or_approved() -> None:
    waits = a_room_with_guests().everybody_signed().arrived(GUEST).signed(GUEST)
    waits.case_called("1").case_closed().when(GUEST, volunteer()).refused("not_present")
    let_out().when(GUEST, volunteer(case="elm")).refused("not_present")
    let_out().when(CALLER, volunteer()).refused("not_present")
    reopened(let_out()).when(GUEST, volunteer()).refused("not_present")
    approved(let_out()).when(GUEST, volunteer()).refused("no_such_case")


def test_con_2_the_answer_tells_nothing_of_what_became_of_the_case() -> None:
    """RES-2's promise: an id that is taken, a risk or an action that is not there."""
    named = wording(risks=("r1",), after="a7")
    given = let_out().after("police", volunteer()).when(GUEST, volunteer(wording=named)).allowed()
    assert given.case().late_offers["a1"].agency == "police"
    mine = given.case().late_offers["a1-late-1"]
    assert isinstance(mine.came, OfferArrivedLate)
    assert (mine.agency, mine.came.wording) == ("midwifery", wording())


def test_only_so_many_of_one_guest() -> None:
    given = let_out()
    for number in range(MOST_LATE):
        given = given.after(GUEST, volunteer(f"a{number}"))
    given.when(GUEST, volunteer("a99")).refused("not_present")
