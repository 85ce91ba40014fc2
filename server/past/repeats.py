"""What the past says of each case of a meeting, with the earlier plan beside it (AG-7)."""

from collections.abc import Iterator
from dataclasses import replace

from agenda.london import full_date
from agenda.past.held import HeldCase
from agenda.past.repeats import Earlier, Found, NewCase, What, found
from agenda.past.sameness import Sure
from meeting.case.hearing import Case
from meeting.held import parties_of
from meeting.state import State
from server.past.desk import Asker, Facts, PastDesk
from server.past.words import asks, said_due, said_people, said_settled


def repeats(desk: PastDesk, facts: Facts) -> Iterator[str]:
    """Case by case, the latest hearing first. Raises StoreError."""
    asker = desk.asker(facts)
    state = desk.state(facts.get("meeting") or None)
    said = [(name, what) for name, what in _found(asker, state) if what.earlier]
    for name, what in said:
        yield from _said(desk, name, what, asker.past.rules.repeat_months)
    if not said:
        yield "Nothing that was heard before has to do with the cases of that meeting."


def _found(asker: Asker, state: State) -> Iterator[tuple[str, Found]]:
    for item in state.room.items.values():
        case = state.case(item.case or "")
        if case is not None and asker.may_process(state, case):
            what = found(asker.past, _new_case(state, case))
            shown = tuple(one for one in what.earlier if one.held.name in asker.mine)
            yield f"{state.room.meeting}/{item.item}", replace(what, earlier=shown)


def _new_case(state: State, case: Case) -> NewCase:
    return NewCase(
        meeting=state.room.meeting,
        case=case.case,
        day=state.room.day,
        parties=parties_of(state, case),
        referred_on=case.referred_on,
        incident_on=case.incident_on,
    )


def _said(desk: PastDesk, name: str, what: Found, months: int) -> Iterator[str]:
    yield name
    for earlier in what.earlier:
        yield from _said_earlier(desk, earlier, name)
    if what.second_repeat:
        perhaps = "" if what.second_repeat is Sure.CERTAIN else "perhaps "
        yield (
            f"  {perhaps}the second repeat within {months} months: an agency can volunteer to hold "
            "a professionals' meeting"
        )


def _said_earlier(desk: PastDesk, earlier: Earlier, name: str) -> Iterator[str]:
    held = earlier.held
    perhaps = "perhaps " if earlier.sure is Sure.LIKELY else ""
    of = "repeat of" if earlier.what is What.REPEAT else f"{earlier.what}:"
    referred = f", referred {full_date(held.referred_on)}" if held.referred_on else ""
    yield f"  {perhaps}{of} {held.name}{referred}, heard {full_date(held.heard_on)}"
    if earlier.sure is Sure.LIKELY:
        yield f"    {said_people(held)}"
        yield asks("not certain for", held.name, name)
    if earlier.what is What.REPEAT:
        yield from (f"    {line}" for line in _plan(desk, held))


def _plan(desk: PastDesk, held: HeldCase) -> Iterator[str]:
    for risk in held.risks:
        whom = f"{risk.at_risk}, from {risk.from_whom}" if risk.from_whom else risk.at_risk
        yield f"{risk.label}  {whom}  {risk.text}"
    for action in held.actions:
        for agency in action.agencies:
            what = said_settled(action.of(agency))
            who = desk.agency(agency)
            yield f"{action.label}  {who}  {said_due(action)}  {action.text}  [{what}]"
