"""Who is expected, and what the register is told of it before the day (ATT-1).

Apologies, a deputy who comes instead, a written report that is in. Each person says so of
themselves; chair, minute-taker and coordinator of anybody, as they were told.
"""

from collections.abc import Iterator
from typing import assert_never

from agenda.plan import Role
from meeting.commands import (
    ComeAfterAll,
    ExpectedCommands,
    HandInReport,
    SendApologies,
    SendDeputy,
)
from meeting.decide.asking import Asking
from meeting.room import (
    ApologiesReceived,
    ApologiesTakenBack,
    Attendance,
    DeputyNamed,
    Line,
    ReportReceived,
    RoomEvent,
)
from meeting.state import Placed
from meeting.words import Refused

ORGANISERS = frozenset({Role.CHAIR, Role.MINUTE_TAKER})


def decide_expected(asking: Asking, command: ExpectedCommands) -> tuple[Placed, ...]:
    """Whom the register expects after ``command``."""
    return tuple(asking.in_room(event) for event in _events(asking, command))


def _events(asking: Asking, command: ExpectedCommands) -> Iterator[RoomEvent]:
    match command:
        case SendApologies():
            line = _of(asking, command.person)
            if line.attendance is Attendance.APOLOGIES:
                raise Refused("already_there", "person")
            yield ApologiesReceived(person=line.person)
        case ComeAfterAll():
            line = _of(asking, command.person)
            if line.attendance is not Attendance.APOLOGIES:
                raise Refused("already_there", "person")
            yield ApologiesTakenBack(person=line.person)
        case SendDeputy():
            yield from _deputy(_of(asking, command.person), asking.somebody(command.deputy))
        case HandInReport():
            _need_agency(asking, command)
            yield ReportReceived(agency=command.agency)
        case _:
            assert_never(command)


def _of(asking: Asking, person: str) -> Line:
    """The line that the asker may speak of: their own, or as an organiser anybody's."""
    if person != asking.who.person and not _organises(asking):
        raise Refused("your_own_or_organisers", "person")
    return asking.somebody(person)


def _organises(asking: Asking) -> bool:
    return asking.who.coordinator or asking.role in ORGANISERS


def _deputy(line: Line, deputy: Line) -> Iterator[RoomEvent]:
    """Without the deputy on the day, the register says that they sent apologies."""
    fits = {line.role, deputy.role} == {Role.REPRESENTATIVE} and line.agency == deputy.agency
    if not fits or line.person == deputy.person:
        raise Refused("not_their_deputy", "deputy")
    has_gone = line.attendance is Attendance.APOLOGIES
    if has_gone and deputy.deputises_for == line.person:
        raise Refused("already_there", "deputy")
    if not has_gone:
        yield ApologiesReceived(person=line.person)
    if deputy.deputises_for != line.person:
        yield DeputyNamed(person=line.person, deputy=deputy.person)


def _need_agency(asking: Asking, command: HandInReport) -> None:
    if command.agency != asking.who.agency and not _organises(asking):
        raise Refused("your_own_or_organisers", "agency")
    if command.agency not in asking.room.agencies:
        raise Refused("no_such_agency", "agency")
    if command.agency in asking.room.reports:
        raise Refused("already_there", "agency")
