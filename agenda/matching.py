"""Whether an attendee is likely to be a party of a case (CON-6).

Pure: two descriptions in, the reasons out. A match that is missed shows somebody their own case,
a false alarm costs the chair one look: in doubt it is a likeness. Names are compared word by word
in any order, so that reversed, double-barrelled and second names need no rules of their own.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations
from typing import Final

from anyascii import anyascii
from nicknames import NickNamer
from rapidfuzz.distance import OSA

from agenda.likeness import Alike, Described, Likeness, born_alike

WORD_AT_LEAST: Final = 0.8
"""Below this two words of a name are different words: one letter in five."""
SLIPS_IN: Final = 5
"""In so many letters there is one slip at most, where words reach ``WORD_AT_LEAST``."""
NAME_AT_LEAST: Final = 0.85
"""What the words of the shorter name must reach on average."""
RUN_TOGETHER_AT_LEAST: Final = 0.88
"""What two names written without spaces must reach: ``van der Velde`` and ``Vandervelde``."""
RUN_TOGETHER_SLIPS_IN: Final = 8
"""As ``SLIPS_IN``, of these."""
OTHER_FIRST_LETTER: Final = 0.05
"""Taken off where the first letters differ: people seldom mistype them."""
SHORT_FORM: Final = 0.95
SHORTENED: Final = 0.9
INITIAL: Final = 0.8
"""How alike a name is with its known short form, with its own beginning, with its first letter."""
SHORTENED_LETTERS: Final = (3, 5)
"""How long the beginning of a name can be that people call each other by, at least and at most."""
PET_ENDING: Final = re.compile(r"(?:[oy]|ie|ey|s|er)$")
"""What people put behind the beginning of a name: Tommo, Jonesy, Robbo."""
MOST_WORDS: Final = 6
"""Words of a name that are looked at."""
ADDRESS_AT_LEAST: Final = 0.88
MOST_REMEMBERED: Final = 65536
"""Names, words and addresses whose preparation is kept: more than those of ten thousand held cases,
since whoever is compared with all of them in turn would find none of a smaller number again.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NOT_A_NAME: Final = _set(
    "mr mrs ms miss mx dr prof professor rev revd sir dame lord lady cllr insp inspector "
    "sgt sergeant pc dc ps ds di dci dsi supt ch jr jnr junior sr snr senior "
    "nee formerly previously known as aka alias also or obe mbe qpm"
)
"""Titles, ranks, and words that lead to another name."""
PARTICLES: Final = _set(
    "van von der den de del della di da dos das du la le el al ul bin ibn bint ben ap ferch "
    "o ni nic mac mc st y e"
)
"""Words before a surname that people leave out, or write together with it."""
GLUED: Final = re.compile(r"\b(?:mac|mc)[ -]?(?=[a-z]{3})|\b(?:o'|al-|el-)(?=[a-z]{3})")

SOUNDS: Final = tuple((re.compile(written), heard) for written, heard in (
    (r"[^a-z]", ""),
    (r"ul(?=[rsnzdt])", "u"),
    (r"^x", "s"),
    (r"^wr", "r"),
    (r"^kn", "n"),
    (r"x", "ks"),
    (r"ph", "f"),
    (r"sch", "sh"),
    (r"tsch|tch", "ch"),
    (r"ck|q[ou]?(?=[aei])|q|kh", "k"),
    (r"gh(?=[^aeiouy]|$)", ""),
    (r"gh", "g"),
    (r"th", "t"),
    (r"dh", "d"),
    (r"c(?=[eiy])", "s"),
    (r"c(?!h)", "k"),
    (r"z", "s"),
    (r"w(?=[^aeiouy]|$)", "u"),
    (r"w", "v"),
    (r"ae(?=e)", "a"),
    (r"ue(?=[^aeiouy])", "u"),
    (r"ea|ee|ei|ey|ie", "i"),
    (r"oa|ou|oo|oe|au", "u"),
    (r"(?<=[a-z])h(?=[^aeiouy]|$)", ""),
    (r"(?<=[^aeiouy])e$", ""),
    (r"[ou]", "u"),
    (r"[eiyj]", "i"),
    (r"(.)\1+", r"\1"),
))  # fmt: skip
"""What is written differently and heard alike, in this order: English and what is written in
English letters from Arabic, Urdu, Slavic and other languages."""

