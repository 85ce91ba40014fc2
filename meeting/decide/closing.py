"""The end of a case: ACT-9, and CASE-6 for a case whose referrer is absent; and its reopening."""

from collections.abc import Iterator
from typing import Final, assert_never

from agenda.protocol import Stage
from meeting.case.actions import ActionGivenOut
from meeting.case.gaps import digest_of_points, open_points, said_points
from meeting.case.hearing import CaseClosed, CaseReopened
from meeting.case.outcome import Outcome
from meeting.case.stand_in import Post, StandIn, StandInEnded
from meeting.commands import CloseCase, ClosingCommands, LeaveOutOffer, ReopenCase
from meeting.decide.asking import Hearing
from meeting.decide.day import ending
from meeting.decide.late_offers import leave_out
from meeting.decide.matching import need_settled
from meeting.decide.owners import owners_still_out
from meeting.decide.professionals import need_professionals_answered
from meeting.decide.withdrawal import withdrawn
from meeting.room import ItemEnded, ItemReopened
from meeting.state import Placed
from meeting.words import Refused

ASKED_AGAIN: Final = (Post.MINUTES, Post.VICTIMS_VOICE)
"""What somebody took over until the close; whoever chairs the case reopens it, and what the
coordinator does with it outlasts the hearing."""


def decide_closing(hearing: Hearing, command: ClosingCommands) -> tuple[Placed, ...]:
    """The end of a case, or of its end."""
    match command:
        case CloseCase():
            return _close(hearing, command)
        case ReopenCase():
            return _reopen(hearing, command)
        case LeaveOutOffer():
            return leave_out(hearing, command)
        case _:
            assert_never(command)


def _close(hearing: Hearing, command: CloseCase) -> tuple[Placed, ...]:
    """The case is closed, and its item on the running order is over.

    Heard: after the read-back, with a reason where something is open. Otherwise: from any stage,
    with the reason; an inappropriate referral once nobody knows otherwise (CASE-7).
    """
    if command.called != hearing.case.clock.called:
        raise Refused("moved_on", "called")
    hearing.need_no_break()
    gaps = open_points(hearing.room, hearing.case)
    said = "; ".join(said_points(gaps))
    if command.outcome is Outcome.HEARD:
        if hearing.case.stage is not Stage.READ_BACK:
            raise Refused("heard_to_the_end", "outcome")
        need_professionals_answered(hearing)
        if gaps and not command.reason:
            raise Refused("gaps_need_a_reason", "reason", gaps=said)
        if gaps and command.seen != digest_of_points(gaps):
            raise Refused("gaps_changed", "seen", gaps=said)
    elif not command.reason:
        raise Refused("outcome_needs_why", "reason")
    if command.outcome is Outcome.TRANSFER and not command.where:
        raise Refused("where_to", "where")
    follows = withdrawn(hearing) if command.outcome is Outcome.INAPPROPRIATE else ()
    if hearing.item is None:
        raise Refused("no_such_item")
    where = command.where if command.outcome is Outcome.TRANSFER else ""
    closed = CaseClosed(outcome=command.outcome, reason=command.reason, gaps=gaps, where=where)
    return (
        *follows,
        *_given_out(hearing),
        *hearing.in_case(closed),
        hearing.asking.in_room(ItemEnded(item=hearing.item.item)),
    )


def _given_out(hearing: Hearing) -> Iterator[Placed]:
    """Urgent actions go to their owners at the close, and once in each wording (ACT-12)."""
    for action in hearing.case.plan.actions.values():
        if action.is_to_give_out:
            given = ActionGivenOut(action=action.action, version=action.version)
            yield from hearing.in_case(given)


def _reopen(hearing: Hearing, command: ReopenCase) -> tuple[Placed, ...]:
    """The case is on again where it is asked for conflicts, as at its call: by then somebody else
    may be in the room, and who is out of it may be back (CASE-1, CON-3). What they confirmed waits
    for a colleague (ACT-9).
    """
    closing = hearing.case.closing
    if closing is None or command.closed != closing.at:
        raise Refused("moved_on", "closed")
    if hearing.item is None:
        raise Refused("no_such_item")
    need_settled(hearing.asking, case=hearing.case.case)
    return (
        *ending(hearing.asking),
        hearing.asking.in_room(ItemReopened(item=hearing.item.item)),
        *hearing.in_case(CaseReopened(reason=command.reason)),
        *_asked_again(hearing),
        *(
            placed
            for out in owners_still_out(hearing.room, hearing.case)
            for placed in hearing.in_case(out)
        ),
    )


def _asked_again(hearing: Hearing) -> Iterator[Placed]:
    """Who stood in until the close does so no more, but for the chair (ROLE-7)."""
    nobody = StandIn()
    for post in ASKED_AGAIN:
        if hearing.case.stand_ins.get(post, nobody) != nobody:
            yield from hearing.in_case(StandInEnded(post=post))
