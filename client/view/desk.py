"""The coordinator's desk in rows: the meetings, what is due, and one meeting with its past."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from agenda.london import clock_time, full_date, short_date
from agenda.readiness import not_yet
from agenda.running_order import Kind
from client.acts.settling import action_key, question_key
from client.view.rows import Line, Piece, Row, Tone, line, quiet, row, strong
from meeting.desk import (
    Desk,
    DeskAction,
    DeskDeadline,
    DeskItem,
    DeskMeeting,
    DeskQuestion,
    DeskSheet,
    DeskUnready,
    MeetingStands,
    MoveDraftCase,
    Urgency,
)
from meeting.labels import listed

ASKED: Final = "One moment ..."
NO_MEETING: Final = "There is no meeting yet. Whoever runs the server makes one: agenda new"
PROCESSED_BY_OTHERS: Final = "processed by somebody else"
CUT: Final = "There is more than fits here. marac-server agenda prints all of it."
STANDS: Final = {
    MeetingStands.DRAFT: ("draft", Tone.WARNING),
    MeetingStands.PUBLISHED: ("published", Tone.GOOD),
    MeetingStands.TODAY: ("today", Tone.GOOD),
    MeetingStands.OVER: ("over", Tone.QUIET),
}
URGENCIES: Final = {
    Urgency.DONE: ("✓", Tone.GOOD),
    Urgency.PASSED: ("✓", Tone.QUIET),
    Urgency.LATE: ("✗", Tone.BAD),
    Urgency.SOON: ("!", Tone.WARNING),
    Urgency.THERE_IS_TIME: ("·", Tone.GOOD),
    Urgency.NO_DATE: ("?", Tone.WARNING),
}
"""A sign besides the colour."""


def meeting_rows(desk: Desk) -> tuple[Row, ...]:
    """Every meeting by its day; Enter shows another."""
    rows = tuple(_meeting(desk, each) for each in desk.meetings)
    return rows or (row(NO_MEETING),)


def _meeting(desk: Desk, each: DeskMeeting) -> Row:
    is_shown = desk.sheet is not None and desk.sheet.meeting == each.id
    day = Piece(short_date(each.day), Tone.STRONG if is_shown else Tone.PLAIN)
    words, tone = STANDS[each.stands]
    cases = f"{each.cases} case{'' if each.cases == 1 else 's'}"
    first = line(day, quiet(" ◀ shown") if is_shown else "", right=Piece(words, tone))
    return Row((first, line(quiet(f"  {each.id} · {cases}"), indent=2)), each.id)


def title(desk: Desk) -> str:
    """Which meeting is shown."""
    found = (each for each in desk.meetings if desk.sheet and each.id == desk.sheet.meeting)
    shown = next(found, None)
    return f"{shown.area}, {full_date(shown.day)}" if shown else "the meeting"


# What is due


def deadline_rows(sheet: DeskSheet) -> tuple[Row, ...]:
    """Each deadline with what is left; what contradicts comes first."""
    against = tuple(
        Row((line(Piece(f"✗ {sentence}", Tone.BAD), indent=2),))
        for sentence in sheet.contradictions
    )
    due = tuple(map(_deadline, sheet.deadlines))
    none = () if due else (row(quiet("The protocol sets no deadline.")),)
    return (*against, *due, *none)


def _deadline(due: DeskDeadline) -> Row:
    sign, tone = URGENCIES[due.urgency]
    if due.urgency is Urgency.NO_DATE:
        return Row((line(Piece(f"{sign} ", tone), due.name), *_under(due.left, tone)))
    name = line(Piece(f"{sign} ", tone), due.name, right=Piece(due.left, tone))
    return Row((name, line(quiet(f"  {due.when}"), indent=2), *_under(due.mind, Tone.WARNING)))


def _under(words: str, tone: Tone) -> tuple[Line, ...]:
    return (line(Piece(f"  {words}", tone), indent=2),) if words else ()


# One meeting


def day_rows(sheet: DeskSheet) -> tuple[Row, ...]:
    """The running order, what waits, and what the past says."""
    return (
        *_headed("Running order", _order(sheet)),
        *_to_follow_up(sheet.follow_up),
        *_headed("Repeats", map(_indented, sheet.repeats)),
        *_asked(sheet.questions),
        *_headed("Flags that end by this meeting", map(_indented, sheet.flags)),
        *_headed("Outstanding actions", _outstanding(sheet.outstanding)),
        *_unready(sheet.unready),
        *((row(Piece(CUT, Tone.WARNING)),) if sheet.cut else ()),
    )


def _to_follow_up(said: tuple[str, ...]) -> Iterator[Row]:
    """Only where there is anything: of most meetings there is not (CASE-6)."""
    if said:
        yield from _headed(
            "To follow up", (row(Piece(f"! {each}", Tone.WARNING), indent=2) for each in said)
        )


def move(sheet: DeskSheet, case: str, by: int) -> MoveDraftCase | None:
    """The command that hears ``case`` one place earlier or later; None where it has none to go to.

    It stays within its section, and among the cases that came into the draft; one with a time of
    its own makes no room, and is passed by.
    """
    cases = [item for item in sheet.order if item.in_draft and _makes_room(item, case)]
    at = next((n for n, item in enumerate(cases) if item.case == case), None)
    if at is None or sheet.version is None or not 0 <= at + by < len(cases):
        return None
    item, other = cases[at], cases[at + by]
    if item.closed or other.section != item.section or other.case is None or item.starts is None:
        return None
    return MoveDraftCase(meeting=sheet.meeting, version=sheet.version, case=case, to=other.case)


def _makes_room(item: DeskItem, case: str) -> bool:
    return item.case is not None and (item.fixed_at is None or item.case == case)


def _headed(words: str, rows: Iterable[Row]) -> Iterator[Row]:
    yield row(strong(words))
    yield from rows
    yield row("")


def _order(sheet: DeskSheet) -> Iterator[Row]:
    for sentence in filter(None, (sheet.problem, *sheet.remarks)):
        yield Row((line(Piece(f"! {sentence}", Tone.WARNING), indent=2),))
    is_draft, above = sheet.version is not None, ""
    for item in sheet.order:
        if is_draft and item.section not in {"", above}:
            above = item.section
            yield row(quiet(above))
        yield _item(item, "" if is_draft else item.section)
    if not sheet.order and not sheet.problem:
        yield row(quiet("No case is on the list yet."))
    if sheet.left:
        words = f"! Left by the meeting before: {listed(sheet.left, 'and')}. c carries it over."
        yield Row((line(Piece(words, Tone.WARNING), indent=2),))
    if sheet.waiting:
        yield Row((line(Piece(f"! {waits(sheet.waiting)}", Tone.WARNING), indent=2),))


def waits(count: int) -> str:
    """How many referrals wait, and why; of whom they are is nobody's here (CON-3)."""
    which = "1 referral waits" if count == 1 else f"{count} referrals wait"
    return f"{which} for somebody else to process: whoever brought it in may be a party of it."


