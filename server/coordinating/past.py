"""What the past says beside a meeting: flags that end, repeats, and what is outstanding.

For one coordinator, by the functions of the command line: what they may be a party of, or were out
of, is in nothing of it, and they settle only what they are shown (AG-7, AG-8, OUT-4, CON-3). What
is of a sitting is never shown here, and so never settled (RES-2).
"""

from agenda.london import in_london
from agenda.past.outstanding import Outstanding, outstanding
from meeting.desk import DeskAction, DeskQuestion, DeskSheet, SamePeople, SettleAction
from meeting.words import Refused
from server.past.actions import settle
from server.past.desk import PastDesk
from server.past.errands import same
from server.past.expiring import expiring
from server.past.repeats import repeats
from server.past.words import Question, Said, said_due


def beside(sheet: DeskSheet, desk: PastDesk, person: str) -> DeskSheet:
    """``sheet`` with what the past says; that it was read is on record. Raises StoreError."""
    flags, again = _said(desk, sheet.meeting, person)
    return sheet.model_copy(
        update={
            "flags": tuple(each for each in flags if isinstance(each, str)),
            "repeats": tuple(each for each in again if isinstance(each, str)),
            "questions": _questions((*again, *flags)),
            "outstanding": tuple(_action(desk, one) for one in _outstanding(desk, person)),
        }
    )


def settled(desk: PastDesk, act: SettleAction, person: str) -> str:
    """It is put down what became of an action, and said. Raises Refused and StoreError."""
    shown = {(one.name, one.agency) for one in _outstanding(desk, person)}
    if (act.action, act.agency) not in shown:
        raise Refused("moved_on")
    progress = "done" if act.done else "not-done"
    facts = {"first": act.action, "second": progress, "agency": act.agency, "by": person}
    return "".join(map(str, settle(desk, facts | {"reason": act.reason, "note": act.note})))


def answered(desk: PastDesk, act: SamePeople, person: str) -> str:
    """From now on it is certain, and that is said. Raises Refused and StoreError."""
    flags, again = _said(desk, act.meeting, person)
    asked = DeskQuestion(earlier=act.earlier, later=act.later)
    if asked not in _questions((*again, *flags)):
        raise Refused("moved_on")
    facts = {"first": act.earlier, "second": act.later, "third": "yes" if act.same else "no"}
    return "".join(map(str, same(desk, facts | {"by": person})))


def _said(desk: PastDesk, meeting: str, person: str) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    facts = {"meeting": meeting, "by": person}
    return tuple(expiring(desk, facts)), tuple(repeats(desk, facts))


def _questions(said: tuple[Said, ...]) -> tuple[DeskQuestion, ...]:
    """Each pair once, whatever it is asked for."""
    asked = (each for each in said if isinstance(each, Question))
    return tuple(dict.fromkeys(DeskQuestion(earlier=q.earlier, later=q.later) for q in asked))


def _outstanding(desk: PastDesk, person: str) -> tuple[Outstanding, ...]:
    return tuple(outstanding(desk.asker({"by": person}).held))


def _action(desk: PastDesk, one: Outstanding) -> DeskAction:
    today = in_london(desk.store.clock.now()).date()
    return DeskAction(
        name=one.name,
        section=one.held.section,
        agency=desk.agency(one.agency),
        agency_id=one.agency,
        due=said_due(one.due),
        is_late=one.is_late(today),
        is_urgent=one.action.urgent,
        text=one.action.text,
        reasons=desk.store.office.held.rules(one.held.meeting).reasons_not_done,
    )
