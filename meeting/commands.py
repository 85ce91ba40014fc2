"""What people can ask for, and the two tables that say when and who.

A command names its target and what its sender saw of it: late or twice, it is refused.
``ALLOWED`` says in which phase of the meeting or stage of the case a command is legal,
``GIVEN_BY`` which roles may give it; a missing key means refused. Screens read both tables to
show only what is possible now; the rules proper are in ``decide``.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from agenda.plan import Party, Role
from agenda.protocol import HEARING, Stage
from meeting.case.actions import Verdict, Wording
from meeting.case.information import Category, Nature
from meeting.case.outcome import Outcome
from meeting.case.research import Answer
from meeting.case.stand_in import Post
from meeting.conflict import Ruling
from meeting.matching import Decision
from meeting.room import DayPost, Phase, RoomRecording
from meeting.values import (
    ActionId,
    AgencyId,
    CaseId,
    Command,
    Digest,
    Frozen,
    InformationId,
    Instant,
    ItemId,
    Named,
    PersonId,
    RiskId,
    Subject,
)
from meeting.words import Name, OptionalWords, Words


class CaseCommand(Command):
    """A command about one case, which its sender must be able to read."""

    case: CaseId


# The register


class Attend(Command):
    """I am here, on a laptop: arrived, or back (ATT-2)."""

    kind: Literal["attend"] = "attend"


class SignIn(Command):
    """The minute-taker signs in somebody without a laptop, or back in (ROLE-8, ATT-2)."""

    kind: Literal["sign_in"] = "sign_in"
    person: PersonId


class RecordNoLaptop(Command):
    """Somebody present goes on without their laptop; the minute-taker records for them (ROLE-8)."""

    kind: Literal["record_no_laptop"] = "record_no_laptop"
    person: PersonId


class RecordApologies(Command):
    """Somebody expected has sent apologies (ATT-1)."""

    kind: Literal["record_apologies"] = "record_apologies"
    person: PersonId


class RecordReport(Command):
    """An absent agency has sent a written report (ATT-1)."""

    kind: Literal["record_report"] = "record_report"
    agency: AgencyId


class AgreeObserver(Command):
    """The chair agrees that an observer is here; their agency answers for them (ROLE-5)."""

    kind: Literal["agree_observer"] = "agree_observer"
    person: PersonId


class Leave(Command):
    """I am leaving the meeting (ATT-2)."""

    kind: Literal["leave"] = "leave"


class RecordLeaving(Command):
    """Chair or minute-taker record that somebody has left (ATT-2)."""

    kind: Literal["record_leaving"] = "record_leaving"
    person: PersonId


class StepOut(Command):
    """I go out of the room, and come back (ATT-2)."""

    kind: Literal["step_out"] = "step_out"


class RecordSteppingOut(Command):
    """Chair or minute-taker record that somebody has stepped out (ATT-2)."""

    kind: Literal["record_stepping_out"] = "record_stepping_out"
    person: PersonId


class RecordReturn(Command):
    """Chair or minute-taker record that who had stepped out is back, as before (ATT-2)."""

    kind: Literal["record_return"] = "record_return"
    person: PersonId


class RecordRelease(Command):
    """Who came for the cases that concern their agency may go: neither absent nor early (ATT-5)."""

    kind: Literal["record_release"] = "record_release"
    person: PersonId


class SignDeclaration(Command):
    """I sign, by name, the wording with this digest (SIGN-1, SIGN-3)."""

    kind: Literal["sign_declaration"] = "sign_declaration"
    name: Name
    digest: Digest


class RefuseDeclaration(Command):
    """I do not sign, and see no case (SIGN-2)."""

    kind: Literal["refuse_declaration"] = "refuse_declaration"


class WitnessSignature(Command):
    """The minute-taker witnesses that somebody without a laptop signed (SIGN-1, ROLE-8)."""

    kind: Literal["witness_signature"] = "witness_signature"
    person: PersonId
    digest: Digest


class WitnessRefusal(Command):
    """The minute-taker witnesses that somebody without a laptop would not sign (SIGN-2)."""

    kind: Literal["witness_refusal"] = "witness_refusal"
    person: PersonId


# The door (ATT-6)


class AskToComeIn(Command):
    """I am not on the register; by what name and for which agency I come, the office knows."""

    kind: Literal["ask_to_come_in"] = "ask_to_come_in"


class Admit(Command):
    """Chair or coordinator let in who waits, or whom they turned away, or whose sign-in was void.

    ``agency_name`` is what an agency is called that the meeting does not have.
    """

    kind: Literal["admit"] = "admit"
    person: PersonId
    role: Role = Role.REPRESENTATIVE
    deputises_for: PersonId | None = None
    agency_name: Name | None = None


class TurnAway(Command):
    """Chair or coordinator do not let in who waits. Everybody reads ``reason``: no case in it."""

    kind: Literal["turn_away"] = "turn_away"
    person: PersonId
    reason: OptionalWords = ""


class VoidSignIn(Command):
    """Under that name somebody else is signed in. Everybody reads ``reason``: no case in it."""

    kind: Literal["void_sign_in"] = "void_sign_in"
    person: PersonId
    reason: Words


class LetInAgain(Command):
    """It is them: somebody whose account was renewed sits at that laptop (ATT-6, CON-2)."""

    kind: Literal["let_in_again"] = "let_in_again"
    person: PersonId


# Handing over for the rest of the day (ROLE-7)


class AskToTakeOver(Command):
    """Somebody is asked to take over the chair or the minutes for the rest of the day.

    ``in_place_of`` is who was asked before, or holds it now, as its sender saw it.
    """

    kind: Literal["ask_to_take_over"] = "ask_to_take_over"
    day_post: DayPost
    person: PersonId
    in_place_of: PersonId | None = None


class TakeOver(Command):
    """I take it over, from now on."""

    kind: Literal["take_over"] = "take_over"
    day_post: DayPost


class DeclineToTakeOver(Command):
    """I do not take it over."""

    kind: Literal["decline_to_take_over"] = "decline_to_take_over"
    day_post: DayPost


class GiveBack(Command):
    """What I took over I give back: ``person`` is the last who held it before and is here, as its
    sender saw it.
    """

    kind: Literal["give_back"] = "give_back"
    day_post: DayPost
    person: PersonId


class TakeBack(Command):
    """What is mine by the plan I take back. ``holder`` has it now, as its sender saw it."""

    kind: Literal["take_back"] = "take_back"
    day_post: DayPost
    holder: PersonId


# The day


class EnterPhase(Command):
    """The chair moves the meeting on, or back, from the phase that they see (AG-1)."""

    kind: Literal["enter_phase"] = "enter_phase"
    from_phase: Phase
    phase: Phase


class CallItem(Command):
    """The chair calls a case or a break by its number on the running order."""

    kind: Literal["call_item"] = "call_item"
    item: ItemId


class EndBreak(Command):
    """The chair ends a break."""

    kind: Literal["end_break"] = "end_break"
    item: ItemId


class NoteRecording(Command):
    """Whether the sound of the room is being recorded, and by whose policy (REC-1)."""

    kind: Literal["note_recording"] = "note_recording"
    recording: RoomRecording
    policy: OptionalWords = ""


class ApproveActionList(Command):
    """The chair approves the action list, which is fixed from then on (ACT-11)."""

    kind: Literal["approve_action_list"] = "approve_action_list"


class OpenFinishedCase(Command):
    """I came late, and ask for a case that is over; whoever reads it sees that I did (ATT-2)."""

    kind: Literal["open_finished_case"] = "open_finished_case"
    case: CaseId


# Guests


class ConfirmGuest(CaseCommand):
    """The chair has asked a guest of this case: they have read the declaration, and nobody can
    overhear them (ROLE-6).
    """

    kind: Literal["confirm_guest"] = "confirm_guest"
    person: PersonId


# Conflicts


class DeclareConflict(CaseCommand):
    """I should not hear this case, and this is why (CON-1)."""

    kind: Literal["declare_conflict"] = "declare_conflict"
    reason: Words


class RecordConflict(CaseCommand):
    """Somebody else should not hear this case: they said so without a laptop, or have not declared
    it (CON-5, ROLE-8).
    """

    kind: Literal["record_conflict"] = "record_conflict"
    person: PersonId
    reason: Words


class RuleOnConflict(CaseCommand):
    """The chair decides: leaves the room, or may stay, with the reason (CON-2).

    ``instead_of`` is the ruling that its sender saw, None where there was none.
    """

    kind: Literal["rule_on_conflict"] = "rule_on_conflict"
    person: PersonId
    ruling: Ruling
    instead_of: Ruling | None = None
    reason: OptionalWords = ""


class TickOut(CaseCommand):
    """Somebody who is out of the case has left the room (CON-3)."""

    kind: Literal["tick_out"] = "tick_out"
    person: PersonId


# Stand-ins


class AskToStandIn(CaseCommand):
    """Somebody is asked to take over the chair, the minutes, the victim's voice or the processing
    of this case (CON-3, ROLE-7).

    ``in_place_of`` is who was asked before or stands in, as its sender saw it.
    """

    kind: Literal["ask_to_stand_in"] = "ask_to_stand_in"
    post: Post
    person: PersonId
    in_place_of: PersonId | None = None


class AcceptStandIn(CaseCommand):
    """I stand in, for this case (CON-3)."""

    kind: Literal["accept_stand_in"] = "accept_stand_in"
    post: Post


class DeclineStandIn(CaseCommand):
    """I do not stand in (CON-3)."""

    kind: Literal["decline_stand_in"] = "decline_stand_in"
    post: Post
    reason: OptionalWords = ""


class HandBack(CaseCommand):
    """What I took over for this case I give back before its end (ROLE-7)."""

    kind: Literal["hand_back"] = "hand_back"
    post: Post


# The clock


class EnterStage(CaseCommand):
    """The chair moves the hearing on, or back a step, from the stage that they see (CASE-1).

    ``reason`` is why other stages are passed over, which some protocols want to know.
    """

    kind: Literal["enter_stage"] = "enter_stage"
    from_stage: Stage
    stage: Stage
    reason: OptionalWords = ""


class PauseClock(CaseCommand):
    """The clock of the case, of this version, stops (CASE-2)."""

    kind: Literal["pause_clock"] = "pause_clock"
    version: int


class ResumeClock(CaseCommand):
    """The clock of the case, of this version, runs again (CASE-2)."""

    kind: Literal["resume_clock"] = "resume_clock"
    version: int


class ExtendTime(CaseCommand):
    """The chair gives the case more minutes, and says why (CASE-2)."""

    kind: Literal["extend_time"] = "extend_time"
    minutes: int = Field(ge=1, le=60)
    reason: Words


# The round


class AskToSpeak(CaseCommand):
    """My hand is up (CASE-4)."""

    kind: Literal["ask_to_speak"] = "ask_to_speak"


class LowerHand(CaseCommand):
    """My hand, or as the chair somebody's whom I have heard, goes down (CASE-4)."""

    kind: Literal["lower_hand"] = "lower_hand"
    person: PersonId


