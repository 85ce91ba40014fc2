"""What every kind of file says of a paper in the same words."""

from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from agenda.london import clock_time, full_date, in_london
from agenda.text import clean, is_visible
from meeting.papers import ActionList

Paper = TypeVar("Paper")
DRAFT = "DRAFT \N{EN DASH} not approved by the chair"
GIVEN_OUT = "URGENT \N{EN DASH} given out before the list is approved"
DUTIES = "Standing duties, by the protocol"
NO_RISKS = "Risks: none identified."
TO_SETTLE = "To settle: not yet any agency's action"

RECORD = (
    "How far the record went when this was made: with it, marac-server verify finds whether "
    "anything up to here was changed or taken away since."
)


def version_words(paper: ActionList) -> str:
    """``Version 1, approved by … on … at …``, or that it is a draft."""
    if paper.is_draft and paper.urgent:
        return GIVEN_OUT
    if paper.is_draft or paper.approved_at is None:
        return DRAFT
    on = full_date(in_london(paper.approved_at).date())
    at = clock_time(paper.approved_at)
    return f"Version {paper.version}, approved by {paper.approved_by} on {on} at {at}"


def title_words(paper: ActionList) -> str:
    """What the paper is."""
    if paper.urgent:
        return "Urgent actions"
    return "Your agency's actions" if paper.own else "Action list"


def made_for_words(paper: ActionList) -> str:
    """``Ann Example, Housing``."""
    return ", ".join(part for part in (paper.made_for, paper.made_for_agency) if part)


def harmless(paper: Paper) -> Paper:
    """``paper`` with every text cleaned: a record of long ago may hold what a file cannot, or what
    acts on the program that opens it.
    """
    value: Any = paper
    if isinstance(value, str):
        value = _harmless_text(value)
    elif isinstance(value, tuple):
        value = tuple(harmless(each) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: harmless(getattr(value, each.name)) for each in fields(value)}
        value = type(value)(**parts)
    return value  # type: ignore[no-any-return] # of the type that it was


def _harmless_text(text: str) -> str:
    """``text`` as it is, lines and tabs included, where cleaning would take nothing out of it."""
    cleaned = clean(text)
    is_seen = all(char in "\t\r\n" or is_visible(char) for char in text)
    return text if is_seen and text.split() == cleaned.split() else cleaned
