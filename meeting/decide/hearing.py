"""The course of a hearing: stages and clock (CASE-1, CASE-2), and the round (CASE-3, CASE-4)."""

from typing import assert_never

from agenda.plan import Role
from agenda.protocol import Stage
from meeting.case.actions import Action
from meeting.case.clock import (
    Clock,
    ClockPaused,
    ClockResumed,
    StageEntered,
    TimeExtended,
    is_reopened,
    next_stages,
    stages_over,
)
from meeting.case.hearing import Typed, typed
from meeting.case.information import (
    EntryStruck,
    HandLowered,
    HandRaised,
    Information,
    InformationCorrected,
    InformationShared,
    NothingKnownReported,
    SameKnown,
)
from meeting.case.posts import still_in_the_room
from meeting.case.table import can_be_heard
from meeting.commands import (
    AskToSpeak,
    ClockCommands,
    CorrectInformation,
    EnterStage,
    ExtendTime,
    KnowTheSame,
    LowerHand,
    PauseClock,
    RecordInformation,
    RecordNothingKnown,
    RecordTheSame,
    ReportNothingKnown,
    ResumeClock,
    RoundCommands,
    ShareInformation,
    StrikeEntry,
)
from meeting.decide.asking import MOST_POINTS, Hearing
from meeting.decide.day import said_posts, unheld
from meeting.decide.late_offers import information_arrived_late, need_own
from meeting.decide.merging import both_changed
from meeting.labels import STAGES, listed
from meeting.preparation import PreparedPointRemoved
from meeting.state import Placed
from meeting.streams import prep_stream
from meeting.values import AgencyId, EntryId
from meeting.words import Refused


def decide_clock(hearing: Hearing, command: ClockCommands) -> tuple[Placed, ...]:
    """Where the case and its clock stand after ``command``."""
    clock = hearing.case.clock
    if isinstance(command, EnterStage | ResumeClock):
        hearing.need_no_break()
    match command:
        case EnterStage():
            return _enter_stage(hearing, command)
        case PauseClock():
            if clock.paused_since is not None:
                raise Refused("already_paused")
            _need_clock(clock, command.version)
            return hearing.in_case(ClockPaused())
        case ResumeClock():
            if clock.paused_since is None:
                raise Refused("not_paused")
            _need_clock(clock, command.version)
            if hearing.case.stage is not Stage.CONFLICTS:
                _need_outside(hearing, "case")
            return hearing.in_case(ClockResumed())
        case ExtendTime():
            return hearing.in_case(TimeExtended(minutes=command.minutes, reason=command.reason))
        case _:
            assert_never(command)


def _need_clock(clock: Clock, version: int) -> None:
    """Nobody stopped or started it since the sender looked at it."""
    if version != clock.version:
        raise Refused("moved_on", "version")


def _enter_stage(hearing: Hearing, command: EnterStage) -> tuple[Placed, ...]:
    now, clock = hearing.case.stage, hearing.case.clock
    if command.stage is now or command.from_stage is not now:
        raise Refused("moved_on", "stage")
    possible, over = next_stages(clock), stages_over(clock, command.stage)
    if command.stage not in possible and not over:
        stages = listed(STAGES[stage] for stage in possible)
        raise Refused("not_that_stage", "stage", stages=stages)
    if command.stage is not Stage.CONFLICTS:
        _need_outside(hearing, "stage")
    if is_reopened(clock) and (posts := unheld(hearing.asking, hearing.case)):
        raise Refused("stand_in_first", "stage", posts=said_posts(posts))
    if not over:
        return hearing.in_case(StageEntered(stage=command.stage))
    _need_reason(hearing, over, command.reason)
    entered = StageEntered(stage=command.stage, passed_over=over, reason=command.reason)
    return hearing.in_case(entered)


def _need_outside(hearing: Hearing, field: str) -> None:
    """Nobody who is out of the case is still in the room (CON-3)."""
    inside = still_in_the_room(hearing.room, hearing.case)
    if inside:
        names = listed((line.name for line in inside), "and")
        raise Refused("still_in_the_room", field, names=names)


def _need_reason(hearing: Hearing, over: tuple[Stage, ...], reason: str) -> None:
    """Some stages a protocol lets nobody pass over without saying why (CASE-1)."""
    needed = hearing.room.protocol.hearing.stages_with_reason
    missing = [STAGES[stage] for stage in over if stage in needed]
    if missing and not reason:
        raise Refused("passed_over_without_reason", "reason", stages=listed(missing, "and"))


def decide_round(hearing: Hearing, command: RoundCommands) -> tuple[Placed, ...]:
    """What has been said after ``command``, and by whom."""
    match command:
        case AskToSpeak():
            return _ask(hearing)
        case LowerHand():
            return _lower(hearing, command)
        case ShareInformation():
            return _share(hearing, command, hearing.agency, on_behalf=False)
        case RecordInformation():
            if not can_be_heard(hearing.room, hearing.case, command.agency):
                _need_voice(hearing, command.agency)
            return _share(hearing, command, command.agency, on_behalf=True)
        case CorrectInformation():
            return _correct(hearing, command)
        case StrikeEntry():
            return _strike(hearing, command.entry)
        case KnowTheSame():
            return _same(hearing, command, hearing.agency, on_behalf=False)
        case RecordTheSame():
            _need_voice(hearing, command.agency)
            return _same(hearing, command, command.agency, on_behalf=True)
        case ReportNothingKnown():
            return _nothing_known(hearing, hearing.agency, on_behalf=False)
        case RecordNothingKnown():
            _need_voice(hearing, command.agency)
            return _nothing_known(hearing, command.agency, on_behalf=True)
        case _:
            assert_never(command)


