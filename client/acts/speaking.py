"""The round (CASE-3, CASE-4), risks (RISK-1, ROLE-4), conflicts (CON-1) and safety (ACT-6)."""

from dataclasses import replace

from agenda.london import clock_time
from agenda.plan import Role
from client.acts.asking import (
    NOBODY,
    about,
    agencies_at_table,
    agencies_heard,
    reason,
    subjects,
    sure,
    told_day,
)
from client.acts.form import Act, Answers, Choice, Field, Form, Option, Several, Unclear, Words
from client.acts.late_offers import closed_meanwhile, to_say_again
from client.acts.letters import NO_AGENCY, agency_choice
from client.acts.offering import described
from client.acts.targets import (
    can_be_judged,
    can_be_said_safe,
    case_meant,
    correctable,
    raised,
    strikable,
    target,
)
from client.acts.telling import point_remarks
from client.outbox import new_id
from client.view.case import contact_rows
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Seen
from meeting.case.actions import Action, Verdict
from meeting.case.hearing import Case
from meeting.case.information import Category, Nature
from meeting.case.late_offers import InformationArrivedLate
from meeting.case.risks import RiskFacts
from meeting.commands import (
    AgreeRisk,
    AnyCommand,
    AskToSpeak,
    CorrectInformation,
    DeclareConflict,
    JudgeAction,
    JudgePlan,
    LowerHand,
    RaiseRisk,
    RecordConflict,
    RecordInformation,
    RecordNoRisks,
    RecordNothingKnown,
    RecordRisk,
    ReportNothingKnown,
    ShareInformation,
    StrikeEntry,
)
from meeting.values import AgencyId, InformationId
from meeting.words import clean

CATEGORIES = tuple(
    Option(each, each)
    for each in (Category.RISK_FACTOR, *(c for c in Category if c is not Category.RISK_FACTOR))
)
NATURES = tuple(Option(each, each) for each in Nature)
CLOSES_AT_ONCE = (
    row("The case closes to you at once; the chair then decides."),
    row("Only the chair and the minute-taker read the reason."),
)
NOBODY_TO_RUN_IT = (
    row("The case closes to you at once, and goes back onto the running order"),
    row("until somebody has taken over what you hold in it."),
)
MOST_SHOWN = 24
SAFE_ONCE = "Safe once changed: {}"
"""Why an action that has to be changed is stopped."""
VERDICTS = tuple(Option(each, each) for each in Verdict)


def share(seen: Seen) -> Act | None:
    """My agency tells the table something (CASE-3)."""
    case = seen.case
    if case is None:
        return None
    again = to_say_again(seen, case)
    fresh = again.information if again else new_id()
    return Form(
        f"{seen.name_of(seen.agency)} shares information",
        lambda answers: ShareInformation(
            case=case.case,
            information=fresh,
            subject=answers.one("subject"),
            category=Category(answers.one("category")),
            nature=Nature(answers.one("nature")),
            text=answers.one("text"),
            dated=told_day(seen, answers),
        ),
        _point(case, again),
        cases=about(seen),
        remarks=lambda answers: point_remarks(seen, answers),
        entries=frozenset({again.information} if again else ()),
        said_now=lambda now: closed_meanwhile(now, case.case),
        following=lambda now, _: share(now),
    )


def record_information(seen: Seen, agency: AgencyId = "") -> Act | None:
    """The minute-taker records what an agency says without a laptop, or wrote (ROLE-8).

    ``agency``: the one that goes on speaking.
    """
    case = seen.case
    if case is None:
        return None
    fresh = new_id()
    offered = agencies_heard(seen, case, reports=True)
    return Form(
        "Record what an agency says",
        lambda answers: RecordInformation(
            case=case.case,
            information=fresh,
            agency=_agency(answers),
            subject=answers.one("subject"),
            category=Category(answers.one("category")),
            nature=Nature(answers.one("nature")),
            text=answers.one("text"),
            dated=told_day(seen, answers),
        ),
        (agency_choice(seen, "agency", "Agency", offered, agency), *_point(case)),
        cases=about(seen),
        remarks=lambda answers: point_remarks(seen, answers),
        starts="text" if agency else "",
        following=lambda now, answers: record_information(now, _agency(answers)),
    )


