"""The lines at the top of every screen: the meeting, who I am, what is on, how the day runs."""

from collections.abc import Mapping
from typing import Final

from agenda.london import clock_time, full_date, short_date
from agenda.plan import Role
from client.view.guest import guest_heading
from client.view.reading_out import part_title
from client.view.rows import Line, Piece, Tone, quiet, strong
from client.view.seen import Seen, next_item
from meeting.case.clock import (
    Timing,
    eaten_from_planning,
    stage_time_left,
    time_left,
    timing,
)
from meeting.case.hearing import Case
from meeting.forecast import forecast
from meeting.labels import PHASES, RECORDING, ROLES, STAGES
from meeting.room import Item, ItemState, Phase, RoomRecording

UNLIMITED = 1000
BAR = 10
NARROW_BAR = 6
AT_THE_DOOR = "At the door"
REHEARSAL = 120
"""Minutes; who is earlier than this is trying things out, and needs no praise."""
NOBODY_THERE = "Nobody answers at {}. It goes on trying; Ctrl+Q leaves."
GIVES_WAY: Final[Mapping[bool, tuple[tuple[bool, bool, bool], ...]]] = {
    False: ((True, True, True), (True, False, True), (False, False, True), (False, False, False)),
    True: ((True, True, True), (True, False, True), (True, False, False), (False, False, False)),
}
"""Whether the step's share, the time of day, and what is expected when are shown: as much as fits.
Where it takes from the minutes for the actions, that is said before what is expected when, which
stands in the running order too (CASE-2).
"""
TONES = {Timing.IN_TIME: Tone.GOOD, Timing.AMBER: Tone.WARNING, Timing.RED: Tone.BAD}


def heading(seen: Seen, *, narrow: bool = False, width: int = UNLIMITED) -> tuple[Line, ...]:
    """The meeting and its marking; who I am; what is on. ``narrow`` leaves out what can be.

    ``width``: cells that a line may take; what is least wanted gives way.
    """
    room = seen.room
    day = (short_date(room.day) if narrow else full_date(room.day)) if room.area else ""
    titles = [room.area or "MARAC", day] if narrow else ["MARAC", room.area, day]
    lines = [_first_line(seen, titles[:kept]) for kept in range(len(titles), 0, -1)]
    first = next((each for each in lines if _cells(each) <= width), lines[-1])
    return (first, _second_line(seen, narrow=narrow, width=width))


def _first_line(seen: Seen, titles: list[str]) -> Line:
    """Which meeting, its marking and who I am; of the first, the day gives way where it is long."""
    return Line(
        (
            strong(" · ".join(word for word in titles if word)),
            Piece(f" · {seen.room.protocol.marking}", Tone.BAD),
            *((strong(" · restricted sitting"),) if seen.room.restricted else ()),
            *_recording(seen),
        ),
        (connection(seen),),
    )


def _recording(seen: Seen) -> tuple[Piece, ...]:
    """That the organisation records the room is known to everybody in it (REC-1)."""
    if seen.room.recording is RoomRecording.OFF:
        return ()
    return (Piece(f" · {RECORDING[seen.room.recording]}", Tone.WARNING),)


def _second_line(seen: Seen, *, narrow: bool, width: int) -> Line:
    """What is on and how the day runs; what gives way where it does not fit is in ``GIVES_WAY``."""
    lines = [
        Line(
            what_is_on(seen, narrow=narrow, step=step),
            how_the_day_runs(seen, narrow=narrow, clock=clock, later=later),
        )
        for step, clock, later in GIVES_WAY[_warns(seen)]
    ]
    return next((each for each in lines if _cells(each) <= width), lines[-1])


def _warns(seen: Seen) -> bool:
    """Whether the minutes for the actions of the case that is on are being taken from (CASE-2)."""
    case = _case_on(seen)
    return case is not None and _for_actions(seen, case) is not None


def _case_on(seen: Seen) -> Case | None:
    on = seen.room.on
    return seen.state.case(on.case) if on is not None and on.case else None


def _for_actions(seen: Seen, case: Case) -> int | None:
    return eaten_from_planning(case.clock, seen.room.protocol, seen.now)


def _cells(each: Line) -> int:
    """Cells that a line takes with a gap between its two ends."""
    gap = len("  ") if each.right else 0
    return sum(len(piece.text) for piece in (*each.left, *each.right)) + gap


def connection(seen: Seen) -> Piece:
    """Who I am and whether what is shown is current: in a sign, in words, and in colour."""
    if seen.stale_at is not None and not seen.room.area:
        return Piece("○ NOT CONNECTED", Tone.BAD)
    if seen.stale_at is not None:
        at = clock_time(seen.stale_at)
        waits = f" · {seen.waiting} waiting to be sent" if seen.waiting else ""
        return Piece(f"○ NOT CONNECTED, showing what was at {at}{waits}", Tone.BAD)
    return Piece(f"{who_i_am(seen)}  ● connected", Tone.GOOD)


def who_i_am(seen: Seen) -> str:
    """``you: Housing`` for a representative, ``you: chair`` for the chair."""
    if seen.line is None:
        return ""
    if seen.role is not seen.role_in_meeting and seen.item is not None:
        return f"you: {ROLES[seen.role]} of {seen.item.label}"
    if seen.role is Role.GUEST:
        return f"you: {seen.name_of(seen.agency)}, guest"
    speaks = seen.role is Role.REPRESENTATIVE
    return f"you: {seen.name_of(seen.agency)}" if speaks else f"you: {ROLES[seen.role]}"


