"""What the past says of each case of a meeting, with the earlier plan beside it (AG-7)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from agenda.london import full_date
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.past.repeats import Earlier, Found, NewCase, What, found
from agenda.past.sameness import Sure
from server.past.desk import Asker, Facts, PastDesk
from server.past.hearings import ToBeHeard
from server.past.words import Question, Said, said_due, said_people, said_settled


def repeats(desk: PastDesk, facts: Facts) -> Iterator[Said]:
    """Case by case, the latest hearing first. Raises StoreError."""
    asker = desk.asker(facts)
    hearings = desk.hearings(facts.get("meeting") or None, asker.person)
    said = [(case, _shown(asker, case)) for case in hearings.cases if case.may_process]
    told = [(case, what) for case, what in said if what.earlier]
    for case, what in told:
        yield from _said(desk, case.name, what, asker.past)
        if what.second_repeat:
            yield _second_repeat(what.second_repeat, asker.past, hearings.meet_by(case))
    if not told:
        yield "Nothing that was heard before has to do with the cases of that meeting."


def _shown(asker: Asker, case: ToBeHeard) -> Found:
    what = found(asker.past, case.new)
    return replace(what, earlier=tuple(e for e in what.earlier if e.held.name in asker.mine))


def _said(desk: PastDesk, name: str, what: Found, past: Past) -> Iterator[Said]:
    yield name
    for earlier in what.earlier:
        yield from _said_earlier(desk, earlier, name, is_open=_is_open(past, earlier, what.new))


def _second_repeat(sure: Sure, past: Past, by: date | None) -> str:
    perhaps = "" if sure is Sure.CERTAIN else "perhaps "
    until = f", by {full_date(by)}" if by else ""
    return (
        f"  {perhaps}the second repeat within {past.rules.repeat_months} months: an agency can "
        f"volunteer to hold a professionals' meeting{until}"
    )


def _is_open(past: Past, earlier: Earlier, new: NewCase) -> bool:
    """Whether it is not certain that they are the same people. A repeat can be uncertain besides,
    where the day of the earlier referral is not held: nobody can answer that by looking.
    """
    relation = past.relation(earlier.held, new.key, new.parties)
    return relation is not None and relation[1] is Sure.LIKELY


def _said_earlier(desk: PastDesk, earlier: Earlier, name: str, *, is_open: bool) -> Iterator[Said]:
    held = earlier.held
    perhaps = "perhaps " if earlier.sure is Sure.LIKELY else ""
    of = "repeat of" if earlier.what is What.REPEAT else f"{earlier.what}:"
    referred = f", referred {full_date(held.referred_on)}" if held.referred_on else ""
    yield f"  {perhaps}{of} {held.name}{referred}, heard {full_date(held.heard_on)}"
    if earlier.sure is Sure.LIKELY:
        yield f"    {said_people(held)}"
    if is_open:
        yield Question("not certain for", held.name, name)
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
            yield f"{action.label}  {who}  {said_due(action.due)}  {action.text}  [{what}]"
