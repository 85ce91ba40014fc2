"""A return: the counts of a month or a quarter, for whoever watches how the meetings do (OUT-6).

Counts alone: it names agencies and the days of meetings, and no case and nobody. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from agenda.past.counting import (
    Came,
    CountedMeeting,
    Times,
    counts_of,
    times_of,
)
from agenda.past.period import Period
from agenda.past.suppression import Figures, Hidden, plainly, suppressed, suppressed_with_months


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a return is to be made. ``suppress``: small counts are hidden. ``alone``: of a quarter,
    that nobody is given the returns of its months, so that they need not be kept from being worked
    out. ``sittings``: restricted sittings are counted, and it is only for who may know of them.
    """

    period: Period
    suppress: bool = False
    alone: bool = False
    sittings: bool = False

    @property
    def with_months(self) -> bool:
        """Whether what is hidden in a month is hidden in the whole."""
        return self.suppress and not self.alone and len(self.period.months) > 1


@dataclass(frozen=True, slots=True)
class Return:
    """A return. ``agencies`` are names by id. ``made`` is the day up to which agencies have said
    what became of their actions; ``not_counted`` how many meetings of the period have no approved
    list.
    """

    area: str
    marking: str
    wanted: Wanted
    made: date
    agencies: Mapping[str, str]
    figures: Figures
    attendance: Mapping[str, Mapping[Came, int]]
    times: Times
    not_counted: int = 0

    def name(self, agency: str) -> str:
        """What ``agency`` is called."""
        return self.agencies.get(agency, agency)


def figures_of(wanted: Wanted, meetings: Iterable[CountedMeeting]) -> Figures:
    """The figures of ``meetings``, which are those of the period."""
    several = tuple(meetings)
    if not wanted.suppress:
        return plainly(counts_of(several))
    if not wanted.with_months:
        return suppressed(counts_of(several))
    by_month = (
        [m for m in several if m.day.month == month.month] for month in wanted.period.months
    )
    # A month without a meeting has no return, and hides nothing.
    return suppressed_with_months(counts_of(month) for month in by_month if month)


def times_shown(wanted: Wanted, meetings: Iterable[CountedMeeting], figures: Figures) -> Times:
    """The times of ``meetings``: no average of cases whose number is hidden."""
    times = times_of(meetings)
    if wanted.suppress and isinstance(figures.cases, Hidden):
        return Times(None, times.over)
    return times
