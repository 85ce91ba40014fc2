"""Earlier cases in the room: who reads what is outstanding of them, and that nobody who does not
can tell that there is anything (AG-1, AG-8, OUT-4, CON-2, CON-3, CON-6, RES-2).
"""

from dataclasses import replace
from datetime import date

import pytest

from agenda.likeness import compared_parties
from agenda.matching import likeness
from agenda.past.held import HeldAction, HeldCase, Progress, Settled
from agenda.past.known import Past
from agenda.plan import MeetingPlan, Party, PartyKind
from agenda.protocol import Restriction
from meeting.access import TABLE
from meeting.commands import (
    Admit,
    AskToComeIn,
    Attend,
    DeclareConflict,
    RuleOnConflict,
    VoidSignIn,
)
from meeting.conflict import Ruling
from meeting.decide import decide
from meeting.decide.arrange import arrange
from meeting.matching import PersonCompared
from meeting.papers import action_list
from meeting.room import Phase
from meeting.streams import Kind
from tests.given import (
    A_PLAN_WITH_GUESTS,
    CLOSED_DAYS,
    DAY,
    EVERYBODY,
    GUEST,
    NO_LAPTOP,
    Given,
    confirm,
)
from tests.meeting.distribution import World
from tests.meeting.test_late_case import ask

THEN = DAY.replace(month=10, day=27)
BEFORE_THEN = DAY.replace(month=9, day=29)
DONE = Settled(progress=Progress.DONE)
YEAR_AGO = DAY.replace(year=2025, month=11, day=1)
SECRET = "Fetch her papers from the flat."


def somebody(name: str, kind: PartyKind = PartyKind.VICTIM) -> Party:
    return Party(id=kind, kind=kind, name=name, born=date(1990, 1, 1))


YEW = (somebody("Winifred Yewdale"), somebody("Victor Yewdale", PartyKind.PERPETRATOR))


def an_earlier(*actions: HeldAction, text: str = SECRET, **facts: object) -> HeldCase:
    plain = {
        "meeting": "northvale-october",
        "number": "4",
        "case": "yew",
        "heard_on": THEN,
        "referred_by": "police",
        "parties": compared_parties(YEW),
        "outcome": "heard",
        "actions": actions or (an_action(text=text),),
    }
    return HeldCase.model_validate({**plain, **facts})


def an_action(label: str = "A1", **facts: object) -> HeldAction:
    plain = {"label": label, "agencies": ("housing",), "text": SECRET}
    return HeldAction.model_validate({**plain, **facts})


def told(*held: HeldCase, plan: MeetingPlan = A_PLAN_WITH_GUESTS) -> Given:
    placed = arrange(plan, CLOSED_DAYS, likeness, past=Past(held, likeness))
    return Given().happened(placed, "minutes")


def begun(*held: HeldCase) -> Given:
    """Everybody is here and has signed, the guest of case 1 too, and no case is on."""
    given = told(*(held or (an_earlier(),))).everybody_signed().arrived(GUEST).signed(GUEST)
    return given.after("chair", confirm(GUEST))


def reads(given: Given, person: str) -> bool:
    return any(True for _ in given.seen_by(person).earlier())


def test_what_is_outstanding_is_told_to_the_table_and_to_no_guest_out_4_role_6() -> None:
    given = begun()
    assert {p for p in (*EVERYBODY, GUEST) if reads(given, p)} == {*EVERYBODY} - {NO_LAPTOP}
    (one,) = given.seen_by("housing").earlier()
    (part,) = one.outstanding
    assert (one.number, one.heard_on, part.label, part.text) == ("4", THEN, "A1", SECRET)
    assert one.people == ()
    assert one.before is None


def test_nothing_of_it_is_in_any_other_stream_out_4_con_6() -> None:
    places = {stream.kind for stream, recorded in begun().journal if SECRET in repr(recorded)}
    named = {stream.kind for stream, recorded in begun().journal if "Yewdale" in repr(recorded)}
    assert (places, named) == ({Kind.EARLIER}, {Kind.COMPARISON})


def test_what_is_settled_is_not_outstanding_out_4() -> None:
    done = an_action(settled={"housing": DONE})
    (told_of,) = told(an_earlier(done)).state.earlier()
    assert told_of.outstanding == ()
    long_ago = an_earlier(done, meeting="northvale-september", heard_on=BEFORE_THEN, case="elder")
    assert len(list(told(an_earlier(done), long_ago).state.earlier())) == 1


