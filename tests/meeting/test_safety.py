"""Safety is judged by who speaks for the victim: ACT-6, ROLE-1."""

import pytest

from agenda.protocol import Stage
from meeting.case.actions import ActionKept, PlanJudged, Standing, Verdict
from meeting.case.hearing import ClosestNamed
from meeting.commands import (
    AnyCommand,
    ChangeAction,
    ConfirmAction,
    DeclareConflict,
    DeclineToJoin,
    JoinAction,
    JudgeAction,
    JudgePlan,
    KeepAction,
    Leave,
    NameClosest,
    SuggestAction,
    WithdrawAction,
)
from tests.given import Given, a_hearing, record_action, volunteer, wording

CONFIRM = ConfirmAction(case="oak", action="a1", version=1)
KEEP = KeepAction(case="oak", action="a1", version=2, reason="She asks for it herself.")


AGAIN = ConfirmAction(case="oak", action="a1", version=2)
UNSAFE = "He would be there."


def judge(verdict: Verdict, why: str = "", version: int = 1) -> JudgeAction:
    return JudgeAction(case="oak", action="a1", version=version, verdict=verdict, why=why)


def judge_plan(given: Given, verdict: Verdict = Verdict.SAFE, why: str = "") -> JudgePlan:
    """A verdict by somebody who looks at the plan as it stands."""
    version = given.case().plan.version
    return JudgePlan(case="oak", version=version, verdict=verdict, why=why)


def offered() -> Given:
    return a_hearing(Stage.PLANNING).after("housing", volunteer())


def stopped() -> Given:
    unsafe = judge(Verdict.UNSAFE, UNSAFE)
    return offered().after("housing", CONFIRM).after("idva", unsafe)


def test_the_idva_judges_and_nobody_else() -> None:
    """ACT-6, ROLE-1."""
    assert offered().after("idva", judge(Verdict.SAFE)).action().verdict is Verdict.SAFE
    for who in ("housing", "police", "chair", "minutes"):
        offered().when(who, judge(Verdict.SAFE)).refused("not_closest")
    offered().when("observer", judge(Verdict.SAFE)).refused("not_your_role")


def test_the_chair_names_who_is_closest_to_the_victim_instead() -> None:
    """ACT-6: from then on it is theirs to call it safe."""
    name = NameClosest(case="oak", person="children")
    given = offered().when("chair", name).then(ClosestNamed(person="children"))
    for verdict, why in ((Verdict.SAFE, ""), (Verdict.UNSAFE, UNSAFE)):
        given.when("children", judge(verdict, why)).allowed()
        given.when("housing", judge(verdict, why)).refused("not_closest")
    given.when("idva", judge(Verdict.SAFE)).refused("not_closest")
    given.when("idva", judge_plan(given)).refused("not_closest")
    offered().when("police", name).refused("not_your_role")


def test_the_idva_can_always_say_unsafe() -> None:
    """ACT-6, ROLE-1: whoever else was named, of an action and of the plan."""
    given = offered().after("chair", NameClosest(case="oak", person="children"))
    assert given.after("idva", judge(Verdict.UNSAFE, UNSAFE)).action().standing is Standing.STOPPED
    said = given.after("idva", judge_plan(given, Verdict.UNSAFE, UNSAFE))
    assert said.case().plan.verdict is Verdict.UNSAFE
    given.when("idva", judge(Verdict.UNSAFE)).refused("unsafe_needs_why", "why")


@pytest.mark.parametrize(
    "goes", [Leave(), DeclareConflict(case="oak", reason="My cousin.")], ids=["left", "conflict"]
)
def test_who_was_named_closest_judges_only_while_they_take_part(goes: AnyCommand) -> None:
    """ACT-6, CON-2, ATT-2: then it is the IDVA's again, and nobody is left waited for."""
    given = offered().after("chair", NameClosest(case="oak", person="children"))
    given.when("idva", judge(Verdict.SAFE)).refused("not_closest")
    gone = given.after("children", goes)
    gone.when("idva", judge(Verdict.SAFE)).allowed()
    gone.when("idva", judge_plan(gone)).allowed()
    gone.when("housing", judge(Verdict.SAFE)).refused("not_closest")