SHORT_FORMS: Final = tuple(
    _set(group)
    for group in (
        "mohammed muhammad mohamed mo",
        "alexandra aleksandra oleksandra alexander aleksandr oleksandr sasha sacha olek ola alek",
        "catherine katherine kathryn kate cath kath cathy kathy kat katie katya katarzyna kasia",
        "sean shaun shawn shane",
        "george georgios giorgos yiorgos jorge georgi",
        "john jon ion ioan ian iain jan johan ivan sion ieuan",
        "jonathan jonny jon jonty",
        "james jim jimmy jamie seamus hamish",
        "elizabeth elisabeth liz lizzie beth betty betsy libby eliza elzbieta ela bethan",
        "anne anna annie hannah ania anya",
        "maria mary marie mariam maryam mair moira maire",
        "joseph joe yusuf yosef jozef josef",
        "abraham ibrahim abe ebrahim",
        "david dafydd dave davy dai dawid davit",
        "michael mick mike mikey michal mikhail misha micheal",
        "steven stephen steve stefan szczepan",
        "margaret maggie peggy meg mags malgorzata gosia",
        "victoria vicky vicki tori",
        "deborah debra deb debbie",
        "susan sue suzanne susie suzy zuzanna",
        "teresa theresa terry tess tereza",
        "dmitri dmytro dima mitya",
        "yevgeny evgeni eugene zhenya",
        "vladimir volodymyr vova vlad wlodzimierz",
        "nicholas mykola nikolai mikolaj nick nicky kolya",
        "ekaterina kateryna katya catherine",
        "anthony antony tony anton antoni",
        "beverley beverly bev",
        "graham graeme",
        "geoffrey jeffrey geoff jeff",
        "abdul abdel abdal abd",
        "hassan hasan",
        "hussain hussein husain hossein hussayn",
        "siobhan shivaun chevonne",
        "niamh neve neave",
        "caoimhe keeva kiva",
        "padraig patrick paddy pat",
        "gwilym william will bill billy guillaume wilhelm",
        "barry baz bazza",
        "darren daz dazza",
        "gary gaz gazza",
        "jeremy jez jezza",
        "karen kaz kazza",
        "sharon shaz shazza",
        "terence terry tez tel",
    )
)
"""Forms of one name, beside those of the library, which knows the English-speaking world."""

STREETS: Final = {
    "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close",
    "dr": "drive", "ct": "court", "cres": "crescent", "pl": "place", "terr": "terrace",
    "ter": "terrace", "sq": "square", "gdns": "gardens", "apt": "flat", "apartment": "flat",
}  # fmt: skip


def likeness(attendee: Described, party: Described) -> Likeness | None:
    """Why ``attendee`` is likely to be ``party``, or to live with them; None if neither is.

    Names that are alike, unless the dates of birth rule it out; a date of birth together with one
    word of the name; or an address.
    """
    born = born_alike(attendee.born, party.born)
    address = _same_address(attendee.address, party.address)
    if born is False and not address:
        return None  # whatever the names are, which takes the longest to say
    names = _names_alike(attendee, party)
    if names is None and born:
        names = _one_word_alike(attendee, party)
    if names is None and not address:
        return None
    alike, score = names or ((), 0.0)
    held = ((Alike.BORN, bool(born)), (Alike.ADDRESS, address))
    more = tuple(what for what, holds in held if holds)
    return Likeness((*alike, *more), round(score * 100))


# Names

Found = tuple[tuple[Alike, ...], float]


@dataclass(frozen=True, slots=True)
class _Named:
    """One of the names that somebody goes by, as it is compared."""

    words: tuple[str, ...]
    traced: tuple["_Traced", ...]
    together: "_Traced"
    has_spaces: bool
    is_other: bool
    """Whether it is one besides their own."""


def _names_alike(attendee: Described, party: Described) -> Found | None:
    """The best of every name of the one against every name of the other."""
    best: Found | None = None
    theirs = _all_names(party.name, party.aliases)
    for mine in _all_names(attendee.name, attendee.aliases):
        for their in theirs:
            found = _name_alike(mine, their)
            if found is not None and (best is None or found[1] > best[1]):
                best = _with(found[0], their.is_other), found[1]
    return best


def _with(alike: tuple[Alike, ...], other: bool) -> tuple[Alike, ...]:  # noqa: FBT001 - which name
    return (*alike, Alike.OTHER_NAME) if other else alike