def test_before_the_cases_begin_nobody_reads_it_con_6() -> None:
    waiting = told(an_earlier()).arrived("chair", "police").in_phase(Phase.DECLARATION)
    waiting = waiting.signed("chair", "police")
    assert not reads(waiting, "chair")
    assert not reads(waiting, "police")
    times = {(str(standing), str(time)) for kind, standing, time in TABLE if kind is Kind.EARLIER}
    assert times == {("at the table", "listed"), ("observing", "listed")}


def test_who_is_like_one_of_its_people_reads_nothing_of_it_con_6() -> None:
    people = compared_parties((*YEW, somebody("Hugo Brook", PartyKind.CHILD)))
    given = begun(an_earlier(parties=people))
    assert not reads(given, "housing")
    assert reads(given, "police")
    # There is nothing to be settled, and they read today's cases as everybody does.
    assert list(given.state.matches()) == []
    assert given.case_called("1").reads("housing")


def test_who_was_found_to_be_somebody_else_then_reads_it_con_6() -> None:
    people = compared_parties((*YEW, somebody("Hugo Brook", PartyKind.CHILD)))
    assert reads(begun(an_earlier(parties=people, clear={"housing"})), "housing")


def test_who_was_out_of_it_then_reads_nothing_of_it_con_3() -> None:
    given = begun(an_earlier(closed_to={"police"}, clear={"police"}))
    assert not reads(given, "police")
    assert reads(given, "housing")


@pytest.mark.parametrize(
    "people",
    [
        YEW,
        (YEW[0], somebody("Ivor Ashdown", PartyKind.PERPETRATOR)),
        (somebody("Olwen Thorne"), YEW[1]),
    ],
    ids=["the same", "another perpetrator", "another victim"],
)
@pytest.mark.parametrize("out_on", [THEN, BEFORE_THEN])
def test_who_was_out_of_one_case_of_a_family_reads_nothing_of_any_other_con_2_out_4(
    people: tuple[Party, ...], out_on: date
) -> None:
    """Whichever came first, and whether anything of the one that they were out of is told."""
    out = an_earlier(
        an_action(settled={"housing": DONE}),
        case="elder",
        meeting=f"northvale-{out_on}",
        heard_on=out_on,
        parties=compared_parties(people),
        closed_to={"police"},
    )
    between = an_earlier(heard_on=DAY.replace(month=10, day=20), meeting="northvale-between")
    given = begun(between, out)
    assert not reads(given, "police")
    assert reads(given, "idva")


def test_who_comes_to_the_door_is_compared_with_its_people_con_6() -> None:
    people = compared_parties((*YEW, somebody("Freya Moss", PartyKind.CHILD)))
    for parties, open_to in ((people, ()), (compared_parties(YEW), 1)):
        given = told(an_earlier(parties=parties)).after("fire", AskToComeIn())
        (compared,) = (
            r.event.cases
            for _, r in given.journal[-2:]
            if isinstance(r.event, PersonCompared) and not {"oak"} & {*r.event.cases}
        )
        assert len(compared) == (open_to or 0)
        assert given.state.match("oak", "fire") is None


CHILD = (*YEW, somebody("Hugo Brook", PartyKind.CHILD))


@pytest.mark.parametrize("name", ["Hugo Brook", "Hugo Stream"])
@pytest.mark.parametrize(
    ("held", "is_open"),
    [
        (an_earlier(), True),
        (an_earlier(parties=compared_parties(CHILD)), False),
        (an_earlier(closed_to={"housing"}), False),
        (an_earlier(parties=compared_parties((*YEW, somebody("Hugo Streams")))), None),
    ],
)
def test_a_void_sign_in_opens_no_earlier_case_that_was_closed_to_them_con_6(
    name: str,
    held: HeldCase,
    is_open: bool | None,  # noqa: FBT001 - which world
) -> None:
    """By whatever name the office knows who asks to come in. None: alike by the office's alone."""
    given = begun(held)
    assert reads(given, "housing") is (is_open is not False)
    void = given.after("chair", VoidSignIn(person="housing", reason="It was somebody else."))
    reader = replace(void.reader("housing"), name=name)
    placed = decide(void.state, reader, AskToComeIn(), void.now, likeness)
    back = void.happened(placed, "housing").after("chair", Admit(person="housing"))
    back = back.after("housing", Attend()).signed("housing")
    assert back.reads("housing")
    assert reads(back, "housing") is (name == "Hugo Brook" if is_open is None else is_open)


