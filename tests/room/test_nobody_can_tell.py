"""The open meeting with and without a restricted sitting: for everybody not named the same bytes.

A whole meeting is held again and again, changed only in whether there is a sitting, when it was
arranged and when it is held; what each socket received, and each paper, is compared (RES-2).
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from pypdf import PdfReader

from agenda.protocol import Stage
from client.happenings import ManagedAccount
from meeting.access import Reader
from meeting.case.gaps import digest_of_points, open_points
from meeting.case.outcome import Outcome
from meeting.commands import (
    Attend,
    CallItem,
    CloseCase,
    ConfirmNames,
    EnterPhase,
    LetInAgain,
    RecordApologies,
    ReportNothingKnown,
)
from meeting.joining import Invitation
from meeting.managing import ListSent
from meeting.room import Phase
from server.accounts import Post
from server.published.lists import papers_for
from server.service import Settings
from tests.getting_in import Laptop
from tests.given import A_PLAN
from tests.people import Person
from tests.room.sitting import (
    AFTER,
    EMERGENCY,
    ITS_PLAN,
    NAMED,
    READ,
    SITTING,
    end,
    go,
    hold,
    is_read_out,
    offered,
)
from tests.rooms import CHEAP_HASHING, OpenRoom, a_room, arranged
from tests.timers import Timers

UNNAMED = ("housing", "children", "observer")
LATE = "probation"
ABSENT = "health"
MASKED = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3,6})?Z"), "<time>"),
    (re.compile(r"\d\d:\d\d(:\d\d)?"), "<time>"),
    (re.compile(r"\b[0-9a-f]{16,64}\b"), "<random>"),
)


class When(Enum):
    """What there is besides the open meeting."""

    NOTHING = "nothing"
    WAITING = "a sitting arranged before the day, and not held"
    DURING = "a sitting arranged in the middle of the day, and not held"
    HELD = "a sitting held after the open meeting"
    EMERGENCY = "an emergency held in the middle of the open meeting"


@dataclass(frozen=True)
class Received:
    """All that somebody got: what came over their sockets, their papers, and those files' names."""

    frames: tuple[str, ...]
    papers: tuple[tuple[str, str], ...]


def masked(text: str) -> str:
    """``text`` without what differs between any two meetings: times and random ids."""
    for pattern, instead in MASKED:
        text = pattern.sub(instead, text)
    return text


async def in_turn(room: OpenRoom, *people: str) -> None:
    """Each arrives and signs, one after the other: the order is the same in every run."""
    for name in people:
        await room.people[name].do(Attend())
        await room.settled()


async def the_day(room: OpenRoom, when: When, timers: Timers) -> dict[str, Received]:
    """The whole of it, and what those who are not named got."""
    if when in {When.WAITING, When.HELD}:
        await room.stop()
        arranged(room.store, ITS_PLAN, AFTER)
        await room.start()
    await room.seat(*NAMED, *UNNAMED)
    await room.settled()
    await in_turn(room, *NAMED, *UNNAMED)
    for absent in (ABSENT, LATE):
        await room.minutes.do(RecordApologies(person=absent))
    await room.chair.do(EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION))
    for name in (*NAMED, *UNNAMED):
        await room.settled()
        await room.people[name].sign()
    await room.minutes.do(ConfirmNames())
    await room.chair.do(EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING))
    case = await room.call("1", Stage.ROUND)
    await room.settled()
    if when is When.DURING:
        await room.arrange_beside(ITS_PLAN, AFTER)
    if when is When.EMERGENCY:
        await room.arrange_beside(ITS_PLAN, EMERGENCY)
        await meet(room)
    timers.go_off()
    for name in UNNAMED[:2]:
        await room.people[name].do(ReportNothingKnown(case=case))
    if when is When.EMERGENCY:
        for name in NAMED:
            await go(room.people[name], A_PLAN.id)
    await room.settled()
    await close(room, case)
    await room.chair.do(CallItem(item="2"))
    await room.settled()
    await close(room, "elm")
    await come_back(room.people["children"])
    await end(room.chair)
    await room.settled()
    await room.seat(LATE)
    if when is When.HELD:
        await meet(room)
        timers.go_off()
        await come_back(room.people["observer"])
    else:
        await room.settled()
        timers.go_off()
        await come_back(room.people["observer"])
    everybody = (*UNNAMED, LATE)
    return {name: received(room, name) for name in everybody}


