"""What is said to whoever imports, before anything is imported: by row and cell, without names.

Nothing of a case that is withheld from them is in it but how many there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from agenda.draft import Standing
from agenda.referrals.fields import Key, heading_of
from agenda.referrals.headings import Column, Headings, column_of
from agenda.referrals.importing import Import, Taken
from agenda.referrals.table import cell_name


@dataclass(frozen=True, slots=True)
class Ways:
    """How whoever imports says what is asked: on the command line, or at the desk.

    ``heading`` has ``{name}`` and ``{field}``, ``spelling`` ``{name}``, ``withheld`` ``{count}``.
    """

    heading: str
    twice: str
    withheld: str
    spelling: str


ON_COMMAND_LINE: Final = Ways(
    "Say what it is with --heading '{name}={field}', or --heading '{name}=keep' to leave it in the "
    "row.",
    "say what one of them is with --heading.",
    "{count} to be processed by somebody else: let them import this file with --by and their id.",
    "--spelling '{name}=ID'",
)
AT_DESK: Final = Ways(
    "Say what it is with the key h; it can also be left in the row as it stands.",
    "give one of them another heading in the file, and choose it again.",
    "{count} to be processed by somebody else: another coordinator imports this file at their own "
    "desk. It waits until then.",
    "the key h",
)


def questions_about(headings: Headings, ways: Ways = ON_COMMAND_LINE) -> Iterator[str]:
    """What has to be settled before the rows can be read: a sentence each, with what to do."""
    for question in headings.questions:
        cell, name = cell_name(headings.row, question.index), column_of(question)[:60]
        if not question.heading:
            yield (
                f"Cell {cell} has no heading, and there is something below it: give it one, or "
                "take the column out."
            )
            continue
        guess = "" if question.guess is None else f" Is it {heading_of(question.guess)!r}?"
        field = "a heading of the template" if question.guess is None else question.guess
        how = ways.heading.format(name=name, field=field)
        yield f"Cell {cell}: the heading {name!r} is not known.{guess} {how}"
    for one, other in headings.twice:
        yield (
            f"Cells {cell_name(headings.row, one.index)} ({one.heading}) and "
            f"{cell_name(headings.row, other.index)} ({other.heading}) are both read as "
            f"{heading_of(one.key)!r}: {ways.twice}"
        )


def report(found: Import, headings: Headings, ways: Ways = ON_COMMAND_LINE) -> Iterator[str]:
    """The report of an import, line by line."""
    good = [taken for taken in found.taken if not taken.doubts]
    doubtful = [taken for taken in found.taken if taken.doubts]
    yield f"Complete: {_count(len(good))}{_rows(good)}"
    yield from _listed("To look at", len(doubtful), (d for t in doubtful for d in t.doubts))
    refused = (remark for case in found.refused for remark in case.refused)
    yield from _listed("Refused", len(found.refused), refused)
    if found.already:
        yield f"In the draft already: {_count(found.already)}"
    for row, first in found.twice:
        yield f"Row {row} says the same as row {first}: it is taken once."
    if aside := [t for t in found.taken if t.received.standing is Standing.ASIDE]:
        yield f"Put aside for a sitting of its own, on no list: {_count(len(aside))}{_rows(aside)}"
    if found.withheld:
        has = "One referral has" if found.withheld == 1 else f"{found.withheld} referrals have"
        yield ways.withheld.format(count=has)
    yield from _gaps(found.taken)
    yield from _slips(headings.columns)


def _listed(what: str, many: int, lines: Iterable[object]) -> Iterator[str]:
    if many:
        yield f"{what}: {_count(many)}"
        yield from (f"  {line}" for line in lines)


def _rows(taken: list[Taken]) -> str:
    return f" (rows {', '.join(str(t.case.row) for t in taken)})" if taken else ""


def _count(many: int) -> str:
    return "1 referral" if many == 1 else f"{many} referrals"


def _gaps(taken: Iterable[Taken]) -> Iterator[str]:
    """What some of the referrals say nothing about; what none of them does is said once."""
    everybody = list(taken)
    if not everybody:
        return
    in_all = set.intersection(*(set(t.case.gaps) for t in everybody))
    if said := [heading_of(key) for key in everybody[0].case.gaps if key in in_all - _NEED_NOT]:
        yield f"Not said of any: {', '.join(said)}"
    for t in everybody:
        if own := [heading_of(k) for k in t.case.gaps if k not in in_all | _NEED_NOT]:
            yield f"Not said in row {t.case.row}: {', '.join(own)}"


_NEED_NOT = frozenset(
    {
        Key.CHILDREN, Key.CHILDREN_BORN, Key.DEPENDANTS, Key.DEPENDANTS_BORN, Key.CRITERIA,
        Key.VISIBLE_HIGH_RISK, Key.PROFESSIONAL_JUDGEMENT, Key.JUDGEMENT, Key.ESCALATION,
        Key.REPEAT, Key.EARLIER, Key.MINUTES_ON, Key.GROUNDS, Key.RESTRICTED, Key.VICTIM_ALIASES,
        Key.PREGNANT, Key.PERPETRATORS_ALIASES, Key.SAFE_CONTACT, Key.CONSENT,
        Key.PERPETRATORS_BORN, Key.SECTION, Key.FIXED_AT, Key.FIXED_FOR,
    }
)  # fmt: skip
"""What is often rightly empty, can stand elsewhere, or is asked about by itself."""


def _slips(columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        if column.by_slip:
            yield f"The heading {column.heading!r} is read as {heading_of(column.key)!r}."
