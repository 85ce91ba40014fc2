"""Who confirms that the names are settled: in every meeting the same people, so that nobody can
tell from it that anybody was matched (CON-6).
"""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, permutations

import pytest

from agenda.plan import MeetingPlan, Role
from meeting.access import Membership, Reader
from meeting.case.hearing import OutOfIt, PersonOutOfIt
from meeting.commands import (
    Admit,
    AnyCommand,
    ApproveActionList,
    AskToComeIn,
    AskToTakeOver,
    ConfirmNames,
    DeclareConflict,
    EnterPhase,
    Leave,
    OpenAgenda,
    RecordApologies,
    RecordLeaving,
    RecordNoLaptop,
    RefuseDeclaration,
    SendApologies,
    TakeOver,
)
from meeting.confirming import to_confirm
from meeting.conflict import ConflictDeclared
from meeting.decide import decide
from meeting.decide.asking import admit
from meeting.decide.coordinators import decide_coordinator
from meeting.decide.matching import open_matches
from meeting.matching import Decision, MatchFound
from meeting.room import (
    ApologiesReceived,
    CoordinatorEnded,
    NamesChecked,
    NamesConfirmed,
    Phase,
)
from meeting.state import Placed
from meeting.streams import ROOM, case_stream, conflict_stream, match_stream
from meeting.values import THE_ROOM
from tests.given import A_PLAN, EVERYBODY, Given
from tests.meeting.distribution import World
from tests.meeting.matched import (
    BEGIN,
    VICTIM,
    Pair,
    like,
    prepared,
    settle,
    signed,
    where,
    with_coordinators,
)

HOUSING = with_coordinators("housing")
OK = ConfirmNames()
LIKE = {"chair": VICTIM, "minutes": "Bettina Elmer", "housing": "Finn", "police": "Curtis Elmer"}


def matched(*people: str) -> tuple[Pair, ...]:
    return tuple((who, LIKE[who]) for who in people)


def reads(given: Given) -> set[str]:
    return {who for who in given.room.register if given.reads(who)}


# Who confirms


def test_minute_taker_and_coordinator_confirm_and_only_the_last_opens_anything_con_6() -> None:
    for first, last in permutations(("minutes", "housing")):
        given = prepared(plan=HOUSING)
        checked = given.when(first, OK).then(NamesChecked())
        assert reads(checked) == set()
        checked.when(first, OK).refused("already_there")
        checked.when("chair", OpenAgenda()).refused("agenda_names_not_confirmed")
        confirmed = checked.when(last, OK).then(NamesConfirmed())
        assert reads(confirmed) == {"chair"}
        confirmed.when("chair", OpenAgenda()).allowed()


def test_the_chair_is_told_who_has_yet_to_confirm_con_6() -> None:
    given = signed(plan=HOUSING)
    for left, said in ((given, "Milo Penn or Hugo Brook"), (given.after("minutes", OK), "Hugo")):
        assert said in left.when("chair", BEGIN).refused("names_not_confirmed").message


@pytest.mark.parametrize("plan", [A_PLAN, with_coordinators("minutes")])
def test_without_another_coordinator_the_minute_taker_alone_confirms_con_6(
    plan: MeetingPlan,
) -> None:
    """One person in both posts says it once."""
    prepared(plan=plan).when("minutes", OK).then(NamesConfirmed())


def test_a_chair_who_is_the_coordinator_confirms_by_opening_con_6() -> None:
    given = prepared(plan=with_coordinators("chair"))
    given.when("chair", OpenAgenda()).refused("agenda_names_not_confirmed")
    given.after("minutes", OK).when("chair", OpenAgenda()).allowed()


