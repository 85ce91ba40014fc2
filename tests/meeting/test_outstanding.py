"""OUT-4, AG-1, ROLE-8: in the room an agency says itself what became of an action of an earlier
case: done, or not, for one of the protocol's reasons, and by when it does it all the same.
"""

from datetime import date
from typing import Final

import pytest

from agenda.likeness import compared_parties
from agenda.past.held import Progress, Settled
from agenda.past.outstanding import outstanding
from agenda.past.reading_out import earlier_id
from agenda.protocol import DayPart
from meeting.commands import AnswerOutstanding, BeginPart, DeclareConflict
from meeting.earlier import OutstandingAnswered
from meeting.held import answered_in_room
from meeting.room import Phase
from meeting.streams import Kind
from tests.given import A_PLAN, DAY, Given
from tests.meeting.test_earlier import an_action, an_earlier, begun, told
from tests.meeting.test_earlier_anew import anew

HELD: Final = an_earlier(an_action("A1"), an_action("A2", agencies=("health", "police")))
YEW: Final = earlier_id(HELD)
CHANGED, DID_NOT = "Circumstances changed", "The agency did not do it"
DONE: Final = AnswerOutstanding(earlier=YEW, label="A1", agency="housing", answered=0, done=True)
AGAIN: Final = DAY.replace(day=27)


def not_done(**facts: object) -> AnswerOutstanding:
    said = {"done": False, "reason": reasons()[0], "note": "She has moved.", **facts}
    return DONE.model_copy(update=said)


def reasons() -> tuple[str, ...]:
    return begun(HELD).room.protocol.actions.reasons_not_done


def here() -> Given:
    return begun(HELD).after("chair", BeginPart(part=DayPart.OUTSTANDING))


def test_out_4_an_agency_says_itself_that_its_part_is_done() -> None:
    here().when("housing", DONE).then(OutstandingAnswered(label="A1", agency="housing", done=True))


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("again", [None, AGAIN])
def test_out_4_or_that_it_is_not_for_one_of_two_reasons_and_by_when_it_will_be(
    which: int, again: date | None
) -> None:
    reason = reasons()[which]
    here().when("housing", not_done(reason=reason, due_again=again)).then(
        OutstandingAnswered(
            label="A1",
            agency="housing",
            done=False,
            reason=reason,
            note="She has moved.",
            due_again=again,
        )
    )


def test_out_4_nobody_answers_for_another_agency() -> None:
    for who in ("police", "idva"):
        here().when(who, DONE).refused("not_your_action", "agency")
    for who in ("chair", "observer"):
        here().when(who, DONE).refused("not_your_role")


def test_role_8_the_minute_taker_records_what_an_agency_says_that_is_here() -> None:
    for_health = DONE.model_copy(update={"label": "A2", "agency": "health"})
    here().when("minutes", for_health).then(
        OutstandingAnswered(label="A2", agency="health", done=True, on_behalf=True)
    )
    absent = told(HELD).everybody_signed(but=("health",))
    absent.when("minutes", for_health).refused("agency_not_here", "agency")


def test_act_4_each_agency_of_a_joint_action_answers_for_its_own_part() -> None:
    for_police = DONE.model_copy(update={"label": "A2", "agency": "police"})
    given = here().after("police", for_police)
    value = given.state.told_of(YEW)
    assert value is not None
    assert value.answer_to("A2", "police") is not None
    assert value.answer_to("A2", "health") is None


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (not_done(reason=""), "why_not_done", "reason"),
        (not_done(reason="No time"), "why_not_done", "reason"),
        (not_done(due_again=DAY.replace(day=2)), "date_before_meeting", "due_again"),
        (DONE.model_copy(update={"due_again": AGAIN}), "done_needs_no_reason", "reason"),
        (DONE.model_copy(update={"answered": 1}), "moved_on", "answered"),
    ],
)
def test_out_4_what_makes_no_sense_is_refused(
    command: AnswerOutstanding, code: str, field: str
) -> None:
    here().when("housing", command).refused(code, field)


