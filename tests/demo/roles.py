"""What each simulated person would do next, from what they see: pure functions of their own part
of the state. A person acts, looks again, and acts again, so that nothing here minds a restart.
"""

from collections.abc import Callable, Iterator

from agenda.deadline import due_date
from agenda.plan import Role
from agenda.protocol import Stage
from client.outbox import new_id
from meeting.case.actions import SETTLED, Action, Standing, Verdict, Wording
from meeting.case.clock import NEXT_STAGE
from meeting.case.gaps import digest_of_points, open_aims, open_links, open_points, unsettled
from meeting.case.hearing import Case
from meeting.case.outcome import Outcome
from meeting.case.posts import still_in_the_room
from meeting.case.risks import Settlement
from meeting.case.table import Heard, at_table, guests_of, seats
from meeting.commands import (
    REPRESENTATIVES,
    AgreeRisk,
    AnswerAim,
    AnswerLinks,
    AnyCommand,
    ApproveActionList,
    Attend,
    CallItem,
    ChangeAction,
    CloseCase,
    ConfirmAction,
    ConfirmGuest,
    ConfirmNames,
    DeclareConflict,
    EndBreak,
    EnterPhase,
    EnterStage,
    JoinAction,
    JudgeAction,
    JudgePlan,
    NameWhoTells,
    ReadBackActions,
    RecordAction,
    RecordApologies,
    RecordInformation,
    RecordNoLaptop,
    RecordNothingKnown,
    RecordRisk,
    RefuseDeclaration,
    ReportNothingKnown,
    RuleOnConflict,
    SeenRisk,
    SettleRisks,
    ShareInformation,
    SignDeclaration,
    SignIn,
    StepOut,
    SuggestAction,
    TakeUpSuggestion,
    TickOut,
    VolunteerAction,
    WitnessConfirmation,
    WitnessSignature,
)
from meeting.conflict import Ruling
from meeting.room import Attendance, ItemState, Line, Phase, Room
from meeting.state import State
from meeting.streams import Kind
from tests.demo.asked import asked
from tests.demo.day import CONFLICT_REASON, Offer, Point
from tests.demo.today import TODAY

SPEAKING = frozenset({Stage.ROUND, Stage.RISKS, Stage.PLANNING, Stage.SAFETY, Stage.READ_BACK})
PLANNING = frozenset({Stage.PLANNING, Stage.SAFETY, Stage.READ_BACK})
CHECKING = frozenset({Stage.SAFETY, Stage.READ_BACK})


def what_next(state: State, person: str) -> Iterator[AnyCommand]:
    """What ``person`` would do now, in order; nothing while they wait for others."""
    line = state.room.register.get(person)
    if line is None:
        return
    yield from _register(state.room, line)
    if line.is_present:
        yield from _roll_call(state.room, line)
    if not line.may_take_part:
        return
    yield from asked(state, line)
    if line.role is Role.CHAIR:
        yield from _chair(state)
    if line.role is Role.MINUTE_TAKER:
        yield from _minutes(state)
    if line.role in REPRESENTATIVES and (case := case_on(state)) is not None:
        yield from _representative(state.room, line, case)


def case_on(state: State) -> Case | None:
    """The case that is on, if this person may read it."""
    on = state.room.on
    return state.case(on.case) if on is not None and on.case is not None else None


def _register(room: Room, line: Line) -> Iterator[AnyCommand]:
    if line.attendance is Attendance.EXPECTED and room.phase is not Phase.APPROVED:
        yield Attend()
    if line.person == TODAY.steps_out:
        yield from _out_in_the_break(room, line)
    if not line.is_present or line.signature or line.refused or room.phase is Phase.GATHERING:
        return
    if line.person == TODAY.unwilling:
        yield RefuseDeclaration()
    else:
        yield SignDeclaration(name=line.name, digest=room.protocol.declaration.digest)


def _out_in_the_break(room: Room, line: Line) -> Iterator[AnyCommand]:
    is_break = room.on is not None and room.on.case is None
    if is_break and line.is_present and not _was_outside(line):
        yield StepOut()
    if not is_break and line.attendance is Attendance.STEPPED_OUT:
        yield Attend()


def _was_outside(line: Line) -> bool:
    return any(attendance is Attendance.STEPPED_OUT for attendance, _ in line.movements)


def _roll_call(room: Room, line: Line) -> Iterator[AnyCommand]:
    if line.role is Role.MINUTE_TAKER and room.phase is not Phase.APPROVED:
        for other in room.register.values():
            yield from _attend_to(room, other)
    opens = line.role is Role.CHAIR and room.phase is Phase.GATHERING
    if opens and _everybody(room, lambda other: other.is_present):
        yield EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION)


# The chair


