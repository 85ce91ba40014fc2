"""The deadlines of a meeting for a screen: in words, with how near each is (AG-4, OUT-1)."""

from datetime import datetime

from agenda.deadlines.contradictions import contradictions
from agenda.deadlines.of_meeting import (
    Deadline,
    MeetingTimes,
    deadlines_of,
    rules_of,
)
from agenda.london import in_london
from agenda.protocol import Protocol
from meeting.desk import DeskDeadline, DeskSheet, Urgency
from server.published.deadlines import (
    CUT_OFFS,
    NOTHING_DONE,
    Done,
    calendar_for,
    left_of,
)


def with_deadlines(
    sheet: DeskSheet,
    protocol: Protocol,
    times: MeetingTimes,
    now: datetime,
    done: Done = NOTHING_DONE,
) -> DeskSheet:
    """``sheet`` with each deadline of its meeting, and every contradiction between them.

    ``done`` is when what was due was done: nobody is late any more, and late is said (OUT-1).
    """
    rules, calendar = rules_of(protocol.deadlines), calendar_for(protocol, times)
    found = tuple(
        _shown(each, now, done.get(each.due)) for each in deadlines_of(rules, times, calendar)
    )
    against = contradictions(rules, times, calendar)
    return sheet.model_copy(update={"deadlines": found, "contradictions": against})


def _shown(deadline: Deadline, now: datetime, done: datetime | None) -> DeskDeadline:
    reckoned, name = deadline.reckoned, str(deadline.due)
    if reckoned is None:
        left = deadline.problem
        return DeskDeadline(name=name, when="no date", left=left, urgency=Urgency.NO_DATE)
    left = left_of(deadline.due, reckoned, now, done)
    urgency = Urgency.DONE if done is not None else _urgency(deadline, now)
    return DeskDeadline(
        name=name, when=str(reckoned), left=left, urgency=urgency, mind=reckoned.warning
    )


def _urgency(deadline: Deadline, now: datetime) -> Urgency:
    assert deadline.reckoned is not None  # noqa: S101 - for the type checker; see its caller
    if now > deadline.reckoned.moment:
        return Urgency.PASSED if deadline.due in CUT_OFFS else Urgency.LATE
    days = (deadline.reckoned.day - in_london(now).date()).days
    return Urgency.SOON if days <= 1 else Urgency.THERE_IS_TIME
