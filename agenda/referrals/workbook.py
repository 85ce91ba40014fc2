"""An .xlsx workbook as rows of text, read within bounds that hold whatever the file says.

A workbook is a ZIP of XML. Only the parts that are needed are unpacked, each up to a bound while it
is read; a document type is refused before any entity could be; nothing is built but the text of
cells, so that depth and number of elements cost nothing. What a formula once came to is no fact.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from agenda.referrals.table import (
    LETTERS,
    LONGEST_CELL,
    MOST_COLUMNS,
    Bounds,
    Row,
    Table,
    UnreadableFile,
    cell_name,
)

ZIP: Final = b"PK\x03\x04"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
"""How an .xls begins, and an .xlsx that has a password."""
MOST_PARTS: Final = 500
LARGEST_PART: Final = 8 * 1024 * 1024
LARGEST_WHOLE: Final = 64 * 1024 * 1024
"""Bytes that the parts say they unpack to, pictures and all."""
MOST_UNPACKED: Final = 16 * 1024 * 1024
"""Bytes that are unpacked at most, of the parts that are read."""
MOST_ELEMENTS: Final = 300_000
MOST_SHEETS: Final = 20
MOST_STRINGS: Final = 100_000
PIECE: Final = 64 * 1024
_MACROS: Final = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
_CENTRAL: Final = b"PK\x01\x02"
_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Number formats that every program knows without being told."""
_OTHER_TEXT: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LATEST_DAY: Final = 2_958_465
"""The last day of the year 9999, as spreadsheets count."""
_SECONDS: Final = 86_400
_CONTENT: Final = "[Content_Types].xml"
_BOOK: Final = "xl/workbook.xml"
_NO_WORKBOOK: Final = (
    "This is no .xlsx workbook that can be read. Save it again as .xlsx, or as CSV."
)


_BROKEN: Final = (
    *(BadZipFile, zlib.error, struct.error, expat.ExpatError),
    *(EOFError, LookupError, ValueError, OverflowError, OSError, RuntimeError),
)
"""What the libraries raise at a file that is damaged, or that never was a workbook."""


def workbook_tables(content: bytes) -> Iterator[Table]:
    """The sheets of a workbook that are not hidden, in their order. Raises UnreadableFile."""
    try:
        with _opened(content) as book:
            yield from _Workbook(book).tables()
    except _BROKEN:
        raise UnreadableFile(_NO_WORKBOOK) from None


def _opened(content: bytes) -> ZipFile:
    if content.count(_CENTRAL) > MOST_PARTS:
        raise UnreadableFile(f"The workbook has more than {MOST_PARTS} parts; {_SAVE_AGAIN}")
    book = ZipFile(BytesIO(content))
    parts = book.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("The workbook has a password; take it off, and import it again.")
    if any(map(_is_outside, names)) or len(names) != len({name.casefold() for name in names}):
        raise UnreadableFile(f"The workbook has parts where none belong; {_SAVE_AGAIN}")
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise UnreadableFile(f"The workbook is packed in an unusual way; {_SAVE_AGAIN}")
    if sum(part.file_size for part in parts) > LARGEST_WHOLE:
        raise UnreadableFile(f"The workbook unpacks to more than it may; {_SAVE_AGAIN}")
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise UnreadableFile(_HAS_MACROS)
    return book


_SAVE_AGAIN: Final = "copy the referrals into a new workbook, and import that."
_HAS_MACROS: Final = (
    "The workbook has macros in it; save it as .xlsx without them, and import that."
)


def _is_outside(name: str) -> bool:
    steps = name.replace("\\", "/").split("/")
    return ".." in steps or name.startswith(("/", "\\")) or ":" in name


