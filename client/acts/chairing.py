"""What the chair does: phases, calling, stages, the clock, conflicts, closing, approval."""

from collections.abc import Mapping
from typing import Final

from agenda.london import clock_time
from agenda.parts import WORDS, parts_between
from agenda.plan import Role
from agenda.protocol import HEARING, DayPart, Stage
from agenda.protocol.attendance import RoomRecorded
from client.acts.asking import about, reason, sure
from client.acts.form import Act, Answers, Choice, Form, Option, Unclear, Words
from client.acts.offering import described
from client.acts.targets import present, target, to_give_out, to_keep
from client.view.rows import Piece, Row, Tone, quiet, row, strong
from client.view.seen import Seen
from meeting.case.actions import SETTLED, Standing
from meeting.case.clock import NEXT_STAGE, Clock, is_reopened, stages_over
from meeting.case.clock import next_stage as comes_next
from meeting.case.posts import acting, vacant
from meeting.case.stand_in import Post
from meeting.case.table import at_table, can_be_heard
from meeting.commands import (
    MAY_JUDGE,
    ApproveActionList,
    BeginPart,
    CallItem,
    EndBreak,
    EnterPhase,
    EnterStage,
    ExtendTime,
    GiveOutAction,
    KeepAction,
    NameClosest,
    NoteRecording,
    PauseClock,
    ResumeClock,
    RuleOnConflict,
)
from meeting.conflict import Conflict, Ruling
from meeting.labels import RECORDING, STAGES, listed
from meeting.room import Item, ItemState, Phase, RoomRecording
from meeting.streams import Kind, Stream
from meeting.values import CaseId

AGREED: Final[Mapping[RoomRecorded, str]] = {
    RoomRecorded.OFF: "Pause the recording for a restricted case.",
    RoomRecorded.ON: "By the protocol the meeting is recorded.",
    RoomRecorded.PAUSED_FOR_RESTRICTED: "By the protocol the meeting is recorded, and paused for a "
    "restricted case.",
}
"""What an area does with a device of its own (REC-1)."""


def read_declaration(seen: Seen) -> Act | None:
    """The chair reads the declaration (SIGN-1)."""
    return EnterPhase(from_phase=seen.room.phase, phase=Phase.DECLARATION)


def begin_hearing(seen: Seen) -> Act | None:
    """Cases begin; whoever has not signed is asked about first."""
    command = EnterPhase(from_phase=seen.room.phase, phase=Phase.HEARING)
    if not (said := _unsigned(seen)):
        return command
    return Form(
        "Begin hearing cases?",
        lambda _: command,
        said=said,
        yes="yes",
        said_now=lambda now: _unsigned(now) or (row("Everybody who is here has signed."),),
    )


def _unsigned(seen: Seen) -> tuple[Row, ...]:
    lines = seen.room.register.values()
    names = [line.name for line in lines if line.is_present and not line.may_take_part]
    if not names:
        return ()
    return (row(f"Here and not signed: {', '.join(names)}. They will see no case."),)


def note_recording(seen: Seen) -> Act | None:
    """Whether the organisation records the sound of the room; this program never does (REC-1)."""
    options = tuple(Option(each, RECORDING[each]) for each in RoomRecording)
    rules = seen.room.protocol.recording
    policy = rules.policy or "needed if it is"
    return Form(
        "Is the sound of the room recorded?",
        lambda answers: NoteRecording(
            recording=RoomRecording(answers.one("recording")), policy=answers.one("policy")
        ),
        (
            Choice("recording", "It is", options, seen.room.recording),
            Words("policy", "By whose policy", seen.room.recorded_under or policy),
        ),
        said=(row(f"This program records no sound. {AGREED[rules.meeting]}"),),
        yes="record that",
    )


def sum_up(seen: Seen) -> Act | None:
    """On to the chair's summary (ACT-11)."""
    left = sum(i.state is ItemState.LISTED and i.case is not None for i in seen.room.items.values())
    cases = f"{left} case{'' if left == 1 else 's'}"
    words = (row(Piece(f"! {cases} not called yet.", Tone.WARNING)),) if left else ()
    command = EnterPhase(from_phase=seen.room.phase, phase=Phase.SUMMARY)
    return sure("Go on to the summary?", command, seen, *words)


def back_to_hearing(seen: Seen) -> Act | None:
    """Back from the summary."""
    command = EnterPhase(from_phase=seen.room.phase, phase=Phase.HEARING)
    return sure("Go back to hearing cases?", command, seen)


