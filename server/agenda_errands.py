"""``marac-server agenda``: drafts, on a closed store or through the server that holds it.

A file is opened here, in the process of whoever imports it, and only its rows go to the server: a
hostile one costs the meeting nothing. Prints; raises OperatorError.
"""

import secrets
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from json import dumps, loads
from pathlib import Path
from typing import Any, Final

from agenda.referrals.fields import Key
from agenda.referrals.file import Opened, opened_file
from agenda.referrals.headings import Settled, key_called, plain
from agenda.referrals.table import LARGEST_FILE, UnreadableFile
from server.agenda_control import AGENDA, RESTRICTED, answered, packed, unpacked
from server.agenda_desk import YES
from server.control import Asked, NobodyServes, ask_server, is_served
from server.errors import OperatorError
from server.late_control import ask_late
from server.operations import (
    Opening,
    ask_of_meeting,
    hand_out,
    need_place_for,
    tell_recovery_key,
)
from server.plan_file import read_plan
from server.published.desk import MeetingDesk
from server.referral_template import template_csv, template_workbook
from server.say import say, tell
from server.store import control_key, opened_store

ID_BYTES: Final = 8
GO_ON: Final = "Then go on with the draft of it: say the same again with --meeting {meeting}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    meeting: str | None = None
    by: str | None = None
    sheet: str | None = None
    headings: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    accept_valid: bool = False
    yes: bool = False


def make_draft(opening: Opening, plan_file: Path) -> None:
    """A draft of the plan in a file; the store is made if there is none."""
    plan = read_plan(plan_file, is_draft=True)
    if plan.restricted is not None:
        raise OperatorError(
            "A restricted sitting has no draft, since nobody is to hear of it: arrange it at once."
        )
    say(_ask(opening, {"do": "new", "plan": plan.model_dump_json()}, create=True)["said"])


def import_referrals(opening: Opening, file: Path, wanted: Wanted) -> None:
    """Reports on a file, and brings its referrals in if whoever is there says yes."""
    headings, agencies = _pairs(wanted.headings), _pairs(wanted.spellings)
    known = _ask(opening, {"do": "settled", "meeting": wanted.meeting})
    opened = _opened(file, known["settled"] | _said_headings(headings), wanted.sheet)
    facts: dict[str, Any] = {
        "do": "import",
        "meeting": known["meeting"],
        "by": wanted.by,
        "rows": [[row.number, row.cells, sorted(row.formulas)] for row in opened.table.rows],
        "headings": headings,
        "agencies": agencies,
        "accept_valid": wanted.accept_valid,
    }
    answer = _ask(opening, facts | {"yes": YES if wanted.yes else ""})
    for line in answer["report"]:
        say(line)
    if opened.others:
        say(f"Not read: the sheets {', '.join(opened.others)}.")
    if "refused" in answer:
        raise OperatorError(str(answer["refused"]))
    if "said" not in answer:
        _need_yes()
        answer = _ask(opening, facts | {"yes": answer["token"]})
    say(answer["said"])


def arrange_restricted(
    opening: Opening, file: Path, wanted: Wanted, facts: Mapping[str, Any], folder: Path | None
) -> None:
    """A restricted emergency, of one referral and for those named, if whoever is there says yes
    after the report (AG-9, RES-1). Invitations go into ``folder``, or are printed.
    """
    if folder is not None:
        need_place_for(folder)
    headings, agencies = _pairs(wanted.headings), _pairs(wanted.spellings)
    opened = _opened(file, _said_headings(headings), wanted.sheet)
    asked = {
        **facts,
        "headings": headings,
        "agencies": agencies,
        "do": RESTRICTED,
        "sitting": secrets.token_hex(ID_BYTES),
        "by": wanted.by,
        "rows": [[row.number, row.cells, sorted(row.formulas)] for row in opened.table.rows],
    }
    answer = _ask(opening, asked | {"yes": YES if wanted.yes else ""})
    for line in answer["report"]:
        say(line)
    if "refused" in answer:
        raise OperatorError(str(answer["refused"]))
    if "said" not in answer:
        _need_yes()
        answer = _ask(opening, asked | {"yes": YES})
    say(answer["said"])
    hand_out(answer["invitations"], folder)


