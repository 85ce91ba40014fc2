"""How a hearing ends, and is taken up again: one form for every outcome (ACT-9, ACT-10, CASE-6).

What follows from an outcome is said before it is sent.
"""

from collections.abc import Mapping
from functools import partial
from typing import Final

from agenda.london import clock_time
from agenda.protocol import Stage
from agenda.protocol.hearing import ReferrerAbsent
from client.acts.asking import about
from client.acts.form import Act, Answers, Choice, Form, Option, Unclear, Words
from client.acts.professionals import open_meeting_rows
from client.acts.still_open import open_rows
from client.view.rows import Piece, Row, Tone, quiet, row, strong
from client.view.seen import Seen
from meeting.case.gaps import digest_of_points, open_points
from meeting.case.hearing import Case
from meeting.case.inappropriate import (
    has_outcome,
    not_asked,
    open_request,
    still_to_answer,
)
from meeting.case.outcome import Outcome
from meeting.commands import CloseCase, ReopenCase
from meeting.labels import listed

REOPENED: Final = (
    "Conflicts are asked for first: who is out of it leaves the room again, a guest is let in "
    "again, and whoever stood in for the minutes or the victim's voice is asked again."
)
PROPOSED: Final[Mapping[ReferrerAbsent, Outcome]] = {
    ReferrerAbsent.EMERGENCY: Outcome.EMERGENCY,
    ReferrerAbsent.DEFER: Outcome.DEFERRED,
}
"""What is proposed at the close of a case whose referrer was absent, where not a plan (CASE-6)."""
NOT_CHOSEN: Final = "Choose how it ends; heard is there once the actions were read back."
THEN: Final[Mapping[Outcome, str]] = {
    Outcome.DEFERRED: "The coordinator is told to bring its referral into the next meeting.",
    Outcome.EMERGENCY: "The coordinator is told to call an emergency meeting for it.",
    Outcome.TRANSFER: "The coordinator is told to hand it over, and where to.",
}
"""What follows from an outcome, at the coordinator's desk and in the summary (CASE-6, CASE-8)."""
WHERE: Final = Words("where", "Where to", "which MARAC")


def close(seen: Seen) -> Act | None:
    """The case is closed, over what is still open if there is a reason (ACT-9, ACT-10)."""
    case, item = seen.case, seen.item
    called = case.clock.called if case else None
    if case is None or item is None or called is None:
        return None
    gaps = open_points(seen.room, case)
    outcome = Outcome.HEARD if case.stage is Stage.READ_BACK else None
    if open_request(case) and not still_to_answer(seen.room, case):
        outcome = Outcome.INAPPROPRIATE
    elif not case.referrer_present:
        outcome = PROPOSED.get(seen.room.protocol.hearing.referrer_absent, outcome)
    return Form(
        f"Close {item.label}",
        lambda answers: CloseCase(
            case=case.case,
            called=called,
            seen=digest_of_points(gaps),
            outcome=_chosen(answers),
            reason=answers.one("reason"),
        ),
        (
            # First what is to be written, so that nothing written lands in a choice.
            Words("reason", "Reason", _why_needed(gaps, case.stage), tall=True),
            Choice("outcome", "Outcome", _options(seen, outcome), outcome or ""),
        ),
        cases=about(seen),
        said=(*open_meeting_rows(seen), *open_rows(seen, case)),
        remarks=lambda answers: _what_it_waits_for(seen, case, answers),
        yes="close the case",
        anew=close,
    )


def _options(seen: Seen, proposed: Outcome | None) -> tuple[Option, ...]:
    unchosen = () if proposed else (Option("", "not chosen yet"),)
    return (*unchosen, *(Option(o, o) for o in outcomes(seen)))


def _chosen(answers: Answers) -> Outcome:
    """Nothing is proposed before the read-back: a case that was nearly heard is put off by nobody's
    not having looked.
    """
    if not (chosen := answers.one("outcome")):
        raise Unclear("outcome", NOT_CHOSEN)
    return Outcome(chosen)


def outcomes(seen: Seen) -> tuple[Outcome, ...]:
    """Those that the protocol has, and that need no more than a reason."""
    left_out = {Outcome.TRANSFER, *(() if has_outcome(seen.room) else (Outcome.INAPPROPRIATE,))}
    if seen.case is None or seen.case.stage is not Stage.READ_BACK:
        left_out.add(Outcome.HEARD)
    return tuple(outcome for outcome in Outcome if outcome not in left_out)