def _chair(state: State) -> Iterator[AnyCommand]:
    yield from _rulings(state)
    room = state.room
    if room.phase is Phase.HEARING and room.on is not None:
        if room.on.case:
            yield from _chair_case(state)
        elif _break_is_over(room):
            yield EndBreak(item=room.on.item)
    elif room.phase is Phase.HEARING:
        listed = [item for item in room.items.values() if item.state is ItemState.LISTED]
        if not listed:
            yield EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY)
        elif _who_is_waited_for_is_here(room, listed[0].case):
            yield CallItem(item=listed[0].item)
    elif room.phase is Phase.DECLARATION and _can_begin(room):
        yield EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING)
    elif room.phase is Phase.SUMMARY:
        yield ApproveActionList()


def _break_is_over(room: Room) -> bool:
    return not TODAY.steps_out or _was_outside(room.register[TODAY.steps_out])


def _can_begin(room: Room) -> bool:
    signed = _everybody(room, lambda line: bool(line.signature))
    return signed and room.names_confirmed is not None


def _who_is_waited_for_is_here(room: Room, case: str | None) -> bool:
    """The comings and goings of the day, each between the same two cases at every run."""
    stepped_out = room.register.get(TODAY.steps_out)
    if stepped_out is not None and stepped_out.attendance is Attendance.STEPPED_OUT:
        return False
    if case == TODAY.late_before:
        return room.register[TODAY.late].may_take_part
    if case == TODAY.gone_before:
        back = all(room.register[person].laptop for person in TODAY.laptops_fail)
        return back and not room.register[TODAY.leaves_early].is_present
    return True


def _everybody(room: Room, holds: Callable[[Line], bool]) -> bool:
    awaited = (
        line
        for line in room.register.values()
        if line.person not in TODAY.apologies | {TODAY.late, TODAY.unwilling}
    )
    return all(holds(line) for line in awaited)


def _rulings(state: State) -> Iterator[AnyCommand]:
    for stream in state.streams:
        if stream.kind is Kind.CONFLICT and state.case(stream.case) is not None:
            conflict = state.conflict(stream.case, stream.person)
            if conflict is not None and conflict.ruling is None:
                yield RuleOnConflict(case=stream.case, person=stream.person, ruling=Ruling.LEAVES)


def _chair_case(state: State) -> Iterator[AnyCommand]:
    case = case_on(state)
    if case is None:
        return
    yield from _let_in(state.room, case)
    if not case.referrer_present and case.clock.called:
        yield CloseCase(
            case=case.case,
            called=case.clock.called,
            seen=digest_of_points(open_points(state.room, case)),
            outcome=Outcome.DEFERRED,
            reason="Its referrer has sent apologies.",
        )
    elif case.stage is Stage.RISKS and len(case.risks.named) < len(TODAY.hearing(case.case).risks):
        yield from _name_risks(case)
    elif case.stage is Stage.READ_BACK:
        yield from _close(state.room, case)
    elif inside := still_in_the_room(state.room, case):
        yield from (TickOut(case=case.case, person=line.person) for line in inside)
    elif _stage_is_done(state.room, case):
        yield EnterStage(case=case.case, from_stage=case.stage, stage=NEXT_STAGE[case.stage][0])
    for risk in case.risks.named.values():
        if not risk.agreed:
            yield AgreeRisk(case=case.case, risk=risk.risk)


def _let_in(room: Room, case: Case) -> Iterator[AnyCommand]:
    for line in guests_of(room, case):
        if line.may_take_part and not case.has_confirmed(line.person, line.since):
            yield ConfirmGuest(case=case.case, person=line.person)


def _name_risks(case: Case) -> Iterator[AnyCommand]:
    recorded = {risk.text for risk in case.risks.named.values()}
    for at_risk, text in TODAY.hearing(case.case).risks:
        if text not in recorded:
            yield RecordRisk(
                case=case.case, risk=new_id(), at_risk=at_risk, from_whom="perpetrator", text=text
            )


def _close(room: Room, case: Case) -> Iterator[AnyCommand]:
    for aim in open_aims(room, case):
        yield AnswerAim(case=case.case, aim=aim, reason="Nothing is needed today.")
    if links := open_links(room, case):
        yield AnswerLinks(
            case=case.case, links=links, applies=False, reason="Nothing points to it."
        )
    if risks := unsettled(case):
        seen = tuple(SeenRisk(risk=risk.risk, version=risk.version) for risk in risks)
        yield SettleRisks(case=case.case, settled=seen, how=Settlement.REDUCED)
    if not open_points(room, case) and case.clock.called:
        yield CloseCase(case=case.case, called=case.clock.called, outcome=Outcome.HEARD)


