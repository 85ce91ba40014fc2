"""Who stands closest to the victim says what is safe, one key each (ACT-6, CASE-9, ROLE-9)."""

import pytest

from agenda.protocol import Stage
from client.acts.keys import offered
from client.acts.waiting import waiting_rows
from client.view.seen import Place, Seen
from meeting.case.actions import Standing
from meeting.commands import ConfirmAction, NameClosest, RecordLeaving
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until, until_no_form, until_shown, write
from tests.given import Given, a_hearing, volunteer

WIDE = (130, 38)
CONTACTS = ("✓ SAFE   By telephone before ten.", "! UNSAFE No letters.")


def confirmed() -> Given:
    confirm = ConfirmAction(case="oak", action="a1", version=1)
    return a_hearing(Stage.SAFETY).after("housing", volunteer(), confirm)


def shown(given: Given, person: str) -> set[str]:
    return {
        key.shown for key in offered(Seen(given.seen_by(person), person, given.now), Place.ROOM)
    }


@pytest.mark.parametrize("key", ["s", "u", "E", "P"])
async def test_case_9_safe_and_unsafe_contacts_stand_in_what_the_idva_is_asked(key: str) -> None:
    room = FakeRoom(confirmed())
    async with room.app("idva").run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Is A1 safe for the victim? s safe, u unsafe, E safe if changed")
        await pilot.press("2", key)
        await until_shown(pilot, *CONTACTS)


async def test_act_6_what_is_safe_only_once_changed_stops_and_its_owner_is_asked_to_change_it() -> (
    None
):
    room = FakeRoom(confirmed())
    async with room.app("idva").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Is A1 safe for the victim?")
        await pilot.press("E")
        await write(pilot, "not while he is in")
        await pilot.press("enter")
        await until_no_form(pilot)
        await until(pilot, lambda: room.given.action("a1").standing is Standing.STOPPED)
    action = room.given.action("a1")
    assert action.why_unsafe == "Safe once changed: not while he is in"
    seen = Seen(room.given.seen_by("housing"), "housing", room.given.now)
    assert "e change" in " ".join(row.text for row in waiting_rows(seen))


def test_role_9_without_an_idva_whom_the_chair_names_has_her_keys_and_nobody_else() -> None:
    """ACT-6."""
    left = confirmed().after("minutes", RecordLeaving(person="idva"))
    assert "N" in shown(left, "chair")
    assert not {"s", "u", "E"} & shown(left, "children")
    named = left.after("chair", NameClosest(case="oak", person="children"))
    assert {"s", "u", "E", "P"} <= shown(named, "children")
    assert not {"u", "E"} & shown(named, "housing")
