"""What has gone well, written down in the earlier case that it is of (AG-1)."""

from agenda.plan import Role
from agenda.protocol import DayPart
from client.acts.form import Act, Answers, Choice, Form, Option, Unclear, Words
from client.acts.letters import NO_AGENCY, agency_choice
from client.outbox import new_id
from client.view.reading_out import earlier_read, part_shown, said_case
from client.view.rows import row
from client.view.seen import Seen
from meeting.case.table import has_voice_today
from meeting.commands import NoteSuccess

ONLY_THEY = "Only who may read that case reads it. Aloud, say no name: somebody may be out of it."

CHOOSE = Option("", "not said")
"""Nobody's words go into the first case of a list by accident."""
WHICH = "Say in which case, with the arrows or the first letters of its date."


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
    told_by = (agency_choice(seen, "agency", "Told by", agencies),) if records else ()
    which = cases if len(cases) == 1 else (CHOOSE, *cases)
    return Form(
        "What has gone well",
        lambda answers: NoteSuccess(
            earlier=_chosen(answers, "earlier", WHICH),
            success=fresh,
            agency=_chosen(answers, "agency", NO_AGENCY) if records else seen.agency,
            text=answers.one("text"),
        ),
        (
            Words("text", "What", "what was done, and what came of it", tall=True),
            Choice("earlier", "In", which),
            *told_by,
        ),
        cases=frozenset(option.value for option in cases),
        of_meeting=True,
        said=(row(ONLY_THEY),),
        anew=note_success,
    )


def _chosen(answers: Answers, field: str, otherwise: str) -> str:
    if not (said := answers.one(field)):
        raise Unclear(field, otherwise)
    return said
