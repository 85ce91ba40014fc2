"""Who is not ready for the table yet, at the coordinator's desk (ATT-4)."""

from collections.abc import Iterator, Mapping

from agenda.plan import MeetingPlan, Role
from agenda.protocol.attendance import Readiness
from agenda.readiness import lacking
from meeting.desk import DeskUnready
from meeting.room import Room
from meeting.state import State
from server.store import Store


def unready_before(store: Store, plan: MeetingPlan) -> tuple[DeskUnready, ...]:
    """Of a draft, as the office has it now."""
    speak = [each for each in plan.people if each.role is Role.REPRESENTATIVE]
    people = ((each.id, each.agency) for each in speak)
    found = lacking(plan.protocol.attendance, people, store.office.readiness.ready())
    agencies = {agency.id: agency.name for agency in plan.agencies}
    named = {each.id: (each.name, agencies[each.agency]) for each in speak}
    return tuple(_unready(found, named))


def unready_in(state: State) -> tuple[DeskUnready, ...]:
    """Of a published meeting, as it stands there."""
    return tuple(_unready(state.gaps.lacking, _named(state.room)))


def _named(room: Room) -> dict[str, tuple[str, str]]:
    called = room.agencies
    lines = room.register.values()
    return {each.person: (each.name, called.get(each.agency, each.agency)) for each in lines}


def _unready(
    found: Mapping[str, tuple[Readiness, ...]], named: Mapping[str, tuple[str, str]]
) -> Iterator[DeskUnready]:
    for person, (name, agency) in named.items():
        if checks := found.get(person):
            yield DeskUnready(name=name, agency=agency, lacking=checks)
