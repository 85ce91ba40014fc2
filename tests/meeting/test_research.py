"""Research before the day: known or nothing known, and points that are an agency's own until it
presents them (AG-4, CASE-3, CASE-4, CON-2).
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from agenda.protocol import Stage
from meeting.access import TABLE, Standing, Time
from meeting.case.information import Category, InformationShared, Nature
from meeting.case.research import Answer, ResearchNoted
from meeting.commands import (
    ChangePreparedPoint,
    DeclareConflict,
    MarkResearch,
    OpenRoom,
    PreparePoint,
    PresentPoints,
    RemovePreparedPoint,
    SeenPoint,
)
from meeting.matching import Match
from meeting.preparation import PointPrepared, PreparedPointChanged, PreparedPointRemoved
from meeting.state import State
from meeting.streams import Kind, Stream, case_stream, parse_stream, prep_stream
from tests.given import A_PLAN, EVERYBODY, Given, an_open_agenda
from tests.meeting.distribution import World

KNOWN = MarkResearch(case="oak", answer=Answer.KNOWN)
NOTHING = MarkResearch(case="oak", answer=Answer.NOTHING_KNOWN)
TEXT = "Two visits in October."
HOUSING = prep_stream("housing", "oak")


def prepare(text: str = TEXT, information: str = "i1", **facts: object) -> PreparePoint:
    said = {"case": "oak", "subject": "victim", "category": Category.HISTORY, **facts}
    return PreparePoint.model_validate({**said, "text": text, "information": information})


def change(text: str, version: int = 1) -> ChangePreparedPoint:
    facts = prepare(text).model_dump(exclude={"kind"})
    return ChangePreparedPoint(**facts, version=version)


def present(*seen: tuple[str, int]) -> PresentPoints:
    points = (SeenPoint(information=i, version=version) for i, version in seen)
    return PresentPoints(case="oak", points=tuple(points))


def readers(given: Given) -> set[str]:
    return {who for who in EVERYBODY if HOUSING in given.seen_by(who).streams}


# Known, or nothing known


def test_an_agency_says_before_the_day_whether_it_knows_anything() -> None:
    """AG-4, CASE-4: whoever reads the case sees who has looked."""
    given = an_open_agenda()
    noted = ResearchNoted(agency="housing", answer=Answer.NOTHING_KNOWN, points=0)
    marked = given.when("housing", NOTHING).then(noted)
    assert marked.journal[-1][0] == case_stream("oak")
    marked.when("housing", NOTHING).refused("already_there", "answer")
    for who in ("chair", "police"):
        seen = marked.seen_by(who).case("oak")
        assert seen is not None
        assert seen.research["housing"].answer is Answer.NOTHING_KNOWN
    again = KNOWN.model_copy(update={"so_far": Answer.NOTHING_KNOWN})
    known = marked.when("housing", again).then(
        ResearchNoted(agency="housing", answer=Answer.KNOWN, points=0)
    )
    assert known.case().research["housing"].answer is Answer.KNOWN


def test_what_a_colleague_said_meanwhile_is_not_overwritten() -> None:
    """AG-4: late or twice, it is refused."""
    given = an_open_agenda().after("housing", KNOWN)
    given.when("housing", NOTHING).refused("moved_on", "so_far")


@pytest.mark.parametrize("who", ["chair", "minutes"])
def test_only_who_speaks_for_an_agency_looks_into_a_case_for_it(who: str) -> None:
    """ROLE-4: an observer does not read the case at all."""
    for command in (KNOWN, prepare(), change("Else."), present(("i1", 1))):
        an_open_agenda().when(who, command).refused("not_your_role")
    an_open_agenda().when("observer", KNOWN).refused("no_such_case")


# Prepared points


def test_a_point_is_prepared_changed_and_removed_and_the_case_counts_them() -> None:
    """AG-4, CASE-3."""
    given = an_open_agenda()
    prepared = given.when("housing", prepare()).then(
        PointPrepared(
            information="i1",
            subject="victim",
            category=Category.HISTORY,
            nature=Nature.FACT,
            text=TEXT,
            dated=None,
        ),
        ResearchNoted(agency="housing", answer=Answer.KNOWN, points=1),
    )
    assert prepared.journal[-2][0] == HOUSING
    changed = prepared.when("housing", change("Three visits.")).allowed()
    assert isinstance(changed.journal[-1][1].event, PreparedPointChanged)
    (point,) = changed.state.preparation("housing", "oak").points.values()
    assert (point.text, point.version) == ("Three visits.", 2)
    gone = changed.when(
        "housing", RemovePreparedPoint(case="oak", information="i1", version=2)
    ).then(
        PreparedPointRemoved(information="i1"),
        ResearchNoted(agency="housing", answer=Answer.KNOWN, points=0),
    )
    assert not gone.state.preparation("housing", "oak").points


def test_a_prepared_point_is_changed_by_its_agency_alone_and_as_it_was_seen() -> None:
    """AG-4, NTK-1: to another agency it is not there."""
    given = an_open_agenda().after("housing", prepare(), change("Three visits."))
    refusal = given.when("housing", change("Four.")).refused("changed_meanwhile", "text")
    assert "Three visits." in refusal.message
    given.when("police", change("Five.", 2)).refused("no_such_information", "text")
    remove = RemovePreparedPoint(case="oak", information="i1", version=1)
    given.when("housing", remove).refused("changed_meanwhile", "information")
    given.when("housing", prepare()).refused("already_there", "information")
    given.when("housing", prepare(information="i2", subject="nobody")).refused(
        "no_such_subject", "subject"
    )


def test_nothing_known_and_prepared_points_contradict_each_other() -> None:
    """CASE-4."""
    given = an_open_agenda().after("housing", prepare())
    nothing = NOTHING.model_copy(update={"so_far": Answer.KNOWN})
    given.when("housing", nothing).refused("points_are_prepared", "answer")


# Who reads them


def test_what_an_agency_prepared_is_read_by_that_agency_alone() -> None:
    """AG-4: the chair is told how many points there are, and the text is not in the case."""
    given = an_open_agenda().after("housing", prepare())
    assert readers(given) == {"housing"}
    for who in EVERYBODY:
        assert (TEXT in repr(given.seen_by(who))) is (who == "housing")
    case = given.seen_by("chair").case("oak")
    assert case is not None
    assert case.research["housing"].points == 1


def test_a_chair_reads_what_their_own_agency_prepared() -> None:
    """AG-4: that agency's people who read the case; the chair comes from the police."""
    given = an_open_agenda().after("police", prepare())
    stream = prep_stream("police", "oak")
    assert {who for who in EVERYBODY if stream in given.seen_by(who).streams} == {
        *("police", "chair"),
    }