@lru_cache(maxsize=MOST_REMEMBERED)
def _all_names(name: str, aliases: tuple[str, ...]) -> tuple[_Named, ...]:
    """Every name of somebody. What somebody is called goes before their surname."""
    others = [
        each for alias in aliases for each in (alias, f"{alias} {name.rsplit(maxsplit=1)[-1]}")
    ]
    return (_named(name, is_other=False), *(_named(other, is_other=True) for other in others))


def _named(name: str, *, is_other: bool) -> _Named:
    words = _words(name)
    traced = tuple(_traced(word) for word in words)
    together = _traced(_together(name))
    return _Named(words, traced, together, len(name.split()) > 1, is_other)


def _name_alike(one: _Named, other: _Named) -> Found | None:
    return _words_alike(one, other) or _run_together_alike(one, other)


def _run_together_alike(one: _Named, other: _Named) -> Found | None:
    """Of names that were written in two words at least, what is left without the spaces."""
    if not (one.has_spaces and other.has_spaces):
        return None
    mine, theirs = one.together, other.together
    if not _has_letters_like(mine, theirs, RUN_TOGETHER_SLIPS_IN):
        return None
    score = max(
        _similar(mine.word, theirs.word, RUN_TOGETHER_AT_LEAST),
        _similar(mine.heard, theirs.heard, RUN_TOGETHER_AT_LEAST),
    )
    return ((Alike.CLOSE_NAME,), score) if score >= RUN_TOGETHER_AT_LEAST else None


def _similar(one: str, other: str, at_least: float) -> float:
    """How alike they are, 0 to 1; 0 where that is less than ``at_least``."""
    return OSA.normalized_similarity(one, other, score_cutoff=at_least)


def _words_alike(one: _Named, other: _Named) -> Found | None:
    """Every word of the shorter name is in the longer one; it has two at least, one of them whole.

    A single word is too little: half of the children are written down with no more.
    """
    short, long = (other, one) if len(other.words) < len(one.words) else (one, other)
    if len(short.words) < 2 or not all(_has_like(word, long) for word in short.traced):  # noqa: PLR2004 - as said
        return None
    best: Found | None = None
    for order in permutations(long.words, len(short.words)):
        found = [word_alike(*pair) for pair in zip(short.words, order, strict=True)]
        scores = [score for _, score in found]
        mean = sum(scores) / len(scores)
        if min(scores) < WORD_AT_LEAST or mean < NAME_AT_LEAST:
            continue
        if all(what is Alike.INITIAL for what, _ in found):
            continue
        if best is None or mean > best[1]:
            whats = dict.fromkeys(what for what, _ in found)
            best = (tuple(w for w in Alike if w in whats) if len(whats) > 1 else tuple(whats), mean)
    return best


def _has_like(word: "_Traced", name: _Named) -> bool:
    for other in name.traced:  # neither any() nor a generator: a million of these a second
        if _may_be_like(word, other) and word_alike(word.word, other.word)[1] >= WORD_AT_LEAST:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Traced:
    """A word of a name, with what tells in no time that most others are unlike it."""

    word: str
    length: int
    letters: int
    """A bit for each letter that is in it."""
    heard: str
    heard_length: int
    heard_letters: int
    forms: frozenset[str]


@lru_cache(maxsize=MOST_REMEMBERED)
def _traced(word: str) -> _Traced:
    heard = _sound(word)
    return _Traced(
        word, len(word), _letters(word), heard, len(heard), _letters(heard), _forms(word)
    )


def _letters(word: str) -> int:
    return sum(1 << ord(letter) - ord("a") for letter in set(word))


def _has_letters_like(one: _Traced, other: _Traced, slips_in: int) -> bool:
    """False only where neither as written nor as heard there is as little as one slip in so many
    letters: a letter that is added, left out or changed makes a difference of two at most to which
    letters there are, and two that change places make none.
    """
    longest = max(other.length, one.length)
    if (one.letters ^ other.letters).bit_count() <= longest // slips_in * 2:
        return True
    heard = max(other.heard_length, one.heard_length)
    return (one.heard_letters ^ other.heard_letters).bit_count() <= heard // slips_in * 2


def _may_be_like(one: _Traced, other: _Traced) -> bool:
    """False only where ``word_alike`` is below ``WORD_AT_LEAST``, which it takes no time to say."""
    return (
        _has_letters_like(one, other, SLIPS_IN)
        or other.word in one.forms
        or one.word in other.forms
        or one.word.startswith(other.word)
        or other.word.startswith(one.word)
        or 1 in (one.length, other.length)
    )


