"""When a case of a draft is heard: at a time of its own, and in which section (AG-2, AG-3).

For the command line and for the coordinator's desk, in the same words. Nothing is kept here.
"""

from dataclasses import dataclass, field
from datetime import time

from agenda.draft import Draft, listed, plan_of, with_facts, without_section
from agenda.fixed import Called, late_fixed
from agenda.plan import MeetingPlan
from agenda.referral import Referral
from agenda.running_order import running_order
from agenda.ways import Way
from server.errors import StoreError


@dataclass(frozen=True, slots=True)
class Place:
    """The London time that a case is fixed for, if it is, and who is needed then; and the id of the
    section that somebody put it into, if anybody did.
    """

    fixed_at: time | None
    fixed_for: str = field(repr=False)
    section: str | None


def place_of(case: Referral) -> Place:
    """Where it is now."""
    return Place(case.fixed_at, case.fixed_for, case.section)


def fitting(draft: Draft) -> MeetingPlan | None:
    """What would be published now; None while something is missing, such as a case's section."""
    try:
        return plan_of(draft)
    except ValueError:
        return None


def fitting_so_far(draft: Draft) -> MeetingPlan | None:
    """As ``fitting``, without the cases that somebody has still to put into a section."""
    try:
        return plan_of(draft, but=without_section(draft))
    except ValueError:
        return None


def by_number_in(draft: Draft) -> Called:
    """What the cases of ``draft`` are called by their number on its list."""
    ids = (*(case.id for case in draft.plan.cases), *(one.id for one in listed(draft)))
    return {case: f"case number {number}" for number, case in enumerate(ids, start=1)}


def placed(draft: Draft, case: Referral, place: Place, called: Called) -> Draft:
    """``draft`` with ``case`` at that place. ``called`` are cases in what is refused.

    Raises StoreError where a time cannot be kept, with what is in the way.
    """
    at, needed = place.fixed_at, place.fixed_for
    if at is not None and not needed:
        raise StoreError(
            "A time is fixed only for a professional who is needed then (AG-3):", Way.SAY_WHO
        )
    facts = {"fixed_at": at, "fixed_for": "" if at is None else needed, "section": place.section}
    try:
        changed = with_facts(draft, case.id, **facts)
    except ValueError:
        raise StoreError("Say who is needed then in a few plain words.") from None
    if case.id in {one.id for one in without_section(changed)}:
        raise StoreError("No section of the protocol takes that case by itself: say which.")
    _need_kept(draft, changed, called)
    return changed


def _need_kept(before: Draft, draft: Draft, called: Called) -> None:
    """Raises StoreError where a time cannot be kept that could be, or that is asked for now."""
    plan, earlier = fitting_so_far(draft), fitting_so_far(before)
    if plan is None:
        return
    already = set() if earlier is None else {*late_fixed(earlier, running_order(earlier), called)}
    for each in late_fixed(plan, running_order(plan), called):
        if each not in already:
            raise StoreError(f"{each[1]} Choose another time.")