def test_others_read_it_beforehand_only_where_the_protocol_says_so() -> None:
    """AG-4: and then until the room opens."""
    hearing = A_PLAN.protocol.hearing.model_copy(update={"research_read_beforehand": True})
    protocol = A_PLAN.protocol.model_copy(update={"hearing": hearing})
    given = an_open_agenda(A_PLAN.model_copy(update={"protocol": protocol}))
    shared = given.after("housing", prepare())
    assert readers(shared) == set(EVERYBODY) - {"observer"}
    declared = shared.after("police", DeclareConflict(case="oak", reason="My cousin."))
    assert readers(declared) == set(EVERYBODY) - {"observer", "police"}
    on_the_day = shared.after("chair", OpenRoom()).everybody_signed()
    assert readers(on_the_day) == {"housing"}


def test_who_is_out_of_the_case_reads_nothing_that_their_agency_prepared() -> None:
    """CON-2: from that instant, the draft included."""
    given = an_open_agenda().after("housing", prepare())
    out = given.after("housing", DeclareConflict(case="oak", reason="My cousin."))
    assert readers(out) == set()
    out.when("housing", change("Else.")).refused("no_such_case")


def test_on_the_day_it_is_read_again_once_the_declaration_is_signed() -> None:
    """SIGN-2."""
    given = an_open_agenda().after("housing", prepare()).after("chair", OpenRoom())
    assert readers(given) == set()
    assert readers(given.arrived(*EVERYBODY)) == set()
    assert readers(given.everybody_signed()) == {"housing"}
    assert not any((Kind.PREP, standing, Time.APPROVED) in TABLE for standing in Standing)


