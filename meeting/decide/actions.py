"""The life of an action: ACT-1 to ACT-6, ACT-9, ACT-13.

There is no way, for anyone, to put an action on another agency. Whose action it becomes is always
the asker's own agency, as the office has it; what the minute-taker records for somebody is not an
action until that agency confirms it.
"""

import unicodedata
from datetime import date
from typing import assert_never

from agenda.plan import Role
from meeting.case.actions import (
    SETTLED,
    Action,
    ActionChanged,
    ActionConfirmed,
    ActionGivenOut,
    ActionJoined,
    ActionJudged,
    ActionKept,
    ActionRecorded,
    ActionSuggested,
    ActionVolunteered,
    ActionWithdrawn,
    JoiningDeclined,
    Plan,
    PlanJudged,
    Standing,
    SuggestionDeclined,
    SuggestionTakenUp,
    Verdict,
    Wording,
)
from meeting.case.hearing import ActionsReadBack, ClosestNamed
from meeting.case.table import at_table, has_laptop, takes_part
from meeting.commands import (
    MAY_JUDGE,
    ActionCommands,
    ChangeAction,
    ConfirmAction,
    DeclineSuggestion,
    DeclineToJoin,
    GiveOutAction,
    JoinAction,
    JudgeAction,
    JudgePlan,
    KeepAction,
    NameClosest,
    ReadBackActions,
    RecordAction,
    SuggestAction,
    TakeUpSuggestion,
    VolunteerAction,
    WithdrawAction,
    WitnessConfirmation,
)
from meeting.decide.asking import MOST_ACTIONS, Hearing
from meeting.decide.late_offers import need_own, offer_arrived_late
from meeting.decide.merging import put_together
from meeting.state import Placed
from meeting.values import ActionId, AgencyId
from meeting.words import Refused


def decide_actions(hearing: Hearing, command: ActionCommands) -> tuple[Placed, ...]:
    """Which actions the case has after ``command``, and where each is in its life."""
    match command:
        case SuggestAction():
            return _suggest(hearing, command)
        case TakeUpSuggestion():
            return _take_up(hearing, command)
        case DeclineSuggestion():
            return _decline(hearing, command)
        case VolunteerAction():
            return _volunteer(hearing, command)
        case JoinAction():
            return _join(hearing, command)
        case DeclineToJoin():
            return _decline_to_join(hearing, command)
        case RecordAction():
            return _record(hearing, command)
        case ChangeAction():
            return _change(hearing, command)
        case WithdrawAction():
            return _withdraw(hearing, command)
        case ConfirmAction():
            return _confirm(hearing, command)
        case WitnessConfirmation():
            return _witness(hearing, command)
        case NameClosest():
            return _name_closest(hearing, command)
        case JudgeAction():
            return _judge(hearing, command)
        case JudgePlan():
            return _judge_plan(hearing, command)
        case KeepAction():
            return _keep(hearing, command)
        case GiveOutAction():
            return _give_out(hearing, command)
        case ReadBackActions():
            _need_plan(hearing, command.version)
            return hearing.in_case(ActionsReadBack())
        case _:
            assert_never(command)


# ACT-1: what is suggested is taken up or declined.


def _suggest(hearing: Hearing, command: SuggestAction) -> tuple[Placed, ...]:
    need_new(hearing, command.action)
    hearing.need_member(command.to, "to")
    if command.to == hearing.agency and hearing.role is Role.REPRESENTATIVE:
        raise Refused("own_agency", "to")
    _need_wording(hearing, command.action, command.wording)
    return hearing.in_case(
        ActionSuggested(
            action=command.action, to=command.to, agency=hearing.agency, wording=command.wording
        )
    )


def _take_up(hearing: Hearing, command: TakeUpSuggestion) -> tuple[Placed, ...]:
    """After the close it is no action: it is kept as what arrives late, for nobody has looked at it
    for danger or read it back (ACT-6, ACT-9).
    """
    action = _suggestion_to_asker(hearing, command.action)
    _need_version(action, command.version)
    _need_wording(hearing, command.action, command.wording)
    if hearing.case.closing is not None:
        return offer_arrived_late(hearing, command)
    return hearing.in_case(
        SuggestionTakenUp(action=command.action, agency=hearing.agency, wording=command.wording)
    )


