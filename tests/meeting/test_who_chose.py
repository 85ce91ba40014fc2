"""Nobody chooses who lets them read a case: CON-2, ROLE-7."""

import pytest

from agenda.plan import Role
from meeting.case.outcome import Outcome
from meeting.case.stand_in import Post
from meeting.commands import (
    AcceptStandIn,
    AskToStandIn,
    AskToTakeOver,
    CallItem,
    DeclareConflict,
    GiveBack,
    RuleOnConflict,
    TakeBack,
    TakeOver,
)
from meeting.conflict import Ruling
from meeting.room import DayPost
from tests.given import Given, a_hearing

DECLARE = DeclareConflict(case="elm", reason="A cousin.")


def between_cases() -> Given:
    """Case 1 is over, case 2 (elm) is next."""
    return a_hearing().case_closed()


def stays(person: str) -> RuleOnConflict:
    return RuleOnConflict(case="elm", person=person, ruling=Ruling.STAYS, reason="A namesake.")


def leaves(person: str) -> RuleOnConflict:
    return RuleOnConflict(case="elm", person=person, ruling=Ruling.LEAVES)


def instead(post: Post, person: str, of: str) -> AskToStandIn:
    return AskToStandIn(case="elm", post=post, person=person, in_place_of=of)


def need_another(given: Given, ruler: str, person: str) -> None:
    """``ruler`` can say that ``person`` leaves, and not that they stay."""
    given.when(ruler, stays(person)).refused("they_chose_you", "person")
    assert not given.after(ruler, leaves(person)).reads(person, "elm")


# Standing in for one case


def test_con_2_whom_the_chair_asked_to_stand_in_does_not_let_them_stay() -> None:
    asked = between_cases().after(
        "chair", AskToStandIn(case="elm", post=Post.CHAIR, person="police")
    )
    accept = AcceptStandIn(case="elm", post=Post.CHAIR)
    for led in (
        asked.after("chair", DECLARE).after("police", accept),
        asked.after("police", accept).after("chair", DECLARE),
    ):
        need_another(led, "police", "chair")
        other = led.after("minutes", instead(Post.CHAIR, "probation", "police"))
        other = other.after("probation", accept)
        assert other.after("probation", stays("chair")).reads("chair", "elm")


def test_con_2_nor_does_whom_the_minute_taker_asked_let_the_minute_taker_stay() -> None:
    out = between_cases().after("chair", DECLARE)
    led = out.stood_in(Post.CHAIR, "police", "elm", by="minutes").after("minutes", DECLARE)
    need_another(led, "police", "minutes")


def test_con_2_whoever_asked_last_asked() -> None:
    """Who was asked by one and declined, or was asked anew by another, is that other's choice."""
    asked = between_cases().after(
        "chair", AskToStandIn(case="elm", post=Post.CHAIR, person="police")
    )
    asked = asked.after("chair", DECLARE).after(
        "minutes", instead(Post.CHAIR, "probation", "police")
    )
    led = asked.after("minutes", instead(Post.CHAIR, "police", "probation"))
    led = led.after("police", AcceptStandIn(case="elm", post=Post.CHAIR))
    led.when("police", stays("chair")).allowed()


def test_con_3_on_an_ordinary_day_a_stand_in_decides_on_everybody_and_the_chair_stays_out() -> None:
    """The chair says in time that they are out of one case; the minute-taker finds who leads it."""
    out = between_cases().after("chair", DECLARE)
    led = out.stood_in(Post.CHAIR, "police", "elm", by="minutes")
    led = led.after("housing", DECLARE).after("children", DECLARE)
    led = led.after("police", stays("housing"), leaves("children"), leaves("chair"))
    assert led.reads("housing", "elm")
    assert not led.reads("children", "elm")
    on = led.after("police", CallItem(item="2"))
    assert not on.reads("chair", "elm")
    after_all = stays("chair").model_copy(update={"instead_of": Ruling.LEAVES})
    led.when("police", after_all).allowed()


@pytest.mark.parametrize("said", [(), (leaves("chair"),)])
def test_con_3_nor_does_it_hold_up_the_day_where_the_chair_asked_before_they_declared(
    said: tuple[RuleOnConflict, ...],
) -> None:
    given = between_cases()
    asked = given.stood_in(Post.CHAIR, "police", "elm").after("chair", DECLARE)
    led = asked.after("housing", DECLARE).after("police", stays("housing"), *said)
    on = led.after("police", CallItem(item="2"))
    over = on.after("police", on.closing("elm", Outcome.DEFERRED, "No time is left."))
    assert over.after("chair", CallItem(item="3")).reads("chair", "ash")


def test_role_7_who_chairs_by_the_plan_was_chosen_by_nobody() -> None:
    """Also where the minute-taker, in whose place they lead again, asked them to."""
    led = between_cases().stood_in(Post.CHAIR, "police", "elm")
    back = led.after("minutes", instead(Post.CHAIR, "chair", "police"))
    back = back.after("chair", AcceptStandIn(case="elm", post=Post.CHAIR)).after("minutes", DECLARE)
    back.when("chair", stays("minutes")).allowed()


# The chair for the rest of the day


def handed(given: Given, post: DayPost, person: str, by: str, of: str) -> Given:
    """``by`` asks ``person`` to take a post over in place of ``of``, and they do."""
    asked = given.after(by, AskToTakeOver(day_post=post, person=person, in_place_of=of))
    return asked.after(person, TakeOver(day_post=post))


def chaired(given: Given, person: str, of: str) -> Given:
    """Who has the chair hands it on."""
    return handed(given, Role.CHAIR, person, of, of)


def test_con_2_who_lends_the_chair_and_has_it_back_is_still_the_choice_of_who_asked_them() -> None:
    led = chaired(between_cases(), "probation", "chair").after("chair", DECLARE)
    lent = chaired(led, "police", "probation")
    back = lent.after("police", GiveBack(day_post=Role.CHAIR, person="probation"))
    need_another(back, "probation", "chair")
    asked_back = chaired(lent, "probation", "police")
    need_another(asked_back, "probation", "chair")


def test_role_7_who_chairs_by_the_plan_again_decides_on_who_led_in_between() -> None:
    """Whether they took the chair back, had it given back, or were asked to take it."""
    lent = chaired(between_cases(), "probation", "chair").after("probation", DECLARE)
    taken = lent.after("chair", TakeBack(day_post=Role.CHAIR, holder="probation"))
    given_back = lent.after("probation", GiveBack(day_post=Role.CHAIR, person="chair"))
    for back in (taken, given_back, chaired(lent, "chair", "probation")):
        back.when("chair", stays("probation")).allowed()