def approve(seen: Seen) -> Act | None:
    """The list is approved, and fixed from then on (ACT-11)."""
    words = row("From then on it is fixed, and the meeting is over.")
    said = (*_left_open(seen), words)
    return sure("Approve the action list?", ApproveActionList(), seen, *said)


def _left_open(seen: Seen) -> tuple[Row, ...]:
    """What the list would be approved over: cases never called, actions nobody confirmed."""
    items = seen.room.items.values()
    uncalled = [i.label for i in items if i.case and i.state is ItemState.LISTED]
    loose = [
        f"{item.label} {action.label}"
        for case in seen.state.cases()
        if (item := seen.room.item_of(case.case)) is not None
        for action in case.plan.actions.values()
        if action.standing not in SETTLED | {Standing.CONFIRMED, Standing.KEPT}
    ]
    late = [
        f"{item.label}, {seen.name_of(each.agency)}"
        for case in seen.state.cases()
        if (item := seen.room.item_of(case.case)) is not None
        for each in case.late_offers.values()
        if each.is_open
    ]
    return tuple(
        row(Piece(f"! {what}: {listed(names, 'and')}.", Tone.WARNING), indent=2)
        for what, names in (
            ("Not heard", uncalled),
            ("Not confirmed", loose),
            ("Came after the close, and not answered", late),
        )
        if names
    )


def to_call(seen: Seen) -> Item | None:
    """What the chair would call: the item under the cursor, else the next one that can be."""
    pointed = seen.room.items.get(seen.pointed)
    if (heard := seen.room.heard) is not None:
        return _to_call_in(seen, heard, pointed)
    if pointed is not None and pointed.state is ItemState.LISTED:
        return pointed if _can_be_called(seen, pointed) else None
    listed = (item for item in seen.room.items.values() if item.state is ItemState.LISTED)
    return next((item for item in listed if _can_be_called(seen, item)), None)


def _to_call_in(seen: Seen, heard: Item, pointed: Item | None) -> Item | None:
    """In the middle of a case: the break under the cursor, or one that is due; during it the case,
    for who chairs that and does not end breaks.
    """
    if heard.state is ItemState.INTERRUPTED and seen.role_in_meeting is not Role.CHAIR:
        return heard if _can_be_called(seen, heard) else None
    breaks = [i for i in seen.room.items.values() if i.case is None]
    due = (i for i in breaks if i.starts <= seen.now and i.state is ItemState.LISTED)
    found = pointed if pointed in breaks else next(due, None)
    if found is None or found.state is not ItemState.LISTED or not _can_be_called(seen, found):
        return None
    return found if heard.state is ItemState.ON else None


def _can_be_called(seen: Seen, item: Item) -> bool:
    """The chair calls a break, and in the middle of a case whoever chairs that; a case whoever
    chairs it, once nothing of it is vacant (CON-3).
    """
    if item.case is None:
        heard = seen.room.heard.case if seen.room.heard else None
        return seen.role_in_meeting is Role.CHAIR or (heard is not None and _chairs(seen, heard))
    case = seen.state.case(item.case)
    if case is None or vacant(seen.room, case):
        return False
    chairs = acting(seen.room, case, Post.CHAIR)
    return chairs is not None and chairs.person == seen.me


def chaired_by_another(seen: Seen) -> tuple[str, ...]:
    """The numbers of the cases to come that the chair does not chair (ROLE-7)."""
    return tuple(
        item.label
        for item in seen.room.items.values()
        if item.state is ItemState.LISTED and item.case is not None and not _chairs(seen, item.case)
    )


def _chairs(seen: Seen, case: CaseId) -> bool:
    found = seen.state.case(case)
    holder = acting(seen.room, found, Post.CHAIR) if found else None
    return holder is not None and holder.person == seen.me


def call(seen: Seen) -> Act | None:
    """The chair calls an item by its number; the form names it."""
    item = to_call(seen)
    if item is None:
        return None
    command = CallItem(item=item.item)
    if item.state is ItemState.INTERRUPTED:
        return sure(f"Go on with {item.label}?", command, seen, row("The break is over then."))
    planned = row(f"Planned for {clock_time(item.starts)}, {item.minutes} minutes.")
    said = (planned, *_stands_still(seen), *_presents(seen, item))
    return sure(f"Call {item.label}?", command, seen, *said)


def _stands_still(seen: Seen) -> tuple[Row, ...]:
    """What becomes of the case that is on."""
    heard = seen.room.heard
    if heard is None:
        return ()
    return (row(f"{heard.label} is not over: its clock stands still, and it goes on after it."),)


