"""An urgent case that is asked for and declined: on no agenda, known to the two alone. AG-10."""

from dataclasses import replace
from typing import Any

import pytest

from meeting.agenda_paper import agenda_for
from meeting.case.hearing import LateCaseDeclined
from meeting.commands import (
    AgreeToLate,
    ApproveActionList,
    CloseBefore,
    DeclineLate,
    MoveItem,
)
from meeting.held import held_cases
from meeting.papers import action_list
from meeting.room import Phase
from meeting.streams import match_stream
from meeting.values import PersonId
from tests.given import OPENING, Given, a_room, an_open_agenda
from tests.meeting.test_late_case import LATE, agree, ask, asked, by, bytes_of, coordinated, reads

DECLINE = DeclineLate(case=LATE, reason="He was sent back to prison: the next meeting will do.")


def refused_to(**said: Any) -> Given:
    return asked(**said).after("chair", DECLINE)


def test_the_other_declines_and_whoever_asked_reads_why_ag_10() -> None:
    for asks, answers in (("minutes", "chair"), ("chair", "minutes")):
        given = coordinated(an_open_agenda()).after(asks, ask()).after(answers, DECLINE)
        (late,) = {given.seen_by(who).case(LATE).late for who in ("chair", "minutes")}  # type: ignore[union-attr] # both read it
        assert late is not None
        assert (late.declined_by, late.why_declined) == (answers, DECLINE.reason)
        assert late.declined_at is not None
        assert (late.agreed_by, given.room) == (None, an_open_agenda().room)


def test_on_the_day_too_and_after_the_protocols_last_moment_ag_10() -> None:
    day = coordinated(a_room()).everybody_signed().after("minutes", ask())
    day.when("chair", DECLINE).then(LateCaseDeclined(reason=DECLINE.reason))
    given = replace(coordinated(an_open_agenda(by("5 days before"))), now=OPENING.replace(day=19))
    over = replace(given.after("minutes", ask()), now=OPENING.replace(day=20))
    over.when("chair", DECLINE).allowed()


def test_it_can_be_declined_without_settling_who_is_like_somebody_in_it_con_6() -> None:
    given = asked(victim="Hugo Brook")
    given.when("chair", agree()).refused("match_to_settle")
    declined = given.after("chair", DECLINE)
    # Nor does it hold anybody up from then on, and nobody reads of the likeness.
    gone = str(match_stream(LATE, "housing"))
    for who in ("chair", "minutes"):
        assert gone in reads(given, who)
        assert gone not in reads(declined, who)


@pytest.mark.parametrize("who", ["minutes", "police", "housing", "observer"])
def test_nobody_but_the_other_of_the_two_declines_it_ag_10(who: PersonId) -> None:
    code = "another_agrees" if who == "minutes" else "no_such_case"
    asked().when(who, DECLINE).refused(code)
    refused_to().when(who, DECLINE).refused("was_declined" if who == "minutes" else code)


def test_what_is_declined_stays_so_and_is_asked_for_once_more_as_another_ag_10() -> None:
    given = refused_to()
    for who, command in (
        ("chair", agree()),
        ("chair", DECLINE),
        ("chair", CloseBefore(case=LATE, agenda=1, reason="No.")),
    ):
        given.when(who, command).refused("was_declined")
    again = ask().model_copy(update={"case": "again"})
    added = given.after("minutes", again).after("chair", AgreeToLate(case="again", agenda=1))
    assert added.room.item_of("again") is not None
    assert added.room.item_of(LATE) is None
    agreed = asked().after("chair", agree())
    agreed.when("chair", DECLINE).refused("moved_on", "case")


def test_one_who_declines_says_why_ag_10() -> None:
    with pytest.raises(ValueError, match="reason"):
        DeclineLate(case=LATE, reason=" ")


@pytest.mark.parametrize("who", ["police", "housing", "observer", "idva"])
@pytest.mark.parametrize("victim", ["Gwen Larch", "Hugo Brook"])
def test_that_it_was_asked_for_and_declined_leaves_no_trace_for_anybody_else_con_6(
    who: PersonId, victim: str
) -> None:
    """Whether it was, and whether they are alike with somebody in it: the same bytes."""
    other = ("chair", MoveItem(item="1", place="2", agenda=1))
    with_it = bytes_of(who, ("minutes", ask(victim=victim)), ("chair", DECLINE), other)
    assert with_it == bytes_of(who, other)


def test_it_is_on_no_paper_and_in_nothing_that_stays_of_the_meeting_out_2() -> None:
    day = coordinated(a_room()).everybody_signed().after("minutes", ask()).after("chair", DECLINE)
    for item, case in (("1", "oak"), ("2", "elm"), ("3", "ash")):
        day = day.case_called(item).case_closed(case)
    over = day.in_phase(Phase.SUMMARY).after("chair", ApproveActionList())
    for who in ("chair", "minutes", "police"):
        reader = over.reader(who)
        papers = (action_list(over.state, reader), agenda_for(over.state, reader))
        assert not any("Larch" in repr(paper) for paper in papers)
        assert not any(LATE in stream for stream in reads(over, who))
    assert LATE not in {held.case for held in held_cases(over.state)}