def _stage_is_done(room: Room, case: Case) -> bool:
    if case.stage is TODAY.declared_at and not _conflict_seen(case):
        return False
    if case.stage is Stage.CONFLICTS and case.case == TODAY.no_laptops:
        return all(not room.register[person].laptop for person in TODAY.laptops_fail)
    if case.stage in {Stage.PRESENTING, Stage.VICTIMS_VOICE}:
        return not any(_points_of_the_floor(room, case))
    if case.stage is Stage.ROUND:
        waiting = {Heard.YET_TO_SPEAK, Heard.ASKS}
        return not any(seat.heard in waiting for seat in seats(room, case))
    if case.stage is Stage.PLANNING:
        return _everything_is_offered(room, case)
    if case.stage is Stage.SAFETY:
        return case.plan.verdict is Verdict.SAFE
    return True


def _points_of_the_floor(room: Room, case: Case) -> Iterator[Point]:
    """What those have yet to say whose turn it is before the round, and who are here for it."""
    for line in room.register.values():
        speaks = line.may_take_part and line.laptop and not case.is_withheld_from(line.person)
        if speaks and _has_the_floor(case, line):
            yield from _points_to_share(case, line.agency)


def _conflict_seen(case: Case) -> bool:
    conflicted = TODAY.conflicts.get(case.case)
    return conflicted is None or case.is_withheld_from(conflicted)


def _everything_is_offered(room: Room, case: Case) -> bool:
    here = {line.agency for line in room.register.values() if line.may_take_part}
    offers = [offer for offer in TODAY.hearing(case.case).offers if offer.agency in here]
    live = _live(case)
    return len(live) >= len(offers) and not any(
        action.invited or action.standing is Standing.SUGGESTED for action in live
    )


# The minute-taker


def _minutes(state: State) -> Iterator[AnyCommand]:
    room = state.room
    if room.phase is Phase.DECLARATION and room.names_confirmed is None:
        yield ConfirmNames()
    case = case_on(state)
    if case is not None:
        yield from _lost_laptops(room, case)
        for seat in seats(room, case):
            if not seat.laptop and at_table(room, case, seat.agency):
                yield from _record_for(room, case, seat.agency)
        if case.stage is Stage.READ_BACK and case.read_back_at is None:
            yield ReadBackActions(case=case.case, version=case.plan.version)


def _attend_to(room: Room, line: Line) -> Iterator[AnyCommand]:
    if line.person in TODAY.apologies and line.attendance is Attendance.EXPECTED:
        yield RecordApologies(person=line.person)
    if line.person not in TODAY.never_a_laptop:
        return
    if line.attendance is Attendance.EXPECTED:
        yield SignIn(person=line.person)
    elif line.signature is None and room.phase is not Phase.GATHERING:
        digest = room.protocol.declaration.digest
        yield WitnessSignature(person=line.person, digest=digest)


def _lost_laptops(room: Room, case: Case) -> Iterator[AnyCommand]:
    if case.case == TODAY.no_laptops:
        for person in sorted(TODAY.laptops_fail):
            if room.register[person].laptop:
                yield RecordNoLaptop(person=person)


def _record_for(room: Room, case: Case, agency: str) -> Iterator[AnyCommand]:
    if case.stage in SPEAKING:
        points = list(_points_to_share(case, agency))
        for point in points:
            yield RecordInformation(
                case=case.case,
                information=new_id(),
                agency=agency,
                subject=point.subject,
                category=point.category,
                text=point.text,
            )
        if not points and _silent(case, agency):
            yield RecordNothingKnown(case=case.case, agency=agency)
    if case.stage in PLANNING:
        for offer in _offers_to_make(case, agency):
            wording = _wording(room, case, offer)
            yield RecordAction(case=case.case, action=new_id(), agency=agency, wording=wording)
    if case.stage is Stage.READ_BACK:
        for action in _to_confirm(case, agency):
            yield WitnessConfirmation(
                case=case.case, action=action.action, agency=agency, version=action.version
            )


# A representative


def _representative(room: Room, line: Line, case: Case) -> Iterator[AnyCommand]:
    if TODAY.is_conflicted(line.person, case.case):
        if case.stage is TODAY.declared_at:
            yield DeclareConflict(case=case.case, reason=CONFLICT_REASON)
        return
    if case.stage in SPEAKING or _has_the_floor(case, line):
        points = list(_points_to_share(case, line.agency))
        yield from (share(case, point) for point in points)
        if not points and _silent(case, line.agency) and case.stage in SPEAKING:
            yield ReportNothingKnown(case=case.case)
    if case.stage in PLANNING:
        yield from _suggestions(room, case, line.agency)
        yield from _offers(room, case, line.agency)
        yield from _answers(case, line.agency)
    if line.speaks_for_victim and case.stage in CHECKING:
        yield from _judgements(case)
        if not case.checks.told_by:
            yield NameWhoTells(case=case.case, agency=line.agency)
    if case.stage is Stage.READ_BACK:
        for action in _to_confirm(case, line.agency):
            yield ConfirmAction(case=case.case, action=action.action, version=action.version)


