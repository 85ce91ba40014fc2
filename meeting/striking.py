"""What is struck: typed into the wrong case, gone from every screen, catch-up and paper (CASE-5).

The sealed record keeps it as it was written. Nobody is sent it any more: in its place goes the same
event without its words, with the hash that its chain has after it.
"""

from meeting.case.actions import (
    ActionChanged,
    ActionJudged,
    ActionKept,
    ActionRecorded,
    ActionSuggested,
    ActionVolunteered,
    ActionWithdrawn,
    JoiningDeclined,
    SuggestionDeclined,
    SuggestionTakenUp,
    Wording,
)
from meeting.case.information import STRUCK, InformationCorrected, InformationShared
from meeting.case.late_offers import (
    InformationArrivedLate,
    LateOfferLeftOut,
    OfferArrivedLate,
    without_its_words,
)
from meeting.case.risks import RiskChanged, RiskRecorded, RiskSettled, RiskTakenBack
from meeting.case.sharing import SharingAnswered, SharingAsked
from meeting.case.withdrawal import WithdrawalAsked
from meeting.preparation import PointPrepared, PreparedPointChanged
from meeting.state import AnyEvent
from meeting.values import EntryId


def without_words(event: AnyEvent, entry: EntryId) -> AnyEvent | None:
    """``event`` without its words, if they are of ``entry`` or were said about it; None if they are
    of another.
    """
    left = _of_information(event, entry) or _of_risk(event, entry) or _of_action(event, entry)
    return event.model_copy(update=left) if left else None


def _of_information(event: AnyEvent, entry: EntryId) -> dict[str, object]:
    match event:
        case InformationShared() | PointPrepared() | PreparedPointChanged() if (
            event.information == entry
        ):
            return {"text": STRUCK, "dated": None}
        case InformationArrivedLate() if event.information == entry:
            return without_its_words(event)
        case InformationCorrected() if event.information == entry:
            return {"text": STRUCK}
        case SharingAsked() if event.information == entry:
            return dict.fromkeys(("what", "to_whom", "purpose"), STRUCK)
        case SharingAnswered() if event.information == entry:
            return {"reason": ""}
        case LateOfferLeftOut() if event.offer == entry:
            return {"reason": STRUCK}
        case _:
            return {}


def _of_risk(event: AnyEvent, entry: EntryId) -> dict[str, object]:
    match event:
        case RiskRecorded() | RiskChanged() if event.risk == entry:
            return {"text": STRUCK, "information": ()}
        case RiskSettled() if event.risk == entry:
            return {"why": ""}
        case RiskTakenBack() if event.risk == entry:
            return {"reason": STRUCK}
        case _:
            return {}


def _of_action(event: AnyEvent, entry: EntryId) -> dict[str, object]:
    match event:
        case (
            ActionSuggested()
            | SuggestionTakenUp()
            | ActionVolunteered()
            | ActionRecorded()
            | ActionChanged()
        ) if event.action == entry:
            return {"wording": Wording(text=STRUCK)}
        case WithdrawalAsked() if event.action == entry:
            return {"reason": STRUCK, "text": STRUCK, "due": None}
        case OfferArrivedLate() if event.action == entry:
            return without_its_words(event)
        case SuggestionDeclined() | JoiningDeclined() | ActionKept() | ActionWithdrawn() if (
            event.action == entry
        ):
            return {"reason": STRUCK}
        case ActionJudged() if event.action == entry:
            return {"why": ""}
        case _:
            return {}
