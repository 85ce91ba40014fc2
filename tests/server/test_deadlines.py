"""``marac-server deadline``: what it prints, and one sentence for what goes wrong (AG-4)."""

import subprocess
import sys
from pathlib import Path

import pytest

from server.cli import main


@pytest.fixture(autouse=True)
def _no_store_and_no_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("MARAC_PASSPHRASE", "MARAC_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)


def deadline(*argv: str) -> int:
    return main(["deadline", *argv])


@pytest.mark.parametrize(
    ("argv", "printed"),
    [
        (("2 working days after", "2026-04-02"), "2026-04-08"),
        (("2 working days after", "2026-04-02", "--nation", "scotland"), "2026-04-07"),
        (("2 working days after", "2026-04-02", "--nation", "northern ireland"), "2026-04-08"),
        (("2 working days after", "2026-04-02", "--nation", "Wales"), "2026-04-08"),
        (
            ("2 working days after", "2026-04-02", "--closed", "2026-04-07", "--nation", "SCT"),
            "2026-04-08",
        ),
        (
            *(("1 working day after", "2026-11-24", "--closed", "2026-11-25"),),
            "2026-11-26",
        ),
        (
            ("2 days after", "2026-11-24", "--closed=2026-11-25", "--closed=2026-11-27"),
            "2026-11-26",
        ),
        (("noon on the Thursday before", "2026-11-24"), "2026-11-19T12:00"),
        (("72 hours after", "2026-11-24", "--at", "09:30"), "2026-11-27T09:30"),
        (("2 working days after", "2026-11-24", "--at", "09:30"), "2026-11-26"),
        (("the next meeting", "2026-11-24", "--next-meeting", "2026-12-15"), "2026-12-15"),
        (("the next meeting", "2026-11-24", "--next-meeting", "2036-12-15"), "2036-12-15"),
        (("100 years after, or the next working day", "2026-11-24"), "2126-11-25"),
        (("100 years before", "2026-11-24"), "1926-11-24"),
    ],
)
def test_the_date_stands_alone(
    argv: tuple[str, ...], printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """AG-4, AG-5, AG-9: 24 November 2126 is a Sunday; Scotland keeps no Easter Monday."""
    assert deadline(*argv) == 0
    out, err = capsys.readouterr()
    assert (out, err) == (f"{printed}\n", "")


def test_the_steps_come_before_it(capsys: pytest.CaptureFixture[str]) -> None:
    """AG-5."""
    assert deadline("two working days after", "2026-04-02", "--nation=scotland", "--explain") == 0
    assert capsys.readouterr().out.splitlines() == [
        '"2 working days after", with the bank holidays of scotland:',
        "  from Thu 2 Apr 2026",
        "  Fri 3 Apr Good Friday, skipped",
        "  Sat 4 Apr weekend, skipped",
        "  Sun 5 Apr weekend, skipped",
        "  Mon 6 Apr working day 1",
        "  Tue 7 Apr working day 2",
        "2026-04-07",
    ]


def test_a_closed_day_that_is_not_moved_is_warned_of_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """AG-5."""
    assert deadline("14 days before", "2026-04-17") == 0
    out, err = capsys.readouterr()
    assert out == "2026-04-03\n"
    assert err.startswith("Fri 3 Apr 2026 is no working day (Good Friday); end the rule with ")
    assert deadline("14 days before, or the working day before", "2026-04-17") == 0
    assert capsys.readouterr() == ("2026-04-02\n", "")


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (
            ("2 wroking days after", "2026-04-02"),
            (
                '"2 wroking days after" is no rule for a deadline; the nearest is '
                '"2 working days after".'
            ),
        ),
        (
            ("2 working days after", "2 April"),
            "'2 April' is no date from 1950 to 2150; write year, month and day, as 2026-04-02.",
        ),
        (
            ("2 working days after", "2026-02-30"),
            "'2026-02-30' is no date from 1950 to 2150; write year, month and day, as 2026-04-02.",
        ),
        (
            ("2 working days after", "9999-12-31"),
            "'9999-12-31' is no date from 1950 to 2150; write year, month and day, as 2026-04-02.",
        ),
        (
            ("2 working days after", "2026-04-02", "--closed", "tomorrow"),
            "'tomorrow' is no date from 1950 to 2150; write year, month and day, as 2026-04-02.",
        ),
        (
            ("2 working days after", "2026-04-02", "--nation", "scottland"),
            "No bank holidays are known for 'scottland'; the nearest is scotland.",
        ),
        (
            ("72 hours after", "2026-04-02"),
            '"72 hours after" counts from a time of day; give it with --at, as 09:30.',
        ),
        (
            ("72 hours after", "2026-04-02", "--at", "half nine"),
            "'half nine' is no time of day; write hours and minutes, as 09:30.",
        ),
        (
            ("72 hours after", "2026-04-02", "--at", "25:00"),
            "'25:00' is no time of day; write hours and minutes, as 09:30.",
        ),
        (
            ("the next meeting", "2026-04-02"),
            "Say when the next meeting is with --next-meeting, as 2026-12-15.",
        ),
        (
            ("the next meeting", "2026-04-02", "--next-meeting", "2026-04-02"),
            (
                "The next meeting cannot be on Thu 2 Apr 2026: that is not after Thu 2 Apr 2026; "
                "give a later day."
            ),
        ),
    ],
)
def test_what_cannot_be_reckoned_is_told_in_one_sentence(
    argv: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """AG-4."""
    assert deadline(*argv) == 2
    assert capsys.readouterr() == ("", f"{sentence}\n")


def test_it_needs_no_store_and_makes_none(capfd: pytest.CaptureFixture[str]) -> None:
    program = (
        "from server.cli import main; "
        "raise SystemExit(main(['deadline', '2 working days after', '2026-04-02']))"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
    assert capfd.readouterr().out == "2026-04-08\n"
    assert list(Path().iterdir()) == []
