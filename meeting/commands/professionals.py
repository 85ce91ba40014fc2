"""The professionals' meeting at a second repeat (AG-7)."""

from datetime import date
from typing import Literal

from meeting.values import ActionId, CaseCommand
from meeting.words import Name, Words


class VolunteerProfessionalsMeeting(CaseCommand):
    """My agency volunteers to hold it, led by ``lead``: its own action, in its own words (AG-7,
    ACT-1).
    """

    kind: Literal["volunteer_professionals_meeting"] = "volunteer_professionals_meeting"
    action: ActionId
    text: Words
    lead: Name
    due: date | None = None


class ExplainNoProfessionalsMeeting(CaseCommand):
    """Nobody volunteers to hold it, and this is why: for the minutes (AG-7, ACT-10)."""

    kind: Literal["explain_no_professionals_meeting"] = "explain_no_professionals_meeting"
    reason: Words


ProfessionalsCommands = VolunteerProfessionalsMeeting | ExplainNoProfessionalsMeeting