def test_before_the_day_a_coordinator_of_since_confirms_where_nobody_else_can_con_6() -> None:
    """Their membership ended, say: the minutes are handed over in the room alone, and until then
    nobody would open the agenda. Who waits for whom is said, and what there is to do.
    """
    given = prepared()
    said = given.when("chair", OpenAgenda()).refused("agenda_names_not_confirmed").message
    assert "record apologies (a)" in said
    alone = given.after("chair", SendApologies(person="minutes"))
    said = alone.when("chair", OpenAgenda()).refused("agenda_nobody_confirms").message
    assert "made coordinator (people post): they do (o)" in said
    alone.when("police", OK).refused("not_your_role")
    given_the_post = replace(alone, coordinator="police")
    confirmed = given_the_post.when("police", OK).then(NamesConfirmed())
    confirmed.when("chair", OpenAgenda()).allowed()


def test_whoever_is_there_to_confirm_does_so_and_nobody_of_since_alone_con_6() -> None:
    given = replace(prepared(), coordinator="police")
    given.when("police", OK).then(NamesChecked()).when("chair", OpenAgenda()).refused(
        "agenda_names_not_confirmed"
    )


def test_each_of_two_coordinators_confirms_con_6() -> None:
    given = prepared(plan=with_coordinators("housing", "police"))
    confirmed = given.after("police", OK).after("minutes", OK)
    assert [line.person for line in to_confirm(confirmed.room)] == ["housing"]
    confirmed.when("housing", OK).then(NamesConfirmed())


# Who does not come holds up no meeting


def test_a_coordinator_who_does_not_come_is_not_waited_for_once_that_is_recorded_con_6() -> None:
    here = [who for who in EVERYBODY if who != "housing"]
    given = where(plan=HOUSING).arrived(*here).in_phase(Phase.DECLARATION).signed(*here)
    given = given.when("minutes", OK).then(NamesChecked())
    apologies = RecordApologies(person="housing")
    gone = given.when("minutes", apologies).then(
        ApologiesReceived(person="housing"), NamesConfirmed()
    )
    gone.when("chair", BEGIN).allowed()


def test_apologies_before_the_day_are_enough_con_6() -> None:
    given = prepared(plan=HOUSING).after("housing", SendApologies(person="housing"))
    given.when("minutes", OK).then(NamesConfirmed())


@pytest.mark.parametrize(
    ("who", "command"),
    [
        ("housing", Leave()),
        ("minutes", RecordLeaving(person="housing")),
        ("minutes", RecordNoLaptop(person="housing")),
    ],
)
def test_nobody_waits_for_who_can_no_longer_confirm_con_6(who: str, command: AnyCommand) -> None:
    given = signed(plan=HOUSING)
    assert given.after(who, command).room.names_confirmed is None
    assert given.after("minutes", OK).after(who, command).room.names_confirmed is not None
    given.after(who, command).when("minutes", OK).then(NamesConfirmed())


def test_nobody_waits_for_a_coordinator_who_would_not_sign_con_6() -> None:
    here = [who for who in EVERYBODY if who != "housing"]
    given = where(plan=HOUSING).arrived(*EVERYBODY).in_phase(Phase.DECLARATION).signed(*here)
    given.after("housing", RefuseDeclaration()).when("minutes", OK).then(NamesConfirmed())


def without_post(given: Given, **facts: object) -> Reader:
    """Housing, as the office has them after it took the post away, or after these facts."""
    as_before = {"coordinator": True, "membership": Membership.MEMBER, "agency": "housing"}
    reader = Reader("housing", **{**as_before, **(facts or {"coordinator": False})})  # type: ignore[arg-type] # by name
    assert given.line("housing").coordinator
    return reader


