"""The keys: what each does, when it is offered, and what the footer calls it.

One table. A key is offered when the two tables of ``meeting.commands`` allow its command to this
role at this moment, and there is something here to do it to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from agenda.plan import Role
from agenda.protocol import Stage
from client.acts import (
    accounts,
    breaks,
    chairing,
    checking,
    closing,
    door,
    handing_over,
    known_too,
    late_offers,
    linking,
    listing,
    matching,
    offering,
    outstanding,
    preparing,
    professionals,
    prompting,
    register,
    risks,
    sharing,
    speaking,
    stand_ins,
    successes,
    targets,
    visiting,
    voicing,
    withdrawing,
)
from client.acts.form import Act
from client.view.guest import guest_is_done
from client.view.seen import Place, Seen, place
from meeting import commands as c
from meeting.afterwards import signs_afterwards
from meeting.case.actions import Action, Verdict
from meeting.case.outcome import Outcome
from meeting.case.research import Answer
from meeting.commands import (
    CHAIR,
    OPEN_TO_UNSURE,
    REPRESENTATIVES,
    CaseCommand,
    Needed,
    is_possible,
    may_give,
    needed_for,
)
from meeting.labels import STAGES
from meeting.managing import MANAGED_BY, EndSessions, InviteAnew, ListSent
from meeting.room import ItemState, Phase
from meeting.values import Command


def _always(_: Seen) -> bool:
    return True


BEFORE = frozenset({Place.BEFORE})
LOBBY = frozenset({Place.LOBBY})
ROOM = frozenset({Place.ROOM})
SUMMARY = frozenset({Place.SUMMARY})
ANYWHERE = LOBBY | ROOM | SUMMARY


@dataclass(frozen=True, slots=True)
class Key:
    """``key`` as the terminal names it, ``shown`` as people read it, ``words`` for the footer.

    ``places`` are the screens that have it; ``roles`` those who have it, among those that may give
    the command.
    """

    name: str
    key: str
    shown: str
    words: str | Callable[[Seen], str]
    help: str
    command: type[Command]
    act: Callable[[Seen], Act | None]
    holds: Callable[[Seen], bool] = _always
    places: frozenset[Place] = ROOM
    roles: frozenset[Role] = frozenset(Role)

    def said(self, seen: Seen) -> str:
        """What the footer calls it now."""
        return self.words if isinstance(self.words, str) else self.words(seen)


def _on(word: str, fits: Callable[[Seen, Action], bool]) -> Callable[[Seen], str]:
    """``word`` with the label of the action that the key would act on."""

    def words(seen: Seen) -> str:
        action = targets.target(seen, fits)
        return f"{word} {action.label}" if action else word

    return words


def _on_risk(word: str) -> Callable[[Seen], str]:
    """``word`` with the label of the risk under the cursor."""

    def words(seen: Seen) -> str:
        risk = risks.pointed(seen)
        return f"{word} {risk.label}" if risk else word

    return words


def _some(fits: Callable[[Seen, Action], bool]) -> Callable[[Seen], bool]:
    return lambda seen: targets.target(seen, fits) is not None


def _confirms_what_was_stopped(seen: Seen) -> bool:
    action = targets.target(seen, targets.mine_to_confirm)
    return action is not None and targets.stopped(seen, action)


def _confirm_words(seen: Seen) -> str:
    """Confirming what was stopped asks for it to be kept, and is not what it waits for (ACT-6)."""
    again = " all the same" if _confirms_what_was_stopped(seen) else ""
    return _on("confirm", targets.mine_to_confirm)(seen) + again


def _declinable(seen: Seen, action: Action) -> bool:
    return targets.suggested_to_me(seen, action) or targets.asked_to_join(seen, action)


def _judged(seen: Seen) -> bool:
    action = targets.target(seen, targets.can_be_said_safe)
    mine = action is not None and action.verdict is Verdict.UNSAFE
    return action is not None and (mine or targets.judges(seen))


def _stopped(seen: Seen) -> bool:
    return targets.can_stop(seen) and targets.target(seen, targets.can_be_judged) is not None


def _stage(which: int) -> Callable[[Seen], str]:
    def words(seen: Seen) -> str:
        stage = chairing.neighbours(seen)[which]
        return STAGES[stage] if stage else ""

    return words


def _of_case(word: str) -> Callable[[Seen], str]:
    """``word`` with the case that it would be about: which one is never to be guessed (CON-1)."""

    def words(seen: Seen) -> str:
        meant = targets.case_meant(seen)
        return f"{word}, {meant[0].label}" if meant else word

    return words


def _call_words(seen: Seen) -> str:
    item = chairing.to_call(seen)
    if item is not None and item.state is ItemState.INTERRUPTED:
        return f"go on with {item.label}"
    return f"call {item.label}" if item else "call"


def _can_call(seen: Seen) -> bool:
    return chairing.to_call(seen) is not None


def _can_begin_part(seen: Seen) -> bool:
    return chairing.next_part(seen) is not None and seen.room.heard is None


def _on_now(seen: Seen) -> bool:
    return seen.item is not None and seen.item.state is ItemState.ON


def _has_not_spoken(seen: Seen) -> bool:
    case = seen.case
    if case is None:
        return False
    return not case.heard.has_spoken(seen.agency) and seen.agency not in case.heard.nothing_known


def _hand_up(seen: Seen) -> bool:
    return seen.case is not None and seen.me in seen.case.heard.hands


def _unsigned(seen: Seen) -> bool:
    line = seen.line
    return line is not None and line.is_present and line.laptop and not line.may_take_part


def _signs(seen: Seen) -> bool:
    """Here and not signed; or stayed away, where members may read once it is over (OUT-2)."""
    if seen.room.phase is not Phase.APPROVED:
        return _unsigned(seen)
    return seen.line is not None and signs_afterwards(seen.room, seen.line)


def _not_at_this_screen(seen: Seen) -> bool:
    if seen.line is None or guest_is_done(seen):
        return False
    return not (seen.line.is_present and seen.line.laptop)


def _is_not_over(seen: Seen) -> bool:
    return seen.case is not None and seen.case.closing is None


def _no_risks_yet(seen: Seen) -> bool:
    return seen.case is not None and not (seen.case.risks.named or seen.case.risks.none_identified)


KEYS: tuple[Key, ...] = (
    # Before the day: who organises
    Key(
        "open_agenda", "g", "g", "open the agenda",
        "Open the agenda to those named for the meeting, once the names are confirmed.",
        c.OpenAgenda, preparing.open_agenda, preparing.can_open_agenda, BEFORE,
    ),
    Key(
        "open_room", "R", "R", "open the room", "On the day: open the room.",
        c.OpenRoom, preparing.open_room, preparing.can_open_room, BEFORE,
    ),
    Key(
        "move_earlier", "less_than_sign", "<", "earlier",
        "Move the case one place up; times follow, and its number stays.",
        c.MoveItem, partial(listing.move, listing.EARLIER),
        lambda s: listing.neighbour(s, listing.EARLIER) is not None, BEFORE,
    ),
    Key(
        "move_later", "greater_than_sign", ">", "later",
        "Move the case one place down; times follow, and its number stays.",
        c.MoveItem, partial(listing.move, listing.LATER),
        lambda s: listing.neighbour(s, listing.LATER) is not None, BEFORE,
    ),
    Key(
        "close_before", "Z", "Z", "close the case",
        "Close a case that is not going to be heard, with a reason; it stays on the agenda.",
        c.CloseBefore, listing.close, listing.can_close, BEFORE,
    ),
    # Before the day: representatives, about the case under the cursor
    Key(
        "known", "k", "k", "known", "Your agency has looked into this case, and knows it.",
        c.MarkResearch, partial(preparing.mark, Answer.KNOWN),
        partial(preparing.is_not, Answer.KNOWN), BEFORE,
    ),
    Key(
        "research_nothing", "n", "n", "nothing known",
        "Your agency has looked into this case, and knows nothing.",
        c.MarkResearch, partial(preparing.mark, Answer.NOTHING_KNOWN),
        partial(preparing.is_not, Answer.NOTHING_KNOWN), BEFORE,
    ),
    Key(
        "prepare", "i", "i", "prepare a point",
        "Prepare a point: your agency's alone until you share it.",
        c.PreparePoint, preparing.prepare, _always, BEFORE,
    ),
    Key(
        "change_prepared", "e", "e", "change the point", "Change the prepared point.",
        c.ChangePreparedPoint, preparing.change, lambda s: preparing.pointed(s) is not None,
        BEFORE,
    ),
    Key(
        "remove_prepared", "x", "x", "remove the point", "Remove the prepared point.",
        c.RemovePreparedPoint, preparing.remove, lambda s: preparing.pointed(s) is not None,
        BEFORE,
    ),
    # Before the day: who comes
    Key(
        "send_apologies", "a", "a", "apologies",
        "Apologies: your own, or those that reached you (chair, minute-taker, coordinator).",
        c.SendApologies, preparing.apologies, preparing.is_expected, BEFORE | LOBBY,
    ),
    Key(
        "after_all", "A", "A", "comes after all", "Who had sent apologies comes after all.",
        c.ComeAfterAll, preparing.after_all, preparing.has_sent_apologies, BEFORE | LOBBY,
    ),
    Key(
        "send_deputy", "d", "d", "deputy", "Say which colleague comes instead.",
        c.SendDeputy, preparing.deputy, lambda s: bool(preparing.deputies(s)), BEFORE,
    ),
    Key(
        "hand_in_report", "p", "p", "report in", "A written report of the agency is in.",
        c.HandInReport, preparing.report, preparing.sends_report, BEFORE,
    ),
    # The lobby, for everybody
    Key(
        "attend", "enter", "Enter", "I am here", "Say that you are here.",
        c.Attend, register.attend, _not_at_this_screen, LOBBY,
    ),
    Key(
        "sign", "enter", "Enter", "read and sign", "Read the declaration and sign it.",
        c.SignDeclaration, register.sign, _signs, LOBBY,
    ),
    Key(
        "refuse", "x", "x", "not sign", "Say that you will not sign.",
        c.RefuseDeclaration, register.refuse,
        lambda s: _unsigned(s) and s.line is not None and not s.line.refused, LOBBY,
    ),
    # The lobby, for the chair
    Key(
        "read", "r", "r", "read the declaration", "Read the declaration out; all can sign.",
        c.EnterPhase, chairing.read_declaration,
        lambda s: s.room.phase is Phase.GATHERING and s.line is not None and s.line.is_present,
        LOBBY,
    ),
    Key(
        "begin", "b", "b", "begin hearing cases", "Begin hearing cases.",
        c.EnterPhase, chairing.begin_hearing,
        lambda s: s.room.phase is Phase.DECLARATION and s.takes_part, LOBBY,
    ),
    # The lobby, for the minute-taker
    Key(
        "confirm_names", "o", "o", "names are settled",
        "Confirm that the names are settled; in every meeting, before the hearing.",
        c.ConfirmNames, matching.confirm_names,
        matching.can_confirm,
        BEFORE | LOBBY,
    ),
    # The register, for the minute-taker
    Key(
        "sign_in", "s", "s", "here, no laptop", "Sign somebody in without a laptop.",
        c.SignIn, register.sign_in, register.can_be_signed_in, LOBBY,
    ),
    Key(
        "witness_signature", "w", "w", "witness signature", "Witness a signature on paper.",
        c.WitnessSignature, register.witness_signature, register.signs_on_paper, LOBBY,
    ),
    Key(
        "witness_refusal", "X", "X", "would not sign", "Record that somebody would not sign.",
        c.WitnessRefusal, register.witness_refusal, register.signs_on_paper, LOBBY,
    ),
    Key(
        "apologies", "a", "a", "apologies", "Record apologies.",
        c.RecordApologies, register.apologies, register.is_expected, LOBBY,
    ),
    Key(
        "report", "p", "p", "report received", "Record an agency's written report.",
        c.RecordReport, register.report, register.sends_report, LOBBY,
    ),
    Key(
        "left", "l", "l", "has left", "Record that somebody has left.",
        c.RecordLeaving, register.left, register.has_not_left, LOBBY,
    ),
    Key(
        "stepped_out", "z", "z", "stepped out", "Record that somebody stepped out.",
        c.RecordSteppingOut, register.stepped_out, register.is_here, LOBBY,
    ),
    Key(
        "returned", "Z", "Z", "is back", "Record that who had stepped out is back.",
        c.RecordReturn, register.returned, register.has_stepped_out, LOBBY,
    ),
    Key(
        "released", "e", "e", "released",
        "Release somebody who came for the cases of an agency outside the core.",
        c.RecordRelease, register.released, register.can_be_released, LOBBY,
    ),
    Key(
        "no_laptop", "n", "n", "no laptop now", "Record that a laptop is out of use.",
        c.RecordNoLaptop, register.no_laptop, register.has_laptop, LOBBY,
    ),
    # The door, for the chair and the coordinator, on every screen
    Key(
        "admit", "f", "f", "let in", "Let in somebody who waits at the door.",
        c.Admit, door.let_in, lambda s: bool(s.room.waiting), ANYWHERE,
    ),
    Key(
        "turn_away", "F", "F", "turn away", "Turn away somebody who waits at the door.",
        c.TurnAway, door.turn_away, lambda s: bool(s.room.waiting), ANYWHERE,
    ),
    Key(
        "let_in_after_all", "f", "f", "let in after all",
        "Let in who was turned away, or whose sign-in was void.",
        c.Admit, door.let_in_after_all,
        lambda s: not s.room.waiting and door.pointed_out(s) is not None, LOBBY,
    ),
    Key(
        "void_sign_in", "v", "v", "sign-in void", "Somebody else is signed in under that name.",
        c.VoidSignIn, door.void_sign_in, door.can_be_voided, LOBBY,
    ),
    Key(
        "let_in_again", "u", "u", "let in again", "Somebody's account was renewed, and it is them.",
        c.LetInAgain, door.let_in_again, door.is_to_be_let_in_again, BEFORE | LOBBY,
    ),
    # The register, for the chair and the coordinator
    Key(
        "end_sessions", "E", "E", "log out",
        "Log somebody out everywhere, at once (the coordinator, too).",
        EndSessions, accounts.end_sessions, register.is_pointed, LOBBY,
    ),
    Key(
        "invite_anew", "I", "I", "invite",
        "An invitation for who has none, or lost laptop or password (the coordinator, too).",
        InviteAnew, accounts.invite_anew, register.is_pointed, BEFORE | LOBBY,
    ),
    Key(
        "list_sent", "L", "L", "list sent",
        "List what was sent in somebody's name (the coordinator, too).",
        ListSent, accounts.list_sent, register.is_pointed, LOBBY,
    ),
    # What waits for an answer comes first, wherever one is
    Key(
        "take_over", "U", "U", "take over?",
        "Accept or decline the chair or the minutes for the rest of the day.",
        c.TakeOver, handing_over.answer,
        lambda s: bool(handing_over.asked_of_me(s)) and handing_over.between_cases(s), ANYWHERE,
    ),
    Key(
        "settle_match", "equals_sign", "=", "settle names",
        "Settle names that are alike, in private.",
        c.SettleMatch, matching.settle_match,
        lambda s: bool(matching.matches_to_settle(s)), BEFORE | ANYWHERE,
    ),
    Key(
        "agree_to_late", "asterisk", "*", "urgent case",
        "Read the urgent case that the coordinator or the chair asks for, and agree or decline.",
        c.AgreeToLate, listing.answer_late,
        lambda s: (listing.asked_for(s) or listing.declined(s)) is not None, BEFORE | ANYWHERE,
    ),
    Key(
        "conflicts", "y", "y", "decide conflict", "Decide a declared conflict, in private.",
        c.RuleOnConflict, chairing.rule_on_conflicts,
        lambda s: bool(chairing.conflicts_to_decide(s)), BEFORE | ROOM | SUMMARY,
    ),
    Key(
        "agree_observer", "Y", "Y", "agree to observer", "Agree that somebody observes.",
        c.AgreeObserver, visiting.agree, lambda s: visiting.to_agree_to(s) is not None,
        LOBBY | ROOM,
    ),
    Key(
        "let_in", "V", "V", "let guest in",
        "Let a guest into their case, once they have told you that nobody can overhear them.",
        c.ConfirmGuest, visiting.let_in, lambda s: visiting.to_let_in(s) is not None,
    ),
    Key(
        "observer_out", "O", "O", "observer out",
        "Put out of the case an observer whose colleague is out of it.",
        c.RecordConflict, visiting.put_out, lambda s: visiting.to_point_out(s) is not None,
        roles=CHAIR,
    ),
    Key(
        "take_up", "t", "t", _on("take up", targets.suggested_to_me),
        "Take up what was suggested to your agency.",
        c.TakeUpSuggestion, offering.take_up, _some(targets.suggested_to_me),
    ),
    Key(
        "join", "j", "j", _on("join", targets.asked_to_join),
        "Join an action that your agency was asked to join.",
        c.JoinAction, offering.join, _some(targets.asked_to_join),
    ),
    Key(
        "decline", "d", "d", _on("decline", _declinable),
        "Decline a suggestion or an invitation, and say why.",
        c.DeclineSuggestion, offering.decline, _some(_declinable),
    ),
    Key(
        "note_success", "w", "w", "went well",
        "Where successes are told: write down what went well, in the earlier case that it is of.",
        c.NoteSuccess, successes.note_success, successes.can_note,
    ),
    Key(
        "outstanding_done", "d", "d", "done",
        "Where outstanding actions are read out: what your agency was to do is done.",
        c.AnswerOutstanding, outstanding.done, lambda s: outstanding.to_answer(s) is not None,
    ),
    Key(
        "outstanding_not_done", "n", "n", "not done",
        "Where outstanding actions are read out: it is not done, and why, and by when it will be.",
        c.AnswerOutstanding, outstanding.not_done, lambda s: outstanding.to_answer(s) is not None,
    ),
    Key(
        "confirm", "enter", "Enter", _confirm_words,
        "Confirm the wording of your agency's action.",
        c.ConfirmAction, offering.confirm, _some(targets.mine_to_confirm),
    ),
    Key(
        "safe", "s", "s", _on("safe", targets.can_be_said_safe),
        "If you speak for the victim: say that an action is safe.",
        c.JudgeAction, speaking.safe, _judged,
    ),
    Key(
        "unsafe", "u", "u", _on("unsafe", targets.can_be_judged),
        "If you speak for the victim: say that an action is unsafe, and why; it stops.",
        c.JudgeAction, speaking.unsafe, _stopped,
    ),
    Key(
        "to_be_changed", "E", "E", _on("change needed", targets.can_be_judged),
        "If you speak for the victim: say what has to change in an action to be safe; it stops.",
        c.JudgeAction, speaking.to_be_changed, _stopped,
    ),
    Key(
        "judge_plan", "P", "P", "whole plan",
        "If you speak for the victim: say that the plan as a whole is safe, or unsafe.",
        c.JudgePlan, speaking.judge_plan,
        lambda s: targets.can_stop(s) and bool(s.case and s.case.plan.actions),
    ),
    Key(
        "answer_stand_in", "S", "S", "stand in?", "Accept or decline to stand in.",
        c.AcceptStandIn, stand_ins.answer, lambda s: bool(stand_ins.asked_of_me(s)),
    ),
    Key(
        "nothing_to_the_contrary", "left_square_bracket", "[", "nothing to the contrary",
        "Say that your agency knows nothing that makes it high risk, where a referral is to be "
        "withdrawn.",
        c.NothingToTheContrary, withdrawing.nothing_to_the_contrary,
        lambda s: bool(withdrawing.to_answer(s)),
    ),
    Key(
        "know_otherwise", "right_square_bracket", "]", "know otherwise",
        "Say what your agency knows that makes it high risk: the case is heard as usual.",
        c.KnowOtherwise, withdrawing.know_otherwise,
        lambda s: bool(withdrawing.can_say_otherwise(s)),
    ),
    Key(
        "tick_out", "o", "o", "tick out", "Somebody who is out of the case has left the room.",
        c.TickOut, stand_ins.tick_out, lambda s: bool(stand_ins.inside(s)),
    ),
    # The room: the chair
    Key(
        "call", "C", "C", _call_words, "Call the selected item, or the next.",
        c.CallItem, chairing.call, _can_call,
    ),
    Key(
        "begin_part", "b", "b", chairing.part_words,
        "Go on to the next part of the day between the cases: outstanding actions, flags that end.",
        c.BeginPart, chairing.begin_part, _can_begin_part,
    ),
    Key(
        "end_break", "E", "E", chairing.end_words, "End the break.",
        c.EndBreak, chairing.end_break,
        lambda s: s.room.on is not None and s.room.on.case is None,
    ),
    Key(
        "next_stage", "greater_than_sign", ">", _stage(1), "Go on to the next stage.",
        c.EnterStage, chairing.next_stage,
        lambda s: _on_now(s) and chairing.neighbours(s)[1] is not None,
    ),
    Key(
        "close", "K", "K", "close the case", "Close the case; what is open is shown first.",
        c.CloseCase, closing.close, _on_now,
    ),
    Key(
        "close_inappropriate", "9", "9", "inappropriate referral",
        "Close the case as an inappropriate referral, once each agency knows nothing to the "
        "contrary.",
        c.CloseCase, partial(closing.close_as, Outcome.INAPPROPRIATE),
        lambda s: _on_now(s) and closing.can_be_withdrawn(s),
    ),
    Key(
        "reopen", "K", "K", "reopen the case",
        "Hear the finished case under the cursor further, with the reason.",
        c.ReopenCase, closing.reopen, closing.can_reopen,
    ),
    Key(
        "leave_out", "n", "n", "came after the close",
        "Read what arrived after the close of a case; leave it out with a reason, or reopen.",
        c.LeaveOutOffer, late_offers.leave_out, lambda s: bool(late_offers.to_answer(s)),
        ROOM | SUMMARY,
    ),
    Key(
        "agree_risk", "a", "a", "agree raised risk", "Agree a risk that was raised.",
        c.AgreeRisk, speaking.agree_risk, lambda s: targets.raised(s) is not None,
    ),
    Key(
        "change_risk", "x", "x", _on_risk("change"), "Put the selected risk otherwise.",
        c.ChangeRisk, risks.change, lambda s: risks.pointed(s) is not None,
    ),
    Key(
        "take_back_risk", "d", "d", _on_risk("take back"),
        "Take the selected risk back; what answered it stays its agency's.",
        c.TakeBackRisk, risks.take_back, lambda s: risks.pointed(s) is not None,
    ),
    Key(
        "keep", "k", "k", _on("keep", targets.to_keep),
        "Keep an unsafe action that its owner confirmed again, with the reason.",
        c.KeepAction, chairing.keep, _some(targets.to_keep),
    ),
    Key(
        "give_out", "exclamation_mark", "!", _on("give out", targets.to_give_out),
        "Give an urgent action that is confirmed to its agency at once; the close does it too.",
        c.GiveOutAction, chairing.give_out, _some(targets.to_give_out),
    ),
    Key(
        "heard", "h", "h", "first hand heard", "Whoever asked first has been heard.",
        c.LowerHand, speaking.heard, lambda s: bool(s.case and s.case.heard.hands),
        roles=CHAIR,
    ),
    Key(
        "record_risk", "R", "R", "risk", "Record a risk.",
        c.RecordRisk, speaking.record_risk,
    ),
    Key(
        "no_risks", "0", "0", "no risks", "Record that no risk was identified.",
        c.RecordNoRisks, speaking.no_risks, _no_risks_yet,
    ),
    Key(
        "pause", "p", "p",
        lambda s: "resume" if s.case and s.case.clock.paused_since else "pause",
        "Stop the clock, or let it run again.",
        c.PauseClock, chairing.pause, _on_now,
    ),
    Key(
        "extend", "plus", "+", "more time", "Give the case more time, with the reason.",
        c.ExtendTime, chairing.extend, _on_now,
    ),
    Key(
        "name_closest", "N", "N", "who is closest", "Name who stands closest to the victim.",
        c.NameClosest, chairing.name_closest, _on_now,
    ),
    Key(
        "step_back", "less_than_sign", "<", _stage(0), "Go back a stage.",
        c.EnterStage, chairing.step_back,
        lambda s: _on_now(s) and chairing.neighbours(s)[0] is not None,
    ),
    Key(
        "go_further", "J", "J", "pass over", "Go on to a later stage, over those between.",
        c.EnterStage, chairing.go_further,
        lambda s: _on_now(s) and s.case is not None and bool(chairing.later_stages(s.case.clock)),
    ),
    # The room: the minute-taker
    Key(
        "witness", "W", "W", _on("witness", targets.to_witness),
        "Witness a spoken confirmation of an agency without a laptop.",
        c.WitnessConfirmation, register.witness_confirmation, _some(targets.to_witness),
    ),
    Key(
        "record_information", "I", "I", "information", "Record what an agency says.",
        c.RecordInformation, speaking.record_information,
    ),
    Key(
        "record_nothing", "O", "O", "nothing known", "Record that an agency knows nothing.",
        c.RecordNothingKnown, speaking.record_nothing_known,
    ),
    Key(
        "record_the_same", "Y", "Y", "knows it too",
        "Record that another agency knows the same as the selected information.",
        c.RecordTheSame, known_too.record_the_same, lambda s: known_too.to_second(s) is not None,
    ),
    Key(
        "record_action", "A", "A", "action", "Record an action that was offered aloud.",
        c.RecordAction, offering.record_action,
    ),
    Key(
        "read_back", "B", "B", "read back done", "The actions have been read aloud.",
        c.ReadBackActions, register.read_back,
        lambda s: s.case is not None and s.case.read_back_at is None,
    ),
    # The room: representatives
    Key(
        "volunteer", "v", "v", "volunteer", "Volunteer an action for your agency.",
        c.VolunteerAction, offering.volunteer, _is_not_over,
    ),
    Key(
        "share", "i", "i", "information", "Share what your agency knows.",
        c.ShareInformation, speaking.share, _is_not_over,
    ),
    Key(
        "know_the_same", "Y", "Y", "we know it too",
        "Your agency knows the same as the selected information: its name is put to it.",
        c.KnowTheSame, known_too.know_the_same,
        lambda s: _is_not_over(s) and known_too.to_second(s) is not None,
    ),
    Key(
        "present", "p", "p", "share what is prepared",
        "Share what your agency prepared before the day, one point or all of them.",
        c.PresentPoints, preparing.present, lambda s: bool(preparing.to_present(s)),
    ),
    Key(
        "nothing_known", "n", "n", "nothing known", "Say that your agency knows nothing.",
        c.ReportNothingKnown, speaking.nothing_known, _has_not_spoken,
    ),
    Key(
        "raise_hand", "h", "h", "ask to speak", "Ask to speak.",
        c.AskToSpeak, speaking.raise_hand, lambda s: not _hand_up(s), roles=REPRESENTATIVES,
    ),
    Key(
        "lower_hand", "h", "h", "hand down", "Take your hand down.",
        c.LowerHand, speaking.lower_hand, _hand_up, roles=REPRESENTATIVES,
    ),
    Key(
        "raise_risk", "r", "r", "raise risk", "Raise a risk that was missed.",
        c.RaiseRisk, speaking.raise_risk,
    ),
    Key(
        "suggest", "g", "g", "suggest", "Suggest an action to another agency.",
        c.SuggestAction, offering.suggest,
    ),
    Key(
        "change", "e", "e", _on("change", targets.mine_to_change), "Change your action.",
        c.ChangeAction, offering.change, _some(targets.mine_to_change),
    ),
    Key(
        "withdraw", "w", "w", _on("withdraw", targets.mine_to_change),
        "Withdraw your action, and say why.",
        c.WithdrawAction, offering.withdraw, _some(targets.mine_to_change),
    ),
    Key(
        "correct", "x", "x", "correct", "Correct the selected piece of information.",
        c.CorrectInformation, speaking.correct, lambda s: targets.correctable(s) is not None,
    ),
    Key(
        "prompt", "slash", "/", "what we may know and do",
        "A reminder of what your agency may know of a case and can offer; it is inserted nowhere.",
        c.ShareInformation, prompting.prompt, prompting.has_prompt,
    ),
    Key(
        "prompt_before", "slash", "/", "what we may know",
        "A reminder of what your agency may know of a case and can offer; it is inserted nowhere.",
        c.PreparePoint, prompting.prompt, prompting.has_prompt, BEFORE,
    ),
    # The room: what the plan is checked for
    Key(
        "who_tells", "full_stop", ".", "who tells the victim",
        "Say that your agency tells the victim; suggest who could; or say why nobody does.",
        c.NameWhoTells, checking.who_tells,
    ),
    Key(
        "answer_aim", "comma", ",", "the four aims",
        "Say which actions answer an aim (victim, children, perpetrator, staff), or why none has "
        "to.",
        c.AnswerAim, checking.answer_aim, lambda s: bool(checking.asked_aims(s)),
    ),
    Key(
        "settle_risks", "minus", "-", "how risks stand",
        "Say of each risk how it stands at the end: reduced, removed, or accepted and why.",
        c.SettleRisks, risks.settle, lambda s: bool(risks.to_settle(s)),
    ),
    Key(
        "answer_links", "semicolon", ";", "links",
        "Say whether the case is linked to MAPPA, safeguarding, LADO or PiPOT, or goes to another "
        "MARAC, and why.",
        c.AnswerLinks, linking.answer_links, lambda s: bool(linking.links_asked(s)),
    ),
    Key(
        "answer_sharing", "underscore", "_", "may it be shared?",
        "Say whether what your agency told may be used as somebody asks, and why or how far.",
        c.AnswerSharing, sharing.answer_sharing, lambda s: sharing.to_answer(s) is not None,
    ),
    Key(
        "ask_to_share", "colon", ":", "ask to share",
        "Ask the agency that told the selected information whether it may go to somebody, and what "
        "for.",
        c.AskToShare, sharing.ask_to_share, lambda s: sharing.to_ask_about(s) is not None,
    ),
    Key(
        "ask_to_withdraw", "minus", "-", "withdraw the referral",
        "Ask to withdraw your agency's referral because it is not high risk.",
        c.AskToWithdrawReferral, withdrawing.ask, withdrawing.can_ask,
    ),
    Key(
        "professionals_meeting", "apostrophe", "'", "professionals' meeting",
        "At a second repeat: volunteer to hold the professionals' meeting, for your agency.",
        c.VolunteerProfessionalsMeeting, professionals.volunteer_meeting,
        lambda s: professionals.second_repeat(s) is not None,
    ),
    Key(
        "no_professionals_meeting", "apostrophe", "'", "no professionals' meeting",
        "At a second repeat: say why nobody volunteers the professionals' meeting.",
        c.ExplainNoProfessionalsMeeting, professionals.explain_none,
        lambda s: professionals.second_repeat(s) is not None,
    ),
    Key(
        "strike", "k", "k", "strike", "Strike what is selected: it is of another case.",
        c.StrikeEntry, speaking.strike, lambda s: targets.strikable(s) is not None,
    ),
    # The room: other ways to end a case, after what its plan is checked for
    Key(
        "close_deferred", "6", "6", "defer the case",
        "Close the case for now: it is deferred to the next meeting.",
        c.CloseCase, partial(closing.close_as, Outcome.DEFERRED), _on_now,
    ),
    Key(
        "close_emergency", "7", "7", "emergency meeting",
        "Close the case here: an emergency meeting hears it.",
        c.CloseCase, partial(closing.close_as, Outcome.EMERGENCY), _on_now,
    ),
    Key(
        "close_transfer", "8", "8", "another MARAC",
        "Close the case here: it is handed over to another MARAC.",
        c.CloseCase, partial(closing.close_as, Outcome.TRANSFER), _on_now,
    ),
    # The room: everybody, and what is seldom needed
    Key(
        "change_break", "t", "t", breaks.words,
        "Move the break under the cursor, or the next, make it shorter or longer, or skip it.",
        c.ChangeBreak, breaks.change, lambda s: breaks.to_change(s) is not None,
    ),
    Key(
        "declare", "c", "c", _of_case("conflict"),
        "Declare a conflict: the case closes to you at once.",
        c.DeclareConflict, speaking.declare_conflict,
        lambda s: targets.case_meant(s) is not None,
        BEFORE | ROOM,
    ),
    Key(
        "record_conflict", "X", "X", _of_case("conflict of another"),
        "Somebody else is in conflict, and said so aloud or has not declared it.",
        c.RecordConflict, speaking.record_conflict, lambda s: targets.case_meant(s) is not None,
        BEFORE | ROOM,
    ),
    Key(
        "open_finished", "l", "l", "open a finished case",
        "If you came late: open a case that is over; it is recorded in the case.",
        c.OpenFinishedCase, register.open_finished, lambda s: bool(register.missed(s)),
        ROOM | SUMMARY,
    ),
    Key(
        "step_out", "z", "z", "step out",
        "Step out of the room for a moment: no case is open to you until you are back.",
        c.StepOut, register.step_out, _always, ROOM | SUMMARY,
    ),
    Key(
        "record_stepping_out", "Z", "Z", "stepped out", "Record that somebody stepped out.",
        c.RecordSteppingOut, register.record_stepping_out,
    ),
    Key(
        "record_return", "T", "T", "is back", "Record that who had stepped out is back.",
        c.RecordReturn, register.record_return, lambda s: bool(register.outside(s)),
    ),
    Key(
        "ask_to_stand_in", "S", "S", "ask to stand in",
        "Ask somebody to stand in: for the chair, the minutes, the victim's voice.",
        c.AskToStandIn, stand_ins.ask,
        lambda s: stand_ins.may_ask(s) and not stand_ins.asked_of_me(s),
    ),
    Key(
        "hand_back", "H", "H", "hand back", "Hand back what you took over for this case.",
        c.HandBack, stand_ins.hand_back, stand_ins.stands_in,
    ),
    Key(
        "record_leaving", "L", "L", "has left", "Record that somebody has left.",
        c.RecordLeaving, register.record_leaving,
    ),
    Key(
        "record_no_laptop", "D", "D", "no laptop", "Record that a laptop is out of use.",
        c.RecordNoLaptop, register.record_no_laptop,
    ),
    Key(
        "sum_up", "m", "m", "summary", "Go on to the chair's summary.",
        c.EnterPhase, chairing.sum_up,
        lambda s: s.room.phase is Phase.HEARING and s.room.heard is None,
    ),
    Key(
        "note_recording", "Q", "Q", "sound recorded?",
        "Record whether the sound of the room is being recorded, and by whose policy.",
        c.NoteRecording, chairing.note_recording, _always, ANYWHERE,
    ),
    Key(
        "name_presenter", "left_parenthesis", "(", "who presents",
        "Say which agency presents the case on the referrer's behalf, as was agreed.",
        c.NamePresenter, voicing.name_presenter, _is_not_over, BEFORE | ROOM,
    ),
    Key(
        "name_views", "right_parenthesis", ")", "victim's views",
        "Say who brings the victim's views where no IDVA does, or write them down as they came.",
        c.NameViews, voicing.name_views, _is_not_over, BEFORE | ROOM,
    ),
    # The summary
    Key(
        "approve", "A", "A", "approve the list", "Approve the action list.",
        c.ApproveActionList, chairing.approve, _always, SUMMARY,
    ),
    Key(
        "back", "b", "b", "back to hearing", "Go back to hearing cases.",
        c.EnterPhase, chairing.back_to_hearing, lambda s: s.room.phase is Phase.SUMMARY, SUMMARY,
    ),
    Key(
        "declare_late", "c", "c", "conflict", "Declare a conflict: the case closes to you at once.",
        c.DeclareConflict, speaking.declare_conflict_late,
        lambda s: any(True for _ in s.state.cases()), SUMMARY,
    ),
    # Handing over for the rest of the day: seldom, and on every screen
    Key(
        "ask_to_take_over", "U", "U", "hand over",
        "Ask somebody to take the chair or the minutes for the rest of the day.",
        c.AskToTakeOver, handing_over.ask,
        lambda s: bool(handing_over.mine_to_ask(s)) and not handing_over.asked_of_me(s), ANYWHERE,
    ),
    Key(
        "give_back", "H", "H", "give back",
        "Give the chair or the minutes back to the last who held them before and is here.",
        c.GiveBack, handing_over.give_back,
        lambda s: handing_over.can_give_back(s) and not stand_ins.stands_in(s), ANYWHERE,
    ),
    Key(
        "take_back", "H", "H", "take back",
        "Take back the chair or the minutes that are yours today, once you are here again.",
        c.TakeBack, handing_over.take_back,
        lambda s: handing_over.can_take_back(s) and not stand_ins.stands_in(s), ANYWHERE,
    ),
)  # fmt: skip
MOST_CERTAIN = 3
"""Keys that fit on the foot of the smallest screen, whatever they are."""
FIND_THEIRS = frozenset(
    {
        *(c.RuleOnConflict, c.AskToStandIn, c.AcceptStandIn, c.DeclareConflict),
        *(c.RecordConflict, c.LeaveOutOffer),
    }
)
"""Commands about a case whose keys know which, whatever is looked at."""
ON_NO_AGENDA = frozenset({c.AgreeToLate})
"""Of these the case is on no running order: how far another is, and who leads it, is the same to
them (AG-10).
"""
OF_ONESELF = frozenset(
    {c.Attend, c.SignDeclaration, c.RefuseDeclaration, c.EnterPhase, c.ConfirmNames}
)
"""Commands of the register's screen that are about nobody else there."""
OF_WHAT_WAS_STOPPED = {"change": 0, "withdraw": 1, "confirm": 3}
"""What leads the foot where an action was said to be unsafe, and what comes last (ACT-6)."""
NEITHER = 2
BY_NAME = {key.name: key for key in KEYS}


