"""An agenda as a spreadsheet reads it: one row an item."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from agenda.london import clock_time
from meeting.agenda_paper import Agenda, PaperItem, PaperReferral
from server.papers.agenda_words import (
    CLOSED,
    SKIPPED,
    fixed_words,
    made_for,
    party_words,
    release_words,
    version_of,
)
from server.papers.csv import as_text
from server.papers.wording import harmless

COLUMNS: Final = (
    "Meeting",
    "Marking",
    "Version",
    "Made for",
    "Holds",
    "Time",
    "Minutes",
    "Item",
    "Section",
    "Fixed",
    "Referred by",
    "Victim",
    "Perpetrators",
    "Children and dependants",
    "Why it is here",
    "Safe contact",
    "Not safe",
    "Risk to staff",
    "Standing",
    "Release",
    "Record",
)
_GROUPS: Final = (("Victim",), ("Perpetrator",), ("Child", "Dependant"))


def agenda_csv(paper: Agenda) -> bytes:
    """``paper`` as CSV, UTF-8 with a byte order mark so that spreadsheets read it rightly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([as_text(cell) for cell in row] for row in _rows(harmless(paper)))
    return text.getvalue().encode("utf-8-sig")


def _rows(paper: Agenda) -> Iterator[tuple[str, ...]]:
    head = (
        f"{paper.area}, {paper.day.isoformat()}",
        paper.marking,
        version_of(paper),
        made_for(paper),
        str(paper.shown),
    )
    record = " ".join(map(str, paper.heads))
    yield from ((*head, *_part(words), record) for words in paper.before)
    yield from ((*head, *_item(item), record) for item in paper.items)
    yield from ((*head, *_part(words), record) for words in paper.after)


def _part(words: str) -> tuple[str, ...]:
    """A part of the agenda that has no time of its own."""
    return ("", "", words, *("",) * 12)


def _item(item: PaperItem) -> tuple[str, ...]:
    facts = _referral(item.referral) if item.referral else ("",) * 10
    return (
        clock_time(item.starts),
        str(item.minutes),
        item.label,
        *facts,
        _standing(item),
        _leaving(item),
    )


def _standing(item: PaperItem) -> str:
    if item.is_skipped:
        return SKIPPED
    because = item.referral.closed_because if item.referral else ""
    return ": ".join(filter(None, (CLOSED if item.is_closed else "", because)))


def _leaving(item: PaperItem) -> str:
    return " ".join(map(release_words, item.releases))


def _referral(referral: PaperReferral) -> tuple[str, ...]:
    people = (
        "; ".join(party_words(party) for party in referral.parties if party.kind in group)
        for group in _GROUPS
    )
    return (
        referral.section,
        fixed_words(referral),
        referral.referred_by,
        *people,
        referral.summary,
        referral.safe_contact,
        referral.unsafe_contact,
        referral.risk_to_staff,
    )
