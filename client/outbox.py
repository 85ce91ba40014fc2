"""Commands that are not acknowledged yet, in the order given. They are sent again under their
old ids after every reconnection, so that an action volunteered over bad Wi-Fi is there once.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from uuid import uuid4

from meeting.commands import (
    AnswerOutstanding,
    AnyCommand,
    CaseCommand,
    DeclareConflict,
    NoteSuccess,
    OpenFinishedCase,
    SettleMatch,
)
from meeting.values import CaseId, Frozen, PersonId
from meeting.wire import CommandMessage


def new_id() -> str:
    """128 random bits as 32 hexadecimal digits: for commands, and for what they make."""
    return uuid4().hex


@dataclass(slots=True)
class Outbox:
    """The commands under way, by id. ``resent`` counts sendings after the first."""

    waiting: dict[str, CommandMessage] = field(default_factory=dict)
    resent: int = 0
    _sent: set[str] = field(default_factory=set)

    def put(self, command: AnyCommand) -> CommandMessage:
        """``command`` under a new id, waiting for its answer from now on."""
        message = CommandMessage(id=new_id(), command=command)
        self.waiting[message.id] = message
        return message

    def answered(self, message_id: str) -> AnyCommand | None:
        """Takes out the command that was answered; None if it was not waiting."""
        self._sent.discard(message_id)
        message = self.waiting.pop(message_id, None)
        return message.command if message else None

    def again(self) -> tuple[CommandMessage, ...]:
        """Everything that waits, in the order in which it was given."""
        return tuple(self.waiting.values())

    def next_after(self, on_the_way: AbstractSet[str]) -> CommandMessage | None:
        """The first that waits and is not ``on_the_way``: what was given first is sent first."""
        return next((m for m in self.waiting.values() if m.id not in on_the_way), None)

    def sending(self, message: Frozen) -> None:
        """Notes that ``message`` goes out now, for the first time or again."""
        if isinstance(message, CommandMessage):
            self.resent += message.id in self._sent
            self._sent.add(message.id)

    def empty(self) -> tuple[CommandMessage, ...]:
        """Takes out everything: it is for a meeting that is left."""
        taken = tuple(self.waiting.values())
        self.waiting.clear()
        return taken

    @property
    def declaring(self) -> frozenset[CaseId]:
        """The cases with which a conflict is declared, and the declaration not answered."""
        commands = (message.command for message in self.waiting.values())
        return frozenset(each.case for each in commands if isinstance(each, DeclareConflict))

    def forget(self, cases: Iterable[CaseId]) -> int:
        """Takes out every command about ``cases``, and returns how many those were.

        Nothing of a withdrawn case stays, but for the declaration of a conflict: until the server
        has it, this person would be sent the case again (CON-2).
        """
        gone = frozenset(cases)
        forgotten = [m.id for m in self.waiting.values() if _is_about(m.command, gone)]
        return self._take_out(forgotten)

    def forget_match(self, case: CaseId, person: PersonId) -> int:
        """Takes out what settles a match that was withdrawn: there is a reason in it (CON-6)."""
        waiting = ((m.id, m.command) for m in self.again())
        settling = ((m, it) for m, it in waiting if isinstance(it, SettleMatch))
        return self._take_out(m for m, it in settling if (it.case, it.person) == (case, person))

    def _take_out(self, ids: Iterable[str]) -> int:
        forgotten = tuple(ids)
        for message_id in forgotten:
            del self.waiting[message_id]
        return len(forgotten)


def _is_about(command: AnyCommand, cases: frozenset[CaseId]) -> bool:
    if isinstance(command, DeclareConflict):
        return False
    if isinstance(command, AnswerOutstanding | NoteSuccess):
        return command.earlier in cases
    if not isinstance(command, CaseCommand | SettleMatch | OpenFinishedCase):
        return False
    return command.case in cases