def a_repeat_of_today() -> HeldCase:
    """Its people are those of case 1, as far as anybody can tell."""
    return an_earlier(parties=compared_parties(A_PLAN_WITH_GUESTS.cases[0].parties))


def test_who_is_out_of_todays_case_is_out_of_the_earlier_one_of_the_same_people_con_2() -> None:
    declared = DeclareConflict(case="oak", reason="My cousin.")
    given = begun(a_repeat_of_today()).after("police", declared)
    assert not reads(given, "police")
    assert reads(given, "idva")
    stays = RuleOnConflict(case="oak", person="police", ruling=Ruling.STAYS, reason="Long ago.")
    assert reads(given.after("chair", stays), "police")


def test_a_case_that_comes_late_is_compared_with_earlier_ones_too_ag_10_con_2() -> None:
    held = an_earlier(parties=compared_parties(ask().referral.parties))
    given = told(held).everybody_signed()
    given = replace(given, coordinator="minutes").after("minutes", ask())
    (earlier,) = given.state.comparison.earlier.values()
    assert earlier.akin == (ask().case,)


def test_nobody_asks_for_an_urgent_case_under_the_id_of_an_earlier_one_con_2_con_6() -> None:
    """Whoever was compared with the one would count as compared with the other. By its form alone:
    the answer tells nothing of whether there is an earlier case.
    """
    held = an_earlier(closed_to={"chair", "police"})
    given = begun(held)
    (earlier,) = given.state.comparison.earlier
    for case in (earlier, "0" * len(earlier)):
        urgent = ask().model_copy(update={"case": case})
        given.when("chair", urgent).refused("id_of_before", "case")


@pytest.mark.parametrize("facts", [{"restricted": Restriction.EMPLOYEE}, {"emergency": True}])
def test_a_sitting_and_an_emergency_are_told_of_no_earlier_meeting_res_2(
    facts: dict[str, object],
) -> None:
    plan = A_PLAN_WITH_GUESTS.model_copy(
        update={**facts, "cases": A_PLAN_WITH_GUESTS.cases[:1], "people": ()}
    )
    assert list(told(an_earlier(), plan=plan).state.earlier()) == []


def test_whose_flag_has_ended_is_named_since_files_are_unflagged_by_name_ag_8() -> None:
    ended = an_earlier(heard_on=YEAR_AGO, meeting="northvale-then", actions=())
    between = an_earlier(meeting="northvale-between", case="elder", heard_on=THEN, number="2")
    between = between.model_copy(update={"parties": compared_parties((somebody("Olwen Thorne"),))})
    one = next(e for e in begun(ended, between).seen_by("police").earlier() if e.flag_until)
    assert (one.flag_until, one.outstanding) == (date(2026, 11, 1), ())
    assert one.people == ("Winifred Yewdale", "Victor Yewdale")


def test_what_may_have_come_again_keeps_its_flag_ag_8() -> None:
    oak = compared_parties(A_PLAN_WITH_GUESTS.cases[0].parties)
    ended = an_earlier(heard_on=YEAR_AGO, meeting="northvale-then", actions=(), parties=oak)
    between = an_earlier(meeting="northvale-between", case="elder", heard_on=THEN)
    assert not any(each.flag_until for each in told(ended, between).state.earlier())


def test_who_does_not_read_it_cannot_tell_that_there_is_anything_con_2_con_6() -> None:
    """The same meeting in two worlds, in one of which more is outstanding: to who was out of it
    then, who is like one of its people, who has not signed, and the guest of a case of today.
    """
    unreading, sent = ("police", "housing", "idva", GUEST), []
    people = compared_parties((*YEW, somebody("Hugo Brook", PartyKind.CHILD)))
    more = tuple(an_action(f"A{n}", text="Another text.") for n in range(1, 6))
    for held in ((), (an_earlier(*more, parties=people, closed_to={"police"}),)):
        given = told(*held).everybody_signed(but=("idva",)).arrived(GUEST).signed(GUEST)
        world = World(given.after("chair", confirm(GUEST)))
        assert reads(world.given, "children") is bool(held)
        assert world.give("probation", DeclareConflict(case="elm", reason="We met.")) is None
        frames = {who: [frame.bytes for frame in world.sent[who]] for who in unreading}
        papers = [action_list(world.state, world.given.reader(who)) for who in unreading]
        sent.append((frames, papers))
    assert sent[0] == sent[1]
    assert all(sent[0][0].values())
