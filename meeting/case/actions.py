"""The actions of a case and their life (ACT-1 to ACT-13).

An action is its owner's because its owner offered it. What others suggest, or the minute-taker
records for somebody, is no action until that agency takes it up or confirms it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, TypeVar, assert_never

from meeting.case.information import STRUCK
from meeting.values import (
    ActionId,
    AgencyId,
    EntryId,
    Event,
    Frozen,
    Named,
    PersonId,
    RiskId,
    Subject,
)
from meeting.words import OptionalWords, Words

Found = TypeVar("Found")


class Wording(Frozen):
    """What is offered (ACT-2). Only ``text`` is needed to offer it; the rest may be said later."""

    text: Words
    for_whom: Subject | None = None
    risks: Named[RiskId] = ()
    due: date | None = None
    done_when: OptionalWords = ""
    """The evidence by which anybody can tell that it was done."""
    named: OptionalWords = ""
    """The person of the agency who will do it."""
    urgent: bool = False
    after: ActionId | None = None
    """The action that has to be done first (ACT-4)."""


class Verdict(StrEnum):
    """What whoever speaks for the victim says of an action, or of the whole plan (ACT-6)."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class ActionSuggested(Event):
    """Somebody suggested an action to another agency, or to whoever will take it (ACT-1)."""

    kind: Literal["action_suggested"] = "action_suggested"
    action: ActionId
    to: AgencyId | None
    agency: AgencyId
    wording: Wording


class SuggestionTakenUp(Event):
    """An agency made a suggestion its own, in its own wording (ACT-1)."""

    kind: Literal["suggestion_taken_up"] = "suggestion_taken_up"
    action: ActionId
    agency: AgencyId
    wording: Wording


class SuggestionDeclined(Event):
    """An agency declined what was suggested to it, and said why (ACT-1)."""

    kind: Literal["suggestion_declined"] = "suggestion_declined"
    action: ActionId
    agency: AgencyId
    reason: Words


class ActionVolunteered(Event):
    """An agency offered an action; ``invited`` agencies are asked to join it (ACT-1, ACT-4)."""

    kind: Literal["action_volunteered"] = "action_volunteered"
    action: ActionId
    agency: AgencyId
    invited: tuple[AgencyId, ...]
    wording: Wording


class ActionRecorded(Event):
    """The minute-taker recorded what an agency offered aloud; not yet an action (ACT-5)."""

    kind: Literal["action_recorded"] = "action_recorded"
    action: ActionId
    agency: AgencyId
    wording: Wording


class ActionJoined(Event):
    """An agency that was asked joined a joint action (ACT-4)."""

    kind: Literal["action_joined"] = "action_joined"
    action: ActionId
    agency: AgencyId


class JoiningDeclined(Event):
    """An agency that was asked to join did not, and said why (ACT-4)."""

    kind: Literal["joining_declined"] = "joining_declined"
    action: ActionId
    agency: AgencyId
    reason: Words


class ActionChanged(Event):
    """An owner changed the wording or the date, which voids confirmation and verdict (ACT-13).

    It binds ``agency`` alone: whoever owned it besides is asked to join what it is now (ACT-1).
    """

    kind: Literal["action_changed"] = "action_changed"
    action: ActionId
    agency: AgencyId
    wording: Wording


class ActionConfirmed(Event):
    """An owner confirmed the wording, itself or before the minute-taker (ACT-5, ACT-9)."""

    kind: Literal["action_confirmed"] = "action_confirmed"
    action: ActionId
    agency: AgencyId
    witness: PersonId | None


class ActionJudged(Event):
    """Who speaks for the victim judged the action; unsafe stops it (ACT-6)."""

    kind: Literal["action_judged"] = "action_judged"
    action: ActionId
    verdict: Verdict
    why: OptionalWords


class ActionKept(Event):
    """The chair agreed to keep an unsafe action that its owner confirmed again (ACT-6)."""

    kind: Literal["action_kept"] = "action_kept"
    action: ActionId
    reason: Words


class ActionWithdrawn(Event):
    """An owner withdrew; the action goes on if others own it besides (ACT-4)."""

    kind: Literal["action_withdrawn"] = "action_withdrawn"
    action: ActionId
    agency: AgencyId
    reason: Words


class ActionGivenOut(Event):
    """An urgent action was given to its owners, before the list is approved (ACT-12)."""

    kind: Literal["action_given_out"] = "action_given_out"
    action: ActionId
    version: int


