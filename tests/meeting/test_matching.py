"""Likely matches of attendees with parties: CON-6. Who was matched cannot tell."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from agenda.likeness import Alike, compared_parties
from agenda.matching import likeness
from agenda.plan import Party, PartyKind, Role
from meeting.access import TABLE, Reader, Standing, may_read
from meeting.case.hearing import OutOfIt, PersonOutOfIt
from meeting.chain import write
from meeting.commands import (
    Admit,
    AnyCommand,
    ApproveActionList,
    AskToComeIn,
    CallItem,
    ConfirmNames,
    DeclareConflict,
    EnterPhase,
    Leave,
    RecordConflict,
    RecordLeaving,
    RecordNoLaptop,
    RecordRelease,
    RecordSteppingOut,
    RuleOnConflict,
    SettleMatch,
    StepOut,
    VoidSignIn,
)
from meeting.conflict import ConflictDeclared, ConflictRuled, Ruling
from meeting.decide import decide
from meeting.decide.arrange import arrange
from meeting.matching import Decision, MatchFound, MatchSettled, PartiesToCompare, PersonCompared
from meeting.room import NamesConfirmed, Phase
from meeting.state import Placed, Recorded
from meeting.streams import COMPARISON, Kind, conflict_stream, match_stream
from meeting.words import Refused
from tests.given import A_PLAN, CLOSED_DAYS, EVERYBODY, Given, a_hearing, a_room
from tests.meeting.distribution import World
from tests.meeting.generated import ALL_COMMANDS, any_command
from tests.meeting.matched import BEGIN, KNOWN, TOLD, VICTIM, Pair, like, settle, signed, where


def readers(given: Given, person: str, case: str = "oak") -> set[str]:
    stream = match_stream(case, person)
    return {who for who in EVERYBODY if stream in given.seen_by(who).streams}


# The comparison


def test_everybody_expected_is_compared_with_every_party_before_anything_else() -> None:
    """CON-6: and nobody at the table reads that they were."""
    given = a_room()
    for who in EVERYBODY:
        assert all(given.state.comparison.covers(case, who) for case in ("oak", "elm", "ash"))
    assert not list(given.state.matches())
    hearing = a_hearing()
    for who in EVERYBODY:
        reader = Reader(who, hearing.line(who).agency, coordinator=True)
        assert COMPARISON not in may_read(hearing.state, reader)


def test_without_a_recorded_comparison_nobody_reads_a_case() -> None:
    """CON-6."""
    given = a_hearing()
    blank = Given(given.state.without([COMPARISON]), given.journal, given.now)
    assert given.reads("police")
    assert not any(list(blank.seen_by(who).cases()) for who in EVERYBODY)


def test_a_comparison_with_the_parties_as_they_were_is_none() -> None:
    """CON-6: with the parties as they are now."""
    more = Party(id="uncle", kind=PartyKind.PERPETRATOR, name="Ivor Oakhill")
    parties = (*compared_parties(A_PLAN.cases[0].parties), *compared_parties([more]))
    changed = Placed(COMPARISON, PartiesToCompare(case="oak", parties=parties))
    given = a_hearing().happened([changed], "coordinator")
    assert not given.reads("police")
    assert given.reads("police", "elm")
    again = Placed(COMPARISON, PersonCompared(person="police", cases=("oak", "no-such-case")))
    compared = given.happened([again], "coordinator")
    assert compared.reads("police")
    assert not compared.reads("housing")


def test_where_somebody_lives_is_in_no_stream_that_anybody_reads() -> None:
    """CON-6: neither a party nor who attends, nor when who attends was born."""
    oak = A_PLAN.cases[0]
    party = oak.parties[0].model_copy(update={"address": "4 Mill Lane"})
    person = A_PLAN.people[2].model_copy(
        update={"address": "9 Weir Road", "born": date(1979, 5, 6)}
    )
    plan = A_PLAN.model_copy(
        update={
            "cases": (oak.model_copy(update={"parties": (party, *oak.parties[1:])}),),
            "people": (*A_PLAN.people[:2], person, *A_PLAN.people[3:]),
        }
    )
    given = Given().happened(arrange(plan, CLOSED_DAYS, like()), "coordinator")
    for held in (b"Mill Lane", b"Weir Road", b"1979-05-06"):
        assert {s.kind for s, each in given.journal if held in write(each)} == {Kind.COMPARISON}


# Who reads a match, and who settles it


def test_a_match_is_for_the_chair_and_the_coordinator_and_never_for_who_is_matched() -> None:
    """CON-6."""
    given = signed(("housing", VICTIM))
    assert readers(given, "housing") == {"chair"}
    for who in EVERYBODY:
        reader = Reader(who, given.line(who).agency, coordinator=True)
        reads = match_stream("oak", "housing") in may_read(given.state, reader)
        assert reads is (who not in {"housing", "health"})


def test_the_coordinator_settles_as_the_chair_does_whatever_their_part() -> None:
    """CON-6, ROLE-1: not their own."""
    given = signed(("housing", VICTIM))
    police, housing = (Reader(who, who, coordinator=True) for who in ("police", "housing"))
    assert decide(given.state, police, settle("housing"), given.now)
    with pytest.raises(Refused) as caught:
        decide(given.state, housing, settle("housing"), given.now)
    assert caught.value.code == "no_such_match"


def test_a_match_of_the_chair_is_for_the_minute_taker() -> None:
    """CON-6: whichever of them is not the person matched."""
    given = signed(("chair", VICTIM), ("housing", "Bettina Elmer"))
    assert readers(given, "chair") == {"minutes"}


def test_who_is_matched_reads_no_match_of_any_case() -> None:
    """CON-6: there is a party's name in it, and they read none of the day's until it is settled."""
    given = signed(("chair", VICTIM), ("housing", "Bettina Elmer"))
    assert readers(given, "housing", "elm") == {"minutes"}
    given.when("chair", settle("housing", case="elm")).refused("no_such_match", "person")
    assert readers(given.after("minutes", settle("chair")), "housing", "elm") == {"chair"}


def test_where_chair_and_minute_taker_are_matched_the_coordinator_settles() -> None:
    """CON-6: in one case or in two; and where the coordinator is matched too, nobody does."""
    for case, party in (("oak", "Dale Oakhill"), ("elm", "Bettina Elmer")):
        both = signed(("chair", VICTIM), ("minutes", party))
        assert readers(both, "chair") == readers(both, "minutes", case) == set()
        police = replace(both, coordinator="police")
        settled = police.after("police", settle("minutes", case=case))
        assert readers(settled, "chair") == {"minutes", "police"}
        begun = settled.after("minutes", settle("chair")).in_phase(Phase.HEARING)
        assert begun.reads("chair")
        assert begun.reads("minutes")
    three = signed(("chair", VICTIM), ("minutes", "Bettina Elmer"), ("police", "Finn"))
    assert all(
        readers(replace(three, coordinator="police"), who, case) == set()
        for who, case in (("chair", "oak"), ("minutes", "elm"), ("police", "ash"))
    )


def test_who_may_be_a_party_of_a_case_reads_no_match_of_it() -> None:
    """CON-6: whom others are like is whose case it is."""
    given = signed(("chair", VICTIM), ("housing", "Dale Oakhill"))
    assert readers(given, "housing") == {"minutes"}
    assert readers(given.after("minutes", settle("chair")), "housing") == {"chair"}


def test_before_signing_nobody_reads_a_match() -> None:
    """SIGN-2: there is a party's name in it."""
    given = where(("housing", VICTIM)).arrived(*EVERYBODY).in_phase(Phase.DECLARATION)
    assert readers(given, "housing") == set()
    assert readers(given.signed("chair"), "housing") == {"chair"}
    assert not any((Kind.COMPARISON, s, t) in TABLE for _, s, t in TABLE)
    assert not any((Kind.MATCH, Standing.SUBJECT, t) in TABLE for _, _, t in TABLE)


