"""A key, where it is of use, and when there is something to do with it.

Each predicate looks at what its person sees: whether they may is for the tables of
``meeting.commands``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from agenda.plan import Role
from client.acts import (
    chairing,
    risks,
    targets,
)
from client.acts.form import Act
from client.view.guest import guest_is_done
from client.view.seen import Place, Seen
from meeting.afterwards import signs_afterwards
from meeting.case.actions import Action, Verdict
from meeting.labels import STAGES
from meeting.room import ItemState, Phase
from meeting.values import Command


def always(_: Seen) -> bool:
    """Wherever its command can be given at all."""
    return True


BEFORE = frozenset({Place.BEFORE})
LOBBY = frozenset({Place.LOBBY})
ROOM = frozenset({Place.ROOM})
SUMMARY = frozenset({Place.SUMMARY})
ANYWHERE = LOBBY | ROOM | SUMMARY


@dataclass(frozen=True, slots=True)
class Key:
    """``key`` as the terminal names it, ``shown`` as people read it, ``words`` for the footer.

    ``places`` are the screens that have it; ``roles`` those who have it, among those that may give
    the command.
    """

    name: str
    key: str
    shown: str
    words: str | Callable[[Seen], str]
    help: str
    command: type[Command]
    act: Callable[[Seen], Act | None]
    holds: Callable[[Seen], bool] = always
    places: frozenset[Place] = ROOM
    roles: frozenset[Role] = frozenset(Role)

    def said(self, seen: Seen) -> str:
        """What the footer calls it now."""
        return self.words if isinstance(self.words, str) else self.words(seen)


def on(word: str, fits: Callable[[Seen, Action], bool]) -> Callable[[Seen], str]:
    """``word`` with the label of the action that the key would act on."""

    def words(seen: Seen) -> str:
        action = targets.target(seen, fits)
        return f"{word} {action.label}" if action else word

    return words


def on_risk(word: str) -> Callable[[Seen], str]:
    """``word`` with the label of the risk under the cursor."""

    def words(seen: Seen) -> str:
        risk = risks.pointed(seen)
        return f"{word} {risk.label}" if risk else word

    return words


def some(fits: Callable[[Seen, Action], bool]) -> Callable[[Seen], bool]:
    """Whether there is an action that ``fits``."""
    return lambda seen: targets.target(seen, fits) is not None


def confirms_what_was_stopped(seen: Seen) -> bool:
    """Whether what would be confirmed was said to be unsafe (ACT-6)."""
    action = targets.target(seen, targets.mine_to_confirm)
    return action is not None and targets.stopped(seen, action)


def confirm_words(seen: Seen) -> str:
    """Confirming what was stopped asks for it to be kept, and is not what it waits for (ACT-6)."""
    again = " all the same" if confirms_what_was_stopped(seen) else ""
    return on("confirm", targets.mine_to_confirm)(seen) + again


def declinable(seen: Seen, action: Action) -> bool:
    """What was suggested to my agency, or asks it to join (ACT-1, ACT-4)."""
    return targets.suggested_to_me(seen, action) or targets.asked_to_join(seen, action)


def judged(seen: Seen) -> bool:
    """Whether a plan or action that was said to be unsafe can be said to be safe (ACT-6)."""
    action = targets.target(seen, targets.can_be_said_safe)
    mine = action is not None and action.verdict is Verdict.UNSAFE
    return action is not None and (mine or targets.judges(seen))


def stopped(seen: Seen) -> bool:
    """Whether there is something to say to be unsafe (ACT-6)."""
    return targets.can_stop(seen) and targets.target(seen, targets.can_be_judged) is not None


def stage(which: int) -> Callable[[Seen], str]:
    """The stage before (0) or after (1) the one that is on, by name."""

    def words(seen: Seen) -> str:
        stage = chairing.neighbours(seen)[which]
        return STAGES[stage] if stage else ""

    return words


def of_case(word: str) -> Callable[[Seen], str]:
    """``word`` with the case that it would be about: which one is never to be guessed (CON-1)."""

    def words(seen: Seen) -> str:
        meant = targets.case_meant(seen)
        return f"{word}, {meant[0].label}" if meant else word

    return words


def call_words(seen: Seen) -> str:
    """Which item would be called, or that a case goes on after its break."""
    item = chairing.to_call(seen)
    if item is not None and item.state is ItemState.INTERRUPTED:
        return f"go on with {item.label}"
    return f"call {item.label}" if item else "call"


def can_call(seen: Seen) -> bool:
    """Whether there is an item to call."""
    return chairing.to_call(seen) is not None


def can_begin_part(seen: Seen) -> bool:
    """Whether a part of the day comes next, and no case is heard (AG-1)."""
    return chairing.next_part(seen) is not None and seen.room.heard is None


def on_now(seen: Seen) -> bool:
    """Whether what is looked at is what is on."""
    return seen.item is not None and seen.item.state is ItemState.ON


def has_not_spoken(seen: Seen) -> bool:
    """Whether my agency has said nothing of the case yet (CASE-4)."""
    case = seen.case
    if case is None:
        return False
    return not case.heard.has_spoken(seen.agency) and seen.agency not in case.heard.nothing_known


def hand_up(seen: Seen) -> bool:
    """Whether I ask to speak (CASE-4)."""
    return seen.case is not None and seen.me in seen.case.heard.hands


def unsigned(seen: Seen) -> bool:
    """Whether I am here, and have not signed on this laptop (SIGN-2)."""
    line = seen.line
    return line is not None and line.is_present and line.laptop and not line.may_take_part


def signs(seen: Seen) -> bool:
    """Here and not signed; or stayed away, where members may read once it is over (OUT-2)."""
    if seen.room.phase is not Phase.APPROVED:
        return unsigned(seen)
    return seen.line is not None and signs_afterwards(seen.room, seen.line)


def not_at_this_screen(seen: Seen) -> bool:
    """Whether I am somewhere else than at this laptop, as far as the register knows."""
    if seen.line is None or guest_is_done(seen):
        return False
    return not (seen.line.is_present and seen.line.laptop)


def is_not_over(seen: Seen) -> bool:
    """Whether the case that is looked at is not closed."""
    return seen.case is not None and seen.case.closing is None


def no_risks_yet(seen: Seen) -> bool:
    """Whether nothing was said of risks (RISK-1)."""
    return seen.case is not None and not (seen.case.risks.named or seen.case.risks.none_identified)
