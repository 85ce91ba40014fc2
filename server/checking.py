"""``marac-server verify`` and ``audit``: what the operator asks of the records afterwards.

Names ids and numbers, never what anybody said. Raises OperatorError where something is not whole.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from pydantic import ValidationError

from meeting.papers import head_stream
from meeting.state import State
from meeting.streams import parse_stream
from server.audit import NAME as AUDIT
from server.audit import Act, Audit, AuditFailed, What, listed, sent_at_most, sent_to
from server.audit_words import Called, sentences, summed_up
from server.database import Error
from server.errors import OperatorError, StoreError
from server.holding import hold, replayed
from server.journal import JournalFailed
from server.ledger import Ledger
from server.papers.json import FORM
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
    """A head as a paper has it: the name of its stream there, the number, digits of the hash.

    ``paper`` is the file that it stands on; None if somebody typed it.
    """

    stream: str
    number: int
    digits: str
    paper: Path | None = None

    def __str__(self) -> str:
        return f"{self.stream}:{self.number}"


Of = Mapping[Path | None, str]
"""The meeting that each paper is of, by its file; by None that of the heads that were typed."""
NOTHING_PRINTED: Final[Of] = {}


@dataclass(frozen=True, slots=True)
class Checked:
    """What is found of one record: what to say where it is whole, what is wrong with it, and which
    of the heads that were given are not on it.
    """

    good: str = ""
    problems: tuple[str, ...] = ()
    differing: tuple[Printed, ...] = ()


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
    found = {_printed(head, paper) for head in HEAD.finditer(text_of(paper))}
    if not found:
        raise OperatorError(
            f"{paper} has no heads of a record on it; name an action list in any format but "
            "that of a calendar: neither that nor a register has any."
        )
    return tuple(sorted(found, key=lambda head: (head.stream, head.number)))


def _printed(found: re.Match[str], paper: Path | None = None) -> Printed:
    stream, number, digits = found.groups()
    return Printed(stream, int(number), digits, paper)


def text_of(paper: Path) -> str:
    """What is written in it. Raises OperatorError where it cannot be read."""
    try:
        with ZipFile(paper) as parts:
            named = [name for name in parts.namelist() if name.endswith(".xml")]
            return "\n".join(_TAG.sub("", parts.read(name).decode("utf-8")) for name in named)
    except BadZipFile:
        return _plain(paper.read_text(encoding="utf-8", errors="replace"))
    except (KeyError, UnicodeDecodeError):
        raise OperatorError(f"{paper} cannot be read as a paper.") from None


def _plain(text: str) -> str:
    """``text``, or what it says of heads where it is an action list as JSON."""
    try:
        return "\n".join(map(str, FORM.validate_json(text).heads))
    except ValidationError:
        return text


# Whether everything is whole


def verify_store(
    store: Store,
    heads: Sequence[Printed],
    find: Callable[[], Of] = lambda: NOTHING_PRINTED,
    meeting: str | None = None,
) -> None:
    """Prints whether every record of ``store`` is whole, and which papers agree with it.

    ``heads`` are of the meetings that ``find`` says, by the paper that they stand on, or of the
    audit; ``meeting`` is what was named. Raises StoreError if a record is not whole, or a head is
    not on it.
    """
    try:
        _verify(store, heads, find(), meeting)
    except Error:
        raise StoreError(
            "Not whole: office.db or audit.db cannot be read. Keep the files as they are and "
            "restore a backup."
        ) from None


def _verify(store: Store, heads: Sequence[Printed], of: Of, meeting: str | None) -> None:
    of_audit = _audit(store, [head for head in heads if head.stream == AUDIT])
    troubled = [*_said("audit", of_audit), *_said("office", _office(store))]
    differing = list(of_audit.differing)
    unknown = store.unknown_files()
    for known in store.office.meetings():
        there = (head for head in heads if head.stream != AUDIT)
        asked = [head for head in there if of[head.paper] == known.id]
        checked = _meeting(store, known.id, asked)
        differing += checked.differing
        if known.sitting is None or known.id == meeting:
            troubled += _said(known.id, checked)
        elif checked.problems:
            # A restricted sitting goes by its file, whose name says nothing (RES-2).
            troubled += _said(known.file, checked)
    for name in store.torn:  # only now: a meeting's is found when it is opened
        troubled.append(name)
        say(
            f"{name}: The last write was not finished. After a power cut that is as it should be, "
            "and nobody was answered; verify again. Otherwise the file was changed."
        )
    for name in unknown:
        say(f"{name}: a meeting that the office does not know")
    papers = _compared(heads, differing)
    if "audit" not in troubled:
        found = What.FOUND_DAMAGED if troubled or unknown or papers else What.VERIFIED
        store.audit.act(What.HEAD_DIFFERED if found is What.VERIFIED and differing else found)
    _need_whole([*troubled, *papers], unknown, differing)


def _need_whole(
    troubled: Sequence[str], unknown: Sequence[str], differing: Sequence[Printed]
) -> None:
    """Raises StoreError for the worst of what was found."""
    if troubled:
        raise StoreError(
            f"Not whole: {', '.join(troubled)}. Keep the files as they are and restore a backup."
        )
    if unknown:
        raise StoreError(
            f"The office does not know {', '.join(unknown)}. Keep the files as they are, and put "
            "the office.db of the same day back from a backup."
        )
    if differing:
        raise StoreError(
            f"Not on record as typed: {', '.join(map(str, differing))}. Compare its number and "
            "digits with the paper first, and type it again. Only if they stand there like that is "
            "the record not whole: then keep the files as they are and restore a backup."
        )


def _compared(heads: Sequence[Printed], differing: Sequence[Printed]) -> list[str]:
    """Prints of each paper and each typed head whether it agrees with the record; the papers that
    do not.
    """
    papers: dict[Path, list[Printed]] = {}
    for head in heads:
        if head.paper is not None:
            papers.setdefault(head.paper, []).append(head)
        elif head not in differing:
            say(f"{head}: on record as it was typed")
    wrong = []
    for paper, there in papers.items():
        lost = [head for head in there if head in differing]
        for head in lost:
            what = "Row" if head.stream == AUDIT else "Number"
            say(f"{paper}: {what} {head.number} of {head.stream} is not the one that was printed.")
        if lost:
            wrong.append(str(paper))
        else:
            say(f"{paper}: agrees with the record, up to {', '.join(map(str, there))}")
    return wrong


def _said(name: str, checked: Checked) -> list[str]:
    """Prints what there is to say of one record; its name, if it is not whole."""
    for problem in checked.problems:
        say(f"{name}: {problem}")
    if not checked.problems:
        say(f"{name}: {checked.good}")
    return [name] if checked.problems else []


def _audit(store: Store, heads: Sequence[Printed]) -> Checked:
    problems = store.audit.verify()
    if problems:
        return Checked(problems=problems)
    head = store.audit.head()
    return Checked(
        f"whole, head {AUDIT}:{head.number}:{head.hash[:_SHOWN]}",
        differing=tuple(h for h in heads if not _is(store.audit.hash_at(h.number), h)),
    )


def _office(store: Store) -> Checked:
    return Checked("whole", tuple(_office_problems(store)))


def _office_problems(store: Store) -> Iterator[str]:
    if not store.office.is_sound():
        yield "The file office.db is damaged."
    for name in store.changed_files():
        yield f"The file {name} is not the one that this store made or was given."


def _meeting(store: Store, meeting: str, heads: Sequence[Printed]) -> Checked:
    known = store.known(meeting)
    try:
        with closing(store.open_meeting(known)) as journal:
            problems = journal.verify()
            if problems:
                return Checked(problems=problems)
            ledger = Ledger.replayed(journal.meeting, journal.epoch, journal.read_all())
    except (JournalFailed, StoreError) as error:
        return Checked(problems=(str(error),))
    except Error:  # pages that it needs to be opened at all
        return Checked(problems=(f"The file {known.file} is damaged.",))
    hold(store.office, known, ledger.state)
    streams = ledger.streams
    return Checked(
        f"whole, {ledger.position} events in {len(streams)} streams",
        tuple(_shorter_than_handed(store.audit, ledger)),
        tuple(head for head in heads if not is_recorded(ledger, head)),
    )


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


def _recorded(ledger: Ledger, head: Printed) -> str | None:
    """The hash that stands where ``head`` says; None if nothing does."""
    stream = head_stream(ledger.state, head.stream)
    return None if stream is None else ledger.hash_at(stream, head.number)


def is_recorded(ledger: Ledger, head: Printed) -> bool:
    """Whether what is on record there is what was printed."""
    return _is(_recorded(ledger, head), head)


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
