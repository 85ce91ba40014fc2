"""Offering actions (ACT-1 to ACT-5): one form for all, with what is missing said beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from agenda.deadlines.proposed import proposed
from agenda.london import short_date
from client.acts.asking import (
    NOBODY,
    agencies_at_table,
    day,
    day_remarks,
    other_agencies,
    reason,
    risks,
    subjects,
    sure,
)
from client.acts.form import Act, Answers, Choice, Field, Form, Option, Several, Unclear, Words
from client.acts.late_offers import closed_meanwhile, to_give_again
from client.acts.letters import NO_AGENCY, agency_choice
from client.acts.targets import (
    asked_to_join,
    mine_to_change,
    mine_to_confirm,
    suggested_to_me,
    target,
)
from client.outbox import new_id
from client.view.case import contact_rows
from client.view.rows import Piece, Row, Tone, quiet, row
from client.view.seen import Seen
from meeting.case.actions import SETTLED, Action, Wording
from meeting.case.gaps import lacking
from meeting.case.hearing import Case
from meeting.case.smart import vague_verbs
from meeting.commands import (
    AnyCommand,
    ChangeAction,
    ConfirmAction,
    DeclineSuggestion,
    DeclineToJoin,
    JoinAction,
    RecordAction,
    SuggestAction,
    TakeUpSuggestion,
    VolunteerAction,
    WithdrawAction,
)
from meeting.values import ActionId, AgencyId
from meeting.words import clean

YES, NO = "yes", "no"


def volunteer(seen: Seen) -> Act | None:
    """My agency offers an action, and can ask others to join (ACT-1, ACT-4)."""
    case = seen.case
    if case is None:
        return None
    again = to_give_again(seen, case)
    fresh = again.action if again else new_id()
    asked = again.invited if again else ()
    invited = Several("invited", "Ask to join", other_agencies(seen), asked)
    form = _form(
        seen,
        case,
        f"{seen.name_of(seen.agency)} volunteers an action",
        lambda answers, wording: VolunteerAction(
            case=case.case, action=fresh, wording=wording, invited=answers.many("invited")
        ),
        last=(invited,),
        again=again.wording if again else None,
        said_now=lambda now: closed_meanwhile(now, case.case),
    )
    return replace(form, following=lambda now, _: volunteer(now))


def suggest(seen: Seen) -> Act | None:
    """I suggest an action to another agency; it decides (ACT-1)."""
    case = seen.case
    if case is None:
        return None
    fresh = new_id()
    return _form(
        seen,
        case,
        "Suggest an action to another agency, which decides",
        lambda answers, wording: SuggestAction(
            case=case.case, action=fresh, to=_chosen(answers, "to"), wording=wording
        ),
        first=(agency_choice(seen, "to", "To", other_agencies(seen)),),
    )


def record_action(seen: Seen, agency: AgencyId = "") -> Act | None:
    """The minute-taker records what an agency offered aloud (ACT-5).

    ``agency``: the one that goes on offering.
    """
    case = seen.case
    if case is None:
        return None
    fresh = new_id()
    at_table = agencies_at_table(seen, case)
    form = _form(
        seen,
        case,
        "Record an action that was offered aloud",
        lambda answers, wording: RecordAction(
            case=case.case, action=fresh, agency=_chosen(answers, "agency"), wording=wording
        ),
        first=(agency_choice(seen, "agency", "Agency", at_table, agency),),
    )
    return replace(
        form,
        starts="text" if agency else "",
        following=lambda now, answers: record_action(now, _chosen(answers, "agency")),
    )


def take_up(seen: Seen) -> Act | None:
    """My agency takes up what was suggested to it, in this wording (ACT-1)."""
    return _reworded(
        seen,
        target(seen, suggested_to_me),
        "Take up",
        lambda case, action, wording: TakeUpSuggestion(
            case=case.case, action=action.action, version=action.version, wording=wording
        ),
    )


def change(seen: Seen) -> Act | None:
    """The owner changes an action, or the minute-taker what they recorded (ACT-13)."""
    action = target(seen, mine_to_change)
    return _change(seen, action.action) if action else None


def _change(seen: Seen, which: ActionId) -> Form | None:
    action = seen.case.plan.actions.get(which) if seen.case else None
    form = _reworded(
        seen,
        action,
        "Change",
        lambda case, action, wording: ChangeAction(
            case=case.case,
            action=which,
            version=action.version,
            wording=wording,
            was=action.wording,
        ),
        said=_to_others(seen, action, "Asked to join again, in the new words: {}."),
    )
    return replace(form, anew=lambda now: _change(now, which)) if form else None


def decline(seen: Seen) -> Act | None:
    """My agency declines a suggestion, or an invitation to join, and says why (ACT-1, ACT-4)."""
    case, suggestion = seen.case, target(seen, suggested_to_me)
    invitation = target(seen, asked_to_join)
    action = suggestion or invitation
    if case is None or action is None:
        return None

    def build(why: str) -> AnyCommand:
        if suggestion:
            return DeclineSuggestion(case=case.case, action=action.action, reason=why)
        return DeclineToJoin(
            case=case.case, action=action.action, version=action.version, reason=why
        )

    return reason(f"Decline {action.label}: {action.wording.text}", "Why", build, seen)


def join(seen: Seen) -> Act | None:
    """My agency joins an action that it was asked to join (ACT-4)."""
    case, action = seen.case, target(seen, asked_to_join)
    if case is None or action is None:
        return None
    command = JoinAction(case=case.case, action=action.action, version=action.version)
    return sure(f"Join {action.label}?", command, seen, *described(action))


def confirm(seen: Seen) -> Act | None:
    """My agency confirms the wording of its action (ACT-9)."""
    case, action = seen.case, target(seen, mine_to_confirm)
    if case is None or action is None:
        return None
    command = ConfirmAction(case=case.case, action=action.action, version=action.version)
    said = (*described(action), row("Is this what you offered?"))
    return sure(f"Confirm {action.label}?", command, seen, *said, ask=not _pointed(seen, action))


def withdraw(seen: Seen) -> Act | None:
    """The owner withdraws an action, or the minute-taker what they recorded."""
    case, action = seen.case, target(seen, mine_to_change)
    if case is None or action is None:
        return None
    form = reason(
        f"Withdraw {action.label}: {action.wording.text}",
        "Why",
        lambda why: WithdrawAction(
            case=case.case, action=action.action, version=action.version, reason=why
        ),
        seen,
    )
    return replace(form, said=_to_others(seen, action, "It goes on without you, with: {}."))


def _to_others(seen: Seen, action: Action | None, words: str) -> tuple[Row, ...]:
    """What becomes of the other owners of a joint action (ACT-4)."""
    others = [owner for owner in action.owners if owner != seen.agency] if action else []
    if action is None or seen.agency not in action.owners or not others:
        return ()
    return (row(Piece(words.format(seen.names_of(others)), Tone.WARNING), indent=2),)


def described(action: Action) -> tuple[Row, ...]:
    """An action as a question about it shows it."""
    due = short_date(action.wording.due) if action.wording.due else "no date"
    return (row(f"{action.label}  {action.wording.text}", right=Piece(due)),)


def _pointed(seen: Seen, action: Action) -> bool:
    return seen.selected == action.action


def _nothing(_: Seen) -> tuple[Row, ...]:
    return ()


def _reworded(
    seen: Seen,
    action: Action | None,
    verb: str,
    build: Callable[[Case, Action, Wording], AnyCommand],
    *,
    said: tuple[Row, ...] = (),
) -> Form | None:
    case = seen.case
    if case is None or action is None:
        return None
    return _form(
        seen,
        case,
        f"{verb} {action.label}",
        lambda _, wording: build(case, action, wording),
        before=action,
        said=said,
    )


def _form(
    seen: Seen,
    case: Case,
    title: str,
    build: Callable[[Answers, Wording], AnyCommand],
    *,
    before: Action | None = None,
    first: tuple[Field, ...] = (),
    last: tuple[Field, ...] = (),
    said: tuple[Row, ...] = (),
    again: Wording | None = None,
    said_now: Callable[[Seen], tuple[Row, ...]] = _nothing,
) -> Form:
    """The form of a wording; ``before`` is the action that stands already, ``again`` what is to be
    offered once more. ``said_now`` stands above what is said in any case.
    """
    always = (*said, *(Row((contact,)) for contact in contact_rows(case)))
    return Form(
        title,
        lambda answers: build(answers, _wording(seen, answers)),
        (*first, *_fields(seen, case, before, again), *last),
        cases=frozenset({case.case}),
        said=always,
        remarks=lambda answers: _remarks(seen, case, answers),
        said_now=lambda now: (*said_now(now), *always),
    )


def _fields(
    seen: Seen, case: Case, before: Action | None, again: Wording | None
) -> tuple[Field, ...]:
    known = before.wording if before else again
    was = known or Wording(text="-")
    earlier = others_to_wait_for(case, before)
    room = seen.room
    default = proposed(room.protocol.deadlines.actions, room.day, room.closed_days)
    answers = risks(case)
    return (
        Words("text", "What", "what will be done", was.text if known else "", tall=True),
        Choice("for_whom", "For whom", (NOBODY, *subjects(case)), was.for_whom or ""),
        *((Several("risks", "Risks", answers, was.risks),) if answers else ()),
        Words("due", "By when", default, _said(was.due) if known else default, proposed=True),
        Words("done_when", "Done when", "what will show that it was done", was.done_when),
        Words("named", "Who", "the person who will do it", was.named),
        Choice(
            "urgent", "Urgent", (Option(NO, "no"), Option(YES, "yes")), YES if was.urgent else NO
        ),
        *((Choice("after", "After", (NOBODY, *earlier), was.after or ""),) if earlier else ()),
    )


def others_to_wait_for(case: Case, action: Action | None) -> tuple[Option, ...]:
    """The actions that have to be done first, if this one is to wait for any (ACT-4)."""
    return tuple(
        Option(other.action, f"{other.label} {other.wording.text}", other.label)
        for other in case.plan.actions.values()
        if (action is None or other.action != action.action) and other.standing not in SETTLED
    )


def _said(due: date | None) -> str:
    return f"{due:%d/%m/%Y}" if due else ""


def _wording(seen: Seen, answers: Answers) -> Wording:
    return Wording(
        text=answers.one("text"),
        for_whom=answers.one("for_whom") or None,
        risks=answers.many("risks"),
        due=day(seen, answers),
        done_when=answers.one("done_when"),
        named=answers.one("named"),
        urgent=answers.one("urgent") == YES,
        after=answers.one("after") or None,
    )


def _remarks(seen: Seen, case: Case, answers: Answers) -> tuple[Row, ...]:
    """What is missing for SMART, what is vague, and what the date comes to (ACT-2)."""
    advocate = seen.room.protocol.roles.advocate
    found = [
        row(Piece(f"“{verb}” is vague. ", Tone.WARNING), quiet(f"Better: {better}"), indent=2)
        for verb, better in vague_verbs(answers.one("text"), advocate)
    ]
    return (*day_remarks(seen, answers), *found, *_missing(seen, case, answers))


def _missing(seen: Seen, case: Case, answers: Answers) -> tuple[Row, ...]:
    if not clean(answers.one("text")):
        return (row(quiet("Say what will be done. The rest can come later.")),)
    try:
        wording = _so_far(answers, day(seen, answers))
    except Unclear:
        wording = _so_far(answers, None)
    gaps = lacking(case, wording)
    if not gaps:
        nothing = "nothing else" if vague_verbs(answers.one("text")) else "nothing"
        return (row(Piece(f"✓ {nothing} is missing", Tone.GOOD)),)
    return tuple(row(Piece(f"○ {gap}", Tone.WARNING), indent=2) for gap in gaps)


def _so_far(answers: Answers, due: date | None) -> Wording:
    """The wording so far, for what is missing in it; its text does not matter here."""
    return Wording(
        text="-",
        for_whom=answers.one("for_whom") or None,
        risks=answers.many("risks"),
        due=due,
        done_when=answers.one("done_when")[:600],
    )


def _chosen(answers: Answers, name: str) -> str:
    if not (chosen := answers.one(name)):
        raise Unclear(name, NO_AGENCY)
    return chosen