class ShareInformation(CaseCommand):
    """My agency knows this (CASE-3, ROLE-4)."""

    kind: Literal["share_information"] = "share_information"
    information: InformationId
    subject: Subject
    category: Category
    nature: Nature = Nature.FACT
    text: Words
    dated: date | None = None


class RecordInformation(CaseCommand):
    """The minute-taker records what an agency says without a laptop, or wrote (ROLE-3, ROLE-8)."""

    kind: Literal["record_information"] = "record_information"
    information: InformationId
    agency: AgencyId
    subject: Subject
    category: Category
    nature: Nature = Nature.FACT
    text: Words
    dated: date | None = None


class CorrectInformation(CaseCommand):
    """The supplying agency corrects its own words (CASE-5)."""

    kind: Literal["correct_information"] = "correct_information"
    information: InformationId
    version: int
    text: Words


class ReportNothingKnown(CaseCommand):
    """My agency knows nothing of this case: an answer, and recorded (CASE-4)."""

    kind: Literal["report_nothing_known"] = "report_nothing_known"


class RecordNothingKnown(CaseCommand):
    """The minute-taker records that an agency knows nothing (CASE-4, ROLE-8)."""

    kind: Literal["record_nothing_known"] = "record_nothing_known"
    agency: AgencyId


# Risks


