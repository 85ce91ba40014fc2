"""Another meeting is arranged at the desk: a draft of the same people, or a restricted emergency.

By the functions of the command line. Raises Refused and OperatorError. Blocking.
"""

from typing import Final

from agenda.london import in_london
from agenda.referrals.file import SeveralSheets
from agenda.referrals.report import Ways
from agenda.referrals.table import UnreadableFile
from meeting.desk import ArrangeAgain, ArrangeSitting, DeskReport, Importable
from meeting.words import Refused
from server.agenda_desk import AgendaDesk
from server.coordinating.handed_in import HandedIn
from server.coordinating.importing import to_choose
from server.published.again import made_draft
from server.published.desk import MeetingDesk
from server.published.restricted import Asked, arranged, found_in, looked
from server.reading_apart import opened_apart

OF_A_SITTING: Final = Ways(
    "Give it the heading of the template in the file, and choose it again.",
    "give one of them another heading in the file, and choose it again.",
    "{count} to be processed by somebody else.",
    "the name of the agency as the register has it, in the file",
)
"""What is said here is not remembered: nothing is to tell that there is a sitting (RES-2)."""
OVER: Final = "That day is over. Say a day from today on."


def another(desk: MeetingDesk, act: ArrangeAgain, person: str) -> tuple[str, str]:
    """The draft's meeting, and what there is to say of it."""
    _need_to_come(desk, act)
    facts = {"from": act.meeting, "day": act.day.isoformat(), "at": act.starts.isoformat()}
    if act.emergency:
        facts["emergency"] = "yes"
    plan, said = made_draft(desk, facts, person)
    return plan.id, " ".join(map(_ended, said))


def _ended(line: str) -> str:
    """A line of the command line as a sentence of a notice, in which lines stand side by side."""
    words = " ".join(line.split())
    return words if words.endswith((".", ":", "?")) else f"{words}."


def sitting(
    desk: MeetingDesk, files: HandedIn, act: ArrangeSitting, person: str
) -> DeskReport | str:
    """What the file comes to; or, once that was agreed to, what there is to say of it."""
    _need_to_come(desk, act)
    asked = Asked(act.sitting, act.meeting, act.why, frozenset(act.named), act.day, act.starts)
    if not act.agreed:
        looked(desk, asked, person)
        area = desk.record({"meeting": act.meeting})[1].state.room.area
        content = files.content(act.file, act.meeting, person)
        try:
            opened = opened_apart(content, AgendaDesk(desk.store).settled(area), act.sheet or None)
        except SeveralSheets as several:
            return to_choose(act.file, several, sitting=True)
        except UnreadableFile as error:
            raise Refused("desk_says", sentence=error.at_desk) from None
        files.keep(act.file, act.meeting, person, opened)
    opened = files.reported(act.file, act.meeting, person)
    found = found_in(desk, asked, opened.table, person, OF_A_SITTING)
    if act.agreed and found.plan is not None:
        said, _ = arranged(desk, found.plan, by=person)
        files.forget(person)
        return said
    lines = (*found.report["report"], *filter(None, (found.stops,)))
    importable = Importable.NOTHING if found.plan is None else Importable.ALL
    return DeskReport(
        file=act.file,
        version=1,
        importable=importable,
        lines=lines,
        sitting=True,
        sheet=opened.table.sheet,
        sheets=opened.others,
    )


def _need_to_come(desk: MeetingDesk, act: ArrangeAgain | ArrangeSitting) -> None:
    if act.day < in_london(desk.store.clock.now()).date():
        raise Refused("desk_says", sentence=OVER)