def _item(item: DeskItem, section: str) -> Row:
    """``section`` is said beside the case where not all of them are known, and so not above."""
    label = f"{_clock(item)}  {item.label}"
    if item.kind is not Kind.CASE:
        return row(quiet(f"{label}, {item.minutes} minutes"))
    if item.closed:
        return row(label, "  ", quiet(PROCESSED_BY_OTHERS), indent=7)
    said = f"  {item.said}" if item.said else ""
    right = quiet(item.agency or section)
    first = row(label, *_fixed(item), said, right=right, key=item.case or "", indent=7)
    return Row((*first.lines, *_alike(item), *_guests(item)), first.key)


def _alike(item: DeskItem) -> Iterator[Line]:
    """It stands at both, so that neither is heard as if there were no other (AG-7)."""
    if item.alike:
        words = f"! the same people as {listed(item.alike, 'and')}?"
        yield line("       ", Piece(words, Tone.WARNING), indent=7)


def _guests(item: DeskItem) -> Iterator[Line]:
    """Who comes for this case alone (ROLE-6)."""
    if item.guests:
        which = "guest" if len(item.guests) == 1 else "guests"
        yield line("       ", quiet(f"{which}: {listed(item.guests, 'and')}"), indent=7)


def _clock(item: DeskItem) -> str:
    return "--:--" if item.starts is None else clock_time(item.starts)


def _fixed(item: DeskItem) -> Iterator[Piece]:
    """That it has a time of its own; which, where it comes at another (AG-3)."""
    if item.fixed_at is not None:
        at = f"{item.fixed_at:%H:%M}"
        is_late = at != _clock(item)
        words, tone = (f"fixed for {at}", Tone.WARNING) if is_late else ("fixed", Tone.STRONG)
        yield from (Piece("  "), Piece(words, tone))


def _outstanding(actions: Iterable[DeskAction]) -> Iterator[Row]:
    found = tuple(actions)
    for section, rows in groupby(found, lambda action: action.section):
        if section:
            yield row(quiet(section))
        yield from map(_action, rows)
    if not found:
        yield row(quiet("Nothing is outstanding."))


def _action(action: DeskAction) -> Row:
    tone = Tone.BAD if action.is_late else Tone.PLAIN
    due = f"{action.due}, late" if action.is_late else action.due
    first = line(action.agency, quiet(f"  {action.name}"), right=Piece(due, tone))
    urgent = Piece("urgent: ", Tone.WARNING) if action.is_urgent else Piece("")
    second = line(Piece("  "), urgent, action.text, indent=2)
    return Row((first, second), action_key(action))


def _unready(people: tuple[DeskUnready, ...]) -> Iterator[Row]:
    """A gap is said, and shuts no door (ATT-4)."""
    if people:
        yield from _headed("Not ready for the table", map(_unready_person, people))


def _unready_person(one: DeskUnready) -> Row:
    who = line(Piece("! ", Tone.WARNING), one.name, quiet(f"  {one.agency}"))
    return Row((who, *_under(not_yet(one.lacking), Tone.WARNING)))


def _asked(questions: tuple[DeskQuestion, ...]) -> Iterator[Row]:
    if questions:
        yield from _headed("The same people?", map(_question, questions))


def _question(question: DeskQuestion) -> Row:
    which = f"{question.earlier} and {question.later}: "
    return row(
        Piece("? ", Tone.WARNING), which, "say whether", key=question_key(question), indent=2
    )


def _indented(said: str) -> Row:
    """A line as the command line has it; what is under it stays under it."""
    words = said.lstrip(" ")
    indent = len(said) - len(words)
    return row(f"{said[:indent]}{words}", indent=indent + 2)