async def meet(room: OpenRoom) -> None:
    """Those named go to the sitting and hold it, from the roll call to the approval."""
    named = [room.people[name] for name in NAMED]
    for person in named:
        await person.until(lambda p=person: p.link.offers, "it is offered")  # type: ignore[misc] # mypy cannot infer a default's type
        await go(person, SITTING)
    await hold(*named)


async def close(room: OpenRoom, case: str) -> None:
    """The chair has no time left for this case."""
    held = room.chair.case(case)
    assert held is not None
    seen = digest_of_points(open_points(room.chair.room, held))
    await room.chair.do(
        CloseCase(
            case=case,
            called=room.called(case),
            seen=seen,
            outcome=Outcome.DEFERRED,
            reason="No time is left.",
        )
    )
    await room.settled()


async def come_back(person: Person) -> None:
    """Somebody's connection breaks off, and is there again."""
    before = person.link.reconnects
    person.link.drop_connection()
    await person.until(lambda: person.link.reconnects > before, "back")
    await person.until(lambda: person.is_connected, "back with the room")


def received(room: OpenRoom, name: str) -> Received:
    agency = room.state.room.register[name].agency
    papers = papers_for(room.state, Reader(name, agency))
    texts = ((file, masked(text_of(file, content))) for file, content in papers.items())
    return Received(tuple(map(masked, room.people[name].frames)), tuple(sorted(texts)))


