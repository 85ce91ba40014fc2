"""The panes of a case: its parties, what was said, its risks. The plan has a module of its own."""

from agenda.london import clock_time, short_date
from agenda.plan import Role
from client.view.earlier import earlier_rows, handed_over_rows
from client.view.guests import guest_rows
from client.view.late import late_rows
from client.view.order import is_closed_to
from client.view.reading_out import part_rows, part_shown, part_title, section_rows
from client.view.rows import Line, Piece, Row, Tone, line, quiet, row, strong
from client.view.seen import Seen, is_all_over
from client.view.sharing import sharing_lines
from client.view.voices import voice_rows
from client.view.withdrawal import withdrawal_rows
from meeting.case.actions import ANSWERING, SETTLED
from meeting.case.hearing import Case
from meeting.case.information import Information, Nature
from meeting.case.late_offers import InformationArrivedLate
from meeting.case.risks import Risk, Settlement
from meeting.labels import (
    NO_SAFE_CONTACT,
    POSTS,
    STAGES,
    said_passed_over,
    said_reopened,
    said_settled,
    subject_label,
)
from meeting.room import Item, ItemState

IS_OVER = "It is over."
ALL_OVER = "every case is over"
TO_SUMMARY = "Every case is over. Press m to go on to the summary."
CHAIR_SUMS_UP = "Every case is over. The chair goes on to the summary."
WHEN_OVER = "You will see here when it is over."
TO_DECIDE = "The chair decides whether you leave the room."
TO_LEAVE = "The chair has decided: please leave the room."

STANDS = {
    Settlement.REDUCED: Tone.GOOD,
    Settlement.REMOVED: Tone.GOOD,
    Settlement.ACCEPTED: Tone.WARNING,
}
"""How it is painted that a risk stands so at the end (RISK-2)."""


def title(seen: Seen) -> str:
    """The heading of the middle pane; never a party's name."""
    item, part = seen.item, part_shown(seen)
    if part is not None:
        return part_title(part)
    if item is None:
        if seen.room.heard is not None:
            return "a break"
        return ALL_OVER if is_all_over(seen.room) else "no cases"
    if item.case is None:
        return item.label
    if seen.case is None:
        return item.label
    return f"{item.label} · {STAGES[seen.stage]}"


def instead_of_case(seen: Seen) -> tuple[Row, ...]:
    """What stands in the middle where there is no case to show: never a reason (CON-4)."""
    item, part = seen.item, part_shown(seen)
    if part is not None:
        return part_rows(seen, part)
    if item is None and is_all_over(seen.room):
        return (row(TO_SUMMARY if seen.role_in_meeting is Role.CHAIR else CHAIR_SUMS_UP),)
    if item is None and seen.room.heard is not None:
        return (row(f"There is a break. {seen.room.heard.label} goes on after it."),)
    if item is None:
        return (row("There is no running order yet."),)
    if item.case is None and (read := section_rows(seen, item)) is not None:
        return read
    if item.case is None:
        heard = seen.room.heard
        after = f"{heard.label} goes on" if heard else "The chair calls the next case"
        return (row(strong(item.label), f", {item.minutes} minutes. {after} after it."),)
    if seen.lease_is_over:
        return (row("The cases come back with the server."),)
    if is_closed_to(seen, item):
        return (row(strong(f"{item.label} is closed to you.")), row(_why_not_yet(seen, item)))
    return (row(f"{item.label} has not come yet."),)


def _why_not_yet(seen: Seen, item: Item) -> str:
    """That it is over; before that what the chair has decided of my conflict, if I declared one."""
    conflict = seen.state.conflict(item.case or "", seen.me)
    if item.state is ItemState.OVER:
        return IS_OVER
    if conflict is None:
        return WHEN_OVER
    return f"{TO_DECIDE if conflict.ruling is None else TO_LEAVE} {WHEN_OVER}"


