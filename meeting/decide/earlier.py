"""What a meeting is told of earlier ones, and of whom (AG-1, AG-8, OUT-4).

Each earlier case has a stream of its own. Whoever is like one of its people, or was out of it then
or of another case of its family, is never put down as compared with it, and so reads nothing of it
(CON-2, CON-6): there is nothing to be settled, and nothing by which anybody could tell.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from agenda.likeness import Compare, ComparedParty, Described, described
from agenda.past.known import Past
from agenda.past.outstanding import Outstanding
from agenda.past.reading_out import ReadOut, Today, read_out
from agenda.past.sameness import related
from agenda.plan import MeetingPlan
from meeting.earlier import EarlierToldOf, OutstandingPart, ToldOf
from meeting.held import parties_of
from meeting.matching import Comparison, EarlierAkin, EarlierToCompare, PersonCompared
from meeting.room import Phase
from meeting.state import Placed, State
from meeting.streams import COMPARISON, earlier_stream
from meeting.values import THE_ROOM, CaseId, PersonId


def told_of_earlier(plan: MeetingPlan, past: Past | None, compare: Compare) -> Iterator[Placed]:
    """Each earlier case that is read out, and who was compared with it; none without ``past``."""
    if past is None or plan.restricted is not None or plan.emergency:
        return
    told = read_out(past, Today.of(plan))
    to_compare = {each.id: _to_compare(each) for each in told}
    for event in to_compare.values():
        yield Placed(COMPARISON, event)
    for each in told:
        yield Placed(earlier_stream(each.id), _told(each))
    for person in plan.people if told else ():
        yield compared_with_earlier(to_compare, person.id, described(person), compare)


def today_of(state: State) -> Today | None:
    """The meeting, as far as it matters for what it is told of earlier ones; None where it is told
    nothing: a restricted sitting, an emergency, and one that is over (RES-2, AG-9).
    """
    room = state.room
    if room.restricted is not None or room.emergency or room.phase is Phase.APPROVED:
        return None
    cases = {each.case: parties_of(state, each) for each in state.cases()}
    return Today(room.meeting, room.day, room.protocol, cases, frozenset(room.items))


def tell_anew(state: State, told: Iterable[ReadOut], compare: Compare) -> tuple[Placed, ...]:
    """What of ``told``, as it is by now, the meeting was told otherwise (OUT-4).

    What has been settled since is told of no more, and what is new is. Nobody reads anything of a
    case that was closed to them before: whoever was not compared with it, or was like one of its
    people, stays so, and a case that is new is open only to those who are like none of its people
    (CON-2, CON-3, CON-6).
    """
    now = {each.id: each for each in told}
    known = state.comparison.earlier
    found = {each: _to_compare(one, _asked(state, one, compare)) for each, one in now.items()}
    new = {each: event for each, event in found.items() if each not in known}
    narrower = {
        each: event
        for each, before in known.items()
        if each in found and (event := _narrowed(before, found[each])) != before
    }
    placed = (
        *(Placed(COMPARISON, event) for event in (new | narrower).values()),
        *_compared_anew(state, new, narrower, compare),
        *_akin_since(known, found),
        *_told_otherwise(state, now),
    )
    return tuple(replace(each, by=THE_ROOM) for each in placed)


def _asked(state: State, found: ReadOut, compare: Compare) -> tuple[CaseId, ...]:
    """The cases that are asked for, and on no agenda yet, that may be about any of its people: they
    count once they are agreed to (AG-10).
    """
    return tuple(
        case
        for case, parties in state.comparison.parties.items()
        if state.is_asked_for(case) and related(parties, found.held.parties, compare) is not None
    )


def _narrowed(before: EarlierToCompare, now: EarlierToCompare) -> EarlierToCompare:
    """``before`` with the people who are in it besides, and with who is out of it besides."""
    people = (party for party in now.parties if party not in before.parties)
    out = (who for who in now.closed_to if who not in before.closed_to)
    clear = tuple(who for who in before.clear if who in now.clear)
    return before.model_copy(
        update={
            "parties": (*before.parties, *people),
            "closed_to": (*before.closed_to, *out),
            "clear": clear,
        }
    )


def _compared_anew(
    state: State,
    new: Mapping[str, EarlierToCompare],
    narrower: Mapping[str, EarlierToCompare],
    compare: Compare,
) -> Iterator[Placed]:
    """Everybody with what is ``new``; with what is ``narrower`` those alone to whom it was open,
    and with the people who came into it: with the others they have been compared.
    """
    known = state.comparison
    added = {
        each: event.model_copy(update={"parties": tuple(p for p in event.parties if p not in was)})
        for each, event in narrower.items()
        for was in (known.earlier[each].parties,)
    }
    for person, who in everybody_described(state).items() if new or narrower else ():
        again = {each: event for each, event in added.items() if known.covers(each, person)}
        yield compared_with_earlier({**new, **again}, person, who, compare)


def _akin_since(
    known: Mapping[str, EarlierToCompare], found: Mapping[str, EarlierToCompare]
) -> Iterator[Placed]:
    """Cases of today that may be about people of a case that is known already, and were not."""
    for each, before in known.items():
        for case in found[each].akin if each in found else ():
            if case not in before.akin:
                yield Placed(COMPARISON, EarlierAkin(earlier=each, case=case))


def _told_otherwise(state: State, now: Mapping[str, ReadOut]) -> Iterator[Placed]:
    """Each stream whose words have changed; one that there is nothing more to tell of stays, and
    says so.
    """
    before = {
        stream: value.told
        for stream, value in state.streams.items()
        if isinstance(value, ToldOf) and value.told is not None
    }
    after = {earlier_stream(each): _told(found) for each, found in now.items()}
    nothing: dict[str, object] = {"outstanding": (), "flag_until": None, "people": ()}
    over = {s: was.model_copy(update=nothing) for s, was in before.items() if s not in after}
    for stream, event in (after | over).items():
        if event != before.get(stream):
            yield Placed(stream, event)


def everybody_described(state: State) -> dict[PersonId, Described]:
    """Everybody on the register or at the door, by all that is held of them to be compared."""
    room, known = state.room, state.comparison
    names = {who: each.name for who, each in room.door.items()}
    names |= {who: line.name for who, line in room.register.items()}
    return {who: known.described(who, name) for who, name in names.items()}


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


def _to_compare(each: ReadOut, asked: tuple[CaseId, ...] = ()) -> EarlierToCompare:
    return EarlierToCompare(
        earlier=each.id,
        parties=each.held.parties,
        closed_to=tuple(sorted(each.closed_to)),
        clear=tuple(sorted(each.held.clear)),
        akin=(*each.akin, *asked),
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
    action, said = one.action, one.action.of(one.agency)
    return OutstandingPart(
        label=action.label,
        agency=one.agency,
        text=action.text,
        named=action.named,
        due=one.due,
        urgent=action.urgent,
        reason_before=said.reason,
        note_before=said.note,
    )