def _has_the_floor(case: Case, line: Line) -> bool:
    """The referrer presents, and the IDVA brings the victim's views, before the others speak."""
    if case.case == TODAY.killed or line.role is not Role.REPRESENTATIVE:
        return False
    presents = case.stage is Stage.PRESENTING and line.agency == case.referred_by
    return presents or (case.stage is Stage.VICTIMS_VOICE and line.speaks_for_victim)


def share(case: Case, point: Point) -> ShareInformation:
    """``point``, shared by its own agency."""
    return ShareInformation(
        case=case.case,
        information=new_id(),
        subject=point.subject,
        category=point.category,
        text=point.text,
    )


def _suggestions(room: Room, case: Case, agency: str) -> Iterator[AnyCommand]:
    for offer in TODAY.hearing(case.case).offers:
        if offer.suggested_by == agency and not _is_made(case, offer):
            wording = _wording(room, case, offer)
            yield SuggestAction(case=case.case, action=new_id(), to=offer.agency, wording=wording)


def _offers(room: Room, case: Case, agency: str) -> Iterator[AnyCommand]:
    for offer in _offers_to_make(case, agency):
        if offer.suggested_by is None:
            yield VolunteerAction(
                case=case.case,
                action=new_id(),
                wording=_wording(room, case, offer),
                invited=offer.invites,
            )


def _answers(case: Case, agency: str) -> Iterator[AnyCommand]:
    for action in _live(case):
        if action.standing is Standing.SUGGESTED and action.suggested_to == agency:
            yield TakeUpSuggestion(
                case=case.case,
                action=action.action,
                version=action.version,
                wording=action.wording,
            )
        elif agency in action.invited:
            yield JoinAction(case=case.case, action=action.action, version=action.version)
        elif action.standing is Standing.STOPPED and agency in action.owners:
            instead = _instead(case, action)
            yield ChangeAction(
                case=case.case,
                action=action.action,
                version=action.version,
                wording=action.wording.model_copy(update={"text": instead}),
            )


def _instead(case: Case, action: Action) -> str:
    texts = {offer.text: offer.instead for offer in TODAY.hearing(case.case).offers}
    return texts.get(action.wording.text) or f"{action.wording.text} Not at home."


def _judgements(case: Case) -> Iterator[AnyCommand]:
    dangerous = {offer.text for offer in TODAY.hearing(case.case).offers if offer.instead}
    live = [action for action in _live(case) if action.owners]
    for action in live:
        if action.verdict is None:
            unsafe = action.wording.text in dangerous
            yield JudgeAction(
                case=case.case,
                action=action.action,
                version=action.version,
                verdict=Verdict.UNSAFE if unsafe else Verdict.SAFE,
                why="He would be there." if unsafe else "",
            )
    judged = all(action.verdict is Verdict.SAFE for action in live)
    if judged and case.plan.verdict is None:
        yield JudgePlan(case=case.case, version=case.plan.version, verdict=Verdict.SAFE)


# What they all look at


def _points_to_share(case: Case, agency: str) -> Iterator[Point]:
    said = {point.text for point in case.heard.points.values()}
    for point in TODAY.hearing(case.case).points:
        if point.agency == agency and point.text not in said:
            yield point


def _silent(case: Case, agency: str) -> bool:
    return not case.heard.has_spoken(agency) and agency not in case.heard.nothing_known


def _offers_to_make(case: Case, agency: str) -> Iterator[Offer]:
    for offer in TODAY.hearing(case.case).offers:
        if offer.agency == agency and not _is_made(case, offer):
            yield offer


def _is_made(case: Case, offer: Offer) -> bool:
    texts = {action.wording.text for action in case.plan.actions.values()}
    return offer.text in texts or offer.instead in texts


def _to_confirm(case: Case, agency: str) -> Iterator[Action]:
    for action in _live(case):
        if agency in action.owners and agency not in action.confirmed:
            yield action


def _live(case: Case) -> list[Action]:
    return [action for action in case.plan.actions.values() if action.standing not in SETTLED]


def _wording(room: Room, case: Case, offer: Offer) -> Wording:
    risks = list(case.risks.named)
    return Wording(
        text=offer.text,
        for_whom=offer.for_whom,
        risks=tuple(risks[offer.risk : offer.risk + 1]),
        due=due_date(offer.due, room.day, room.closed_days),
        done_when=offer.done_when,
    )
