"""From the moment of declaring, a case is gone from that laptop and nothing of it comes again."""

from collections.abc import Callable
from pathlib import Path

from agenda.protocol import Stage
from client.happenings import Changed, RefusedCommand, WithdrawnFrom
from meeting.case.information import Category
from meeting.commands import (
    AskToSpeak,
    DeclareConflict,
    Leave,
    RecordLeaving,
    RuleOnConflict,
    ShareInformation,
)
from meeting.conflict import Ruling
from meeting.streams import ROOM, case_stream, conflict_stream
from server.journal import Journal
from server.service import Settings
from tests.people import Person, new_id
from tests.rooms import CHEAP_HASHING, OpenRoom, a_room
from tests.server.writing import HeldUp

CANARY = "The spare key hangs behind the meter."
REASON = "We were at school together."


async def hearing(room: OpenRoom) -> tuple[str, Person, Person]:
    """Case 1 in the round, with housing about to declare and police about to speak."""
    await room.seat("chair", "minutes", "housing", "police", "observer")
    await room.everybody_signs()
    case = await room.call("1", Stage.ROUND)
    await room.settled()
    return case, room.people["housing"], room.people["police"]


def point(case: str) -> ShareInformation:
    return ShareInformation(
        case=case,
        information=new_id(),
        subject="victim",
        category=Category.HISTORY,
        text=CANARY,
    )


async def test_what_is_said_after_a_declaration_never_reaches_that_laptop(tmp_path: Path) -> None:
    """CON-2: withheld from that instant, from memory and from everything sent afterwards."""
    async with a_room(tmp_path) as room:
        case, housing, police = await hearing(room)

        await housing.do(DeclareConflict(case=case, reason=REASON))
        await police.do(point(case))
        await room.settled()

        assert housing.link.mirror.streams == {
            ROOM,
            case_stream("elm"),
            case_stream("ash"),
            conflict_stream(case, "housing"),
        }
        assert not any(CANARY in frame for frame in housing.frames)
        assert any(CANARY in frame for frame in room.people["observer"].frames)


async def test_the_withdrawal_comes_before_the_acknowledgement(tmp_path: Path) -> None:
    """CON-2: the screen is dark before it says that the declaration was received."""
    async with a_room(tmp_path) as room:
        case, housing, _ = await hearing(room)

        message_id = housing.send(DeclareConflict(case=case, reason=REASON))
        await housing.answer_to(message_id)

        withdrawn = [h for h in housing.happenings if isinstance(h, WithdrawnFrom)]
        assert withdrawn == [WithdrawnFrom(frozenset({case_stream(case)}))]


async def test_the_reason_reaches_the_chair_and_the_minutes_and_nobody_else(tmp_path: Path) -> None:
    """CON-1."""
    async with a_room(tmp_path) as room:
        case, housing, _ = await hearing(room)

        await housing.do(DeclareConflict(case=case, reason=REASON))
        await room.settled()

        told = {name for name, p in room.people.items() if any(REASON in f for f in p.frames)}
        assert told == {"chair", "minutes", "housing"}


async def test_who_may_stay_is_sent_the_case_again_whole(tmp_path: Path) -> None:
    """CON-2: the chair decides, with the reason recorded."""
    async with a_room(tmp_path) as room:
        case, housing, police = await hearing(room)
        await housing.do(DeclareConflict(case=case, reason=REASON))
        await police.do(point(case))
        await room.chair.until(lambda: room.chair.state.conflict(case, "housing"), "the conflict")

        await room.chair.do(
            RuleOnConflict(case=case, person="housing", ruling=Ruling.STAYS, reason="Years ago.")
        )

        await housing.until(lambda: housing.case(case), "the case is back")
        await room.settled()
        assert any(CANARY in frame for frame in housing.frames)


async def test_a_withheld_case_and_one_that_does_not_exist_are_answered_alike(
    tmp_path: Path,
) -> None:
    """CON-4: they know its number, that it is on and that it is over, and nothing else."""
    async with a_room(tmp_path) as room:
        case, housing, _ = await hearing(room)
        await housing.do(DeclareConflict(case=case, reason=REASON))

        withheld = await housing.ask(AskToSpeak(case=case))
        missing = await housing.ask(AskToSpeak(case="no-such-case"))

        assert isinstance(withheld, RefusedCommand)
        assert isinstance(missing, RefusedCommand)
        assert (withheld.code, withheld.message) == (missing.code, missing.message)
        assert housing.link.reconnects == 0


async def test_who_has_left_is_sent_no_case_until_back(tmp_path: Path) -> None:
    """ATT-2."""
    async with a_room(tmp_path) as room:
        case, housing, police = await hearing(room)

        await housing.do(Leave())
        await police.do(point(case))
        await room.settled()

        assert housing.link.mirror.streams == {ROOM}
        assert not any(CANARY in frame for frame in housing.frames)


