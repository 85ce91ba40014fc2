"""What is open when a case is about to be closed, in order of weight (ACT-2, ACT-8 to ACT-10)."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Final

from agenda.plan import PartyKind
from agenda.protocol import Check, Link
from meeting.case.actions import ANSWERING, SETTLED, Action, Standing, Verdict, Wording
from meeting.case.checks import Aim
from meeting.case.hearing import Case
from meeting.case.inappropriate import open_request
from meeting.case.risks import Risk, Settlement
from meeting.case.smart import Part, missing
from meeting.case.table import Heard, at_table, seats
from meeting.labels import AIMS, LINKS, STAGES, listed
from meeting.room import Room
from meeting.values import AgencyId, Subject

UNSAID: Final[Mapping[Part, str]] = {
    Part.FOR_WHOM: "for whom it is",
    Part.RISKS: "which risk it answers",
    Part.DONE_WHEN: "what will show that it was done",
}
"""What an action does not say yet, besides its date (ACT-2)."""

AWAITED: Final = frozenset({Heard.YET_TO_SPEAK, Heard.ASKS, Heard.STEPPED_OUT})
"""Agencies that are still to be heard in a case."""
MOST_SAID: Final = 20
"""Open points that are said one by one; of the rest only how many."""


class Gap(StrEnum):
    """A kind of open point, the gravest first: danger, the victim, the aims, risks, the table, and
    then what an action lacks.
    """

    UNSAFE = "an action or the plan is unsafe"
    NO_SAFETY_CHECK = "the plan was not checked"
    ACTION_UNCHECKED = "an action was not checked"
    NOBODY_TELLS = "nobody tells the victim"
    VICTIM = "nothing for the victim"
    CHILDREN = "nothing for the children"
    PERPETRATOR = "nothing about the perpetrator"
    STAFF = "nothing for staff"
    LINKS = "a link was not considered"
    NO_RISKS = "risks were not named"
    RISK_NOT_AGREED = "a risk was not agreed"
    RISK_UNANSWERED = "a risk has no action"
    WITHDRAWAL = "that the referral is to be withdrawn was not answered"
    NOT_HEARD = "an agency was not heard"
    PASSED_OVER = "a stage was passed over"
    SUGGESTION_OPEN = "a suggestion was not answered"
    LATE_OFFER = "what came after an earlier close was not answered"
    NOT_CONFIRMED = "an action is not confirmed"
    OWNER_OUT = "an action's owner is out of the case"
    NO_DATE = "an action has no date"
    UNSAID = "an action does not say enough"
    INVITED = "an agency has not said whether it joins"
    RISK_UNSETTLED = "it was not said how a risk stands"
    NOT_READ_BACK = "the actions were not read back"


Finder = Callable[[Room, Case], Iterator[str]]


def open_by_kind(room: Room, case: Case) -> tuple[tuple[Gap, str], ...]:
    """Each thing that is open, as the table would say it, with its kind and in that order."""
    return tuple((gap, words) for gap in Gap for words in FINDERS[gap](room, case))


def open_points(room: Room, case: Case) -> tuple[str, ...]:
    """Each thing that is open, in words."""
    return tuple(words for _, words in open_by_kind(room, case))


def said_points(points: tuple[str, ...]) -> tuple[str, ...]:
    """``points`` as they fit on a screen: at most ``MOST_SAID``, and how many more there are."""
    if len(points) <= MOST_SAID:
        return points
    return (*points[:MOST_SAID], f"and {len(points) - MOST_SAID} more")


def digest_of_points(points: tuple[str, ...]) -> str | None:
    """SHA-256 of all that is open, those that are not said one by one too; None for nothing."""
    return sha256("\n".join(points).encode()).hexdigest() if points else None


# What is dangerous, as ACT-6 has it


def _live(case: Case) -> list[Action]:
    return [action for action in case.plan.actions.values() if action.standing not in SETTLED]


def _unsafe(_: Room, case: Case) -> Iterator[str]:
    for action in _live(case):
        if action.standing is Standing.STOPPED:
            yield f"{action.label} stopped as unsafe"
    if case.plan.verdict is Verdict.UNSAFE and _live(case):
        yield "the plan as a whole was said to be unsafe"


def _no_safety_check(_: Room, case: Case) -> Iterator[str]:
    if case.plan.verdict is None and _live(case):
        yield "the plan has no safety check"


def _action_unchecked(_: Room, case: Case) -> Iterator[str]:
    """All of them in one point, so that many actions leave room for what else is open."""
    owned = [action for action in _live(case) if action.standing is not Standing.SUGGESTED]
    if found := [action.label for action in owned if action.verdict is None]:
        yield f"{listed(found, 'and')} {'has' if len(found) == 1 else 'have'} no safety check"


# Who tells the victim (ACT-8), and the four aims (ACT-10)


def _nobody_tells(room: Room, case: Case) -> Iterator[str]:
    checks = case.checks
    if Check.WHO_TELLS not in room.protocol.hearing.checks or checks.not_told:
        return
    if checks.told_by:
        if _is_out(room, case, checks.told_by):
            name = room.agencies.get(checks.told_by, checks.told_by)
            yield f"{name} was to tell the victim, and is out of this case"
    elif checks.suggested_to:
        name = room.agencies.get(checks.suggested_to, checks.suggested_to)
        yield f"{name} has not said whether it tells the victim"
    else:
        yield "nobody to tell the victim, nor said why not"


def _is_out(room: Room, case: Case, agency: AgencyId) -> bool:
    """Whether all of ``agency`` that could speak for it are out of this case."""
    return any(
        line.agency == agency and case.is_withheld_from(line.person)
        for line in room.register.values()
    ) and not at_table(room, case, agency)


def _is_answered(case: Case, aim: Aim) -> bool:
    """By a reason why nothing is needed; or by an action that was named for it, or is for one of
    those whom the aim is about, as long as it is some agency's own; of children also by what was
    said of the link to safeguarding.
    """
    if aim is Aim.CHILDREN and Link.CHILDREN in case.links:
        return True
    given = case.checks.aims.get(aim)
    if given is not None and given.reason:
        return True
    named = given.answered_by if given is not None else ()
    whom = _whom(case, aim)
    return any(
        action.standing in ANSWERING and (action.action in named or action.wording.for_whom in whom)
        for action in case.plan.actions.values()
    )


_KINDS: Final[Mapping[Aim, frozenset[PartyKind]]] = {
    Aim.VICTIM: frozenset({PartyKind.VICTIM}),
    Aim.CHILDREN: frozenset({PartyKind.CHILD, PartyKind.DEPENDANT}),
    Aim.PERPETRATOR: frozenset({PartyKind.PERPETRATOR}),
    Aim.STAFF: frozenset(),
}


def _whom(case: Case, aim: Aim) -> frozenset[Subject]:
    if aim is Aim.STAFF:
        return frozenset({"staff"})
    return frozenset(party.id for party in case.parties if party.kind in _KINDS[aim])


def is_asked(room: Room, case: Case, aim: Aim) -> bool:
    """Whether the plan of this case is held against ``aim``: where the protocol says so, and of
    children where there are any, or one is expected.
    """
    if Check(aim) not in room.protocol.hearing.checks:
        return False
    return aim is not Aim.CHILDREN or case.pregnant or bool(_whom(case, aim))


def _aim(aim: Aim) -> Finder:
    def find(room: Room, case: Case) -> Iterator[str]:
        if is_asked(room, case, aim) and not _is_answered(case, aim):
            yield f"no action {AIMS[aim]}, nor said why none is needed"

    return find


def open_aims(room: Room, case: Case) -> tuple[Aim, ...]:
    """The aims that nothing answers yet."""
    return tuple(aim for aim in Aim if is_asked(room, case, aim) and not _is_answered(case, aim))


# What it is linked to (CASE-8)


def asked_links(room: Room, case: Case) -> tuple[Link, ...]:
    """The links that the protocol has considered of this case."""
    return tuple(
        link
        for link in room.protocol.hearing.links
        if link is not Link.CHILDREN or case.pregnant or _whom(case, Aim.CHILDREN)
    )


def open_links(room: Room, case: Case) -> tuple[Link, ...]:
    """Those of which nothing was said yet."""
    return tuple(link for link in asked_links(room, case) if link not in case.links)


def _links(room: Room, case: Case) -> Iterator[str]:
    """All of them in one point, and on one line, so that they leave room for what else is open."""
    found = open_links(room, case)
    if found and found == asked_links(room, case):
        yield "no link was considered yet"
    elif found:
        yield f"links not considered: {listed((LINKS[link] for link in found), 'and')}"


# The risks that were named


def _no_risks(_: Room, case: Case) -> Iterator[str]:
    if not case.risks.named and not case.risks.none_identified:
        yield "no risks named, nor said that there are none"


def _risk_not_agreed(_: Room, case: Case) -> Iterator[str]:
    for risk in case.risks.named.values():
        if not risk.agreed:
            yield f"{risk.label} was raised and not agreed"


def _risk_unanswered(_: Room, case: Case) -> Iterator[str]:
    """What is only suggested, or stopped as unsafe, answers nothing. Of what is accepted, why it
    is has answered (RISK-2).
    """
    answered = {
        risk
        for action in case.plan.actions.values()
        if action.standing in ANSWERING
        for risk in action.wording.risks
    }
    for risk in case.risks.named.values():
        if risk.risk not in answered and risk.settled is not Settlement.ACCEPTED:
            yield f"{risk.label} has no action"


def unsettled(case: Case) -> tuple[Risk, ...]:
    """The chair's risks of which it was not said how they stand at the end (RISK-2)."""
    return tuple(r for r in case.risks.named.values() if r.agreed and r.settled is None)


