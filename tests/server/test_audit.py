"""The audit: what leaves is on record first, and only what left."""

import asyncio
import json
import re
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meeting.streams import PARTS, ROOM, Kind, Stream, case_stream
from meeting.words import Refused
from server import audit as audits
from server.audit import (
    Act,
    Audit,
    AuditFailed,
    Fact,
    Gone,
    Handed,
    NotHanded,
    RefusedAccess,
    Row,
    Seated,
    What,
    listed,
    sent_to,
)
from server.audit_words import ACTS, Called, sentences
from server.checking import list_audit
from server.cli import main
from server.clock import Clock
from server.outgoing import EventsFrame, Outgoing, RefusalFrame, Span
from server.people import Desk
from server.recording import MOST_REFUSALS, AuditedGate, Recording, together
from server.service import Settings
from server.store import opened_store
from tests.given import A_PLAN
from tests.rooms import CHEAP, CHEAP_HASHING, PASSPHRASE, arranged
from tests.server.laptop import LONGEST_WAIT, open_doors

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MEETING = "northvale-november"
OAK = case_stream("oak")


def an_audit(folder: Path) -> Audit:
    return Audit(folder / "audit.db", bytes(32), lambda: NOW)


def facts(audit: Audit) -> list[Fact]:
    return [row.fact for row in audit.rows()]


class Slow(Audit):
    """An audit whose disk takes as long as the test wants, or fails as long as it wants."""

    def __init__(self, inner: Audit) -> None:
        self.__dict__.update(inner.__dict__)
        self.free = threading.Event()
        self.free.set()
        self.refused = threading.Event()
        self.fails = False
        self.commits: list[tuple[Fact, ...]] = []

    def append(self, facts: Sequence[Fact]) -> None:
        assert self.free.wait(20)
        if self.fails:
            raise AuditFailed("no space left on device")
        super().append(facts)
        self.commits.append(tuple(facts))
        if any(isinstance(fact, RefusedAccess) for fact in facts):
            self.refused.set()

    def reopen(self) -> None:
        if self.fails:
            raise AuditFailed("no space left on device")
        super().reopen()


# On the disk


def test_what_is_written_is_there_again_and_whole(tmp_path: Path) -> None:
    with closing(an_audit(tmp_path)) as audit:
        audit.act(What.ARRANGED, meeting=MEETING)
        audit.append([Seated(meeting=MEETING, connection="c1", person="police")])
    with closing(an_audit(tmp_path)) as audit:
        audit.act(What.INVITED, person="police")
        assert [fact.kind for fact in facts(audit)] == ["act", "seated", "act"]
        assert audit.verify() == ()
        assert audit.head().number == 3


ROWS = st.lists(
    st.sampled_from(
        [
            Act(what=What.VERIFIED),
            Seated(meeting=MEETING, connection="c1", person="police"),
            Handed(meeting=MEETING, connections=("c1",), events=(("room", 1, 4),)),
            RefusedAccess(meeting=MEETING, person="police", code="no_such_case"),
        ]
    ),
    min_size=2,
    max_size=6,
)
TAMPERING = (
    "UPDATE row SET body = (SELECT body FROM row WHERE number = :other) WHERE number = :one",
    "UPDATE row SET body = CAST(replace(body, 'v', 'w') AS BLOB) WHERE number = :one",
    "UPDATE row SET hash = printf('%064d', 0) WHERE number = :one",
    "DELETE FROM row WHERE number = :one",
    "UPDATE row SET number = 1000 WHERE number = :one",
)


@given(ROWS, st.sampled_from(TAMPERING), st.data())
@settings(max_examples=40, deadline=None)
def test_any_row_that_is_changed_removed_or_moved_is_found(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Fact], change: str, data: st.DataObject
) -> None:
    with closing(an_audit(tmp_path_factory.mktemp("audit"))) as audit:
        audit.append(rows)
        head = audit.head()
        bodies = [body for _, body, _ in audit._all()]
        one = data.draw(st.integers(1, len(rows)))
        other = data.draw(st.integers(1, len(rows)))
        with audit._database.atomic():
            audit._database.execute(change, {"one": one, "other": other})
        untouched = [body for _, body, _ in audit._all()] == bodies and "hash" not in change
        is_found = audit.verify() != () or audit.hash_at(head.number) != head.hash
        assert is_found or untouched
        # Only the last row can go without breaking the chain: its number and hash were printed.
        if "DELETE" in change and one == len(rows):
            assert audit.hash_at(head.number) is None


