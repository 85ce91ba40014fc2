"""An offer that was on its way when its case was closed: over real sockets (ACT-1)."""

from functools import partial
from pathlib import Path

from agenda.protocol import Stage
from client.happenings import Acknowledged
from meeting.case.actions import Wording
from meeting.case.outcome import Outcome
from meeting.commands import CloseCase, EnterStage, ReopenCase, VolunteerAction
from tests.people import Person, new_id
from tests.rooms import OpenRoom, a_room


def _acknowledged(person: Person, message_id: str) -> int:
    return sum(isinstance(h, Acknowledged) and h.id == message_id for h in person.happenings)


def _late(person: Person, case: str) -> int:
    found = person.case(case)
    return len(found.late_offers) if found else 0


async def _closed(room: OpenRoom, case: str) -> None:
    await room.chair.do(
        CloseCase(
            case=case, called=room.called(case), outcome=Outcome.DEFERRED, reason="No time is left."
        )
    )


async def test_act_1_what_was_on_its_way_at_the_close_is_kept_once_and_acknowledged_once(
    tmp_path: Path,
) -> None:
    """ACT-1: resent after a reconnection, under its old id; its owner alone makes it an action."""
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes", "housing")
        await room.everybody_signs()
        case = await room.call("1", Stage.PLANNING)
        await room.settled()
        housing, action = room.people["housing"], new_id()
        offer = VolunteerAction(case=case, action=action, wording=Wording(text="Change the locks."))

        # Given, and lost on a line that is down and does not know it yet.
        message = housing.link.outbox.put(offer)
        await _closed(room, case)
        await housing.until(lambda: not _is_on(housing), "the case is over")
        assert _acknowledged(housing, message.id) == 0
        housing.link.drop_connection()

        await housing.answer_to(message.id)
        await room.minutes.until(partial(_late, room.minutes, case), "it is kept")
        await room.settled()
        assert (housing.link.reconnects, _acknowledged(housing, message.id)) == (1, 1)
        assert not housing.link.outbox.waiting
        assert not housing.refused

        # The acknowledgement was lost, too: it is acknowledged again, and there once.
        housing.link.outbox.waiting[message.id] = message
        housing.link.drop_connection()
        await housing.until(lambda: _acknowledged(housing, message.id) == 2, "again")
        await room.settled()
        kept = room.state.case(case)
        assert kept is not None
        assert list(kept.late_offers) == [action]
        assert not kept.plan.actions

        assert kept.closing is not None
        await room.chair.do(
            ReopenCase(case=case, closed=kept.closing.at, reason="Housing has an action.")
        )
        on = EnterStage(case=case, from_stage=Stage.CONFLICTS, stage=Stage.PLANNING)
        await room.chair.do(on)
        await housing.do(offer)
        await room.settled()
        taken = room.state.case(case)
        assert taken is not None
        assert taken.plan.actions[action].owners == (housing.agency,)
        assert not taken.late_offers


def _is_on(person: Person) -> bool:
    return person.room.on is not None
