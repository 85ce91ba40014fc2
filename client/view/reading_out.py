"""Parts of the day between the cases, as they are read out: what is outstanding, which flags have
ended (AG-1, AG-8, OUT-4).

Each person sees what is theirs to read, and the same sentences above it, whatever that is. Names
and words are not read out: somebody in the room may be out of that case, and nobody may know.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, assert_never

from agenda.london import full_date, short_date
from agenda.parts import WORDS
from agenda.plan import Role
from agenda.protocol import DayPart
from agenda.running_order import item_of_outstanding
from client.view.rows import Piece, Row, Tone, line, quiet, row, strong
from client.view.seen import Seen
from meeting.earlier import EarlierToldOf, OutstandingPart
from meeting.room import Item

READ_OUT: Final = (
    "Read out date, number, agency and day, and never words or names: somebody in the room may be "
    "out of that case. The coordinator marks at the desk what became of each."
)
LISTEN: Final = (
    "The chair reads out date, number and agency. Answer for your agency: done, or not done and "
    "why. Keep words and names to yourself: somebody in the room may be out of that case."
)
FLAGS: Final = (
    "The flags of these people have ended: take them off your files. The names are not read out."
)
SUCCESSES: Final = "What has gone well since the last meeting, told without a name."
NOTHING: Final = "There is nothing here for you to read."
READS: Final = frozenset({Role.CHAIR, Role.MINUTE_TAKER})


def part_shown(seen: Seen) -> DayPart | None:
    """The part of the day that is on, unless this person looks at something else."""
    return None if seen.chosen is not None else seen.room.part


def part_title(part: DayPart) -> str:
    """What it is called on the agenda."""
    return WORDS[part]


def part_rows(seen: Seen, part: DayPart) -> tuple[Row, ...]:
    """What is read out in a part of the day."""
    match part:
        case DayPart.OUTSTANDING:
            return _outstanding(seen, None)
        case DayPart.EXPIRING:
            return _expiring(seen)
        case DayPart.SUCCESSES:
            return (row(SUCCESSES),)
        case (
            DayPart.OPENING
            | DayPart.DECLARATION
            | DayPart.CASES
            | DayPart.SUMMARY
            | DayPart.NEXT_MEETING
        ):
            return ()
        case _:
            assert_never(part)


def section_rows(seen: Seen, item: Item) -> tuple[Row, ...] | None:
    """What is read out before the cases of a section; None where ``item`` is not that."""
    sections = seen.room.protocol.day.sections
    of_sections = {item_of_outstanding(rule) for rule in sections if rule.outstanding}
    return _outstanding(seen, item.item) if item.item in of_sections else None


def _outstanding(seen: Seen, before: str | None) -> tuple[Row, ...]:
    told = [each for each in seen.state.earlier() if each.outstanding and each.before == before]
    found = [(each, part) for each in told for part in each.outstanding]
    found.sort(key=lambda one: _order(seen, *one))
    above = READ_OUT if seen.role_in_meeting in READS else LISTEN
    return (row(above), *(_by_section(seen, found) or (row(""), row(quiet(NOTHING)))))


def _order(seen: Seen, told: EarlierToldOf, part: OutstandingPart) -> tuple[object, ...]:
    due = part.due or date.max
    return told.section, seen.name_of(part.agency), due, told.heard_on, told.number, part.label


def _by_section(
    seen: Seen, found: Iterable[tuple[EarlierToldOf, OutstandingPart]]
) -> tuple[Row, ...]:
    rows: list[Row] = []
    section = ""
    for told, part in found:
        if told.section != section:
            section = told.section
            rows += [row(""), row(strong(section))]
        rows += [row(""), _part(seen, told, part)]
    return tuple(rows)


def _part(seen: Seen, told: EarlierToldOf, part: OutstandingPart) -> Row:
    mine = " ◀ you" if part.agency == seen.agency and seen.role_in_meeting not in READS else ""
    which = f"{seen.name_of(part.agency)}{mine} · {_said(told)}, {part.label}"
    urgent = (Piece("! urgent: ", Tone.BAD),) if part.urgent else ()
    named = (quiet(f" ({part.named})"),) if part.named else ()
    return Row(
        (
            line(strong(which), right=_due(seen, part.due), indent=2),
            line("  ", *urgent, part.text, *named, indent=2),
        )
    )


def _due(seen: Seen, due: date | None) -> Piece:
    if due is None:
        return quiet("no day")
    if due < seen.room.day:
        return Piece(f"! late, {short_date(due)}", Tone.BAD)
    return Piece(f"by {short_date(due)}", Tone.WARNING)


def _said(told: EarlierToldOf) -> str:
    return f"{short_date(told.heard_on)}, case {told.number}"


def _expiring(seen: Seen) -> tuple[Row, ...]:
    return (row(FLAGS), *(tuple(_flags(seen)) or (row(""), row(quiet(NOTHING)))))


def _flags(seen: Seen) -> Iterator[Row]:
    ended = [each for each in seen.state.earlier() if each.flag_until is not None]
    for told in sorted(ended, key=lambda each: (each.heard_on, each.number)):
        until = quiet(f"flag ended {short_date(told.flag_until)}" if told.flag_until else "")
        heard = f"Heard {full_date(told.heard_on)}, case {told.number}"
        people = line("  ", "; ".join(told.people), indent=2)
        yield row("")
        yield Row((line(strong(heard), right=until, indent=2), people))