def _presents(seen: Seen, item: Item) -> tuple[Row, ...]:
    """Who presents it, so that a number that was mistaken is seen before it is called."""
    case = seen.state.case(item.case) if item.case else None
    if case is None:
        return ()
    agency = seen.name_of(case.referred_by)
    here = at_table(seen.room, case, case.referred_by)
    if not here and can_be_heard(seen.room, case, case.referred_by):
        return (row(f"{agency} presents it: who chairs or takes the minutes is from there."),)
    if not here:
        return (row(Piece(f"! {agency} presents it, and is not here.", Tone.WARNING), indent=2),)
    return (row(f"{agency} presents it: {listed((each.name for each in here), 'or')}."),)


def next_part(seen: Seen) -> DayPart | None:
    """The part of the day that comes after the last that was on, and from the first again; a
    restricted sitting has none.
    """
    room = seen.room
    parts = parts_between(room.protocol.day) if room.restricted is None else ()
    after = parts.index(room.parts[-1]) + 1 if room.parts else 0
    around = (*parts[after:], *parts[:after])
    return next((part for part in around if part is not room.part), None)


def part_words(seen: Seen) -> str:
    """What the key is called now."""
    part = next_part(seen)
    return WORDS[part].lower() if part is not None else "the next part"


def begin_part(seen: Seen) -> Act | None:
    """The chair goes on to a part of the day, by name (AG-1)."""
    part = next_part(seen)
    return None if part is None else BeginPart(part=part)


def end_words(seen: Seen) -> str:
    """What ending the break is called now."""
    heard = seen.room.heard
    return f"end the break, {heard.label} goes on" if heard else "end the break"


def end_break(seen: Seen) -> Act | None:
    """The break is over."""
    return EndBreak(item=seen.room.on.item) if seen.room.on else None


def neighbours(seen: Seen) -> tuple[Stage | None, Stage | None]:
    """The stages before and after the case's own that the chair goes to from it (CASE-1)."""
    stage, case = seen.stage, seen.case
    if case is None or stage not in HEARING:
        return None, None
    at = HEARING.index(stage)
    possible = NEXT_STAGE.get(stage, ())
    before = next((each for each in possible if HEARING.index(each) < at), None)
    return before, comes_next(case.clock)


def next_stage(seen: Seen) -> Act | None:
    """On to the stage that the footer names (CASE-1)."""
    return _enter(seen, neighbours(seen)[1])


def step_back(seen: Seen) -> Act | None:
    """Back to the stage that the footer names (CASE-1)."""
    return _enter(seen, neighbours(seen)[0])


def later_stages(clock: Clock) -> tuple[Stage, ...]:
    """Those that can be entered by passing over others, or after a reopening any (CASE-1)."""
    if clock.stage not in HEARING:
        return ()
    return HEARING[HEARING.index(clock.stage) + (1 if is_reopened(clock) else 2) :]


def go_further(seen: Seen) -> Act | None:
    """On to a later stage, over those between; with a reason where the protocol asks for one."""
    case, here = seen.case, seen.stage
    if case is None or not (later := later_stages(case.clock)):
        return None
    needed = seen.room.protocol.hearing.stages_with_reason
    asked = ", ".join(STAGES[stage] for stage in needed if stage in HEARING)
    return Form(
        "Pass over stages of the hearing",
        lambda answers: EnterStage(
            case=case.case,
            from_stage=here,
            stage=Stage(answers.one("stage")),
            reason=answers.one("reason"),
        ),
        (
            Words("reason", "Why", f"needed for: {asked}" if asked else "for the minutes"),
            Choice("stage", "On to", tuple(Option(s, STAGES[s]) for s in later), later[0]),
        ),
        cases=about(seen),
        remarks=lambda answers: _passed_over(case.clock, answers),
        yes="go on",
        anew=go_further,
    )


def _passed_over(clock: Clock, answers: Answers) -> tuple[Row, ...]:
    over = stages_over(clock, Stage(answers.one("stage")))
    names = ", ".join(STAGES[stage] for stage in over)
    return (row(Piece(f"! Passed over: {names}", Tone.WARNING), indent=2),) if names else ()


def _enter(seen: Seen, stage: Stage | None) -> Act | None:
    if seen.case is None or stage is None:
        return None
    return EnterStage(case=seen.case.case, from_stage=seen.stage, stage=stage)


def pause(seen: Seen) -> Act | None:
    """The clock stops, or runs again (CASE-2)."""
    case = seen.case
    if case is None:
        return None
    if case.clock.paused_since:
        return ResumeClock(case=case.case, version=case.clock.version)
    return PauseClock(case=case.case, version=case.clock.version)


