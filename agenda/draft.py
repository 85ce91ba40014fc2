"""The draft of a meeting: its plan without the day's cases, and the referrals that came in for it.

Pure. Nothing of it is shown to anybody at the table before it is published.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, ValidationError, model_validator

from agenda.plan import Agency, ExpectedPerson, MeetingPlan, has_section
from agenda.protocol import Frozen, Protocol
from agenda.referral import Referral, planned_case
from agenda.running_order import section_of
from agenda.ways import Told, Way


class Standing(StrEnum):
    """What becomes of a referral."""

    LISTED = "listed"
    """It is on the list of this meeting."""
    ASIDE = "aside"
    """Restricted: for a sitting of its own, and on nobody's list (RES-1, RES-2)."""
    WAITING = "waiting"
    """Whoever brought it in may be a party of it: somebody else has to process it (CON-3)."""


class Received(Frozen):
    """A referral in a draft. ``closed_to`` are the ids of coordinators who may be a party of it,
    and have no part in processing it (CON-3, CON-6); ``by`` processed it, if anybody has.
    ``carried_from``: of which meeting it was left, and as which case of it (CASE-6).
    """

    referral: Referral
    standing: Standing
    at: datetime
    by: str | None = None
    closed_to: frozenset[str] = frozenset()
    carried_from: str | None = None


class Draft(Frozen):
    """A meeting that is being prepared. ``referrals`` are in the order in which they are heard.

    ``version`` grows by one with every change. ``guests`` come for one of the referrals each, which
    are no cases of the plan yet (ROLE-6); ``brought`` are the ids of agencies that are in the plan
    for their sake alone.
    """

    plan: MeetingPlan
    referrals: tuple[Received, ...] = ()
    version: int = Field(default=1, ge=1)
    guests: tuple[ExpectedPerson, ...] = ()
    brought: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The meeting's."""
        return self.plan.id

    @model_validator(mode="after")
    def _fits(self) -> Self:
        agencies = {agency.id for agency in self.plan.agencies}
        ids = [case.id for case in self.plan.cases]
        for received in self.referrals:
            referral = received.referral
            if referral.agency not in agencies:
                raise ValueError(f"there is no agency {referral.agency!r} in this meeting")
            if received.standing is Standing.LISTED and is_set_aside(referral, self.plan.protocol):
                raise ValueError("a restricted referral is on no open list")
            ids.append(referral.id)
        if len(ids) != len(set(ids)):
            raise ValueError("the ids of cases are used once")
        return self


def is_set_aside(referral: Referral, protocol: Protocol) -> bool:
    """Whether it is heard in a sitting of its own, and is on no open list (RES-1)."""
    return referral.restricted in protocol.restricted.kinds


def listed(draft: Draft) -> tuple[Referral, ...]:
    """The referrals on the list of the meeting, in its order."""
    return _standing(draft, Standing.LISTED)


def set_aside(draft: Draft) -> tuple[Referral, ...]:
    """Those that are for sittings of their own."""
    return _standing(draft, Standing.ASIDE)


def waiting(draft: Draft) -> tuple[Referral, ...]:
    """Those that somebody else than who brought them in has to process."""
    return _standing(draft, Standing.WAITING)


def _standing(draft: Draft, standing: Standing) -> tuple[Referral, ...]:
    return tuple(r.referral for r in draft.referrals if r.standing is standing)


def without_section(draft: Draft) -> tuple[Referral, ...]:
    """Those on the list that no section of the day hears, until somebody puts them into one."""
    protocol = draft.plan.protocol
    return tuple(one for one in listed(draft) if not has_section(planned_case(one), protocol))


def plan_of(draft: Draft, *, but: Collection[Referral] = ()) -> MeetingPlan:
    """The meeting as it would be published now: what is set aside or waits is not in it, nor what
    is named in ``but``.

    Raises ValueError where the plan does not fit together (``MeetingPlan``), with sentences.
    """
    left_out = {each.id for each in but}
    taken = (one for one in listed(draft) if one.id not in left_out)
    cases = (*draft.plan.cases, *map(planned_case, taken))
    there = {case.id for case in cases}
    people = (*draft.plan.people, *(one for one in draft.guests if one.for_case in there))
    try:
        return MeetingPlan(**{**dict(draft.plan), "cases": cases, "people": people})
    except ValidationError as error:
        said = (str(each["msg"]).removeprefix("Value error, ") for each in error.errors())
        raise ValueError("; ".join(said)) from None