def test_a_match_says_with_whom_and_in_what() -> None:
    """CON-6: the reasons are for whoever settles it."""
    match = signed(("housing", VICTIM)).state.match("oak", "housing")
    assert match is not None
    (party,) = match.parties
    assert (party.name, party.alike, party.percent) == (VICTIM, (Alike.CLOSE_NAME, Alike.BORN), 91)


def test_who_is_clear_reads_as_anybody_does() -> None:
    """CON-6."""
    given = signed(("housing", VICTIM)).when("chair", settle("housing"))
    clear = given.then(MatchSettled(decision=Decision.CLEAR, reason=KNOWN)).in_phase(Phase.HEARING)
    assert [clear.reads("housing", case) for case in ("oak", "elm")] == [True, True]
    clear.when("chair", settle("housing")).refused("moved_on", "version")


@pytest.mark.parametrize("decision", Decision)
def test_con_6_nothing_is_settled_without_saying_why(decision: Decision) -> None:
    given = signed(("housing", VICTIM))
    given.when("chair", settle("housing", decision, reason="")).refused("say_why_settled", "reason")


@pytest.mark.parametrize("decision", [Decision.RECUSED, Decision.RESTRICTED])
def test_who_is_out_of_it_is_told_what_a_recusal_tells(decision: Decision) -> None:
    """CON-5, CON-6: here the case is withheld from them, and the others are not."""
    given = signed(("housing", VICTIM))
    given.when("chair", settle("housing", decision, told="")).refused(
        "say_what_they_are_told", "told"
    )
    out = given.when("chair", settle("housing", decision, reason="Her sister.")).then(
        MatchSettled(decision=decision, reason="Her sister."),
        ConflictDeclared(reason=TOLD),
        ConflictRuled(ruling=Ruling.LEAVES, reason=""),
        PersonOutOfIt(person="housing", standing=OutOfIt.WITHHELD),
        PersonOutOfIt(person="housing", standing=OutOfIt.RECUSED),
    )
    heard = out.in_phase(Phase.HEARING)
    assert [heard.reads("housing", case) for case in ("oak", "elm")] == [False, True]
    assert "Her sister" not in repr(heard.seen_by("housing"))
    assert heard.case().out_of_it == {"housing": OutOfIt.RECUSED}


