"""What is outstanding is told anew when the room opens: as it is by then, and to nobody to whom it
was closed (AG-1, AG-8, OUT-4, CON-2, CON-3, CON-6).
"""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from agenda.likeness import compared_parties
from agenda.matching import likeness
from agenda.past.held import HeldCase, Progress, Settled
from agenda.past.known import Past
from agenda.past.reading_out import Today, read_out
from agenda.past.sameness import Told, nobody_told
from agenda.plan import PartyKind
from agenda.protocol import Restriction
from meeting.commands import DeclareConflict
from meeting.decide.earlier import tell_anew, today_of
from meeting.earlier import EarlierToldOf
from meeting.papers import action_list
from meeting.state import Placed, State
from meeting.streams import COMPARISON, Kind
from meeting.values import THE_ROOM
from tests.given import A_PLAN_WITH_GUESTS, GUEST, Given, confirm
from tests.meeting.distribution import World
from tests.meeting.test_earlier import (
    SECRET,
    YEAR_AGO,
    YEW,
    an_action,
    an_earlier,
    begun,
    reads,
    somebody,
    told,
)
from tests.meeting.test_late_case import agree, ask, coordinated

HUGO = compared_parties((*YEW, somebody("Hugo Brook", PartyKind.CHILD)))
DONE = an_action(settled={"housing": Settled(progress=Progress.DONE)})
NEW = "Ring her mother."


def news(given: Given, held: Iterable[HeldCase], answers: Told = nobody_told) -> tuple[Placed, ...]:
    today = today_of(given.state)
    assert today is not None
    past = Past(tuple(held), likeness, today.protocol.history, answers)
    return tell_anew(given.state, read_out(past, today), likeness)


def anew(given: Given, *held: HeldCase, answers: Told = nobody_told) -> Given:
    return given.happened(news(given, held, answers), THE_ROOM)


def outstanding(given: Given, person: str) -> list[str]:
    return [part.text for told in given.seen_by(person).earlier() for part in told.outstanding]


def test_what_is_settled_since_is_outstanding_no_more_and_what_is_new_is_out_4() -> None:
    more = an_earlier(DONE, an_action("A2", text=NEW))
    other = an_earlier(an_action(text="Move him."), case="hazel", number="5")
    given = anew(begun(), more, other)
    assert outstanding(begun(), "police") == [SECRET]
    assert sorted(outstanding(given, "police")) == ["Move him.", NEW]
    assert outstanding(anew(given, other), "police") == ["Move him."]
    again = an_earlier(an_action("A2", text=NEW))
    assert sorted(outstanding(anew(given, again, other), "police")) == ["Move him.", NEW]


def test_where_everything_is_settled_nothing_is_shown_and_the_record_keeps_both_out_4() -> None:
    given = anew(begun(), an_earlier(DONE))
    assert outstanding(given, "police") == []
    assert all(one.flag_until is None for one in given.seen_by("police").earlier())
    said = [r.event for s, r in given.journal if s.kind is Kind.EARLIER]
    assert [len(e.outstanding) for e in said if isinstance(e, EarlierToldOf)] == [1, 0]


def test_where_nothing_has_changed_nothing_is_written() -> None:
    flagged = an_earlier(heard_on=YEAR_AGO, meeting="northvale-then", case="elder", actions=())
    repeated = an_earlier(parties=compared_parties(A_PLAN_WITH_GUESTS.cases[0].parties))
    for held in ((), (an_earlier(closed_to={"police"}, parties=HUGO),), (flagged, repeated)):
        assert news(told(*held).everybody_signed(), held) == ()


def test_it_is_the_rooms_own_doing() -> None:
    placed = news(begun(), [an_earlier(DONE), an_earlier(case="hazel", number="5", parties=HUGO)])
    assert {each.by for each in placed} == {THE_ROOM}
    assert {each.stream.kind for each in placed} == {Kind.EARLIER, Kind.COMPARISON}


# To whom


def test_who_was_out_of_it_stays_out_whatever_the_office_says_now_con_3() -> None:
    given = begun(an_earlier(closed_to={"police"}))
    for held in (an_earlier(an_action("A2")), an_earlier(an_action("A2"), clear={"police"})):
        assert [reads(anew(given, held), who) for who in ("police", "housing")] == [False, True]


def test_who_is_like_one_of_its_people_stays_without_it_con_6() -> None:
    given = begun(an_earlier(parties=HUGO))
    for held in (an_earlier(clear={"housing"}), an_earlier(an_action("A2"), parties=HUGO)):
        assert [reads(anew(given, held), who) for who in ("police", "housing")] == [True, False]


