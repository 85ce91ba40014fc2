"""What a file would cost in comparisons is counted before anything is compared. AG-6, AG-7."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import count
from string import ascii_lowercase

import pytest

from agenda.draft import Draft
from agenda.matching import likeness
from agenda.past.known import Past
from agenda.plan import MeetingPlan
from agenda.referrals.comparing import TOO_MANY_NAMED, TOO_MUCH, need_comparable
from agenda.referrals.file import opened_file
from agenda.referrals.headings import need_headings
from agenda.referrals.importing import Importer, after, considered
from agenda.referrals.reading import ReadCase, read_cases
from agenda.referrals.table import UnreadableFile
from tests.agenda.past.cases import held, parties
from tests.agenda.referrals.given import an_area
from tests.agenda.test_referral import AT
from tests.given import A_PLAN

EMPTY = Draft(plan=MeetingPlan(**{**dict(A_PLAN), "cases": ()}))
HEADINGS = (
    "Referring agency",
    "Victim name",
    "Aliases",
    "Perpetrator name",
    "Children",
    "Criteria",
)
NOTHING = Past((), likeness)


def names(words: int) -> Iterator[str]:
    for number in count():
        letters = "".join(ascii_lowercase[number // 26**n % 26] for n in range(3))
        yield " ".join(f"{ascii_lowercase[n].upper()}{letters}" for n in range(words))


def a_file(
    rows: int, aliases: int = 0, perpetrators: int = 1, children: int = 0, words: int = 2
) -> str:
    """So many cases, each with so many names of so many words in a cell."""
    new, text = names(words), StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for _ in range(rows):
        cells = ("\n".join(next(new) for _ in range(n)) for n in (aliases, perpetrators, children))
        writer.writerow(["Police", next(new), *cells, "professional judgement"])
    return text.getvalue()


def read(text: str) -> tuple[ReadCase, ...]:
    table = opened_file(text.encode(), {}).table
    return tuple(read_cases(table, need_headings(table, {}), an_area()))


def need(text: str, draft: Draft = EMPTY, past: Past = NOTHING, by: str = "mina") -> None:
    need_comparable(draft, read(text), {by}, (), past)


@pytest.mark.parametrize(
    "text",
    [a_file(60, 2, 3), a_file(200), a_file(27, 1, 2, 6, words=5), a_file(1, 20, 20)],
    ids=["a long day", "the most cases", "a day of long names", "one case of many names"],
)
def test_no_day_that_is_known_is_too_much_ag_2(text: str) -> None:
    need(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (a_file(190, 5, 5), TOO_MUCH),
        (a_file(20, 40), TOO_MUCH),
        (a_file(60, words=6), TOO_MUCH),
        (a_file(190, 0, 1, 30), TOO_MANY_NAMED),
    ],
    ids=["many names", "many other names", "every order of long names", "many children"],
)
def test_a_small_file_that_makes_work_without_end_is_refused_in_a_sentence_ag_6(
    text: str, said: str
) -> None:
    with pytest.raises(UnreadableFile) as refused:
        need(text)
    assert str(refused.value) == said
    assert said.endswith(".")


def test_what_comes_in_by_parts_is_counted_with_what_is_there_and_open_con_3() -> None:
    half = a_file(110, 4, 3)
    need(half)
    first = after(EMPTY, considered(EMPTY, read(half), Importer({}, AT), ()))
    with pytest.raises(UnreadableFile, match="more names of victims"):
        need(half, first)
    closed = [
        each.model_copy(update={"closed_to": frozenset({"mina"})}) for each in first.referrals
    ]
    need(half, first.model_copy(update={"referrals": tuple(closed)}))


def test_thousands_of_held_cases_are_no_obstacle_to_a_day_and_are_to_a_file_of_names_ag_7() -> None:
    heard = held(date(2026, 3, 3), people=parties("Mina Hart", "Carl Hart", "Lee Vane"))
    past = Past((heard,) * 8000, likeness)
    need(a_file(27, 1, 2), past=past)
    with pytest.raises(UnreadableFile, match="more names of victims"):
        need(a_file(40, 5, 20), past=past)
