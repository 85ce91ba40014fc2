"""What every kind of file says of a paper in the same words."""

from agenda.london import clock_time, full_date, in_london
from meeting.papers import ActionList

DRAFT = "DRAFT \N{EN DASH} not approved by the chair"
TO_SETTLE = "To settle: not yet any agency's action"

RECORD = (
    "How far the record went when this was made: with it, marac-server verify finds whether "
    "anything up to here was changed or taken away since."
)


def version_words(paper: ActionList) -> str:
    """``Version 1, approved by … on … at …``, or that it is a draft."""
    if paper.is_draft or paper.approved_at is None:
        return DRAFT
    on = full_date(in_london(paper.approved_at).date())
    at = clock_time(paper.approved_at)
    return f"Version {paper.version}, approved by {paper.approved_by} on {on} at {at}"


def made_for_words(paper: ActionList) -> str:
    """``Ann Example, Housing``."""
    return ", ".join(part for part in (paper.made_for, paper.made_for_agency) if part)
