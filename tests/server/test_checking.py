"""``verify``: what was changed in a journal, and what was cut off since a paper was made."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.protocol import Stage
from meeting.access import Reader
from meeting.commands import DeclareConflict
from meeting.papers import HEAD_DIGITS, action_list, head_stream
from meeting.streams import Kind
from server.audit import Act, Handed, What
from server.checking import read_heads, verify_store
from server.errors import OperatorError, StoreError
from server.journal import Entry, Held
from server.ledger import Ledger
from server.published.lists import papers_for
from server.sqlcipher_journal import SqlcipherJournal
from server.store import Store, opened_store
from server.verifying import problems_of
from server.wal import Condition, condition_of
from server.which_meeting import of_printed
from tests.given import A_PLAN, a_hearing, heads_of
from tests.rooms import CHEAP, PASSPHRASE, arranged
from tests.server.writing import an_arranged_journal

HELD = an_arranged_journal().read_all()
MEETING = A_PLAN.id


# A journal


STREAMS = [e.stream for e in HELD.entries]
FOLLOWED = [at for at, name in enumerate(STREAMS) if name in STREAMS[at + 1 :]]
"""Where something of the same stream comes after: what ends a stream only papers can miss."""
NEIGHBOURS = [(at, STREAMS.index(STREAMS[at], at + 1)) for at in FOLLOWED]


@st.composite
def tampered(draw: st.DrawFn) -> tuple[Entry, ...]:
    """The entries of a journal, with one edited, taken out, or put in another's place."""
    entries = list(HELD.entries)
    match draw(st.sampled_from(("edit", "remove", "close the gap", "swap", "hash"))):
        case "edit":
            at = draw(st.integers(0, len(entries) - 1))
            entries[at] = replace(entries[at], body=entries[at].body + b" ")
        case "remove":
            del entries[draw(st.integers(0, len(entries) - 2))]
        case "close the gap":
            del entries[draw(st.sampled_from(FOLLOWED))]
            entries = [replace(e, position=n) for n, e in enumerate(entries, start=1)]
        case "swap":
            one, two = draw(st.sampled_from(NEIGHBOURS))
            first, second = entries[one], entries[two]
            entries[one] = replace(second, position=first.position)
            entries[two] = replace(first, position=second.position)
        case _:
            at = draw(st.integers(0, len(entries) - 1))
            entries[at] = replace(entries[at], hash="0" * 64)
    return tuple(entries)


@given(tampered())
@settings(max_examples=200, deadline=None)
def test_any_entry_that_is_edited_removed_or_moved_is_found(entries: tuple[Entry, ...]) -> None:
    assert problems_of(MEETING, HELD) == ()
    assert problems_of(MEETING, Held(entries, HELD.answers)) != ()


# A store, and what was printed of it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, A_PLAN)
    return tmp_path


def verified(folder: Path, *heads: str, papers: tuple[Path, ...] = ()) -> None:
    with opened_store(folder, PASSPHRASE) as store:
        printed = read_heads(heads, papers)
        verify_store(store, printed, lambda: of_printed(store, printed, None))


def on_journal(folder: Path, *statements: str) -> None:
    """Changes a journal as only who has its key could."""
    with opened_store(folder, PASSPHRASE) as store:
        known = store.known()
        path, key = folder / "meetings" / known.file, store._key_of(known)
        with closing(SqlcipherJournal(path, key)) as journal, journal._database.atomic():
            for statement in statements:
                journal._database.execute(statement)


def ledger_of(store: Store) -> Ledger:
    with closing(store.open_meeting(store.known())) as journal:
        return Ledger.replayed(journal.meeting, journal.epoch, journal.read_all())


def a_paper(folder: Path, kind: str) -> Path:
    """A paper for the chair, who may read the room before anybody has signed."""
    with opened_store(folder, PASSPHRASE) as store:
        ledger = ledger_of(store)
        heads = {stream: ledger.head(stream) for stream in ledger.streams}
        chair = store.office.reader("chair")
        assert chair is not None
        made = papers_for(ledger.state, chair, heads)
    (name,) = [n for n in made if n.startswith("action-list") and n.endswith(kind)]
    (folder / name).write_bytes(made[name])
    return folder / name


