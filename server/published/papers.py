"""The agenda as papers, one for each reader, and the sheet to sign: made here, and not written.

A name of a file says nothing of any case, and that of a restricted sitting nothing at all (RES-2).
"""

import secrets
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Final

from meeting.access import Reader
from meeting.agenda_paper import Agenda, agenda_for, may_have_agenda, readers_of_agenda
from meeting.chain import Head
from meeting.decide.reading import as_read
from meeting.room import Room
from meeting.sign_in_sheet import sign_in_sheet
from meeting.state import State
from meeting.streams import Stream
from server.audit import What
from server.errors import StoreError
from server.ledger import Ledger
from server.office import KnownMeeting
from server.papers.agenda_csv import agenda_csv
from server.papers.agenda_word import agenda_word
from server.papers.agenda_words import agenda_words
from server.papers.pdf import agenda_pdf, sheet_pdf
from server.papers.sheet_word import sheet_word
from server.papers.sheet_words import sheet_words
from server.published.desk import Answer, Facts, MeetingDesk
from server.published.following import Following, after_room
from server.store import Store

OVER: Final = (
    "No case is on these papers: the days on which this meeting may be read are over. If it is "
    "held after all, open the room first."
)
NOT_FOR: Final = "No agenda yet for: {readers}. Nothing of this meeting is open to them."
SHEETS: Final = {".pdf": sheet_pdf, ".docx": sheet_word}


def papers(desk: MeetingDesk, facts: Facts) -> Answer:
    """The agenda of each reader, or of those named, as CSV, PDF and Word. Raises StoreError."""
    known, record = desk.record(facts)
    return of_record(desk, known, record, facts)


def of_record(desk: MeetingDesk, known: KnownMeeting, record: Ledger, facts: Facts) -> Answer:
    """As ``papers``, of a record that is at hand, as it may be read at this moment (OUT-2)."""
    state = as_read(record.state, desk.store.clock.now())
    heads = {stream: record.head(stream) for stream in record.streams}
    room = state.room
    following = after_room(desk, room)
    named = tuple(filter(None, facts.get("readers", "").split("\n")))
    files: dict[str, bytes] = {}
    without: list[str] = []
    lines: list[str] = []
    for reader in _readers(desk.store, room, named):
        if not may_have_agenda(state, reader):
            without.append(reader.person)
            continue
        version = room.agenda_version
        desk.store.audit.act(
            What.PAPERS_MADE, meeting=known.id, person=reader.person, number=version
        )
        made = papers_for(state, reader, heads, following)
        whose = f"  for {reader.person}" if room.restricted else ""
        lines += [f"{name}{whose}" for name in made]
        files |= made
    over = (OVER,) if room.reading_closed is not None else ()
    return Answer("\n".join((*lines, *over, *_said_without(without))), files)


def _said_without(without: list[str]) -> Iterator[str]:
    if without:
        yield NOT_FOR.format(readers=", ".join(without))


def papers_for(
    state: State, reader: Reader, heads: Mapping[Stream, Head], following: Following | None = None
) -> Mapping[str, bytes]:
    """The files of one reader, by name; ``following`` is the meeting after that one."""
    next_day = following.day if following is not None else None
    return agenda_files(agenda_for(state, reader, heads, next_day), _stem(state.room, reader))


def agenda_files(agenda: Agenda, stem: str) -> Mapping[str, bytes]:
    """One agenda as every kind of file."""
    words = agenda_words(agenda)
    return {
        f"{stem}.csv": agenda_csv(agenda),
        f"{stem}.docx": agenda_word(words),
        f"{stem}.pdf": agenda_pdf(words),
    }


def _stem(room: Room, reader: Reader) -> str:
    if room.restricted:
        return secrets.token_hex(16)
    return f"agenda-v{room.agenda_version}-{reader.person}"


def _readers(store: Store, room: Room, named: tuple[str, ...]) -> Iterator[Reader]:
    for person in named or readers_of_agenda(room):
        reader = store.office.reader(person) if person in room.register else None
        if reader is None:
            raise StoreError(f"Nobody on the register of this meeting has the id {person!r}.")
        yield reader


def sheet(desk: MeetingDesk, facts: Facts) -> Answer:
    """The blank sign-in sheet, as the ending of the file's name says. Raises StoreError."""
    known, record = desk.record(facts)
    name = PurePath(facts.get("out", ""))
    if name.suffix not in SHEETS:
        raise StoreError(
            "Say where the sheet goes with --out, in a file that ends in .pdf or .docx."
        )
    desk.store.audit.act(What.SHEET_MADE, meeting=known.id)
    words = sheet_words(sign_in_sheet(record.state.room))
    return Answer("", {name.name: SHEETS[name.suffix](words)})
