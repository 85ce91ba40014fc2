"""A meeting begins: from the coordinator's plan to the first events of its streams."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from agenda.likeness import Compare, ComparedParty, compared_parties, described
from agenda.london import from_london
from agenda.past.known import Past
from agenda.plan import MeetingPlan, Party
from agenda.protocol import Frozen, Protocol, StageSeconds
from agenda.readiness import Ready
from agenda.running_order import running_order, sections
from meeting.case.hearing import CaseListed
from meeting.decide.earlier import told_of_earlier
from meeting.decide.guests import first_copies, invitations
from meeting.decide.matching import compared
from meeting.decide.past import also_compared, found_before, told
from meeting.decide.readiness import first_gaps
from meeting.matching import PartiesToCompare
from meeting.room import ItemListed, MeetingArranged, ObserverAgreed, PersonExpected, RoomEvent
from meeting.state import Placed
from meeting.streams import COMPARISON, ROOM, case_stream
from meeting.values import CaseId


def _protocol(plan: MeetingPlan) -> Protocol:
    """No agency is missed in a restricted sitting: those named are to be there, and nobody else.
    The one case of an emergency has the time of an emergency (AG-9).
    """
    protocol = plan.protocol
    changed: dict[str, Frozen] = {}
    if plan.restricted is not None:
        changed["attendance"] = protocol.attendance.model_copy(update={"core_agencies": ()})
    if plan.emergency:
        minutes = protocol.timing.emergency_minutes
        times: dict[str, object] = {"case_minutes": minutes, "case_maximum_minutes": minutes}
        # Stages that had seconds of their own have them of another length of case.
        times["stage_seconds"] = StageSeconds()
        changed["timing"] = protocol.timing.model_copy(update=times)
    return protocol.model_copy(update=changed)


def arrange(
    plan: MeetingPlan,
    closed_days: Iterable[date],
    compare: Compare,
    *,
    published: bool = False,
    past: Past | None = None,
    ready: Ready | None = None,
) -> tuple[Placed, ...]:
    """The room with its register and running order, a stream for each case (AG-2, ATT-1), and one
    for each guest (ROLE-6).

    Everybody expected is compared with every party before anything else happens (CON-6). What is
    held of them for that, dates and addresses, stands in no stream that anybody reads.

    A case that is a repeat of one in ``past`` has what is held of that beside it (AG-7). What is
    outstanding of others is told of, with the flags that have ended (AG-1, AG-8).
    What ``ready`` does not know of those expected is noted (ATT-4).
    ``published``: it is prepared until the room is opened on the day (AG-4); else people gather.

    Raises pydantic.ValidationError where a text of the plan is empty or too long.
    """
    arranged = MeetingArranged(
        meeting=plan.id,
        area=plan.area,
        day=plan.day,
        starts=from_london(plan.day, plan.starts),
        agencies=plan.agencies,
        protocol=_protocol(plan),
        closed_days=tuple(sorted(closed_days)),
        restricted=plan.restricted,
        published=published,
        emergency=plan.emergency,
    )
    people = (
        PersonExpected(
            person=person.id,
            name=person.name,
            agency=person.agency,
            role=person.role,
            speaks_for_victim=person.speaks_for_victim,
            deputises_for=person.deputises_for,
            coordinator=person.coordinator,
        )
        for person in plan.people
    )
    items = (
        ItemListed(
            item=item.item,
            case=item.case,
            label=item.label,
            starts=item.starts,
            minutes=item.minutes,
        )
        for item in running_order(plan)
    )
    heard_in = {
        case.id: section.rule.name
        for section in sections(plan)
        if section.rule is not None
        for case in section.cases
    }
    cases = (
        Placed(
            case_stream(case.id),
            CaseListed(
                case=case.id,
                referred_by=case.referred_by,
                parties=tuple(_without_address(party) for party in case.parties),
                summary=case.summary,
                safe_contact=case.safe_contact,
                unsafe_contact=case.unsafe_contact,
                risk_to_staff=case.risk_to_staff,
                referred_on=case.referred_on,
                incident_on=case.incident_on,
                minutes_on=case.minutes_on,
                pregnant=case.pregnant,
                section=heard_in.get(case.id, ""),
                fixed_at=case.fixed_at,
                fixed_for=case.fixed_for,
            ),
        )
        for case in plan.cases
    )
    agreed = (ObserverAgreed(person=person.id) for person in plan.people if person.agreed_by_chair)
    facts: tuple[RoomEvent, ...] = (arranged, *people, *agreed, *items)
    placed = (*(Placed(ROOM, fact) for fact in facts), *cases)
    before = found_before(plan, past)
    compared_with = {
        case.id: (*today, *also_compared(today, before.get(case.id), past))
        for case in plan.cases
        for today in (compared_parties(case.parties),)
    }
    return (
        *placed,
        *invitations(plan),
        *first_copies(plan, facts),
        *_compared(plan, compared_with, compare),
        *told(plan, before, past, frozenset(arranged.closed_days)),
        *told_of_earlier(plan, past, compare),
        *(() if ready is None else first_gaps(plan, ready)),
    )


def _without_address(party: Party) -> Party:
    """Where somebody lives is compared, and not shown to the whole table."""
    return party.model_copy(update={"address": None})


def _compared(
    plan: MeetingPlan, parties: Mapping[CaseId, tuple[ComparedParty, ...]], compare: Compare
) -> Iterator[Placed]:
    for case, of_case in parties.items():
        yield Placed(COMPARISON, PartiesToCompare(case=case, parties=of_case))
    for person in plan.people:
        yield from compared(parties, person.id, described(person), compare)
