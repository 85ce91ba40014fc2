"""Parts of the day between the cases, as they are read out: what is outstanding, which flags have
ended (AG-1, AG-8, OUT-4).

Each person sees what is theirs to read, and the same sentences above it, whatever that is. Names
and words are not read out: somebody in the room may be out of that case, and nobody may know.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from agenda.london import full_date, short_date
from agenda.parts import WORDS
from agenda.plan import Role
from agenda.protocol import DayPart
from agenda.running_order import item_of_outstanding
from client.view.rows import Piece, Row, Tone, line, quiet, row, strong
from client.view.seen import Seen
from meeting.earlier import EarlierToldOf, OutstandingAnswered, OutstandingPart, ToldOf
from meeting.room import Item

READ_OUT: Final = (
    "Read out date, number, agency and day, and never words or names: somebody in the room may be "
    "out of that case. The minute-taker records what each agency says: d done, n not done and why."
)
LISTEN: Final = (
    "The chair reads out date, number and agency. Answer for your agency: d done, n not done and "
    "why. Keep words and names to yourself: somebody in the room may be out of that case."
)
FLAGS: Final = (
    "The flags of these people have ended: take them off your files. The names are not read out."
)
SUCCESSES: Final = (
    "What has gone well since the last meeting, told without a name. What is written down (w) "
    "stands in its earlier case, and only who may read that reads it."
)
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
            return (row(SUCCESSES), *_successes(seen))
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
    return _outstanding(seen, item.item) if item.item in _items_of_sections(seen) else None


def _items_of_sections(seen: Seen) -> frozenset[str]:
    sections = seen.room.protocol.day.sections
    return frozenset(item_of_outstanding(rule) for rule in sections if rule.outstanding)


@dataclass(frozen=True, slots=True)
class Read:
    """One agency's part of an action of an earlier case, as it is read out here and now."""

    earlier: str
    told: EarlierToldOf
    part: OutstandingPart
    answered: int
    answer: OutstandingAnswered | None

    @property
    def key(self) -> str:
        """What the cursor is on."""
        return f"{self.earlier} {self.part.label} {self.part.agency}"


def parts_read(seen: Seen) -> tuple[Read, ...]:
    """What is read out where this person looks, in its order; nothing at any other moment."""
    shown, item = part_shown(seen), seen.item
    if shown is DayPart.OUTSTANDING:
        return _read(seen, None)
    if shown is None and item is not None and item.item in _items_of_sections(seen):
        return _read(seen, item.item)
    return ()


def _read(seen: Seen, before: str | None) -> tuple[Read, ...]:
    found = [
        Read(
            earlier,
            told,
            part,
            len(value.answers.get((part.label, part.agency), ())),
            last.said if last is not None else None,
        )
        for earlier, told, value in seen.state.earlier_cases()
        if told.before == before
        for part in told.outstanding
        for last in (value.answer_to(part.label, part.agency),)
    ]
    return tuple(sorted(found, key=lambda one: _order(seen, one.told, one.part)))


def _outstanding(seen: Seen, before: str | None) -> tuple[Row, ...]:
    above = READ_OUT if seen.role_in_meeting in READS else LISTEN
    rows = _by_section(seen, _read(seen, before))
    return (row(above), *(rows or (row(""), row(quiet(NOTHING)))))


def _order(seen: Seen, told: EarlierToldOf, part: OutstandingPart) -> tuple[object, ...]:
    due = part.due or date.max
    return told.section, seen.name_of(part.agency), due, told.heard_on, told.number, part.label


def _by_section(seen: Seen, found: Iterable[Read]) -> tuple[Row, ...]:
    rows: list[Row] = []
    section = ""
    for read in found:
        if read.told.section != section:
            section = read.told.section
            rows += [row(""), row(strong(section))]
        rows += [row(""), _part(seen, read)]
    return tuple(rows)


def said_of(seen: Seen, read: Read) -> str:
    """``Housing · Tue 27 Oct, case 4, A1``: what may be said aloud."""
    return f"{seen.name_of(read.part.agency)} · {_said(read.told)}, {read.part.label}"


def _part(seen: Seen, read: Read) -> Row:
    part, answer = read.part, read.answer
    mine = part.agency == seen.agency and seen.role_in_meeting not in READS
    agency, rest = said_of(seen, read).split(" · ", 1)
    which = f"{agency}{' ◀ you' if mine else ''} · {rest}"
    urgent = (Piece("! urgent: ", Tone.BAD),) if part.urgent else ()
    named = (quiet(f" ({part.named})"),) if part.named else ()
    right = _due(seen, part.due) if answer is None else _became(answer)
    lines = [
        line(strong(which), right=right, indent=2),
        line("  ", *urgent, part.text, *named, indent=2),
    ]
    if part.reason_before:
        before = ": ".join(filter(None, (part.reason_before.lower(), part.note_before)))
        lines.append(line(quiet(f"  asked before, and not done: {before}"), indent=4))
    if answer is not None and (said := _why(answer)):
        lines.append(line(f"  {said}", indent=4))
    return Row(tuple(lines), read.key)


def _became(answer: OutstandingAnswered) -> Piece:
    return Piece("✓ done", Tone.GOOD) if answer.done else Piece("! not done", Tone.BAD)


def _why(answer: OutstandingAnswered) -> str:
    """``again by Fri 27 Nov · circumstances changed: she has moved``."""
    why = ": ".join(filter(None, (answer.reason.lower(), answer.note)))
    again = f"again by {short_date(answer.due_again)}" if answer.due_again else ""
    by = "recorded by the minute-taker" if answer.on_behalf else ""
    return " · ".join(filter(None, (again, why, by)))


def _due(seen: Seen, due: date | None) -> Piece:
    if due is None:
        return quiet("no day")
    if due < seen.room.day:
        return Piece(f"! late, {short_date(due)}", Tone.BAD)
    return Piece(f"by {short_date(due)}", Tone.WARNING)


def _said(told: EarlierToldOf) -> str:
    return f"{short_date(told.heard_on)}, case {told.number}"


EarlierRead = tuple[str, EarlierToldOf, ToldOf]
"""An earlier case by its id, what is told of it, and what was said of it."""


def earlier_read(seen: Seen) -> tuple[EarlierRead, ...]:
    """The earlier cases that this person reads, the latest meeting first."""
    return tuple(
        sorted(
            seen.state.earlier_cases(),
            key=lambda each: (-each[1].heard_on.toordinal(), _number(each[1].number)),
        )
    )


def _number(said: str) -> tuple[int, str]:
    return (int(said) if said.isdecimal() else 0, said)


def said_case(told: EarlierToldOf) -> str:
    """``Tue 27 Oct, case 4``: what may be said aloud."""
    return _said(told)


def _successes(seen: Seen) -> Iterator[Row]:
    for _, told, value in earlier_read(seen):
        for each in value.successes.values():
            by = ", recorded by the minute-taker" if each.on_behalf else ""
            who = strong(f"{seen.name_of(each.agency)} · {_said(told)}")
            yield row("")
            yield Row((line(who, quiet(by), indent=2), line("  ", each.text, indent=2)))


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
