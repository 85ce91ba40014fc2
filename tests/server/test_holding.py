"""The office takes in what is approved: once, whenever the server ends, and sittings apart."""

from contextlib import AbstractContextManager
from pathlib import Path

from agenda.past.held import Progress, Settled
from agenda.protocol import Restriction
from meeting.case.gaps import digest_of_points, open_points
from meeting.case.outcome import Outcome
from meeting.commands import (
    ApproveActionList,
    CloseCase,
    DeclareConflict,
    EnterPhase,
    RuleOnConflict,
)
from meeting.conflict import Ruling
from meeting.room import Phase
from server.checking import verify_store
from server.held import HeldMeeting
from server.holding import hold, hold_missed
from server.office import Sitting
from server.operations import Opening, make_papers
from server.service import Settings, serving
from server.store import Store, opened_store
from tests.given import A_PLAN, DAY
from tests.rooms import CHEAP, CHEAP_HASHING, PASSPHRASE, a_room, arranged
from tests.server.heard import BEFORE, a_plan, approved, heard, written

PLAN = a_plan(BEFORE, DAY, ("Anwen Oakhill", "Dale Oakhill"))
SITTING = a_plan("r-4be1", DAY, ("Delia Ash", "Edgar Ash"), restricted=Restriction.EMPLOYEE)
SETTINGS = Settings(hashing=CHEAP_HASHING)


def store_in(folder: Path) -> AbstractContextManager[Store]:
    return opened_store(folder / "store", PASSPHRASE, create=True, cost=CHEAP)


def held(store: Store) -> list[str]:
    return [case.name for case in store.office.held.cases()]


async def test_a_list_that_is_approved_is_held_by_the_office_ag_8(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes")
        await room.everybody_signs()
        held_then = room.store.office.held.version(room.plan.id)
        await room.chair.do(EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY))
        await room.chair.do(ApproveActionList())
        await room.stop()
        assert (held_then, room.store.office.held.version(room.plan.id)) == (0, 1)


def closed_to(store: Store) -> set[str]:
    return {person for case in store.office.held.cases() for person in case.closed_to}


def test_who_goes_out_of_a_case_once_it_is_held_is_out_of_what_the_office_has_con_2(
    tmp_path: Path,
) -> None:
    """CON-1, CON-3, OUT-4: until the chair says that they may stay. What was done of it stays."""
    case, done = PLAN.cases[0].id, Settled(progress=Progress.DONE)
    over = approved(PLAN)
    out = over.after("minutes", DeclareConflict(case=case, reason="He is my brother."))
    stay = RuleOnConflict(case=case, person="minutes", ruling=Ruling.STAYS, reason="A namesake.")
    with store_in(tmp_path) as store:
        known = written(store, PLAN, over)
        hold(store.office, known, over.state)
        (one,) = store.office.held.cases()
        store.office.held.settle(one, "A1", "housing", done, by="minutes", now=over.now)
        for given, closed in ((out, {"minutes"}), (out.after("chair", stay), set())):
            hold(store.office, known, given.state)
            assert closed_to(store) == closed
        (one,) = store.office.held.cases()
        assert one.actions[0].settled == {"housing": done}


async def test_so_they_are_at_once_while_it_is_served_con_2(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        _, _, police = await room.seat("chair", "minutes", "police")
        await room.everybody_signs()
        case = await room.call("1")
        on = room.state.case(case)
        assert on is not None
        closing = CloseCase(
            case=case,
            called=room.called(case),
            seen=digest_of_points(open_points(room.state.room, on)),
            outcome=Outcome.DEFERRED,
            reason="No time is left.",
        )
        await room.chair.do(closing)
        await room.chair.do(EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY))
        await room.chair.do(ApproveActionList())
        await room.settled()
        await police.do(DeclareConflict(case=case, reason="He is my brother."))
        await room.stop()
        assert closed_to(room.store) == {"police"}


async def test_so_they_are_where_the_server_ended_before_it_was_taken_in_con_2(
    tmp_path: Path,
) -> None:
    case = PLAN.cases[0].id
    over = approved(PLAN)
    out = over.after("minutes", DeclareConflict(case=case, reason="He is my brother."))
    with store_in(tmp_path) as store:
        known = written(store, PLAN, out)
        hold(store.office, known, over.state)
        assert closed_to(store) == set()
        async with serving(store, meeting=PLAN.id, settings=SETTINGS):
            pass
        assert closed_to(store) == {"minutes"}