@dataclass(slots=True)
class _Workbook:
    """A ZIP that is being read. ``unpacked`` and ``elements`` count over all of its parts."""

    book: ZipFile
    unpacked: int = 0
    elements: int = 0
    bounds: Bounds = field(default_factory=Bounds)

    def tables(self) -> Iterator[Table]:
        self._need_no_macros()
        sheets = self._sheets()
        strings = self._strings()
        styles = self._dates()
        for name, part in sheets.named:
            reader = _SheetReader(strings, styles, self.bounds, from_1904=sheets.from_1904)
            self._parse(part, reader.start, reader.end, reader.text)
            yield Table(tuple(reader.rows), name)

    def _need_no_macros(self) -> None:
        if _MACROS.search(b"".join(self._pieces(self.book.getinfo(_CONTENT)))):
            raise UnreadableFile(_HAS_MACROS)

    def _sheets(self) -> "_Sheets":
        found, targets = _Sheets(), dict[str, str]()

        def relation(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        self._parse("xl/_rels/workbook.xml.rels", relation)

        def sheet(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "workbookPr":
                found.from_1904 = attributes.get("date1904") in {"1", "true"}
            if tag != "sheet" or attributes.get("state", "visible") != "visible":
                return
            target = targets.get(attributes.get("id", ""), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if "worksheets/" in path:
                found.named.append((attributes.get("name", "")[:40], path))

        self._parse(_BOOK, sheet)
        if len(found.named) > MOST_SHEETS:
            raise UnreadableFile(f"The workbook has more than {MOST_SHEETS} sheets; {_SAVE_AGAIN}")
        return found

    def _strings(self) -> list[str]:
        """The texts that cells refer to by number."""
        reader = _StringsReader()
        self._parse("xl/sharedStrings.xml", reader.start, reader.end, reader.text, optional=True)
        return reader.strings

    def _dates(self) -> list[bool]:
        """For every style, whether it shows a number as a date."""
        reader = _StylesReader()
        self._parse("xl/styles.xml", reader.start, reader.end, optional=True)
        return [
            style in _BUILT_IN_DATES or _is_date(reader.formats.get(style, ""))
            for style in reader.styles
        ]

    def _parse(
        self,
        name: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
        *,
        optional: bool = False,
    ) -> None:
        try:
            part = self.book.getinfo(name)
        except KeyError:
            if optional:
                return
            raise
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_document_type
        parser.EntityDeclHandler = _no_document_type
        if text is not None:
            parser.CharacterDataHandler = text
        if end is not None:
            parser.EndElementHandler = lambda tag: end(_local(tag))

        def began(tag: str, attributes: Mapping[str, str]) -> None:
            self.elements += 1
            if self.elements > MOST_ELEMENTS:
                raise UnreadableFile(f"The workbook has far too many cells; {_SAVE_AGAIN}")
            start(_local(tag), {_local(key): value for key, value in attributes.items()})

        parser.StartElementHandler = began
        for piece in self._pieces(part):
            parser.Parse(piece, False)  # noqa: FBT003 - not the last piece
        parser.Parse(b"", True)  # noqa: FBT003 - the last one

    def _pieces(self, part: ZipInfo) -> Iterator[bytes]:
        """What a part unpacks to, up to the bounds, whatever its own size says."""
        size = 0
        with self.book.open(part) as packed:
            while piece := packed.read(PIECE):
                size += len(piece)
                self.unpacked += len(piece)
                if size > LARGEST_PART or self.unpacked > MOST_UNPACKED:
                    raise UnreadableFile(f"The workbook unpacks to more than it may; {_SAVE_AGAIN}")
                yield piece


@dataclass(slots=True)
class _Sheets:
    """The visible sheets by name and part, and from when days are counted."""

    named: list[tuple[str, str]] = field(default_factory=list)
    from_1904: bool = False


def _no_document_type(*_: object) -> None:
    raise UnreadableFile(f"The workbook has a document type in it; {_SAVE_AGAIN}")


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _is_date(format_code: str) -> bool:
    bare = _OTHER_TEXT.sub("", format_code).casefold()
    return bare not in {"general", "@"} and any(letter in bare for letter in "ymdh")


def _unescaped(text: str) -> str:
    """``text`` with the characters that XML has no room for, as workbooks write them: _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@dataclass(slots=True)
class _StringsReader:
    """Shared strings; pieces of differently formatted text are one, readings aloud are left out."""

    strings: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _in_text: bool = False
    _aloud: bool = False

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        if tag == "si":
            self._pieces = []
        self._aloud = self._aloud or tag == "rPh"
        self._in_text = tag == "t" and not self._aloud

    def end(self, tag: str) -> None:
        self._in_text = False
        self._aloud = self._aloud and tag != "rPh"
        if tag == "si":
            if len(self.strings) >= MOST_STRINGS:
                raise UnreadableFile(f"The workbook has far too many texts; {_SAVE_AGAIN}")
            self.strings.append("".join(self._pieces))

    def text(self, words: str) -> None:
        if self._in_text:
            self._pieces.append(words)


@dataclass(slots=True)
class _StylesReader:
    """The number format of every style of cells, and the formats of the workbook's own."""

    styles: list[int] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    _in_cells: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            self.formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self.styles.append(int(attributes.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False


@dataclass(slots=True)
class _SheetReader:
    """One sheet. Rows and cells say where they are; where they do not, they follow the last."""

    strings: list[str]
    dates: list[bool]
    bounds: Bounds
    from_1904: bool
    rows: list[Row] = field(default_factory=list)
    _row: int = 0
    _column: int = -1
    _cells: dict[int, str] = field(default_factory=dict)
    _formulas: set[int] = field(default_factory=set)
    _kind: str = "n"
    _style: int = 0
    _pieces: list[str] = field(default_factory=list)
    _takes: bool = False
    _aloud: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag:
            case "row":
                number = int(attributes.get("r", self._row + 1))
                if number <= self._row:
                    raise UnreadableFile(_NO_WORKBOOK)
                self._row, self._column = number, -1
                self._cells, self._formulas = {}, set()
            case "c":
                self._column = self._place(attributes.get("r"))
                self._kind = attributes.get("t", "n")
                self._style = int(attributes.get("s", "0"))
                self._pieces = []
            case "f":
                self._formulas.add(self._column)
            case "rPh":
                self._aloud = True
            case "v" | "t":
                self._takes = not self._aloud

    def end(self, tag: str) -> None:
        match tag:
            case "v" | "t":
                self._takes = False
            case "rPh":
                self._aloud = False
            case "c":
                self._end_cell()
            case "row":
                self._end_row()

    def text(self, words: str) -> None:
        if self._takes:
            self._pieces.append(words)

    def _place(self, reference: str | None) -> int:
        if reference is None:
            return self._column + 1
        found = _REFERENCE.fullmatch(reference)
        if found is None or int(found[2]) != self._row:
            raise UnreadableFile(_NO_WORKBOOK)
        column = 0
        for letter in found[1]:
            column = column * LETTERS + ord(letter) - ord("A") + 1
        return column - 1

    def _end_cell(self) -> None:
        text = _unescaped(self._shown("".join(self._pieces))).strip()
        if text or self._column in self._formulas:
            self.bounds.cell(self._row, self._column, text)
            self._cells[self._column] = text

    def _end_row(self) -> None:
        if not self._cells:
            return
        self.bounds.row()
        width = min(max(self._cells) + 1, MOST_COLUMNS)
        cells = tuple(self._cells.get(column, "") for column in range(width))
        self.rows.append(Row(self._row, cells, frozenset(self._formulas)))

    def _shown(self, value: str) -> str:
        """What a person sees in the cell, dates as 2026-04-03."""
        match self._kind:
            case "s":
                number = int(value or -1)
                if not 0 <= number < len(self.strings):
                    raise UnreadableFile(_NO_WORKBOOK)
                return self.strings[number]
            case "b":
                return "yes" if value.strip() == "1" else "no"
            case "inlineStr" | "str" | "e":
                return value
            case "d":
                return value.removesuffix("T00:00:00")
            case _:
                return self._number(value.strip())

    def _number(self, value: str) -> str:
        if not value:
            return ""
        try:
            number = float(value[:LONGEST_CELL])
        except ValueError:
            raise UnreadableFile(
                f"Cell {cell_name(self._row, self._column)} says that it is a number and is none. "
                "Type it again, and save the file."
            ) from None
        if self._style < len(self.dates) and self.dates[self._style]:
            return self._date(number) or value
        return str(int(number)) if number.is_integer() and abs(number) < 10**15 else value

    def _date(self, number: float) -> str:
        if not 0 < number <= _LATEST_DAY:
            return ""
        first = datetime(1904, 1, 1) if self.from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a day of no time zone
        moment = first + timedelta(seconds=round(number * _SECONDS))
        day = moment.date().isoformat()
        return day if moment.time() == moment.min.time() else f"{day} {moment:%H:%M}"
