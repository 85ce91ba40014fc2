"""An urgent case that comes after the agenda was published (AG-10).

Nobody alone puts a case on: the coordinator or the chair asks, and the other of the two agrees.
Until then it has no place on the running order, and nobody else knows that there is one: it is
compared with everybody first (CON-6), and whoever is found alike can tell from nothing that they
were, or that anything was asked.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from agenda.calendar import Calendar
from agenda.deadlines.reckoning import Reckoned, reckon
from agenda.likeness import Compare, ComparedParty, compared_parties
from agenda.london import from_london
from agenda.past.reading_out import EARLIER_ID
from agenda.plan import PartyKind, Role
from meeting.agreeing import answers_late
from meeting.case.hearing import CaseListed, LateCaseAgreed, LateCaseAsked, LateCaseDeclined
from meeting.commands import AgreeToLate, AskForLate, DeclineLate
from meeting.decide.asking import Asking, Hearing
from meeting.decide.conflicts import out_once_added
from meeting.decide.earlier import akin_to_late, everybody_described
from meeting.decide.matching import compared
from meeting.matching import PartiesToCompare
from meeting.room import ItemAdded, Room
from meeting.state import Placed, State
from meeting.streams import COMPARISON, ROOM, case_stream
from meeting.values import THE_ROOM
from meeting.words import Refused


def ask_for_late(
    asking: Asking, command: AskForLate, compare: Compare | None
) -> tuple[Placed, ...]:
    """The case, why it is urgent, and everybody compared with its parties.

    Without ``compare``, which only the server brings, nobody would be, and nobody could read it.
    """
    _need_in_time(asking)
    if EARLIER_ID.fullmatch(command.case):
        # By its form alone: that there is such a case, and who was out of it, is nobody's business.
        raise Refused("id_of_before", "case")
    if compare is None or asking.state.case(command.case) is not None:
        raise Refused("already_there", "case")
    referral = command.referral
    if referral.referred_by not in asking.room.agencies:
        raise Refused("no_such_agency", "referral")
    if sum(party.kind is PartyKind.VICTIM for party in referral.parties) != 1:
        raise Refused("one_victim", "referral")
    shown = tuple(party.model_copy(update={"address": None}) for party in referral.parties)
    listed = CaseListed(case=command.case, **{**dict(referral), "parties": shown})
    asked = LateCaseAsked(reason=command.reason, by_chair=asking.role is Role.CHAIR)
    stream = case_stream(command.case)
    return (
        Placed(stream, listed),
        Placed(stream, asked),
        *_compared(asking.state, command, compare),
        *akin_to_late(asking.state.comparison, command.case, _parties(command), compare),
    )


def _parties(command: AskForLate) -> tuple[ComparedParty, ...]:
    return compared_parties(command.referral.parties)


def _compared(state: State, command: AskForLate, compare: Compare) -> Iterator[Placed]:
    """As the room's own doing: whose name it was is nobody's business who asked.

    By all that was held of each of them as the meeting was arranged, and not by the name alone.
    """
    parties = _parties(command)
    yield Placed(COMPARISON, PartiesToCompare(case=command.case, parties=parties), by=THE_ROOM)
    for person, who in everybody_described(state).items():
        for found in compared({command.case: parties}, person, who, compare):
            yield replace(found, by=THE_ROOM)


def agree_to_late(hearing: Hearing, command: AgreeToLate) -> tuple[Placed, ...]:
    """The case comes onto the running order, after all others, once nobody's likeness to a party
    is left to be settled. Who is out of it takes along whom they alone know (CON-2).
    """
    asking = hearing.asking
    if not hearing.case.is_asked_for or command.agenda != asking.room.agenda_version:
        raise Refused("moved_on", "agenda")
    _need_the_other(hearing)
    _need_in_time(asking)
    if asking.state.has_open_match(hearing.case.case):
        raise Refused("match_to_settle")
    return (
        *hearing.in_case(LateCaseAgreed()),
        *out_once_added(hearing),
        Placed(ROOM, _added(asking.room, hearing)),
    )


def decline_late(hearing: Hearing, command: DeclineLate) -> tuple[Placed, ...]:
    """The case stays off the agenda, and is known to the two alone, as it was. It can be asked for
    once more, as another.
    """
    if not hearing.case.is_asked_for:
        raise Refused("moved_on", "case")
    _need_the_other(hearing)
    return hearing.in_case(LateCaseDeclined(reason=command.reason))


def _need_the_other(hearing: Hearing) -> None:
    """Raises Refused unless it is the asker who answers it."""
    asking = hearing.asking
    coordinator = asking.who.coordinator
    if not answers_late(asking.room, hearing.case, asking.line, coordinator=coordinator):
        raise Refused("another_agrees")


def _added(room: Room, hearing: Hearing) -> ItemAdded:
    cases = [item for item in room.items.values() if item.case is not None]
    ends = [item.starts + timedelta(minutes=item.minutes) for item in room.items.values()]
    number = len(cases) + 1
    return ItemAdded(
        item=str(number),
        case=hearing.case.case,
        label=f"Case {number}",
        starts=max((room.begins, *ends)),
        minutes=room.protocol.timing.case_minutes,
    )


def _need_in_time(asking: Asking) -> None:
    """Raises Refused where the protocol lets no case be added any more."""
    until = latest(asking.room)
    if until is None:
        return
    # A day without a time is over with its midnight.
    over = until.day if until.at is not None else until.day + timedelta(days=1)
    if asking.now >= from_london(over, until.at or time.min):
        raise Refused("too_late_for_late", until=str(until))


def latest(room: Room) -> Reckoned | None:
    """Until when the protocol lets an urgent case be added; None where it sets no end."""
    rule = room.protocol.deadlines.late_referrals
    if rule is None:
        return None
    first, last = date(room.day.year - 1, 1, 1), date(room.day.year + 1, 12, 31)
    return reckon(rule, room.begins, Calendar(first, last, dict.fromkeys(room.closed_days, _SHUT)))


_SHUT = "closed"