class OwnerOutOfIt(Event):
    """Who spoke for an owner, is named for it or was the last of that agency here, is out of the
    case since: what was confirmed for that agency is confirmed anew, by a colleague (ACT-9, CON-2).
    """

    kind: Literal["owner_out_of_it"] = "owner_out_of_it"
    action: ActionId
    agency: AgencyId
    person: PersonId


class PlanJudged(Event):
    """Who speaks for the victim judged the plan as a whole (ACT-6)."""

    kind: Literal["plan_judged"] = "plan_judged"
    verdict: Verdict
    why: OptionalWords


ActionEvent = (
    ActionSuggested
    | SuggestionTakenUp
    | SuggestionDeclined
    | ActionVolunteered
    | ActionRecorded
    | ActionJoined
    | JoiningDeclined
    | ActionChanged
    | ActionConfirmed
    | ActionJudged
    | ActionKept
    | ActionWithdrawn
    | ActionGivenOut
    | OwnerOutOfIt
    | PlanJudged
)


Reworded = (
    SuggestionTakenUp
    | ActionVolunteered
    | ActionRecorded
    | ActionJoined
    | ActionChanged
    | ActionWithdrawn
)
"""What gives an action a wording or owners that nobody has read back yet."""


class Standing(StrEnum):
    """Where an action is in its life, in words for the table."""

    SUGGESTED = "suggested"
    DECLINED = "declined"
    RECORDED = "recorded, to be confirmed"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    STOPPED = "stopped as unsafe"
    KEPT = "kept, with the reason"
    WITHDRAWN = "withdrawn"
    STRUCK = "struck"


SETTLED = frozenset({Standing.DECLINED, Standing.WITHDRAWN, Standing.STRUCK})
"""Standings from which nothing more can come of an action."""
COMMITTED = frozenset({Standing.OFFERED, Standing.CONFIRMED, Standing.KEPT})
"""Standings in which an action is some agency's own (ACT-1, ACT-5)."""
ANSWERING = COMMITTED | {Standing.RECORDED}
"""Standings in which an action answers a risk or an aim: what is recorded is open besides, as long
as its agency has not confirmed it. What is suggested or stopped as unsafe answers nothing (ACT-10).
"""


@dataclass(frozen=True, slots=True)
class Action:
    """One action. ``label`` is how the table calls it: A1, A2 … in the order recorded.

    ``owners`` are the agencies that made it theirs; ``invited`` were asked to join and have not
    answered; ``asked_again`` are those of them who owned it before it was changed. ``confirmed``
    maps an owner to the witness of its confirmation, None for its own screen.
    """

    action: ActionId
    label: str
    wording: Wording
    at: datetime
    by: PersonId
    owners: tuple[AgencyId, ...] = ()
    suggested_to: AgencyId | None = None
    suggested_by: AgencyId | None = None
    invited: frozenset[AgencyId] = frozenset()
    asked_again: frozenset[AgencyId] = frozenset()
    declined: Mapping[AgencyId, str] = field(default_factory=dict)
    recorded: bool = False
    version: int = 1
    confirmed: Mapping[AgencyId, PersonId | None] = field(default_factory=dict)
    spoken_by: Mapping[AgencyId, PersonId] = field(default_factory=dict)
    """Who of an owner offered it, or spoke for it on their own screen since."""
    owner_out: Mapping[AgencyId, PersonId] = field(default_factory=dict)
    """Owners of whom somebody is out of the case, and no colleague has confirmed since; and who."""
    given_out_at: datetime | None = None
    """When it was last given to its owners, as urgent, and in which version."""
    given_version: int = 0
    verdict: Verdict | None = None
    judged_by: PersonId | None = None
    why_unsafe: str = ""
    safe_because: str = ""
    """Why whoever said that it is unsafe took that back."""
    kept_because: str = ""
    withdrawn_because: str = ""
    struck_by: PersonId | None = None
    """Who struck it, if anybody did: then none of its words are here (CASE-5)."""

    @property
    def is_confirmed(self) -> bool:
        """Whether every owner has confirmed this wording."""
        return bool(self.owners) and all(owner in self.confirmed for owner in self.owners)

    @property
    def is_to_give_out(self) -> bool:
        """Whether it is urgent, some agency's own, and not given out in this wording (ACT-12)."""
        urgent = self.wording.urgent and self.standing in COMMITTED
        return urgent and self.given_version != self.version

    @property
    def standing(self) -> Standing:
        """Where it is in its life."""
        for holds, standing in (
            (self.struck_by, Standing.STRUCK),
            (self.withdrawn_because, Standing.WITHDRAWN),
            (not self.owners and self.suggested_to in self.declined, Standing.DECLINED),
            (not self.owners, Standing.SUGGESTED),
            (self.verdict is Verdict.UNSAFE and not self.kept_because, Standing.STOPPED),
            (self.kept_because, Standing.KEPT),
            (self.is_confirmed, Standing.CONFIRMED),
            (self.recorded, Standing.RECORDED),
        ):
            if holds:
                return standing
        return Standing.OFFERED


