"""A file of referrals on the coordinator's screen: chosen, reported on, imported. AG-6, CON-2."""

import zlib
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from agenda.referrals.table import LARGEST_FILE
from client.acts.form import Answers, Choice
from client.acts.referrals import settle
from client.handing_in import UnusableFile, completed, handed_in, written_path
from client.happenings import DeskCame, DeskRefused
from client.screens.choose_file import ChooseFileScreen, PathLine
from client.screens.desk import DeskScreen
from meeting.desk import (
    PIECE,
    Desk,
    DeskReport,
    HandInPiece,
    Importable,
    ImportReferrals,
    ReadReferrals,
)
from tests.client.fake_room import FakeLink, FakeRoom
from tests.client.test_desk import CANARY, DESK, DRAFT, SIZE, coordinated, opened
from tests.client.waiting import everything_held, until, until_gone, until_shown
from tests.given import a_room

FILE = "f" * 32
LINES = (
    "Complete: 11 referrals (rows 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 14)",
    "To look at: 2 referrals",
    "  Row 6: there is no safe contact.",
    "  Row 10, cell A10 (Agency): “Housing Optons”: is this Housing Options?",
    "Refused: 1 referral",
    f"  Row 15, cell E15 (Victim DOB): “31/2/1990” of {CANARY} is no day.",
    "Not said of any: Schools, MARAC minutes of",
)
REPORT = DeskReport(
    file=FILE,
    version=3,
    importable=Importable.VALID,
    lines=LINES,
    headings=(("Client ref", ""), ("Victims name", "victim")),
    agencies=("The Circus",),
    known=(("police", "Police"), ("housing", "Housing Options")),
)


# The file


def test_a_file_is_packed_and_cut_up_and_comes_together_again(tmp_path: Path) -> None:
    content = bytes(n * n % 251 for n in range(200_000)) + Path(__file__).read_bytes()
    path = tmp_path / "referrals.xlsx"
    path.write_bytes(content)
    file = handed_in(path, DRAFT, FILE)
    acts = [file.piece(n + 1) for n in range(len(file.pieces))]
    assert all(isinstance(act, HandInPiece) and len(act.content) <= PIECE for act in acts)
    assert file.piece(len(file.pieces) + 1) is None
    assert zlib.decompress(b64decode("".join(file.pieces))) == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("size", "words"), [(None, "cannot be read"), (LARGEST_FILE + 1, "too large"), (-1, "a folder")]
)
def test_what_cannot_be_handed_in_is_said_with_what_to_do(
    tmp_path: Path, size: int | None, words: str
) -> None:
    path = tmp_path / "referrals.csv"
    if size is not None and size > 0:
        path.write_bytes(b"a" * size)
    with pytest.raises(UnusableFile, match=words):
        handed_in(tmp_path if size == -1 else path, DRAFT, FILE)


def test_a_path_is_read_as_shells_and_file_managers_write_it(tmp_path: Path) -> None:
    path = tmp_path / "my referrals.csv"
    path.touch()
    escaped = str(path).replace(" ", "\\ ")
    for written in (f"  {path} ", f"'{path}'", f'"{path}"', path.as_uri(), escaped):
        assert written_path(written) == path


def test_tab_completes_as_far_as_there_is_one_way_to_write_it(tmp_path: Path) -> None:
    for name in ("Referrals November.csv", "referrals december.xlsx", "notes.docx", ".hidden.csv"):
        (tmp_path / name).touch()
    (tmp_path / "marac").mkdir()
    at = f"{tmp_path}/"
    assert completed(f"{at}m") == (f"{at}marac/", ("marac/",))
    text, names = completed(f"{at}ref")
    assert text.casefold() == f"{at}referrals ".casefold()
    assert names == ("referrals december.xlsx", "Referrals November.csv")
    assert completed(f"{at}referrals d")[0] == f"{at}referrals december.xlsx"
    assert completed(f"{at}notes") == (f"{at}notes", ())
    assert completed(f"{at}nowhere/x") == (f"{at}nowhere/x", ())


