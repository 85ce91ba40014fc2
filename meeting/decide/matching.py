"""Likely matches of attendees with parties: CON-6.

Everybody is compared before any name is shown. A match is settled by the chair or the
coordinator, or for the chair by the minute-taker, never by the person matched. Every meeting takes
the same steps, whether or not anybody is alike: the minute-taker and each coordinator say that the
names are settled, the last of which opens the cases to the chair; and the chair begins, which opens
them to the rest. Each is held up by what they may settle, and whoever is matched by nothing. So
nobody can tell from waiting that they were matched, nor from who says what.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from agenda.likeness import Compare, ComparedParty, Described, Likeness
from agenda.plan import Role
from meeting.access import held_at, may_read
from meeting.commands import ConfirmNames, MatchCommands, SettleMatch
from meeting.confirming import to_confirm
from meeting.decide.asking import Asking, Hearing
from meeting.decide.conflicts import recuse
from meeting.decide.earlier import compared_with_earlier_again
from meeting.labels import ROLES, listed
from meeting.matching import (
    Decision,
    LikeParty,
    Match,
    MatchFound,
    MatchSettled,
    PersonCompared,
)
from meeting.room import NamesChecked, NamesConfirmed, fold_room
from meeting.state import Placed, State
from meeting.streams import COMPARISON, ROOM, Kind, Stream, match_stream
from meeting.values import THE_ROOM, CaseId, PersonId
from meeting.words import Name, Refused


def nobody_is_alike(_attendee: Described, _party: Described) -> Likeness | None:
    """Finds no likeness, whoever is compared."""
    return None


def compared(
    parties: Mapping[CaseId, tuple[ComparedParty, ...]],
    person: PersonId,
    attendee: Described,
    compare: Compare,
) -> Iterator[Placed]:
    """That somebody was compared with all ``parties``, with what is held of them besides the name,
    and each likely match.
    """
    more = None if attendee == Described(name=attendee.name) else attendee
    event = PersonCompared(person=person, cases=tuple(parties), described=more)
    yield Placed(COMPARISON, event)
    for case, of_case in parties.items():
        if like := tuple(_like(attendee, of_case, compare)):
            yield Placed(match_stream(case, person), MatchFound(parties=like))


def _like(
    attendee: Described, parties: Iterable[ComparedParty], compare: Compare
) -> Iterator[LikeParty]:
    for party in parties:
        found = compare(attendee, party)
        if found is not None:
            yield LikeParty(
                party=party.id,
                kind=party.kind,
                name=party.name,
                alike=found.alike,
                percent=found.percent,
            )


def compared_late(
    state: State, compare: Compare | None, person: PersonId, name: Name
) -> tuple[Placed, ...]:
    """Somebody who asks to come in on the day, compared with every party (ATT-6, CON-6): by their
    ``name``, and by what is held of them besides, if they were expected.

    At the door already, so that a match is settled before they are let in. Without ``compare``,
    which only the server brings, they are not compared, and read no case.
    """
    if compare is None:
        return ()
    known = state.comparison
    attendee = known.described(person, name)
    found = [*compared(known.parties, person, attendee, compare)]
    if known.earlier:
        found.append(compared_with_earlier_again(known, person, attendee, compare))
    news = (_news(state, each) for each in found)
    return tuple(replace(each, by=THE_ROOM) for each in news if each is not None)


def _news(state: State, found: Placed) -> Placed | None:
    """``found``, as far as it was not known: who is compared once more is not settled once more.

    Less may be known of somebody at the door than before the day: parties found then stay found.
    """
    if not isinstance(found.event, MatchFound):
        return found
    before = state.match(found.stream.case, found.stream.person)
    if before is None or before.version == 0:
        return found
    known = {party.party for party in before.parties}
    more = tuple(party for party in found.event.parties if party.party not in known)
    if not more:
        return None
    return replace(found, event=MatchFound(parties=(*before.parties, *more)))


def decide_matching(asking: Asking, command: MatchCommands) -> tuple[Placed, ...]:
    """What is settled of the names after ``command``."""
    match command:
        case SettleMatch():
            return _settle(asking, command)
        case ConfirmNames():
            return _confirm(asking)
        case _:
            assert_never(command)


def _settle(asking: Asking, command: SettleMatch) -> tuple[Placed, ...]:
    stream = match_stream(command.case, command.person)
    match_, case = asking.state.match(command.case, command.person), asking.state.case(command.case)
    # Who was matched gets the answer that everybody gets where nobody was.
    if stream not in may_read(asking.state, asking.who) or match_ is None or case is None:
        raise Refused("no_such_match", "person")
    if not match_.is_open or match_.version != command.version:
        raise Refused("moved_on", "version")
    if not command.reason:
        raise Refused("say_why_settled", "reason")
    settled = Placed(stream, MatchSettled(decision=command.decision, reason=command.reason))
    if command.decision is Decision.CLEAR:
        return (settled,)
    if not command.told:
        raise Refused("say_what_they_are_told", "told")
    hearing = Hearing(asking, case, asking.room.item_of(command.case))
    return (settled, *recuse(hearing, command.person, command.told))


def _confirm(asking: Asking) -> tuple[Placed, ...]:
    room, me = asking.room, asking.who.person
    if room.names_confirmed is not None or me in room.names_checked:
        raise Refused("already_there")
    need_settled(asking)
    checked = replace(room, names_checked=room.names_checked | {me})
    last = not to_confirm(checked)
    return (asking.in_room(NamesConfirmed() if last else NamesChecked()),)


def with_names_confirmed(asking: Asking, placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """``placed``, and that the names are confirmed, where those have gone who had yet to say so."""
    room, me = asking.room, asking.who.person
    if room.names_confirmed is not None or not room.names_checked:
        return placed
    for each in placed:
        if each.stream == ROOM:
            room = fold_room(room, each.event, asking.now, each.by or me)  # type: ignore[arg-type] # a room's events
    if room.names_confirmed is not None or not room.names_checked or to_confirm(room):
        return placed
    return (*placed, asking.in_room(NamesConfirmed()))


def need_names_confirmed(asking: Asking, refusal: str) -> None:
    """Raises Refused, naming those who have yet to say so, until the names are confirmed; and while
    a match is open that the chair read before they were out of its case by their own word.

    Others settle that one, and may have said before it came to them that the names are settled. It
    tells the chair nothing that they have not read. Any other match in a case that they are out of
    holds them up no more than none would: else they would be told that names are alike there, and
    of whoever knocked since, whose they are (CON-2).
    """
    if asking.room.names_confirmed is None:
        names = listed(line.name for line in to_confirm(asking.room))
        raise Refused(refusal, names=names or ROLES[Role.MINUTE_TAKER])
    open_ones = ((stream, match) for stream, match in asking.state.matches() if match.is_open)
    if any(_was_theirs_to_settle(asking, stream, match) for stream, match in open_ones):
        raise Refused("match_for_another")
    need_settled(asking)


def _was_theirs_to_settle(asking: Asking, stream: Stream, match: Match) -> bool:
    """Whether the chair had read a match as they declared that they are out of its case.

    Nobody declares who does not read the case; whoever is chair then reads every match in it but
    their own. Not so who is put out of it by others, matched themselves until then.
    """
    state, me = asking.state, asking.who.person
    case, conflict = state.case(stream.case), state.conflict(stream.case, me)
    if case is None or conflict is None or not case.is_withheld_from(me) or stream.person == me:
        return False
    declared, since = conflict.declared_at, match.open_since
    if declared is None or since is None or conflict.declared_by != me:
        return False
    return since < declared and held_at(asking.line, declared, frozenset({Role.CHAIR}))


def need_settled(
    asking: Asking, *, case: CaseId | None = None, person: PersonId | None = None
) -> None:
    """Raises Refused while a likely match is open that the asker may settle; of ``case`` or of
    ``person`` only, if one is given. A match that they may not know of refuses them nothing.
    """
    for stream in open_matches(asking):
        if case in {None, stream.case} and person in {None, stream.person}:
            raise Refused("match_to_settle")


def open_matches(asking: Asking) -> tuple[Stream, ...]:
    """The likely matches that the asker may settle."""
    return tuple(
        stream
        for stream in may_read(asking.state, asking.who)
        if (match := asking.state.match(stream.case, stream.person)) is not None
        and stream.kind is Kind.MATCH
        and match.is_open
    )
