"""The past of a case in the room: who reads the earlier plan beside it (AG-7, CON-3, CON-6)."""

from datetime import date
from functools import cache

import pytest

from agenda.likeness import compared_parties
from agenda.london import full_date
from agenda.matching import likeness
from agenda.past.held import HeldAction, HeldCase, HeldRisk, Progress, Settled
from agenda.past.known import Past
from agenda.past.reading_out import earlier_id
from agenda.plan import MeetingPlan, Party, PartyKind
from agenda.protocol import Stage
from agenda.protocol.reading import read_protocol
from client.view.earlier import earlier_rows
from client.view.seen import Seen
from meeting.access import TABLE
from meeting.commands import AnswerOutstanding, CallItem, DeclareConflict
from meeting.decide.arrange import arrange
from meeting.decide.past import beside_anew
from meeting.past import (
    EarlierAction,
    EarlierCase,
    EarlierPart,
    EarlierPartSettled,
    fold_past,
)
from meeting.streams import Kind, past_stream
from tests.given import (
    A_PLAN_WITH_GUESTS,
    CLOSED_DAYS,
    DAY,
    EVERYBODY,
    GUEST,
    NO_LAPTOP,
    OPENING,
    Given,
    confirm,
)
from tests.meeting.distribution import World

THEN = DAY.replace(month=6)
PAST = past_stream("oak")
SECRET = "He waits at the school gate."


def born(plan: MeetingPlan) -> MeetingPlan:
    """Dates of birth for case 1: without them nobody is certain to be the same."""
    oak, *others = plan.cases
    parties = tuple(party.model_copy(update={"born": DAY.replace(1990)}) for party in oak.parties)
    oak = oak.model_copy(update={"parties": parties, "referred_on": DAY})
    return plan.model_copy(update={"cases": (oak, *others)})


PLAN = born(A_PLAN_WITH_GUESTS)


def an_earlier(text: str = SECRET, actions: int = 1, **facts: object) -> HeldCase:
    plain = {
        "meeting": "northvale-june",
        "number": "4",
        "case": "yew",
        "heard_on": THEN,
        "referred_on": THEN,
        "referred_by": "police",
        "parties": compared_parties(PLAN.cases[0].parties),
        "outcome": "heard",
        "risks": (HeldRisk(label="R1", at_risk="victim", text=text),),
        "actions": tuple(_action(n, text) for n in range(1, actions + 1)),
    }
    return HeldCase.model_validate({**plain, **facts})


def _action(n: int, text: str) -> HeldAction:
    not_done = Settled(progress=Progress.NOT_DONE, reason="Circumstances changed", note=text)
    return HeldAction(
        label=f"A{n}", agencies=("housing",), text=text, settled={"housing": not_done}
    )


def a_repeat(*held: HeldCase, plan: MeetingPlan = PLAN) -> Given:
    placed = arrange(plan, CLOSED_DAYS, likeness, past=Past(held, likeness))
    return Given().happened(placed, "minutes")


@cache
def at_the_table() -> Given:
    given = a_repeat(an_earlier()).everybody_signed().arrived(GUEST).signed(GUEST)
    return given.after("chair", confirm(GUEST)).case_called("1")


@cache
def a_repeat_of_then() -> Given:
    """Case 1 is on, a repeat; housing was out of it then, and is out of it today."""
    given = a_repeat(an_earlier(closed_to={"housing"})).everybody_signed()
    out = DeclareConflict(case="oak", reason="My cousin.")
    return given.after("housing", out).case_called("1").at_stage(Stage.ROUND)


def test_a_repeat_has_the_earlier_plan_beside_it_ag_7() -> None:
    past = a_repeat(an_earlier()).state.past("oak")
    assert past is not None
    (hearing,) = past.hearings
    assert (hearing.heard_on, hearing.risks[0].text) == (THEN, SECRET)
    part = EarlierPart(
        agency="Housing", progress="not done", reason="Circumstances changed", note=SECRET
    )
    assert hearing.actions == (
        EarlierAction(label="A1", text=SECRET, for_whom="", due=None, parts=(part,)),
    )
    assert past.second_within is None


