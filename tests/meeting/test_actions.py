"""The life of an action: ROLE-2, ROLE-4, ACT-1 to ACT-5, ACT-9, ACT-13."""

from datetime import timedelta

import pytest

from agenda.deadline import due_date
from agenda.deadlines.proposed import proposed
from agenda.plan import Role
from agenda.protocol import Stage
from meeting.case.actions import (
    COMMITTED,
    ActionChanged,
    ActionConfirmed,
    ActionJoined,
    ActionRecorded,
    ActionSuggested,
    ActionVolunteered,
    ActionWithdrawn,
    JoiningDeclined,
    Standing,
    SuggestionDeclined,
    SuggestionTakenUp,
    Verdict,
)
from meeting.commands import (
    CASE_PHASES,
    GIVEN_BY,
    AnyCommand,
    ChangeAction,
    ConfirmAction,
    DeclineSuggestion,
    DeclineToJoin,
    JoinAction,
    JudgeAction,
    Leave,
    RecordAction,
    SuggestAction,
    TakeUpSuggestion,
    WithdrawAction,
    WitnessConfirmation,
)
from meeting.decide.asking import MOST_ACTIONS
from meeting.state import Placed
from meeting.streams import case_stream
from meeting.words import Refused
from tests.given import (
    DAY,
    EVERYBODY,
    Given,
    a_hearing,
    record_action,
    volunteer,
    wording,
)
from tests.meeting.generated import ALL_COMMANDS, CASE_COMMANDS, example_of


def planning() -> Given:
    return a_hearing(Stage.PLANNING)


def offered() -> Given:
    return planning().after("housing", volunteer())


def confirm(version: int = 1) -> ConfirmAction:
    return ConfirmAction(case="oak", action="a1", version=version)


def change(version: int = 1, text: str = "Change both locks.") -> ChangeAction:
    return ChangeAction(case="oak", action="a1", version=version, wording=wording(text))


def withdraw(version: int = 1) -> WithdrawAction:
    return WithdrawAction(case="oak", action="a1", version=version, reason="She has moved.")


def suggest(to: str = "housing") -> SuggestAction:
    return SuggestAction(case="oak", action="a1", to=to, wording=wording())


def witness(agency: str = "health", version: int = 1) -> WitnessConfirmation:
    return WitnessConfirmation(case="oak", action="a1", agency=agency, version=version)


# ACT-1


def test_an_action_belongs_to_the_agency_that_volunteers_it() -> None:
    """ACT-1, ROLE-4."""
    after = planning().when("housing", volunteer())
    given = after.then(
        ActionVolunteered(action="a1", agency="housing", invited=(), wording=wording())
    )
    assert given.action().owners == ("housing",)
    assert given.action().standing is Standing.OFFERED
    given.when("police", volunteer()).refused("already_there", "action")


@pytest.mark.parametrize("kind", ALL_COMMANDS)
@pytest.mark.parametrize("who", EVERYBODY)
def test_no_command_puts_an_action_on_another_agency(kind: type[AnyCommand], who: str) -> None:
    """ACT-1, ACT-5: whoever gives whatever command, nobody else's agency is committed by it.

    The room holds an open suggestion, an invitation, an offer and something recorded, so that
    every command finds what it needs.
    """
    given = planning().after("police", suggest()).after("children", _joint("a2"))
    given = given.after("minutes", record_action("probation", "a3"))
    agency = given.line(who).agency
    for action, to in (("a1", "housing"), ("a2", "housing"), ("a3", "probation"), ("a4", "idva")):
        facts: dict[str, object] = {"agency": to, "to": to, "invited": (to,), "person": to}
        command = example_of(kind, action=action, **_known_fields(kind, facts))
        try:
            after = given.when(who, command).allowed()
        except Refused:
            continue
        gained = _committed(after) - _committed(given)
        assert {owner for _, owner in gained} <= {agency}


def _joint(action: str) -> AnyCommand:
    return volunteer(action, invited=("housing",))


def _known_fields(kind: type[AnyCommand], facts: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name in kind.model_fields}


def _committed(given: Given) -> set[tuple[str, str]]:
    actions = given.case().plan.actions.values()
    return {(a.action, owner) for a in actions if a.standing in COMMITTED for owner in a.owners}


