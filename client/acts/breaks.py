"""The chair moves a break on the day, makes it shorter or longer, or skips it (AG-11)."""

from datetime import datetime, time
from typing import Final

from agenda.london import clock_time, from_london
from client.acts.form import Act, Answers, Choice, Form, Option, Unclear, Words
from client.view.rows import Row, quiet, row, strong
from client.view.seen import Seen
from meeting.breaks import place_of
from meeting.commands import ChangeBreak, SkipBreak
from meeting.forecast import forecast
from meeting.room import (
    BREAK_MINUTES,
    BreakChanged,
    BreakSkipped,
    Item,
    ItemState,
    Room,
    fold_room,
)

TAKEN, SKIPPED = "taken", "skipped"
A_TIME: Final = "Write the time as 10:45."
SOME_MINUTES: Final = f"A number of minutes from 1 to {BREAK_MINUTES}."
COMES_LAST: Final = "Nothing is expected to come after it: skip it, or choose an earlier time."


def to_change(seen: Seen) -> Item | None:
    """The break under the cursor, else the one that is on, else the next; one that is skipped only
    under the cursor.
    """
    breaks = [i for i in seen.room.items.values() if i.case is None]
    able = [item for item in breaks if item.state is not ItemState.OVER]
    pointed = next((item for item in able if item.item == seen.pointed), None)
    states = (ItemState.ON, ItemState.LISTED)
    following = (item for state in states for item in able if item.state is state)
    return pointed or next(following, None)


def words(seen: Seen) -> str:
    """What the key is called now."""
    item = to_change(seen)
    return f"change {item.label.lower()}" if item else "change the break"


def change(seen: Seen) -> Act | None:
    """When it begins, how long it is, and whether it is taken at all."""
    item = to_change(seen)
    if item is None:
        return None
    is_on = item.state is ItemState.ON
    begins = Words("at", "From", "as 10:45", clock_time(item.starts), proposed=True)
    ways = (Option(TAKEN, "taken"), Option(SKIPPED, "skipped"))
    return Form(
        f"{item.label}, planned for {clock_time(item.starts)}, {item.minutes} minutes",
        lambda answers: _command(seen, item, answers),
        (
            *(() if is_on else (begins,)),
            Words("minutes", "Minutes", SOME_MINUTES, str(item.minutes), proposed=True),
            *(() if is_on else (Choice("way", "It is", ways, TAKEN),)),
        ),
        said=(row("What comes after it follows, on every screen."),),
        remarks=lambda answers: _remarks(seen, item, answers),
        yes="change it",
        of_meeting=True,
        anew=change,
    )


def _command(seen: Seen, item: Item, answers: Answers) -> ChangeBreak | SkipBreak:
    if answers.one("way") == SKIPPED:
        return SkipBreak(item=item.item, version=item.version)
    return ChangeBreak(
        item=item.item,
        version=item.version,
        starts=_starts(seen.room, item, answers),
        minutes=_minutes(answers),
    )


def _starts(room: Room, item: Item, answers: Answers) -> datetime:
    said = answers.one("at").strip().replace(".", ":")
    if not said or said == clock_time(item.starts):
        return item.starts
    try:
        hour, minute = (int(part) for part in said.split(":"))
        return from_london(room.day, time(hour, minute))
    except ValueError:
        raise Unclear("at", A_TIME) from None


def _minutes(answers: Answers) -> int:
    said = answers.one("minutes").strip()
    if not said.isdecimal() or not 1 <= int(said) <= BREAK_MINUTES:
        raise Unclear("minutes", SOME_MINUTES)
    return int(said)


def _remarks(seen: Seen, item: Item, answers: Answers) -> tuple[Row, ...]:
    """When it would begin then, and the day be over."""
    try:
        then = _room_then(seen, item, answers)
    except Unclear:
        return ()
    day = forecast(then, seen.now, seen.left) if then is not None else None
    if day is None:
        return (row(quiet(COMES_LAST)),)
    begins = day.expected.get(item.item)
    first = (row(quiet("then "), f"{item.label.lower()} {clock_time(begins)}"),) if begins else ()
    return (*first, row(quiet("then "), strong(f"end {clock_time(day.ends)}")))


def _room_then(seen: Seen, item: Item, answers: Answers) -> Room | None:
    """The room as it would be; None where the break would come after everything."""
    if answers.one("way") == SKIPPED:
        return fold_room(seen.room, BreakSkipped(item=item.item), seen.now, seen.me)
    starts = _starts(seen.room, item, answers)
    moves = starts != item.starts or item.state is ItemState.SKIPPED
    before = place_of(seen.room, item, starts, seen.now) if moves else None
    if moves and before is None:
        return None
    changed = BreakChanged(item=item.item, starts=starts, minutes=_minutes(answers), before=before)
    return fold_room(seen.room, changed, seen.now, seen.me)
