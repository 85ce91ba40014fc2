"""``marac-server`` from the outside: what it prints, and one sentence for whatever goes wrong."""

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from meeting.joining import parse_invitation
from meeting.room import Phase
from server.cli import main, read_passphrase
from server.errors import OperatorError
from server.ledger import Ledger
from server.papers.lists import FORMATS, TO_READ
from server.people import ERRANDS, Desk
from server.plan_file import read_plan
from server.store import opened_store
from tests.docs.plan_page import EXAMPLE
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.test_sittings import served

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

[[cases]]
id = "oak"
referred_by = "police"
parties = [{ id = "victim", kind = "victim", name = "Anwen Oakhill" }]
"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("MARAC_PASSPHRASE_FILE", raising=False)
    Path("plan.toml").write_text(PLAN, encoding="utf-8")


def run(*argv: str) -> int:
    return main(list(argv), cost=CHEAP)


def arrange() -> None:
    assert run("arrange", "plan.toml", "--store", "store", "--invitations", "invitations") == 0


def test_role_6_a_guest_is_given_the_number_of_their_case_and_asked_for_late_is_said_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    guest = '  { id = "g", name = "Mina Hart", agency = "police", role = "guest", for_case = 1 },'
    plan = PLAN.replace("2026-11-24", "2020-11-24").replace("people = [", f"people = [\n{guest}")
    Path("plan.toml").write_text(plan.replace('id = "oak"\n', ""), encoding="utf-8")
    arranged = read_plan(Path("plan.toml"))
    assert arranged.people[0].for_case == arranged.cases[0].id
    assert run(*ARRANGE) == 0
    assert (
        "at the latest 5 working days before the meeting, and it is later than that: Mina Hart."
        in (capsys.readouterr().err)
    )
    Path("plan.toml").write_text(plan.replace("for_case = 1", "for_case = 2"), encoding="utf-8")
    assert run(*ARRANGE) != 0
    assert "Mina Hart is a guest and needs for_case" in capsys.readouterr().err


def test_arrange_prints_an_invitation_for_everybody(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*ARRANGE, "--address", "room:4765") == 0
    texts = capsys.readouterr().out.split("MARAC Live: ")[1:]
    assert [text.split(",")[0] for text in texts] == [
        "an invitation for Insp Petra Oakes",
        "an invitation for Milo Penn",
    ]
    assert all("marac join" in text for text in texts)
    invitations = [parse_invitation(text) for text in texts]
    assert [i and i.address for i in invitations] == ["room:4765", "room:4765"]
    assert len({i.code for i in invitations if i}) == 2


def test_arrange_says_what_it_made_and_that_no_address_was_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    said = capsys.readouterr().err
    assert "northvale-november is arranged, with 2 people and cases: 1." in said
    chair = Path("invitations/invitation-chair.txt")
    assert f"{chair}  for Insp Petra Oakes" in said
    assert "No address was given" in said
    Path("plan.toml").write_text(PLAN.replace("november", "december"), encoding="utf-8")
    arrange()
    assert "Milo Penn has a password, or an invitation in hand already" in capsys.readouterr().err


@pytest.mark.parametrize("more", [(), ("--invitations", "invitations")])
def test_where_the_address_is_known_nobody_is_told_that_it_is_not(
    more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*ARRANGE, "--address", "room:4765", *more) == 0
    assert "No address" not in capsys.readouterr().err


def test_role_1_who_is_coordinator_in_the_plan_is_coordinator_of_the_store(
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = PLAN.replace('role = "minute_taker"', 'role = "minute_taker", coordinator = true')
    Path("plan.toml").write_text(plan, encoding="utf-8")
    arrange()
    with opened_store(Path("store"), PASSPHRASE, cost=CHEAP) as store:
        assert store.office.accounts.posts() == {"chair": "chair", "minutes": "coordinator"}
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("said", "phase"), [((), Phase.GATHERING), (("--publish",), Phase.PREPARING)]
)
def test_a_meeting_is_prepared_before_the_day_if_it_is_published_ag_4(
    said: tuple[str, ...], phase: Phase
) -> None:
    assert run(*ARRANGE, *said) == 0
    with (
        opened_store(Path("store"), PASSPHRASE, cost=CHEAP) as store,
        closing(store.open_meeting(store.known())) as journal,
    ):
        found = Ledger.replayed(journal.meeting, journal.epoch, journal.read_all())
    assert found.state.room.phase is phase


