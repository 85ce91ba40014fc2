"""Referrals come in from the coordinator's own file, at the desk: a report first, then the import.

By the function of the command line: whoever may be a party of a case is stopped before a word of it
is shown to them (CON-3, CON-6). The file is opened in a process of its own. Raises Refused and
OperatorError. Blocking.
"""

from collections.abc import Mapping
from typing import Any, Final

from agenda.referrals.file import Opened, SeveralSheets
from agenda.referrals.headings import key_called, plain
from agenda.referrals.report import AT_DESK
from agenda.referrals.table import UnreadableFile
from meeting.desk import DeskReport, Importable, ImportReferrals, ReadReferrals
from meeting.words import Refused
from server.agenda_desk import AgendaDesk, Stops, bring_in
from server.audit import What
from server.coordinating.handed_in import HandedIn
from server.reading_apart import opened_apart, rows_of
from server.store import Store

STOPPED: Final = {Stops.HEADINGS: Importable.NOTHING, Stops.NOTHING: Importable.NOTHING}
NOTHING_NEW: Final = "Nothing of this file is yours to import and is not there already."


def reported(store: Store, files: HandedIn, act: ReadReferrals, person: str) -> DeskReport:
    """What the file comes to for ``person``; that they looked is on record."""
    store.audit.act(What.REFERRALS_LOOKED_AT, meeting=act.meeting, by=person)
    try:
        opened = _opened(store, files.content(act.file, act.meeting, person), act)
    except SeveralSheets as several:
        return to_choose(act.file, several)
    files.keep(act.file, act.meeting, person, opened)
    said = {"headings": act.headings, "agencies": act.agencies}
    answer = bring_in(AgendaDesk(store), _facts(act.meeting, person, opened) | said, AT_DESK)
    return _report(store, act.file, act.meeting, answer, opened)


def imported(store: Store, files: HandedIn, act: ImportReferrals, person: str) -> DeskReport:
    """It is in the draft, unless that has changed since the report."""
    opened = files.reported(act.file, act.meeting, person)
    yes = {"accept_valid": act.accept_valid, "yes": str(act.version), "asker": person}
    answer = bring_in(AgendaDesk(store), _facts(act.meeting, person, opened) | yes, AT_DESK)
    if "said" in answer:
        files.forget(person)
    return _report(store, act.file, act.meeting, answer, opened)


def to_choose(file: str, several: SeveralSheets, *, sitting: bool = False) -> DeskReport:
    """Nothing is read yet: one of the sheets has to be chosen."""
    return DeskReport(
        file=file,
        version=1,
        importable=Importable.NOTHING,
        lines=(several.at_desk,),
        sheets=several.sheets,
        sitting=sitting,
    )


def _opened(store: Store, content: bytes, act: ReadReferrals) -> Opened:
    area = store.office.drafts.draft(act.meeting).plan.area
    said = {plain(name): key_called(meaning) for name, meaning in act.headings}
    settled = AgendaDesk(store).settled(area)
    settled |= {name: key for name, key in said.items() if key is not None}
    try:
        return opened_apart(content, settled, act.sheet or None)
    except SeveralSheets:
        raise
    except UnreadableFile as error:
        raise Refused("desk_says", sentence=error.at_desk) from None


def _facts(meeting: str, person: str, opened: Opened) -> dict[str, Any]:
    return {"meeting": meeting, "by": person, "rows": rows_of(opened)}


def _report(
    store: Store, file: str, meeting: str, answer: Mapping[str, Any], opened: Opened
) -> DeskReport:
    plan, lines = store.office.drafts.draft(meeting).plan, list(answer["report"])
    if opened.others:
        lines.append(f"Not read: the sheets {', '.join(opened.others)}. The key h reads another.")
    if answer.get("stops") is Stops.NOTHING:
        lines.append(NOTHING_NEW)
    return DeskReport(
        file=file,
        version=int(answer.get("token", 1)),
        importable=_importable(answer),
        lines=tuple(lines),
        headings=tuple((name, guess) for name, guess in answer.get("headings", ())),
        agencies=tuple(answer.get("agencies", ())),
        known=tuple((agency.id, agency.name) for agency in plan.agencies),
        said=answer.get("said", ""),
        sheet=opened.table.sheet,
        sheets=opened.others,
    )


def _importable(answer: Mapping[str, Any]) -> Importable:
    if "said" in answer:
        return Importable.NOTHING
    if answer.get("stops") is Stops.REFUSED:
        return Importable.VALID if answer["valid"] else Importable.NOTHING
    return STOPPED.get(answer.get("stops", ""), Importable.ALL)
