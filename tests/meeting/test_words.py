"""The one text type, and every sentence that people are answered with."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import meeting
from agenda.plan import Party, PartyKind
from agenda.protocol import Declaration
from agenda.text import HIDDEN, INVISIBLE, MOST_COMBINING, MOST_UNCLEANED
from meeting.words import REFUSALS, Name, OptionalWords, Refused, Statement, Words, clean
from tests.given import is_worded_like

WORDS: TypeAdapter[str] = TypeAdapter(Words)
FACTS: dict[str, Any] = {
    "sentence": "Look at it, and do it again.",
    "roles": "chair",
    "when": "cases are heard",
    "now": "what it says",
    "stages": "risks",
    "phases": "cases are heard",
    "name": "Hugo Brook",
    "day": "24 November 2026",
    "advocate": "IDVA",
    "gaps": "A1 has no date",
    "reasons": "circumstances changed",
    "wait": "3 minutes",
    "longest": 600,
    "most": 200,
    "what": "actions",
    "posts": "the chair and the minutes",
    "post": "the victim's voice",
    "names": "Hugo Brook and Hetty Lowe",
    "at": "11:30",
    "until": "Thu 19 November 2026",
    "section": "North",
    "risk": "R1",
    "actions": "A1 and A2",
    "yours": "what was typed",
}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain words", "plain words"),
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("  many   spaces\u00a0\u3000here ", "many spaces here"),
        ("\x1b]52;c;aGk=\x07clip", "]52;c;aGk=clip"),
        ("\x9b31mred", "31mred"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("zero\u200bwidth\u200d\ufeff", "zerowidth"),
        ("lone\ud800surrogate", "lonesurrogate"),
        ("private\ue000use", "privateuse"),
        ("filler\u3164\u115f\u2800\uffa0", "filler"),
        ("selector\ufe0f\U000e0101", "selector"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("non\uffff\ufdd0\U0001fffecharacter", "noncharacter"),
        ("e\u0301", "\u00e9"),
        ("Zoë O'Brien-Łukasz 中村 עברית", "Zoë O'Brien-Łukasz 中村 עברית"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("x" + "\u0336" * 20, "x" + "\u0336" * MOST_COMBINING),
    ],
)
def test_text_is_cleaned_where_it_enters(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_nothing_is_left_that_a_terminal_acts_on_and_cleaning_twice_changes_nothing(
    text: str,
) -> None:
    once = clean(text)
    assert clean(once) == once
    assert WORDS.validate_python(once or "x") == (once or "x")
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(char) in INVISIBLE for char in once)
    assert not any(low <= ord(char) <= high for char in once for low, high in HIDDEN)
    once.encode()


TRICKY = (
    "e\u0301\u0336\u0344\u0958\u1e9b\u0323\u212b\uac00\u1100\u1161\u11a8\u0f73\u0f71\u0f72"
    "\u0345\u05b0\u0653\u0654\u034f\u200d\u3164\u2800 \u00a0\u2028\U0001d15e\U0002f800"
    "\U00011131\U00011127\U00011347\U000111cf\U0001134d"
)
"""What composes, decomposes, is put in another order, stacks, hides or separates."""


def test_a_mark_that_is_dropped_may_put_those_around_it_in_another_order() -> None:
    """Only then is what is left in NFC: one round of cleaning is not enough."""
    once = clean("x" + "\u0301" * MOST_COMBINING + "\U000111cf\U0001134d")
    assert once == "x\U0001134d" + "\u0301" * MOST_COMBINING
    assert clean(once) == once


@settings(derandomize=True, deadline=None, max_examples=1500)
@given(st.text(st.sampled_from(TRICKY), max_size=24))
def test_what_is_clean_stays_so_however_marks_compose_and_stack(text: str) -> None:
    """Where a mark beyond the fourth is dropped, what is left may compose once more."""
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b", "\u3164", "\x00\x1b", "\ufe0f"])
def test_what_nobody_can_see_is_no_words(nothing: str) -> None:
    with pytest.raises(ValidationError, match="Some words are needed"):
        WORDS.validate_python(nothing)
    assert TypeAdapter(OptionalWords).validate_python(nothing) == ""


def test_length_is_counted_after_cleaning() -> None:
    assert len(WORDS.validate_python("a" * 600 + "\u200b" * 50)) == 600
    for kind, longest in ((Words, 600), (Name, 120), (Statement, 8000), (OptionalWords, 600)):
        with pytest.raises(ValidationError, match=f"No more than {longest}"):
            TypeAdapter(kind).validate_python("a" * (longest + 1))


def test_text_is_text() -> None:
    with pytest.raises(ValidationError, match="Text is expected"):
        WORDS.validate_python(5)


def test_the_coordinators_texts_are_cleaned_too() -> None:
    """Names of parties come from spreadsheets, and are painted on every screen."""
    party = Party(id="victim", kind=PartyKind.VICTIM, name="\x1b[2JAnwen\u202e Oakhill")
    assert party.name == "[2JAnwen Oakhill"


def test_a_declaration_keeps_its_paragraphs_and_its_digest() -> None:
    """SIGN-3."""
    text = "First\x1b line.\n\nSecond\u200b line."
    declaration = Declaration(text=text)
    assert declaration.text == "First line.\n\nSecond line."
    again = Declaration.model_validate_json(declaration.model_dump_json())
    assert again.digest == declaration.digest


# Sentences


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_a_sentence_for_a_tired_person(code: str) -> None:
    message = Refused(code, **FACTS).message
    assert message[0].isupper()
    assert message.endswith((".", REFUSALS["changed_meanwhile"].format(**FACTS)[-1]))
    assert "{" not in message
    assert "  " not in message
    assert len(message) < 160
    assert is_worded_like(message, REFUSALS[code])


def test_codes_are_names_for_programs() -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in REFUSALS)


def test_every_refusal_is_used_somewhere() -> None:
    root = Path(meeting.__file__).parent.parent
    sources = [
        path.read_text("utf-8")
        for package in ("agenda", "meeting", "server", "client")
        for path in (root / package).rglob("*.py")
        if path.name != "words.py"
    ]
    assert [code for code in REFUSALS if not any(f'"{code}"' in text for text in sources)] == []


def test_what_a_person_wrote_is_never_read_as_a_place_to_fill() -> None:
    assert "{roles}" in Refused("changed_meanwhile", now="{roles}").message


def test_what_arrives_far_too_long_is_not_even_cleaned() -> None:
    """Composing takes time in the square of a stack's height, and a stranger could send one."""
    stack = "a" + "\u0301\u0316" * 20
    assert clean(stack * 300) == clean(stack) * 300
    with pytest.raises(ValidationError, match="No more than 600"):
        TypeAdapter(Words).validate_python("\u0301" * (600 * MOST_UNCLEANED + 1))