def _point(case: Case, again: InformationArrivedLate | None = None) -> tuple[Field, ...]:
    """The fields of a point, with what is to be said once more if anything is."""
    text, subject, category, nature, dated = "", "", "", "", ""
    if again is not None:
        text, subject, category, nature = again.text, again.subject, again.category, again.nature
        dated = f"{again.dated:%d/%m/%Y}" if again.dated else ""
    return (
        Words("text", "What", "short: it is said aloud", text, tall=True),
        Choice("subject", "About", subjects(case), subject),
        Choice("category", "Kind", CATEGORIES, category),
        Choice("nature", "Is it", NATURES, nature),
        Words("dated", "When", "the day it happened, if there is one", dated),
    )


def correct(seen: Seen) -> Act | None:
    """The supplying agency corrects its own words (CASE-5)."""
    point = correctable(seen)
    return _correct(seen, point.information) if point else None


def _correct(seen: Seen, which: InformationId) -> Form | None:
    case = seen.case
    point = case.heard.points.get(which) if case else None
    if case is None or point is None:
        return None
    return Form(
        "Correct what was said; what stood before stays in the record",
        lambda answers: CorrectInformation(
            case=case.case,
            information=point.information,
            version=point.version,
            text=answers.one("text"),
        ),
        (Words("text", "What", "", point.text, tall=True),),
        cases=about(seen),
        entries=frozenset({point.information}),
        anew=lambda now: _correct(now, which),
    )


def strike(seen: Seen) -> Act | None:
    """What was typed into the wrong case is struck (CASE-5)."""
    case, found, entry = seen.case, strikable(seen), seen.selected
    if case is None or found is None:
        return None
    text = found.wording.text if isinstance(found, Action) else found.text
    form = sure(
        "Strike this? It was typed into the wrong case",
        StrikeEntry(case=case.case, entry=entry),
        seen,
        row(f"“{text}”"),
        row("Its words go from every screen and paper; who struck it, and when, stays."),
        *(_to_tell(seen, found) if isinstance(found, Action) else ()),
    )
    return replace(form, entries=frozenset({entry})) if isinstance(form, Form) else form


def _to_tell(seen: Seen, action: Action) -> tuple[Row, ...]:
    """Whose it is, so that it is not lost, and what they were given of it (CASE-5, ACT-1)."""
    whose = seen.names_of(action.owners)
    told = (
        [f"It is an action of {whose}: ask for it to be offered in its own case."] if whose else []
    )
    if action.given_out_at is not None:
        at = clock_time(action.given_out_at)
        told.append(f"It was given out at {at}: ask {whose} for that paper back.")
    return tuple(row(Piece(words, Tone.WARNING), indent=2) for words in told)


def nothing_known(seen: Seen) -> Act | None:
    """My agency knows nothing: an answer (CASE-4)."""
    return ReportNothingKnown(case=seen.case.case) if seen.case else None


def record_nothing_known(seen: Seen) -> Act | None:
    """The minute-taker records that an agency knows nothing (CASE-4, ROLE-8)."""
    case = seen.case
    if case is None:
        return None
    return Form(
        "Record that an agency knows nothing",
        lambda answers: RecordNothingKnown(case=case.case, agency=_agency(answers)),
        (_agency_field(seen, case),),
        cases=about(seen),
        following=lambda now, _: record_nothing_known(now),
    )


def _agency_field(seen: Seen, case: Case) -> Choice:
    offered = agencies_at_table(seen, case, reports=True)
    return agency_choice(seen, "agency", "Agency", offered, "")


def _agency(answers: Answers) -> str:
    if not (chosen := answers.one("agency")):
        raise Unclear("agency", NO_AGENCY)
    return chosen


def raise_hand(seen: Seen) -> Act | None:
    """My hand goes up (CASE-4)."""
    return AskToSpeak(case=seen.case.case) if seen.case else None


def lower_hand(seen: Seen) -> Act | None:
    """My hand goes down (CASE-4)."""
    return LowerHand(case=seen.case.case, person=seen.me) if seen.case else None


