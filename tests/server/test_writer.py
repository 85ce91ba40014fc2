from datetime import datetime, timedelta

import pytest

from agenda.likeness import Compare
from meeting.access import Reader
from meeting.commands import AnyCommand, Attend, CallItem, EnterPhase, SignIn
from meeting.decide import decide
from meeting.room import PersonAttended, Phase
from meeting.state import Placed, State
from meeting.streams import ROOM
from server.clock import Clock
from server.journal import JournalFailed
from server.ledger import Ledger
from server.writer import Writer
from tests.given import OPENING
from tests.server.writing import Failing, HeldUp, a_desk, an_arranged_journal


async def test_what_arrives_during_a_commit_goes_into_the_next_one_together() -> None:
    journal = HeldUp(an_arranged_journal())
    async with a_desk(journal) as desk:
        desk.ask("chair", Attend(), "a")
        await journal.in_commit()
        for person in ("police", "idva", "housing"):
            desk.ask(person, Attend(), person)
        journal.go_on()
        await desk.happened.until_said("ack housing")
    assert journal.commits == [("a",), ("police", "idva", "housing")]


async def test_each_is_decided_on_the_state_as_it_will_be() -> None:
    journal = HeldUp(an_arranged_journal())
    async with a_desk(journal) as desk:
        desk.ask("chair", Attend(), "a")
        await journal.in_commit()
        desk.ask("minutes", Attend(), "b")
        desk.ask("minutes", SignIn(person="health"), "c")
        journal.go_on()
        await desk.happened.until_said("ack c")
        line = desk.writer.ledger.state.room.register["health"]
    assert line.is_present
    assert journal.commits[-1] == ("b", "c")


async def test_nobody_is_told_anything_before_the_commit_refusals_included() -> None:
    journal = HeldUp(an_arranged_journal())
    async with a_desk(journal) as desk:
        desk.ask("chair", Attend(), "a")
        await journal.in_commit()
        desk.ask("police", Attend(), "b")
        desk.ask("police", CallItem(item="1"), "c")
        assert desk.said == []
        journal.go_on()
        await desk.happened.until(lambda: len(desk.said) == 5)
    assert desk.said[:2] == ["publish", "ack a"]
    assert desk.said[2:4] == ["publish", "ack b"]
    assert desk.said[4].endswith(" c")


async def test_refusals_alone_need_no_commit() -> None:
    journal = HeldUp(an_arranged_journal())
    async with a_desk(journal) as desk:
        desk.ask("chair", EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION), "a")
        await desk.happened.until_said("not_present a")
    assert journal.commits == []


async def test_sent_again_a_command_gets_its_first_answer() -> None:
    async with a_desk() as desk:
        desk.ask("chair", Attend(), "a")
        await desk.happened.until_said("ack a")
        position = desk.writer.ledger.position
        desk.ask("chair", Attend(), "a")
        await desk.happened.until(lambda: desk.said.count("ack a") == 2)
        assert desk.writer.ledger.position == position


async def test_sent_again_in_flight_it_waits_for_the_first() -> None:
    journal = HeldUp(an_arranged_journal())
    async with a_desk(journal) as desk:
        desk.ask("chair", Attend(), "z")
        await journal.in_commit()
        desk.ask("police", Attend(), "a")
        desk.ask("police", Attend(), "a")
        journal.go_on()
        await desk.happened.until(lambda: desk.said.count("ack a") == 2)
    assert journal.commits == [("z",), ("a",)]


@pytest.mark.parametrize(
    ("person", "command"),
    [
        ("chair", EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION)),
        ("police", Attend()),
    ],
    ids=["another body", "another author"],
)
@pytest.mark.parametrize("in_flight", [True, False], ids=["in flight", "on the disk"])
async def test_an_id_used_twice_is_refused(
    person: str, command: Attend | EnterPhase, *, in_flight: bool
) -> None:
    journal = HeldUp(an_arranged_journal())
    if not in_flight:
        journal.go_on()
    async with a_desk(journal) as desk:
        desk.ask("chair", Attend(), "a")
        if not in_flight:
            await desk.happened.until_said("ack a")
        desk.ask(person, command, "a")
        journal.go_on()
        await desk.happened.until_said("id_used_twice a")
    assert journal.commits == [("a",)]


