"""The agenda as a paper, for one reader: the running order, and of its cases what they may read.

Numbers and times are everybody's who prepares. Names and what a referral says stand there only
where ``may_read`` opens the case to the reader (CON-2, CON-6, OUT-2).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from agenda.plan import PartyKind, Role
from meeting.access import PREPARING_ROLES, Medium, Membership, Reader, is_matched, may_read
from meeting.case.hearing import Case
from meeting.chain import Head
from meeting.following import said_parts
from meeting.papers import NO_HEADS, PaperHead, heads_of
from meeting.releasing import planned_end, release_of, releases_of
from meeting.room import Item, ItemState, Phase, Room
from meeting.state import State
from meeting.streams import Stream
from meeting.values import ItemId, PersonId


class Shown(StrEnum):
    """How much of the cases an agenda holds, as it says itself."""

    TIMES = "times and numbers alone, until the names are settled and the agenda is open"
    CASES = "the cases that are open to its reader"


@dataclass(frozen=True, slots=True)
class PaperParty:
    """Somebody a case is about, as agencies look for them in their files."""

    kind: str
    name: str
    born: date | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperReferral:
    """What the referral of one case says: the parties first, then how and where to be careful."""

    referred_by: str
    parties: tuple[PaperParty, ...]
    summary: str
    safe_contact: str
    unsafe_contact: str
    risk_to_staff: str
    closed_because: str = ""
    section: str = ""
    """Of the day, by its name, where the day has several."""
    fixed_at: time | None = None
    fixed_for: str = ""


@dataclass(frozen=True, slots=True)
class PaperRelease:
    """An agency may leave at ``at``, UTC, by the running order; ``yours`` is its reader's own.

    ``unless``: the labels of cases for which it may be needed all the same.
    """

    agency: str
    yours: bool
    at: datetime
    section: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One line of the running order. ``referral`` is None for a break, and for a case that its
    reader may not read.
    """

    label: str
    starts: datetime
    minutes: int
    is_case: bool
    is_closed: bool
    referral: PaperReferral | None
    is_skipped: bool = False
    """A break that is not taken (AG-11)."""
    releases: tuple[PaperRelease, ...] = ()
    """Who may leave after it, as far as its reader is told (ATT-5)."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda of a meeting for one reader (AG-1, AG-2, OUT-2)."""

    area: str
    day: date
    starts: datetime
    marking: str
    version: int
    made_for: str
    made_for_agency: str
    shown: Shown
    items: tuple[PaperItem, ...]
    before: tuple[str, ...] = ()
    """The parts of the agenda before the cases, in words, in the area's order (AG-1)."""
    after: tuple[str, ...] = ()
    """Those after them."""
    heads: tuple[PaperHead, ...] = ()

    @property
    def shows_cases(self) -> bool:
        """Whether it has more than times and numbers."""
        return self.shown is Shown.CASES


KINDS: Final[Mapping[PartyKind, str]] = {
    PartyKind.VICTIM: "Victim",
    PartyKind.PERPETRATOR: "Perpetrator",
    PartyKind.CHILD: "Child",
    PartyKind.DEPENDANT: "Dependant",
}


def may_have_agenda(state: State, reader: Reader) -> bool:
    """Whether an agenda is made for ``reader`` at all: for who prepares, and is likely to be a
    party of none of its cases. Whoever is matched gets no running order, for one of several reasons
    that all look alike (CON-6).
    """
    line = state.room.register.get(reader.person)
    if line is None or line.is_void or line.role not in PREPARING_ROLES:
        return False
    if reader.membership is not Membership.MEMBER or reader.agency != line.agency:
        return False
    return not is_matched(state, reader.person)


def readers_of_agenda(room: Room) -> tuple[PersonId, ...]:
    """Everybody on the register for whom an agenda could be made."""
    return tuple(line.person for line in room.register.values() if line.role in PREPARING_ROLES)


def agenda_for(
    state: State,
    reader: Reader,
    heads: Mapping[Stream, Head] = NO_HEADS,
    arranged_next: date | None = None,
) -> Agenda:
    """The agenda for ``reader``; ``heads`` says where every stream stands, ``arranged_next`` the
    day of the next meeting where that is arranged.
    """
    readable = may_read(state, replace(reader, medium=Medium.PAPER))
    seen = state.only(readable)
    room = seen.room
    line = room.register.get(reader.person)
    before, after = said_parts(room, arranged_next)
    releases = _releases(seen, reader)
    return Agenda(
        area=room.area,
        day=room.day,
        starts=room.begins,
        marking=room.protocol.marking,
        version=room.agenda_version,
        made_for=line.name if line else "",
        made_for_agency=room.agencies.get(reader.agency, ""),
        shown=Shown.CASES if _is_open(room) else Shown.TIMES,
        items=tuple(
            replace(_item(seen, item), releases=releases.get(item.item, ()))
            for item in room.items.values()
        ),
        before=before,
        after=after,
        heads=tuple(heads_of(seen, {s: head for s, head in heads.items() if s in readable})),
    )


def _is_open(room: Room) -> bool:
    """Whether names are shown to anybody but the chair; the same for every reader (CON-6)."""
    if room.phase is Phase.PREPARING:
        return room.agenda_opened is not None
    return room.phase not in {Phase.GATHERING, Phase.DECLARATION}


def _item(seen: State, item: Item) -> PaperItem:
    case = seen.case(item.case) if item.case is not None and _is_open(seen.room) else None
    return PaperItem(
        label=item.label,
        starts=item.starts,
        minutes=item.minutes,
        is_case=item.case is not None,
        is_closed=item.state is ItemState.CLOSED,
        is_skipped=item.state is ItemState.SKIPPED,
        referral=_referral(seen.room, case) if case is not None else None,
    )


def _releases(seen: State, reader: Reader) -> Mapping[ItemId, tuple[PaperRelease, ...]]:
    """Of all agencies for who organises the day, and for anybody else of their own: from the cases
    on this paper, so that it says the same whatever a case is that is not (CON-2).
    """
    room = seen.room
    line = room.register.get(reader.person)
    if line is None or not _is_open(room):
        return {}
    organises = reader.coordinator or line.role in {Role.CHAIR, Role.MINUTE_TAKER}
    mine = () if organises else (release_of(seen, line.agency, counts_closed=False),)
    told = releases_of(seen) if organises else tuple(each for each in mine if each is not None)
    found: dict[ItemId, tuple[PaperRelease, ...]] = {}
    for each in told:
        released = PaperRelease(
            agency=room.agencies.get(each.agency, each.agency),
            yours=not organises,
            at=planned_end(each.last),
            section=each.section,
            unless=tuple(item.label for item in each.unless),
        )
        found[each.last.item] = (*found.get(each.last.item, ()), released)
    return found


def _referral(room: Room, case: Case) -> PaperReferral:
    return PaperReferral(
        referred_by=room.agencies.get(case.referred_by, case.referred_by),
        parties=tuple(
            PaperParty(KINDS[party.kind], party.name, party.born, party.aliases)
            for party in case.parties
        ),
        summary=case.summary,
        safe_contact=case.safe_contact,
        unsafe_contact=case.unsafe_contact,
        risk_to_staff=case.risk_to_staff,
        closed_because=case.closed_before,
        section=case.section,
        fixed_at=case.fixed_at,
        fixed_for=case.fixed_for,
    )