def test_the_chair_offers_nothing_and_hands_out_nothing() -> None:
    """ROLE-2, ACT-1."""
    planning().when("chair", volunteer()).refused("not_your_role")
    planning().when("chair", record_action()).refused("not_your_role")
    assert not any(Role.CHAIR in GIVEN_BY[kind] for kind in (type(confirm()), type(change())))


def test_what_is_suggested_is_taken_up_or_declined_by_that_agency() -> None:
    """ACT-1."""
    given = planning().when("children", suggest())
    suggested = given.then(
        ActionSuggested(action="a1", to="housing", agency="children", wording=wording())
    )
    assert suggested.action().standing is Standing.SUGGESTED
    own = TakeUpSuggestion(case="oak", action="a1", version=1, wording=wording("All locks."))
    suggested.when("police", own).refused("not_suggested_to_you", "action")
    taken = suggested.when("housing", own).then(
        SuggestionTakenUp(action="a1", agency="housing", wording=wording("All locks."))
    )
    assert taken.action().owners == ("housing",)
    taken.when("housing", own).refused("taken_up_already", "action")


def test_a_suggestion_is_taken_up_only_as_its_agency_has_seen_it() -> None:
    """ACT-1, ACT-9: taking it up names the wording that it saw."""
    other = TakeUpSuggestion(case="oak", action="a1", version=2, wording=wording("All locks."))
    suggested = planning().after("children", suggest())
    suggested.when("housing", other).refused("changed_meanwhile", "action")


def test_a_suggestion_is_declined_with_a_reason() -> None:
    """ACT-1."""
    decline = DeclineSuggestion(case="oak", action="a1", reason="Not our property.")
    suggested = planning().after("chair", suggest())
    suggested.when("police", decline).refused("not_suggested_to_you", "action")
    declined = suggested.when("housing", decline).then(
        SuggestionDeclined(action="a1", agency="housing", reason="Not our property.")
    )
    assert declined.action().standing is Standing.DECLINED
    declined.when("housing", decline).refused("declined_already", "action")
    declined.when("housing", change()).refused("action_is_settled", "action")


def test_nobody_suggests_to_themselves_nor_to_a_stranger() -> None:
    """ACT-1."""
    planning().when("housing", suggest()).refused("own_agency", "to")
    planning().when("police", suggest("circus")).refused("no_such_agency", "to")
    planning().when("chair", suggest("police")).allowed()
    planning().when("observer", suggest()).refused("not_your_role")


# ACT-2, ACT-3


def test_only_the_text_and_the_owner_are_needed() -> None:
    """ACT-2."""
    action = offered().action()
    assert (action.wording.due, action.wording.for_whom, action.wording.risks) == (None, None, ())


def test_an_action_is_for_somebody_and_against_a_risk_of_this_case() -> None:
    """ACT-2."""
    for facts, code, field in (
        ({"for_whom": "gran"}, "no_such_subject", "for_whom"),
        ({"risks": ("r9",)}, "no_such_risk", "risks"),
    ):
        command = volunteer(wording=wording(**facts))
        planning().when("housing", command).refused(code, field)


def test_no_action_is_due_before_the_meeting() -> None:
    """ACT-3: and on its very day it may be."""
    early = volunteer(wording=wording(due=DAY - timedelta(days=1)))
    refusal = planning().when("housing", early).refused("date_before_meeting", "due")
    assert "24 November 2026" in refusal.message
    planning().when("housing", volunteer(wording=wording(due=DAY))).allowed()


def test_the_protocol_proposes_a_date() -> None:
    """ACT-3: five working days are the Tuesday after."""
    room = planning().room
    said = proposed(room.protocol.deadlines.actions, room.day, room.closed_days)
    assert due_date(said, room.day, room.closed_days) == DAY + timedelta(days=7)


# ACT-4


def test_a_joint_action_is_joined_by_who_was_asked_and_each_confirms_for_itself() -> None:
    """ACT-4."""
    given = planning().after("children", volunteer(invited=("housing", "children", "housing")))
    assert given.action().invited == {"housing"}
    join = JoinAction(case="oak", action="a1", version=1)
    given.when("police", join).refused("not_asked_to_join", "action")
    joined = given.when("housing", join).then(ActionJoined(action="a1", agency="housing"))
    once = joined.after("housing", confirm(2))
    assert not once.action().is_confirmed
    once.when("housing", confirm(2)).refused("already_confirmed", "action")
    assert once.after("children", confirm(2)).action().standing is Standing.CONFIRMED


