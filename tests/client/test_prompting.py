"""What an agency may know and can offer is shown to its own people when they ask for it, and is
inserted nowhere (CASE-3, ACT-1).
"""

import pytest

from agenda.protocol import Protocol, Stage
from agenda.protocol.prompts import PROMPTS
from agenda.protocol.reading import read_protocol
from client.acts.keys import offered
from client.view.seen import Place, Seen
from server.protocol_files import shipped
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown
from tests.given import a_hearing


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_a_representative_is_reminded_by_one_key_and_nothing_comes_of_it(
    size: tuple[int, int],
) -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    before = room.given.case()
    async with room.app("housing").run_test(size=size) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("slash")
        await until_shown(pilot, "Housing: what you may know", "What you can offer", "Locks, doors")
        await pilot.press("enter")
        await until_no_form(pilot)
        await pilot.press("i")
        await until_shown(pilot, "short: it is said aloud")
        await pilot.press("escape")
    assert room.given.case() == before


def test_it_is_for_the_agencys_own_people_and_for_nobody_who_leads_or_watches() -> None:
    given = a_hearing(Stage.ROUND)

    def keys(person: str) -> set[str]:
        seen = Seen(given.seen_by(person), person, given.now)
        return {key.name for key in offered(seen, Place.ROOM)}

    assert "prompt" in keys("police")
    for person in ("chair", "minutes", "observer"):
        assert "prompt" not in keys(person)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_each_core_agency_of_each_protocol_that_is_shipped_has_one(name: str) -> None:
    protocol = read_protocol(shipped()[name])
    have = {agency for each in protocol.prompts for agency in each.agencies}
    assert set(protocol.attendance.core_agencies) <= have


def test_of_no_agency_there_are_two_and_each_says_what_it_knows_and_what_it_does() -> None:
    agencies = [agency for each in PROMPTS for agency in each.agencies]
    assert len(agencies) == len(set(agencies))
    assert all(each.knows and each.does for each in PROMPTS)
    assert Protocol().prompts == PROMPTS