def is_for(key: Key, role: Role, *, coordinator: bool = False) -> bool:
    """Whether somebody of ``role`` ever has ``key``."""
    if key.command in MANAGED_BY:
        return role in key.roles and (coordinator or role in MANAGED_BY[key.command])
    return role in key.roles and may_give(key.command, role, coordinator=coordinator)


def at_register(role: Role, at: Place, *, coordinator: bool = False) -> tuple[Key, ...]:
    """What somebody of ``role`` can do in the register and not on the screen ``at``, which leads
    there, while cases are heard.
    """
    if at not in {Place.ROOM, Place.SUMMARY}:
        return ()
    return tuple(
        key
        for key in KEYS
        if Place.LOBBY in key.places
        and at not in key.places
        and key.command not in OF_ONESELF
        and is_for(key, role, coordinator=coordinator)
        and _is_given_in(key, role, Phase.HEARING, coordinator=coordinator)
    )


def _is_given_in(key: Key, role: Role, phase: Phase, *, coordinator: bool) -> bool:
    if key.command in MANAGED_BY:
        return True
    return is_possible(key.command, role, phase, Stage.LISTED, coordinator=coordinator)


def is_offered(key: Key, seen: Seen, at: Place) -> bool:
    """Whether ``key`` does something now, for this person, on that screen."""
    if seen.line is not None and seen.line.is_unsure and key.command not in OPEN_TO_UNSURE:
        return False
    if key.command in MANAGED_BY:
        return at in key.places and accounts.manages(seen, key.command) and key.holds(seen)
    role = _role(key, seen)
    if at not in key.places or role not in key.roles or not _signed_in_enough(key, seen):
        return False
    if issubclass(key.command, CaseCommand) and not _has_the_case(key, seen):
        return False
    stage = Stage.LISTED if key.command in ON_NO_AGENDA else seen.stage
    possible = is_possible(key.command, role, seen.room.phase, stage, coordinator=seen.coordinator)
    return possible and key.holds(seen)


