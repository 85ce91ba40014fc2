"""An urgent case that comes after the agenda was published. AG-10, CON-3, CON-6."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agenda.likeness import Alike, Described
from agenda.plan import MeetingPlan, Party, PartyKind
from agenda.protocol import Deadlines
from meeting.access import may_read
from meeting.case.hearing import LateCaseAgreed
from meeting.chain import read, write
from meeting.commands import (
    AgreeToLate,
    AnyCommand,
    AskForLate,
    CaseCommand,
    CloseBefore,
    ConfirmNames,
    DeclareConflict,
    EnterPhase,
    LateReferral,
    MarkResearch,
    MoveItem,
    OpenAgenda,
    OpenRoom,
    SettleMatch,
)
from meeting.matching import Comparison, Decision, PersonCompared, fold_comparison
from meeting.room import NamesConfirmed, Phase, PhaseEntered
from meeting.streams import Kind, case_stream, conflict_stream, match_stream
from meeting.values import PersonId
from tests.given import A_PLAN, Given, a_room, an_open_agenda, published
from tests.meeting.distribution import World

LATE = "larch"


def ask(victim: str = "Gwen Larch", perpetrator: str = "Idris Larch", **facts: Any) -> AskForLate:
    parties = (
        Party(id="victim", kind=PartyKind.VICTIM, name=victim, address="4 Mill Lane"),
        Party(id="perpetrator", kind=PartyKind.PERPETRATOR, name=perpetrator),
    )
    referral = LateReferral(**{"referred_by": "housing", "parties": parties, **facts})
    return AskForLate(case=LATE, referral=referral, reason="He was let out this morning.")


def agree(agenda: int = 1) -> AgreeToLate:
    return AgreeToLate(case=LATE, agenda=agenda)


def coordinated(given: Given) -> Given:
    """The minute-taker is the coordinator, as so often."""
    return replace(given, coordinator="minutes")


def asked(**said: Any) -> Given:
    return coordinated(an_open_agenda()).after("minutes", ask(**said))


def reads(given: Given, person: PersonId) -> frozenset[str]:
    return frozenset(map(str, may_read(given.state, given.reader(person))))


def settle(decision: Decision, told: str = "") -> SettleMatch:
    return SettleMatch(
        case=LATE, person="housing", version=1, decision=decision, reason="Looked into.", told=told
    )


# Together


def test_the_coordinator_asks_and_the_chair_agrees_and_it_comes_last_ag_10() -> None:
    agreed = asked().after("chair", agree())
    item = agreed.room.item_of(LATE)
    assert item is not None
    assert (item.item, item.label, f"{item.starts:%H:%M}") == ("4", "Case 4", "10:20")
    assert agreed.room.agenda_version == 2
    assert case_stream(LATE) in may_read(agreed.state, agreed.reader("housing"))
    late = agreed.case(LATE).late
    assert late is not None
    assert (late.reason, late.asked_by, late.agreed_by) == (
        "He was let out this morning.", "minutes", "chair",
    )  # fmt: skip


def test_the_chair_asks_and_the_coordinator_agrees_ag_10() -> None:
    given = coordinated(an_open_agenda()).after("chair", ask())
    assert given.after("minutes", agree()).room.item_of(LATE) is not None


@pytest.mark.parametrize("who", ["minutes", "police"])
def test_nobody_alone_puts_a_case_on_and_nobody_else_does_ag_10(who: PersonId) -> None:
    code = "another_agrees" if who == "minutes" else "no_such_case"
    asked().when(who, agree()).refused(code)


def test_the_chair_who_is_the_coordinator_too_does_not_answer_herself_ag_10() -> None:
    given = replace(an_open_agenda(), coordinator="chair").after("chair", ask())
    given.when("chair", agree()).refused("another_agrees")


def test_two_coordinators_are_not_the_two_of_them_ag_10() -> None:
    replace(asked(), coordinator="police").when("police", agree()).refused("another_agrees")


@pytest.mark.parametrize("who", ["police", "observer"])
def test_who_is_neither_asks_for_none_ag_10(who: PersonId) -> None:
    coordinated(an_open_agenda()).when(who, ask()).refused("not_your_role")


def test_late_or_twice_it_is_refused_ag_10() -> None:
    given = asked()
    given.when("minutes", ask()).refused("already_there", "case")
    given.when("chair", agree(agenda=0)).refused("moved_on", "agenda")
    given.after("chair", agree()).when("chair", agree(agenda=2)).refused("moved_on", "agenda")


def test_on_the_day_too_and_it_is_heard_ag_10() -> None:
    given = coordinated(a_room()).everybody_signed().after("minutes", ask())
    agreed = given.when("chair", agree()).then(LateCaseAgreed(), *_added(given))
    assert agreed.case_called("4").room.on is not None


def _added(given: Given) -> tuple[Any, ...]:
    agreed = given.after("chair", agree())
    return tuple(each.event for _, each in agreed.journal[len(given.journal) + 1 :])


def holding(person: PersonId, **held: object) -> Given:
    """The open agenda of a plan that holds this of somebody, besides the name."""
    people = (each.model_copy(update=held if each.id == person else {}) for each in A_PLAN.people)
    return coordinated(an_open_agenda(A_PLAN.model_copy(update={"people": tuple(people)})))


def alike(given: Given, person: PersonId) -> tuple[Alike, ...]:
    """In what somebody is like a party of the late case."""
    found = given.state.match(LATE, person)
    return found.parties[0].alike if found is not None else ()


def test_where_a_party_lives_is_compared_and_shown_to_nobody_con_6() -> None:
    given = holding("police", address="4 Mill Ln").after("minutes", ask())
    assert alike(given, "police") == (Alike.ADDRESS,)
    places = {stream.kind for stream, each in given.journal if b"4 Mill L" in write(each)}
    assert places == {Kind.COMPARISON}


def test_when_somebody_was_born_is_compared_with_a_late_case_too_con_6() -> None:
    """The same day and one word of the name are a likeness; another day rules the name out."""
    born, other = date(1988, 3, 9), date(1961, 7, 30)
    robin = Party(id="victim", kind=PartyKind.VICTIM, name="Robin Larch", born=born)
    hugo = Party(id="uncle", kind=PartyKind.PERPETRATOR, name="Hugo Brook", born=born)
    late = ask(parties=(robin, hugo))
    for who, day, found in (
        ("police", born, (Alike.PART_OF_NAME, Alike.BORN)),
        ("police", other, ()),
        ("housing", other, ()),
        ("housing", None, (Alike.SAME_NAME,)),
    ):
        assert alike(holding(who, born=day).after("minutes", late), who) == found


def test_by_another_name_that_a_party_goes_by_somebody_is_found_con_6() -> None:
    robin = Party(id="victim", kind=PartyKind.VICTIM, name="Gwen Larch", aliases=("Robin Marsh",))
    given = coordinated(an_open_agenda()).after("minutes", ask(parties=(robin,)))
    assert alike(given, "police") == (Alike.SAME_NAME, Alike.OTHER_NAME)


def test_a_meeting_that_was_recorded_without_descriptions_is_compared_by_name_con_6() -> None:
    """As an earlier version wrote it: it opens, and the name is all that there is to go by."""
    body = {"kind": "person_compared", "person": "police", "cases": ["oak"]}
    older = read({"v": 1, "at": "2026-11-24T09:00:00Z", "by": "room", "event": body})
    assert isinstance(older.event, PersonCompared)
    described = fold_comparison(Comparison(), older.event, older.at, older.by).described
    assert described("police", "Robin Marsh") == Described(name="Robin Marsh")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"referred_by": "circus"}, "no_such_agency"),
        ({"parties": (Party(id="a", kind=PartyKind.CHILD, name="Ava"),)}, "one_victim"),
    ],
)
def test_a_referral_that_is_no_case_is_refused(changed: dict[str, Any], code: str) -> None:
    coordinated(an_open_agenda()).when("minutes", ask(**changed)).refused(code, "referral")


# Until it is agreed to


def test_nobody_but_the_two_reads_a_word_of_it_ag_10() -> None:
    before, given = coordinated(an_open_agenda()), asked()
    readers = {
        person for person in given.room.register if reads(given, person) - reads(before, person)
    }
    assert readers == {"chair", "minutes"}
    assert given.room == before.room


@pytest.mark.parametrize(
    "command",
    [
        CloseBefore(case=LATE, agenda=1, reason="No."),
        DeclareConflict(case=LATE, reason="A cousin."),
        MoveItem(item="4", place="1", agenda=1),
    ],
)
def test_nothing_else_is_done_with_it_before_ag_10(command: AnyCommand) -> None:
    code = "not_agreed_yet" if isinstance(command, CaseCommand) else "no_such_item"
    field = "item" if isinstance(command, MoveItem) else None
    asked().when("chair", command).refused(code, field)


def bytes_of(who: PersonId, *steps: tuple[PersonId, AnyCommand]) -> list[bytes]:
    """What ``who`` is sent while these things happen, whatever is refused."""
    world = World(coordinated(an_open_agenda()), only=who)
    for person, command in steps:
        world.give(person, command)
    return [frame.bytes for frame in world.sent[who]]


@pytest.mark.parametrize("who", ["police", "housing", "observer"])
@pytest.mark.parametrize("victim", ["Gwen Larch", "Hugo Brook"])
def test_nobody_can_tell_that_it_is_asked_for_least_of_all_who_is_matched_con_6(
    who: PersonId, victim: str
) -> None:
    """Hugo Brook is housing: alike with the victim or not, and asked for or not, is the same."""
    other = ("chair", MoveItem(item="1", place="2", agenda=1))
    with_it = bytes_of(who, ("minutes", ask(victim=victim)), other)
    assert with_it == bytes_of(who, other)


def test_who_is_matched_loses_no_other_case_and_is_answered_as_ever_con_6() -> None:
    given = asked(victim="Hugo Brook")
    assert given.state.match(LATE, "housing") is not None
    assert reads(given, "housing") == reads(coordinated(an_open_agenda()), "housing")
    given.when("housing", agree()).refused("no_such_case")
    given.when("housing", DeclareConflict(case=LATE, reason="Me.")).refused("no_such_case")


# Alike


def test_it_is_agreed_to_once_every_likeness_is_settled_con_6() -> None:
    given = asked(victim="Hugo Brook")
    given.when("chair", agree()).refused("match_to_settle")
    clear = given.after("chair", settle(Decision.CLEAR)).after("chair", agree())
    assert case_stream(LATE) in may_read(clear.state, clear.reader("housing"))


def test_who_is_put_out_of_it_hears_so_when_it_is_on_the_agenda_and_not_before_con_6() -> None:
    given = asked(victim="Hugo Brook")
    out = given.after("chair", settle(Decision.RECUSED, "This one is not for you."))
    theirs = conflict_stream(LATE, "housing")
    assert reads(out, "housing") == reads(given, "housing")
    agreed = out.after("chair", agree())
    assert reads(agreed, "housing") - reads(out, "housing") == {str(theirs)}
    assert agreed.room.item_of(LATE) is not None


def test_a_chair_who_is_put_out_of_it_begins_and_is_told_of_no_names_in_it_con_2_con_6() -> None:
    """Another likeness in it is open: it waits until the case is agreed to, and not before."""
    put_out = settle(Decision.RECUSED, "It is yours.").model_copy(update={"person": "chair"})
    given = asked(victim="Petra Oakes", perpetrator="Hugo Brook").after("minutes", put_out)
    out, before = (on_the_day(world) for world in (given, coordinated(an_open_agenda())))
    assert reads(out, "chair") == reads(before, "chair")
    begin = EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING)
    out.when("chair", begin).then(PhaseEntered(phase=Phase.HEARING))


def on_the_day(agenda: Given) -> Given:
    here = ("chair", "minutes", "housing")
    opened = agenda.after("chair", OpenRoom()).arrived(*here).in_phase(Phase.DECLARATION)
    return opened.signed(*here)


def test_con_6_nobody_reads_a_likeness_in_it_before_the_names_are_settled() -> None:
    """Whoever asked knows the names: one that does not come would tell them that they are matched
    elsewhere. Then it is for the chair to settle as any other.
    """
    for who in ("chair", "minutes"):
        given = coordinated(published()).after(who, ask("Hugo Brook"))
        assert given.state.match(LATE, "housing") is not None
        assert not {stream for stream in reads(given, who) if LATE in stream}
        confirmed = given.after("minutes", ConfirmNames())
        assert str(match_stream(LATE, "housing")) in reads(confirmed, "chair")
        confirmed.when("chair", OpenAgenda()).refused("match_to_settle")
        settled = confirmed.after("chair", settle(Decision.CLEAR))
        opened = settled.after("chair", OpenAgenda())
        assert str(case_stream(LATE)) in reads(opened, who)


@pytest.mark.parametrize("name", ["Insp Petra Oakes", "Petra Oakes"])
def test_a_chair_who_may_be_a_party_sees_neither_case_nor_match_con_3(name: str) -> None:
    given = asked(perpetrator=name)
    assert given.state.match(LATE, "chair") is not None
    before = coordinated(an_open_agenda())
    assert reads(given, "chair") == reads(before, "chair")
    given.when("chair", agree()).refused("no_such_case")
    assert str(match_stream(LATE, "chair")) in reads(given, "minutes")


def test_a_coordinator_who_asked_and_may_be_a_party_sees_no_more_of_it_con_3() -> None:
    given = asked(perpetrator="Milo Penn")
    assert reads(given, "minutes") == reads(coordinated(an_open_agenda()), "minutes")


def test_one_of_the_two_who_is_alike_reads_no_match_of_anybody_else_in_it_con_6() -> None:
    given = asked(victim="Hugo Brook", perpetrator="Petra Oakes")
    assert not {stream for stream in reads(given, "chair") if LATE in stream}


@pytest.mark.parametrize("where", [an_open_agenda, lambda: a_room().everybody_signed()])
@pytest.mark.parametrize("perpetrator", ["Petra Oakes", "Robin Marsh", "Idris Larch"])
def test_the_minute_taker_has_no_match_of_what_is_asked_for_even_instead_of_the_chair_con_2_ag_10(
    where: Callable[[], Given], perpetrator: str
) -> None:
    """Whoever of the two is matched in it: the case is known to chair and coordinator alone."""
    before = replace(where(), coordinator="police")
    given = before.after("police", ask("Hugo Brook", perpetrator))
    assert reads(given, "minutes") == reads(before, "minutes")
    for person in ("housing", "chair", "police"):
        settling = settle(Decision.CLEAR).model_copy(update={"person": person})
        given.when("minutes", settling).refused("no_such_match", "person")


def test_another_of_the_two_settles_for_a_chair_and_the_case_is_added_ag_10_con_6() -> None:
    given = replace(an_open_agenda(), coordinator="police").after("police", ask("Petra Oakes"))
    cleared = settle(Decision.CLEAR).model_copy(update={"person": "chair"})
    agreed = given.after("police", cleared).after("chair", agree())
    assert case_stream(LATE) in may_read(agreed.state, agreed.reader("minutes"))


def test_a_likeness_in_what_is_asked_for_holds_no_minute_taker_up_ag_10_con_6() -> None:
    given = replace(published(), coordinator="police").after("police", ask("Petra Oakes"))
    given.when("minutes", ConfirmNames()).then(NamesConfirmed())


# By the protocol


def by(rule: str) -> MeetingPlan:
    deadlines = Deadlines(late_referrals=rule)  # type: ignore[arg-type] # as in a file
    protocol = A_PLAN.protocol.model_copy(update={"deadlines": deadlines})
    return A_PLAN.model_copy(update={"protocol": protocol})


def test_the_protocol_says_until_when_ag_10() -> None:
    given = coordinated(an_open_agenda(by("5 days before")))
    given.when("minutes", ask()).refused("too_late_for_late")
    earlier = replace(given, now=given.now.replace(day=19))
    assert earlier.after("minutes", ask()).after("chair", agree()).room.item_of(LATE) is not None
    over = replace(earlier.after("minutes", ask()), now=given.now.replace(day=20))
    over.when("chair", agree()).refused("too_late_for_late")


def test_what_is_counted_back_from_january_knows_the_days_of_december_ag_5() -> None:
    plan = by("8 working days before").model_copy(update={"day": date(2027, 1, 5)})
    given = coordinated(an_open_agenda(plan))
    earlier = replace(given, now=given.now.replace(month=12, day=18))
    assert earlier.after("minutes", ask()).state.case(LATE) is not None


def test_research_waits_until_it_is_on_the_agenda_ag_4() -> None:
    research = MarkResearch(case=LATE, answer="known")  # type: ignore[arg-type] # as sent
    given = asked()
    given.when("police", research).refused("no_such_case")
    assert given.after("chair", agree()).after("police", research).case(LATE).research
