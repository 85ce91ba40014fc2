"""Rows become referrals: taken as said, refused by row and cell, never filled in. AG-6."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from agenda.draft import is_set_aside
from agenda.likeness import Described
from agenda.plan import Party, PartyKind
from agenda.protocol import Criterion, Protocol, ReferralField, ReferralRules, Restriction
from agenda.referral import Consent, planned_case
from agenda.referrals.fields import Key
from agenda.referrals.reading import ReadCase
from tests.agenda.referrals.given import HEADINGS, a_row, an_area, as_csv, fourteen, read
from tests.agenda.referrals.workbooks import a_workbook


def said(*rows: list[object], rules: ReferralRules | None = None) -> list[ReadCase]:
    return read(as_csv([HEADINGS, *rows]), area=an_area(rules))


def refusals(*rows: list[object], rules: ReferralRules | None = None) -> list[str]:
    return [str(remark) for case in said(*rows, rules=rules) for remark in case.refused]


def doubts(*rows: list[object], rules: ReferralRules | None = None) -> list[str]:
    cases = said(*rows, rules=rules)
    assert not [str(remark) for case in cases for remark in case.refused]
    return [str(remark) for case in cases for remark in case.doubts]


def test_a_whole_row_is_taken_as_it_stands_ag_6() -> None:
    (case,) = said(a_row())
    assert (case.refused, case.doubts, case.guessed_agency) == ((), (), None)
    referral = case.referral
    assert referral is not None
    assert referral.agency == "police"
    assert (referral.referrer, referral.relationship) == ("PC Lowe", "husband")
    assert (referral.referred_on, referral.incident_on) == (date(2026, 11, 2), date(2026, 10, 30))
    assert referral.victim == Party(
        id="victim",
        kind=PartyKind.VICTIM,
        name="Anwen Oakhill",
        born=date(1988, 5, 12),
        address="4 Mill Lane, Northvale",
    )
    assert [(p.id, p.name, p.born) for p in referral.perpetrators] == [
        ("perpetrator", "Dale Oakhill", date(1985, 4, 3))
    ]
    assert [(p.id, p.name, p.born) for p in referral.dependants] == [
        ("child", "Bryn Oakhill", date(2019, 4, 3)),
        ("child-2", "Cai Oakhill", date(2021, 6, 5)),
    ]
    assert (set(referral.criteria), referral.ticks) == ({Criterion.VISIBLE_HIGH_RISK}, 17)
    assert (referral.consent, referral.post_is_safe) == (Consent.GIVEN, False)
    assert (referral.reason, referral.wishes) == (
        "Strangled twice since May.",
        "To stay where she is",
    )
    assert referral.equality.ethnicity == "White Welsh"
    assert planned_case(referral).unsafe_contact == (
        "Not safe to talk to: her sister. Post is not safe."
    )


def test_the_original_row_stays_with_it_whatever_was_understood_ag_6() -> None:
    (case,) = said(a_row(children="Bryn Oakhill 3/4/2019; Cai Oakhill"))
    assert case.referral is not None
    (row,) = case.referral.original
    assert row.number == 2
    assert dict(row.cells)["Children (names & DOBs)"] == "Bryn Oakhill 3/4/2019; Cai Oakhill"
    assert dict(row.cells)["Date of referral"] == "02/11/2026"


def test_of_the_coordinators_fourteen_eleven_are_complete_and_three_are_pointed_out() -> None:
    for content in (a_workbook(fourteen()), as_csv(fourteen()).encode()):
        cases = read(content)
        assert len(cases) == 14
        assert not [case for case in cases if case.refused]
        assert [str(d) for case in cases for d in case.doubts] == [
            "Row 6: there is no safe contact.",
            "Row 10, cell A10 (Agency): “Housing Optons”: is this Housing Options?",
        ]
        assert [case.guessed_agency for case in cases if case.guessed_agency] == [
            ("Housing Optons", "housing")
        ]
        last = cases[13].referral
        assert last is not None
        assert (set(last.criteria), last.earlier) == (
            {Criterion.VISIBLE_HIGH_RISK, Criterion.REPEAT},
            date(2026, 3, 10),
        )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"born": "31/2/1988"},
            "Row 2, cell E2 (Victim DOB): “31/2/1988” is no day of any calendar.",
        ),
        (
            {"referred": "4/25/2026"},
            (
                "Row 2, cell C2 (Date of referral): “4/25/2026” has month 25; the "
                "day comes first: is it 25/4/2026?"
            ),
        ),
        (
            {"born": "3/4/20"},
            (
                "Row 2, cell E2 (Victim DOB): makes them younger than 10: born on "
                "03/04/2020; look at the year."
            ),
        ),
        (
            {"perp_born": "1/1/1980; 2/2/1981"},
            (
                "Row 2, cell H2 (Perpetrator DOB): has 2 dates for 1 "
                "name; give each name its date, or write n/k."
            ),
        ),
        (
            {"children": "Oakhill, Bryn"},
            (
                "Row 2, cell J2 (Children (names & DOBs)): “Oakhill, Bryn” "
                "could be one person or 2; write each on a line of their own, the first name "
                "first and "
                "without commas."
            ),
        ),
        ({"victim": ""}, "Row 2: names no victim."),
        (
            {"victim": "Anwen Oakhill; Mina Hart"},
            ("Row 2, cell D2 (Victim name): names 2 people; a referral is about one victim."),
        ),
        (
            {"perpetrators": "", "perp_born": ""},
            ("Row 2: names no perpetrator; where nobody knows who it is, write: unknown person."),
        ),
        ({"criteria": "", "ticks": ""}, "Row 2: says neither a criterion nor a number of ticks."),
        (
            {"criteria": "because"},
            (
                "Row 2, cell L2 (Reason criteria): “because” is no criterion; there "
                "are: visible high risk, professional judgement, escalation, repeat."
            ),
        ),
        (
            {"ticks": "25"},
            "Row 2, cell K2 (DASH score): “25” is more than the 24 questions there are.",
        ),
        (
            {"ticks": "17/27"},
            ("Row 2, cell K2 (DASH score): “17/27” is of 27 questions; the checklist here has 24."),
        ),
        ({"ticks": "high"}, "Row 2, cell K2 (DASH score): “high” is no number of ticks; write 17."),
        (
            {"consent": "ask her"},
            (
                "Row 2, cell O2 (Consent?): “ask her” is not read as consent: write "
                "given, refused or not asked."
            ),
        ),
        ({"post": "perhaps"}, "Row 2, cell T2 (Is post safe?): “perhaps” is neither yes nor no."),
        (
            {"restricted": "secret"},
            (
                "Row 2, cell Z2 (HBA?): “secret” is no kind of restricted case; "
                "write employee or honour."
            ),
        ),
        (
            {"reason": "=SUM(A1)"},
            ("Row 2, cell R2 (Background): holds a formula; put in what it shows, as plain text."),
        ),
        (
            {"safe": "x" * 601},
            ("Row 2, cell S2 (Safe contact): has 601 characters, and room for 600; shorten it."),
        ),
        (
            {"address": "x" * 121},
            ("Row 2, cell F2 (Victim address): has more than 120 characters; shorten it."),
        ),
        (
            {"agency": "Circus"},
            (
                "Row 2, cell A2 (Agency): “Circus” is no agency of this meeting. There "
                "are: Police, MARAC coordination, IDVA service, Housing Options, Children's "
                "services, "
                "Adult services, Mental health. Say which is meant with --spelling 'Circus=ID', "
                "or put the "
                "agency into the plan."
            ),
        ),
        ({"agency": ""}, "Row 2: names no referring agency."),
    ],
)
def test_what_cannot_be_read_is_refused_by_row_and_cell_ag_6(
    changed: dict[str, Any], sentence: str
) -> None:
    assert refusals(a_row(**changed)) == [sentence]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"safe": ""}, "Row 2: there is no safe contact."),
        ({"safe": "n/k"}, "Row 2: there is no safe contact."),
        (
            {"consent": ""},
            ("Row 2: consent is not stated, nor on what grounds information is shared without it."),
        ),
        (
            {"consent": "No"},
            ("Row 2: consent was refused, and no grounds are given for sharing without it."),
        ),
        (
            {"consent": "not asked"},
            ("Row 2: consent was not asked for, and no grounds are given for sharing without it."),
        ),
        ({"ticks": 11}, "Row 2: it names visible high risk with 11 ticks, and 14 are needed."),
        (
            {"ticks": ""},
            "Row 2: it names visible high risk, and no number of ticks of the SafeLives Dash.",
        ),
        (
            {"criteria": "Escalation"},
            ("Row 2: its 17 ticks reach 14, and it does not name visible high risk."),
        ),
        (
            {"criteria": "", "ticks": 9},
            ("Row 2: its 9 ticks do not reach 14, and it names no other criterion."),
        ),
        (
            {"criteria": "VHR and PJ"},
            "Row 2: it comes on professional judgement, and does not say why.",
        ),
        ({"criteria": "VHR, repeat"}, "Row 2: it is a repeat, and does not say of when."),
        (
            {"criteria": "VHR, repeat", "earlier": "1/11/2025"},
            (
                "Row 2: it is a repeat of 1 November "
                "2025, more than 12 months before: by now it is a new case."
            ),
        ),
        (
            {"earlier": "2/11/2025"},
            ("Row 2: it was referred on 2 November 2025, and is not called a repeat."),
        ),
        ({"earlier": "3/11/2026"}, "Row 2: the earlier referral is later than this one."),
        (
            {"incident": "1/8/2026"},
            (
                "Row 2: the latest incident, of 1 August 2026, is more than 3 months "
                "before the referral."
            ),
        ),
        ({"incident": "3/11/2026"}, "Row 2: the latest incident is after the referral."),
        (
            {"agency": "Childrens' Servcies"},
            ("Row 2, cell A2 (Agency): “Childrens' Servcies”: is this Children's services?"),
        ),
    ],
)
def test_what_is_suspicious_is_pointed_out_and_not_put_right_ag_6(
    changed: dict[str, Any], sentence: str
) -> None:
    assert doubts(a_row(**changed)) == [sentence]


@pytest.mark.parametrize(
    "changed",
    [
        {"consent": "No", "grounds": "Vital interests"},
        {"consent": "", "grounds": "Crime and disorder"},
        {"incident": "2/8/2026"},
        {"criteria": "PJ", "ticks": 9, "why": "She minimises."},
        {"criteria": "VHR, repeat", "earlier": "2/11/2025"},
        {"agency": "housing options "},
    ],
)
def test_what_is_in_order_is_not_pointed_out(changed: dict[str, Any]) -> None:
    assert doubts(a_row(**changed)) == []


def test_an_areas_own_rules_count_ag_6() -> None:
    luton = ReferralRules(
        questions=27,
        criteria=(Criterion.VISIBLE_HIGH_RISK, Criterion.PROFESSIONAL_JUDGEMENT, Criterion.REPEAT),
    )
    assert doubts(a_row(ticks="15/27"), rules=luton) == []
    assert refusals(a_row(criteria="VHR + escalation"), rules=luton) == [
        "Row 2, cell L2 (Reason criteria): names escalation, which is no ground of referral here."
    ]
    doncaster = ReferralRules(threshold=0)
    assert doubts(a_row(ticks=9), rules=doncaster) == []
    strict = ReferralRules(required=tuple(ReferralField))
    assert refusals(a_row(), rules=strict) == [
        f"Row 2: says nothing under {heading!r}."
        for heading in (
            "Victim other names", "Perpetrators addresses", "Perpetrators other names", "Schools",
            "Afraid of", "Done already", "Outcomes hoped for", "Nationality", "Gender",
            "Disability", "Sexual orientation",
        )
    ]  # fmt: skip


def names(case: ReadCase) -> list[str]:
    assert case.referral is not None, [str(remark) for remark in case.refused]
    return [party.name for party in case.referral.parties]


ONLY_ELSE: list[object] = [""] * 6
EVAN: list[object] = [*ONLY_ELSE, "Evan Marsh", "4/5/1980"]


def test_a_case_goes_on_in_rows_that_name_nobody_new_but_somebody_beside_them_ag_6() -> None:
    child: list[object] = [*ONLY_ELSE, "", "", "", "Dylan Oakhill 1/1/2023"]
    first, second = said(a_row(), EVAN, child, a_row(victim="Mina Hart"))
    assert names(first) == [
        "Anwen Oakhill", "Dale Oakhill", "Evan Marsh", "Bryn Oakhill", "Cai Oakhill",
        "Dylan Oakhill",
    ]  # fmt: skip
    assert first.referral is not None
    assert [row.number for row in first.referral.original] == [2, 3, 4]
    assert second.row == 5


def test_the_victim_may_be_written_again_in_each_of_its_rows() -> None:
    (case,) = said(a_row(children="Bryn Oakhill"), a_row(children="Cai Oakhill 5/6/2021"))
    assert names(case)[2:] == ["Bryn Oakhill", "Cai Oakhill"]
    first, second = said(a_row(), a_row(referred="3/11/2026"))
    assert first.row != second.row


def test_a_number_of_the_case_holds_its_rows_together() -> None:
    head = ("Case no", "Agency", "Date of referral", "Victim", "Perpetrator", "Ticks", "Child")
    rows = [
        head,
        ("7", "Police", "2/11/2026", "Anwen Oakhill", "Dale Oakhill", "17", "Bryn Oakhill"),
        ("7", "Police", "2/11/2026", "Anwen Oakhill", "Evan Marsh", "17", "Cai Oakhill"),
        ("8", "Police", "2/11/2026", "Mina Hart", "Carl Hart", "17", ""),
    ]
    first, second = read(as_csv(rows))
    assert names(first)[1:] == ["Dale Oakhill", "Evan Marsh", "Bryn Oakhill", "Cai Oakhill"]
    assert names(second) == ["Mina Hart", "Carl Hart"]


def test_rows_of_one_case_that_contradict_each_other_are_refused() -> None:
    other: list[object] = [*EVAN]
    other[2] = "5/11/2026"
    assert refusals(a_row(), other) == [
        (
            "Row 3, cell C3 (Date of referral): says something else than row 2, with which it "
            "is one "
            "case; if it is another case, give it its agency and its victim."
        )
    ]


def test_children_may_have_columns_of_their_own() -> None:
    head = ("Agency", "Date", "Victim", "Perpetrator", "Ticks", "Child 1", "Child 1 DOB", "Child 2")
    row = ("Police", "2/11/2026", "Anwen Oakhill", "Dale Oakhill", "17", "Bryn", "3/4/19", "Cai")
    (case,) = read(as_csv([head, row]))
    assert case.referral is not None
    assert [(p.name, p.born) for p in case.referral.dependants] == [
        ("Bryn", date(2019, 4, 3)),
        ("Cai", None),
    ]


def test_what_belongs_to_nobody_for_certain_stays_in_the_row() -> None:
    head = (
        "Agency",
        "Date",
        "Victim",
        "Perpetrators",
        "Perpetrator address",
        "Criteria",
        "Safe contact",
        "Consent",
    )
    row = (
        "Police",
        "2/11/2026",
        "Anwen Oakhill",
        "Dale Oakhill; Evan Marsh",
        "4 Mill Lane",
        "Escalation",
        "mobile",
        "yes",
    )
    (case,) = read(as_csv([head, row]))
    assert case.referral is not None
    assert [party.address for party in case.referral.perpetrators] == [None, None]
    assert [str(doubt) for doubt in case.doubts] == [
        (
            "Row 2, cell E2 (Perpetrator address): whose it is cannot be told, of 2 people; it "
            "stays in "
            "the row."
        )
    ]
    both = (
        "Police",
        "2/11/2026",
        "Anwen Oakhill",
        "Dale Oakhill; Evan Marsh",
        "4 Mill Lane; n/k",
        "Escalation",
        "mobile",
        "yes",
    )
    (case,) = read(as_csv([head, both]))
    assert case.referral is not None
    assert [party.address for party in case.referral.perpetrators] == ["4 Mill Lane", None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Yes", Restriction.HONOUR), ("employee - works for us", Restriction.EMPLOYEE), ("No", None)],
)
def test_a_restricted_kind_is_read_and_yes_means_what_its_heading_says_res_1(
    text: str, kind: Restriction | None
) -> None:
    (case,) = said(a_row(restricted=text))
    assert case.referral is not None
    assert case.referral.restricted is kind
    assert is_set_aside(case.referral, Protocol()) is (kind is not None)


def test_everybody_named_in_a_refused_row_can_be_compared_con_6() -> None:
    (case,) = said(a_row(born="?!", perpetrators="Oakhill, Dale; Evan Marsh", criteria="??"))
    assert case.referral is None
    assert Described(name="Evan Marsh") in case.named
    (case,) = said(a_row(victim="Milo Penn\nMina Hart"))
    assert Described(name="Milo Penn") in case.named


def test_what_is_missing_is_named_ag_6() -> None:
    (case,) = said(a_row(wishes="", staff=""))
    assert {Key.WISHES, Key.RISK_TO_STAFF, Key.RELIGION} <= set(case.gaps)
    assert Key.REASON not in case.gaps


def test_a_spelling_that_was_settled_is_known() -> None:
    area = an_area(spellings={"circus": "idva"})
    (case,) = read(as_csv([HEADINGS, a_row(agency="CIRCUS")]), area=area)
    assert case.referral is not None
    assert case.referral.agency == "idva"
    assert not case.doubts


# Section, fixed time, pregnancy


SECTIONS = {"north": "North cluster", "south": "South cluster"}


def asked(**said: str) -> ReadCase:
    """A whole row, with more columns beside it."""
    area = replace(an_area(), sections=SECTIONS)
    columns = {name.replace("_", " "): text for name, text in said.items()}
    (case,) = read(as_csv([(*HEADINGS, *columns), [*a_row(), *columns.values()]]), area=area)
    return case


def test_section_time_and_pregnancy_are_read_and_reach_the_plan_ag_2_ag_3() -> None:
    case = asked(
        Cluster="north cluster",
        Fixed_time="2.15pm",
        Who_is_needed="the midwife",
        Pregnant="due in May",
    )
    assert case.referral is not None
    planned = planned_case(case.referral)
    assert (planned.section, planned.fixed_at) == ("north", time(14, 15))
    assert (planned.fixed_for, planned.has_children) == ("the midwife", True)


@pytest.mark.parametrize("text", ["Yes", "20 weeks", "yes, due in May"])
def test_who_is_pregnant_is_read_off_the_words_of_the_form_ag_3(text: str) -> None:
    referral = asked(Pregnant=text).referral
    assert referral is not None
    assert referral.pregnant


@pytest.mark.parametrize("text", ["", "No", "n/k", "not known", "No - miscarried in March"])
def test_who_is_not_or_of_whom_it_is_not_known_comes_no_earlier_ag_3(text: str) -> None:
    referral = asked(Pregnant=text).referral
    assert referral is not None
    assert not referral.pregnant


@pytest.mark.parametrize(
    ("text", "read_as"),
    [("11:30", time(11, 30)), ("9.05", time(9, 5)), ("2 pm", time(14, 0)), ("12.30am", time(0, 30)),
     ("1899-12-30 11:30", time(11, 30)), ("13:00:00", time(13, 0)), ("n/a", None)],
)  # fmt: skip
def test_a_time_is_read_as_people_and_spreadsheets_write_it_ag_3(
    text: str, read_as: time | None
) -> None:
    referral = asked(Fixed_time=text, Who_is_needed="the midwife").referral
    assert referral is not None
    assert referral.fixed_at == read_as


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"Cluster": "West"}, "“West” is no section of the day; there are: North cluster, South"),
        ({"Fixed_time": "1130", "Who_is_needed": "a GP"}, "“1130” is no time of day"),
        ({"Fixed_time": "25:00", "Who_is_needed": "a GP"}, "“25:00” is no time of day"),
        ({"Fixed_time": "14pm", "Who_is_needed": "a GP"}, "“14pm” is no time of day"),
        ({"Fixed_time": "11:30"}, "asks for 11:30 and does not say who is needed then"),
    ],
)
def test_what_cannot_be_kept_of_them_is_refused_by_row_ag_3(
    said: dict[str, str], sentence: str
) -> None:
    (refused,) = asked(**said).refused
    assert sentence in str(refused)


def test_a_section_stays_with_the_row_where_the_protocol_has_none_ag_6() -> None:
    (case,) = read(as_csv([(*HEADINGS, "Cluster"), [*a_row(), "West"]]))
    assert case.referral is not None
    assert case.referral.section is None
    assert ("Cluster", "West") in case.referral.original[0].cells


@pytest.mark.parametrize("joined", ["Jack Frost and Bill Frost", "Jack & Bill Frost", "J F + B F"])
@pytest.mark.parametrize(
    ("key", "cell"),
    [("victim", "D2 (Victim name)"), ("perpetrators", "G2 (Perpetrator(s))")],
)
def test_two_people_under_one_name_are_pointed_out_ag_6_con_6(
    joined: str, key: str, cell: str
) -> None:
    assert doubts(a_row(**{key: joined, "perp_born": ""})) == [
        (
            f"Row 2, cell {cell}: two people joined by “and”, “&” or “+” are read as one; if "
            "there are two, put each on a line of their own in the cell, or a semicolon between "
            "them, each by their whole name."
        )
    ]


@pytest.mark.parametrize("alone", ["Sandy Anderson", "Andy Ferdinand", "Jack Frost\nBill Frost"])
def test_names_that_only_hold_those_letters_are_in_order_ag_6(alone: str) -> None:
    assert doubts(a_row(perpetrators=alone, perp_born="")) == []