@dataclass(frozen=True, slots=True)
class Plan:
    """The actions of the case, and what was said of them together.

    ``version`` rises with every change to what would be done.
    """

    version: int = 0
    actions: Mapping[ActionId, Action] = field(default_factory=dict)
    verdict: Verdict | None = None
    judged_by: PersonId | None = None
    why_unsafe: str = ""


def fold_plan(plan: Plan, event: ActionEvent, at: datetime, by: PersonId) -> Plan:
    """``plan`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case PlanJudged():
            return replace(plan, verdict=event.verdict, why_unsafe=event.why, judged_by=by)
        case ActionSuggested() | ActionVolunteered() | ActionRecorded():
            action = _spoken(_made(event, f"A{len(plan.actions) + 1}", at, by), event, by)
        case (
            SuggestionTakenUp()
            | SuggestionDeclined()
            | ActionJoined()
            | JoiningDeclined()
            | ActionChanged()
            | ActionConfirmed()
            | ActionJudged()
            | ActionKept()
            | ActionWithdrawn()
            | ActionGivenOut()
            | OwnerOutOfIt()
        ):
            found = plan.actions.get(event.action)
            if found is None:
                return plan
            action = _spoken(_fold_action(found, event, at, by), event, by)
        case _:
            assert_never(event)
    actions = {**plan.actions, event.action: action}
    if isinstance(event, ActionConfirmed | ActionJudged | ActionGivenOut | OwnerOutOfIt):
        return replace(plan, actions=actions)
    # The plan is another one now: what was said of it as a whole no longer holds (ACT-13).
    return Plan(version=plan.version + 1, actions=actions)


def strike_action(plan: Plan, entry: EntryId, by: PersonId) -> Plan:
    """``plan`` without the words of an action that ``by`` struck. Whose it was, that they confirmed
    it and that it was given out stays, so that it is asked for in its own case (CASE-5).
    """
    found = plan.actions.get(entry)
    if found is None:
        return plan
    wordless = replace(
        found,
        wording=Wording(text=STRUCK),
        invited=frozenset(),
        asked_again=frozenset(),
        declined=dict.fromkeys(found.declined, STRUCK),
        why_unsafe="",
        safe_because="",
        kept_because="",
        withdrawn_because="",
        struck_by=by,
    )
    return Plan(version=plan.version + 1, actions={**plan.actions, entry: wordless})


def _made(
    event: ActionSuggested | ActionVolunteered | ActionRecorded,
    label: str,
    at: datetime,
    by: PersonId,
) -> Action:
    action = Action(event.action, label, event.wording, at, by)
    match event:
        case ActionSuggested():
            return replace(action, suggested_to=event.to, suggested_by=event.agency)
        case ActionVolunteered():
            return replace(action, owners=(event.agency,), invited=frozenset(event.invited))
        case ActionRecorded():
            return replace(action, owners=(event.agency,), recorded=True)
        case _:
            assert_never(event)


ChangeOfAction = (
    SuggestionTakenUp
    | SuggestionDeclined
    | ActionJoined
    | JoiningDeclined
    | ActionChanged
    | ActionConfirmed
    | ActionJudged
    | ActionKept
    | ActionWithdrawn
    | ActionGivenOut
    | OwnerOutOfIt
)


def _fold_action(action: Action, event: ChangeOfAction, at: datetime, by: PersonId) -> Action:
    match event:
        case SuggestionTakenUp():
            return _reworded(replace(action, owners=(event.agency,)), event.wording)
        case SuggestionDeclined() | JoiningDeclined():
            declined = replace(
                action,
                invited=action.invited - {event.agency},
                asked_again=action.asked_again - {event.agency},
                declined={**action.declined, event.agency: event.reason},
            )
            return _withdrawn_if_nobodys(declined, event.reason)
        case ActionJoined():
            # Another owner makes it another action: it is confirmed and judged anew (ACT-13).
            joined = replace(
                action,
                owners=(*action.owners, event.agency),
                invited=action.invited - {event.agency},
                asked_again=action.asked_again - {event.agency},
            )
            return _still_unsafe(_reworded(joined, action.wording), action)
        case ActionChanged():
            others = frozenset(action.owners) - {event.agency}
            changed = replace(
                action,
                owners=(event.agency,),
                invited=action.invited | others,
                asked_again=action.asked_again | others,
            )
            return _reworded(changed, event.wording)
        case ActionConfirmed():
            confirmed = {**action.confirmed, event.agency: event.witness}
            # What an agency has confirmed on its own screen is no longer the minute-taker's.
            recorded = action.recorded and event.witness is not None
            return replace(action, confirmed=confirmed, recorded=recorded)
        case ActionJudged(verdict=Verdict.UNSAFE):
            stopped = _reworded(action, action.wording)
            return replace(stopped, verdict=Verdict.UNSAFE, why_unsafe=event.why, judged_by=by)
        case ActionJudged():
            # What was said to be unsafe stays to be read beside why it no longer is.
            return replace(
                action,
                verdict=event.verdict,
                judged_by=by,
                safe_because=event.why if action.verdict is Verdict.UNSAFE else "",
                kept_because="",
            )
        case ActionKept():
            return replace(action, kept_because=event.reason)
        case ActionWithdrawn():
            return _without_owner(action, event)
        case ActionGivenOut():
            return replace(action, given_out_at=at, given_version=event.version)
        case OwnerOutOfIt():
            return replace(
                action,
                confirmed=_less(action.confirmed, event.agency),
                owner_out={**action.owner_out, event.agency: event.person},
            )
        case _:
            assert_never(event)


def _less(by_agency: Mapping[AgencyId, Found], agency: AgencyId) -> dict[AgencyId, Found]:
    return {each: found for each, found in by_agency.items() if each != agency}


def _spoken(action: Action, event: ActionEvent, by: PersonId) -> Action:
    """``action``, with who speaks for an agency since, which is not out of it by that any more."""
    match event:
        case (
            ActionVolunteered()
            | SuggestionTakenUp()
            | ActionJoined()
            | ActionChanged()
            | ActionConfirmed(witness=None)
        ):
            spoken_by = {**action.spoken_by, event.agency: by}
        case ActionConfirmed() | ActionWithdrawn():
            spoken_by = _less(action.spoken_by, event.agency)
        case _:
            return action
    return replace(action, spoken_by=spoken_by, owner_out=_less(action.owner_out, event.agency))


def with_owner_back(plan: Plan, person: PersonId) -> Plan:
    """``plan`` when it was decided that ``person`` may stay: they are not out of it any more."""
    actions = {
        key: replace(
            action,
            owner_out={who: out for who, out in action.owner_out.items() if out != person},
        )
        for key, action in plan.actions.items()
    }
    return replace(plan, actions=actions)


def _reworded(action: Action, wording: Wording) -> Action:
    """``action`` with another wording or owner: neither confirmed nor judged (ACT-13)."""
    return replace(
        action,
        wording=wording,
        version=action.version + 1,
        confirmed={},
        verdict=None,
        judged_by=None,
        why_unsafe="",
        safe_because="",
        kept_because="",
    )


def _without_owner(action: Action, event: ActionWithdrawn) -> Action:
    """The action goes on while anybody owns it, or did before it was changed and is asked again:
    nobody ends another's offer.
    """
    left = tuple(owner for owner in action.owners if owner != event.agency)
    if not left and not action.asked_again:
        return replace(action, withdrawn_because=event.reason)
    declined = {**action.declined, event.agency: event.reason}
    remaining = _reworded(replace(action, owners=left, declined=declined), action.wording)
    return _still_unsafe(remaining, action)


def _withdrawn_if_nobodys(action: Action, reason: str) -> Action:
    """An action that was offered, and that nobody owns or is asked again to own, is at its end."""
    if action.owners or action.asked_again or action.suggested_to is not None:
        return action
    return replace(action, withdrawn_because=reason)


def _still_unsafe(action: Action, before: Action) -> Action:
    """``action``, stopped if it was so ``before``: who does it does not take the danger away."""
    if before.verdict is not Verdict.UNSAFE:
        return action
    return replace(
        action, verdict=Verdict.UNSAFE, why_unsafe=before.why_unsafe, judged_by=before.judged_by
    )