def test_who_is_out_of_it_already_stays_so_and_nothing_more_is_told() -> None:
    """CON-6."""
    given = signed(("housing", VICTIM)).after("minutes", ConfirmNames())
    record = RecordConflict(case="oak", person="housing", reason="He said so aloud.")
    out = given.after("chair", record)
    out.when("chair", settle("housing", Decision.RECUSED)).then(
        MatchSettled(decision=Decision.RECUSED, reason=KNOWN)
    )


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_asks_about_a_match_that_is_not_theirs_gets_one_answer(who: str) -> None:
    """CON-6: matched, not matched or no such person."""
    if who in {"health", "chair"}:
        return
    for given in (signed((who, VICTIM)), signed()):
        for person in (who, "stranger"):
            code = "not_your_role" if who == "observer" else "no_such_match"
            given.when(who, settle(person)).refused(
                code, "person" if code == "no_such_match" else None
            )


def test_the_chair_asks_about_their_own_and_learns_nothing() -> None:
    """CON-6."""
    for given in (signed(("chair", VICTIM)), signed()):
        given.when("chair", settle("chair")).refused("no_such_match", "person")


def test_only_the_match_that_was_looked_at_is_settled() -> None:
    """CON-6: found anew, it is open anew."""
    given = signed(("housing", VICTIM)).after("chair", settle("housing"))
    match = given.state.match("oak", "housing")
    assert match is not None
    again = given.happened(
        [Placed(match_stream("oak", "housing"), MatchFound(parties=match.parties))], "coordinator"
    )
    again.when("chair", settle("housing")).refused("moved_on", "version")
    settled = again.when("chair", settle("housing", version=2)).allowed().state
    assert not any(found.is_open for _, found in settled.matches())


# The hearing


def test_the_hearing_begins_when_the_names_are_settled() -> None:
    """CON-6: with a sentence for the chair, who alone can do something about it."""
    given = signed(("housing", VICTIM)).after("minutes", ConfirmNames())
    given.when("chair", BEGIN).refused("match_to_settle")
    begun = given.after("chair", settle("housing"), BEGIN)
    assert begun.reads("housing")


def test_the_minute_taker_confirms_the_names_in_every_meeting() -> None:
    """CON-6: so that a chair who was matched waits for nothing that others do not wait for."""
    for given in (signed(), signed(("chair", VICTIM))):
        given.when("chair", BEGIN).refused("names_not_confirmed")
    matched = signed(("chair", VICTIM))
    matched.when("minutes", ConfirmNames()).refused("match_to_settle")
    clear = matched.after("minutes", settle("chair"))
    confirmed = clear.when("minutes", ConfirmNames()).then(NamesConfirmed())
    confirmed.when("minutes", ConfirmNames()).refused("already_there")
    confirmed.when("chair", BEGIN).allowed()


