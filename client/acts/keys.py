"""The keys: what each does, when it is offered, and what the footer calls it.

One table. A key is offered when the two tables of ``meeting.commands`` allow its command to this
role at this moment, and there is something here to do it to.
"""

from agenda.plan import Role
from agenda.protocol import Stage
from client.acts import (
    accounts,
)
from client.acts.checking import is_asked_to_tell
from client.acts.keyed import afterwards, arriving, before, ending, leading, speaking_up
from client.acts.keyed.key import Key, confirms_what_was_stopped
from client.view.seen import Place, Seen, place
from meeting import commands as c
from meeting.commands import (
    OPEN_TO_UNSURE,
    CaseCommand,
    Needed,
    is_possible,
    may_give,
    needed_for,
)
from meeting.managing import MANAGED_BY
from meeting.room import Phase

KEYS: tuple[Key, ...] = (
    *before.KEYS,
    *arriving.KEYS,
    *leading.KEYS,
    *speaking_up.KEYS,
    *ending.KEYS,
    *afterwards.KEYS,
)
MOST_CERTAIN = 3
"""Keys that fit on the foot of the smallest screen, whatever they are."""
FIND_THEIRS = frozenset(
    {
        *(c.RuleOnConflict, c.AskToStandIn, c.AcceptStandIn, c.DeclareConflict),
        *(c.RecordConflict, c.LeaveOutOffer),
    }
)
"""Commands about a case whose keys know which, whatever is looked at."""
ON_NO_AGENDA = frozenset({c.AgreeToLate})
"""Of these the case is on no running order: how far another is, and who leads it, is the same to
them (AG-10).
"""
OF_ONESELF = frozenset(
    {c.Attend, c.SignDeclaration, c.RefuseDeclaration, c.EnterPhase, c.ConfirmNames}
)
"""Commands of the register's screen that are about nobody else there."""
OF_WHAT_WAS_STOPPED = {"change": 0, "withdraw": 1, "confirm": 3}
"""What leads the foot where an action was said to be unsafe, and what comes last (ACT-6)."""
NEITHER = 2
BY_NAME = {key.name: key for key in KEYS}


def is_for(key: Key, role: Role, *, coordinator: bool = False) -> bool:
    """Whether somebody of ``role`` ever has ``key``."""
    if key.command in MANAGED_BY:
        return role in key.roles and (coordinator or role in MANAGED_BY[key.command])
    return role in key.roles and may_give(key.command, role, coordinator=coordinator)


def at_register(role: Role, at: Place, *, coordinator: bool = False) -> tuple[Key, ...]:
    """What somebody of ``role`` can do in the register and not on the screen ``at``, which leads
    there, while cases are heard.
    """
    if at not in {Place.ROOM, Place.SUMMARY}:
        return ()
    return tuple(
        key
        for key in KEYS
        if Place.LOBBY in key.places
        and at not in key.places
        and key.command not in OF_ONESELF
        and is_for(key, role, coordinator=coordinator)
        and _is_given_in(key, role, Phase.HEARING, coordinator=coordinator)
    )


def _is_given_in(key: Key, role: Role, phase: Phase, *, coordinator: bool) -> bool:
    if key.command in MANAGED_BY:
        return True
    return is_possible(key.command, role, phase, Stage.LISTED, coordinator=coordinator)


def is_offered(key: Key, seen: Seen, at: Place) -> bool:
    """Whether ``key`` does something now, for this person, on that screen."""
    if seen.line is not None and seen.line.is_unsure and key.command not in OPEN_TO_UNSURE:
        return False
    if key.command in MANAGED_BY:
        return at in key.places and accounts.manages(seen, key.command) and key.holds(seen)
    role = _role(key, seen)
    if at not in key.places or role not in key.roles or not _signed_in_enough(key, seen):
        return False
    if issubclass(key.command, CaseCommand) and not _has_the_case(key, seen):
        return False
    stage = Stage.LISTED if key.command in ON_NO_AGENDA else seen.stage
    possible = is_possible(key.command, role, seen.room.phase, stage, coordinator=seen.coordinator)
    return possible and key.holds(seen)


def _role(key: Key, seen: Seen) -> Role:
    """Who stands in has the powers of the case, and calls it; not those of the meeting (ROLE-7)."""
    if key.command in ON_NO_AGENDA:
        return seen.role_in_meeting
    of_the_case = issubclass(key.command, CaseCommand) or key.command is c.CallItem
    return seen.role if of_the_case else seen.role_in_meeting


def offered(seen: Seen, at: Place | None = None) -> tuple[Key, ...]:
    """The keys that do something now, most wanted first."""
    where = at or place(seen)
    keys = [key for key in KEYS if is_offered(key, seen, where)]
    if confirms_what_was_stopped(seen):
        keys.sort(key=lambda key: OF_WHAT_WAS_STOPPED.get(key.name, NEITHER))
    if is_asked_to_tell(seen):
        keys.sort(key=lambda key: key.name != "who_tells")
    # On a small screen the foot is cut off; the way out of a case never is (CON-1).
    for declare in [key for key in keys[MOST_CERTAIN:] if key.command is c.DeclareConflict]:
        keys.remove(declare)
        keys.insert(MOST_CERTAIN, declare)
    return tuple(keys)


def _has_the_case(key: Key, seen: Seen) -> bool:
    """A key of the summary asks which case, or finds it under the cursor; some find theirs."""
    if key.command in FIND_THEIRS | ON_NO_AGENDA:
        return True
    return Place.SUMMARY in key.places or seen.case is not None


def _signed_in_enough(key: Key, seen: Seen) -> bool:
    if seen.line is None:
        return False
    match needed_for(key.command, seen.room.phase):
        case Needed.OUTSIDE:
            return False
        case Needed.EXPECTED:
            return True
        case Needed.PRESENT:
            return seen.line.is_present
        case Needed.SIGNED:
            return seen.takes_part