def test_ids_alone_can_be_written() -> None:
    for words in ("Anwen Oakhill", "oak!", "", "x" * 65):
        with pytest.raises(ValueError, match="validation error"):
            Seated(meeting=MEETING, connection="c1", person=words)
        with pytest.raises(ValueError, match="validation error"):
            Handed(meeting=MEETING, connections=("c1",), events=((f"case/{words}", 1, 2),))


# What somebody was sent (ATT-6)


def test_what_was_sent_is_told_without_what_was_taken_back(tmp_path: Path) -> None:
    with closing(an_audit(tmp_path)) as audit:
        audit.append(
            [
                Seated(meeting=MEETING, connection="c1", person="police"),
                Seated(meeting=MEETING, connection="c2", person="housing"),
                Seated(meeting="another", connection="c3", person="police"),
                Handed(meeting=MEETING, connections=("c1", "c2"), events=(("room", 1, 4),)),
                Handed(meeting=MEETING, connections=("c1",), events=(("case/oak", 1, 2),)),
                Handed(meeting="another", connections=("c3",), events=(("room", 1, 9),)),
                Handed(meeting=MEETING, connections=("c1",), events=(("room", 5, 6),)),
                Handed(meeting=MEETING, connections=("c2",), events=(("case/oak", 1, 2),)),
                NotHanded(meeting=MEETING, connection="c2", events=(("case/oak", 1, 2),)),
                Gone(meeting=MEETING, connection="c1"),
            ]
        )
        assert [(s.stream, s.first, s.last) for s in sent_to(audit.rows(), "police", MEETING)] == [
            ("room", 1, 6),
            ("case/oak", 1, 2),
        ]
        assert [(s.stream, s.last) for s in sent_to(audit.rows(), "housing", MEETING)] == [
            ("room", 4)
        ]
        assert sent_to(audit.rows(), "nobody", MEETING) == ()


def test_a_list_of_one_meeting_or_person_shows_no_other() -> None:
    """RES-2."""
    rows = [
        Row(at=NOW, fact=fact)
        for fact in (
            Seated(meeting=MEETING, connection="c1", person="police"),
            Seated(meeting=MEETING, connection="c2", person="housing"),
            Seated(meeting="a-sitting", connection="c3", person="police"),
            Handed(meeting=MEETING, connections=("c1", "c2"), events=(("room", 1, 4),)),
            Handed(meeting="a-sitting", connections=("c3",), events=(("room", 1, 9),)),
            Act(what=What.INVITED, person="housing"),
        )
    ]
    of_one = "\n".join(listed(rows, MEETING, None))
    assert "c2" in of_one
    assert "sitting" not in of_one
    of_housing = list(listed(rows, MEETING, "housing"))
    assert [line.split(maxsplit=2)[2] for line in of_housing] == [
        "seated meeting=northvale-november connection=c2 person=housing",
        "handed meeting=northvale-november connections=c2 room:1-4",
    ]


# On the way to a socket


def frame(*streams: str, first: int = 1) -> EventsFrame:
    named = {"room": ROOM, "oak": OAK}
    return EventsFrame(tuple(Span(named[s], first, (b"{}", b"{}")) for s in streams))


class Table:
    """Connections without a network, on an audit whose disk the test holds."""

    def __init__(self, folder: Path) -> None:
        self.audit = Slow(an_audit(folder))
        self.recording = Recording(self.audit, MEETING, Clock(lambda: NOW))
        self.running = asyncio.create_task(self.recording.run())

    def queue(self, person: str) -> Outgoing:
        outgoing = Outgoing()
        outgoing.gate = AuditedGate(self.recording, person, outgoing.look_again)
        return outgoing

    async def facts(self, kind: type[Fact]) -> list[Fact]:
        self.recording.close()
        await self.running
        return [fact for fact in facts(self.audit) if isinstance(fact, kind)]


