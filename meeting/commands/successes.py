"""What has gone well since the last meeting, told at the beginning of the day (AG-1)."""

from typing import Literal

from meeting.earlier import SuccessId
from meeting.values import AgencyId, CaseId, Command
from meeting.words import Words


class NoteSuccess(Command):
    """``agency`` says what went well in an earlier case; or the minute-taker writes down what it
    says. Only who may read that case has a word of it (AG-1, ROLE-8).
    """

    kind: Literal["note_success"] = "note_success"
    earlier: CaseId
    success: SuccessId
    agency: AgencyId
    text: Words
