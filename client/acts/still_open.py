"""What is open where a case is about to be closed, each with the key that answers it (ACT-10)."""

from collections.abc import Iterator, Mapping
from typing import Final

from agenda.protocol import Stage
from client.view.rows import Piece, Row, Tone, quiet, row, strong
from client.view.seen import Seen
from meeting.case.gaps import Gap, open_by_kind, said_points
from meeting.case.hearing import Case
from meeting.labels import STAGES

ANSWERED_BY: Final[Mapping[Gap, str]] = {
    Gap.NOBODY_TELLS: ".",
    Gap.VICTIM: ",",
    Gap.CHILDREN: ",",
    Gap.PERPETRATOR: ",",
    Gap.STAFF: ",",
    Gap.LINKS: ";",
    Gap.NO_RISKS: "0",
    Gap.RISK_NOT_AGREED: "a",
}
"""The key of whoever closes a case, once the form is closed, that answers a kind of open point."""


def open_rows(seen: Seen, case: Case) -> tuple[Row, ...]:
    """How much is open, and each of it; before the read-back, at which stage the case stands."""
    found = open_by_kind(seen.room, case)
    early = (row(quiet(f"The case stands at: {STAGES[case.stage]}.")),)
    before = () if case.stage is Stage.READ_BACK else early
    if not found:
        return (*before, row(Piece("✓ Nothing is open.", Tone.GOOD)))
    return (*before, row(strong(f"Still open: {len(found)}")), *_each(found))


def _each(found: tuple[tuple[Gap, str], ...]) -> Iterator[Row]:
    said = said_points(tuple(words for _, words in found))
    keys = {words: ANSWERED_BY.get(gap, "") for gap, words in found}
    for words in said:
        key = keys.get(words, "")
        yield row(
            Piece(f"! {words}", Tone.WARNING),
            right=quiet(f"Escape then {key}" if key else ""),
            indent=2,
        )
