"""What else of a case the minutes have, a sentence each: who tells the victim, what was said of
aims and of safety, and what was declined, withdrawn or struck (ROLE-3).
"""

from collections.abc import Iterator

from agenda.london import clock_time
from meeting.case.actions import Action, Standing, Verdict
from meeting.case.hearing import Case
from meeting.labels import AIMS, listed
from meeting.room import Room
from meeting.values import AgencyId, PersonId


def said_besides(room: Room, case: Case) -> tuple[str, ...]:
    """In the order of the hearing."""
    return tuple(
        sentence
        for say in (_telling, _aims, _safety, _declined, _earlier_closes, _struck)
        for sentence in say(room, case)
    )


def _named(room: Room, agency: AgencyId) -> str:
    return room.agencies.get(agency, agency)


def _person(room: Room, person: PersonId | None) -> str:
    line = room.register.get(person or "")
    return line.name if line is not None else ""


def _telling(room: Room, case: Case) -> Iterator[str]:
    """Who tells the victim, or why nobody does (ACT-8)."""
    checks = case.checks
    if checks.told_by:
        yield f"{_named(room, checks.told_by)} tells the victim"
    elif checks.not_told:
        yield f"Nobody tells the victim: {checks.not_told}"
    elif checks.suggested_to:
        name = _named(room, checks.suggested_to)
        yield f"It was suggested that {name} tells the victim, and not answered"


def _aims(_: Room, case: Case) -> Iterator[str]:
    """What answers each aim, or why nothing is needed for it (ACT-10)."""
    actions = case.plan.actions
    for aim, answer in case.checks.aims.items():
        labels = [actions[each].label for each in answer.answered_by if each in actions]
        if labels:
            yield f"What {AIMS[aim]}: {listed(labels, 'and')}"
        if answer.reason:
            yield f"Nothing {AIMS[aim]}: {answer.reason}"


def _safety(room: Room, case: Case) -> Iterator[str]:
    """What whoever speaks for the victim said of the plan and of each action (ACT-6)."""
    by = _person(room, case.plan.judged_by)
    if case.plan.verdict is not None:
        who = f" by {by}" if by else ""
        why = f": {case.plan.why_unsafe}" if case.plan.why_unsafe else ""
        yield f"The plan as a whole was said to be {case.plan.verdict}{who}{why}"
    judged = [a for a in case.plan.actions.values() if a.verdict and a.struck_by is None]
    safe = [action.label for action in judged if action.verdict is Verdict.SAFE]
    if safe:
        yield f"Said to be safe: {listed(safe, 'and')}"
    for action in judged:
        if action.verdict is Verdict.UNSAFE:
            yield f"{action.label} was said to be unsafe: {action.why_unsafe}"


def _declined(room: Room, case: Case) -> Iterator[str]:
    """What was suggested and not taken up, and what was withdrawn, with why (ACT-1)."""
    for action in case.plan.actions.values():
        if action.struck_by is not None:
            continue
        for agency, reason in action.declined.items():
            yield f"{_named(room, agency)} declined {_quoted(action)}: {reason}"
        if action.standing is Standing.WITHDRAWN:
            yield f"Withdrawn, {_quoted(action)}: {action.withdrawn_because}"


def _quoted(action: Action) -> str:
    return f"{action.label} “{action.wording.text}”"


def _earlier_closes(_: Room, case: Case) -> Iterator[str]:
    """Why it was closed before it was reopened, where that needed a reason (ACT-10)."""
    for each in case.reopened:
        if each.closing.reason:
            yield f"Closed at {clock_time(each.closing.at)}: {each.closing.reason}"


def _struck(room: Room, case: Case) -> Iterator[str]:
    """That something was, and by whom: none of its words (CASE-5)."""
    for what, entries in (
        ("Information", case.heard.points.values()),
        ("A risk", case.risks.gone.values()),
        ("An action", case.plan.actions.values()),
    ):
        for entry in entries:
            if entry.struck_by is not None:
                by = _person(room, entry.struck_by)
                yield f"{what} typed into the wrong case was struck by {by}"
