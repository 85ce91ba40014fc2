"""The agenda as a paper: what stands in it for whom, before and after the names are settled."""

from dataclasses import fields, is_dataclass, replace

import pytest

from agenda.plan import PartyKind, Role
from meeting.access import Membership
from meeting.agenda_paper import KINDS, Agenda, agenda_for, may_have_agenda, readers_of_agenda
from meeting.commands import ConfirmNames, DeclareConflict
from meeting.sign_in_sheet import sign_in_sheet
from tests.given import A_PLAN, A_PLAN_WITH_GUESTS, GUEST, Given, an_open_agenda, published

MATCHED = A_PLAN.model_copy(
    update={
        "people": tuple(
            person.model_copy(update={"name": "Dale Oakhill"}) if person.id == "housing" else person
            for person in A_PLAN.people
        )
    }
)


def agenda(given: Given, person: str) -> Agenda:
    return agenda_for(given.state, given.reader(person))


def words_of(value: object) -> str:
    """Everything that a paper says, one after the other."""
    if isinstance(value, tuple):
        return " ".join(map(words_of, value))
    if is_dataclass(value):
        return " ".join(words_of(getattr(value, each.name)) for each in fields(value))
    return str(value)


def test_it_has_every_case_and_break_with_number_and_time_ag_2() -> None:
    items = agenda(an_open_agenda(), "police").items
    assert [(item.label, f"{item.starts:%H:%M}", item.minutes) for item in items] == [
        ("Case 1", "09:15", 15),
        ("Coffee", "09:40", 10),
        ("Case 2", "09:50", 15),
        ("Case 3", "10:05", 15),
    ]


def test_before_the_agenda_is_open_it_has_times_and_numbers_alone_and_says_so_con_6() -> None:
    for given in (published(), published().after("minutes", ConfirmNames())):
        for person in ("police", "chair"):
            paper = agenda(given, person)
            assert not paper.shows_cases
            assert all(item.referral is None for item in paper.items)
            assert "Oakhill" not in words_of(paper)


def test_once_it_is_open_it_has_the_parties_and_what_to_be_careful_about_ag_6() -> None:
    referral = agenda(an_open_agenda(), "police").items[0].referral
    assert referral is not None
    assert [(party.kind, party.name) for party in referral.parties] == [
        ("Victim", "Anwen Oakhill"),
        ("Perpetrator", "Dale Oakhill"),
        ("Child", "Ava"),
    ]
    assert (referral.referred_by, referral.safe_contact, referral.unsafe_contact) == (
        "Police",
        "By telephone before ten.",
        "No letters.",
    )


def test_a_case_that_is_closed_to_its_reader_has_its_number_and_time_and_no_word_more_out_2() -> (
    None
):
    given = an_open_agenda().after("housing", DeclareConflict(case="oak", reason="My cousin."))
    paper, others = agenda(given, "housing"), agenda(given, "police")
    assert paper.items[0].referral is None
    assert (paper.items[0].label, paper.items[0].starts) == ("Case 1", others.items[0].starts)
    assert "Oakhill" not in words_of(paper)
    assert others.items[0].referral is not None


def test_whoever_is_likely_to_be_a_party_gets_no_running_order_at_all_con_6() -> None:
    given = published(MATCHED)
    assert not may_have_agenda(given.state, given.reader("housing"))
    assert may_have_agenda(given.state, given.reader("police"))


@pytest.mark.parametrize("person", ["observer", "deputy"])
def test_nobody_but_those_who_prepare_gets_one_ag_4(person: str) -> None:
    given = an_open_agenda()
    assert not may_have_agenda(given.state, given.reader(person))
    assert person not in readers_of_agenda(given.room)


def test_a_guest_gets_none_since_it_has_everybody_elses_cases_role_6() -> None:
    given = published(A_PLAN_WITH_GUESTS)
    assert not may_have_agenda(given.state, given.reader(GUEST))


def test_who_is_no_member_any_more_or_moved_to_another_agency_gets_none_act_1() -> None:
    given = an_open_agenda()
    reader = given.reader("police")
    assert not may_have_agenda(given.state, replace(reader, membership=Membership.ENDED))
    assert not may_have_agenda(given.state, replace(reader, agency="housing"))


def test_it_says_its_marking_its_version_and_for_whom_it_is_out_2() -> None:
    paper = agenda(an_open_agenda(), "police")
    assert (paper.marking, paper.version) == ("OFFICIAL-SENSITIVE", 1)
    assert (paper.made_for, paper.made_for_agency) == ("Robin Marsh", "Police")


def test_every_kind_of_party_has_a_word() -> None:
    assert set(KINDS) == set(PartyKind)


def test_the_sign_in_sheet_names_all_who_are_expected_and_no_guest_sign_1_role_6() -> None:
    sheet = sign_in_sheet(published(A_PLAN_WITH_GUESTS).room)
    expected = {p.name for p in A_PLAN_WITH_GUESTS.people if p.role is not Role.GUEST}
    assert {line.name for line in sheet.lines} == expected
    assert [line.agency for line in sheet.lines] == sorted(line.agency for line in sheet.lines)
    assert sheet.digest == A_PLAN.protocol.declaration.digest
    assert "\n\n".join(sheet.statement) == A_PLAN.protocol.declaration.text