def _ask(hearing: Hearing) -> tuple[Placed, ...]:
    person = hearing.asking.who.person
    if person in hearing.case.heard.hands:
        raise Refused("already_there")
    return hearing.in_case(HandRaised(person=person))


def _lower(hearing: Hearing, command: LowerHand) -> tuple[Placed, ...]:
    own = command.person == hearing.asking.who.person
    if not own and hearing.role is not Role.CHAIR:
        raise Refused("not_your_role", roles="chair")
    if command.person not in hearing.case.heard.hands:
        raise Refused("moved_on", "person")
    return hearing.in_case(HandLowered(person=command.person))


def _share(
    hearing: Hearing,
    command: ShareInformation | RecordInformation,
    agency: AgencyId,
    *,
    on_behalf: bool,
) -> tuple[Placed, ...]:
    hearing.need_subject(command.subject, "subject")
    points = hearing.case.heard.points
    if command.information in points:
        raise Refused("already_there", "information")
    hearing.need_room_for(len(points), MOST_POINTS, "pieces of information")
    if isinstance(command, ShareInformation):
        if hearing.case.closing is not None:
            return information_arrived_late(hearing, command)
        need_own(hearing, command.information, "information")
    shared = InformationShared(
        information=command.information,
        agency=agency,
        subject=command.subject,
        category=command.category,
        nature=command.nature,
        text=command.text,
        dated=command.dated,
        on_behalf=on_behalf,
    )
    return (*hearing.in_case(shared), *hearing.lower_own_hand())


def _correct(hearing: Hearing, command: CorrectInformation) -> tuple[Placed, ...]:
    point = hearing.case.heard.points.get(command.information)
    if point is None or point.struck_by is not None:
        raise Refused("no_such_information", "information")
    if not _may_correct(hearing, point):
        raise Refused("not_yours", "information")
    if command.version != point.version:
        raise both_changed("text", point.text, command.text)
    return hearing.in_case(InformationCorrected(information=command.information, text=command.text))


def _strike(hearing: Hearing, entry: EntryId) -> tuple[Placed, ...]:
    """The minute-taker of the case strikes it, and whoever wrote it; what an agency prepared and
    said so goes from what it prepared, too.
    """
    found = typed(hearing.case, entry)
    if found is None or found.struck_by is not None:
        raise Refused("no_such_entry", "entry")
    own = found.by == hearing.asking.who.person and not _is_anothers(hearing, found)
    if hearing.role is not Role.MINUTE_TAKER and not own:
        raise Refused("not_yours_to_strike", "entry")
    return (*hearing.in_case(EntryStruck(entry=entry)), *_unprepared(hearing, entry))


def _is_anothers(hearing: Hearing, found: Typed) -> bool:
    """Whether it is an action that other agencies have made theirs: nobody ends that (ACT-4)."""
    return isinstance(found, Action) and bool(set(found.owners) - {hearing.agency})


def _unprepared(hearing: Hearing, entry: EntryId) -> tuple[Placed, ...]:
    case = hearing.case.case
    return tuple(
        Placed(prep_stream(agency, case), PreparedPointRemoved(information=entry))
        for agency in hearing.room.agencies
        if entry in hearing.asking.state.preparation(agency, case).points
        and agency == _supplied_by(hearing, entry)
    )


def _supplied_by(hearing: Hearing, entry: EntryId) -> AgencyId | None:
    found = hearing.case.heard.points.get(entry) or hearing.case.late_offers.get(entry)
    return found.agency if found is not None else None


def _may_correct(hearing: Hearing, point: Information) -> bool:
    """Its agency may, and the minute-taker what they typed themselves for that agency."""
    if hearing.role is Role.MINUTE_TAKER:
        return point.on_behalf
    return point.agency == hearing.agency


def _same(
    hearing: Hearing, command: KnowTheSame | RecordTheSame, agency: AgencyId, *, on_behalf: bool
) -> tuple[Placed, ...]:
    """Of the words that were seen, and once; an agency's own point needs no second voice."""
    point = hearing.case.heard.points.get(command.information)
    if point is None or point.struck_by is not None:
        raise Refused("no_such_information", "information")
    if agency in {point.agency, *point.also_known}:
        raise Refused("already_there", "information")
    if command.version != point.version:
        raise Refused("moved_on", "information")
    said = SameKnown(
        information=point.information,
        version=point.version,
        agency=agency,
        on_behalf=on_behalf,
    )
    return (*hearing.in_case(said), *hearing.lower_own_hand())


def _nothing_known(hearing: Hearing, agency: AgencyId, *, on_behalf: bool) -> tuple[Placed, ...]:
    if agency in hearing.case.heard.nothing_known or hearing.case.heard.has_spoken(agency):
        raise Refused("already_there")
    said = NothingKnownReported(agency=agency, on_behalf=on_behalf)
    return (*hearing.in_case(said), *hearing.lower_own_hand())


def _need_voice(hearing: Hearing, agency: AgencyId) -> None:
    """The agency is in the room, or has sent a written report for the minute-taker to present."""
    hearing.need_member(agency)
    if agency not in hearing.room.reports:
        hearing.need_at_table(agency)