def test_joining_is_declined_with_a_reason() -> None:
    """ACT-4."""
    given = planning().after("children", volunteer(invited=("housing",)))
    decline = DeclineToJoin(case="oak", action="a1", version=1, reason="No staff that week.")
    after = given.when("housing", decline)
    declined = after.then(
        JoiningDeclined(action="a1", agency="housing", reason="No staff that week.")
    )
    assert declined.action().owners == ("children",)
    declined.when("housing", decline).refused("not_asked_to_join", "action")


def test_nobody_is_asked_to_join_who_is_no_member() -> None:
    """ACT-4."""
    command = volunteer(invited=("circus",))
    planning().when("housing", command).refused("no_such_agency", "invited")


def test_an_action_can_wait_for_another_and_never_for_itself() -> None:
    """ACT-4: not by way of others either."""
    second = offered().after("police", volunteer("a2", wording=wording(after="a1")))
    own = volunteer("a3", wording=wording(after="a3"))
    second.when("police", own).refused("waits_for_itself", "after")
    unknown = volunteer("a3", wording=wording(after="a9"))
    second.when("police", unknown).refused("no_such_action", "after")
    third = second.after("idva", volunteer("a3", wording=wording(after="a2")))
    circle = ChangeAction(case="oak", action="a1", version=1, wording=wording(after="a3"))
    third.when("housing", circle).refused("waits_for_itself", "after")


# ACT-5


def test_what_is_recorded_for_an_agency_is_no_action_until_it_confirms() -> None:
    """ACT-5, ROLE-3."""
    after = planning().when("minutes", record_action("housing"))
    given = after.then(ActionRecorded(action="a1", agency="housing", wording=wording()))
    assert given.action().standing is Standing.RECORDED
    assert given.after("housing", confirm()).action().standing is Standing.CONFIRMED


def test_the_minute_taker_witnesses_for_who_has_no_laptop_and_for_nobody_else() -> None:
    """ACT-5, ROLE-8."""
    given = planning().after("minutes", record_action("health"))
    confirmed = given.when("minutes", witness()).then(
        ActionConfirmed(action="a1", agency="health", witness="minutes")
    )
    assert confirmed.action().confirmed == {"health": "minutes"}
    given.when("chair", witness()).refused("not_your_role")
    laptop = planning().after("minutes", record_action("housing"))
    laptop.when("minutes", witness("housing")).refused("agency_has_a_laptop", "agency")


def test_nothing_is_recorded_for_who_is_not_in_the_room() -> None:
    """ACT-5."""
    gone = planning().after("housing", Leave())
    gone.when("minutes", record_action("housing")).refused("suggest_instead", "agency")
    recorded = planning().after("minutes", record_action("health"))
    left = recorded.after("health", Leave())
    left.when("minutes", witness()).refused("agency_not_here", "agency")
    facts = record_action().model_dump()
    stranger = RecordAction.model_validate({**facts, "agency": "circus"})
    planning().when("minutes", stranger).refused("no_such_agency", "agency")


# ACT-9, ACT-13


def test_each_owner_confirms_its_own_wording() -> None:
    """ACT-9."""
    given = offered()
    given.when("police", confirm()).refused("not_your_action", "action")
    after = given.when("housing", confirm())
    after.then(ActionConfirmed(action="a1", agency="housing", witness=None))


def test_what_changed_meanwhile_is_not_confirmed() -> None:
    """ACT-9: a confirmation names the wording that it saw."""
    changed = offered().after("housing", change())
    refusal = changed.when("housing", confirm(1)).refused("changed_meanwhile", "action")
    assert "Change both locks." in refusal.message
    changed.when("housing", withdraw(1)).refused("changed_meanwhile", "action")
    changed.when("housing", change(1)).refused("changed_meanwhile", "action")


@pytest.mark.parametrize(
    "to", [wording("Other words."), wording(due=DAY), wording(named="Hugo Brook")]
)
def test_a_change_voids_confirmation_and_verdict(to: object) -> None:
    """ACT-13: of wording, date or owner."""
    judged = JudgeAction(case="oak", action="a1", version=1, verdict=Verdict.SAFE)
    given = offered().after("housing", confirm()).after("idva", judged)
    facts = {**change().model_dump(), "wording": to}
    after = given.when("housing", ChangeAction.model_validate(facts)).allowed()
    action = after.action()
    assert (action.confirmed, action.verdict, action.version) == ({}, None, 2)
    assert action.standing is Standing.OFFERED


