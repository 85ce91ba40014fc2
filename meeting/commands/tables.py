"""The two tables: when a command is legal, and who may give it.

A missing key means refused. Screens read both tables to show only what is possible now; the rules
proper are in ``decide``.
"""

from collections.abc import Mapping
from enum import StrEnum

from agenda.plan import Role
from agenda.protocol import HEARING, Stage
from meeting.commands.actions import (
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
from meeting.commands.breaks import ChangeBreak, SkipBreak
from meeting.commands.checks import AnswerAim, NameWhoTells
from meeting.commands.clock import EnterStage, ExtendTime, PauseClock, ResumeClock
from meeting.commands.closing import CloseCase, LeaveOutOffer, ReopenCase
from meeting.commands.conflicts import (
    DeclareConflict,
    RecordConflict,
    RuleOnConflict,
    TickOut,
)
from meeting.commands.day import (
    ApproveActionList,
    BeginPart,
    CallItem,
    EndBreak,
    EnterPhase,
    NoteRecording,
    OpenFinishedCase,
    OpenRoom,
)
from meeting.commands.door import Admit, AskToComeIn, LetInAgain, TurnAway, VoidSignIn
from meeting.commands.expected import (
    ComeAfterAll,
    HandInReport,
    SendApologies,
    SendDeputy,
)
from meeting.commands.guests import ConfirmGuest
from meeting.commands.handing_over import (
    AskToTakeOver,
    DeclineToTakeOver,
    GiveBack,
    TakeBack,
    TakeOver,
)
from meeting.commands.late import AgreeToLate, AskForLate, DeclineLate
from meeting.commands.links import AnswerLinks
from meeting.commands.listing import CloseBefore, MoveItem, OpenAgenda
from meeting.commands.matching import ConfirmNames, SettleMatch
from meeting.commands.outstanding import AnswerOutstanding
from meeting.commands.professionals import (
    ExplainNoProfessionalsMeeting,
    VolunteerProfessionalsMeeting,
)
from meeting.commands.register import (
    AgreeObserver,
    Attend,
    Leave,
    RecordApologies,
    RecordLeaving,
    RecordNoLaptop,
    RecordRelease,
    RecordReport,
    RecordReturn,
    RecordSteppingOut,
    RefuseDeclaration,
    SignDeclaration,
    SignIn,
    StepOut,
    WitnessRefusal,
    WitnessSignature,
)
from meeting.commands.research import (
    ChangePreparedPoint,
    MarkResearch,
    PreparePoint,
    PresentPoints,
    RemovePreparedPoint,
)
from meeting.commands.risks import (
    AgreeRisk,
    ChangeRisk,
    RaiseRisk,
    RecordNoRisks,
    RecordRisk,
    SettleRisks,
    TakeBackRisk,
)
from meeting.commands.sharing import AnswerSharing, AskToShare
from meeting.commands.stand_ins import (
    AcceptStandIn,
    AskToStandIn,
    DeclineStandIn,
    HandBack,
)
from meeting.commands.successes import NoteSuccess
from meeting.commands.the_round import (
    AskToSpeak,
    CorrectInformation,
    KnowTheSame,
    LowerHand,
    RecordInformation,
    RecordNothingKnown,
    RecordTheSame,
    ReportNothingKnown,
    ShareInformation,
    StrikeEntry,
)
from meeting.commands.voices import NamePresenter, NameViews
from meeting.commands.withdrawal import (
    AskToWithdrawReferral,
    KnowOtherwise,
    NothingToTheContrary,
)
from meeting.room import Phase
from meeting.values import (
    CaseCommand,
    Command,
)

# The first table: in which phase of the meeting, or stage of the case, a command is legal.
# A command about a case needs the phase "hearing" besides, but for those in CASE_PHASES.

WHILE_MEETING = frozenset({Phase.GATHERING, Phase.DECLARATION, Phase.HEARING, Phase.SUMMARY})
AFTER_READING = WHILE_MEETING - {Phase.GATHERING}
BEFORE_THE_DAY = frozenset({Phase.PREPARING})
NAMES_ARE_KNOWN = BEFORE_THE_DAY | AFTER_READING
WHILE_READ = NAMES_ARE_KNOWN | {Phase.APPROVED}
"""As long as anybody may read a case at all: who reads what was heard can be in conflict too."""
LATE = BEFORE_THE_DAY | {Phase.GATHERING, Phase.DECLARATION, Phase.HEARING}
"""While cases are still to be heard."""
UNTIL_APPROVAL = frozenset({Phase.HEARING, Phase.SUMMARY})
WHILE_ON = frozenset(HEARING)
WHILE_SPEAKING = WHILE_ON - {Stage.CONFLICTS}
WHILE_CHECKING = frozenset({Stage.PLANNING, Stage.SAFETY, Stage.READ_BACK})
ALSO_LATE = WHILE_SPEAKING | {Stage.CLOSED}
"""What is kept where it arrives after the close of its case."""
BEFORE_ITS_END = frozenset(Stage) - {Stage.CLOSED}
RISKS_KNOWN = WHILE_CHECKING | {Stage.ROUND, Stage.RISKS}

ALLOWED: Mapping[type[Command], frozenset[Phase] | frozenset[Stage]] = {
    Attend: WHILE_MEETING,
    SignIn: WHILE_MEETING,
    RecordNoLaptop: WHILE_MEETING,
    RecordApologies: WHILE_MEETING,
    RecordReport: WHILE_MEETING,
    AgreeObserver: WHILE_MEETING,
    Leave: WHILE_MEETING,
    RecordLeaving: WHILE_MEETING,
    StepOut: WHILE_MEETING,
    RecordSteppingOut: WHILE_MEETING,
    RecordReturn: WHILE_MEETING,
    RecordRelease: WHILE_MEETING,
    SignDeclaration: AFTER_READING | {Phase.APPROVED},
    RefuseDeclaration: AFTER_READING,
    WitnessSignature: AFTER_READING,
    WitnessRefusal: AFTER_READING,
    AskToComeIn: WHILE_MEETING,
    Admit: WHILE_MEETING,
    TurnAway: WHILE_MEETING,
    VoidSignIn: WHILE_MEETING,
    LetInAgain: WHILE_MEETING | BEFORE_THE_DAY,
    AskToTakeOver: WHILE_MEETING,
    TakeOver: WHILE_MEETING,
    DeclineToTakeOver: WHILE_MEETING,
    GiveBack: WHILE_MEETING,
    TakeBack: WHILE_MEETING,
    EnterPhase: WHILE_MEETING,
    CallItem: frozenset({Phase.HEARING}),
    BeginPart: frozenset({Phase.HEARING}),
    EndBreak: frozenset({Phase.HEARING}),
    ChangeBreak: frozenset({Phase.HEARING}),
    SkipBreak: frozenset({Phase.HEARING}),
    NoteRecording: WHILE_MEETING,
    ApproveActionList: frozenset({Phase.SUMMARY}),
    OpenFinishedCase: frozenset({Phase.HEARING, Phase.SUMMARY}),
    AnswerOutstanding: UNTIL_APPROVAL,
    NoteSuccess: UNTIL_APPROVAL,
    ConfirmGuest: WHILE_ON | {Stage.LISTED},
    SettleMatch: NAMES_ARE_KNOWN,
    ConfirmNames: NAMES_ARE_KNOWN,
    OpenAgenda: BEFORE_THE_DAY,
    OpenRoom: BEFORE_THE_DAY,
    MoveItem: BEFORE_THE_DAY,
    AskForLate: LATE,
    AgreeToLate: frozenset({Stage.LISTED}),
    DeclineLate: frozenset({Stage.LISTED}),
    CloseBefore: frozenset({Stage.LISTED}),
    SendApologies: BEFORE_THE_DAY,
    ComeAfterAll: BEFORE_THE_DAY,
    SendDeputy: BEFORE_THE_DAY,
    HandInReport: BEFORE_THE_DAY,
    MarkResearch: frozenset({Stage.LISTED}),
    PreparePoint: frozenset({Stage.LISTED}),
    ChangePreparedPoint: frozenset({Stage.LISTED}),
    RemovePreparedPoint: frozenset({Stage.LISTED}),
    PresentPoints: WHILE_SPEAKING,
    DeclareConflict: frozenset(Stage),
    RecordConflict: frozenset(Stage),
    RuleOnConflict: frozenset(Stage),
    TickOut: WHILE_ON,
    AskToStandIn: BEFORE_ITS_END,
    AcceptStandIn: BEFORE_ITS_END,
    DeclineStandIn: BEFORE_ITS_END,
    HandBack: BEFORE_ITS_END,
    EnterStage: WHILE_ON,
    PauseClock: WHILE_ON,
    ResumeClock: WHILE_ON,
    ExtendTime: WHILE_ON,
    AskToSpeak: WHILE_ON,
    LowerHand: WHILE_ON,
    ShareInformation: ALSO_LATE,
    RecordInformation: WHILE_SPEAKING,
    CorrectInformation: WHILE_SPEAKING,
    StrikeEntry: frozenset(Stage),
    KnowTheSame: WHILE_SPEAKING,
    RecordTheSame: WHILE_SPEAKING,
    ReportNothingKnown: WHILE_SPEAKING,
    RecordNothingKnown: WHILE_SPEAKING,
    AskToShare: WHILE_SPEAKING,
    AnswerSharing: WHILE_SPEAKING,
    RecordRisk: WHILE_SPEAKING,
    RaiseRisk: WHILE_SPEAKING,
    AgreeRisk: WHILE_SPEAKING,
    RecordNoRisks: RISKS_KNOWN,
    SettleRisks: WHILE_CHECKING,
    NamePresenter: BEFORE_ITS_END,
    NameViews: BEFORE_ITS_END,
    ChangeRisk: WHILE_SPEAKING,
    TakeBackRisk: WHILE_SPEAKING,
    NameWhoTells: WHILE_CHECKING,
    AnswerAim: WHILE_CHECKING,
    AnswerLinks: WHILE_SPEAKING,
    VolunteerProfessionalsMeeting: WHILE_SPEAKING,
    ExplainNoProfessionalsMeeting: WHILE_SPEAKING,
    AskToWithdrawReferral: WHILE_SPEAKING,
    NothingToTheContrary: WHILE_SPEAKING,
    KnowOtherwise: WHILE_SPEAKING,
    SuggestAction: WHILE_SPEAKING,
    TakeUpSuggestion: ALSO_LATE,
    DeclineSuggestion: ALSO_LATE,
    VolunteerAction: ALSO_LATE,
    JoinAction: WHILE_SPEAKING,
    DeclineToJoin: WHILE_SPEAKING,
    RecordAction: WHILE_SPEAKING,
    ChangeAction: WHILE_SPEAKING,
    WithdrawAction: WHILE_SPEAKING,
    ConfirmAction: WHILE_CHECKING,
    WitnessConfirmation: WHILE_CHECKING,
    NameClosest: WHILE_ON,
    JudgeAction: WHILE_CHECKING,
    JudgePlan: WHILE_CHECKING,
    KeepAction: WHILE_CHECKING,
    GiveOutAction: WHILE_CHECKING,
    ReadBackActions: frozenset({Stage.READ_BACK}),
    CloseCase: WHILE_ON,
    ReopenCase: frozenset({Stage.CLOSED}),
    LeaveOutOffer: frozenset(Stage),
}

CASE_PHASES: Mapping[type[Command], frozenset[Phase]] = {
    AgreeToLate: LATE,
    DeclineLate: LATE,
    CloseBefore: BEFORE_THE_DAY,
    **dict.fromkeys((NamePresenter, NameViews), BEFORE_THE_DAY | {Phase.HEARING}),
    MarkResearch: BEFORE_THE_DAY,
    PreparePoint: BEFORE_THE_DAY,
    ChangePreparedPoint: BEFORE_THE_DAY,
    RemovePreparedPoint: BEFORE_THE_DAY,
    DeclareConflict: WHILE_READ,
    RecordConflict: WHILE_READ,
    RuleOnConflict: WHILE_READ,
    AskToStandIn: AFTER_READING,
    AcceptStandIn: AFTER_READING,
    DeclineStandIn: AFTER_READING,
    HandBack: AFTER_READING,
    **dict.fromkeys(
        (
            ShareInformation,
            VolunteerAction,
            TakeUpSuggestion,
            DeclineSuggestion,
            LeaveOutOffer,
            StrikeEntry,
        ),
        UNTIL_APPROVAL,
    ),
}
"""Phases of the commands about a case that wait for no hearing, or outlast it: what arrives late is
kept until the list is approved, and so long a suggestion waits for its agency. Before the day each
agency looks into it (AG-4). Names are on the screens of all
who have signed, or prepare, and whoever knows one of them says so at once (CON-1); who is to stand
in for them is asked before the case can be called (CON-3)."""


def phases_for(kind: type[Command]) -> frozenset[Phase]:
    """The phases of the meeting in which a command about a case is legal."""
    return CASE_PHASES.get(kind, frozenset({Phase.HEARING}))


# The second table: which roles may give a command.

CHAIR = frozenset({Role.CHAIR})
MINUTES = frozenset({Role.MINUTE_TAKER})
REPRESENTATIVES = frozenset({Role.REPRESENTATIVE, Role.GUEST})
"""Who speaks for an agency: a guest too, in the one case that they may read (ROLE-6)."""
ALL_DAY_REPRESENTATIVES = REPRESENTATIVES - {Role.GUEST}
CHAIR_AND_MINUTES = CHAIR | MINUTES
WITH_A_VOICE = CHAIR_AND_MINUTES | REPRESENTATIVES
ALL_DAY_WITH_A_VOICE = WITH_A_VOICE - {Role.GUEST}
EVERYBODY = frozenset(Role)
MAY_JUDGE = WITH_A_VOICE - CHAIR
"""Who can be named as closest to the victim: not the chair, whose agreement to keep an unsafe
action is a second one (ACT-6)."""

GIVEN_BY: Mapping[type[Command], frozenset[Role]] = {
    Attend: EVERYBODY,
    SignIn: MINUTES,
    RecordNoLaptop: MINUTES,
    RecordApologies: MINUTES,
    RecordReport: MINUTES,
    AgreeObserver: CHAIR,
    Leave: EVERYBODY,
    RecordLeaving: CHAIR_AND_MINUTES,
    StepOut: EVERYBODY,
    RecordSteppingOut: CHAIR_AND_MINUTES,
    RecordReturn: CHAIR_AND_MINUTES,
    RecordRelease: CHAIR_AND_MINUTES,
    SignDeclaration: EVERYBODY,
    RefuseDeclaration: EVERYBODY,
    WitnessSignature: MINUTES,
    WitnessRefusal: MINUTES,
    AskToComeIn: EVERYBODY,
    Admit: CHAIR,
    TurnAway: CHAIR,
    VoidSignIn: CHAIR,
    LetInAgain: CHAIR_AND_MINUTES,
    AskToTakeOver: CHAIR_AND_MINUTES,
    TakeOver: frozenset({Role.REPRESENTATIVE}),
    DeclineToTakeOver: frozenset({Role.REPRESENTATIVE}),
    GiveBack: CHAIR_AND_MINUTES,
    TakeBack: frozenset({Role.REPRESENTATIVE}),
    EnterPhase: CHAIR,
    CallItem: CHAIR,
    BeginPart: CHAIR,
    EndBreak: CHAIR,
    ChangeBreak: CHAIR,
    SkipBreak: CHAIR,
    NoteRecording: CHAIR_AND_MINUTES,
    ApproveActionList: CHAIR,
    OpenFinishedCase: ALL_DAY_WITH_A_VOICE,
    AnswerOutstanding: ALL_DAY_REPRESENTATIVES | MINUTES,
    NoteSuccess: ALL_DAY_REPRESENTATIVES | MINUTES,
    ConfirmGuest: CHAIR,
    SettleMatch: WITH_A_VOICE - {Role.GUEST},
    ConfirmNames: MINUTES,
    OpenAgenda: CHAIR,
    OpenRoom: CHAIR_AND_MINUTES,
    MoveItem: CHAIR,
    AskForLate: CHAIR,
    AgreeToLate: CHAIR,
    DeclineLate: CHAIR,
    CloseBefore: CHAIR,
    SendApologies: EVERYBODY,
    ComeAfterAll: EVERYBODY,
    SendDeputy: ALL_DAY_WITH_A_VOICE,
    HandInReport: ALL_DAY_WITH_A_VOICE,
    MarkResearch: ALL_DAY_REPRESENTATIVES,
    PreparePoint: ALL_DAY_REPRESENTATIVES,
    ChangePreparedPoint: ALL_DAY_REPRESENTATIVES,
    RemovePreparedPoint: ALL_DAY_REPRESENTATIVES,
    PresentPoints: ALL_DAY_REPRESENTATIVES,
    DeclareConflict: EVERYBODY,
    RecordConflict: CHAIR_AND_MINUTES,
    RuleOnConflict: CHAIR,
    TickOut: CHAIR_AND_MINUTES,
    AskToStandIn: ALL_DAY_WITH_A_VOICE,
    AcceptStandIn: ALL_DAY_WITH_A_VOICE,
    DeclineStandIn: ALL_DAY_WITH_A_VOICE,
    HandBack: ALL_DAY_WITH_A_VOICE,
    EnterStage: CHAIR,
    PauseClock: CHAIR,
    ResumeClock: CHAIR,
    ExtendTime: CHAIR,
    AskToSpeak: WITH_A_VOICE,
    LowerHand: WITH_A_VOICE,
    ShareInformation: REPRESENTATIVES,
    RecordInformation: MINUTES,
    CorrectInformation: REPRESENTATIVES | MINUTES,
    StrikeEntry: REPRESENTATIVES | MINUTES,
    KnowTheSame: REPRESENTATIVES,
    RecordTheSame: MINUTES,
    ReportNothingKnown: REPRESENTATIVES,
    RecordNothingKnown: MINUTES,
    AskToShare: WITH_A_VOICE,
    AnswerSharing: REPRESENTATIVES | MINUTES,
    RecordRisk: CHAIR_AND_MINUTES,
    RaiseRisk: REPRESENTATIVES,
    AgreeRisk: CHAIR,
    RecordNoRisks: CHAIR,
    SettleRisks: CHAIR,
    NamePresenter: CHAIR_AND_MINUTES,
    NameViews: CHAIR_AND_MINUTES,
    ChangeRisk: CHAIR_AND_MINUTES,
    TakeBackRisk: CHAIR_AND_MINUTES,
    NameWhoTells: WITH_A_VOICE,
    AnswerAim: CHAIR_AND_MINUTES,
    AnswerLinks: CHAIR_AND_MINUTES,
    VolunteerProfessionalsMeeting: REPRESENTATIVES,
    ExplainNoProfessionalsMeeting: CHAIR_AND_MINUTES,
    AskToWithdrawReferral: ALL_DAY_REPRESENTATIVES | MINUTES,
    NothingToTheContrary: REPRESENTATIVES | MINUTES,
    KnowOtherwise: REPRESENTATIVES | MINUTES,
    SuggestAction: WITH_A_VOICE,
    TakeUpSuggestion: REPRESENTATIVES,
    DeclineSuggestion: REPRESENTATIVES,
    VolunteerAction: REPRESENTATIVES,
    JoinAction: REPRESENTATIVES,
    DeclineToJoin: REPRESENTATIVES,
    RecordAction: MINUTES,
    ChangeAction: REPRESENTATIVES | MINUTES,
    WithdrawAction: REPRESENTATIVES | MINUTES,
    ConfirmAction: REPRESENTATIVES,
    WitnessConfirmation: MINUTES,
    NameClosest: CHAIR,
    JudgeAction: WITH_A_VOICE,
    JudgePlan: WITH_A_VOICE,
    KeepAction: CHAIR,
    GiveOutAction: CHAIR_AND_MINUTES,
    ReadBackActions: MINUTES,
    CloseCase: CHAIR,
    ReopenCase: CHAIR,
    LeaveOutOffer: CHAIR_AND_MINUTES,
}


ALSO_COORDINATOR: frozenset[type[Command]] = frozenset(
    {
        *(Admit, TurnAway, VoidSignIn, LetInAgain, RecordConflict, SettleMatch, ConfirmNames),
        *(MoveItem, CloseBefore, AskForLate, AgreeToLate, DeclineLate),
        *(AskToTakeOver, OpenRoom, SendApologies, ComeAfterAll, SendDeputy, HandInReport),
    }
)
"""What the coordinator may do besides, whatever their part in the meeting (AG-4, ATT-1, ATT-6,
CON-5, CON-6, ROLE-7).
"""


def may_give(kind: type[Command], role: Role, *, coordinator: bool = False) -> bool:
    """Whether the second table lets somebody give this command at all."""
    if coordinator and kind in ALSO_COORDINATOR:
        return True
    return role in GIVEN_BY.get(kind, frozenset())


OPEN_TO_UNSURE: frozenset[type[Command]] = frozenset({Attend, Leave})
"""What whoever sits at a laptop with a renewed account can ask for, whoever it is (CON-2)."""


class Needed(StrEnum):
    """How far somebody has to be signed in before a command of theirs is looked at."""

    OUTSIDE = "outside"
    """Of the office, and not on the register."""
    EXPECTED = "expected"
    PRESENT = "present"
    SIGNED = "signed"


NEEDED: Mapping[type[Command], Needed] = {
    AskToComeIn: Needed.OUTSIDE,
    Admit: Needed.PRESENT,
    TurnAway: Needed.PRESENT,
    VoidSignIn: Needed.PRESENT,
    LetInAgain: Needed.PRESENT,
    AskToTakeOver: Needed.PRESENT,
    TakeOver: Needed.PRESENT,
    DeclineToTakeOver: Needed.PRESENT,
    GiveBack: Needed.PRESENT,
    TakeBack: Needed.PRESENT,
    Attend: Needed.EXPECTED,
    SignDeclaration: Needed.PRESENT,
    RefuseDeclaration: Needed.PRESENT,
    Leave: Needed.PRESENT,
    SignIn: Needed.PRESENT,
    RecordNoLaptop: Needed.PRESENT,
    RecordApologies: Needed.PRESENT,
    RecordReport: Needed.PRESENT,
    AgreeObserver: Needed.PRESENT,
    RecordLeaving: Needed.PRESENT,
    StepOut: Needed.PRESENT,
    RecordSteppingOut: Needed.PRESENT,
    RecordReturn: Needed.PRESENT,
    RecordRelease: Needed.PRESENT,
    WitnessSignature: Needed.PRESENT,
    WitnessRefusal: Needed.PRESENT,
    OpenRoom: Needed.EXPECTED,
    EnterPhase: Needed.PRESENT,
    NoteRecording: Needed.PRESENT,
}
"""What is not listed here needs the declaration signed (SIGN-2)."""


def needed_for(kind: type[Command], phase: Phase) -> Needed:
    """How far somebody has to be signed in to give a command in this phase.

    Before the day nobody is in the room, and no declaration is read: who is named may prepare
    (AG-4). When it is over, who stayed away signs where they are (OUT-2, SIGN-2), and whoever may
    read a case still, here or not, may be in conflict with it (CON-1).
    """
    afterwards = kind is SignDeclaration or issubclass(kind, CaseCommand)
    if phase is Phase.PREPARING or (phase is Phase.APPROVED and afterwards):
        return Needed.EXPECTED
    return NEEDED.get(kind, Needed.SIGNED)


def is_possible(
    kind: type[Command],
    role: Role,
    phase: Phase,
    stage: Stage = Stage.LISTED,
    *,
    coordinator: bool = False,
) -> bool:
    """Whether the two tables let ``role`` give this command now; the rules may still refuse it.

    ``stage`` is that of the case in question; it does not matter for commands about the room.
    """
    when: Phase | Stage = stage if issubclass(kind, CaseCommand) else phase
    if issubclass(kind, CaseCommand) and phase not in phases_for(kind):
        return False
    return when in ALLOWED.get(kind, frozenset()) and may_give(kind, role, coordinator=coordinator)
