"""The end of a case: ACT-9, and CASE-6 for a case whose referrer is absent."""

from agenda.protocol import Stage
from meeting.case.gaps import digest_of_points, open_points, said_points
from meeting.case.hearing import CaseClosed
from meeting.case.outcome import Outcome
from meeting.commands import CloseCase
from meeting.decide.asking import Hearing
from meeting.room import ItemEnded
from meeting.state import Placed
from meeting.words import Refused


def decide_closing(hearing: Hearing, command: CloseCase) -> tuple[Placed, ...]:
    """The case is closed, and its item on the running order is over.

    Heard: after the read-back, with a reason where something is open. Deferred or to an emergency
    meeting: from any stage, with the reason.
    """
    if command.called != hearing.case.clock.called:
        raise Refused("moved_on", "called")
    gaps = open_points(hearing.room, hearing.case)
    said = "; ".join(said_points(gaps))
    if command.outcome is Outcome.HEARD:
        if hearing.case.stage is not Stage.READ_BACK:
            raise Refused("heard_to_the_end", "outcome")
        if gaps and not command.reason:
            raise Refused("gaps_need_a_reason", "reason", gaps=said)
        if gaps and command.seen != digest_of_points(gaps):
            raise Refused("gaps_changed", "seen", gaps=said)
    elif not command.reason:
        raise Refused("outcome_needs_why", "reason")
    if hearing.item is None:
        raise Refused("no_such_item")
    closed = CaseClosed(outcome=command.outcome, reason=command.reason, gaps=gaps)
    return (
        *hearing.in_case(closed),
        hearing.asking.in_room(ItemEnded(item=hearing.item.item)),
    )
