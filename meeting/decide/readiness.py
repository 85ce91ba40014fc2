"""What the office knows of people's readiness, noted in a meeting (ATT-4). It shuts no door."""

from collections.abc import Iterable, Iterator

from agenda.plan import MeetingPlan, Role
from agenda.protocol.attendance import AttendanceRules
from agenda.readiness import Ready, lacking
from meeting.readiness import Gaps, ReadinessNoted
from meeting.room import Phase
from meeting.state import Placed, State
from meeting.streams import READINESS
from meeting.values import AgencyId, PersonId


def first_gaps(plan: MeetingPlan, ready: Ready) -> Iterator[Placed]:
    """What is lacking as the meeting is arranged."""
    people = ((each.id, each.agency) for each in plan.people if each.role is Role.REPRESENTATIVE)
    return _noted(plan.protocol.attendance, people, Gaps(), ready)


def decide_readiness(state: State, ready: Ready) -> tuple[Placed, ...]:
    """What is to be noted, where the office knows it otherwise than the meeting; nothing once it is
    over. Whoever came by the door is among those expected by then.
    """
    room = state.room
    if room.phase is Phase.APPROVED:
        return ()
    lines = room.register.values()
    people = ((each.person, each.agency) for each in lines if each.role is Role.REPRESENTATIVE)
    return tuple(_noted(room.protocol.attendance, people, state.gaps, ready))


def _noted(
    rules: AttendanceRules,
    people: Iterable[tuple[PersonId, AgencyId]],
    before: Gaps,
    ready: Ready,
) -> Iterator[Placed]:
    for person, found in lacking(rules, people, ready).items():
        if found != before.lacking.get(person, ()):
            yield Placed(READINESS, ReadinessNoted(person=person, lacking=found))