def heard(seen: Seen) -> Act | None:
    """The chair has heard whoever asked first (CASE-4)."""
    case = seen.case
    if case is None or not case.heard.hands:
        return None
    first = case.heard.hands[0]
    command = LowerHand(case=case.case, person=first)
    name = seen.person(first)

    def said_now(now: Seen) -> tuple[Row, ...]:
        there = now.state.case(case.case)
        if there is not None and first in there.heard.hands:
            return ()
        return (row(Piece(f"The hand of {name} is down already: Escape back.", Tone.WARNING)),)

    form = Form(f"{name} has been heard?", lambda _: command, cases=about(seen), yes="yes")
    return replace(form, said_now=said_now)


def raise_risk(seen: Seen) -> Act | None:
    """A representative raises a risk that was missed (ROLE-4)."""
    return _risk(seen, "Raise a risk, for the chair to agree", RaiseRisk)


def record_risk(seen: Seen) -> Act | None:
    """The chair names a risk, or the minute-taker writes it (RISK-1)."""
    return _risk(seen, "Record a risk", RecordRisk)


def _risk(seen: Seen, title: str, kind: type[RaiseRisk] | type[RecordRisk]) -> Act | None:
    case = seen.case
    if case is None:
        return None
    fresh = new_id()
    return Form(
        title,
        lambda answers: kind(
            case=case.case,
            risk=fresh,
            at_risk=answers.one("at_risk"),
            from_whom=answers.one("from_whom") or None,
            text=answers.one("text"),
            information=answers.many("information"),
        ),
        risk_fields(seen, case),
        cases=about(seen),
    )


def risk_fields(seen: Seen, case: Case, was: RiskFacts | None = None) -> tuple[Field, ...]:
    """What a risk says, as it ``was`` if it is there already."""
    people = subjects(case)
    return (
        Words("text", "What", "what may happen", was.text if was else "", tall=True),
        Choice("at_risk", "To whom", people, was.at_risk if was else ""),
        Choice("from_whom", "From whom", (NOBODY, *people), (was.from_whom or "") if was else ""),
        *_known_from(seen, case, was.information if was else ()),
    )


def _known_from(seen: Seen, case: Case, was: tuple[str, ...]) -> tuple[Several, ...]:
    """What was said that it comes from (RISK-2); nothing to tick where nothing was said."""
    points = tuple(
        Option(
            point.information,
            f"{seen.name_of(point.agency)}: {point.text}",
            f"{seen.name_of(point.agency)}: {shortened(point.text)}",
        )
        for point in case.heard.points.values()
        if point.struck_by is None
    )
    return (Several("information", "Known from", points, was),) if points else ()


def shortened(text: str) -> str:
    """The first words of a piece of information, enough to tell it from another."""
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN].rstrip()}…"


def agree_risk(seen: Seen) -> Act | None:
    """The chair takes up a risk that was raised (RISK-1)."""
    case, risk = seen.case, raised(seen)
    if case is None or risk is None:
        return None
    command = AgreeRisk(case=case.case, risk=risk.risk, version=risk.version)
    return sure(
        f"Agree {risk.label}?", command, seen, row(risk.text), ask=seen.selected != risk.risk
    )


def no_risks(seen: Seen) -> Act | None:
    """The chair says that no risk was identified: an answer (RISK-1)."""
    if seen.case is None:
        return None
    return sure("Record that no risk was identified?", RecordNoRisks(case=seen.case.case), seen)


def declare_conflict(seen: Seen) -> Act | None:
    """I should not hear this case; it goes dark at once (CON-1, CON-2)."""
    meant = case_meant(seen)
    if meant is None:
        return None
    item, case = meant
    holds = seen.role in {Role.CHAIR, Role.MINUTE_TAKER}
    form = reason(
        f"Declare a conflict with {item.label}",
        "Why",
        lambda why: DeclareConflict(case=case.case, reason=why),
        seen,
    )
    said = NOBODY_TO_RUN_IT if holds else CLOSES_AT_ONCE
    cases = frozenset({case.case})
    return Form(form.title, form.build, form.fields, cases, said, yes="declare")


