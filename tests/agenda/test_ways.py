"""What there is to do about a refusal, in two places: none has the words of the other."""

import pytest

from agenda.ways import WAYS, Told, Way

COMMANDS = ("agenda ", "marac-server", "--", ".toml")


@pytest.mark.parametrize("way", Way)
def test_at_the_desk_no_command_is_quoted_and_at_the_command_line_no_key(way: Way) -> None:
    words = WAYS[way]
    assert not any(command in words.at_desk for command in COMMANDS)
    assert any(command in words.on_command_line for command in COMMANDS)
    assert "the key" not in words.on_command_line


def test_the_same_sentence_ends_as_its_place_has_it() -> None:
    told = Told("There is no case on the list yet;", Way.BRING_IN)
    assert str(told) == "There is no case on the list yet; bring referrals in with: agenda import"
    assert told.at_desk == "There is no case on the list yet; bring referrals in with the key i."
    assert Told("It is whole.").at_desk == str(Told("It is whole.")) == "It is whole."
