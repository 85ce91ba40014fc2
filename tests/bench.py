"""How long what has to be quick takes, against a plain piece of work in the same run.

`make bench` prints it; no test of the suite measures anything. It measures processor time, so that
others at work make little odds, and the floor with it: on a slower machine both are slower.

Forty new cases are compared with a thousand held ones (AG-7); the floor is one plain comparison of
every pair of their names, letter by letter, by the library alone. A coordinator's forty referrals
are imported, put in another order and published, and the agenda of one reader is made as CSV, Word
and PDF, each as its command does it: each is to take less than a second (AG-1, AG-6).

While a server runs, a meeting is published from one referral with the people of the last one, as an
emergency and as the sitting of another day: the whole of the command and what the server does for
it, with a passphrase that costs what it costs (AG-1, AG-9). A minute is what a person has for it,
who types one command and one yes.
"""

import asyncio
import csv
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from rapidfuzz.distance import OSA

from agenda.likeness import ComparedParty
from agenda.matching import likeness
from agenda.past.sameness import Parties, related
from agenda.plan import PartyKind
from meeting.agenda_paper import agenda_for
from server.cli import main as marac_server
from server.control import under_control
from server.keys import Cost
from server.operations import errands_of
from server.published.papers import agenda_files
from server.service import serving
from server.store import opened_store
from tests.agenda.referrals.given import HEADINGS, a_row
from tests.given import A_PLAN, Given, an_open_agenda, heads_of
from tests.rooms import CHEAP, PASSPHRASE

NEW: Final = 40
HELD: Final = 1000
RUNS: Final = 5
"""The quickest of so many counts: what else a machine does makes a run slower, never quicker."""
MOST_COMPARED: Final = 30.0
"""In floors. It was 51 before names were prepared once and passed over for their letters; since
then it has been seen between 6, where others were at work, and 19.
"""
MOST_OF_AN_ERRAND: Final = 10.0
"""In floors, of a tenth of a second or less each: so less than a second. Seen: up to 5."""
ERRANDS: Final = (
    f"{NEW} referrals imported",
    f"{NEW} cases put in another order",
    f"{NEW} cases published",
    f"The agenda of {NEW} cases for one reader, as CSV, Word and PDF",
)
MOST_AT_ONCE: Final = 60.0
"""In floors. A command derives the passphrase's key some times, so that it is mostly that."""
AT_ONCE: Final = (
    ("An emergency from one referral, published by a server that runs", ("emergency", "--at")),
    ("Another day's sitting from one referral, likewise", ("again", "--day", "tomorrow", "--at")),
)
PIECES: Final = [
    "an",
    "ba",
    "cor",
    "del",
    "en",
    "fa",
    "gra",
    "hol",
    "jo",
    "ka",
    "lor",
    "mi",
    "na",
    "ol",
    "pe",
    "ro",
    "sa",
    "ti",
    "vi",
    "wen",
    "ya",
    "ton",
    "ham",
    "ley",
]
PLAN: Final = """
id = "northvale-november"
area = "Northvale"
day = 2026-12-08
starts = 09:00:00
agencies = [
  { id = "police", name = "Police" },
  { id = "coordination", name = "MARAC coordination" },
]
people = [
  { id = "chair", name = "Insp Petra Oakes", agency = "police", role = "chair" },
  { id = "minutes", name = "Milo Penn", agency = "coordination", role = "minute_taker", coordinator = true },
]
"""  # noqa: E501 - as somebody writes it
FORTY_CASES: Final = A_PLAN.model_copy(
    update={
        "cases": tuple(
            A_PLAN.cases[n % 3].model_copy(update={"id": f"case-{n}"}) for n in range(NEW)
        )
    }
)
STORE: Final = ("--store", "store")


@dataclass(frozen=True, slots=True)
class Measured:
    """What took ``seconds`` of processor time, and how many times the floor it may take."""

    what: str
    seconds: float
    most: float

    def said(self, floor: float) -> str:
        """One line of the report."""
        ratio = self.seconds / floor
        return (
            f"{self.what}: {self.seconds:.2f} s of processor time, {ratio:.1f} times the floor "
            f"(at most {self.most:.1f})\n"
        )

    def is_too_slow(self, floor: float) -> bool:
        """Whether it took more than it may."""
        return self.seconds > self.most * floor


def _word(random: Random) -> str:
    return "".join(random.choices(PIECES, k=random.choice((2, 2, 3)))).capitalize()


def _party(random: Random, kind: PartyKind) -> ComparedParty:
    born = date(1960, 1, 1) + timedelta(days=random.randrange(20000))
    return ComparedParty(
        id=kind.value,
        kind=kind,
        name=f"{_word(random)} {_word(random)}",
        aliases=(_word(random),) if random.random() < 0.2 else (),
        born=born if random.random() < 0.8 else None,
        address=f"{random.randrange(200)} {_word(random)} Road",
    )


