"""Keys of the room: what a plan is checked for, other ways to end a case, what is seldom needed."""

from functools import partial

from client.acts import (
    breaks,
    chairing,
    checking,
    closing,
    linking,
    professionals,
    register,
    risks,
    sharing,
    speaking,
    stand_ins,
    targets,
    voicing,
    withdrawing,
)
from client.acts.keyed.key import (
    ANYWHERE,
    BEFORE,
    ROOM,
    SUMMARY,
    Key,
    always,
    is_not_over,
    of_case,
    on_now,
)
from meeting import commands as c
from meeting.case.outcome import Outcome
from meeting.room import Phase

KEYS: tuple[Key, ...] = (
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
        c.CloseCase, partial(closing.close_as, Outcome.DEFERRED), on_now,
    ),
    Key(
        "close_emergency", "7", "7", "emergency meeting",
        "Close the case here: an emergency meeting hears it.",
        c.CloseCase, partial(closing.close_as, Outcome.EMERGENCY), on_now,
    ),
    Key(
        "close_transfer", "8", "8", "another MARAC",
        "Close the case here: it is handed over to another MARAC.",
        c.CloseCase, partial(closing.close_as, Outcome.TRANSFER), on_now,
    ),
    # The room: everybody, and what is seldom needed
    Key(
        "change_break", "t", "t", breaks.words,
        "Move the break under the cursor, or the next, make it shorter or longer, or skip it.",
        c.ChangeBreak, breaks.change, lambda s: breaks.to_change(s) is not None,
    ),
    Key(
        "declare", "c", "c", of_case("conflict"),
        "Declare a conflict: the case closes to you at once.",
        c.DeclareConflict, speaking.declare_conflict,
        lambda s: targets.case_meant(s) is not None,
        BEFORE | ROOM,
    ),
    Key(
        "record_conflict", "X", "X", of_case("conflict of another"),
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
        c.StepOut, register.step_out, always, ROOM | SUMMARY,
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
        c.NoteRecording, chairing.note_recording, always, ANYWHERE,
    ),
    Key(
        "name_presenter", "left_parenthesis", "(", "who presents",
        "Say which agency presents the case on the referrer's behalf, as was agreed.",
        c.NamePresenter, voicing.name_presenter, is_not_over, BEFORE | ROOM,
    ),
    Key(
        "name_views", "right_parenthesis", ")", "victim's views",
        "Say who brings the victim's views where no IDVA does, or write them down as they came.",
        c.NameViews, voicing.name_views, is_not_over, BEFORE | ROOM,
    ),
)  # fmt: skip
