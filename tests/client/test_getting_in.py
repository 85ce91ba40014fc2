"""The way in on the screen: an invitation, a password, six digits; and what a laptop keeps."""

import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno
from textual import events

from client.app import MaracApp
from client.entrance import Entrance
from client.getting_in import NotLetIn, NotReached, Place
from client.link import Link
from client.remembered import FILE, Memory, Remembered
from client.screens.join import JoinScreen, Line
from client.screens.lobby import LobbyScreen
from client.widgets.code import BLOCKS, QUIET, code_lines
from meeting.joining import Invitation
from meeting.wire import Enrol, Joined, Knock, LogIn, Redeem
from meeting.words import REFUSALS
from server.totp import as_uri
from tests.client.waiting import screen_text, until, until_gone, until_shown
from tests.getting_in import PASSWORD

NOW = datetime(2026, 11, 24, 8, 55, tzinfo=UTC)
INVITATION = Invitation(b"s" * 16, b"p" * 32, "127.0.0.1:9")
PLACE = Place("127.0.0.1", 9, b"p" * 32)
DEVICE = "d" * 32
TOKEN = "t" * 43
ENROL = Enrol(
    time=NOW, person="chair", secret="ABCDEFGHIJKLMNOP", uri="otpauth://totp/MARAC%20Live:chair"
)
JOINED = Joined(time=NOW, person="chair", token=TOKEN)


class Server:
    """Answers as it is told to, in order; remembers what it was asked."""

    def __init__(self, *answers: Joined | Enrol | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[Redeem | Knock | LogIn] = []
        self.places: list[Place] = []

    async def __call__(self, place: Place, question: Redeem | Knock | LogIn) -> Joined | Enrol:
        self.asked.append(question)
        self.places.append(place)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def app_for(server: Server, memory: Memory | None = None) -> MaracApp:
    return MaracApp(entrance=Entrance(memory, server))


async def paste(app: MaracApp, text: str) -> None:
    app.screen.focused.post_message(events.Paste(text))  # type: ignore[union-attr] # there is a field


async def test_an_invitation_is_pasted_and_a_password_chosen() -> None:
    server = Server(JOINED)
    app = app_for(server)
    text = str(INVITATION)
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "The coordinator sent you an invitation.")
        await paste(app, f"Paste the line below.\n\n{text[:50]}\n{text[50:]}\n")
        await pilot.press("enter")
        await until_shown(pilot, "12 characters or more")
        await pilot.press(*PASSWORD, "enter", *PASSWORD, "enter")
        await until(pilot, lambda: isinstance(app.screen, LobbyScreen), "the lobby")
        assert PASSWORD not in screen_text(app)
        assert isinstance(app.link, Link)
        assert app.link._seat.token == TOKEN
    (asked,) = server.asked
    assert isinstance(asked, Redeem)
    assert (asked.code, asked.password) == (INVITATION.spoken, PASSWORD)
    assert server.places == [PLACE]


async def test_a_password_that_will_not_do_is_not_even_sent_and_two_must_be_the_same() -> None:
    server = Server()
    app = MaracApp(
        entrance=(entrance := Entrance(None, server)),
        first=entrance.first(invitation=INVITATION),
    )
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "chair and coordinator need six digits besides")
        await pilot.press(*"short", "enter", *"short", "enter")
        await until_shown(pilot, "Take a longer password")
        await pilot.press(*PASSWORD, "enter", *"something else", "enter")
        await until_shown(pilot, "The two are not the same.")
        fields = [line.value for line in app.screen.query(Line)]
        assert fields == ["", ""]
        assert app.focused is app.screen.query_one("#password")
    assert server.asked == []