def record_conflict(seen: Seen) -> Act | None:
    """Somebody else should not hear this case; it goes dark for them at once (CON-5, ROLE-8)."""
    meant = case_meant(seen)
    if meant is None:
        return None
    item, case = meant
    others = tuple(
        Option(line.person, seen.person(line.person))
        for line in seen.room.register.values()
        if line.person != seen.me and not case.is_withheld_from(line.person)
    )
    return Form(
        f"Somebody else's conflict with {item.label}: turn the screen away",
        lambda answers: RecordConflict(
            case=case.case, person=_person(answers), reason=answers.one("reason")
        ),
        (Choice("person", "Whose", (NOBODY, *others)), Words("reason", "Why", tall=True)),
        cases=about(seen),
        said=(row("The case closes to them at once; the chair then decides."),),
        yes="record",
    )


def _person(answers: Answers) -> str:
    if not (chosen := answers.one("person")):
        raise Unclear("person", "Choose somebody: type the first letters of a name.")
    return chosen


def declare_conflict_late(seen: Seen) -> Act | None:
    """From the summary: I should not have heard one of these cases (CON-1, CON-2)."""
    cases = tuple(
        Option(item.case, item.label)
        for item in seen.room.items.values()
        if item.case is not None and seen.state.case(item.case) is not None
    )
    under_cursor, _, _ = seen.selected.partition("/")
    return Form(
        "Declare a conflict",
        lambda answers: DeclareConflict(case=answers.one("case"), reason=answers.one("reason")),
        (
            Choice("case", "With", cases, under_cursor),
            Words("reason", "Why", tall=True),
        ),
        cases=frozenset(option.value for option in cases),
        said=CLOSES_AT_ONCE,
        yes="declare",
    )


def safe(seen: Seen) -> Act | None:
    """An action is safe for the victim (ACT-6)."""
    case, action = seen.case, target(seen, can_be_said_safe)
    if case is None or action is None:
        return None
    command = JudgeAction(
        case=case.case, action=action.action, version=action.version, verdict=Verdict.SAFE
    )
    if action.verdict is Verdict.UNSAFE:
        return reason(
            f"Take back that {action.label} is unsafe",
            "Why",
            lambda why: command.model_copy(update={"why": clean(why)}),
            seen,
        )
    ask = seen.selected != action.action
    said = (*contacts(case), *described(action))
    return sure(f"Say that {action.label} is safe?", command, seen, *said, ask=ask)


def unsafe(seen: Seen) -> Act | None:
    """An action is unsafe, and why: it stops (ACT-6)."""
    return _stops(seen, "is unsafe", Words("why", "Why", "what makes it unsafe", tall=True))


def to_be_changed(seen: Seen) -> Act | None:
    """An action is unsafe as it stands, and what would make it safe: it stops until its owner
    changes it (ACT-6, ACT-1).
    """
    what = Words("why", "Change", "what has to be different", tall=True)
    return _stops(seen, "is safe only once changed", what, SAFE_ONCE)


def _stops(seen: Seen, verdict: str, field: Words, why: str = "{}") -> Act | None:
    """With safe and unsafe contacts and the risk to staff beside it (CASE-9)."""
    case, action = seen.case, target(seen, can_be_judged)
    if case is None or action is None:
        return None

    def build(answers: Answers) -> AnyCommand:
        written = clean(answers.one("why"))
        return JudgeAction(
            case=case.case,
            action=action.action,
            version=action.version,
            verdict=Verdict.UNSAFE,
            why=why.format(written) if written else "",
        )

    return Form(
        f"{action.label} {verdict}: {action.wording.text}",
        build,
        (field,),
        cases=about(seen),
        said=contacts(case),
        yes="stop it",
    )


def contacts(case: Case) -> tuple[Row, ...]:
    """Whom it is safe and unsafe to talk to, above a question about safety (CASE-9)."""
    return tuple(Row((contact,)) for contact in contact_rows(case))


def judge_plan(seen: Seen) -> Act | None:
    """The plan as a whole is safe, or unsafe and why (ACT-6)."""
    case = seen.case
    if case is None:
        return None
    return Form(
        "The plan as a whole",
        lambda answers: JudgePlan(
            case=case.case,
            version=case.plan.version,
            verdict=Verdict(answers.one("verdict")),
            why=answers.one("why"),
        ),
        (
            Choice("verdict", "It is", VERDICTS, Verdict.SAFE),
            Words("why", "Why", "needed if it is unsafe", tall=True),
        ),
        cases=about(seen),
        said=contacts(case),
    )