def _case(random: Random) -> Parties:
    return tuple(_party(random, kind) for kind in (PartyKind.VICTIM, PartyKind.PERPETRATOR))


def took(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    began = process_time()
    work()
    return process_time() - began


def compare_plainly(new: list[Parties], held: list[Parties]) -> None:
    """The floor."""
    for one, other in product(new, held):
        for mine, theirs in zip(one, other, strict=True):
            OSA.normalized_similarity(mine.name, theirs.name)


def compare(new: list[Parties], held: list[Parties]) -> int:
    """How many of the new cases may be repeats."""
    return sum(related(one, other, likeness) is not None for one, other in product(new, held))


def command(*words: str, cost: Cost = CHEAP) -> None:
    """``marac-server …``, with nothing printed. Raises RuntimeError if it does not go."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        if marac_server([*words, *STORE], cost=cost) != 0:
            raise RuntimeError(said.getvalue())


def errand(*words: str) -> None:
    """``marac-server agenda …``."""
    command("agenda", *words)


def referrals(many: int = NEW) -> Iterator[list[object]]:
    """A coordinator's file, with as many families that are not alike."""
    yield list(HEADINGS)
    for n in range(many):
        first, second = chr(97 + n % 26), chr(97 + n // 26)
        yield a_row(
            victim=f"Anw{first}n Oak{second}hill",
            born="1/3/1979",
            perpetrators=f"Dal{first} Oak{second}ham",
            perp_born="n/k",
            address=f"{n} Mill Lane",
        )


def one_agenda(given: Given) -> Callable[[], object]:
    """Makes the files of one reader, with the words of every case in them."""
    heads, reader = heads_of(given), given.reader("police")
    return lambda: agenda_files(agenda_for(given.state, reader, heads), "agenda")


def one_day() -> tuple[float, ...]:
    """A store that is new: seconds of the import, the order, the publishing and one agenda."""
    Path("plan.toml").write_text(PLAN, encoding="utf-8")
    written(NEW)
    errand("new", "plan.toml")
    return (
        took(lambda: errand("import", "referrals.csv", "--heading", "Notes=keep", "--yes")),
        took(lambda: errand("move", "40", "--to", "1")),
        took(lambda: errand("publish")),
        took(one_agenda(an_open_agenda(FORTY_CASES))),
    )


def days() -> Iterator[tuple[float, ...]]:
    """One that makes the program read what it reads once, and those that count."""
    os.environ["MARAC_PASSPHRASE"] = PASSPHRASE
    for _ in range(1 + RUNS):
        with TemporaryDirectory() as folder, chdir(folder):
            yield one_day()


def written(many: int) -> None:
    """The file, in this folder."""
    with Path("referrals.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(referrals(many))


async def asked_of_a_server(*words: str) -> float:
    """Seconds that a command takes which asks the server of this folder, and the server with it."""
    with opened_store(Path("store"), PASSPHRASE) as store:
        async with serving(store) as service:
            errands, key = errands_of(store, service), store.control_key
            async with under_control(store.folder, key, service.meeting, errands):
                began = process_time()
                await asyncio.to_thread(errand, *words)
                return process_time() - began


def at_once(do: str, *words: str) -> float:
    """Seconds of a meeting that is there by one command, in a store that is new."""
    with TemporaryDirectory() as folder, chdir(folder):
        Path("plan.toml").write_text(f"cases = []{PLAN}", encoding="utf-8")
        command("arrange", "plan.toml", "--invitations", "invitations", cost=Cost())
        written(1)
        keep = ("--heading", "Notes=keep", "--yes")
        return asyncio.run(asked_of_a_server(do, "referrals.csv", *words, "14:30", *keep))


def main() -> int:
    """Prints what was measured; 1 if anything is too slow."""
    random = Random(7)  # noqa: S311 - the same cases each time, and no secret
    new, held = ([_case(random) for _ in range(many)] for many in (NEW, HELD))
    likeness(new[0][0], held[0][0])  # what is read only once a process
    floor = min(took(lambda: compare_plainly(new, held)) for _ in range(RUNS))
    compared = min(took(lambda: compare(new, held)) for _ in range(RUNS))
    _, *counted = days()
    whole = (
        Measured(f"{NEW} new cases against {HELD:,} held ones", compared, MOST_COMPARED),
        *(
            Measured(what, min(seconds), MOST_OF_AN_ERRAND)
            for what, seconds in zip(ERRANDS, zip(*counted, strict=True), strict=True)
        ),
        *(
            Measured(what, min(at_once(*words) for _ in range(RUNS)), MOST_AT_ONCE)
            for what, words in AT_ONCE
        ),
    )
    sys.stdout.write(f"The floor is {floor:.3f} s.\n")
    sys.stdout.writelines(each.said(floor) for each in whole)
    return int(any(each.is_too_slow(floor) for each in whole))


if __name__ == "__main__":
    sys.exit(main())
