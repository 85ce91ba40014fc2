"""The chair and the minutes handed over for the rest of the day: ROLE-7."""

from dataclasses import replace

import pytest

from agenda.plan import Role
from agenda.protocol import Stage
from meeting.access import Renewed, may_read
from meeting.attendance import register_for
from meeting.case.posts import acting, vacant
from meeting.case.stand_in import Post, StandInEnded
from meeting.commands import (
    Admit,
    AskToTakeOver,
    Attend,
    CallItem,
    ConfirmNames,
    DeclareConflict,
    DeclineToTakeOver,
    EnterPhase,
    GiveBack,
    Leave,
    RecordNoLaptop,
    RecordSteppingOut,
    RuleOnConflict,
    StepOut,
    TakeBack,
    TakeOver,
    VoidSignIn,
)
from meeting.conflict import Ruling
from meeting.decide.managing import need_may_manage
from meeting.decide.renewals import decide_renewal
from meeting.managing import InviteAnew
from meeting.room import (
    DayPost,
    Phase,
    PostAsked,
    PostDeclined,
    PostTakenBack,
    PostTakenOver,
    SignInVoided,
)
from meeting.streams import conflict_stream
from meeting.values import PersonId
from meeting.words import Refused
from tests.given import EVERYBODY, Given, a_hearing, a_room

CHAIR: DayPost = Role.CHAIR
MINUTES: DayPost = Role.MINUTE_TAKER
READ = EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION)


def ask(post: DayPost, person: PersonId, instead: PersonId) -> AskToTakeOver:
    return AskToTakeOver(day_post=post, person=person, in_place_of=instead)


def between_cases() -> Given:
    """Case 1 is over, case 2 (elm) is next."""
    return a_hearing().case_closed()


def handed(post: DayPost = CHAIR, person: PersonId = "probation") -> Given:
    holder = "chair" if post is CHAIR else "minutes"
    asked = between_cases().after("chair", ask(post, person, holder))
    return asked.after(person, TakeOver(day_post=post))


def test_role_7_the_day_begins_without_its_minute_taker() -> None:
    """The names are confirmed by whoever takes the minutes, and only then begins the hearing."""
    here = ("chair", "police", "probation")
    room = a_room().arrived(*here).in_phase(Phase.DECLARATION).signed(*here)
    asked = room.when("chair", ask(MINUTES, "probation", "minutes")).then(
        PostAsked(day_post=MINUTES, person="probation")
    )
    asked.when("probation", ConfirmNames()).refused("not_your_role")
    taken = asked.when("probation", TakeOver(day_post=MINUTES)).then(
        PostTakenOver(day_post=MINUTES, person="probation", earlier="minutes")
    )
    begun = taken.after("probation", ConfirmNames()).in_phase(Phase.HEARING)
    assert vacant(begun.room, begun.case()) == ()
    begun.when("chair", CallItem(item="1")).allowed()


def test_role_7_the_day_begins_without_its_chair_where_the_coordinator_asks_somebody() -> None:
    room = replace(a_room().arrived("minutes", "police"), coordinator="minutes")
    room.when("police", READ).refused("not_your_role")
    taken = room.after("minutes", ask(CHAIR, "police", "chair")).after(
        "police", TakeOver(day_post=CHAIR)
    )
    read = taken.after("police", READ).signed("minutes", "police").after("minutes", ConfirmNames())
    begin = EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING)
    read.after("police", begin).when("police", CallItem(item="1")).allowed()


def test_role_7_who_takes_over_has_exactly_that_roles_powers_and_the_earlier_holder_none() -> None:
    taken = handed(CHAIR)
    taken.when("chair", CallItem(item="2")).refused("not_your_role")
    on = taken.after("probation", CallItem(item="2"))
    holder = acting(on.room, on.case("elm"), Post.CHAIR)
    assert holder is not None
    assert holder.person == "probation"
    assert [on.line(who).role for who in ("chair", "probation")] == [Role.REPRESENTATIVE, CHAIR]
    taken.when("probation", ask(CHAIR, "police", "probation")).allowed()


