"""What the screens look like. Accept a change with ``pytest tests/client --snapshot-update``.

The picture of the README, ``docs/room.svg``, is made here and is current or the test fails.
"""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from agenda.protocol import DayPart, Stage
from client.app import MaracApp
from meeting.commands import ApproveActionList, DeclareConflict
from meeting.room import Phase
from tests.client.fake_room import FakeRoom
from tests.client.scenes import in_planning, in_summary
from tests.client.test_preparing import looked_into
from tests.client.test_reading_out import reading
from tests.client.waiting import until_shown, until_still
from tests.given import Given, a_hearing, a_room

PICTURE = Path(__file__).parents[2] / "docs" / "room.svg"
GATHERED = a_room().arrived("chair", "minutes", "police", "health").in_phase(Phase.DECLARATION)
CONFLICT = a_hearing(Stage.CONFLICTS).after(
    "housing", DeclareConflict(case="oak", reason="An invented reason.")
)
SMALL, MIDDLE, LARGE = (80, 24), (100, 30), (140, 40)
CHAIRS = (124, 36)

SCENES: dict[str, tuple[Given, str, tuple[int, int], tuple[str, ...], str]] = {
    "lobby_of_the_chair": (GATHERED, "chair", LARGE, (), "read and sign"),
    "before_the_day": (looked_into(), "housing", MIDDLE, (), "You prepared"),
    "before_the_day_of_the_chair": (looked_into(), "chair", MIDDLE, (), "to come"),
    "lobby_small": (GATHERED, "minutes", SMALL, ("down", "down"), "read and sign"),
    "signing": (GATHERED, "chair", MIDDLE, ("enter",), "Your name"),
    "room_of_a_representative": (in_planning(), "housing", MIDDLE, ("4",), "A2 Housing"),
    "room_small": (in_planning(), "housing", SMALL, ("4", "down"), "R1 victim"),
    "room_small_table": (in_planning(), "housing", SMALL, ("5",), "no laptop"),
    "room_of_the_chair": (in_planning(), "chair", LARGE, ("3",), "raised by"),
    "room_of_the_minute_taker": (in_planning(), "minutes", MIDDLE, ("2",), "Strangled"),
    "room_of_the_idva": (in_planning(), "idva", LARGE, ("4", "down", "down"), "safe A2"),
    "volunteering": (in_planning(), "housing", LARGE, ("v", "t", "r", "y"), "is vague"),
    "volunteering_small": (in_planning(), "housing", SMALL, ("v",), "By when"),
    "recording": (in_planning(), "minutes", MIDDLE, ("A", "h", "o"), "Record an action"),
    "reading_out": (reading(), "chair", CHAIRS, (), "! urgent"),
    "reading_out_small": (reading(), "housing", SMALL, (), "Housing ◀ you"),
    "flags_that_end": (reading(DayPart.EXPIRING), "chair", CHAIRS, (), "flag ended"),
    "closing": (in_planning(), "chair", MIDDLE, ("K",), "Still open"),
    "conflict_on_the_main_screen": (CONFLICT, "chair", MIDDLE, (), "1 conflict to decide"),
    "conflict_in_private": (CONFLICT, "chair", MIDDLE, ("y", "tab", "right"), "They said"),
    "not_for_you": (CONFLICT, "housing", MIDDLE, (), "closed to you"),
    "summary": (in_summary(), "chair", MIDDLE, (), "Case 3 A1"),
    "approved": (
        in_summary().after("chair", ApproveActionList()),
        "police",
        MIDDLE,
        (),
        "approved by",
    ),
    "locked": (in_planning(), "chair", SMALL, ("ctrl+l",), "This screen is locked."),
    "help": (in_planning(), "chair", MIDDLE, ("question_mark",), "Escape closes"),
}


@pytest.mark.parametrize("name", SCENES)
def test_the_screen_looks_as_it_was_accepted(name: str, snap_compare: Callable[..., bool]) -> None:
    given, person, size, keys, words = SCENES[name]

    async def act(pilot: Pilot[Any]) -> None:
        await until_shown(pilot, "● connected")
        await pilot.press(*keys)
        await until_shown(pilot, words)
        await until_still(pilot)

    assert snap_compare(FakeRoom(given).app(person), terminal_size=size, run_before=act)


def test_a_lost_connection_looks_as_it_was_accepted(snap_compare: Callable[..., bool]) -> None:
    room = FakeRoom(in_planning())

    async def act(pilot: Pilot[Any]) -> None:
        await until_shown(pilot, "● connected")
        room.link("housing").lose()
        await until_shown(pilot, "NOT CONNECTED")
        await until_still(pilot)

    assert snap_compare(room.app("housing"), terminal_size=MIDDLE, run_before=act)


def test_joining_looks_as_it_was_accepted(snap_compare: Callable[..., bool]) -> None:
    async def act(pilot: Pilot[Any]) -> None:
        await until_shown(pilot, "join a meeting")
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False
        await until_still(pilot)

    assert snap_compare(MaracApp(), terminal_size=SMALL, run_before=act)


async def picture() -> str:
    """The room, as the README shows it, without what is random in an SVG."""
    app = FakeRoom(in_planning()).app("housing")
    async with app.run_test(size=LARGE) as pilot:
        await until_shown(pilot, "● connected")
        await pilot.press("4")
        await until_shown(pilot, "R2 child", "no action yet", "t  take up A4")
        await until_still(pilot)
        svg = app.export_screenshot(title="MARAC Live", simplify=True)
    return re.sub(r"\bterminal-\d+-", "terminal-", svg)


def test_the_readmes_picture_is_the_real_screen(request: pytest.FixtureRequest) -> None:
    now = asyncio.run(picture())
    if request.config.getoption("update_snapshots"):
        PICTURE.write_text(now, encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == now, (
        "docs/room.svg is not current: run pytest tests/client/test_snapshots.py --snapshot-update"
    )