def what_is_on(seen: Seen, *, narrow: bool = False, step: bool = True) -> tuple[Piece, ...]:
    """The item that is on, its stage and its time left; between items, what is next.

    ``step``: with what is left of the stage's share, where there is room.
    """
    room = seen.room
    if room.phase is not Phase.HEARING:
        if seen.waits_outside and seen.stale_at is None:
            return (Piece(AT_THE_DOOR),)
        nobody = NOBODY_THERE.format(seen.address)
        joining = "Joining ..." if seen.stale_at is None else nobody
        return (Piece(PHASES[room.phase].capitalize() if room.area else joining),)
    if seen.role is Role.GUEST and seen.case is None:
        return guest_heading(seen)
    if room.on is None and room.part is not None:
        return (strong(part_title(room.part)),)
    if room.on is None:
        coming = next_item(room)
        return (Piece("Between cases" + (f" · next: {coming.label}" if coming else "")),)
    case = _case_on(seen)
    pieces = [strong(_counted(seen, room.on))]
    if case is not None:
        pieces += [Piece(f" · {STAGES[case.stage]} "), *time_pieces(seen, case, narrow=narrow)]
        in_time = timing(case.clock, room.protocol, seen.now) is Timing.IN_TIME
        shown = in_time and step and (not narrow or _warns(seen))
        pieces += [step_piece(seen, case, narrow=narrow)] if shown else []
    elif room.on.called is not None and room.on.case is None:
        pieces.append(Piece(f" since {clock_time(room.on.called)}"))
        pieces += [Piece(f" · then {room.heard.label} goes on")] if room.heard else []
    return tuple(pieces)


def _counted(seen: Seen, item: Item) -> str:
    if item.case is None or seen.role is Role.GUEST:
        return item.label
    count = sum(each.case is not None for each in seen.room.items.values())
    return f"{item.label} of {count}"


def time_pieces(seen: Seen, case: Case, *, narrow: bool = False) -> tuple[Piece, ...]:
    """Time left as a bar, in figures and in words (CASE-2)."""
    bar = NARROW_BAR if narrow else BAR
    protocol = seen.room.protocol
    left = time_left(case.clock, protocol, seen.now)
    state = timing(case.clock, protocol, seen.now)
    target = protocol.timing.case_minutes * 60 + int(case.clock.extended.total_seconds())
    filled = max(0, min(bar, round(bar * left / target)))
    tone = TONES[state]
    if case.clock.paused_since:
        words = f" stopped, {spell(left)} {'left' if left >= 0 else 'over'}"
    elif state is Timing.IN_TIME:
        words = f" {spell(left)} left"
    else:
        words = f" {state} by {spell(left)}"
    return (Piece("▓" * filled + "░" * (bar - filled), tone), Piece(words, tone))


def step_piece(seen: Seen, case: Case, *, narrow: bool = False) -> Piece:
    """What is left of the stage's share; or, where it takes from them, for the actions (CASE-2)."""
    for_actions = _for_actions(seen, case)
    if for_actions is not None:
        left = "" if narrow else "left "
        return Piece(f" · go on: {spell(for_actions)} {left}for actions", Tone.WARNING)
    of_step = stage_time_left(case.clock, seen.room.protocol, seen.now)
    return quiet(f" · step {spell(of_step)} {'left' if of_step >= 0 else 'over'}")


def spell(seconds: int) -> str:
    """``250`` as ``4:10``; the sign is for words to say."""
    return f"{abs(seconds) // 60}:{abs(seconds) % 60:02d}"


def how_the_day_runs(
    seen: Seen, *, narrow: bool = False, clock: bool = True, later: bool = True
) -> tuple[Piece, ...]:
    """Minutes late, and when the next break and the end are expected now.

    ``clock``: with the time of day, where there is room; ``later``: with what is expected when.
    """
    day = forecast(seen.room, seen.now, seen.left)
    if not seen.room.area:
        return ()
    if day is None or seen.room.phase is not Phase.HEARING or seen.role is Role.GUEST:
        return (quiet(clock_time(seen.now)),)
    pieces = []
    if day.minutes_late > 0:
        pieces.append(Piece(f"{day.minutes_late} min late", Tone.WARNING))
    elif not narrow and -REHEARSAL < day.minutes_late < 0:
        pieces.append(Piece(f"{-day.minutes_late} min early", Tone.GOOD))
    if not later:
        return _joined(pieces)
    pause = next(
        (i for i in seen.room.items.values() if i.case is None and i.state is ItemState.LISTED),
        None,
    )
    if pause is not None:
        pieces.append(quiet(f"{pause.label.lower()} {clock_time(day.expected[pause.item])}"))
    if not narrow or pause is None:
        pieces.append(quiet(f"end {clock_time(day.ends)}"))
    if clock and not narrow:
        pieces.append(quiet(f"now {clock_time(seen.now)}"))
    return _joined(pieces)


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    return tuple(
        each
        for n, piece in enumerate(pieces)
        for each in ((piece,) if n == 0 else (quiet(" · "), piece))
    )
