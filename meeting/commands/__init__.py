"""What people can ask for: one class a command, in a module for each topic of the meeting.

``tables`` says when a command is legal and who may give it.

A command names its target and what its sender saw of it: late or twice, it is refused.
"""

from typing import Annotated

from pydantic import Field

from meeting.commands.actions import (
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
from meeting.commands.breaks import BreakCommands, ChangeBreak, SkipBreak
from meeting.commands.checks import AnswerAim, CheckCommands, NameWhoTells
from meeting.commands.clock import ClockCommands, EnterStage, ExtendTime, PauseClock, ResumeClock
from meeting.commands.closing import CloseCase, ClosingCommands, LeaveOutOffer, ReopenCase
from meeting.commands.conflicts import (
    ConflictCommands,
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
    ExpectedCommands,
    HandInReport,
    SendApologies,
    SendDeputy,
)
from meeting.commands.guests import ConfirmGuest, GuestCommands
from meeting.commands.handing_over import (
    AskToTakeOver,
    DeclineToTakeOver,
    GiveBack,
    HandingOverCommands,
    TakeBack,
    TakeOver,
)
from meeting.commands.late import AgreeToLate, AskForLate, DeclineLate, LateReferral
from meeting.commands.links import AnswerLinks, LinkCommands
from meeting.commands.listing import CloseBefore, MoveItem, OpenAgenda
from meeting.commands.matching import ConfirmNames, MatchCommands, SettleMatch
from meeting.commands.outstanding import AnswerOutstanding
from meeting.commands.professionals import (
    ExplainNoProfessionalsMeeting,
    ProfessionalsCommands,
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
    ResearchCommands,
    SeenPoint,
)
from meeting.commands.risks import (
    AgreeRisk,
    ChangeRisk,
    RaiseRisk,
    RecordNoRisks,
    RecordRisk,
    RiskCommands,
    SeenRisk,
    SettleRisks,
    TakeBackRisk,
)
from meeting.commands.sharing import AnswerSharing, AskToShare, SharingCommands
from meeting.commands.stand_ins import (
    AcceptStandIn,
    AskToStandIn,
    DeclineStandIn,
    HandBack,
    StandInCommands,
)
from meeting.commands.successes import NoteSuccess
from meeting.commands.tables import (
    AFTER_READING,
    ALL_DAY_REPRESENTATIVES,
    ALL_DAY_WITH_A_VOICE,
    ALLOWED,
    ALSO_COORDINATOR,
    BEFORE_ITS_END,
    BEFORE_THE_DAY,
    CASE_PHASES,
    CHAIR,
    CHAIR_AND_MINUTES,
    EVERYBODY,
    GIVEN_BY,
    LATE,
    MAY_JUDGE,
    MINUTES,
    NAMES_ARE_KNOWN,
    NEEDED,
    OPEN_TO_UNSURE,
    REPRESENTATIVES,
    RISKS_KNOWN,
    WHILE_CHECKING,
    WHILE_MEETING,
    WHILE_ON,
    WHILE_SPEAKING,
    WITH_A_VOICE,
    Needed,
    is_possible,
    may_give,
    needed_for,
    phases_for,
)
from meeting.commands.the_round import (
    AskToSpeak,
    CorrectInformation,
    KnowTheSame,
    LowerHand,
    RecordInformation,
    RecordNothingKnown,
    RecordTheSame,
    ReportNothingKnown,
    RoundCommands,
    ShareInformation,
    StrikeEntry,
)
from meeting.commands.voices import NamePresenter, NameViews, VoiceCommands
from meeting.commands.withdrawal import (
    AskToWithdrawReferral,
    KnowOtherwise,
    NothingToTheContrary,
    WithdrawalCommands,
)
from meeting.values import CaseCommand

RoomCommands = (
    Attend
    | SignIn
    | RecordNoLaptop
    | RecordApologies
    | RecordReport
    | AgreeObserver
    | Leave
    | RecordLeaving
    | StepOut
    | RecordSteppingOut
    | RecordReturn
    | RecordRelease
    | SignDeclaration
    | RefuseDeclaration
    | WitnessSignature
    | WitnessRefusal
    | Admit
    | TurnAway
    | VoidSignIn
    | LetInAgain
    | HandingOverCommands
    | EnterPhase
    | CallItem
    | BeginPart
    | EndBreak
    | BreakCommands
    | NoteRecording
    | ApproveActionList
    | OpenFinishedCase
    | AnswerOutstanding
    | NoteSuccess
    | SettleMatch
    | ConfirmNames
    | OpenAgenda
    | OpenRoom
    | MoveItem
    | AskForLate
    | SendApologies
    | ComeAfterAll
    | SendDeputy
    | HandInReport
)
PreparingCommands = OpenAgenda | OpenRoom
ListingCommands = MoveItem
ClosingBeforeCommands = CloseBefore
LateCommands = AgreeToLate | DeclineLate
CaseCommands = (
    ResearchCommands
    | ClosingBeforeCommands
    | LateCommands
    | GuestCommands
    | ConflictCommands
    | StandInCommands
    | ClockCommands
    | RoundCommands
    | RiskCommands
    | CheckCommands
    | LinkCommands
    | ProfessionalsCommands
    | VoiceCommands
    | SharingCommands
    | WithdrawalCommands
    | ActionCommands
    | ClosingCommands
)
OutsideCommands = AskToComeIn
InsideCommands = RoomCommands | CaseCommands
AnyCommand = Annotated[OutsideCommands | InsideCommands, Field(discriminator="kind")]

__all__ = [
    "AFTER_READING",
    "ALLOWED",
    "ALL_DAY_REPRESENTATIVES",
    "ALL_DAY_WITH_A_VOICE",
    "ALSO_COORDINATOR",
    "BEFORE_ITS_END",
    "BEFORE_THE_DAY",
    "CASE_PHASES",
    "CHAIR",
    "CHAIR_AND_MINUTES",
    "EVERYBODY",
    "GIVEN_BY",
    "LATE",
    "MAY_JUDGE",
    "MINUTES",
    "NAMES_ARE_KNOWN",
    "NEEDED",
    "OPEN_TO_UNSURE",
    "REPRESENTATIVES",
    "RISKS_KNOWN",
    "WHILE_CHECKING",
    "WHILE_MEETING",
    "WHILE_ON",
    "WHILE_SPEAKING",
    "WITH_A_VOICE",
    "AcceptStandIn",
    "ActionCommands",
    "Admit",
    "AgreeObserver",
    "AgreeRisk",
    "AgreeToLate",
    "AnswerAim",
    "AnswerLinks",
    "AnswerOutstanding",
    "AnswerSharing",
    "AnyCommand",
    "ApproveActionList",
    "AskForLate",
    "AskToComeIn",
    "AskToShare",
    "AskToSpeak",
    "AskToStandIn",
    "AskToTakeOver",
    "AskToWithdrawReferral",
    "Attend",
    "BeginPart",
    "BreakCommands",
    "CallItem",
    "CaseCommand",
    "CaseCommands",
    "ChangeAction",
    "ChangeBreak",
    "ChangePreparedPoint",
    "ChangeRisk",
    "CheckCommands",
    "ClockCommands",
    "CloseBefore",
    "CloseCase",
    "ClosingBeforeCommands",
    "ClosingCommands",
    "ComeAfterAll",
    "ConfirmAction",
    "ConfirmGuest",
    "ConfirmNames",
    "ConflictCommands",
    "CorrectInformation",
    "DeclareConflict",
    "DeclineLate",
    "DeclineStandIn",
    "DeclineSuggestion",
    "DeclineToJoin",
    "DeclineToTakeOver",
    "EndBreak",
    "EnterPhase",
    "EnterStage",
    "ExpectedCommands",
    "ExplainNoProfessionalsMeeting",
    "ExtendTime",
    "GiveBack",
    "GiveOutAction",
    "GuestCommands",
    "HandBack",
    "HandInReport",
    "HandingOverCommands",
    "InsideCommands",
    "JoinAction",
    "JudgeAction",
    "JudgePlan",
    "KeepAction",
    "KnowOtherwise",
    "KnowTheSame",
    "LateCommands",
    "LateReferral",
    "Leave",
    "LeaveOutOffer",
    "LetInAgain",
    "LinkCommands",
    "ListingCommands",
    "LowerHand",
    "MarkResearch",
    "MatchCommands",
    "MoveItem",
    "NameClosest",
    "NamePresenter",
    "NameViews",
    "NameWhoTells",
    "Needed",
    "NoteRecording",
    "NoteSuccess",
    "NothingToTheContrary",
    "OpenAgenda",
    "OpenFinishedCase",
    "OpenRoom",
    "OutsideCommands",
    "PauseClock",
    "PreparePoint",
    "PreparingCommands",
    "PresentPoints",
    "ProfessionalsCommands",
    "RaiseRisk",
    "ReadBackActions",
    "RecordAction",
    "RecordApologies",
    "RecordConflict",
    "RecordInformation",
    "RecordLeaving",
    "RecordNoLaptop",
    "RecordNoRisks",
    "RecordNothingKnown",
    "RecordRelease",
    "RecordReport",
    "RecordReturn",
    "RecordRisk",
    "RecordSteppingOut",
    "RecordTheSame",
    "RefuseDeclaration",
    "RemovePreparedPoint",
    "ReopenCase",
    "ReportNothingKnown",
    "ResearchCommands",
    "ResumeClock",
    "RiskCommands",
    "RoomCommands",
    "RoundCommands",
    "RuleOnConflict",
    "SeenPoint",
    "SeenRisk",
    "SendApologies",
    "SendDeputy",
    "SettleMatch",
    "SettleRisks",
    "ShareInformation",
    "SharingCommands",
    "SignDeclaration",
    "SignIn",
    "SkipBreak",
    "StandInCommands",
    "StepOut",
    "StrikeEntry",
    "SuggestAction",
    "TakeBack",
    "TakeBackRisk",
    "TakeOver",
    "TakeUpSuggestion",
    "TickOut",
    "TurnAway",
    "VoiceCommands",
    "VoidSignIn",
    "VolunteerAction",
    "VolunteerProfessionalsMeeting",
    "WithdrawAction",
    "WithdrawalCommands",
    "WitnessConfirmation",
    "WitnessRefusal",
    "WitnessSignature",
    "is_possible",
    "may_give",
    "needed_for",
    "phases_for",
]
