"""What the report of an import tells of other cases, and whom what it takes is closed to.
CON-2, CON-3, CON-6, RES-2, AG-7.
"""

import pytest

from agenda.draft import Draft, Received, Standing, with_guest
from agenda.plan import Agency, ExpectedPerson, Party, PartyKind, Role
from agenda.protocol import Restriction
from server.agenda_desk import AgendaDesk, bring_in
from server.holding import hold_missed
from server.store import Store
from tests.given import A_PLAN
from tests.server.test_carrying import NEXT, a_desk, came, over, referral, store

__all__ = ["store"]

HEAD = ("Referring agency", "Victim name", "Perpetrator name", "Criteria")
OAKHILL = ("police", "Anwen Oakhill", "Dale Oakhill", "professional judgement")
HERE = "the victim may be that of row 7"
"""What is said of another case of this draft, which came from row 7."""
BEFORE = "this may be a repeat of a case of"


def parties(victim: str, *perpetrators: str) -> tuple[Party, ...]:
    named = enumerate(perpetrators)
    return (
        Party(id="victim", kind=PartyKind.VICTIM, name=victim),
        *(Party(id=f"p{n}", kind=PartyKind.PERPETRATOR, name=name) for n, name in named),
    )


ANOTHERS = referral("x", "Anwen Oakhill", parties=parties("Anwen Oakhill", "Alun Brook"))
SAME = referral("x", "Anwen Oakhill", parties=parties("Anwen Oakhill", "Dale Oakhill"))
WITH_MILO = parties("Anwen Oakhill", "Dale Oakhill", "Milo Penn")
"""``minutes``, the coordinator, is Milo Penn."""


def imported(
    store: Store, *cells: str, by: str = "minutes", head: tuple[str, ...] = HEAD, yes: str = "yes"
) -> str:
    rows = [[1, list(head), []], [2, list(cells), []]]
    facts = {"meeting": NEXT, "by": by, "rows": rows, "yes": yes}
    return "\n".join(bring_in(AgendaDesk(store), facts)["report"])


def next_has(store: Store, *received: Received) -> None:
    a_desk(store, over())
    draft = store.office.drafts.draft(NEXT)
    changed = draft.model_copy(update={"referrals": received, "version": draft.version + 1})
    store.office.drafts.put(changed)


def third_has(store: Store, *received: Received) -> None:
    a_desk(store, over())
    plan = A_PLAN.model_copy(update={"id": "third", "cases": ()})
    store.office.drafts.add(Draft(plan=plan, referrals=received))


def the_new_one(store: Store) -> Received:
    return store.office.drafts.draft(NEXT).referrals[-1]


# Of this draft


def test_of_a_case_of_this_draft_a_coordinator_is_told_ag_7(store: Store) -> None:
    next_has(store, came(store, ANOTHERS, by="chair"))
    assert HERE in imported(store, *OAKHILL)


def test_of_a_case_that_they_may_be_a_party_of_nobody_is_told_con_3(store: Store) -> None:
    """CON-3, CON-6: though nobody has written down yet that it is closed to them."""
    one = ANOTHERS.model_copy(update={"parties": parties("Anwen Oakhill", "Milo Penn")})
    next_has(store, came(store, one, by="chair"))
    assert "row 7" not in imported(store, *OAKHILL)


def test_of_a_case_that_they_were_stopped_before_nobody_is_told_con_3(store: Store) -> None:
    """CON-3: their name is like none of it."""
    next_has(store, came(store, ANOTHERS, by="chair", closed_to=frozenset({"minutes"})))
    assert "row 7" not in imported(store, *OAKHILL)


def test_a_stand_in_is_told_of_their_own_cases_alone_con_3(store: Store) -> None:
    """CON-3: a stand-in has processed what they brought in, and nothing else."""
    theirs = came(store, ANOTHERS, by="chair")
    next_has(store, theirs)
    assert HERE in imported(store, *OAKHILL, by="chair", yes="")
    draft = store.office.drafts.draft(NEXT)
    others = (theirs.model_copy(update={"by": "minutes"}),)
    changed = draft.model_copy(update={"referrals": others, "version": draft.version + 1})
    store.office.drafts.put(changed)
    assert "row 7" not in imported(store, *OAKHILL, by="chair")


