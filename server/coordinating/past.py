"""What the past says beside a meeting: flags that end, repeats, and what is outstanding.

For one coordinator, by the functions of the command line: what they may be a party of, or were out
of, is in nothing of it (AG-7, AG-8, OUT-4, CON-3).
"""

from agenda.london import in_london
from agenda.past.outstanding import outstanding
from meeting.desk import DeskAction, DeskSheet
from server.past.desk import PastDesk
from server.past.expiring import expiring
from server.past.repeats import repeats
from server.past.words import said_due


def beside(sheet: DeskSheet, desk: PastDesk, person: str) -> DeskSheet:
    """``sheet`` with what the past says; that it was read is on record. Raises StoreError."""
    facts = {"meeting": sheet.meeting, "by": person}
    return sheet.model_copy(
        update={
            "flags": tuple(expiring(desk, facts)),
            "repeats": tuple(repeats(desk, facts)),
            "outstanding": _outstanding(desk, person),
        }
    )


def _outstanding(desk: PastDesk, person: str) -> tuple[DeskAction, ...]:
    today = in_london(desk.store.clock.now()).date()
    return tuple(
        DeskAction(
            name=one.name,
            section=one.held.section,
            agency=desk.agency(one.agency),
            due=said_due(one.action),
            is_late=one.is_late(today),
            is_urgent=one.action.urgent,
            text=one.action.text,
        )
        for one in outstanding(desk.asker({"by": person}).held)
    )
