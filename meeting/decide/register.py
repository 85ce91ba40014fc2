"""Coming, and the confidentiality declaration: ATT-1, ATT-2, SIGN-1 to SIGN-3, ROLE-8."""

from collections.abc import Mapping
from typing import assert_never

from meeting.afterwards import signs_afterwards
from meeting.commands import (
    AgreeObserver,
    Attend,
    RecordApologies,
    RecordNoLaptop,
    RecordReport,
    RefuseDeclaration,
    SignDeclaration,
    SignIn,
    WitnessRefusal,
    WitnessSignature,
)
from meeting.decide.asking import Asking
from meeting.decide.visitors import agree_observer, need_a_seat
from meeting.labels import PHASES
from meeting.room import (
    ApologiesReceived,
    Attendance,
    DeclarationRefused,
    DeclarationSigned,
    LaptopLost,
    Line,
    PersonAttended,
    Phase,
    ReportReceived,
    RoomEvent,
)
from meeting.state import Placed
from meeting.values import Digest, PersonId
from meeting.words import Refused

RegisterCommands = (
    Attend
    | SignIn
    | RecordNoLaptop
    | RecordApologies
    | RecordReport
    | AgreeObserver
    | SignDeclaration
    | RefuseDeclaration
    | WitnessSignature
    | WitnessRefusal
)


NO_APOLOGIES: Mapping[Attendance, str] = {
    Attendance.PRESENT: "already_present",
    Attendance.STEPPED_OUT: "was_here_today",
    Attendance.RELEASED: "was_here_today",
    Attendance.LEFT: "has_left_already",
    Attendance.APOLOGIES: "already_there",
}
"""Why apologies cannot be recorded for somebody whose line says so already."""


def decide_register(asking: Asking, command: RegisterCommands) -> tuple[Placed, ...]:
    """What the register says after ``command``."""
    return (asking.in_room(_entry(asking, command)),)


def _entry(asking: Asking, command: RegisterCommands) -> RoomEvent:
    match command:
        case Attend():
            return _attended(asking)
        case SignIn():
            return _signed_in(asking, command.person)
        case RecordNoLaptop():
            return _laptop_lost(asking, command.person)
        case RecordApologies():
            return _apologies(asking, command.person)
        case RecordReport():
            return _report(asking, command)
        case AgreeObserver():
            return agree_observer(asking, asking.somebody(command.person))
        case SignDeclaration():
            return _signed(asking, command)
        case RefuseDeclaration():
            return _refused(asking.line, witness=None)
        case WitnessSignature():
            line = _without_laptop(asking, command.person)
            return _signature(asking, line, line.name, command.digest, witness=asking.who.person)
        case WitnessRefusal():
            return _refused(_without_laptop(asking, command.person), witness=asking.who.person)
        case _:
            assert_never(command)


def _attended(asking: Asking) -> PersonAttended:
    if asking.line.is_present and asking.line.laptop:
        raise Refused("already_present")
    need_a_seat(asking, asking.line)
    return PersonAttended(person=asking.who.person, laptop=True)


def _signed_in(asking: Asking, person: PersonId) -> PersonAttended:
    line = asking.somebody(person)
    if line.is_present:
        raise Refused("already_present", "person")
    need_a_seat(asking, line)
    return PersonAttended(person=person, laptop=False)


def _laptop_lost(asking: Asking, person: PersonId) -> LaptopLost:
    line = asking.somebody(person)
    if not line.is_present:
        raise Refused("not_here", "person")
    if not line.laptop:
        raise Refused("already_there", "person")
    return LaptopLost(person=person)


def _apologies(asking: Asking, person: PersonId) -> ApologiesReceived:
    attendance = asking.somebody(person).attendance
    if attendance in NO_APOLOGIES:
        raise Refused(NO_APOLOGIES[attendance], "person")
    return ApologiesReceived(person=person)


def _report(asking: Asking, command: RecordReport) -> ReportReceived:
    if command.agency not in asking.room.agencies:
        raise Refused("no_such_agency", "agency")
    if command.agency in asking.room.reports:
        raise Refused("already_there", "agency")
    return ReportReceived(agency=command.agency)


def _signed(asking: Asking, command: SignDeclaration) -> DeclarationSigned:
    room, registered = asking.room, asking.line.name
    if room.phase is Phase.APPROVED and not signs_afterwards(room, asking.line):
        raise Refused("not_now", when=PHASES[room.phase])
    if command.name.casefold() != registered.casefold():
        raise Refused("name_differs", "name", name=registered)
    return _signature(asking, asking.line, registered, command.digest, witness=None)


def _signature(
    asking: Asking, line: Line, name: str, digest: Digest, *, witness: PersonId | None
) -> DeclarationSigned:
    declaration = asking.room.protocol.declaration
    if line.has_signed_here:
        raise Refused("already_signed")
    if digest != declaration.digest:
        raise Refused("other_wording", "digest")
    return DeclarationSigned(
        person=line.person,
        name=name,
        version=declaration.version,
        digest=declaration.digest,
        witness=witness,
    )


def _refused(line: Line, *, witness: PersonId | None) -> DeclarationRefused:
    if line.has_signed_here:
        raise Refused("already_signed")
    if line.refused:
        raise Refused("already_there")
    return DeclarationRefused(person=line.person, witness=witness)


def _without_laptop(asking: Asking, person: PersonId) -> Line:
    line = asking.somebody(person)
    if not line.is_present:
        raise Refused("not_here", "person")
    if line.laptop:
        raise Refused("has_a_laptop", "person", name=line.name)
    return line
