"""A guest on a laptop of their own, over real sockets. ROLE-6."""

from pathlib import Path

from agenda.protocol import Stage
from meeting.case.outcome import Outcome
from meeting.commands import CallItem, CloseCase
from meeting.streams import case_stream, guest_stream
from tests.given import A_PLAN_WITH_GUESTS, GUEST, confirm, share
from tests.rooms import OpenRoom, a_room

OWN, OAK = guest_stream(GUEST), case_stream("oak")


def closing(room: OpenRoom) -> CloseCase:
    called = room.called("oak")
    return CloseCase(case="oak", called=called, outcome=Outcome.DEFERRED, reason="No time is left.")


async def test_a_guest_is_sent_their_case_from_the_chairs_word_to_the_close(tmp_path: Path) -> None:
    """ROLE-6: and never a name from the register, nor anything of another case."""
    async with a_room(tmp_path, A_PLAN_WITH_GUESTS) as room:
        await room.seat("chair", "minutes", "police", GUEST)
        guest = room.people[GUEST]
        await room.everybody_signs()
        await room.settled()
        assert guest.link.mirror.streams == {OWN}

        await room.call("1", Stage.ROUND)
        await room.chair.do(confirm(GUEST))
        await guest.until(lambda: guest.case("oak"), "the case")
        await guest.do(share("She told the midwife in May."))
        await room.settled()
        assert guest.link.mirror.streams == {OWN, OAK}

        await room.chair.do(closing(room))
        await guest.until(lambda: not guest.case("oak"), "the case is gone")
        await room.chair.do(CallItem(item="2"))
        await room.settled()

        assert guest.link.mirror.streams == {OWN}
        heard = "".join(guest.frames)
        assert "Anwen Oakhill" in heard
        for line in A_PLAN_WITH_GUESTS.people:
            assert (line.name in heard) is (line.id == GUEST)
        assert "Elmer" not in heard
        assert "Alder School" not in heard


async def test_a_guest_who_comes_back_to_a_closed_case_is_sent_nothing_of_it(
    tmp_path: Path,
) -> None:
    """ROLE-6: what their laptop still held is withdrawn when it is back."""
    async with a_room(tmp_path, A_PLAN_WITH_GUESTS) as room:
        await room.seat("chair", "minutes", "police", GUEST)
        guest = room.people[GUEST]
        await room.everybody_signs()
        await room.call("1", Stage.ROUND)
        await room.chair.do(confirm(GUEST))
        await guest.until(lambda: guest.case("oak"), "the case")

        await guest.close_laptop()
        await room.chair.do(closing(room))
        guest.sit_down()

        await guest.until(lambda: guest.is_connected and not guest.case("oak"), "withdrawn")
        await room.settled()
        assert guest.link.mirror.streams == {OWN}
