import json
import os
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from agenda.draft import Draft
from agenda.plan import PlannedCase
from server.errors import StoreError
from server.journal import Journal
from server.keys import Cost, WrongKey, unwrap, wrap
from server.store import Store, opened_store
from tests.given import A_PLAN
from tests.server.writing import an_arranged_journal

PASSPHRASE = "a long enough passphrase"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
ARRANGED = an_arranged_journal().read_all().entries


def fill(journal: Journal) -> None:
    journal.append(0, ARRANGED, ())


def make(folder: Path, *meetings: str) -> None:
    with opened_store(folder, PASSPHRASE, create=True, cost=CHEAP) as store:
        for meeting in meetings or ("northvale-november",):
            store.add_meeting(meeting, fill)


def meeting_file(folder: Path) -> Path:
    return next(folder.glob("meetings/*.db"))


def open_everything(store: Store) -> None:
    store.open_meeting(store.known()).close()
    assert store.identity.pin
    store.identity.context(datetime.now(UTC))


def test_what_was_put_in_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    make(tmp_path)
    with (
        opened_store(tmp_path, PASSPHRASE) as store,
        closing(store.open_meeting(store.known())) as journal,
    ):
        assert journal.read_all().entries == ARRANGED
        assert journal.verify() == ()


def test_a_passphrase_is_the_same_however_its_accents_are_typed(tmp_path: Path) -> None:
    with opened_store(tmp_path, "eleven caf\u00e9s", create=True, cost=CHEAP) as store:
        assert store.office.meetings() == ()
    with opened_store(tmp_path, "eleven cafe\u0301s") as store:
        assert store.office.meetings() == ()


def test_the_pin_stays_the_same(tmp_path: Path) -> None:
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        pin = store.identity.pin
    with opened_store(tmp_path, PASSPHRASE) as store:
        assert store.identity.pin == pin
        assert store.identity.context(datetime.now(UTC)) is not None


def test_the_tls_key_is_on_the_disk_only_encrypted(tmp_path: Path) -> None:
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        assert "ENCRYPTED" in store.identity.key.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_everything_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    make(folder)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "meetings")}
    assert modes == {0o600}
    assert folders == {0o700}


def test_file_names_say_nothing_of_a_meeting(tmp_path: Path) -> None:
    make(tmp_path)
    assert not [path for path in tmp_path.rglob("*") if "northvale" in path.name]


def test_a_wrong_passphrase_is_said(tmp_path: Path) -> None:
    make(tmp_path)
    with pytest.raises(StoreError, match="not the passphrase"), opened_store(tmp_path, "wrong"):
        pass


def test_a_folder_without_a_store_is_said_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store"), opened_store(tmp_path, PASSPHRASE):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_second_one_on_the_same_store_is_turned_away(tmp_path: Path) -> None:
    make(tmp_path)
    with (
        opened_store(tmp_path, PASSPHRASE),
        pytest.raises(StoreError, match="in use by a running server"),
        opened_store(tmp_path, PASSPHRASE),
    ):
        pass


def test_a_meeting_is_not_arranged_twice(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="arranged already"):
        make(tmp_path, "northvale-november", "northvale-november")


def test_which_meeting_has_to_be_said_when_there_are_several(tmp_path: Path) -> None:
    make(tmp_path, "a", "b")
    with opened_store(tmp_path, PASSPHRASE) as store:
        assert store.known("b").id == "b"
        for asked in (None, "c"):
            with pytest.raises(StoreError, match="the store holds: a, b"):
                store.known(asked)


@pytest.mark.parametrize(
    ("cases", "step"),
    [
        ((), "agenda import FILE --meeting {id}"),
        (A_PLAN.cases, "agenda publish --meeting {id} --invitations FOLDER"),
    ],
)
def test_a_store_with_a_draft_alone_names_the_one_command_that_is_next(
    tmp_path: Path, cases: tuple[PlannedCase, ...], step: str
) -> None:
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        with pytest.raises(StoreError, match=r"arrange one with: arrange PLAN\.toml"):
            store.known()
        plan = A_PLAN.model_copy(update={"cases": cases})
        store.office.drafts.add(Draft(plan=plan))
        with pytest.raises(StoreError, match=f"only drafts: {plan.id}") as said:
            store.known()
        assert str(said.value).endswith(f"The next step is: {step.format(id=plan.id)}")
        assert str(said.value).count("agenda ") == 1


def _lose_the_key(folder: Path) -> None:
    (folder / "store.json").unlink()


