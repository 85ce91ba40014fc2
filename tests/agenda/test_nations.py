"""Nations by the names that people give them: AG-5."""

import pytest

from agenda.nations import NATIONS, nation_named


@pytest.mark.parametrize(
    ("said", "nation"),
    [
        ("england and wales", "ENG"),
        ("England & Wales", "ENG"),
        ("  England ", "ENG"),
        ("Wales", "WLS"),
        ("SCOTLAND", "SCT"),
        ("northern-ireland", "NIR"),
        ("Northern  Ireland", "NIR"),
        *((nation, nation) for nation in NATIONS),
        ("sct", "SCT"),
    ],
)
def test_a_nation_is_known_by_its_name(said: str, nation: str) -> None:
    """AG-5."""
    assert nation_named(said) == nation


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Scottland", "No bank holidays are known for 'Scottland'; the nearest is scotland."),
        (
            "N Ireland",
            "No bank holidays are known for 'N Ireland'; the nearest is northern ireland.",
        ),
        (
            "",
            (
                "No bank holidays are known for ''; write one of england and wales, england, "
                "wales, scotland, northern ireland."
            ),
        ),
        (
            "France" * 1000,
            (
                "No bank holidays are known for 'FranceFranceFranceFranceFranceFranceFran'; write "
                "one of england and wales, england, wales, scotland, northern ireland."
            ),
        ),
    ],
)
def test_what_is_no_nation_is_refused_with_the_nearest_that_is(said: str, words: str) -> None:
    """AG-5."""
    with pytest.raises(ValueError, match="No bank holidays") as refused:
        nation_named(said)
    assert str(refused.value) == words
