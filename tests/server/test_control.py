"""While a server holds the store, other commands ask it; nobody else can."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from server.control import FILE, Asked, NobodyServes, ask_server, under_control
from server.errors import StoreError

KEY = bytes(32)


def code_for(person: str, facts: Mapping[str, str]) -> str:
    if person == "nobody":
        raise StoreError("Nobody in this store has the id 'nobody'.")
    return f"a code for {person}" + "".join(f", {n} {v}" for n, v in facts.items())


@pytest.fixture
async def folder(tmp_path: Path) -> AsyncIterator[Path]:
    async with under_control(tmp_path, KEY, "november", {"code": code_for}):
        yield tmp_path


async def ask(
    folder: Path, errand: str, person: str, *, key: bytes = KEY, meeting: str | None = None
) -> str:
    return await asyncio.to_thread(ask_server, folder, key, Asked(errand, person, meeting))


async def test_the_running_server_does_what_it_is_asked(folder: Path) -> None:
    assert await ask(folder, "code", "housing") == "a code for housing"


async def test_the_running_server_hears_what_else_was_said(folder: Path) -> None:
    asked = Asked("code", "housing", None, {"address": "room:4765"})
    said = await asyncio.to_thread(ask_server, folder, KEY, asked)
    assert said == "a code for housing, address room:4765"


async def test_a_refusal_is_the_servers_own_sentence(folder: Path) -> None:
    with pytest.raises(StoreError, match="Nobody in this store has the id 'nobody'"):
        await ask(folder, "code", "nobody")


async def test_an_errand_that_the_server_does_not_know_is_refused(folder: Path) -> None:
    with pytest.raises(StoreError, match="another version"):
        await ask(folder, "open-sesame", "housing")


async def test_who_does_not_know_the_passphrase_gets_nothing(folder: Path) -> None:
    with pytest.raises(NobodyServes):
        await ask(folder, "code", "housing", key=bytes(31) + b"1")


async def test_a_server_that_serves_another_meeting_says_so(folder: Path) -> None:
    assert await ask(folder, "code", "housing", meeting="november") == "a code for housing"
    with pytest.raises(StoreError, match="serves november"):
        await ask(folder, "code", "housing", meeting="december")


@pytest.mark.parametrize("line", [b"\n", b"[]\n", b"nonsense\n", b"x" * 10_000, b""])
async def test_nonsense_ends_that_exchange_and_no_other(folder: Path, line: bytes) -> None:
    port = json.loads((folder / FILE).read_text())["port"]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(line)
    writer.write_eof()
    assert await reader.read() == b""
    writer.close()
    assert await ask(folder, "code", "housing") == "a code for housing"


async def test_a_store_that_nobody_serves_says_so(tmp_path: Path) -> None:
    with pytest.raises(NobodyServes):
        await ask(tmp_path, "code", "housing")


async def test_who_took_the_port_of_a_killed_server_is_not_believed(tmp_path: Path) -> None:
    async def forge(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b'{"said": "marac1-forged", "proof": "00"}\n')
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(forge, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        (tmp_path / FILE).write_text(json.dumps({"port": port, "number": "1"}))
        with pytest.raises(NobodyServes):
            await ask(tmp_path, "code", "housing")


async def test_what_a_killed_server_left_behind_stands_in_nobodys_way(tmp_path: Path) -> None:
    async with under_control(tmp_path, KEY, "november", {"code": code_for}):
        left = (tmp_path / FILE).read_bytes()
    assert not (tmp_path / FILE).exists()
    (tmp_path / FILE).write_bytes(left)
    with pytest.raises(NobodyServes):
        await ask(tmp_path, "code", "housing")
