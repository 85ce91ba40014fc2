"""It would be seen: faults of the kinds that leak, put into the program one at a time, are caught
by the checks of the matrix.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pytest

from agenda.protocol import Stage
from meeting import access, papers
from meeting.access import Reader
from meeting.commands import AnyCommand
from meeting.decide import asking
from meeting.decide import guests as guest_copies
from meeting.past import EarlierCase
from meeting.room import CoordinatorEnded, Line, PersonLeft
from meeting.state import Placed, State
from meeting.streams import ROOM, Kind, Stream
from meeting.wire import Ack
from meeting.words import Refused
from server import hub
from server.outgoing import MessageFrame, Span
from tests.matrix import checks, tapped
from tests.matrix.cells import Cell, Part, Standing

RECUSED: Final = Cell(Part.REPRESENTATIVE, Standing.RECUSED, Stage.ROUND)
SIGNED: Final = Cell(Part.REPRESENTATIVE, Standing.SIGNED, Stage.PLANNING)
GUEST: Final = Cell(Part.GUEST, Standing.SIGNED, Stage.ROUND)
Seeds = Callable[[pytest.MonkeyPatch], None]
Checks = Callable[[Cell], list[str]]


def everything(state: State, _: Reader) -> frozenset[Stream]:
    return frozenset(state.streams)


def in_catching_up(patch: pytest.MonkeyPatch) -> None:
    """Who comes back is sent all there is, and only then is access judged."""
    whole = hub.Seat.bring_up_to_date

    def bring(self: hub.Seat, ledger: Any, readable: Any, *, catching_up: bool = False) -> None:
        all_of_it = frozenset(ledger.state.streams)
        whole(self, ledger, all_of_it if catching_up else readable, catching_up=catching_up)

    patch.setattr(hub.Seat, "bring_up_to_date", bring)


def in_refusals(patch: pytest.MonkeyPatch) -> None:
    """A withheld case is looked up like any other."""
    patch.setattr(asking, "may_read", everything)


def in_counts(patch: pytest.MonkeyPatch) -> None:
    """Events are numbered over the whole journal."""
    whole = hub.Seat.bring_up_to_date

    def bring(self: hub.Seat, ledger: Any, readable: Any, *, catching_up: bool = False) -> None:
        patch.setattr(hub, "Span", lambda stream, _, bodies: Span(stream, ledger.position, bodies))
        whole(self, ledger, readable, catching_up=catching_up)

    patch.setattr(hub.Seat, "bring_up_to_date", bring)


def in_papers(patch: pytest.MonkeyPatch) -> None:
    """A paper is made from the whole state."""
    patch.setattr(papers, "may_read", everything)


def in_the_acknowledgement(patch: pytest.MonkeyPatch) -> None:
    """An acknowledgement says where in the journal its events stand."""
    whole = tapped.TappedRoom.give

    def give(self: tapped.TappedRoom, person: str, command: AnyCommand) -> Refused | None:
        position = self.ledger.position
        patch.setattr(
            hub.Seat,
            "accepted",
            lambda seat, _: seat.outgoing.put(
                MessageFrame(lambda now: Ack(time=now, id=f"{position:032x}"))
            ),
        )
        return whole(self, person, command)

    patch.setattr(tapped.TappedRoom, "give", give)


def a_secret_in_the_room(patch: pytest.MonkeyPatch) -> None:
    """Every event of a case leaves a mark in the room."""
    whole = guest_copies.with_guests

    def marked(state: State, placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
        marks = (
            Placed(ROOM, PersonLeft(person="police"))
            for each in placed
            if each.stream.kind == "case"
        )
        return (*whole(state, placed), *marks)

    patch.setattr(tapped, "with_guests", marked)


def role_from_the_payload(patch: pytest.MonkeyPatch) -> None:
    """Whoever a command names is taken for its sender."""
    whole = asking.admit

    def admit(state: State, who: Reader, command: Any, now: Any) -> asking.Asking:
        named = state.room.register.get(getattr(command, "person", who.person))
        if named is None:
            return whole(state, who, command, now)
        return whole(state, Reader(named.person, named.agency), command, now)

    patch.setattr("meeting.decide.admit", admit)


def access_cached(patch: pytest.MonkeyPatch) -> None:
    """What somebody may read is worked out once."""
    known: dict[str, frozenset[Stream]] = {}

    def cached(state: State, reader: Reader) -> frozenset[Stream]:
        found = access.may_read(state, reader)
        known[reader.person] = known.get(reader.person, frozenset()) | found
        return known[reader.person]

    patch.setattr(hub, "may_read", cached)


def a_frame_before_withdrawn(patch: pytest.MonkeyPatch) -> None:
    """What waits is sent, and only then is the stream withdrawn."""
    patch.setattr("server.outgoing._without", lambda frame, _: frame)


def copies_for_guests_of_everything(patch: pytest.MonkeyPatch) -> None:
    """A guest's stream is told all that the room is told."""
    every = dict.fromkeys(guest_copies.CONCERNS, lambda *_: True)
    patch.setattr(guest_copies, "CONCERNS", every)
    patch.setattr(guest_copies, "_as_told", lambda _plan, _person, _case, fact: fact)


