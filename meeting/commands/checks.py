"""Who tells the victim (ACT-8), and how the plan answers the aims (ACT-10)."""

from typing import Literal

from meeting.case.checks import Aim
from meeting.values import ActionId, AgencyId, CaseCommand, Named
from meeting.words import OptionalWords


class NameWhoTells(CaseCommand):
    """My agency tells the victim; another is suggested; or nobody does, and why (ACT-8, ACT-1).

    Who is named without being the sender's own agency has a suggestion, and nothing more; but for
    one without a laptop, for which the minute-taker witnesses what it said aloud.
    """

    kind: Literal["name_who_tells"] = "name_who_tells"
    agency: AgencyId | None = None
    reason: OptionalWords = ""


class AnswerAim(CaseCommand):
    """Which actions answer an aim, or why nothing is needed for it (ACT-10)."""

    kind: Literal["answer_aim"] = "answer_aim"
    aim: Aim
    answered_by: Named[ActionId] = ()
    reason: OptionalWords = ""


CheckCommands = NameWhoTells | AnswerAim