# What is asked


def test_what_nobody_knows_is_asked_and_what_is_not_answered_is_left_out() -> None:
    form = settle(REPORT, DRAFT)
    assert form is not None
    assert [field.label for field in form.fields] == ["Client ref", "Victims name", "The Circus"]
    chosen = [field.initial for field in form.fields if isinstance(field, Choice)]
    assert chosen == ["keep", "victim", ""]
    answers = {"heading-0": "keep", "heading-1": "victim", "agency-0": ""}
    assert form.build(Answers(answers)) == ReadReferrals(
        meeting=DRAFT,
        file=FILE,
        headings=(("Client ref", "keep"), ("Victims name", "victim")),
    )
    assert settle(REPORT.model_copy(update={"headings": (), "agencies": ()}), DRAFT) is None


def test_which_sheet_is_read_is_asked_and_stays_said() -> None:
    several = DeskReport(
        file=FILE, version=1, importable=Importable.NOTHING, sheets=("November", "December")
    )
    form = settle(several, DRAFT)
    assert form is not None
    assert form.title == "Which sheet has the referrals?"
    chosen = form.build(Answers({"sheet": "December"}))
    assert chosen == ReadReferrals(meeting=DRAFT, file=FILE, sheet="December")
    later = settle(REPORT.model_copy(update={"sheet": "December"}), DRAFT)
    assert later is not None
    asked = later.build(Answers({"heading-0": "keep"}))
    assert isinstance(asked, ReadReferrals)
    assert asked.sheet == "December"


# The screen


async def handing(pilot: Pilot[Any], room: FakeRoom, path: Path) -> FakeLink:
    """A file is chosen at the desk, and its first piece is on its way."""
    link = await opened(pilot, room)
    link.desk = None
    await pilot.press("i")
    await until_shown(pilot, "Import referrals", "Tab completes the name")
    assert isinstance(pilot.app.screen, ChooseFileScreen)
    pilot.app.screen.query_one(PathLine).post_message(events.Paste(f"'{path}'\n"))
    line = pilot.app.screen.query_one(PathLine)
    await until(pilot, lambda: line.value.endswith(f"{path.name}'"), "pasted")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(link.asked_desk[-1], HandInPiece), "handed in")
    return link


async def reported(pilot: Pilot[Any], room: FakeRoom, path: Path, report: DeskReport) -> FakeLink:
    link = await handing(pilot, room, path)
    link.listen(DeskCame(Desk(handed_in=1)))
    await until(pilot, lambda: isinstance(link.asked_desk[-1], ReadReferrals), "read")
    link.listen(DeskCame(Desk(report=report)))
    await until_shown(pilot, "Complete: 11 referrals")
    return link


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    path = tmp_path / "referrals.csv"
    path.write_text("Agency,Victim,Perpetrator\n", encoding="utf-8")
    return path


def test_the_report_stands_where_the_meeting_was(snap_compare: Any, path: Path) -> None:
    room = coordinated(a_room())

    async def act(pilot: Pilot[Any]) -> None:
        await reported(pilot, room, path, REPORT)

    assert snap_compare(room.app("minutes"), terminal_size=SIZE, run_before=act)


async def test_after_the_report_one_key_imports_what_is_valid_ag_6(path: Path) -> None:
    room = coordinated(a_room())
    app = room.app("minutes")
    async with app.run_test(size=SIZE) as pilot:
        link = await reported(pilot, room, path, REPORT)
        await until_shown(pilot, "v  import the valid", "h  say what is meant")
        await pilot.press("y")
        assert isinstance(link.asked_desk[-1], ReadReferrals)  # not all of it can be
        await pilot.press("v", "v")
        wanted = ImportReferrals(meeting=DRAFT, file=FILE, version=3, accept_valid=True)
        await until(pilot, lambda: link.asked_desk[-1] == wanted, "imported")
        assert link.asked_desk.count(wanted) == 1
        done = REPORT.model_copy(update={"said": "Imported. 13 came onto the list.", "lines": ()})
        link.listen(DeskCame(DESK.model_copy(update={"report": done})))
        await until_shown(pilot, "✓ Imported. 13 came onto the list.", "Running order")
        assert "Row 15" not in everything_held(app)