@pytest.mark.parametrize("post", [CHAIR, MINUTES])
def test_role_7_what_was_taken_over_is_given_back(post: DayPost) -> None:
    taken, earlier = handed(post), "chair" if post is CHAIR else "minutes"
    back = taken.when("probation", GiveBack(day_post=post, person=earlier)).then(
        PostTakenBack(day_post=post, person=earlier, earlier="probation")
    )
    assert (back.line(earlier).role, back.line("probation").role) == (post, Role.REPRESENTATIVE)
    again = GiveBack(day_post=post, person=earlier)
    back.when("probation", again).refused("not_your_role")
    back.when(earlier, again).refused("not_taken_over", "day_post")
    once_more = back.after("chair", ask(post, "probation", earlier))
    once_more.when("probation", TakeOver(day_post=post)).allowed()


def test_role_7_it_is_not_given_back_to_somebody_who_is_not_here() -> None:
    taken = handed(MINUTES).after("minutes", Leave())
    back = GiveBack(day_post=MINUTES, person="minutes")
    taken.when("probation", back).refused("cannot_give_back", "day_post")


def handed_on(*then: PersonId) -> Given:
    """The chair, handed on from each to the next."""
    room, holder = between_cases(), "chair"
    for person in then:
        room = room.after(holder, ask(CHAIR, person, holder)).after(
            person, TakeOver(day_post=CHAIR)
        )
        holder = person
    return room


def test_role_7_what_was_handed_on_goes_back_to_the_last_who_is_here() -> None:
    """Whoever has gone, or was never there, is passed over, and it is theirs no more."""
    twice = handed_on("police", "housing")
    last = GiveBack(day_post=CHAIR, person="police")
    twice.when("housing", last).then(
        PostTakenBack(day_post=CHAIR, person="police", earlier="housing")
    )
    void = twice.after("housing", VoidSignIn(person="police", reason="Not him."))
    void.when("housing", last).refused("moved_on", "person")
    back = void.when("housing", GiveBack(day_post=CHAIR, person="chair")).then(
        PostTakenBack(day_post=CHAIR, person="chair", earlier="housing")
    )
    assert back.line("chair").role is CHAIR
    back.when("chair", last).refused("not_taken_over", "day_post")
    thrice = handed_on("police", "housing", "probation").after("housing", Leave())
    again = thrice.after("probation", last)
    again.when("police", GiveBack(day_post=CHAIR, person="chair")).allowed()


def test_role_7_a_stale_giving_back_is_refused() -> None:
    """The one that its sender saw had gone, and is here again."""
    twice = handed_on("police", "housing").after("police", StepOut())
    seen = GiveBack(day_post=CHAIR, person="chair")
    twice.when("housing", seen).allowed()
    twice.after("police", Attend()).when("housing", seen).refused("moved_on", "person")


@pytest.mark.parametrize("post", [CHAIR, MINUTES])
def test_role_7_who_holds_it_by_the_plan_takes_it_back_in_one_act(post: DayPost) -> None:
    """However often it was handed on meanwhile, and whoever is asked to take it next."""
    earlier = "chair" if post is CHAIR else "minutes"
    by = "chair" if post is MINUTES else "police"
    room = handed(post, "police").after(by, ask(post, "housing", "police"))
    taken = room.after("housing", TakeOver(day_post=post))
    by = "chair" if post is MINUTES else "housing"
    asked = taken.after(by, ask(post, "idva", "housing"))
    back = asked.when(earlier, TakeBack(day_post=post, holder="housing")).then(
        PostTakenBack(day_post=post, person=earlier, earlier="housing")
    )
    assert back.room.holder(post) == back.line(earlier)
    assert back.room.taken_over_from[post] == ()
    assert all(back.seen_by(who).room.holder(post) == back.line(earlier) for who in ("idva", by))
    back.when("idva", TakeOver(day_post=post)).refused("not_asked", "day_post")
    back.when("housing", GiveBack(day_post=post, person=earlier)).refused("not_your_role")


