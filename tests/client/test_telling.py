"""Gentle remarks while a point is typed: they point something out and refuse nothing (CASE-3)."""

import pytest

from agenda.protocol import Stage
from client.acts import speaking
from client.acts.form import Answers, Form
from client.view.seen import Seen
from meeting.commands import ShareInformation, StrikeEntry
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown
from tests.given import Given, a_hearing, share

SAID = "Strangled twice since May."


def a_form(given: Given) -> Form:
    found = speaking.share(Seen(given.seen_by("idva"), "idva", given.now))
    assert isinstance(found, Form)
    return found


def answers(text: str, dated: str = "", subject: str | None = None) -> Answers:
    return Answers(
        {
            "text": text,
            "subject": subject or share().subject,
            "category": "risk factor",
            "nature": "fact",
            "dated": dated,
        }
    )


def remarks(given: Given, said: Answers) -> str:
    return " ".join(row.text for row in a_form(given).remarks(said))


def test_case_3_more_than_forty_words_are_pointed_out_and_not_refused() -> None:
    given = a_hearing(Stage.ROUND)
    assert "words" not in remarks(given, answers("word " * 40))
    long = answers("word " * 41)
    assert "41 words" in remarks(given, long)
    assert isinstance(a_form(given).build(long), ShareInformation)


def test_case_3_what_happened_more_than_a_year_ago_is_pointed_out_and_not_refused() -> None:
    given = a_hearing(Stage.ROUND)
    day = given.state.room.day
    a_year = f"{day.day:02}/{day.month:02}/{day.year - 1}"
    older = answers("He hit her.", f"{day.day:02}/{day.month:02}/{day.year - 2}")
    assert "more than a year ago" not in remarks(given, answers("He hit her.", a_year))
    assert "more than a year ago" in remarks(given, older)
    assert isinstance(a_form(given).build(older), ShareInformation)


@pytest.mark.parametrize(
    "text", [SAID, "strangled twice, since may", "Strangled her twice since May"]
)
def test_case_3_a_point_like_one_that_is_there_is_pointed_out_with_its_agency(text: str) -> None:
    given = a_hearing(Stage.ROUND).after("police", share(SAID))
    said = remarks(given, answers(text))
    assert "already there: Police said something like it" in said
    assert SAID not in said
    assert isinstance(a_form(given).build(answers(text)), ShareInformation)


@pytest.mark.parametrize("text", ["", "Strangled", "She moved in May to her sister."])
def test_case_3_what_is_not_like_it_is_not(text: str) -> None:
    given = a_hearing(Stage.ROUND).after("police", share(SAID))
    assert "already there" not in remarks(given, answers(text))


def test_case_3_the_same_words_about_somebody_else_are_another_point() -> None:
    given = a_hearing(Stage.ROUND).after("police", share(SAID))
    assert "already there" not in remarks(given, answers(SAID, subject="somebody else"))


def test_case_5_a_point_that_was_struck_is_not_pointed_out() -> None:
    given = a_hearing(Stage.ROUND).after("police", share(SAID))
    struck = given.after("minutes", StrikeEntry(case="oak", entry="i1"))
    assert "already there" not in remarks(struck, answers(SAID))


async def test_case_3_the_remark_stands_beside_the_field_and_the_point_goes_all_the_same() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND).after("police", share(SAID)))
    async with room.app("idva").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "i  information")
        await pilot.press("i", *SAID)
        await until_shown(pilot, "already there: Police")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        assert len(room.given.case("oak").heard.points) == 2