def _decline(hearing: Hearing, command: DeclineSuggestion) -> tuple[Placed, ...]:
    """After the close too: who came later, or was not here, says why, and nothing comes of it."""
    _suggestion_to_asker(hearing, command.action)
    return hearing.in_case(
        SuggestionDeclined(action=command.action, agency=hearing.agency, reason=command.reason)
    )


def _suggestion_to_asker(hearing: Hearing, action: ActionId) -> Action:
    """What waits for the asker's agency; what a colleague has answered already is said so."""
    found = _action(hearing, action)
    if found.suggested_to == hearing.agency and found.standing is not Standing.SUGGESTED:
        speaker = hearing.room.register.get(found.spoken_by.get(hearing.agency, ""))
        if hearing.agency in found.owners and speaker is not None:
            raise Refused("taken_up_already", "action", name=speaker.name)
        if found.standing is Standing.DECLINED:
            raise Refused("declined_already", "action")
    if found.standing is not Standing.SUGGESTED:
        raise Refused("not_a_suggestion", "action")
    if found.suggested_to != hearing.agency:
        raise Refused("not_suggested_to_you", "action")
    return found


# ACT-1, ACT-4 and ACT-5: an agency's own offer, joined by others, or recorded for it.


def _volunteer(hearing: Hearing, command: VolunteerAction) -> tuple[Placed, ...]:
    need_new(hearing, command.action)
    _need_wording(hearing, command.action, command.wording)
    for agency in command.invited:
        hearing.need_member(agency, "invited")
    others = tuple(agency for agency in dict.fromkeys(command.invited) if agency != hearing.agency)
    if hearing.case.closing is not None:
        return offer_arrived_late(hearing, command, others)
    need_own(hearing, command.action, "action")
    return hearing.in_case(
        ActionVolunteered(
            action=command.action, agency=hearing.agency, invited=others, wording=command.wording
        )
    )


def _join(hearing: Hearing, command: JoinAction) -> tuple[Placed, ...]:
    action = _invitation(hearing, command.action)
    _need_version(action, command.version)
    return hearing.in_case(ActionJoined(action=command.action, agency=hearing.agency))


def _decline_to_join(hearing: Hearing, command: DeclineToJoin) -> tuple[Placed, ...]:
    _need_version(_invitation(hearing, command.action), command.version)
    return hearing.in_case(
        JoiningDeclined(action=command.action, agency=hearing.agency, reason=command.reason)
    )


def _invitation(hearing: Hearing, action: ActionId) -> Action:
    found = _live(hearing, action)
    if hearing.agency not in found.invited:
        raise Refused("not_asked_to_join", "action")
    return found


def _record(hearing: Hearing, command: RecordAction) -> tuple[Placed, ...]:
    need_new(hearing, command.action)
    hearing.need_member(command.agency)
    if not at_table(hearing.room, hearing.case, command.agency):
        raise Refused("suggest_instead", "agency")
    _need_wording(hearing, command.action, command.wording)
    return hearing.in_case(
        ActionRecorded(action=command.action, agency=command.agency, wording=command.wording)
    )


# ACT-9 and ACT-13: what is changed is confirmed anew.


def _change(hearing: Hearing, command: ChangeAction) -> tuple[Placed, ...]:
    action, agency = _own(hearing, command.action)
    wording = _put_together(hearing, command, action)
    _need_wording(hearing, command.action, wording)
    # The same words again are no change, and must not lift what stopped them as unsafe (ACT-6).
    stopped = action.verdict is Verdict.UNSAFE
    if wording == action.wording or (stopped and _says_the_same(wording, action)):
        raise Refused("already_there", "wording")
    return hearing.in_case(ActionChanged(action=command.action, agency=agency, wording=wording))


def _put_together(hearing: Hearing, command: ChangeAction, action: Action) -> Wording:
    """What somebody else changed meanwhile stays. What was stopped meanwhile is changed by nobody
    who has not read why: a change lifts it (ACT-6, ACT-13).
    """
    if command.was is None:
        _need_version(action, command.version)
        return command.wording
    if command.version != action.version and action.verdict is Verdict.UNSAFE:
        raise Refused("stopped_meanwhile", "action")
    return put_together(hearing.case, command.was, action.wording, command.wording)