def test_names_are_open_to_the_chair_first_and_to_the_rest_when_the_hearing_begins() -> None:
    """CON-6: at one moment for everybody, so that waiting tells nobody anything."""
    given = signed()
    assert not any(given.reads(who) for who in EVERYBODY)
    confirmed = given.after("minutes", ConfirmNames())
    assert {who for who in EVERYBODY if confirmed.reads(who)} == {"chair"}
    begun = confirmed.after("chair", BEGIN)
    assert all(begun.reads(who) for who in EVERYBODY if who != "health")


def test_who_waits_for_a_match_reads_no_case_at_all() -> None:
    """CON-6: before that person sees any of the day's names."""
    late = a_hearing().happened(found("police"), "coordinator")
    assert list(late.seen_by("police").cases()) == []
    assert late.reads("housing")


def found(person: str, case: str = "elm") -> Iterable[Placed]:
    party = signed((person, VICTIM)).state.match("oak", person)
    assert party is not None
    return (Placed(match_stream(case, person), MatchFound(parties=party.parties)),)


def test_a_case_is_not_called_over_a_match_in_it() -> None:
    """CON-6: what is said aloud is heard by whoever sits there."""
    given = a_room().everybody_signed().happened(found("police"), "coordinator")
    given.when("chair", CallItem(item="2")).refused("match_to_settle")
    given.when("chair", CallItem(item="1")).allowed()
    given.after("chair", settle("police", case="elm")).when("chair", CallItem(item="2")).allowed()


def test_a_chair_who_is_matched_in_the_middle_of_the_day_calls_nothing() -> None:
    """CON-6, CON-3: as if they were out of it."""
    given = a_room().everybody_signed().happened(found("chair"), "coordinator")
    for item in ("1", "2"):
        given.when("chair", CallItem(item=item)).refused("stand_in_needed")


# Somebody who is added on the day


NORA = Reader("nora", "police", name="Nora Vale")


def asked(given: Given, *pairs: Pair) -> Given:
    """Nora, whom nobody expects, has asked to come in."""
    placed = decide(given.state, NORA, AskToComeIn(), given.now, like(*pairs))
    return given.happened(placed, "nora").later(seconds=1)


def test_somebody_unexpected_is_compared_at_the_door() -> None:
    """CON-6, ATT-6."""
    given = asked(a_hearing(), ("Nora Vale", VICTIM))
    assert all(given.state.comparison.covers(case, "nora") for case in ("oak", "elm", "ash"))
    assert readers(given, "nora") == {"chair"}
    assert not list(asked(a_hearing()).state.matches())


def test_who_waits_at_the_door_is_let_in_once_a_match_is_settled() -> None:
    """CON-6, ATT-6: they wait at the door as everybody does, and cannot tell for what."""
    let_in = Admit(person="nora", role=Role.REPRESENTATIVE)
    given = asked(a_hearing(), ("Nora Vale", VICTIM))
    given.when("chair", let_in).refused("match_to_settle")
    assert may_read(given.state, NORA) == may_read(asked(a_hearing()).state, NORA)
    for decision, reads in ((Decision.CLEAR, True), (Decision.RECUSED, False)):
        late = given.after("chair", settle("nora", decision), let_in).arrived("nora").signed("nora")
        assert [late.reads("nora", case) for case in ("oak", "elm")] == [reads, True]


def test_without_anything_to_compare_with_nobody_counts_as_compared() -> None:
    """CON-6: in doubt the answer is no."""
    given = a_hearing()
    given = given.happened(decide(given.state, NORA, AskToComeIn(), given.now), "nora")
    late = given.after("chair", Admit(person="nora", role=Role.REPRESENTATIVE))
    assert not list(late.arrived("nora").signed("nora").seen_by("nora").cases())


# A sign-in that was void, and the right person


def void_and_back(given: Given, *pairs: Pair) -> Given:
    """The police's sign-in was void, and Robin Marsh asks to come in."""
    given = given.after("chair", VoidSignIn(person="police", reason="Somebody else."))
    placed = decide(given.state, given.reader("police"), AskToComeIn(), given.now, like(*pairs))
    return given.happened(placed, "police").later(seconds=1)


def test_who_is_let_in_after_a_void_sign_in_waits_for_a_match_at_the_door() -> None:
    """CON-6, ATT-6: inside they would be the only one to wait, and know for what."""
    let_in = Admit(person="police")
    given = void_and_back(a_hearing(), ("Robin Marsh", "Curtis Elmer"))
    given.when("chair", let_in).refused("match_to_settle")
    back = given.after("chair", settle("police", case="elm"), let_in)
    assert back.arrived("police").signed("police").reads("police", "elm")


