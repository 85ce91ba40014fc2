"""What of an earlier meeting is still to be heard, said to whoever arranges the next one (CASE-6).

A case that everybody takes to be on somebody else's list is on none. They go by their numbers: that
one was not called, everybody at that table knows; that one was deferred, who was not out of it.
"""

from collections.abc import Collection, Iterator
from typing import Final

from meeting.case.outcome import Outcome
from meeting.labels import listed
from meeting.room import Item, ItemState, Phase
from meeting.state import State
from meeting.values import PersonId

TO_COME: Final = (
    "{meeting} is not over: what it does not hear, or defers, is not in this draft. Bring the "
    "referrals of that in once it is."
)
CARRY_OVER: Final = (
    "They are not in this draft: agenda carry takes those with a referral over, as c does at the "
    "desk; a case that stood in the plan itself is brought in anew."
)

TO_AN_EMERGENCY: Final = (
    "Left there to an emergency meeting: {cases}. It is on no list until that is arranged: agenda "
    "emergency FILE, with its referral."
)


def left_over(state: State, asks: Collection[PersonId]) -> Iterator[str]:
    """Sentences about cases that were not heard, or were put off to another meeting; of what is
    closed to any of those who ask, no more than that it was not called (CON-4).
    """
    room = state.room
    if room.phase is not Phase.APPROVED:
        yield TO_COME.format(meeting=room.meeting)
        return
    cases = [item for item in room.items.values() if item.case is not None]
    found = (
        (f"Not heard at {room.meeting}", [i for i in cases if i.state is ItemState.LISTED]),
        ("Deferred there", _ended(state, cases, Outcome.DEFERRED, asks)),
    )
    said = [f"{words}: {_listed(items)}." for words, items in found if items]
    if said:
        yield from (*said, CARRY_OVER)
    if emergencies := _ended(state, cases, Outcome.EMERGENCY, asks):
        yield TO_AN_EMERGENCY.format(cases=_listed(emergencies))


def _listed(items: Collection[Item]) -> str:
    return listed((item.label for item in items), "and")


def _ended(
    state: State, items: Collection[Item], how: Outcome, asks: Collection[PersonId]
) -> list[Item]:
    ended = {
        case.case
        for case in state.cases()
        if case.closing is not None
        and case.closing.outcome is how
        and not any(map(case.is_withheld_from, asks))
    }
    return [item for item in items if item.case in ended]