def test_arrange_writes_each_invitation_for_its_owner_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    files = sorted(Path("invitations").iterdir())
    assert [file.name for file in files] == ["invitation-chair.txt", "invitation-minutes.txt"]
    assert all(parse_invitation(file.read_text()) for file in files)
    assert capsys.readouterr().out == ""
    if sys.platform != "win32":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_new_invitation_keeps_the_address_that_was_said_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    assert run(*INVITE, "--address", "room:4765") == 0
    assert run(*INVITE) == 0
    first, second = map(parse_invitation, capsys.readouterr().out.split("MARAC Live: ")[1:])
    assert first is not None
    assert second is not None
    assert (second.address, second.pin) == ("room:4765", first.pin)
    assert second.code != first.code


def test_every_errand_with_people_has_a_line_in_the_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        run("people", "--help")
    shown = capsys.readouterr().out
    assert [each for each in ERRANDS if not re.search(rf"^  {each} +\S", shown, re.MULTILINE)] == []


@pytest.mark.parametrize(("said", "code"), [("yes\n", 0), ("no\n", 2), ("", 2)])
def test_who_ends_somebody_at_a_terminal_is_asked_first(
    said: str, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arrange()
    terminal = StringIO(said)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    assert run("people", "end", "chair", "--store", "store") == code
    assert "chair will be no member any more" in capsys.readouterr().err
    assert run("people", "list", "--store", "store") == 0
    chair = capsys.readouterr().out.splitlines()[1]
    assert ("ended" in chair) is (code == 0)


@pytest.mark.skipif(sys.platform == "win32", reason="files have other rights there")
def test_a_passphrase_that_others_can_read_is_pointed_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    Path("words").write_text(PASSPHRASE)
    for mode, told in ((0o644, True), (0o600, False)):
        Path("words").chmod(mode)
        capsys.readouterr()
        assert run("people", "list", "--store", "store", "--passphrase-file", "words") == 0
        assert ("run: chmod 600 words" in capsys.readouterr().err) is told


def test_a_person_is_named_as_on_the_register(capsys: pytest.CaptureFixture[str]) -> None:
    arrange()
    capsys.readouterr()
    assert run("people", "invite", "insp petra oakes", "--store", "store") == 0
    assert parse_invitation(capsys.readouterr().out) is not None
    assert run("people", "invite", "Petra", "--store", "store") == 2
    assert "chair (Insp Petra Oakes)" in capsys.readouterr().err


def certificate(days: int, key: ec.EllipticCurvePrivateKey | None = None) -> None:
    """A certificate of the organisation's own, which ends in so many days, and its key."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "room.northvale.example")])
    ends = datetime.now(UTC) + timedelta(days=days)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=365))
        .not_valid_after(ends)
        .sign(key, SHA256())
    )
    pem = serialization.Encoding.PEM
    Path("own.pem").write_bytes(made.public_bytes(pem))
    Path("own.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def test_invitations_carry_the_pin_of_the_organisations_own_key_however_it_is_renewed() -> None:
    arrange()
    key = ec.generate_private_key(ec.SECP256R1())
    pins = []
    for days in (30, 300):
        certificate(days, key)
        with opened_store(Path("store"), PASSPHRASE) as store:
            store.use_certificate(Path("own.pem"), Path("own.key"))
            text = Desk(store).run("invite", "chair", {})
        invitation = parse_invitation(text)
        assert invitation is not None
        pins.append(invitation.pin)
    spki = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert pins == [sha256(spki).digest()] * 2


def test_a_reader_who_has_seen_enough_gets_no_complaint() -> None:
    program = "import sys; from server.cli import main; raise SystemExit(main(['schema']))"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 2


def test_verify_says_what_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    arrange()
    assert run("verify", "--store", "store") == 0
    audit, *others = capsys.readouterr().out.splitlines()
    assert re.fullmatch("audit: whole, head audit:3:[0-9a-f]{32}", audit)
    assert others == ["office: whole", "northvale-november: whole, 8 events in 3 streams"]


def test_papers_are_written_for_whom_they_are_asked(capsys: pytest.CaptureFixture[str]) -> None:
    arrange()
    assert run("papers", "--store", "store", "--out", "papers", "--for", "chair") == 0
    names = sorted(path.name for path in Path("papers").iterdir())
    assert names == [
        *sorted(f"action-list-draft-chair.{ending}" for ending in FORMATS),
        *(f"minutes-draft-chair.{ending}" for ending in TO_READ),
        "register-chair.csv",
    ]
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(names)
    assert all(line.endswith("  for Insp Petra Oakes (chair)") for line in printed)


def test_papers_are_written_while_the_server_runs_too(capsys: pytest.CaptureFixture[str]) -> None:
    arrange()
    with served():
        assert run("papers", "--store", "store", "--out", "papers", "--for", "chair") == 0
    assert Path("papers", "action-list-draft-chair.pdf").read_bytes().startswith(b"%PDF")
    assert "action-list-draft-chair.pdf" in capsys.readouterr().out


def test_papers_go_by_themselves_only_to_whoever_signed_sign_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arrange()
    assert run("papers", "--store", "store", "--out", "papers") == 2
    assert "Nobody has signed yet" in capsys.readouterr().err
    assert not Path("papers").exists()


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema") == 0
    assert "x-model-version" in json.loads(capsys.readouterr().out)


def _nothing() -> None:
    pass


def _bad_toml() -> None:
    Path("plan.toml").write_text("id = ")


def _bad_plan() -> None:
    Path("plan.toml").write_text(PLAN.replace('role = "chair"', 'role = "observer"'))


def _bad_role() -> None:
    Path("plan.toml").write_text(PLAN.replace('role = "chair"', 'role = "chairman"'))


def _other_nation() -> None:
    Path("plan.toml").write_text(PLAN + '[protocol.meetings]\nnation = "FR"\n')


def _lost_office() -> None:
    arrange()
    for path in Path("store").glob("office.db*"):
        path.unlink()


def _garbage_certificate() -> None:
    arrange()
    Path("store/certificate.pem").write_text("garbage")


def _meeting_of_another_office() -> None:
    arrange()
    known = next(Path("store/meetings").glob("*.db"))
    known.with_name("stray.db").write_bytes(known.read_bytes())


def _absurd_cost() -> None:
    arrange()
    facts = json.loads(Path("store/store.json").read_text())
    facts["cost"]["passes"] = 10**9
    Path("store/store.json").write_text(json.dumps(facts))


def _own() -> None:
    arrange()
    certificate(300)


def _expired() -> None:
    arrange()
    certificate(-1)


def _another_key() -> None:
    _own()
    key = Path("own.key").read_bytes()
    certificate(300)
    Path("own.key").write_bytes(key)


def _no_plan() -> None:
    Path("plan.toml").unlink()


def _other_passphrase() -> None:
    arrange()
    os.environ["MARAC_PASSPHRASE"] = "another"


def _foreign_file() -> None:
    arrange()
    next(Path("store/meetings").glob("*.db")).write_bytes(b"not ours" * 1024)


def _lost_key() -> None:
    arrange()
    Path("store/store.json").unlink()


def _no_passphrase() -> None:
    arrange()
    del os.environ["MARAC_PASSPHRASE"]


def _damaged() -> None:
    arrange()
    path = next(Path("store/meetings").glob("*.db"))
    content = bytearray(path.read_bytes())
    content[-50] ^= 0xFF
    path.write_bytes(bytes(content))


ARRANGE = ("arrange", "plan.toml", "--store", "store")
SERVE = ("serve", "--store", "store", "--port", "0")
INVITE = ("people", "invite", "chair", "--store", "store")
OWN = ("--certificate", "own.pem", "--key", "own.key")
VERIFY = ("verify", "--store", "store")


@pytest.mark.parametrize(
    ("before", "argv", "sentence"),
    [
        (_bad_toml, ARRANGE, "plan.toml is not TOML"),
        (_bad_plan, ARRANGE, "plan.toml is no plan: the plan needs exactly one chair"),
        (
            _bad_role,
            ARRANGE,
            "line 7: people, number 1: role is 'chairman'",
        ),
        (
            _other_nation,
            ARRANGE,
            "meetings.nation: No bank holidays are known for 'FR'",
        ),
        (_nothing, (*ARRANGE, "--invitations", "nowhere/in"), "The invitations cannot be written"),
        (_nothing, (*ARRANGE, "--invitations", "plan.toml"), "The invitations cannot be written"),
        (_expired, (*SERVE, *OWN), "certificate is not good today"),
        (_another_key, (*SERVE, *OWN), "The server's TLS key does not open"),
        (_own, (*SERVE, *OWN[:2]), "needs both: --certificate and --key"),
        (_own, (*SERVE, "--certificate", "plan.toml", *OWN[2:]), "certificate cannot be read"),
        (_lost_office, VERIFY, "office.db is missing"),
        (_lost_office, SERVE, "office.db is missing"),
        (_lost_office, ARRANGE, "office.db is missing"),
        (_garbage_certificate, INVITE, "certificate cannot be read"),
        (_garbage_certificate, SERVE, "put certificate.pem and key.pem back"),
        (_meeting_of_another_office, VERIFY, "The office does not know stray.db"),
        (_absurd_cost, VERIFY, "store.json is damaged"),
        (arrange, (*SERVE[:-1], "99999"), "99999 is no port"),
        (arrange, (*SERVE[:-1], "-1"), "-1 is no port"),
        (arrange, (*SERVE, "--host", "a..b"), "there is no such address"),
        (_no_plan, ARRANGE, "plan.toml cannot be read: No such file"),
        (arrange, ARRANGE, "is arranged already"),
        (_nothing, SERVE, "There is no store in store"),
        (_other_passphrase, SERVE, "not the passphrase"),
        (_no_passphrase, SERVE, "No passphrase: put it in a file"),
        (_foreign_file, SERVE, "is not a database of this store"),
        (_lost_key, SERVE, "There is no store"),
        (_damaged, SERVE, "not whole"),
        (_damaged, VERIFY, "Not whole: northvale-november"),
        (arrange, (*SERVE, "--meeting", "x"), "the store holds: northvale-november"),
        (
            arrange,
            ("people", "invite", "nobody", "--store", "store"),
            "Name one person, by id or by name",
        ),
        (
            arrange,
            ("papers", "--store", "store", "--out", "p", "--for", "nobody"),
            "Nobody on the register",
        ),
        (arrange, (*SERVE, "--passphrase-file", "none"), "The passphrase file none cannot be read"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_goes_wrong_is_one_sentence_and_exit_code_2(
    before: Callable[[], None],
    argv: tuple[str, ...],
    sentence: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    before()
    capfd.readouterr()
    assert run(*argv) == 2
    said = capfd.readouterr().err
    assert sentence in said
    assert "Traceback" not in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("before", "more"),
    [(_other_nation, ()), (_bad_plan, ()), (_nothing, ("--invitations", "nowhere/in"))],
    ids=["nation", "plan", "invitations"],
)
def test_what_is_wrong_with_an_arrangement_is_found_before_anything_is_made(
    before: Callable[[], None], more: tuple[str, ...]
) -> None:
    before()
    assert run(*ARRANGE, *more) == 2
    assert not Path("store").exists()


def test_a_case_without_an_id_gets_one_that_says_nothing() -> None:
    Path("plan.toml").write_text(PLAN.replace('id = "oak"\n', ""), encoding="utf-8")
    first, second = (read_plan(Path("plan.toml")).cases[0].id for _ in range(2))
    assert re.fullmatch("[0-9a-f]{16}", first)
    assert first != second
    arrange()


@pytest.mark.parametrize("cases", ['"oak"', "[1]", "{}", "[{}]"])
def test_cases_in_no_form_are_no_plan(cases: str) -> None:
    plan = PLAN.split("[[cases]]", maxsplit=1)[0]
    Path("plan.toml").write_text(f"{plan}cases = {cases}\n", encoding="utf-8")
    with pytest.raises(OperatorError, match=r"plan\.toml is no plan:\s+line \d+: cases"):
        read_plan(Path("plan.toml"))


MINUTES_AND_A_GUEST = """role = "minute_taker" },
  { id = "g", name = "Mina Hart", agency = "police", role = "guest", for_case = 7 },"""


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("09:00:00", "17:00", "line 5: 17:00 is no time in TOML; write 17:00:00."),
        ("09:00:00", "9:05 # early", "line 5: 9:05 is no time in TOML; write 09:05:00."),
        ("2026-11-24", "24/11/2026", "line 4: 24/11/2026 is no day in TOML; write 2026-11-24."),
        ('id = "northvale-november"', "", 'id is missing; write id = "…".'),
        ("day = 2026-11-24", "", "day is missing; write day = 2026-12-24."),
        ("[[cases]]", "[[case]]", "cases is missing; write a table [[cases]] for each."),
        (
            'role = "minute_taker"',
            'role = "minute_taker", post = "coordinator"',
            "people, number 2: post is no key of a plan; write coordinator = true for whoever",
        ),
        ('role = "chair"', 'rolle = "chair"', "rolle is no key of a plan; the nearest that there"),
        (
            'role = "minute_taker" },',
            MINUTES_AND_A_GUEST,
            "Mina Hart is a guest and needs for_case, the number of one of the 1 cases",
        ),
        ('kind = "victim"', 'kind = "victum"', "kind is 'victum', and has to be 'victim', "),
    ],
)
def test_what_is_wrong_with_a_plan_is_a_sentence_that_says_where_and_what_to_write(
    old: str, new: str, sentence: str
) -> None:
    assert old in PLAN
    Path("plan.toml").write_text(PLAN.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OperatorError) as refused:
        read_plan(Path("plan.toml"))
    assert sentence in str(refused.value)
    assert "Field required" not in str(refused.value)


def test_all_that_is_wrong_with_a_plan_is_said_at_once() -> None:
    plan = PLAN.replace("day = 2026-11-24", 'day = "soon"').replace('"chair" }', '"boss" }')
    Path("plan.toml").write_text(plan, encoding="utf-8")
    with pytest.raises(OperatorError) as refused:
        read_plan(Path("plan.toml"))
    head, first, second = str(refused.value).splitlines()
    assert head == "plan.toml is no plan:"
    assert first == "  line 4: day is 'soon', and has to be a date like 2026-12-24."
    assert second.startswith("  line 7: people, number 1: role is 'boss', and has to be 'chair', ")


def test_the_example_of_the_documents_is_a_plan() -> None:
    Path("plan.toml").write_text(EXAMPLE, encoding="utf-8")
    plan = read_plan(Path("plan.toml"))
    assert [p.id for p in plan.people if p.coordinator] == ["minutes"]


def test_the_log_says_nothing_but_ours_and_of_an_uncaught_error_only_its_kind() -> None:
    program = """