# In the round


def heard(*commands: PreparePoint) -> Given:
    prepared = an_open_agenda().after("housing", *commands).after("chair", OpenRoom())
    return prepared.everybody_signed().case_called("1").at_stage(Stage.ROUND)


def test_prepared_points_are_presented_one_by_one_or_together() -> None:
    """AG-4, CASE-3, NTK-1: as information of that agency, in the words prepared."""
    given = heard(prepare(), prepare("Rent is paid.", "i2"), prepare("A dog.", "i3"))
    one = given.when("housing", present(("i2", 1))).then(said("Rent is paid.", "i2"))
    one.when("housing", present(("i2", 1))).refused("already_there", "points")
    both = one.when("housing", present(("i1", 1), ("i3", 1))).then(
        said(TEXT, "i1"), said("A dog.", "i3")
    )
    assert [point.agency for point in both.case().heard.points.values()] == ["housing"] * 3
    assert all(point.by == "housing" for point in both.case().heard.points.values())


def said(text: str, information: str) -> InformationShared:
    return InformationShared(
        information=information,
        agency="housing",
        subject="victim",
        category=Category.HISTORY,
        nature=Nature.FACT,
        text=text,
        dated=None,
        on_behalf=False,
    )


def test_only_what_was_seen_and_is_ones_own_is_presented() -> None:
    """NTK-1."""
    given = heard(prepare())
    given.when("police", present(("i1", 1))).refused("no_such_information", "points")
    given.when("housing", present(("i1", 2))).refused("changed_meanwhile", "points")
    given.when("housing", present()).refused("nothing_to_present", "points")
    given.when("housing", prepare("Late.", "i9")).refused("not_now")


# In two worlds that differ in what another agency prepared, nobody else can tell


@pytest.mark.parametrize("x", [who for who in EVERYBODY if who != "housing"])
def test_nobody_else_can_tell_what_an_agency_prepared(x: str) -> None:
    """AG-4, CON-2: other words, of another length, changed once more or not; the same bytes."""
    worlds = [World(an_open_agenda(), only=x) for _ in range(2)]
    for world, words in zip(
        worlds, (TEXT, "CANARY he works nights, and she is alone."), strict=True
    ):
        assert world.give("housing", prepare(words)) is None
    assert worlds[1].give("housing", change("CANARY and weekends.")) is None
    for world in worlds:
        world.given = replace(world.given, now=worlds[1].given.now)
        assert world.give("chair", OpenRoom()) is None
    assert worlds[0].sent[x] == worlds[1].sent[x]
    assert b"CANARY" not in b"".join(frame.bytes for frame in worlds[1].sent[x])


def test_matches_are_looked_for_once_and_not_for_every_stream_and_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """CON-6: an area of twenty agencies prepares hundreds of streams, judged after each commit."""
    looked = []

    def matches(state: State) -> Iterator[tuple[Stream, Match]]:
        looked.append(state)
        return iter(())

    monkeypatch.setattr(State, "matches", matches)
    given = an_open_agenda().after("housing", prepare())
    looked.clear()
    for who in EVERYBODY:
        given.seen_by(who)
    assert looked == [given.state]


def test_the_name_of_a_stream_says_whose_it_is_and_of_which_case() -> None:
    assert str(HOUSING) == "prep/housing/oak"
    assert parse_stream("prep/housing/oak") == HOUSING
    for wrong in ("prep", "prep/housing", "prep/housing/oak/elm", "prep//oak"):
        assert parse_stream(wrong) is None
