"""What became of actions of earlier meetings, said in the room (OUT-4)."""

from datetime import date
from typing import Literal

from meeting.values import AgencyId, CaseId, Command
from meeting.words import Name, OptionalWords


class AnswerOutstanding(Command):
    """My agency has done its part of an action of an earlier case, or has not and for which reason,
    and by when it does it all the same; or the minute-taker records that it said so aloud.

    ``answered`` is how many answers there were as its sender saw it (OUT-4, ROLE-8).
    """

    kind: Literal["answer_outstanding"] = "answer_outstanding"
    earlier: CaseId
    label: Name
    agency: AgencyId
    answered: int
    done: bool
    reason: OptionalWords = ""
    note: OptionalWords = ""
    due_again: date | None = None