import asyncio, logging
from server import logs, loop
logs.set_up()
logging.getLogger("asyncio").error("words of another library")
async def main():
    asyncio.get_running_loop().call_soon(lambda: int("words that somebody typed"))
    await asyncio.sleep(0)
loop.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert "an error that nobody caught: ValueError" in done.stderr
    assert "words" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_in_use_is_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    arrange()
    capfd.readouterr()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run("serve", "--store", "store", "--port", str(port)) == 2
    said = capfd.readouterr().err
    assert f"Cannot serve on 127.0.0.1 port {port}" in said
    assert said.count("\n") == 1


def test_a_second_server_on_the_same_store_is_one_sentence(
    capfd: pytest.CaptureFixture[str],
) -> None:
    arrange()
    with opened_store(Path("store"), PASSPHRASE):
        assert run(*SERVE) == 2
    assert "in use by a running server" in capfd.readouterr().err


def test_without_its_libraries_it_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['cryptography'] = None; from server.cli import main; "
        "raise SystemExit(main(['verify', '--store', 'store']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"pip install 'marac-live[server]'" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_passphrase_is_of_the_file_before_the_environment() -> None:
    Path("a").write_text("of the argument\n")
    Path("b").write_text("of the file\r\n")
    environment = {"MARAC_PASSPHRASE": "of the words", "MARAC_PASSPHRASE_FILE": "b"}
    assert read_passphrase(Path("a"), environment) == "of the argument"
    assert read_passphrase(None, environment) == "of the file"
    assert read_passphrase(None, {"MARAC_PASSPHRASE": "of the words"}) == "of the words"
    Path("a").write_text("\n")
    with pytest.raises(OperatorError, match="No passphrase"):
        read_passphrase(Path("a"), environment)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to wait for there")
def test_serve_says_where_invites_people_and_stops_when_it_is_asked() -> None:
    arrange()
    command = [
        sys.executable,
        "-c",
        "from server.cli import main; raise SystemExit(main())",
        *SERVE,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Serving northvale-november on 127.0.0.1:")
        code = subprocess.check_output([*command[:3], *INVITE], text=True)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    invitation = parse_invitation(code)
    assert invitation is not None
    assert invitation.address.startswith("127.0.0.1:")
