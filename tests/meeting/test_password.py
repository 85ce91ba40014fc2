"""What will do for a password."""

import pytest

from meeting.password import fault_of

ABOUT = ("Isla Vane", "idva", "Independent Domestic Violence Advisors")


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet herons",
        "tin roof, wet dog",
        "zebra cabinet",
        "aB3$kk9!qq-7",
        "cafe\u0301 au lait \u2615",
        "\u0434\u043e\u0436\u0434\u044c \u0438 \u0432\u0435\u0442\u0435\u0440",
        "x1y2z3w4" * 25,
    ],
)
def test_length_is_enough_and_nothing_is_asked_of_composition(password: str) -> None:
    assert fault_of(password, ABOUT) is None


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_too_short"),
        ("elevenchars", "password_too_short"),
        ("e\u0301" * 11, "password_too_short"),
        ("heron " * 34, "password_too_long"),
        ("password1234", "password_guessed_first"),
        ("Password!2026", "password_guessed_first"),
        ("aaaaaaaaaaaaaaaa", "password_guessed_first"),
        ("121212121212", "password_guessed_first"),
        ("1234567890123", "password_guessed_first"),
        ("Isla Vane 2026", "password_guessed_first"),
        ("vane-isla-idva-99", "password_guessed_first"),
        ("marac marac marac", "password_guessed_first"),
        ("MARAC-Meeting-1", "password_guessed_first"),
        ("correct horse battery staple", "password_guessed_first"),
    ],
)
def test_what_is_too_short_too_long_or_guessed_first_is_refused(password: str, code: str) -> None:
    assert fault_of(password, ABOUT) == code


def test_an_accent_counts_the_same_however_it_was_typed() -> None:
    assert fault_of("\u00e9" * 11) == fault_of("e\u0301" * 11) == "password_too_short"
