"""What arrives after the close of its case: what its sender is told, and what whoever leads the
case does with it (ACT-1, ACT-10).
"""

from collections.abc import Iterator
from typing import Final

from agenda.plan import Role
from client.acts.form import Act, Answers, Choice, Form, Option, Words
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Seen
from meeting.case.actions import Standing
from meeting.case.hearing import Case
from meeting.case.late_offers import InformationArrivedLate, LateOffer, OfferArrivedLate
from meeting.case.posts import in_this_case
from meeting.commands import (
    REPRESENTATIVES,
    AnyCommand,
    LeaveOutOffer,
    ShareInformation,
    TakeUpSuggestion,
    VolunteerAction,
    phases_for,
)
from meeting.labels import listed
from meeting.values import CaseId

LEADS: Final = frozenset({Role.CHAIR, Role.MINUTE_TAKER})
KEPT: Final = (
    "{case} was closed before this arrived. It is kept, and its chair and minute-taker read it: "
    "they reopen the case, or say why it is not taken in."
)
CLOSED_MEANWHILE: Final = (
    "! The case was closed meanwhile. What you send now is kept for its chair and minute-taker, "
    "who reopen the case, or say why it is not taken in."
)


def what_became_of(seen: Seen, command: AnyCommand | None) -> str:
    """What the sender is told where ``command`` arrived after the close; empty where it did not."""
    if isinstance(command, VolunteerAction | TakeUpSuggestion):
        offer = command.action
    elif isinstance(command, ShareInformation):
        offer = command.information
    else:
        return ""
    case = seen.state.case(command.case)
    if case is None or offer not in case.late_offers:
        return ""
    return KEPT.format(case=_label(seen, case))


def closed_meanwhile(seen: Seen, case: CaseId) -> tuple[Row, ...]:
    """What a form says of a case that was closed while somebody writes; nothing while it is on."""
    found = seen.state.case(case)
    if found is None or found.closing is None:
        return ()
    return (row(Piece(CLOSED_MEANWHILE, Tone.WARNING), indent=2),)


def to_give_again(seen: Seen, case: Case) -> OfferArrivedLate | None:
    """The action that my agency offered after the close of a case that is on again."""
    came = (late.came for late in _mine(seen, case) if not _is_suggestion(case, late))
    return next((each for each in came if isinstance(each, OfferArrivedLate)), None)


def to_say_again(seen: Seen, case: Case) -> InformationArrivedLate | None:
    """What my agency told after the close of a case that is on again."""
    came = (late.came for late in _mine(seen, case))
    return next((each for each in came if isinstance(each, InformationArrivedLate)), None)


def _is_suggestion(case: Case, late: LateOffer) -> bool:
    """Whether it was suggested, and waits in the plan to be taken up."""
    return late.offer in case.plan.actions


def _mine(seen: Seen, case: Case) -> Iterator[LateOffer]:
    for late in case.late_offers.values():
        if late.is_open and late.agency == seen.agency and case.closing is None:
            yield late


def to_answer(seen: Seen) -> tuple[tuple[Case, LateOffer], ...]:
    """What arrived late in the cases that I lead, and is neither taken in nor left out."""
    if seen.line is None:
        return ()
    return tuple(
        (case, late)
        for case in seen.state.cases()
        if in_this_case(seen.room, case, seen.line) in LEADS
        for late in case.late_offers.values()
        if late.is_open
    )


def leave_out(seen: Seen) -> Act | None:
    """What arrived late is read, and left out with the reason; or the case is reopened for it."""
    found = {late.offer: (case, late) for case, late in to_answer(seen)}
    if not found:
        return None
    options = tuple(Option(offer, _whose(seen, *each)) for offer, each in found.items())

    def build(answers: Answers) -> LeaveOutOffer:
        case, late = found[answers.one("offer")]
        return LeaveOutOffer(case=case.case, offer=late.offer, reason=answers.one("reason"))

    def remarks(answers: Answers) -> tuple[Row, ...]:
        each = found.get(answers.one("offer"))
        return (row(f"“{each[1].text}”"),) if each else ()

    return Form(
        "Not taken in: it came after the close",
        build,
        (
            Words("reason", "Why", "for the minutes, and for whoever gave it", tall=True),
            Choice("offer", "What", options, options[0].value),
        ),
        cases=frozenset(case.case for case, _ in found.values()),
        said=(row("To take it in, go back with Escape, look at the case and reopen it (K)."),),
        remarks=remarks,
        yes="leave it out",
        of_meeting=True,
        entries=frozenset(found),
        anew=leave_out,
    )


def waiting_late_offers(seen: Seen) -> Iterator[str]:
    """For whoever leads a case, and for whoever gave it: without a word of what it is."""
    for case, late in to_answer(seen):
        name = seen.name_of(late.agency)
        yield f"{name} {_did(late)} after the close of {_label(seen, case)}: n read and answer"
    speaks = seen.role in REPRESENTATIVES
    if speaks:
        yield from _still_suggested(seen)
    for case in seen.state.cases() if speaks else ():
        label = _label(seen, case)
        for late in case.late_offers.values():
            if late.agency != seen.agency or not late.is_open:
                continue
            if case.closing is not None:
                yield f"What you gave after the close of {label} waits for its chair"
            else:
                yield f"{label} is on again: {_once_more(case, late)} what came after its close"


def _still_suggested(seen: Seen) -> Iterator[str]:
    """In a case that is over: its agency was not here, or did not answer (ACT-1)."""
    if seen.room.phase not in phases_for(TakeUpSuggestion):
        return
    for case in seen.state.cases():
        waits = [
            action.label
            for action in case.plan.actions.values()
            if action.standing is Standing.SUGGESTED
            and action.suggested_to == seen.agency
            and action.action not in case.late_offers
        ]
        if waits and case.closing is not None and case is not seen.case:
            what, label = listed(waits, "and"), _label(seen, case)
            yield f"Suggested to you in {label}: {what}. Look at it, t take up, d decline"


def _once_more(case: Case, late: LateOffer) -> str:
    if isinstance(late.came, InformationArrivedLate):
        return "i say once more"
    return "t take up once more" if _is_suggestion(case, late) else "v offer once more"


def _did(late: LateOffer) -> str:
    is_action = isinstance(late.came, OfferArrivedLate)
    return "offered an action" if is_action else "shared something"


def _whose(seen: Seen, case: Case, late: LateOffer) -> str:
    what = "action" if isinstance(late.came, OfferArrivedLate) else "information"
    return f"{_label(seen, case)}, {seen.name_of(late.agency)}: {what}"


def _label(seen: Seen, case: Case) -> str:
    item = seen.room.item_of(case.case)
    return item.label if item else "A case"