def test_role_7_a_stale_taking_back_is_refused_and_so_is_anybody_elses() -> None:
    twice = handed_on("police", "housing")
    stale = TakeBack(day_post=CHAIR, holder="police")
    twice.when("chair", stale).refused("moved_on", "holder")
    back = TakeBack(day_post=CHAIR, holder="housing")
    twice.when("police", back).refused("not_yours_by_plan", "day_post")
    twice.when("idva", back).refused("not_yours_by_plan", "day_post")
    twice.when("minutes", back).refused("not_your_role")
    twice.when("chair", TakeBack(day_post=MINUTES, holder="minutes")).refused(
        "not_yours_by_plan", "day_post"
    )
    again = twice.after("chair", back)
    again.when("chair", back).refused("not_your_role")


def test_sign_2_who_takes_it_back_is_here_has_signed_and_waits_for_the_end_of_a_case() -> None:
    """ROLE-7."""
    back = TakeBack(day_post=CHAIR, holder="probation")
    gone = handed(CHAIR).after("chair", Leave())
    gone.when("chair", back).refused("not_present")
    gone.after("chair", Attend()).when("chair", back).allowed()
    on = handed(CHAIR).after("probation", CallItem(item="2"))
    on.when("chair", back).refused("case_is_on")
    here = ("minutes", "police", "probation")
    room = replace(a_room().arrived(*here), coordinator="minutes")
    begun = room.after("minutes", ask(CHAIR, "probation", "chair")).after(
        "probation", TakeOver(day_post=CHAIR), READ
    )
    late = begun.signed("probation").arrived("chair")
    late.when("chair", back).refused("not_signed")
    late.signed("chair").when("chair", back).allowed()


def test_con_3_who_takes_it_back_stands_in_for_nothing_besides() -> None:
    """ROLE-7: nobody both chairs and takes the minutes, also where it is given back."""
    stood = handed(CHAIR).stood_in(Post.MINUTES, "chair", "elm", by="probation")
    for who, command in (
        ("chair", TakeBack(day_post=CHAIR, holder="probation")),
        ("probation", GiveBack(day_post=CHAIR, person="chair")),
    ):
        back = stood.when(who, command).then(
            PostTakenBack(day_post=CHAIR, person="chair", earlier="probation"),
            StandInEnded(post=Post.MINUTES),
        )
        assert not back.case("elm").stand_ins[Post.MINUTES].person


def test_role_7_who_holds_the_minutes_meanwhile_is_not_given_the_chair_besides() -> None:
    """There would be nobody left who holds the minutes."""
    both = handed(CHAIR).after("probation", ask(MINUTES, "chair", "minutes"))
    both = both.after("chair", TakeOver(day_post=MINUTES))
    back = GiveBack(day_post=CHAIR, person="chair")
    both.when("probation", back).refused("cannot_give_back", "day_post")
    free = both.after("chair", GiveBack(day_post=MINUTES, person="minutes"))
    free.when("probation", back).allowed()


def test_att_6_a_void_holder_in_a_chain_leaves_it_to_the_last_who_is_here() -> None:
    """ROLE-7: and where nobody is, to whom it is by the plan, so that another can be asked."""
    void = VoidSignIn(person="probation", reason="Somebody else.")
    chain = replace(handed_on("police", "probation"), coordinator="idva")
    left = chain.after("idva", void)
    assert left.line("police").role is CHAIR
    gone = chain.after("police", Leave())
    assert gone.after("idva", void).line("chair").role is CHAIR
    nobody = gone.after("chair", Leave()).after("idva", void)
    assert nobody.line("chair").role is CHAIR
    nobody.when("idva", ask(CHAIR, "housing", "chair")).allowed()


def test_role_7_whoever_is_asked_may_decline_and_another_is_asked() -> None:
    asked = between_cases().after("chair", ask(MINUTES, "probation", "minutes"))
    asked.when("police", TakeOver(day_post=MINUTES)).refused("not_asked", "day_post")
    asked.when("chair", ask(MINUTES, "probation", "probation")).refused("already_there", "person")
    asked.when("chair", ask(MINUTES, "police", "minutes")).refused("moved_on", "in_place_of")
    declined = asked.when("probation", DeclineToTakeOver(day_post=MINUTES)).then(
        PostDeclined(day_post=MINUTES, person="probation")
    )
    declined.when("probation", TakeOver(day_post=MINUTES)).refused("not_asked", "day_post")
    declined.when("chair", ask(MINUTES, "police", "minutes")).allowed()
    instead = asked.after("chair", ask(MINUTES, "police", "probation"))
    instead.when("probation", TakeOver(day_post=MINUTES)).refused("not_asked", "day_post")


