"""The register on paper: who came and went, who signed what (ATT-1, ATT-2, SIGN-3, OUT-3)."""

import csv
import io

from meeting.attendance import register_for
from meeting.commands import (
    Admit,
    AskToComeIn,
    Attend,
    Leave,
    RecordApologies,
    RefuseDeclaration,
    StepOut,
    TurnAway,
    VoidSignIn,
)
from meeting.decide.silence import decide_silence
from meeting.room import Phase
from server.papers.register import register_csv
from tests.given import EVERYBODY, NO_LAPTOP, Given, a_guest_in, a_hearing, a_room
from tests.meeting.test_reading import held


def rows(given: Given, who: str = "chair") -> dict[str, dict[str, str]]:
    paper = register_csv(register_for(given.state, given.reader(who)))
    found = csv.DictReader(io.StringIO(paper.decode("utf-8-sig")))
    return {row["Person"]: row for row in found}


def test_att_2_the_four_ways_of_being_away_stand_there_with_their_times() -> None:
    given = a_hearing().later(minutes=30)
    given = given.happened(decide_silence(given.room, "idva", connected=False), "room")
    given = given.after("police", StepOut()).later(minutes=5).after("police", Attend())
    given = given.after("housing", Leave())
    given = given.happened(decide_silence(given.room, "idva", connected=True), "room")
    by_name = rows(given)
    for name, what in (
        ("Robin Marsh", ["present", "stepped out", "present"]),
        ("Hugo Brook", ["present", "left"]),
        ("Isla Vane", ["present", "not connected", "connected again"]),
    ):
        happened = by_name[name]["Came and went"].split("; ")
        assert [each.rsplit(" ", 1)[0] for each in happened] == what
    assert by_name["Hugo Brook"]["In the end"] == "present"


def test_sign_3_what_was_signed_stands_there_by_version_and_digest_and_before_whom() -> None:
    given = a_hearing()
    row = rows(given)["Hetty Lowe"]
    assert (row["Wording"], row["Digest of the wording"]) == ("1", given.digest)
    assert row["Witness"] == "Milo Penn"
    assert rows(given)["Robin Marsh"]["Witness"] == ""
    assert given.line(NO_LAPTOP).signature is not None


def test_sign_3_what_was_signed_on_paper_stays_there_beside_what_was_signed_at_a_laptop() -> None:
    given = a_hearing()
    on_paper = rows(given)["Hetty Lowe"]["Signed"]
    given = given.later(minutes=10).after(NO_LAPTOP, Attend())
    given = given.after(NO_LAPTOP, given.signature_of(NO_LAPTOP))
    row = rows(given)["Hetty Lowe"]
    before, now = row["Signed"].split("; ")
    assert before == f"{on_paper} before Milo Penn"
    assert now > on_paper
    assert row["Witness"] == ""


def test_sign_2_who_signs_to_read_when_it_is_over_was_absent_and_signed_another_day() -> None:
    over = held("probation", read_by="members").later(minutes=24 * 60)
    row = rows(over.after("probation", over.signature_of("probation")))["Piers Holt"]
    assert (row["In the end"], row["Signed"][:11]) == ("absent", "2026-11-25 ")


def test_sign_2_who_would_not_sign_stands_there() -> None:
    given = a_room().arrived(*EVERYBODY).in_phase(Phase.DECLARATION)
    row = rows(given.after("police", RefuseDeclaration()))["Robin Marsh"]
    assert row["Signed"] == "would not sign"


def test_att_6_a_void_sign_in_is_struck_with_its_reason_and_who_was_turned_away_is_named() -> None:
    given = a_hearing().after("chair", VoidSignIn(person="police", reason="Somebody else."))
    given = given.after("deputy", AskToComeIn())
    given = given.after("chair", TurnAway(person="deputy", reason="Not their day."))
    by_name = rows(given)
    assert by_name["Robin Marsh"]["Sign-in void"].endswith(": Somebody else.")
    assert by_name["Robin Marsh"]["Signed"] == ""
    assert by_name["Robin Marsh"]["In the end"] == "absent"
    assert by_name["Dora Pike"]["In the end"].endswith(": Not their day.")
    assert rows(given, "police") == {}


def test_att_1_a_deputy_who_was_let_in_stands_beside_whom_they_came_for() -> None:
    given = a_room().arrived("chair", "minutes").after("minutes", RecordApologies(person="police"))
    given = given.after("deputy", AskToComeIn())
    admit = Admit(person="deputy", deputises_for="housing")
    by_name = rows(given.after("chair", admit).after("deputy", Attend()))
    assert by_name["Hugo Brook"]["In the end"] == "deputised by Dora Pike"
    assert by_name["Robin Marsh"]["In the end"] == "apologies"


def test_role_6_a_guests_paper_has_their_own_line_alone() -> None:
    given = a_guest_in()
    guests = [line.person for line in given.room.register.values() if line.role.value == "guest"]
    for who in guests:
        assert list(rows(given, who)) in ([given.line(who).name], [])
    assert any(rows(given, who) for who in guests)
