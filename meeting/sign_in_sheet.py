"""The blank sign-in sheet: for the table, in case laptops or the network fail (SIGN-1, ATT-1)."""

from dataclasses import dataclass
from datetime import date, datetime

from agenda.plan import Role
from meeting.labels import ROLES
from meeting.room import Line, Room


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Somebody expected, with the space to sign beside their name."""

    name: str
    agency: str
    part: str


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """Everybody expected, and the wording that they sign. Nothing in it is of a case."""

    area: str
    day: date
    starts: datetime
    marking: str
    statement: tuple[str, ...]
    version: str
    digest: str
    lines: tuple[SheetLine, ...]


def sign_in_sheet(room: Room) -> SignInSheet:
    """The sheet for whom ``room`` expects, by agency. Guests are not on it: who else is invited is
    for nobody's eyes at the table, and a guest has a spare line (ROLE-6).
    """
    expected = [line for line in room.register.values() if line.role is not Role.GUEST]
    lines = sorted((_line(room, line) for line in expected), key=lambda each: each.agency)
    declaration = room.protocol.declaration
    return SignInSheet(
        area=room.area,
        day=room.day,
        starts=room.begins,
        marking=room.protocol.marking,
        statement=tuple(filter(None, declaration.text.split("\n"))),
        version=declaration.version,
        digest=declaration.digest,
        lines=tuple(lines),
    )


def _line(room: Room, line: Line) -> SheetLine:
    return SheetLine(
        name=line.name,
        agency=room.agencies.get(line.agency, line.agency),
        part="IDVA" if line.speaks_for_victim else ROLES[line.role],
    )
