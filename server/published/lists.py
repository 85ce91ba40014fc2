"""The papers of a meeting afterwards, for each reader: action list, own actions, minutes, register.

Made here and not written, on a closed store or while the server runs. A name of a file says nothing
of any case, and that of a paper of a restricted sitting nothing at all (RES-2).
"""

import secrets
from collections.abc import Iterator, Mapping
from typing import Final

from agenda.london import full_date
from meeting.access import Reader
from meeting.attendance import register_for
from meeting.chain import Head
from meeting.decide.reading import as_read
from meeting.minutes import minutes_for
from meeting.papers import NO_HEADS, action_list, own_actions
from meeting.state import State
from meeting.streams import Stream
from server.audit import What
from server.errors import StoreError
from server.holding import hold
from server.ledger import Ledger
from server.office import KnownMeeting
from server.papers.lists import list_files, minutes_files
from server.papers.register import register_csv
from server.published.desk import Answer, Facts, MeetingDesk
from server.published.following import Following, after_room
from server.store import Store
from server.which_meeting import of_papers

NOBODY: Final = "Nobody has signed yet, so there is nobody to make a paper for."
ANOTHER: Final = "Of {meeting}, {day}; --meeting and an id makes those of another one."


def lists(desk: MeetingDesk, facts: Facts) -> Answer:
    """Everything for whoever has signed, or for those named. Raises StoreError."""
    known, record = the_meeting(desk, facts)
    state = as_read(record.state, desk.store.clock.now())
    heads = {stream: record.head(stream) for stream in record.streams}
    names = desk.store.office.people()  # whoever came by the door has an id that says nothing
    following = after_room(desk, state.room)
    files: dict[str, bytes] = {}
    lines: list[str] = [*_which(desk, facts, known, state)]
    for reader in readers_of(desk.store, state, named_in(facts)):
        version = state.room.approved_version
        desk.store.audit.act(
            What.PAPERS_MADE, meeting=known.id, person=reader.person, number=version
        )
        made = papers_for(state, reader, heads, following)
        whose = f"  for {names.get(reader.person, '')} ({reader.person})"
        lines += [f"{name}{whose}" for name in made]
        files |= made
    return Answer("\n".join(lines), files)


def the_meeting(desk: MeetingDesk, facts: Facts) -> tuple[KnownMeeting, Ledger]:
    """The meeting that is named, or the one whose papers are due; what the office has of it is as
    its record is now. Raises StoreError.
    """
    store = desk.store
    named = facts.get("meeting") or of_papers(store, store.clock.now()).id
    known, record = desk.record({"meeting": named})
    hold(store.office, known, record.state)
    return known, record


def _which(desk: MeetingDesk, facts: Facts, known: KnownMeeting, state: State) -> Iterator[str]:
    several = sum(each.sitting is None for each in desk.store.office.meetings()) > 1
    if several and not facts.get("meeting"):
        yield ANOTHER.format(meeting=known.id, day=full_date(state.room.day))


def named_in(facts: Facts) -> tuple[str, ...]:
    """The readers that were named, by id."""
    return tuple(filter(None, facts.get("readers", "").split("\n")))


def readers_of(store: Store, state: State, named: tuple[str, ...]) -> tuple[Reader, ...]:
    """Those named, or else all who signed, as the office has them now. Raises StoreError."""
    register = state.room.register
    signed = tuple(person for person, line in register.items() if line.signature is not None)
    readers = [(p, store.office.reader(p) if p in register else None) for p in named or signed]
    for person, reader in readers:
        if reader is None:
            raise StoreError(f"Nobody on the register of this meeting has the id {person!r}.")
    if not readers:
        raise StoreError(NOBODY)
    return tuple(reader for _, reader in readers if reader is not None)


def papers_for(
    state: State,
    reader: Reader,
    heads: Mapping[Stream, Head] = NO_HEADS,
    following: Following | None = None,
) -> Mapping[str, bytes]:
    """The files made for one reader, by name.

    ``heads`` says where every stream stands; the paper has those that its reader may read.
    """
    next_day = following.day if following is not None else None
    paper = action_list(state, reader, heads)
    version = "draft" if paper.is_draft else f"v{paper.version}"
    stem = f"action-list-{version}-{reader.person}"
    mine = f"own-actions-{version}-{reader.person}"
    minutes = f"minutes-{version}-{reader.person}"
    who_came = f"register-{reader.person}"
    if state.room.restricted:
        stem, mine, minutes, who_came = (secrets.token_hex(16) for _ in range(4))
    own = own_actions(state, reader, heads)
    return {
        **list_files(paper, stem),
        **(list_files(own, mine) if own is not None else {}),
        **minutes_files(minutes_for(state, reader, heads, next_day), minutes),
        f"{who_came}.csv": register_csv(register_for(state, reader)),
    }