def _says_the_same(wording: Wording, action: Action) -> bool:
    """Whether nothing but spaces, punctuation or capitals differs: that is no other action."""
    return _without_points(wording) == _without_points(action.wording)


def _without_points(wording: Wording) -> Wording:
    text = wording.text.casefold()
    kept = "".join(char for char in text if unicodedata.category(char)[0] not in "PZ")
    return wording.model_copy(update={"text": kept})


def _withdraw(hearing: Hearing, command: WithdrawAction) -> tuple[Placed, ...]:
    _, agency = _own_at_version(hearing, command.action, command.version)
    return hearing.in_case(
        ActionWithdrawn(action=command.action, agency=agency, reason=command.reason)
    )


def _confirm(hearing: Hearing, command: ConfirmAction) -> tuple[Placed, ...]:
    _need_confirmable(hearing, command.action, command.version, hearing.agency)
    return hearing.in_case(
        ActionConfirmed(action=command.action, agency=hearing.agency, witness=None)
    )


def _witness(hearing: Hearing, command: WitnessConfirmation) -> tuple[Placed, ...]:
    hearing.need_at_table(command.agency)
    if has_laptop(hearing.room, hearing.case, command.agency):
        raise Refused("agency_has_a_laptop", "agency")
    _need_confirmable(hearing, command.action, command.version, command.agency)
    witness = hearing.asking.who.person
    return hearing.in_case(
        ActionConfirmed(action=command.action, agency=command.agency, witness=witness)
    )


def _need_confirmable(hearing: Hearing, action: ActionId, version: int, agency: AgencyId) -> None:
    found = _live(hearing, action)
    if agency not in found.owners:
        raise Refused("not_your_action", "action")
    _need_version(found, version)
    if agency in found.confirmed:
        raise Refused("already_confirmed", "action")


def _own_at_version(hearing: Hearing, action: ActionId, version: int) -> tuple[Action, AgencyId]:
    """The action as its sender saw it, and the owner for whom they act."""
    found, agency = _own(hearing, action)
    _need_version(found, version)
    return found, agency


def _own(hearing: Hearing, action: ActionId) -> tuple[Action, AgencyId]:
    """The action, and the owner for whom its sender acts: their own agency, or the one for which
    the minute-taker recorded it and which has not confirmed it itself yet (ACT-5).
    """
    found = _live(hearing, action)
    if hearing.role is Role.MINUTE_TAKER:
        agency = found.owners[0] if found.recorded else None
    else:
        agency = hearing.agency if hearing.agency in found.owners else None
    if agency is None:
        raise Refused("not_your_action", "action")
    return found, agency


# ACT-6: safety.


def _name_closest(hearing: Hearing, command: NameClosest) -> tuple[Placed, ...]:
    line = hearing.room.register.get(command.person)
    if line is None:
        raise Refused("no_such_person", "person")
    if not takes_part(hearing.case, line):
        raise Refused("not_here", "person")
    if line.role not in MAY_JUDGE:
        raise Refused("cannot_judge", "person")
    return hearing.in_case(ClosestNamed(person=command.person))


def _judge(hearing: Hearing, command: JudgeAction) -> tuple[Placed, ...]:
    action = _live(hearing, command.action)
    _need_version(action, command.version)
    _need_judge(hearing, command, action)
    _need_why(command.verdict, command.why)
    if not action.owners:
        raise Refused("no_such_action", "action")
    return hearing.in_case(
        ActionJudged(action=command.action, verdict=command.verdict, why=command.why)
    )


def _judge_plan(hearing: Hearing, command: JudgePlan) -> tuple[Placed, ...]:
    _need_plan(hearing, command.version)
    _need_judge(hearing, command, hearing.case.plan)
    _need_why(command.verdict, command.why)
    return hearing.in_case(PlanJudged(verdict=command.verdict, why=command.why))


def _keep(hearing: Hearing, command: KeepAction) -> tuple[Placed, ...]:
    action = _live(hearing, command.action)
    _need_version(action, command.version)
    if action.standing is not Standing.STOPPED:
        raise Refused("not_unsafe", "action")
    if not action.is_confirmed:
        raise Refused("owner_first", "action")
    return hearing.in_case(ActionKept(action=command.action, reason=command.reason))


