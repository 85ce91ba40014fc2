"""Who speaks in a case for whom: who presents it on the referrer's behalf (ROLE-10), and who brings
the victim's views where no IDVA does (ROLE-9).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from meeting.values import AgencyId, Event
from meeting.words import OptionalWords


class ViewsFrom(StrEnum):
    """By what right somebody other than an IDVA brings the victim's views (ROLE-9)."""

    CHOSEN = "chosen"
    """The victim chose them."""
    WORKS_WITH = "works_with"
    """The victim works with that agency."""
    REFERRER = "referrer"
    """It referred the case."""
    WRITTEN = "written"
    """They come as a statement in writing."""


class PresenterNamed(Event):
    """An agency presents the case on the referrer's behalf; None: the referrer does (ROLE-10)."""

    kind: Literal["presenter_named"] = "presenter_named"
    agency: AgencyId | None


class ViewsNamed(Event):
    """Who brings the victim's views; with neither, an IDVA does (ROLE-9).

    ``agency`` is None for a statement in writing, of which ``statement`` has the words.
    """

    kind: Literal["views_named"] = "views_named"
    brought_by: ViewsFrom | None
    agency: AgencyId | None = None
    statement: OptionalWords = ""


@dataclass(frozen=True, slots=True)
class Voices:
    """``presenter`` is None where the referrer presents, ``brought_by`` where an IDVA brings the
    views.
    """

    presenter: AgencyId | None = None
    brought_by: ViewsFrom | None = None
    agency: AgencyId | None = None
    statement: str = ""


def fold_voices(voices: Voices, event: PresenterNamed | ViewsNamed) -> Voices:
    """``voices`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case PresenterNamed():
            return replace(voices, presenter=event.agency)
        case ViewsNamed():
            return replace(
                voices, brought_by=event.brought_by, agency=event.agency, statement=event.statement
            )
