"""The table: which agencies are in the room for a case, and which have yet to speak (CASE-4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from agenda.plan import Role
from meeting.case.hearing import Case
from meeting.room import Attendance, Line, Room
from meeting.values import AgencyId

AT_THE_TABLE = frozenset({Role.REPRESENTATIVE})
"""Roles in which somebody speaks for an agency."""


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
    """Every agency that the register expects, in the register's order."""
    order = dict.fromkeys(line.agency for line in _representatives(room))
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
    """Those of ``agency`` who take part in this case now: present, signed and not out of it."""
    return tuple(
        line
        for line in _representatives(room)
        if line.agency == agency and line.may_take_part and not case.is_withheld_from(line.person)
    )


def has_laptop(room: Room, case: Case, agency: AgencyId) -> bool:
    """Whether anybody of ``agency`` follows this case on a laptop (ROLE-8)."""
    return any(line.laptop for line in at_table(room, case, agency))


def can_be_run(room: Room, case: Case) -> bool:
    """Whether neither the chair nor the minute-taker is out of this case (CON-3)."""
    holders = (room.holder(role) for role in (Role.CHAIR, Role.MINUTE_TAKER))
    return all(line is not None and not case.is_withheld_from(line.person) for line in holders)


def _representatives(room: Room) -> Iterable[Line]:
    return (line for line in room.register.values() if line.role in AT_THE_TABLE)


def _heard(room: Room, case: Case, agency: AgencyId) -> Heard:
    here = at_table(room, case, agency)
    lines = [line for line in _representatives(room) if line.agency == agency]
    for holds, heard in (
        (any(line.person in case.heard.hands for line in here), Heard.ASKS),
        (case.heard.has_spoken(agency), Heard.SPOKE),
        (agency in case.heard.nothing_known, Heard.NOTHING_KNOWN),
        (here, Heard.YET_TO_SPEAK),
        (any(line.may_take_part for line in lines), Heard.OUT_OF_IT),
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
