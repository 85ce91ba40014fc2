"""Headings are matched by meaning; what nobody knows is asked about. AG-6."""

import pytest

from agenda.referrals import headings
from agenda.referrals.fields import FIELDS, NUMBERED, Key
from agenda.referrals.file import opened_file
from agenda.referrals.headings import (
    MOST_GUESSED,
    Question,
    headings_of,
    key_called,
    need_headings,
    plain,
)
from agenda.referrals.report import questions_about
from agenda.referrals.table import Row, Table, UnreadableFile
from tests.agenda.referrals.given import HEADINGS


def a_table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(Row(n, cells) for n, cells in enumerate(rows, 1)))


def test_what_the_template_says_is_known_and_means_what_it_says() -> None:
    headings = need_headings(a_table(tuple(field.heading for field in FIELDS)), {})
    assert [column.key for column in headings.columns] == [field.key for field in FIELDS]
    assert not headings.questions
    assert not any(column.by_slip for column in headings.columns)


def test_no_wording_means_two_things() -> None:
    known: dict[str, Key] = {}
    for field in FIELDS:
        for wording in (field.heading, *field.wordings):
            assert known.setdefault(plain(wording), field.key) is field.key, wording


def test_a_coordinators_own_words_are_known_ag_6() -> None:
    headings = need_headings(a_table(HEADINGS), {})
    assert [column.key for column in headings.columns] == [
        Key.AGENCY, Key.REFERRER, Key.REFERRED_ON, Key.VICTIM, Key.VICTIM_BORN, Key.VICTIM_ADDRESS,
        Key.PERPETRATORS, Key.PERPETRATORS_BORN, Key.RELATIONSHIP, Key.CHILDREN, Key.TICKS,
        Key.CRITERIA, Key.JUDGEMENT, Key.EARLIER, Key.CONSENT, Key.GROUNDS, Key.INCIDENT_ON,
        Key.REASON, Key.SAFE_CONTACT, Key.POST_IS_SAFE, Key.SAFE_TO_TALK_TO,
        Key.UNSAFE_TO_TALK_TO, Key.RISK_TO_STAFF, Key.WISHES, Key.ETHNICITY, Key.RESTRICTED,
    ]  # fmt: skip
    assert headings.questions == (Question(26, "Notes"),)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("VICTIM NAME:", Key.VICTIM),
        ("31 Perpetrator(s) name", Key.PERPETRATORS),
        ("13. Is it safe to post here? Y/N", Key.POST_IS_SAFE),
        ("Who does the victim believe it is safe to talk to?", Key.SAFE_TO_TALK_TO),
        ("Who does the victim believe it not safe to talk to?", Key.UNSAFE_TO_TALK_TO),
        ("Perpetrator (alleged)", Key.PERPETRATORS),
        ("Date of birth of the victim", Key.VICTIM_BORN),
    ],
)
def test_forms_in_use_are_known(heading: str, key: Key) -> None:
    headings = need_headings(a_table((heading, "Agency", "Referrer", "Consent", "Ticks")), {})
    assert headings.columns[0].key is key


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Victm name", Key.VICTIM),
        ("Date of referal", Key.REFERRED_ON),
        ("Perpertrator DOB", Key.PERPETRATORS_BORN),
        ("Saef contact", Key.SAFE_CONTACT),
        ("Unsafe to tlak to", Key.UNSAFE_TO_TALK_TO),
    ],
)
def test_a_slip_of_the_pen_is_read_and_said(heading: str, key: Key) -> None:
    (column,) = need_headings(a_table((heading, "Agency", "Gender")), {}).columns[:1]
    assert (column.key, column.by_slip) == (key, True)


def test_safe_and_unsafe_are_no_slip_of_each_other() -> None:
    for heading in ("Unsafe contact", "Not safe contact", "Unsafe to post", "Unsafe number"):
        headings = need_headings(a_table((heading, "Agency", "Victim")), {})
        assert headings.columns[0].heading == "Agency", heading
        assert headings.questions[0].heading == heading


@pytest.mark.parametrize(
    ("heading", "guess"),
    [
        *((absurd, None) for absurd in ("Client ref", "Comments", "Number of children", "Notes")),
        *((denied, Key.UNSAFE_TO_TALK_TO) for denied in ("Not safe contact", "Unsafe contact")),
        *((near, Key.SAFE_CONTACT) for near in ("Saftey contact", "Safe contct dtls")),
        ("Victim's postcode", Key.VICTIM_ADDRESS),
    ],
)
def test_a_heading_is_guessed_at_where_its_words_say_so_and_not_its_letters(
    heading: str, guess: Key | None
) -> None:
    (question,) = need_headings(a_table(("Agency", "Victim", heading)), {}).questions
    assert question.guess == guess