class RecordRisk(CaseCommand):
    """The chair names a risk, or the minute-taker writes what the chair named (RISK-1)."""

    kind: Literal["record_risk"] = "record_risk"
    risk: RiskId
    at_risk: Subject
    from_whom: Subject | None = None
    text: Words
    information: Named[InformationId] = ()


class RaiseRisk(CaseCommand):
    """A representative raises a risk that was missed, for the chair to agree (ROLE-4)."""

    kind: Literal["raise_risk"] = "raise_risk"
    risk: RiskId
    at_risk: Subject
    from_whom: Subject | None = None
    text: Words
    information: Named[InformationId] = ()


class AgreeRisk(CaseCommand):
    """The chair takes up a risk that was raised (RISK-1)."""

    kind: Literal["agree_risk"] = "agree_risk"
    risk: RiskId


class RecordNoRisks(CaseCommand):
    """The chair says that no risk was identified (RISK-1)."""

    kind: Literal["record_no_risks"] = "record_no_risks"


# Actions


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
    """Its owner changes an action, or the minute-taker what they recorded (ACT-13)."""

    kind: Literal["change_action"] = "change_action"
    action: ActionId
    version: int
    wording: Wording


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


class ReadBackActions(CaseCommand):
    """The minute-taker has read aloud the plan of this version (ACT-9)."""

    kind: Literal["read_back_actions"] = "read_back_actions"
    version: int