def test_another_owner_voids_confirmation_too() -> None:
    """ACT-13, ACT-4."""
    given = planning().after("children", volunteer(invited=("housing",)), confirm())
    joined = given.after("housing", JoinAction(case="oak", action="a1", version=1))
    assert joined.action().confirmed == {}
    assert joined.action().version == 2


def test_only_its_owner_changes_or_withdraws_an_action() -> None:
    """ACT-1, ROLE-4: and the minute-taker only what they recorded."""
    for who in ("police", "minutes"):
        for command in (change(), withdraw()):
            offered().when(who, command).refused("not_your_action", "action")
    recorded = planning().after("minutes", record_action("housing"))
    for who in ("minutes", "housing"):
        recorded.when(who, change()).then(
            ActionChanged(action="a1", agency="housing", wording=wording("Change both locks."))
        )
        recorded.when(who, withdraw()).then(
            ActionWithdrawn(action="a1", agency="housing", reason="She has moved.")
        )


def test_what_an_agency_has_confirmed_itself_is_no_longer_the_minute_takers() -> None:
    """ACT-5, ACT-1: on its own screen, of which a witness's word is none."""
    recorded = planning().after("minutes", record_action("housing"))
    confirmed = recorded.after("housing", confirm())
    assert not confirmed.action().recorded
    for command in (change(), withdraw()):
        confirmed.when("minutes", command).refused("not_your_action", "action")
    changed = confirmed.after("housing", change())
    assert changed.action().standing is Standing.OFFERED
    changed.when("minutes", change(2, "No locks.")).refused("not_your_action", "action")
    spoken = planning().after("minutes", record_action("health"), witness())
    assert spoken.after("minutes", change()).action().standing is Standing.RECORDED


def joint() -> Given:
    """A1 is housing's and probation's, confirmed by both; police never answered."""
    offer = planning().after("housing", volunteer(invited=("probation", "police")))
    joined = offer.after("probation", JoinAction(case="oak", action="a1", version=1))
    return joined.after("housing", confirm(2)).after("probation", confirm(2))


def test_a_change_binds_only_the_agency_that_makes_it() -> None:
    """ACT-1, ACT-4, ACT-13: whoever owned it besides is asked again, and may say no."""
    after = joint().when("probation", change(2))
    given = after.then(
        ActionChanged(action="a1", agency="probation", wording=wording("Change both locks."))
    )
    action = given.action()
    assert (action.owners, action.invited) == (("probation",), frozenset({"housing", "police"}))
    assert (action.standing, action.version) == (Standing.OFFERED, 3)
    given.when("housing", confirm(3)).refused("not_your_action", "action")
    given.when("housing", change(3, "No.")).refused("not_your_action", "action")
    given.when("housing", withdraw(3)).refused("not_your_action", "action")
    assert given.after("probation", confirm(3)).action().standing is Standing.CONFIRMED
    again = given.after("housing", JoinAction(case="oak", action="a1", version=3))
    assert again.action().owners == ("probation", "housing")
    no = DeclineToJoin(case="oak", action="a1", version=3, reason="Not at night.")
    assert given.after("housing", no).action().invited == {"police"}


def test_what_everybody_has_left_is_withdrawn_with_the_last_word() -> None:
    """ACT-4: changed by one owner who then leaves, and declined by the other, it is nobody's."""
    left = joint().after("probation", change(2), withdraw(3))
    assert left.action().standing is Standing.SUGGESTED
    version = left.action().version
    no = DeclineToJoin(case="oak", action="a1", version=version, reason="Not at night.")
    action = left.after("housing", no).action()
    assert (action.standing, action.withdrawn_because) == (Standing.WITHDRAWN, "Not at night.")


def test_whoever_joins_has_seen_what_it_says_now() -> None:
    """ACT-4, ACT-9: an answer to the words of before binds nobody to the words of after."""
    offer = planning().after("housing", volunteer(invited=("probation",)))
    changed = offer.after("housing", change())
    join = JoinAction(case="oak", action="a1", version=1)
    changed.when("probation", join).refused("changed_meanwhile", "action")


