"""The demonstration's judge finds what is wrong: none of its checks is one that cannot fail."""

from typing import Any

import pytest

from meeting.state import State
from tests.demo import day
from tests.demo.judge import PEOPLE, TABLE, problems
from tests.given import Given, a_room

Reports = dict[str, dict[str, Any]]


def as_the_table_has_it() -> Reports:
    """Reports in which everybody has received exactly what the table says."""
    return {
        person: {
            "fold": {},
            "frames": [row.words for row in TABLE if person in row.by],
            "waiting": 0,
            "ended": None,
            "refused": [],
        }
        for person in PEOPLE
    }


def found(reports: Reports, given: Given | None = None) -> list[str]:
    """What the judge says of these reports; by default nobody reads anything."""
    state = given.state if given else State()
    return [
        problem
        for problem in problems(state, dict.fromkeys(PEOPLE, "police"), reports)
        if "times" not in problem
    ]


def test_nothing_is_found_where_everything_is_as_it_must_be() -> None:
    assert found(as_the_table_has_it()) == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.words)
def test_words_that_reach_one_person_too_many_are_found(row: Any) -> None:
    reports = as_the_table_has_it()
    reports["unwilling"]["frames"].append(row.words)
    assert any(p.startswith("unwilling") and row.words in p for p in found(reports))


def test_words_that_never_arrive_are_found() -> None:
    reports = as_the_table_has_it()
    reports["idva-rep"]["frames"].remove("Agnes Thorley")
    assert any(p.startswith("idva-rep") and "Agnes Thorley" in p for p in found(reports))


def test_a_fold_that_holds_more_or_less_than_it_may_is_found() -> None:
    more = as_the_table_has_it()
    more["observer"]["fold"] = {"case/k7f3": {}}
    less = as_the_table_has_it()
    assert "observer: the fold of case/k7f3 is not the server's" in found(more)
    assert "chair: the fold of room is not the server's" in found(less, a_room())


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("waiting", 1),
        ("ended", "sent away"),
        ("refused", ["not_now"]),
        ("refused", ["no_such_case"]),
    ],
)
def test_loose_ends_are_found(what: str, value: object) -> None:
    reports = as_the_table_has_it()
    reports["police-rep"][what] = value
    assert any(p.startswith("police-rep") for p in found(reports))


def test_a_person_who_made_no_report_is_missed() -> None:
    reports = as_the_table_has_it()
    del reports["minutes"]
    assert found(reports) == ["minutes made no report"]


def test_what_was_lost_is_found() -> None:
    said = problems(State(), dict.fromkeys(PEOPLE, "police"), as_the_table_has_it())
    points = [point.text for hearing in day.BOOK.values() for point in hearing.points]
    assert sum("stands 0 times" in problem for problem in said) >= len(points) - 2


def test_the_table_names_only_people_with_a_process() -> None:
    assert all(row.by <= PEOPLE for row in TABLE)