class CloseCase(CaseCommand):
    """The chair approves the case's actions and closes it; gaps need a reason (ACT-9, CASE-6).

    ``called`` is when the case was called that the chair looks at; ``seen`` what was open then, as
    ``digest_of_points`` has it, None for nothing.
    """

    kind: Literal["close_case"] = "close_case"
    called: Instant
    seen: Digest | None = None
    outcome: Outcome
    reason: OptionalWords = ""


class SettleMatch(Command):
    """A likely match, of the version that I see, is settled, and why, whatever it is (CON-6).

    ``told`` is what the person is told of it: nothing where they are clear.
    """

    kind: Literal["settle_match"] = "settle_match"
    case: CaseId
    person: PersonId
    version: int
    decision: Decision
    reason: OptionalWords = ""
    told: OptionalWords = ""


class ConfirmNames(Command):
    """The names are settled as far as I can see; said in every meeting (CON-6)."""

    kind: Literal["confirm_names"] = "confirm_names"


# Before the day


class OpenAgenda(Command):
    """The chair lets those named for the meeting read its cases, before the day (AG-4, CON-6)."""

    kind: Literal["open_agenda"] = "open_agenda"


class SendApologies(Command):
    """I shall not be there; or chair, minute-taker or coordinator were told so (ATT-1)."""

    kind: Literal["send_apologies"] = "send_apologies"
    person: PersonId


class ComeAfterAll(Command):
    """Who had sent apologies comes after all: said as the apologies are (ATT-1)."""

    kind: Literal["come_after_all"] = "come_after_all"
    person: PersonId


class SendDeputy(Command):
    """Somebody of the same agency comes in my place, or in that of who told us so (ATT-1)."""

    kind: Literal["send_deputy"] = "send_deputy"
    person: PersonId
    deputy: PersonId


class HandInReport(Command):
    """My agency's written report is in, or that of an agency that sent us one (ATT-1)."""

    kind: Literal["hand_in_report"] = "hand_in_report"
    agency: AgencyId


class MoveItem(Command):
    """A case takes the place of another on the running order; those between make room (AG-10).

    ``agenda`` is the version of the running order that its sender looks at.
    """

    kind: Literal["move_item"] = "move_item"
    item: ItemId
    place: ItemId
    agenda: int


class LateReferral(Frozen):
    """What the room needs of an urgent referral."""

    referred_by: AgencyId
    parties: tuple[Party, ...] = Field(min_length=1, max_length=40)
    summary: OptionalWords = ""
    safe_contact: OptionalWords = ""
    unsafe_contact: OptionalWords = ""
    risk_to_staff: OptionalWords = ""
    referred_on: date | None = None
    incident_on: date | None = None


class AskForLate(Command):
    """An urgent case is to be heard at a meeting that is published already, and why (AG-10)."""

    kind: Literal["ask_for_late"] = "ask_for_late"
    case: CaseId
    referral: LateReferral
    reason: Words


