"""A laptop without connection, on real sockets: the register says so, and nobody loses a case."""

from pathlib import Path

from meeting.streams import case_stream
from server.service import Settings
from tests.rooms import CHEAP_HASHING, a_room
from tests.timers import Timers


async def test_att_2_a_lost_laptop_stands_in_the_register_until_it_is_back(tmp_path: Path) -> None:
    timers = Timers()
    settings = Settings(hashing=CHEAP_HASHING, later=timers.later)
    async with a_room(tmp_path, settings=settings) as room:
        await room.seat("chair", "minutes", "housing")
        await room.everybody_signs()
        await room.call("1")
        timers.news = room.chair.look_up
        await room.people["housing"].close_laptop()
        await room.chair.until(lambda: timers.running, "it is noticed")
        assert room.state.room.register["housing"].silent_since is None
        timers.go_off()
        await room.chair.until(
            lambda: room.chair.room.register["housing"].silent_since, "the chair sees it"
        )
        assert room.chair.room.register["housing"].may_take_part

        room.people["housing"].sit_down()
        await room.chair.until(
            lambda: not room.chair.room.register["housing"].silent_since, "it is back"
        )
        await room.settled()
        assert case_stream("oak") in room.people["housing"].state.streams
        assert len(room.chair.room.register["housing"].silences) == 1


async def test_att_2_a_restart_is_nobodys_silence(tmp_path: Path) -> None:
    """All come back before their time is over, and the register has nothing to say."""
    timers = Timers()
    settings = Settings(hashing=CHEAP_HASHING, later=timers.later)
    async with a_room(tmp_path, settings=settings) as room:
        await room.seat("chair", "minutes", "housing")
        await room.everybody_signs()
        await room.restart()
        assert len(timers.set) >= 3
        for person in room.people.values():
            await person.until(lambda p=person: p.link.is_connected, "connected again")  # type: ignore[misc] # mypy cannot infer a default's type
        await room.settled()
        assert timers.running == []
        assert not any(line.silences for line in room.state.room.register.values())
