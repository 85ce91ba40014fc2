"""Every kind of file that an action list comes as, opened by programs of another make (OUT-3)."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest
from ical.calendar_stream import IcsCalendarStream
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from agenda.protocol import Stage
from agenda.text import is_visible
from meeting.case.actions import Wording
from meeting.commands import DeclareConflict, SuggestAction
from meeting.papers import ActionList, PaperAction, PaperHead, own_actions
from meeting.risk_paper import PaperRisk
from server.checking import read_heads
from server.papers.calendar import list_calendar
from server.papers.excel import ABOUT, SHEET, list_excel
from server.papers.json import list_json, list_schema
from server.papers.list_page import list_page
from server.papers.lists import FORMATS, OWN, list_files
from server.papers.pdf import page_pdf
from server.papers.wording import DRAFT, DUTIES, NO_RISKS, TO_SETTLE
from server.published.lists import papers_for
from tests.given import a_hearing, volunteer
from tests.server.test_papers import ACTION, DRAFT_LIST, DUTY, LIST, hostile
from tests.server.test_papers_on_pages import a_long_list

OWN_LIST = replace(
    LIST, own=True, cases=(replace(LIST.cases[0], actions=(replace(ACTION, id="a-1"),)),)
)


def in_pdf(paper: ActionList) -> list[str]:
    """What stands on each page, with one space between words."""
    pages = PdfReader(io.BytesIO(page_pdf(list_page(paper)))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def in_workbook(paper: ActionList, sheet: str = SHEET) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(list_excel(paper)))
    return [list(row) for row in book.get_sheet_by_name(sheet).to_python()]


def column(paper: ActionList, name: str) -> list[object]:
    head, *rows = in_workbook(paper)
    return [row[head.index(name)] for row in rows]


@pytest.mark.parametrize("make", OWN.values(), ids=OWN)
def test_the_same_list_made_twice_is_the_same_file_out_3(
    make: Callable[[ActionList], bytes],
) -> None:
    assert make(OWN_LIST) == make(OWN_LIST)
    assert make(OWN_LIST) != make(replace(OWN_LIST, version=2))


# PDF


def test_pdf_says_marking_version_page_and_for_whom_on_every_page_out_2() -> None:
    pages = in_pdf(a_long_list())
    assert len(pages) > 10
    for number, page in enumerate(pages, start=1):
        assert "OFFICIAL-SENSITIVE" in page
        assert "Made for Oriel Tamblyn, Police" in page
        assert "Version 1" in page
        assert f"Page {number} of {len(pages)}" in page


def test_pdf_has_every_action_of_a_long_list_out_2() -> None:
    paper = a_long_list()
    text = " ".join(in_pdf(paper))
    for case in paper.cases:
        for action in case.actions:
            assert action.text in text
    assert len(re.findall(r"\bA\d+\b", text)) >= sum(len(case.actions) for case in paper.cases)


def test_pdf_is_tagged_and_says_its_language_and_title() -> None:
    """For whoever has it read out."""
    reader = PdfReader(io.BytesIO(page_pdf(list_page(LIST))))
    said = str(reader.root_object)
    assert "'/MarkInfo': {'/Marked': True" in said
    assert "'/Lang': 'en-GB'" in said
    assert "'/DisplayDocTitle': True" in said
    about = page_pdf(list_page(LIST))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in about
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert reader.metadata is not None
    assert reader.metadata.title == "Action list, Northvale, Tue 24 Nov 2026"


def test_pdf_says_draft_on_every_page_act_11() -> None:
    assert all(DRAFT in page for page in in_pdf(DRAFT_LIST))
    assert not any(DRAFT in page for page in in_pdf(LIST))


def test_pdf_takes_text_as_text_and_breaks_a_word_that_is_too_long() -> None:
    text = '#import "x" $a$ *b* _c_ <d> \\ ' + "y" * 300
    (page,) = in_pdf(replace(LIST, cases=(replace(LIST.cases[0], actions=(_with(text),)),)))
    assert '#import "x" $a$ *b* _c_ <d> \\' in page
    assert page.count("y") >= 300


def test_pdf_has_the_grid_of_risks_and_says_where_there_is_none_risk_1() -> None:
    grid = (PaperRisk("R1", "victim", "perpetrator", ("A1", "A2"), "accepted: She stays."),)
    (page,) = in_pdf(replace(LIST, cases=(replace(LIST.cases[0], risks=grid),)))
    assert "victim R1 perpetrator A1 and A2 accepted: She stays." in page
    (page,) = in_pdf(replace(LIST, cases=(replace(LIST.cases[0], no_risks=True),)))
    assert NO_RISKS in page


def _with(text: str) -> PaperAction:
    return replace(ACTION, text=text)


# Excel


def test_a_workbook_has_one_table_with_days_as_days() -> None:
    paper = replace(LIST, cases=(replace(LIST.cases[0], duties=(DUTY,)), LIST.cases[1]))
    assert column(paper, "Due") == [date(2026, 12, 3), "", ""]
    assert column(paper, "Agency") == ["Housing and Police"] * 3
    assert column(paper, "Whose") == ["an agency's action", DUTIES, TO_SETTLE]
    book = CalamineWorkbook.from_filelike(io.BytesIO(list_excel(paper)), load_tables=True)
    assert book.table_names == [SHEET]


def test_a_workbook_says_what_it_is_on_a_sheet_of_its_own_out_2() -> None:
    facts = {str(row[0]): str(row[1]) for row in in_workbook(LIST, ABOUT)}
    assert facts["Marking"] == "OFFICIAL-SENSITIVE"
    assert facts["Made for"] == "Hugo Brook, Housing"
    assert facts["Version"].startswith("Version 1, approved by")
    assert facts["Not heard"] == "Case 3"


def test_a_workbook_takes_words_as_words() -> None:
    texts = ["=1+1", "+44 phone", "@SUM(A1)", "12", "2026-12-03", "http://x.example/", "TRUE"]
    case = replace(LIST.cases[0], actions=tuple(map(_with, texts)), to_settle=())
    assert column(replace(LIST, cases=(case,)), "What will be done") == texts


def test_a_workbook_has_no_empty_column_but_the_one_to_fill_in() -> None:
    plain = replace(ACTION, named="", note="", urgent=False, risks=())
    case = replace(LIST.cases[0], actions=(plain,), to_settle=())
    head, row = in_workbook(replace(LIST, cases=(case,)))
    assert [name for name, cell in zip(head, row, strict=True) if cell == ""] == ["Reported on"]


def test_a_workbook_without_actions_says_so() -> None:
    assert column(replace(LIST, cases=()), "What will be done") == ["No actions."]


# JSON


def test_json_keeps_to_its_schema() -> None:
    schema = jsonschema_rs.validator_for(list_schema())
    for paper in (LIST, DRAFT_LIST, OWN_LIST, replace(LIST, cases=()), a_long_list()):
        schema.validate(json.loads(list_json(paper)))
    wrong = json.loads(list_json(LIST))
    wrong["cases"][0]["actions"][0]["due"] = "soon"
    assert not schema.is_valid({**wrong, "version": "one"})


def test_json_says_what_the_list_says() -> None:
    said = json.loads(list_json(LIST))
    (action,) = said["cases"][0]["actions"]
    assert action["text"] == "Change the locks."
    assert (action["due"], action["agencies"]) == ("2026-12-03", ["Housing", "Police"])
    assert said["made_for_agency"] == "Housing"


# Calendars


def test_a_calendar_has_an_entry_for_each_action_on_the_day_that_it_is_due_act_3() -> None:
    (entry,) = IcsCalendarStream.calendar_from_ics(list_calendar(OWN_LIST).decode()).events
    assert (entry.dtstart, entry.dtend) == (date(2026, 12, 3), date(2026, 12, 4))
    assert entry.summary == "MARAC: A1 of Case 1 is due"
    assert entry.uid == "a-1@marac-live"
    assert entry.sequence == 1


def test_a_calendar_says_nothing_of_a_case_but_its_number_out_2() -> None:
    """Calendars are shared in an office, and shown on telephones."""
    said = list_calendar(OWN_LIST).decode()
    assert "locks" not in said
    assert "Hugo" not in said
    assert "victim" not in said


def test_what_has_no_date_or_is_to_settle_is_in_no_calendar_act_5() -> None:
    case = replace(LIST.cases[0], actions=(replace(ACTION, due=None),), to_settle=(ACTION,))
    made = list_calendar(replace(OWN_LIST, cases=(case,))).decode()
    assert not IcsCalendarStream.calendar_from_ics(made).events


# How far the record went


@pytest.mark.parametrize("ending", FORMATS)
def test_the_heads_of_the_record_are_read_off_every_format_again(
    ending: str, tmp_path: Path
) -> None:
    heads = (PaperHead("room", 57, "0123456789abcdef" * 2), PaperHead("case-1", 9, "ab" * 16))
    file = tmp_path / f"list.{ending}"
    file.write_bytes(FORMATS[ending](replace(LIST, heads=heads)))
    found = read_heads((), (file,))
    assert {(head.stream, head.number, head.digits) for head in found} == {
        (head.stream, head.number, head.digits) for head in heads
    }


# An agency's own list


def test_an_agencys_own_list_has_its_actions_and_nobody_elses_out_2() -> None:
    given = (
        a_hearing(Stage.PLANNING)
        .after("housing", volunteer())
        .after("police", volunteer("a2", wording=Wording(text="Arrest him.")))
        .after(
            "police",
            SuggestAction(case="oak", action="a3", to="housing", wording=Wording(text="Move her.")),
        )
    )
    paper = own_actions(given.state, given.reader("housing"))
    assert paper is not None
    (case,) = paper.cases
    assert [action.text for action in (*case.actions, *case.to_settle)] == [
        "Change the locks.",
        "Move her.",
    ]
    files = papers_for(given.state, given.reader("housing"))
    assert {name for name in files if name.startswith("own")} == {
        f"own-actions-draft-housing.{ending}" for ending in OWN
    }
    for name, content in files.items():
        if name.startswith("own") and not name.endswith(("docx", "xlsx", "pdf")):
            assert b"Arrest him." not in content


def test_who_has_nothing_of_their_own_has_no_such_list_out_2() -> None:
    """Nor, with it, whoever is out of the case (CON-2)."""
    given = a_hearing(Stage.PLANNING).after("housing", volunteer())
    assert own_actions(given.state, given.reader("police")) is None
    out = given.after("housing", DeclareConflict(case="oak", reason="My cousin."))
    assert own_actions(out.state, out.reader("housing")) is None


@pytest.mark.parametrize("paper", [LIST, DRAFT_LIST], ids=["approved", "draft"])
def test_hostile_words_are_words_in_every_format(paper: ActionList) -> None:
    enemy = hostile(paper)
    assert isinstance(enemy, ActionList)
    made = list_files(replace(enemy, own=True), "x")
    assert set(made) == {f"x.{ending}" for ending in (*FORMATS, "ics")}
    cells = [str(cell) for row in in_workbook(enemy) for cell in row]
    pages = in_pdf(enemy)
    assert any("[/b] & <w:t>" in cell for cell in cells)
    assert any("[/b] & <w:t>" in page for page in pages)
    for text in (*cells, *pages, list_json(enemy).decode(), list_calendar(enemy).decode()):
        assert all(is_visible(char) for char in text if char not in "\r\n")
