"""What each journal behind the interface promises."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlcipher3 import dbapi2

from meeting.chain import Head, following, start
from meeting.streams import ROOM
from server.errors import StoreError
from server.journal import Answer, Entry, Held, Journal, PositionTaken
from server.memory_journal import MemoryJournal
from server.sqlcipher_journal import SqlcipherJournal
from tests.server.writing import an_arranged_journal

KEY = bytes(range(32))
MEETING = "northvale-november"


def _in_memory(_folder: Path) -> Journal:
    return MemoryJournal(MEETING, "epoch-1")


def _encrypted(folder: Path) -> Journal:
    return SqlcipherJournal.create(folder / "journal.db", KEY, MEETING, "epoch-1")


@pytest.fixture(params=[_in_memory, _encrypted], ids=["memory", "sqlcipher"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    make: Callable[[Path], Journal] = request.param
    made = make(tmp_path)
    yield made
    made.close()


ARRANGED = an_arranged_journal().read_all().entries
ANSWER = Answer("a" * 32, "chair", "d" * 64, 1, 2)


def test_it_says_what_it_is_of(journal: Journal) -> None:
    assert (journal.meeting, journal.epoch) == (MEETING, "epoch-1")


def test_a_new_one_is_empty_and_whole(journal: Journal) -> None:
    assert journal.read_all() == Held((), ())
    assert journal.verify() == ()


def test_what_was_appended_is_read_back_in_order(journal: Journal) -> None:
    journal.append(0, ARRANGED[:2], (ANSWER,))
    journal.append(2, ARRANGED[2:], ())
    assert journal.read_all() == Held(ARRANGED, (ANSWER,))
    assert journal.verify() == ()


def test_an_answer_to_a_command_without_events_is_kept_too(journal: Journal) -> None:
    journal.append(0, ARRANGED, ())
    nothing = replace(ANSWER, first=len(ARRANGED) + 1, last=len(ARRANGED))
    journal.append(len(ARRANGED), (), (nothing,))
    assert journal.read_all().answers == (nothing,)
    assert journal.verify() == ()


@pytest.mark.parametrize("expected", [0, 3, -1])
def test_another_position_than_the_last_is_refused_and_nothing_written(
    journal: Journal, expected: int
) -> None:
    journal.append(0, ARRANGED[:2], ())
    with pytest.raises(PositionTaken):
        journal.append(expected, ARRANGED[2:3], (ANSWER,))
    assert journal.read_all() == Held(ARRANGED[:2], ())


def test_it_is_the_same_after_opening_it_again(journal: Journal) -> None:
    journal.append(0, ARRANGED, (ANSWER,))
    journal.reopen()
    assert journal.read_all() == Held(ARRANGED, (ANSWER,))
    journal.append(len(ARRANGED), (_next(ARRANGED),), ())
    assert len(journal.read_all().entries) == len(ARRANGED) + 1


def _next(entries: tuple[Entry, ...]) -> Entry:
    """A copy of the last event of the room, once more, rightly chained."""
    last = [entry for entry in entries if entry.stream == "room"][-1]
    head = following(Head(last.number, last.hash), last.body)
    return Entry(len(entries) + 1, "room", head.number, last.body, head.hash)


def _broken_chain(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return (*entries[:1], replace(entries[1], hash="0" * 64), *entries[2:])


def _gap(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(replace(e, number=e.number + 1) if e.number > 3 else e for e in entries)


def _changed_body(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    changed = entries[2].body.replace(b"Milo", b"Mila").replace(b"Petra", b"Petro")
    return (*entries[:2], replace(entries[2], body=changed), *entries[3:])


def _unknown_stream(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return (*entries, Entry(len(entries) + 1, "attic", 1, b"{}", "0" * 64))


def _of_another_kind(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    case = next(entry for entry in entries if entry.stream.startswith("case/"))
    last = [entry for entry in entries if entry.stream == "room"][-1]
    head = following(Head(last.number, last.hash), case.body)
    return (*entries, Entry(len(entries) + 1, "room", head.number, case.body, head.hash))


def _not_readable(_entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    head = following(start(MEETING, ROOM), b'{"v":99}')
    return (Entry(1, "room", 1, b'{"v":99}', head.hash),)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_broken_chain, "The chain of room is broken at number 2."),
        (_gap, "The chain of room is broken at number 5."),
        (_changed_body, "The chain of room is broken at number 3."),
        (_unknown_stream, f"Position {len(ARRANGED) + 1} is of a stream that nobody knows."),
        (_of_another_kind, "cannot be read."),
        (_not_readable, "Number 1 of room cannot be read."),
    ],
)
def test_verify_finds_what_is_wrong(
    journal: Journal, spoil: Callable[[tuple[Entry, ...]], tuple[Entry, ...]], sentence: str
) -> None:
    journal.append(0, spoil(ARRANGED), ())
    problems = journal.verify()
    assert any(problem.endswith(sentence) for problem in problems), problems


def test_verify_finds_an_answer_that_points_outside(journal: Journal) -> None:
    journal.append(0, ARRANGED[:1], (ANSWER,))
    assert journal.verify() == (
        f"The answer to command {ANSWER.command} points outside the journal.",
    )


def test_what_verify_says_holds_no_words_of_people(journal: Journal) -> None:
    journal.append(0, _broken_chain(_changed_body(ARRANGED)), ())
    assert "Oak" not in " ".join(journal.verify())


# Of the encrypted one alone


def test_the_file_holds_nothing_that_can_be_read(tmp_path: Path) -> None:
    journal = _encrypted(tmp_path)
    journal.append(0, ARRANGED, ())
    journal.close()
    content = (tmp_path / "journal.db").read_bytes()
    assert b"Oakhill" not in content
    assert b"SQLite format" not in content


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    journal = _encrypted(tmp_path)
    journal.append(0, ARRANGED, ())
    journal.close()
    path = tmp_path / "journal.db"
    content = bytearray(path.read_bytes())
    content[-100] ^= 0xFF
    path.write_bytes(bytes(content))
    spoiled = SqlcipherJournal(path, KEY)
    assert spoiled.verify()[0] == "The file journal.db is damaged."
    spoiled.close()


def test_its_migrations_are_recorded_with_what_they_did(tmp_path: Path) -> None:
    journal = SqlcipherJournal.create(tmp_path / "journal.db", KEY, MEETING, "epoch-1")
    rows = journal._database.execute("SELECT migration_set, name FROM _sqlite_migrations")
    assert rows.fetchall() == [("journal", "first_tables")]
    journal.close()


def test_what_it_acknowledges_is_on_the_disk_and_damage_is_looked_for(tmp_path: Path) -> None:
    """The settings of the very connection that writes; ``synchronous`` 2 is FULL."""
    journal = SqlcipherJournal.create(tmp_path / "journal.db", KEY, MEETING, "epoch-1")
    for opening in ("first", "again"):
        assert settings_of(journal) == {
            "synchronous": 2,
            "journal_mode": "wal",
            "foreign_keys": 1,
            "cell_size_check": 1,
            "trusted_schema": 0,
        }, opening
        journal.reopen()
    journal.close()


def settings_of(journal: SqlcipherJournal) -> dict[str, object]:
    names = ("synchronous", "journal_mode", "foreign_keys", "cell_size_check", "trusted_schema")
    return {name: journal._database.execute(f"PRAGMA {name}").fetchone()[0] for name in names}


class _Wilful(dbapi2.Connection):  # type: ignore[misc] # the library has no types
    """A connection that takes another value for one setting, as some disks and builds do."""

    setting: ClassVar[str]
    value: ClassVar[object]

    def execute(self, statement: str, *values: object) -> Any:
        asked = statement.startswith(f"PRAGMA {self.setting} =")
        return super().execute(
            f"PRAGMA {self.setting} = {self.value}" if asked else statement, *values
        )


@pytest.mark.parametrize(
    ("setting", "value"),
    [("synchronous", 1), ("journal_mode", "delete"), ("foreign_keys", 0), ("cell_size_check", 0)],
)
def test_it_does_not_open_where_a_setting_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: object
) -> None:
    monkeypatch.setattr(_Wilful, "setting", setting, raising=False)
    monkeypatch.setattr(_Wilful, "value", value, raising=False)
    monkeypatch.setattr(dbapi2, "connect", partial(dbapi2.connect, factory=_Wilful))
    with pytest.raises(StoreError, match=f"does not take the setting {setting}"):
        _encrypted(tmp_path)
