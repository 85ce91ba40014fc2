"""A referral that its own agency asks to withdraw, since it is not high risk (CASE-7).

Nothing comes of it by itself: each agency says whether it knows otherwise, and the chair closes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, assert_never

from meeting.case.information import STRUCK
from meeting.values import ActionId, AgencyId, EntryId, Event, InformationId, PersonId
from meeting.words import Words


class WithdrawalAsked(Event):
    """The referring agency asks to withdraw the referral, and offers the feedback: ``action``, in
    the words of ``text``, once the case is closed so (CASE-7, ACT-1). ``on_behalf`` if it was said
    aloud, before the minute-taker (ROLE-8).
    """

    kind: Literal["withdrawal_asked"] = "withdrawal_asked"
    agency: AgencyId
    reason: Words
    action: ActionId
    text: Words
    due: date | None
    on_behalf: bool


class NothingToTheContrarySaid(Event):
    """An agency knows nothing that says otherwise (CASE-7)."""

    kind: Literal["nothing_to_the_contrary_said"] = "nothing_to_the_contrary_said"
    agency: AgencyId
    on_behalf: bool


class ContrarySaid(Event):
    """An agency knows otherwise, and has said what: the case is heard as usual (CASE-7)."""

    kind: Literal["contrary_said"] = "contrary_said"
    agency: AgencyId
    information: InformationId


WithdrawalEvent = WithdrawalAsked | NothingToTheContrarySaid | ContrarySaid


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was asked, why and by whom; ``text`` and ``due`` are what its agency then does.

    ``nothing_known``: the agencies that know nothing to the contrary, and whether the minute-taker
    recorded it for them. ``otherwise`` is the agency that knows otherwise, empty while none does.
    ``lapsed``: the case was called again or reopened since, and it has to be asked anew.
    """

    agency: AgencyId
    reason: str
    action: ActionId
    text: str
    due: date | None
    on_behalf: bool
    at: datetime
    by: PersonId
    nothing_known: Mapping[AgencyId, bool] = field(default_factory=dict)
    otherwise: AgencyId = ""
    lapsed: bool = False
    contrary: frozenset[AgencyId] = frozenset()
    """Who knew otherwise, of this request or one before: each has to say itself, here or not, that
    it knows nothing to the contrary any more.
    """


def fold_withdrawal(
    asked: Withdrawal | None, event: WithdrawalEvent, at: datetime, by: PersonId
) -> Withdrawal | None:
    """``asked`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case WithdrawalAsked():
            return Withdrawal(
                agency=event.agency,
                reason=event.reason,
                action=event.action,
                text=event.text,
                due=event.due,
                on_behalf=event.on_behalf,
                at=at,
                by=by,
                contrary=asked.contrary if asked else frozenset(),
            )
        case NothingToTheContrarySaid():
            said = {**asked.nothing_known, event.agency: event.on_behalf} if asked else {}
            return asked and replace(asked, nothing_known=said)
        case ContrarySaid():
            contrary = asked.contrary | {event.agency} if asked else frozenset()
            return asked and replace(asked, otherwise=event.agency, contrary=contrary)
        case _:
            assert_never(event)


def lapsed(asked: Withdrawal | None) -> Withdrawal | None:
    """``asked``, once the case begins anew: who is in the room then may know something else."""
    return asked and replace(asked, lapsed=True)


def strike_offered(asked: Withdrawal | None, entry: EntryId) -> Withdrawal | None:
    """``asked`` without its words, where the action that it offered is struck (CASE-5)."""
    if asked is None or asked.action != entry:
        return asked
    return replace(asked, reason=STRUCK, text=STRUCK, due=None)
