"""Who asked whom for what they then took over: nobody chooses who lets them read (CON-2)."""

from collections.abc import Mapping

from meeting.values import PersonId

Choosers = Mapping[PersonId, frozenset[PersonId]]
"""Who asked somebody for what they then took over, by who took it over."""


def chosen_too(choosers: Choosers, person: PersonId, by: PersonId) -> Choosers:
    """``choosers`` with ``by``, who asked ``person`` for what they took over."""
    return {**choosers, person: choosers.get(person, frozenset()) | {by}}
