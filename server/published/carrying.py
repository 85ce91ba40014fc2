"""Cases that an earlier meeting did not hear, or put off, come into the draft of the next one with
their referrals (CASE-6).

Each is taken once. Whoever was out of one there, or may be a party of it, has no part in it, and is
told nothing of it: another coordinator carries it over (CON-3, CON-4).
"""

import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from agenda.draft import Draft, Received, Standing, is_set_aside
from agenda.likeness import Described
from agenda.referrals.importing import MOST_CASES
from meeting.case.hearing import Case
from meeting.case.outcome import Outcome
from meeting.labels import listed
from meeting.room import Item, ItemState, Phase
from meeting.state import State
from server.agenda_desk import CASE_ID_BYTES, AgendaDesk
from server.audit import What
from server.errors import StoreError
from server.published.desk import Answer, Facts, MeetingDesk
from server.published.last import last_meeting
from server.published.ordering import is_closed, the_draft

NOTHING: Final = "There is nothing to carry over: {meeting} left no case that is not in a draft."
NOT_OVER: Final = "{meeting} is not over: what it leaves is carried over once its list is approved."
NO_SOURCE: Final = "Name an open meeting that is over with --from."
NO_REFERRAL: Final = "{cases} came there without a referral: bring it in with agenda import."
NO_AGENCY: Final = "{cases} was referred by an agency that is not in this draft: name it there."
TOO_MANY: Final = "That is more than one meeting can hold; make another draft for the rest."
FIXED_NO_MORE: Final = "{cases} had a time of its own there: fix it anew where somebody is needed."

ELSEWHERE: Final = (
    "{cases} is in the draft {draft} already; if that is never to be held, agenda discard "
    "--meeting {draft} sets it free."
)
SET_ASIDE: Final = (
    "{cases} is restricted by the protocol of this draft, and is set aside for a sitting of its "
    "own (RES-1)."
)


@dataclass(frozen=True, slots=True)
class Left:
    """A case that is left, by what it was called there, and its referral as it came then; None
    where it stood in the plan itself.
    """

    label: str
    origin: str
    received: Received | None
    out: frozenset[str] = frozenset()
    """Who was out of it there, by id: they have no part in it afterwards either (CON-3)."""
    into: str | None = None
    """The draft that has it already."""


def carry(desk: MeetingDesk, facts: Facts) -> Answer:
    """All that the last meeting left comes into the draft. Raises StoreError."""
    with desk.store.office.together():
        draft = the_draft(desk, facts)
        by = AgendaDesk(desk.store).importers(draft, facts.get("by"))
        changed, said = carried(desk, draft, frozenset(by), facts.get("from"))
        if changed is not None:
            act = What.CASES_CARRIED_OVER
            desk.store.audit.act(act, meeting=draft.id, number=changed.version)
            desk.store.office.drafts.put(changed)
    return Answer("\n".join(said))


def carried(
    desk: MeetingDesk, draft: Draft, asks: Collection[str], source: str | None = None
) -> tuple[Draft | None, tuple[str, ...]]:
    """The draft with what is left for those who ask, and what there is to say; None for the draft
    where that is nothing. Raises StoreError.
    """
    meeting, every = _all_left(desk, draft, asks, source)
    left = [one for one in every if one.into is None]
    known = {agency.id for agency in draft.plan.agencies}
    whole = [(one, one.received) for one in left if one.received is not None]
    taken = [(one, got) for one, got in whole if got.referral.agency in known]
    there = {one.label for one, _ in taken}
    missing = [one.label for one in left if one.received is None]
    strangers = [one.label for one, _ in whole if one.label not in there]
    said = (
        *((NO_REFERRAL.format(cases=listed(missing, "and")),) if missing else ()),
        *((NO_AGENCY.format(cases=listed(strangers, "and")),) if strangers else ()),
        *_elsewhere(desk, draft, every),
    )
    if not taken:
        return None, said or (NOTHING.format(meeting=meeting),)
    if len(draft.referrals) + len(taken) > MOST_CASES:
        raise StoreError(TOO_MANY)
    fixed = [one.label for one, got in taken if got.referral.fixed_at is not None]
    new = tuple(_anew(desk, draft, one, got, min(asks)) for one, got in taken)
    referrals = (*draft.referrals, *new)
    changed = Draft(**{**dict(draft), "referrals": referrals, "version": draft.version + 1})
    aside = [one.label for one, got in taken if is_set_aside(got.referral, draft.plan.protocol)]
    done = f"Carried over from {meeting}: {listed((one.label for one, _ in taken), 'and')}."
    again = (FIXED_NO_MORE.format(cases=listed(fixed, "and")),) if fixed else ()
    apart = (SET_ASIDE.format(cases=listed(aside, "and")),) if aside else ()
    return changed, (done, *again, *apart, *said)


