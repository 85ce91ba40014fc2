"""The day of full length is the same each time, and what judges it finds what is wrong."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from agenda.likeness import Described
from agenda.matching import likeness
from agenda.running_order import Kind, running_order
from server.pace import Pace
from server.plan_file import read_plan
from tests.demo.long_day import LongDay, long_day, table_of, words_of
from tests.demo.timed import UNHURRIED, happened
from tests.demo.today import day_named
from tests.demo.whole_day import longest_wait, papers_wrong, was_shut_out
from tests.docs.files import ROOT

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
SHOWS = """
from tests.demo.long_day import long_day
long = long_day(3, 20)
print(long.cases, long.day.book, long.day.conflicts)
"""
CASE = "case/5a923c55"


@pytest.fixture(scope="module", name="long")
def _long() -> LongDay:
    return long_day()


def shown_with(seed_of_hashes: str) -> str:
    """Three cases of the day, as a process of its own has them."""
    environment = {**os.environ, "PYTHONHASHSEED": seed_of_hashes}
    shown = subprocess.run(
        [sys.executable, "-c", SHOWS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
    )
    return shown.stdout.decode()


def test_every_process_has_the_same_day() -> None:
    assert shown_with("1") == shown_with("2") != ""
    assert long_day(3, 20) == long_day(3, 20)
    assert day_named("3x20") == long_day(3, 20).day


def test_ag_2_the_day_has_the_length_of_lutons_and_its_breaks(
    long: LongDay, tmp_path: Path
) -> None:
    (tmp_path / "plan.toml").write_text(long.plan(NOON), encoding="utf-8")
    plan = read_plan(tmp_path / "plan.toml")
    order = running_order(plan)
    assert [item.case for item in order if item.case] == [case.id for case in long.cases]
    assert sum(item.kind is Kind.BREAK for item in order) == 3
    assert f"{order[-1].label} {order[-1].starts:%H:%M}" == "Case 27 16:30"
    assert len(plan.people) == len(long.day.people) == 20
    book = long.day.book.values()
    assert sum(len(hearing.points) for hearing in book) == 300
    assert sum(len(hearing.offers) for hearing in book) == 120


def test_everything_that_is_said_is_said_once_in_the_day(long: LongDay) -> None:
    words = Counter(word for hearing in long.day.book.values() for word in words_of(hearing))
    assert max(words.values()) == 1


def test_every_risk_is_answered_by_an_action(long: LongDay) -> None:
    for hearing in long.day.book.values():
        assert {offer.risk for offer in hearing.offers} == set(range(len(hearing.risks)))


def test_con_6_nobody_at_the_table_is_like_a_party(long: LongDay) -> None:
    parties = {name for c in long.cases for name in (c.victim, c.perpetrator, c.child) if name}
    alike = [
        (name, party)
        for (_, name, _), party in product(long.people, sorted(parties))
        if likeness(Described(name=name), Described(name=party)) is not None
    ]
    assert alike == []


def test_con_2_whoever_has_a_conflict_may_have_nothing_that_is_said(long: LongDay) -> None:
    rows = {row.words: row.by for row in table_of(long)}
    assert len(long.day.conflicts) == 6
    for case, person in long.day.conflicts.items():
        words = list(words_of(long.day.book[case]))
        assert words
        assert all(person not in rows[word] and "chair" in rows[word] for word in words)


def test_att_2_whoever_has_left_may_have_nothing_that_is_said_afterwards(long: LongDay) -> None:
    rows = {row.words: row.by for row in table_of(long)}
    left = {case.id: long.day.leaves_early for case in long.cases[24:]}
    for case, person in left.items():
        assert not any(person in rows[word] for word in words_of(long.day.book[case]))
    assert all("fire-rep" in rows[word] for word in words_of(long.day.book[long.cases[0].id]))


# The judge


def frame(kind: str, **facts: object) -> str:
    return json.dumps({"kind": kind, **facts})


def part_of(stream: str, first: int = 1) -> dict[str, object]:
    return {"stream": stream, "first": first, "events": [{"at": "2026-12-01T12:00:00Z"}]}


BEFORE = frame("events", parts=[part_of(CASE)])
SHUT = frame("withdrawn", streams=[CASE])
OTHERS = frame("events", parts=[part_of("case/0"), part_of("room", 7)])


@pytest.mark.parametrize(
    ("frames", "shut"),
    [
        ([BEFORE, SHUT, OTHERS], True),
        ([BEFORE, SHUT, OTHERS, BEFORE], False),
        ([BEFORE, OTHERS], False),
        ([], False),
    ],
)
def test_con_2_a_byte_of_a_case_after_it_was_withdrawn_is_found(
    frames: list[str], *, shut: bool
) -> None:
    assert was_shut_out(frames, CASE) is shut


def lists(folder: Path, long: LongDay) -> None:
    """Everybody's list, as it must be."""
    for person in long.day.people:
        offers = [
            offer.instead or offer.text
            for case, hearing in long.day.book.items()
            if long.day.conflicts.get(case) != person
            for offer in hearing.offers
        ]
        lines = "".join(f'"{offer}",x\r\n' for offer in offers)
        (folder / f"action-list-v1-{person}.csv").write_text(lines, encoding="utf-8")


def test_out_2_a_list_with_an_action_too_many_or_too_few_is_found(tmp_path: Path) -> None:
    long = long_day(2, 6)
    ((case, person),) = long.day.conflicts.items()
    action = long.day.book[case].offers[0].text
    lists(tmp_path, long)
    assert list(papers_wrong(tmp_path, long)) == []
    theirs = tmp_path / f"action-list-v1-{person}.csv"
    theirs.write_text(theirs.read_text(encoding="utf-8") + f'"{action}"\r\n', encoding="utf-8")
    (tmp_path / "action-list-v1-chair.csv").write_text("", encoding="utf-8")
    found = list(papers_wrong(tmp_path, long))
    assert f"the list for {person} holds '{action}'" in found
    assert f"the list for chair lacks '{action}'" in found


# The clock


def test_the_longest_wait_is_said_with_whose_it_was() -> None:
    reports = {
        "chair": {"waits": {"answer": 3, "arrival": 40}},
        "observer": {"waits": {"answer": 0, "arrival": 7}},
    }
    said = {"longest_wait_ms": 40, "whose": "chair", "waited_for": "arrival"}
    assert longest_wait(reports) == said


def test_of_a_stream_from_its_beginning_nobody_waited_for_what_happened_long_ago() -> None:
    assert list(happened(BEFORE)) == []
    assert list(happened(OTHERS)) == [NOON.timestamp()]
    assert list(happened(SHUT)) == []


def test_nobody_is_faster_than_the_server_lets_them_be() -> None:
    pace = Pace()
    assert UNHURRIED.at_once < pace.repeatable.at_once
    assert UNHURRIED.a_second < pace.repeatable.a_second
