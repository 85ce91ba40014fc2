"""What was planned and said lies nowhere on the machine in plain, after a kill or after a close.

A whole server runs in a process of its own, its home and its folder for temporary files being
the test's; laptops are in this process, with the same home. Then every file is read.
"""

import asyncio
import json
import tomllib
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from meeting.commands import DeclareConflict, RecordRisk, VolunteerAction
from tests.demo.stage import Folder, Server
from tests.faults.test_kill import CASE, point, round_the_table, three_people
from tests.meeting.generated import ALL_COMMANDS, any_command
from tests.people import Person, new_id

CANARIES = (
    "Canary one: she keeps the blue suitcase at Nadine's.",
    "Canary two: \N{LATIN SMALL LETTER E WITH ACUTE}l sait o\N{LATIN SMALL LETTER U WITH GRAVE}.",
    "Canary three waits behind the boathouse",
)
XDG = tuple(f"XDG_{what}" for what in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME"))
HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_RUNTIME_DIR", *XDG)
TEMPORARY = ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")
GIVEN = ("plan.toml", "passphrase", "invitations")
"""What the coordinator wrote, or is to hand over, is not searched."""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds the home, the temporary files and the store."""
    for name in (*HOMES, *TEMPORARY):
        folder = tmp_path / ("temporary" if name in TEMPORARY else "home")
        folder.mkdir(exist_ok=True)
        monkeypatch.setenv(name, str(folder))
    return tmp_path


class Talkative(Folder):
    """A folder whose server logs as much as it can."""

    def command(self, name: str, *arguments: str) -> list[str]:
        program, *rest = super().command(name, *arguments)
        return [program, "--verbose", *rest]


def planned(folder: Folder) -> Iterator[str]:
    """Every text of a case in the plan that is no id."""
    waiting: list[object] = list(tomllib.loads(folder.plan.read_text())["cases"])
    while waiting:
        match waiting.pop():
            case str() as text if " " in text:
                yield text
            case dict() as table:
                waiting.extend(table.values())
            case list() as values:
                waiting.extend(values)


def traces(words: str) -> set[bytes]:
    """The ways in which a text, or the middle of it, could lie in a file."""
    written = {words, words.casefold(), words.upper(), json.dumps(words)[1:-1]}
    plain = {text.encode(code) for text in written for code in ("utf-8", "utf-16-le", "utf-16-be")}
    raw = words.encode()
    # In base64 a text looks another way at each of three places: the ends, which differ, are cut.
    coded = {b64encode(b"-" * shift + raw)[4:-4] for shift in range(3)}
    return plain | coded | {raw.hex().encode(), raw.hex().upper().encode()}


def found(machine: Path, words: set[str]) -> list[tuple[str, str]]:
    """Every file in which a trace of one of ``words`` lies."""
    sought = [(text, trace) for text in words for trace in traces(text)]
    return [
        (str(path.relative_to(machine)), text)
        for path in sorted(machine.rglob("*"))
        if path.is_file() and path.relative_to(machine).parts[0] not in GIVEN
        for content in (path.read_bytes(),)
        for text, trace in sought
        if trace in content
    ]


async def say_it_in_every_field(chair: Person, housing: Person) -> int:
    """Commands of every class with a canary in each text; how many of them were answered."""
    chance, texts = Random(11), CANARIES  # noqa: S311 - the same each time
    for text in texts:
        await housing.do(point(0).model_copy(update={"information": new_id(), "text": text}))
    risk = any_command(chance, RecordRisk, housing.state, texts)
    action = any_command(chance, VolunteerAction, housing.state, texts)
    wording = {"text": texts[0], "done_when": texts[1], "named": texts[2]}
    offered = VolunteerAction.model_validate(
        {**action.model_dump(), "case": CASE, "action": new_id(), "wording": wording}
    )
    sent = [housing.send(offered), chair.send(risk)]
    apart = ("declare_conflict", "record_conflict", "leave", "enter_phase")
    answers = [
        await person.ask(any_command(chance, kind, person.state, texts))
        for kind in ALL_COMMANDS
        if kind.model_fields["kind"].default not in apart
        for person in (chair, housing)
        if person.is_connected
    ]
    await housing.ask(DeclareConflict(case=CASE, reason=texts[1]))
    return len(answers) + len(sent)


async def test_nothing_of_a_case_lies_on_the_machine_in_plain(machine: Path) -> None:
    folder = Talkative(machine, datetime.now(UTC))
    await folder.arrange()
    words = {*CANARIES, *planned(folder)}
    server = Server(folder)
    await server.start()
    try:
        chair, minutes, housing = everybody = await three_people(folder)
        await round_the_table(chair, minutes, housing)
        assert await say_it_in_every_field(chair, housing) > len(ALL_COMMANDS)
        assert any(CANARIES[0] in frame for frame in chair.frames)
        server.freeze()
        await server.kill()
        after_the_kill = found(machine, words)
        await server.start()
        await asyncio.gather(*(each.close_laptop() for each in everybody))
        await server.stop()
        await folder.run("verify")
    finally:
        await asyncio.gather(*(each.close_laptop() for each in everybody))
        await server.stop()

    assert after_the_kill == []
    assert found(machine, words) == []


def test_a_trace_would_be_found(tmp_path: Path) -> None:
    words = CANARIES[2]
    ways = (words.encode(), b64encode(b"xy" + words.encode()), words.encode("utf-16-le"))
    for number, content in enumerate(ways):
        (tmp_path / f"{number}.bin").write_bytes(b"\0" + content + b"\0")
    assert {name for name, _ in found(tmp_path, {words})} == {"0.bin", "1.bin", "2.bin"}
