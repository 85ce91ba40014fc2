"""The minutes as a paper, for one reader: who was there, and of each case that they may read what
was said, decided and volunteered (OUT-2, OUT-3, ROLE-3).

Whom something is about stands there without a name; what agencies said stands as they said it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from meeting.access import Medium, Reader, may_read
from meeting.attendance import Register, register_for
from meeting.break_paper import PaperBreak, breaks_of, breaks_within
from meeting.case.hearing import Case, OutOfIt
from meeting.case.information import Information
from meeting.case.stand_in import Post
from meeting.chain import Head
from meeting.following import said_next_meeting
from meeting.labels import POSTS, said_care, unnamed
from meeting.minuted import said_besides
from meeting.papers import NO_HEADS, ActionList, PaperCase, action_list
from meeting.room import Item, Room, ending
from meeting.room.state import Ending
from meeting.state import State
from meeting.streams import Stream
from meeting.values import AgencyId, PersonId


@dataclass(frozen=True, slots=True)
class PaperPoint:
    """One point as it was said (CASE-3): whom it is about, without a name; the day of which it
    tells; ``changed`` where its agency corrected it since (CASE-5).
    """

    about: str
    category: str
    nature: str
    dated: date | None
    text: str
    on_behalf: bool
    changed: bool
    also_known: tuple[str, ...] = ()
    """Other agencies that know the same."""


@dataclass(frozen=True, slots=True)
class PaperAgency:
    """What one agency said in a case: its points, or that it knows nothing (CASE-4)."""

    agency: str
    points: tuple[PaperPoint, ...]


@dataclass(frozen=True, slots=True)
class MinutesCase:
    """One case of the minutes.

    ``heard``: from when to when, each time that it was; ``besides`` is what else was said and
    decided, a sentence each; ``chaired_by`` who closed it; ``stood_in`` who took
    over what for it, in words; ``out_of_it`` who was out of it, never why (CON-2); ``gaps`` what
    was open when it was closed (ACT-10); ``plan`` what the action list has of it; ``breaks`` those
    in its middle (CASE-2).
    """

    plan: PaperCase
    heard: tuple[tuple[datetime, datetime | None], ...]
    breaks: tuple[PaperBreak, ...]
    referred_by: str
    referrer_present: bool
    chaired_by: str
    stood_in: tuple[str, ...]
    guests: tuple[str, ...]
    out_of_it: tuple[str, ...]
    said: tuple[PaperAgency, ...]
    nothing_known: tuple[str, ...]
    care: tuple[str, ...]
    """Safe and unsafe contact, and risk to staff (CASE-9)."""
    risks: tuple[tuple[str, str], ...]
    """Label and words of each risk; who is at risk stands in ``plan``."""
    gaps: tuple[str, ...]
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of a meeting, for one reader. A draft until the chair has approved the list."""

    list: ActionList
    register: Register
    began: datetime | None
    ended: datetime | None
    missing_core: tuple[str, ...]
    """Core agencies of which nobody came, and that sent no report (ATT-3)."""
    cases: tuple[MinutesCase, ...]
    breaks: tuple[PaperBreak, ...]
    next_meeting: str


def minutes_for(
    state: State,
    reader: Reader,
    heads: Mapping[Stream, Head] = NO_HEADS,
    arranged_next: date | None = None,
) -> Minutes:
    """The minutes for ``reader``, holding the cases that they may read and nothing of any other;
    ``arranged_next`` is the day of the next meeting where that is arranged.
    """
    seen = state.only(may_read(state, replace(reader, medium=Medium.PAPER)))
    listed = action_list(state, reader, heads)
    return Minutes(
        list=listed,
        register=register_for(state, reader),
        began=seen.room.starts,
        ended=seen.room.approved_at,
        missing_core=tuple(_missing(seen.room)),
        cases=tuple(_cases(seen, listed)),
        breaks=breaks_of(seen.room),
        next_meeting=said_next_meeting(seen.room, arranged_next),
    )


ANSWERED = frozenset({Ending.PRESENT, Ending.DEPUTISED, Ending.REPORT})


def _missing(room: Room) -> Iterator[str]:
    for agency in room.protocol.attendance.core_agencies:
        lines = (line for line in room.register.values() if line.agency == agency)
        if agency not in room.reports and not any(ending(room, line) in ANSWERED for line in lines):
            yield room.agencies.get(agency, agency)


def _cases(seen: State, listed: ActionList) -> Iterator[MinutesCase]:
    plans = {plan.label: plan for plan in listed.cases}
    for case in seen.cases():
        item = seen.room.item_of(case.case)
        plan = plans.get(item.label) if item is not None else None
        if item is not None and plan is not None:
            yield _case(seen.room, case, plan, item)


def _case(room: Room, case: Case, plan: PaperCase, item: Item) -> MinutesCase:
    return MinutesCase(
        plan=plan,
        heard=(heard := tuple(_heard(case, item))),
        breaks=breaks_within(room, heard),
        referred_by=room.agencies.get(case.referred_by, case.referred_by),
        referrer_present=case.referrer_present,
        chaired_by=_named(room, case.closing.by) if case.closing else "",
        stood_in=tuple(_stood_in(room, case)),
        guests=tuple(_named(room, guest) for guest, confirmed in case.guests.items() if confirmed),
        out_of_it=tuple(
            _named(room, person)
            for person, standing in case.out_of_it.items()
            if standing is not OutOfIt.STAYS
        ),
        said=tuple(_said(room, case)),
        nothing_known=tuple(
            name for agency, name in room.agencies.items() if agency in case.heard.nothing_known
        ),
        care=said_care(case),
        risks=tuple((risk.label, risk.text) for risk in case.risks.named.values()),
        gaps=case.closing.gaps if case.closing else (),
        besides=said_besides(room, case),
    )


def _heard(case: Case, item: Item) -> Iterator[tuple[datetime, datetime | None]]:
    """From its call, or the last reopening, to the close; each time that it was reopened, too."""
    since = item.called
    for each in case.reopened:
        began = each.since or since
        if began is not None:
            yield began, each.closing.at
        since = each.at
    began = case.on_since or since
    if began is not None:
        yield began, case.closing.at if case.closing else item.ended


def _named(room: Room, person: PersonId) -> str:
    line = room.register.get(person)
    if line is None:
        return person
    return f"{line.name} ({room.agencies.get(line.agency, line.agency)})"


def _stood_in(room: Room, case: Case) -> Iterator[str]:
    for post in Post:
        found = case.stand_ins.get(post)
        if found is not None and found.person is not None:
            yield f"{_named(room, found.person)} for {POSTS[post]}"


def _said(room: Room, case: Case) -> Iterator[PaperAgency]:
    """By agency, in the order in which each first spoke; what was struck was never said here."""
    points: dict[AgencyId, list[PaperPoint]] = {}
    for point in case.heard.points.values():
        if point.struck_by is None:
            points.setdefault(point.agency, []).append(_point(room, case, point))
    for agency, said in points.items():
        yield PaperAgency(room.agencies.get(agency, agency), tuple(said))


def _point(room: Room, case: Case, point: Information) -> PaperPoint:
    return PaperPoint(
        about=unnamed(case, point.subject),
        category=str(point.category),
        nature=str(point.nature),
        dated=point.dated,
        text=point.text,
        on_behalf=point.on_behalf,
        changed=point.version > 1,
        also_known=tuple(room.agencies.get(agency, agency) for agency in point.also_known),
    )
