"""The list of a draft is put in order at the desk: a case is moved, is fixed for a time of its own,
is put into a section, or has a guest (AG-2, AG-3, ROLE-6).

Whoever may be a party of a case has no part in it, and is told nothing of it (CON-3).
"""

from datetime import time
from typing import Final, assert_never

from agenda.draft import Draft, Stays, listed, moved
from agenda.referral import Referral
from meeting.desk import MoveDraftCase, NameGuest, PlaceDraftCase
from meeting.words import Refused
from server.coordinating.drafted import Looks, called_at_desk, looks_at
from server.errors import StoreError
from server.published.guests import guest_of, with_named
from server.published.placing import Place, fitting_so_far, placed
from server.store import Store

InDraft = MoveDraftCase | PlaceDraftCase | NameGuest
"""What is done with one case of a draft."""
MAKES_NO_ROOM: Final = "The case there makes no room: choose another place."
THAT_CASE: Final = "that case"
"""Where it has no number yet."""
NO_SUCH_SECTION: Final = "The protocol of this meeting has no such section: press R, and choose."


def ordered(store: Store, draft: Draft, act: InDraft, person: str) -> Draft:
    """``draft`` after ``act``. What may be a party's own, and what is not on the list, take one
    path to one answer. Raises Refused and StoreError.
    """
    looks = looks_at(store, draft, person)
    on_list = {case.id: case for case in listed(draft) if not looks.is_closed(case)}
    case = on_list.get(act.case)
    if case is None:
        raise Refused("no_such_case")
    match act:
        case MoveDraftCase():
            return _moved(draft, act, knows_place=act.to in on_list)
        case PlaceDraftCase():
            return _placed(draft, case, act, looks)
        case NameGuest():
            who = act.person
            guest = None if who is None else guest_of(store, draft, who, act.case)
            return with_named(store, draft, act.case, guest)
        case _:
            assert_never(act)


def _moved(draft: Draft, act: MoveDraftCase, *, knows_place: bool) -> Draft:
    try:
        return moved(draft, act.case, act.to)
    except Stays as stays:
        said = stays.at_desk if knows_place else MAKES_NO_ROOM
        raise Refused("desk_says", sentence=said) from None
    except ValueError:
        raise Refused("no_such_case") from None


def _placed(draft: Draft, case: Referral, act: PlaceDraftCase, looks: Looks) -> Draft:
    if act.section not in {None, *(rule.id for rule in draft.plan.protocol.day.sections)}:
        raise StoreError(NO_SUCH_SECTION)
    at = None if act.fixed_at is None else time.fromisoformat(act.fixed_at)
    plan = fitting_so_far(draft)
    called = {} if plan is None else called_at_desk(plan, looks)
    place = Place(at, act.fixed_for, act.section)
    return placed(draft, case, place, {case.id: THAT_CASE, **called})
