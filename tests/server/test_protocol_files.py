"""Protocols as files: the shipped ones, ``marac-server protocol``, and a plan that names one."""

import re
import tomllib
from pathlib import Path

import pytest

from agenda.protocol import Protocol
from agenda.protocol.attendance import Readiness
from agenda.protocol.reading import differences, read_protocol
from server.cli import main
from server.errors import OperatorError
from server.plan_file import read_plan
from server.protocol_files import shipped
from tests.docs.files import ROOT

NAMES = ("doncaster", "luton", "safelives", "shropshire")
SOURCE = {"doncaster": "D", "luton": "L", "safelives": "S", "shropshire": "SH"}


@pytest.fixture(autouse=True)
def _no_store_and_no_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("MARAC_PASSPHRASE", "MARAC_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)


def protocol(*argv: str) -> int:
    return main(["protocol", *argv])


def test_the_four_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert protocol("list") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_key_of_a_shipped_protocol_stands_under_the_paragraph_it_comes_from(name: str) -> None:
    text = shipped()[name]
    about, cited = re.compile(rf"# {SOURCE[name]}\b"), False
    for line in text.splitlines()[2:]:
        if line.startswith("#"):
            cited = about.match(line) is not None
        elif re.match(r"[a-z_]+ = ", line) and not line.startswith("name = "):
            assert cited, line
        elif not line:
            cited = False


def test_what_somebody_new_is_checked_for_is_what_each_source_says_att_4() -> None:
    """D 5.2, 5.4; SH 3, 9; L 2.4.3, 5.6.1, 7.6.1. S says nothing of it: the default is all."""
    checks = {name: set(read_protocol(shipped()[name]).attendance.readiness) for name in NAMES}
    common = {Readiness.OPERATING_PROTOCOL, Readiness.INFORMATION_SHARING, Readiness.INDUCTION}
    assert checks["luton"] == common
    assert checks["shropshire"] == common | {Readiness.SECURE_EMAIL}
    assert checks["doncaster"] == common | {Readiness.SUITABILITY, Readiness.NOMINATION}
    assert checks["safelives"] == set(Readiness)


def test_the_generic_protocol_is_the_default_but_for_core_agencies_and_the_agenda() -> None:
    """An area's plan gives agencies their ids, so no agency is core until a protocol says so."""
    generic = read_protocol(shipped()["safelives"])
    assert [ours.path for ours, _ in differences(generic, Protocol())] == [
        "attendance.core_agencies",
        "deadlines.agenda",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_shown_are_all_choices_with_defaults_marked(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert protocol("show", name) == 0
    shown = dict(line.split(" = ", 1) for line in capsys.readouterr().out.splitlines())
    assert shown["laptops.lease_seconds"] == "120  # default"
    assert shown["history.flag_months"] == "12"
    whole = "\n".join(f"{k} = {v}" for k, v in shown.items() if not v.startswith("none"))
    assert read_protocol(whole) == read_protocol(shipped()[name])


def test_a_file_is_checked_and_what_differs_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("own.toml").write_text(
        "[roles]\nadvocate = 'IDAA'\n[attendance]\ncore_agencies = ['police']\n"
    )
    assert protocol("check", "own.toml") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "own.toml is a protocol."
    assert 'roles.advocate = "IDAA"  # safelives: "IDVA"' in said


def test_a_shipped_protocol_differs_from_itself_in_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert protocol("check", str(ROOT / "server/shipped/safelives.toml")) == 0
    assert "as in safelives" in capsys.readouterr().out


def test_all_problems_of_a_file_are_printed_with_exit_code_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("own.toml").write_text("nam = 'x'\n[timing]\ncase_minutes = 4\n")
    assert protocol("check", "own.toml") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        "own.toml is no protocol:",
        "  line 1: nam is no key of a protocol; the nearest that there is: name.",
        "  line 3: timing.case_minutes is 4, and has to be from 5 to 40.",
    ]


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("show", "lutton"), "There is no protocol 'lutton'. Name one that comes with the program"),
        (("show",), "Say which protocol: protocol show takes a name or a file."),
        (("check",), "Say which protocol: protocol check takes a file."),
        (("check", "nowhere.toml"), "nowhere.toml cannot be read: No such file"),
        (("show", "binary.toml"), "binary.toml is not text in UTF-8"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    argv: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("binary.toml").write_bytes(b"\xff\xfe\x00")
    assert protocol(*argv) == 2
    assert sentence in capsys.readouterr().err


# In a plan


def plan(said: str) -> Path:
    """A plan of the demonstration, by another protocol, and without a time."""
    text = (ROOT / "tests/demo/plan.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[protocol]")
    head = head.replace("starts = 09:00:00\n", "")
    path = Path("plan.toml")
    path.write_text(f"{head}{said}\n[[agencies]]{rest.partition('[[agencies]]')[2]}", "utf-8")
    tomllib.loads(path.read_text(encoding="utf-8"))
    return path


def test_a_plan_names_a_protocol_that_comes_with_the_program() -> None:
    arranged = read_plan(plan('protocol = "luton"'))
    assert arranged.protocol == read_protocol(shipped()["luton"])


def test_a_plan_names_a_file_that_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("name = 'Ours'\n[day]\nstarts = 10:30:00\n")
    arranged = read_plan(plan('protocol = "own.toml"'))
    assert arranged.protocol.name == "Ours"
    assert f"{arranged.starts:%H:%M}" == "10:30"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ('protocol = "lutton"', "There is no protocol 'lutton'"),
        ('protocol = "gone.toml"', "gone.toml cannot be read"),
        ("[protocol]\nnam = 'x'", "nam is no key of a protocol; the nearest that there is: name."),
        ("protocol = 3", "plan.toml has no protocol that would do"),
    ],
)
def test_a_protocol_that_will_not_do_is_said(said: str, sentence: str) -> None:
    with pytest.raises(OperatorError, match=re.escape(sentence)):
        read_plan(plan(said))
