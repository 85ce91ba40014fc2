"""The end of a case: ACT-9, and CASE-6 for a case whose referrer is absent."""

from agenda.protocol import Stage
from meeting.case.gaps import open_points
from meeting.case.hearing import CaseClosed
from meeting.case.outcome import Outcome
from meeting.commands import CloseCase
from meeting.decide.asking import Hearing
from meeting.room import ItemEnded
from meeting.state import Placed
from meeting.words import Refused, clean


def decide_closing(hearing: Hearing, command: CloseCase) -> tuple[Placed, ...]:
    """The case is closed, and its item on the running order is over.

    Heard: after the read-back, with a reason where something is open. Deferred or to an emergency
    meeting: from any stage, with the reason.
    """
    gaps = open_points(hearing.room, hearing.case)
    if command.outcome is Outcome.HEARD:
        if hearing.case.stage is not Stage.READ_BACK:
            raise Refused("heard_to_the_end", "outcome")
        if gaps and not command.reason:
            raise Refused("gaps_need_a_reason", "reason", gaps="; ".join(gaps))
        # What came over the wire is clean; a name in the record may be older than today's cleaning.
        if gaps and command.seen != tuple(map(clean, gaps)):
            raise Refused("gaps_changed", "seen", gaps="; ".join(gaps))
    elif not command.reason:
        raise Refused("outcome_needs_why", "reason")
    if hearing.item is None:
        raise Refused("no_such_item")
    closed = CaseClosed(outcome=command.outcome, reason=command.reason, gaps=gaps)
    return (
        *hearing.in_case(closed),
        hearing.asking.in_room(ItemEnded(item=hearing.item.item)),
    )
