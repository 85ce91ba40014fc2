"""A version on each field: what two people changed at the same time, put together field by field.

Whoever sends a change sends along what they saw. What only they changed is theirs, what only others
changed since stays, and what both changed otherwise nobody overwrites unseen (CASE-5, ACT-13).
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from meeting.values import Frozen

Facts = TypeVar("Facts", bound=Frozen)


@dataclass(frozen=True, slots=True)
class Merged(Generic[Facts]):
    """``facts`` with both people's changes; ``both`` are the fields that both changed, and not to
    the same: of those, ``facts`` has what stood before.
    """

    facts: Facts
    both: tuple[str, ...]


def merged(was: Facts, now: Facts, sent: Facts) -> Merged[Facts]:
    """``sent`` by somebody who saw ``was``, put together with what is there ``now``."""
    mine = _changed(was, sent)
    both = tuple(
        name for name in mine if name in _changed(was, now) and name in _changed(now, sent)
    )
    kept = {name: getattr(sent, name) for name in mine if name not in both}
    return Merged(now.model_copy(update=kept), both)


def _changed(one: Frozen, other: Frozen) -> tuple[str, ...]:
    """The fields in which they differ; in which order several were named is no difference."""
    return tuple(
        name
        for name in type(one).model_fields
        if _value(getattr(one, name)) != _value(getattr(other, name))
    )


def _value(value: object) -> object:
    return frozenset(value) if isinstance(value, tuple) else value