def reasons_for_all(patch: pytest.MonkeyPatch) -> None:
    """Whoever reads a case reads why others are out of it."""
    rows = {(Kind.CONFLICT, standing, time) for standing in access.Standing for time in access.Time}
    patch.setattr(access, "TABLE", access.TABLE | rows)


def an_earlier_case_for_all(patch: pytest.MonkeyPatch) -> None:
    """Whoever sits at the table is told of every earlier case, whomever it is closed to."""
    patch.setattr(access, "_standing_in_earlier", lambda *_: access.Standing.AT_THE_TABLE)


def an_earlier_case_for_who_is_out_of_todays(patch: pytest.MonkeyPatch) -> None:
    """Whose people are today's, too, is forgotten."""

    def not_akin(state: State, line: Line, stream: Stream) -> access.Standing:
        open_to = state.comparison.covers(stream.case, line.person)
        return access.Standing.AT_THE_TABLE if open_to else access.Standing.WITHHELD

    patch.setattr(access, "_standing_in_earlier", not_akin)


def the_plan_of_before_for_who_was_out_of_it(patch: pytest.MonkeyPatch) -> None:
    """Whoever reads today's case reads what was planned then."""
    patch.setattr(EarlierCase, "is_closed_to", lambda *_: False)


def readiness_for_all(patch: pytest.MonkeyPatch) -> None:
    """The whole register reads of whom something is lacking."""
    rows = {(Kind.READINESS, access.Standing.NOBODY, time) for time in access.Time}
    patch.setattr(access, "TABLE", access.TABLE | rows)


def ended_posts_for_guests(patch: pytest.MonkeyPatch) -> None:
    """A guest is told of others whose post has ended."""
    told = dict(guest_copies.CONCERNS)
    told[CoordinatorEnded] = lambda *_: True
    patch.setattr(guest_copies, "CONCERNS", told)


@dataclass(frozen=True)
class Fault:
    """What is put in, where it shows, and what sees it."""

    seed: Seeds
    cell: Cell
    check: Checks


FAULTS: Final = (
    Fault(in_catching_up, RECUSED, checks.leaks),
    Fault(in_refusals, RECUSED, checks.answers),
    Fault(in_counts, RECUSED, checks.tells),
    Fault(in_papers, RECUSED, checks.leaks),
    Fault(in_the_acknowledgement, RECUSED, checks.tells),
    Fault(a_secret_in_the_room, RECUSED, checks.tells),
    Fault(role_from_the_payload, SIGNED, checks.powers),
    Fault(access_cached, RECUSED, checks.leaks),
    Fault(a_frame_before_withdrawn, RECUSED, checks.leaks),
    Fault(copies_for_guests_of_everything, GUEST, checks.leaks),
    Fault(reasons_for_all, SIGNED, checks.leaks),
    Fault(an_earlier_case_for_all, SIGNED, checks.leaks),
    Fault(an_earlier_case_for_all, RECUSED, checks.tells),
    Fault(an_earlier_case_for_who_is_out_of_todays, RECUSED, checks.leaks),
    Fault(the_plan_of_before_for_who_was_out_of_it, SIGNED, checks.leaks),
    Fault(readiness_for_all, SIGNED, checks.leaks),
    Fault(readiness_for_all, RECUSED, checks.tells),
    Fault(ended_posts_for_guests, GUEST, checks.leaks),
)


@pytest.mark.parametrize(
    "fault", FAULTS, ids=lambda fault: f"{fault.seed.__name__}, {fault.check.__name__}"
)
def test_a_seeded_fault_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """And without it the same check finds nothing."""
    assert fault.check(fault.cell) == []
    fault.seed(monkeypatch)
    assert fault.check(fault.cell) != []
