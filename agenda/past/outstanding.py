"""Actions of earlier meetings that their agencies have not said anything of (OUT-4). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agenda.past.held import HeldAction, HeldCase


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What one agency still has to do of one action, or to say of it."""

    held: HeldCase
    action: HeldAction
    agency: str

    @property
    def name(self) -> str:
        """As on the action list, with its meeting: ``northvale-november/3/A2``."""
        return f"{self.held.name}/{self.action.label}"

    @property
    def due(self) -> date | None:
        """By when it is to be done, as it was said last."""
        return self.action.due_for(self.agency)

    def is_late(self, today: date) -> bool:
        """Whether its day has passed; one without a day is never late."""
        return self.due is not None and self.due < today


def outstanding(
    held: Iterable[HeldCase], *, section: str | None = None, agency: str | None = None
) -> tuple[Outstanding, ...]:
    """By section, then by agency, then by day; of one section or one agency where it is named.

    A joint action is there once for each agency that has not said what became of its part.
    """
    found = (
        Outstanding(case, action, owner)
        for case in held
        if section is None or case.section.casefold() == section.casefold()
        for action in case.actions
        for owner in action.waits_for
        if agency is None or owner == agency
    )
    return tuple(sorted(found, key=_order))


def _order(one: Outstanding) -> tuple[str, str, date, str]:
    return one.held.section, one.agency, one.due or date.max, one.name
