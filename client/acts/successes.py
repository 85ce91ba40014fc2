"""What has gone well, written down in the earlier case that it is of (AG-1)."""

from agenda.plan import Role
from agenda.protocol import DayPart
from client.acts.form import Act, Choice, Form, Option, Words
from client.outbox import new_id
from client.view.reading_out import earlier_read, part_shown, said_case
from client.view.rows import row
from client.view.seen import Seen
from meeting.case.table import has_voice_today
from meeting.commands import NoteSuccess

ONLY_THEY = "Only who may read that case reads it. Aloud, say no name: somebody may be out of it."


def can_note(seen: Seen) -> bool:
    """Whether successes are told now, and there is an earlier case of which this person may."""
    return part_shown(seen) is DayPart.SUCCESSES and bool(earlier_read(seen))


def note_success(seen: Seen) -> Act | None:
    """What went well, and in which case; the minute-taker says also who told it (ROLE-8)."""
    cases = tuple(Option(each, said_case(told)) for each, told, _ in earlier_read(seen))
    if not cases:
        return None
    fresh = new_id()
    records = seen.role_in_meeting is Role.MINUTE_TAKER
    agencies = tuple(
        Option(agency, name)
        for agency, name in seen.room.agencies.items()
        if agency in seen.room.reports or has_voice_today(seen.room, agency)
    )
    told_by = (Choice("agency", "Told by", agencies),) if records else ()
    return Form(
        "What has gone well",
        lambda answers: NoteSuccess(
            earlier=answers.one("earlier"),
            success=fresh,
            agency=answers.one("agency") if records else seen.agency,
            text=answers.one("text"),
        ),
        (
            Words("text", "What", "what was done, and what came of it", tall=True),
            Choice("earlier", "In", cases),
            *told_by,
        ),
        cases=frozenset(option.value for option in cases),
        of_meeting=True,
        said=(row(ONLY_THEY),),
        anew=note_success,
    )
