"""Who is in a case: its rows as parties, in order, with what belongs to each.

What belongs to nobody for certain is not put beside anybody: it is named, and stays in the row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from agenda.plan import Party, PartyKind
from agenda.referral import tidy
from agenda.referrals.dates import Unclear, born_on, is_not_said
from agenda.referrals.fields import Key
from agenda.referrals.people import Somebody, is_joined, names_in, parts, people_in, person_in
from agenda.referrals.remarks import Place, Remarks
from agenda.referrals.rows import CaseRows, Cell
from agenda.text import clean

YOUNGEST: Final = 10
"""Years: nobody younger is the victim or a perpetrator of what a MARAC hears."""
LONGEST_ADDRESS: Final = 120


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that tell of one kind of party."""

    kind: PartyKind
    names: Key
    born: Key
    aliases: Key | None = None
    addresses: Key | None = None


_SEVERAL: Final = (
    _Columns(
        PartyKind.PERPETRATOR,
        Key.PERPETRATORS,
        Key.PERPETRATORS_BORN,
        Key.PERPETRATORS_ALIASES,
        Key.PERPETRATORS_ADDRESS,
    ),
    _Columns(PartyKind.CHILD, Key.CHILDREN, Key.CHILDREN_BORN),
    _Columns(PartyKind.DEPENDANT, Key.DEPENDANTS, Key.DEPENDANTS_BORN),
)


@dataclass(frozen=True, slots=True)
class _Described:
    somebody: Somebody
    address: str | None = None


def parties_of(case: CaseRows, today: date, remarks: Remarks) -> tuple[Party, ...]:
    """Everybody in ``case``, the victim first; as far as they can be read.

    What cannot be goes into ``remarks``.
    """
    victim = _victim(case, today, remarks)
    found = [_party(PartyKind.VICTIM, 1, victim)] if victim is not None else []
    for columns in _SEVERAL:
        everybody = _without_twins(
            somebody
            for place in _groups(case, columns)
            for somebody in _several(case, columns, place, today, remarks)
        )
        found += [_party(columns.kind, n, somebody) for n, somebody in enumerate(everybody, 1)]
    return tuple(found)


def _party(kind: PartyKind, number: int, described: _Described) -> Party:
    somebody = described.somebody
    return Party(
        id=f"{kind}-{number}" if number > 1 else str(kind),
        kind=kind,
        name=somebody.name,
        born=somebody.born,
        aliases=tuple(dict.fromkeys(somebody.aliases)),
        address=described.address,
    )


def _victim(case: CaseRows, today: date, remarks: Remarks) -> _Described | None:
    cell = remarks.only(case.of(Key.VICTIM))
    if cell is None or is_not_said(cell.text):
        return None
    somebody = None
    with remarks.refusing(cell):
        somebody = person_in(cell.text, today)
    if somebody is None:
        return None
    born = remarks.read(case.of(Key.VICTIM_BORN), lambda text: born_on(text, today))
    with remarks.refusing(next(iter(case.of(Key.VICTIM_BORN)), cell)):
        born = _agreed(somebody.born, born)
        _need_age(born, today)
    _look_at_joined((somebody,), cell, remarks)
    others = remarks.read(case.of(Key.VICTIM_ALIASES), names_in) or ()
    somebody = replace(somebody, born=born, aliases=(*somebody.aliases, *others))
    return _Described(somebody, _address(remarks.only(case.of(Key.VICTIM_ADDRESS)), remarks))


def _groups(case: CaseRows, columns: _Columns) -> Iterator[tuple[int, int]]:
    """Each row, and each number of a column there, that tells of somebody of the kind."""
    keys = (columns.names, columns.born, columns.aliases, columns.addresses)
    seen = {(cell.row, cell.column.number): None for cell in case.cells if cell.column.key in keys}
    yield from sorted(seen)


def _several(
    case: CaseRows, columns: _Columns, place: tuple[int, int], today: date, remarks: Remarks
) -> tuple[_Described, ...]:
    def at(key: Key | None) -> Cell | None:
        row, number = place
        cells = case.of(key, number) if key is not None else ()
        return next((cell for cell in cells if cell.row == row), None)

    names, born = at(columns.names), at(columns.born)
    people: tuple[Somebody, ...] = ()
    if names is not None:
        with remarks.refusing(names):
            people = people_in(names.text, today)
        _look_at_joined(people, names, remarks)
    if born is not None:
        with remarks.refusing(born):
            people = _with_dates(people, born.text, today)
    if columns.kind is PartyKind.PERPETRATOR:
        for cell in filter(None, (names, born)):
            with remarks.refusing(cell):
                for somebody in people:
                    _need_age(somebody.born, today)
    people = _with_aliases(people, at(columns.aliases), remarks)
    return _with_addresses(people, at(columns.addresses), remarks)


