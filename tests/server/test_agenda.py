"""``marac-server agenda``: a draft, and the referrals that come in for it. AG-6, CON-3, CON-6."""

import csv
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from agenda.draft import Draft, Standing, listed, plan_of, set_aside, waiting
from agenda.referrals.fields import FIELDS
from server.cli import main
from server.held import HeldMeeting
from server.holding import hold
from server.keys import new_key
from server.store import opened_store
from tests.agenda.referrals.given import HEADINGS, a_row, as_csv, fourteen
from tests.agenda.referrals.hostile import HOSTILE
from tests.agenda.referrals.workbooks import a_workbook
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import a_plan, approved
from tests.server.heard import written as written_meeting
from tests.server.test_sittings import served

PLAN = """
id = "northvale-november"
area = "Northvale"
day = 2026-12-08
starts = 09:00:00
agencies = [
  { id = "police", name = "Police" },
  { id = "coordination", name = "MARAC coordination" },
  { id = "housing", name = "Housing Options" },
]
people = [
  { id = "chair", name = "Insp Petra Oakes", agency = "police", role = "chair" },
  { id = "minutes", name = "Milo Penn", agency = "coordination", role = "minute_taker", coordinator = true },
]
"""  # noqa: E501 - as somebody writes it
STORE = ("--store", "store")
KEEP = ("--heading", "Notes=keep")
IMPORT = ("agenda", "import", "referrals.csv", *STORE, *KEEP)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("MARAC_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr("sys.stdin", StringIO())
    Path("plan.toml").write_text(PLAN, encoding="utf-8")


class Terminal(StringIO):
    """Somebody who sits there and has typed this."""

    def isatty(self) -> bool:
        return True


def run(*argv: str) -> int:
    return main(list(argv), cost=CHEAP)


def prepared(*rows: list[object]) -> None:
    """A draft, and a file with these rows."""
    assert run("agenda", "new", "plan.toml", *STORE) == 0
    written(*rows)


def written(*rows: list[object]) -> None:
    Path("referrals.csv").write_text(as_csv([HEADINGS, *rows]), encoding="utf-8", newline="")


def draft() -> Draft:
    with opened_store(Path("store"), PASSPHRASE) as store:
        return store.office.drafts.draft("northvale-november")


def test_role_6_a_draft_whose_plan_has_a_guest_says_how_a_guest_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    guest = '{ id = "g", name = "Mina Moss", agency = "housing", role = "guest", for_case = 1 },'
    Path("plan.toml").write_text(PLAN.replace("people = [", f"people = [ {guest}"))
    assert run("agenda", "new", "plan.toml", *STORE) == 2
    said = capsys.readouterr().err
    assert "this plan has no cases yet: leave them out of it" in said
    assert "agenda guest" in said


def test_role_6_who_was_entered_before_the_first_meeting_is_published_can_be_a_guest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared(a_row())
    assert run(*IMPORT, "--yes") == 0
    named = ("--name", "Mina Moss", "--agency", "housing", "--address", "room.example:4765")
    assert run("people", "add", "moss", *named, *STORE) == 0
    capsys.readouterr()
    assert run("agenda", "guest", "1", "moss", *STORE) == 0
    assert "Mina Moss is a guest of number 1 of the list" in capsys.readouterr().out


def victims() -> list[str]:
    return [referral.victim.name for referral in listed(draft())]


MINA: list[object] = a_row(victim="Mina Hart", perpetrators="Carl Hart", born="1/2/1990",
                           children="", address="9 Elm Road, Northvale")  # fmt: skip
BAD: list[object] = a_row(victim="Jo Penrose", perpetrators="Max Tully", born="31/2/1990",
                          address="3 Quay Street, Northvale", children="")  # fmt: skip


def test_the_coordinators_fourteen_come_in_after_a_report_ag_6(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("agenda", "new", "plan.toml", *STORE) == 0
    Path("march.toml").write_text(
        PLAN.replace("northvale-november", "northvale-march").replace("2026-12-08", "2026-03-24"),
        encoding="utf-8",
    )
    assert run("agenda", "new", "march.toml", *STORE) == 0
    march = a_row(victim="Delyth Marlow", perpetrators="Evan Marlow", born="9/9/1979",
                  perp_born="1/2/1977", children="none", address="77 Quay Street",
                  referred="10/3/2026", incident="1/3/2026")  # fmt: skip
    written(march)
    assert run(*IMPORT, "--meeting", "northvale-march", "--yes") == 0
    capsys.readouterr()
    Path("referrals.xlsx").write_bytes(a_workbook(fourteen()))
    last = ("agenda", "import", "referrals.xlsx", *STORE, "--meeting", "northvale-november")
    assert run(*last) == 2
    printed = capsys.readouterr()
    assert "Nothing is imported yet. Say that you have read this with --yes." in printed.err
    report = printed.out.splitlines()
    assert report[0] == "Complete: 11 referrals (rows 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 14)"
    assert report[1:5] == [
        "To look at: 3 referrals",
        "  Row 6: there is no safe contact.",
        "  Row 10, cell A10 (Agency): “Housing Optons”: is this Housing Options?",
        "  Row 15: this may be a repeat of a case of 24 March 2026.",
    ]
    assert not any(name in printed.out for name in ("Oakhill", "Marlow", "Hart"))
    assert run(*last, "--yes") == 0
    assert "Imported. 14 came onto the list" in capsys.readouterr().out
    assert len(plan_of(draft()).cases) == 14
    with opened_store(Path("store"), PASSPHRASE) as store:
        assert store.office.drafts.settled("NORTHVALE", "agency") == {"housing optons": "housing"}  # type: ignore[arg-type] # as it is stored


def test_a_heading_is_asked_about_once_and_then_remembered_for_the_area_ag_6(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared(a_row())
    plain = ("agenda", "import", "referrals.csv", *STORE, "--yes")
    assert run(*plain) == 2
    said = capsys.readouterr()
    assert "Cell AA1: the heading 'Notes' is not known." in said.out
    assert "Settle these headings, and import the file again." in said.err
    assert victims() == []
    assert run(*plain, "--heading", "Notes=zebra") == 2
    assert "'zebra' is no field of a referral" in capsys.readouterr().err
    assert run(*plain, *KEEP) == 0
    written(MINA)
    assert run(*plain) == 0
    assert victims() == ["Anwen Oakhill", "Mina Hart"]


def test_all_or_nothing_and_the_rest_where_it_is_asked_for_ag_6(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared(a_row(), BAD, MINA)
    assert run(*IMPORT, "--yes") == 2
    said = capsys.readouterr()
    assert "Refused: 1 referral" in said.out
    assert "Row 3, cell E3 (Victim DOB): “31/2/1990” is no day of any calendar." in said.out
    assert "take the rest with --accept-valid" in said.err
    assert victims() == []
    assert run(*IMPORT, "--yes", "--accept-valid") == 0
    assert victims() == ["Anwen Oakhill", "Mina Hart"]


def test_a_file_imported_again_brings_nothing_twice_and_what_was_put_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared(a_row(), BAD)
    assert run(*IMPORT, "--yes", "--accept-valid") == 0
    good = list(BAD)
    good[4] = "3/2/1990"
    written(a_row(), good)
    assert run(*IMPORT, "--yes") == 0
    assert "In the draft already: 1 referral" in capsys.readouterr().out
    assert victims() == ["Anwen Oakhill", "Jo Penrose"]
    assert run(*IMPORT, "--yes") == 2
    assert "nothing in this file that is yours to import" in capsys.readouterr().err


def test_a_row_that_stands_twice_in_a_file_is_taken_once_and_said_so_ag_6(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared(a_row(), a_row(), a_row(reason="Something else."))
    assert run(*IMPORT, "--yes") == 0
    said = capsys.readouterr().out
    assert "Row 3 says the same as row 2: it is taken once." in said
    assert "Row 4: this may be the case that row 2 is about." in said
    assert victims() == ["Anwen Oakhill"] * 2


def test_of_a_row_that_waits_for_somebody_else_nobody_is_told_that_it_stands_twice_con_3(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared(a_row(), PENN, PENN)
    assert run(*IMPORT, "--yes") == 0
    said = capsys.readouterr().out
    assert "says the same" not in said
    assert "One referral has to be processed by somebody else" in said
    assert len(waiting(draft())) == 1


PENN: list[object] = a_row(victim="Nadia Aziz", perpetrators="Milo Penn", born="4/4/1990",
                           perp_born="n/k", children="", address="8 Low Street")  # fmt: skip


def test_who_may_be_a_party_is_stopped_before_the_case_is_shown_and_another_takes_it_con_3_con_6(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared(a_row(), PENN)
    assert run(*IMPORT, "--yes") == 0
    said = capsys.readouterr().out
    assert (
        "One referral has to be processed by somebody else: let them import this file with --by "
        "and their id." in said
    )
    assert "3" not in said.replace("--", "").split("Not said")[0]
    assert victims() == ["Anwen Oakhill"]
    (held,) = waiting(draft())
    assert run("agenda", "show", *STORE) == 0
    assert "1 to be processed by somebody else." in capsys.readouterr().out
    assert run(*IMPORT, "--yes", "--by", "chair") == 0
    assert "In the draft already: 1 referral" in (said := capsys.readouterr().out)
    assert "Complete: 1 referral (rows 3)" in said
    (taken,) = draft().referrals[1:]
    assert (taken.referral.id, taken.by) == (held.id, "chair")
    assert taken.closed_to == {"minutes"}
    assert run("agenda", "show", *STORE, "--by", "minutes") == 0
    said = capsys.readouterr().out
    assert "  2  processed by somebody else" in said
    assert "Aziz" not in said
    assert run("agenda", "show", *STORE, "--by", "Insp Petra Oakes") == 0
    said = capsys.readouterr().out
    assert "  2  09:30  Police: Nadia Aziz; Milo Penn" in said
    assert "Oakhill" not in said, "a stand-in is shown what they processed, and nothing else"
    assert run("audit", *STORE) == 0
    assert "was shown in the name of chair" in capsys.readouterr().out


def test_a_refused_row_of_ones_own_is_not_shown_either_con_6(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bad = list(PENN)
    bad[4], bad[6] = "31/2/1990", "Penn, Milo; somebody, else"
    prepared(a_row(), bad)
    assert run(*IMPORT, "--yes") == 0
    said = capsys.readouterr()
    assert "One referral has to be processed by somebody else" in said.out
    assert "31/2/1990" not in said.out + said.err
    assert run(*IMPORT, "--yes", "--by", "chair") == 2
    assert "31/2/1990" in capsys.readouterr().out


def test_without_a_coordinator_somebody_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.toml").write_text(PLAN.replace(", coordinator = true", ""), encoding="utf-8")
    prepared(a_row())
    assert run(*IMPORT, "--yes") == 2
    assert "Say who does this with --by" in capsys.readouterr().err
    assert run(*IMPORT, "--yes", "--by", "nobody") == 2
    assert "Name one person with --by" in capsys.readouterr().err
    assert run(*IMPORT, "--yes", "--by", "milo penn") == 0


def test_a_restricted_referral_is_set_aside_and_on_no_list_res_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared(a_row(), [*MINA[:25], "yes", ""])
    assert run(*IMPORT, "--yes") == 0
    said = capsys.readouterr().out
    assert "Put aside for a sitting of its own, on no list: 1 referral (rows 3)" in said
    assert [referral.victim.name for referral in set_aside(draft())] == ["Mina Hart"]
    assert [case.parties[0].name for case in plan_of(draft()).cases] == ["Anwen Oakhill"]
    assert run("agenda", "show", *STORE) == 0
    shown = capsys.readouterr().out
    assert "Mina" not in shown
    assert "aside" not in shown
    assert run("agenda", "show", *STORE, "--restricted") == 0
    assert "Mina Hart" in capsys.readouterr().out


def test_once_it_is_published_show_prints_the_running_order_and_no_longer_the_draft_ag_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared(a_row())
    assert run(*IMPORT, "--yes") == 0
    assert run("agenda", "show", *STORE, "--out", "agenda") == 2
    assert "A draft has no papers yet" in capsys.readouterr().err
    assert run("agenda", "publish", *STORE, "--invitations", "invitations") == 0
    capsys.readouterr()
    assert run("agenda", "show", *STORE, "--out", "agenda") == 0
    said = capsys.readouterr().out
    assert "Version 1 of the agenda, for Milo Penn" in said
    assert "09:15  15       Case 1" in said
    assert "Oakhill" not in said, "the agenda is not open yet"
    made = {path.name for path in Path("agenda").iterdir()}
    assert made == {f"agenda-v1-minutes.{ending}" for ending in ("csv", "docx", "pdf")}
    assert run("audit", *STORE) == 0
    assert "the agenda of northvale-november was shown in the name of Milo Penn" in (
        capsys.readouterr().out
    )


def test_it_asks_who_sits_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(a_row())
    monkeypatch.setattr("sys.stdin", Terminal("no\n"))
    assert run(*IMPORT) == 2
    assert "Nothing is imported." in capsys.readouterr().err
    assert victims() == []
    monkeypatch.setattr("sys.stdin", Terminal("yes\n"))
    assert run(*IMPORT) == 0
    assert victims() == ["Anwen Oakhill"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to wait for there")
def test_it_goes_through_the_server_while_one_runs(capsys: pytest.CaptureFixture[str]) -> None:
    Path("on.toml").write_text("cases = []" + PLAN, encoding="utf-8")
    assert run("arrange", "on.toml", *STORE, "--invitations", "invitations") == 0
    Path("plan.toml").write_text(PLAN.replace("november", "december"), encoding="utf-8")
    prepared(a_row(), BAD)
    with served():
        assert run(*IMPORT, "--yes") == 2
        assert run(*IMPORT, "--yes", "--accept-valid") == 0
        assert run("agenda", "show", *STORE) == 0
    assert "Police: Anwen Oakhill; Dale Oakhill, 2 children" in capsys.readouterr().out
    with opened_store(Path("store"), PASSPHRASE) as store:
        kept = store.office.drafts.draft("northvale-december")
    assert [r.standing for r in kept.referrals] == [Standing.LISTED]


def test_what_crosses_to_the_server_is_sealed_and_bounded() -> None:
    from server.agenda_control import packed, unpacked  # noqa: PLC0415 - only here
    from server.errors import OperatorError  # noqa: PLC0415 - as above

    key = new_key()
    sent = packed(key, {"rows": ["Oakhill"]})
    assert "Oakhill" not in sent
    assert unpacked(key, sent) == {"rows": ["Oakhill"]}
    with pytest.raises(OperatorError, match="another version"):
        unpacked(new_key(), sent)
    with pytest.raises(OperatorError, match="import it in two parts"):
        packed(key, {"rows": [chr(0x4E00 + n * n % 20000) for n in range(900_000)]})


@pytest.mark.parametrize("name", ["zip bomb", "macros", "external entity", "a path outside"])
def test_a_hostile_file_is_one_sentence_and_changes_nothing_ag_6(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared()
    make, sentence = HOSTILE[name]
    Path("evil.xlsx").write_bytes(make())
    assert run("agenda", "import", "evil.xlsx", *STORE, "--yes") == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said[-1:]) == 1
    assert said[-1].startswith("evil.xlsx: ")
    assert sentence in said[-1]
    assert draft().version == 1


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("agenda", "import", *STORE), "Name a file: marac-server agenda import FILE"),
        (("agenda", "new", *STORE), "Name a file: marac-server agenda new FILE"),
        (("agenda", "show"), "Name the store with --store."),
        (("agenda", "import", "nowhere.csv", *STORE), "nowhere.csv cannot be read"),
        (("agenda", "show", *STORE, "--meeting", "other"), "There is no draft 'other'."),
        (("agenda", "new", "plan.toml", *STORE), "There is a draft 'northvale-november' already"),
        ((*IMPORT, "--heading", "Notes"), "'Notes' says nothing; write it as"),
        ((*IMPORT, "--spelling", "X=circus"), "'circus' is no agency of this meeting."),
    ],
)
def test_whatever_goes_wrong_is_a_sentence(
    argv: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    prepared(a_row())
    capsys.readouterr()
    assert run(*argv) == 2
    assert sentence in capsys.readouterr().err


def test_a_restricted_sitting_has_no_draft_res_2(capsys: pytest.CaptureFixture[str]) -> None:
    Path("plan.toml").write_text('restricted = "honour"\n' + PLAN, encoding="utf-8")
    assert run("agenda", "new", "plan.toml", *STORE) == 2
    assert "A restricted sitting has no draft" in capsys.readouterr().err


def test_the_template_can_be_filled_in_and_imported_ag_6() -> None:
    prepared()
    assert run("agenda", "template", "--out", "empty.csv") == 0
    assert run("agenda", "template", "--out", "forms") == 0
    assert sorted(path.name for path in Path().glob("*.*")) == [
        "empty.csv", "forms.csv", "forms.xlsx", "plan.toml", "referrals.csv",
    ]  # fmt: skip
    text = Path("empty.csv").read_text(encoding="utf-8-sig")
    said = {"Referring agency": "Police", "Victim": "Mina Hart", "Perpetrators": "Carl Hart",
            "Ticks": "17", "Visible high risk": "Yes", "Safe contact": "mobile",
            "Consent": "Given"}  # fmt: skip
    row = StringIO(newline="")
    csv.writer(row).writerow([said.get(field.heading, "") for field in FIELDS])
    Path("empty.csv").write_text(text + row.getvalue(), encoding="utf-8-sig", newline="")
    assert run("agenda", "import", "empty.csv", *STORE, "--yes") == 0
    assert victims() == ["Mina Hart"]


def test_forty_cases_come_in_together_ag_6() -> None:
    rows = [
        a_row(victim=f"Anw{chr(97 + n % 26)}n Oak{chr(97 + n // 26)}hill", born="1/3/1979",
              perpetrators=f"Dal{chr(97 + n % 26)} Oak{chr(97 + n // 26)}ham", perp_born="n/k",
              address=f"{n} Mill Lane")
        for n in range(40)
    ]  # fmt: skip
    prepared(*rows)
    assert run(*IMPORT, "--yes") == 0
    assert len(victims()) == 40


def test_the_report_says_what_was_heard_before_and_to_whom_it_may_not_con_3_ag_7(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with opened_store(Path("store"), PASSPHRASE, create=True, cost=CHEAP) as store:
        heard = a_plan("northvale-spring", date(2026, 3, 24), ("Mina Hart", "Carl Hart"))
        before = written_meeting(store, heard, approved(heard))
        hold(store.office, before, approved(heard).state)
    prepared(MINA)
    assert run(*IMPORT) == 2
    assert "this may be a repeat of northvale-spring/1, heard on 24 March 2026, and it is not " in (
        capsys.readouterr().out
    )
    with opened_store(Path("store"), PASSPHRASE) as store:
        (case,) = store.office.held.cases()
        closed = case.model_copy(update={"closed_to": frozenset({"minutes"})})
        again = HeldMeeting("northvale-spring", 2, case.heard_on, store.office.held.rules())
        store.office.held.hold(again, [closed])
    assert run(*IMPORT) == 2
    assert "repeat" not in capsys.readouterr().out


@pytest.mark.parametrize(("day", "is_old"), [("1/5/2026", True), ("2/5/2026", False)])
def test_a_transfer_whose_minutes_are_older_than_six_months_is_pointed_out_ag_7(
    capsys: pytest.CaptureFixture[str], day: str, *, is_old: bool
) -> None:
    assert run("agenda", "new", "plan.toml", *STORE) == 0
    heading = "Date of minutes of another MARAC"
    rows: list[list[object]] = [[*HEADINGS, heading], [*MINA, day]]
    Path("referrals.csv").write_text(as_csv(rows), encoding="utf-8", newline="")
    assert run(*IMPORT) == 2
    said = "more than 6 months old: ask that MARAC how things are now"
    assert (said in capsys.readouterr().out) is is_old
