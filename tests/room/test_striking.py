"""What was typed into the wrong case is struck: over real sockets, and on the disk (CASE-5)."""

from functools import partial
from pathlib import Path

from agenda.protocol import Stage
from meeting.case.actions import Wording
from meeting.case.information import STRUCK, Category
from meeting.commands import CorrectInformation, ShareInformation, StrikeEntry, VolunteerAction
from server.journal import Journal
from server.writer import Writer
from tests.people import Person, new_id
from tests.rooms import OpenRoom, a_room

CANARY = "The spare key hangs behind the meter."
CANARY_AFTER = "Behind the meter in Elm Close."


def point(case: str, entry: str, text: str) -> ShareInformation:
    return ShareInformation(
        case=case, information=entry, subject="victim", category=Category.HISTORY, text=text
    )


async def typed_into_it(room: OpenRoom) -> tuple[str, str]:
    """Police typed a point into case 1, and corrected it; then others spoke."""
    await room.seat("chair", "minutes", "housing", "police")
    await room.everybody_signs()
    case, entry = await room.call("1", Stage.ROUND), new_id()
    await room.settled()
    police = room.people["police"]
    await police.do(point(case, entry, CANARY))
    await police.do(CorrectInformation(case=case, information=entry, version=1, text=CANARY_AFTER))
    await room.people["housing"].do(point(case, new_id(), "They owe no rent."))
    await room.settled()
    return case, entry


def holds_words(person: Person) -> bool:
    said = repr(person.state)
    return CANARY in said or CANARY_AFTER in said


def quotes(person: Person, since: int = 0) -> bool:
    return any(CANARY in frame or CANARY_AFTER in frame for frame in person.frames[since:])


async def another_laptop(room: OpenRoom, name: str) -> Person:
    """Somebody sits down at a laptop that holds nothing yet."""
    await room.people[name].close_laptop()
    (person,) = await room.seat(name)
    await person.until(partial(room.agrees, name, person), "has caught up")
    return person


async def test_case_5_it_is_gone_from_every_laptop_and_in_no_catch_up(tmp_path: Path) -> None:
    """CASE-5: at once; and whoever holds the record goes on from it, over a chain that is whole."""
    async with a_room(tmp_path) as room:
        case, entry = await typed_into_it(room)
        assert all(map(holds_words, room.people.values()))

        await room.minutes.do(StrikeEntry(case=case, entry=entry))
        await room.settled()
        assert not any(map(holds_words, room.people.values()))
        heard = room.state.case(case)
        assert heard is not None
        assert heard.heard.points[entry].texts == (STRUCK, STRUCK)

        housing = room.people["housing"]
        frames = len(housing.frames)
        housing.link.drop_connection()
        await housing.until(lambda: housing.link.reconnects == 1, "back")
        await housing.do(point(case, new_id(), "Nor did they ever."))
        await room.settled()
        assert not any(f'"first":1,"stream":"case/{case}"' in f for f in housing.frames[frames:])
        assert not quotes(housing, frames)

        police = await another_laptop(room, "police")
        assert not quotes(police)
        await room.settled()


async def test_case_5_a_server_that_is_started_again_sends_no_word_of_it_either(
    tmp_path: Path,
) -> None:
    """CASE-5, REC-1: the sealed record on the disk has it as it was written, and is whole."""
    async with a_room(tmp_path) as room:
        case, entry = await typed_into_it(room)
        await room.minutes.do(StrikeEntry(case=case, entry=entry))
        await room.settled()
        before = room.state

        await room.restart()

        for name in ("chair", "minutes", "housing", "police"):
            person = room.people[name]
            await person.until(partial(_is_back, person), "back")
        assert room.state == before
        police = await another_laptop(room, "police")
        assert not quotes(police)
        journal = _journal(room.service.writer)
        bodies = b"".join(each.body for each in journal.read_all().entries)
        assert CANARY.encode() in bodies
        assert CANARY_AFTER.encode() in bodies
        assert journal.verify() == ()


async def test_case_5_an_action_is_gone_from_every_laptop_and_after_a_restart_too(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room:
        await room.seat("chair", "minutes", "housing", "police")
        await room.everybody_signs()
        case, action = await room.call("1", Stage.ROUND), new_id()
        await room.settled()
        housing = room.people["housing"]
        typed = Wording(text=CANARY, done_when=CANARY_AFTER)
        await housing.do(VolunteerAction(case=case, action=action, wording=typed))
        await room.settled()
        assert all(map(holds_words, room.people.values()))
        await room.minutes.do(StrikeEntry(case=case, entry=action))
        await room.settled()
        assert not any(map(holds_words, room.people.values()))
        before = room.state

        await room.restart()

        for person in room.people.values():
            await person.until(partial(_is_back, person), "back")
        assert room.state == before
        police = await another_laptop(room, "police")
        assert not quotes(police)


def _is_back(person: Person) -> bool:
    return person.link.reconnects == 1 and person.is_connected


def _journal(writer: Writer) -> Journal:
    return writer._journal
