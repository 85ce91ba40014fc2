"""``marac-server return``: the counts of a month or a quarter, as PDF and CSV (OUT-6).

They are the same for whoever asks. Who is out of a case is told of it what a number tells: a
return that left it out would be wrong, and would say to somebody who was matched that they were
(CON-3, CON-6). Restricted sittings are counted where that is said and nowhere else, since one
case more tells that there was one (RES-2). Blocking.
"""

import secrets
from collections.abc import Iterator, Mapping
from typing import Final

from agenda.london import in_london
from agenda.matching import likeness
from agenda.past.counting import CountedMeeting, attendance_of
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.past.period import Period, period_of
from agenda.past.returns import Return, Wanted, figures_of, times_shown
from agenda.referral import Equality
from meeting.counting import counted
from meeting.room import Room
from meeting.state import State
from server.audit import What
from server.errors import StoreError
from server.office import KnownMeeting
from server.papers.pdf import page_pdf
from server.papers.return_csv import return_csv
from server.papers.return_page import return_page
from server.published.desk import Answer, Facts, MeetingDesk
from server.store import Store

SAY_WHICH: Final = "Say which month with --month 2026-11, or which quarter with --quarter 2026-Q4."
ALONE: Final = (
    "--alone is for a quarter whose small counts are hidden: give --quarter and --suppress with it."
)
NONE: Final = (
    "No meeting of {period} has an approved list, so that there is nothing to count. A list is "
    "approved by the chair, in the room."
)
FILES: Final = ("pdf", "csv")


def make_return(desk: MeetingDesk, facts: Facts) -> Answer:
    """The return that is asked for. Raises StoreError."""
    wanted, store = _wanted(facts), desk.store
    meetings = [known for known in store.office.meetings() if wanted.sittings or not known.sitting]
    held = {known: store.office.held.day(known.id) for known in meetings}
    over = [known for known, day in held.items() if day is not None and wanted.period.is_in(day)]
    if not over:
        raise StoreError(NONE.format(period=wanted.period.name))
    open_still = [known for known, day in held.items() if day is None]
    states = {known: _state(desk, known) for known in over}
    paper = _return(store, wanted, states, _left(desk, open_still, wanted.period))
    sittings = [known.id for known in over if known.sitting is not None]
    for meeting in (*sittings, *(() if sittings else (None,))):
        store.audit.act(What.RETURN_MADE, meeting=meeting)
    return _files(paper)


def _wanted(facts: Facts) -> Wanted:
    try:
        period = period_of(facts)
    except ValueError:
        raise StoreError(SAY_WHICH) from None
    wanted = Wanted(
        period,
        suppress=bool(facts.get("suppress")),
        alone=bool(facts.get("alone")),
        sittings=bool(facts.get("restricted")),
    )
    if wanted.alone and not (wanted.suppress and len(period.months) > 1):
        raise StoreError(ALONE)
    return wanted


def _state(desk: MeetingDesk, known: KnownMeeting) -> State:
    return desk.record({"meeting": known.id})[1].state


def _left(desk: MeetingDesk, known: list[KnownMeeting], period: Period) -> int:
    """How many of these, which nobody has approved, are of ``period``: they were begun, or were to
    be.
    """
    return sum(period.is_in(_state(desk, each).room.day) for each in known)


def _return(
    store: Store, wanted: Wanted, states: Mapping[KnownMeeting, State], left: int
) -> Return:
    office = store.office
    sittings = {known.id for known in office.meetings() if known.sitting is not None}
    held = office.held.cases(sittings if wanted.sittings else frozenset())
    meetings = tuple(_counted(store, known, state, held) for known, state in states.items())
    figures = figures_of(wanted, meetings)
    rooms = sorted((state.room for state in states.values()), key=lambda room: room.day)
    return Return(
        area=" and ".join(dict.fromkeys(room.area for room in rooms)),
        marking=rooms[-1].protocol.marking,
        wanted=wanted,
        made=in_london(store.clock.now()).date(),
        agencies=dict(_agencies(rooms)) | office.accounts.agencies(),
        figures=figures,
        attendance=attendance_of(meetings),
        times=times_shown(wanted, meetings, figures),
        not_counted=left,
    )


def _agencies(rooms: list[Room]) -> Iterator[tuple[str, str]]:
    for room in rooms:
        yield from room.agencies.items()


def _counted(
    store: Store, known: KnownMeeting, state: State, held: tuple[HeldCase, ...]
) -> CountedMeeting:
    past = Past(held, likeness, state.room.protocol.history, store.office.held.told())
    own = tuple(case for case in held if case.meeting == known.id)
    return counted(state, own, past, _said(store, known.id))


def _said(store: Store, meeting: str) -> Mapping[str, Equality]:
    """The equality data of each referral that the draft of ``meeting`` has, by its case."""
    if meeting not in store.office.drafts.ids():
        return {}
    referrals = (received.referral for received in store.office.drafts.draft(meeting).referrals)
    return {referral.id: referral.equality for referral in referrals}


def _files(paper: Return) -> Answer:
    """A name says nothing of a sitting that is counted (RES-2)."""
    wanted = paper.wanted
    stem = secrets.token_hex(16) if wanted.sittings else f"return-{wanted.period.name}"
    made = {"pdf": page_pdf(return_page(paper)), "csv": return_csv(paper)}
    files = {f"{stem}.{ending}": made[ending] for ending in FILES}
    return Answer("\n".join(files), files)
