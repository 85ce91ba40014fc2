"""Every rule of the room: what a command leads to, or why it is refused.

``decide`` is a pure function. What it returns are facts; what it raises changes nothing. The
rules stand by topic in the modules beside this one.
"""

from datetime import datetime

from agenda.likeness import Compare
from meeting.access import Reader
from meeting.commands import (
    ActionCommands,
    AgreeToLate,
    AnswerOutstanding,
    AnyCommand,
    AskForLate,
    AskToComeIn,
    BreakCommands,
    CaseCommand,
    CheckCommands,
    ClockCommands,
    CloseBefore,
    ConflictCommands,
    DeclineLate,
    ExpectedCommands,
    GuestCommands,
    HandingOverCommands,
    InsideCommands,
    LinkCommands,
    ListingCommands,
    MatchCommands,
    NoteSuccess,
    OpenFinishedCase,
    PreparingCommands,
    ProfessionalsCommands,
    ResearchCommands,
    RiskCommands,
    RoundCommands,
    SharingCommands,
    StandInCommands,
    VoiceCommands,
    WithdrawalCommands,
)
from meeting.decide.actions import decide_actions
from meeting.decide.asking import Asking, about_case, admit
from meeting.decide.breaks import decide_breaks
from meeting.decide.checks import decide_checks
from meeting.decide.closing import decide_closing
from meeting.decide.conflicts import decide_conflicts
from meeting.decide.day import decide_day
from meeting.decide.door import DoorCommands, decide_asking_to_come_in, decide_door
from meeting.decide.expected import decide_expected
from meeting.decide.guests import with_guests
from meeting.decide.handing_over import decide_handing_over
from meeting.decide.hearing import decide_clock, decide_round
from meeting.decide.late import decide_opening
from meeting.decide.late_case import agree_to_late, ask_for_late, decline_late
from meeting.decide.late_guests import from_guest
from meeting.decide.leaving import LeavingCommands, decide_leaving
from meeting.decide.links import decide_links
from meeting.decide.listing import close_before, decide_listing
from meeting.decide.matching import decide_matching, with_names_confirmed
from meeting.decide.outstanding import answer_outstanding
from meeting.decide.owners import with_owners_out
from meeting.decide.preparing import decide_preparing
from meeting.decide.professionals import decide_professionals
from meeting.decide.register import RegisterCommands, decide_register
from meeting.decide.research import decide_research
from meeting.decide.risks import decide_risks
from meeting.decide.sharing import decide_sharing
from meeting.decide.stand_ins import decide_stand_ins
from meeting.decide.successes import note_success
from meeting.decide.visitors import confirm_guest
from meeting.decide.voices import decide_voices
from meeting.decide.withdrawal import decide_withdrawal
from meeting.state import Placed, State

__all__ = ["decide"]


def decide(
    state: State,
    who: Reader,
    command: AnyCommand,
    now: datetime,
    compare: Compare | None = None,
) -> tuple[Placed, ...]:
    """The events that ``command``, given by ``who`` at ``now``, leads to.

    ``compare`` compares somebody who is added with the parties of the cases; without it they are
    not compared, and read no case (CON-6).
    Raises Refused, with the sentence for the person, if a rule forbids it.
    """
    if isinstance(command, AskToComeIn):
        return decide_asking_to_come_in(state, who, command, compare)
    if (kept := from_guest(state, who, command)) is not None:
        return kept
    asking = admit(state, who, command, now)
    placed = with_names_confirmed(asking, _decided(asking, command, compare))
    return with_guests(state, with_owners_out(state, placed))


def _decided(
    asking: Asking, command: InsideCommands, compare: Compare | None
) -> tuple[Placed, ...]:
    if not isinstance(command, CaseCommand):
        if isinstance(command, AskForLate):
            return ask_for_late(asking, command, compare)
        if isinstance(command, AnswerOutstanding):
            return answer_outstanding(asking, command)
        if isinstance(command, NoteSuccess):
            return note_success(asking, command)
        if isinstance(command, RegisterCommands):
            return decide_register(asking, command)
        if isinstance(command, LeavingCommands):
            return decide_leaving(asking, command)
        if isinstance(command, DoorCommands):
            return decide_door(asking, command)
        if isinstance(command, HandingOverCommands):
            return decide_handing_over(asking, command)
        if isinstance(command, OpenFinishedCase):
            return decide_opening(asking, command)
        if isinstance(command, MatchCommands):
            return decide_matching(asking, command)
        if isinstance(command, ExpectedCommands):
            return decide_expected(asking, command)
        if isinstance(command, ListingCommands):
            return decide_listing(asking, command)
        if isinstance(command, PreparingCommands):
            return decide_preparing(asking, command)
        if isinstance(command, BreakCommands):
            return decide_breaks(asking, command)
        return decide_day(asking, command)
    hearing = about_case(asking, command)
    if isinstance(command, AgreeToLate):
        return agree_to_late(hearing, command)
    if isinstance(command, DeclineLate):
        return decline_late(hearing, command)
    if isinstance(command, GuestCommands):
        return confirm_guest(hearing, command)
    if isinstance(command, CloseBefore):
        return close_before(hearing, command)
    if isinstance(command, ResearchCommands):
        return decide_research(hearing, command)
    if isinstance(command, ConflictCommands):
        return decide_conflicts(hearing, command)
    if isinstance(command, StandInCommands):
        return decide_stand_ins(hearing, command)
    if isinstance(command, ClockCommands):
        return decide_clock(hearing, command)
    if isinstance(command, RoundCommands):
        return decide_round(hearing, command)
    if isinstance(command, RiskCommands):
        return decide_risks(hearing, command)
    if isinstance(command, CheckCommands):
        return decide_checks(hearing, command)
    if isinstance(command, LinkCommands):
        return decide_links(hearing, command)
    if isinstance(command, VoiceCommands):
        return decide_voices(hearing, command)
    if isinstance(command, SharingCommands):
        return decide_sharing(hearing, command)
    if isinstance(command, ProfessionalsCommands):
        return decide_professionals(hearing, command)
    if isinstance(command, WithdrawalCommands):
        return decide_withdrawal(hearing, command)
    if isinstance(command, ActionCommands):
        return decide_actions(hearing, command)
    return decide_closing(hearing, command)
