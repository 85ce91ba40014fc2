"""``marac-server verify`` and ``audit``: what the operator asks of the records afterwards.

Names ids and numbers, never what anybody said. Raises OperatorError where something is not whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from meeting.papers import head_stream
from meeting.state import State
from meeting.streams import Stream, parse_stream
from server.audit import NAME as AUDIT
from server.audit import Act, Audit, AuditFailed, What, listed, sent_at_most, sent_to
from server.audit_words import Called, sentences, summed_up
from server.errors import OperatorError, StoreError
from server.holding import hold, replayed
from server.journal import JournalFailed
from server.ledger import Ledger
from server.people import Desk
from server.say import say
from server.store import Store

FEWEST_DIGITS: Final = 16
"""Fewer digits of a hash than these prove nothing."""
HEAD: Final = re.compile(r"\b([a-z0-9-]{1,80}):(\d{1,9}):([0-9a-f]{16,64})\b")
_TAG: Final = re.compile(r"<[^>]*>")
_SHOWN: Final = 32


@dataclass(frozen=True, slots=True)
class Printed:
    """A head as a paper has it: the name of its stream there, the number, digits of the hash."""

    stream: str
    number: int
    digits: str


# What was printed


def read_heads(heads: Iterable[str], papers: Iterable[Path]) -> tuple[Printed, ...]:
    """The heads that were typed in, and those that stand on papers. Raises OperatorError."""
    return (*map(_typed, heads), *(head for paper in papers for head in _on_paper(paper)))


def _typed(written: str) -> Printed:
    found = HEAD.fullmatch(written.strip().lower())
    if found is None:
        raise OperatorError(
            f"{written!r} is no head; copy one from a paper, as room:57:0123456789abcdef…, with "
            f"{FEWEST_DIGITS} digits or more at its end."
        )
    return _printed(found)


def _on_paper(paper: Path) -> tuple[Printed, ...]:
    found = {_printed(head) for head in HEAD.finditer(_text_of(paper))}
    if not found:
        raise OperatorError(f"{paper} has no heads of a record on it; name a paper that was made.")
    return tuple(sorted(found, key=lambda head: (head.stream, head.number)))


def _printed(found: re.Match[str]) -> Printed:
    stream, number, digits = found.groups()
    return Printed(stream, int(number), digits)


def _text_of(paper: Path) -> str:
    try:
        with ZipFile(paper) as parts:
            named = [name for name in parts.namelist() if name.endswith(".xml")]
            return "\n".join(_TAG.sub("", parts.read(name).decode("utf-8")) for name in named)
    except BadZipFile:
        return paper.read_text(encoding="utf-8", errors="replace")
    except (KeyError, UnicodeDecodeError):
        raise OperatorError(f"{paper} cannot be read as a paper.") from None


# Whether everything is whole


def verify_store(store: Store, heads: Sequence[Printed], meeting: str | None) -> None:
    """Prints whether every record of ``store`` is whole. Raises StoreError if one is not.

    ``heads`` are of ``meeting``, or of the only one, or of the audit.
    """
    of = store.known(meeting).id if any(head.stream != AUDIT for head in heads) else None
    troubled = [
        *_said("audit", *_audit(store, [head for head in heads if head.stream == AUDIT])),
        *_said("office", *_office(store)),
    ]
    unknown = store.unknown_files()
    for known in store.office.meetings():
        asked = [head for head in heads if head.stream != AUDIT and known.id == of]
        good, problems = _meeting(store, known.id, asked)
        if known.sitting is None or known.id == meeting:
            troubled += _said(known.id, good, problems)
        elif problems := tuple(problems):
            # A restricted sitting goes by its file, whose name says nothing (RES-2).
            troubled += _said(known.file, "", problems)
    for name in store.torn:  # only now: a meeting's is found when it is opened
        troubled.append(name)
        say(
            f"{name}: The last write was not finished. After a power cut that is as it should be, "
            "and nobody was answered; verify again. Otherwise the file was changed."
        )
    for name in unknown:
        say(f"{name}: a meeting that the office does not know")
    if "audit" not in troubled:
        store.audit.act(What.FOUND_DAMAGED if troubled or unknown else What.VERIFIED)
    if troubled:
        raise StoreError(
            f"Not whole: {', '.join(troubled)}. Keep the files as they are and restore a backup."
        )
    if unknown:
        raise StoreError(
            f"The office does not know {', '.join(unknown)}. Keep the files as they are, and put "
            "the office.db of the same day back from a backup."
        )


def _said(name: str, good: str, problems: Iterable[str]) -> list[str]:
    """Prints what there is to say of one record; its name, if it is not whole."""
    found = tuple(problems)
    for problem in found:
        say(f"{name}: {problem}")
    if not found:
        say(f"{name}: {good}")
    return [name] if found else []


def _audit(store: Store, heads: Sequence[Printed]) -> tuple[str, tuple[str, ...]]:
    problems = store.audit.verify()
    if problems:
        return "", problems
    head = store.audit.head()
    lost = (
        f"Row {asked.number} of the audit is not the one that was printed."
        for asked in heads
        if not _is(store.audit.hash_at(asked.number), asked)
    )
    return f"whole, head {AUDIT}:{head.number}:{head.hash[:_SHOWN]}", tuple(lost)


def _office(store: Store) -> tuple[str, Iterator[str]]:
    return "whole", _office_problems(store)


def _office_problems(store: Store) -> Iterator[str]:
    if not store.office.is_sound():
        yield "The file office.db is damaged."
    for name in store.changed_files():
        yield f"The file {name} is not the one that this store made or was given."


def _meeting(store: Store, meeting: str, heads: Sequence[Printed]) -> tuple[str, tuple[str, ...]]:
    """What to say where the record is whole, and what is wrong with it."""
    try:
        with closing(store.open_meeting(store.known(meeting))) as journal:
            problems = journal.verify()
            if problems:
                return "", problems
            ledger = Ledger.replayed(journal.meeting, journal.epoch, journal.read_all())
    except (JournalFailed, StoreError) as error:
        return "", (str(error),)
    hold(store.office, store.known(meeting), ledger.state)
    streams = ledger.streams
    good = f"whole, {ledger.position} events in {len(streams)} streams"
    return good, (*_shorter_than_handed(store.audit, ledger), *_otherwise_printed(ledger, heads))


def _shorter_than_handed(audit: Audit, ledger: Ledger) -> Iterator[str]:
    """What the audit knows of, and the journal no longer does."""
    try:
        rows = tuple(audit.rows())
    except AuditFailed:
        return  # that the audit is not whole is said of the audit
    for name, last in sorted(sent_at_most(rows, ledger.meeting).items()):
        stream = parse_stream(name)
        if stream is None or ledger.head(stream).number < last:
            yield f"{name} ends before number {last}, which somebody was handed."
    reached = max(
        (
            row.fact.number or 0
            for row in rows
            if isinstance(row.fact, Act)
            and row.fact.what in {What.SERVING, What.SERVED}
            and row.fact.meeting == ledger.meeting
        ),
        default=0,
    )
    if ledger.position < reached:
        yield f"The journal ends before position {reached}, which it had reached."


def _otherwise_printed(ledger: Ledger, heads: Iterable[Printed]) -> Iterator[str]:
    for head in heads:
        stream = head_stream(ledger.state, head.stream)
        if not _is(_hash_at(ledger, stream, head.number), head):
            yield f"Number {head.number} of {head.stream} is not the one that was printed."


def _hash_at(ledger: Ledger, stream: Stream | None, number: int) -> str | None:
    return None if stream is None else ledger.hash_at(stream, number)


def _is(found: str | None, printed: Printed) -> bool:
    return found is not None and found.startswith(printed.digits)


# What the audit says


NO_STATES: Final[Mapping[str, State]] = {}


def list_audit(
    store: Store,
    who: str | None,
    meeting: str | None,
    served: Mapping[str, State] = NO_STATES,
    *,
    raw: bool = False,
) -> Iterator[str]:
    """The rows of the audit that concern a person, by id or name, and ``meeting``, a line each.

    Those of a restricted sitting are listed where that is named, and nowhere else (RES-2). Where a
    person is named, what they were sent is summed up at the end (ATT-6). ``raw`` lists the rows as
    they stand; else they are sentences, and cases have their numbers by the states of ``served``
    meetings, or the records of others. Raises StoreError if there is no such person or meeting, or
    the audit is not whole.
    """
    person = Desk(store).person(who) if who is not None else None
    if meeting is not None and meeting not in store.office.drafts.ids():
        store.known(meeting)
    store.audit.act(What.AUDIT_READ, meeting=meeting, person=person)
    known = store.office.meetings()
    hidden = {each.id for each in known if each.sitting is not None and each.id != meeting}
    called = _called(store, served)
    try:
        rows = [row for row in store.audit.rows() if row.fact.meeting not in hidden]
        yield from (
            listed(rows, meeting, person) if raw else sentences(rows, called, meeting, person)
        )
        if person is not None:
            of = [each.id for each in known if each.id not in hidden]
            for each in of if meeting is None else [meeting]:
                yield from summed_up(sent_to(rows, person, each), person, each, called)
    except AuditFailed:
        raise StoreError("The audit is not whole; run marac-server verify.") from None


def _called(store: Store, served: Mapping[str, State]) -> Called:
    """Names of the office, and the numbers of cases by the running order of their meeting."""

    @cache
    def labels(meeting: str) -> Mapping[str, str]:
        try:
            state = served[meeting] if meeting in served else replayed(store, store.known(meeting))
        except (JournalFailed, StoreError):
            return {}  # ``verify`` says what is wrong with it
        return {item.case: item.label for item in state.room.items.values() if item.case}

    office = store.office
    return Called(
        people=office.people(),
        agencies=office.accounts.agencies(),
        case=lambda meeting, case: labels(meeting).get(case),
    )
