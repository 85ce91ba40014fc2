"""Files that nobody should import, as an attacker or an accident makes them."""

import struct
from collections.abc import Callable
from io import BytesIO
from typing import Final
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

from agenda.referrals.table import LARGEST_FILE
from tests.agenda.referrals.workbooks import BOOK, RELATIONS, TYPES, a_sheet, inline, packed

HEAD: Final = inline("Agency") + inline("Victim") + inline("Perpetrator")
PLAIN: Final = a_sheet(HEAD, inline("Police") + inline("Anwen Oakhill") + inline("Dale Oakhill"))
ENTITIES: Final = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def a_bomb(megabytes: int = 100) -> bytes:
    """A sheet of 100 MB of spaces, which are 100 KB in the file."""
    content = BytesIO(packed("", {}))
    with (
        ZipFile(content, "a", ZIP_DEFLATED) as book,
        book.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _ in range(megabytes):
            part.write(b" " * 1_000_000)
    return content.getvalue()


def a_lying_bomb() -> bytes:
    """A bomb that says it unpacks to 100 bytes."""
    whole = a_bomb(30)
    return (
        whole.replace(struct.pack("<L", 30_000_000), struct.pack("<L", 100))
        .replace(b"sheet1.xml", b"sheet9.xml")
        .replace(b"sheet2.xml", b"sheet1.xml")
    )


def many_bombs() -> bytes:
    """Parts that are each within the bound, and too much together."""
    part = b"<x>" + b" " * 8_000_000 + b"</x>"
    return packed(PLAIN, {f"xl/media/{n}.xml": part for n in range(12)})


def a_million_rows() -> bytes:
    """Rows of one cell, a million of them."""
    return packed(
        a_sheet(HEAD).replace(
            "</sheetData>", "<row><c><v>1</v></c></row>" * 1_000_000 + "</sheetData>"
        )
    )


def rows_in_text(many: int) -> bytes:
    """A CSV file of so many short rows."""
    return b"Agency,Victim,Perpetrator\n" + b"a,b,c\n" * many


def wide() -> bytes:
    """A row of 10,000 columns."""
    return packed(a_sheet(HEAD, "<c><v>1</v></c>" * 10_000))


def deep() -> bytes:
    """Elements in each other, 200,000 deep."""
    return packed("<worksheet>" + "<a>" * 200_000 + "</a>" * 200_000 + "</worksheet>")


def huge_strings() -> bytes:
    """200,000 shared strings, of which one is used."""
    return packed(
        a_sheet(HEAD, '<c t="s"><v>0</v></c>'),
        {"xl/sharedStrings.xml": "<sst>" + "<si><t>abcdef</t></si>" * 200_000 + "</sst>"},
    )


def one_string_everywhere() -> bytes:
    """A string of 8,000 characters, in 90,000 cells: 700 MB if each had its own."""
    row = "".join('<c t="s"><v>0</v></c>' for _ in range(150))
    return packed(
        a_sheet(HEAD, *[row] * 600),
        {"xl/sharedStrings.xml": f"<sst><si><t>{'x' * 8000}</t></si></sst>"},
    )


def long_cell() -> bytes:
    """A cell of seven million characters."""
    return packed(a_sheet(HEAD, inline("x" * 7_000_000)))


def packed_by(method: int) -> bytes:
    """A workbook that is packed as none is."""
    content = BytesIO()
    with ZipFile(content, "w", method) as book:
        for name, text in (("[Content_Types].xml", TYPES), ("xl/workbook.xml", BOOK)):
            book.writestr(name, text)
    return content.getvalue()


def twice_the_same() -> bytes:
    """Two parts of one name: which one is read depends on the program."""
    return packed(PLAIN, {"XL/worksheets/sheet1.xml": PLAIN})


def many_parts() -> bytes:
    """20,000 empty parts."""
    return packed(PLAIN, {f"xl/media/{n}": "" for n in range(20_000)})


HOSTILE: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "zip bomb": (a_bomb, "unpacks to more than it may"),
    "lying zip bomb": (a_lying_bomb, "no .xlsx workbook that can be read"),
    "many parts that are bombs together": (many_bombs, "unpacks to more than it may"),
    "entities in a sheet": (
        lambda: packed(f"{ENTITIES}<worksheet>&i;</worksheet>"),
        "document type",
    ),
    "external entity": (
        lambda: packed(
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
        ),
        "document type",
    ),
    "external entity in the strings": (
        lambda: packed(PLAIN, {"xl/sharedStrings.xml": '<!DOCTYPE sst SYSTEM "http://x/"><sst/>'}),
        "document type",
    ),
    "macros": (lambda: packed(PLAIN, {"xl/vbaProject.bin": b"x"}), "has macros"),
    "macros by type": (
        lambda: packed(PLAIN, {"[Content_Types].xml": "<T>sheet.macroEnabled.main+xml</T>"}),
        "has macros",
    ),
    "a million rows": (a_million_rows, "more than 1000 rows"),
    "a million rows of text": (lambda: rows_in_text(650_000), "more than 1000 rows"),
    "too large a file": (lambda: rows_in_text(1_000_000), "more than 4 MB"),
    "10,000 columns": (wide, "more than 200 columns"),
    "10,000 columns of text": (
        lambda: b"Agency,Victim\n" + b"a," * 10_000,
        "more than 200 columns",
    ),
    "deep": (deep, "The workbook is empty"),
    "huge shared strings": (huge_strings, "far too many"),
    "one string everywhere": (one_string_everywhere, "more than 800,000 characters"),
    "a long cell": (long_cell, "more than 8,000 characters"),
    "a long cell of text": (
        lambda: b"Agency,Victim\n" + b"x" * 4_000_000,
        "Line 2 of the file is longer",
    ),
    "a path outside": (lambda: packed(PLAIN, {"../../evil": "x"}), "parts where none belong"),
    "a path from the root": (lambda: packed(PLAIN, {"/evil": "x"}), "parts where none belong"),
    "a path of another system": (
        lambda: packed(PLAIN, {"..\\evil": "x"}),
        "parts where none belong",
    ),
    "a part twice": (twice_the_same, "parts where none belong"),
    "too many parts": (many_parts, "more than 500 parts"),
    "packed with bzip2": (lambda: packed_by(ZIP_BZIP2), "packed in an unusual way"),
    "packed with lzma": (lambda: packed_by(ZIP_LZMA), "packed in an unusual way"),
    "a sheet outside the file": (
        lambda: packed(
            PLAIN,
            {
                "xl/_rels/workbook.xml.rels": RELATIONS.replace(
                    "worksheets/", "worksheets/../../../"
                )
            },
        ),
        "no .xlsx workbook that can be read",
    ),
    "rows that go back": (
        lambda: packed('<worksheet><row r="5"/><row r="4"/></worksheet>'),
        "no .xlsx workbook that can be read",
    ),
    "a cell in another row": (
        lambda: packed(f'<worksheet><row r="1">{inline("a", "A9")}</row></worksheet>'),
        "no .xlsx workbook that can be read",
    ),
    "a string that is not there": (
        lambda: packed(a_sheet('<c t="s"><v>7</v></c>')),
        "no .xlsx workbook that can be read",
    ),
    "a number that is none": (
        lambda: packed(a_sheet("<c><v>x</v></c>")),
        "Cell A1 says that it is a",
    ),
    "half a sheet": (lambda: packed(PLAIN[:-30]), "no .xlsx workbook that can be read"),
    "zeros": (lambda: b"Agency,Victim\nPolice,Anwen\0 Oakhill", "neither a CSV file nor an .xlsx"),
    "nothing but zeros": (lambda: bytes(LARGEST_FILE), "neither a CSV file nor an .xlsx"),
    "nothing but quotation marks": (
        lambda: b'"' * (LARGEST_FILE - 1),
        "Line 1 of the file is longer",
    ),
    "commas": (lambda: b"," * (LARGEST_FILE - 1), "Line 1 of the file is longer"),
}
"""What makes the file, and what its refusal says."""
