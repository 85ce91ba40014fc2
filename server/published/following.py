"""The meeting after one, as far as it is arranged or drafted (AG-1, OUT-1).

An emergency comes between, and of a restricted sitting nobody is to hear (AG-9, RES-2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from agenda.london import in_london
from meeting.room import Room
from server.errors import StoreError
from server.published.desk import MeetingDesk


@dataclass(frozen=True, slots=True)
class Following:
    """When it is; ``starts`` in London, None where only its day was said."""

    day: date
    starts: time | None = None


def arranged_after(desk: MeetingDesk, area: str, day: date) -> Following | None:
    """The first meeting of ``area`` after ``day``. A record that does not open is passed over."""
    found = (each for of, each in _all(desk, day) if of == area and each.day > day)
    return min(found, key=lambda each: each.day, default=None)


def after_room(desk: MeetingDesk, room: Room) -> Following | None:
    """The meeting after that of ``room``; none follows a restricted sitting."""
    if room.restricted is not None:
        return None
    return arranged_after(desk, room.area, room.day)


def _all(desk: MeetingDesk, day: date) -> Iterator[tuple[str, Following]]:
    """Every one but emergencies and sittings, with its area; not those over by ``day``."""
    office = desk.store.office
    known = {each.id: each for each in office.meetings()}
    for meeting in office.drafts.ids():
        if meeting not in known and not (plan := office.drafts.draft(meeting).plan).emergency:
            yield plan.area, Following(plan.day, plan.starts)
    over = {meeting for meeting, held in office.held.days().items() if held <= day}
    for each in known.values():
        if each.sitting is None and each.id not in over:
            try:
                room = desk.record({"meeting": each.id})[1].state.room
            except StoreError:
                continue
            if not room.emergency and room.restricted is None:
                yield room.area, Following(room.day, in_london(room.begins).time())
