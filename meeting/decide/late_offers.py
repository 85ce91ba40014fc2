"""What arrives after the close of its case: from a line that was down, or a form that was open.

It is kept for whoever leads the case, who reopens it, or says why it is not taken in; its agency
alone can give it once more (ACT-1).
"""

from typing import Final

from meeting.case.late_offers import (
    InformationArrivedLate,
    LateOffer,
    LateOfferLeftOut,
    OfferArrivedLate,
)
from meeting.commands import LeaveOutOffer, ShareInformation, TakeUpSuggestion, VolunteerAction
from meeting.decide.asking import Hearing
from meeting.state import Placed
from meeting.values import AgencyId, Identifier
from meeting.words import Refused

MOST_LATE: Final = 50
"""What waits of one agency in one case: far more than was ever on its way at once."""


def offer_arrived_late(
    hearing: Hearing,
    command: VolunteerAction | TakeUpSuggestion,
    invited: tuple[AgencyId, ...] = (),
) -> tuple[Placed, ...]:
    """The offer is kept as it is, and is no action."""
    _need_first(hearing, command.action, "action")
    return hearing.in_case(
        OfferArrivedLate(
            action=command.action, agency=hearing.agency, invited=invited, wording=command.wording
        )
    )


def information_arrived_late(hearing: Hearing, command: ShareInformation) -> tuple[Placed, ...]:
    """The point is kept as it is, and was not heard."""
    _need_first(hearing, command.information, "information")
    return hearing.in_case(
        InformationArrivedLate(
            information=command.information,
            agency=hearing.agency,
            subject=command.subject,
            category=command.category,
            nature=command.nature,
            text=command.text,
            dated=command.dated,
        )
    )


def need_own(hearing: Hearing, offer: Identifier, field: str) -> None:
    """Raises Refused where another agency's late offer has that id."""
    found = hearing.case.late_offers.get(offer)
    if found is not None and found.agency != hearing.agency:
        raise Refused("already_there", field)


def leave_out(hearing: Hearing, command: LeaveOutOffer) -> tuple[Placed, ...]:
    """Chair or minute-taker of the case say why it is not taken in."""
    _need_open(hearing, command.offer)
    return hearing.in_case(LateOfferLeftOut(offer=command.offer, reason=command.reason))


def _need_open(hearing: Hearing, offer: Identifier) -> LateOffer:
    found = hearing.case.late_offers.get(offer)
    if found is None or not found.is_open:
        raise Refused("moved_on", "offer")
    return found


def _need_first(hearing: Hearing, offer: Identifier, field: str) -> None:
    late = hearing.case.late_offers
    if offer in late:
        raise Refused("already_there", field)
    waiting = sum(each.is_open and each.agency == hearing.agency for each in late.values())
    hearing.need_room_for(waiting, MOST_LATE, "late offers of one agency")