def moved(draft: Draft, case: str, to: str) -> Draft:
    """The draft with the referral ``case`` in the place of the referral ``to``, which makes room.

    Raises ValueError unless both are on the list and are two, and Stays where times or sections
    would bring neither of them to the place of the other (AG-3).
    """
    places = {r.referral.id: n for n, r in enumerate(draft.referrals) if _is_listed(r)}
    if case == to or not {case, to} <= places.keys():
        raise ValueError("two referrals of the list change places")
    _need_free(draft, draft.referrals[places[case]].referral, draft.referrals[places[to]].referral)
    order = list(draft.referrals)
    order.insert(places[to], order.pop(places[case]))
    return draft.model_copy(update={"referrals": tuple(order), "version": draft.version + 1})


class Stays(Told, ValueError):
    """A case cannot be moved there; the message is a sentence that says what to do instead."""


def _need_free(draft: Draft, case: Referral, to: Referral) -> None:
    """Raises Stays."""
    if case.fixed_at is not None:
        raise Stays(
            f"That case is fixed for {case.fixed_at:%H:%M}, and stays there until the time is "
            "taken from it:",
            Way.TAKE_THE_TIME,
        )
    if to.fixed_at is not None:
        raise Stays(
            f"The case there is fixed for {to.fixed_at:%H:%M}, and makes no room: choose the place "
            "of a case without a time of its own."
        )
    rules = draft.plan.protocol.day.sections
    there = section_of(planned_case(to), rules) if rules else None
    if rules and section_of(planned_case(case), rules) != there:
        name = next(rule.name for rule in rules if rule.id == there)
        raise Stays(
            f"That place is in another section, {name}: to hear it there, say so first:",
            Way.SAY_THE_SECTION,
        )


def with_facts(draft: Draft, case: str, **facts: object) -> Draft:
    """The draft with ``facts`` of the referral ``case``, which is on the list, as they are now.

    Raises ValueError where they do not fit together.
    """
    referrals = tuple(
        received.model_copy(update={"referral": Referral(**{**dict(received.referral), **facts})})
        if received.referral.id == case
        else received
        for received in draft.referrals
    )
    return draft.model_copy(update={"referrals": referrals, "version": draft.version + 1})


def with_guest(draft: Draft, guest: ExpectedPerson, agency: Agency) -> Draft:
    """The draft with ``guest`` coming for their one case, and ``agency``, theirs, in its plan."""
    agencies, brought = draft.plan.agencies, draft.brought
    if agency.id not in {one.id for one in agencies}:
        agencies, brought = (*agencies, agency), brought | {agency.id}
    others = (one for one in draft.guests if one.id != guest.id)
    return draft.model_copy(
        update={
            "plan": draft.plan.model_copy(update={"agencies": agencies}),
            "guests": (*others, guest),
            "brought": brought,
            "version": draft.version + 1,
        }
    )


def called_off(draft: Draft, case: str) -> Draft:
    """The draft without a guest of ``case``, and without an agency that nobody else came from."""
    left = tuple(one for one in draft.guests if one.for_case != case)
    needed = {
        *(one.agency for one in (*left, *draft.plan.people)),
        *(received.referral.agency for received in draft.referrals),
        *(planned.referred_by for planned in draft.plan.cases),
    }
    gone = draft.brought - needed
    agencies = tuple(one for one in draft.plan.agencies if one.id not in gone)
    return draft.model_copy(
        update={
            "plan": draft.plan.model_copy(update={"agencies": agencies}),
            "guests": left,
            "brought": draft.brought - gone,
            "version": draft.version + 1,
        }
    )


def _is_listed(received: Received) -> bool:
    return received.standing is Standing.LISTED