async def test_nothing_leaves_before_it_is_on_the_disk(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.audit.free.clear()
    queue = table.queue("police")
    queue.put(frame("room", "oak"))
    leaving = asyncio.create_task(queue.next())
    await asyncio.sleep(0)
    assert not leaving.done()
    table.audit.free.set()
    assert await leaving == frame("room", "oak")
    (handed,) = await table.facts(Handed)
    assert isinstance(handed, Handed)
    assert handed.events == (("room", 1, 2), ("case/oak", 1, 2))


async def test_what_is_withdrawn_while_the_disk_works_does_not_leave_and_is_taken_back(
    tmp_path: Path,
) -> None:
    """CON-2, ATT-6."""
    table = Table(tmp_path)
    table.audit.free.clear()
    queue = table.queue("police")
    queue.put(frame("room", "oak"))
    leaving = asyncio.create_task(queue.next())
    await asyncio.sleep(0)
    queue.withdraw({OAK})
    table.audit.free.set()
    said = await leaving
    assert said is not None
    assert json.loads(said.encoded(NOW))["streams"] == ["case/oak"]
    assert await queue.next() == frame("room")
    await table.facts(Handed)
    (sent,) = sent_to(table.audit.rows(), "police", MEETING)
    assert (sent.stream, sent.first, sent.last) == ("room", 1, 2)


async def test_what_a_lost_line_kept_from_leaving_is_taken_back(tmp_path: Path) -> None:
    table = Table(tmp_path)
    queue = table.queue("police")
    table.audit.free.clear()
    queue.put(frame("oak"))
    leaving = asyncio.create_task(queue.next())
    await asyncio.sleep(0)
    queue.abandon(queue.close_code)
    assert await leaving is None
    queue.gate.ended()
    table.audit.free.set()
    assert [f.kind for f in await table.facts(Handed | NotHanded)] == ["handed", "not_handed"]  # type: ignore[arg-type]  # a union of classes
    assert sent_to(table.audit.rows(), "police", MEETING) == ()


async def test_what_sixty_people_are_sent_of_one_commit_is_one_row(tmp_path: Path) -> None:
    table = Table(tmp_path)
    queues = [table.queue(f"person-{n}") for n in range(60)]
    leaving = [asyncio.create_task(queue.next()) for queue in queues]
    await asyncio.sleep(0)
    for queue in queues:
        queue.put(frame("room", first=3))
    await asyncio.gather(*leaving)
    (handed,) = await table.facts(Handed)
    assert isinstance(handed, Handed)
    assert len(set(handed.connections)) == 60
    assert sum(isinstance(f, Handed) for commit in table.audit.commits for f in commit) == 1


async def test_refusals_of_access_are_written_alike_and_not_without_end(tmp_path: Path) -> None:
    table = Table(tmp_path)
    queue = table.queue("police")
    for _ in range(3 * MOST_REFUSALS):
        queue.put(RefusalFrame("a" * 32, Refused("no_such_case")))
        queue.put(RefusalFrame("a" * 32, Refused("already_there")))
    queue.finish(queue.close_code)
    while await queue.next() is not None:
        pass
    refused = await table.facts(RefusedAccess)
    assert len(refused) == MOST_REFUSALS
    assert {f.code for f in refused if isinstance(f, RefusedAccess)} == {"no_such_case"}


def test_those_who_are_handed_the_same_are_one_row_after_they_were_seated() -> None:
    def seated(name: str) -> Seated:
        return Seated(meeting=MEETING, connection=name, person="police")

    def handed(*names: str) -> Handed:
        return Handed(meeting=MEETING, connections=names, events=(("room", 1, 2),))

    gone = Gone(meeting=MEETING, connection="c1")
    assert together([seated("c1"), handed("c1"), gone, seated("c2"), handed("c2")]) == [
        *(seated("c1"), seated("c2"), handed("c1", "c2"), gone)
    ]


# What the operator does


def test_what_is_done_with_people_is_on_record(tmp_path: Path) -> None:
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, A_PLAN)
        desk = Desk(store)
        for errand in ("invite", "log-out", "end", "void", "door", "shut"):
            desk.run(errand, "housing", {})
        acts = [(f.what, f.person) for f in facts(store.audit) if isinstance(f, Act)]
        assert acts == [
            (What.INVITED, "housing"),
            (What.SESSION_ENDED, "housing"),
            (What.PERSON_CHANGED, "housing"),
            (What.INVITATIONS_VOIDED, "housing"),
            (What.DOOR_OPENED, None),
            (What.DOOR_SHUT, None),
        ]


