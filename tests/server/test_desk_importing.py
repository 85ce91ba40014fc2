"""A coordinator's file of referrals, handed in at the desk over a socket. AG-6, CON-3, CON-6."""

import asyncio
import sys
import threading
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agenda.draft import Draft, Standing, listed
from agenda.plan import Agency
from agenda.referrals.file import Opened
from agenda.referrals.table import LARGEST_FILE, UnreadableFile
from meeting.desk import MOST_HANDED_IN, PIECE, HandInPiece
from meeting.words import Refused
from server.accounts import Post
from server.audit import Act, RefusedAccess, What
from server.clock import Clock
from server.coordinating import importing
from server.coordinating.handed_in import FILE_TOO_LARGE, GONE, KEPT_FOR, HandedIn
from server.reading_apart import opened_apart
from tests.agenda.referrals.given import AGENCIES, HEADINGS, a_row, as_csv, fourteen
from tests.agenda.referrals.hostile import HOSTILE, a_bomb
from tests.agenda.referrals.workbooks import a_workbook, of_sheets
from tests.given import A_PLAN
from tests.server.laptop import Doors, Laptop, open_doors

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DRAFT = "northvale-december"
FILE = "f" * 32
KNOWN = [["Notes", "keep"]]
MINA: list[object] = a_row(victim="Mina Hart", perpetrators="Carl Hart", born="1/2/1990",
                           children="", address="9 Elm Road, Northvale")  # fmt: skip
BAD: list[object] = a_row(victim="Jo Penrose", perpetrators="Max Tully", born="31/2/1990",
                          address="3 Quay Street, Northvale", children="")  # fmt: skip
MILOS: list[object] = a_row(victim="Milo Penn", perpetrators="Gina Canary", born="1/2/1991",
                            children="", address="5 Elm Road, Northvale")  # fmt: skip


def drafted(doors: Doors) -> None:
    """An empty draft; the minute-taker is the coordinator."""
    there = {agency.id for agency in A_PLAN.agencies}
    more = tuple(Agency(id=i, name=n) for i, n in AGENCIES.items() if i not in there)
    agencies = (*A_PLAN.agencies, *more)
    plan = A_PLAN.model_copy(update={"id": DRAFT, "cases": (), "agencies": agencies})
    doors.store.office.drafts.add(Draft(plan=plan))
    doors.store.office.accounts.give_post("minutes", Post.COORDINATOR)


