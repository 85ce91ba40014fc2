"""A referral that is not high risk (CASE-7)."""

from datetime import date
from typing import Literal

from meeting.case.information import Nature
from meeting.values import (
    ActionId,
    AgencyId,
    CaseCommand,
    InformationId,
    Instant,
    Subject,
)
from meeting.words import Words


class AskToWithdrawReferral(CaseCommand):
    """The referring agency's own representative asks to withdraw the referral, and offers the
    feedback that follows (CASE-7, ACT-1). Said aloud, the minute-taker records it (ROLE-8).
    """

    kind: Literal["ask_to_withdraw_referral"] = "ask_to_withdraw_referral"
    reason: Words
    action: ActionId
    text: Words
    due: date | None = None


class NothingToTheContrary(CaseCommand):
    """My agency knows nothing that says otherwise (CASE-7). ``asked`` is when that was asked which
    its sender looks at.
    """

    kind: Literal["nothing_to_the_contrary"] = "nothing_to_the_contrary"
    asked: Instant
    agency: AgencyId


class KnowOtherwise(CaseCommand):
    """My agency knows what says otherwise, and says it: the case is heard as usual (CASE-7)."""

    kind: Literal["know_otherwise"] = "know_otherwise"
    asked: Instant
    agency: AgencyId
    information: InformationId
    subject: Subject
    nature: Nature
    text: Words


WithdrawalCommands = AskToWithdrawReferral | NothingToTheContrary | KnowOtherwise