def _anew(desk: MeetingDesk, draft: Draft, one: Left, got: Received, by: str) -> Received:
    """As it came, under an id of its own, since it is another hearing; without the time that it was
    fixed for, in its section where this day has that too, and on no open list where the protocol
    of this day restricts it (RES-1).
    """
    sections = {rule.id for rule in draft.plan.protocol.day.sections}
    section = got.referral.section if got.referral.section in sections else None
    facts = {
        "id": secrets.token_hex(CASE_ID_BYTES),
        "fixed_at": None,
        "fixed_for": "",
        "section": section,
    }
    aside = is_set_aside(got.referral, draft.plan.protocol)
    return Received(
        referral=got.referral.model_copy(update=facts),
        standing=Standing.ASIDE if aside else Standing.LISTED,
        at=desk.store.clock.now(),
        by=by,
        closed_to=got.closed_to | one.out,
        carried_from=one.origin,
    )


def behind(
    desk: MeetingDesk, draft: Draft, asks: Collection[str], source: str | None = None
) -> tuple[str, tuple[Left, ...]]:
    """The meeting before, and what it left that is in no draft yet, as far as those who ask have a
    part in it. Raises StoreError where it is not over, or is none of these.
    """
    meeting, left = _all_left(desk, draft, asks, source)
    return meeting, tuple(one for one in left if one.into is None)


def _elsewhere(desk: MeetingDesk, draft: Draft, left: Collection[Left]) -> Iterator[str]:
    """In which drafts that are not published cases are: a meeting that is never held would keep
    them for ever (CASE-6).
    """
    published = {known.id for known in desk.store.office.meetings()}
    for into in sorted({one.into for one in left if one.into is not None} - published - {draft.id}):
        cases = listed((one.label for one in left if one.into == into), "and")
        yield ELSEWHERE.format(cases=cases, draft=into)


def _all_left(
    desk: MeetingDesk, draft: Draft, asks: Collection[str], source: str | None
) -> tuple[str, tuple[Left, ...]]:
    """As ``behind``, with what is in a draft already."""
    source = source or last_meeting(desk)
    open_ = {known.id for known in desk.store.office.meetings() if known.sitting is None}
    if source not in open_ - {draft.id}:
        raise StoreError(NO_SOURCE)  # the same of a sitting as of what is none (RES-2)
    known, record = desk.record({"meeting": source})
    room = record.state.room
    if room.restricted is not None:
        raise StoreError(NO_SOURCE)
    if room.phase is not Phase.APPROVED:
        raise StoreError(NOT_OVER.format(meeting=known.id))
    drafts = desk.store.office.drafts
    came = drafts.draft(known.id).referrals if known.id in drafts.ids() else ()
    received = {each.referral.id: each for each in came}
    gone = {
        each.carried_from: (one.id, each.closed_to)
        for one in (draft, *drafts.others(draft.id))
        for each in one.referrals
    }
    found = (
        _as_left(item, case, f"{known.id}/{case.case}", received.get(case.case), gone)
        for item, case in _left(record.state)
    )
    by = AgendaDesk(desk.store)
    described = {i: one for who in asks for i, one in by.importers(draft, who).items()}
    return known.id, tuple(one for one in found if not _is_closed(draft, one, described))


def _as_left(
    item: Item,
    case: Case,
    origin: str,
    received: Received | None,
    gone: Mapping[str | None, tuple[str, frozenset[str]]],
) -> Left:
    into, closed_to = gone.get(origin, (None, frozenset()))
    return Left(item.label, origin, received, _out_of(case) | closed_to, into)


def _is_closed(draft: Draft, one: Left, by: Mapping[str, Described]) -> bool:
    """Whether somebody who asks was out of it, may be a party of it, or was stopped before it
    (CON-3, CON-6).
    """
    received = one.received
    if one.out & by.keys():
        return True
    if received is None:
        return False
    return bool(received.closed_to & by.keys()) or is_closed(draft, received.referral, by)


def _left(state: State) -> Iterator[tuple[Item, Case]]:
    """Of the running order: what was never called, and what was put off (CASE-6)."""
    for item in state.room.items.values():
        case = state.case(item.case) if item.case is not None else None
        if case is None:
            continue
        put_off = case.closing is not None and case.closing.outcome is Outcome.DEFERRED
        if item.state is ItemState.LISTED or put_off:
            yield item, case


def _out_of(case: Case) -> frozenset[str]:
    return frozenset(filter(case.is_withheld_from, case.out_of_it))
