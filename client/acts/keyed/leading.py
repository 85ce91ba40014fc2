"""Keys of the room: what waits for an answer, and the chair."""

from functools import partial

from client.acts import (
    chairing,
    closing,
    handing_over,
    late_offers,
    listing,
    matching,
    offering,
    outstanding,
    risks,
    speaking,
    stand_ins,
    successes,
    targets,
    visiting,
    withdrawing,
)
from client.acts.keyed.key import (
    ANYWHERE,
    BEFORE,
    LOBBY,
    ROOM,
    SUMMARY,
    Key,
    call_words,
    can_begin_part,
    can_call,
    confirm_words,
    declinable,
    judged,
    no_risks_yet,
    on,
    on_now,
    on_risk,
    some,
    stage,
    stopped,
)
from meeting import commands as c
from meeting.case.outcome import Outcome
from meeting.commands import (
    CHAIR,
)

KEYS: tuple[Key, ...] = (
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
        "take_up", "t", "t", on("take up", targets.suggested_to_me),
        "Take up what was suggested to your agency.",
        c.TakeUpSuggestion, offering.take_up, some(targets.suggested_to_me),
    ),
    Key(
        "join", "j", "j", on("join", targets.asked_to_join),
        "Join an action that your agency was asked to join.",
        c.JoinAction, offering.join, some(targets.asked_to_join),
    ),
    Key(
        "decline", "d", "d", on("decline", declinable),
        "Decline a suggestion or an invitation, and say why.",
        c.DeclineSuggestion, offering.decline, some(declinable),
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
        "confirm", "enter", "Enter", confirm_words,
        "Confirm the wording of your agency's action.",
        c.ConfirmAction, offering.confirm, some(targets.mine_to_confirm),
    ),
    Key(
        "safe", "s", "s", on("safe", targets.can_be_said_safe),
        "If you speak for the victim: say that an action is safe.",
        c.JudgeAction, speaking.safe, judged,
    ),
    Key(
        "unsafe", "u", "u", on("unsafe", targets.can_be_judged),
        "If you speak for the victim: say that an action is unsafe, and why; it stops.",
        c.JudgeAction, speaking.unsafe, stopped,
    ),
    Key(
        "to_be_changed", "E", "E", on("change needed", targets.can_be_judged),
        "If you speak for the victim: say what has to change in an action to be safe; it stops.",
        c.JudgeAction, speaking.to_be_changed, stopped,
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
        "call", "C", "C", call_words, "Call the selected item, or the next.",
        c.CallItem, chairing.call, can_call,
    ),
    Key(
        "begin_part", "b", "b", chairing.part_words,
        "Go on to the next part of the day between the cases: outstanding actions, flags that end.",
        c.BeginPart, chairing.begin_part, can_begin_part,
    ),
    Key(
        "end_break", "E", "E", chairing.end_words, "End the break.",
        c.EndBreak, chairing.end_break,
        lambda s: s.room.on is not None and s.room.on.case is None,
    ),
    Key(
        "next_stage", "greater_than_sign", ">", stage(1), "Go on to the next stage.",
        c.EnterStage, chairing.next_stage,
        lambda s: on_now(s) and chairing.neighbours(s)[1] is not None,
    ),
    Key(
        "close", "K", "K", "close the case", "Close the case; what is open is shown first.",
        c.CloseCase, closing.close, on_now,
    ),
    Key(
        "close_inappropriate", "9", "9", "inappropriate referral",
        "Close the case as an inappropriate referral, once each agency knows nothing to the "
        "contrary.",
        c.CloseCase, partial(closing.close_as, Outcome.INAPPROPRIATE),
        lambda s: on_now(s) and closing.can_be_withdrawn(s),
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
        "change_risk", "x", "x", on_risk("change"), "Put the selected risk otherwise.",
        c.ChangeRisk, risks.change, lambda s: risks.pointed(s) is not None,
    ),
    Key(
        "take_back_risk", "d", "d", on_risk("take back"),
        "Take the selected risk back; what answered it stays its agency's.",
        c.TakeBackRisk, risks.take_back, lambda s: risks.pointed(s) is not None,
    ),
    Key(
        "keep", "k", "k", on("keep", targets.to_keep),
        "Keep an unsafe action that its owner confirmed again, with the reason.",
        c.KeepAction, chairing.keep, some(targets.to_keep),
    ),
    Key(
        "give_out", "exclamation_mark", "!", on("give out", targets.to_give_out),
        "Give an urgent action that is confirmed to its agency at once; the close does it too.",
        c.GiveOutAction, chairing.give_out, some(targets.to_give_out),
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
        c.RecordNoRisks, speaking.no_risks, no_risks_yet,
    ),
    Key(
        "pause", "p", "p",
        lambda s: "resume" if s.case and s.case.clock.paused_since else "pause",
        "Stop the clock, or let it run again.",
        c.PauseClock, chairing.pause, on_now,
    ),
    Key(
        "extend", "plus", "+", "more time", "Give the case more time, with the reason.",
        c.ExtendTime, chairing.extend, on_now,
    ),
    Key(
        "name_closest", "N", "N", "who is closest", "Name who stands closest to the victim.",
        c.NameClosest, chairing.name_closest, on_now,
    ),
    Key(
        "step_back", "less_than_sign", "<", stage(0), "Go back a stage.",
        c.EnterStage, chairing.step_back,
        lambda s: on_now(s) and chairing.neighbours(s)[0] is not None,
    ),
    Key(
        "go_further", "J", "J", "pass over", "Go on to a later stage, over those between.",
        c.EnterStage, chairing.go_further,
        lambda s: on_now(s) and s.case is not None and bool(chairing.later_stages(s.case.clock)),
    ),
)  # fmt: skip
