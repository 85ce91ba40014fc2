"""The minutes as pages (OUT-3)."""

import io

import pytest
from docx import Document
from pypdf import PdfReader

from agenda.protocol import Stage
from agenda.text import is_visible
from meeting.commands import CallItem, EndBreak, SkipBreak
from meeting.minutes import Minutes, minutes_for
from server.papers.lists import minutes_files
from tests.given import a_hearing, share, volunteer
from tests.server.test_papers import hostile


def some_minutes() -> Minutes:
    said = a_hearing(Stage.ROUND).after("police", share("Strangled twice since May."))
    after = said.at_stage(Stage.PLANNING).after("housing", volunteer()).case_closed()
    return minutes_for(after.state, after.reader("chair"))


def words_of(paper: Minutes, ending: str) -> str:
    """All that the file says, with one space between words."""
    content = io.BytesIO(minutes_files(paper, "x")[f"x.{ending}"])
    if ending == "pdf":
        return " ".join(" ".join(p.extract_text() for p in PdfReader(content).pages).split())
    document = Document(content)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    header = [p.text for p in document.sections[0].header.paragraphs]
    return " ".join(" ".join([*header, *(p.text for p in document.paragraphs), *cells]).split())


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_they_say_who_was_there_what_was_said_and_what_is_volunteered(ending: str) -> None:
    """ATT-1, CASE-3, OUT-2, SIGN-3: marked, and for whom."""
    words = words_of(some_minutes(), ending)
    for said in (
        "OFFICIAL-SENSITIVE",
        "Made for Insp Petra Oakes, Police",
        "Hugo Brook",
        "wording 1",
        "Strangled twice since May.",
        "risk factor · fact",
        "Change the locks.",
        "Closed with this open:",
        "Safe contact: By telephone before ten.",
    ):
        assert said in words


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_they_say_which_breaks_were_taken_and_when_ag_11(ending: str) -> None:
    on_break = a_hearing(Stage.ROUND).later(minutes=5).after("chair", CallItem(item="break-1"))
    over = on_break.later(minutes=10).after("chair", EndBreak(item="break-1"))
    words = words_of(minutes_for(over.state, over.reader("chair")), ending)
    assert "Breaks: Coffee 09:05 to 09:15." in words
    assert "with Coffee 09:05 to 09:15 in it" in words
    skipped = a_hearing(Stage.ROUND).after("chair", SkipBreak(item="break-1", version=1))
    paper = minutes_for(skipped.state, skipped.reader("chair"))
    assert "Breaks: Coffee not taken." in words_of(paper, ending)


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_hostile_words_are_words_in_them(ending: str) -> None:
    enemy = hostile(some_minutes())
    assert isinstance(enemy, Minutes)
    words = words_of(enemy, ending)
    assert "[/b] & <w:t>" in words
    assert all(is_visible(char) for char in words)