def text_of(file: str, content: bytes) -> str:
    if file.endswith((".docx", ".xlsx")):
        with ZipFile(BytesIO(content)) as parts:
            return "\n".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml"))
    if file.endswith(".pdf"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return content.decode("utf-8-sig")


async def held(folder: Path, when: When) -> dict[str, Received]:
    timers = Timers()
    settings = Settings(hashing=CHEAP_HASHING, later=timers.later)
    async with a_room(folder, settings=settings) as room:
        return await the_day(room, when, timers)


async def test_nobody_who_is_not_named_can_tell_that_there_is_a_sitting_res_2(
    tmp_path: Path,
) -> None:
    without = await held(tmp_path / "without", When.NOTHING)
    assert all(len(got.frames) > 20 for name, got in without.items() if name != LATE)
    for when in list(When)[1:]:
        got = await held(tmp_path / when.name, when)
        for name, expected in without.items():
            assert got[name] == expected, f"{name} can tell of {when.value}"


async def renewed(folder: Path, when: When) -> dict[str, Received]:
    """An account is renewed, of somebody who may be named for a sitting; another lets them in."""
    settings = Settings(hashing=CHEAP_HASHING, later=Timers().later)
    async with a_room(folder, settings=settings) as room:
        if when is When.WAITING:
            await room.stop()
            arranged(room.store, ITS_PLAN, AFTER)
            await room.start()
        await room.seat(*NAMED, *UNNAMED)
        await room.settled()
        await in_turn(room, *NAMED, *UNNAMED)
        if when is When.EMERGENCY:
            await room.arrange_beside(ITS_PLAN, EMERGENCY)
        code = room.store.office.accounts.invite("police", room.store.clock.now(), "chair")
        place = room.seat_for("police").place
        seat = await Laptop(place).redeems(Invitation(code, room.service.pin))
        await room.people["police"].close_laptop()
        again = room.people["police"] = Person(seat).sit_down()
        await room.minutes.until(lambda: room.minutes.room.register["police"].is_unsure, "said")
        await room.settled()
        assert not again.link.offers
        await room.minutes.do(LetInAgain(person="police"))
        await room.settled()
        return {name: received(room, name) for name in UNNAMED}


async def test_nobody_can_tell_from_an_account_that_was_renewed_that_there_is_a_sitting_res_2(
    tmp_path: Path,
) -> None:
    """CON-2: who is let in again in the open meeting is not told of the sitting, nor is anybody."""
    without = await renewed(tmp_path / "without", When.NOTHING)
    for got in without.values():
        said = "".join(got.frames)
        assert '"account_renewed"' in said
        assert '"person_let_in_again"' in said
    for when in (When.WAITING, When.EMERGENCY):
        assert await renewed(tmp_path / when.name, when) == without, when.value


async def list_of(asker: Person, person: str) -> str:
    """What ``asker`` is told was sent to ``person`` in the meeting that they sit in."""
    heard = len(asker.happenings)
    asker.link.manage(ListSent(person=person))

    def answer() -> str | None:
        told = (each for each in asker.happenings[heard:] if isinstance(each, ManagedAccount))
        return next((each.text for each in told), None)

    await asker.until(lambda: answer() is not None, "the list")
    return answer() or ""


async def lists(folder: Path, when: When) -> tuple[str, str]:
    """What a coordinator who is not named is told, in the open meeting, of somebody who is; and
    what the chair is told of them in the sitting.
    """
    settings = Settings(hashing=CHEAP_HASHING, later=Timers().later)
    async with a_room(folder, settings=settings) as room:
        room.store.office.accounts.give_post("housing", Post.COORDINATOR)
        await room.seat(*NAMED, *UNNAMED)
        await room.everybody_signs()
        apart = ""
        if when is When.EMERGENCY:
            await room.arrange_beside(ITS_PLAN, EMERGENCY)
            await meet(room)
            apart = await list_of(room.chair, "police")
            for name in NAMED:
                await go(room.people[name], A_PLAN.id)
            await offered(room.chair, READ)
        return masked(await list_of(room.people["housing"], "police")), apart


async def test_a_list_of_what_was_sent_in_one_meeting_tells_nothing_of_another_res_2(
    tmp_path: Path,
) -> None:
    """ATT-6: it is of one meeting, and that is the one in which it is asked for."""
    without, _ = await lists(tmp_path / "without", When.NOTHING)
    assert "Case 2" in without
    beside, apart = await lists(tmp_path / "beside", When.EMERGENCY)
    assert beside == without
    assert "Case 1" in apart
    assert "Case 2" not in apart


async def listed_meanwhile(folder: Path, when: When) -> str:
    """What that coordinator is told of somebody who is in a sitting as the cases open."""
    settings = Settings(hashing=CHEAP_HASHING, later=Timers().later)
    async with a_room(folder, settings=settings) as room:
        room.store.office.accounts.give_post("housing", Post.COORDINATOR)
        await room.seat(*NAMED, *UNNAMED)
        for person in room.people.values():
            await person.do(Attend())
        await room.chair.do(EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION))
        for person in room.people.values():
            await person.until(partial(is_read_out, person), "the declaration is read")
            await person.sign()
        police = room.people["police"]
        if when is When.EMERGENCY:
            await room.arrange_beside(ITS_PLAN, EMERGENCY)
            await police.until(lambda: police.link.offers, "it is offered")
            await go(police, SITTING)
        await room.minutes.do(ConfirmNames())
        await room.chair.do(EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING))
        await room.call("1", Stage.ROUND)
        return await list_of(room.people["housing"], "police")


async def test_nor_of_who_is_not_sent_what_happens_in_it_meanwhile_res_2(tmp_path: Path) -> None:
    without = await listed_meanwhile(tmp_path / "without", When.NOTHING)
    assert "Case 3" in without
    assert await listed_meanwhile(tmp_path / "beside", When.EMERGENCY) == without
