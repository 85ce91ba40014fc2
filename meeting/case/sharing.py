"""Whether a piece of information may be used elsewhere: asked and answered at the table (NTK-1).

It belongs to the agency that supplied it, so that nobody else answers. What nobody answered, and
what was answered of other words than it has now, may not be shared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, assert_never

from meeting.case.information import EntryStruck, Information
from meeting.values import AgencyId, Event, Identifier, InformationId, PersonId
from meeting.words import OptionalWords, Words

SharingId = Identifier


class SharingAsked(Event):
    """``agency`` asks whether ``what`` of a piece of information may go ``to_whom``, and for which
    purpose; ``on_behalf`` if the minute-taker typed it (NTK-1, ROLE-8).
    """

    kind: Literal["sharing_asked"] = "sharing_asked"
    sharing: SharingId
    information: InformationId
    agency: AgencyId
    what: Words
    to_whom: Words
    purpose: Words
    on_behalf: bool


class SharingAnswered(Event):
    """The agency that supplied it answered, of the words that it had as ``version``; ``witness``
    is the minute-taker who heard it said, where nobody there has a laptop (NTK-1, ROLE-8).
    """

    kind: Literal["sharing_answered"] = "sharing_answered"
    sharing: SharingId
    information: InformationId
    version: int
    permitted: bool
    reason: OptionalWords = ""
    witness: PersonId | None = None


SharingEvent = SharingAsked | SharingAnswered


@dataclass(frozen=True, slots=True)
class Sharing:
    """One question, and every answer that was given; the last of them stands."""

    sharing: SharingId
    information: InformationId
    agency: AgencyId
    what: str
    to_whom: str
    purpose: str
    on_behalf: bool
    asked_at: datetime
    answers: tuple[SharingAnswered, ...] = ()

    def answer_to(self, point: Information) -> SharingAnswered | None:
        """What was answered of the words that ``point`` has now; None if nothing was."""
        last = self.answers[-1] if self.answers else None
        return last if last is not None and last.version == point.version else None


Sharings = Mapping[SharingId, Sharing]


def fold_sharing(sharings: Sharings, event: SharingEvent | EntryStruck, at: datetime) -> Sharings:
    """``sharings`` after ``event``. Copies facts; decides nothing and never raises.

    What was asked of a piece of information that is struck goes with it (CASE-5).
    """
    match event:
        case SharingAsked():
            asked = Sharing(
                sharing=event.sharing,
                information=event.information,
                agency=event.agency,
                what=event.what,
                to_whom=event.to_whom,
                purpose=event.purpose,
                on_behalf=event.on_behalf,
                asked_at=at,
            )
            return {**sharings, event.sharing: asked}
        case SharingAnswered():
            found = sharings.get(event.sharing)
            if found is None:
                return sharings
            return {**sharings, event.sharing: replace(found, answers=(*found.answers, event))}
        case EntryStruck():
            return {k: each for k, each in sharings.items() if each.information != event.entry}
        case _:
            assert_never(event)