def extend(seen: Seen) -> Act | None:
    """More minutes for the case, and why (CASE-2)."""
    case = seen.case
    if case is None:
        return None
    return Form(
        "Give this case more time",
        lambda answers: ExtendTime(
            case=case.case, minutes=_minutes(answers), reason=answers.one("reason")
        ),
        (
            Words("minutes", "Minutes", "1 to 60", "5", proposed=True),
            Words("reason", "Why", tall=True),
        ),
        cases=about(seen),
    )


def _minutes(answers: Answers) -> int:
    said = answers.one("minutes").strip()
    if not said.isdecimal() or not 1 <= int(said) <= 60:  # noqa: PLR2004 - as the command has it
        raise Unclear("minutes", "A number of minutes from 1 to 60.")
    return int(said)


def keep(seen: Seen) -> Act | None:
    """An unsafe action is kept, with the reason (ACT-6)."""
    case, action = seen.case, target(seen, to_keep)
    if case is None or action is None:
        return None
    form = reason(
        f"Keep {action.label} although it was said to be unsafe",
        "Why",
        lambda why: KeepAction(
            case=case.case, action=action.action, version=action.version, reason=why
        ),
        seen,
    )
    unsafe = row(Piece(f"! {action.why_unsafe}", Tone.BAD))
    return Form(form.title, form.build, form.fields, form.cases, (*described(action), unsafe))


def give_out(seen: Seen) -> Act | None:
    """An urgent action goes to its owners at once (ACT-12)."""
    case, action = seen.case, target(seen, to_give_out)
    if case is None or action is None:
        return None
    command = GiveOutAction(case=case.case, action=action.action, version=action.version)
    return sure(f"Give out {action.label} at once?", command, seen, *described(action))


def name_closest(seen: Seen) -> Act | None:
    """Who stands closest to the victim and judges what is safe (ACT-6, ROLE-9)."""
    case = seen.case
    if case is None:
        return None
    able = (line.person for line in present(seen) if line.role in MAY_JUDGE)
    people = tuple(Option(person, seen.person(person)) for person in able)
    return Form(
        "Who stands closest to the victim?",
        lambda answers: NameClosest(case=case.case, person=answers.one("person")),
        (Choice("person", "Person", people, case.closest or ""),),
        cases=about(seen),
    )


def conflicts_to_decide(seen: Seen) -> tuple[tuple[Stream, Conflict], ...]:
    """Declared, not decided, and not the chair's own (CON-1)."""
    return tuple(
        (stream, value)
        for stream, value in seen.state.streams.items()
        if isinstance(value, Conflict)
        and stream.kind is Kind.CONFLICT
        and value.ruling is None
        and stream.person != seen.me
    )


def rule_on_conflicts(seen: Seen) -> Act | None:
    """The private panel: the only place where a reason is painted (CON-1, CON-2)."""
    open_ones = conflicts_to_decide(seen)
    if not open_ones:
        return None
    by_name = {str(stream): (stream, value) for stream, value in open_ones}
    options = tuple(Option(name, _whose(seen, s)) for name, (s, _) in by_name.items())

    def build(answers: Answers) -> RuleOnConflict:
        stream, _ = by_name[answers.one("conflict")]
        return RuleOnConflict(
            case=stream.case,
            person=stream.person,
            ruling=Ruling(answers.one("ruling")),
            reason=answers.one("reason"),
        )

    return Form(
        "A conflict to decide: turn the screen away",
        build,
        (
            Choice("conflict", "Whose", options),
            Choice("show", "Why", (Option("", "hidden"), Option(SHOWN, "show it"))),
            Choice("ruling", "They", (Option(Ruling.LEAVES, "leave the room"), _STAYS)),
            Words("reason", "Reason", "needed if they may stay", tall=True),
        ),
        cases=frozenset(stream.case for stream, _ in open_ones),
        remarks=lambda answers: _declared(by_name, answers),
        yes="decide",
    )


SHOWN = "shown"
_STAYS = Option(Ruling.STAYS, "may stay")


def _whose(seen: Seen, stream: Stream) -> str:
    item = seen.room.item_of(stream.case)
    return f"{seen.person(stream.person)}, {item.label if item else ''}"


def _declared(by_name: dict[str, tuple[Stream, Conflict]], answers: Answers) -> tuple[Row, ...]:
    found = by_name.get(answers.one("conflict"))
    if found is None or answers.one("show") != SHOWN:
        return (row(quiet("Turn the screen away before you show why.")),)
    return (row(strong("They said: "), found[1].reason),)