class StoppedClock(Clock):
    """It says what it is told."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at

    def now(self) -> datetime:
        return self.at


def refusing(words: str) -> AbstractContextManager[Any]:
    return pytest.raises(Refused, match=words)


def a_file(*rows: list[object]) -> bytes:
    """A CSV file with these rows."""
    return as_csv([HEADINGS, *rows]).encode()


def pieces(content: bytes) -> Iterator[dict[str, Any]]:
    text = b64encode(zlib.compress(content)).decode()
    for number, start in enumerate(range(0, len(text), PIECE), 1):
        yield {"kind": "hand_in_piece", "file": FILE, "piece": number,
               "content": text[start : start + PIECE]}  # fmt: skip


async def asks(laptop: Laptop, **act: Any) -> dict[str, Any]:
    """Asks the desk and returns the answer."""
    chosen = laptop.new_id()
    asked = {"meeting": DRAFT} | act
    await laptop.say({"kind": "ask_desk", "id": chosen, "act": asked})
    while (frame := await laptop.next()).get("id") != chosen:
        pass
    return frame


async def hands_in(laptop: Laptop, content: bytes) -> None:
    for piece in pieces(content):
        answer = await asks(laptop, **piece)
        assert answer["kind"] == "desk_shown", answer
        assert answer["desk"]["handed_in"] == piece["piece"]


async def reads(laptop: Laptop, **act: Any) -> dict[str, Any]:
    """The report on what was handed in."""
    facts = {"kind": "read_referrals", "file": FILE, "headings": KNOWN} | act
    answer = await asks(laptop, **facts)
    assert answer["kind"] == "desk_shown", answer
    report: dict[str, Any] = answer["desk"]["report"]
    return report


async def imports(laptop: Laptop, report: dict[str, Any], **act: Any) -> dict[str, Any]:
    facts = {"kind": "import_referrals", "file": FILE, "version": report["version"]} | act
    return await asks(laptop, **facts)


def draft(doors: Doors) -> Draft:
    return doors.store.office.drafts.draft(DRAFT)


def victims(doors: Doors) -> list[str]:
    return [referral.victim.name for referral in listed(draft(doors))]


async def test_a_workbook_is_reported_on_and_then_comes_in_ag_6(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        coordinator = await doors.joined("minutes")
        await hands_in(coordinator, a_workbook(fourteen()))
        report = await reads(coordinator)
        assert report["importable"] == "all"
        assert any("Row 6: there is no safe contact." in line for line in report["lines"])
        assert not victims(doors)

        done = (await imports(coordinator, report))["desk"]
        assert done["report"]["said"] == "Imported. 14 came onto the list."
        assert len([item for item in done["sheet"]["order"] if item["case"]]) == 14
        assert len(victims(doors)) == 14
        again = await imports(coordinator, report)
        assert again["message"] == GONE


async def test_where_several_sheets_could_be_it_the_coordinator_chooses_one_ag_6(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        coordinator = await doors.joined("minutes")
        months = {"November": [HEADINGS, MINA], "December": [HEADINGS, a_row()]}
        await hands_in(coordinator, of_sheets(months))
        report = await reads(coordinator)
        assert (report["importable"], report["sheet"]) == ("nothing", "")
        assert report["sheets"] == list(months)
        (said,) = report["lines"]
        assert said.endswith("November, December. Say which with the key h.")
        assert "Hart" not in str(coordinator.frames)
        assert (await imports(coordinator, report))["message"] == GONE

        report = await reads(coordinator, sheet="December")
        assert (report["sheet"], report["sheets"]) == ("December", ["November"])
        await imports(coordinator, report)
        assert victims(doors) == ["Anwen Oakhill"]


async def test_what_is_refused_is_said_by_cell_and_the_rest_can_be_taken_ag_6(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        coordinator = await doors.joined("minutes")
        await hands_in(coordinator, a_file(MINA, BAD))
        report = await reads(coordinator)
        assert report["importable"] == "valid"
        assert any("Row 3, cell E3 (Victim DOB)" in line for line in report["lines"])
        nothing = (await imports(coordinator, report))["desk"]
        assert nothing["sheet"] is None
        assert not victims(doors)
        done = (await imports(coordinator, report, accept_valid=True))["desk"]["report"]["said"]
        assert done.startswith("Imported. 1 came onto the list. 1 was refused and is not on it:")
        assert victims(doors) == ["Mina Hart"]


async def test_who_may_be_a_party_is_stopped_before_a_word_of_it_con_3_con_6(
    tmp_path: Path,
) -> None:
    """The coordinator is Milo Penn: a colleague of theirs imports the same file."""
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        coordinator = await doors.joined("minutes")
        content = a_file(MILOS, MINA)
        await hands_in(coordinator, content)
        report = await reads(coordinator)
        assert report["lines"][0] == "Complete: 1 referral (rows 3)"
        assert any("One referral has to be processed by somebody" in r for r in report["lines"])
        done = (await imports(coordinator, report))["desk"]
        assert done["sheet"]["waiting"] == 1
        assert "Canary" not in str(coordinator.frames)
        assert [r.standing for r in draft(doors).referrals] == [Standing.LISTED, Standing.WAITING]

        doors.store.office.accounts.give_post("police", Post.COORDINATOR)
        colleague = await doors.joined("police")
        await hands_in(colleague, content)
        await imports(colleague, await reads(colleague))
        assert sorted(victims(doors)) == ["Milo Penn", "Mina Hart"]
        read = await asks(coordinator, kind="read_desk")
        assert "Canary" not in str(read)


async def test_nobody_but_a_coordinator_hands_in_a_byte_and_that_they_tried_is_on_record_con_3(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        police = await doors.joined("police")
        (piece,) = pieces(a_file(MINA))
        tried = (
            piece,
            {"kind": "read_referrals", "file": FILE},
            {"kind": "import_referrals", "file": FILE, "version": 1},
        )
        for act in tried:
            assert (await asks(police, **act))["code"] == "not_your_role"
        await doors.service.stop()
        rows = [row.fact for row in doors.store.audit.rows()]
        refused = [f for f in rows if isinstance(f, RefusedAccess)]
        assert [(f.person, f.code) for f in refused] == [("police", "not_your_role")] * 3
        assert not draft(doors).referrals


async def test_a_coordinators_file_is_nobody_elses_and_what_they_did_is_on_record(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        doors.store.office.accounts.give_post("police", Post.COORDINATOR)
        coordinator, other = await doors.joined("minutes"), await doors.joined("police")
        await hands_in(coordinator, a_file(MINA))
        answer = await asks(other, kind="read_referrals", file=FILE)
        assert answer["message"] == GONE
        await imports(coordinator, await reads(coordinator))
        acts = [r.fact for r in doors.store.audit.rows() if isinstance(r.fact, Act)]
        wanted = {What.REFERRALS_LOOKED_AT, What.REFERRALS_IMPORTED}
        done = [(a.what, a.by, a.meeting) for a in acts if a.what in wanted and a.by == "minutes"]
        assert done == [
            (What.REFERRALS_LOOKED_AT, "minutes", DRAFT),
            (What.REFERRALS_IMPORTED, "minutes", DRAFT),
        ]


async def test_a_report_is_of_the_draft_as_it_was_and_another_is_asked_for(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        coordinator = await doors.joined("minutes")
        await hands_in(coordinator, a_file(MINA))
        report = await reads(coordinator)
        was = draft(doors)
        doors.store.office.drafts.put(was.model_copy(update={"version": was.version + 1}))
        assert (await imports(coordinator, report))["code"] == "desk_says"
        assert not victims(doors)


async def test_what_nobody_knows_is_asked_and_the_answer_is_remembered_ag_6(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        coordinator = await doors.joined("minutes")
        row = a_row(agency="The Circus")
        await hands_in(coordinator, a_file(row))
        first = await reads(coordinator, headings=[])
        assert (first["headings"], first["importable"]) == ([["Notes", ""]], "nothing")
        assert "--" not in str(first["lines"])
        second = await reads(coordinator)
        assert (second["agencies"], second["importable"]) == (["The Circus"], "nothing")
        assert "--" not in str(second["lines"])
        third = await reads(coordinator, headings=[], agencies=[["The Circus", "police"]])
        assert third["importable"] == "all"


def test_pieces_follow_each_other_and_a_file_that_is_too_large_is_forgotten() -> None:
    files = HandedIn(Clock())

    def hands_in(number: int, content: str = "A" * PIECE, person: str = "minutes") -> int:
        piece = HandInPiece(meeting=DRAFT, file=FILE, piece=number, content=content)
        return files.take(piece, person)

    for number in (2, 1, 1, 3):
        with refusing(GONE) if number > 1 else nullcontext():
            assert hands_in(number) == number
    most = MOST_HANDED_IN * 4 // 3 // PIECE
    for number in range(2, most + 1):
        assert hands_in(number) == number
    with refusing(FILE_TOO_LARGE):
        hands_in(most + 1)
    with refusing(GONE):
        files.content(FILE, DRAFT, "minutes")


def test_a_file_that_unpacks_to_anything_is_unpacked_no_further_than_a_file_may_be() -> None:
    files = HandedIn(Clock())
    for piece in pieces(b" " * 100_000_000):
        files.take(HandInPiece.model_validate(piece | {"meeting": DRAFT}), "minutes")
    assert len(files.content(FILE, DRAFT, "minutes")) == LARGEST_FILE + 1


def test_files_are_few_and_are_forgotten_after_a_while() -> None:
    clock = StoppedClock(NOW)
    files = HandedIn(clock)
    for person in ("one", "two", "three", "four", "five"):
        files.take(HandInPiece(meeting=DRAFT, file=FILE, piece=1, content=""), person)
    with refusing(GONE):
        files.content(FILE, DRAFT, "one")
    clock.at += KEPT_FOR + timedelta(seconds=1)
    with refusing(GONE):
        files.content(FILE, DRAFT, "five")


@pytest.mark.parametrize("name", ["zip bomb", "external entity", "macros", "a path outside"])
def test_a_hostile_file_is_refused_by_a_process_of_its_own(name: str) -> None:
    make, words = HOSTILE[name]
    with pytest.raises(UnreadableFile, match=words):
        opened_apart(make(), {})


async def test_a_hostile_file_is_refused_in_a_sentence_and_read_no_further(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        coordinator = await doors.joined("minutes")
        await hands_in(coordinator, a_bomb())
        answer = await asks(coordinator, kind="read_referrals", file=FILE)
        assert "unpacks to more than it may" in answer["message"]


def test_a_reader_that_dies_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it does when a bound of its memory or its time is met."""
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(UnreadableFile, match="could not be read in the time and memory"):
        opened_apart(a_file(MINA), {})


async def test_while_a_file_is_read_the_room_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_read = threading.Event()

    def slowly(*_: object) -> Opened:
        is_read.wait()
        raise UnreadableFile("It took too long.")

    monkeypatch.setattr(importing, "opened_apart", slowly)
    async with open_doors(tmp_path) as doors:
        drafted(doors)
        coordinator, police = await doors.joined("minutes"), await doors.joined("police")
        await hands_in(coordinator, a_file(MINA))
        reading = asyncio.create_task(asks(coordinator, kind="read_referrals", file=FILE))
        try:
            assert (await police.do({"kind": "attend"}))["kind"] == "ack"
        finally:
            is_read.set()
        assert (await reading)["message"] == "It took too long."
