"""In words, and with who is here: who presents a case, and who brings the victim's views (ROLE-9,
ROLE-10).
"""

from collections.abc import Mapping
from typing import Final

from meeting.case.hearing import Case
from meeting.case.posts import acting
from meeting.case.stand_in import Post
from meeting.case.table import can_be_heard
from meeting.case.voices import ViewsFrom
from meeting.room import Room
from meeting.values import AgencyId

BY_RIGHT: Final[Mapping[ViewsFrom, str]] = {
    ViewsFrom.CHOSEN: "{agency}, whom the victim chose",
    ViewsFrom.WORKS_WITH: "{agency}, which the victim works with",
    ViewsFrom.REFERRER: "{agency}, which referred the case",
    ViewsFrom.WRITTEN: "in writing: {statement}",
}


def presenter(case: Case) -> AgencyId:
    """The agency that presents: the referrer, or who does on its behalf (ROLE-10)."""
    return case.voices.presenter or case.referred_by


def is_presented(room: Room, case: Case) -> bool:
    """Whether whoever presents is here and in the case, from the chair or the table (CASE-6)."""
    return can_be_heard(room, case, presenter(case))


def said_presenter(room: Room, case: Case) -> str:
    """``Housing, for Police``; empty where the referrer presents."""
    if case.voices.presenter is None:
        return ""
    return f"{_name(room, case.voices.presenter)}, for {_name(room, case.referred_by)}"


def said_views(room: Room, case: Case) -> str:
    """Who brings the victim's views, and by what right; empty where nobody is known to."""
    if case.voices.brought_by is not None:
        return said_views_named(room, case)
    advocate = acting(room, case, Post.VICTIMS_VOICE)
    return _name(room, advocate.agency) if advocate is not None else ""


def said_views_named(room: Room, case: Case) -> str:
    """Who was named to bring the victim's views, and by what right; empty for nobody."""
    voices = case.voices
    if voices.brought_by is None:
        return ""
    agency = _name(room, voices.agency or "")
    return BY_RIGHT[voices.brought_by].format(agency=agency, statement=voices.statement)


def _name(room: Room, agency: AgencyId) -> str:
    return room.agencies.get(agency, agency)
