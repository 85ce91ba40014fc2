"""Which action or risk a key would act on: the one under the cursor, or the first that fits.

The footer names it, and what is not under the cursor is asked about before it is done: somebody
else's act can change which one is first.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from agenda.plan import Role
from client.view.seen import Seen
from meeting.case.actions import SETTLED, Action, Standing, Verdict
from meeting.case.hearing import Case, Typed, typed
from meeting.case.information import Information
from meeting.case.risks import Risk
from meeting.case.table import has_laptop, takes_part
from meeting.room import Item, Line

Thing = TypeVar("Thing", Action, Risk, Information)


def actions(seen: Seen, fits: Callable[[Action], bool]) -> tuple[Action, ...]:
    """The actions of the case that ``fits``; settled ones never do."""
    if seen.case is None:
        return ()
    live = (a for a in seen.case.plan.actions.values() if a.standing not in SETTLED)
    return tuple(action for action in live if fits(action))


def under_cursor(things: Iterable[Thing], key: Callable[[Thing], str], seen: Seen) -> Thing | None:
    """The one under the cursor if it is among ``things``, else the first."""
    found = list(things)
    return next((t for t in found if key(t) == seen.selected), found[0] if found else None)


def action_id(action: Action) -> str:
    """The key of an action's row."""
    return action.action


def target(seen: Seen, fits: Callable[[Seen, Action], bool]) -> Action | None:
    """The action that a key would act on."""
    return under_cursor(actions(seen, lambda action: fits(seen, action)), action_id, seen)


def case_meant(seen: Seen) -> tuple[Item, Case] | None:
    """The case under the cursor in the running order, if this person has it; else the one that
    they look at.
    """
    pointed = seen.room.items.get(seen.pointed) if seen.in_order else None
    for item in (pointed, seen.item):
        case = seen.state.case(item.case) if item is not None and item.case else None
        if item is not None and case is not None:
            return item, case
    return None


def suggested_to_me(seen: Seen, action: Action) -> bool:
    """It waits for my agency to take it up or decline it (ACT-1)."""
    return action.standing is Standing.SUGGESTED and action.suggested_to == seen.agency


def asked_to_join(seen: Seen, action: Action) -> bool:
    """My agency is asked to join it (ACT-4)."""
    return seen.agency in action.invited


def mine_to_confirm(seen: Seen, action: Action) -> bool:
    """My agency owns it and has not confirmed this wording (ACT-9)."""
    return seen.agency in action.owners and seen.agency not in action.confirmed


def mine_to_change(seen: Seen, action: Action) -> bool:
    """My agency owns it, or as the minute-taker I recorded it (ACT-13); and where the cursor is on
    an action, it is that one: nobody rewords another than they look at.
    """
    if _is_elsewhere(seen, action):
        return False
    if seen.role is Role.MINUTE_TAKER:
        return action.recorded
    return seen.agency in action.owners


def _is_elsewhere(seen: Seen, action: Action) -> bool:
    """Whether the cursor is on another action of the case."""
    there = seen.case.plan.actions if seen.case is not None else {}
    return seen.selected in there and seen.selected != action.action


def to_judge(_: Seen, action: Action) -> bool:
    """It is some agency's, and its safety is still to be said (ACT-6)."""
    return bool(action.owners) and action.verdict is None


def can_be_judged(seen: Seen, action: Action) -> bool:
    """It is under the cursor, or its safety is still to be said (ACT-6)."""
    return bool(action.owners) and (action.action == seen.selected or action.verdict is None)


def can_be_said_safe(seen: Seen, action: Action) -> bool:
    """As ``can_be_judged``; that it is unsafe is taken back by nobody but who said so (ACT-6)."""
    mine = action.verdict is not Verdict.UNSAFE or action.judged_by == seen.me
    return can_be_judged(seen, action) and mine


def to_keep(_: Seen, action: Action) -> bool:
    """It was judged unsafe and its owner confirmed it again (ACT-6)."""
    return action.standing is Standing.STOPPED and action.is_confirmed


def stopped(_: Seen, action: Action) -> bool:
    """It was judged unsafe and not kept (ACT-6)."""
    return action.verdict is Verdict.UNSAFE and not action.kept_because


def to_give_out(_: Seen, action: Action) -> bool:
    """It is urgent, confirmed, and its owners have not been given it in this wording (ACT-12)."""
    return action.is_to_give_out and action.standing in {Standing.CONFIRMED, Standing.KEPT}


def to_witness(seen: Seen, action: Action) -> bool:
    """An owner of it, here without a laptop, has yet to confirm it aloud (ACT-5)."""
    return bool(unconfirmed_without_laptop(seen, action))


def unconfirmed_without_laptop(seen: Seen, action: Action) -> tuple[str, ...]:
    """The owners of ``action`` whose spoken confirmation is to be witnessed (ACT-5)."""
    case = seen.case
    if case is None:
        return ()
    return tuple(
        owner
        for owner in action.owners
        if owner not in action.confirmed and not has_laptop(seen.room, case, owner)
    )


def raised(seen: Seen) -> Risk | None:
    """The risk that somebody raised and the chair has not agreed (ROLE-4)."""
    risks = seen.case.risks.named.values() if seen.case else ()
    return under_cursor((risk for risk in risks if not risk.agreed), lambda r: r.risk, seen)


def correctable(seen: Seen) -> Information | None:
    """The point under the cursor, if its words are mine to correct (CASE-5)."""
    point = seen.case.heard.points.get(seen.selected) if seen.case else None
    if point is None or point.struck_by is not None:
        return None
    mine = point.on_behalf if seen.role is Role.MINUTE_TAKER else point.agency == seen.agency
    return point if mine else None


def strikable(seen: Seen) -> Typed | None:
    """What is under the cursor, if it was typed into this case and I may strike it (CASE-5)."""
    found = typed(seen.case, seen.selected) if seen.case is not None else None
    if found is None or found.struck_by is not None:
        return None
    others = isinstance(found, Action) and set(found.owners) - {seen.agency}
    mine = seen.role is Role.MINUTE_TAKER or (found.by == seen.me and not others)
    return found if mine else None


def judges(seen: Seen) -> bool:
    """Whether this person says what is safe: whom the chair named and who is here, else the IDVA
    (ACT-6).
    """
    line, case = seen.line, seen.case
    if line is None or case is None:
        return False
    closest = seen.room.register.get(case.closest or "")
    if closest and takes_part(case, closest):
        return line.person == closest.person
    return line.speaks_for_victim


def can_stop(seen: Seen) -> bool:
    """Whether this person can say that something is unsafe: the IDVA always can (ACT-6)."""
    return judges(seen) or bool(seen.case and seen.line and seen.line.speaks_for_victim)


def present(seen: Seen) -> tuple[Line, ...]:
    """Those who are in the room, and not out of the case looked at, nor guests of another."""
    case = seen.case
    return tuple(
        line
        for line in seen.room.register.values()
        if line.is_present and not (case and _is_outside(case, line))
    )


def _is_outside(case: Case, line: Line) -> bool:
    elsewhere = line.role is Role.GUEST and line.person not in case.guests
    return elsewhere or case.is_withheld_from(line.person)
