"""What reaches a real terminal, byte by byte; and that nothing reaches the disk."""

import signal
import sys
from pathlib import Path

import pytest

from client.private import FAILED
from tests.client.hostile import MARKUP, completed, with_text
from tests.client.on_a_terminal import CANARY, LOCKED, OPEN, READY, WIPED, Played, played
from tests.client.scenes import in_planning

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows"),
    pytest.mark.xdist_group("terminal"),
]
BYTES = CANARY.encode()


def assert_nothing_is_left(run: Played) -> None:
    """The terminal was wiped, and nothing was written to it after that."""
    _, wiped, after = run.written.rpartition(WIPED)
    assert wiped
    assert BYTES not in after


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Played, Path]:
    """Locked and unlocked once for several tests, and the folder that it could write to."""
    folder = tmp_path_factory.mktemp("locked")
    return played("lock", folder), folder


def test_not_one_byte_of_a_case_is_written_while_it_is_locked(
    locked: tuple[Played, Path],
) -> None:
    """Not on resizing, on what others do, on notes, without the server, nor at a wrong password."""
    run, _ = locked
    assert (run.code, run.noted) == (0, {})
    before, *rest = run.written.split(LOCKED)
    assert len(rest) == 1
    while_locked, opened, after = rest[0].partition(OPEN)
    assert b"This screen is locked." in while_locked
    assert opened
    assert BYTES in before
    assert BYTES in after
    assert BYTES not in while_locked
    assert b"Northvale" not in while_locked
    assert list(run.unmeant) == []
    assert_nothing_is_left(run)


@pytest.mark.parametrize(
    "how", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT], ids=lambda s: s.name
)
def test_who_is_ended_from_outside_leaves_nothing_on_the_terminal(
    tmp_path: Path, how: signal.Signals
) -> None:
    run = played("stay", tmp_path, kill=how)
    assert run.code == 128 + how
    assert BYTES in run.written.partition(READY)[0]
    assert_nothing_is_left(run)


def test_whose_terminal_is_taken_away_without_a_word_ends_as_well(tmp_path: Path) -> None:
    """Nobody is left in the room, and nothing is read for ever from where nobody writes."""
    run = played("stay", tmp_path, leave=True)
    assert run.code == 128 + signal.SIGHUP
    assert files_with_a_canary(tmp_path) == []


def test_a_fault_of_ours_leaves_a_sentence_and_nothing_else(tmp_path: Path) -> None:
    run = played("fail", tmp_path)
    assert run.code == 1
    assert_nothing_is_left(run)
    assert files_with_a_canary(tmp_path) == []
    sentence = FAILED.format(kind="AssertionError")
    assert run.written.partition(WIPED)[2].decode().replace("\r\n", "").endswith(sentence)


def test_the_client_writes_nothing_of_a_case_to_the_disk(locked: tuple[Played, Path]) -> None:
    _, folder = locked
    assert files_with_a_canary(folder) == []


def files_with_a_canary(folder: Path) -> list[str]:
    """The files below ``folder`` that hold something of a case."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if BYTES in path.read_bytes()]


IN_THE_ROOM = frozenset(
    {"RoomScreen", "LobbyScreen", "SummaryScreen", "HelpScreen", "FormScreen", "JoinScreen"}
    | {"WordsField", "ChoiceField", "SeveralField", "Listing", "Painted", "KeyBar", "Line"}
)


@pytest.mark.parametrize(
    ("person", "visited"),
    [
        ("chair", IN_THE_ROOM),
        ("housing", IN_THE_ROOM),
        ("deputy", {"DoorScreen", "JoinScreen"}),
    ],
)
def test_hostile_text_in_every_field_makes_the_terminal_do_nothing(
    tmp_path: Path, person: str, visited: frozenset[str]
) -> None:
    """Every tab, form and screen, with every text of every event as an enemy would write it."""
    run = played(f"visit-{person}", tmp_path)
    assert (run.code, run.noted.get("failed")) == (0, None)
    assert list(run.unmeant) == []
    assert visited <= set(run.noted["visited"])
    assert_nothing_is_left(run)
    if person != "deputy":
        assert set(run.noted["shown"]) == set(MARKUP)


def test_every_kind_of_event_that_carries_text_is_given_to_the_screens() -> None:
    """Found from the models; a new one is given to them without being written down here."""
    happened = {type(recorded.event) for _, recorded in completed(in_planning()).journal}
    assert set(with_text()) <= happened
    fields = [field for found in with_text().values() for field in found]
    assert ("wording", "text") in fields
    assert ("protocol", "declaration", "text") in fields
