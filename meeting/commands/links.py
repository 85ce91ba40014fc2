"""What the case is linked to (CASE-8)."""

from typing import Literal

from agenda.protocol import Link
from meeting.values import CaseCommand, Named
from meeting.words import Words


class AnswerLinks(CaseCommand):
    """Whether the case is linked to each of these, and why: the chair or the minute-taker says it
    for the table (CASE-8).
    """

    kind: Literal["answer_links"] = "answer_links"
    links: Named[Link]
    applies: bool
    reason: Words


LinkCommands = AnswerLinks
