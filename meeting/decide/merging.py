"""Changes that were made at the same time: both stand, or both texts come back to the sender."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeVar

from agenda.london import short_date
from meeting.case.hearing import Case
from meeting.labels import listed, subject_label
from meeting.merging import merged
from meeting.values import Frozen
from meeting.words import Refused

Facts = TypeVar("Facts", bound=Frozen)


def put_together(case: Case, was: Facts, now: Facts, sent: Facts) -> Facts:
    """What is there after ``sent``; refused with both texts where both changed one field."""
    found = merged(was, now, sent)
    for name in found.both:
        raise both_changed(
            name, said(case, name, getattr(now, name)), said(case, name, getattr(sent, name))
        )
    return found.facts


def both_changed(field: str, now: str, yours: str) -> Refused:
    """Neither text is lost: what stands, and what was sent."""
    return Refused("both_changed", field, now=now, yours=yours)


def said(case: Case, field: str, value: object) -> str:
    """One field of an action or a risk, as the table would say it."""
    if value is None or value in ("", ()):
        return "nothing"
    return SAID[field](case, value) if field in SAID else str(value)


def _subject(case: Case, value: object) -> str:
    return subject_label(case, str(value))


def _labels(case: Case, value: object) -> str:
    """Of risks and of actions; what has none is called information."""
    ids = value if isinstance(value, tuple) else (value,)
    labels = {
        **{risk: found.label for risk, found in case.risks.gone.items()},
        **{risk: found.label for risk, found in case.risks.named.items()},
        **{action: found.label for action, found in case.plan.actions.items()},
    }
    return listed((labels[each] for each in ids if each in labels), "and") or "nothing"


def _points(case: Case, value: object) -> str:
    points = value if isinstance(value, tuple) else ()
    return listed((case.heard.points[each].text for each in points), "and")


SAID: Final[Mapping[str, Callable[[Case, object], str]]] = {
    "for_whom": _subject,
    "at_risk": _subject,
    "from_whom": _subject,
    "risks": _labels,
    "after": _labels,
    "information": _points,
    "due": lambda _, value: short_date(value) if isinstance(value, date) else str(value),
    "urgent": lambda _, value: "yes" if value else "no",
}
"""What is not words, in words."""