def test_role_7_only_the_chair_asks_for_the_chair_while_they_are_here() -> None:
    room = replace(between_cases(), coordinator="housing")
    room.when("housing", ask(CHAIR, "probation", "chair")).refused("holder_is_here", "day_post")
    room.when("housing", ask(MINUTES, "probation", "minutes")).allowed()
    room.when("police", ask(MINUTES, "probation", "minutes")).refused("not_your_role")
    room.when("minutes", ask(MINUTES, "probation", "minutes")).refused("holder_is_here", "day_post")
    gone = room.after("chair", Leave())
    gone.when("housing", ask(CHAIR, "probation", "chair")).allowed()
    gone.when("minutes", ask(CHAIR, "probation", "chair")).allowed()


def test_role_7_a_chair_who_is_back_is_not_relieved_by_what_was_asked_meanwhile() -> None:
    gone = replace(between_cases(), coordinator="housing").after("chair", Leave())
    asked = gone.after("housing", ask(CHAIR, "probation", "chair"))
    back = asked.after("chair", Attend())
    back.when("probation", TakeOver(day_post=CHAIR)).refused("moved_on", "day_post")
    asked.when("probation", TakeOver(day_post=CHAIR)).allowed()


@pytest.mark.parametrize("person", ["minutes", "observer", "health", "chair"])
def test_role_7_nobody_is_asked_who_could_not_do_it(person: PersonId) -> None:
    between_cases().when("chair", ask(CHAIR, person, "chair")).refused("cannot_take_over", "person")


def test_sign_2_who_has_not_signed_takes_nothing_over() -> None:
    """ROLE-7."""
    here = ("chair", "minutes", "police")
    room = a_room().arrived(*here).in_phase(Phase.DECLARATION).signed("chair")
    room.when("chair", ask(MINUTES, "police", "minutes")).refused("cannot_take_over", "person")
    room.signed("police").when("chair", ask(MINUTES, "police", "minutes")).allowed()
    unsigned = a_room().arrived(*here).after("chair", ask(MINUTES, "police", "minutes"))
    unsigned.after("chair", READ).when("police", TakeOver(day_post=MINUTES)).refused("not_signed")


def test_role_7_in_the_middle_of_a_case_nothing_is_handed_over_for_the_day() -> None:
    asked = between_cases().after("chair", ask(CHAIR, "probation", "chair"))
    on = asked.after("chair", CallItem(item="2"))
    on.when("probation", TakeOver(day_post=CHAIR)).refused("case_is_on")
    on.when("chair", ask(MINUTES, "police", "minutes")).refused("case_is_on")
    on.when("probation", DeclineToTakeOver(day_post=CHAIR)).allowed()


def test_con_3_a_chair_for_the_day_who_is_out_of_a_case_is_stood_in_for_there() -> None:
    """ROLE-7."""
    out = handed(CHAIR).after("probation", DeclareConflict(case="elm", reason="We are cousins."))
    assert vacant(out.room, out.case("elm")) == (Post.CHAIR,)
    stood = out.stood_in(Post.CHAIR, "police", "elm", by="minutes")
    stood.when("police", CallItem(item="2")).allowed()
    assert vacant(out.room, out.case("ash")) == ()


def test_con_3_who_takes_over_for_the_day_does_nothing_else_in_a_case() -> None:
    """ROLE-7: nobody both chairs and takes the minutes."""
    stood = between_cases().stood_in(Post.MINUTES, "probation", "elm")
    asked = stood.after("chair", ask(CHAIR, "probation", "chair"))
    taken = asked.when("probation", TakeOver(day_post=CHAIR)).then(
        PostTakenOver(day_post=CHAIR, person="probation", earlier="chair"),
        StandInEnded(post=Post.MINUTES),
    )
    holder = acting(taken.room, taken.case("elm"), Post.MINUTES)
    assert holder is not None
    assert holder.person == "minutes"


