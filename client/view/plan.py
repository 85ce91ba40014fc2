"""The actions of a case, grouped under the risks that they answer, each in words (ACT-2, ACT-9)."""

from collections.abc import Iterator

from agenda.london import clock_time, short_date
from client.view.case import risk_pieces
from client.view.late import late_rows
from client.view.links import links_below
from client.view.rows import Piece, Row, Tone, line, quiet, row, strong
from client.view.seen import Seen
from meeting.case.actions import ANSWERING, SETTLED, Action, Standing, Verdict
from meeting.case.checks import Checks
from meeting.case.duties import said_duties
from meeting.case.gaps import lacking
from meeting.case.hearing import Case
from meeting.case.late_offers import OfferArrivedLate
from meeting.labels import AIMS, listed, subject_label

SIGNS = {
    Standing.SUGGESTED: ("?", Tone.WARNING),
    Standing.DECLINED: ("✗", Tone.QUIET),
    Standing.RECORDED: ("…", Tone.WARNING),
    Standing.OFFERED: ("○", Tone.PLAIN),
    Standing.CONFIRMED: ("✓", Tone.GOOD),
    Standing.STOPPED: ("!", Tone.BAD),
    Standing.KEPT: ("!", Tone.WARNING),
    Standing.WITHDRAWN: ("✗", Tone.QUIET),
    Standing.STRUCK: ("✗", Tone.QUIET),
}


def action_rows(seen: Seen, case: Case) -> tuple[Row, ...]:
    """Risks with their actions beneath; what answers no risk, and what is settled, at the end."""
    rows: list[Row] = []
    shown: set[str] = set()
    live = [a for a in case.plan.actions.values() if a.standing not in SETTLED]
    for risk in case.risks.named.values():
        answers = [a for a in live if risk.risk in a.wording.risks and a.action not in shown]
        also = [a.label for a in live if risk.risk in a.wording.risks and a.action in shown]
        rows.append(row(*risk_pieces(case, risk), right=_answered(answers, also), indent=3))
        rows += [action_row(seen, case, action) for action in answers]
        shown |= {action.action for action in answers}
    rows += _group(seen, case, "For no named risk", [a for a in live if a.action not in shown])
    settled = [a for a in case.plan.actions.values() if a.standing in SETTLED]
    ended = [action for action in settled if action.standing is not Standing.STRUCK]
    rows += _group(seen, case, "Withdrawn or declined", ended)
    rows += [_struck(seen, action) for action in settled if action.standing is Standing.STRUCK]
    rows += late_rows(seen, case, OfferArrivedLate)
    rows += _verdict(case)
    rows += check_rows(seen, case)
    rows += links_below(case)
    rows += _duties(seen, case)
    return tuple(rows) or (row(quiet("No action is offered yet.")),)


def _struck(seen: Seen, action: Action) -> Row:
    """Who struck it and whose it was: they offer it in its own case, so that it is not lost."""
    whose = f" of {seen.names_of(action.owners)}" if action.owners else ""
    by = seen.person(action.struck_by or "")
    given = action.given_out_at
    out = f", after it was given out at {clock_time(given)}" if given is not None else ""
    offer = ". Offered in its own case?" if action.owners else ""
    said = f"{action.label}{whose}: struck by {by}, typed into the wrong case{out}{offer}"
    return Row((line(Piece(said, Tone.WARNING if action.owners else Tone.QUIET), indent=3),))


def _group(seen: Seen, case: Case, words: str, actions: list[Action]) -> list[Row]:
    if not actions:
        return []
    return [row(quiet(words)), *(action_row(seen, case, action) for action in actions)]


def _answered(answers: list[Action], also: list[str]) -> Piece:
    if also:
        return quiet(f"also {', '.join(also)}")
    committed = any(action.standing in ANSWERING for action in answers)
    return Piece("") if committed else Piece("no action yet", Tone.WARNING)


def _duties(seen: Seen, case: Case) -> list[Row]:
    """What stands on the case besides; nobody gave it to anybody (ACT-7). A guest has signed none
    of it, and does not have the register that it is worked out from.
    """
    owing = () if seen.me in case.guests else said_duties(seen.room, case)
    if not owing:
        return []
    head = row(quiet("Standing duties, by the protocol"))
    return [row(""), head, *(row(strong(f"  {who} "), text, indent=4) for who, text in owing)]


def _verdict(case: Case) -> list[Row]:
    if case.plan.verdict is Verdict.SAFE:
        return [row(""), row(Piece("✓ The plan as a whole was said to be safe.", Tone.GOOD))]
    if case.plan.verdict is Verdict.UNSAFE:
        why = f"! The plan as a whole was said to be unsafe: {case.plan.why_unsafe}"
        return [row(""), row(Piece(why, Tone.BAD), indent=2)]
    return []


