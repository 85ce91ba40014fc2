"""What is open when a case is about to be closed, in order of weight (ACT-2, ACT-9, ACT-10)."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final

from meeting.case.actions import SETTLED, Action, Standing, Verdict
from meeting.case.hearing import Case
from meeting.case.smart import Part, missing
from meeting.case.table import Heard, seats
from meeting.labels import STAGES, listed
from meeting.room import Room

OPEN_STANDING = {
    Standing.SUGGESTED: "neither taken up nor declined",
    Standing.RECORDED: "not confirmed by its agency",
    Standing.OFFERED: "not confirmed at the read-back",
    Standing.STOPPED: "stopped as unsafe",
}
UNSAID: Final[Mapping[Part, str]] = {
    Part.FOR_WHOM: "for whom it is",
    Part.RISKS: "which risk it answers",
    Part.DONE_WHEN: "what will show that it was done",
}
"""What an action does not say yet, besides its date (ACT-2)."""

AWAITED: Final = frozenset({Heard.YET_TO_SPEAK, Heard.ASKS, Heard.STEPPED_OUT})
"""Agencies that are still to be heard in a case."""
MOST_SAID: Final = 20
"""Open points that are said one by one; of the rest only how many."""


def open_points(room: Room, case: Case) -> tuple[str, ...]:
    """Each thing that is open, as the table would say it: what was passed over of the hearing, who
    was not heard and which risks are left first, then the actions.
    """
    return (
        *_open_stages(room, case),
        *_open_table(room, case),
        *_open_risks(case),
        *_open_actions(case),
    )


def said_points(points: tuple[str, ...]) -> tuple[str, ...]:
    """``points`` as they fit on a screen: at most ``MOST_SAID``, and how many more there are."""
    if len(points) <= MOST_SAID:
        return points
    return (*points[:MOST_SAID], f"and {len(points) - MOST_SAID} more")


def digest_of_points(points: tuple[str, ...]) -> str | None:
    """SHA-256 of all that is open, those that are not said one by one too; None for nothing."""
    return sha256("\n".join(points).encode()).hexdigest() if points else None


def _open_stages(room: Room, case: Case) -> Iterator[str]:
    """What the protocol has passed over with a reason alone, and was not come back to (CASE-1)."""
    for stage in room.protocol.hearing.stages_with_reason:
        if stage in case.clock.left_out:
            yield f"passed over: {STAGES[stage]}"


def _open_actions(case: Case) -> Iterator[str]:
    live = [action for action in case.plan.actions.values() if action.standing not in SETTLED]
    for action in live:
        if (words := OPEN_STANDING.get(action.standing)) is not None:
            yield f"{action.label} {words}"
        yield from _open_details(case, action)
    if live and case.plan.verdict is not Verdict.SAFE:
        yield "the plan has no safety check"
    if not case.read_back_at:
        yield "the actions were not read back"


def _open_details(case: Case, action: Action) -> Iterator[str]:
    if action.standing is Standing.SUGGESTED:
        return
    if action.verdict is None:
        yield f"{action.label} has no safety check"
    unsaid = missing(action.wording, has_risks=bool(case.risks.named))
    if Part.DUE in unsaid:
        yield f"{action.label} has no date"
    if words := [UNSAID[part] for part in unsaid if part in UNSAID]:
        yield f"{action.label} does not say {listed(words)}"
    if action.invited:
        yield f"{action.label} waits for another agency to join"


def _open_risks(case: Case) -> Iterator[str]:
    if not case.risks.named and not case.risks.none_identified:
        yield "no risks named, nor said that there are none"
    answered = {
        risk
        for action in case.plan.actions.values()
        if action.standing not in SETTLED
        for risk in action.wording.risks
    }
    for risk in case.risks.named.values():
        if not risk.agreed:
            yield f"{risk.label} was raised and not agreed"
        if risk.risk not in answered:
            yield f"{risk.label} has no action"


def _open_table(room: Room, case: Case) -> Iterator[str]:
    for seat in seats(room, case):
        # Somebody who spoke and asks again was heard; the hand is the chair's to see. Who stepped
        # out is to come back: without them their agency is not heard.
        answered = case.heard.has_spoken(seat.agency) or seat.agency in case.heard.nothing_known
        if seat.heard in AWAITED and not answered:
            yield f"{seat.name} not heard"
