"""What the papers say: made from state for one reader, so that ``may_read`` decides here as it
does on the screen. Renderers elsewhere turn these into files, and decide nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Final

from agenda.london import clock_time
from agenda.protocol import Stage
from meeting.access import Medium, Reader, may_read
from meeting.case.actions import COMMITTED, SETTLED, Action, Wording
from meeting.case.duties import duties_of
from meeting.case.hearing import Case
from meeting.case.late_offers import OfferArrivedLate
from meeting.case.outcome import Closing
from meeting.case.risks import Risk
from meeting.case.spoken_for import said_presenter, said_views_named
from meeting.chain import Head
from meeting.labels import (
    said_care,
    said_left_out,
    said_links,
    said_passed_over,
    said_reopened,
    said_sharings,
    said_withdrawal,
    unnamed,
)
from meeting.risk_paper import PaperRisk, paper_risks
from meeting.room import Item, ItemState, Phase, Room
from meeting.state import State
from meeting.streams import ROOM, Stream, case_stream
from meeting.values import ActionId, AgencyId

HEAD_DIGITS: Final = 32
"""Of 64. Nobody makes another record that ends in the same 128 bits; nor, where they write both
themselves, two that do.
"""
NO_HEADS: Final[Mapping[Stream, Head]] = {}
ON_PAPER_ROOM: Final = "room"
ON_PAPER_CASE: Final = "case-"


@dataclass(frozen=True, slots=True)
class PaperAction:
    """One action as a paper has it."""

    label: str
    agencies: tuple[str, ...]
    named: str
    text: str
    for_whom: str
    risks: tuple[str, ...]
    due: date | None
    done_when: str
    urgent: bool
    standing: str
    note: str
    id: ActionId | None = None
    """By which programs know it again in a later version; None of what is no action yet."""


@dataclass(frozen=True, slots=True)
class PaperCase:
    """One case's actions, and apart from them what is no agency's action yet (ACT-5).

    ``reason`` is why it was closed over a gap, or not heard to the end (ACT-10, CASE-6);
    ``passed_over`` are stages of the hearing that the chair passed over, in words with why;
    ``reopened`` each time that it was heard further after a close, with why; ``left_out`` what
    agencies offered after the close that was not taken in, with why. What was neither taken in nor
    left out is yet to settle. ``links`` is what was said of each link that was considered (CASE-8).
    """

    label: str
    outcome: str
    reason: str
    actions: tuple[PaperAction, ...]
    to_settle: tuple[PaperAction, ...]
    passed_over: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """What was said of each link that was considered: yes or no, and why (CASE-8)."""
    presented_by: str = ""
    """Who presented it on the referrer's behalf, if anybody did (ROLE-10)."""
    views_from: str = ""
    """Who brought the victim's views, where no IDVA did (ROLE-9)."""
    sharings: tuple[str, ...] = ()
    """What was asked of using information elsewhere, and what its agency answered (NTK-1)."""
    risks: tuple[PaperRisk, ...] = ()
    no_risks: bool = False
    """Whether the chair said that no risk was identified: an answer (RISK-1)."""
    withdrawal: tuple[str, ...] = ()
    """That its referral was to be withdrawn, why, and what others said to that (CASE-7)."""
    care: tuple[str, ...] = ()
    """On an agency's own list, for who acts: safe contact, what is not, risk to staff (CASE-9)."""
    duties: tuple[tuple[tuple[str, ...], str], ...] = ()
    """What stands on it by the protocol: whose it is, and what is done (ACT-7)."""


@dataclass(frozen=True, slots=True)
class PaperHead:
    """How far a stream went when the paper was made: its name on papers, the number of its last
    event, and the first digits of the hash of the chain up to it.
    """

    stream: str
    number: int
    digits: str

    def __str__(self) -> str:
        return f"{self.stream}:{self.number}:{self.digits}"


@dataclass(frozen=True, slots=True)
class ActionList:
    """The action list of a meeting, for one reader (ACT-11, OUT-2).

    ``version`` is 0 for a draft: before the chair has approved the list. ``not_heard`` are the
    cases of the running order that were never called. No name of a party is in it: papers travel.
    """

    area: str
    day: date
    marking: str
    version: int
    made_for: str
    made_for_agency: str
    approved_by: str
    approved_at: datetime | None
    cases: tuple[PaperCase, ...]
    not_heard: tuple[str, ...]
    heads: tuple[PaperHead, ...] = ()
    urgent: bool = False
    """Whether it holds nothing but what was given out as urgent to one agency (ACT-12)."""
    own: bool = False
    """Whether it holds nothing but what is its reader's agency's own (OUT-2)."""

    @property
    def is_draft(self) -> bool:
        """Whether the chair has yet to approve it."""
        return self.version == 0