def test_nor_does_anybody_of_whom_less_is_held_by_now_con_6() -> None:
    """Somebody who lives with one of them, in a record from before more than the names was kept."""
    home = "4 Mill Lane, Northvale"
    (who, *_) = people = [
        person.model_copy(update={"address": home if person.id == "police" else None})
        for person in sorted(A_PLAN_WITH_GUESTS.people, key=lambda each: each.id != "police")
    ]
    plan = A_PLAN_WITH_GUESTS.model_copy(update={"people": tuple(people)})
    parties = compared_parties(party.model_copy(update={"address": home}) for party in YEW)
    held = an_earlier(parties=parties)
    given = told(held, plan=plan).everybody_signed()
    comparison = replace(given.state.comparison, held={})
    before = replace(given, state=State({**given.state.streams, COMPARISON: comparison}))
    for facts in ({"actions": (an_action("A2"),)}, {"closed_to": frozenset({"idva"})}):
        after = anew(before, held.model_copy(update=facts))
        assert not reads(after, who.id)
        assert reads(after, "children")


def test_a_case_that_is_new_is_compared_with_everybody_con_6() -> None:
    given = anew(begun(), an_earlier(), an_earlier(case="hazel", number="5", parties=HUGO))
    assert len(list(given.seen_by("police").earlier())) == 2
    assert len(list(given.seen_by("housing").earlier())) == 1
    out = anew(begun(), an_earlier(case="hazel", number="5", closed_to={"idva"}))
    assert [len(outstanding(out, who)) for who in ("idva", "police")] == [0, 1]


def test_who_was_found_to_be_out_of_it_since_loses_it_con_3() -> None:
    given = anew(begun(), an_earlier(closed_to={"police"}))
    assert [reads(given, who) for who in ("police", "housing")] == [False, True]
    family = anew(begun(), an_earlier(), an_earlier(case="hazel", number="5", closed_to={"police"}))
    assert [reads(family, who) for who in ("police", "housing")] == [False, True]
    like = anew(begun(), an_earlier(parties=HUGO))
    assert [reads(like, who) for who in ("police", "housing")] == [True, False]


def test_who_is_out_of_a_case_that_is_said_to_be_the_same_is_out_of_it_con_2() -> None:
    declared = DeclareConflict(case="oak", reason="My cousin.")
    given = begun().after("police", declared)
    assert reads(given, "police")
    same = anew(given, an_earlier(), answers=lambda _one, other: other.endswith("/oak"))
    assert [reads(same, who) for who in ("police", "housing")] == [False, True]
    other = anew(same, an_earlier(), answers=lambda _one, _other: False)
    assert not reads(other, "police")


def test_a_case_that_is_asked_for_shows_in_nothing_before_it_is_agreed_to_ag_10() -> None:
    """A flag whose case may come again is kept; that it was asked for nobody learns by that."""
    larch = compared_parties(ask().referral.parties)
    ended = an_earlier(
        heard_on=YEAR_AGO, meeting="northvale-then", case="elder", actions=(), parties=larch
    )
    given = coordinated(told(ended).everybody_signed())
    asked = given.after("minutes", ask())
    assert news(asked, [ended]) == ()
    agreed = asked.after("chair", agree())
    assert not any(one.flag_until for one in anew(agreed, ended).seen_by("police").earlier())
    newly = coordinated(told().everybody_signed()).after("minutes", ask())
    (earlier,) = anew(newly, ended).state.comparison.earlier.values()
    assert earlier.akin == (ask().case,)


@pytest.mark.parametrize("facts", [{"restricted": Restriction.EMPLOYEE}, {"emergency": True}])
def test_a_sitting_and_an_emergency_are_told_nothing_res_2_ag_9(facts: dict[str, object]) -> None:
    cases = A_PLAN_WITH_GUESTS.cases[:1]
    plan = A_PLAN_WITH_GUESTS.model_copy(update={**facts, "cases": cases, "people": ()})
    assert today_of(told(plan=plan).state) is None


def test_a_meeting_is_the_same_as_it_was_planned_and_as_it_is() -> None:
    now = today_of(begun().state)
    assert now == Today.of(A_PLAN_WITH_GUESTS)


def test_who_reads_nothing_of_it_cannot_tell_that_it_was_told_anew_con_2_con_6() -> None:
    """The same meeting in two worlds, in one of which nothing has changed by the time it opens."""
    unreading, sent = ("police", "housing", "idva", GUEST), []
    held = an_earlier(parties=HUGO, closed_to={"police"})
    more = tuple(an_action(f"A{n}", text="Another text.") for n in range(1, 6))
    since = an_earlier(*more, parties=HUGO, closed_to={"police"})
    other = an_earlier(case="hazel", number="5", parties=HUGO, closed_to={"police"})
    for by_now in ((held,), (since, other)):
        given = told(held).everybody_signed(but=("idva",)).arrived(GUEST).signed(GUEST)
        world = World(given.after("chair", confirm(GUEST)))
        world.given = anew(world.given, *by_now)
        world.commit()
        assert ("Another text." in outstanding(world.given, "children")) is (since in by_now)
        assert world.give("probation", DeclareConflict(case="elm", reason="We met.")) is None
        frames = {who: [frame.bytes for frame in world.sent[who]] for who in unreading}
        papers = [action_list(world.state, world.given.reader(who)) for who in unreading]
        sent.append((frames, papers))
    assert sent[0] == sent[1]
    assert all(sent[0][0].values())
