"""Every sentence that people are answered with, and the types of what they type.

Text is cleaned once where it enters (``agenda.text``); from then on it is painted only as literal
text. A refusal is a code; its sentence is made from the table of this file, and from nowhere else.
"""

from typing import Final

from agenda.text import (
    TEXT_ERRORS,
    Name,
    OptionalWords,
    Statement,
    Words,
    clean,
)

__all__ = [
    "REFUSALS",
    "TEXT_ERRORS",
    "BadMessage",
    "Name",
    "OptionalWords",
    "Refused",
    "Statement",
    "Words",
    "clean",
]

REFUSALS: Final[dict[str, str]] = {
    # Who may do what
    "not_your_role": "That is for the {roles} to do.",
    "not_now": "That cannot be done while {when}.",
    "not_on_register": "You are not on the register of this meeting. Ask the minute-taker.",
    "other_agency": "You speak for one agency at a time, and the register has you with another "
    "than the office. Ask the coordinator, who can move you back.",
    "is_on_register": "You are on the register. Press Enter to say that you are here.",
    "waits_already": "You have asked already, and the chair sees your name. Wait here.",
    "turned_away": "You were not let in. Speak to the chair or the coordinator in person.",
    "door_is_full": "Too many people are waiting to come in. Speak to the chair in person.",
    "sign_in_void": "Your sign-in was declared void. Ask to come in, or speak to the chair.",
    "not_present": "You are not signed in as present. Press Enter to say that you are here.",
    "not_signed": "Sign the declaration first.",
    "read_only": "The server cannot save at the moment, so nothing can be changed. "
    "Keep your notes; tell whoever runs the server.",
    # Cases and items
    "no_such_case": "There is no such case for you.",
    "is_closed_before": "That case was closed before the day, and stays where it stands.",
    "has_own_time": "That case is fixed for {at}, since somebody is needed for it then, and stays "
    "there.",
    "other_section": "That place is in another section of the day, {section}: a case is heard in "
    "its own.",
    "not_agreed_yet": "That case is asked for and not on the agenda yet: agree to it first.",
    "another_agrees": "Chair and coordinator add an urgent case together: the other of you two "
    "agrees to it, or declines it.",
    "was_declined": "That urgent case was declined. If it has to be heard, ask for it once more "
    "and say why, or call an emergency meeting for it.",
    "too_late_for_late": "By the protocol an urgent case could be added until {until}. Call an "
    "emergency meeting for it instead.",
    "one_victim": "A case has one victim; say who that is.",
    "is_open_to_you": "That case is open to you already.",
    "no_such_item": "There is no such item on the running order.",
    "moved_on": "The meeting has moved on since then. Look at the screen and try again.",
    "changed_meanwhile": "Somebody changed this while you were writing. It now says: {now}",
    "both_changed": "Somebody changed this while you were writing. It now says “{now}”; you wrote "
    "“{yours}”. Send it again to have yours stand.",
    "stopped_meanwhile": "It was said to be unsafe while you were writing. Read why, then send it "
    "again: that changes what was stopped.",
    "case_is_on": "Another case is being heard. Close it first.",
    "break_has_begun": "That break has begun. Make it shorter, or end it (E).",
    "break_is_on": "There is a break. The case goes on when it is over (E).",
    "time_is_past": "That time has passed. Choose a later one, or call the break now (C).",
    "nothing_after_break": "All is expected to be over by then. Choose an earlier time, or skip "
    "the break.",
    "stand_in_needed": "Somebody has to stand in for {posts} before that case can be called (S).",
    "stand_in_first": "Somebody has to stand in for {posts} before this case goes on (S).",
    "stand_in_calls": "You do not chair that case: whoever stands in for you calls it. If nobody "
    "does, go on with the next one; that case stays unheard until somebody can call it.",
    "ask_the_chair": "The chair or the minute-taker of the case chooses who stands in, or without "
    "them the coordinator. If none of them is here, it stays unheard for now.",
    "cannot_stand_in": "For {post} it has to be somebody here on a laptop, signed, and neither "
    "out of that case nor holding anything else in it.",
    "not_asked": "You are not asked to stand in for {post}.",
    "nobody_else": "Nobody else holds {post}. Ask somebody to take over first (S).",
    "not_standing_in": "You do not stand in for {post}.",
    "holder_is_here": "Only whoever holds {post} hands it over while they are here.",
    "cannot_take_over": "To take over {post} it has to be a representative who is here on a laptop "
    "and, once the declaration is read, has signed.",
    "not_taken_over": "You have not taken over {post} from anybody.",
    "cannot_give_back": "Nobody who held {post} before you is here on a laptop to take it back. "
    "Ask somebody else to take over (U).",
    "not_yours_by_plan": "Only who was to hold {post} today takes it back.",
    "prove_yourself": "Whoever takes the chair shows once more that it is them, by their password. "
    "If you have a device for six digits by now, log out and in again with them.",
    "already_there": "That is already recorded.",
    "id_of_before": "Ids of this form are for cases of earlier meetings. Ask under another id.",
    "not_that_stage": "The next step from here: {stages}.",
    "passed_over_without_reason": "By the protocol this is not passed over without a reason: "
    "{stages}. Say why, for the minutes.",
    "not_that_phase": "The next step from here: {phases}.",
    "not_the_day": "The room opens on the day of the meeting, which is {day}. Until then it is "
    "prepared.",
    "cases_left": "A case is still being heard. Close it before the summary.",
    "whose_policy": "Say by whose policy the room is recorded.",
    # The register
    "no_such_person": "Nobody of that name is on the register.",
    "your_own_or_organisers": "You can say that of yourself and your own agency. Of others chair, "
    "minute-taker or coordinator say it.",
    "already_present": "That person is already present.",
    "already_signed": "The declaration is already signed.",
    "other_wording": "The declaration on this screen is not the one in force. Read it again.",
    "name_differs": "Sign with your name as the register has it: {name}.",
    "has_a_laptop": "{name} is signed in on a laptop and does that on their own screen.",
    "not_here": "That person is not in the room.",
    "has_left_already": "That person has left already.",
    "was_here_today": "That person has been here today, and the register says so.",
    "not_stepped_out": "That person has not stepped out. Whoever comes in late or comes back after "
    "leaving says so on their own laptop, or is signed in (s).",
    "not_released": "Only who came for the cases of an agency outside the core is released. "
    "Record {name} as having left (l).",
    # Guests and observers
    "not_a_guest": "That person is not invited to this case.",
    "guest_is_out_of_it": "{name} is out of this case, and cannot be let in.",
    "guest_not_signed": "{name} has to be here and have signed the declaration first.",
    "your_case_is_over": "The case of {name} is over, and there is nothing to come back for.",
    "not_an_observer": "That person is not here to observe.",
    "too_many_observers": "The protocol of this area has room for {most} at a meeting to observe, "
    "and no more.",
    # The door
    "nobody_waits": "Nobody of that name is waiting to come in.",
    "admitted_as": "Whoever comes unexpected is let in as a representative or as an observer.",
    "agency_to_be_named": "That agency is new to this meeting. Say what it is called.",
    "not_their_deputy": "They can only come in place of somebody of their own agency who is not "
    "here.",
    "account_renewed": "Your account is new. Somebody who sees you has to say that it is you: the "
    "chair, the minute-taker or the coordinator.",
    "not_renewed": "That person need not be let in again.",
    "another_lets_in": "You asked for that invitation, so another lets them in again; or have them "
    "invited with marac-server people invite.",
    "they_chose_you": "They, or who let them in, had a say in who chairs this case. They stay out "
    "unless a chair of others' choice says not: the minute-taker asks one (S).",
    "another_asks": "You have a part in this: the coordinator, or the minute-taker, asks who is to "
    "take the chair.",
    "another_admits": "Who that is, is their own word, and you are out of a case: the coordinator "
    "lets them in, or invites them by name.",
    "void_another": "Your own sign-in cannot be declared void by yourself.",
    "never_signed_in": "Nobody has signed in under that name.",
    # Conflicts
    "declare_your_own": "Your own conflict you declare yourself (c).",
    "not_out_of_it": "That person is not out of this case.",
    "still_in_the_room": "Out of this case and still in the room: {names}. Tick them out (o) when "
    "they have left.",
    "no_such_conflict": "There is no conflict to decide for that person and case.",
    # Likely matches
    "no_such_match": "There is no likely match for you to settle for that person and case.",
    "match_to_settle": "Names are alike and not settled yet. Settle them first (=).",
    "names_not_confirmed": "Still to confirm that the names are settled (o): {names}. Of one who "
    "does not come record apologies, or hand the minutes over (U).",
    "agenda_names_not_confirmed": "Still to confirm that the names are settled (o): {names}. Of "
    "one who cannot, record apologies (a).",
    "agenda_nobody_confirms": "Nobody who comes confirms that the names are settled. Have another "
    "on the register, not the chair, made coordinator (people post): they do (o).",
    "match_for_another": "Names are alike in a case that you are out of. The minute-taker or the "
    "coordinator settles them first (=).",
    "say_why_settled": "Say how you know that it is so: it cannot be taken back.",
    "say_what_they_are_told": "Write what the person is told; say nothing of names.",
    # Clock
    "already_paused": "The clock is already stopped.",
    "not_paused": "The clock is running.",
    # Information, risks
    "not_yours": "Only the agency that supplied it can change it.",
    "not_yours_to_strike": "The minute-taker of the case strikes it, or whoever wrote it.",
    "no_such_subject": "This case names nobody of that kind.",
    "no_such_information": "That piece of information is not in this case.",
    "yours_to_share": "It is that agency's own information: it needs nobody's permission.",
    "not_yours_to_share": "Only the agency that supplied it says whether it may be shared.",
    "no_such_question": "That question is not in this case any more.",
    "no_such_entry": "There is nothing of that kind in this case to strike, or it was struck.",
    "points_are_prepared": "Your agency has prepared points for this case. Remove them first, or "
    "leave it as known.",
    "nothing_to_present": "Tick what you want to share.",
    "no_such_risk": "That risk is not in this case.",
    "risks_are_recorded": "There are risks recorded already.",
    "no_risk_ticked": "Tick the risks that your answer is about.",
    "accepted_needs_why": "Say why it is accepted: what could not be managed, and what stood in "
    "the way.",
    "answered_meanwhile": "By now it is answered by {actions}, too. Look at what becomes of that, "
    "and send it again.",
    "agree_first": "{risk} was raised and is not agreed yet. Agree it first (a).",
    "agency_not_here": "Nobody from that agency is in the room for this case.",
    "agency_has_a_laptop": "That agency has a laptop in the room and answers on its own screen.",
    "no_such_agency": "That agency is not a member of this meeting.",
    # Actions
    "no_such_action": "That action is not in this case.",
    "not_your_action": "Only the agency whose action it is can do that.",
    "not_suggested_to_you": "That was suggested to another agency.",
    "suggest_instead": "Nobody of that agency is here for this case. Suggest it to them (g): they "
    "take it up or decline it afterwards.",
    "taken_up_already": "{name} has taken that up for your agency. Look at the plan: e changes it.",
    "declined_already": "Your agency has declined that. To offer it all the same, volunteer it.",
    "not_a_suggestion": "That is not an open suggestion.",
    "not_asked_to_join": "Your agency was not asked to join that action.",
    "own_agency": "Your own agency offers an action by volunteering it.",
    "no_such_earlier": "That earlier case is not told of here, or not open to you.",
    "not_outstanding": "That action is not outstanding, or not open to you.",
    "done_needs_no_reason": "What was done needs no reason, and no other day.",
    "why_not_done": "Say why it was not done: {reasons}.",
    "date_before_meeting": "No action can be due before the meeting, which is on {day}.",
    "action_is_settled": "That action is withdrawn or declined and can no longer be changed.",
    "already_confirmed": "Your agency has confirmed it already.",
    "not_unsafe": "Only an action that was judged unsafe needs keeping.",
    "owner_first": "Its owner has to confirm it again before it can be kept.",
    "not_closest": "Safety is judged by the {advocate}, or by whom the chair names as closest to "
    "the victim.",
    "cannot_judge": "Neither the chair nor an observer can judge. Name somebody else who speaks at "
    "the table.",
    "unsafe_stands": "It was said to be unsafe, and only who said so can take that back. Its owner "
    "can change it or withdraw it.",
    "safe_needs_why": "You said that it is unsafe. Say why it no longer is.",
    "case_is_full": "This case holds {most} {what} already, and takes no more.",
    "gaps_changed": "What is open has changed since you looked. It is now: {gaps}.",
    "unsafe_needs_why": "Say what makes it unsafe.",
    "waits_for_itself": "An action cannot wait for itself.",
    "not_urgent": "Only an urgent action is given out before the list is approved.",
    "not_confirmed_yet": "Its owner has to confirm it before it is given out.",
    "given_out_already": "It was given out already, in these words.",
    # What is checked of the plan
    "not_told_needs_why": "Say why nobody tells the victim, for the minutes.",
    "answers_nothing_yet": "What is suggested, stopped or withdrawn answers nothing. Choose an "
    "action that is some agency's own.",
    "aim_needs_an_answer": "Tick the actions that answer it, or say why none is needed.",
    "statement_needed": "Write the statement, as the victim gave it.",
    "views_need_an_agency": "Say which agency brings the victim's views.",
    "no_link_ticked": "Tick the links that your answer is about.",
    # Closing
    "gaps_need_a_reason": "Still open: {gaps}. Close with a reason, or settle them first.",
    "outcome_needs_why": "Say why, for the minutes.",
    "no_such_outcome": "By the protocol of this area a case is not closed as an inappropriate "
    "referral.",
    "not_your_referral": "Only the agency that referred this case asks to withdraw it.",
    "not_asked_to_withdraw": "The referring agency does not ask to withdraw it, or somebody knows "
    "otherwise: hear the case as usual.",
    "contrary_not_asked": "Still to say that they know nothing to the contrary: {names}.",
    "no_second_repeat": "There is no professionals' meeting to volunteer in this case.",
    "professionals_meeting_open": "A second repeat: an agency volunteers to hold a professionals' "
    "meeting, or say why none does (').",
    "where_to": "Say to which MARAC it is handed over.",
    "heard_to_the_end": "A case is closed as heard after the read-back.",
    # Text
    "words_missing": "Some words are needed here.",
    "words_too_long": "That is too long to be said aloud: no more than {longest} characters.",
    # Getting in
    "invitation_not_good": "This invitation was used already, has run out, or is not known here. "
    "If you used it, log in; if not, ask the coordinator for a new one.",
    "somebody_else_invites": "You are out of a case of this meeting, so you cannot invite anybody "
    "anew. Ask the coordinator, who can do it here or with marac-server people invite.",
    "not_from_a_sitting": "From here nobody is invited anew. Have them invited with marac-server "
    "people invite, or ask for it at the open meeting.",
    "no_longer_a_member": "That person is no member any more. The coordinator can change that.",
    "agency_not_known": "There is no agency of that name here. Write it as the coordinator does.",
    "not_let_in": "That is not right: look at who you are, the password, and the six digits if "
    "you have a device for them.",
    "digits_not_right": "Those are not the six digits of this moment. Wait for the next ones on "
    "your device, and see that its clock is right.",
    "wrong_password": "That is not your password.",
    "too_many_tries": "That was tried too often. Wait {wait}, then try again.",
    "busy": "Too many people are logging in at this moment. Try again in a few seconds.",
    "password_too_short": "Take a longer password: 12 characters or more. Three or four words "
    "that do not belong together are easily kept.",
    "password_too_long": "Take a shorter password: no more than 200 characters.",
    "password_guessed_first": "That is among the first that anybody would guess: take words that "
    "have nothing to do with you, your agency or this meeting.",
    # The desk
    "no_such_meeting": "There is no such meeting at your desk. Go back and choose another.",
    "desk_says": "{sentence}",
    # The wire
    "id_used_twice": "That message number was used before for something else.",
    "our_fault": "Something went wrong on the server and nothing has changed. Try again; if it "
    "happens twice, tell whoever runs the server.",
    "too_fast": "Wait a moment, then do that again.",
    "not_declared": "Your conflict did not reach the meeting that you were in, and nobody "
    "there knows of it. Tell its chair in person now.",
    "too_large": "That is more than can be sent at once. Shorten it, or give it in parts.",
    "not_understood": "The server did not understand that message.",
}


class Refused(Exception):
    """A person asked for what the rules forbid. Nothing has changed.

    ``code`` is stable and for programs, ``message`` is for the person, ``field`` names the field
    of the command at fault, if one is.
    """

    def __init__(self, code: str, field: str | None = None, **facts: object) -> None:
        self.code = code
        self.field = field
        self.message = REFUSALS[code].format(**facts)
        super().__init__(self.message)


class BadMessage(Exception):
    """A peer spoke nonsense: not JSON, not one of the messages, or not in its form.

    Carries no words of the peer's own, so that it can be logged.
    """