def action_list(
    state: State, reader: Reader, heads: Mapping[Stream, Head] = NO_HEADS
) -> ActionList:
    """The list for ``reader``, holding the cases that they may read and nothing of any other.

    ``heads`` says where every stream stands; of those too the paper has what its reader may read.
    """
    room, on_paper = state.room, replace(reader, medium=Medium.PAPER)
    line = room.register.get(reader.person)
    readable = may_read(state, on_paper)
    seen = state.only(readable)
    approver = seen.room.register.get(room.approved_by or "")
    return ActionList(
        area=room.area,
        day=room.day,
        marking=room.protocol.marking,
        version=room.approved_version if room.phase is Phase.APPROVED else 0,
        made_for=line.name if line else "",
        made_for_agency=room.agencies.get(reader.agency, ""),
        approved_by=approver.name if approver else "",
        approved_at=room.approved_at,
        cases=tuple(_cases(seen)),
        not_heard=tuple(item.label for item in _never_called(seen)),
        heads=tuple(heads_of(seen, {s: head for s, head in heads.items() if s in readable})),
    )


def urgent_actions(
    state: State, reader: Reader, heads: Mapping[Stream, Head] = NO_HEADS
) -> ActionList | None:
    """The urgent actions of the reader's agency that were given out, of the cases that they may
    read; None where there is none (ACT-12).
    """
    seen = state.only(may_read(state, replace(reader, medium=Medium.PAPER)))
    cases = tuple(_urgent_cases(seen, reader.agency))
    if not cases:
        return None
    whole = action_list(state, reader, heads)
    return replace(whole, cases=cases, not_heard=(), urgent=True)


def own_actions(
    state: State, reader: Reader, heads: Mapping[Stream, Head] = NO_HEADS
) -> ActionList | None:
    """What is the reader's agency's own, of the cases that they may read: its actions, what is yet
    to settle with it, and the standing duties that bind it; None where there is nothing (OUT-2).
    """
    seen = state.only(may_read(state, replace(reader, medium=Medium.PAPER)))
    cases = tuple(_own_cases(seen, reader.agency))
    if not cases:
        return None
    return replace(action_list(state, reader, heads), cases=cases, not_heard=(), own=True)


def _own_cases(seen: State, agency: AgencyId) -> Iterator[PaperCase]:
    """Of a case the paper says no more than that: how it was heard stands in the whole list."""
    room = seen.room
    for item, case in _begun(seen):
        actions, to_settle = _plan(room, case, agency)
        duties = tuple(
            ((room.agencies.get(agency, agency),), duty.text)
            for duty in duties_of(room, case)
            if duty.agency == agency
        )
        if actions or to_settle or duties:
            whole = PaperCase(item.label, outcome_of(case), "", actions, to_settle, duties=duties)
            yield replace(whole, care=said_care(case))


def _urgent_cases(seen: State, agency: AgencyId) -> Iterator[PaperCase]:
    for case in seen.cases():
        item = seen.room.item_of(case.case)
        actions = tuple(
            _action(seen.room, case, action)
            for action in case.plan.actions.values()
            if action.given_out_at is not None
            and agency in action.owners
            and action.standing in COMMITTED
        )
        if item is not None and actions:
            yield PaperCase(item.label, outcome_of(case), "", actions, ())


def heads_of(seen: State, heads: Mapping[Stream, Head]) -> Iterator[PaperHead]:
    """Those of the room and of cases. That there is a conflict no paper tells (CON-1)."""
    named = {ROOM: ON_PAPER_ROOM}
    for item in seen.room.items.values():
        if item.case is not None:
            named[case_stream(item.case)] = f"{ON_PAPER_CASE}{item.item}"
    for stream, name in named.items():
        if stream in heads:
            head = heads[stream]
            yield PaperHead(name, head.number, head.hash[:HEAD_DIGITS])


def head_stream(state: State, name: str) -> Stream | None:
    """The stream that is called ``name`` on papers; None if none is."""
    if name == ON_PAPER_ROOM:
        return ROOM
    item = state.room.items.get(name.removeprefix(ON_PAPER_CASE))
    if item is None or item.case is None or not name.startswith(ON_PAPER_CASE):
        return None
    return case_stream(item.case)


def _never_called(seen: State) -> Iterator[Item]:
    for item in seen.room.items.values():
        if item.case is not None and item.state is ItemState.LISTED and seen.case(item.case):
            yield item


def _cases(seen: State) -> Iterator[PaperCase]:
    for item, case in _begun(seen):
        yield _case(seen.room, item, case)


