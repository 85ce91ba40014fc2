import csv
import io
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest
from docx import Document

from agenda.protocol import Stage
from agenda.text import is_visible
from meeting.papers import ActionList, PaperAction, PaperCase
from meeting.risk_paper import PaperRisk
from server.papers.csv import list_csv
from server.papers.list_page import list_page
from server.papers.lists import FORMATS, OWN, TO_READ
from server.papers.word import page_word
from server.papers.wording import DRAFT, DUTIES, NO_RISKS
from server.published.lists import papers_for
from tests.given import a_hearing, volunteer

ACTION = PaperAction(
    label="A1",
    agencies=("Housing", "Police"),
    named="Hugo Brook",
    text="Change the locks.",
    for_whom="victim",
    risks=("R1", "R2"),
    due=date(2026, 12, 3),
    done_when="Job sheet closed.",
    urgent=True,
    standing="confirmed",
    note="",
)
LIST = ActionList(
    area="Northvale",
    day=date(2026, 11, 24),
    marking="OFFICIAL-SENSITIVE",
    version=1,
    made_for="Hugo Brook",
    made_for_agency="Housing",
    approved_by="Insp Petra Oakes",
    approved_at=datetime(2026, 6, 24, 14, 5, tzinfo=UTC),
    cases=(
        PaperCase("Case 1", "heard", "", (ACTION,), (replace(ACTION, label="A2", due=None),)),
        PaperCase("Case 2", "deferred to the next meeting", "No time was left.", (), ()),
    ),
    not_heard=("Case 3",),
)
DUTY = (("Housing", "Police"), "Flag the files.")
DRAFT_LIST = replace(LIST, version=0, approved_by="", approved_at=None)


def as_word(paper: ActionList) -> bytes:
    return page_word(list_page(paper))


def rows(paper: ActionList) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(list_csv(paper).decode("utf-8-sig"))))


def with_text(text: str) -> ActionList:
    case = replace(LIST.cases[0], actions=(replace(ACTION, text=text),), to_settle=())
    return replace(LIST, cases=(case,))


def parts_of(content: bytes, beginning: str) -> str:
    with ZipFile(io.BytesIO(content)) as word:
        names = [name for name in word.namelist() if name.startswith(f"word/{beginning}")]
        return "".join(word.read(name).decode() for name in names)


def test_csv_has_one_row_an_action_and_says_which_are_to_settle_act_5() -> None:
    settled, to_settle = rows(LIST)
    assert settled["Agency"] == "Housing and Police"
    assert settled["Due"] == "2026-12-03"
    assert settled["Whose"] == "an agency's action"
    assert to_settle["Whose"].startswith("To settle")
    assert to_settle["Due"] == ""


def test_csv_says_version_marking_and_for_whom_out_2() -> None:
    row = rows(LIST)[0]
    assert row["Version"] == "Version 1, approved by Insp Petra Oakes on Wed 24 Jun 2026 at 15:05"
    assert row["Marking"] == "OFFICIAL-SENSITIVE"
    assert row["Made for"] == "Hugo Brook, Housing"
    assert rows(DRAFT_LIST)[0]["Version"] == DRAFT


def test_csv_begins_with_the_mark_that_spreadsheets_look_for() -> None:
    assert list_csv(LIST).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+44 phone", "-call", "@SUM(A1)", "\tx", "\rx"])
def test_cells_that_begin_like_a_formula_are_text(text: str) -> None:
    assert rows(with_text(text))[0]["What will be done"] == f"'{text}"


@pytest.mark.parametrize(
    "text", ['say "no", then\nring', "a;b", "1+1", "\u0645\u0631\u062d\u0628\u0627"]
)
def test_other_cells_come_back_as_they_were(text: str) -> None:
    assert rows(with_text(text))[0]["What will be done"] == text


def test_word_says_draft_in_the_header_of_every_page_act_11() -> None:
    assert DRAFT in parts_of(as_word(DRAFT_LIST), "header")
    assert DRAFT not in parts_of(as_word(LIST), "header")


def test_word_says_marking_version_and_for_whom_on_every_page_out_2() -> None:
    content = as_word(LIST)
    header, footer = parts_of(content, "header"), parts_of(content, "footer")
    assert "OFFICIAL-SENSITIVE" in header
    assert "Made for Hugo Brook, Housing" in header
    assert "Version 1" in footer
    assert "NUMPAGES" in footer


def test_word_has_real_headings_and_a_row_that_repeats() -> None:
    document = Document(io.BytesIO(as_word(LIST)))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == ["Case 1", "Case 2"]
    assert [len(table.rows) for table in document.tables] == [2, 2]
    assert parts_of(as_word(LIST), "document").count("w:tblHeader") == 2


def test_word_says_that_there_are_no_actions() -> None:
    document = Document(io.BytesIO(as_word(LIST)))
    assert [p.text for p in document.paragraphs].count("No actions.") == 1
    empty = Document(io.BytesIO(as_word(replace(LIST, cases=()))))
    nothing = "There is no case that this paper may hold for its reader."
    assert nothing in [p.text for p in empty.paragraphs]


def test_word_takes_text_as_text() -> None:
    document = Document(io.BytesIO(as_word(with_text("<w:p> & {MERGEFIELD}"))))
    assert "<w:p> & {MERGEFIELD}" in document.tables[0].cell(1, 1).text