def test_what_was_cut_off_is_found_with_a_paper(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = (a_paper(folder, "docx"),)
    verified(folder, papers=papers)
    agrees = capsys.readouterr().out.splitlines()[-1]
    assert agrees.startswith(f"{papers[0]}: agrees with the record, up to ")
    assert "room:" in agrees
    last = max(e.position for e in HELD.entries if e.stream == "room")
    number = HELD.entries[last - 1].number
    on_journal(
        folder,
        f"DELETE FROM entry WHERE position = {last}",  # noqa: S608 - a number of our own
        f"UPDATE entry SET position = position - 1 WHERE position > {last}",  # noqa: S608 - as above
    )
    verified(folder)
    capsys.readouterr()
    with pytest.raises(StoreError, match="Not whole"):
        verified(folder, papers=papers)
    assert f"Number {number} of room is not the one that was printed" in capsys.readouterr().out


@pytest.mark.parametrize("kept", range(0, 8, 2))
def test_a_meeting_that_is_badly_damaged_is_told_by_verify_and_not_laid_to_the_disk(
    folder: Path, kept: int, capsys: pytest.CaptureFixture[str]
) -> None:
    file = next((folder / "meetings").glob("*.db"))
    content = bytearray(file.read_bytes())
    for page in range(kept, len(content) // 4096):
        content[page * 4096 + 100 : page * 4096 + 200] = bytes(100)
    file.write_bytes(content)
    with pytest.raises(StoreError, match=f"Not whole: {MEETING}. Keep the files as they are"):
        verified(folder)
    assert f"{MEETING}: " in capsys.readouterr().out


def test_a_head_can_be_typed_from_paper_and_a_slip_is_told(folder: Path) -> None:
    with opened_store(folder, PASSPHRASE) as store:
        ledger = ledger_of(store)
        room = next(stream for stream in ledger.streams if stream.kind is Kind.ROOM)
        head = ledger.head(room)
    verified(folder, f"room:{head.number}:{head.hash[:16]}")
    verified(folder, f"room:{head.number}:{head.hash}")
    for wrong in (f"room:{head.number + 1}:{head.hash[:16]}", f"case-99:1:{head.hash[:16]}"):
        with pytest.raises(StoreError, match=r"Not on record as typed.*Compare its number"):
            verified(folder, wrong)
    with opened_store(folder, PASSPHRASE) as store:
        acts = [row.fact.what for row in store.audit.rows() if isinstance(row.fact, Act)]
    assert acts[-4:] == [What.VERIFIED] * 2 + [What.HEAD_DIFFERED] * 2
    for nonsense in ("room:1", f"room:{head.number}:{head.hash[:15]}", ""):
        with pytest.raises(OperatorError, match="is no head"):
            read_heads([nonsense], [])


def test_a_paper_without_heads_proves_nothing_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all,")
    with pytest.raises(OperatorError, match="has no heads"):
        read_heads([], [tmp_path / "letter.txt"])


def test_a_journal_that_ends_before_what_somebody_was_handed_is_found(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened_store(folder, PASSPHRASE) as store:
        number = max(e.number for e in HELD.entries if e.stream == "room")
        events = (("room", 1, number + 1),)
        store.audit.append([Handed(meeting=MEETING, connections=("c1",), events=events)])
    with pytest.raises(StoreError, match=f"Not whole: {MEETING}"):
        verified(folder)
    assert f"room ends before number {number + 1}, which somebody was handed" in (
        capsys.readouterr().out
    )


def test_rows_cut_off_the_audit_are_found_with_the_head_that_verify_printed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verified(folder)
    verified(folder)
    head = capsys.readouterr().out.splitlines()[-3].split("head ")[1]
    verified(folder, head)
    with opened_store(folder, PASSPHRASE) as store, store.audit._database.atomic() as database:
        database.execute("DELETE FROM row WHERE number > 0")
    verified(folder)
    with pytest.raises(StoreError, match=r"Not on record as typed: audit:\d+"):
        verified(folder, head)


def _remove(name: str) -> Callable[[Path], None]:
    def remove(folder: Path) -> None:
        for path in folder.glob(f"{name}*"):
            path.unlink()

    return remove


def test_an_audit_that_was_removed_is_not_made_anew(folder: Path) -> None:
    _remove("audit.db")(folder)
    with pytest.raises(StoreError, match=r"audit\.db is missing"):
        verified(folder)


# Heads on papers


def test_a_paper_has_the_heads_of_what_its_reader_may_read_and_of_nothing_else() -> None:
    """CON-1, OUT-2: no head tells of a case that is withheld, nor that there is a conflict."""
    reason = DeclareConflict(case="oak", reason="We are cousins.")
    world = a_hearing(Stage.PLANNING).after("housing", reason)
    heads = heads_of(world)
    assert {stream.kind for stream in heads} >= {Kind.ROOM, Kind.CASE, Kind.CONFLICT}
    named = {
        who: [head.stream for head in action_list(world.state, world.reader(who), heads).heads]
        for who in ("chair", "police", "housing")
    }
    assert named["chair"] == named["police"] == ["room", "case-1", "case-2", "case-3"]
    assert named["housing"] == ["room", "case-2", "case-3"]
    for head in action_list(world.state, world.reader("police"), heads).heads:
        stream = head_stream(world.state, head.stream)
        assert stream is not None
        assert (head.number, head.digits) == (
            heads[stream].number,
            heads[stream].hash[:HEAD_DIGITS],
        )
    assert action_list(world.state, Reader("nobody", "police"), heads).heads == ()


# The write-ahead log


def a_log(folder: Path) -> Path:
    """A database whose log holds several commits, as a kill left it."""
    living, killed = folder / "living", folder / "killed"
    with opened_store(living, PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, A_PLAN)
        for _ in range(3):
            store.audit.append([Handed(meeting=MEETING, connections=("c",), events=())])
        killed.mkdir()
        for path in living.glob("audit.db*"):
            (killed / path.name).write_bytes(path.read_bytes())
    return killed / "audit.db"


def test_a_log_that_was_torn_is_told_from_one_that_was_damaged_before(tmp_path: Path) -> None:
    database = a_log(tmp_path)
    log = database.with_name("audit.db-wal")
    content = log.read_bytes()
    assert condition_of(database) is Condition.WHOLE
    for cut in (1, 100, 4200):
        log.write_bytes(content[:-cut])
        assert condition_of(database) is Condition.TORN
    for at in (5, 20, 40, 500):
        log.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert condition_of(database) is Condition.DAMAGED
    log.write_bytes(b"")
    assert condition_of(database) is Condition.WHOLE


def test_a_sum_that_is_wrong_hides_no_commit_that_comes_after_it(tmp_path: Path) -> None:
    database = tmp_path / "plain.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
        plain.execute("CREATE TABLE said (words)")
        for words in ("one", "two", "three"):  # a commit each, and a frame each
            plain.execute("INSERT INTO said VALUES (?)", (words,))
        content = database.with_name("plain.db-wal").read_bytes()
    page = int.from_bytes(content[8:12], "big")
    second_sum = len(content) - 2 * (24 + page) + 16
    flipped = bytes([content[second_sum] ^ 1])
    copy = tmp_path / "copy.db"
    copy.with_name("copy.db-wal").write_bytes(
        content[:second_sum] + flipped + content[second_sum + 1 :]
    )
    assert condition_of(copy) is Condition.DAMAGED


def test_one_commit_after_a_torn_one_is_not_its_own_where_its_last_frame_is_the_torn_one(
    tmp_path: Path,
) -> None:
    """A single acknowledged commit after a commit that is not whole is damage, not a power cut."""
    database = tmp_path / "plain.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
        plain.execute("CREATE TABLE said (words)")
        for words in ("one", "two"):
            plain.execute("INSERT INTO said VALUES (?)", (words,))
        content = database.with_name("plain.db-wal").read_bytes()
    page = int.from_bytes(content[8:12], "big")
    sum_of_last_but_one = len(content) - 2 * (24 + page) + 16
    flipped = bytes([content[sum_of_last_but_one] ^ 1])
    copy = tmp_path / "copy.db"
    before, after = content[:sum_of_last_but_one], content[sum_of_last_but_one + 1 :]
    copy.with_name("copy.db-wal").write_bytes(before + flipped + after)
    assert condition_of(copy) is Condition.DAMAGED
