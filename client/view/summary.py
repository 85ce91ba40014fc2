"""The chair's summary: every action by agency, from the cases that this person has (ACT-11)."""

from agenda.london import clock_time, short_date
from agenda.parts import WORDS
from agenda.protocol import DayPart
from client.view.late import late_rows
from client.view.plan import SIGNS
from client.view.rows import Line, Piece, Row, Tone, line, quiet, row, strong
from client.view.seen import Seen
from meeting.case.actions import COMMITTED, SETTLED, Action
from meeting.case.hearing import Case
from meeting.case.late_offers import OfferArrivedLate
from meeting.follow_up import follow_ups
from meeting.following import said_next_meeting
from meeting.room import Phase
from meeting.values import AgencyId


def summary_head(seen: Seen) -> tuple[Row, ...]:
    """How many actions there are, and whether the list is approved."""
    made = [a for _, a in _live(seen) if a.standing in COMMITTED]
    undated = sum(action.wording.due is None for action in made)
    words = f"{len(made)} action{'' if len(made) == 1 else 's'}"
    words += f", {undated} without a day" if undated else ", each with a day" if made else ""
    return (row(strong(words), right=_approval(seen)), *_follow_up(seen), *_next(seen))


def _next(seen: Seen) -> tuple[Row, ...]:
    """The date of the next meeting, for the chair to say (AG-1)."""
    day = said_next_meeting(seen.room)
    part = WORDS[DayPart.NEXT_MEETING]
    on_it = DayPart.NEXT_MEETING in seen.room.protocol.day.parts
    return (row(quiet(f"{part}: {day}"), indent=2),) if day and on_it else ()


def _follow_up(seen: Seen) -> tuple[Row, ...]:
    """The cases that go on elsewhere, of those that this person has, and what the coordinator does
    about each (CASE-6, CASE-8).
    """
    said = follow_ups(seen.state)
    return tuple(row(Piece(f"! {words}", Tone.WARNING), indent=2) for words in said)


def _approval(seen: Seen) -> Piece:
    room = seen.room
    if room.phase is not Phase.APPROVED or room.approved_at is None:
        return Piece("not approved yet", Tone.WARNING)
    by = room.register.get(room.approved_by or "")
    name = by.name if by else "the chair"
    return Piece(f"✓ approved by {name} at {clock_time(room.approved_at)}", Tone.GOOD)


def summary_rows(seen: Seen) -> tuple[Row, ...]:
    """Agencies in the register's order, each with its actions; what is nobody's yet at the end."""
    rows: list[Row] = []
    for agency in seen.room.agencies:
        rows += _agency(seen, agency)
    unsettled = [(case, a) for case, a in _live(seen) if a.standing not in COMMITTED]
    if unsettled:
        rows.append(row(Piece("No agency's action yet", Tone.WARNING)))
        rows += [_row(seen, case, action) for case, action in unsettled]
    for case in seen.state.cases():
        item = seen.room.item_of(case.case)
        if late := late_rows(seen, case, OfferArrivedLate):
            rows += [row(quiet(item.label if item else "")), *late[1:]]
    return tuple(rows) or (row(quiet("No action was offered in a case that is open to you.")),)


def _agency(seen: Seen, agency: AgencyId) -> list[Row]:
    made = [
        (case, action)
        for case, action in _live(seen)
        if agency in action.owners and action.standing in COMMITTED
    ]
    if not made:
        return []
    return [row(strong(seen.name_of(agency))), *(_row(seen, case, a) for case, a in made)]


def _live(seen: Seen) -> list[tuple[Case, Action]]:
    return [
        (case, action)
        for case in seen.state.cases()
        for action in case.plan.actions.values()
        if action.standing not in SETTLED
    ]


def _row(seen: Seen, case: Case, action: Action) -> Row:
    item = seen.room.item_of(case.case)
    sign, tone = SIGNS[action.standing]
    due = short_date(action.wording.due) if action.wording.due else "no date"
    where = f"{item.label if item else ''} {action.label}"
    notes: tuple[Line, ...] = ()
    if action.standing not in COMMITTED:
        owner = seen.names_of(action.owners or ((action.suggested_to or ""),))
        notes = (line(Piece(f"     {owner}: {action.standing}", tone), indent=5),)
    first = line(
        quiet(f"  {where:<12}"), action.wording.text, right=Piece(f"{due} {sign}", tone), indent=14
    )
    return Row((first, *notes), f"{case.case}/{action.action}")