def contact_rows(case: Case) -> tuple[Line, ...]:
    """Safe and unsafe contact and risk to staff, to stand beside the actions (CASE-9).

    That no safe contact is known is said as well.
    """
    safe = ("✓ SAFE", Tone.GOOD, case.safe_contact)
    unknown = ("! SAFE", Tone.WARNING, NO_SAFE_CONTACT)
    return tuple(
        line(Piece(f"{label:<9}", tone), text, indent=9)
        for label, tone, text in (
            safe if case.safe_contact else unknown,
            ("! UNSAFE", Tone.BAD, case.unsafe_contact),
            ("! STAFF", Tone.WARNING, case.risk_to_staff),
        )
        if text
    )


def party_rows(seen: Seen, case: Case) -> tuple[Row, ...]:
    """Who the case is about, who referred it and why, and who is out of it."""
    rows = [row(strong("Referred by "), seen.name_of(case.referred_by), right=_referrer(case))]
    if case.summary:
        rows.append(row(case.summary))
    rows += voice_rows(seen, case)
    if case.fixed_at:
        rows.append(row(strong(f"Fixed for {case.fixed_at:%H:%M}: "), case.fixed_for))
    if case.closed_before:
        rows.append(row(strong("Closed before the day: "), case.closed_before))
    rows.append(row(""))
    rows += [
        row(
            Piece(f"{party.kind:<12}", Tone.STRONG),
            party.name,
            right=quiet(f"born {party.born:%d %b %Y}" if party.born else ""),
            key=f"party-{party.id}",
            indent=12,
        )
        for party in case.parties
    ]
    if case.closest:
        rows += [row(""), row(strong("Closest to the victim "), seen.person(case.closest))]
    withheld = filter(case.is_withheld_from, case.out_of_it)
    out = tuple(dict.fromkeys(seen.person(person) for person in withheld))
    if out:
        rows += [row(""), row(strong("Out of this case "), "; ".join(out), indent=17)]
    rows += guest_rows(seen, case)
    rows += withdrawal_rows(seen, case)
    rows += _stand_in_rows(seen, case)
    rows += handed_over_rows(seen, case)
    rows += earlier_rows(seen, case)
    if case.clock.passed_over:
        said = (row(strong("Passed over "), each) for each in said_passed_over(case))
        rows += [row(""), *said]
    if case.reopened:
        rows += [row(""), *(row(strong("Reopened "), each) for each in said_reopened(case))]
    if case.closing:
        at = clock_time(case.closing.at)
        where = f" ({case.closing.where})" if case.closing.where else ""
        why = f"{where}: {case.closing.reason}" if case.closing.reason else where
        rows += [row(""), row(strong(f"{case.closing.outcome} at {at}".capitalize()), why)]
    return tuple(rows)


def _stand_in_rows(seen: Seen, case: Case) -> list[Row]:
    """Who runs this case in place of whom (ROLE-7)."""
    return [
        row(strong("Stands in "), f"for {POSTS[post]}: {seen.person(who.person)}", indent=10)
        for post, who in case.stand_ins.items()
        if who.person
    ]


def _referrer(case: Case) -> Piece:
    if case.referrer_present:
        return Piece("")
    return Piece("! the referrer is not here", Tone.WARNING)


def information_rows(seen: Seen, case: Case) -> tuple[Row, ...]:
    """What was said, in the order said, each point with its agency's name (NTK-1)."""
    rows = [_point(seen, case, point) for point in case.heard.points.values()]
    known = sorted(seen.name_of(agency) for agency in case.heard.nothing_known)
    if known:
        rows += [row(""), row(quiet(f"Nothing known: {', '.join(known)}"))]
    rows += late_rows(seen, case, InformationArrivedLate)
    return tuple(rows) or (row(quiet("Nothing has been said yet.")),)


