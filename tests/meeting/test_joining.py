"""Invitations."""

import pytest

from meeting.joining import Invitation, parse_invitation

INVITATION = Invitation(bytes(range(16)), b"p" * 32, "room.northvale.example:4765")
TEXT = str(INVITATION)


def test_an_invitation_is_read_as_it_was_written() -> None:
    assert parse_invitation(TEXT) == INVITATION


def test_an_address_may_be_left_to_be_told() -> None:
    without = Invitation(INVITATION.code, INVITATION.pin)
    assert parse_invitation(str(without)) == without


@pytest.mark.parametrize("width", [1, 7, 40, 64, 76])
def test_an_invitation_survives_lines_broken_by_mail_and_words_around_it(width: int) -> None:
    broken = "\r\n  ".join(TEXT[at : at + width] for at in range(0, len(TEXT), width))
    text = f"Paste the line below, all of it.\n\n{broken}\n\nKind regards\n"
    assert parse_invitation(text) == INVITATION


@pytest.mark.parametrize("sides", [("│ ", " │"), ("┃", "┃"), ("▊", "▎"), ("| ", " |")])
def test_a_frame_that_was_copied_along_is_no_part_of_an_invitation(sides: tuple[str, str]) -> None:
    left, right = sides
    inside = "\n".join(left + TEXT[at : at + 50] + right for at in range(0, len(TEXT), 50))
    assert parse_invitation(f"╭─ hand this over ─╮\n{inside}\n╰──────╯") == INVITATION


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_part_of_an_invitation_is_none(cut: int) -> None:
    assert parse_invitation(TEXT[:-cut] if cut > 1 else TEXT[:-2]) is None
    assert parse_invitation(TEXT[cut:]) is None


def test_one_letter_that_was_mistyped_makes_it_none() -> None:
    for at in range(len("marac2-"), len(TEXT) - 1):
        other = "A" if TEXT[at] != "A" else "B"
        assert parse_invitation(TEXT[:at] + other + TEXT[at + 1 :]) is None


@pytest.mark.parametrize("text", ["", "hello", TEXT.upper(), "marac2-.", "marac2-" + "A" * 90])
def test_what_is_no_invitation(text: str) -> None:
    assert parse_invitation(text) is None


def test_an_invitation_does_not_show_itself_in_a_log() -> None:
    assert TEXT[10:30] not in repr(INVITATION)
