"""``marac``: what is wrong is said in one sentence that says what to do, with exit code 2."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from agenda.protocol import Stage
from client import cli
from client.getting_in import Place
from client.happenings import Noticed
from client.link import Link, Seat
from client.private import FAILED
from client.screens.small import SmallScreen
from client.seat import Unusable, place_of
from meeting.commands import ApproveActionList
from meeting.joining import Invitation
from meeting.wire import NOTICES, About
from tests.client.fake_room import FakeRoom
from tests.client.scenes import in_summary
from tests.client.waiting import screen_text, until, until_gone, until_shown
from tests.given import a_hearing

INVITATION = Invitation(b"s" * 16, b"p" * 32, "room:4000")


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("192.0.2.7", "192.0.2.7", 4765),
        (" room:4000 ", "room", 4000),
        ("[2001:db8::7]:4000", "2001:db8::7", 4000),
        ("2001:db8::7", "2001:db8::7", 4765),
    ],
)
def test_an_address_is_a_host_with_or_without_a_port(address: str, host: str, port: int) -> None:
    place = place_of(address, INVITATION.pin)
    assert place == Place(host, port, INVITATION.pin)
    written = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    assert Link(Seat(place, "token"), listen=print).address == written


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("room:x", "Write the address as host or host:port."),
        ("room:99999", "is no port"),
        (":4765", "The address is missing."),
        ("a..b", "is no address"),
        ("ho st", "is no address"),
        ("host/x", "is no address"),
        ("x" * 70, "is no address"),
    ],
)
def test_an_address_that_cannot_be_used_is_said_in_a_sentence(address: str, words: str) -> None:
    with pytest.raises(Unusable, match=words.replace(".", r"\.")):
        place_of(address, INVITATION.pin)


def test_a_broken_invitation_exits_2_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "invitation.txt"
    file.write_text(str(INVITATION)[:-9], encoding="utf-8")
    assert cli.main(["join", str(file)]) == 2
    assert capsys.readouterr().err.startswith("That is not a whole invitation.")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_exits_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    file = tmp_path / "invitation.txt"
    if content is not None:
        file.write_bytes(content)
    assert cli.main(["join", str(file)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_an_invitation_on_the_command_line_is_not_taken(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["join", str(INVITATION)]) == 2
    assert "does not belong on the command line" in capsys.readouterr().err


def test_without_a_terminal_it_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["join", "--borrowed"]) == 2
    assert capsys.readouterr().err == f"{cli.NO_TERMINAL}\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_that_is_too_small_exits_2_and_says_how_large_it_must_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("COLUMNS", "79")
    monkeypatch.setenv("LINES", "24")
    assert cli.main(["join", "--borrowed"]) == 2
    assert "at least 80 columns wide and 24 lines high" in capsys.readouterr().err


async def test_a_terminal_made_too_small_shows_nothing_but_that() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    app = room.app("housing")
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: isinstance(app.screen, SmallScreen), "too small")
        await until_shown(pilot, "This terminal is too small", "24 lines high")
        await pilot.resize_terminal(100, 30)
        await until_shown(pilot, "Anwen Oakhill")


async def test_where_nobody_answers_the_address_is_named_and_leaving_is_no_success() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    app = room.app("housing", connects=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Nobody answers at room:4765.")
        assert "0 of 0" not in screen_text(app)
        await pilot.press("ctrl+q")
    assert app.return_value == 1


async def test_after_the_approval_the_server_that_closes_is_not_waited_for() -> None:
    room = FakeRoom(in_summary().after("chair", ApproveActionList()))
    app = room.app("housing")
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "approved by")
        room.link("housing").listen(Noticed(About.CLOSING, NOTICES[About.CLOSING]))
        await until_shown(pilot, "The meeting is over, and the server has closed.")
        room.link("housing").connect()
        await until_gone(pilot, "the server has closed")


async def test_that_the_server_closes_is_said_until_it_is_there_again_and_no_longer() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    async with room.app("housing").run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "● connected")
        room.link("housing").listen(Noticed(About.CLOSING, NOTICES[About.CLOSING]))
        room.link("housing").lose()
        await until_shown(pilot, "✗ The server is closing.", "NOT CONNECTED")
        room.link("housing").connect()
        await until_shown(pilot, "● connected")
        await until_gone(pilot, "The server is closing.")


async def test_att_2_leaving_is_asked_about_and_recorded_if_wanted() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    app = room.app("housing")
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        await pilot.press("q")
        await until_shown(pilot, "just close this screen", "leave the meeting")
        await pilot.press("l", "enter")
        await until(pilot, lambda: not room.given.line("housing").is_present, "left")
    assert app.return_value == 0


async def test_closing_the_screen_leaves_the_register_as_it_is() -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    app = room.app("housing")
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Anwen Oakhill")
        await pilot.press("ctrl+q", "enter")
        await until(pilot, lambda: app.return_value == 0, "closed")
    assert room.given.line("housing").is_present


async def test_a_fault_of_ours_is_said_in_a_sentence_and_prints_nothing_of_a_case(
    capsys: pytest.CaptureFixture[str],
) -> None:
    room = FakeRoom(a_hearing(Stage.ROUND))
    app = room.app("housing")

    async def fault(pilot: Pilot[Any]) -> None:
        await until_shown(pilot, "Anwen Oakhill")
        room.link("housing").listen("Anwen Oakhill")  # type: ignore[arg-type] # what no link tells

    await app.run_async(headless=True, size=(100, 30), auto_pilot=fault)
    assert " ".join(capsys.readouterr().err.split()) == FAILED.format(kind="AssertionError")
    assert app.return_code == 1
