"""From when who comes for one section only may leave, on their own screen and on the chair's:
ATT-5, CASE-2.
"""

from meeting.case.outcome import Outcome
from tests.client.fake_room import FakeRoom
from tests.client.test_preparing import SIZE, days_before
from tests.client.waiting import screen_text, until_shown
from tests.given import an_open_agenda
from tests.meeting.test_releasing import a_day, running

WIDE = (140, 40)
BEFORE = "You may leave after Case 2 (With children), about 09:45."


async def test_att_5_before_the_day_its_people_read_when_and_the_chair_on_the_board() -> None:
    room = FakeRoom(days_before(an_open_agenda(a_day())))
    async with room.app("school").run_test(size=SIZE) as pilot:
        await until_shown(pilot, BEFORE, "3 to do")
    async with room.app("housing").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "3 to do")
        assert "may leave" not in screen_text(pilot.app)
    async with room.app("chair").run_test(size=(100, 60)) as pilot:
        await until_shown(pilot, "School", "may leave after Case 2 (With children), about 09:45")


async def test_att_5_on_the_day_it_stands_in_the_running_order_and_moves_case_2() -> None:
    room = FakeRoom(running())
    async with room.app("school").run_test(size=WIDE) as pilot:
        await until_shown(pilot, "you may leave")
        room.given = room.given.case_called("1").case_closed("c1").case_called("2")
        room.distribute()
        await until_shown(pilot, "▶ Case 2", "you may leave")
        assert "you may leave now" not in screen_text(pilot.app)
        room.does("chair", room.given.closing("c2", Outcome.DEFERRED, "No time is left."))
        await until_shown(pilot, "you may leave now")
