"""The demonstration's judge finds what is wrong: none of its checks is one that cannot fail."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from meeting.access import Reader
from meeting.case.actions import ActionVolunteered
from meeting.case.information import InformationShared, Nature
from meeting.commands import Attend
from meeting.state import Placed, State
from meeting.streams import case_stream
from tests.demo import __main__ as demonstration
from tests.demo import day
from tests.demo.by_itself import Run, verdict
from tests.demo.day import PEOPLE
from tests.demo.judge import TABLE, problems
from tests.demo.plain import plain
from tests.demo.record import Record
from tests.demo.stage import Folder
from tests.given import Given, a_room, wording

Reports = dict[str, dict[str, Any]]
READERS = {person: Reader(person, "police") for person in PEOPLE}


def as_the_table_has_it() -> Reports:
    """Reports in which everybody has received exactly what the table says."""
    return {
        person: {
            "fold": {},
            "frames": [row.words for row in TABLE if person in row.by],
            "waiting": 0,
            "ended": None,
            "refused": [],
            "unacknowledged": 1,
            "reconnects": 1,
            "resent": 1,
        }
        for person in PEOPLE
    }


def as_it_was_lived(**times: int) -> State:
    """A record of everything in the book, each ``point`` and ``offer`` standing there ``times``."""
    return Given().happened(said_and_offered(**times), "police").state


def said_and_offered(point: int = 1, offer: int = 1) -> Iterator[Placed]:
    for case, hearing in day.BOOK.items():
        stream = case_stream(case)
        for number, said in enumerate(hearing.points * point):
            yield Placed(
                stream,
                InformationShared(
                    information=f"i{number}",
                    agency=said.agency,
                    subject=said.subject,
                    category=said.category,
                    nature=Nature.FACT,
                    text=said.text,
                    dated=None,
                    on_behalf=False,
                ),
            )
        for number, made in enumerate(hearing.offers * offer):
            words = wording(made.instead or made.text)
            volunteered = ActionVolunteered(
                action=f"a{number}", agency=made.agency, invited=(), wording=words
            )
            yield Placed(stream, volunteered)


def found(reports: Reports, given: Given | None = None) -> list[str]:
    """What the judge says of these reports; by default nobody reads anything."""
    state = given.state if given else State()
    return [problem for problem in problems(state, READERS, reports) if "times" not in problem]


def test_nothing_is_found_where_everything_is_as_it_must_be() -> None:
    assert found(as_the_table_has_it()) == []


NOT_FOR_ALL = tuple(row for row in TABLE if "unwilling" not in row.by)


@pytest.mark.parametrize("row", NOT_FOR_ALL, ids=lambda row: row.words)
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


def test_a_fold_of_the_same_streams_with_something_else_in_them_is_found() -> None:
    given = a_room()
    sentence = "chair: the fold of room is not the server's"
    reports = as_the_table_has_it()
    reports["chair"]["fold"] = {"room": plain(given.room)}
    assert sentence not in found(reports, given)
    assert sentence in found(reports, given.after("police", Attend()))


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
    said = problems(State(), READERS, as_the_table_has_it())
    points = [point.text for hearing in day.BOOK.values() for point in hearing.points]
    assert sum("stands 0 times" in problem for problem in said) >= len(points) - 2


@pytest.mark.parametrize("times", [0, 2])
def test_each_point_and_each_offer_that_is_lost_or_doubled_is_found(times: int) -> None:
    points = [point.text for hearing in day.BOOK.values() for point in hearing.points]
    offers = [o.instead or o.text for hearing in day.BOOK.values() for o in hearing.offers]
    reports = as_the_table_has_it()
    assert problems(as_it_was_lived(), READERS, reports) == []
    said = problems(as_it_was_lived(point=times), READERS, reports)
    assert said == [f"'{text}' stands {times} times" for text in points]
    made = problems(as_it_was_lived(offer=times), READERS, reports)
    assert made == [f"'{text}' is offered {times} times" for text in offers]


def test_the_table_names_only_people_with_a_process() -> None:
    assert all(row.by <= PEOPLE for row in TABLE)


# The verdict


def judged(reports: Reports) -> int:
    """The exit code of a run in which everybody made these reports."""
    run = Run()
    run.reports = reports
    record = Record(as_it_was_lived(), 1, READERS)
    return verdict(record, run, Path("papers"))


def test_a_day_as_it_must_be_ends_well_and_with_its_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert judged(as_the_table_has_it()) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert json.loads(printed.out)["resent"] == len(PEOPLE)


def test_a_day_on_which_something_was_wrong_ends_badly_and_says_what(
    capsys: pytest.CaptureFixture[str],
) -> None:
    reports = as_the_table_has_it()
    del reports["minutes"]
    assert judged(reports) == 1
    assert capsys.readouterr().err == "minutes made no report\n"


def test_a_kill_that_left_nothing_unacknowledged_proved_nothing_and_ends_badly(
    capsys: pytest.CaptureFixture[str],
) -> None:
    reports = as_the_table_has_it()
    for report in reports.values():
        report["unacknowledged"] = 0
    assert judged(reports) == 1
    assert capsys.readouterr().err == "nothing was unacknowledged when the server was killed\n"


@pytest.mark.parametrize("code", [0, 1])
def test_the_demonstration_exits_as_its_day_was_judged(
    code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def a_day(_folder: Folder, _papers: Path) -> int:
        return code

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(demonstration, "by_itself", a_day)
    assert demonstration.main() == code