# Through sockets


async def test_each_laptop_was_sent_what_the_audit_says(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        chair, housing = await doors.at_the_table("chair", "housing")
        await housing.do({"kind": "declare_conflict", "case": "oak", "reason": "My cousin."})
        await chair.do({"kind": "call_item", "item": "1"})
        assert (await housing.do({"kind": "ask_to_speak", "case": "oak"}))["kind"] == "refused"
        assert (await housing.do({"kind": "ask_to_speak", "case": "none"}))["kind"] == "refused"
        laptops = {"chair": chair, "housing": housing}
        store = doors.store
        for person, laptop in laptops.items():
            highest: dict[str, int] = {}
            for told in laptop.frames:
                for part in told.get("parts", ()):
                    highest[part["stream"]] = part["first"] + len(part["events"]) - 1
            recorded = {s.stream: s.last for s in sent_to(store.audit.rows(), person, A_PLAN.id)}
            assert {name: recorded[name] for name in highest} == highest
            assert recorded.keys() == highest.keys()
    with closing(Audit(store.folder / "audit.db", store._ring.keys.audit, Clock().now)) as audit:
        refused = [f for f in facts(audit) if isinstance(f, RefusedAccess)]
        assert [(f.person, f.code) for f in refused] == [("housing", "no_such_case")] * 2
        assert audit.verify() == ()
        whole = "".join(map(str, facts(audit)))
        assert "cousin" not in whole
        assert "Oakhill" not in whole


async def test_while_the_audit_cannot_be_written_nothing_is_handed_out(tmp_path: Path) -> None:
    audits_: list[Slow] = []

    def slow(audit: Audit) -> Audit:
        audits_.append(Slow(audit))
        return audits_[-1]

    chosen = Settings(audit=slow, retry_seconds=0.01, hashing=CHEAP_HASHING)
    async with open_doors(tmp_path, chosen) as doors:
        chair, housing = await doors.at_the_table("chair", "housing")
        (disk,) = audits_
        await housing.do({"kind": "ask_to_speak", "case": "none"})
        # On record: else the disk would fail with the refusal already.
        assert await asyncio.to_thread(disk.refused.wait, LONGEST_WAIT)
        disk.fails = True
        seen = len(housing.frames)
        await chair.say({"kind": "command", "id": "c" * 32, "command": CALL})
        await housing.until("notice", about="read_only")
        assert not [f for f in housing.frames[seen:] if f["kind"] == "events"]
        refused = await housing.do({"kind": "leave"})
        assert refused["code"] == "read_only"
        disk.fails = False
        assert await housing.closed() == 1012
        # Once it can be written, what had waited was let go before everybody was to come again.
        assert [f for f in housing.frames[seen:] if f["kind"] == "events"]
        back = await (await doors.laptop()).hello(housing.token)
        await back.until("events")
        assert (await back.do({"kind": "leave"}))["kind"] == "ack"


CALL = {"kind": "call_item", "item": "1"}


async def test_the_audit_is_listed_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    async with open_doors(tmp_path) as doors:
        await doors.at_the_table("chair", "housing")
    folder = str(tmp_path / "store")
    run: Callable[..., int] = lambda *more: main(["audit", "--store", folder, *more])  # noqa: E731 - short
    assert run("--person", "housing", "--raw") == 0
    shown = capsys.readouterr().out
    assert "seated meeting=northvale-november connection=" in shown
    assert "person=housing" in shown
    assert "case/oak:1-" in shown
    assert "person=chair" not in shown
    assert run("--person", "housing", "--meeting", A_PLAN.id) == 0
    *_, last = capsys.readouterr().out.splitlines()
    assert re.fullmatch(
        r"In all .* \(housing\) was sent of northvale-november: the room 1-\d+, the last at "
        r"[0-9-]{10} [0-9:]{8} GMT\.",
        last.replace("BST", "GMT"),
    )
    assert audits.NAME == "audit"


async def test_the_audit_speaks_in_names_and_numbers_of_the_running_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """ATT-6."""
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    async with open_doors(tmp_path) as doors:
        chair, _ = await doors.at_the_table("chair", "housing")
        assert (await chair.do({"kind": "call_item", "item": "1"}))["kind"] == "ack"
        name = doors.store.office.people()["housing"]
        served = list(list_audit(doors.store, "housing", A_PLAN.id, doors.service.meetings.states))
        assert any(f"{name} (housing) was sent of {A_PLAN.id}: case 1 1-" in s for s in served)
    argv = ["audit", "--store", str(tmp_path / "store"), "--person", name.upper()]
    assert main(argv) == 0
    shown = capsys.readouterr().out
    assert re.search(rf"{name} \(housing\) was sent of {A_PLAN.id}: .*case 1 1-\d+.*\.\n", shown)
    assert "case/" not in shown
    assert "the audit was read, about " in shown


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("--person", "nobody"), "Name one person, by id or by name, not 'nobody'. There are: "),
        (("--person", "Dev Eames"), "There are: chair ("),
        (("--meeting", "nope"), "There is no meeting 'nope'; the store holds: northvale-november."),
    ],
)
def test_of_whom_or_what_there_is_not_the_audit_does_not_seem_to_say_nothing(
    argv: tuple[str, ...],
    sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, A_PLAN)
    capsys.readouterr()
    assert main(["audit", "--store", str(tmp_path), *argv]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""
    assert main(["audit", "--store", str(tmp_path), "--person", "chair"]) == 0
    assert capsys.readouterr().out.endswith("(chair) was sent nothing of northvale-november.\n")


def test_every_kind_of_row_and_of_stream_has_a_sentence() -> None:
    events = tuple((str(Stream(kind, **dict.fromkeys(PARTS[kind], "x"))), 1, 2) for kind in Kind)
    said: list[Fact] = [
        Seated(meeting=MEETING, connection="c1", person="police"),
        Handed(meeting=MEETING, connections=("c1",), events=events),
        NotHanded(meeting=MEETING, connection="c1", events=(("case/oak", 1, 2),)),
        Gone(meeting=MEETING, connection="c1"),
        RefusedAccess(meeting=MEETING, person=None, code="no_such_case", unwritten=3),
        *(Act(what=what, meeting=MEETING, person="police", by="chair") for what in What),
    ]
    called = Called(
        {"police": "Hal Brook", "x": "Nia Harker"}, {}, lambda _, case: {"oak": "Case 7"}.get(case)
    )
    lines = list(sentences([Row(at=NOW, fact=fact) for fact in said], called, None, None))
    assert lines[0] == (
        "2026-11-24 09:00:00 GMT  Hal Brook (police) was connected to northvale-november."
    )
    assert lines[2].endswith(
        "Hal Brook (police) was after all not sent of northvale-november: case 7 1-2."
    )
    assert lines[4].endswith("and was refused (no_such_case), and 3 times more.")
    assert "what Nia Harker (x) declared in a case without a number (x) 1-2" in lines[1]
    assert all(line.endswith(", by chair.") for line in lines[5:])
    assert len(lines) == len(said)
    assert ACTS.keys() == set(What)
    assert not any("{" in line for line in lines)
