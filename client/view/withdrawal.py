"""That a referral is to be withdrawn, why, and what each agency said to that (CASE-7)."""

from client.view.rows import Piece, Row, Tone, quiet, row, strong
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.case.inappropriate import open_request


def withdrawal_rows(seen: Seen, case: Case) -> list[Row]:
    """What was asked last, and what came of it; nothing where nobody asked."""
    asked = case.withdrawal
    if asked is None:
        return []
    name = seen.name_of(asked.agency)
    aloud = ", said aloud" if asked.on_behalf else ""
    tone = Tone.WARNING if open_request(case) else Tone.QUIET
    rows = [
        row(""),
        row(Piece(f"{name} asks to withdraw this referral{aloud}: ", tone), asked.reason, indent=2),
    ]
    if asked.nothing_known:
        said = seen.names_of(asked.nothing_known)
        rows.append(row(quiet(f"Know nothing to the contrary: {said}"), indent=2))
    if asked.otherwise:
        knows = f"{seen.name_of(asked.otherwise)} knows otherwise: the case is heard as usual."
        rows.append(row(strong(knows), indent=2))
    return rows
