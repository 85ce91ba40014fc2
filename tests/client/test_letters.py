"""An agency by two letters, which mean the same all day (ROLE-3, ROLE-8)."""

from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from agenda.protocol.reading import read_protocol
from client.acts.form import Option
from client.acts.letters import meant, two_letters
from meeting.commands import DeclareConflict, RecordLeaving
from meeting.words import REFUSALS, Refused
from server.protocol_files import shipped
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until, until_gone, until_no_form, until_shown, write
from tests.given import a_hearing

SIZE = (130, 38)
SEVERAL = {
    "police": "Police",
    "care": "Primary care",
    "probation": "Probation",
    "services": "Children's services",
    "centre": "Children's centre",
    "mind": "Mental health",
    "idva": "IDVA service",
}


def burst(pilot: Pilot[Any], *keys: str) -> None:
    """All of ``keys`` at once, before any of them has been taken."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


def chosen(typed: str, names: dict[str, str]) -> str | None:
    letters = two_letters(names)
    options = [Option(each, name, letters=letters[each]) for each, name in names.items()]
    found = meant(typed, options)
    return options[found.at].value if found and found.certain else None


@pytest.mark.parametrize("protocol", sorted(shipped()))
def test_two_letters_reach_each_core_agency_of_each_protocol_that_is_shipped(protocol: str) -> None:
    core = read_protocol(shipped()[protocol]).attendance.core_agencies
    names = {each: each.replace("-", " ").capitalize() for each in core}
    letters = two_letters(names)
    assert len({*letters.values()}) == len(core)
    for agency in core:
        assert len(letters[agency]) == 2
        assert chosen(letters[agency], names) == agency


@pytest.mark.parametrize(
    ("typed", "agency"),
    [
        ("pr", "probation"),
        ("pc", "care"),
        ("po", "police"),
        ("cs", "services"),
        ("cc", "centre"),
        ("mh", "mind"),
        ("me", "mind"),
        ("id", "idva"),
        ("PR", "probation"),
        ("pri", "care"),
        ("pro", "probation"),
        ("p", None),
        ("ch", None),
        ("xy", None),
    ],
)
def test_two_letters_are_one_agency_s_own_and_a_longer_name_still_finds_it(
    typed: str, agency: str | None
) -> None:
    assert chosen(typed, SEVERAL) == agency


@pytest.mark.parametrize(
    ("typed", "agency"),
    [
        (("p", "r"), "probation"),
        (("p", "r", "tab"), "probation"),
        (("p", "r", "o", "tab"), "probation"),
        (("p", "r", "i", "tab"), "health"),
        (("p", "c"), "health"),
    ],
)
async def test_what_is_typed_after_the_agency_is_what_it_said(
    typed: tuple[str, ...], agency: str
) -> None:
    room = FakeRoom(a_hearing())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "I  information")
        await pilot.press("I", *typed)
        await write(pilot, "breached it")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(room.given.case().heard.points))
    (point,) = room.given.case().heard.points.values()
    assert (point.agency, point.text) == (agency, "breached it")


async def test_the_letters_of_an_agency_that_has_left_mean_no_other() -> None:
    room = FakeRoom(a_hearing().after("minutes", RecordLeaving(person="probation")))
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "I  information")
        await pilot.press("I", "p", "r")
        await until_shown(pilot, "Probation is not to be chosen here.", "[-]")


async def test_role_3_what_is_typed_at_once_after_ctrl_n_is_the_next_entry_of_that_agency() -> None:
    room = FakeRoom(a_hearing())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "I  information")
        keys = ("I", "p", "r", *"one", "ctrl+n", *"two", "ctrl+n", *"three", "ctrl+s")
        burst(pilot, *keys)
        await until(pilot, lambda: len(room.given.case().heard.points) == 3)
        await until_no_form(pilot)
    points = room.given.case().heard.points.values()
    assert [(p.agency, p.text) for p in points] == [
        ("probation", w) for w in ("one", "two", "three")
    ]


async def test_what_is_incomplete_stays_with_what_was_typed_after_ctrl_n() -> None:
    room = FakeRoom(a_hearing())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "I  information")
        burst(pilot, "I", "tab", *"one", "ctrl+n")
        await until_shown(pilot, "Choose an agency")
        assert not room.given.case().heard.points


async def test_an_entry_that_was_refused_comes_back_with_its_words_and_moves_nobody() -> None:
    room = FakeRoom(a_hearing())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "I  information")
        await pilot.press("I", "p", "r")
        await write(pilot, "first words")
        room.refuses = Refused("moved_on")
        await pilot.press("ctrl+n")
        await until_shown(pilot, "1 entry was not taken")
        room.refuses = None
        await write(pilot, "second words")
        await until_shown(pilot, "second words", "1 entry was not taken")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "first words", REFUSALS["moved_on"])
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(room.given.case().heard.points) == 2)
    texts = [point.text for point in room.given.case().heard.points.values()]
    assert texts == ["second words", "first words"]


async def test_con_2_an_entry_that_waits_to_come_back_goes_with_its_case() -> None:
    room = FakeRoom(a_hearing())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "I  information")
        await pilot.press("I", "p", "r")
        await write(pilot, "first words")
        room.refuses = Refused("moved_on")
        await pilot.press("ctrl+n")
        await until_shown(pilot, "1 entry was not taken")
        room.refuses = None
        room.does("minutes", DeclareConflict(case="oak", reason="my cousin"))
        await until_no_form(pilot)
        await until_gone(pilot, "not taken", "first words")
