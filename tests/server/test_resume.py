import pytest

from meeting.streams import ROOM, case_stream
from meeting.wire import Hello
from server.ledger import Ledger
from server.resume import Resumption, resumed
from tests.server.writing import an_arranged_journal

JOURNAL = an_arranged_journal()
LEDGER = Ledger.replayed(JOURNAL.meeting, JOURNAL.epoch, JOURNAL.read_all())
HEAD = LEDGER.head(ROOM)
THIRD = LEDGER.hash_at(ROOM, 3) or ""
OAK = case_stream("oak")
READABLE = frozenset({ROOM, OAK})
OURS = LEDGER.epoch


def hello(streams: dict[str, tuple[int, str]], epoch: str | None = OURS) -> Hello:
    return Hello(token="t" * 43, epoch=epoch, streams=streams)


def test_whoever_holds_nothing_gets_everything() -> None:
    assert resumed(LEDGER, READABLE, hello({}, epoch=None)) == Resumption({}, (), start_over=False)


def test_the_same_number_and_hash_go_on_from_there() -> None:
    found = resumed(LEDGER, READABLE, hello({"room": (3, THIRD)}))
    assert found == Resumption({ROOM: 3}, (), start_over=False)


@pytest.mark.parametrize(
    ("streams", "epoch"),
    [
        ({"room": (HEAD.number + 1, HEAD.hash)}, OURS),
        ({"room": (10**30, HEAD.hash)}, OURS),
        ({"room": (-1, HEAD.hash)}, OURS),
        ({"room": (3, "0" * 64)}, OURS),
        ({"room": (3, THIRD)}, "another"),
        ({"room": (3, THIRD)}, None),
        ({}, "another"),
        ({"room": (3, THIRD), "case/oak": (1, "0" * 64)}, OURS),
    ],
    ids=[
        "a number from the future",
        "far in the future",
        "below nothing",
        "another hash",
        "another epoch",
        "no epoch, yet streams",
        "another epoch, and nothing held",
        "one of two",
    ],
)
def test_another_record_starts_over(streams: dict[str, tuple[int, str]], epoch: str | None) -> None:
    found = resumed(LEDGER, READABLE, hello(streams, epoch))
    assert found == Resumption({}, (), start_over=True)


@pytest.mark.parametrize(
    "name", ["case/elm", "case/nowhere", "attic", "", "room/x", "\u202e", "//"]
)
def test_a_name_that_is_unknown_or_unreadable_is_withdrawn_whatever_its_hash(name: str) -> None:
    found = resumed(LEDGER, READABLE, hello({name: (7, "0" * 64), "room": (3, THIRD)}))
    assert found == Resumption({ROOM: 3}, (name,), start_over=False)