class AgreeToLate(CaseCommand):
    """I agree, as chair or coordinator, to the urgent case that the other asked for (AG-10)."""

    kind: Literal["agree_to_late"] = "agree_to_late"
    agenda: int


class CloseBefore(CaseCommand):
    """A published case is not going to be heard, and why; it stays on the agenda (AG-10)."""

    kind: Literal["close_before"] = "close_before"
    agenda: int
    reason: Words


class OpenRoom(Command):
    """It is the day: preparing is over, and people gather (AG-4)."""

    kind: Literal["open_room"] = "open_room"


class MarkResearch(CaseCommand):
    """My agency has looked into this case: known, or nothing known (AG-4, CASE-4)."""

    kind: Literal["mark_research"] = "mark_research"
    answer: Answer
    so_far: Answer | None = None


class PreparePoint(CaseCommand):
    """What my agency is going to say in this case (AG-4, CASE-3)."""

    kind: Literal["prepare_point"] = "prepare_point"
    information: InformationId
    subject: Subject
    category: Category
    nature: Nature = Nature.FACT
    text: Words
    dated: date | None = None


class ChangePreparedPoint(CaseCommand):
    """My agency will put it otherwise (AG-4)."""

    kind: Literal["change_prepared_point"] = "change_prepared_point"
    information: InformationId
    version: int
    subject: Subject
    category: Category
    nature: Nature = Nature.FACT
    text: Words
    dated: date | None = None


class RemovePreparedPoint(CaseCommand):
    """My agency will not say this (AG-4)."""

    kind: Literal["remove_prepared_point"] = "remove_prepared_point"
    information: InformationId
    version: int


class SeenPoint(Frozen):
    """A prepared point, in the version that was looked at."""

    information: InformationId
    version: int


class PresentPoints(CaseCommand):
    """My agency shares what it prepared, one point or several (AG-4, CASE-3, ROLE-4)."""

    kind: Literal["present_points"] = "present_points"
    points: Named[SeenPoint]


HandingOverCommands = AskToTakeOver | TakeOver | DeclineToTakeOver | GiveBack | TakeBack
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
    | EndBreak
    | NoteRecording
    | ApproveActionList
    | OpenFinishedCase
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
LateCommands = AgreeToLate
ExpectedCommands = SendApologies | ComeAfterAll | SendDeputy | HandInReport
ResearchCommands = (
    MarkResearch | PreparePoint | ChangePreparedPoint | RemovePreparedPoint | PresentPoints
)
GuestCommands = ConfirmGuest
MatchCommands = SettleMatch | ConfirmNames
ConflictCommands = DeclareConflict | RecordConflict | RuleOnConflict | TickOut
StandInCommands = AskToStandIn | AcceptStandIn | DeclineStandIn | HandBack
ClockCommands = EnterStage | PauseClock | ResumeClock | ExtendTime
RoundCommands = (
    AskToSpeak
    | LowerHand
    | ShareInformation
    | RecordInformation
    | CorrectInformation
    | ReportNothingKnown
    | RecordNothingKnown
)
RiskCommands = RecordRisk | RaiseRisk | AgreeRisk | RecordNoRisks
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
    | ReadBackActions
)
ClosingCommands = CloseCase
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
    | ActionCommands
    | ClosingCommands
)
OutsideCommands = AskToComeIn
InsideCommands = RoomCommands | CaseCommands
AnyCommand = Annotated[OutsideCommands | InsideCommands, Field(discriminator="kind")]


# The first table: in which phase of the meeting, or stage of the case, a command is legal.
# A command about a case needs the phase "hearing" besides, but for those in CASE_PHASES.

