"""``marac-server agenda publish``: a draft becomes a meeting that is prepared. AG-4, CON-3."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from io import StringIO
from pathlib import Path

import pytest

from agenda.draft import Draft, Received, Standing
from agenda.plan import ExpectedPerson, MeetingPlan, Party, PartyKind, Role
from agenda.protocol import BreakRule, Day, Restriction, SectionRule, Takes
from agenda.referral import Referral
from meeting.access import Membership
from meeting.room import Phase
from meeting.state import State
from server.accounts import Post
from server.cli import main
from server.errors import StoreError
from server.published.desk import MeetingDesk
from server.published.errands import run
from server.store import Store, opened_store
from tests.given import A_PLAN
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.test_sittings import served

AT = datetime(2026, 11, 10, 10, 0, tzinfo=UTC)
EMPTY = A_PLAN.model_copy(update={"cases": ()})
MEETING = A_PLAN.id


def referral(case: str, victim: str, restricted: Restriction | None = None) -> Referral:
    return Referral(
        id=case,
        agency="police",
        parties=(
            Party(id="victim", kind=PartyKind.VICTIM, name=victim),
            Party(id="perpetrator", kind=PartyKind.PERPETRATOR, name="Carl Hart"),
        ),
        restricted=restricted,
    )


def received(
    case: str,
    victim: str,
    standing: Standing = Standing.LISTED,
    restricted: Restriction | None = None,
) -> Received:
    return Received(referral=referral(case, victim, restricted), standing=standing, at=AT)


MINA = received("c-1", "Mina Hart")
JO = received("c-2", "Jo Penrose")
ASIDE = received("c-3", "Yewande Secret", Standing.ASIDE, Restriction.HONOUR)
WAITS = received("c-4", "Wanda Waiting", Standing.WAITING)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as opened:
        yield opened


def drafted(store: Store, *referrals: Received) -> MeetingDesk:
    store.office.drafts.add(Draft(plan=EMPTY, referrals=referrals))
    return MeetingDesk(store)


def state(desk: MeetingDesk) -> State:
    return desk.record({})[1].state


def test_a_draft_becomes_a_meeting_that_is_prepared_with_what_is_on_its_list_ag_4(
    store: Store,
) -> None:
    desk = drafted(store, MINA, JO)
    answer = run(desk, "publish", {"meeting": MEETING})
    assert f"{MEETING} is published, with 2 cases." in answer.said
    assert state(desk).room.phase is Phase.PREPARING
    assert [case.parties[0].name for case in state(desk).cases()] == ["Mina Hart", "Jo Penrose"]
    assert set(answer.invitations) == {person.id for person in A_PLAN.people}


def test_the_register_says_who_is_coordinator_in_the_office_con_6(store: Store) -> None:
    """Whether or not the plan does: they confirm the names in every meeting."""
    desk = drafted(store, MINA)
    store.office.register(A_PLAN.people)
    store.office.accounts.give_post("housing", Post.COORDINATOR)
    run(desk, "publish", {"meeting": MEETING})
    posts = {line.person for line in state(desk).room.register.values() if line.coordinator}
    assert posts == {"housing"}


def test_what_is_set_aside_never_appears_res_2(store: Store) -> None:
    desk = drafted(store, MINA, ASIDE)
    answer = run(desk, "publish", {"meeting": MEETING, "out": "papers"})
    assert [case.case for case in state(desk).cases()] == ["c-1"]
    assert "Secret" not in answer.said
    assert not any(b"Secret" in content for content in answer.files.values())
    assert "with 1 case." in answer.said


def test_nothing_is_published_while_a_referral_waits_for_somebody_else_con_3(store: Store) -> None:
    desk = drafted(store, MINA, WAITS)
    with pytest.raises(StoreError, match="1 referral waits for somebody else") as refused:
        run(desk, "publish", {"meeting": MEETING})
    assert "Wanda" not in str(refused.value)
    assert store.office.meetings() == ()


def test_an_empty_list_is_not_published(store: Store) -> None:
    with pytest.raises(StoreError, match="no case on the list yet"):
        run(drafted(store), "publish", {})


def test_a_draft_is_published_once_and_is_fixed_from_then_on_ag_10(store: Store) -> None:
    desk = drafted(store, MINA)
    run(desk, "publish", {})
    with pytest.raises(StoreError, match="is published already"):
        run(desk, "publish", {"meeting": MEETING})
    draft = store.office.drafts.draft(MEETING)
    changed = Draft(plan=draft.plan, referrals=(MINA, JO), version=draft.version + 1)
    with pytest.raises(StoreError, match="its draft is fixed"):
        store.office.drafts.put(changed)
    assert store.office.drafts.draft(MEETING) == draft


def test_which_draft_is_asked_where_there_are_several(store: Store) -> None:
    desk = drafted(store, MINA)
    other = EMPTY.model_copy(update={"id": "northvale-december"})
    store.office.drafts.add(Draft(plan=other, referrals=(JO,)))
    with pytest.raises(StoreError, match="northvale-december, northvale-november"):
        run(desk, "publish", {})
    run(desk, "publish", {"meeting": MEETING})
    assert "northvale-december is published" in run(desk, "publish", {}).said


def test_the_papers_that_are_made_as_it_is_published_have_times_and_numbers_alone_con_6(
    store: Store,
) -> None:
    answer = run(drafted(store, MINA), "publish", {"out": "papers"})
    tables = [body for name, body in answer.files.items() if name.endswith(".csv")]
    assert len(tables) == len(A_PLAN.people) - 1
    assert not any(b"Mina Hart" in table for table in tables)
    assert all(b"Case 1" in table for table in tables)


def test_a_draft_is_published_through_the_server_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("sys.stdin", StringIO())
    with opened_store(Path("store"), PASSPHRASE, create=True, cost=CHEAP) as store:
        other = EMPTY.model_copy(update={"id": "northvale-december"})
        store.office.drafts.add(Draft(plan=other, referrals=(JO,)))
        drafted(store, MINA)
        run(MeetingDesk(store), "publish", {"meeting": MEETING})
    command = ["agenda", "publish", "--meeting", "northvale-december", "--store", "store"]
    with served():
        assert main([*command, "--out", "papers", "--invitations", "invitations"]) == 0
    assert "northvale-december is published, with 1 case." in capsys.readouterr().out
    assert Path("papers/agenda-v1-police.pdf").read_bytes().startswith(b"%PDF-")
    with opened_store(Path("store"), PASSPHRASE) as store:
        assert {known.id for known in store.office.meetings()} == {MEETING, "northvale-december"}


# Another meeting of the same people


AGAIN = {"from": MEETING, "day": "2026-11-25"}


def a_meeting_before(store: Store) -> MeetingDesk:
    desk = drafted(store, MINA)
    run(desk, "publish", {})
    return desk


def test_a_draft_has_the_agencies_the_people_and_the_protocol_of_an_earlier_meeting_ag_1(
    store: Store,
) -> None:
    run(a_meeting_before(store), "again", AGAIN)
    plan = store.office.drafts.draft("northvale-2026-11-25").plan
    assert plan.agencies == A_PLAN.agencies
    assert plan.people == tuple(p for p in A_PLAN.people if p.role is not Role.OBSERVER)
    assert (plan.protocol, plan.starts, plan.cases) == (A_PLAN.protocol, A_PLAN.starts, ())


def test_who_is_no_member_any_more_is_not_asked_again_act_1(store: Store) -> None:
    desk = a_meeting_before(store)
    store.office.change("housing", membership=str(Membership.ENDED))
    store.office.change("health", agency="police")
    run(desk, "again", AGAIN)
    people = {each.id for each in store.office.drafts.draft("northvale-2026-11-25").plan.people}
    assert people == {p.id for p in A_PLAN.people} - {"observer", "housing", "health"}


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"from": MEETING}, "Say on which day with --day"),
        ({**AGAIN, "at": "noon"}, "Say when it begins with --at"),
        ({**AGAIN, "id": MEETING}, "already; give this one another id"),
        ({**AGAIN, "from": "nowhere"}, "There is no meeting 'nowhere'"),
    ],
)
def test_what_is_missing_for_another_meeting_is_one_sentence(
    facts: dict[str, str], sentence: str, store: Store
) -> None:
    with pytest.raises(StoreError, match=sentence):
        run(a_meeting_before(store), "again", facts)


def test_people_who_no_longer_make_a_meeting_are_said_to(store: Store) -> None:
    desk = a_meeting_before(store)
    store.office.change("chair", membership=str(Membership.ENDED))
    with pytest.raises(StoreError, match="needs exactly one chair"):
        run(desk, "again", AGAIN)


def test_an_emergency_has_its_deadline_its_half_hour_and_one_case_ag_9(store: Store) -> None:
    desk = a_meeting_before(store)
    facts = {**AGAIN, "id": "urgent", "emergency": "yes", "at": "14:00"}
    said = run(desk, "again", facts).said
    assert "has to be there (AG-9)" in said
    assert "It begins at 14:00, and the case is heard from 14:15: the opening" in said
    draft = store.office.drafts.draft("urgent")
    store.office.drafts.put(Draft(plan=draft.plan, referrals=(JO,), version=2))
    run(desk, "publish", {"meeting": "urgent"})
    items = desk.record({"meeting": "urgent"})[1].state.room.items
    assert [item.minutes for item in items.values() if item.case] == [30]


def test_an_emergency_with_two_cases_or_without_its_referrer_is_not_published_ag_9(
    store: Store,
) -> None:
    two = EMPTY.model_copy(update={"emergency": True})
    store.office.drafts.add(Draft(plan=two, referrals=(MINA, JO)))
    with pytest.raises(StoreError, match="hears one case"):
        run(MeetingDesk(store), "publish", {})
    others = tuple(person for person in EMPTY.people if person.agency != "probation")
    alone = EMPTY.model_copy(update={"id": "alone", "emergency": True, "people": others})
    theirs = MINA.model_copy(
        update={"referral": MINA.referral.model_copy(update={"agency": "probation"})}
    )
    store.office.drafts.add(Draft(plan=alone, referrals=(theirs,)))
    with pytest.raises(StoreError, match="Nobody of the agency that refers"):
        run(MeetingDesk(store), "publish", {"meeting": "alone"})


# The order before


def in_order(store: Store, *referrals: Received, plan: MeetingPlan = EMPTY) -> MeetingDesk:
    """The minute-taker is the coordinator, who puts the list in order."""
    store.office.register(plan.people)
    store.office.accounts.give_post("minutes", Post.COORDINATOR)
    store.office.drafts.add(Draft(plan=plan, referrals=referrals))
    return MeetingDesk(store)


def listed_ids(store: Store) -> list[str]:
    return [each.referral.id for each in store.office.drafts.draft(MEETING).referrals]


def test_a_case_of_the_draft_comes_to_another_place_and_times_follow_ag_2(store: Store) -> None:
    third = received("c-5", "Una Third")
    desk = in_order(store, MINA, ASIDE, JO, third)
    said = run(desk, "move", {"first": "3", "to": "1"}).said
    assert listed_ids(store) == ["c-5", "c-1", "c-3", "c-2"]
    assert said.splitlines()[0] == "09:15  Case 1  (number 1 of the list)"
    assert not any(name in said for name in ("Mina", "Jo", "Una", "Yewande"))


def with_a_practitioner(store: Store) -> None:
    """Of the office, of an agency that is not at the table."""
    store.office.accounts.name_agencies({"midwives": "Midwifery"})
    known = ExpectedPerson(id="midwife", name="Mina Moss", agency="midwives")
    store.office.register([known])


def test_role_6_a_person_of_the_office_comes_for_one_case_of_a_draft_and_nothing_else(
    store: Store,
) -> None:
    desk = in_order(store, MINA, JO)
    with_a_practitioner(store)
    said = run(desk, "guest", {"first": "2", "second": "midwife"}).said
    assert said.startswith("Mina Moss is a guest of number 2 of the list, and of nothing else.")
    assert (
        run(desk, "show", {"meeting": MEETING}).said.splitlines()[-1].endswith("[guest: Mina Moss]")
    )
    run(desk, "move", {"first": "2", "to": "1"})
    run(desk, "publish", {"meeting": MEETING})
    assert state(desk).room.register["midwife"].role is Role.GUEST
    assert [case.case for case in state(desk).cases() if "midwife" in case.guests] == ["c-2"]
    assert state(desk).room.agencies["midwives"] == "Midwifery"


def test_role_6_a_guest_of_a_draft_is_called_off_or_asked_to_another_case(store: Store) -> None:
    desk = in_order(store, MINA, JO)
    with_a_practitioner(store)
    run(desk, "guest", {"first": "1", "second": "midwife"})
    with pytest.raises(StoreError, match="and comes for one case of it"):
        run(desk, "guest", {"first": "2", "second": "midwife"})
    assert run(desk, "guest", {"first": "1", "second": "none"}).said.endswith("has no guest.")
    run(desk, "guest", {"first": "2", "second": "midwife"})
    (guest,) = store.office.drafts.draft(MEETING).guests
    assert guest.for_case == "c-2"


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("", "Say who comes for it: agenda guest N PERSON"),
        ("stranger", "'stranger' cannot be named: a guest is of the office"),
        ("housing", "'housing' cannot be named: a guest is of the office"),
    ],
)
def test_role_6_who_cannot_be_a_guest_of_a_draft_is_said(who: str, why: str, store: Store) -> None:
    desk = in_order(store, MINA)
    with pytest.raises(StoreError, match=why):
        run(desk, "guest", {"first": "1", "second": who})
    assert store.office.drafts.draft(MEETING).guests == ()


def test_whoever_cannot_be_named_is_refused_alike_whatever_they_come_for_con_3(
    store: Store,
) -> None:
    """CON-3: else the refusal tells a party that there is a guest of their own case."""
    closed = MINA.model_copy(update={"closed_to": frozenset({"minutes"})})
    desk = in_order(store, closed, JO)
    with_a_practitioner(store)
    run(desk, "guest", {"first": "1", "second": "midwife", "by": "chair"})
    said = set()
    for who in ("midwife", "stranger", "housing"):
        with pytest.raises(StoreError) as refused:
            run(desk, "guest", {"first": "2", "second": who, "by": "minutes"})
        said.add(str(refused.value).replace(who, "who"))
    assert len(said) == 1


def test_ag_3_the_list_of_a_draft_says_which_time_a_case_is_fixed_for(store: Store) -> None:
    desk = in_order(store, MINA, JO)
    run(desk, "fix", {"first": "2", "second": "11:30", "note": "an interpreter"})
    said = run(desk, "show", {"meeting": MEETING}).said
    assert said.splitlines()[-1].endswith("[fixed for 11:30, an interpreter]")


def test_the_list_of_a_draft_has_the_time_of_each_case_as_it_stands_ag_2(store: Store) -> None:
    desk = in_order(store, MINA, JO)
    first, second = run(desk, "show", {"meeting": MEETING}).said.splitlines()[1:]
    assert (first[:10], second[:10]) == ("  1  09:15", "  2  09:50")
    run(desk, "move", {"first": "2", "to": "1"})
    moved = run(desk, "show", {"meeting": MEETING}).said.splitlines()[1]
    assert moved.startswith("  1  09:15  ")
    assert moved[12:] == second[12:]


def test_of_a_case_that_is_closed_to_who_looks_the_list_has_no_time_con_3(store: Store) -> None:
    closed = MINA.model_copy(update={"closed_to": frozenset({"minutes"})})
    desk = in_order(store, closed, JO)
    said = run(desk, "show", {"meeting": MEETING, "by": "minutes"}).said.splitlines()
    assert said[1].split() == ["1", "processed", "by", "somebody", "else"]


@pytest.mark.parametrize(
    ("errand", "facts"),
    [
        ("guest", {"first": "1", "second": "deputy"}),
        ("move", {"first": "1", "to": "2"}),
        ("move", {"first": "2", "to": "1"}),
        ("fix", {"first": "1", "second": "11:30", "note": "an interpreter"}),
        ("section", {"first": "1", "second": "none"}),
    ],
)
def test_nobody_puts_a_case_in_order_that_they_may_be_a_party_of_and_another_does_con_3(
    errand: str, facts: dict[str, str], store: Store
) -> None:
    desk = in_order(store, received("c-6", "Milo Penn"), JO)
    with pytest.raises(StoreError, match="processed by somebody else") as refused:
        run(desk, errand, facts)
    assert "Milo" not in str(refused.value)
    assert store.office.drafts.draft(MEETING).version == 1
    if errand not in {"section", "guest"}:
        run(desk, errand, facts | {"by": "police"})
        assert store.office.drafts.draft(MEETING).version == 2


def test_whom_a_case_was_closed_to_at_its_import_changes_nothing_of_it_con_3(store: Store) -> None:
    closed = JO.model_copy(update={"closed_to": frozenset({"minutes"})})
    desk = in_order(store, closed, MINA)
    with pytest.raises(StoreError, match="processed by somebody else"):
        run(desk, "move", {"first": "2", "to": "1"})


BY_SECTIONS = EMPTY.protocol.model_copy(
    update={
        "day": Day(
            breaks=(BreakRule(label="Coffee", at=time(9, 45), minutes=15),),
            sections=(
                SectionRule(id="children", name="With children", takes=Takes.CHILDREN),
                SectionRule(id="rest", name="The others", takes=Takes.REST),
            ),
        )
    }
)
FIX = {"first": "2", "second": "9.30", "note": "An interpreter of Punjabi."}


def by_sections(store: Store, *referrals: Received) -> MeetingDesk:
    plan = EMPTY.model_copy(update={"protocol": BY_SECTIONS})
    return in_order(store, *referrals, plan=plan)


def test_a_case_is_fixed_for_a_time_and_the_others_are_heard_around_it_ag_3(store: Store) -> None:
    third = received("c-5", "Una Third")
    desk = in_order(store, MINA, JO, third)
    said = run(desk, "fix", FIX | {"first": "1", "second": "09:50"}).said
    assert said.splitlines() == [
        "09:15  Case 1  (number 2 of the list)",
        "09:40  Coffee",
        "09:50  Case 2  (number 1 of the list, fixed)",
        "10:05  Case 3  (number 3 of the list)",
    ]
    assert "interpreter" not in said
    run(desk, "publish", {})
    case = state(desk).case("c-1")
    assert case is not None
    assert (case.fixed_at, case.fixed_for) == (time(9, 50), "An interpreter of Punjabi.")


def test_a_fixed_time_is_taken_away_again_ag_3(store: Store) -> None:
    desk = in_order(store, MINA, JO)
    assert "fixed" in run(desk, "fix", FIX | {"second": "09:50"}).said
    assert "fixed" not in run(desk, "fix", {"first": "2", "second": "none"}).said


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"note": ""}, "only for a professional who is needed"),
        ({"second": "soon"}, "Say at which time, as 11:30"),
        ({"second": "09:00"}, "no case begins before 09:15"),
        ({"second": "09:50"}, "Coffee is from 09:45 to 10:00. Choose another time"),
        (
            {"first": "1", "second": "09:20"},
            "Case number 3 asks for 09:30, and comes at 10:00: case number 1 is",
        ),
        ({"first": "7"}, "There is no number 7"),
        ({"first": "Mina"}, "by its number"),
    ],
)
def test_a_time_that_cannot_be_kept_is_refused_with_what_is_in_the_way_and_nothing_changes_ag_3(
    changed: dict[str, str], sentence: str, store: Store
) -> None:
    third = received("c-5", "Una Third")
    desk = by_sections(store, MINA, JO, third)
    run(desk, "fix", FIX | {"first": "3"})
    before = store.office.drafts.draft(MEETING)
    with pytest.raises(StoreError, match=sentence):
        run(desk, "fix", FIX | changed)
    assert store.office.drafts.draft(MEETING) == before


def test_a_case_is_put_into_another_section_and_is_heard_there_ag_2(store: Store) -> None:
    desk = by_sections(store, MINA, JO)
    said = run(desk, "section", {"first": "2", "second": "with children"}).said
    assert said.splitlines()[:4] == [
        "With children",
        "09:15  Case 1  (number 2 of the list)",
        "The others",
        "09:30  Case 2  (number 1 of the list)",
    ]
    with pytest.raises(StoreError, match="there are: With children, The others"):
        run(desk, "section", {"first": "2", "second": "Somewhere"})
    back = run(desk, "section", {"first": "2", "second": "none"}).said
    assert back.splitlines()[1] == "09:15  Case 1  (number 1 of the list)"


def test_a_case_is_moved_neither_out_of_its_section_nor_from_its_time_silently_ag_3(
    store: Store,
) -> None:
    third = received("c-5", "Una Third")
    desk = by_sections(store, MINA, JO, third)
    run(desk, "section", {"first": "3", "second": "children"})
    with pytest.raises(StoreError, match="in another section, With children"):
        run(desk, "move", {"first": "1", "to": "3"})
    run(desk, "fix", FIX)
    with pytest.raises(StoreError, match="is fixed for 09:30, and stays there"):
        run(desk, "move", {"first": "2", "to": "1"})
    with pytest.raises(StoreError, match="makes no room"):
        run(desk, "move", {"first": "1", "to": "2"})
    assert listed_ids(store) == ["c-1", "c-2", "c-5"]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"first": "3", "to": "1"}, "There is no number 3"),
        ({"first": "1", "to": "0"}, "There is no number 0"),
        ({"first": "Mina", "to": "1"}, "by its number"),
        ({"first": "2", "to": "2"}, "is there already"),
    ],
)
def test_what_cannot_be_moved_is_said_and_nothing_changes(
    facts: dict[str, str], sentence: str, store: Store
) -> None:
    desk = in_order(store, MINA, JO)
    with pytest.raises(StoreError, match=sentence):
        run(desk, "move", facts)
    assert listed_ids(store) == ["c-1", "c-2"]


def test_after_it_is_published_the_draft_is_not_put_in_another_order_ag_10(store: Store) -> None:
    desk = in_order(store, MINA, JO)
    run(desk, "publish", {})
    with pytest.raises(StoreError, match="its draft is fixed"):
        run(desk, "move", {"first": "2", "to": "1"})


def test_of_several_drafts_and_published_meetings_the_ids_are_given_and_none_called_a_draft(
    store: Store,
) -> None:
    desk = in_order(store, MINA)
    said = run(desk, "publish", {"meeting": MEETING}).said.splitlines()
    assert f"serve --meeting {MEETING}" in said[-2]
    assert said[-1].startswith("In that room the names are settled")
    store.office.drafts.add(Draft(plan=EMPTY.model_copy(update={"id": "northvale-later"})))
    with pytest.raises(StoreError, match=rf"There are: .*{MEETING}") as refused:
        run(desk, "move", {"first": "1", "to": "2"})
    assert "drafts of" not in str(refused.value)