def test_an_owner_withdraws_only_itself() -> None:
    """ACT-1, ACT-4: the others go on with it, and confirm anew what is theirs alone now."""
    given = joint().when("housing", withdraw(2))
    left = given.then(ActionWithdrawn(action="a1", agency="housing", reason="She has moved."))
    action = left.action()
    assert (action.owners, action.confirmed, action.version) == (("probation",), {}, 3)
    assert (action.standing, action.declined) == (Standing.OFFERED, {"housing": "She has moved."})
    left.when("housing", change(3)).refused("not_your_action", "action")
    left.when("housing", confirm(3)).refused("not_your_action", "action")
    left.when("probation", confirm(2)).refused("changed_meanwhile", "action")
    alone = left.after("probation", confirm(3))
    assert alone.action().standing is Standing.CONFIRMED
    gone = alone.after("probation", withdraw(3)).action()
    assert gone.standing is Standing.WITHDRAWN
    assert gone.owners == ("probation",)


def test_who_withdrew_is_not_bound_again_by_what_the_others_change() -> None:
    """ACT-1: nor asked again."""
    left = joint().after("housing", withdraw(2)).after("probation", change(3))
    assert left.action().owners == ("probation",)
    assert left.action().invited == {"police"}


def test_what_is_withdrawn_stays_withdrawn() -> None:
    """ACT-11: it stays in the record."""
    gone = offered().after("housing", withdraw())
    assert gone.action().standing is Standing.WITHDRAWN
    gone.when("housing", confirm()).refused("action_is_settled", "action")
    gone.when("housing", volunteer()).refused("already_there", "action")


def test_an_action_that_is_not_there() -> None:
    planning().when("housing", confirm()).refused("no_such_action", "action")


def test_actions_are_called_in_the_order_recorded() -> None:
    given = offered().after("police", volunteer("a2")).after("housing", withdraw())
    labels = [
        action.label for action in given.after("idva", volunteer("a3")).case().plan.actions.values()
    ]
    assert labels == ["A1", "A2", "A3"]


def test_every_command_of_a_case_needs_the_hearing() -> None:
    """AG-1: between the phases nothing is said in a case, but who knows somebody in it."""
    summary = (
        a_hearing()
        .case_closed()
        .after("chair", example_of(_phase(), from_phase="hearing", phase="summary"))
    )
    for kind in CASE_COMMANDS:
        who = "chair" if Role.CHAIR in GIVEN_BY[kind] else "housing"
        who = "minutes" if GIVEN_BY[kind] == {Role.MINUTE_TAKER} else who
        if kind not in CASE_PHASES:
            summary.when(who, example_of(kind)).refused("not_now")


def test_a_case_holds_no_more_actions_than_a_laptop_can_show() -> None:
    """ACT-1: whoever asks, and whatever they call it; what is there can still be worked on."""
    given = planning()
    for number in range(1, MOST_ACTIONS + 1):
        made = ActionSuggested(
            action=f"a{number}", to="housing", agency="police", wording=wording()
        )
        given = given.happened([Placed(case_stream("oak"), made)], "police")
    for who, command in (
        ("housing", volunteer("b1")),
        ("police", suggest().model_copy(update={"action": "b1"})),
        ("minutes", record_action("health", "b1")),
    ):
        refusal = given.when(who, command).refused("case_is_full")
        assert "200 actions" in refusal.message
    given.when("housing", volunteer("a1")).refused("already_there", "action")
    given.when(
        "housing", TakeUpSuggestion(case="oak", action="a1", version=1, wording=wording())
    ).allowed()


def _phase() -> type[AnyCommand]:
    return next(kind for kind in ALL_COMMANDS if kind.__name__ == "EnterPhase")


def test_who_joined_and_changed_an_action_cannot_end_it_for_who_offered_it() -> None:
    """ACT-1, ACT-4: it stays open while its first owner is asked to join what it is now."""
    offered = a_hearing(Stage.PLANNING).after("housing", volunteer(invited=["police"]))
    joined = offered.after("police", JoinAction(case="oak", action="a1", version=1))
    change = ChangeAction(case="oak", action="a1", version=2, wording=wording("Ring her."))
    leave = WithdrawAction(case="oak", action="a1", version=3, reason="Not ours.")
    left = joined.after("police", change, leave)
    action = left.case("oak").plan.actions["a1"]
    assert action.owners == ()
    assert action.standing is Standing.SUGGESTED
    again = left.after("housing", JoinAction(case="oak", action="a1", version=4))
    assert again.case("oak").plan.actions["a1"].owners == ("housing",)
