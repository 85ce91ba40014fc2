"""The board before the day: who is expected, whose research is in, and what still waits (ATT-1,
ATT-3, AG-4). Of cases it counts those that its reader may read.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from agenda.london import clock_time
from agenda.protocol.attendance import Readiness
from agenda.readiness import OF_AGENCIES, not_yet
from client.view.preparing import is_asked, voices
from client.view.releasing import release_rows
from client.view.rows import Piece, Row, Tone, quiet, row, strong
from client.view.seen import Seen
from meeting.labels import ROLES
from meeting.room import Attendance, Line
from meeting.values import AgencyId, PersonId

NOTHING_KNOWN: Final = (
    "Nobody has said yet who is ready for the table: whoever runs the server does, with "
    "marac-server people ready"
)


def board_rows(seen: Seen) -> tuple[Row, ...]:
    """What is missing first; then an agency after the other with its people, by their ids."""
    speak = voices(seen.room)
    lacking = unready(seen)
    others = [each for each in seen.room.register.values() if each.agency not in speak]
    return (
        *_missing(seen),
        *_nothing_known(seen, lacking),
        *(each for agency in speak for each in _agency(seen, agency, lacking)),
        *(_person(seen, each, f"{seen.name_of(each.agency)}, ") for each in others),
    )


def is_coming(line: Line) -> bool:
    """Whether somebody is counted on."""
    return line.attendance is Attendance.EXPECTED


def nobody_comes(seen: Seen) -> tuple[AgencyId, ...]:
    """Core agencies from which nobody is to come (ATT-3)."""
    speak = voices(seen.room)
    core = seen.room.protocol.attendance.core_agencies
    return tuple(a for a in core if not any(map(is_coming, speak.get(a, ()))))


def _missing(seen: Seen) -> Iterator[Row]:
    silent = [
        agency
        for agency in voices(seen.room)
        if _of(seen, agency) and not _done(seen, agency) and agency not in seen.room.reports
    ]
    core = set(seen.room.protocol.attendance.core_agencies)
    missing = (
        ("Core agencies from which nobody comes", nobody_comes(seen)),
        ("Core agencies that have said nothing", tuple(a for a in silent if a in core)),
    )
    said = [(words, agencies) for words, agencies in missing if agencies]
    for words, agencies in said:
        names = ", ".join(_with_report(seen, agency) for agency in agencies)
        yield row(Piece(f"! {words}: {names}", Tone.WARNING), indent=2)
    if said:
        yield row("")


def unready(seen: Seen) -> Mapping[PersonId, tuple[Readiness, ...]]:
    """What is lacking of whom before they are ready for the table (ATT-4).

    Nothing for who may not read it; nor where it is everything of everybody, since then nobody has
    written any of it down.
    """
    lacking = seen.state.gaps.lacking
    speak = [each.person for people in voices(seen.room).values() for each in people]
    asked = seen.room.protocol.attendance.readiness
    return {} if all(lacking.get(each) == asked for each in speak) else lacking


def not_ready(
    lacking: tuple[Readiness, ...], among: Callable[[Readiness], bool]
) -> tuple[Row, ...]:
    """A line that warns, if there is anything to warn of."""
    found = tuple(check for check in lacking if among(check))
    return (row(Piece(f"    ! {not_yet(found)}", Tone.WARNING), indent=6),) if found else ()


def _nothing_known(seen: Seen, lacking: Mapping[PersonId, tuple[Readiness, ...]]) -> Iterator[Row]:
    if seen.state.gaps.lacking and not lacking:
        yield row(Piece(f"! {NOTHING_KNOWN}", Tone.WARNING), indent=2)
        yield row("")


def _with_report(seen: Seen, agency: AgencyId) -> str:
    sent = " (report in)" if agency in seen.room.reports else ""
    return f"{seen.name_of(agency)}{sent}"


def _agency(
    seen: Seen, agency: AgencyId, lacking: Mapping[PersonId, tuple[Readiness, ...]]
) -> Iterator[Row]:
    core = " · core" if agency in seen.room.protocol.attendance.core_agencies else ""
    report = " · report in" if agency in seen.room.reports else ""
    yield row(strong(seen.name_of(agency)), quiet(f"{core}{report}"), right=_research(seen, agency))
    yield from release_rows(seen, agency)
    theirs = [each for each in seen.room.register.values() if each.agency == agency]
    of_agency = next(filter(None, (lacking.get(each.person) for each in theirs)), ())
    yield from not_ready(of_agency, OF_AGENCIES.__contains__)
    for each in theirs:
        yield _person(seen, each)
        yield from not_ready(lacking.get(each.person, ()), lambda check: check not in OF_AGENCIES)


def _of(seen: Seen, agency: AgencyId) -> int:
    people = voices(seen.room).get(agency, ())
    return sum(is_asked(case, people) for case in seen.state.cases())


def _done(seen: Seen, agency: AgencyId) -> int:
    people = voices(seen.room).get(agency, ())
    cases = (case for case in seen.state.cases() if is_asked(case, people))
    return sum(agency in case.research for case in cases)


def _research(seen: Seen, agency: AgencyId) -> Piece:
    """``2 of 3 cases, 4 points``: of the cases that this reader may read, and that it is asked."""
    done, of = _done(seen, agency), _of(seen, agency)
    if not of:
        return quiet("")
    research = (case.research.get(agency) for case in seen.state.cases())
    points = sum(each.points for each in research if each)
    known = "" if not points else ", 1 point" if points == 1 else f", {points} points"
    words = f"{done} of {of} cases{known}"
    return Piece(words, Tone.GOOD if done == of else Tone.PLAIN if done else Tone.WARNING)


def _person(seen: Seen, each: Line, of: str = "") -> Row:
    words, tone = _coming(seen, each)
    role = "IDVA" if each.speaks_for_victim else ROLES[each.role]
    what = "" if role == "representative" else f"  {of}{role}"
    deputy = f"  deputy of {_name(seen, each.deputises_for)}" if each.deputises_for else ""
    return row(
        each.name if of else f"  {each.name}",
        quiet(f"{what}{deputy}{renewed_words(seen, each)}"),
        right=Piece(words, tone),
        key=each.person,
        indent=4,
    )


def _coming(seen: Seen, each: Line) -> tuple[str, Tone]:
    """What the register expects, in words with a sign; whom somebody sends is said first."""
    if is_coming(each):
        return "· expected", Tone.PLAIN
    deputies = (d for d in seen.room.register.values() if d.deputises_for == each.person)
    sent = next((d for d in deputies if is_coming(d)), None)
    if sent is not None:
        return f"- sends {sent.name}", Tone.PLAIN
    return f"- {each.attendance}", Tone.WARNING


def renewed_words(seen: Seen, line: Line) -> str:
    """That the account is new, and who asked for it: so that it is seen (CON-2)."""
    if line.renewal is None:
        return ""
    asked_by = line.renewal.asked_by
    by = "" if asked_by is None else f", asked for by {seen.person(asked_by)}"
    return f" · account renewed {clock_time(line.renewal.at)}{by}"


def _name(seen: Seen, person: PersonId) -> str:
    line = seen.room.register.get(person)
    return line.name if line else person


def coming_words(coming: int, agencies: int) -> str:
    """``5 of 6 agencies are to come``."""
    called = "agency" if agencies == 1 else "agencies"
    return f"{coming} of {agencies} {called} {'is' if 1 in {coming, agencies} else 'are'} to come"


def board_head(seen: Seen) -> tuple[Row, ...]:
    """How many are to come and how many agencies have looked into everything, in one line."""
    speak = voices(seen.room)
    coming = sum(any(map(is_coming, people)) for people in speak.values())
    pieces = [coming_words(coming, len(speak))]
    if any(True for _ in seen.state.cases()):
        whole = sum(_done(seen, a) == _of(seen, a) for a in speak)
        has = "has" if whole == 1 else "have"
        pieces.append(f"{whole} of {len(speak)} {has} all research in")
    return (row(strong(" · ".join(pieces))),)
