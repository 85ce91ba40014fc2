"""What arrived after the close of a case, as whoever reads the case sees it."""

from client.view.rows import Piece, Row, Tone, line, quiet, row, strong
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.case.late_offers import InformationArrivedLate, OfferArrivedLate

WAITS = "kept for the chair and the minute-taker, who reopen the case or say why not"


def late_rows(
    seen: Seen, case: Case, kind: type[OfferArrivedLate | InformationArrivedLate]
) -> list[Row]:
    """What of ``kind`` arrived late: no action, and not heard (ACT-1, CASE-3)."""
    came = [late for late in case.late_offers.values() if isinstance(late.came, kind)]
    if not came:
        return []
    rows = [row(""), row(Piece("Came after the close", Tone.WARNING))]
    for late in came:
        if late.struck_by is not None:
            rows.append(row(quiet(f"  Struck by {seen.person(late.struck_by)}")))
            continue
        state = f"not taken in: {late.left_out}" if late.left_out else WAITS
        first = line(strong(f"  {seen.name_of(late.agency)} "), late.text, indent=4)
        rows.append(Row((first, line(quiet(f"    {state}"), indent=4)), late.offer))
    return rows
