"""What a referral's equality data say, as a return asks for it (OUT-6).

Forms are filled in by hand. What is not said stays not said, and words that could be taken either
way are counted as unclear: nothing is made up of them. Pure.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from agenda.referral import Equality


class Asked(StrEnum):
    """What a return asks of the victim of each case (L)."""

    MINORITY = "From a minority ethnic community"
    LGBT = "LGBT+"
    DISABLED = "Disabled"
    MALE = "Male"


class Answer(StrEnum):
    """What the referral says to that."""

    YES = "yes"
    NO = "no"
    NOT_SAID = "not said"
    UNCLEAR = "unclear"


_NOT_SAID: Final = re.compile(
    r"(not (known|said|stated|asked|disclosed|recorded|given|sure|applicable)|unknown|unsure|nk|na|"
    r"ns|n k|n a|(prefers?|preferred) not to( say)?|(refused|declined)( to say)?|none known|"
    r"no known( \w+)*|tbc)"
)
_DOUBT: Final = re.compile(
    r"[?]|\b(but|however|maybe|perhaps|possibly|not|no|nor|neither|never|without|denies|or)\b"
)
_WHITE_BRITISH: Final = re.compile(
    r"(w1|wb|ic1 white british|white ?british|british white|"
    r"white( english| welsh| scottish| northern irish| british)+)( w1)?"
)
_MINORITY: Final = re.compile(
    r"\b(asian|black|mixed|arab|african|caribbean|chinese|indian|pakistani|bangladeshi|gypsy|roma|"
    r"traveller|other white|eastern european|"
    r"white (irish|other|european|polish|romanian|lithuanian|bulgarian|portuguese)|"
    r"minority ethnic|ethnic minority|bame|bme|w2|w3|w9|m[1239]|a[1-49]|b[129]|o[129])\b"
)
_LGBT: Final = re.compile(
    r"\b(lgbt\w*|lesbian|gay|bi|bisexual|trans|transgender|transsexual|queer|pansexual|asexual|"
    r"non binary|nonbinary|homosexual)\b"
)
_STRAIGHT: Final = re.compile(r"(heterosexual|straight|hetero|heterosexual straight)")
_TRANS: Final = re.compile(r"\b(trans|transgender|transsexual|non binary|nonbinary)\b")
_DISABLED: Final = re.compile(
    r"\b(disab\w+|physical|learning|sensory|hearing|deaf|blind|sight|visual\w*|mobility|wheelchair|"
    r"mental health|autis\w+|adhd|dyslexi\w+|epilep\w+|long term|impair\w+)\b"
)
_MALE: Final = re.compile(r"(m|male|man|boy|trans ?man|trans ?male|transgender (man|male))")
_NOT_MALE: Final = re.compile(
    r"(f|female|woman|girl|trans ?woman|trans ?female|transgender (woman|female)|non ?binary)"
)


def answers(equality: Equality | None) -> Mapping[Asked, Answer]:
    """What is said to each question; without equality data nothing is said to any."""
    said = equality or Equality()
    return {
        Asked.MINORITY: _minority(said.ethnicity),
        Asked.LGBT: _lgbt(said),
        Asked.DISABLED: _yes_or_no(said.disability, _DISABLED),
        Asked.MALE: _male(said.gender),
    }


def _plain(words: str) -> str:
    """In small letters, with nothing between words but spaces; a question mark is kept."""
    return " ".join(re.sub(r"[^\w?]+", " ", words.casefold()).split())


def _yes_or_no(words: str, yes: re.Pattern[str]) -> Answer:
    plain = _plain(words)
    if not plain or _NOT_SAID.fullmatch(plain):
        return Answer.NOT_SAID
    first, _, rest = plain.partition(" ")
    if first in {"n", "no", "none"}:
        return Answer.UNCLEAR if _DOUBT.search(rest) else Answer.NO
    if _DOUBT.search(plain):
        return Answer.UNCLEAR
    return Answer.YES if first in {"y", "yes"} or yes.search(plain) else Answer.UNCLEAR


def _minority(words: str) -> Answer:
    """Anybody who is not White British, as SafeLives counts (L)."""
    # "Black or Black British", as forms have it, is no doubt.
    plain = _plain(re.sub(r"\bor\b", " ", words))
    if not plain or _NOT_SAID.fullmatch(plain):
        return Answer.NOT_SAID
    if _WHITE_BRITISH.fullmatch(plain):
        return Answer.NO
    told = _MINORITY.search(plain) and not _DOUBT.search(plain)
    return Answer.YES if told else Answer.UNCLEAR


def _lgbt(said: Equality) -> Answer:
    """Trans by what the form says of gender counts, too."""
    gender, orientation = _plain(said.gender), _plain(said.orientation)
    if _TRANS.search(gender) and not _DOUBT.search(gender):
        return Answer.YES
    if _STRAIGHT.fullmatch(orientation):
        return Answer.NO
    return _yes_or_no(said.orientation, _LGBT)


def _male(words: str) -> Answer:
    plain = _plain(words)
    if not plain or _NOT_SAID.fullmatch(plain):
        return Answer.NOT_SAID
    if _MALE.fullmatch(plain):
        return Answer.YES
    return Answer.NO if _NOT_MALE.fullmatch(plain) else Answer.UNCLEAR
