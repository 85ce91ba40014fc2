"""Joining codes."""

import pytest

from meeting.joining import JoiningCode, parse_code, pin_of

CODE = JoiningCode(bytes(range(16)), pin_of(b"a certificate"))


def test_a_code_is_read_as_it_was_written() -> None:
    assert parse_code(str(CODE)) == CODE


def test_a_code_survives_being_pasted_in_pieces() -> None:
    text = str(CODE)
    assert parse_code(f"  {text[:20]}\n{text[20:50]} {text[50:]}\r\n") == CODE


@pytest.mark.parametrize(
    "text", ["", "hello", str(CODE)[:-1], f"{CODE}A", str(CODE).upper(), f"marac2-{'A' * 64}"]
)
def test_what_is_no_code(text: str) -> None:
    assert parse_code(text) is None


def test_a_code_does_not_show_itself_in_a_log() -> None:
    assert str(CODE)[10:30] not in repr(CODE)


def test_a_pin_is_of_one_certificate() -> None:
    assert pin_of(b"a certificate") != pin_of(b"another")
    assert len(CODE.pin) == 32
