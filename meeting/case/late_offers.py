"""What an agency gave for a case and what arrived after its close: kept, and offered to whoever
leads the case. Nothing comes of it by itself, and nothing is put on anybody (ACT-1, ROLE-4).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, assert_never

from meeting.case.actions import ActionVolunteered, SuggestionTakenUp, Wording
from meeting.case.information import STRUCK, Category, InformationShared, Nature
from meeting.values import (
    ActionId,
    AgencyId,
    EntryId,
    Event,
    Identifier,
    InformationId,
    PersonId,
    Subject,
)
from meeting.words import Words


class OfferArrivedLate(Event):
    """An agency's own offer of an action arrived after the close of the case; it is no action."""

    kind: Literal["offer_arrived_late"] = "offer_arrived_late"
    action: ActionId
    agency: AgencyId
    invited: tuple[AgencyId, ...]
    wording: Wording


class InformationArrivedLate(Event):
    """What an agency knows arrived after the close of the case, and was not heard."""

    kind: Literal["information_arrived_late"] = "information_arrived_late"
    information: InformationId
    agency: AgencyId
    subject: Subject
    category: Category
    nature: Nature
    text: Words
    dated: date | None


class LateOfferLeftOut(Event):
    """Whoever leads the case does not take in what arrived after its close, and says why."""

    kind: Literal["late_offer_left_out"] = "late_offer_left_out"
    offer: Identifier
    reason: Words


LateOfferEvent = OfferArrivedLate | InformationArrivedLate | LateOfferLeftOut


@dataclass(frozen=True, slots=True)
class LateOffer:
    """What arrived, whose it is and when; ``left_out`` is why it is not taken in, once it is not.

    ``offer`` is the id of the action or of the piece of information that it would be.
    """

    offer: Identifier
    came: OfferArrivedLate | InformationArrivedLate
    at: datetime
    by: PersonId
    left_out: str = ""
    struck_by: PersonId | None = None
    """Who struck it, if anybody did: then none of its words are here (CASE-5)."""

    @property
    def agency(self) -> AgencyId:
        """Whose it is."""
        return self.came.agency

    @property
    def text(self) -> str:
        """What is offered, or known."""
        came = self.came
        return came.wording.text if isinstance(came, OfferArrivedLate) else came.text

    @property
    def is_open(self) -> bool:
        """Whether it is neither taken in nor left out, nor struck."""
        return not self.left_out and self.struck_by is None


LateOffers = Mapping[Identifier, LateOffer]


def fold_late_offers(
    offers: LateOffers, event: LateOfferEvent, at: datetime, by: PersonId
) -> LateOffers:
    """``offers`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case OfferArrivedLate():
            return {**offers, event.action: LateOffer(event.action, event, at, by)}
        case InformationArrivedLate():
            return {**offers, event.information: LateOffer(event.information, event, at, by)}
        case LateOfferLeftOut():
            found = offers.get(event.offer)
            if found is None:
                return offers
            return {**offers, event.offer: replace(found, left_out=event.reason)}
        case _:
            assert_never(event)


def struck_out(offers: LateOffers, entry: EntryId, by: PersonId) -> LateOffers:
    """``offers`` without the words of one that ``by`` struck (CASE-5)."""
    found = offers.get(entry)
    if found is None:
        return offers
    came = found.came.model_copy(update=without_its_words(found.came))
    left_out = STRUCK if found.left_out else ""
    return {**offers, entry: replace(found, came=came, left_out=left_out, struck_by=by)}


def without_its_words(came: OfferArrivedLate | InformationArrivedLate) -> dict[str, object]:
    """What stands in the place of its words once they are struck (CASE-5)."""
    if isinstance(came, OfferArrivedLate):
        return {"wording": Wording(text=STRUCK), "invited": ()}
    return {"text": STRUCK, "dated": None}


def taken_in(
    offers: LateOffers, event: ActionVolunteered | SuggestionTakenUp | InformationShared
) -> LateOffers:
    """``offers`` without what its agency gave once more, after the case was reopened."""
    is_action = not isinstance(event, InformationShared)
    offer = event.information if isinstance(event, InformationShared) else event.action
    found = offers.get(offer)
    if found is None or isinstance(found.came, OfferArrivedLate) is not is_action:
        return offers
    return {each: rest for each, rest in offers.items() if each != offer}