def _begun(seen: State) -> Iterator[tuple[Item, Case]]:
    for case in seen.cases():
        item = seen.room.item_of(case.case)
        # A case that was broken off keeps what was offered in it, and after an earlier close.
        late = any(late.is_open for late in case.late_offers.values())
        begun = case.stage is not Stage.LISTED or case.plan.actions or late
        if item is not None and begun:
            yield item, case


def _case(room: Room, item: Item, case: Case) -> PaperCase:
    actions, to_settle = _plan(room, case)
    return PaperCase(
        label=item.label,
        outcome=outcome_of(case),
        reason=_why_closed(case.closing),
        actions=actions,
        to_settle=to_settle,
        passed_over=said_passed_over(case),
        reopened=said_reopened(case),
        left_out=said_left_out(room, case),
        links=said_links(case),
        presented_by=said_presenter(room, case),
        views_from=said_views_named(room, case),
        sharings=said_sharings(room, case),
        risks=paper_risks(case),
        no_risks=case.risks.none_identified,
        withdrawal=said_withdrawal(room, case),
        duties=tuple(_duties(room, case)),
    )


def _plan(
    room: Room, case: Case, agency: AgencyId | None = None
) -> tuple[tuple[PaperAction, ...], tuple[PaperAction, ...]]:
    """The actions of the case, or of ``agency``: those that somebody's are, and those to settle."""
    live = [
        action
        for action in case.plan.actions.values()
        if action.standing not in SETTLED and (agency is None or agency in _whose(action))
    ]
    made = [(action.standing in COMMITTED, _action(room, case, action)) for action in live]
    late = _offered_late(room, case, agency)
    return (
        tuple(action for committed, action in made if committed),
        (*(action for committed, action in made if not committed), *late),
    )


def _whose(action: Action) -> tuple[AgencyId, ...]:
    return action.owners or ((action.suggested_to,) if action.suggested_to else ())


def _duties(room: Room, case: Case) -> Iterator[tuple[tuple[str, ...], str]]:
    for text, ones in groupby(duties_of(room, case), lambda one: one.text):
        yield tuple(room.agencies.get(one.agency, one.agency) for one in ones), text


def _why_closed(closing: Closing | None) -> str:
    """With where to it was handed over, if it was (CASE-8)."""
    if closing is None:
        return ""
    where = f"To {closing.where}." if closing.where else ""
    return " ".join(filter(None, (where, closing.reason)))


def outcome_of(case: Case) -> str:
    """How the hearing of ``case`` stands or ended, in words."""
    if case.closing is not None:
        return str(case.closing.outcome)
    return "broken off" if case.stage is Stage.LISTED else "still being heard"


def _action(room: Room, case: Case, action: Action) -> PaperAction:
    return replace(
        _worded(room, case, _whose(action), action.wording),
        id=action.action,
        label=action.label,
        standing=_standing(action),
        note=action.kept_because or action.safe_because or action.why_unsafe,
    )


def _standing(action: Action) -> str:
    """Where it stands, and that its owners have it already where it was urgent (ACT-12)."""
    if action.given_out_at is None:
        return str(action.standing)
    since = "" if action.given_version == action.version else ", changed since"
    return f"{action.standing}, given out at {clock_time(action.given_out_at)}{since}"


def _offered_late(room: Room, case: Case, agency: AgencyId | None) -> Iterator[PaperAction]:
    """What was offered after the close, and neither taken in nor left out: no action, and not lost
    (ACT-1).
    """
    for late in case.late_offers.values():
        mine = agency in {None, late.agency}
        if mine and late.is_open and isinstance(late.came, OfferArrivedLate):
            yield _worded(room, case, (late.agency,), late.came.wording)


def _worded(
    room: Room, case: Case, agencies: tuple[AgencyId, ...], wording: Wording
) -> PaperAction:
    named = case.risks.named
    return PaperAction(
        label="-",
        agencies=tuple(room.agencies.get(agency, agency) for agency in agencies),
        named=wording.named,
        text=wording.text,
        for_whom=unnamed(case, wording.for_whom),
        risks=tuple(_risk(case, named[risk]) for risk in wording.risks if risk in named),
        due=wording.due,
        done_when=wording.done_when,
        urgent=wording.urgent,
        standing="offered after the close",
        note="",
    )


def _risk(case: Case, risk: Risk) -> str:
    """``R1 (victim, from perpetrator)``: no name, and nothing of what was told."""
    at_risk, from_whom = unnamed(case, risk.at_risk), unnamed(case, risk.from_whom)
    whose = ", from ".join(subject for subject in (at_risk, from_whom) if subject)
    return f"{risk.label} ({whose})" if at_risk else risk.label
