"""``marac-server`` and restricted sittings: arranged at any time, in nothing that others read."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest

from agenda.protocol import Restriction
from meeting.access import Reader
from server.cli import main
from server.errors import OperatorError
from server.holding import replayed
from server.keys import new_key
from server.office import Sitting
from server.published.lists import papers_for
from server.sittings import ToArrange, sealed, sealed_invitations, unsealed, unsealed_invitations
from server.store import opened_store
from tests.agenda.referrals.given import HEADINGS, a_row, as_csv
from tests.given import A_PLAN, given
from tests.rooms import CHEAP, PASSPHRASE

PLAN = """
id = "northvale-november"
area = "Northvale"
day = 2026-11-24
starts = 09:00:00
agencies = [{ id = "police", name = "Police" }, { id = "coordination", name = "Coordination" }]
people = [
  { id = "chair", name = "Insp Petra Oakes", agency = "police", role = "chair" },
  { id = "minutes", name = "Milo Penn", agency = "coordination", role = "minute_taker" },
]
cases = []
"""
SITTING = """
restricted = "honour"
area = "Northvale"
day = 2026-11-24
starts = 16:30:00
agencies = [{ id = "police", name = "Police" }, { id = "coordination", name = "Coordination" }]
people = [
  { id = "chair", name = "Insp Petra Oakes", agency = "police", role = "chair" },
  { id = "minutes", name = "Milo Penn", agency = "coordination", role = "minute_taker" },
]

