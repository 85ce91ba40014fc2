"""A byte that is changed on the disk is found (``python -m tests.faults.flipped 1000``)."""

from pathlib import Path

from tests.faults.flipped import a_store, files, is_found, is_whole, places


def test_one_changed_byte_anywhere_in_the_store_is_found(tmp_path: Path) -> None:
    stores = a_store(tmp_path)
    named = {path.name for path in files(stores["killed"])}
    assert {"store.json", "office.db", "audit.db-wal", "certificate.pem", "key.pem"} <= named
    assert [
        place for place in places(stores, 40, seed=7) if not is_found(stores[place.state], place)
    ] == []
    assert is_whole(stores["killed"])
    assert is_whole(stores["closed"])