async def test_a_fault_of_ours_fails_that_command_alone_and_logs_no_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:

    def faulty(
        state: State, who: Reader, command: AnyCommand, now: datetime, compare: Compare
    ) -> tuple[Placed, ...]:
        if who.person == "police":
            raise KeyError("what somebody typed")
        return decide(state, who, command, now, compare)

    monkeypatch.setattr("server.writer.decide", faulty)
    async with a_desk() as desk:
        desk.ask("police", Attend(), "a")
        desk.ask("chair", Attend(), "b")
        await desk.happened.until_said("our_fault a", "ack b")
    assert "a (attend) failed: KeyError" in caplog.text
    assert "typed" not in caplog.text


async def test_a_failed_commit_that_left_nothing_is_answered_by_nobody() -> None:
    async with a_desk(Failing(an_arranged_journal())) as desk:
        position = desk.writer.ledger.position
        desk.ask("chair", Attend(), "a")
        await desk.happened.until_said("chair is to ask again")
        assert desk.writer.ledger.position == position
        desk.ask("chair", Attend(), "a")
        await desk.happened.until_said("ack a")
    assert desk.said == ["publish", "chair is to ask again", "publish", "ack a"]


async def test_a_failed_commit_that_is_on_the_disk_all_the_same_is_acknowledged() -> None:
    async with a_desk(Failing(an_arranged_journal(), written=True)) as desk:
        desk.ask("chair", Attend(), "a")
        await desk.happened.until_said("ack a")
        assert desk.writer.ledger.state.room.register["chair"].is_present
    assert desk.said == ["publish", "ack a"]


async def test_a_disk_that_does_not_come_back_turns_the_meeting_read_only_and_it_recovers() -> None:
    journal = Failing(an_arranged_journal())
    journal.broken = True
    async with a_desk(journal) as desk:
        desk.ask("chair", Attend(), "a")
        await desk.happened.until_said("read-only")
        desk.ask("chair", Attend(), "a")
        desk.ask("police", Attend(), "b")
        await desk.happened.until_said("read_only b")
        assert desk.said == [
            "read-only",
            "chair is left open",
            "chair is left open",
            "read_only b",
        ]
        journal.broken = False
        await desk.happened.until_said("come again")
        desk.ask("chair", Attend(), "a")
        await desk.happened.until_said("ack a")


async def test_a_second_failure_in_a_row_turns_the_meeting_read_only() -> None:
    async with a_desk(Failing(an_arranged_journal(), failures=2)) as desk:
        desk.ask("chair", Attend(), "a")
        await desk.happened.until_said("chair is to ask again")
        desk.ask("chair", Attend(), "a")
        await desk.happened.until_said("read-only", "come again")


async def test_a_disk_that_lost_what_was_acknowledged_is_not_believed() -> None:
    inner = an_arranged_journal()
    journal = Failing(inner, failures=0)
    async with a_desk(journal) as desk:
        before = inner.read_all()
        desk.ask("chair", Attend(), "a")
        await desk.happened.until_said("ack a")
        journal.failures = 1
        inner._held = before
        desk.ask("police", Attend(), "b")
        await desk.happened.until_said("read-only")
        desk.ask("police", Attend(), "c")
        await desk.happened.until_said("read_only c")
        assert "come again" not in desk.said


async def test_what_was_asked_before_stopping_is_still_done() -> None:
    journal = HeldUp(an_arranged_journal())
    async with a_desk(journal) as desk:
        desk.ask("chair", Attend(), "a")
        await journal.in_commit()
        desk.ask("police", Attend(), "b")
        desk.writer.stop()
        journal.go_on()
    assert desk.said == ["publish", "ack a", "publish", "ack b"]


async def test_a_record_that_is_not_whole_is_not_taken_up() -> None:
    journal = an_arranged_journal()
    held = journal.read_all()
    journal._held = type(held)(held.entries[:3] + held.entries[4:], ())
    writer = Writer(journal, Clock())
    with pytest.raises(JournalFailed, match="Position 4"):
        await writer.load()
    await writer.close()


async def test_no_time_is_told_before_the_last_event_of_the_journal_case_2() -> None:
    clock = Clock(lambda: OPENING - timedelta(hours=1))
    async with a_desk(clock=clock):
        assert clock.now() == OPENING


async def test_nor_before_what_the_journal_holds_when_it_is_read_again_case_2() -> None:
    clock, later = Clock(lambda: OPENING), OPENING + timedelta(hours=1)
    inner = an_arranged_journal()
    async with a_desk(Failing(inner), clock=clock) as desk:
        draft = Ledger.replayed(inner.meeting, inner.epoch, inner.read_all()).draft()
        draft.add([Placed(ROOM, PersonAttended(person="idva", laptop=True))], "idva", later)
        inner.append(draft.follows, draft.entries, ())
        desk.ask("chair", Attend(), "a")
        await desk.happened.until_said("chair is to ask again")
        assert clock.now() == later
