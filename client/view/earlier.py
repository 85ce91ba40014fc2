"""What was planned when the case came before, and what became of that (AG-7, OUT-4)."""

from collections.abc import Iterator
from typing import Final

from agenda.london import full_date, short_date
from agenda.past.flags import flag_until
from agenda.past.held import Progress
from agenda.past.processing import minutes_are_old
from agenda.protocol import History
from client.view.rows import Piece, Row, Tone, line, quiet, row, strong
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.past import EarlierAction, EarlierCase, EarlierHearing, EarlierPart

TONES: Final = {
    Progress.OUTSTANDING: Tone.WARNING,
    Progress.DONE: Tone.GOOD,
    Progress.NOT_DONE: Tone.BAD,
}


def earlier_rows(seen: Seen, case: Case) -> list[Row]:
    """Hearing by hearing, the latest first; nothing where that is not this person's to read."""
    past, rules = seen.state.past(case.case), seen.room.protocol.history
    if past is None:
        return []
    rows = [each for hearing in past.hearings for each in _hearing(hearing, rules)]
    if past.second_within is not None:
        by = f", by {full_date(past.meet_by)}" if past.meet_by else ""
        words = (
            f"! The second repeat within {past.second_within} months: an agency can volunteer to "
            f"hold a professionals' meeting{by}."
        )
        rows += [row(""), row(Piece(words, Tone.WARNING), indent=2)]
        rows += _held_by(seen, case, past)
    return rows


def _held_by(seen: Seen, case: Case, past: EarlierCase) -> Iterator[Row]:
    """Who volunteered to hold the professionals' meeting, or why nobody does (AG-7)."""
    for action, agency in past.meeting_held_by.items():
        if found := case.plan.actions.get(action):
            by = f"  {found.label}: {seen.name_of(agency)} volunteered it, "
            yield row(Piece(by, Tone.GOOD), str(found.standing), indent=2)
    if past.no_meeting:
        yield row(strong("  Nobody holds it: "), past.no_meeting, indent=2)


def plan_before(seen: Seen, case: Case) -> tuple[Row, ...]:
    """The plan of each hearing before, and what became of it, to stand beside today's (AG-7)."""
    past = seen.state.past(case.case)
    rows: list[Row] = []
    for hearing in past.hearings if past is not None else ():
        said = (row(quiet("")),) if rows else ()
        made = [(action, part) for action in hearing.actions for part in action.parts]
        done = sum(part.progress == Progress.DONE for _, part in made)
        rows += [*said, row(strong(full_date(hearing.heard_on)), right=_how_many(done, len(made)))]
        rows += _risks(hearing)
        rows += [_part(action, part) for action, part in made]
    return tuple(rows)


def _how_many(done: int, made: int) -> Piece:
    return Piece(f"{done} of {made} done", Tone.GOOD if done == made else Tone.WARNING)


def handed_over_rows(seen: Seen, case: Case) -> list[Row]:
    """With minutes of when it came from another MARAC, and whether that is long ago (AG-7)."""
    on, rules = case.minutes_on, seen.room.protocol.history
    if on is None:
        return []
    came = f"From another MARAC, with minutes of {full_date(on)}"
    if not minutes_are_old(on, case.referred_on or seen.room.day, rules):
        return [row(""), row(f"{came}.", indent=2)]
    words = f"! {came}, more than {rules.minutes_months} months old: ask there how things are now."
    return [row(""), row(Piece(words, Tone.WARNING), indent=2)]


def _hearing(hearing: EarlierHearing, rules: History) -> Iterator[Row]:
    until = flag_until(hearing.heard_on, rules)
    yield row("")
    yield row(
        strong(f"A repeat: heard before on {full_date(hearing.heard_on)}"),
        right=quiet(f"flagged until {full_date(until)}"),
    )
    yield from _risks(hearing)
    for action in hearing.actions:
        yield from (_part(action, part) for part in action.parts)


def _risks(hearing: EarlierHearing) -> Iterator[Row]:
    for risk in hearing.risks:
        whom = f"{risk.at_risk}, from {risk.from_whom}" if risk.from_whom else risk.at_risk
        yield row(strong(f"{risk.label} {whom}: "), risk.text, indent=3)


def _part(action: EarlierAction, part: EarlierPart) -> Row:
    tone = next((TONES[how] for how in Progress if how == part.progress), Tone.QUIET)
    what = line(
        strong(f"{action.label} {part.agency}: "),
        action.text,
        right=Piece(part.progress, tone),
        indent=3,
    )
    again = f"again by {short_date(part.due_again)}" if part.due_again else ""
    why = " · ".join(filter(None, (again, ": ".join(filter(None, (part.reason, part.note))))))
    return Row((what, line(quiet(f"   {why}"), indent=3)) if why else (what,))
