"""``marac-server agenda show``: a meeting's running order as one reader's agenda has it (AG-2).

Once a meeting is published its order is the room's. Of a draft, and of what is set aside there, the
list is shown. Raises StoreError for whatever a person can put right.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from agenda.draft import Draft
from agenda.london import clock_time, full_date
from agenda.running_order import running_order
from meeting.access import Reader
from meeting.agenda_paper import Agenda, PaperItem, PaperReferral, agenda_for, may_have_agenda
from meeting.decide.reading import as_read
from meeting.room import Room
from server.accounts import Post
from server.agenda_desk import AgendaDesk
from server.agenda_desk import show as list_of_draft
from server.audit import What
from server.errors import StoreError
from server.office import KnownMeeting
from server.papers.agenda_words import (
    BEFORE_NAMES,
    CLOSED,
    NOT_OPEN,
    NOTHING,
    fixed_words,
    made_for,
    release_words,
    version_of,
)
from server.papers.wording import harmless
from server.people import in_columns
from server.published.desk import Answer, Facts, MeetingDesk
from server.published.following import after_room
from server.published.papers import NOT_FOR, of_record
from server.published.placing import fitting_so_far
from server.store import Store

COLUMNS: Final = ("Time", "Minutes", "Item", "Section", "Case", "Mind")
NOT_HERE: Final = "not open to this reader"
"""True whatever the reason is that they do not have the case (CON-2)."""


def show(desk: MeetingDesk, facts: Facts) -> Answer:
    """The running order of what is published, as a table for one reader, and their files where
    there is a place for them; of a draft its list.
    """
    known = None if facts.get("restricted") else _published(desk.store, facts)
    if known is None:
        if "out" in facts:
            raise StoreError("A draft has no papers yet: marac-server agenda publish makes them.")
        return Answer(str(list_of_draft(AgendaDesk(desk.store), facts, times_in)["said"]))
    known, record = desk.record({**facts, "meeting": known.id})
    state = as_read(record.state, desk.store.clock.now())
    reader = _reader(desk.store, state.room, facts.get("by", ""))
    if not may_have_agenda(state, reader):
        return Answer(NOT_FOR.format(readers=reader.person))
    version = state.room.agenda_version
    desk.store.audit.act(What.AGENDA_SHOWN, meeting=known.id, person=reader.person, number=version)
    following = after_room(desk, state.room)
    next_day = following.day if following is not None else None
    said = "\n".join(table(agenda_for(state, reader, arranged_next=next_day)))
    if "out" not in facts:
        return Answer(said)
    papers = of_record(desk, known, record, {"readers": reader.person})
    return Answer(f"{said}\n\n{papers.said}", papers.files)


def times_in(draft: Draft) -> Mapping[str, str]:
    """When each case of a draft begins, as its list stands: of those that have a place by now."""
    plan = fitting_so_far(draft)
    if plan is None:
        return {}
    return {item.case: clock_time(item.starts) for item in running_order(plan) if item.case}


def _published(store: Store, facts: Facts) -> KnownMeeting | None:
    """The meeting that is meant, if it is published: the one named, or else that of the only draft,
    or where there is none the only open one.
    """
    drafts = store.office.drafts.ids()
    meeting = facts.get("meeting") or (drafts[0] if len(drafts) == 1 else None)
    if meeting is None and not drafts:
        return store.known()
    return next((known for known in store.office.meetings() if known.id == meeting), None)


def _reader(store: Store, room: Room, named: str) -> Reader:
    """Whoever is named by id or by name, or else the coordinator."""
    posts = store.office.accounts.posts()
    found = [
        line.person
        for line in room.register.values()
        if named.casefold() in {line.person, line.name.casefold()}
        or (not named and posts.get(line.person) == Post.COORDINATOR)
    ]
    reader = store.office.reader(found[0]) if len(found) == 1 else None
    if reader is None:
        raise StoreError(
            "Say whose agenda is to be shown, with --by and the id of one person on the register "
            "of this meeting."
        )
    return reader


def table(paper: Agenda) -> Iterator[str]:
    """``paper`` in lines: a heading, then a row an item."""
    paper = harmless(paper)
    yield f"{paper.area}, {full_date(paper.day)} at {clock_time(paper.starts)}, {paper.marking}"
    yield f"{version_of(paper)} of the agenda, for {made_for(paper)}"
    if not paper.shows_cases:
        yield NOT_OPEN
    yield ""
    rows = (
        *(_part(words) for words in paper.before),
        *(_row(paper, item) for item in paper.items),
        *(_part(words) for words in paper.after),
    )
    used = [bool(name) and any(row[at] for row in rows) for at, name in enumerate(COLUMNS)]
    kept = [
        tuple(cell for cell, is_used in zip(row, used, strict=True) if is_used)
        for row in (COLUMNS, *rows)
    ]
    yield in_columns(kept[0], kept[1:])
    if not any(item.is_case for item in paper.items):
        yield NOTHING
    if not paper.shows_cases:
        yield BEFORE_NAMES


def _part(words: str) -> tuple[str, ...]:
    """A part of the day that has no time of its own."""
    return ("", "", words, "", "", "")


def _row(paper: Agenda, item: PaperItem) -> tuple[str, ...]:
    referral = item.referral
    withheld = NOT_HERE if item.is_case and paper.shows_cases else ""
    standing = CLOSED if item.is_closed else fixed_words(referral) if referral else ""
    return (
        clock_time(item.starts),
        str(item.minutes),
        item.label,
        referral.section if referral else "",
        _case(referral) if referral else withheld,
        " ".join(filter(None, (standing, *map(release_words, item.releases)))),
    )


def _case(referral: PaperReferral) -> str:
    """``Police: Anwen Oakhill; Dale Oakhill, 2 children``, as the list of a draft has it."""
    called = {
        kind: [party.name for party in referral.parties if party.kind == kind]
        for kind in ("Victim", "Perpetrator", "Child", "Dependant")
    }
    many = len(called["Child"]) + len(called["Dependant"])
    with_them = "" if not many else f", {many} child" if many == 1 else f", {many} children"
    named = filter(None, (", ".join(called[kind]) for kind in ("Victim", "Perpetrator")))
    return f"{referral.referred_by}: {'; '.join(named)}{with_them}"
