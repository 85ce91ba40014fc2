"""Actions until they are done: what is outstanding, and what the coordinator is told became of one
(OUT-4). Agencies answer for themselves, each for its own part of a joint action (ACT-4).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from pydantic import ValidationError

from agenda.duties import whom_to_tell
from agenda.london import in_london
from agenda.past.held import HeldAction, HeldCase, Progress, Settled
from agenda.past.outstanding import Outstanding, outstanding
from server.audit import What
from server.errors import StoreError
from server.past.desk import Asker, Facts, PastDesk
from server.past.words import said_due, said_settled

SETTLED_AS: Final = {"done": Progress.DONE, "not-done": Progress.NOT_DONE}


def list_outstanding(desk: PastDesk, facts: Facts) -> Iterator[str]:
    """A line for each agency and action, by section; no party is named. Raises StoreError."""
    asker = desk.asker(facts)
    wanted = desk.agency_called(facts["agency"]) if facts.get("agency") else None
    today = in_london(desk.store.clock.now()).date()
    found = outstanding(asker.held, section=facts.get("section") or None, agency=wanted)
    for one in found:
        yield _said(desk, one, today)
    yield from _to_chase(desk, found, today)
    if not found:
        yield "Nothing is outstanding."


def _to_chase(desk: PastDesk, found: tuple[Outstanding, ...], today: date) -> Iterator[str]:
    """Agencies to be reminded, and who else is told, where the protocol chases anybody."""
    rules = desk.store.office.held.rules()
    late = Counter(one.agency for one in found if one.is_late(today))
    for agency, many in late.items() if rules.chase_late else ():
        also = whom_to_tell(rules, many)
        actions = "1 late action" if many == 1 else f"{many} late actions"
        tell = f", and tell {also}" if also else ""
        yield f"Remind {desk.agency(agency)} of {actions}{tell}."


def _said(desk: PastDesk, one: Outstanding, today: date) -> str:
    action, late = one.action, ", late" if one.is_late(today) else ""
    named = f" ({action.named})" if action.named else ""
    columns = (
        one.name,
        one.held.section,
        f"{desk.agency(one.agency)}{named}",
        f"{said_due(one.due)}{late}",
        f"urgent: {action.text}" if action.urgent else action.text,
    )
    return "  ".join(filter(None, columns))


def settle(desk: PastDesk, facts: Facts) -> Iterator[str]:
    """Puts down what became of an action. Said again, it is corrected. Raises StoreError."""
    asker, now = desk.asker(facts), desk.store.clock.now()
    case, action = _action(asker, facts.get("first", ""))
    agency = _owner(desk, action, facts.get("agency", ""))
    reasons = desk.store.office.held.rules(case.meeting).reasons_not_done
    settled = _settled(facts, reasons, in_london(now).date())
    desk.store.audit.act(What.ACTION_SETTLED, meeting=case.meeting, person=asker.person)
    desk.store.office.held.settle(case, action.label, agency, settled, by=asker.person, now=now)
    yield f"{case.name}/{action.label}  {desk.agency(agency)}  {said_settled(settled)}"


def _action(asker: Asker, name: str) -> tuple[HeldCase, HeldAction]:
    for case in asker.held:
        for action in case.actions:
            if f"{case.name}/{action.label}".casefold() == name.casefold():
                return case, action
    raise StoreError("Name an action as agenda outstanding lists it: MEETING/NUMBER/A1.")


def _owner(desk: PastDesk, action: HeldAction, said: str) -> str:
    agency = desk.agency_called(said) if said else action.agencies[0]
    if agency not in action.agencies or (not said and len(action.agencies) > 1):
        listed = ", ".join(map(desk.agency, action.agencies))
        raise StoreError(f"Say whose part it is, with --agency. It was offered by: {listed}.")
    return agency


def _settled(facts: Facts, reasons: tuple[str, ...], today: date) -> Settled:
    progress = SETTLED_AS.get(facts.get("second", ""))
    if progress is None:
        raise StoreError(f"Say what became of it: {' or '.join(SETTLED_AS)}.")
    reason = _reason(facts.get("reason", ""), reasons) if progress is Progress.NOT_DONE else ""
    try:
        return Settled(progress=progress, reason=reason, note=facts.get("note", ""), on=today)
    except ValidationError:
        raise StoreError("A note has no more than 600 characters; say it shorter.") from None


def _reason(said: str, reasons: tuple[str, ...]) -> str:
    """The one of ``reasons`` that ``said`` is or begins. Raises StoreError if that is not one."""
    meant = [r for r in reasons if said and r.casefold().startswith(said.casefold())]
    if len(meant) != 1:
        listed = " or ".join(f'"{reason}"' for reason in reasons)
        raise StoreError(f"Say why it was not done, with --reason {listed}.")
    return meant[0]
