"""A draft as its coordinator sees it: the running order with its times, and what waits."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Final

from agenda.draft import Draft, plan_of, waiting, without_section
from agenda.fixed import Called
from agenda.likeness import Described, compared_parties
from agenda.matching import likeness
from agenda.past.sameness import Relation, related
from agenda.plan import (
    DEPENDANTS,
    Agency,
    ExpectedPerson,
    MeetingPlan,
    Party,
    PartyKind,
    PlannedCase,
    Role,
)
from agenda.referral import Referral, planned_case
from agenda.remarks import remarks
from agenda.running_order import PlannedItem, running_order
from meeting.access import Membership
from meeting.desk import DeskItem, DeskPerson, DeskSheet
from server.agenda_desk import AgendaDesk
from server.coordinating.deadlines import with_deadlines
from server.coordinating.unready import unready_before
from server.coordinating.without_consent import without_consent
from server.published.deadlines import times_of_order
from server.published.following import Following
from server.store import Store

NO_TIME: Final = "No time yet"
UNPLACED: Final = "a case without a time"


@dataclass(frozen=True, slots=True)
class Looks:
    """Who looks at a draft: by id, as they are compared with the parties."""

    draft: Draft
    by: Mapping[str, Described]

    def is_closed(self, case: PlannedCase | Referral) -> bool:
        """Whether they may be a party of it (CON-3, CON-6)."""
        known = {r.referral.id: r.closed_to for r in self.draft.referrals}
        if known.get(case.id, frozenset()) & self.by.keys():
            return True
        planned = planned_case(case) if isinstance(case, Referral) else case
        parties = compared_parties(planned.parties)
        return any(likeness(one, party) for one in self.by.values() for party in parties)


def drafted(
    store: Store, meeting: str, person: str, now: datetime, following: Following | None = None
) -> DeskSheet:
    """The draft of ``meeting`` for that coordinator; ``following`` is the meeting after it, where
    there is one. Raises StoreError.
    """
    draft = store.office.drafts.draft(meeting)
    looks = looks_at(store, draft, person)
    sheet = DeskSheet(meeting=draft.id, version=draft.version, waiting=len(waiting(draft)))
    unplaced = without_section(draft)
    try:
        plan = plan_of(draft, but=unplaced)
    except ValueError as error:
        problem = f"The draft does not fit together yet: {error}."
        return sheet.model_copy(update={"problem": problem})
    order = running_order(plan)
    lines = (*_lines(plan, order, looks), *(_unplaced(one, plan, looks) for one in unplaced))
    lines = tuple(_marked(lines, (*plan.cases, *map(planned_case, unplaced)), looks))
    called = called_at_desk(plan, looks)
    sheet = sheet.model_copy(
        update={
            "order": lines,
            "problem": _without_section(len(unplaced)),
            "remarks": (
                *remarks(plan, called),
                *without_consent(draft, called),
            ),
            "people": tuple(people_shown(store, plan.people, plan.agencies, now)),
            "sections": tuple((rule.id, rule.name) for rule in plan.protocol.day.sections),
            "unready": unready_before(store, plan),
            "may_come": tuple(may_come(store, draft)),
        }
    )
    return with_deadlines(sheet, plan.protocol, times_of_order(plan, order, following), now)


def people_shown(
    store: Store, people: Iterable[ExpectedPerson], agencies: Iterable[Agency], now: datetime
) -> Iterator[DeskPerson]:
    """Everybody expected but guests, who read no agenda (ROLE-6)."""
    names, accounts = {agency.id: agency.name for agency in agencies}, store.office.accounts
    for one in people:
        if one.role is not Role.GUEST:
            has_account = accounts.account(one.id).hash is not None
            yield DeskPerson(
                id=one.id,
                name=one.name,
                agency=names.get(one.agency, one.agency),
                role=one.role,
                comes_in=has_account or accounts.is_invited(one.id, now),
            )


def looks_at(store: Store, draft: Draft, person: str) -> Looks:
    """``person`` at ``draft``."""
    return Looks(draft, AgendaDesk(store).importers(draft, person))


def called_at_desk(plan: MeetingPlan, looks: Looks) -> Called:
    """What cases are called at the desk, where they have the numbers of the running order."""
    open_to = {case.id for case in plan.cases if not looks.is_closed(case)}
    order = running_order(plan)
    return {item.case: item.label.lower() for item in order if item.case in open_to}


def _without_section(count: int) -> str:
    """What there is to do before all cases have a time."""
    if not count:
        return ""
    which, it = ("1 case is", "it") if count == 1 else (f"{count} cases are", "each")
    return f"{which} in no section of the day yet, at the end of the list: f puts {it} into one."


def _unplaced(one: Referral, plan: MeetingPlan, looks: Looks) -> DeskItem:
    line = DeskItem(label=NO_TIME, starts=None, minutes=plan.item_minutes, case=one.id)
    line = line.model_copy(update={"in_draft": True})
    return _open(line, planned_case(one), plan, looks)


def _lines(plan: MeetingPlan, order: tuple[PlannedItem, ...], looks: Looks) -> Iterator[DeskItem]:
    cases = {case.id: case for case in plan.cases}
    referred = {received.referral.id for received in looks.draft.referrals}
    sections = {section.id: section.name for section in plan.protocol.day.sections}
    for item in order:
        line = DeskItem(
            label=item.label,
            starts=item.starts,
            minutes=item.minutes,
            kind=item.kind,
            section=sections.get(item.section or "", ""),
            case=item.case,
            in_draft=item.case in referred,
        )
        case = cases.get(item.case or "")
        yield line if case is None else _open(line, case, plan, looks)


def _marked(
    lines: tuple[DeskItem, ...], cases: Iterable[PlannedCase], looks: Looks
) -> Iterator[DeskItem]:
    """Cases that may be about the same people, each with what the others are called (AG-7)."""
    parties = {c.id: compared_parties(c.parties) for c in cases if not looks.is_closed(c)}
    called = {
        line.case: line.label if line.starts is not None else UNPLACED
        for line in lines
        if line.case is not None
    }
    alike: dict[str, list[str]] = {case: [] for case in parties}
    for one, other in combinations(parties, 2):
        found = related(parties[one], parties[other], likeness)
        if found is not None and found[0] is Relation.SAME:
            alike[one].append(called[other])
            alike[other].append(called[one])
    for line in lines:
        labels = tuple(alike.get(line.case or "", ()))
        yield line.model_copy(update={"alike": labels}) if labels else line


def _open(line: DeskItem, case: PlannedCase, plan: MeetingPlan, looks: Looks) -> DeskItem:
    """What the line of ``case`` says, to whoever has a part in processing it; to nobody else in
    which section it is, which says what kind of case it is (CON-3).
    """
    if looks.is_closed(case):
        return line.model_copy(update={"closed": True, "section": ""})
    agencies = {agency.id: agency.name for agency in plan.agencies}
    return line.model_copy(
        update={
            "agency": agencies[case.referred_by],
            "said": in_one_line(case.parties),
            "fixed_at": case.fixed_at,
            "fixed_for": case.fixed_for,
            "put_into": case.section,
            "guests": _guests(case.id, plan, looks.draft),
        }
    )


def _guests(case: str, plan: MeetingPlan, draft: Draft) -> tuple[str, ...]:
    """Those of the plan, and those of a referral, who are in the plan only once it has a place."""
    named = (one for one in (*plan.people, *draft.guests) if one.for_case == case)
    return tuple({one.id: one.name for one in named}.values())


def may_come(store: Store, draft: Draft) -> Iterator[tuple[str, str]]:
    """Everybody of the office who could be a guest: a member, and not expected already."""
    expected = {one.id for one in draft.plan.people}
    agencies = store.office.accounts.agencies()
    for person in store.office.people():
        reader = store.office.reader(person)
        if person not in expected and reader and reader.membership is Membership.MEMBER:
            yield person, f"{reader.name}, {agencies.get(reader.agency, reader.agency)}"


def in_one_line(parties: tuple[Party, ...]) -> str:
    """``Anwen Oakhill; Dale Oakhill, 2 children``: whom a case is about."""
    named = [
        ", ".join(party.name for party in parties if party.kind is kind)
        for kind in (PartyKind.VICTIM, PartyKind.PERPETRATOR)
    ]
    many = sum(party.kind in DEPENDANTS for party in parties)
    with_them = "" if not many else f", {many} {'child' if many == 1 else 'children'}"
    return f"{'; '.join(filter(None, named))}{with_them}"
