"""The rules of the areas in the sources, and the meetings that they are tried on (AG-4, OUT-1)."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from agenda.deadlines.grammar import parse_rule
from agenda.deadlines.of_meeting import Due, MeetingTimes, Rules


def area(said: Mapping[Due, str]) -> Rules:
    """The rules that are said so."""
    return {due: parse_rule(words) for due, words in said.items()}


LUTON: Final = area(
    {
        Due.REFERRALS: "noon on the Wednesday at least 8 clear working days before",
        Due.LATE_REFERRALS: "5 days before",
        Due.AGENDA: "noon on the Thursday at least 7 clear working days before",
        Due.RESEARCH: "17:00 on the Thursday before",
        Due.REPORTS: "24 hours before",
        Due.ACTIONS: "2 working days after",
        Due.MINUTES: "2 working days after",
        Due.NEXT_MEETING: "3 weeks after",
    }
)
DONCASTER: Final = area(
    {
        Due.AGENDA: "8 working days before",
        Due.ACTIONS: "2 working days after",
        Due.MINUTES: "5 working days after",
        Due.NEXT_MEETING: "the next meeting",
        Due.EMERGENCY: "72 hours after",
    }
)
SHROPSHIRE: Final = area(
    {
        Due.REFERRALS: "14 days before",
        Due.AGENDA: "10 working days before",
        Due.ACTIONS: "2 working days after",
    }
)


def meeting(
    day: date,
    next_meeting: date | None = None,
    arranged: datetime | None = None,
    called: datetime | None = None,
) -> MeetingTimes:
    """A meeting from nine to five."""
    return MeetingTimes(day, time(9), time(17), next_meeting, arranged, called)
