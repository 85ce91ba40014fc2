"""Nobody chooses who lets them read a case: CON-2, ROLE-7."""

from dataclasses import replace

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
    HandBack,
    RuleOnConflict,
    TakeBack,
    TakeOver,
)
from meeting.conflict import Ruling
from meeting.room import DayPost
from meeting.state import State
from meeting.streams import ROOM
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


def need_another(led: Given, ruler: str, person: str) -> None:
    """``ruler`` can say that ``person`` leaves, and not that they stay."""
    led.when(ruler, stays(person)).refused("they_chose_you", "person")
    assert not led.after(ruler, leaves(person)).reads(person, "elm")


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
    asked = between_cases().stood_in(Post.CHAIR, "police", "elm").after("chair", DECLARE)
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


def handed(now: Given, post: DayPost, person: str, by: str, of: str) -> Given:
    """``by`` asks ``person`` to take a post over in place of ``of``, and they do."""
    asked = now.after(by, AskToTakeOver(day_post=post, person=person, in_place_of=of))
    return asked.after(person, TakeOver(day_post=post))


def chaired(now: Given, person: str, of: str) -> Given:
    """Who has the chair hands it on."""
    return handed(now, Role.CHAIR, person, of, of)


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


# Whom somebody asked, who asks another


def test_con_2_who_is_out_of_it_does_not_choose_who_chooses() -> None:
    """The minute-taker of their choice finds a stand-in: asked before they declare or since."""
    for first, then in (((DECLARE,), ()), ((), (DECLARE,))):
        taken = handed(
            between_cases().after("chair", *first), Role.MINUTE_TAKER, "police", "chair", "minutes"
        )
        led = taken.after("chair", *then).stood_in(Post.CHAIR, "probation", "elm", by="police")
        need_another(led, "probation", "chair")
        led.after("housing", DECLARE).when("probation", stays("housing")).allowed()


def test_con_2_nor_where_it_is_handed_on_in_the_case_itself() -> None:
    minutes = between_cases().stood_in(Post.MINUTES, "police", "elm").after("chair", DECLARE)
    led = minutes.stood_in(Post.CHAIR, "probation", "elm", by="police")
    need_another(led, "probation", "chair")
    on = led.after("probation", instead(Post.CHAIR, "housing", "probation"))
    need_another(
        on.after("housing", AcceptStandIn(case="elm", post=Post.CHAIR)), "housing", "chair"
    )
    back = led.after("police", HandBack(case="elm", post=Post.MINUTES))
    need_another(back, "probation", "chair")


def test_con_2_nor_where_the_chair_for_the_day_is_handed_on() -> None:
    led = chaired(between_cases(), "probation", "chair").after("chair", DECLARE)
    on = chaired(led, "police", "probation")
    need_another(on, "police", "chair")
    stood = led.stood_in(Post.CHAIR, "housing", "elm", by="probation")
    need_another(stood, "housing", "chair")


def test_con_2_whom_the_minute_taker_by_the_plan_asks_is_nobodys_choice_who_is_out_of_it() -> None:
    """So there is somebody to say that they stay, whoever has the chair (CON-3)."""
    led = chaired(between_cases(), "probation", "chair").after("chair", DECLARE)
    stood = led.stood_in(Post.CHAIR, "housing", "elm", by="minutes")
    stood.when("housing", stays("chair")).allowed()


def test_con_2_nor_whom_the_coordinator_asks_though_the_chair_gave_them_the_minutes() -> None:
    """The minute-taker has gone, and the coordinator takes the minutes too: as so often."""
    now = between_cases()
    coordinates = replace(now.line("housing"), coordinator=True)
    room = replace(now.room, register={**now.room.register, "housing": coordinates})
    now = replace(now, state=State({**now.state.streams, ROOM: room}))
    taken = handed(now, Role.MINUTE_TAKER, "housing", "chair", "minutes").after("chair", DECLARE)
    led = taken.stood_in(Post.CHAIR, "probation", "elm", by="housing")
    led.when("probation", stays("chair")).allowed()
