"""A party changes nothing of their own case from the command line, however its number is written.
CON-3.
"""

import pytest

from agenda.draft import Draft
from server.errors import StoreError
from server.published.desk import MeetingDesk
from server.published.errands import run
from server.published.ordering import THEIRS
from server.store import Store
from tests.server.test_carrying import NEXT, a_desk, came, over, referral, store

__all__ = ["store"]

WRITTEN = ["1", "01", "+1", " 1", "1 ", "0_1", "\u0661", "\u00b9", "1\n"]
ERRANDS = {
    "move": {"to": "2"},
    "fix": {"second": "11:00", "note": "A doctor."},
    "section": {"second": "none"},
    "guest": {"second": "none"},
}


def their_own(store: Store) -> MeetingDesk:
    """``minutes`` is Milo Penn, and may be the victim of the first of three cases."""
    desk = a_desk(store, over())
    draft = store.office.drafts.draft(NEXT)
    victims = {"one": "Milo Penn", "two": "Anwen Oakhill", "three": "Mina Hart"}
    cases = tuple(came(store, referral(case, name)) for case, name in victims.items())
    changed = draft.model_copy(update={"referrals": cases, "version": draft.version + 1})
    store.office.drafts.put(changed)
    return desk


def tried(desk: MeetingDesk, errand: str, **facts: str) -> tuple[str, Draft]:
    with pytest.raises(StoreError) as refused:
        run(desk, errand, {"meeting": NEXT, "by": "minutes", **facts})
    return str(refused.value), desk.store.office.drafts.draft(NEXT)


@pytest.mark.parametrize("number", WRITTEN)
@pytest.mark.parametrize("errand", ERRANDS)
def test_a_party_changes_nothing_of_their_own_case_con_3(
    store: Store, errand: str, number: str
) -> None:
    """CON-3: whoever may be a party has no part in it."""
    desk = their_own(store)
    before = desk.store.office.drafts.draft(NEXT)
    said, after = tried(desk, errand, first=number, **ERRANDS[errand])
    assert THEIRS in said or "by its number on the list" in said
    assert after == before


@pytest.mark.parametrize("to", WRITTEN)
def test_a_party_moves_no_other_case_to_their_own_con_3(store: Store, to: str) -> None:
    """It would move their own."""
    desk = their_own(store)
    before = desk.store.office.drafts.draft(NEXT)
    said, after = tried(desk, "move", first="2", to=to)
    assert THEIRS in said or "by its number on the list" in said
    assert after == before
