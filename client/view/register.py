"""The register: who is expected, who is here, who has signed (ATT-1 to ATT-3, SIGN-1, SIGN-2)."""

from typing import Final

from agenda.london import clock_time
from agenda.plan import Role
from agenda.readiness import not_yet
from client.view.board import renewed_words, unready
from client.view.guest import guest_step
from client.view.names import is_mine_to_confirm, waits_for
from client.view.preparing import LET_IN_AGAIN, SETTLE, before_the_day
from client.view.rows import Piece, Row, Tone, quiet, row, strong
from client.view.seen import Seen
from meeting.afterwards import signs_afterwards
from meeting.labels import ROLES
from meeting.room import Attendance, Ending, Line, Phase, Room, Waiting, deputy_of, ending

NO_LAPTOP: Final = (
    "The minute-taker answers for you without a laptop. "
    "Press Enter to take part on this screen again."
)
SIGN_HERE: Final = (
    "You signed on paper. Press Enter to read and sign the declaration on this screen as well."
)
BEGIN: Final = "When everybody has signed, press b to begin hearing cases."
SETTLED: Final = (
    "Alike names that neither chair nor minute-taker can settle, the coordinator settles, or "
    "whoever takes over from one of them (U)."
)
"""Said in every meeting to those three, so that it tells none of them anything (CON-6)."""
CONFIRM: Final = "Press o to confirm that the names are settled; the chair waits for it."

STEPPED_OUT: Final = (
    "You have stepped out, and no case is open to you. Press Enter when you are back in the room."
)
SIGN_AFTERWARDS: Final = (
    "The meeting is over. By its protocol you may read what was heard, once you have signed: press "
    "Enter to read and sign the declaration."
)
OVER: Final = "The meeting is over. Its cases are not open to you on this screen."
GONE: Final = (Attendance.STEPPED_OUT, Attendance.RELEASED, Attendance.LEFT)
"""Ways of having been here and not being so now; each is another thing in the register."""


def register_rows(seen: Seen) -> tuple[Row, ...]:
    """One row a person, by their id, in the register's order; then who is at the door."""
    lines = (_row(seen, line) for line in seen.room.register.values())
    return (*lines, *(_at_the_door(seen, waiting) for waiting in seen.room.door.values()))


def _at_the_door(seen: Seen, waiting: Waiting) -> Row:
    turned_away = waiting.turned_away
    why = f" · {waiting.reason}" if waiting.reason else ""
    typed = ", name as typed" if waiting.self_stated else ""
    words = (
        f"✗ turned away {clock_time(turned_away)}"
        if turned_away
        else f"? at the door {clock_time(waiting.since)}"
    )
    return row(
        waiting.name,
        quiet(f"  {seen.name_of(waiting.agency)}{typed}{why}"),
        right=Piece(words, Tone.BAD if turned_away else Tone.WARNING),
        key=waiting.person,
        indent=2,
    )


def _row(seen: Seen, line: Line) -> Row:
    words, tone = _not_here(seen.room, line) or standing(line)
    me = strong(" ◀ you") if line.person == seen.me else Piece("")
    what = seen.room.protocol.roles.advocate if line.speaks_for_victim else ROLES[line.role]
    role = "" if what == "representative" else f", {what}"
    if line.role is Role.OBSERVER and not line.agreed:
        role += ", not agreed by the chair"
    role += _held(line)
    sent = " · report sent" if line.agency in seen.room.reports else ""
    void = "".join(f" · void {clock_time(v.at)}: {v.reason}" for v in line.voids)
    return row(
        line.name,
        quiet(f"  {seen.name_of(line.agency)}{role}{sent}{void}{renewed_words(seen, line)}"),
        _not_ready(seen, line),
        me,
        right=Piece(words, tone),
        key=line.person,
        indent=2,
    )


def _not_ready(seen: Seen, line: Line) -> Piece:
    """What is lacking of somebody before the table, for who may read it; no reason to wait."""
    lacking = unready(seen).get(line.person, ())
    return Piece(f" · {not_yet(lacking)}" if lacking else "", Tone.WARNING)


def _held(line: Line) -> str:
    """Since when they hold the chair or the minutes, or until when they did (ROLE-7)."""
    if not line.held:
        return ""
    last = line.held[-1]
    if last.until is not None:
        return f", {ROLES[last.role]} until {clock_time(last.until)}"
    return f" since {clock_time(last.since)}" if last.since else ""


def _not_here(room: Room, line: Line) -> tuple[str, Tone] | None:
    """Who came instead; and once the meeting is over, that nobody did (ATT-1)."""
    ends = ending(room, line)
    if ends is Ending.DEPUTISED and (deputy := deputy_of(room, line)) is not None:
        return f"- {ends} {deputy.name}", Tone.QUIET
    if ends in {Ending.ABSENT, Ending.REPORT} and room.phase is Phase.APPROVED:
        return f"- {ends}", Tone.QUIET
    return None


