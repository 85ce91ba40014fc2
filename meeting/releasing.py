"""From when agencies that are needed for some sections of the day alone may leave (ATT-5).

Which section hears a case is a fact of that case, and in no stream that everybody reads: the end
of a section would tell whoever is out of a case beside it whether there are children in that case
(AG-3, CON-2). So nobody sends a time. Each reader's is made from the running order and from the
cases that this reader has, and is the same for them whatever section hears a case that they have
not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from meeting.forecast import forecast
from meeting.room import NOTHING_MORE, Attendance, Item, ItemState, Room
from meeting.state import State
from meeting.values import AgencyId

GONE_FOR_GOOD: Final = frozenset({Attendance.RELEASED, Attendance.LEFT, Attendance.APOLOGIES})


@dataclass(frozen=True, slots=True)
class Release:
    """An agency may leave after ``last``, the last item on the running order that it stays for.

    ``waits_for`` is the last of these that is not over; None where all are, and it may leave now.
    ``section`` is the name of the section of ``last``. ``unless`` are the cases still to come of
    which nobody can say here whether the agency is needed.
    """

    agency: AgencyId
    last: Item
    waits_for: Item | None
    section: str
    unless: tuple[Item, ...] = ()


def release_of(state: State, agency: AgencyId, *, counts_closed: bool) -> Release | None:
    """When ``agency`` may leave, from the part of a state that one reader has; else None.

    None for an agency of the core, or that is needed all day, or in no case that the reader has,
    and where nothing comes after. ``counts_closed`` is for who releases others: a case that is
    closed to them may still need the agency, and is named. Somebody's own leaving has nothing to
    do with a case that they are out of.
    """
    room = state.room
    needed = _names(room, room.needed_for.get(agency, ()))
    if not needed or agency in room.protocol.attendance.core_agencies:
        return None
    heard = _heard_in(state)
    ends = _ends_with(room, needed & {*heard.values()}, {*heard.values()})
    if ends is None:
        return None
    stays = [room.items[item] for item, name in heard.items() if name in {*needed, ends}]
    last = stays[-1]
    if not any(_comes_after(room, last)):
        return None
    waits = [item for item in stays if item.state not in NOTHING_MORE]
    unless = tuple(_unless(state, counts_closed=counts_closed))
    return Release(agency, last, waits[-1] if waits else None, heard[last.item], unless)


def releases_of(state: State) -> tuple[Release, ...]:
    """For who releases others: every agency that is still here or expected, and may leave."""
    room = state.room
    here = {
        line.agency
        for line in room.register.values()
        if line.attendance not in GONE_FOR_GOOD and not line.is_void
    }
    found = (release_of(state, agency, counts_closed=True) for agency in room.needed_for)
    return tuple(each for each in found if each is not None and each.agency in here)


def expected_end(room: Room, item: Item, now: datetime, left: timedelta | None = None) -> datetime:
    """When ``item`` is expected to be over, UTC, as the day runs at ``now`` (CASE-2).

    ``left`` is as for ``forecast``.
    """
    day = forecast(room, now, left)
    return (day.over if day else {}).get(item.item, planned_end(item))


def planned_end(item: Item) -> datetime:
    """When ``item`` is over by the running order, UTC."""
    return item.starts + timedelta(minutes=item.minutes)


def _names(room: Room, ids: tuple[str, ...]) -> frozenset[str]:
    """Of sections: a case knows its own by the name."""
    return frozenset(rule.name for rule in room.protocol.day.sections if rule.id in ids)


def _heard_in(state: State) -> Mapping[str, str]:
    """The section of each item whose case the reader has, in the order of the day.

    A case that was closed before the day needs nobody.
    """
    found = {}
    for item in state.room.items.values():
        case = state.case(item.case) if item.case is not None else None
        if case is not None and case.section and not case.closed_before:
            found[item.item] = case.section
    return found


def _ends_with(room: Room, needed: frozenset[str], heard: set[str]) -> str | None:
    """The section at whose end the agency goes: the first that lets agencies go and is heard, from
    the last on that needs it; None where there is none.
    """
    rules = [rule for rule in room.protocol.day.sections if rule.name in heard]
    last = max((n for n, rule in enumerate(rules) if rule.name in needed), default=len(rules))
    return next((rule.name for rule in rules[last:] if rule.releases), None)


def _comes_after(room: Room, last: Item) -> Iterator[bool]:
    """True where there is a case to hear below it on the running order, whoever reads that."""
    is_below = False
    for item in room.items.values():
        if is_below and item.case is not None and item.state is not ItemState.CLOSED:
            yield True
        is_below = is_below or item.item == last.item


def _unless(state: State, *, counts_closed: bool) -> Iterator[Item]:
    """What came late is in no section (AG-10)."""
    for item in state.room.items.values():
        if item.case is None or item.state in NOTHING_MORE:
            continue
        case = state.case(item.case)
        if (counts_closed and case is None) or (case is not None and not case.section):
            yield item
