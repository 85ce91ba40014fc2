"""Another sitting is offered: a line and a key on the screen of whom it concerns (RES-2)."""

import pytest

from agenda.protocol import Restriction
from client.app import STILL_WAITING
from meeting.commands import Attend
from meeting.wire import OFFERS, Offer, OfferOf
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until, until_gone, until_shown
from tests.given import A_PLAN, Given, a_hearing, a_room, given

WIDE = (120, 34)
SITTING = Offer(
    meeting="r-4be1", message=OFFERS[OfferOf.SITTING].format(day="Tue 24 Nov", time="15:00")
)
OPEN = Offer(
    meeting="northvale-november", message=OFFERS[OfferOf.OPEN_MEETING].format(day="Tue 24 Nov")
)
LINE = "→ You are asked to another sitting, of Tue 24 Nov 15:00. M goes there"


@pytest.mark.parametrize("at", [a_room(), a_hearing()])
async def test_one_key_goes_to_the_sitting_from_every_screen(at: Given) -> None:
    room = FakeRoom(at)
    async with room.app("police").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "connected")
        await pilot.press("M")
        assert room.link("police").gone_to == []
        room.link("police").offer(SITTING)
        await until_shown(pilot, LINE, "another meeting")
        await pilot.press("M")
        await until(pilot, lambda: room.link("police").gone_to == [SITTING.meeting], "gone there")


async def test_what_was_offered_and_is_no_more_leaves_the_screen() -> None:
    room = FakeRoom(a_hearing())
    async with room.app("police").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "connected")
        room.link("police").offer(SITTING)
        await until_shown(pilot, LINE)
        room.link("police").offer()
        await until_gone(pilot, LINE, "another meeting")


async def test_nobody_leaves_with_something_unsaved() -> None:
    """What waits for one meeting is for no other."""
    room = FakeRoom(a_room())
    async with room.app("police").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "connected")
        link = room.link("police")
        link.offer(SITTING)
        link.outbox.put(Attend())
        await until_shown(pilot, LINE)
        await pilot.press("M")
        await until_shown(pilot, STILL_WAITING)
        assert link.gone_to == []


async def test_a_sitting_says_what_it_is_and_the_way_back() -> None:
    room = FakeRoom(given(A_PLAN.model_copy(update={"restricted": Restriction.HONOUR})))
    async with room.app("police").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "restricted sitting")
        room.link("police").offer(OPEN)
        await until_shown(pilot, "→ The open meeting of Tue 24 Nov is still there", "M goes there")