BORN = date(1988, 3, 9)
UNCLE = Party(id="uncle", kind=PartyKind.PERPETRATOR, name="Ivor Oakhill", address="9 Weir Road")
NAMESAKE = Party(id="uncle", kind=PartyKind.PERPETRATOR, name="Robin Marsh", born=BORN)


@pytest.mark.parametrize(
    ("held", "party", "found"),
    [
        ({"address": "9 Weir Rd"}, UNCLE, True),
        ({"born": date(1961, 7, 30)}, NAMESAKE, False),
        ({}, UNCLE, False),
        ({}, NAMESAKE, True),
    ],
)
def test_who_comes_back_is_compared_by_all_that_is_held_of_them_and_not_by_the_name_alone(
    held: dict[str, object],
    party: Party,
    found: bool,  # noqa: FBT001 - which world
) -> None:
    """CON-6, ATT-6: with a party that the case has now and did not have before the day."""
    people = (p.model_copy(update=held if p.id == "police" else {}) for p in A_PLAN.people)
    plan = A_PLAN.model_copy(update={"people": tuple(people)})
    given = Given().happened(arrange(plan, CLOSED_DAYS, likeness), "coordinator")
    parties = PartiesToCompare(case="oak", parties=compared_parties([party]))
    given = given.everybody_signed().happened([Placed(COMPARISON, parties)], "coordinator")
    void = given.after("chair", VoidSignIn(person="police", reason="Somebody else."))
    back = void.after("police", AskToComeIn())
    assert (back.state.match("oak", "police") is not None) is found


def test_what_was_settled_of_somebody_stays_settled_when_they_are_compared_once_more() -> None:
    """CON-6, ATT-6: else they would be alone in waiting for what was done before."""
    given = signed(("police", VICTIM)).after("chair", settle("police")).in_phase(Phase.HEARING)
    back = void_and_back(given, ("police", VICTIM), ("Robin Marsh", VICTIM))
    assert not any(match.is_open for _, match in back.state.matches())
    again = back.after("chair", Admit(person="police")).arrived("police").signed("police")
    assert again.reads("police")


def test_whom_they_are_found_to_be_like_besides_is_settled_with_what_was_known() -> None:
    """CON-6: at the door there is only a name to go by, so what was found stays found."""
    given = signed(("police", VICTIM)).after("chair", settle("police")).in_phase(Phase.HEARING)
    back = void_and_back(given, ("Robin Marsh", "Dale Oakhill"))
    match = back.state.match("oak", "police")
    assert match is not None
    assert match.is_open
    assert [party.name for party in match.parties] == [VICTIM, "Dale Oakhill"]
    back.when("chair", Admit(person="police")).refused("match_to_settle")


# Two worlds: in one of them X was matched and is clear, in the other X was like nobody

TELLING = (
    *(EnterPhase, ConfirmNames, SettleMatch, ApproveActionList, Leave, RecordLeaving),
    *(RecordNoLaptop, DeclareConflict, RecordConflict, RuleOnConflict),
    *(StepOut, RecordSteppingOut, RecordRelease, VoidSignIn),
)
"""What others do not do by chance here: it decides when the names are settled, and by whom."""

MOVES = (
    *(Leave, RecordLeaving, RecordNoLaptop, DeclareConflict),
    *(StepOut, RecordSteppingOut, RecordRelease, VoidSignIn),
)


def masked(world: World, x: str) -> list[bytes]:
    """What X was sent, without the times."""
    return [re.sub(rb'"at":"[^"]+"', b"", frame.bytes) for frame in world.sent[x]]


class Worlds:
    """X is like ``party`` in ``this`` world, and like nobody in the ``other``."""

    def __init__(
        self,
        x: str,
        party: str,
        begin: Callable[[Given], Given],
        where: Callable[..., Given] = where,
    ) -> None:
        self.x = x
        self.this, self.other = (
            World(begin(given), only=x) for given in (where((x, party)), where())
        )

    def give(self, who: str, command: AnyCommand) -> None:
        answers = [world.give(who, command) for world in (self.this, self.other)]
        if who == self.x:
            assert len({_answer(answer) for answer in answers}) == 1
        self.check()

    def settle(self, case: str) -> None:
        """Only in the world where there is something to settle."""
        who = "minutes" if self.x == "chair" else "chair"
        assert self.this.give(who, settle(self.x, case=case)) is None
        self.check()

    def check(self) -> None:
        assert masked(self.this, self.x) == masked(self.other, self.x)


