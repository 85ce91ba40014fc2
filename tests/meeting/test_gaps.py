"""ACT-10: every kind of open point blocks the close of a case, and yields to a reason, which then
stands in the minutes. ACT-8: who tells the victim. ACT-1: nobody is given that as a task.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pytest

from agenda.protocol import Check, HearingRules, Stage
from meeting.case.actions import Verdict
from meeting.case.checks import Aim, AimAnswered, NobodyTells, TellingSuggested, TellingTaken
from meeting.case.gaps import FINDERS, Gap
from meeting.case.outcome import Outcome
from meeting.commands import (
    AnswerAim,
    AnyCommand,
    ChangeAction,
    DeclareConflict,
    EnterStage,
    JudgeAction,
    NameWhoTells,
    RaiseRisk,
    RecordRisk,
    SuggestAction,
    WithdrawAction,
)
from tests.given import A_PLAN, DAY, Given, a_hearing, record_action, volunteer, wording
from tests.given import given as a_room_by
from tests.meeting.test_closing import all_heard, settled
from tests.meeting.test_reopening import reopened
from tests.meeting.test_withdrawal import asked

BAIL: Final = RecordRisk(case="oak", risk="r2", at_risk="victim", text="He has a key.")
SMART: Final = wording(due=DAY, risks=("r1",), for_whom="victim", done_when="Job sheet.")
WHY: Final = "She is told on Monday, and the rest by telephone."
Room = Callable[[], Given]


def offered(**facts: Any) -> Room:
    """A settled case, and then one action more, of police."""
    return lambda: settled().after("police", volunteer("a2", wording=wording(**facts)))


def then(who: str, *commands: AnyCommand) -> Room:
    return lambda: settled().after(who, *commands)


def without(*checks: Check) -> Given:
    """Read back, and nothing else: by a protocol that has these checked alone."""
    protocol = A_PLAN.protocol.model_copy(update={"hearing": HearingRules(checks=checks)})
    day = A_PLAN.model_copy(update={"protocol": protocol})
    return a_room_by(day).everybody_signed().case_called().at_stage(Stage.READ_BACK)


def bare() -> Given:
    return all_heard().at_stage(Stage.READ_BACK)


def passed_over() -> Given:
    given = a_hearing(Stage.PLANNING)
    over = EnterStage(
        case="oak", from_stage=Stage.PLANNING, stage=Stage.READ_BACK, reason="No time."
    )
    return given.after("chair", over)


def late_offer() -> Given:
    """Settled and closed; an offer arrived after that, and the case is heard further."""
    closed = settled().after("chair", settled().closing("oak", Outcome.HEARD))
    return reopened(closed.after("police", volunteer("a2"))).at_stage(Stage.READ_BACK)


@dataclass(frozen=True)
class Open:
    """A room in which a point is open, and how the table says it."""

    room: Room
    words: str


UNSAFE: Final = JudgeAction(
    case="oak", action="a1", version=1, verdict=Verdict.UNSAFE, why="He reads her post."
)
SUGGESTED: Final = SuggestAction(case="oak", action="a2", to="housing", wording=SMART)
RAISED: Final = RaiseRisk(case="oak", risk="r2", at_risk="staff", text="He has a dog.")
GAPS: Final = {
    Gap.UNSAFE: Open(then("idva", UNSAFE), "A1 stopped as unsafe"),
    Gap.NO_SAFETY_CHECK: Open(offered(), "the plan has no safety check"),
    Gap.ACTION_UNCHECKED: Open(offered(), "A2 has no safety check"),
    Gap.NOBODY_TELLS: Open(bare, "nobody to tell the victim, nor said why not"),
    Gap.VICTIM: Open(bare, "no action keeps the victim safe, nor said why none is needed"),
    Gap.CHILDREN: Open(bare, "no action safeguards the children, nor said why none is needed"),
    Gap.PERPETRATOR: Open(bare, "no action addresses the perpetrator, nor said why none is needed"),
    Gap.STAFF: Open(bare, "no action protects staff, nor said why none is needed"),
    Gap.LINKS: Open(bare, "no link was considered yet"),
    Gap.NO_RISKS: Open(bare, "no risks named, nor said that there are none"),
    Gap.RISK_NOT_AGREED: Open(then("police", RAISED), "R2 was raised and not agreed"),
    Gap.RISK_UNANSWERED: Open(then("chair", BAIL), "R2 has no action"),
    Gap.LATE_OFFER: Open(
        late_offer, "what Police gave after the close is neither taken in nor left out"
    ),
    Gap.WITHDRAWAL: Open(
        lambda: asked().at_stage(Stage.READ_BACK),
        "Police asks to withdraw its referral, and nobody has said otherwise",
    ),
    Gap.NOT_HEARD: Open(passed_over, "Housing not heard"),
    Gap.PASSED_OVER: Open(passed_over, "passed over: safety check"),
    Gap.SUGGESTION_OPEN: Open(then("police", SUGGESTED), "A2 neither taken up nor declined"),
    Gap.NOT_CONFIRMED: Open(
        then("minutes", record_action("health", "a2")), "A2 not confirmed by its agency"
    ),
    Gap.OWNER_OUT: Open(
        then("housing", DeclareConflict(case="oak", reason="My cousin.")),
        "A1: Hugo Brook of Housing is out of this case; nobody else of Housing is here, or say why",
    ),
    Gap.NO_DATE: Open(offered(), "A2 has no date"),
    Gap.UNSAID: Open(
        offered(due=DAY, risks=("r1",), for_whom="victim"),
        "A2 does not say what will show that it was done",
    ),
    Gap.INVITED: Open(
        then("police", volunteer("a2", invited=("housing",))),
        "A2 waits for another agency to join",
    ),
    Gap.RISK_UNSETTLED: Open(then("chair", BAIL), "R2 not said to be reduced, removed or accepted"),
    Gap.NOT_READ_BACK: Open(offered(), "the actions were not read back"),
}


def test_every_gap_is_shown_below_and_none_is_without_what_finds_it() -> None:
    assert set(GAPS) == set(Gap) == set(FINDERS)


@pytest.mark.parametrize("gap", Gap)
def test_a_gap_blocks_the_close_and_yields_to_a_reason_that_stands_in_the_minutes(
    gap: Gap,
) -> None:
    """ACT-10, ACT-9."""
    assert list(FINDERS[gap](settled().room, settled().case())) == []
    given, words = GAPS[gap].room(), GAPS[gap].words
    refusal = given.when("chair", given.closing("oak", Outcome.HEARD)).refused(
        "gaps_need_a_reason", "reason"
    )
    assert words in refusal.message
    closed = given.after("chair", given.closing("oak", Outcome.HEARD, WHY)).case().closing
    assert closed is not None
    assert words in closed.gaps
    assert closed.reason == WHY


# What answers a risk


@pytest.mark.parametrize("gone", [SUGGESTED, UNSAFE])
def test_what_is_suggested_or_stopped_answers_no_risk(gone: AnyCommand) -> None:
    """ACT-10, ACT-1, ACT-6."""
    given = settled().after("chair", BAIL)
    r2 = SMART.model_copy(update={"risks": ("r2",)})
    if isinstance(gone, SuggestAction):
        given = given.after("police", gone.model_copy(update={"wording": r2}))
        assert "R2 has no action" in given.gaps()
        return
    given = given.after("idva", gone)
    assert "R1 has no action" in given.gaps()


@pytest.mark.parametrize("offer", ["police", "minutes"])
def test_what_is_volunteered_or_recorded_answers_a_risk(offer: str) -> None:
    """ACT-10, ACT-5: what is recorded has to be confirmed, which is a gap of its own."""
    command = (
        volunteer("a2", wording=wording(risks=("r2",)))
        if offer == "police"
        else record_action("health", "a2").model_copy(update={"wording": wording(risks=("r2",))})
    )
    assert "R2 has no action" not in settled().after("chair", BAIL).after(offer, command).gaps()


# Who tells the victim

OWN: Final = NameWhoTells(case="oak", agency="housing")
NOBODY: Final = "nobody to tell the victim, nor said why not"


def test_an_agency_says_that_it_tells_the_victim_and_nobody_says_it_for_another() -> None:
    """ACT-8, ACT-1: whoever else names it suggests it."""
    told = bare().when("housing", OWN).then(TellingTaken(agency="housing", witness=None))
    assert NOBODY not in told.gaps()
    for who, agency in (("police", "police"), ("idva", "idva"), ("chair", "police")):
        suggested = bare().when(who, OWN).then(TellingSuggested(to="housing", agency=agency))
        assert "Housing has not said whether it tells the victim" in suggested.gaps()
        suggested.when("housing", OWN).allowed()
    bare().when("minutes", OWN).then(TellingSuggested(to="housing", agency="coordination"))


def test_of_an_agency_without_a_laptop_the_minute_taker_witnesses_what_it_said() -> None:
    """ACT-8, ROLE-8."""
    said = NameWhoTells(case="oak", agency="health")
    bare().when("minutes", said).then(TellingTaken(agency="health", witness="minutes"))
    bare().when("chair", said).then(TellingSuggested(to="health", agency="police"))


def test_that_nobody_tells_is_said_by_chair_or_minute_taker_with_why() -> None:
    """ACT-8."""
    nobody = NameWhoTells(case="oak", reason="He reads all that she gets.")
    bare().when("chair", NameWhoTells(case="oak")).refused("not_told_needs_why", "reason")
    bare().when("housing", nobody).refused("not_your_role", "agency")
    for who in ("chair", "minutes"):
        said = bare().when(who, nobody).then(NobodyTells(reason=nobody.reason))
        assert NOBODY not in said.gaps()


def test_who_tells_is_said_once_and_can_be_said_anew() -> None:
    """ACT-8."""
    told = bare().after("housing", OWN)
    told.when("housing", OWN).refused("already_there", "agency")
    other = told.after("idva", NameWhoTells(case="oak", agency="idva"))
    assert other.case().checks.told_by == "idva"
    nobody = other.after("chair", NameWhoTells(case="oak", reason="She has left the country."))
    assert nobody.case().checks.told_by is None


# The four aims

HIM: Final = "no action addresses the perpetrator, nor said why none is needed"
ON_BAIL: Final = wording(for_whom="perpetrator")


def test_an_aim_is_answered_by_an_action_for_it_as_long_as_that_is_some_agencys_own() -> None:
    """ACT-10."""
    given = bare().after("police", volunteer(wording=ON_BAIL))
    assert HIM not in given.gaps()
    gone = WithdrawAction(case="oak", action="a1", version=1, reason="He has left.")
    assert HIM in given.after("police", gone).gaps()
    assert HIM in given.after("idva", UNSAFE).gaps()
    suggested = SuggestAction(case="oak", action="a1", to="housing", wording=ON_BAIL)
    assert HIM in bare().after("police", suggested).gaps()


def test_an_aim_is_answered_by_an_action_that_is_named_for_it_until_that_is_gone() -> None:
    """ACT-10."""
    by_a1 = AnswerAim(case="oak", aim=Aim.PERPETRATOR, answered_by=("a1",))
    given = bare().after("police", volunteer())
    named = given.when("chair", by_a1).then(
        AimAnswered(aim=Aim.PERPETRATOR, answered_by=("a1",), reason="")
    )
    assert HIM not in named.gaps()
    changed = ChangeAction(case="oak", action="a1", version=1, wording=wording("Move her."))
    assert HIM not in named.after("police", changed).gaps()
    gone = WithdrawAction(case="oak", action="a1", version=1, reason="He has left.")
    assert HIM in named.after("police", gone).gaps()


def test_an_aim_needs_actions_that_are_some_agencys_own_or_why_none_is_needed() -> None:
    """ACT-10."""
    given = bare().after("police", SUGGESTED.model_copy(update={"wording": ON_BAIL}))
    for answered_by, code, at in (
        ((), "aim_needs_an_answer", "reason"),
        (("a9",), "no_such_action", "answered_by"),
        (("a2",), "answers_nothing_yet", "answered_by"),
    ):
        answer = AnswerAim(case="oak", aim=Aim.STAFF, answered_by=answered_by)
        given.when("chair", answer).refused(code, at)
    given.when("police", AnswerAim(case="oak", aim=Aim.STAFF, reason="x")).refused("not_your_role")
    given.when("minutes", AnswerAim(case="oak", aim=Aim.STAFF, reason="No visits.")).allowed()


@pytest.mark.parametrize("check", Check)
def test_what_is_checked_is_the_protocols(check: Check) -> None:
    """ACT-8, ACT-10: each of the five alone, and nothing where an area has none of them checked."""
    gap = Gap.NOBODY_TELLS if check is Check.WHO_TELLS else Gap[check.name]
    words = GAPS[gap].words
    assert words in without(check).gaps()
    assert not {GAPS[each].words for each in GAPS if each is not gap} & {
        point for point in without(check).gaps() if "nor said why" in point
    }
    assert words not in without().gaps()
