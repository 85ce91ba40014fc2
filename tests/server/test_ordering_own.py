"""A party changes nothing of their own case from the command line, however its number is written.
CON-3.
"""

from datetime import time

import pytest

from agenda.draft import Draft, with_facts
from server.errors import StoreError
from server.published.desk import MeetingDesk
from server.published.errands import run
from server.published.ordering import THEIRS
from server.store import Store
from tests.server.test_carrying import NEXT, a_desk, came, over, referral, store
from tests.server.test_publish import BY_SECTIONS

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


def with_facts_of(store: Store, case: str, **facts: object) -> None:
    draft = store.office.drafts.draft(NEXT)
    store.office.drafts.put(with_facts(draft, case, **facts))


def test_the_order_says_of_their_own_case_that_it_is_there_and_no_more_con_3_ag_3(
    store: Store,
) -> None:
    """CON-3: neither its number, nor that it is fixed; others are told apart as ever."""
    desk = their_own(store)
    with_facts_of(store, "one", fixed_at=time(11), fixed_for="An interpreter.")
    with_facts_of(store, "two", fixed_at=time(12), fixed_for="A doctor.")
    for by, own in (("minutes", False), ("chair", True)):
        said = run(desk, "fix", {"meeting": NEXT, "first": "3", "second": "none", "by": by}).said
        assert "(number 2 of the list, fixed)" in said
        assert ("(number 1 of the list, fixed)" in said) is own
        assert ("case number 1" in said) is own
        assert "for which case number 2 is fixed" in said


def test_what_their_own_case_is_in_the_way_of_is_refused_without_its_time_con_3(
    store: Store,
) -> None:
    desk = their_own(store)
    with_facts_of(store, "one", fixed_at=time(11), fixed_for="An interpreter.")
    said, _ = tried(desk, "fix", first="2", second="11:05", note="A doctor.")
    assert "what is heard before it lasts until 11:15" in said
    assert "fixed for" not in said
    assert "number 1" not in said


def test_in_which_section_their_own_case_is_heard_is_not_said_con_3_ag_2(store: Store) -> None:
    """CON-3: a section says what kind of case it is."""
    desk = their_own(store)
    draft = store.office.drafts.draft(NEXT)
    plan = draft.plan.model_copy(update={"protocol": BY_SECTIONS})
    changed = draft.model_copy(update={"plan": plan, "version": draft.version + 1})
    store.office.drafts.put(changed)
    with_facts_of(store, "one", section="children")
    said = run(desk, "move", {"meeting": NEXT, "first": "2", "to": "3", "by": "minutes"}).said
    assert "With children" not in said
    assert "The others" in said
    told = run(desk, "move", {"meeting": NEXT, "first": "2", "to": "3", "by": "chair"}).said
    assert told.splitlines()[0] == "With children"


def test_what_is_published_is_remarked_upon_without_their_own_case_con_3(store: Store) -> None:
    desk = their_own(store)
    with_facts_of(store, "one", fixed_at=time(11), fixed_for="An interpreter.")
    with_facts_of(store, "two", fixed_at=time(12), fixed_for="A doctor.")
    said = run(desk, "publish", {"meeting": NEXT, "by": "minutes"}).said
    assert "for which case number 2 is fixed" in said
    assert "case number 1" not in said
