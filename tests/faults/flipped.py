"""One byte of a store is changed, anywhere: it is found, or the store does not open.

``python -m tests.faults.flipped 1000`` tries so many places and says how many were found.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from meeting.commands import Attend
from meeting.decide import decide
from server.audit import Handed, Seated
from server.checking import verify_store
from server.errors import StoreError
from server.ledger import Ledger
from server.store import Store, opened_store
from tests.given import A_PLAN
from tests.rooms import CHEAP, PASSPHRASE, arranged

OUTSIDE = ("lock", "control.json")
"""They hold nothing: who has the store, and where its server is."""


@dataclass(frozen=True)
class Place:
    """A byte of the store, and what it is changed by."""

    state: str
    file: str
    at: int
    change: int


def a_store(folder: Path) -> dict[str, Path]:
    """The same store as its server closed it, and as a kill left it, with logs beside its files."""
    living, killed, closed = (folder / name for name in ("living", "killed", "closed"))
    with opened_store(living, PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, A_PLAN)
        assert store.identity.pin
        with closing(store.open_meeting(store.known())) as journal:
            ledger = Ledger.replayed(journal.meeting, journal.epoch, journal.read_all())
            for person in ("chair", "minutes", "housing"):
                _arrive(store, ledger, person)
                draft = ledger.draft()
                reader = store.office.reader(person)
                assert reader is not None
                now = store.clock.now()
                draft.add(decide(ledger.state, reader, Attend(), now), person, now)
                journal.append(draft.follows, draft.entries, ())
                ledger.take_in(draft)
            shutil.copytree(living, killed)
    shutil.copytree(living, closed)
    return {"killed": killed, "closed": closed}


def _arrive(store: Store, ledger: Ledger, person: str) -> None:
    number = ledger.position
    store.audit.append([Seated(meeting=A_PLAN.id, connection=person, person=person)])
    store.audit.append(
        [Handed(meeting=A_PLAN.id, connections=(person,), events=(("room", 1, min(number, 2)),))]
    )


def files(store: Path) -> list[Path]:
    """Those that hold something."""
    return [
        path
        for path in sorted(store.rglob("*"))
        if path.is_file()
        and path.name not in OUTSIDE
        and not path.name.endswith("-shm")
        and path.stat().st_size
    ]


def places(stores: dict[str, Path], how_many: int, seed: int) -> Iterator[Place]:
    """Half of them anywhere, the other half in a file of which every one is as likely."""
    chance = random.Random(seed)  # noqa: S311 - it is to be the same again, not secret
    for number in range(how_many):
        state = ("killed", "closed")[number % 2]
        there = files(stores[state])
        weights = [p.stat().st_size if number % 4 < 2 else 1 for p in there]
        (path,) = chance.choices(there, weights)
        at = chance.randrange(path.stat().st_size)
        yield Place(state, str(path.relative_to(stores[state])), at, chance.randrange(1, 256))


def is_found(store: Path, place: Place) -> bool:
    """Whether the change at ``place`` is found. The store is left as it was."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "store"
        shutil.copytree(store, copy)
        changed = copy / place.file
        content = bytearray(changed.read_bytes())
        content[place.at] ^= place.change
        changed.write_bytes(content)
        return not is_whole(copy)


def is_whole(store: Path) -> bool:
    """Whether ``verify`` finds nothing."""
    try:
        with opened_store(store, PASSPHRASE) as opened, redirect_stdout(StringIO()):
            verify_store(opened, ())
    except StoreError:
        return False
    return True


def main(how_many: int, seed: int) -> int:
    """Tries them and prints what was found, file by file."""
    tried, missed = Counter[str](), []
    with tempfile.TemporaryDirectory() as folder:
        stores = a_store(Path(folder))
        for place in places(stores, how_many, seed):
            kind = "meeting" + place.file[-3:] if "meetings" in place.file else place.file
            tried[f"{place.state} {kind}"] += 1
            if not is_found(stores[place.state], place):
                missed.append(place)
    for name, count in sorted(tried.items()):
        sys.stdout.write(f"{count:6} {name}\n")
    for place in missed:
        sys.stdout.write(f"missed: {place}\n")
    sys.stdout.write(f"found {how_many - len(missed)} of {how_many}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), int((sys.argv[2:] or ["1"])[0])))
