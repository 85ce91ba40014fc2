"""The deadlines of a meeting on one page, with what is left of each, and where two contradict.

Of the day and the protocol alone: no case has a part in it (AG-4, AG-9, AG-10, OUT-1).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from agenda.calendar import Calendar
from agenda.closed_days import calendar_of
from agenda.deadlines.contradictions import contradictions
from agenda.deadlines.of_meeting import (
    Deadline,
    Due,
    MeetingTimes,
    deadlines_of,
    rules_of,
    what_is_left,
)
from agenda.deadlines.reckoning import Reckoned, years_reached
from agenda.draft import Draft
from agenda.london import from_london, full_date, in_london, short_date
from agenda.plan import MeetingPlan
from agenda.protocol import Protocol
from agenda.running_order import PlannedItem, running_order
from meeting.room import Room
from server.errors import StoreError
from server.published.desk import Answer, Facts, MeetingDesk
from server.published.following import Following, after_room, arranged_after
from server.published.placing import fitting_so_far
from server.store import Store

NONE = "The protocol of this meeting sets no deadline."


CUT_OFFS: Final[Mapping[Due, str]] = {
    Due.REFERRALS: "closed",
    Due.LATE_REFERRALS: "closed",
    Due.GUESTS: "passed: a guest who is asked now is asked late",
}
"""When these have passed, nobody is late: what is said then."""
Done = Mapping[Due, datetime]
NOTHING_DONE: Final[Done] = {}


def deadlines(desk: MeetingDesk, facts: Facts) -> Answer:
    """Each deadline of a meeting or of a draft with what is left of it, and every contradiction."""
    if draft := _draft(desk.store, facts):
        plan = fitting_so_far(draft) or draft.plan
        following = next_meeting(facts) or arranged_after(desk, plan.area, plan.day)
        times = times_of_order(plan, running_order(plan), following)
        return Answer(
            "\n".join(said_deadlines(plan.area, plan.protocol, times, desk.store.clock.now()))
        )
    _, record = desk.record(facts)
    room = record.state.room
    following = next_meeting(facts) or after_room(desk, room)
    times, done = times_of(room, following), done_in(room)
    lines = said_deadlines(room.area, room.protocol, times, desk.store.clock.now(), done)
    return Answer("\n".join(lines))


def _draft(store: Store, facts: Facts) -> Draft | None:
    """The draft that is named, or the only one where no meeting is published; None for what is
    published, which its record speaks of.
    """
    meetings, wanted = store.office.meetings(), facts.get("meeting")
    drafts = {*store.office.drafts.ids()} - {known.id for known in meetings}
    if wanted is None and len(drafts) == 1 and all(known.sitting for known in meetings):
        (wanted,) = drafts
    return store.office.drafts.draft(wanted) if wanted in drafts else None


def done_in(room: Room) -> Done:
    """When what was due was done, as far as the room knows."""
    return {} if room.agenda_opened is None else {Due.AGENDA: room.agenda_opened}


def left_of(due: Due, reckoned: Reckoned, now: datetime, done: datetime | None) -> str:
    """What is left of a deadline; or that it was done, and late where it was (OUT-1)."""
    if done is not None:
        late = ", late" if done > reckoned.moment else ""
        return f"done {short_date(in_london(done).date())}{late}"
    if now > reckoned.moment and due in CUT_OFFS:
        return CUT_OFFS[due]
    return what_is_left(reckoned, now)


def times_of(room: Room, following: Following | None) -> MeetingTimes:
    """When the meeting begins, and when its last item ends; without an item, as if it had one."""
    begins = room.begins
    ends = (item.starts + timedelta(minutes=item.minutes) for item in room.items.values())
    last = max(ends, default=_after_one(begins, room.protocol, emergency=room.emergency))
    return _followed(MeetingTimes(room.day, _clock(begins), _clock(last)), following)


def times_of_order(
    plan: MeetingPlan, order: Iterable[PlannedItem], following: Following | None = None
) -> MeetingTimes:
    """The same of a plan that is no meeting yet."""
    last = max((item.ends for item in order), default=_after_one_of(plan))
    return _followed(MeetingTimes(plan.day, plan.starts, _clock(last)), following)


def _followed(times: MeetingTimes, following: Following | None) -> MeetingTimes:
    if following is None:
        return times
    return replace(times, next_meeting=following.day, next_starts=following.starts)


def times_of_emergency(plan: MeetingPlan, called: datetime) -> MeetingTimes:
    """Of a plan that has no case yet; ``called`` is when the emergency was asked for (AG-9)."""
    return MeetingTimes(plan.day, plan.starts, _clock(_after_one_of(plan)), called=called)


def _after_one_of(plan: MeetingPlan) -> datetime:
    begins = from_london(plan.day, plan.starts)
    return _after_one(begins, plan.protocol, emergency=plan.emergency)


def _after_one(begins: datetime, protocol: Protocol, *, emergency: bool) -> datetime:
    """When the first item would be over. What ends at the minute when it begins would last until
    the day after, for everything that is counted from its end.
    """
    timing = protocol.timing
    item = timing.emergency_minutes if emergency else timing.case_minutes
    return begins + timedelta(minutes=protocol.day.opening_minutes + item)


def next_meeting(facts: Facts) -> Following | None:
    """The day of the next meeting, as somebody said it. Raises StoreError."""
    said = facts.get("next_meeting")
    if not said:
        return None
    try:
        return Following(date.fromisoformat(said))
    except ValueError:
        raise StoreError(
            f"{said[:40]!r} is no date; write year, month and day, as 2026-12-15."
        ) from None


def said_deadlines(
    area: str,
    protocol: Protocol,
    times: MeetingTimes,
    now: datetime,
    done: Done = NOTHING_DONE,
) -> Iterator[str]:
    """The page, line by line."""
    rules = rules_of(protocol.deadlines)
    calendar = calendar_for(protocol, times)
    yield f"{area}, {full_date(times.day)}, {times.starts:%H:%M} to about {times.ends:%H:%M}"
    found = deadlines_of(rules, times, calendar)
    if not found:
        yield NONE
    for each in found:
        yield f"  {each.due:<18} {_said(each, now, done.get(each.due))}"
        if each.reckoned is not None and each.reckoned.warning:
            yield f"{'':21}Mind: {each.reckoned.warning}"
    if against := contradictions(rules, times, calendar):
        yield "These contradict each other:"
        yield from (f"  {sentence}" for sentence in against)


def _said(deadline: Deadline, now: datetime, done: datetime | None) -> str:
    if deadline.reckoned is None:
        return f"no date: {deadline.problem}"
    return f"{deadline.reckoned!s:<26} {left_of(deadline.due, deadline.reckoned, now, done)}"


def calendar_for(protocol: Protocol, times: MeetingTimes) -> Calendar:
    """Far enough for every rule of the protocol."""
    reach = max(map(years_reached, rules_of(protocol.deadlines).values()), default=0)
    last = max(times.day, times.next_meeting or times.day)
    meetings = protocol.meetings
    return calendar_of(meetings.nation, times.day.year - reach, last.year + reach, meetings.closed)


def _clock(instant: datetime) -> time:
    return in_london(instant).time()
