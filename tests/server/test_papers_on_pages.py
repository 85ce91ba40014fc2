"""Long papers, page by page: nothing is lost where a page ends."""

import io
import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from meeting.papers import ActionList, PaperAction, PaperCase
from tests.demo.day import Offer
from tests.demo.long_day import long_day
from tests.server.test_papers import as_word

PROGRAMS = ("soffice", "pdftotext")
DUTIES = (
    (("Police", "IDVA", "Housing", "Children", "Probation") * 3, "Flag and tag their files."),
    (("Police",), "Put markers on the victim's address and on others that matter."),
    (("IDVA",), "Offer the victim specialist support."),
    (("IDVA",), "Tell the victim what came of the meeting, where that is safe."),
)


def a_long_list() -> ActionList:
    """The list of the day of full length, as its chair has it."""
    long = long_day()
    cases = tuple(
        PaperCase(
            label=f"Case {number}",
            outcome="heard",
            reason="",
            actions=tuple(
                an_action(place, offer)
                for place, offer in enumerate(long.day.book[case.id].offers, start=1)
            ),
            to_settle=(),
            duties=DUTIES,
        )
        for number, case in enumerate(long.cases, start=1)
    )
    return ActionList(
        area="Northvale",
        day=date(2026, 12, 1),
        marking="OFFICIAL-SENSITIVE",
        version=1,
        made_for="Oriel Tamblyn",
        made_for_agency="Police",
        approved_by="Oriel Tamblyn",
        approved_at=datetime(2026, 12, 1, 17, 0, tzinfo=UTC),
        cases=cases,
        not_heard=(),
    )


def an_action(place: int, offer: Offer) -> PaperAction:
    return PaperAction(
        label=f"A{place}",
        agencies=(offer.agency.capitalize(),),
        named="",
        text=offer.text,
        for_whom=offer.for_whom,
        risks=(f"R{offer.risk + 1} ({offer.for_whom}, from perpetrator)",),
        due=date(2026, 12, 3),
        done_when=offer.done_when,
        urgent=False,
        standing="confirmed",
        note="",
    )


def test_out_2_no_row_of_a_word_table_is_forbidden_to_break() -> None:
    """LibreOffice leaves such rows out where their heading row is repeated on the next page."""
    with ZipFile(io.BytesIO(as_word(a_long_list()))) as word:
        document = word.read("word/document.xml").decode()
    assert "w:tblHeader" in document
    assert "w:cantSplit" not in document
    cells = re.findall(r"<w:tc>(.*?)</w:tc>", document)
    paragraphs = [p for cell in cells for p in re.findall(r"<w:p>(.*?)</w:p>", cell)]
    assert paragraphs
    assert all("<w:keepLines/>" in paragraph for paragraph in paragraphs)


@pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason="pages are laid out by LibreOffice, where it is"
)
def test_out_2_every_action_of_a_long_list_is_on_a_page(tmp_path: Path) -> None:
    paper = a_long_list()
    (tmp_path / "list.docx").write_bytes(as_word(paper))
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    to_pdf = ("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path))
    subprocess.run(
        ["soffice", own, *to_pdf, str(tmp_path / "list.docx")], check=True, capture_output=True
    )
    shown = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "list.pdf"), "-"], check=True, capture_output=True
    )
    labels = re.findall(r"^ *(A\d+) ", shown.stdout.decode(), re.MULTILINE)
    assert labels == [action.label for case in paper.cases for action in case.actions]
