"""What the coordinator follows up once a case is over and was not simply heard (CASE-6, CASE-7).

Worked out each time, of the cases that its reader has; there is no event of it.
"""

from collections.abc import Iterator

from agenda.london import clock_time
from meeting.case.outcome import Closing, Outcome
from meeting.room import Room
from meeting.state import State


def follow_ups(seen: State) -> tuple[str, ...]:
    """A sentence for each case of ``seen`` that goes on elsewhere, in the running order."""
    return tuple(
        f"{item.label}: {words}"
        for item in seen.room.items.values()
        if (case := seen.case(item.case or "")) is not None and case.closing is not None
        for words in follows(seen.room, case.closing)
    )


def follows(room: Room, closing: Closing) -> Iterator[str]:
    """What the coordinator does about a case that was closed so; nothing where it was heard."""
    match closing.outcome:
        case Outcome.DEFERRED:
            yield "bring its referral into the next meeting."
        case Outcome.EMERGENCY:
            rule = room.protocol.deadlines.emergency
            asked = clock_time(closing.at)
            within = f", {rule} it was asked for at {asked}" if rule else f", asked for at {asked}"
            yield f"call an emergency meeting for it{within}."
        case Outcome.TRANSFER:
            yield f"hand it over to {closing.where}."
        case Outcome.INAPPROPRIATE:
            yield "write to all representatives that its flags come off."
        case Outcome.HEARD:
            return
