"""The course of the day."""

from typing import Literal

from agenda.protocol import DayPart
from meeting.room import Phase, RoomRecording
from meeting.values import (
    CaseId,
    Command,
    ItemId,
)
from meeting.words import OptionalWords


class OpenRoom(Command):
    """It is the day: preparing is over, and people gather (AG-4)."""

    kind: Literal["open_room"] = "open_room"


class EnterPhase(Command):
    """The chair moves the meeting on, or back, from the phase that they see (AG-1)."""

    kind: Literal["enter_phase"] = "enter_phase"
    from_phase: Phase
    phase: Phase


class CallItem(Command):
    """The chair calls a case or a break by its number on the running order."""

    kind: Literal["call_item"] = "call_item"
    item: ItemId


class BeginPart(Command):
    """The chair goes on to a part of the day between the cases: outstanding actions (AG-1)."""

    kind: Literal["begin_part"] = "begin_part"
    part: DayPart


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
