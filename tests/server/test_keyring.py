"""Keys at rest: passphrase, recovery key, and changing them."""

import json
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import files, keyring, office
from server.cli import main
from server.errors import OperatorError, StoreError
from server.keyring import Opener
from server.operations import Opening, change_keys
from server.recovery import RecoveryKey, parse_recovery_key
from server.store import Store, opened_store
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.test_store import ARRANGED, fill

ANOTHER = "nine lanterns by the old canal"


@pytest.fixture
def recovery(tmp_path: Path) -> RecoveryKey:
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        store.add_meeting("northvale-november", fill)
        assert store.identity.pin
        assert store.recovery_key is not None
        return store.recovery_key


def holds_everything(folder: Path, opener: Opener) -> bool:
    """Whether ``opener`` opens the store, its meeting and its TLS key, all of them whole."""
    try:
        with opened_store(folder, opener) as store:
            return is_all_there(store)
    except StoreError as error:
        assert "That is not the" in str(error)  # noqa: PT017 - anything else would be damage
        return False


def is_all_there(store: Store) -> bool:
    with closing(store.open_meeting(store.known())) as journal:
        assert journal.read_all().entries == ARRANGED
    assert store.identity.context(datetime.now(UTC)) is not None
    assert store.changed_files() == ()
    return True


def test_the_recovery_key_opens_the_store_and_is_kept_nowhere(
    tmp_path: Path, recovery: RecoveryKey
) -> None:
    assert holds_everything(tmp_path, recovery)
    with opened_store(tmp_path, PASSPHRASE) as store:
        assert store.recovery_key is None
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert recovery.secret not in content
            assert str(recovery).encode() not in content


@pytest.mark.parametrize("new", [ANOTHER, None])
def test_after_a_change_of_keys_only_the_new_ones_open(
    tmp_path: Path, recovery: RecoveryKey, new: str | None
) -> None:
    with opened_store(tmp_path, PASSPHRASE) as store:
        pin, control = store.identity.pin, store.control_key
        fresh = store.change_keys(new, PASSPHRASE)
        assert is_all_there(store)
    for opener, opens in ((PASSPHRASE, new is None), (ANOTHER, new is not None)):
        assert holds_everything(tmp_path, opener) == opens
    assert holds_everything(tmp_path, fresh)
    assert not holds_everything(tmp_path, recovery)
    with opened_store(tmp_path, fresh) as store:
        assert store.identity.pin == pin
        assert store.control_key != control


class _KilledError(Exception):
    """Ends the process where it stands."""


STEPS = (
    (office.Office, "prepare_keys"),
    (keyring.Keyring, "write"),
    (files, "_sync_folder"),
    (office.Office, "settle_keys"),
)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("place", "step"), STEPS, ids=[step for _, step in STEPS])
def test_killed_at_any_step_it_opens_with_the_old_or_with_the_new(
    tmp_path: Path,
    recovery: RecoveryKey,
    place: object,
    step: str,
    after: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    done = getattr(place, step)

    def killed(*arguments: object, **named: object) -> None:
        if after:
            done(*arguments, **named)
        raise _KilledError

    with opened_store(tmp_path, PASSPHRASE) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, step, killed)
        with pytest.raises(_KilledError):
            store.change_keys(ANOTHER, PASSPHRASE)
    old, new = (holds_everything(tmp_path, opener) for opener in (PASSPHRASE, ANOTHER))
    assert [old, new].count(True) == 1
    assert old == holds_everything(tmp_path, recovery)
    # And nothing of the change that was broken off stands in the way of the next one.
    with opened_store(tmp_path, PASSPHRASE if old else ANOTHER) as store:
        store.change_keys("seven herons over the weir", PASSPHRASE)
    assert holds_everything(tmp_path, "seven herons over the weir")


def test_every_byte_of_the_keyring_is_sealed(tmp_path: Path, recovery: RecoveryKey) -> None:
    path = tmp_path / "store.json"
    content = path.read_bytes()
    missed = []
    for at in range(0, len(content), 7):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        try:
            with opened_store(tmp_path, recovery):
                missed.append(at)
        except StoreError:
            pass
    path.write_bytes(content)
    assert missed == []
    assert holds_everything(tmp_path, recovery)


def test_a_server_key_that_was_exchanged_is_found(tmp_path: Path, recovery: RecoveryKey) -> None:
    certificate = tmp_path / "certificate.pem"
    certificate.write_bytes(certificate.read_bytes() + b"\n")
    with opened_store(tmp_path, recovery) as store:
        assert store.changed_files() == ("certificate.pem",)


# The recovery key on paper

SECRETS = st.binary(min_size=20, max_size=20).map(RecoveryKey)


@given(SECRETS, st.sampled_from(["-", " ", "", "\n"]))
def test_a_recovery_key_is_read_as_it_was_written(key: RecoveryKey, between: str) -> None:
    written = str(key).lower().replace("-", between).replace("0", "o").replace("1", "l")
    assert parse_recovery_key(written).secret == key.secret