def _risk_unsettled(_: Room, case: Case) -> Iterator[str]:
    """All of them in one point: one key answers them."""
    if found := [risk.label for risk in unsettled(case)]:
        yield f"{listed(found, 'and')} not said to be reduced, removed or accepted"


# The table (CASE-1, CASE-4)


def _not_heard(room: Room, case: Case) -> Iterator[str]:
    for seat in seats(room, case):
        # Somebody who spoke and asks again was heard; the hand is the chair's to see. Who stepped
        # out is to come back: without them their agency is not heard.
        answered = case.heard.has_spoken(seat.agency) or seat.agency in case.heard.nothing_known
        if seat.heard in AWAITED and not answered:
            yield f"{seat.name} not heard"


def _withdrawal(room: Room, case: Case) -> Iterator[str]:
    """Where the case is heard all the same, what was asked comes to nothing (CASE-7)."""
    if asked := open_request(case):
        name = room.agencies.get(asked.agency, asked.agency)
        yield f"{name} asks to withdraw its referral, and nobody has said otherwise"


def _passed_over(room: Room, case: Case) -> Iterator[str]:
    """What the protocol has passed over with a reason alone, and was not come back to (CASE-1)."""
    for stage in room.protocol.hearing.stages_with_reason:
        if stage in case.clock.left_out:
            yield f"passed over: {STAGES[stage]}"