def _lose_the_office(folder: Path) -> None:
    for path in folder.glob("office.db*"):
        path.unlink()


def _spoil_the_cost(folder: Path, **cost: object) -> None:
    facts = json.loads((folder / "store.json").read_text())
    facts["cost"].update(cost)
    (folder / "store.json").write_text(json.dumps(facts))


def _write_rubbish(folder: Path) -> None:
    (folder / "store.json").write_text("rubbish")


def _foreign_office(folder: Path) -> None:
    (folder / "office.db").write_bytes(b"not ours" * 1000)


def _foreign_meeting(folder: Path) -> None:
    meeting_file(folder).write_bytes(os.urandom(8192))


def _missing_meeting(folder: Path) -> None:
    meeting_file(folder).unlink()


def _spoilt_tls_key(folder: Path) -> None:
    with opened_store(folder, PASSPHRASE) as store:
        store.identity.key.write_text("rubbish")


def _spoilt_certificate(folder: Path) -> None:
    with opened_store(folder, PASSPHRASE) as store:
        store.identity.certificate.write_bytes(b"garbage\xff")


def _lost_certificate(folder: Path) -> None:
    with opened_store(folder, PASSPHRASE) as store:
        store.identity.certificate.unlink()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_lose_the_key, "store.json is missing"),
        (_lose_the_office, "office.db is missing"),
        (partial(_spoil_the_cost, memory_kib=10**12), "store.json is damaged"),
        (partial(_spoil_the_cost, passes=10**9), "store.json is damaged"),
        (partial(_spoil_the_cost, lanes=10**9), "store.json is damaged"),
        (partial(_spoil_the_cost, lanes=0), "store.json is damaged"),
        (partial(_spoil_the_cost, passes="3"), "store.json is damaged"),
        (_write_rubbish, "store.json is damaged"),
        (_foreign_office, "office.db is not a database of this store"),
        (_foreign_meeting, "is not a database of this store"),
        (_missing_meeting, "is missing; put it back"),
        (_spoilt_tls_key, "TLS key does not open"),
        (_spoilt_certificate, "certificate cannot be read"),
        (_lost_certificate, "certificate cannot be read"),
    ],
)
def test_what_is_wrong_with_a_store_is_said_in_a_sentence(
    tmp_path: Path, spoil: Callable[[Path], None], sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path)
    spoil(tmp_path)
    with (
        pytest.raises(StoreError, match=sentence),
        opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store,
    ):
        open_everything(store)
    assert capfd.readouterr().err == ""


def test_a_meeting_exists_only_once_it_is_filled(tmp_path: Path) -> None:
    def fail(_journal: Journal) -> None:
        raise StoreError("the plan will not do")

    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        with pytest.raises(StoreError):
            store.add_meeting("northvale-november", fail)
        assert store.office.meetings() == ()
        assert store.unknown_files() == ()
    assert list(tmp_path.glob("meetings/*")) == []


def test_an_office_that_is_lost_is_not_made_anew(tmp_path: Path) -> None:
    make(tmp_path)
    _lose_the_office(tmp_path)
    with (
        pytest.raises(StoreError, match=r"office\.db is missing"),
        opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP),
    ):
        pass
    assert not (tmp_path / "office.db").exists()


def test_the_file_of_a_meeting_that_the_office_does_not_know_is_found(tmp_path: Path) -> None:
    make(tmp_path)
    old_office = (tmp_path / "office.db").read_bytes()
    before = meeting_file(tmp_path).name
    make(tmp_path, "another")
    (tmp_path / "office.db").write_bytes(old_office)
    with opened_store(tmp_path, PASSPHRASE) as store:
        (unknown,) = store.unknown_files()
    assert unknown != before


def test_a_wrapped_key_opens_only_as_what_it_belongs_to() -> None:
    key, secret = bytes(32), b"secret" * 4
    wrapped = wrap(key, secret, "meeting a")
    assert unwrap(key, wrapped, "meeting a") == secret
    for other_key, owner, sealed in (
        (key, "meeting b", wrapped),
        (bytes([1] * 32), "meeting a", wrapped),
        (key, "meeting a", wrapped[:-1]),
        (key, "meeting a", b""),
    ):
        with pytest.raises(WrongKey):
            unwrap(other_key, sealed, owner)


def test_guessing_a_passphrase_costs_at_least_64_mib() -> None:
    assert Cost().memory_kib >= 64 * 1024
