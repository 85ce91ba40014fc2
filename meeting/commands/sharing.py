"""Whether a piece of information may be used elsewhere (NTK-1)."""

from typing import Literal

from meeting.case.sharing import SharingId
from meeting.values import AgencyId, CaseCommand, InformationId
from meeting.words import OptionalWords, Words


class AskToShare(CaseCommand):
    """May ``what`` of this go ``to_whom``, and for which purpose? ``agency`` is the one for which
    the minute-taker asks; None for the asker's own (NTK-1).
    """

    kind: Literal["ask_to_share"] = "ask_to_share"
    sharing: SharingId
    information: InformationId
    what: Words
    to_whom: Words
    purpose: Words
    agency: AgencyId | None = None


class AnswerSharing(CaseCommand):
    """The agency that supplied it says yes or no, and why or how far. ``version`` is that of its
    words and ``answered`` how many answers there were, as its sender saw them (NTK-1).
    """

    kind: Literal["answer_sharing"] = "answer_sharing"
    sharing: SharingId
    version: int
    answered: int
    permitted: bool
    reason: OptionalWords = ""


SharingCommands = AskToShare | AnswerSharing