async def test_the_key_for_all_of_it_is_there_where_all_of_it_can_be(path: Path) -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        whole = REPORT.model_copy(update={"importable": Importable.ALL, "headings": ()})
        link = await reported(pilot, room, path, whole)
        await until_shown(pilot, "y  import all")
        await pilot.press("v", "y")
        wanted = ImportReferrals(meeting=DRAFT, file=FILE, version=3)
        await until(pilot, lambda: link.asked_desk[-1] == wanted, "imported")


async def test_what_headings_mean_is_said_in_a_form_and_the_file_read_again(path: Path) -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await reported(pilot, room, path, REPORT)
        await pilot.press("h")
        await until_shown(pilot, "What do these mean?", "The Circus")
        await pilot.press("ctrl+s")
        said = (("Client ref", "keep"), ("Victims name", "victim"))
        wanted = ReadReferrals(meeting=DRAFT, file=FILE, headings=said)
        await until(pilot, lambda: link.asked_desk[-1] == wanted, "read again")
        await until_gone(pilot, "What do these mean?")


async def test_escape_leaves_the_report_for_the_meeting_and_nothing_of_it_stays(path: Path) -> None:
    room = coordinated(a_room())
    app = room.app("minutes")
    async with app.run_test(size=SIZE) as pilot:
        await reported(pilot, room, path, REPORT)
        await pilot.press("escape")
        await until_shown(pilot, "Running order")
        assert "Row 15" not in everything_held(app)
        await pilot.press("escape")
        await until_gone(pilot, "Running order")
        assert CANARY not in everything_held(app)


async def test_on_a_small_screen_the_report_has_its_whole_width(path: Path) -> None:
    room = coordinated(a_room())
    app = room.app("minutes")
    async with app.run_test(size=(80, 24)) as pilot:
        await reported(pilot, room, path, REPORT)
        await until(pilot, lambda: app.screen.query_one("#day").size.width > 70, "wide")
        await pilot.press("escape")
        await until_shown(pilot, "Running order", "meetings")


async def test_a_refusal_is_said_and_the_file_can_be_chosen_again(path: Path) -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await handing(pilot, room, path)
        link.listen(DeskRefused("desk_says", "The workbook has macros in it; save it again."))
        await until_shown(pilot, "✗ The workbook has macros in it", "Running order", "i  import")


async def test_a_path_that_is_none_is_said_where_it_is_written(tmp_path: Path) -> None:
    room = coordinated(a_room())
    async with room.app("minutes").run_test(size=SIZE) as pilot:
        link = await opened(pilot, room)
        await pilot.press("i")
        await until_shown(pilot, "Import referrals")
        await pilot.press(*"nowhere.csv", "enter")
        await until_shown(pilot, "✗ It cannot be read")
        (tmp_path / "referrals.csv").touch()
        await pilot.press("ctrl+u", *f"{tmp_path}/re", "tab")
        await until_shown(pilot, "referrals.csv")
        await pilot.press("escape")
        await until_gone(pilot, "Import referrals")
        assert not any(isinstance(act, HandInPiece) for act in link.asked_desk)


async def test_con_2_the_lock_takes_the_file_and_its_report(path: Path) -> None:
    room = coordinated(a_room())
    app = room.app("minutes")
    async with app.run_test(size=SIZE) as pilot:
        link = await reported(pilot, room, path, REPORT)
        await pilot.press("i")
        await until_shown(pilot, "Import referrals")
        await pilot.press("ctrl+l")
        await until_shown(pilot, "This screen is locked.")
        assert not any(isinstance(s, DeskScreen | ChooseFileScreen) for s in app.screen_stack)
        link.listen(DeskCame(Desk(report=REPORT)))
        await pilot.pause()
        assert CANARY not in everything_held(app)
