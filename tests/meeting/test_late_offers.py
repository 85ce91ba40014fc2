"""What arrives after the close of its case: kept, nobody's action, answered (ACT-1, ACT-10)."""

from agenda.protocol import Stage
from meeting.case.late_offers import (
    InformationArrivedLate,
    LateOfferLeftOut,
    OfferArrivedLate,
)
from meeting.case.outcome import Outcome
from meeting.commands import Attend, LeaveOutOffer
from meeting.decide.late_offers import MOST_LATE
from meeting.papers import action_list
from meeting.room import Phase
from tests.given import (
    Given,
    a_hearing,
    a_room,
    record_action,
    share,
    volunteer,
    wording,
)
from tests.meeting.test_access import OUT, approved
from tests.meeting.test_reopening import reopened

WHY = "She has moved."


def over() -> Given:
    """Case 1 is closed; an agency's line was down while it was."""
    return a_hearing(Stage.PLANNING).case_closed()


def late() -> Given:
    """Housing's offer arrived after that."""
    return over().after("housing", volunteer(invited=("probation",)))


def leave_out(offer: str = "a1") -> LeaveOutOffer:
    return LeaveOutOffer(case="oak", offer=offer, reason=WHY)


def test_an_offer_that_arrives_after_the_close_is_kept_and_is_no_action() -> None:
    """ACT-1: nothing comes of it by itself; whoever reads the case sees it."""
    given = over()
    kept = OfferArrivedLate(
        action="a1", agency="housing", invited=("probation",), wording=wording()
    )
    after = given.when("housing", volunteer(invited=("probation",))).then(kept)
    assert after.case().plan == given.case().plan
    assert after.case().late_offers["a1"].is_open
    seen = after.seen_by("police").case("oak")
    assert seen is not None
    assert seen.late_offers["a1"].text == "Change the locks."


def test_what_an_agency_knows_arrives_late_and_is_kept_beside_what_was_heard() -> None:
    """CASE-3, ROLE-4."""
    after = over().when("police", share()).allowed()
    (event,) = [r.event for _, r in after.journal if isinstance(r.event, InformationArrivedLate)]
    assert event.text == "Strangled twice since May."
    assert not after.case().heard.points
    assert not after.case().heard.has_spoken("police")


def test_it_is_kept_until_the_list_is_approved_and_only_from_who_may_read_the_case() -> None:
    """CON-2, ATT-2, ACT-11: sums up, or another case is on; who came since does not read it."""
    for given in (over().case_called("2"), over().in_phase(Phase.SUMMARY)):
        assert given.when("housing", volunteer()).allowed().case().late_offers
    approved(over()).when("housing", volunteer()).refused("not_now")
    out = a_hearing(Stage.PLANNING).after("housing", OUT).case_closed()
    out.when("housing", volunteer()).refused("no_such_case")
    start = a_room().everybody_signed(but=("probation",)).case_called("1").case_closed()
    came = start.after("probation", Attend()).signed("probation")
    came.when("probation", volunteer()).refused("no_such_case")


def test_nobody_gives_for_another_agency_after_the_close() -> None:
    """ACT-1, ACT-5: the minute-taker reopens nothing and records nothing."""
    given = over()
    given.when("minutes", volunteer()).refused("not_your_role")
    given.when("minutes", record_action()).refused("not_now")
    given.when("observer", volunteer()).refused("not_your_role")


def test_it_is_kept_once() -> None:
    """ACT-1: under its own id, whoever sends it; and an agency has only so many that wait. No other
    agency's offer is lost for them, nor for what was left out.
    """
    given = late()
    given.when("housing", volunteer()).refused("already_there", "action")
    given.when("police", volunteer()).refused("already_there", "action")
    for number in range(2, MOST_LATE + 1):
        given = given.after("housing", volunteer(f"a{number}"))
    given.when("housing", volunteer("a99")).refused("case_is_full")
    assert given.when("police", volunteer("a99")).allowed().case().late_offers["a99"].is_open
    answered = given.after("chair", leave_out("a7"))
    assert answered.when("housing", volunteer("a99")).allowed().case().late_offers["a99"].is_open


def test_chair_or_minute_taker_leave_it_out_with_a_reason_that_stands() -> None:
    """ACT-10: once; nobody else does."""
    for who in ("chair", "minutes"):
        out = late().when(who, leave_out()).then(LateOfferLeftOut(offer="a1", reason=WHY))
        assert out.case().late_offers["a1"].left_out == WHY
        out.when("chair", leave_out()).refused("moved_on", "offer")
    for who in ("housing", "police", "observer"):
        late().when(who, leave_out()).refused("not_your_role")
    late().when("chair", leave_out("a2")).refused("moved_on", "offer")
    summed_up = late().in_phase(Phase.SUMMARY).after("minutes", leave_out())
    assert not summed_up.case().late_offers["a1"].is_open


def test_in_a_case_that_is_reopened_its_agency_alone_gives_it_again() -> None:
    """ACT-1: under the same id, in other words if it likes; then it is an action as any."""
    again = reopened(late()).at_stage(Stage.PLANNING)
    assert not again.case().plan.actions
    again.when("police", volunteer()).refused("already_there", "action")
    given = again.after("housing", volunteer(wording=wording("Change both locks.")))
    assert given.action().owners == ("housing",)
    assert not given.case().late_offers


def test_what_was_told_late_is_told_again_in_a_case_that_is_reopened() -> None:
    """CASE-3."""
    told = over().after("police", share())
    again = reopened(told).at_stage(Stage.PLANNING).after("police", share())
    assert list(again.case().heard.points) == ["i1"]
    assert not again.case().late_offers


def test_as_long_as_it_is_not_answered_it_is_open_at_the_next_close() -> None:
    """ACT-10: closing over it needs a reason."""
    words = "what Housing gave after the close is neither taken in nor left out"
    again = reopened(late()).at_stage(Stage.READ_BACK)
    assert words in again.gaps()
    again.when("chair", again.closing("oak", Outcome.HEARD)).refused("gaps_need_a_reason", "reason")
    assert words not in again.after("chair", leave_out()).gaps()


def test_the_paper_has_what_is_open_as_nobodys_action_and_what_was_left_out_with_why() -> None:
    """ACT-1, OUT-3: it is not lost where nobody answers before the approval."""
    given = late().after("police", share())
    for after, to_settle, left_out in (
        (given, ["Change the locks."], ()),
        (given.after("chair", leave_out()), [], (f"Housing, Change the locks.: {WHY}",)),
    ):
        done = approved(after)
        (case, *_) = action_list(done.state, done.reader("housing")).cases
        assert [each.text for each in case.to_settle] == to_settle
        assert {each.standing for each in case.to_settle} <= {"offered after the close"}
        assert case.left_out == left_out
        assert not case.actions