# Actions (ACT-1 to ACT-5, ACT-9)


def _standing_at(standing: Standing, words: str) -> Finder:
    def find(_: Room, case: Case) -> Iterator[str]:
        for action in case.plan.actions.values():
            if action.standing is standing and not action.owner_out:
                yield f"{action.label} {words}"

    return find


def _suggested(room: Room, case: Case) -> Iterator[str]:
    """Where nobody of its agency is here it stays suggested, and goes to them after (ACT-1)."""
    for action in case.plan.actions.values():
        if action.standing is Standing.SUGGESTED:
            to = action.suggested_to or ""
            name = room.agencies.get(to, to)
            words = "neither taken up nor declined"
            away = f"is for {name}, which is not here: it goes to them afterwards, to answer"
            yield f"{action.label} {words if at_table(room, case, to) else away}"


_RECORDED: Final = _standing_at(Standing.RECORDED, "not confirmed by its agency")
_OFFERED: Final = _standing_at(Standing.OFFERED, "not confirmed at the read-back")


def _late_offer(room: Room, case: Case) -> Iterator[str]:
    """In a case that was reopened: neither taken in nor left out."""
    for late in case.late_offers.values():
        if late.is_open:
            name = room.agencies.get(late.agency, late.agency)
            yield f"what {name} gave after the close is neither taken in nor left out"


