"""The standing duties of a case: what stands on every case heard, by the signed protocol (ACT-7).

Worked out each time, of the protocol that the meeting is held under and of who signed it. There is
no event of it and no command, so that nobody can give one to an agency.
"""

from itertools import groupby

from agenda.duties import Heard, Owed, owed
from agenda.plan import DEPENDANTS, Role
from agenda.protocol import Stage
from meeting.case.hearing import Case
from meeting.case.outcome import Outcome
from meeting.labels import listed
from meeting.room import Line, Room
from meeting.taking_over import DAY_POSTS, by_plan, taken_over
from meeting.values import AgencyId


def duties_of(room: Room, case: Case) -> tuple[Owed, ...]:
    """What each agency owes in this case; nothing where it was not, or not to the end, heard. Of an
    inappropriate referral, what the protocol then has for all (CASE-7).
    """
    closing = case.closing
    if closing and closing.outcome is Outcome.INAPPROPRIATE:
        notice = room.protocol.hearing.inappropriate_referral
        return tuple(Owed(agency, notice) for agency in members(room) if notice)
    if case.stage is Stage.LISTED or (closing and closing.outcome is not Outcome.HEARD):
        return ()
    advocates = (line.agency for line in room.register.values() if line.speaks_for_victim)
    has_children = case.pregnant or any(party.kind in DEPENDANTS for party in case.parties)
    heard = Heard(members(room), case.referred_by, next(advocates, None), has_children)
    return owed(room.protocol.actions, heard)


def members(room: Room) -> tuple[AgencyId, ...]:
    """The agencies that are bound: core ones, and those whose representatives the plan expects.

    Not whoever came by the door, nor who is a guest, observes or takes the minutes: they signed
    nothing.
    """
    core = set(room.protocol.attendance.core_agencies)
    expected = {line.agency for line in room.register.values() if _represents(room, line)}
    return tuple(agency for agency in room.agencies if agency in core | expected)


def _represents(room: Room, line: Line) -> bool:
    """By the plan, whatever they have taken over or handed over since (ROLE-7)."""
    if line.admitted_by is not None:
        return False
    had_a_post = line.person in {by_plan(room, post) for post in DAY_POSTS}
    return (line.role is Role.REPRESENTATIVE and not had_a_post) or bool(taken_over(room, line))


def said_duties(room: Room, case: Case) -> tuple[tuple[str, str], ...]:
    """Each duty once: whose it is, by name, and what is done."""
    owing = groupby(duties_of(room, case), lambda one: one.text)
    return tuple(
        (listed([room.agencies.get(one.agency, one.agency) for one in ones], "and"), text)
        for text, ones in owing
    )
