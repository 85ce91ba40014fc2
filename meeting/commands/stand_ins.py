"""Stand-ins for one case (CON-3)."""

from typing import Literal

from meeting.case.stand_in import Post
from meeting.values import (
    CaseCommand,
    PersonId,
)
from meeting.words import OptionalWords


class AskToStandIn(CaseCommand):
    """Somebody is asked to take over the chair, the minutes, the victim's voice or the processing
    of this case (CON-3, ROLE-7).

    ``in_place_of`` is who was asked before or stands in, as its sender saw it.
    """

    kind: Literal["ask_to_stand_in"] = "ask_to_stand_in"
    post: Post
    person: PersonId
    in_place_of: PersonId | None = None


class AcceptStandIn(CaseCommand):
    """I stand in, for this case (CON-3)."""

    kind: Literal["accept_stand_in"] = "accept_stand_in"
    post: Post


class DeclineStandIn(CaseCommand):
    """I do not stand in (CON-3)."""

    kind: Literal["decline_stand_in"] = "decline_stand_in"
    post: Post
    reason: OptionalWords = ""


class HandBack(CaseCommand):
    """What I took over for this case I give back before its end (ROLE-7)."""

    kind: Literal["hand_back"] = "hand_back"
    post: Post


StandInCommands = AskToStandIn | AcceptStandIn | DeclineStandIn | HandBack
