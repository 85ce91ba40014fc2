"""The table: which agencies are in the room for a case, and which have yet to speak (CASE-4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from agenda.plan import Role
from meeting.case.hearing import Case
from meeting.case.posts import in_this_case
from meeting.room import Attendance, Line, Room
from meeting.values import AgencyId

AT_THE_TABLE = frozenset({Role.REPRESENTATIVE})
"""Roles in which somebody speaks for an agency in every case; a guest does in one (ROLE-6)."""

WITH_A_POST = frozenset({Role.CHAIR, Role.MINUTE_TAKER})
"""Roles in which somebody runs the meeting, and says aloud what their own agency knows."""


class Heard(StrEnum):
    """What an agency has done in the round, in words for the table."""

    ASKS = "asks to speak"
    SPOKE = "spoke"
    NOTHING_KNOWN = "nothing known"
    YET_TO_SPEAK = "yet to speak"
    OUT_OF_IT = "out of this case"
    STEPPED_OUT = "stepped out"
    RELEASED = "released"
    LEFT = "left"
    WRITTEN_REPORT = "written report"
    NOT_HERE = "not here"


@dataclass(frozen=True, slots=True)
class Seat:
    """One agency at the table, for one case."""

    agency: AgencyId
    name: str
    heard: Heard
    laptop: bool


def seats(room: Room, case: Case) -> tuple[Seat, ...]:
    """Every agency that the register expects at this case: first those that the protocol has
    speak first, in its order, then the others in the register's.
    """
    listed = dict.fromkeys(line.agency for line in _voices(room, case))
    first = (agency for agency in room.protocol.hearing.speaking_order if agency in listed)
    order = dict.fromkeys((*first, *listed))
    return tuple(
        Seat(
            agency=agency,
            name=room.agencies.get(agency, agency),
            heard=_heard(room, case, agency),
            laptop=has_laptop(room, case, agency),
        )
        for agency in order
    )


def at_table(room: Room, case: Case, agency: AgencyId) -> tuple[Line, ...]:
    """Those of ``agency`` who take part in this case now: present, signed and not out of it, and
    if they are guests, confirmed by the chair.
    """
    return tuple(
        line for line in _voices(room, case) if line.agency == agency and takes_part(case, line)
    )


def can_be_heard(room: Room, case: Case, agency: AgencyId) -> bool:
    """Whether anybody of ``agency`` takes part who can say what it knows (CASE-6, ROLE-10).

    Whoever chairs or takes the minutes does that too, aloud, and the minute-taker writes it. They
    have no seat in the round by that, and nothing is offered for their agency (ROLE-2, ROLE-4).
    """
    posts = (
        line
        for line in room.register.values()
        if line.agency == agency and line.role in WITH_A_POST and takes_part(case, line)
    )
    return bool(at_table(room, case, agency)) or any(True for _ in posts)


def has_laptop(room: Room, case: Case, agency: AgencyId) -> bool:
    """Whether anybody of ``agency`` speaks for it in this case on a laptop (ROLE-8).

    Whoever stands in for the chair or the minutes says aloud what their own agency knows.
    """
    return any(
        line.laptop and in_this_case(room, case, line) in AT_THE_TABLE | {Role.GUEST}
        for line in at_table(room, case, agency)
    )


def has_voice_today(room: Room, agency: AgencyId) -> bool:
    """Whether anybody is in the room who speaks for ``agency`` all day."""
    lines = (line for line in room.register.values() if line.agency == agency)
    return any(line.may_take_part and line.role in AT_THE_TABLE for line in lines)


def guests_of(room: Room, case: Case) -> tuple[Line, ...]:
    """The guests of this case, as the register has them (ROLE-6)."""
    lines = (room.register.get(person) for person in case.guests)
    return tuple(line for line in lines if line is not None)


def takes_part(case: Case, line: Line) -> bool:
    """Whether somebody is present, signed and not out of the case, and as a guest let into it."""
    if not line.may_take_part or case.is_withheld_from(line.person):
        return False
    return line.role is not Role.GUEST or case.has_confirmed(line.person, line.since)


def _voices(room: Room, case: Case) -> Iterable[Line]:
    """Those who speak for an agency in this case."""
    return (
        line
        for line in room.register.values()
        if line.role in AT_THE_TABLE or line.person in case.guests
    )


def _is_out(case: Case, line: Line) -> bool:
    return line.may_take_part and case.is_withheld_from(line.person)


def _heard(room: Room, case: Case, agency: AgencyId) -> Heard:
    here = at_table(room, case, agency)
    lines = [line for line in _voices(room, case) if line.agency == agency]
    for holds, heard in (
        (any(line.person in case.heard.hands for line in here), Heard.ASKS),
        (case.heard.has_spoken(agency), Heard.SPOKE),
        (agency in case.heard.nothing_known, Heard.NOTHING_KNOWN),
        (here, Heard.YET_TO_SPEAK),
        (any(_is_out(case, line) for line in lines), Heard.OUT_OF_IT),
        (_any(lines, Attendance.STEPPED_OUT), Heard.STEPPED_OUT),
        (_any(lines, Attendance.RELEASED), Heard.RELEASED),
        (_any(lines, Attendance.LEFT), Heard.LEFT),
        (agency in room.reports, Heard.WRITTEN_REPORT),
    ):
        if holds:
            return heard
    return Heard.NOT_HERE


def _any(lines: Iterable[Line], attendance: Attendance) -> bool:
    return any(line.attendance is attendance for line in lines)