def test_con_2_a_case_that_is_closed_and_one_that_is_not_there_are_answered_alike() -> None:
    closed = begun(HELD.model_copy(update={"closed_to": frozenset({"housing"})}))
    closed.when("housing", DONE).refused("not_outstanding", "earlier")
    nowhere = DONE.model_copy(update={"earlier": "nowhere"})
    here().when("housing", nowhere).refused("not_outstanding", "earlier")
    other = DONE.model_copy(update={"label": "A2"})
    here().when("housing", other).refused("not_outstanding", "earlier")


def test_con_2_nobody_out_of_it_is_told_what_was_answered() -> None:
    closed = HELD.model_copy(update={"closed_to": frozenset({"children"})})
    given = begun(closed).after("housing", not_done())
    assert "She has moved." in repr(given.seen_by("police"))
    assert "She has moved." not in repr(given.seen_by("children"))
    kinds = {s.kind for s, recorded in given.journal if "She has moved." in repr(recorded)}
    assert kinds == {Kind.EARLIER}


def test_con_2_nor_answers_who_is_out_of_todays_case_of_the_same_people() -> None:
    same = HELD.model_copy(update={"parties": compared_parties(A_PLAN.cases[0].parties)})
    given = begun(same)
    given.when("housing", DONE).allowed()
    out = given.after("housing", DeclareConflict(case="oak", reason="A cousin."))
    out.when("housing", DONE).refused("not_outstanding", "earlier")


def test_out_4_it_is_answered_while_cases_are_heard_and_until_the_list_is_approved() -> None:
    here().in_phase(Phase.SUMMARY).when("housing", DONE).allowed()
    here().case_called("1").when("housing", DONE).allowed()


def test_out_4_what_is_said_last_stands_and_outlasts_that_it_is_told_anew() -> None:
    given = here().after("housing", DONE)
    given.when("housing", not_done()).refused("moved_on", "answered")
    given = given.after("housing", not_done(answered=1))
    more = an_earlier(an_action("A1"), an_action("A3", text="Ring her."))
    value = anew(given, more).state.told_of(YEW)
    assert value is not None
    assert value.told is not None
    assert [part.label for part in value.told.outstanding] == ["A1", "A3"]
    last = value.answer_to("A1", "housing")
    assert last is not None
    assert not last.said.done


def test_out_4_what_was_said_is_there_for_the_office_when_the_meeting_ends() -> None:
    given = here().after("housing", not_done(due_again=AGAIN))
    (answered,) = answered_in_room(given.state)
    assert (answered.earlier, answered.label, answered.by) == (YEW, "A1", "housing")
    assert answered.settled == Settled(
        progress=Progress.NOT_DONE,
        reason=reasons()[0],
        note="She has moved.",
        on=DAY,
        due_again=AGAIN,
    )


def test_out_4_what_the_office_settled_meanwhile_is_the_offices() -> None:
    """The meeting was told anew, and has it no more."""
    given = here().after("housing", not_done(due_again=AGAIN))
    settled = an_action("A1", settled={"housing": Settled(progress=Progress.DONE)})
    assert answered_in_room(anew(given, an_earlier(settled)).state) == ()


def test_out_4_what_got_another_day_is_outstanding_until_then_and_says_why() -> None:
    said = Settled(
        progress=Progress.NOT_DONE, reason=CHANGED, note="She has moved.", due_again=AGAIN
    )
    held = an_earlier(an_action("A1", due=DAY.replace(day=3), settled={"housing": said}))
    (one,) = outstanding([held])
    assert (one.due, one.is_late(AGAIN), one.is_late(AGAIN.replace(day=28))) == (AGAIN, False, True)
    (told_of,) = begun(held).state.earlier()
    (part,) = told_of.outstanding
    assert (part.due, part.reason_before, part.note_before) == (AGAIN, CHANGED, "She has moved.")


def test_out_4_what_was_not_done_for_good_is_asked_for_no_more() -> None:
    said = Settled(progress=Progress.NOT_DONE, reason=DID_NOT)
    assert outstanding([an_earlier(an_action("A1", settled={"housing": said}))]) == ()
    with pytest.raises(ValueError, match="another day"):
        Settled(progress=Progress.DONE, due_again=AGAIN)