async def typed_at_once(app: MaracApp, *keys: str) -> None:
    """As from hands that do not wait: all of it is there before any of it is taken."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_what_is_typed_ahead_goes_to_the_field_that_enter_leads_to() -> None:
    server = Server(JOINED)
    app = app_for(server)
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "The coordinator sent you an invitation.")
        typed = (*str(INVITATION), "enter", *PASSWORD, "enter", *PASSWORD, "enter")
        await typed_at_once(app, *(" " if key == "space" else key for key in typed))
        await until(pilot, lambda: isinstance(app.screen, LobbyScreen), "the lobby")
    (asked,) = server.asked
    assert isinstance(asked, Redeem)
    assert asked.password == PASSWORD


async def test_what_is_typed_while_the_server_is_asked_is_in_no_field_once_it_refuses() -> None:
    server = Server(NotLetIn(REFUSALS["not_let_in"], "not_let_in"))
    entrance = Entrance(None, server)
    app = MaracApp(entrance=entrance, first=entrance.log_in(Remembered(PLACE, "police", DEVICE)))
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "The server is")
        await typed_at_once(app, *PASSWORD, "enter", "enter", *"tangerine")
        await until_shown(pilot, "That is not right")
        assert [line.value for line in app.screen.query(Line)] == ["police", "", ""]
        await pilot.press("1")
        assert app.screen.query_one("#password", Line).value == "1"


async def test_who_needs_a_second_key_is_shown_it_in_groups_of_four() -> None:
    server = Server(
        ENROL, NotLetIn(REFUSALS["digits_not_right"], "digits_not_right", "totp"), JOINED
    )
    app = MaracApp(
        entrance=(entrance := Entrance(None, server)),
        first=entrance.first(invitation=INVITATION),
    )
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*PASSWORD, "enter", *PASSWORD, "enter")
        await until_shown(pilot, "ABCD EFGH IJKL MNOP", "otpauth://totp/MARAC%20Live:chair")
        await pilot.press("enter")
        await until_shown(pilot, "Six digits are expected")
        await pilot.press(*"111111", "enter")
        await until_shown(pilot, "Those are not the six digits of this moment.")
        await pilot.press(*"123 456".replace(" ", ""), "enter")
        await until(pilot, lambda: isinstance(app.screen, LobbyScreen), "the lobby")
    assert [q.totp for q in server.asked if isinstance(q, LogIn)] == ["111111", "123456"]


@pytest.mark.parametrize(("size", "is_there"), [((80, 31), False), ((80, 32), True)])
async def test_the_address_of_a_second_key_is_one_line_and_a_code_is_whole_or_not_there(
    size: tuple[int, int], *, is_there: bool
) -> None:
    uri = as_uri(b"k" * 20, "housing-representative")
    server = Server(Enrol(time=NOW, person="chair", secret="ABCDEFGHIJKLMNOP", uri=uri))
    app = MaracApp(
        entrance=(entrance := Entrance(None, server)),
        first=entrance.first(invitation=INVITATION),
    )
    async with app.run_test(size=size) as pilot:
        await pilot.press(*PASSWORD, "enter", *PASSWORD, "enter")
        await until_shown(pilot, uri)
        lines = [line.rstrip() for line in screen_text(app).splitlines()]
        assert uri in lines
        for line in code_lines(uri):
            assert any(line.rstrip() in there for there in lines) is is_there or not line.strip()
        assert (
            any("lines or more there is a code to scan" in each for each in lines) is not is_there
        )


def test_what_is_scanned_is_the_address() -> None:
    """Its modules are those of the code, with light around them."""
    uri = as_uri(b"k" * 20, "chair")
    upper, lower = ({block: pair[at] for pair, block in BLOCKS.items()} for at in (0, 1))
    drawn = [[of[char] for char in line] for line in code_lines(uri) for of in (upper, lower)]
    want = segno.make(uri, error="l", micro=False, boost_error=False).matrix_iter(border=QUIET)
    rows = [[int(each) for each in row] for row in want]
    assert drawn[: len(rows)] == rows
    assert not any(map(any, drawn[len(rows) :]))
    assert code_lines("x" * 5000) == ()


async def test_on_the_day_a_password_is_enough(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep(Remembered(PLACE, "police", DEVICE))
    server = Server(NotLetIn(REFUSALS["not_let_in"], "not_let_in"), JOINED)
    app = app_for(server, Memory(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "The server is 127.0.0.1:9.", "police")
        await pilot.press(*"some other words", "enter", *"123456", "enter")
        await until_shown(pilot, "That is not right: look at who you are")
        assert [line.value for line in app.screen.query(Line)] == ["police", "", ""]
        assert app.focused is app.screen.query_one("#password")
        await pilot.press(*PASSWORD, "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, LobbyScreen), "the lobby")
    last = server.asked[-1]
    assert isinstance(last, LogIn)
    assert (last.person, last.password, last.totp) == ("police", PASSWORD, None)
    assert last.device == DEVICE


async def test_who_is_remembered_can_still_use_a_new_invitation(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep(Remembered(PLACE, "police", DEVICE))
    app = app_for(Server(), memory)
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "The server is 127.0.0.1:9.")
        await pilot.press("ctrl+n")
        await until_shown(pilot, "The coordinator sent you an invitation.")
        await pilot.press("m", "enter")
        await until_shown(pilot, "That is not a whole invitation.")
        await pilot.press("escape")
    assert app.return_value == 1


async def test_an_invitation_without_an_address_asks_for_it() -> None:
    entrance = Entrance(None, Server())
    first = entrance.first(invitation=Invitation(b"s" * 16, b"p" * 32))
    app = MaracApp(entrance=entrance, first=first)
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Where is the server?")
        await pilot.press(*"room:x", "enter")
        await until_shown(pilot, "Write the address as host or host:port.")
        app.screen.query_one("#address", Line).value = "room:4000"
        await pilot.press("enter")
        await until_shown(pilot, "12 characters or more")


async def test_where_nobody_answers_it_can_be_tried_again_under_the_same_request() -> None:
    server = Server(NotReached("Nobody answers at 127.0.0.1:9."), JOINED)
    entrance = Entrance(None, server)
    app = MaracApp(entrance=entrance, first=entrance.first(invitation=INVITATION))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*PASSWORD, "enter", *PASSWORD, "enter")
        await until_shown(pilot, "Nobody answers at 127.0.0.1:9.")
        assert isinstance(app.screen, JoinScreen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LobbyScreen), "the lobby")
    first, second = server.asked
    assert first == second


async def test_where_nobody_answers_the_address_can_be_mended_on_the_same_screen() -> None:
    server = Server(NotReached("Nobody answers at 127.0.0.1:9."), JOINED)
    entrance = Entrance(None, server)
    app = MaracApp(entrance=entrance, first=entrance.first(invitation=INVITATION))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*PASSWORD, "enter", *PASSWORD, "enter")
        await until_shown(pilot, "Nobody answers at 127.0.0.1:9.", "127.0.0.1:9")
        assert app.focused is app.screen.query_one("#address")
        await pilot.press("ctrl+u", *"room:4000")
        await until_gone(pilot, "Nobody answers")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LobbyScreen), "the lobby")
    assert [place.address for place in server.places] == ["127.0.0.1:9", "room:4000"]
    assert server.asked[0] == server.asked[1]


async def test_what_was_wrong_is_said_until_it_is_mended_and_no_longer() -> None:
    app = app_for(Server())
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "The coordinator sent you an invitation.")
        await pilot.press("m", "enter")
        await until_shown(pilot, "That is not a whole invitation.")
        await paste(app, str(INVITATION))
        await until_gone(pilot, "That is not a whole invitation.")


# What a laptop keeps


def test_a_laptop_keeps_who_and_where_and_nothing_that_opens_anything(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "marac-live"
    Memory(folder).keep(Remembered(PLACE, "police", DEVICE))
    assert Memory(folder).recall() == Remembered(PLACE, "police", DEVICE)
    assert [path.name for path in folder.iterdir()] == [FILE]
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600


async def test_neither_password_nor_token_nor_code_is_kept(tmp_path: Path) -> None:
    entrance = Entrance(Memory(tmp_path), Server(JOINED))
    choose = entrance.first(invitation=INVITATION)
    await choose.go({"password": PASSWORD, "again": PASSWORD})
    kept = (tmp_path / FILE).read_text()
    assert "chair" in kept
    assert not [s for s in (PASSWORD, TOKEN, INVITATION.spoken) if s in kept]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"address": "a b", "pin": "", "person": 1}'])
def test_what_cannot_be_read_is_as_good_as_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    assert Memory(tmp_path).recall() is None


def test_a_borrowed_laptop_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    memory = Memory(None)
    memory.keep(Remembered(PLACE, "police", DEVICE))
    assert memory.recall() is not None
    assert list(tmp_path.iterdir()) == []
