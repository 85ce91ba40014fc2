"""A meeting of the people of an earlier one, its referrals and its publishing by one command: an
emergency, and the sitting of every day. AG-1, AG-9.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from agenda.london import full_date, in_london
from agenda.plan import MeetingPlan
from agenda.protocol import Protocol
from agenda.protocol.reading import read_protocol
from meeting.room import Room
from server.arranging import add_meeting
from server.clock import Clock
from server.errors import StoreError
from server.holding import hold_missed, replayed
from server.published.desk import MeetingDesk
from server.published.errands import run as run_errand
from server.published.last import last_meeting
from server.store import Store, opened_store
from tests.agenda.referrals.given import HEADINGS, a_row, as_csv
from tests.given import A_PLAN
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import a_plan, approved, written
from tests.server.test_agenda import KEEP, PLAN, STORE, Terminal, run
from tests.server.test_sittings import served

BEFORE = "northvale-november"


@pytest.fixture(autouse=True)
def _yesterdays_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("MARAC_PASSPHRASE_FILE", raising=False)
    Path("plan.toml").write_text("cases = []" + PLAN, encoding="utf-8")
    assert run("arrange", "plan.toml", *STORE, "--invitations", "invitations") == 0
    file(a_row())


def file(*rows: list[object]) -> None:
    Path("referrals.csv").write_text(as_csv([HEADINGS, *rows]), encoding="utf-8", newline="")


def yes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one question is answered, and no other."""
    monkeypatch.setattr("sys.stdin", Terminal("yes\n"))


def made() -> tuple[Room, date]:
    """The meeting that was made, and which day it is today."""
    with opened_store(Path("store"), PASSPHRASE) as store:
        (known,) = (each for each in store.office.meetings() if each.id != BEFORE)
        return replayed(store, known).room, in_london(store.clock.now()).date()


