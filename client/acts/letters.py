"""Two letters for each agency, and which agency is meant by what is typed.

The letters are those of the whole meeting, whoever is here: what is typed by habit never means
another agency because the first has left.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from client.acts.asking import NOBODY
from client.acts.form import Choice, Option
from client.view.seen import Seen

LENGTH: Final = 2
NO_AGENCY: Final = "Choose an agency: type the two letters before its name."
SMALL_WORDS: Final = frozenset({"and", "for", "of", "the", "&"})


class Meant(NamedTuple):
    """``at``: the option that is meant; ``certain`` when no other can be, however it goes on."""

    at: int
    certain: bool


@dataclass(frozen=True, slots=True)
class _Name:
    at: int
    whole: str
    words: tuple[str, ...]

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.words)[:LENGTH] if len(self.words) > 1 else ""


def two_letters(names: Mapping[str, str]) -> Mapping[str, str]:
    """Letters of its own for each agency, by its id: the first two of its name, or where others
    begin so its initials, or its first with another of its name.

    A name of several words leaves the first two letters to one of a single word.
    """
    known = {agency: _named(0, name) for agency, name in names.items()}
    begin = [name.whole[:LENGTH] for name in known.values()]
    shared = {each for each in known if begin.count(known[each].whole[:LENGTH]) > 1}
    given: dict[str, str] = {}
    for agency in sorted(known, key=lambda each: (each in shared, bool(known[each].initials))):
        ways = _ways(known[agency], shared=agency in shared)
        given[agency] = next((way for way in ways if way not in given.values()), "")
    return {agency: given[agency] for agency in names}


def _ways(name: _Name, *, shared: bool) -> Iterator[str]:
    if shared and name.initials:
        yield name.initials
    letters = "".join(name.words)
    yield letters[:LENGTH]
    if name.initials:
        yield name.initials
    yield from (letters[0] + other for other in letters[1:])


def _named(at: int, name: str) -> _Name:
    whole = "".join(char for char in name.lower() if char.isalnum() or char in " &")
    words = tuple(word for word in whole.split() if word not in SMALL_WORDS)
    return _Name(at, " ".join(whole.split()), words or (name.lower() or "-",))


def agency_choice(
    seen: Seen,
    name: str,
    label: str,
    options: Sequence[Option],
    initial: str = "",
    *,
    optional: bool = True,
) -> Choice:
    """Of which agency: with the two letters of each, and of those that are not to be chosen.

    ``optional``: with a first choice that is none of them.
    """
    letters = two_letters(seen.room.agencies)
    offered = {option.value for option in options}
    return Choice(
        name,
        label,
        (
            *((NOBODY,) if optional else ()),
            *(_with_letters(option, letters) for option in options),
        ),
        initial,
        {letters[each]: seen.name_of(each) for each in letters if each not in offered},
    )


def _with_letters(option: Option, letters: Mapping[str, str]) -> Option:
    return Option(option.value, option.label, option.short, letters.get(option.value, ""))


def meant(typed: str, options: Iterable[Option]) -> Meant | None:
    """Whom ``typed`` means: whose letters they are, else whose name, initials or one of whose
    words begin so; the first of several. None where nobody's do.
    """
    typed = typed.lower()
    listed = list(enumerate(options))
    if not typed:
        return None
    if own := [at for at, option in listed if option.letters == typed]:
        return Meant(own[0], certain=True)
    names = [_named(at, option.label) for at, option in listed if option.value]
    for found in (
        [name.at for name in names if name.whole.startswith(typed)],
        [name.at for name in names if len(typed) == LENGTH and name.initials == typed],
        [name.at for name in names if any(word.startswith(typed) for word in name.words)],
    ):
        if found:
            return Meant(found[0], certain=len(found) == 1 and len(typed) >= LENGTH)
    return None