def standing(line: Line) -> tuple[str, Tone]:
    """What the register says of one person, in words with a sign."""
    if line.attendance in GONE:
        tone = Tone.WARNING if line.attendance is Attendance.STEPPED_OUT else Tone.QUIET
        came = f"came {clock_time(line.arrived)}, " if _is_gone_guest(line) and line.arrived else ""
        return f"- {came}{line.attendance} {clock_time(line.movements[-1][1])}", tone
    if line.is_void:
        return "✗ sign-in void", Tone.BAD
    if line.attendance is Attendance.APOLOGIES:
        return "- apologies", Tone.QUIET
    if line.refused:
        return "✗ would not sign", Tone.BAD
    if line.is_on_laptop and line.is_unsure:
        return "? to be let in again", Tone.WARNING
    if line.is_on_laptop and line.silent_since is not None:
        return f"! not connected since {clock_time(line.silent_since)}", Tone.WARNING
    if line.signature is not None and line.may_take_part:
        witnessed = (
            "" if line.laptop else ", witnessed" if line.signature.witness else ", no laptop"
        )
        return f"✓ signed {clock_time(line.signature.at)}{witnessed}", Tone.GOOD
    if line.is_present:
        paper = "" if line.laptop else ", no laptop"
        return f"○ here, not signed{paper}", Tone.WARNING
    return "· expected", Tone.PLAIN


def _is_gone_guest(line: Line) -> bool:
    """A guest's two times are what the register has of their case (ROLE-6)."""
    return line.role is Role.GUEST and line.attendance is not Attendance.STEPPED_OUT


def count(room: Room) -> str:
    """The one number that the chair looks at, and who will not come to it: ``18 of 20 signed``.

    Guests come in the middle of the day, and are not waited for.
    """
    lines = [line for line in room.register.values() if line.role is not Role.GUEST]
    signed = sum(line.may_take_part for line in lines)
    others = (
        (sum(line.attendance is Attendance.APOLOGIES for line in lines), "apologies"),
        (sum(line.is_present and line.refused for line in lines), "would not sign"),
        (sum(line.is_on_laptop and bool(line.silent_since) for line in lines), "not connected"),
        *((sum(line.attendance is gone for line in lines), str(gone)) for gone in GONE),
        (sum(line.is_void for line in lines), "void"),
        (len(room.waiting), "at the door"),
        (len(room.register) - len(lines), "invited for one case, not counted"),
    )
    counted = [f"{number} {words}" for number, words in others if number]
    return " · ".join([f"{signed} of {len(lines)} signed", *counted])


def core_missing(seen: Seen) -> tuple[str, ...]:
    """Core agencies of which nobody is here, by name (ATT-3)."""
    room, rules = seen.room, seen.room.protocol.attendance
    here = {
        line.agency
        for line in room.register.values()
        if line.is_present and (rules.deputy_satisfies or line.deputises_for is None)
    }
    if rules.report_satisfies:
        here |= set(room.reports)
    return tuple(
        seen.name_of(agency) + (" (report sent)" if agency in room.reports else "")
        for agency in rules.core_agencies
        if agency not in here
    )


def next_step(seen: Seen) -> str:
    """What this person is to do or to wait for now, in one sentence."""
    line = seen.line
    if line is None:
        return "Waiting for the register ..."
    if seen.room.phase is Phase.PREPARING:
        return before_the_day(seen)
    if seen.role is Role.GUEST and (words := guest_step(seen)) is not None:
        return words
    if seen.room.phase is Phase.APPROVED:
        return SIGN_AFTERWARDS if signs_afterwards(seen.room, line) else OVER
    if line.attendance is Attendance.STEPPED_OUT:
        return STEPPED_OUT
    if not line.is_present:
        return "Press Enter to say that you are here."
    if not line.laptop:
        return NO_LAPTOP
    if line.is_unsure:
        return LET_IN_AGAIN
    if line.refused:
        return "You have not signed, so no case is open to you. Press Enter to sign after all."
    if not line.may_take_part and seen.room.phase is Phase.GATHERING:
        if seen.role.value == "chair":
            return "When everybody is here, press r to read the declaration."
        return "You are here. The chair will read the declaration; then you sign it."
    if line.signature is not None and not line.may_take_part:
        return SIGN_HERE
    if not line.may_take_part:
        return "Press Enter to read and sign the declaration."
    return _signed_step(seen)


def _signed_step(seen: Seen) -> str:
    match seen.room.phase:
        case Phase.GATHERING | Phase.DECLARATION:
            # Who reads a match may settle it; whoever is matched reads none of the day's (CON-6).
            if any(match.is_open for _, match in seen.state.matches()):
                return SETTLE
            confirmed = seen.room.names_confirmed is not None
            if seen.role.value == "chair":
                return BEGIN if confirmed else f"{waits_for(seen)} {BEGIN}"
            if is_mine_to_confirm(seen):
                return CONFIRM
            return "You have signed. The chair will begin when everybody has."
        case _:
            return "Press Escape to go back to the room."


def lobby_heads(seen: Seen) -> tuple[Row, ...]:
    """The count, and the core agencies that are missing (ATT-3); nothing for a guest.

    To those who settle names, who does where they cannot (CON-6).
    """
    if not seen.room.register or seen.role is Role.GUEST:
        return ()
    rows = [row(strong(count(seen.room)))]
    if missing := core_missing(seen):
        words = f"! Core agencies not here: {', '.join(missing)}"
        rows.append(row(Piece(words, Tone.WARNING), indent=2))
    holds = seen.coordinator or seen.role_in_meeting in {Role.CHAIR, Role.MINUTE_TAKER}
    if holds and seen.takes_part and seen.room.phase is Phase.DECLARATION:
        rows.append(row(quiet(SETTLED), indent=2))
    return tuple(rows)
