"""What was said of the links of a case: yes or no, and why (CASE-8)."""

from agenda.protocol import Link
from client.view.rows import Piece, Row, Tone, quiet, row
from meeting.case.hearing import Case
from meeting.labels import LINKS


def link_rows(case: Case) -> tuple[Row, ...]:
    """Each link of which it was said, in the order of the protocol."""
    return tuple(
        row(
            Piece(f"{LINKS[link]}: yes, " if answer.applies else f"{LINKS[link]}: no, ", tone),
            answer.reason if answer.applies else quiet(answer.reason),
            indent=3,
        )
        for link in Link
        if (answer := case.links.get(link)) is not None
        for tone in (Tone.WARNING if answer.applies else Tone.QUIET,)
    )


def links_below(case: Case) -> tuple[Row, ...]:
    """The same, set apart from what stands above it."""
    rows = link_rows(case)
    return (row(""), row(quiet("Links considered")), *rows) if rows else ()