async def test_what_a_killed_server_did_not_get_to_is_held_when_it_is_loaded_ag_8(
    tmp_path: Path,
) -> None:
    with store_in(tmp_path) as store:
        written(store, PLAN, approved(PLAN))
        assert held(store) == []
        async with serving(store, meeting=PLAN.id, settings=SETTINGS):
            pass
        assert held(store) == [f"{BEFORE}/1"]


async def test_so_is_a_meeting_that_the_next_server_does_not_hold_ag_8(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        written(store, PLAN, approved(PLAN))
        arranged(store, A_PLAN)
        async with serving(store, meeting=A_PLAN.id, settings=SETTINGS):
            pass
        assert held(store) == [f"{BEFORE}/1"]


def test_papers_and_verify_take_it_in_too_ag_8(tmp_path: Path) -> None:
    for n, ask in enumerate(("papers", "verify")):
        folder = tmp_path / str(n)
        with store_in(folder) as store:
            written(store, PLAN, approved(PLAN))
            if ask == "verify":
                verify_store(store, ())
        if ask == "papers":
            opening = Opening(folder / "store", PASSPHRASE, CHEAP)
            make_papers(opening, folder / "papers", ["housing"], None)
        with store_in(folder) as store:
            assert held(store) == [f"{BEFORE}/1"]


def test_twice_changes_nothing_and_what_was_said_of_an_action_stays_out_4(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        given = approved(PLAN)
        known = written(store, PLAN, given)
        hold(store.office, known, given.state)
        (before,) = store.office.held.cases()
        done, now = Settled(progress=Progress.DONE), store.clock.now()
        store.office.held.settle(before, "A1", "housing", done, by="minutes", now=now)
        hold(store.office, known, given.state)
        (after,) = store.office.held.cases()
        assert after.actions[0].of("housing") == done
        again = HeldMeeting(known.id, 1, DAY, store.office.held.rules())
        assert not store.office.held.hold(again, [])
        assert before.actions[0].waits_for == ("housing",)


def test_a_later_version_takes_the_place_of_the_earlier_and_keeps_what_was_said_act_11(
    tmp_path: Path,
) -> None:
    with store_in(tmp_path) as store:
        given = approved(PLAN)
        known = written(store, PLAN, given)
        hold(store.office, known, given.state)
        (case,) = store.office.held.cases()
        done, now = Settled(progress=Progress.DONE), store.clock.now()
        store.office.held.settle(case, "A1", "housing", done, by="minutes", now=now)
        changed = case.model_copy(update={"outcome": "corrected"})
        second = HeldMeeting(known.id, 2, DAY, store.office.held.rules(known.id))
        assert store.office.held.hold(second, [changed])
        (after,) = store.office.held.cases()
        assert (after.outcome, after.actions[0].of("housing")) == ("corrected", done)


def test_a_meeting_that_is_not_approved_is_not_held_act_11(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        written(store, PLAN, heard(PLAN))
        hold_missed(store)
        assert held(store) == []


def test_a_sitting_is_held_apart_and_answered_for_only_where_it_is_named_res_2(
    tmp_path: Path,
) -> None:
    with store_in(tmp_path) as store:
        written(store, PLAN, approved(PLAN))
        written(store, SITTING, approved(SITTING), Sitting(after=BEFORE))
        hold_missed(store)
        office = store.office.held
        assert held(store) == [f"{BEFORE}/1"]
        assert set(office.days()) == {BEFORE}
        assert [c.name for c in office.cases({SITTING.id})] == [f"{BEFORE}/1", f"{SITTING.id}/1"]


def test_a_record_that_does_not_open_keeps_the_others_from_nothing(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        broken = written(store, SITTING, approved(SITTING), Sitting(after=None))
        written(store, PLAN, approved(PLAN))
        (store.folder / "meetings" / broken.file).unlink()
        hold_missed(store)
        assert held(store) == [f"{BEFORE}/1"]
