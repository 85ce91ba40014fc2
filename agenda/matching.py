"""Whether an attendee is likely to be a party of a case (CON-6).

Pure: two descriptions in, the reasons out. A match that is missed shows somebody their own case,
a false alarm costs the chair one look: in doubt it is a likeness. Names are compared word by word
in any order, so that reversed, double-barrelled and second names need no rules of their own.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import permutations
from typing import Final

from anyascii import anyascii
from nicknames import NickNamer
from rapidfuzz.distance import OSA

from agenda.likeness import Alike, Described, Likeness, born_alike

WORD_AT_LEAST: Final = 0.8
"""Below this two words of a name are different words: one letter in five."""
NAME_AT_LEAST: Final = 0.85
"""What the words of the shorter name must reach on average."""
RUN_TOGETHER_AT_LEAST: Final = 0.88
"""What two names written without spaces must reach: ``van der Velde`` and ``Vandervelde``."""
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

SOUNDS: Final = (
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
)
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
    names = _names_alike(attendee, party)
    born = born_alike(attendee.born, party.born)
    address = _same_address(attendee.address, party.address)
    if names is None and born:
        names = _one_word_alike(attendee, party)
    if names is not None and born is False and not address:
        names = None
    if names is None and not address:
        return None
    alike, score = names or ((), 0.0)
    held = ((Alike.BORN, bool(born)), (Alike.ADDRESS, address))
    more = tuple(what for what, holds in held if holds)
    return Likeness((*alike, *more), round(score * 100))


# Names

Found = tuple[tuple[Alike, ...], float]


def _names_alike(attendee: Described, party: Described) -> Found | None:
    """The best of every name of the one against every name of the other."""
    found = [
        (_with(alike, other), score)
        for mine, _ in _all_names(attendee)
        for theirs, other in _all_names(party)
        if (name := _name_alike(mine, theirs)) is not None
        for alike, score in (name,)
    ]
    return max(found, key=lambda each: each[1], default=None)


def _with(alike: tuple[Alike, ...], other: bool) -> tuple[Alike, ...]:  # noqa: FBT001 - which name
    return (*alike, Alike.OTHER_NAME) if other else alike


def _all_names(one: Described) -> Iterator[tuple[str, bool]]:
    """Every name of somebody, and whether it is one besides their own. What somebody is called
    goes before their surname.
    """
    yield one.name, False
    for alias in one.aliases:
        yield alias, True
        yield f"{alias} {one.name.split()[-1]}", True


def _name_alike(one: str, other: str) -> Found | None:
    word_by_word = _words_alike(_words(one), _words(other))
    if word_by_word is not None:
        return word_by_word
    score = max(
        OSA.normalized_similarity(_together(one), _together(other)),
        OSA.normalized_similarity(_sound(_together(one)), _sound(_together(other))),
    )
    both = min(len(one.split()), len(other.split())) > 1
    return ((Alike.CLOSE_NAME,), score) if both and score >= RUN_TOGETHER_AT_LEAST else None


def _words_alike(one: tuple[str, ...], other: tuple[str, ...]) -> Found | None:
    """Every word of the shorter name is in the longer one; it has two at least, one of them whole.

    A single word is too little: half of the children are written down with no more.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or any(not _has_like(word, long) for word in short):  # noqa: PLR2004 - as said
        return None
    best: Found | None = None
    for order in permutations(long, len(short)):
        found = [word_alike(*pair) for pair in zip(short, order, strict=True)]
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


def _has_like(word: str, words: Iterable[str]) -> bool:
    return any(word_alike(word, other)[1] >= WORD_AT_LEAST for other in words)


def _one_word_alike(attendee: Described, party: Described) -> Found | None:
    """With the same date of birth a first name is enough: people marry and part (CON-6)."""
    scores = [
        word_alike(mine, theirs)
        for one, _ in _all_names(attendee)
        for other, _ in _all_names(party)
        for mine in _words(one)
        for theirs in _words(other)
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


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def _together(name: str) -> str:
    words = re.findall(r"[a-z]+", _plain(name).replace("'", ""))
    return "".join(word for word in words if word not in NOT_A_NAME)


@lru_cache(maxsize=16384)
def _sound(word: str) -> str:
    """``word`` roughly as it is heard."""
    for written, heard in SOUNDS:
        word = re.sub(written, heard, word)
    return word


# Dates and places


def _same_address(one: str | None, other: str | None) -> bool:
    """The same numbers, and nearly the same words."""
    if not one or not other:
        return False
    mine, theirs = _address(one), _address(other)
    numbers = [[word for word in words if word[0].isdigit()] for words in (mine, theirs)]
    if sorted(numbers[0]) != sorted(numbers[1]) or not numbers[0]:
        return mine == theirs
    alike = OSA.normalized_similarity(" ".join(mine), " ".join(theirs))
    return alike >= ADDRESS_AT_LEAST


def _address(text: str) -> tuple[str, ...]:
    words = re.findall(r"[a-z0-9]+", _plain(text))
    return tuple(STREETS.get(word, word) for word in words)