def _not_confirmed(room: Room, case: Case) -> Iterator[str]:
    """Of whose owner somebody is out of the case stands as a point of its own."""
    yield from _RECORDED(room, case)
    yield from _OFFERED(room, case)


def _owner_out(room: Room, case: Case) -> Iterator[str]:
    for action in _live(case):
        for agency, person in action.owner_out.items():
            line, name = room.register.get(person), room.agencies.get(agency, agency)
            who = f"{line.name} of {name}" if line is not None else name
            colleague = f"a colleague of {name} confirms it"
            then = colleague if at_table(room, case, agency) else f"nobody else of {name} is here"
            yield f"{action.label}: {who} is out of this case; {then}, or say why"


def lacking(case: Case, wording: Wording) -> tuple[Part, ...]:
    """What an action of ``case`` does not say yet; what was taken back it answers no more."""
    risks = tuple(risk for risk in wording.risks if risk in case.risks.named)
    worded = wording.model_copy(update={"risks": risks})
    return missing(worded, has_risks=bool(case.risks.named))


def answering(case: Case, risk: Risk) -> tuple[Action, ...]:
    """The actions that say that they answer ``risk``, and are not at their end."""
    return tuple(action for action in _live(case) if risk.risk in action.wording.risks)


def _unsaid(case: Case) -> Iterator[tuple[Action, tuple[Part, ...]]]:
    for action in _live(case):
        if action.standing is not Standing.SUGGESTED:
            yield action, lacking(case, action.wording)


def _no_date(_: Room, case: Case) -> Iterator[str]:
    for action, parts in _unsaid(case):
        if Part.DUE in parts:
            yield f"{action.label} has no date"


def _says_too_little(_: Room, case: Case) -> Iterator[str]:
    for action, parts in _unsaid(case):
        if words := [UNSAID[part] for part in parts if part in UNSAID]:
            yield f"{action.label} does not say {listed(words)}"


def _invited(_: Room, case: Case) -> Iterator[str]:
    for action in _live(case):
        if action.invited and action.standing is not Standing.SUGGESTED:
            yield f"{action.label} waits for another agency to join"


def _not_read_back(_: Room, case: Case) -> Iterator[str]:
    if not case.read_back_at:
        yield "the actions were not read back"


FINDERS: Final[Mapping[Gap, Finder]] = {
    Gap.UNSAFE: _unsafe,
    Gap.NO_SAFETY_CHECK: _no_safety_check,
    Gap.ACTION_UNCHECKED: _action_unchecked,
    Gap.NOBODY_TELLS: _nobody_tells,
    Gap.VICTIM: _aim(Aim.VICTIM),
    Gap.CHILDREN: _aim(Aim.CHILDREN),
    Gap.PERPETRATOR: _aim(Aim.PERPETRATOR),
    Gap.STAFF: _aim(Aim.STAFF),
    Gap.LINKS: _links,
    Gap.NO_RISKS: _no_risks,
    Gap.RISK_NOT_AGREED: _risk_not_agreed,
    Gap.RISK_UNANSWERED: _risk_unanswered,
    Gap.WITHDRAWAL: _withdrawal,
    Gap.NOT_HEARD: _not_heard,
    Gap.PASSED_OVER: _passed_over,
    Gap.SUGGESTION_OPEN: _suggested,
    Gap.LATE_OFFER: _late_offer,
    Gap.NOT_CONFIRMED: _not_confirmed,
    Gap.OWNER_OUT: _owner_out,
    Gap.NO_DATE: _no_date,
    Gap.UNSAID: _says_too_little,
    Gap.INVITED: _invited,
    Gap.RISK_UNSETTLED: _risk_unsettled,
    Gap.NOT_READ_BACK: _not_read_back,
}
"""What finds each kind; none is without."""
