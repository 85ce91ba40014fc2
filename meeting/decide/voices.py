"""Who speaks in a case for whom: ROLE-9, ROLE-10."""

from typing import assert_never

from meeting.case.table import can_be_heard
from meeting.case.voices import PresenterNamed, ViewsFrom, ViewsNamed
from meeting.commands import NamePresenter, NameViews, VoiceCommands
from meeting.decide.asking import Hearing
from meeting.room import Phase
from meeting.state import Placed
from meeting.values import AgencyId
from meeting.words import Refused


def decide_voices(hearing: Hearing, command: VoiceCommands) -> tuple[Placed, ...]:
    """Who presents, or who brings the victim's views, after ``command``."""
    match command:
        case NamePresenter():
            return _name_presenter(hearing, command.agency)
        case NameViews():
            return _name_views(hearing, command)
        case _:
            assert_never(command)


def _name_presenter(hearing: Hearing, agency: AgencyId | None) -> tuple[Placed, ...]:
    named = None if agency == hearing.case.referred_by else agency
    if named is not None:
        _need_here(hearing, named)
    if named == hearing.case.voices.presenter:
        raise Refused("already_there", "agency")
    return hearing.in_case(PresenterNamed(agency=named))


def _name_views(hearing: Hearing, command: NameViews) -> tuple[Placed, ...]:
    """A statement has its words and no agency; who else brings them is an agency that is here."""
    right = command.brought_by
    if right is ViewsFrom.WRITTEN:
        if not command.statement:
            raise Refused("statement_needed", "statement")
        return hearing.in_case(ViewsNamed(brought_by=right, statement=command.statement))
    if right is None:
        return hearing.in_case(ViewsNamed(brought_by=None))
    agency = hearing.case.referred_by if right is ViewsFrom.REFERRER else command.agency
    if agency is None:
        raise Refused("views_need_an_agency", "agency")
    _need_here(hearing, agency)
    return hearing.in_case(ViewsNamed(brought_by=right, agency=agency))


def _need_here(hearing: Hearing, agency: AgencyId) -> None:
    """A member of this MARAC; and on the day here, and not out of the case (CON-2)."""
    if agency not in hearing.room.agencies:
        raise Refused("no_such_agency", "agency")
    on_the_day = hearing.room.phase is Phase.HEARING
    if on_the_day and not can_be_heard(hearing.room, hearing.case, agency):
        raise Refused("agency_not_here", "agency")