[[cases]]
referred_by = "police"
parties = [{ id = "victim", kind = "victim", name = "Yewande Testcase" }]
"""
STORE = ("--store", "store")
AFTER = ("--after", "northvale-november")
BOTH = "Give --after or --emergency: a sitting is held once."


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("MARAC_PASSPHRASE_FILE", raising=False)
    Path("plan.toml").write_text(PLAN, encoding="utf-8")
    Path("sitting.toml").write_text(SITTING, encoding="utf-8")


def run(*argv: str) -> int:
    return main(list(argv), cost=CHEAP)


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """What a command prints that ends well."""
    capsys.readouterr()
    assert run(*argv) == 0
    return capsys.readouterr().out


def arrange() -> None:
    assert run("arrange", "plan.toml", *STORE, "--invitations", "invitations") == 0


def name_another() -> None:
    """Somebody is named for the sitting who is not known yet."""
    another = '  { id = "lead", name = "Ingrid Sample", agency = "police" },\n]\n\n[['
    Path("sitting.toml").write_text(SITTING.replace("]\n\n[[", another), encoding="utf-8")


@contextmanager
def served() -> Iterator[None]:
    """A server holds the store meanwhile."""
    main_of_it = "from server.cli import main; raise SystemExit(main())"
    command = [sys.executable, "-c", main_of_it, "serve", *STORE, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Serving northvale-november on ")
        yield
        process.send_signal(signal.SIGTERM)


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("sitting.toml",), "Say when it is held"),
        (("sitting.toml", *AFTER, "--emergency"), BOTH),
        (("sitting.toml", "--after", "nowhere"), "There is no meeting 'nowhere'"),
        (("plan.toml", "--emergency"), "are for a restricted sitting"),
        (("sitting.toml", *AFTER, "--publish"), "Leave out --publish"),
    ],
)
def test_what_does_not_fit_is_one_sentence_res_1(
    argv: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arrange()
    capsys.readouterr()
    assert run("arrange", *argv, *STORE) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1


def test_a_sitting_comes_after_an_open_meeting_and_not_after_another_sitting(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    said(capsys, "arrange", "sitting.toml", *STORE, *AFTER)
    (sitting,) = said(capsys, "sittings", *STORE).splitlines()
    assert run("arrange", "sitting.toml", *STORE, "--after", sitting.split()[0]) == 2
    assert "is itself a sitting" in capsys.readouterr().err


@pytest.mark.parametrize("when", [AFTER, ("--emergency",)])
def test_nothing_that_is_printed_of_the_open_meeting_mentions_a_sitting_res_2(
    when: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    arrange()

    def printed() -> str:
        lines = said(capsys, "verify", *STORE).splitlines()
        assert run("papers", *STORE, "--out", "papers") == 2
        assert run("papers", *STORE, "--out", "papers", "--meeting", "nowhere") == 2
        return re.sub(r"audit: .*", "", "\n".join([*lines, capsys.readouterr().err]))

    before = printed()
    assert "northvale-november: whole" in before
    said(capsys, "arrange", "sitting.toml", *STORE, *when)
    assert printed() == before


def test_it_is_listed_for_whoever_arranges_it_and_papers_find_it_by_its_id(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    said(capsys, "arrange", "sitting.toml", *STORE, *AFTER)
    said(capsys, "arrange", "sitting.toml", *STORE, "--emergency")
    listed = [line.split(maxsplit=1) for line in said(capsys, "sittings", *STORE).splitlines()]
    assert [when for _, when in listed] == ["after northvale-november", "emergency"]
    assert all(re.fullmatch("[0-9a-f]{16}", sitting) for sitting, _ in listed)
    for sitting, _ in listed:
        assert f"{sitting}: whole" in said(capsys, "verify", *STORE, "--meeting", sitting)
        assert run("papers", *STORE, "--out", "papers", "--meeting", sitting) == 2
        assert "Nobody has signed yet" in capsys.readouterr().err


def test_a_damaged_sitting_is_named_by_its_file_alone(capsys: pytest.CaptureFixture[str]) -> None:
    arrange()
    before = set(Path("store/meetings").iterdir())
    said(capsys, "arrange", "sitting.toml", *STORE, *AFTER)
    (sitting,) = (line.split()[0] for line in said(capsys, "sittings", *STORE).splitlines())
    (file,) = (p for p in set(Path("store/meetings").iterdir()) - before if p.suffix == ".db")
    file.write_bytes(file.read_bytes()[:-100] + os.urandom(100))
    assert run("verify", *STORE) == 2
    printed = capsys.readouterr()
    assert file.name in printed.err
    assert sitting not in printed.out + printed.err


def test_nobodys_invitation_is_void_because_a_sitting_was_arranged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    name_another()
    printed = said(capsys, "arrange", "sitting.toml", *STORE, *AFTER)
    assert re.findall("an invitation for ([A-Za-z ]+),", printed) == ["Ingrid Sample"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to wait for there")
@pytest.mark.parametrize("when", [AFTER, ("--emergency",)])
def test_it_can_be_arranged_while_the_server_runs_ag_9(
    when: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    arrange()
    with served():
        name_another()
        printed = said(capsys, "arrange", "sitting.toml", *STORE, *when)
        assert "an invitation for Ingrid Sample" in printed
    assert len(said(capsys, "sittings", *STORE).splitlines()) == 1
    with opened_store(Path("store"), PASSPHRASE) as store:
        assert [known.sitting is None for known in store.office.meetings()] == [True, False]


def test_a_plan_travels_sealed_and_so_do_the_invitations() -> None:
    """What crosses the loopback can be read by whoever captures there."""
    key = new_key()
    wanted = ToArrange(A_PLAN, Sitting("northvale-november"), "room:4765")
    facts = sealed(key, wanted)
    assert "Oakhill" not in repr(facts)
    assert unsealed(key, facts) == wanted
    published = ToArrange(A_PLAN, None, "", published=True)
    assert unsealed(key, sealed(key, published)) == published
    answer = sealed_invitations(key, {"chair": "marac2-secret"})
    assert "secret" not in answer
    assert unsealed_invitations(key, answer) == {"chair": "marac2-secret"}
    for wrong in ({}, {"plan": "x"}, sealed(new_key(), wanted)):
        with pytest.raises(OperatorError, match="another version"):
            unsealed(key, wrong)


def test_the_file_of_a_paper_of_a_sitting_says_nothing_res_2() -> None:
    reader = Reader("police", "police")
    plan = A_PLAN.model_copy(update={"restricted": Restriction.HONOUR})
    names = papers_for(given(plan).state, reader)
    assert all(re.fullmatch(r"[0-9a-f]{32}\.(csv|docx|json|pdf|xlsx)", name) for name in names)
    assert set(papers_for(given(plan).state, reader)) != set(names)


def test_the_sittings_are_listed_while_the_server_runs_res_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    assert said(capsys, "sittings", *STORE) == "There is no restricted sitting.\n"
    capsys.readouterr()
    assert run("arrange", "sitting.toml", *STORE, *AFTER, "--invitations", "invitations") == 0
    told = capsys.readouterr().err
    closed = said(capsys, "sittings", *STORE)
    assert f"A sitting, {closed.split()[0]}, is arranged" in told
    with served():
        assert said(capsys, "sittings", *STORE) == closed


def test_what_the_past_says_is_asked_through_the_running_server(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    assert run("people", "post", "minutes", *STORE, "--post", "coordinator") == 0
    argv = ("agenda", "outstanding", *STORE)
    closed = said(capsys, *argv)
    with served():
        assert said(capsys, *argv) == closed == "Nothing is outstanding.\n"
        capsys.readouterr()
        assert run("agenda", "settle", "x/1/A1", "done", *STORE) == 2
        assert "There is no meeting 'x'" in capsys.readouterr().err


# An emergency of one referral


def emergency(*more: str) -> tuple[str, ...]:
    """A restricted one, of the register of the open meeting."""
    Path("referral.csv").write_text(as_csv([HEADINGS, a_row(born="12/5/1988")]), encoding="utf-8")
    what = ("agenda", "emergency", "referral.csv", "--from", "northvale-november", "--yes")
    more = more if "--by" in more else (*more, "--by", "minutes")
    when = ("--day", "2026-11-25", "--at", "16:30", "--heading", "Notes=keep", *STORE)
    return (*what, *when, *more)


NAMED = ("--restricted", "honour", "--for", "chair", "--for", "minutes")


@pytest.mark.parametrize("server", [nullcontext, served], ids=["closed", "served"])
def test_a_restricted_emergency_takes_one_referral_and_those_named_ag_9_res_1(
    server: Callable[[], AbstractContextManager[None]], capsys: pytest.CaptureFixture[str]
) -> None:
    arrange()
    with server():
        printed = said(capsys, *emergency(*NAMED))
        assert "A sitting is arranged for those named, 2 of them." in printed
        assert "Oakhill" not in printed
        (listed,) = said(capsys, "sittings", *STORE).splitlines()
    assert listed.endswith("emergency")
    assert listed.split()[0] not in said(capsys, "verify", *STORE)
    with opened_store(Path("store"), PASSPHRASE) as store:
        assert store.office.drafts.ids() == ()
        known = store.known(listed.split()[0])
        room = replayed(store, known).room
        assert (set(room.register), room.restricted) == ({"chair", "minutes"}, Restriction.HONOUR)
        assert [item.minutes for item in room.items.values()] == [30]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--restricted", "secret"), "Say why it is restricted with --restricted, employee or"),
        (NAMED[:-2], "name the minute-taker."),
        ((*NAMED, "--for", "lead"), "is not on that register"),
        ((*NAMED, "--by", "chair", "--heading", "Agency=keep"), "An emergency hears one case"),
    ],
)
def test_what_is_missing_for_a_restricted_emergency_is_one_sentence_and_nothing_is_kept(
    more: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arrange()
    capsys.readouterr()
    assert run(*emergency(*more)) == 2
    assert sentence in capsys.readouterr().err
    assert said(capsys, "sittings", *STORE) == "There is no restricted sitting.\n"


def test_an_open_meeting_is_arranged_while_the_server_runs_and_is_held_ag_4(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    another = PLAN.replace("northvale-november", "northvale-december").replace("11-24", "12-15")
    Path("another.toml").write_text(another, encoding="utf-8")
    with served():
        said(capsys, "arrange", "another.toml", *STORE, "--publish", "--invitations", "more")
    audit = said(capsys, "audit", *STORE, "--meeting", "northvale-december", "--raw")
    assert "serving" in audit
