"""What is struck: typed into the wrong case, gone from every screen, catch-up and paper (CASE-5).

The sealed record keeps it as it was written. Nobody is sent it any more: in its place goes the same
event without its words, with the hash that its chain has after it.
"""

from meeting.case.information import STRUCK, InformationCorrected, InformationShared
from meeting.case.late_offers import InformationArrivedLate
from meeting.case.sharing import SharingAnswered, SharingAsked
from meeting.preparation import PointPrepared, PreparedPointChanged
from meeting.state import AnyEvent
from meeting.values import InformationId


def without_words(event: AnyEvent, entry: InformationId) -> AnyEvent | None:
    """``event`` without its words, if they are of ``entry`` or were said about it; None if they are
    of another.
    """
    match event:
        case (
            InformationShared()
            | InformationArrivedLate()
            | PointPrepared()
            | PreparedPointChanged()
        ) if event.information == entry:
            return event.model_copy(update={"text": STRUCK, "dated": None})
        case InformationCorrected() if event.information == entry:
            return event.model_copy(update={"text": STRUCK})
        case SharingAsked() if event.information == entry:
            return event.model_copy(update=dict.fromkeys(("what", "to_whom", "purpose"), STRUCK))
        case SharingAnswered() if event.information == entry:
            return event.model_copy(update={"reason": ""})
        case _:
            return None
