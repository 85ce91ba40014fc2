"""The server's process is killed with commands on their way: what was acknowledged is there."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from agenda.protocol import Stage
from meeting.case.information import Category
from meeting.commands import CallItem, ConfirmNames, EnterPhase, EnterStage, ShareInformation
from meeting.joining import parse_invitation
from meeting.room import Phase
from server.ledger import Ledger
from server.store import opened_store
from tests.demo.stage import Folder, Server
from tests.getting_in import come_in
from tests.people import Person, new_id

CASE = "k7f3"
POINTS = 60


async def test_what_was_acknowledged_before_a_kill_is_there_and_nothing_is_there_twice(
    tmp_path: Path,
) -> None:
    folder = Folder(tmp_path, datetime.now(UTC))
    await folder.arrange()
    server = Server(folder)
    await server.start()
    try:
        chair, minutes, housing = await three_people(folder)
        await round_the_table(chair, minutes, housing)
        ids = [housing.send(point(number)) for number in range(POINTS)]
        await housing.until(lambda: len(housing.link.outbox.waiting) < POINTS, "the first answer")
        server.freeze()
        acknowledged = [i for i in ids if i not in housing.link.outbox.waiting]
        await server.kill()
        await server.start()
        await housing.until(lambda: not housing.link.outbox.waiting, "everything is acknowledged")
    finally:
        await asyncio.gather(*(each.close_laptop() for each in (chair, minutes, housing)))
        await server.stop()

    assert 0 < len(acknowledged) <= POINTS
    assert housing.acknowledged == POINTS + 2
    assert said(folder) == [f"point {number}" for number in range(POINTS)]


async def three_people(folder: Folder) -> tuple[Person, Person, Person]:
    people = []
    for name in ("chair", "minutes", "housing-rep"):
        invitation = parse_invitation(folder.invitation(name).read_text(encoding="utf-8"))
        assert invitation is not None
        people.append(Person(await come_in(invitation)).sit_down())
    return people[0], people[1], people[2]


async def round_the_table(chair: Person, minutes: Person, housing: Person) -> None:
    everybody = (chair, minutes, housing)
    signing = [asyncio.create_task(p.arrive_and_sign()) for p in everybody]
    await chair.until(lambda: chair.is_connected and chair.me.is_present, "the chair is here")
    await chair.until(lambda: chair.room.register["housing-rep"].is_present, "housing is here")
    await chair.do(EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION))
    await asyncio.gather(*signing)
    await minutes.do(ConfirmNames())
    await chair.do(EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING))
    await chair.do(CallItem(item="1"))
    await chair.do(EnterStage(case=CASE, from_stage=Stage.CONFLICTS, stage=Stage.PRESENTING))
    await housing.until(lambda: is_presented(housing), "the case is presented")


def is_presented(person: Person) -> bool:
    case = person.case(CASE)
    return case is not None and case.stage is Stage.PRESENTING


def point(number: int) -> ShareInformation:
    return ShareInformation(
        case=CASE,
        information=new_id(),
        subject="victim",
        category=Category.HISTORY,
        text=f"point {number}",
    )


def said(folder: Folder) -> list[str]:
    """The points of the case, in the order of the journal, as the disk has them."""
    with (
        opened_store(folder.store, folder.passphrase.read_text()) as store,
        closing(store.open_meeting(store.known())) as journal,
    ):
        ledger = Ledger.replayed(journal.meeting, journal.epoch, journal.read_all())
    case = ledger.state.case(CASE)
    assert case is not None
    return [point.text for point in case.heard.points.values()]
