"""A post that the office took away: no meeting waits for its holder to say that the names are
settled, whether a server runs or not (CON-6, ROLE-1).
"""

import asyncio
from pathlib import Path

import pytest

from agenda.matching import likeness
from agenda.plan import ExpectedPerson
from meeting.access import Reader
from meeting.commands import AskToComeIn
from meeting.confirming import to_confirm
from meeting.decide import decide
from server.arranging import add_meeting
from server.people import Desk
from server.store import opened_store
from tests.given import A_PLAN, a_room
from tests.meeting.matched import with_coordinators
from tests.rooms import CHEAP, PASSPHRASE, arranged
from tests.server.heard import written
from tests.server.laptop import Doors, open_doors

PLAN = with_coordinators("housing")
ENDED = "coordinator_ended"
WAYS = [("post", {"post": "none"}), ("end", {}), ("move", {"agency": "police"})]


def waited_for(doors: Doors) -> list[str]:
    return [line.person for line in to_confirm(doors.service.writer.ledger.state.room)]


@pytest.mark.parametrize(("errand", "facts"), WAYS)
async def test_con_6_nobody_waits_for_whose_post_was_taken_away_while_the_meeting_is_on(
    errand: str, facts: dict[str, str], tmp_path: Path
) -> None:
    async with open_doors(tmp_path, plan=PLAN) as doors:
        minutes = await doors.joined("minutes")
        assert waited_for(doors) == ["minutes", "housing"]
        doors.runs(errand, "housing", **facts)
        while ENDED not in str(minutes.frames):
            await minutes.until("events")
        assert waited_for(doors) == ["minutes"]


async def test_con_6_nor_where_it_was_taken_away_while_no_server_ran(tmp_path: Path) -> None:
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, PLAN)
        Desk(store).run("post", "housing", {"post": "none"})
    async with open_doors(tmp_path, plan=PLAN) as doors:
        minutes = await doors.joined("minutes")
        while ENDED not in str(minutes.frames):
            await minutes.until("events")
        assert waited_for(doors) == ["minutes"]


@pytest.mark.parametrize(("errand", "facts"), WAYS)
async def test_con_6_nor_for_who_waits_at_the_door_and_is_let_in(
    errand: str, facts: dict[str, str], tmp_path: Path
) -> None:
    """They were a coordinator as they asked to come in, and are none as the server starts again."""
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        deputy = Reader("deputy", "housing", name="Dora Pike", coordinator=True)
        room = a_room().arrived("chair", "minutes")
        asks = decide(room.state, deputy, AskToComeIn(), room.now, likeness)
        written(store, A_PLAN, room.happened(asks, "deputy"))
        store.office.register(
            [ExpectedPerson(id="deputy", name="Dora Pike", agency="housing", coordinator=True)]
        )
        Desk(store).run(errand, "deputy", facts)
    async with open_doors(tmp_path) as doors:
        chair = await doors.joined("chair")
        admits = {"kind": "admit", "person": "deputy", "role": "representative"}
        assert (await chair.do(admits))["kind"] == "ack"
        assert waited_for(doors) == ["minutes"]


async def test_con_6_a_post_that_is_given_to_another_takes_none_away(tmp_path: Path) -> None:
    async with open_doors(tmp_path, plan=PLAN) as doors:
        minutes = await doors.joined("minutes")
        doors.runs("post", "police", post="coordinator")
        doors.runs("post", "housing", post="coordinator")
        await doors.joined("housing")
        assert (await minutes.do({"kind": "attend"}))["kind"] == "ack"
        assert ENDED not in str(minutes.frames)
        assert waited_for(doors) == ["minutes", "housing"]


async def test_con_6_nor_where_it_was_taken_away_just_as_the_meeting_was_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its register was looked at, and before the meeting was among those that are told."""
    another = PLAN.model_copy(update={"id": "another"})
    async with open_doors(tmp_path, plan=PLAN) as doors:
        office = doors.store.office
        look, looked = office.reader, set[str]()

        def looked_at_too_early(person: str) -> Reader | None:
            found = look(person)
            if person == "housing" and person not in looked:
                looked.add(person)
                doors.runs("post", person, post="none")
            return found

        known = add_meeting(doors.store, another, None)
        monkeypatch.setattr(office, "reader", looked_at_too_early)
        await asyncio.to_thread(doors.service.serve, known)
        assert looked
        minutes = await doors.laptop()
        await minutes.hello(doors.token("minutes"), meeting="another")
        while ENDED not in str(minutes.frames):
            await minutes.until("events")