def _give_out(hearing: Hearing, command: GiveOutAction) -> tuple[Placed, ...]:
    """Before the close: only what its owners have confirmed, and once in each wording (ACT-12)."""
    action = _live(hearing, command.action)
    _need_version(action, command.version)
    if not action.wording.urgent:
        raise Refused("not_urgent", "action")
    if action.standing not in {Standing.CONFIRMED, Standing.KEPT}:
        raise Refused("not_confirmed_yet", "action")
    if not action.is_to_give_out:
        raise Refused("given_out_already", "action")
    return hearing.in_case(ActionGivenOut(action=action.action, version=action.version))


def _need_closest(hearing: Hearing, verdict: Verdict) -> None:
    """Whom the chair named judges, while they are here; the IDVA can always say unsafe."""
    line = hearing.asking.line
    closest = hearing.room.register.get(hearing.case.closest or "")
    named = closest is not None and takes_part(hearing.case, closest)
    stands_in = line.speaks_for_victim and (not named or verdict is Verdict.UNSAFE)
    if not stands_in and not (named and closest == line):
        raise Refused("not_closest", advocate=hearing.room.protocol.roles.advocate)


def _need_judge(hearing: Hearing, command: JudgeAction | JudgePlan, judged: Action | Plan) -> None:
    """Who stands closest; and what was said to be unsafe is taken back by nobody but who said so,
    with why (ACT-6).
    """
    stands = judged.verdict is Verdict.UNSAFE
    mine = stands and judged.judged_by == hearing.asking.who.person
    if not mine:
        _need_closest(hearing, command.verdict)
    if not stands or command.verdict is Verdict.UNSAFE:
        return
    if not mine:
        raise Refused("unsafe_stands")
    if not command.why:
        raise Refused("safe_needs_why", "why")


def _need_why(verdict: Verdict, why: str) -> None:
    if verdict is Verdict.UNSAFE and not why:
        raise Refused("unsafe_needs_why", "why")


# What every action needs


def need_new(hearing: Hearing, action: ActionId) -> None:
    """Raises Refused where there is an action of that id, or may come to be one (CASE-7)."""
    asked = hearing.case.withdrawal
    if action in hearing.case.plan.actions or (asked is not None and action == asked.action):
        raise Refused("already_there", "action")
    hearing.need_room_for(len(hearing.case.plan.actions), MOST_ACTIONS, "actions")


def _need_plan(hearing: Hearing, version: int) -> None:
    """Nothing was added or changed since the sender looked at the plan."""
    if version != hearing.case.plan.version:
        raise Refused("moved_on", "version")


def _need_wording(hearing: Hearing, action: ActionId, wording: Wording) -> None:
    hearing.need_subject(wording.for_whom, "for_whom")
    # One that was taken back meanwhile loses nobody an action: which risk it answers is open then.
    risks = {**hearing.case.risks.named, **hearing.case.risks.gone}
    if any(risk not in risks for risk in wording.risks):
        raise Refused("no_such_risk", "risks")
    need_not_before_the_meeting(hearing, wording.due)
    _need_sequence(hearing, action, wording.after)


def need_not_before_the_meeting(hearing: Hearing, due: date | None) -> None:
    """Raises Refused for a day before the meeting (ACT-3)."""
    if due is not None and due < hearing.room.day:
        raise Refused("date_before_meeting", "due", day=f"{hearing.room.day:%d %B %Y}")


def _need_sequence(hearing: Hearing, action: ActionId, after: ActionId | None) -> None:
    """What ``action`` waits for is in this case, and does not wait for it in turn (ACT-4)."""
    actions = hearing.case.plan.actions
    if after is not None and after != action and after not in actions:
        raise Refused("no_such_action", "after")
    while after is not None:
        if after == action:
            raise Refused("waits_for_itself", "after")
        after = actions[after].wording.after


def _action(hearing: Hearing, action: ActionId) -> Action:
    found = hearing.case.plan.actions.get(action)
    if found is None:
        raise Refused("no_such_action", "action")
    return found


def _live(hearing: Hearing, action: ActionId) -> Action:
    found = _action(hearing, action)
    if found.standing in SETTLED:
        raise Refused("action_is_settled", "action")
    return found


def _need_version(action: Action, version: int) -> None:
    if version != action.version:
        raise Refused("changed_meanwhile", "action", now=action.wording.text)
