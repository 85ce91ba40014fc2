"""The professionals' meeting at a second repeat: volunteered, or why nobody does (AG-7)."""

from collections.abc import Iterator

from agenda.london import full_date
from client.acts.asking import about, day, day_remarks, reason
from client.acts.form import Act, Form, Words
from client.outbox import new_id
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Seen
from meeting.commands import (
    CHAIR_AND_MINUTES,
    REPRESENTATIVES,
    ExplainNoProfessionalsMeeting,
    VolunteerProfessionalsMeeting,
)
from meeting.past import EarlierCase, waits_for_professionals

HOLD = "Hold a professionals' meeting about this case."
"""What is proposed; the agency writes what it will do."""


def second_repeat(seen: Seen) -> EarlierCase | None:
    """The past of the case looked at, where nobody holds the meeting yet, nor said why."""
    case = seen.case
    past = seen.state.past(case.case) if case is not None else None
    if case is None or past is None or not waits_for_professionals(past, case):
        return None
    return past


def volunteer_meeting(seen: Seen) -> Act | None:
    """My agency holds it, with a lead professional, within the protocol's period (AG-7)."""
    case, past = seen.case, second_repeat(seen)
    if case is None or past is None:
        return None
    fresh = new_id()
    by = past.meet_by if past.meet_by and past.meet_by >= seen.room.day else None
    return Form(
        f"{seen.name_of(seen.agency)} volunteers the professionals' meeting",
        lambda answers: VolunteerProfessionalsMeeting(
            case=case.case,
            action=fresh,
            text=answers.one("text"),
            lead=answers.one("lead"),
            due=day(seen, answers),
        ),
        (
            Words("lead", "Who leads", "the lead professional, by name"),
            Words("text", "What", "what will be done", HOLD, tall=True),
            Words("due", "By when", "", f"{by:%d/%m/%Y}" if by else "", proposed=True),
        ),
        cases=about(seen),
        said=_by_when(past),
        remarks=lambda answers: day_remarks(seen, answers),
        yes="volunteer",
    )


def explain_none(seen: Seen) -> Act | None:
    """Why nobody volunteers it, which the close asks for (AG-7, ACT-10)."""
    case = seen.case
    if case is None or second_repeat(seen) is None:
        return None
    return reason(
        "Nobody volunteers the professionals' meeting",
        "Why",
        lambda why: ExplainNoProfessionalsMeeting(case=case.case, reason=why),
        seen,
    )


def open_meeting_rows(seen: Seen) -> tuple[Row, ...]:
    """The same as an open point of the close, for a chair who reads the past (AG-7)."""
    if second_repeat(seen) is None:
        return ()
    words = "! a second repeat: no professionals' meeting volunteered, nor said why (Escape, ')"
    return (row(Piece(words, Tone.WARNING), indent=2),)


def waiting_for_meeting(seen: Seen) -> Iterator[str]:
    """Who is asked, on their own screens; nobody is told to (ACT-1)."""
    past = second_repeat(seen)
    if past is None:
        return
    by = f" by {full_date(past.meet_by)}" if past.meet_by else ""
    said = f"A second repeat: who holds a professionals' meeting{by}?"
    if seen.role in REPRESENTATIVES:
        yield f"{said} ' volunteer it"
    elif seen.role in CHAIR_AND_MINUTES:
        yield f"{said} ' why none does"


def _by_when(past: EarlierCase) -> tuple[Row, ...]:
    if past.meet_by is None:
        return ()
    return (row(f"By the protocol it is held by {full_date(past.meet_by)}."),)
