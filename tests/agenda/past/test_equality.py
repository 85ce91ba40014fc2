"""What forms say of the victim, as a return counts it (OUT-6)."""

import pytest

from agenda.past.equality import Answer, Asked, answers
from agenda.referral import Equality

YES, NO, NOT_SAID, UNCLEAR = Answer


@pytest.mark.parametrize(
    ("field", "asked", "words"),
    [
        (
            "ethnicity",
            Asked.MINORITY,
            {
                YES: "Asian or Asian British - Pakistani|Black African|Mixed|White Irish|A1|W9|"
                "White - Polish|Any other Asian background|Gypsy or Irish Traveller",
                NO: "White British|White - British|W1|White/British|"
                "White: English, Welsh, Scottish, Northern Irish or British",
                NOT_SAID: "|Not known|N/A|prefer not to say|Unknown|NK|refused",
                UNCLEAR: "British|White|see notes|Asian?|not Black|Indian but born here",
            },
        ),
        (
            "orientation",
            Asked.LGBT,
            {
                YES: "Y|Yes|lesbian|Yes - bisexual|gay|LGBT+|Transgender",
                NO: "N|No|Heterosexual|straight|No - heterosexual|heterosexual/straight",
                NOT_SAID: "|not asked|Prefer not to say|declined to say",
                UNCLEAR: "gay?|not gay|maybe bisexual|No, but see notes|F",
            },
        ),
        (
            "disability",
            Asked.DISABLED,
            {
                YES: "Y|Yes - mobility|wheelchair user|Deaf|learning disability|registered blind",
                NO: "N|No|None|no disability|No - none",
                NOT_SAID: "|none known|not disclosed|No known disability|n/k",
                UNCLEAR: "not disabled|No, however uses a wheelchair|mobility?|awaiting assessment",
            },
        ),
        (
            "gender",
            Asked.MALE,
            {
                YES: "M|Male|man|trans man",
                NO: "F|Female|woman|trans woman|Non-binary",
                NOT_SAID: "|not stated|prefers not to say",
                UNCLEAR: "M/F|male?|other",
            },
        ),
    ],
)
def test_out_6_what_is_said_is_counted_and_what_is_not_said_is_not(
    field: str, asked: Asked, words: dict[Answer, str]
) -> None:
    for answer, several in words.items():
        for said in several.split("|"):
            found = answers(Equality.model_validate({field: said}))[asked]
            assert (said, found) == (said, answer)


def test_out_6_who_is_trans_by_the_gender_that_is_said_is_counted_as_lgbt() -> None:
    said = Equality(gender="trans woman", orientation="straight")
    assert answers(said)[Asked.LGBT] is Answer.YES
    assert answers(said)[Asked.MALE] is Answer.NO


def test_out_6_without_a_referral_that_is_kept_nothing_is_said() -> None:
    assert set(answers(None).values()) == {Answer.NOT_SAID}