def _role(key: Key, seen: Seen) -> Role:
    """Who stands in has the powers of the case, and calls it; not those of the meeting (ROLE-7)."""
    if key.command in ON_NO_AGENDA:
        return seen.role_in_meeting
    of_the_case = issubclass(key.command, CaseCommand) or key.command is c.CallItem
    return seen.role if of_the_case else seen.role_in_meeting


def offered(seen: Seen, at: Place | None = None) -> tuple[Key, ...]:
    """The keys that do something now, most wanted first."""
    where = at or place(seen)
    keys = [key for key in KEYS if is_offered(key, seen, where)]
    if _confirms_what_was_stopped(seen):
        keys.sort(key=lambda key: OF_WHAT_WAS_STOPPED.get(key.name, NEITHER))
    # On a small screen the foot is cut off; the way out of a case never is (CON-1).
    for declare in [key for key in keys[MOST_CERTAIN:] if key.command is c.DeclareConflict]:
        keys.remove(declare)
        keys.insert(MOST_CERTAIN, declare)
    return tuple(keys)


def _has_the_case(key: Key, seen: Seen) -> bool:
    """A key of the summary asks which case, or finds it under the cursor; some find theirs."""
    if key.command in FIND_THEIRS | ON_NO_AGENDA:
        return True
    return Place.SUMMARY in key.places or seen.case is not None


def _signed_in_enough(key: Key, seen: Seen) -> bool:
    if seen.line is None:
        return False
    match needed_for(key.command, seen.room.phase):
        case Needed.OUTSIDE:
            return False
        case Needed.EXPECTED:
            return True
        case Needed.PRESENT:
            return seen.line.is_present
        case Needed.SIGNED:
            return seen.takes_part
