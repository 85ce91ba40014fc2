"""What a meeting did not hear, or put off, comes into the draft of the next one. CASE-6, CON-3."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from agenda.draft import Draft, Received, Standing
from agenda.plan import MeetingPlan, Party, PartyKind
from agenda.protocol import Restriction, SectionRule
from agenda.referral import OriginalRow, Referral
from agenda.referrals.importing import MOST_CASES
from meeting.case.outcome import Outcome
from meeting.commands import ApproveActionList, DeclareConflict
from meeting.room import Phase
from server.accounts import Post
from server.agenda_desk import AgendaDesk
from server.agenda_desk import show as show_draft
from server.arranging import add_meeting
from server.audit import Act, What
from server.coordinating.drafted import drafted
from server.errors import StoreError
from server.office import Sitting
from server.published.carrying import NO_REFERRAL, NO_SOURCE, SET_ASIDE, TOO_MANY, behind, carried
from server.published.desk import MeetingDesk
from server.published.errands import run
from server.published.publish import made_meeting
from server.store import Store, opened_store
from tests.given import A_PLAN, Given, given
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import written

NEXT = "northvale-next"
ROW = OriginalRow(number=7, cells=(("Victim", "Anwen Oakhill"), ("Post code", "kept as it was")))


def referral(case: str, victim: str, **facts: object) -> Referral:
    parties = (
        Party(id="victim", kind=PartyKind.VICTIM, name=victim),
        Party(id="perpetrator", kind=PartyKind.PERPETRATOR, name=f"Other {victim}"),
    )
    return Referral.model_validate(
        {"id": case, "agency": "police", "parties": parties, "original": (ROW,), **facts}
    )


def over(*, withheld_from: str = "") -> Given:
    """Case 1 was called and put off, the other two were not called; the list is approved."""
    ended = given(A_PLAN).everybody_signed().case_called("1").case_closed("oak", Outcome.DEFERRED)
    if withheld_from:
        ended = ended.after(withheld_from, DeclareConflict(case="oak", reason="My cousin."))
    return ended.in_phase(Phase.SUMMARY).after("chair", ApproveActionList())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as opened:
        yield opened


def came(store: Store, one: Referral, **facts: object) -> Received:
    return Received.model_validate(
        {"referral": one, "standing": Standing.LISTED, "at": store.clock.now(), **facts}
    )


def a_desk(
    store: Store, history: Given, *referrals: Received, plan: MeetingPlan = A_PLAN
) -> MeetingDesk:
    """The meeting is over, its draft is kept, and there is a draft of the next."""
    cases_before = A_PLAN.model_copy(update={"cases": ()})
    store.office.drafts.add(Draft(plan=cases_before, referrals=referrals))
    written(store, A_PLAN, history)
    following = plan.model_copy(update={"id": NEXT, "cases": (), "day": date(2026, 12, 16)})
    store.office.drafts.add(Draft(plan=following))
    store.office.accounts.give_post("minutes", Post.COORDINATOR)
    return MeetingDesk(store)


def carry(desk: MeetingDesk, **facts: str) -> str:
    return run(desk, "carry", {"meeting": NEXT, "from": A_PLAN.id, **facts}).said


def next_draft(store: Store) -> Draft:
    return store.office.drafts.draft(NEXT)


def test_a_case_that_was_put_off_comes_with_its_referral_and_its_row_case_6(store: Store) -> None:
    oak = came(store, referral("oak", "Anwen Oakhill", wishes="To stay."))
    desk = a_desk(store, over(), oak)
    said = carry(desk)
    assert said.startswith(f"Carried over from {A_PLAN.id}: Case 1.")
    (got,) = next_draft(store).referrals
    assert got.referral.original == (ROW,)
    assert got.referral.wishes == "To stay."
    assert got.referral.id != "oak"  # another hearing
    assert got.carried_from == f"{A_PLAN.id}/oak"
    assert got.standing is Standing.LISTED
    acts = [row.fact.what for row in store.audit.rows() if isinstance(row.fact, Act)]
    assert What.CASES_CARRIED_OVER in acts


def test_what_was_not_called_comes_too_and_what_has_no_referral_is_named(store: Store) -> None:
    second = A_PLAN.cases[1].id
    desk = a_desk(store, over(), came(store, referral(second, "Mina Hart")))
    said = carry(desk)
    assert f"Carried over from {A_PLAN.id}: Case 2." in said
    assert NO_REFERRAL.format(cases="Case 1 and Case 3") in said


def test_it_comes_once_however_often_it_is_asked_for(store: Store) -> None:
    desk = a_desk(store, over(), came(store, referral("oak", "Anwen Oakhill")))
    carry(desk)
    said = carry(desk)
    assert "Carried over" not in said
    assert len(next_draft(store).referrals) == 1
    assert [one.label for one in behind(desk, next_draft(store), {"minutes"}, A_PLAN.id)[1]] == [
        "Case 2",
        "Case 3",
    ]


def test_whoever_was_out_of_it_is_told_nothing_of_it_and_another_carries_it_con_3(
    store: Store,
) -> None:
    """CON-4."""
    desk = a_desk(
        store, over(withheld_from="minutes"), came(store, referral("oak", "Anwen Oakhill"))
    )
    assert "Case 1" not in carry(desk)
    assert not next_draft(store).referrals
    assert "Case 1" in carry(desk, by="chair")
    (got,) = next_draft(store).referrals
    assert got.by == "chair"


def test_whoever_may_be_a_party_of_it_has_no_part_in_it_con_3(store: Store) -> None:
    desk = a_desk(store, over(), came(store, referral("oak", "Milo Penn")))
    assert "Case 1" not in carry(desk)
    assert not next_draft(store).referrals


def test_whom_it_was_closed_to_it_stays_closed_to_con_6(store: Store) -> None:
    oak = came(store, referral("oak", "Anwen Oakhill"), closed_to=frozenset({"minutes"}))
    desk = a_desk(store, over(), oak)
    assert "Case 1" not in carry(desk)
    carry(desk, by="chair")
    (got,) = next_draft(store).referrals
    assert got.closed_to == frozenset({"minutes"})


def test_a_time_of_its_own_does_not_come_with_it_ag_3(store: Store) -> None:
    fixed = referral("oak", "Anwen Oakhill", fixed_at="10:30", fixed_for="An interpreter.")
    desk = a_desk(store, over(), came(store, fixed))
    assert "Case 1 had a time of its own there" in carry(desk)
    (got,) = next_draft(store).referrals
    assert got.referral.fixed_at is None


def test_an_agency_that_does_not_come_is_named(store: Store) -> None:
    left = tuple(one for one in A_PLAN.agencies if one.id != "health")
    people = tuple(one for one in A_PLAN.people if one.agency != "health")
    plan = A_PLAN.model_copy(update={"agencies": left, "people": people})
    health = referral("oak", "Anwen Oakhill", agency="health")
    desk = a_desk(store, over(), came(store, health), plan=plan)
    assert "Case 1 was referred by an agency that is not in this draft" in carry(desk)


def test_of_what_is_not_over_nothing_is_carried_over_act_11(store: Store) -> None:
    desk = a_desk(store, given(A_PLAN).everybody_signed())
    with pytest.raises(StoreError, match="is not over"):
        carry(desk)


def test_whoever_was_recused_reads_no_word_of_it_once_another_carried_it_con_3(
    store: Store,
) -> None:
    """CON-3: who was out of a case has no part in it afterwards either; a cousin's name is like
    nobody's.
    """
    oak = came(store, referral("oak", "Anwen Oakhill"))
    desk = a_desk(store, over(withheld_from="minutes"), oak)
    carry(desk, by="chair")
    (got,) = next_draft(store).referrals
    assert got.closed_to == frozenset({"minutes"})
    said = show_draft(AgendaDesk(store), {"meeting": NEXT, "by": "minutes"}, lambda _: {})["said"]
    assert "Oakhill" not in said
    assert "Oakhill" not in drafted(store, NEXT, "minutes", store.clock.now()).model_dump_json()


def a_desk_whose_next_protocol_restricts_more(store: Store, oak: Received) -> MeetingDesk:
    rules = A_PLAN.protocol.restricted.model_copy(update={"kinds": (Restriction.EMPLOYEE,)})
    before = A_PLAN.protocol.model_copy(update={"restricted": rules})
    plan = A_PLAN.model_copy(update={"cases": (), "protocol": before})
    store.office.drafts.add(Draft(plan=plan, referrals=(oak,)))
    written(store, A_PLAN, over())
    following = A_PLAN.model_copy(update={"id": NEXT, "cases": (), "day": date(2026, 12, 16)})
    store.office.drafts.add(Draft(plan=following))
    store.office.accounts.give_post("minutes", Post.COORDINATOR)
    return MeetingDesk(store)


def test_what_this_protocol_restricts_is_carried_onto_no_open_list_res_1(store: Store) -> None:
    """RES-1: of two protocols the later one restricts the case, and it is for a sitting."""
    kind = next(k for k in A_PLAN.protocol.restricted.kinds if k is not Restriction.EMPLOYEE)
    oak = came(store, referral("oak", "Anwen Oakhill", restricted=kind))
    desk = a_desk_whose_next_protocol_restricts_more(store, oak)
    assert SET_ASIDE.format(cases="Case 1") in carry(desk)
    (got,) = next_draft(store).referrals
    assert got.standing is Standing.ASIDE


def test_a_draft_that_could_not_be_read_again_is_not_written_ag_10(store: Store) -> None:
    """One such draft would shut the desk and the imports of every other."""
    kind = A_PLAN.protocol.restricted.kinds[0]
    desk = a_desk(store, over())
    bad = came(store, referral("oak", "Anwen Oakhill", restricted=kind))
    unfit = next_draft(store).model_copy(update={"referrals": (bad,), "version": 2})
    with pytest.raises(StoreError, match="a restricted referral is on no open list"):
        desk.store.office.drafts.put(unfit)
    other = unfit.model_copy(update={"plan": unfit.plan.model_copy(update={"id": "third"})})
    with pytest.raises(StoreError, match="a restricted referral is on no open list"):
        desk.store.office.drafts.add(other)
    assert not next_draft(store).referrals


THIRD = "northvale-third"


def with_a_third_draft(store: Store, history: Given, *came_in: Received) -> MeetingDesk:
    desk = a_desk(store, history, *came_in)
    plan = A_PLAN.model_copy(update={"id": THIRD, "cases": (), "day": date(2026, 12, 18)})
    store.office.drafts.add(Draft(plan=plan))
    return desk


def test_two_who_carry_at_once_take_a_case_into_one_draft_case_6(store: Store) -> None:
    """CASE-6: it is taken once."""
    desk = with_a_third_draft(store, over(), came(store, referral("oak", "Anwen Oakhill")))
    one, _ = carried(desk, next_draft(store), {"minutes"}, A_PLAN.id)
    two, _ = carried(desk, store.office.drafts.draft(THIRD), {"minutes"}, A_PLAN.id)
    assert one is not None
    assert two is not None
    store.office.drafts.put(one)
    with pytest.raises(StoreError, match="changed by somebody else"):
        store.office.drafts.put(two)


def test_a_draft_that_changed_since_it_was_read_is_not_published_ag_10(store: Store) -> None:
    """AG-10: what came in between would be on no list, and the draft is fixed from then on."""
    desk = a_desk(store, over(), came(store, referral("oak", "Anwen Oakhill")))
    read = next_draft(store)
    with_one = read.model_copy(
        update={"referrals": (came(store, referral("one", "Mina Hart")),), "version": 2}
    )
    store.office.drafts.put(with_one)
    carry(desk)
    with pytest.raises(StoreError, match="changed by somebody else"):
        made_meeting(desk, with_one)
    assert NEXT not in {known.id for known in store.office.meetings()}
    acts = [row.fact.what for row in store.audit.rows() if isinstance(row.fact, Act)]
    assert What.DRAFT_PUBLISHED not in acts
    made_meeting(desk, next_draft(store))


def test_no_more_are_carried_than_one_meeting_can_hold_ag_2(store: Store) -> None:
    desk = a_desk(store, over(), came(store, referral("oak", "Anwen Oakhill")))
    there = tuple(came(store, referral(f"c-{n}", f"Mina Hart {n}")) for n in range(MOST_CASES))
    full = next_draft(store).model_copy(update={"referrals": there, "version": 2})
    store.office.drafts.put(full)
    with pytest.raises(StoreError) as refused:
        carry(desk)
    assert str(refused.value) == TOO_MANY
    left = full.model_copy(update={"referrals": there[1:], "version": 3})
    store.office.drafts.put(left)
    assert "Carried over" in carry(desk)
    assert len(next_draft(store).referrals) == MOST_CASES


def test_of_several_who_ask_one_who_was_out_of_it_is_enough_con_3(store: Store) -> None:
    """CON-3: where nobody is named, every coordinator asks, and is told."""
    oak = came(store, referral("oak", "Anwen Oakhill"))
    desk = a_desk(store, over(withheld_from="minutes"), oak)
    for other in ("housing", "police"):
        store.office.accounts.give_post(other, Post.COORDINATOR)
    assert "Case 1" not in carry(desk)
    assert "Case 1" not in carry(desk, by="minutes")
    assert "Case 1" in carry(desk, by="housing")


def test_what_is_in_one_draft_comes_into_no_other_case_6(store: Store) -> None:
    """CASE-6: a case on two lists is heard twice, or on none."""
    desk = with_a_third_draft(store, over(), came(store, referral("oak", "Anwen Oakhill")))
    carry(desk)
    assert "Carried over" not in carry(desk, meeting=THIRD)
    third = store.office.drafts.draft(THIRD)
    assert not third.referrals
    labels = [one.label for one in behind(desk, third, {"minutes"}, A_PLAN.id)[1]]
    assert labels == ["Case 2", "Case 3"]


@pytest.mark.parametrize(("there", "section"), [(("am", "pm"), "pm"), (("am",), None), ((), None)])
def test_its_section_comes_with_it_where_this_day_has_that_ag_1(
    there: tuple[str, ...], section: str | None, store: Store
) -> None:
    """AG-1: else it would be in a section that nobody hears, and the draft would not fit."""
    rules = tuple(SectionRule(id=one, name=f"In the {one}") for one in there)
    day = A_PLAN.protocol.day.model_copy(update={"sections": rules})
    plan = A_PLAN.model_copy(update={"protocol": A_PLAN.protocol.model_copy(update={"day": day})})
    oak = came(store, referral("oak", "Anwen Oakhill", section="pm"))
    carry(a_desk(store, over(), oak, plan=plan))
    (got,) = next_draft(store).referrals
    assert got.referral.section == section


def test_of_a_sitting_the_same_is_said_as_of_no_meeting_res_2(store: Store) -> None:
    """RES-2: nobody finds out by its id that there was one."""
    desk = a_desk(store, over(), came(store, referral("oak", "Anwen Oakhill")))
    facts = {"id": "0123456789abcdef", "restricted": Restriction.EMPLOYEE, "emergency": True}
    plan = A_PLAN.model_copy(update={**facts, "cases": A_PLAN.cases[:1]})
    add_meeting(store, plan, Sitting())
    for source in ("0123456789abcdef", "fedcba9876543210", NEXT):
        with pytest.raises(StoreError) as refused:
            carry(desk, **{"from": source})
        assert str(refused.value) == NO_SOURCE