def test_nobody_is_named_closest_who_is_not_here_for_this_case() -> None:
    """ACT-6, CON-2."""

    def name(person: str) -> NameClosest:
        return NameClosest(case="oak", person=person)

    offered().when("chair", name("stranger")).refused("no_such_person", "person")
    out = offered().after("police", DeclareConflict(case="oak", reason="My cousin."))
    out.when("chair", name("police")).refused("not_here", "person")
    offered().after("police", Leave()).when("chair", name("police")).refused("not_here", "person")


def test_unsafe_says_why_and_stops_the_action() -> None:
    """ACT-6."""
    offered().when("idva", judge(Verdict.UNSAFE)).refused("unsafe_needs_why", "why")
    assert stopped().action().standing is Standing.STOPPED
    assert stopped().action().confirmed == {}


def test_an_unsafe_action_is_changed_and_judged_anew() -> None:
    """ACT-6, ACT-13."""
    change = ChangeAction(case="oak", action="a1", version=2, wording=wording("By day only."))
    given = stopped().after("housing", change)
    assert given.action().standing is Standing.OFFERED
    assert given.action().why_unsafe == ""
    given.when("idva", judge(Verdict.SAFE, version=2)).refused("changed_meanwhile", "action")


def test_who_answered_before_the_verdict_has_not_seen_it() -> None:
    """ACT-6, ACT-9: unsafe makes it another version, so nothing on its way to it counts."""
    assert stopped().action().version == 2
    for who, command in (
        ("housing", CONFIRM),
        ("housing", ChangeAction(case="oak", action="a1", version=1, wording=wording("Later."))),
        ("idva", judge(Verdict.SAFE)),
        ("chair", KEEP.model_copy(update={"version": 1})),
    ):
        stopped().when(who, command).refused("changed_meanwhile", "action")


def test_safe_leaves_the_version_and_the_confirmation_as_they_are() -> None:
    """ACT-6, ACT-9."""
    safe = offered().after("housing", CONFIRM).after("idva", judge(Verdict.SAFE))
    assert (safe.action().version, safe.action().standing) == (1, Standing.CONFIRMED)


def test_it_is_kept_only_if_its_owner_confirms_again_and_the_chair_agrees() -> None:
    """ACT-6: with the reason recorded."""
    stopped().when("chair", KEEP).refused("owner_first", "action")
    again = stopped().after("housing", AGAIN)
    again.when("housing", KEEP).refused("not_your_role")
    kept = again.when("chair", KEEP)
    given = kept.then(ActionKept(action="a1", reason="She asks for it herself."))
    assert given.action().standing is Standing.KEPT


def test_only_what_was_judged_unsafe_is_kept() -> None:
    """ACT-6."""
    keep = KEEP.model_copy(update={"version": 1})
    offered().when("chair", keep).refused("not_unsafe", "action")


def test_a_suggestion_is_nobodys_action_to_judge() -> None:
    """ACT-6, ACT-1."""
    suggested = SuggestAction(case="oak", action="a1", to="housing", wording=wording())
    given = a_hearing(Stage.PLANNING).after("police", suggested)
    given.when("idva", judge(Verdict.SAFE)).refused("no_such_action", "action")


def test_the_whole_plan_is_judged_and_another_plan_is_judged_anew() -> None:
    """ACT-6, ACT-13."""
    safe = judge_plan(offered())
    given = offered().when("idva", safe).then(PlanJudged(verdict=Verdict.SAFE, why=""))
    assert given.after("housing", CONFIRM).case().plan.verdict is Verdict.SAFE
    assert given.after("police", volunteer("a2")).case().plan.verdict is None
    unsafe = judge_plan(given, Verdict.UNSAFE)
    given.when("idva", unsafe).refused("unsafe_needs_why", "why")
    given.when("police", safe).refused("not_closest")


@pytest.mark.parametrize(
    ("who", "command"),
    [
        ("police", volunteer("a2")),
        ("minutes", record_action("health", "a2")),
        ("police", SuggestAction(case="oak", action="a2", to="idva", wording=wording("Ring."))),
        (
            "housing",
            ChangeAction(case="oak", action="a1", version=1, wording=wording("Both locks.")),
        ),
        ("housing", WithdrawAction(case="oak", action="a1", version=1, reason="She has moved.")),
        ("probation", JoinAction(case="oak", action="a1", version=1)),
        ("probation", DeclineToJoin(case="oak", action="a1", version=1, reason="No staff.")),
    ],
    ids=lambda value: getattr(value, "kind", value),
)
def test_nobody_judges_a_plan_that_they_have_not_seen(who: str, command: AnyCommand) -> None:
    """ACT-6, ACT-13: each change to what would be done makes it another plan."""
    given = a_hearing(Stage.SAFETY).after("housing", volunteer(invited=("probation",)))
    seen = judge_plan(given)
    changed = given.after(who, command)
    changed.when("idva", seen).refused("moved_on", "version")
    changed.when("idva", judge_plan(changed)).allowed()


