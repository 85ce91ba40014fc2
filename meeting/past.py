"""What the past says of one case: that it came before, and the plan of then (AG-7).

Its own stream, since who was out of the case then does not read that plan today, whatever they
read of today's. No party is named in it but in what people have said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Annotated, Literal, assert_never

from pydantic import Field

from meeting.case.actions import ANSWERING
from meeting.case.hearing import Case
from meeting.values import ActionId, AgencyId, Event, Frozen, Named, PersonId
from meeting.words import Name, OptionalWords, Words


class EarlierRisk(Frozen):
    """A risk that the chair named then; whom it concerns without a name."""

    label: Name
    at_risk: Name
    from_whom: OptionalWords = ""
    text: Words


class EarlierPart(Frozen):
    """What one agency, by the name that it has today, made of its part of an action (OUT-4)."""

    agency: Name
    progress: Name
    reason: OptionalWords = ""
    note: OptionalWords = ""
    due_again: date | None = None
    """By when it is to be done all the same, of what was not done."""


class EarlierAction(Frozen):
    """An action of the approved list of then, as far as each agency has come with it."""

    label: Name
    text: Words
    for_whom: OptionalWords = ""
    due: date | None = None
    parts: tuple[EarlierPart, ...]


class EarlierHearing(Event):
    """The case was heard before, and is a repeat of that (AG-7).

    ``closed_to`` were out of it, or of another case of its family, and are out of this (CON-3).
    """

    kind: Literal["earlier_hearing"] = "earlier_hearing"
    heard_on: date
    referred_on: date | None
    risks: tuple[EarlierRisk, ...]
    actions: tuple[EarlierAction, ...]
    closed_to: Named[PersonId] = ()
    earlier: OptionalWords = ""
    """What the case goes by where its outstanding actions are read out; empty where that was not
    noted."""


class EarlierPartSettled(Event):
    """What became of an agency's part is known otherwise than when the meeting was arranged: it was
    said in the room, or put down at the coordinator's desk (OUT-4).
    """

    kind: Literal["earlier_part_settled"] = "earlier_part_settled"
    earlier: OptionalWords
    label: Name
    part: EarlierPart


class SecondRepeatFound(Event):
    """It is the second repeat within so many months, or a later one: a professionals' meeting can
    be volunteered (AG-7).
    """

    kind: Literal["second_repeat_found"] = "second_repeat_found"
    months: int
    meet_by: date | None = None
    """By when that meeting is held, where the protocol says so and the incident has a date."""


class ProfessionalsMeetingVolunteered(Event):
    """An agency volunteered to hold it, as that action of its own (AG-7, ACT-1)."""

    kind: Literal["professionals_meeting_volunteered"] = "professionals_meeting_volunteered"
    action: ActionId
    agency: AgencyId


class NoProfessionalsMeeting(Event):
    """Nobody volunteered to hold it, and why (AG-7). It stands here and not in the case, where it
    would tell of the past whoever was out of it then.
    """

    kind: Literal["no_professionals_meeting"] = "no_professionals_meeting"
    reason: Words


PastEvent = Annotated[
    EarlierHearing
    | EarlierPartSettled
    | SecondRepeatFound
    | ProfessionalsMeetingVolunteered
    | NoProfessionalsMeeting,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """What is known of the case from before: ``hearings``, the latest first, and within how many
    months it is a second repeat, if it is one; by ``meet_by`` the professionals' meeting is held.
    """

    hearings: tuple[EarlierHearing, ...] = ()
    second_within: int | None = None
    meet_by: date | None = None
    meeting_held_by: Mapping[ActionId, AgencyId] = field(default_factory=dict)
    """The actions in which an agency volunteered the professionals' meeting."""
    no_meeting: str = ""
    """Why nobody did."""

    def is_closed_to(self, person: PersonId) -> bool:
        """Whether ``person`` was out of it at any earlier hearing."""
        return any(person in hearing.closed_to for hearing in self.hearings)


def fold_past(past: EarlierCase, event: PastEvent, _at: datetime, _by: PersonId) -> EarlierCase:
    """``past`` after ``event``. Copies facts; decides nothing and never raises."""
    match event:
        case EarlierHearing():
            return replace(past, hearings=(*past.hearings, event))
        case EarlierPartSettled():
            return replace(past, hearings=tuple(_settled(each, event) for each in past.hearings))
        case SecondRepeatFound():
            return replace(past, second_within=event.months, meet_by=event.meet_by)
        case ProfessionalsMeetingVolunteered():
            held_by = {**past.meeting_held_by, event.action: event.agency}
            return replace(past, meeting_held_by=held_by)
        case NoProfessionalsMeeting():
            return replace(past, no_meeting=event.reason)
        case _:
            assert_never(event)


def _settled(hearing: EarlierHearing, event: EarlierPartSettled) -> EarlierHearing:
    """``hearing`` with that part as it is by now, if it is one of its own."""
    if hearing.earlier != event.earlier:
        return hearing
    actions = tuple(
        action
        if action.label != event.label
        else action.model_copy(
            update={
                "parts": tuple(
                    event.part if part.agency == event.part.agency else part
                    for part in action.parts
                )
            }
        )
        for action in hearing.actions
    )
    return hearing.model_copy(update={"actions": actions})


def waits_for_professionals(past: EarlierCase, case: Case) -> bool:
    """Whether it is a second repeat, no agency's action holds the professionals' meeting, and it
    was not said why none does (AG-7). What was withdrawn or stopped as unsafe holds none.
    """
    if past.second_within is None or past.no_meeting:
        return False
    actions = (case.plan.actions.get(action) for action in past.meeting_held_by)
    return not any(action is not None and action.standing in ANSWERING for action in actions)
