"""When a guest's case is expected, on their own screen and for who organises the day: CASE-2,
ROLE-6.
"""

import pytest

from agenda.protocol import Stage
from client.view.case import party_rows
from client.view.guest import guest_heading
from meeting.case.outcome import Outcome
from meeting.commands import CallItem, SkipBreak
from meeting.decide.guest_times import decide_guest_times
from meeting.room import ItemState, TimeExpected
from meeting.streams import ROOM, guest_stream
from tests.client.test_view import seen, text
from tests.given import CALLER, GUEST, Given, a_room_with_guests, share, volunteer
from tests.meeting.test_forecast import at


def ready() -> Given:
    return at(a_room_with_guests().everybody_signed().arrived(GUEST).signed(GUEST), 9, 15)


def told(given: Given) -> dict[str, str]:
    """What the room tells guests by itself now."""
    placed = decide_guest_times(given.state, given.now)
    assert {each.by for each in placed} <= {"room"}
    return {
        each.stream.person: f"{each.event.starts:%H:%M}"
        for each in placed
        if isinstance(each.event, TimeExpected)
    }


def telling(given: Given) -> Given:
    return given.happened(decide_guest_times(given.state, given.now), "room")


def test_a_guest_is_told_once_their_case_is_expected_five_minutes_off_case_2() -> None:
    """Case 2 of the caller was planned for 09:50, after the coffee break."""
    on = ready().case_called("1")
    assert told(at(on, 9, 44)) == {}
    assert told(at(on, 9, 45)) == {CALLER: "09:55"}
    late = telling(at(on, 9, 45))
    assert told(late) == told(at(late, 9, 49)) == {}
    assert told(at(late, 9, 50)) == {CALLER: "10:00"}


def test_a_guest_whose_case_comes_earlier_is_told_so_too_case_2() -> None:
    on = ready().case_called("1").after("chair", SkipBreak(item="break-1", version=1))
    assert told(on) == {CALLER: "09:30"}


def test_role_6_it_stands_in_that_guests_own_stream_and_in_no_other() -> None:
    on = at(ready().case_called("1"), 9, 50)
    (placed,) = decide_guest_times(on.state, on.now)
    assert placed.stream == guest_stream(CALLER)
    after = telling(on)
    assert after.seen_by(GUEST) == on.seen_by(GUEST)
    assert after.state.streams[ROOM] == on.state.streams[ROOM]
    assert {*after.seen_by(CALLER).room.items} == {"2"}


def test_role_6_nothing_that_is_said_in_a_case_moves_a_guests_time() -> None:
    """Two days that differ in one case alone tell the guest of another the same at each minute."""
    quiet = ready().case_called("1").at_stage(Stage.PLANNING)
    busy = quiet.after("housing", share(), volunteer())
    for minute in range(16, 60):
        assert told(at(quiet, 9, minute)) == told(at(busy, 9, minute))


@pytest.mark.parametrize("minute", [20, 59])
def test_before_the_hearing_and_once_it_is_called_nobody_is_told_a_time(minute: int) -> None:
    early = a_room_with_guests()
    assert told(at(early, 9, minute)) == {}
    on = at(ready().case_called("1"), 9, 30).case_closed("oak", Outcome.DEFERRED)
    own = at(on.after("chair", CallItem(item="2")), 10, minute)
    assert own.room.items["2"].state is ItemState.ON
    assert told(own) == {}


def test_role_6_their_screen_says_what_is_expected_and_what_was_planned() -> None:
    first = at(a_room_with_guests().everybody_signed().arrived(GUEST).signed(GUEST), 9, 20)
    assert "Case 1 · planned for 09:15" in text_of(first)
    assert "Case 1 · expected at about 09:20 (planned for 09:15)" in text_of(telling(first))


def text_of(given: Given) -> str:
    return "".join(piece.text for piece in guest_heading(seen(given, GUEST)))


def test_case_2_who_organises_reads_in_the_case_when_its_guest_is_expected() -> None:
    on = at(ready().case_called("1"), 9, 50)
    for person in ("chair", "minutes"):
        rows = text(party_rows(seen(on, person), on.case("elm")))
        assert "Guest Tess Rowan (Alder School)" in rows
        assert "expected 10:00" in rows
    assert "Guest" not in text(party_rows(seen(on, "housing"), on.case("elm")))
    assert "Guest" not in text(party_rows(seen(on, "chair"), on.case()))