@pytest.mark.parametrize(
    "facts",
    [{"coordinator": False}, {"membership": Membership.ENDED}, {"agency": "police"}],
    ids=["post", "membership", "agency"],
)
@pytest.mark.parametrize(("begin", "opening"), [(prepared, OpenAgenda()), (signed, BEGIN)])
def test_nobody_waits_for_a_coordinator_whose_post_was_taken_away_con_6(
    begin: Callable[..., Given], opening: AnyCommand, facts: dict[str, object]
) -> None:
    """Whether before the others have said that the names are settled, or after."""
    given = begin(plan=HOUSING)
    ended = decide_coordinator(given.state, without_post(given, **facts))
    assert [placed.event for placed in ended] == [CoordinatorEnded(person="housing")]
    taken = given.happened(ended, "office")
    assert [line.person for line in to_confirm(taken.room)] == ["minutes"]
    taken.when("minutes", OK).then(NamesConfirmed()).when("chair", opening).allowed()

    checked = given.after("minutes", OK)
    ended = decide_coordinator(checked.state, without_post(given, **facts))
    assert [placed.event for placed in ended] == [
        CoordinatorEnded(person="housing"),
        NamesConfirmed(),
    ]
    assert {placed.by for placed in ended} == {THE_ROOM}
    checked.happened(ended, "office").when("chair", opening).allowed()


def test_a_post_that_is_taken_away_confirms_nothing_for_who_is_waited_for_still_con_6() -> None:
    given = signed(plan=with_coordinators("housing", "police")).after("minutes", OK)
    taken = given.happened(decide_coordinator(given.state, without_post(given)), "office")
    assert [line.person for line in to_confirm(taken.room)] == ["police"]
    taken.when("chair", BEGIN).refused("names_not_confirmed")


def test_that_a_post_ended_is_news_once_and_of_a_coordinator_alone_con_6() -> None:
    given = signed(plan=HOUSING)
    reader = without_post(given)
    assert decide_coordinator(given.state, replace(reader, coordinator=True)) == ()
    assert decide_coordinator(given.state, given.reader("police")) == ()
    assert decide_coordinator(given.state, Reader("stranger", "housing")) == ()
    taken = given.happened(decide_coordinator(given.state, reader), "office")
    assert decide_coordinator(taken.state, reader) == ()
    over = taken.after("minutes", OK).in_phase(Phase.HEARING).in_phase(Phase.SUMMARY)
    assert decide_coordinator(over.after("chair", ApproveActionList()).state, reader) == ()
    # Given back, it lets them settle, and nobody waits for them.
    assert decide_coordinator(taken.state, replace(reader, coordinator=True)) == ()


def test_who_waits_at_the_door_is_let_in_without_the_post_that_was_taken_away_con_6() -> None:
    given = replace(signed(plan=HOUSING), coordinator="deputy").after("deputy", AskToComeIn())
    reader = replace(given.reader("deputy"), coordinator=False)
    taken = given.happened(decide_coordinator(given.state, reader), "office")
    let_in = replace(taken, coordinator="").after("chair", Admit(person="deputy"))
    assert "deputy" in let_in.room.register
    assert [line.person for line in to_confirm(let_in.room)] == ["minutes", "housing"]


def test_nothing_is_confirmed_by_everybodys_going_con_6() -> None:
    given = signed(plan=HOUSING).after("housing", Leave()).after("minutes", Leave())
    given.when("chair", BEGIN).refused("names_not_confirmed")
    assert [line.person for line in to_confirm(given.room)] == ["minutes", "housing"]


def test_who_is_handed_the_minutes_confirms_as_the_earlier_minute_taker_did_con_6() -> None:
    given = signed(plan=HOUSING).after("minutes", OK)
    ask = AskToTakeOver(day_post=Role.MINUTE_TAKER, person="police", in_place_of="minutes")
    taken = given.after("chair", ask).after("police", TakeOver(day_post=Role.MINUTE_TAKER))
    taken.after("housing", OK).when("police", OK).then(NamesConfirmed())


