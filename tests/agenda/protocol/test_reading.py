"""A protocol's file: what is wrong with it is said at once, with key and line."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.protocol import Protocol
from agenda.protocol.keys import all_keys, choices, written
from agenda.protocol.places import line_of, places
from agenda.protocol.reading import (
    LARGEST,
    NotAProtocol,
    differences,
    nearest_key,
    read_protocol,
)


def problems(text: str) -> list[str]:
    with pytest.raises(NotAProtocol) as raised:
        read_protocol(text)
    return list(raised.value.problems)


def test_an_empty_file_is_the_protocol_of_all_defaults() -> None:
    assert read_protocol("") == Protocol()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nam = 'x'", "line 1: nam is no key of a protocol; the nearest that there is: name."),
        (
            "core_agencies = ['police']",
            (
                "line 1: core_agencies is no key of a protocol; the nearest that there is: "
                "attendance.core_agencies."
            ),
        ),
        (
            "\n[timing]\ncase_minuts = 9",
            (
                "line 3: timing.case_minuts is no key of a protocol; the nearest that there is: "
                "timing.case_minutes."
            ),
        ),
        ("[tming]\n", "line 1: tming is no key of a protocol; the nearest that there is: timing."),
        ("qqqq = 1", "line 1: qqqq is no key of a protocol; leave it out."),
        (
            "timing.case_minutes = 50",
            "line 1: timing.case_minutes is 50, and has to be from 5 to 40.",
        ),
        (
            "[timing.stage_seconds]\nround = 2401",
            "line 2: timing.stage_seconds.round is 2401, and has to be from 0 to 2400.",
        ),
        (
            "[timing]\ncase_minutes = 'long'",
            "line 2: timing.case_minutes is 'long', and has to be a whole number.",
        ),
        (
            "[hearing]\nreferrer_absent = 'defr'",
            (
                "line 2: hearing.referrer_absent is 'defr', and has to be 'plan', 'emergency' or "
                "'defer', perhaps defer."
            ),
        ),
        (
            "[deadlines]\nagenda = '8 workin days befor'",
            (
                'line 2: deadlines.agenda: "8 workin days befor" is no rule for a deadline; the '
                'nearest is "8 working days before".'
            ),
        ),
        (
            "[meetings]\nnation = 'scotlnd'",
            (
                "line 2: meetings.nation: No bank holidays are known for 'scotlnd'; the nearest is "
                "scotland."
            ),
        ),
        (
            "[attendance]\ncore_agencies = ['Police!']",
            (
                "line 2: attendance.core_agencies, number 1 is 'Police!'; write small letters, "
                "digits and hyphens."
            ),
        ),
        (
            "[[day.breaks]]\nlabel = 'Tea'\nafter_case = 3\n[[day.breaks]]\nafter_case = 4",
            "line 4: day.breaks, number 2: label is missing; write label = ",
        ),
        (
            "[[day.breaks]]\nlabel = 'Tea'",
            (
                "line 1: day.breaks, number 1: the break Tea needs one of at, after_case and "
                "after_section."
            ),
        ),
        (
            "[day]\nbreaks = [" + "{ label = 'x', after_case = 1 }," * 5 + "]",
            "line 2: day.breaks has 5, and at most 4 fit.",
        ),
        (
            "[timing]\ncase_minutes = 20\ncase_maximum_minutes = 10",
            (
                "line 1: timing: case_maximum_minutes is 10, and cannot be less than case_minutes, "
                "which is 20."
            ),
        ),
        (
            "[timing]\nstage_seconds = { round = 901 }",
            "line 1: timing: the stages together have 901 seconds, more than the 900 of a case.",
        ),
        ("[day]\nparts = ['cases']", "line 1: day: no day is without the declaration and the case"),
        (
            "[day]\nparts = ['cases', 'declaration']",
            "line 1: day: the declaration comes before the cases (SIGN-2).",
        ),
        ("[referral]\nthreshold = 30", "line 1: referral: threshold is 30, and the risk tool has"),
        ("[referral]\ncriteria = []", "line 1: referral: criteria names no ground"),
        ("[restricted]\nkinds = []", "line 1: restricted: a case that is restricted because of a"),
        ("[recording]\nmeeting = 'on'", "line 1: recording: a meeting that is recorded needs"),
        ("[hearing]\nstages_with_reason = ['closed']", "line 1: hearing: 'closed' is no stage"),
        ("timing = 3", "line 1: timing is 3, and has to be a table."),
        ("name = ''", "line 1: name is '': Some words are needed here."),
        ("[laptops", "This is not TOML:"),
        ("#" * (LARGEST + 1), "A protocol has no more than"),
    ],
)
def test_what_is_wrong_is_one_sentence_with_its_key_and_line(text: str, sentence: str) -> None:
    (said,) = problems(text)
    assert said.startswith(sentence)


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    said = problems("[history]\nflag_months = 0\n[roles]\nchairing = 'turns'\nadvokate = 'IDAA'\n")
    assert [sentence.partition(":")[0] for sentence in said] == ["line 2", "line 4", "line 5"]


def test_every_key_that_is_misspelled_by_one_letter_is_found_again() -> None:
    for key in all_keys():
        place = tuple(key.path.split("."))
        wrong = (*place[:-1], place[-1][:-1] + "x" if len(place[-1]) > 4 else place[-1] + "x")
        assert nearest_key(wrong) is not None, key.path


def test_a_line_is_found_for_keys_in_tables_lists_and_dotted_names() -> None:
    text = 'a.b = """\nc = 1\n"""\n[x]\ny = 1\n[[x.z]]\nk = 1\n[[x.z]]\nk = 2\nq = {r = 1}\n'
    found = places(text)
    assert found[("a", "b")] == 1
    assert ("a", "c") not in found
    assert ("c",) not in found
    assert found[("x", "z", 1, "k")] == 9
    assert line_of(("x", "z", 1, "q", "r"), found) == 10
    assert line_of(("nowhere",), found) is None


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_a_protocol_or_is_refused_in_sentences(text: str) -> None:
    found: tuple[str, ...] = ("It is a protocol.",)
    try:
        read_protocol(text)
    except NotAProtocol as error:
        found = error.problems
    assert found
    assert all(sentence.endswith(".") for sentence in found)


def test_a_protocol_that_is_written_as_its_choices_is_read_as_the_same() -> None:
    whole = read_protocol(
        "[day]\nstarts = 08:45:00\n[[day.sections]]\nid = 'n'\nname = 'North'\n"
        "[actions]\nduties = [{ text = 'Say \"so\" \\\\ here' }]\n"
    )
    text = "\n".join(
        f"{choice.path} = {written(choice.value)}"
        for choice in choices(whole)
        if choice.value is not None
    )
    assert read_protocol(text) == whole
    assert read_protocol(text).day.starts == time(8, 45)


def test_what_differs_is_told_with_both_values_and_nothing_else() -> None:
    other = read_protocol("marking = 'OFFICIAL'\n[timing]\ncase_minutes = 15\n")
    (only,) = differences(other, Protocol())
    assert [(choice.path, choice.value) for choice in only] == [
        ("marking", "OFFICIAL"),
        ("marking", "OFFICIAL-SENSITIVE"),
    ]
