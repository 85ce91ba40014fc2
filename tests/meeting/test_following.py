"""The parts of the agenda around its cases, and the day of the next meeting (AG-1, AG-5)."""

from datetime import date

import pytest

from agenda.plan import MeetingPlan
from agenda.protocol import Restriction
from agenda.protocol.reading import read_protocol
from client.view.seen import Seen
from client.view.summary import summary_head
from meeting.agenda_paper import Agenda, agenda_for
from meeting.following import next_meeting, said_next_meeting
from meeting.room import Phase
from server.papers.agenda_csv import agenda_csv
from server.papers.agenda_words import agenda_words
from server.protocol_files import shipped
from tests.given import A_PLAN, Given, given

WEEKLY = "meetings.frequency = 'every 3 weeks on Tuesday'\n"


def by(rules: str, plan: MeetingPlan = A_PLAN) -> Given:
    return given(plan.model_copy(update={"protocol": read_protocol(rules)}))


def paper(here: Given) -> Agenda:
    return agenda_for(here.state, here.reader("police"))


def test_ag_1_the_parts_stand_around_the_cases_in_the_order_of_the_area() -> None:
    made = paper(by("day.parts = ['opening', 'declaration', 'expiring', 'cases', 'summary']"))
    assert made.before == (
        "Opening, apologies and introductions",
        "Confidentiality statement, read and signed",
        "Cases that expire",
    )
    assert made.after == ("Summary of actions",)
    labels = [line.label for line in agenda_words(made).items]
    assert labels == [*made.before, *(item.label for item in made.items), *made.after]
    rows = agenda_csv(made).decode("utf-8-sig").splitlines()
    assert [made.before[0] in rows[1], made.after[0] in rows[-1]] == [True, True]
    assert len({row.count('","') for row in rows}) == 1


def test_ag_1_outstanding_actions_are_no_part_where_each_section_reads_its_own() -> None:
    rules = "[[day.sections]]\nid = 'a'\nname = 'A'\ntakes = 'rest'\noutstanding = true\n"
    assert "Outstanding actions" in paper(by("")).before
    assert "Outstanding actions" not in paper(by(rules)).before
    shropshire = paper(by(shipped()["shropshire"], _in_north()))
    assert shropshire.before[-1] == "Successes"
    assert shropshire.after == ("Summary of actions", "Date of the next meeting")


def _in_north() -> MeetingPlan:
    cases = tuple(case.model_copy(update={"section": "north"}) for case in A_PLAN.cases)
    return A_PLAN.model_copy(update={"cases": cases})


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (WEEKLY, "Tue 15 Dec 2026"),
        ("meetings.frequency = 'last Friday of the month'", "Fri 27 Nov 2026"),
        ("meetings.frequency = 'daily'", "Wed 25 Nov 2026"),
        ("", ""),
    ],
)
def test_ag_5_the_next_day_is_counted_by_how_often_the_area_meets(rules: str, said: str) -> None:
    here = by(rules)
    assert said_next_meeting(here.room) == said
    last = paper(here).after[-1]
    assert last == (f"Date of the next meeting: {said}" if said else "Date of the next meeting")


def test_ag_5_a_day_on_which_offices_are_closed_is_said_and_not_moved() -> None:
    here = by("meetings.frequency = 'last Friday of the month'", _on(date(2026, 11, 27)))
    assert said_next_meeting(here.room) == ("Fri 25 Dec 2026, a day on which offices are closed")


def _on(day: date) -> MeetingPlan:
    return A_PLAN.model_copy(update={"day": day})


def test_res_2_no_meeting_follows_a_restricted_sitting() -> None:
    sitting = A_PLAN.model_copy(update={"restricted": Restriction.HONOUR})
    assert next_meeting(by(WEEKLY, sitting).room) is None
    assert next_meeting(by(WEEKLY).room) == (date(2026, 12, 15), True)


def test_ag_5_a_meeting_that_would_be_over_is_not_the_next_and_none_is_looked_for_for_ever() -> (
    None
):
    room = by(WEEKLY).room
    assert next_meeting(room, date(2026, 12, 15)) == (date(2026, 12, 15), True)
    assert next_meeting(room, date(2026, 12, 16)) == (date(2027, 1, 5), True)
    assert next_meeting(room, date.max) is None


def test_ag_1_the_chair_reads_the_next_date_where_the_day_is_summed_up() -> None:
    for rules, is_said in (
        (WEEKLY, True),
        (WEEKLY + "day.parts = ['declaration', 'cases']", False),
    ):
        here = by(rules).everybody_signed().in_phase(Phase.SUMMARY)
        rows = summary_head(Seen(here.state, "chair", here.now))
        said = [row.text for row in rows if "next meeting: Tue 15 Dec 2026" in row.text]
        assert len(said) == is_said