@pytest.mark.parametrize("server", [nullcontext, served], ids=["closed", "served"])
def test_an_emergency_takes_a_file_a_time_and_one_yes_ag_9(
    server: Callable[[], AbstractContextManager[None]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    yes(monkeypatch)
    with server():
        assert run("agenda", "emergency", "referrals.csv", "--at", "2.30pm", *STORE, *KEEP) == 0
    room, today = made()
    assert (room.day, in_london(room.begins).time(), room.emergency) == (today, time(14, 30), True)
    assert [item.minutes for item in room.items.values() if item.case] == [30]
    assert f"with the 2 people of {BEFORE}" in capsys.readouterr().out


@pytest.mark.parametrize("server", [nullcontext, served], ids=["closed", "served"])
def test_the_days_sitting_takes_a_file_and_one_yes_ag_1(
    server: Callable[[], AbstractContextManager[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its protocol does not say how often they meet, so that the day is said."""
    yes(monkeypatch)
    with server():
        assert run("agenda", "again", "referrals.csv", "--day", "tomorrow", *STORE, *KEEP) == 0
    room, today = made()
    assert (room.day, in_london(room.begins).time()) == (today + timedelta(days=1), time(9))
    assert not room.emergency


def test_a_file_that_is_put_right_is_taken_by_the_same_command_ag_9(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file(a_row(born="31/2/1988"))
    yes(monkeypatch)
    asked = ("agenda", "emergency", "referrals.csv", "--at", "14:30", *STORE, *KEEP)
    assert run(*asked) == 2
    said = capsys.readouterr().err
    name = said.rpartition("--meeting ")[2].strip()
    assert name.endswith("-emergency")
    file(a_row())
    assert run(*asked, "--meeting", name) == 0
    assert made()[0].meeting == name


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("--at", "16:00", "--day", "tomorrow"), "this says {} at 16:00"),
        (("--at", "14:30", "--day", "today"), "this says {} at 14:30"),
        (("--at", "14:30"), "this says {} at 14:30"),
    ],
)
def test_a_second_try_for_another_day_or_time_is_not_published_for_the_first_ag_9(
    changed: tuple[str, ...],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nobody would come: those who were told come at the time that was said last."""
    yes(monkeypatch)
    file(a_row(born="31/2/1988"))
    asked = ("agenda", "emergency", "referrals.csv", *STORE, *KEEP)
    assert run(*asked, "--at", "14:30", "--day", "tomorrow") == 2
    name = capsys.readouterr().err.rpartition("--meeting ")[2].strip()
    file(a_row())
    assert run(*asked, *changed, "--meeting", name) == 2
    with opened_store(Path("store"), PASSPHRASE) as store:
        assert [each.id for each in store.office.meetings()] == [BEFORE]
        plan, today = store.office.drafts.draft(name).plan, in_london(store.clock.now()).date()
    day = plan.day if "tomorrow" in changed else today
    error = capsys.readouterr().err
    assert f"is for {full_date(plan.day)} at 14:30" in error
    assert said.format(full_date(day)) in error
    assert run(*asked, "--at", "14:30", "--day", "tomorrow", "--meeting", name) == 0
    assert made()[0].day == plan.day


def test_an_emergency_without_a_time_is_not_put_to_that_of_the_earlier_meeting_ag_9(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("agenda", "emergency", "referrals.csv", *STORE, *KEEP) == 2
    assert "Say when it begins with --at" in capsys.readouterr().err
    with opened_store(Path("store"), PASSPHRASE) as store:
        assert store.office.drafts.ids() == ()


def test_a_file_that_is_none_makes_no_draft(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("agenda", "emergency", "nowhere.csv", "--at", "14:30", *STORE) == 2
    assert "nowhere.csv cannot be read" in capsys.readouterr().err
    with opened_store(Path("store"), PASSPHRASE) as store:
        assert store.office.drafts.ids() == ()


# Whose people come


def a_store(folder: Path) -> AbstractContextManager[Store]:
    """On the morning of a Tuesday."""
    clock = Clock(lambda: datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
    return opened_store(folder / "other", PASSPHRASE, create=True, cost=CHEAP, clock=clock)


def a_meeting(day: date, name: str, **facts: object) -> MeetingPlan:
    return A_PLAN.model_copy(update={"id": name, "day": day, **facts})


def desk(store: Store, *days: int, **last: object) -> MeetingDesk:
    """Meetings so many days from today; of the last of them something else is said besides."""
    today = in_london(store.clock.now()).date()
    for number, day in enumerate(days):
        facts = last if number == len(days) - 1 else {}
        add_meeting(store, a_meeting(today + timedelta(days=day), f"day{day}", **facts), None)
    return MeetingDesk(store)


@pytest.mark.parametrize(
    ("days", "name"),
    [((-1,), "day-1"), ((-8, -1, 3), "day-1"), ((-1, 0, 7), "day0"), ((2, 9), "day2")],
)
def test_the_people_are_those_of_the_last_meeting_else_of_the_next_ag_1(
    days: tuple[int, ...], name: str, tmp_path: Path
) -> None:
    with a_store(tmp_path) as store:
        assert last_meeting(desk(store, *days)) == name


def test_those_of_an_emergency_are_not_taken_nor_of_a_sitting_ag_9_res_2(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        assert last_meeting(desk(store, -7, -1, emergency=True)) == "day-7"


def test_a_meeting_that_is_over_counts_by_its_day_ag_1(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        at = desk(store, -30, 5)
        day = in_london(store.clock.now()).date() - timedelta(days=2)
        over = a_plan("over", day, ("Anwen Oakhill", "Dale Oakhill"))
        written(store, over, approved(over))
        assert last_meeting(at) == "over"
        hold_missed(store)
        assert store.office.held.days() == {"over": day}
        assert last_meeting(at) == "over"


def test_an_emergency_that_is_over_is_no_last_meeting_ag_9(tmp_path: Path) -> None:
    """AG-9: a few came to it, for one case."""
    with a_store(tmp_path) as store:
        today = in_london(store.clock.now()).date()
        days = {"regular": today - timedelta(days=9), "urgent": today - timedelta(days=2)}
        for name, day in days.items():
            plan = a_plan(name, day, ("Anwen Oakhill", "Dale Oakhill"))
            plan = plan.model_copy(update={"emergency": name == "urgent"})
            written(store, plan, approved(plan))
        hold_missed(store)
        assert store.office.held.days() == days
        assert last_meeting(MeetingDesk(store)) == "regular"


def test_a_store_without_a_meeting_says_so(tmp_path: Path) -> None:
    with a_store(tmp_path) as store, pytest.raises(StoreError, match="no meeting"):
        last_meeting(MeetingDesk(store))


def daily() -> Protocol:
    return read_protocol("[meetings]\nfrequency = 'daily'\n")


def test_the_next_day_of_a_daily_sitting_is_the_next_working_day_ag_1_ag_5(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        answer = run_errand(desk(store, -1, protocol=daily()), "again", {})
        assert store.office.drafts.draft(answer.meeting).plan.day == date(2026, 11, 24)
    with a_store(tmp_path / "later") as store:
        answer = run_errand(desk(store, 4, protocol=daily()), "again", {})
        assert store.office.drafts.draft(answer.meeting).plan.day == date(2026, 11, 30)