def test_a_stand_in_is_told_nothing_of_what_is_set_aside_res_2(store: Store) -> None:
    """RES-2: of a case for a restricted sitting nobody hears, though they brought it in."""
    kind = Restriction.EMPLOYEE
    restricted = ANOTHERS.model_copy(update={"restricted": kind})
    aside = came(store, restricted, standing=Standing.ASIDE, by="chair")
    next_has(store, aside)
    assert "row 7" not in imported(store, *OAKHILL, by="chair")


# Of another draft


def test_of_a_case_of_another_draft_a_coordinator_is_told_ag_7(store: Store) -> None:
    third_has(store, came(store, SAME, by="chair"))
    assert BEFORE in imported(store, *OAKHILL)


@pytest.mark.parametrize(
    "facts",
    [{"parties": WITH_MILO}, {"closed_to": frozenset({"minutes"})}],
    ids=("may be a party", "was stopped"),
)
def test_of_a_case_of_another_draft_that_is_closed_to_them_nobody_is_told_con_3(
    store: Store, facts: dict[str, object]
) -> None:
    """CON-3: who may be a party of it, and who was stopped before it."""
    closed = facts.get("closed_to", frozenset())
    case = SAME.model_copy(update={k: v for k, v in facts.items() if k == "parties"})
    third_has(store, came(store, case, by="chair", closed_to=closed))
    assert BEFORE not in imported(store, *OAKHILL)


def test_a_stand_in_is_told_of_nothing_in_another_draft_that_others_processed_con_3(
    store: Store,
) -> None:
    third_has(store, came(store, SAME, by="minutes"))
    assert BEFORE not in imported(store, *OAKHILL, by="chair")


# Whom it is closed to


def test_what_a_stand_in_imports_is_closed_to_the_coordinator_whom_it_names_con_6(
    store: Store,
) -> None:
    """CON-6: every coordinator is compared as it comes in, not only whoever imports it."""
    a_desk(store, over())
    imported(store, "police", "Anwen Oakhill", "Milo Penn", "professional judgement", by="chair")
    assert the_new_one(store).standing is Standing.LISTED
    assert the_new_one(store).closed_to == frozenset({"minutes"})


def a_repeat(store: Store, by: str) -> Received:
    """The first case of the meeting that is over comes again in a file."""
    hold_missed(store)
    victim, perpetrator = (
        next(party for party in A_PLAN.cases[0].parties if party.kind == kind)
        for kind in (PartyKind.VICTIM, PartyKind.PERPETRATOR)
    )
    born = f"{victim.born:%d/%m/%Y}" if victim.born else ""
    head = (*HEAD, "Victim date of birth")
    imported(store, "police", victim.name, perpetrator.name, "repeat", born, by=by, head=head)
    return the_new_one(store)


def test_whoever_was_out_of_a_case_is_stopped_before_its_repeat_con_3(store: Store) -> None:
    """CON-2, CON-3: who was out of a case is out of it and of its family for good."""
    a_desk(store, over(withheld_from="minutes"))
    got = a_repeat(store, by="minutes")
    assert got.standing is Standing.WAITING
    assert got.closed_to == frozenset({"minutes"})


def test_a_repeat_that_another_imports_is_closed_to_whoever_was_out_of_the_case_con_3(
    store: Store,
) -> None:
    """CON-2, CON-3."""
    a_desk(store, over(withheld_from="minutes"))
    got = a_repeat(store, by="chair")
    assert got.standing is Standing.LISTED
    assert got.closed_to == frozenset({"minutes"})


def test_whoever_took_part_in_a_case_imports_its_repeat_con_3(store: Store) -> None:
    a_desk(store, over())
    got = a_repeat(store, by="minutes")
    assert got.standing is Standing.LISTED
    assert not got.closed_to


# What was there


def test_a_second_file_calls_off_no_guest_role_6(store: Store) -> None:
    """ROLE-6: whoever was named for a case comes for it."""
    next_has(store, came(store, referral("x", "Mina Hart"), by="chair"))
    gus = ExpectedPerson(id="gus", name="Gus Low", agency="refuge", role=Role.GUEST, for_case="x")
    with_gus = with_guest(
        store.office.drafts.draft(NEXT), gus, Agency(id="refuge", name="Women's Refuge")
    )
    store.office.drafts.put(with_gus)
    imported(store, *OAKHILL)
    assert store.office.drafts.draft(NEXT).guests == (gus,)
