"""What is said in a case: information with the agency that supplied it, and who has yet to speak.

Information belongs to the agency that supplied it and carries its name for ever (NTK-1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Literal, assert_never

from meeting.values import AgencyId, EntryId, Event, InformationId, PersonId, Subject
from meeting.words import Words


class Category(StrEnum):
    """What a piece of information is (CASE-3)."""

    DEMOGRAPHIC = "demographic"
    RISK_FACTOR = "risk factor"
    HISTORY = "relevant history"
    VICTIMS_VIEWS = "victim's views"
    ALREADY_DONE = "already done"
    WHAT_WORKS = "what works"
    BARRIER = "barrier"
    COUNTER_ALLEGATION = "counter-allegation"
    LINK = "link"


class Nature(StrEnum):
    """Fact or professional opinion; hearsay has no place (CASE-3)."""

    FACT = "fact"
    OPINION = "professional opinion"


class InformationShared(Event):
    """An agency told the table something; ``on_behalf`` if the minute-taker typed it (ROLE-8)."""

    kind: Literal["information_shared"] = "information_shared"
    information: InformationId
    agency: AgencyId
    subject: Subject
    category: Category
    nature: Nature
    text: Words
    dated: date | None
    on_behalf: bool


class InformationCorrected(Event):
    """The supplying agency corrected its own words; what stood before stays (CASE-5)."""

    kind: Literal["information_corrected"] = "information_corrected"
    information: InformationId
    text: Words


class SameKnown(Event):
    """An agency said that it knows the same: its name stands at what is there already, and nothing
    is said again (CASE-3). ``version`` is that of the words to which it said so.
    """

    kind: Literal["same_known"] = "same_known"
    information: InformationId
    version: int
    agency: AgencyId
    on_behalf: bool


class NothingKnownReported(Event):
    """An agency said that it knows nothing, which is an answer (CASE-4)."""

    kind: Literal["nothing_known_reported"] = "nothing_known_reported"
    agency: AgencyId
    on_behalf: bool


class HandRaised(Event):
    """Somebody asks to speak (CASE-4)."""

    kind: Literal["hand_raised"] = "hand_raised"
    person: PersonId


class HandLowered(Event):
    """Somebody no longer asks to speak, or was heard."""

    kind: Literal["hand_lowered"] = "hand_lowered"
    person: PersonId


class EntryStruck(Event):
    """A piece of information, a risk or an action was typed into the wrong case, and is struck: its
    words are nowhere but in the sealed record (CASE-5).
    """

    kind: Literal["entry_struck"] = "entry_struck"
    entry: EntryId


InformationEvent = (
    InformationShared
    | InformationCorrected
    | SameKnown
    | NothingKnownReported
    | HandRaised
    | HandLowered
    | EntryStruck
)
STRUCK: Final = "struck"
"""What stands where words were that are struck."""


@dataclass(frozen=True, slots=True)
class Information:
    """One point, with all that its agency ever said it was; ``texts[-1]`` is what it says now."""

    information: InformationId
    agency: AgencyId
    subject: Subject
    category: Category
    nature: Nature
    texts: tuple[str, ...]
    dated: date | None
    on_behalf: bool
    at: datetime
    by: PersonId
    also_known: tuple[AgencyId, ...] = ()
    """Other agencies that know the same, in the order in which they said so of these very words."""
    struck_by: PersonId | None = None
    """Who struck it, if anybody did: then none of its words are here (CASE-5)."""

    @property
    def text(self) -> str:
        """What it says now."""
        return self.texts[-1]

    @property
    def version(self) -> int:
        """1 as first said, one more for each correction."""
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class Round:
    """Everything said so far, who knows nothing, and who asks to speak, longest first."""

    points: Mapping[InformationId, Information] = field(default_factory=dict)
    nothing_known: frozenset[AgencyId] = frozenset()
    hands: tuple[PersonId, ...] = ()

    def has_spoken(self, agency: AgencyId) -> bool:
        """Whether any point is this agency's, or it knows the same as one; what was struck was not
        said in this case.
        """
        return any(
            agency in {p.agency, *p.also_known} and p.struck_by is None
            for p in self.points.values()
        )


def fold_round(heard: Round, event: InformationEvent, at: datetime, by: PersonId) -> Round:
    """``heard`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case InformationShared():
            point = Information(
                information=event.information,
                agency=event.agency,
                subject=event.subject,
                category=event.category,
                nature=event.nature,
                texts=(event.text,),
                dated=event.dated,
                on_behalf=event.on_behalf,
                at=at,
                by=by,
            )
            return replace(
                heard,
                points={**heard.points, event.information: point},
                nothing_known=heard.nothing_known - {event.agency},
            )
        case InformationCorrected():
            found = heard.points.get(event.information)
            if found is None:
                return heard
            # Who knew the same knew what stood there before.
            corrected = replace(found, texts=(*found.texts, event.text), also_known=())
            return replace(heard, points={**heard.points, event.information: corrected})
        case EntryStruck():
            found = heard.points.get(event.entry)
            if found is None:
                return heard
            nothing = (STRUCK,) * found.version
            struck = replace(found, texts=nothing, dated=None, struck_by=by, also_known=())
            return replace(heard, points={**heard.points, event.entry: struck})
        case SameKnown():
            found = heard.points.get(event.information)
            if found is None:
                return heard
            known = replace(found, also_known=(*found.also_known, event.agency))
            return replace(
                heard,
                points={**heard.points, event.information: known},
                nothing_known=heard.nothing_known - {event.agency},
            )
        case NothingKnownReported():
            return replace(heard, nothing_known=heard.nothing_known | {event.agency})
        case HandRaised():
            return replace(heard, hands=(*heard.hands, event.person))
        case HandLowered():
            return replace(heard, hands=tuple(p for p in heard.hands if p != event.person))
        case _:
            assert_never(event)