def test_the_second_repeat_is_pointed_out_ag_7() -> None:
    again = an_earlier(meeting="northvale-september", heard_on=DAY.replace(month=9))
    past = a_repeat(an_earlier(), again).state.past("oak")
    assert past is not None
    assert past.second_within == 12
    assert [h.heard_on for h in past.hearings] == [again.heard_on, THEN]
    assert past.meet_by is None


ANSWER = AnswerOutstanding(
    earlier=earlier_id(an_earlier()), label="A1", agency="housing", answered=0, done=True
)
OPEN_THEN = an_earlier().model_copy(
    update={"actions": (HeldAction(label="A1", agencies=("housing",), text=SECRET),)}
)


def progress(given: Given) -> list[tuple[str, str]]:
    past = given.state.past("oak")
    assert past is not None
    parts = [part for h in past.hearings for action in h.actions for part in action.parts]
    return [(part.progress, part.note) for part in parts]


def test_what_is_said_in_the_room_of_an_action_is_beside_the_repeat_too_ag_7_out_4() -> None:
    given = a_repeat(OPEN_THEN).everybody_signed()
    assert progress(given) == [("outstanding", "")]
    said = given.after("housing", ANSWER)
    assert progress(said) == [("done", "")]
    other = an_earlier(case="other", number="5", meeting="northvale-may")
    both = a_repeat(OPEN_THEN, other).everybody_signed().after("housing", ANSWER)
    assert sorted(progress(both)) == [("done", ""), ("not done", SECRET)]


def test_what_the_office_settled_since_is_beside_it_once_it_is_told_anew_ag_7_out_4() -> None:
    given = a_repeat(OPEN_THEN).everybody_signed()
    anew = given.happened(tuple(beside_anew(given.state, [an_earlier()])), "room")
    assert progress(anew) == [("not done", SECRET)]
    assert list(beside_anew(anew.state, [an_earlier()])) == []


def test_what_was_said_in_the_room_goes_by_that_until_the_office_has_it_out_4() -> None:
    """The office still has it as outstanding."""
    said = a_repeat(OPEN_THEN).everybody_signed().after("housing", ANSWER)
    assert list(beside_anew(said.state, [OPEN_THEN])) == []


def test_con_3_who_was_out_of_it_then_is_told_nothing_of_what_became_of_it() -> None:
    held = OPEN_THEN.model_copy(update={"closed_to": frozenset({"children"})})
    given = a_repeat(held).everybody_signed().after("housing", ANSWER)
    assert given.seen_by("children").past("oak") is None
    assert given.seen_by("police").past("oak") is not None


def test_a_plan_that_was_told_before_this_was_noted_is_left_as_it_is_ag_7() -> None:
    given = a_repeat(OPEN_THEN).everybody_signed()
    past = given.state.past("oak")
    assert past is not None
    old = fold_past(
        EarlierCase(), past.hearings[0].model_copy(update={"earlier": ""}), OPENING, "room"
    )
    event = EarlierPartSettled(
        earlier=ANSWER.earlier,
        label="A1",
        part=EarlierPart(agency="Housing", progress="done"),
    )
    assert fold_past(old, event, OPENING, "room") == old


@pytest.mark.parametrize(
    ("rule", "incident", "by"),
    [
        ("2 weeks after", DAY.replace(day=2), DAY.replace(day=16)),
        ("5 working days after", DAY.replace(day=2), DAY.replace(day=9)),
        ("2 weeks after", None, None),
    ],
)
def test_the_second_repeat_says_by_when_the_professionals_meeting_is_held_ag_7(
    rule: str, incident: date | None, by: date | None
) -> None:
    oak, *others = PLAN.cases
    cases = (oak.model_copy(update={"incident_on": incident}), *others)
    rules = read_protocol(f"deadlines.professionals_meeting = '{rule}'")
    plan = PLAN.model_copy(update={"cases": cases, "protocol": rules})
    again = an_earlier(meeting="northvale-september", heard_on=DAY.replace(month=9))
    room = a_repeat(an_earlier(), again, plan=plan)
    past = room.state.past("oak")
    assert past is not None
    assert (past.second_within, past.meet_by) == (12, by)
    rows = " ".join(r.text for r in earlier_rows(Seen(room.state, "chair", room.now), room.case()))
    assert (full_date(by) in rows) if by else ("meeting." in rows)