def test_the_names_are_confirmed_once_more_for_another_chair_con_6() -> None:
    """Whoever takes it over may be matched: they would begin, and be alone without a case."""
    given = signed(("police", "Curtis Elmer"), plan=HOUSING).after("minutes", OK)
    ask = AskToTakeOver(day_post=Role.CHAIR, person="police", in_place_of="chair")
    taken = given.after("chair", ask).after("police", TakeOver(day_post=Role.CHAIR))
    taken.when("minutes", OK).refused("match_to_settle")
    taken.when("police", BEGIN).refused("names_not_confirmed")
    settled = taken.after("minutes", settle("police", case="elm"), OK).after("housing", OK)
    assert settled.after("police", BEGIN).reads("police")


def test_a_hearing_that_has_begun_is_not_confirmed_again_for_another_chair_con_6() -> None:
    given = signed(plan=HOUSING).after("minutes", OK).after("housing", OK).after("chair", BEGIN)
    ask = AskToTakeOver(day_post=Role.CHAIR, person="police", in_place_of="chair")
    taken = given.after("chair", ask).after("police", TakeOver(day_post=Role.CHAIR))
    on = EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY)
    back = EnterPhase(from_phase=Phase.SUMMARY, phase=Phase.HEARING)
    taken.after("police", on).when("police", back).allowed()


# Who was matched cannot tell


def test_a_chair_in_conflict_does_not_begin_over_a_match_that_became_anothers_con_6() -> None:
    given = signed(("police", "Dale Oakhill")).after("minutes", OK)
    out = given.after("chair", DeclareConflict(case="oak", reason="My cousin."))
    out.when("chair", BEGIN).refused("match_for_another")
    settled = out.after("minutes", settle("police"))
    assert settled.after("chair", BEGIN).reads("police")


def knocked(given: Given, *pairs: Pair) -> Given:
    """Freya Moss, whom nobody expects, has asked to come in."""
    placed = decide(given.state, given.reader("fire"), AskToComeIn(), given.now, like(*pairs))
    return given.happened(placed, "fire").later(seconds=1)


MOSS = ("Freya Moss", "Dale Oakhill")


def test_nothing_tells_a_chair_in_conflict_whom_anybody_is_like_who_knocks_after_con_6_con_2() -> (
    None
):
    """They have read nothing of that match: begun or not, they are told the same."""
    declared = DeclareConflict(case="oak", reason="My cousin.")
    given = signed().after("minutes", OK).after("chair", declared)
    for pairs in ((), (MOSS,)):
        world = World(knocked(given, *pairs), only="chair")
        assert bool(list(world.state.matches())) is bool(pairs)
        assert world.give("chair", BEGIN) is None
    before = knocked(signed().after("minutes", OK), MOSS).after("chair", declared)
    before.when("chair", BEGIN).refused("match_for_another")
    # Settled and found again, after they had declared it, it is another one, which is not theirs.
    cleared = before.after("minutes", settle("fire"))
    again = MatchFound(parties=cleared.state.match("oak", "fire").parties)  # type: ignore[union-attr] # it was found
    found = cleared.happened([Placed(match_stream("oak", "fire"), again)], "room")
    assert found.state.has_open_match("oak", "fire")
    found.when("chair", BEGIN).allowed()
    # What is found besides, before it is settled, makes it none that they had not read.
    before.happened([Placed(match_stream("oak", "fire"), again)], "room").when(
        "chair", BEGIN
    ).refused("match_for_another")


def out_by_anothers_word(*pairs: Pair) -> Given:
    """Who is put out of a case by the coordinator has read no match in it before, since they were
    matched themselves; nor has the minute-taker, who is matched too, and the coordinator has gone.
    """
    plan = with_coordinators("police")
    given = signed(("chair", VICTIM), ("minutes", "Bettina Elmer"), *pairs, plan=plan)
    given = given.after("police", settle("chair", Decision.RECUSED), Leave())
    return given.after("minutes", OK).after("chair", settle("minutes", case="elm"))