def _answer(refusal: Refused | None) -> tuple[str, str, str | None] | None:
    return None if refusal is None else (refusal.code, refusal.message, refusal.field)


def by_chance(worlds: Worlds, chance: Random, times: int) -> None:
    for _ in range(times):
        who = chance.choice((worlds.x, *EVERYBODY))
        kinds = [kind for kind in ALL_COMMANDS if who == worlds.x or kind not in TELLING]
        if worlds.x in {"chair", "minutes"}:
            # Whoever would settle the match stays where they are.
            kinds = [kind for kind in kinds if kind not in MOVES]
        command = any_command(chance, chance.choice(kinds), worlds.other.state)
        if isinstance(command, SettleMatch):
            command = settle(chance.choice((worlds.x, "police")), case=command.case)
        if isinstance(command, RecordConflict | RecordLeaving) and who != worlds.x:
            continue
        worlds.give(who, command)


@pytest.mark.parametrize("x", EVERYBODY)
@pytest.mark.parametrize("seed", range(6))
def test_nobody_can_tell_that_they_were_matched_and_are_clear(x: str, seed: int) -> None:
    """CON-6: the same bytes, and the same answers to whatever they ask, whoever they are."""
    chance = Random(f"{x}/{seed}")  # noqa: S311 - plays meetings, keeps no secrets
    case, party = chance.choice((("oak", VICTIM), ("elm", "Curtis Elmer"), ("ash", "Finn")))
    worlds = Worlds(x, party, lambda given: given.arrived(*EVERYBODY))
    by_chance(worlds, chance, 10)
    worlds.give("chair", EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION))
    for who in chance.sample(EVERYBODY, len(EVERYBODY)):
        if worlds.other.given.line(who).is_present and who != "health":
            worlds.give(who, worlds.other.given.signature_of(who))
        by_chance(worlds, chance, 2)
    if x == "chair":
        worlds.settle(case)
    worlds.give("minutes", ConfirmNames())
    by_chance(worlds, chance, 10)
    if x != "chair":
        worlds.settle(case)
    worlds.give("chair", BEGIN)
    assert worlds.this.state.room.phase is worlds.other.state.room.phase is Phase.HEARING
    by_chance(worlds, chance, 20)
    worlds.give("chair", CallItem(item="1"))
    by_chance(worlds, chance, 20)


@pytest.mark.parametrize("x", [who for who in EVERYBODY if who != "chair"])
@pytest.mark.parametrize("decision", [Decision.RECUSED, Decision.RESTRICTED])
def test_nobody_can_tell_a_match_from_a_recusal_by_the_chair(x: str, decision: Decision) -> None:
    """CON-5, CON-6: the same events, by the same person, at the same time."""
    ready = [given.after("minutes", ConfirmNames()) for given in (signed((x, VICTIM)), signed())]
    this, other = (World(given, only=x) for given in ready)
    assert this.give("chair", settle(x, decision, reason="Her brother-in-law.")) is None
    other.draft("chair", RecordConflict(case="oak", person=x, reason=TOLD))
    other.draft("chair", RuleOnConflict(case="oak", person=x, ruling=Ruling.LEAVES))
    other.commit()
    for world in (this, other):
        assert world.give("chair", BEGIN) is None
    assert masked(this, x) == masked(other, x)
    assert (conflict_stream("oak", x) in this.readable(x)) is (x != "health")


def test_a_table_that_hears_a_case_is_not_told_who_was_matched() -> None:
    """CON-6: not in the case, which all of them read."""
    cleared = signed(("housing", VICTIM)).after("chair", settle("housing")).in_phase(Phase.HEARING)
    plain = signed().in_phase(Phase.HEARING)
    for who in EVERYBODY:
        if who != "chair":
            assert _masked(cleared, who) == _masked(plain, who)


def _masked(given: Given, who: str) -> list[tuple[str, bytes]]:
    readable = may_read(given.state, given.reader(who))
    return [(str(s), _written(each)) for s, each in given.journal if s in readable]


def _written(each: Recorded) -> bytes:
    return re.sub(rb'"at":"[^"]+"', b"", write(each))