def test_att_6_what_was_taken_over_under_a_wrong_name_goes_back() -> None:
    """ROLE-7: and the right person, let in later, speaks for their agency."""
    void = VoidSignIn(person="probation", reason="Somebody else.")
    back = (
        handed(MINUTES)
        .when("chair", void)
        .then(
            SignInVoided(person="probation", reason="Somebody else."),
            PostTakenBack(day_post=MINUTES, person="minutes", earlier="probation"),
        )
    )
    here = back.after("chair", Admit(person="probation")).arrived("probation").signed("probation")
    assert here.line("probation").role is Role.REPRESENTATIVE


def test_role_7_a_holder_whose_laptop_failed_is_relieved_once_they_have_gone_out() -> None:
    """ROLE-8: whoever cannot press a key leads nothing here, and another laptop is theirs again."""
    room = replace(between_cases(), coordinator="housing")
    lost = room.after("minutes", RecordNoLaptop(person="chair"))
    lost.when("housing", ask(CHAIR, "probation", "chair")).refused("holder_is_here", "day_post")
    gone = lost.after("minutes", RecordSteppingOut(person="chair"))
    asked = gone.after("housing", ask(CHAIR, "probation", "chair"))
    asked.when("probation", TakeOver(day_post=CHAIR)).allowed()


def test_out_3_the_register_says_who_held_the_chair_and_until_when() -> None:
    """ROLE-7."""
    taken = handed(CHAIR)
    back = taken.later(minutes=30).after("probation", GiveBack(day_post=CHAIR, person="chair"))
    lines = {line.name: line for line in register_for(back.state, back.reader("police")).lines}
    earlier, acted = lines["Insp Petra Oakes"], lines["Piers Holt"]
    assert [said for said, _ in earlier.happened if "chair" in said] == [
        "chair until now",
        "chair from now on",
    ]
    assert [said for said, _ in acted.happened if "chair" in said] == [
        "chair from now on",
        "chair until now",
    ]
    assert (earlier.part, acted.part) == ("chair", "representative")


def test_role_7_at_the_stage_of_any_case_the_powers_are_the_new_holders() -> None:
    """The day goes on as if they had been chair from the start."""
    on = handed(CHAIR).after("probation", CallItem(item="2"))
    assert on.case("elm").stage is Stage.CONFLICTS
    on.when("chair", CallItem(item="3")).refused("not_your_role")


def test_con_1_who_takes_over_hears_no_reason_of_a_case_that_is_over() -> None:
    reasons = conflict_stream("oak", "children")
    declared = a_hearing(Stage.CONFLICTS).after(
        "children", DeclareConflict(case="oak", reason="He beat my sister too.")
    )
    over = declared.case_closed()
    assert reasons in may_read(over.state, over.reader("chair"))
    taken = over.after("chair", ask(CHAIR, "housing", "chair")).after(
        "housing", TakeOver(day_post=CHAIR)
    )
    assert reasons not in may_read(taken.state, taken.reader("housing"))
    later = taken.after("children", DeclareConflict(case="elm", reason="His cousin."))
    assert conflict_stream("elm", "children") in may_read(later.state, later.reader("housing"))


def test_role_7_nobody_takes_the_chair_from_who_is_in_the_room() -> None:
    """Whatever was recorded of their laptop (CON-2), or became of their account."""
    without = between_cases().after("minutes", RecordNoLaptop(person="chair"))
    without.when("minutes", ask(CHAIR, "police", "chair")).refused("holder_is_here", "day_post")
    given = replace(between_cases(), coordinator="housing")
    chair = replace(given.reader("chair"), renewed=Renewed(given.now, "minutes"))
    unsure = given.happened(decide_renewal(given.state, chair), "room")
    unsure.when("housing", ask(CHAIR, "police", "chair")).refused("holder_is_here", "day_post")


def test_con_2_nobody_chooses_who_rules_on_their_own_conflict() -> None:
    gone = between_cases().after("chair", Leave())
    declared = gone.after("minutes", DeclareConflict(case="elm", reason="Cousin."))
    declared.when("minutes", ask(CHAIR, "police", "chair")).refused("another_asks", "day_post")
    gone.when("minutes", ask(CHAIR, "police", "chair")).allowed()