def test_nothing_tells_a_chair_who_is_put_out_of_a_case_of_anothers_match_in_it_con_6_con_2() -> (
    None
):
    for pairs in ((), (("housing", "Dale Oakhill"),)):
        given = out_by_anothers_word(*pairs)
        assert given.state.has_open_match("oak") is bool(pairs)
        given.when("chair", BEGIN).allowed()


def test_a_conflict_of_before_somebody_had_the_chair_tells_them_of_no_match_con_6_con_2() -> None:
    """They declared it as a representative, who reads no match, and took the chair over since."""
    given = signed(("housing", "Dale Oakhill")).after("minutes", OK)
    conflict = Placed(conflict_stream("oak", "police"), ConflictDeclared(reason="My cousin."))
    out = PersonOutOfIt(person="police", standing=OutOfIt.WITHHELD)
    given = given.happened([conflict, Placed(case_stream("oak"), out)], "police").later(seconds=1)
    ask = AskToTakeOver(day_post=Role.CHAIR, person="police", in_place_of="chair")
    taken = given.after("chair", ask).after("police", TakeOver(day_post=Role.CHAIR))
    confirmed = taken.happened([Placed(ROOM, NamesConfirmed())], "minutes")
    confirmed.when("police", BEGIN).allowed()


def test_nothing_tells_a_chair_who_is_out_of_a_case_of_a_match_of_their_own_in_it_con_6() -> None:
    given = signed(*matched("chair", "minutes", "housing"), plan=HOUSING)
    out = PersonOutOfIt(person="chair", standing=OutOfIt.RECUSED)
    given = given.happened([Placed(case_stream("oak"), out)], "housing")
    given.after("minutes", OK).after("housing", OK).when("chair", BEGIN).allowed()


def test_a_match_of_their_own_holds_nobody_up_con_6() -> None:
    given = signed(*matched("minutes", "housing", "police"), plan=HOUSING)
    for who in ("minutes", "housing"):
        given.when(who, OK).allowed()


GROUPS = tuple(
    group
    for size in (1, 2, 3)
    for group in combinations(LIKE, size)
    if not set(group) >= {"chair", "minutes", "housing"}
)
"""Who is matched at once. Where all who settle are, nobody can settle anything."""


def turn(world: World, who: str, then: AnyCommand) -> None:
    """``who`` settles, as clear, all that is theirs to settle, and then says ``then``."""
    while found := open_matches(admit(world.state, world.given.reader(who), then, world.given.now)):
        stream = found[0]
        assert world.give(who, settle(stream.person, case=stream.case)) is None
    assert world.give(who, then) is None


def told(world: World, x: str) -> list[bytes]:
    """What X was sent of the room and the cases, in order; what they settle is no news of them."""
    parts = (part for frame in world.sent[x] for part in frame.parts)
    return [re.sub(rb'"at":"[^"]+"', b"", repr(p).encode()) for p in parts if "match/" not in p[0]]


@pytest.mark.parametrize("group", GROUPS, ids="-".join)
@pytest.mark.parametrize("order", permutations(("minutes", "housing")), ids="-".join)
@pytest.mark.parametrize(
    ("begin", "opening"), [(prepared, OpenAgenda()), (signed, BEGIN)], ids=["before", "day"]
)
def test_nobody_can_tell_from_who_confirms_that_they_were_matched_con_6(
    begin: Callable[..., Given],
    opening: AnyCommand,
    order: tuple[str, ...],
    group: tuple[str, ...],
) -> None:
    """The same bytes and answers as where they are like nobody, whoever else is matched."""
    for x in group:
        others = [who for who in group if who != x]
        worlds = [World(begin(*matched(*who), plan=HOUSING), only=x) for who in (group, others)]
        for world in worlds:
            for who in order:
                refusal = world.give("chair", opening)
                assert refusal is not None
                assert "not_confirmed" in refusal.code
                turn(world, who, OK)
            turn(world, "chair", opening)
            assert world.given.reads(x)
        assert told(worlds[0], x) == told(worlds[1], x)