@pytest.mark.parametrize(
    "held",
    [
        an_earlier(parties=compared_parties(A_PLAN_WITH_GUESTS.cases[0].parties)),
        an_earlier(heard_on=DAY.replace(2024), referred_on=DAY.replace(2024)),
        an_earlier(was_heard=False),
    ],
    ids=["only likely", "too long ago", "put off"],
)
def test_what_is_not_certain_or_no_repeat_reaches_nobody_in_the_room_ag_7(held: HeldCase) -> None:
    assert PAST not in a_repeat(held).state.streams


def test_nothing_of_it_is_in_the_room_or_in_the_case_ag_7() -> None:
    given = a_repeat(an_earlier())
    told = [stream.kind for stream, recorded in given.journal if SECRET in repr(recorded)]
    assert told == [Kind.PAST]


def test_it_is_read_like_the_case_itself_except_by_guests_ag_7_role_6() -> None:
    case = {(standing, time) for kind, standing, time in TABLE if kind is Kind.CASE}
    past = {(standing, time) for kind, standing, time in TABLE if kind is Kind.PAST}
    # A case that is only asked for has no past beside it yet (AG-10).
    assert {str(standing) for standing, _ in case - past} == {"guest", "agrees to it"}
    assert past <= case
    given = at_the_table()
    readers = {p for p in (*EVERYBODY, GUEST) if PAST in given.seen_by(p).streams}
    assert readers == {*EVERYBODY} - {NO_LAPTOP}
    assert given.reads(GUEST)


def test_who_is_out_of_the_case_is_out_of_its_past_con_2() -> None:
    given = at_the_table().after("police", DeclareConflict(case="oak", reason="My cousin."))
    assert PAST not in given.seen_by("police").streams
    assert PAST in given.seen_by("idva").streams


def test_who_was_out_of_it_then_reads_todays_case_and_not_the_plan_of_then_con_3() -> None:
    given = a_repeat(an_earlier(closed_to={"police"})).everybody_signed().case_called("1")
    assert given.reads("police")
    assert PAST not in given.seen_by("police").streams


def test_who_was_out_of_another_case_of_the_family_reads_nothing_of_that_plan_con_2() -> None:
    """Another perpetrator's, since; it is no repeat, and nothing of it is beside today's case."""
    oak = compared_parties(PLAN.cases[0].parties)
    other = Party(id="other", kind=PartyKind.PERPETRATOR, name="Ivor Ashdown")
    people = (*(p for p in oak if p.kind is PartyKind.VICTIM), *compared_parties((other,)))
    since = an_earlier(
        meeting="northvale-october",
        heard_on=DAY.replace(month=10, day=27),
        parties=people,
        closed_to={"police"},
    )
    given = a_repeat(an_earlier(), since).everybody_signed().case_called("1")
    assert given.reads("police")
    assert PAST not in given.seen_by("police").streams
    assert PAST in given.seen_by("idva").streams


def test_attendees_are_compared_with_people_of_then_who_are_not_in_todays_case_con_6() -> None:
    then = Party(id="other", kind=PartyKind.PERPETRATOR, name="Hugo Brook")
    people = compared_parties((*PLAN.cases[0].parties, then))
    given = a_repeat(an_earlier(parties=people))
    match = given.state.match("oak", "housing")
    assert match is not None
    assert [party.name for party in match.parties] == ["Hugo Brook"]
    assert a_repeat(an_earlier()).state.match("oak", "housing") is None


def test_who_does_not_read_it_cannot_tell_what_is_in_it_con_2() -> None:
    """The same history in two worlds, with other plans of then and more in them: to who is out of
    the case, to who was out of it then, to who has not signed, and to the guest of today's case.
    """
    unreading, sent = ("idva", "housing", "police", GUEST), []
    for text, actions in ((SECRET, 1), ("Another plan altogether.", 5)):
        earlier = an_earlier(text, actions, closed_to={"housing"})
        given = a_repeat(earlier).everybody_signed(but=("police",)).arrived(GUEST).signed(GUEST)
        out = DeclareConflict(case="oak", reason="My cousin.")
        world = World(given.after("chair", confirm(GUEST)).after("idva", out))
        assert world.give("chair", CallItem(item="2")) is None
        assert world.give("children", out) is None
        sent.append({who: [frame.bytes for frame in world.sent[who]] for who in unreading})
    assert sent[0] == sent[1]
    assert all(sent[0].values())
