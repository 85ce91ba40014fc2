"""What a meeting is told of earlier ones, and of whom (AG-1, AG-8, OUT-4).

Each earlier case has a stream of its own. Whoever is like one of its people, or was out of it then
or of another case of its family, is never put down as compared with it, and so reads nothing of it
(CON-2, CON-6): there is nothing to be settled, and nothing by which anybody could tell.
"""

from collections.abc import Iterator, Mapping

from agenda.likeness import Compare, ComparedParty, Described, described
from agenda.past.known import Past
from agenda.past.outstanding import Outstanding
from agenda.past.reading_out import ReadOut, read_out
from agenda.past.sameness import related
from agenda.plan import MeetingPlan
from meeting.earlier import EarlierToldOf, OutstandingPart
from meeting.matching import Comparison, EarlierAkin, EarlierToCompare, PersonCompared
from meeting.state import Placed
from meeting.streams import COMPARISON, earlier_stream
from meeting.values import THE_ROOM, CaseId, PersonId


def told_of_earlier(plan: MeetingPlan, past: Past | None, compare: Compare) -> Iterator[Placed]:
    """Each earlier case that is read out, and who was compared with it; none without ``past``."""
    if past is None:
        return
    told = read_out(past, plan)
    to_compare = {each.id: _to_compare(each) for each in told}
    for event in to_compare.values():
        yield Placed(COMPARISON, event)
    for each in told:
        yield Placed(earlier_stream(each.id), _told(each))
    for person in plan.people if told else ():
        yield compared_with_earlier(to_compare, person.id, described(person), compare)


def compared_with_earlier(
    earlier: Mapping[str, EarlierToCompare], person: PersonId, who: Described, compare: Compare
) -> Placed:
    """That ``person`` was compared, with those of ``earlier`` that are open to them alone."""
    cases = tuple(each for each, event in earlier.items() if _is_open(event, person, who, compare))
    return Placed(COMPARISON, PersonCompared(person=person, cases=cases))


def compared_with_earlier_again(
    known: Comparison, person: PersonId, who: Described, compare: Compare
) -> Placed:
    """As ``compared_with_earlier``, for somebody who asks to come in; nothing opens to who was
    compared before.

    Whoever was found alike then has no match that says so, and may be known by another name at the
    door, or by less. And whoever is found alike now alone has nothing of it from now on.
    """
    first = person not in known.compared
    asked = {each: e for each, e in known.earlier.items() if first or known.covers(each, person)}
    cases = tuple(each for each, event in asked.items() if _is_open(event, person, who, compare))
    closed = tuple(each for each in known.earlier if each not in cases)
    return Placed(COMPARISON, PersonCompared(person=person, cases=cases, closed=closed))


def _is_open(event: EarlierToCompare, person: PersonId, who: Described, compare: Compare) -> bool:
    if person in event.closed_to:
        return False
    return person in event.clear or all(compare(who, party) is None for party in event.parties)


def akin_to_late(
    comparison: Comparison, case: CaseId, parties: tuple[ComparedParty, ...], compare: Compare
) -> Iterator[Placed]:
    """The earlier cases that may be about people of one that comes onto the day late (AG-10)."""
    for earlier, event in comparison.earlier.items():
        if related(parties, event.parties, compare) is not None:
            yield Placed(COMPARISON, EarlierAkin(earlier=earlier, case=case), by=THE_ROOM)


def _to_compare(each: ReadOut) -> EarlierToCompare:
    return EarlierToCompare(
        earlier=each.id,
        parties=each.held.parties,
        closed_to=tuple(sorted(each.closed_to)),
        clear=tuple(sorted(each.held.clear)),
        akin=each.akin,
    )


def _told(each: ReadOut) -> EarlierToldOf:
    held = each.held
    people = () if each.flag_until is None else tuple(party.name for party in held.parties)
    return EarlierToldOf(
        heard_on=held.heard_on,
        number=held.number,
        section=held.section,
        before=each.before,
        outstanding=tuple(map(_part, each.outstanding)),
        flag_until=each.flag_until,
        people=people,
    )


def _part(one: Outstanding) -> OutstandingPart:
    action = one.action
    return OutstandingPart(
        label=action.label,
        agency=one.agency,
        text=action.text,
        named=action.named,
        due=action.due,
        urgent=action.urgent,
    )
