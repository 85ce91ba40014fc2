"""What an action does not say yet: ACT-2."""

import pytest

from meeting.case.smart import VAGUE, missing, vague_verbs
from tests.given import DAY, wording


def test_what_is_missing_is_said_in_words_and_nothing_is_refused() -> None:
    """ACT-2."""
    assert missing(wording(), has_risks=True) == (
        "by when?",
        "for whom?",
        "which risk does it answer?",
        "done when? (what will show it)",
    )
    assert "which risk does it answer?" not in missing(wording(), has_risks=False)


def test_a_smart_action_misses_nothing() -> None:
    """ACT-2."""
    whole = wording(due=DAY, for_whom="victim", risks=("r1",), done_when="Job sheet closed.")
    assert missing(whole, has_risks=True) == ()


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Monitor the address", "monitor"),
        ("Police are monitoring it", "monitor"),
        ("Liaising with the school", "liaise"),
        ("liaises with her", "liaise"),
        ("Tried to ring, tries again", "try"),
        ("Exploring housing", "explore"),
        ("Continuing to visit", "continue"),
        ("Be aware of the dog", "be aware"),
        ("Being  aware of it", "be aware"),
        ("Looking into the tenancy", "look into"),
        ("Keeps an eye on him", "keep an eye"),
    ],
)
def test_vague_verbs_are_questioned_in_every_form(text: str, verb: str) -> None:
    """ACT-2: with an example of a better one."""
    better = VAGUE[verb].replace("{advocate}", "IDVA")
    assert vague_verbs(text) == ((verb, better),)


@pytest.mark.parametrize(
    "text", ["Change the locks", "He is considerate", "Fit a tryst alarm", "Ring her on Friday"]
)
def test_plain_promises_are_left_alone(text: str) -> None:
    """ACT-2."""
    assert vague_verbs(text) == ()


def test_the_better_examples_are_not_vague_themselves() -> None:
    """ACT-2."""
    assert [better for better in VAGUE.values() if vague_verbs(better)] == []
