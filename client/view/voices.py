"""Who presents a case, and who brings the victim's views, beside its parties (ROLE-9, ROLE-10)."""

from agenda.plan import Role
from client.view.rows import Piece, Row, Tone, row, strong
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.case.spoken_for import said_presenter, said_views, said_views_named

NOBODY_YET = "! nobody is named to bring them"


def voice_rows(seen: Seen, case: Case) -> tuple[Row, ...]:
    """From the start of the case; a guest, who has no register, is told whom the chair named."""
    presented = said_presenter(seen.room, case)
    views = brings_views(seen, case)
    unknown = Piece(NOBODY_YET, Tone.WARNING)
    return (
        *((row(strong("Presented by "), presented, indent=13),) if presented else ()),
        *(
            (row(strong("Victim's views "), views or unknown, indent=15),)
            if views or seen.role is not Role.GUEST
            else ()
        ),
    )


def brings_views(seen: Seen, case: Case) -> str:
    """Who brings the victim's views, in words; empty for nobody, as far as this reader can know."""
    if seen.role is Role.GUEST:
        return said_views_named(seen.room, case)
    return said_views(seen.room, case)