def _look_at_joined(people: Iterable[Somebody], cell: Cell, remarks: Remarks) -> None:
    """Two people under one name are compared with nobody as they should be (CON-6)."""
    if any(is_joined(somebody.name) for somebody in people):
        remarks.doubt(
            Place(cell.row, cell.column),
            "two people joined by “and”, “&” or “+” are read as one; if there are two, put each "
            "on a line of their own in the cell, or a semicolon between them, each by their whole "
            "name",
        )


def _with_dates(people: tuple[Somebody, ...], text: str, today: date) -> tuple[Somebody, ...]:
    if is_not_said(text):
        return people
    dates = parts(text)
    if len(dates) != len(people):
        dates = tuple(piece.strip() for part in dates for piece in part.split(",") if piece.strip())
    if len(dates) != len(people):
        raise Unclear(
            f"has {_counted(len(dates), 'date')} for {_counted(len(people), 'name')}; give each "
            "name its date, or write n/k"
        )
    return tuple(
        replace(somebody, born=_agreed(somebody.born, born_on(words, today)))
        for somebody, words in zip(people, dates, strict=True)
    )


def _with_aliases(
    people: tuple[Somebody, ...], cell: Cell | None, remarks: Remarks
) -> tuple[Somebody, ...]:
    if cell is None or is_not_said(cell.text):
        return people
    if len(people) == 1:
        with remarks.refusing(cell):
            others = names_in(cell.text)
            return (replace(people[0], aliases=(*people[0].aliases, *others)),)
        return people
    each = _each(cell, len(people), remarks)
    with remarks.refusing(cell):
        return tuple(
            replace(somebody, aliases=(*somebody.aliases, *names_in(words)))
            for somebody, words in zip(people, each, strict=True)
        )
    return people


def _with_addresses(
    people: tuple[Somebody, ...], cell: Cell | None, remarks: Remarks
) -> tuple[_Described, ...]:
    if cell is None or is_not_said(cell.text):
        return tuple(map(_Described, people))
    if len(people) == 1:
        return (_Described(people[0], _address(cell, remarks)),)
    each = _each(cell, len(people), remarks)
    return tuple(
        _Described(somebody, None if is_not_said(words) else words[:LONGEST_ADDRESS])
        for somebody, words in zip(people, each, strict=True)
    )


def _each(cell: Cell, many: int, remarks: Remarks) -> Sequence[str]:
    """A part of the cell for each of ``many`` people; empty parts where it cannot be told whose."""
    found = tuple(tidy(part) for part in cell.text.split(";"))
    found = found if len(found) == many else parts(cell.text)
    if len(found) == many:
        return found
    if many:
        remarks.doubt(
            Place(cell.row, cell.column),
            f"whose it is cannot be told, of {many} people; it stays in the row",
        )
    return [""] * many


def _address(cell: Cell | None, remarks: Remarks) -> str | None:
    if cell is None or is_not_said(cell.text):
        return None
    words = clean(", ".join(line.strip(", ") for line in cell.text.split("\n")))
    if len(words) > LONGEST_ADDRESS:
        remarks.refuse(
            Place(cell.row, cell.column), f"has more than {LONGEST_ADDRESS} characters; shorten it"
        )
        return None
    return words


def _agreed(one: date | None, other: date | None) -> date | None:
    """One date of birth of what is said in two places. Raises Unclear where they differ."""
    if one is not None and other is not None and one != other:
        raise Unclear(f"has two dates of birth: {one:%d/%m/%Y} and {other:%d/%m/%Y}")
    return one or other


def _need_age(born: date | None, today: date) -> None:
    if born is not None and (today - born).days < YOUNGEST * 365:
        raise Unclear(
            f"makes them younger than {YOUNGEST}: born on {born:%d/%m/%Y}; look at the year"
        )


def _without_twins(everybody: Iterable[_Described]) -> tuple[_Described, ...]:
    """Those whom several rows name again, once; with the date that one of the rows has."""
    kept: dict[tuple[str, date | None], _Described] = {}
    for one in everybody:
        name = one.somebody.name.casefold()
        known = next((k for k in kept if k[0] == name and _may_be(k[1], one.somebody.born)), None)
        if known is None:
            kept[name, one.somebody.born] = one
        elif known[1] is None and one.somebody.born is not None:
            kept = {
                ((name, one.somebody.born) if k == known else k): (
                    replace(v, somebody=replace(v.somebody, born=one.somebody.born))
                    if k == known
                    else v
                )
                for k, v in kept.items()
            }
    return tuple(kept.values())


def _may_be(one: date | None, other: date | None) -> bool:
    return one is None or other is None or one == other


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