def test_an_unknown_heading_is_asked_about_and_never_dropped_ag_6() -> None:
    headings = need_headings(
        a_table(("Agency", "Victim", "Safe contct dtls", "Zebra", ""), ("a", "b", "c", "d", "e")),
        {},
    )
    assert list(questions_about(headings)) == [
        (
            "Cell C1: the heading 'Safe contct dtls' is not known. Is it 'Safe contact'? Say "
            "what it is "
            "with --heading 'Safe contct dtls=safe_contact', or --heading 'Safe contct "
            "dtls=keep' to "
            "leave it in the row."
        ),
        (
            "Cell D1: the heading 'Zebra' is not known. Say what it is with --heading 'Zebra=a "
            "heading of the template', or "
            "--heading 'Zebra=keep' to leave it in the row."
        ),
        (
            "Cell E1 has no heading, and there is something below it: give it one, or take the "
            "column "
            "out."
        ),
    ]


def test_what_was_settled_is_known_from_then_on() -> None:
    settled = {plain("Zebra"): Key.WISHES, plain("Old ref"): Key.KEEP}
    headings = need_headings(a_table(("Agency", "Victim", "zebra:", "Old ref.")), settled)
    assert [c.key for c in headings.columns[2:]] == [Key.WISHES, Key.KEEP]
    assert not headings.questions


def test_two_columns_of_one_meaning_are_asked_about() -> None:
    headings = need_headings(a_table(("Agency", "Victim", "Victim name")), {})
    assert list(questions_about(headings)) == [
        (
            "Cells B1 (Victim) and C1 (Victim name) are both read as 'Victim': say what one of "
            "them is "
            "with --heading."
        )
    ]


def test_children_may_have_a_column_each() -> None:
    cells = ("Agency", "Victim", "Child 1", "Child 1 DOB", "Child 2", "Child 2 DOB")
    headings = need_headings(a_table(cells), {})
    assert [(c.key, c.number) for c in headings.columns[2:]] == [
        (Key.CHILDREN, 1), (Key.CHILDREN_BORN, 1), (Key.CHILDREN, 2), (Key.CHILDREN_BORN, 2),
    ]  # fmt: skip
    assert not headings.twice
    assert Key.VICTIM not in NUMBERED


def test_titles_above_the_headings_are_passed_over() -> None:
    headings = headings_of(a_table(("Northvale MARAC",), ("November",), ("Agency", "Victim")), {})
    assert headings is not None
    assert headings.row == 3


def test_without_headings_a_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="marac-server agenda template"):
        need_headings(a_table(("Anwen Oakhill", "12/5/1988")), {})


def test_a_field_is_named_by_its_key_or_by_a_heading() -> None:
    assert key_called("safe_contact") is Key.SAFE_CONTACT
    assert key_called("Safe contact details") is Key.SAFE_CONTACT
    assert key_called("keep") is Key.KEEP
    assert key_called("zebra") is None


def test_what_a_heading_may_be_is_guessed_for_the_one_row_and_no_more_than_a_form_has_ag_6(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows of odd words keep nobody busy, whichever delimiter they are tried with."""
    guessed: list[str] = []

    def guess(words: str) -> None:
        guessed.append(words)

    monkeypatch.setattr(headings, "_guess", guess)
    odd = ",".join(f"bead {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(190))
    known = "Referring agency,Victim name,Perpetrator name"
    content = "\n".join((f"{known},{odd}", *(odd for _ in range(19)))).encode()
    found = need_headings(opened_file(content, {}).table, {})
    assert len(found.questions) == 190
    assert len(guessed) == MOST_GUESSED


def test_of_a_text_where_a_heading_belongs_nothing_is_guessed_ag_6() -> None:
    short, long = "victims full name here", "victims full name here" + " ." * 30
    table = a_table(("Victim name", "Perpetrator name", "Referring agency", short, long))
    assert [each.guess is None for each in need_headings(table, {}).questions] == [False, True]


def test_a_number_is_looked_for_in_no_more_than_a_heading_ag_6() -> None:
    """A heading with thousands of spaces in it took as long as their third power."""
    spaces = " " * 4000
    row = (f"Child{spaces}x", f"Consent ({'(' * 4000}", "Victim name", "Perpetrator name")
    columns = need_headings(a_table(row), {}).columns
    assert [column.key for column in columns][:2] == [Key.CHILDREN, Key.CONSENT]
    assert columns[0].heading == row[0]