WHILE_MEETING = frozenset({Phase.GATHERING, Phase.DECLARATION, Phase.HEARING, Phase.SUMMARY})
AFTER_READING = WHILE_MEETING - {Phase.GATHERING}
BEFORE_THE_DAY = frozenset({Phase.PREPARING})
NAMES_ARE_KNOWN = BEFORE_THE_DAY | AFTER_READING
LATE = BEFORE_THE_DAY | {Phase.GATHERING, Phase.DECLARATION, Phase.HEARING}
"""While cases are still to be heard."""
WHILE_ON = frozenset(HEARING)
WHILE_SPEAKING = WHILE_ON - {Stage.CONFLICTS}
WHILE_CHECKING = frozenset({Stage.PLANNING, Stage.SAFETY, Stage.READ_BACK})
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
    SignDeclaration: AFTER_READING,
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
    EndBreak: frozenset({Phase.HEARING}),
    NoteRecording: WHILE_MEETING,
    ApproveActionList: frozenset({Phase.SUMMARY}),
    OpenFinishedCase: frozenset({Phase.HEARING, Phase.SUMMARY}),
    ConfirmGuest: WHILE_ON | {Stage.LISTED},
    SettleMatch: NAMES_ARE_KNOWN,
    ConfirmNames: NAMES_ARE_KNOWN,
    OpenAgenda: BEFORE_THE_DAY,
    OpenRoom: BEFORE_THE_DAY,
    MoveItem: BEFORE_THE_DAY,
    AskForLate: LATE,
    AgreeToLate: frozenset({Stage.LISTED}),
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
    ShareInformation: WHILE_SPEAKING,
    RecordInformation: WHILE_SPEAKING,
    CorrectInformation: WHILE_SPEAKING,
    ReportNothingKnown: WHILE_SPEAKING,
    RecordNothingKnown: WHILE_SPEAKING,
    RecordRisk: WHILE_SPEAKING,
    RaiseRisk: WHILE_SPEAKING,
    AgreeRisk: WHILE_SPEAKING,
    RecordNoRisks: RISKS_KNOWN,
    SuggestAction: WHILE_SPEAKING,
    TakeUpSuggestion: WHILE_SPEAKING,
    DeclineSuggestion: WHILE_SPEAKING,
    VolunteerAction: WHILE_SPEAKING,
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
    ReadBackActions: frozenset({Stage.READ_BACK}),
    CloseCase: WHILE_ON,
}

CASE_PHASES: Mapping[type[Command], frozenset[Phase]] = {
    AgreeToLate: LATE,
    CloseBefore: BEFORE_THE_DAY,
    MarkResearch: BEFORE_THE_DAY,
    PreparePoint: BEFORE_THE_DAY,
    ChangePreparedPoint: BEFORE_THE_DAY,
    RemovePreparedPoint: BEFORE_THE_DAY,
    DeclareConflict: NAMES_ARE_KNOWN,
    RecordConflict: NAMES_ARE_KNOWN,
    RuleOnConflict: NAMES_ARE_KNOWN,
    AskToStandIn: AFTER_READING,
    AcceptStandIn: AFTER_READING,
    DeclineStandIn: AFTER_READING,
    HandBack: AFTER_READING,
}
"""Phases of the commands about a case that wait for no hearing. Before the day each agency looks
into it (AG-4). Names are on the screens of all
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
    EndBreak: CHAIR,
    NoteRecording: CHAIR_AND_MINUTES,
    ApproveActionList: CHAIR,
    OpenFinishedCase: ALL_DAY_WITH_A_VOICE,
    ConfirmGuest: CHAIR,
    SettleMatch: WITH_A_VOICE - {Role.GUEST},
    ConfirmNames: MINUTES,
    OpenAgenda: CHAIR,
    OpenRoom: CHAIR_AND_MINUTES,
    MoveItem: CHAIR,
    AskForLate: CHAIR,
    AgreeToLate: CHAIR,
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
    ReportNothingKnown: REPRESENTATIVES,
    RecordNothingKnown: MINUTES,
    RecordRisk: CHAIR_AND_MINUTES,
    RaiseRisk: REPRESENTATIVES,
    AgreeRisk: CHAIR,
    RecordNoRisks: CHAIR,
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
    ReadBackActions: MINUTES,
    CloseCase: CHAIR,
}


ALSO_COORDINATOR: frozenset[type[Command]] = frozenset(
    {
        *(Admit, TurnAway, VoidSignIn, LetInAgain, RecordConflict, SettleMatch, ConfirmNames),
        *(MoveItem, CloseBefore, AskForLate, AgreeToLate),
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
    (AG-4).
    """
    if phase is Phase.PREPARING:
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
