"""An urgent case for a meeting that is being served: from a file to the room (AG-10).

The file was opened by whoever asks, and only its rows come here. Whoever may be a party of it is
not told a word. The other of chair and coordinator agrees on their own screen.
"""

import secrets
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from agenda.london import in_london
from agenda.matching import likeness
from agenda.referral import Referral, planned_case
from agenda.referrals.headings import need_headings
from agenda.referrals.reading import Area, read_cases
from agenda.referrals.table import Table, UnreadableFile
from meeting.access import Reader
from meeting.commands import AskForLate, LateReferral
from meeting.room import Room
from meeting.state import State
from meeting.streams import Stream
from meeting.words import Refused
from server.errors import OperatorError, StoreError
from server.meetings import OpenMeeting
from server.service import Service
from server.store import Store
from server.writer import Asked

PATIENCE_SECONDS = 8.0
"""For the writer's answer: less than whoever asks waits for this one."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An asker who sits at no laptop: the answer waits to be fetched from another thread. It is
    empty where all is well, and None where nobody knows what became of the command.
    """

    reader: Reader
    answer: Future[str | None] = field(default_factory=Future)

    def accepted(self, _command: str) -> None:
        """It is on the disk."""
        self.answer.set_result("")

    def refused(self, _command: str, refusal: Refused, _quotes: Stream | None = None) -> None:
        """It is refused, with the sentence for whoever asked."""
        self.answer.set_result(refusal.message)

    def ask_again(self) -> None:
        """Nobody knows what became of it."""
        self.answer.set_result(None)

    def left_open(self) -> None:
        """The same."""
        self.answer.set_result(None)

    def said(self) -> str | None:
        """The answer, waited for as long as whoever asks waits. Blocking."""
        try:
            return self.answer.result(PATIENCE_SECONDS)
        except TimeoutError:
            # The disk may be slow, and it be saved yet.
            return None


UNKNOWN = (
    "It is not known yet whether that was saved. Wait a minute, then look at the room of {meeting} "
    "on your own screen: where it says that the urgent case you asked for waits, it was saved. Ask "
    "again only if it says nothing of it."
)
ASKED = (
    "Asked for. It comes onto the agenda of {meeting} when {other} agrees, on their screen in the "
    "room; until then nobody else sees it. If it is declined, your own screen says so, and why."
)
ONE = "An urgent case is asked for by itself: a file with one referral."
THEIRS = "That referral is not yours to bring in: let somebody else do it with --by."


def ask_for_late(store: Store, service: Service, table: Table, facts: Mapping[str, str]) -> str:
    """What there is to print. Raises OperatorError."""
    meeting = _meeting(service, facts.get("meeting", ""))
    state = meeting.writer.ledger.state
    room = state.room
    reader = _asker(store, room, facts.get("by", ""))
    referral = _referral(store, state, table, reader)
    why = facts.get("note", "")
    if not why:
        raise StoreError("Say why it is urgent in a file, with --why-file; - reads what is typed.")
    asker = Answered(reader)
    command = _command(referral, why)
    service.soon(lambda: meeting.writer.ask(Asked(secrets.token_hex(16), command, asker)))
    refused = asker.said()
    if refused is None:
        raise OperatorError(UNKNOWN.format(meeting=meeting.id))
    if refused:
        raise OperatorError(refused)
    is_chair = (held := room.register.get(reader.person)) is not None and held.role == "chair"
    return ASKED.format(meeting=meeting.id, other="the coordinator" if is_chair else "the chair")


def _meeting(service: Service, named: str) -> OpenMeeting:
    """The open meeting that is named, or the only one that is not over; no sitting is one of them
    (RES-2). Raises StoreError.
    """
    held = {m.id: m for m in service.meetings if not m.is_sitting and not m.is_over}
    if named in held:
        return held[named]
    names = ", ".join(held) or "none that is not over"
    if named:
        raise StoreError(f"The running server holds {names}: serve the other to add to it.")
    if len(held) != 1:
        raise StoreError(f"Say for which meeting with --meeting. The running server holds {names}.")
    return next(iter(held.values()))


def _asker(store: Store, room: Room, named: str) -> Reader:
    """Who asks: the one who is named, or the only coordinator of the meeting. Raises StoreError."""
    people = (store.office.reader(person) for person in ([named] if named else room.register))
    chosen = [each for each in people if each is not None and (named or each.coordinator)]
    if len(chosen) != 1:
        raise StoreError("Say who asks with --by: the id of the coordinator, or of the chair.")
    return chosen[0]


def _referral(store: Store, state: State, table: Table, reader: Reader) -> Referral:
    """The one referral of the file. Raises OperatorError."""
    room = state.room
    area = Area(
        dict(room.agencies),
        in_london(store.clock.now()).date(),
        lambda: secrets.token_hex(8),
        rules=room.protocol.referral,
        repeat_months=room.protocol.history.repeat_months,
    )
    try:
        cases = list(read_cases(table, need_headings(table, {}), area))
    except UnreadableFile as error:
        raise OperatorError(str(error)) from None
    if len(cases) != 1:
        raise StoreError(ONE)
    (case,) = cases
    asker = state.comparison.described(reader.person, reader.name)
    if any(likeness(asker, each) for each in case.named):
        raise StoreError(THEIRS)
    if case.referral is None:
        raise StoreError("\n".join(str(remark) for remark in case.refused))
    if case.referral.restricted in room.protocol.restricted.kinds and not room.restricted:
        raise StoreError("A restricted case is on no agenda: arrange a sitting of its own (RES-2).")
    return case.referral


def _command(referral: Referral, why: str) -> AskForLate:
    planned = planned_case(referral)
    names = LateReferral.model_fields
    facts = {name: value for name, value in planned if name in names}
    return AskForLate(case=planned.id, referral=LateReferral(**facts), reason=why)