def test_a_confirmation_or_verdict_makes_no_other_plan() -> None:
    """ACT-6, ACT-9: what the IDVA looks at is what would be done."""
    given = offered()
    seen = judge_plan(given)
    given = given.after("housing", CONFIRM).after("idva", judge(Verdict.SAFE))
    given.when("idva", seen).allowed()


def test_the_same_words_again_are_no_change_and_lift_no_stop() -> None:
    """ACT-6, ACT-13."""
    same = ChangeAction(case="oak", action="a1", version=2, wording=wording())
    stopped().when("housing", same).refused("already_there", "wording")


def test_another_agency_that_joins_does_not_take_the_danger_away() -> None:
    """ACT-6, ACT-4, ACT-13: it is confirmed anew, and stays stopped."""
    offer = a_hearing(Stage.PLANNING).after("housing", volunteer(invited=("probation",)))
    unsafe = offer.after("idva", judge(Verdict.UNSAFE, UNSAFE))
    joined = unsafe.after("probation", JoinAction(case="oak", action="a1", version=2))
    assert joined.action().standing is Standing.STOPPED
    assert joined.action().why_unsafe == UNSAFE


def test_an_owner_that_withdraws_does_not_take_the_danger_away() -> None:
    """ACT-6, ACT-4: the others go on with what is stopped, kept or not."""
    offer = a_hearing(Stage.PLANNING).after("housing", volunteer(invited=("probation",)))
    joint = offer.after("probation", JoinAction(case="oak", action="a1", version=1))
    unsafe = joint.after("idva", judge(Verdict.UNSAFE, UNSAFE, version=2))
    gone = WithdrawAction(case="oak", action="a1", version=3, reason="No staff.")
    confirm = ConfirmAction(case="oak", action="a1", version=3)
    both = unsafe.after("housing", confirm).after("probation", confirm)
    kept = both.after("chair", KEEP.model_copy(update={"version": 3}))
    assert kept.action().standing is Standing.KEPT
    for given in (unsafe, both, kept):
        left = given.after("housing", gone).action()
        assert (left.standing, left.owners, left.why_unsafe) == (
            Standing.STOPPED,
            ("probation",),
            UNSAFE,
        )


def test_an_observer_cannot_be_named_as_closest_to_the_victim() -> None:
    """ACT-6, ROLE-5: an observer adds nothing, and nobody could judge any longer."""
    command = NameClosest(case="oak", person="observer")
    a_hearing().when("chair", command).refused("cannot_judge", "person")


def test_what_was_said_to_be_unsafe_is_taken_back_by_nobody_else_and_with_why() -> None:
    """ACT-6: and what was said at first stays to be read."""
    named = stopped().after("chair", NameClosest(case="oak", person="children"))
    named.when("children", judge(Verdict.SAFE, version=2)).refused("unsafe_stands")
    named.when("idva", judge(Verdict.SAFE, version=2)).refused("safe_needs_why", "why")
    safe = named.after("idva", judge(Verdict.SAFE, "He has moved away.", version=2)).action()
    assert (safe.verdict, safe.safe_because) == (Verdict.SAFE, "He has moved away.")
    assert safe.why_unsafe


def test_the_chair_does_not_judge_and_a_comma_more_changes_nothing() -> None:
    """ACT-6: to keep what is unsafe takes the owner and the chair, and a reason."""
    offered().when("chair", NameClosest(case="oak", person="chair")).refused(
        "cannot_judge", "person"
    )
    again = wording(f"{stopped().action().wording.text}!".upper())
    same = ChangeAction(case="oak", action="a1", version=2, wording=again)
    stopped().when("housing", same).refused("already_there", "wording")
    offered().when("housing", same.model_copy(update={"version": 1})).allowed()