@given(SECRETS, st.data())
def test_a_slip_of_the_pen_is_told(key: RecoveryKey, data: st.DataObject) -> None:
    written = str(key)
    at = data.draw(st.sampled_from([i for i, letter in enumerate(written) if letter != "-"]))
    other = data.draw(st.sampled_from([x for x in "23456789ABCDEFGH" if x != written[at]]))
    with pytest.raises(OperatorError, match=r"Group \d of the recovery key"):
        parse_recovery_key(written[:at] + other + written[at + 1 :])


def test_groups_that_changed_places_and_one_that_is_missing_are_told() -> None:
    first, second, *rest = str(RecoveryKey(bytes(range(20)))).split("-")
    with pytest.raises(OperatorError, match="Group 1 of"):
        parse_recovery_key("-".join([second, first, *rest]))
    with pytest.raises(OperatorError, match="9 groups of 5 characters; 40 characters"):
        parse_recovery_key("-".join([first, *rest]))


def test_a_weak_passphrase_makes_no_store_and_ends_no_old_one(
    tmp_path: Path, recovery: RecoveryKey
) -> None:
    with (
        pytest.raises(StoreError, match="passphrase: Take a longer password: 12 characters"),
        opened_store(tmp_path / "new", "short", create=True, cost=CHEAP),
    ):
        pass
    assert not (tmp_path / "new" / "store.json").exists()
    with (
        opened_store(tmp_path, recovery) as store,
        pytest.raises(StoreError, match="12 characters or more"),
    ):
        store.change_keys("short", recovery)
    assert holds_everything(tmp_path, PASSPHRASE)


# By command


@pytest.fixture
def _in_a_store(
    tmp_path: Path, recovery: RecoveryKey, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("MARAC_PASSPHRASE_FILE", raising=False)
    (tmp_path / "new").write_text(f"{ANOTHER}\n")
    (tmp_path / "written").write_text(f"{recovery}\n")
    monkeypatch.chdir(tmp_path)
    yield
    assert os.environ["MARAC_PASSPHRASE"]


@pytest.mark.usefixtures("_in_a_store")
def test_key_rotate_shows_a_new_recovery_key_on_the_screen_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["key", "rotate", "--store", ".", "--new-passphrase-file", "new"]) == 0
    shown = capsys.readouterr()
    fresh = parse_recovery_key(shown.err.splitlines()[-1])
    assert str(fresh) not in shown.out
    assert "unchanged" not in shown.out
    assert "the old passphrase and the old recovery key can open only copies" in shown.out
    assert holds_everything(tmp_path, fresh)
    assert holds_everything(tmp_path, ANOTHER)


@pytest.mark.usefixtures("_in_a_store")
def test_the_new_recovery_key_is_shown_before_anything_can_go_wrong_with_the_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads the output may have gone, as in ``key rotate | true``: the old key is void."""

    def nobody_reads(_: object = "") -> None:
        raise BrokenPipeError

    monkeypatch.setattr("server.operations.say", nobody_reads)
    with pytest.raises(BrokenPipeError):
        change_keys(Opening(tmp_path, PASSPHRASE, CHEAP), None)
    assert holds_everything(tmp_path, parse_recovery_key(capsys.readouterr().err.splitlines()[-1]))


@pytest.mark.usefixtures("_in_a_store")
def test_key_rotate_without_a_new_passphrase_says_that_the_old_one_still_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["key", "rotate", "--store", "."]) == 0
    said = capsys.readouterr().out
    assert said.startswith("The passphrase is unchanged: whoever knows it still opens the store.")
    assert "the old passphrase" not in said
    assert holds_everything(tmp_path, PASSPHRASE)


@pytest.mark.usefixtures("_in_a_store")
def test_key_recover_needs_no_passphrase_and_ends_the_key_that_it_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MARAC_PASSPHRASE")
    recover = ["key", "recover", "--store", ".", "--recovery-key-file", "written"]
    assert main(recover) == 2
    assert "Say what the passphrase is to be" in capsys.readouterr().err
    assert main([*recover, "--new-passphrase-file", "new"]) == 0
    assert holds_everything(tmp_path, ANOTHER)
    assert main([*recover, "--new-passphrase-file", "new"]) == 2
    assert "not the recovery key of this store" in capsys.readouterr().err
    monkeypatch.setenv("MARAC_PASSPHRASE", ANOTHER)


@pytest.mark.usefixtures("_in_a_store")
@pytest.mark.parametrize("change", ["rotate", "recover"])
def test_keys_are_not_changed_under_a_running_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    before = json.loads((tmp_path / "store.json").read_text())
    with opened_store(tmp_path, PASSPHRASE):
        given = ["--new-passphrase-file", "new", "--recovery-key-file", "written"]
        assert main(["key", change, "--store", ".", *given]) == 2
    assert "in use by a running server; stop that one first" in capsys.readouterr().err
    assert json.loads((tmp_path / "store.json").read_text()) == before
