"""Another meeting of the same people: from the register of an earlier one to a new draft.

For a sitting every day, and for an emergency (AG-9). Guests and observers come for one meeting and
are not asked again; nor is whoever is no member any more, or of another agency by now (ACT-1).
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Final

from pydantic import ValidationError

from agenda.deadline import due_date
from agenda.draft import Draft
from agenda.london import clock_time, from_london, full_date, in_london
from agenda.plan import Agency, ExpectedPerson, MeetingPlan, Role
from agenda.referrals.dates import Unclear
from agenda.referrals.times import time_in
from agenda.ways import Way
from meeting.access import Membership
from meeting.following import next_meeting
from meeting.room import Line, Room
from meeting.taking_over import role_by_plan
from server.accounts import Post
from server.audit import What
from server.errors import StoreError
from server.published.deadlines import said_deadlines, times_of_emergency
from server.published.desk import Answer, Facts, MeetingDesk
from server.published.last import last_meeting
from server.published.left_over import left_over

COME_AGAIN: Final = frozenset({Role.CHAIR, Role.MINUTE_TAKER, Role.REPRESENTATIVE})
NO_TIME: Final = "Say when it begins with --at: hours and minutes, as 14:30 or 2.30pm."
NOT_COPIED: Final = (
    "Dates of birth and addresses of those expected are in no record, and are not copied: names "
    "are compared without them."
)
BRING_IN: Final = "Now bring in the referrals: agenda import FILE --meeting {meeting}"
THERE_ALREADY: Final = "The draft {meeting} is there already: it goes on with that."
OTHER_TIME: Final = (
    "The draft {meeting} is for {made}, and this says {said}. Say the day and the time of the "
    "draft to go on with it; or leave out --meeting, and a draft is made for the new time."
)
HEARD_FROM: Final = (
    "It begins at {begins}, and the case is heard from {heard}: the opening and the statement have "
    "{minutes} minutes by the protocol."
)
REFERRER: Final = "The agency that refers the case has to be there (AG-9): see that somebody comes."


def again(desk: MeetingDesk, facts: Facts) -> Answer:
    """A draft with the agencies, people and protocol of an earlier meeting: of the one that is
    named, else of the last. ``goes_on``: its referrals are brought in by the same command, and
    where that went wrong before, the draft of then is taken. Raises StoreError.
    """
    goes_on = bool(facts.get("goes_on"))
    if goes_on and (plan := _there_already(desk, facts)) is not None:
        return Answer(THERE_ALREADY.format(meeting=plan.id), meeting=plan.id)
    plan, said = made_draft(desk, facts)
    lines = said if goes_on else (*said, BRING_IN.format(meeting=plan.id))
    return Answer("\n".join(lines), meeting=plan.id)


def _there_already(desk: MeetingDesk, facts: Facts) -> MeetingPlan | None:
    """The draft that is named, where it was made for this and its file could not be read then.

    Raises StoreError where it is for another day or time than is said now.
    """
    office, named = desk.store.office, facts.get("id", "")
    if named not in office.drafts.ids() or any(each.id == named for each in office.meetings()):
        return None
    plan = office.drafts.draft(named).plan
    if plan.emergency is not bool(facts.get("emergency")):
        return None
    today = in_london(desk.store.clock.now()).date()
    day, starts = (
        day_in(facts, today, today if plan.emergency else plan.day),
        at_in(facts) or plan.starts,
    )
    if (day, starts) != (plan.day, plan.starts):
        raise StoreError(
            OTHER_TIME.format(
                meeting=plan.id,
                made=f"{full_date(plan.day)} at {plan.starts:%H:%M}",
                said=f"{full_date(day)} at {starts:%H:%M}",
            )
        )
    return plan


def made_draft(
    desk: MeetingDesk, facts: Facts, by: str | None = None
) -> tuple[MeetingPlan, tuple[str, ...]]:
    """Its plan, and what there is to say of it. ``by`` arranges it from the room.

    Raises StoreError.
    """
    known, record = desk.record({"meeting": facts.get("from") or last_meeting(desk)})
    room = record.state.room
    if room.restricted is not None:
        raise StoreError("A restricted sitting is no model for another meeting: arrange that one.")
    try:
        plan = _plan(desk, facts, known.id, room)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        what = str(first["msg"]).removeprefix("Value error, ").rstrip(".")
        raise StoreError(
            f"With who is left of that meeting there is none yet: {what}.", Way.MAKE_A_PLAN
        ) from None
    if any(each.id == plan.id for each in desk.store.office.meetings()):
        raise StoreError(f"There is a meeting {plan.id!r} already; give this one another id.")
    desk.store.audit.act(What.DRAFT_MADE, meeting=plan.id, by=by)
    desk.store.office.drafts.add(Draft(plan=plan))
    posts = desk.store.office.accounts.posts()
    asks = [by] if by else [each for each, post in posts.items() if post == Post.COORDINATOR]
    left = () if plan.emergency else left_over(record.state, asks)
    return plan, (*_said(desk, plan, known.id), *left)


def _plan(desk: MeetingDesk, facts: Facts, earlier: str, room: Room) -> MeetingPlan:
    """Raises StoreError, or ValidationError where it does not fit together."""
    today = in_london(desk.store.clock.now()).date()
    emergency, starts = bool(facts.get("emergency")), at_in(facts)
    if emergency and starts is None:
        raise StoreError(NO_TIME)
    day = day_in(facts, today, today if emergency else _following(room, today))
    return MeetingPlan(
        id=facts.get("id")
        or _free(desk, f"{_named(room)}-{day.isoformat()}{'-emergency' * emergency}"),
        area=room.area,
        day=day,
        starts=starts or in_london(room.begins).time(),
        agencies=tuple(Agency(id=agency, name=name) for agency, name in room.agencies.items()),
        people=tuple(people_of(desk, earlier, room)),
        cases=(),
        protocol=room.protocol,
        emergency=emergency,
    )


def _free(desk: MeetingDesk, name: str) -> str:
    """``name``, or with a number where a meeting or draft is called that already."""
    office = desk.store.office
    there = {*(each.id for each in office.meetings()), *office.drafts.ids()}
    names = (name, *(f"{name}-{n}" for n in range(2, len(there) + 3)))
    return next(each for each in names if each not in there)


def people_of(desk: MeetingDesk, meeting: str, room: Room) -> Iterator[ExpectedPerson]:
    """Whom another meeting can be arranged with. What was taken over was taken over for that day,
    and they are what they are by its plan (ROLE-7). Who is coordinator is the office's to say: an
    old register may have somebody whose post was taken away since (ROLE-1).
    """
    held, coordinates = _held(desk, meeting), desk.store.office.accounts.has_post
    lines = [line for line in room.register.values() if _comes(desk, line)]
    there = {line.person for line in lines}
    for line in lines:
        before = held.get(line.person)
        yield ExpectedPerson(
            id=line.person,
            name=line.name,
            agency=line.agency,
            role=role_by_plan(room, line),
            speaks_for_victim=line.speaks_for_victim,
            deputises_for=line.deputises_for if line.deputises_for in there else None,
            coordinator=coordinates(line.person, Post.COORDINATOR),
            born=before.born if before else None,
            address=before.address if before else None,
        )


def _held(desk: MeetingDesk, meeting: str) -> dict[str, ExpectedPerson]:
    """What the draft of that meeting holds of people, if it came of one."""
    drafts = desk.store.office.drafts
    if meeting not in drafts.ids():
        return {}
    return {person.id: person for person in drafts.draft(meeting).plan.people}


def _comes(desk: MeetingDesk, line: Line) -> bool:
    reader = desk.store.office.reader(line.person)
    if reader is None or line.role not in COME_AGAIN:
        return False
    return reader.membership is Membership.MEMBER and reader.agency == line.agency


def _said(desk: MeetingDesk, plan: MeetingPlan, earlier: str) -> Iterator[str]:
    yield f"The draft {plan.id} is made, with the {len(plan.people)} people of {earlier}."
    if earlier not in desk.store.office.drafts.ids():
        yield NOT_COPIED
    if plan.emergency:
        now = desk.store.clock.now()
        yield from said_deadlines(plan.area, plan.protocol, times_of_emergency(plan, now), now)
        yield from _heard_from(plan)
        yield REFERRER


def _heard_from(plan: MeetingPlan) -> Iterator[str]:
    """Its time is that of its opening, which somebody who is asked for the case alone has to know
    (AG-9).
    """
    if opening := plan.protocol.day.opening_minutes:
        starts = from_london(plan.day, plan.starts)
        yield HEARD_FROM.format(
            begins=clock_time(starts),
            heard=clock_time(starts + timedelta(minutes=opening)),
            minutes=opening,
        )


def _named(room: Room) -> str:
    """``northvale``, for the beginning of an id."""
    letters = (char if char.isascii() and char.isalnum() else "-" for char in room.area.lower())
    return "-".join(filter(None, "".join(letters).split("-")))[:30] or "meeting"


def _following(room: Room, today: date) -> date | None:
    """The next day by the protocol's frequency, where it has one."""
    following = next_meeting(room, today)
    return None if following is None else following[0]


def day_in(facts: Facts, today: date, unsaid: date | None = None) -> date:
    """The day that was said, as people say it; ``unsaid`` where none was. Raises StoreError."""
    said = facts.get("day")
    day = due_date(said, today, frozenset()) if said else unsaid
    if day is None:
        raise StoreError(
            "Say on which day with --day: today, tomorrow, fri, 15 dec, or as 2026-12-15."
        )
    return day


def at_in(facts: Facts) -> time | None:
    """The time that was said, if one was. Raises StoreError."""
    try:
        return time_in(facts.get("at") or "")
    except Unclear:
        raise StoreError(NO_TIME) from None
