"""Actions: volunteered, judged, read back (ACT)."""

from typing import Literal

from meeting.case.actions import Verdict, Wording
from meeting.values import (
    ActionId,
    AgencyId,
    CaseCommand,
    Named,
    PersonId,
)
from meeting.words import OptionalWords, Words


class SuggestAction(CaseCommand):
    """I suggest this to another agency, or to whoever takes it; they decide (ACT-1)."""

    kind: Literal["suggest_action"] = "suggest_action"
    action: ActionId
    to: AgencyId
    wording: Wording


class TakeUpSuggestion(CaseCommand):
    """My agency takes up what was suggested to it, in this wording (ACT-1)."""

    kind: Literal["take_up_suggestion"] = "take_up_suggestion"
    action: ActionId
    version: int
    wording: Wording


class DeclineSuggestion(CaseCommand):
    """My agency declines what was suggested to it, and this is why (ACT-1)."""

    kind: Literal["decline_suggestion"] = "decline_suggestion"
    action: ActionId
    reason: Words


class VolunteerAction(CaseCommand):
    """My agency offers to do this, and asks ``invited`` to join (ACT-1, ACT-4)."""

    kind: Literal["volunteer_action"] = "volunteer_action"
    action: ActionId
    wording: Wording
    invited: Named[AgencyId] = ()


class JoinAction(CaseCommand):
    """My agency joins an action that it was asked to join (ACT-4)."""

    kind: Literal["join_action"] = "join_action"
    action: ActionId
    version: int


class DeclineToJoin(CaseCommand):
    """My agency does not join, and this is why (ACT-4)."""

    kind: Literal["decline_to_join"] = "decline_to_join"
    action: ActionId
    version: int
    reason: Words


class RecordAction(CaseCommand):
    """The minute-taker records what an agency offered aloud; it is to be confirmed (ACT-5)."""

    kind: Literal["record_action"] = "record_action"
    action: ActionId
    agency: AgencyId
    wording: Wording


class ChangeAction(CaseCommand):
    """Its owner changes an action, or the minute-taker what they recorded (ACT-13).

    With ``was``, what its sender saw, each field has a version of its own: what somebody else
    changed meanwhile stays. Without it, nothing may have changed since ``version``.
    """

    kind: Literal["change_action"] = "change_action"
    action: ActionId
    version: int
    wording: Wording
    was: Wording | None = None


class WithdrawAction(CaseCommand):
    """Its owner withdraws an action, or the minute-taker what they recorded, and says why."""

    kind: Literal["withdraw_action"] = "withdraw_action"
    action: ActionId
    version: int
    reason: Words


class ConfirmAction(CaseCommand):
    """My agency confirms this wording of its action (ACT-9)."""

    kind: Literal["confirm_action"] = "confirm_action"
    action: ActionId
    version: int


class WitnessConfirmation(CaseCommand):
    """The minute-taker witnesses a spoken confirmation of an agency without a laptop (ACT-5)."""

    kind: Literal["witness_confirmation"] = "witness_confirmation"
    action: ActionId
    agency: AgencyId
    version: int


class NameClosest(CaseCommand):
    """The chair names who stands closest to the victim (ACT-6, ROLE-9)."""

    kind: Literal["name_closest"] = "name_closest"
    person: PersonId


class JudgeAction(CaseCommand):
    """Who speaks for the victim says that an action is safe, or unsafe and why (ACT-6)."""

    kind: Literal["judge_action"] = "judge_action"
    action: ActionId
    version: int
    verdict: Verdict
    why: OptionalWords = ""


class JudgePlan(CaseCommand):
    """Who speaks for the victim says that the whole plan is safe, or unsafe and why (ACT-6).

    ``version`` is that of the plan they looked at.
    """

    kind: Literal["judge_plan"] = "judge_plan"
    version: int
    verdict: Verdict
    why: OptionalWords = ""


class KeepAction(CaseCommand):
    """The chair agrees to keep an unsafe action that its owner confirmed again (ACT-6)."""

    kind: Literal["keep_action"] = "keep_action"
    action: ActionId
    version: int
    reason: Words


class GiveOutAction(CaseCommand):
    """An urgent action is given to its owners at once, before the close of its case (ACT-12)."""

    kind: Literal["give_out_action"] = "give_out_action"
    action: ActionId
    version: int


class ReadBackActions(CaseCommand):
    """The minute-taker has read aloud the plan of this version (ACT-9)."""

    kind: Literal["read_back_actions"] = "read_back_actions"
    version: int


ActionCommands = (
    SuggestAction
    | TakeUpSuggestion
    | DeclineSuggestion
    | VolunteerAction
    | JoinAction
    | DeclineToJoin
    | RecordAction
    | ChangeAction
    | WithdrawAction
    | ConfirmAction
    | WitnessConfirmation
    | NameClosest
    | JudgeAction
    | JudgePlan
    | KeepAction
    | GiveOutAction
    | ReadBackActions
)