def test_con_2_whom_somebody_made_chair_does_not_let_them_stay() -> None:
    """Declared before or since, nor whom those ask in turn: out of it they stay."""
    stays = RuleOnConflict(case="elm", person="chair", ruling=Ruling.STAYS, reason="A namesake.")
    leaves = RuleOnConflict(case="elm", person="chair", ruling=Ruling.LEAVES)
    declare = DeclareConflict(case="elm", reason="Cousin.")
    for given in (between_cases().after("chair", declare), between_cases()):
        taken = given.after("chair", ask(CHAIR, "probation", "chair"))
        taken = taken.after("probation", TakeOver(day_post=CHAIR))
        if taken.reads("chair", "elm"):
            taken = taken.after("chair", declare)
        taken.when("probation", stays).refused("they_chose_you", "person")
        taken.when("probation", leaves).allowed()
        of_another = taken.after("housing", DeclareConflict(case="elm", reason="Cousin."))
        of_another.when("probation", stays.model_copy(update={"person": "housing"})).allowed()
        on = taken.after("probation", ask(CHAIR, "police", "probation"))
        on = on.after("police", TakeOver(day_post=CHAIR))
        on.when("police", stays).refused("they_chose_you", "person")


def test_role_7_the_chair_is_for_who_has_proved_who_they_are_and_nothing_else_asks_for_it() -> None:
    """Not the minutes, nor to stand in for one case (CON-3), nor to give it back."""
    asked = between_cases().after("chair", ask(CHAIR, "probation", "chair"))
    unproved = replace(asked, unproved=frozenset(EVERYBODY))
    unproved.when("police", TakeOver(day_post=CHAIR)).refused("not_asked", "day_post")
    unproved.when("probation", TakeOver(day_post=CHAIR)).refused("prove_yourself", "day_post")
    stood = unproved.stood_in(Post.CHAIR, "housing", "elm")
    stood.when("housing", CallItem(item="2")).allowed()
    minutes = unproved.after("chair", ask(MINUTES, "police", "minutes"))
    minutes.when("police", TakeOver(day_post=MINUTES)).allowed()
    taken = replace(asked.after("probation", TakeOver(day_post=CHAIR)), unproved=unproved.unproved)
    back = TakeBack(day_post=CHAIR, holder="probation")
    taken.when("chair", back).refused("prove_yourself", "day_post")
    taken.when("probation", GiveBack(day_post=CHAIR, person="chair")).allowed()
    replace(taken, unproved=frozenset()).when("chair", back).allowed()
    assert may_read(taken.state, taken.reader("chair")) == may_read(
        taken.state, replace(taken.reader("chair"), proved=True)
    )


def test_con_2_whom_a_post_can_go_back_to_is_invited_anew_by_the_coordinator_alone() -> None:
    """ROLE-7: whoever acts could otherwise come back as the chair of the plan."""
    on = handed_on("police", "housing")
    for person in ("chair", "police"):
        with pytest.raises(Refused) as caught:
            need_may_manage(
                on.state, on.reader("housing"), InviteAnew(person=person), on.reader(person)
            )
        assert caught.value.code == "not_your_role"
        coordinated = replace(on, coordinator="minutes")
        asker = coordinated.reader("minutes")
        need_may_manage(on.state, asker, InviteAnew(person=person), on.reader(person))
    need_may_manage(on.state, on.reader("housing"), InviteAnew(person="idva"), on.reader("idva"))


@pytest.mark.parametrize("post", [Post.PROCESSING, Post.VICTIMS_VOICE])
def test_con_1_role_7_who_did_something_else_in_a_case_hears_no_reasons_of_it_as_its_chair_later(
    post: Post,
) -> None:
    declared = a_room().everybody_signed().after("police", DeclareConflict(case="oak", reason=WHY))
    closed = declared.stood_in(post, "probation").case_called().room_left().case_closed()
    taken = closed.after("chair", ask(CHAIR, "probation", "chair"))
    chair = taken.after("probation", TakeOver(day_post=CHAIR))
    assert conflict_stream("oak", "police") not in may_read(chair.state, chair.reader("probation"))
    assert conflict_stream("oak", "police") in may_read(closed.state, closed.reader("chair"))


WHY = "The perpetrator is my brother."