async def test_declaring_without_the_server_closes_the_case_at_once_and_is_delivered(
    tmp_path: Path,
) -> None:
    """CON-2: dark before the hand is down, also while nobody can be told."""
    async with a_room(tmp_path) as room:
        case, housing, police = await hearing(room)
        await housing.close_laptop()

        housing.send(point(case))
        message_id = housing.send(DeclareConflict(case=case, reason=REASON))

        assert case_stream(case) not in housing.link.mirror.streams
        assert list(housing.link.outbox.waiting) == [message_id]
        assert housing.happenings[-1] == WithdrawnFrom(frozenset({case_stream(case)}), forgotten=1)
        housing.sit_down()
        await housing.until(lambda: housing.is_settled(message_id), "the declaration is delivered")
        await police.do(point(case))
        await room.settled()
        assert housing.case(case) is None
        assert not any(CANARY in frame for frame in housing.frames)


class Watched(list[str]):
    """Frames; the first with these words in it is told."""

    def __init__(self, words: str, there: Callable[[], None]) -> None:
        super().__init__()
        self._words = words
        self._there = there

    def append(self, frame: str) -> None:
        super().append(frame)
        if self._words in frame:
            self._there()


async def test_nothing_of_a_case_is_folded_while_its_declaration_waits(tmp_path: Path) -> None:
    """CON-2: the server sends the case again before it has written the declaration down."""
    disks: list[HeldUp] = []

    def hold_up(journal: Journal) -> Journal:
        disks.append(HeldUp(journal))
        disks[-1].go_on()
        return disks[-1]

    settings = Settings(through=hold_up, hashing=CHEAP_HASHING)
    async with a_room(tmp_path, settings=settings) as room:
        case, housing, _ = await hearing(room)
        await housing.close_laptop()
        happened = len(housing.happenings)
        message_id = housing.send(DeclareConflict(case=case, reason=REASON))

        housing.frames = Watched("Anwen Oakhill", disks[0].go_on)
        disks[0].hold()
        housing.sit_down()
        await housing.until(lambda: housing.is_settled(message_id), "the declaration is delivered")

        changes = [h for h in housing.happenings[happened:] if isinstance(h, Changed)]
        assert not any(case_stream(case) in change.streams for change in changes)
        assert housing.link.reconnects == 1


async def test_a_case_comes_back_whole_when_its_declaration_is_refused(tmp_path: Path) -> None:
    """Nobody is out of a case without having been put out of it."""
    async with a_room(tmp_path) as room:
        case, housing, police = await hearing(room)
        too_long = DeclareConflict.model_construct(case=case, reason="x" * 10_000)

        answer = await housing.ask(too_long)

        assert isinstance(answer, RefusedCommand)
        assert housing.case(case) is None
        await police.do(point(case))
        await housing.until(lambda: housing.case(case), "the case is back")
        await room.settled()
        withdrawn = [h for h in housing.happenings if isinstance(h, WithdrawnFrom)]
        assert withdrawn == [WithdrawnFrom(frozenset({case_stream(case)}))]


async def test_the_chair_who_declares_holds_nobodys_reason_of_that_case(tmp_path: Path) -> None:
    """CON-1, CON-2: the conflicts of others go with the case."""
    async with a_room(tmp_path) as room:
        case, housing, _ = await hearing(room)
        await housing.do(DeclareConflict(case=case, reason=REASON))
        await room.settled()
        assert conflict_stream(case, "housing") in room.chair.link.mirror.streams

        message_id = room.chair.send(DeclareConflict(case=case, reason="My neighbour."))

        assert REASON not in repr(room.chair.link.mirror)
        await room.chair.answer_to(message_id)
        await room.settled()


async def test_a_refusal_about_a_case_that_was_withdrawn_keeps_no_words(tmp_path: Path) -> None:
    """CON-2: what it quotes may be what was withdrawn."""
    async with a_room(tmp_path) as room:
        case, housing, _ = await hearing(room)
        await housing.do(Leave())
        await housing.until(lambda: housing.case(case) is None, "the case is gone")
        message_id = housing.send(AskToSpeak(case=case))
        await housing.until_on_the_way(message_id)
        housing.link.outbox.forget([case])

        answer = await housing.answer_to(message_id)

        assert isinstance(answer, RefusedCommand)
        assert (answer.command, answer.message, answer.field) == (None, "", None)


async def test_what_waited_for_a_case_that_is_withdrawn_is_counted(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room:
        case, housing, _ = await hearing(room)
        await housing.close_laptop()
        housing.send(point(case))
        housing.send(point(case))
        await room.minutes.do(RecordLeaving(person="housing"))

        housing.sit_down()
        await housing.until(lambda: housing.case(case) is None, "the case is gone")

        (withdrawn,) = [h for h in housing.happenings if isinstance(h, WithdrawnFrom)]
        assert case_stream(case) in withdrawn.streams
        assert (withdrawn.forgotten, withdrawn.lease_is_over) == (2, False)
        assert not housing.link.outbox.waiting
