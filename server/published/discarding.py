"""A draft of a meeting that is not to be held goes away, while it is not published; what it took
over from an earlier meeting can be carried into another one then (CASE-6).
"""

from typing import Final

from agenda.draft import listed
from server.audit import What
from server.drafts import FIXED
from server.errors import StoreError
from server.published.desk import Answer, Facts, MeetingDesk

SAY_WHICH: Final = "Say which draft goes away with --meeting. There are: {known}."
ASKED: Final = (
    "The draft {meeting} goes away, with {cases} on its list, and with what is set aside in it or "
    "waits. What it took over from an earlier meeting can be carried into another draft then; "
    "every other referral has to be imported again from its file."
)
UNREADABLE: Final = (
    "The draft {meeting} cannot be read, and goes away with all that is in it. What it took over "
    "from an earlier meeting can be carried into another draft then; every other referral has to "
    "be imported again from its file."
)
GONE: Final = "The draft {meeting} is gone."


def discard(desk: MeetingDesk, facts: Facts) -> Answer:
    """What goes with the draft that is named; once somebody said yes to that, it is gone.

    No other is ever meant than the one that is named. Raises StoreError, also for what is
    published: that is the record of what was (AG-10).
    """
    office, meeting = desk.store.office, facts.get("meeting", "")
    with office.together():
        published = {known.id for known in office.meetings()}
        if not meeting:
            left = [each for each in office.drafts.ids() if each not in published]
            raise StoreError(SAY_WHICH.format(known=", ".join(left) or "none"))
        if meeting in published:
            raise StoreError(FIXED)
        asked = _asked(desk, meeting)
        if not facts.get("yes"):
            return Answer(asked)
        desk.store.audit.act(What.DRAFT_DISCARDED, meeting=meeting)
        office.drafts.drop(meeting)
    return Answer(GONE.format(meeting=meeting))


def _asked(desk: MeetingDesk, meeting: str) -> str:
    """What goes with it. One that cannot be read shuts the desk for every other, and nothing but
    this takes it away. Raises StoreError where there is no such draft.
    """
    drafts = desk.store.office.drafts
    try:
        draft = drafts.draft(meeting)
    except StoreError:
        if meeting not in drafts.ids():
            raise
        return UNREADABLE.format(meeting=meeting)
    count = len(draft.plan.cases) + len(listed(draft))
    cases = f"{count} case{'' if count == 1 else 's'}"
    return ASKED.format(meeting=meeting, cases=cases)