def _one_word_alike(attendee: Described, party: Described) -> Found | None:
    """With the same date of birth a first name is enough: people marry and part (CON-6)."""
    scores = [
        word_alike(mine, theirs)
        for one in _all_names(attendee.name, attendee.aliases)
        for other in _all_names(party.name, party.aliases)
        for mine in one.words
        for theirs in other.words
    ]
    best = max((s for what, s in scores if what is not Alike.INITIAL), default=0.0)
    return ((Alike.PART_OF_NAME,), best) if best >= WORD_AT_LEAST else None


@lru_cache(maxsize=65536)
def word_alike(one: str, other: str) -> tuple[Alike, float]:
    """How alike two words of names are, 0 to 1, and in what."""
    if one == other:
        return Alike.SAME_NAME, 1.0
    if 1 in (len(one), len(other)):
        same = one[0] in _initials(other) or other[0] in _initials(one)
        return Alike.INITIAL, INITIAL if same else 0.0
    if other in _forms(one) or one in _forms(other):
        return Alike.SHORT_NAME, SHORT_FORM
    short, long = sorted((one, other), key=len)
    least, most = SHORTENED_LETTERS
    if long.startswith(short) and least <= len(short) <= most and len(long) - len(short) > 1:
        return Alike.SHORT_NAME, SHORTENED
    written = OSA.normalized_similarity(one, other)
    heard = OSA.normalized_similarity(_sound(one), _sound(other))
    less = 0.0 if _sound(one)[:1] == _sound(other)[:1] else OTHER_FIRST_LETTER
    return Alike.CLOSE_NAME, max(written, heard) - less


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


@lru_cache(maxsize=MOST_REMEMBERED)
def _forms(word: str) -> frozenset[str]:
    """The other forms of a name: what it is short for, and what it is shortened to."""
    stem = re.sub(r"(.)\1$", r"\1", PET_ENDING.sub("", word))
    known = {stem} if len(stem) >= SHORTENED_LETTERS[0] else set()
    for form in {word, *known}:
        known |= set(_nicknames().nicknames_of(form)) | set(_nicknames().canonicals_of(form))
        known = known.union(*(group for group in SHORT_FORMS if form in group))
    return frozenset(known - {word})


def _initials(word: str) -> frozenset[str]:
    return frozenset(form[0] for form in (word, *_forms(word)))


# How names are written


def _words(name: str) -> tuple[str, ...]:
    """The words of a name in plain letters, without titles and particles."""
    plain = GLUED.sub(lambda m: "mac" if m[0].startswith("m") else "", _plain(name))
    words = re.findall(r"[a-z]+", plain.replace("'", ""))
    told = [word for word in words if word not in NOT_A_NAME]
    kept = [
        word for n, word in enumerate(told) if word not in PARTICLES or (len(word), n) == (1, 0)
    ]
    return tuple((kept or told or words)[:MOST_WORDS])


def _plain(name: str) -> str:
    """``name`` in small plain letters: what it would be typed as on another keyboard."""
    return re.sub("[\u2019`]", "'", anyascii(name)).casefold()


def _together(name: str) -> str:
    words = re.findall(r"[a-z]+", _plain(name).replace("'", ""))
    return "".join(word for word in words if word not in NOT_A_NAME)


@lru_cache(maxsize=MOST_REMEMBERED)
def _sound(word: str) -> str:
    """``word`` roughly as it is heard."""
    for written, heard in SOUNDS:
        word = written.sub(heard, word)
    return word


# Dates and places


def _same_address(one: str | None, other: str | None) -> bool:
    """The same numbers, and nearly the same words."""
    if not one or not other:
        return False
    mine, theirs = _address(one), _address(other)
    if mine.numbers != theirs.numbers or not mine.numbers:
        return mine.text == theirs.text
    return _similar(mine.text, theirs.text, ADDRESS_AT_LEAST) >= ADDRESS_AT_LEAST


@dataclass(frozen=True, slots=True)
class _Address:
    """An address as it is compared; its numbers are in the order of their figures."""

    text: str
    numbers: tuple[str, ...]


@lru_cache(maxsize=MOST_REMEMBERED)
def _address(text: str) -> _Address:
    words = [STREETS.get(word, word) for word in re.findall(r"[a-z0-9]+", _plain(text))]
    return _Address(" ".join(words), tuple(sorted(word for word in words if word[0].isdigit())))
