"""The urgent actions that were given out, on a paper for each of the agencies whose they are: made
in the course of the meeting, before the list is approved (ACT-12).

A name of a file says nothing of any case, and that of a restricted sitting nothing at all (RES-2).
"""

import secrets
from collections.abc import Mapping
from typing import Final

from agenda.plan import Role
from meeting.access import Reader
from meeting.chain import Head
from meeting.decide.reading import as_read
from meeting.papers import urgent_actions
from meeting.state import State
from meeting.streams import Stream
from server.audit import What
from server.errors import StoreError
from server.papers.lists import list_files
from server.published.desk import Answer, Facts, MeetingDesk

NONE: Final = "No urgent action was given out to the agency of anybody of these."


def urgent(desk: MeetingDesk, facts: Facts) -> Answer:
    """The urgent actions of each reader's agency, or of those named, as CSV and Word; without being
    named an observer has none, who does nothing of it.

    Raises StoreError where somebody named is not on the register.
    """
    known, record = desk.record(facts)
    state = as_read(record.state, desk.store.clock.now())
    heads = {stream: record.head(stream) for stream in record.streams}
    named = tuple(filter(None, facts.get("readers", "").split("\n")))
    signed = (
        person
        for person, line in state.room.register.items()
        if line.signature is not None and line.role is not Role.OBSERVER
    )
    files: dict[str, bytes] = {}
    lines: list[str] = []
    for person in named or signed:
        reader = desk.store.office.reader(person) if person in state.room.register else None
        if reader is None:
            raise StoreError(f"Nobody on the register of this meeting has the id {person!r}.")
        made = urgent_files(state, reader, heads)
        if made:
            desk.store.audit.act(What.PAPERS_MADE, meeting=known.id, person=person, number=0)
        lines += [f"{name}  for {person}" for name in made]
        files |= made
    return Answer("\n".join(lines or (NONE,)), files)


def urgent_files(state: State, reader: Reader, heads: Mapping[Stream, Head]) -> Mapping[str, bytes]:
    """The files of one reader, by name; none where nothing was given out to their agency."""
    paper = urgent_actions(state, reader, heads)
    if paper is None:
        return {}
    stem = secrets.token_hex(16) if state.room.restricted else f"urgent-{reader.person}"
    return list_files(paper, stem)
