"""The mirror folds what arrives, checks the chain, and forgets what is withdrawn."""

import pytest

from client.mirror import Mirror, OutOfStep, named, receive, without
from meeting.chain import following, start, write
from meeting.streams import ROOM, Stream, case_stream
from meeting.wire import Part
from tests.given import Given, a_hearing, share

HEARING = a_hearing().after("police", share())


def part(given: Given, stream: Stream, first: int = 1) -> Part:
    """The events of one stream from ``first`` on, as the wire carries them."""
    events = [recorded for placed, recorded in given.journal if placed == stream]
    return Part.model_validate(
        {
            "stream": str(stream),
            "first": first,
            "events": [
                {"v": 1, **recorded.model_dump(mode="json")} for recorded in events[first - 1 :]
            ],
        }
    )


def mirror_of(given: Given, *streams: Stream) -> Mirror:
    mirror = Mirror(given.room.meeting)
    for stream in streams:
        mirror = receive(mirror, part(given, stream))
    return mirror


def test_the_mirror_equals_the_state_cut_down_to_what_arrived() -> None:
    oak = case_stream("oak")
    mirror = mirror_of(HEARING, ROOM, oak)
    assert mirror.state == HEARING.state.only([ROOM, oak])
    assert mirror.streams == {ROOM, oak}


def test_it_goes_on_from_where_it_stands_and_its_head_is_the_chains() -> None:
    whole = part(HEARING, ROOM)
    some = whole.model_copy(update={"events": whole.events[:3]})
    rest = part(HEARING, ROOM, first=4)
    mirror = receive(receive(Mirror(HEARING.room.meeting), some), rest)
    head = start(HEARING.room.meeting, ROOM)
    for stream, recorded in HEARING.journal:
        if stream == ROOM:
            head = following(head, write(recorded))
    assert mirror.heads[ROOM] == head
    assert mirror.held["room"] == (head.number, head.hash)


def test_a_gap_in_the_numbers_is_out_of_step() -> None:
    with pytest.raises(OutOfStep, match="gap"):
        receive(Mirror(HEARING.room.meeting), part(HEARING, ROOM, first=2))


def test_half_of_a_character_is_out_of_step_and_no_fault_of_ours() -> None:
    """JSON can name it, and no bytes can be made of it."""
    oak = case_stream("oak")
    sent = part(HEARING, oak)
    events = tuple({**each, "by": "\ud800"} for each in sent.events)
    with pytest.raises(OutOfStep, match="cannot be read"):
        receive(Mirror(HEARING.room.meeting), sent.model_copy(update={"events": events}))


def test_a_stream_of_an_unknown_kind_is_out_of_step() -> None:
    with pytest.raises(OutOfStep, match="unknown kind"):
        receive(Mirror(), Part(stream="palaver", first=1, events=()))


def test_an_event_that_cannot_be_read_is_out_of_step_and_changes_nothing() -> None:
    mirror = mirror_of(HEARING, ROOM)
    with pytest.raises(OutOfStep, match="cannot be read"):
        receive(mirror, Part(stream="room", first=mirror.heads[ROOM].number + 1, events=({},)))
    assert mirror == mirror_of(HEARING, ROOM)


def test_a_stream_that_begins_again_replaces_what_was_held() -> None:
    mirror = mirror_of(HEARING, ROOM)
    assert receive(mirror, part(HEARING, ROOM)) == mirror


def test_con_2_nothing_of_a_withdrawn_stream_is_left() -> None:
    oak = case_stream("oak")
    left = without(mirror_of(HEARING, ROOM, oak), [oak])
    assert left == mirror_of(HEARING, ROOM)
    assert "Oakhill" not in repr(left)


def test_names_of_no_stream_are_left_out() -> None:
    assert named(["room", "case/oak", "case", "nonsense/x", ""]) == {ROOM, case_stream("oak")}
