"""Mutated files: each is read, or refused in a sentence; nothing else ever comes out. AG-6.

The suite has a few hundred; ``MARAC_MUTATED=10000`` makes as many as it says.
"""

import os
import random
import zlib
from collections.abc import Callable
from io import BytesIO
from itertools import islice
from time import process_time
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from agenda.draft import Draft
from agenda.plan import MeetingPlan
from agenda.referrals.file import opened_file
from agenda.referrals.headings import Headings, need_headings
from agenda.referrals.importing import Importer, after, considered
from agenda.referrals.reading import read_cases
from agenda.referrals.report import questions_about, report
from agenda.referrals.table import Table, UnreadableFile
from tests.agenda.referrals.given import TODAY, an_area, as_csv, fourteen
from tests.agenda.referrals.workbooks import a_workbook
from tests.agenda.test_referral import AT
from tests.given import A_PLAN

MUTATED: Final = int(os.environ.get("MARAC_MUTATED", "400"))
SECONDS: Final = 2.0
CSV: Final = as_csv(fourteen()[:5]).encode()
BOOK: Final = a_workbook(fourteen()[:5])
SPICE: Final = (
    b"\0", b'"', b",", b";", b"\n", b"\r\n", b"=", b"<", b"&#0;", b"]]>", b"<!DOCTYPE a>", b"\xff",
    b"\xfe\xff", "\u202e".encode(), b"99999999999999999999", b"-1", b"r=", b"31/2/2026", b"_x0000_",
    b"<f>1</f>", b"<c><v>1</v></c>", b"</row>", b'<row r="2">', b"NaN", b"1e999", b"A1048576",
)  # fmt: skip


def spoiled(content: bytes, rng: random.Random) -> bytes:
    """``content`` with up to six pieces changed, taken out, doubled or put in."""
    whole = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(whole) + 1)
        match rng.randrange(5):
            case 0:
                whole[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del whole[at : at + rng.randint(1, 40)]
            case 2:
                whole[at:at] = whole[at : at + rng.randint(1, 200)]
            case 3:
                whole[at:at] = rng.choice(SPICE)
            case _:
                del whole[at:]
    return bytes(whole)


def spoiled_inside(content: bytes, rng: random.Random) -> bytes:
    """A workbook of which one part is spoiled, and the ZIP around it whole."""
    with ZipFile(BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    inside = [name for name in parts if name.startswith("xl/") and "theme" not in name]
    chosen = rng.choice(inside)
    parts[chosen] = spoiled(parts[chosen], rng)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return packed.getvalue()


KINDS: Final[dict[str, Callable[[random.Random], bytes]]] = {
    "text": lambda rng: spoiled(CSV, rng),
    "workbook": lambda rng: spoiled(BOOK, rng),
    "inside": lambda rng: spoiled_inside(BOOK, rng),
}
EMPTY: Final = Draft(plan=MeetingPlan(**{**dict(A_PLAN), "cases": ()}))


def imported(content: bytes) -> Draft | None:
    """The draft after an import of whatever can be taken; None if the file is refused."""
    try:
        table = opened_file(content, {}).table
        headings = need_headings(table, {})
    except UnreadableFile as refused:
        said = str(refused)
    else:
        return _taken(table, headings)
    assert said.endswith(".")
    return None


def _taken(table: Table, headings: Headings) -> Draft:
    assert all(map(str.strip, questions_about(headings)))
    cases = list(read_cases(table, headings, an_area()))
    assert all((case.referral is None) == bool(case.refused) for case in cases)
    known = [case for case in cases if case.referral is None or case.referral.agency in AGENCIES]
    found = considered(EMPTY, known, Importer({}, AT), ())
    assert all(map(str.strip, report(found, headings)))
    return after(EMPTY, found)


AGENCIES: Final = {agency.id for agency in A_PLAN.agencies}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.timeout(3600)
def test_a_mutated_file_is_read_or_refused_and_never_halfway_ag_6(kind: str) -> None:
    slowest, taken = 0.0, 0
    for number in range(MUTATED // len(KINDS) + 1):
        rng = random.Random(zlib.crc32(f"{kind} {number}".encode()))  # noqa: S311 - the same every time
        content = KINDS[kind](rng)
        began = process_time()
        try:
            draft = imported(content)
        except Exception as error:
            raise AssertionError(f"{kind} {number}: {type(error).__name__}") from error
        slowest = max(slowest, process_time() - began)
        taken += draft is not None and bool(draft.referrals)
    assert slowest < SECONDS
    assert taken, "no mutated file was taken at all: then this would prove nothing"


def test_as_it_stands_it_is_taken_whole() -> None:
    for content in (CSV, BOOK):
        draft = imported(content)
        assert draft is not None
        assert len(draft.referrals) == 4
        days = [r.referral.referred_on for r in islice(draft.referrals, 4)]
        assert all(day is not None and day <= TODAY for day in days)
