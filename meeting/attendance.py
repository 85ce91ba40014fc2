"""The attendance and declaration register as a paper, for one reader (OUT-3, ATT-1, SIGN-3).

It holds what that reader's own part of the room holds: for a guest, their own line.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import itemgetter

from meeting.access import Medium, Reader, may_read
from meeting.labels import ROLES
from meeting.room import Line, Room, Signature, deputy_of, ending
from meeting.state import State

NOT_CONNECTED = "not connected"
CONNECTED = "connected again"


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One person: how the register ends for them, and everything that it says on the way.

    ``happened``: coming, going, a laptop that was not connected, and the chair or the minutes taken
    over and handed over for the rest of the day (ROLE-7), each with its instant.
    ``earlier``: the instants of signatures before the last, each with its witness, if it had one.
    ``voids``: the reason and the instant of each sign-in that was not theirs (ATT-6).
    """

    name: str
    agency: str
    part: str
    ends: str
    happened: tuple[tuple[str, datetime], ...]
    signature: Signature | None
    witness: str
    refused: bool
    voids: tuple[tuple[str, datetime], ...]
    earlier: tuple[tuple[datetime, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """The register of a meeting, for one reader. ``turned_away``: name, reason, instant (ATT-6)."""

    area: str
    day: date
    marking: str
    made_for: str
    lines: tuple[RegisterLine, ...]
    reports: tuple[str, ...]
    turned_away: tuple[tuple[str, str, datetime], ...]


def register_for(state: State, reader: Reader) -> Register:
    """The register as far as ``reader`` may read it."""
    room = state.only(may_read(state, replace(reader, medium=Medium.PAPER))).room
    line = room.register.get(reader.person)
    return Register(
        area=room.area,
        day=room.day,
        marking=room.protocol.marking,
        made_for=line.name if line else "",
        lines=tuple(_line(room, each) for each in room.register.values()),
        reports=tuple(name for agency, name in room.agencies.items() if agency in room.reports),
        turned_away=tuple(
            (each.name, each.reason, each.turned_away)
            for each in room.door.values()
            if each.turned_away is not None
        ),
    )


def _line(room: Room, line: Line) -> RegisterLine:
    deputy = deputy_of(room, line)
    ends = str(ending(room, line))
    return RegisterLine(
        name=line.name,
        agency=room.agencies.get(line.agency, line.agency),
        part=room.protocol.roles.advocate if line.speaks_for_victim else ROLES[line.role],
        ends=f"{ends} {deputy.name}" if deputy and line.arrived is None else ends,
        happened=_happened(line),
        signature=line.signature,
        witness=_witness(room, line.signature) if line.signature else "",
        earlier=tuple((each.at, _witness(room, each)) for each in line.earlier),
        refused=line.refused,
        voids=tuple((void.reason, void.at) for void in line.voids),
    )


def _witness(room: Room, signature: Signature) -> str:
    by = room.register.get(signature.witness or "")
    return by.name if by else ""


def _happened(line: Line) -> tuple[tuple[str, datetime], ...]:
    moves = [(str(attendance), at) for attendance, at in line.movements]
    lost = [(NOT_CONNECTED, since) for since, _ in line.silences]
    back = [(CONNECTED, until) for _, until in line.silences if until is not None]
    posts = [
        (f"{ROLES[held.role]} {word}", at)
        for held in line.held
        for word, at in (("from now on", held.since), ("until now", held.until))
        if at is not None
    ]
    return tuple(sorted((*moves, *lost, *back, *posts), key=itemgetter(1)))
