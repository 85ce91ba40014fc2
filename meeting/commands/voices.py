"""Who speaks in a case for whom (ROLE-9, ROLE-10)."""

from typing import Literal

from meeting.case.voices import ViewsFrom
from meeting.values import AgencyId, CaseCommand
from meeting.words import OptionalWords


class NamePresenter(CaseCommand):
    """Chair or minute-taker say which agency presents on the referrer's behalf, as was agreed; None
    for the referrer (ROLE-10).
    """

    kind: Literal["name_presenter"] = "name_presenter"
    agency: AgencyId | None


class NameViews(CaseCommand):
    """Chair or minute-taker say who brings the victim's views where no IDVA does, or give them as
    they were written; with no ``brought_by``, an IDVA brings them (ROLE-9).
    """

    kind: Literal["name_views"] = "name_views"
    brought_by: ViewsFrom | None
    agency: AgencyId | None = None
    statement: OptionalWords = ""


VoiceCommands = NamePresenter | NameViews