def close_as(outcome: Outcome, seen: Seen) -> Act | None:
    """The case is closed with this outcome; what follows from it stands above (CASE-6, CASE-7)."""
    case, item = seen.case, seen.item
    called = case.clock.called if case else None
    if case is None or item is None or called is None:
        return None
    gaps = open_points(seen.room, case)
    return Form(
        f"Close {item.label}: {outcome}",
        lambda answers: CloseCase(
            case=case.case,
            called=called,
            outcome=outcome,
            reason=answers.one("reason"),
            where=answers.one("where"),
        ),
        (
            *((WHERE,) if outcome is Outcome.TRANSFER else ()),
            Words("reason", "Reason", "needed, for the minutes", tall=True),
        ),
        cases=about(seen),
        said=(*follows(seen, case, outcome), *_counted(gaps)),
        yes="close the case",
        anew=partial(close_as, outcome),
    )


def _counted(gaps: tuple[str, ...]) -> tuple[Row, ...]:
    """How much is open: it stays with the case, and the hearing does not go on over it."""
    return (row(quiet(f"Still open: {len(gaps)}. K shows what.")),) if gaps else ()


def follows(seen: Seen, case: Case, outcome: Outcome) -> tuple[Row, ...]:
    """What comes of an outcome."""
    if outcome is Outcome.INAPPROPRIATE:
        return _of_an_inappropriate_referral(seen, case)
    if words := THEN.get(outcome):
        return (row(words, indent=2),)
    return ()


def can_be_withdrawn(seen: Seen) -> bool:
    """Whether it is asked for, nobody knows otherwise, and everybody who is here has answered."""
    case = seen.case
    if case is None or open_request(case) is None:
        return False
    return not still_to_answer(seen.room, case)


def _of_an_inappropriate_referral(seen: Seen, case: Case) -> tuple[Row, ...]:
    """Who could not be asked, and what stands on whom afterwards (CASE-7)."""
    asked = open_request(case)
    if asked is None:
        return ()
    absent = listed(map(seen.name_of, not_asked(seen.room, case)), "and")
    missing = (row(Piece(f"! Not here to ask: {absent}.", Tone.WARNING), indent=2),)
    return (
        *(missing if absent else ()),
        row(strong(f"{seen.name_of(asked.agency)}: "), asked.text, indent=2),
        row(strong("All: "), seen.room.protocol.hearing.inappropriate_referral, indent=2),
    )


def _what_it_waits_for(seen: Seen, case: Case, answers: Answers) -> tuple[Row, ...]:
    """What stands in the way of an outcome that others have a part in (CASE-7)."""
    if answers.one("outcome") != Outcome.INAPPROPRIATE:
        return ()
    if open_request(case) is None:
        words = f"! {seen.name_of(case.referred_by)} does not ask for it."
    elif left := still_to_answer(seen.room, case):
        words = f"! Still to answer: {listed(map(seen.name_of, left), 'and')}."
    else:
        return ()
    return (row(Piece(words, Tone.WARNING), indent=2),)


def _why_needed(gaps: tuple[str, ...], stage: Stage) -> str:
    if gaps or stage is not Stage.READ_BACK:
        return "needed, for the minutes"
    return "not needed: nothing is open"


def can_reopen(seen: Seen) -> bool:
    """Whether the case looked at is over, and no other is on."""
    return seen.case is not None and seen.case.closing is not None and seen.room.heard is None


def reopen(seen: Seen) -> Act | None:
    """A case that is over is heard further, and why (CASE-1)."""
    case, item = seen.case, seen.item
    closing = case.closing if case else None
    if case is None or item is None or closing is None:
        return None
    return Form(
        f"Reopen {item.label}",
        lambda answers: ReopenCase(case=case.case, closed=closing.at, reason=answers.one("reason")),
        (Words("reason", "Why", "for the minutes", tall=True),),
        cases=about(seen),
        said=(
            row(f"Closed as {closing.outcome} at {clock_time(closing.at)}."),
            row(REOPENED),
        ),
        yes="reopen it",
        anew=reopen,
    )
