"""Files as they come: CSV of any usual kind, workbooks as spreadsheet programs write them. AG-6."""

from datetime import date, datetime

import pytest

from agenda.referrals.file import opened_file
from agenda.referrals.headings import need_headings
from agenda.referrals.table import Table, UnreadableFile, cell_name, column_name
from server.referral_template import template_csv, template_workbook
from tests.agenda.referrals.given import HEADINGS, a_row, as_csv, fourteen, read
from tests.agenda.referrals.workbooks import a_sheet, a_workbook, inline, packed

WELSH = [HEADINGS, a_row(victim="Siân Oakhill", reason="One line;\nanother | “quoted”, with\ttabs")]


def text_of(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_any_usual_delimiter_and_encoding_is_read_alike_ag_6(delimiter: str, encoding: str) -> None:
    content = as_csv(WELSH, delimiter).encode(encoding)
    (case,) = read(content)
    assert case.referral is not None
    assert case.referral.victim.name == "Siân Oakhill"
    assert case.referral.reason == "One line;\nanother | “quoted”, with tabs"


def test_a_file_may_say_its_delimiter() -> None:
    (case,) = read("sep=;\r\n" + as_csv(WELSH, ";"))
    assert case.referral is not None
    assert case.row == 3


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(ends: str) -> None:
    assert len(read(as_csv(fourteen()).replace("\r\n", ends))) == 14


def test_a_workbook_and_a_csv_file_of_the_same_rows_say_the_same_ag_6() -> None:
    one, other = read(a_workbook(fourteen())), read(as_csv(fourteen()))
    plain = [case.referral and case.referral.model_copy(update={"original": ()}) for case in one]
    assert plain == [c.referral and c.referral.model_copy(update={"original": ()}) for c in other]


def test_dates_are_read_from_date_cells_serials_and_text_ag_6() -> None:
    head = ("Agency", "Date", "Victim", "Victim DOB", "Perpetrator", "Ticks")
    rows = [
        ("Police", day, "Anwen Oakhill", datetime(1988, 5, 12), "Dale Oakhill", 17)  # noqa: DTZ001 - as a cell has it
        for day in (date(2026, 4, 3), 46115, "3/4/2026", "3rd April 2026")
    ]
    for from_1904 in (False, True):
        some = rows[:1] if from_1904 else rows
        cases = read(a_workbook([head, *some], date_1904=from_1904))
        assert {case.referral and case.referral.referred_on for case in cases} == {date(2026, 4, 3)}
        assert {case.referral and case.referral.victim.born for case in cases} == {
            date(1988, 5, 12)
        }


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("dd/mm/yyyy", "2026-04-03"),
        ("[$-809]dddd, d mmmm yyyy;@", "2026-04-03"),
        ("General", "46115"),
        ("0.00", "46115"),
        ('0 "days"', "46115"),
        ("[Red]0", "46115"),
    ],
)
def test_a_number_is_a_date_where_its_format_says_so(code: str, shown: str) -> None:
    styles = (
        "<styleSheet><numFmts>"
        f"<numFmt numFmtId='164' formatCode='{code.replace(chr(34), '&quot;')}'/>"
        "</numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>"
    ).replace("'", '"')
    sheet = a_sheet(inline("Agency") + inline("Victim"), '<c s="1"><v>46115</v></c>' + inline("a"))
    table = opened_file(packed(sheet, {"xl/styles.xml": styles}), {}).table
    assert table.rows[1].cells[0] == shown


def test_text_of_several_formats_readings_aloud_and_escapes_are_read_as_one_text() -> None:
    strings = (
        "<sst><si><r><t>An</t></r><r><t>wen</t></r><rPh><t>no</t></rPh></si>"
        "<si><t>one_x000D_&#10;two</t></si></sst>"
    )
    rows = a_sheet(
        inline("Agency") + inline("Victim"),
        '<c t="s" r="B2"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c><c t="n"/>',
    )
    table = opened_file(packed(rows, {"xl/sharedStrings.xml": strings}), {}).table
    assert table.rows[1].cells == ("", "Anwen", "one\r\ntwo", "yes")


def test_the_sheet_with_the_headings_is_taken_and_others_are_named() -> None:
    opened = opened_file(template_workbook(), {})
    assert (opened.table.sheet, opened.others) == ("Referrals", ("How to fill it in",))
    with pytest.raises(
        UnreadableFile, match=r"There is no sheet 'Other' .* Referrals, How to fill"
    ):
        opened_file(template_workbook(), {}, "Other")


def test_both_templates_have_the_same_headings_and_all_are_known_ag_6() -> None:
    workbook, text = (opened_file(c, {}).table for c in (template_workbook(), template_csv()))
    assert text_of(workbook) == text_of(text)
    assert not need_headings(workbook, {}).questions


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (
            b"\xd0\xcf\x11\xe0" + bytes(100),
            "This is an old workbook (.xls), or one with a password.",
        ),
        (b"%PDF-1.7\x00\x01\x02", "This is neither a CSV file nor an .xlsx workbook."),
        (b"Agency,Victim\n\x81\x8d,b", "This is neither a CSV file nor an .xlsx workbook."),
        (
            b'Agency,Victim\nPolice,"Anwen',
            "Row 2 cannot be read: its quotation marks are not closed",
        ),
        (b"PK\x03\x04 and nothing more", "This is no .xlsx workbook that can be read."),
        (a_workbook([]), "The workbook is empty."),
        (a_workbook([("Anwen", "Dale")]), "None of the first 20 rows has headings"),
    ],
    ids=range(9),
)
def test_what_is_no_file_of_referrals_is_said_to_be_none(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        need_headings(opened_file(content, {}).table, {})
    assert str(refused.value).startswith(sentence)


def test_a_formula_is_refused_by_row_and_cell_whatever_it_once_came_to() -> None:
    rows = [HEADINGS, a_row(ticks="=10+7", reason="=HYPERLINK(1)"), a_row(victim="Mina Hart")]
    first, second = read(a_workbook(rows))
    assert [str(remark) for remark in first.refused[:2]] == [
        "Row 2, cell K2 (DASH score): holds a formula; put in what it shows, as plain text.",
        "Row 2, cell R2 (Background): holds a formula; put in what it shows, as plain text.",
    ]
    assert second.referral is not None


def test_cells_are_named_as_a_spreadsheet_does() -> None:
    assert [column_name(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
    assert cell_name(7, 1) == "B7"