def check_rows(seen: Seen, case: Case) -> list[Row]:
    """Who tells the victim (ACT-8), and how the aims were answered (ACT-10)."""
    rows = [row(strong("Tells the victim "), *_teller(seen, case.checks), indent=17)]
    for aim, answer in case.checks.aims.items():
        found = (case.plan.actions.get(action) for action in answer.answered_by)
        labels = listed([action.label for action in found if action is not None], "and")
        words = ": ".join(filter(None, (labels, answer.reason)))
        rows.append(row(strong(f"What {AIMS[aim]} "), words, indent=5))
    return [row(""), *rows] if case.checks != Checks() else []


def _teller(seen: Seen, checks: Checks) -> Iterator[Piece]:
    if checks.told_by:
        witnessed = ", as it said aloud" if checks.witness else ""
        yield Piece(f"{seen.name_of(checks.told_by)}{witnessed}", Tone.GOOD)
    elif checks.not_told:
        yield Piece(f"nobody: {checks.not_told}", Tone.WARNING)
    elif not checks.suggested_to:
        yield quiet("not said yet")
    if checks.suggested_to:
        gap = "; " if checks.told_by or checks.not_told else ""
        by = seen.name_of(checks.suggested_by or "")
        to = seen.name_of(checks.suggested_to)
        yield Piece(f"{gap}{to}? suggested by {by}", Tone.WARNING)


def owners(seen: Seen, action: Action) -> str:
    """Whose it is, or whose it could be."""
    if action.owners:
        return seen.names_of(action.owners)
    return f"{seen.name_of(action.suggested_to or '')}?"


def action_row(seen: Seen, case: Case, action: Action) -> Row:
    """One action: owner, text, day and standing; beneath, what else there is to know of it."""
    sign, tone = SIGNS[action.standing]
    due = short_date(action.wording.due) if action.wording.due else "no date"
    urgent = [Piece("URGENT ", Tone.BAD)] if action.wording.urgent else []
    first = line(
        f"  {action.label:<3}",
        strong(f"{owners(seen, action)} "),
        *urgent,
        action.wording.text,
        right=Piece(f"{due} {sign}", tone),
        indent=5,
    )
    notes = line("     ", *_notes(seen, case, action), indent=5)
    return Row((first, notes), action.action)


def _notes(seen: Seen, case: Case, action: Action) -> Iterator[Piece]:
    _, tone = SIGNS[action.standing]
    yield Piece(_standing(seen, action), tone)
    wording = action.wording
    details = [
        f"for {subject_label(case, wording.for_whom)}" if wording.for_whom else "",
        f"done when: {wording.done_when}" if wording.done_when else "",
        f"by {wording.named}" if wording.named else "",
        _after(case, action),
        *(
            f"answered {case.risks.gone[risk].label}, taken back"
            for risk in wording.risks
            if risk in case.risks.gone
        ),
    ]
    if any(details):
        yield quiet("".join(f" · {detail}" for detail in details if detail))
    if action.standing not in SETTLED and action.standing is not Standing.SUGGESTED:
        gaps = lacking(case, wording)
        if gaps:
            yield Piece(f" · open: {' '.join(gaps)}", Tone.WARNING)


def _standing(seen: Seen, action: Action) -> str:
    words = [str(action.standing)]
    if action.suggested_by and not action.owners:
        words = [f"suggested by {seen.name_of(action.suggested_by)}"]
    if action.standing in {Standing.OFFERED, Standing.RECORDED} and len(action.owners) > 1:
        done = seen.names_of(owner for owner in action.owners if owner in action.confirmed)
        words += [f"confirmed by {done}"] if done else []
    if action.given_out_at:
        since = "" if action.given_version == action.version else ", changed since"
        words.append(f"given out at {clock_time(action.given_out_at)}{since}")
    words += [
        f"{seen.person(person)} is out of this case: a colleague confirms"
        for person in action.owner_out.values()
    ]
    if action.invited:
        words.append(f"{seen.names_of(sorted(action.invited))} asked to join")
    if action.verdict is Verdict.SAFE:
        words.append("safe ✓")
    taken_back = f"no longer unsafe: {action.safe_because}" if action.safe_because else ""
    for why in (action.why_unsafe, taken_back, action.kept_because, action.withdrawn_because):
        words += [why] if why else []
    words += [f"{seen.name_of(agency)} declined: {why}" for agency, why in action.declined.items()]
    return " · ".join(words)


def _after(case: Case, action: Action) -> str:
    first = case.plan.actions.get(action.wording.after or "")
    return f"after {first.label}" if first else ""