def test_file_names_say_nothing_of_a_case_out_2() -> None:
    given = a_hearing(Stage.PLANNING).after("housing", volunteer())
    names = set(papers_for(given.state, given.reader("housing")))
    assert names == {
        *(f"action-list-draft-housing.{ending}" for ending in FORMATS),
        *(f"own-actions-draft-housing.{ending}" for ending in OWN),
        *(f"minutes-draft-housing.{ending}" for ending in TO_READ),
        "register-housing.csv",
    }


def test_the_paper_says_why_a_case_was_not_heard_and_which_were_never_called() -> None:
    """ACT-10, CASE-6: what was left open stands in the papers."""
    text = parts_of(as_word(LIST), "document")
    assert "deferred to the next meeting. No time was left." in text
    assert "Not heard at this meeting: Case 3." in text


def test_case_8_what_was_said_of_links_stands_in_the_papers() -> None:
    linked = replace(LIST.cases[0], links=("MAPPA: no, He was never convicted.",))
    text = parts_of(as_word(replace(LIST, cases=(linked,))), "document")
    assert "Link considered: MAPPA: no, He was never convicted." in text


def test_ntk_1_what_was_asked_of_sharing_and_answered_stands_in_the_papers() -> None:
    asked = replace(LIST.cases[0], sharings=("Housing asked Police: the date, to her GP: no",))
    text = parts_of(as_word(replace(LIST, cases=(asked,))), "document")
    assert "Sharing onward: Housing asked Police: the date, to her GP: no" in text


def test_risk_1_risks_stand_in_the_papers_by_who_is_at_risk_with_what_answers_them() -> None:
    """RISK-2: and how each stands at the end."""
    grid = (
        PaperRisk("R1", "victim", "perpetrator", ("A1", "A2"), "reduced"),
        PaperRisk("R3", "victim", "", (), "accepted: She will not move."),
        PaperRisk("R2", "staff", "", (), ""),
    )
    content = as_word(replace(LIST, cases=(replace(LIST.cases[0], risks=grid),)))
    table, _, _ = Document(io.BytesIO(content)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["At risk", "Risk", "From", "Answered by", "At the end"],
        ["victim", "R1", "perpetrator", "A1 and A2", "reduced"],
        ["", "R3", "", "no action", "accepted: She will not move."],
        ["staff", "R2", "", "no action", "not said"],
    ]


def test_risk_1_that_none_was_identified_stands_in_the_papers() -> None:
    none = replace(LIST, cases=(replace(LIST.cases[0], no_risks=True),))
    assert NO_RISKS in parts_of(as_word(none), "document")
    assert NO_RISKS not in parts_of(as_word(LIST), "document")


def test_case_7_that_a_referral_was_to_be_withdrawn_stands_in_the_papers() -> None:
    asked = replace(LIST.cases[0], withdrawal=("Police asked to withdraw it: not high risk",))
    text = parts_of(as_word(replace(LIST, cases=(asked,))), "document")
    assert "Withdrawing the referral: Police asked to withdraw it: not high risk" in text


HOSTILE = (
    "=cmd|'/c calc'!A1\x1b]52;c;aGk=\x07\x9b31m\u202eevil\u200b\ud800\x00\ufffe[/b] & <w:t>"
    + "\u0301" * 10_000
)


def hostile(value: object) -> object:
    """``value`` with hostile words in each of its texts, found from its fields."""
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, tuple):
        return tuple(hostile(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{f.name: hostile(getattr(value, f.name)) for f in fields(value)})
    return value


@pytest.mark.parametrize("paper", [LIST, DRAFT_LIST], ids=["approved", "draft"])
def test_hostile_words_in_every_field_of_a_paper_are_words_in_both_files(paper: ActionList) -> None:
    """A record of long ago is not cleaned where it enters; and a file has a form to keep."""
    enemy = hostile(paper)
    assert isinstance(enemy, ActionList)
    table = list(csv.reader(io.StringIO(list_csv(enemy).decode("utf-8-sig"))))
    document = Document(io.BytesIO(as_word(enemy)))
    cells = [cell.text for each in document.tables for row in each.rows for cell in row.cells]
    texts = [cell for row in table for cell in row] + cells + [p.text for p in document.paragraphs]
    assert any("[/b] & <w:t>" in cell for cell in cells)
    assert not any(cell.startswith("=") for row in table for cell in row)
    assert not any(not is_visible(char) for text in texts for char in text if char != "\n")


def test_act_7_standing_duties_are_in_every_kind_of_file() -> None:
    """Under a heading of their own, and in a row that names no action."""
    case = replace(LIST.cases[0], duties=(DUTY,))
    paper = replace(LIST, cases=(case,))
    words = [p.text for p in Document(io.BytesIO(as_word(paper))).paragraphs]
    assert words.index(DUTIES) + 1 == words.index("Housing and Police: Flag the files.")
    (row,) = [row for row in rows(paper) if row["Whose"] == DUTIES]
    assert (row["Action"], row["Agency"], row["What will be done"]) == (
        "",
        "Housing and Police",
        "Flag the files.",
    )
    assert row["Record"] == rows(LIST)[0]["Record"]
    assert DUTIES not in str(rows(LIST))