def _point(seen: Seen, case: Case, point: Information) -> Row:
    about = subject_label(case, point.subject)
    details = [about, str(point.category)]
    if point.nature is Nature.OPINION:
        details.append("professional opinion")
    if point.dated:
        details.append(short_date(point.dated))
    if point.on_behalf:
        details.append("recorded by the minute-taker")
    if point.struck_by is not None:
        by = seen.person(point.struck_by)
        said = f"Struck by {by}: it was typed into the wrong case"
        return Row((line(quiet(said)),), point.information)
    if point.also_known:
        details.append(f"known too to {seen.names_of(point.also_known)}")
    if point.version > 1:
        details.append(f"corrected, said before: {point.texts[-2]}")
    return Row(
        (
            line(point.text, right=Piece(f"({seen.name_of(point.agency)})", Tone.STRONG)),
            line(quiet("  " + " · ".join(details)), indent=2),
            *sharing_lines(seen, case, point),
        ),
        point.information,
    )


def risk_rows(seen: Seen, case: Case) -> tuple[Row, ...]:
    """A grid: the risks by who is at risk, each with the actions that answer it, from whom it is
    and what it is known from (RISK-1, RISK-2).
    """
    named = case.risks.named.values()
    if not named:
        none = "None identified." if case.risks.none_identified else "No risk is named yet."
        return (row(quiet(none)), *_gone(seen, case))
    rows: list[Row] = []
    for at_risk in dict.fromkeys(risk.at_risk for risk in named):
        rows.append(row(quiet(f"At risk: {subject_label(case, at_risk)}")))
        rows += [_risk(seen, case, risk) for risk in named if risk.at_risk == at_risk]
    return (*rows, *_gone(seen, case))


def _gone(seen: Seen, case: Case) -> tuple[Row, ...]:
    """What was taken back, and why: its label is no other's (RISK-1)."""
    struck = tuple(
        row(
            quiet(f"{risk.label}: struck by {seen.person(risk.struck_by)}, "),
            quiet("typed into the wrong case"),
            indent=3,
        )
        for risk in case.risks.gone.values()
        if risk.struck_by is not None
    )
    gone = tuple(
        row(
            quiet(f"{risk.label} {subject_label(case, risk.at_risk)}: {risk.text}"),
            quiet(f" · by {seen.person(risk.gone_by or '')}: {risk.gone_because}"),
            indent=3,
        )
        for risk in case.risks.gone.values()
        if risk.struck_by is None
    )
    return (*((row(quiet("Taken back")), *gone) if gone else ()), *struck)


def _risk(seen: Seen, case: Case, risk: Risk) -> Row:
    lines = [line(*risk_pieces(case, risk), right=_answers(case, risk), indent=3)]
    if risk.from_whom:
        lines.append(line(quiet(f"   from {subject_label(case, risk.from_whom)}"), indent=3))
    if not risk.agreed:
        by = seen.person(risk.by)
        lines.append(line(Piece(f"   ? raised by {by}, for the chair to agree", Tone.WARNING)))
    if risk.settled:
        lines.append(line(Piece(f"   {said_settled(risk)}", STANDS[risk.settled]), indent=3))
    points = (case.heard.points.get(each) for each in risk.information)
    lines += [
        line(quiet(f"   known from {seen.name_of(point.agency)}: {point.text}"), indent=5)
        for point in points
        if point is not None and point.struck_by is None
    ]
    return Row(tuple(lines), risk.risk)


def _answers(case: Case, risk: Risk) -> Piece:
    """The actions that answer it; what is only suggested, or was stopped, with a mark (ACT-10)."""
    for_it = [a for a in case.plan.actions.values() if risk.risk in a.wording.risks]
    answering = [a.label for a in for_it if a.standing in ANSWERING]
    waiting = [f"{a.label}?" for a in for_it if a.standing not in ANSWERING | SETTLED]
    if not answering and not waiting and risk.settled is Settlement.ACCEPTED:
        return quiet("accepted, no action")
    if not answering:
        return Piece(" ".join(("no action yet", *waiting)), Tone.WARNING)
    return Piece(" ".join((*answering, *waiting)), Tone.GOOD)


def risk_pieces(case: Case, risk: Risk) -> tuple[Piece, ...]:
    """``R1 victim: strangled twice since May``."""
    return (strong(f"{risk.label} {subject_label(case, risk.at_risk)}: "), Piece(risk.text))
