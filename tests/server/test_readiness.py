"""``marac-server people ready``: what is done of somebody's readiness, in the office and at once in
every meeting that expects them (ATT-4).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agenda.protocol.attendance import Readiness
from agenda.readiness import OF_AGENCIES
from server.audit import Act, What
from server.errors import StoreError
from server.people import Desk
from server.readiness import CHECKS, Whose
from server.store import Store, opened_store
from tests.given import A_PLAN
from tests.rooms import CHEAP, PASSPHRASE, arranged
from tests.server.laptop import Doors, open_doors

NOTED = "readiness_noted"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, A_PLAN)
        yield Desk(store)


def done(desk: Desk, person: str, agency: str) -> frozenset[Readiness]:
    return desk.store.office.readiness.ready().done(person, agency)


def acts(store: Store) -> list[Act]:
    facts = (row.fact for row in store.audit.rows())
    return [fact for fact in facts if isinstance(fact, Act) and fact.what is What.READINESS_CHANGED]


def test_att_4_what_is_done_is_kept_of_people_and_of_agencies(desk: Desk) -> None:
    said = desk.run("ready", "housing", {"done": "induction,suitability"})
    assert said == (
        "Hugo Brook: not yet: secure e-mail, the agency's word that they may be nominated"
    )
    assert desk.run("ready", "", {"agency": "Housing", "done": "all"}) == (
        "Housing: everything is done"
    )
    own = {Readiness.INDUCTION, Readiness.SUITABILITY}
    assert done(desk, "housing", "housing") == OF_AGENCIES | own
    assert done(desk, "observer", "housing") == OF_AGENCIES
    desk.run("ready", "Hugo Brook", {"not_yet": "induction"})
    assert done(desk, "housing", "housing") == OF_AGENCIES | {Readiness.SUITABILITY}


def test_att_4_what_was_changed_is_on_record_and_what_was_only_read_is_not(desk: Desk) -> None:
    desk.run("ready", "housing", {})
    assert acts(desk.store) == []
    desk.run("ready", "housing", {"done": "all"})
    desk.run("ready", "", {"agency": "housing", "done": "all"})
    assert [act.person for act in acts(desk.store)] == ["housing", None]


def test_att_4_everybody_and_every_agency_is_listed(desk: Desk) -> None:
    desk.run("ready", "housing", {"done": "all"})
    lines = desk.run("ready", "", {}).splitlines()
    assert len(lines) == len(A_PLAN.agencies) + len(A_PLAN.people)
    assert "Hugo Brook (housing): everything is done" in lines
    assert any(line.startswith("Robin Marsh (police): not yet: induction") for line in lines)


@pytest.mark.parametrize(
    ("who", "facts", "words"),
    [
        ("housing", {"done": "operating_protocol"}, "is nothing that is asked of a person"),
        ("", {"agency": "housing", "done": "induction"}, "is nothing that is asked of an agency"),
        ("housing", {"done": "all", "not_yet": "induction"}, "say one of the two"),
        ("nobody", {"done": "all"}, "Name one person"),
        ("", {"agency": "nowhere", "done": "all"}, "Name an agency"),
    ],
)
def test_att_4_what_cannot_be_meant_is_said(
    desk: Desk, who: str, facts: dict[str, str], words: str
) -> None:
    with pytest.raises(StoreError, match=words):
        desk.run("ready", who, facts)
    assert acts(desk.store) == []


def test_att_4_another_agency_looks_into_somebody_anew(desk: Desk) -> None:
    desk.run("ready", "housing", {"done": "all"})
    desk.run("move", "housing", {"agency": "police"})
    assert done(desk, "housing", "police") == {Readiness.INDUCTION, Readiness.SECURE_EMAIL}


def test_every_check_is_a_persons_or_an_agencys() -> None:
    assert CHECKS[Whose.PERSON] | CHECKS[Whose.AGENCY] == set(Readiness)
    assert not CHECKS[Whose.PERSON] & CHECKS[Whose.AGENCY]


def lacking(doors: Doors) -> dict[str, tuple[Readiness, ...]]:
    return dict(doors.service.writer.ledger.state.gaps.lacking)


async def test_att_4_what_is_said_while_a_meeting_is_on_is_at_once_with_the_chair_alone(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, police = await doors.at_the_table("chair", "police")
        assert len(lacking(doors)["police"]) == len(Readiness)
        doors.runs("ready", "police", done="all")
        doors.runs("ready", "", agency="police", done="all")
        while "police" in lacking(doors):
            await chair.until("events")
        assert NOTED in str(chair.frames)
        assert (await police.do({"kind": "attend"}))["kind"] == "refused"
        assert NOTED not in str(police.frames)


async def test_att_4_what_was_said_while_no_server_ran_is_noted_when_one_does(
    tmp_path: Path,
) -> None:
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, A_PLAN)
        Desk(store).run("ready", "police", {"done": "all"})
    async with open_doors(tmp_path) as doors:
        chair = await doors.joined("chair")
        while NOTED not in str(chair.frames):
            await chair.until("events")
        assert set(lacking(doors)["police"]) == OF_AGENCIES
        assert set(lacking(doors)["housing"]) == set(Readiness)
