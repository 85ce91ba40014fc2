"""The list of a draft is put in order before it is published; times follow (AG-2, AG-3).

Cases go by their number on the list, and no word of them is printed.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from agenda.draft import Draft, Stays, listed, moved
from agenda.fixed import Called
from agenda.likeness import Described, compared_parties
from agenda.london import clock_time
from agenda.matching import likeness
from agenda.plan import MeetingPlan, Party
from agenda.referral import Referral, planned_case
from agenda.referrals.cells import section_in
from agenda.referrals.dates import Unclear
from agenda.referrals.times import time_in
from agenda.remarks import remarks
from agenda.running_order import running_order
from server.agenda_desk import AgendaDesk
from server.audit import What
from server.errors import StoreError
from server.published.desk import Answer, Facts, MeetingDesk
from server.published.placing import Place, by_number_in, fitting, place_of, placed

THEIRS = (
    "That case is processed by somebody else: whoever asks may be a party of it. Let them change "
    "it, with --by and their id."
)
_Change = Callable[[Draft, Called], Draft]
NUMBER = re.compile("[0-9]{1,6}")
NONE = "none"
"""Said instead of a time or a section, it takes away the one that there is."""


def move(desk: MeetingDesk, facts: Facts) -> Answer:
    """A referral comes to another place of its list. Raises StoreError."""
    number, to = number_in(facts, "first"), number_in(facts, "to")
    return _changed(desk, facts, (number, to), lambda draft, _: moved_to(draft, number, to))


def fix(desk: MeetingDesk, facts: Facts) -> Answer:
    """A case gets a time of its own, for a professional who is needed for it; or loses it (AG-3).

    Raises StoreError, also where the time cannot be kept.
    """
    number, at = number_in(facts, "first"), facts.get("second", "")
    needed = facts.get("note", "")
    return _changed(
        desk, facts, (number,), lambda draft, called: fixed_at(draft, number, at, needed, called)
    )


def section(desk: MeetingDesk, facts: Facts) -> Answer:
    """A case is heard in another section of the day. Raises StoreError."""
    number, name = number_in(facts, "first"), facts.get("second", "")
    return _changed(
        desk, facts, (number,), lambda draft, called: in_section(draft, number, name, called)
    )


def _changed(desk: MeetingDesk, facts: Facts, numbers: Collection[int], change: _Change) -> Answer:
    """The order after ``change`` of the cases of those numbers, with its times and what there is to
    say of it: but for what is closed to whoever asks, of which no more is said than that it is
    there (CON-3).
    """
    drafts, draft = desk.store.office.drafts, the_draft(desk, facts)
    need_open(desk, draft, facts, numbers)
    called = called_to(draft, AgendaDesk(desk.store).importers(draft, facts.get("by")))
    changed = change(draft, called)
    drafts.put(changed)
    desk.store.audit.act(What.DRAFT_REORDERED, meeting=draft.id, number=changed.version)
    plan = fitting(changed)
    if plan is None:
        return Answer("Changed. The draft does not fit together yet: agenda publish says why.")
    numbered = by_number_in(changed)
    called = {case: numbered[case] for case in called}
    return Answer("\n".join((*timed_lines(plan, called), *remarks(plan, called))))


def the_draft(desk: MeetingDesk, facts: Facts) -> Draft:
    """The draft that is named, or the only one. Raises StoreError."""
    drafts = desk.store.office.drafts
    ids = drafts.ids()
    return drafts.draft(facts.get("meeting") or (ids[0] if len(ids) == 1 else ""))


def need_open(desk: MeetingDesk, draft: Draft, facts: Facts, numbers: Collection[int]) -> None:
    """Raises StoreError where whoever asks may be a party of one of the cases of those ``numbers``,
    which are what is changed (CON-3).
    """
    at = AgendaDesk(desk.store)
    looking = at.importers(draft, facts.get("by"))
    there = range(len(draft.plan.cases) + 1, len(draft.plan.cases) + len(listed(draft)) + 1)
    for number in numbers:
        if number in there and is_closed(draft, on_list(draft, number), looking):
            raise StoreError(THEIRS)


def is_closed(draft: Draft, referral: Referral, by: Mapping[str, Described]) -> bool:
    """Whether any of those ``by`` may be a party of it, or was stopped before it (CON-3, CON-6)."""
    known = {received.referral.id: received.closed_to for received in draft.referrals}
    if known.get(referral.id, frozenset()) & by.keys():
        return True
    return _may_be_theirs(planned_case(referral).parties, by)


def _may_be_theirs(parties: Iterable[Party], by: Mapping[str, Described]) -> bool:
    compared = compared_parties(parties)
    return any(likeness(one, party) for one in by.values() for party in compared)


def called_to(draft: Draft, by: Mapping[str, Described]) -> Called:
    """What the cases of ``draft`` that are open to those ``by`` are called: by their numbers."""
    closed = {one.id for one in listed(draft) if is_closed(draft, one, by)}
    closed |= {case.id for case in draft.plan.cases if _may_be_theirs(case.parties, by)}
    return {case: name for case, name in by_number_in(draft).items() if case not in closed}


def timed_lines(plan: MeetingPlan, called: Called) -> Iterator[str]:
    """The order with its times, each case with its number on the list, by which it is changed. Of
    those that are not ``called`` anything there is neither that, nor a section, nor a time that it
    is fixed for (CON-3).
    """
    cases = {case.id: (number, case) for number, case in enumerate(plan.cases, start=1)}
    sections = {rule.id: rule.name for rule in plan.protocol.day.sections}
    heading = None
    for item in running_order(plan):
        is_open = item.case is None or item.case in called
        if is_open and item.section not in {None, heading}:
            heading = item.section
            yield sections[heading or ""]
        line = f"{clock_time(item.starts)}  {item.label}"
        if is_open and item.case in cases:
            number, case = cases[item.case]
            line += f"  (number {number} of the list{', fixed' if case.fixed_at else ''})"
        yield line


def moved_to(draft: Draft, number: int, to: int) -> Draft:
    """``draft`` with the case of that number, as the list has it, in the place of the number
    ``to``. Raises StoreError.
    """
    case, place = on_list(draft, number), on_list(draft, to)
    if number == to:
        raise StoreError(f"Number {number} is there already.")
    try:
        return moved(draft, case.id, place.id)
    except Stays as stays:
        raise StoreError(stays.said, stays.way) from None


def fixed_at(draft: Draft, number: int, said: str, needed: str, called: Called) -> Draft:
    """``draft`` with the case of that number fixed for a time, or for none. ``needed`` says for
    whom; it may be empty where that is known; other cases are ``called`` in what is refused.
    Raises StoreError.
    """
    case = on_list(draft, number)
    if said.casefold() == NONE:
        return placed(draft, case, replace(place_of(case), fixed_at=None), called)
    try:
        at = time_in(said)
    except Unclear:
        at = None
    if at is None:
        raise StoreError("Say at which time, as 11:30, or none: agenda fix N 11:30")
    place = Place(at, needed or case.fixed_for, case.section)
    return placed(draft, case, place, called)


def in_section(draft: Draft, number: int, name: str, called: Called) -> Draft:
    """``draft`` with the case of that number in the section of that name, or in the one where the
    protocol puts it. Raises StoreError.
    """
    case = on_list(draft, number)
    rules = draft.plan.protocol.day.sections
    sections = {rule.id: rule.name for rule in rules}
    if not sections:
        raise StoreError("The protocol of this meeting has no sections.")
    if not name:
        raise StoreError(f"Say which section: {', '.join(sections.values())}; or none.")
    try:
        chosen = None if name.casefold() == NONE else section_in(name, sections)
    except Unclear as unclear:
        raise StoreError(f"{unclear}.") from None
    return placed(draft, case, replace(place_of(case), section=chosen), called)


def on_list(draft: Draft, number: int) -> Referral:
    """The referral of that number. Raises StoreError."""
    before, on_list = len(draft.plan.cases), listed(draft)
    if not before < number <= before + len(on_list):
        raise StoreError(
            f"There is no number {number} to change on this list; it goes from {before + 1} to "
            f"{before + len(on_list)}: agenda show prints it."
        )
    return on_list[number - before - 1]


def number_in(facts: Facts, name: str) -> int:
    """The number of a case that was said, in digits alone. Raises StoreError."""
    said = facts.get(name, "")
    if not NUMBER.fullmatch(said):
        raise StoreError(
            "Say which case by its number on the list: agenda move 7 --to 2, agenda fix 7 11:30, "
            "agenda section 7 NAME, agenda guest 7 PERSON"
        )
    return int(said)