def arrange_at_once(
    opening: Opening,
    file: Path,
    wanted: Wanted,
    facts: Mapping[str, str | None],
    folder: Path | None,
) -> None:
    """A meeting of the people of an earlier one, its referrals and its publishing in one go: what
    there is to say of it, the report, one question, invitations (AG-1, AG-9).

    What stops on the way leaves a draft, and the same command goes on with it.
    """
    if folder is not None:
        need_place_for(folder)
    _opened(file, _said_headings(_pairs(wanted.headings)), wanted.sheet)
    said = {**facts, "id": wanted.meeting, "goes_on": YES}
    meeting = ask_of_meeting(opening, "again", said, None)
    try:
        import_referrals(opening, file, replace(wanted, meeting=meeting))
        named = {"meeting": meeting, "address": facts.get("address")}
        ask_of_meeting(opening, "publish", named, None, folder)
    except OperatorError as error:
        raise OperatorError(f"{error} {GO_ON.format(meeting=meeting)}") from None


def add_late(opening: Opening, file: Path, wanted: Wanted, why: str | None) -> None:
    """An urgent case for the meeting that is being served, in one referral of a file (AG-10)."""
    opened = _opened(file, _said_headings(_pairs(wanted.headings)), wanted.sheet)
    facts = {
        "meeting": wanted.meeting,
        "by": wanted.by,
        "note": why,
        "rows": [[row.number, row.cells, sorted(row.formulas)] for row in opened.table.rows],
    }
    say(ask_late(opening.folder, opening.passphrase, facts))


def write_template(out: Path) -> None:
    """Writes the template, a workbook or a CSV file as its name says; both where it does not."""
    makers = {".xlsx": template_workbook, ".csv": template_csv}
    chosen = [out.suffix.casefold()] if out.suffix.casefold() in makers else list(makers)
    for suffix in chosen:
        path = out if out.suffix.casefold() == suffix else out.with_name(out.name + suffix)
        path.write_bytes(makers[suffix]())
        say(path)


def _opened(file: Path, settled: Settled, sheet: str | None) -> Opened:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
        return opened_file(content, settled, sheet)
    except OSError as error:
        raise OperatorError(f"{file} cannot be read: {error.strerror}.") from None
    except UnreadableFile as error:
        raise OperatorError(f"{file}: {error}") from None


def _pairs(written: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = []
    for text in written:
        name, equals, meaning = text.rpartition("=")
        if not equals or not name.strip() or not meaning.strip():
            raise OperatorError(f"{text!r} says nothing; write it as 'what the file says=meaning'.")
        pairs.append((name.strip(), meaning.strip()))
    return pairs


def _said_headings(pairs: list[tuple[str, str]]) -> dict[str, Key]:
    found = {plain(name): key_called(meaning) for name, meaning in pairs}
    return {name: key for name, key in found.items() if key is not None}


def _need_yes() -> None:
    """Asks whoever is at the terminal. Raises OperatorError unless they say yes."""
    if not sys.stdin.isatty():
        raise OperatorError("Nothing is imported yet. Say that you have read this with --yes.")
    tell("Import these? Type yes, and press Enter:")
    if sys.stdin.readline().strip().casefold() not in {"y", "yes"}:
        raise OperatorError("Nothing is imported.")


# Through the running server, or not


def _ask(opening: Opening, facts: Mapping[str, Any], *, create: bool = False) -> dict[str, Any]:
    if is_served(opening.folder):
        key = control_key(opening.folder, opening.passphrase)
        with suppress(NobodyServes):
            asked = Asked(AGENDA, "", None, {AGENDA: packed(key, facts)})
            return unpacked(key, ask_server(opening.folder, key, asked))
    made = opened_store(opening.folder, opening.passphrase, create=create, cost=opening.cost)
    with made as store:
        if store.recovery_key is not None:
            tell_recovery_key(store.recovery_key)
        return answered(MeetingDesk(store), loads(dumps(facts)))
