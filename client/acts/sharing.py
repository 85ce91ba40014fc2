"""Whether a piece of information may be used elsewhere: asked, and answered (NTK-1)."""

from collections.abc import Iterator

from agenda.plan import Role
from client.acts.asking import about, agencies_at_table
from client.acts.form import Act, Answers, Choice, Form, Option, Unclear, Words
from client.acts.letters import NO_AGENCY, agency_choice
from client.outbox import new_id
from client.view.rows import quiet, row
from client.view.seen import Seen
from meeting.case.information import Information
from meeting.case.sharing import Sharing
from meeting.case.table import at_table, has_laptop
from meeting.commands import AnswerSharing, AskToShare
from meeting.labels import listed

YES = "yes"
NO = "no"


def to_ask_about(seen: Seen) -> Information | None:
    """The point under the cursor, unless it is this person's own agency's."""
    point = seen.case.heard.points.get(seen.selected) if seen.case else None
    if point is None or point.struck_by is not None:
        return None
    return point if point.agency != seen.agency or _for_others(seen) else None


def _for_others(seen: Seen) -> bool:
    return seen.role is Role.MINUTE_TAKER


def ask_to_share(seen: Seen) -> Act | None:
    """May this go to somebody outside the room, and what for? (NTK-1)"""
    case, point = seen.case, to_ask_about(seen)
    if case is None or point is None:
        return None
    fresh = new_id()
    others = tuple(o for o in agencies_at_table(seen, case) if o.value != point.agency)
    asks = agency_choice(seen, "agency", "Asked by", others)

    def agency(answers: Answers) -> str | None:
        if _for_others(seen) and not answers.one("agency"):
            raise Unclear("agency", NO_AGENCY)
        return answers.one("agency") or None

    return Form(
        f"Ask {seen.name_of(point.agency)} whether this may be shared",
        lambda answers: AskToShare(
            case=case.case,
            sharing=fresh,
            information=point.information,
            what=answers.one("what"),
            to_whom=answers.one("to_whom"),
            purpose=answers.one("purpose"),
            agency=agency(answers),
        ),
        (
            Words("what", "What", "all of it, or the date alone"),
            Words("to_whom", "To whom", "the victim's GP"),
            Words("purpose", "For", "what they need it for", tall=True),
            *((asks,) if _for_others(seen) else ()),
        ),
        cases=about(seen),
        said=(row(quiet(point.text)),),
        entries=frozenset({point.information}),
    )


def _mine_to_answer(seen: Seen, point: Information) -> bool:
    """It is my agency's; or I take the minutes, and nobody of it here has a laptop (ROLE-8)."""
    case = seen.case
    if case is None or point.struck_by is not None:
        return False
    if seen.role is not Role.MINUTE_TAKER:
        return point.agency == seen.agency
    here = bool(at_table(seen.room, case, point.agency))
    return here and not has_laptop(seen.room, case, point.agency)


def _mine(seen: Seen) -> Iterator[tuple[Sharing, Information]]:
    for each in seen.case.sharings.values() if seen.case else ():
        point = seen.case.heard.points.get(each.information) if seen.case else None
        if point is not None and _mine_to_answer(seen, point):
            yield each, point


def open_to_me(seen: Seen) -> tuple[tuple[Sharing, Information], ...]:
    """What is asked of this person's agency and not answered, longest first."""
    return tuple((each, point) for each, point in _mine(seen) if each.answer_to(point) is None)


def to_answer(seen: Seen) -> tuple[Sharing, Information] | None:
    """What is open of the point under the cursor, or anything that is; else what was answered of
    that point last, to be answered otherwise.
    """
    here = [found for found in _mine(seen) if found[1].information == seen.selected]
    still = open_to_me(seen)
    return next(iter((*(found for found in still if found in here), *still, *here[::-1])), None)


def answer_sharing(seen: Seen) -> Act | None:
    """My agency says yes or no, and why or how far (NTK-1)."""
    case, found = seen.case, to_answer(seen)
    if case is None or found is None:
        return None
    asked, point = found
    aloud = f" ({seen.name_of(point.agency)}, aloud)" if _for_others(seen) else ""
    return Form(
        f"May this be shared?{aloud}",
        lambda answers: AnswerSharing(
            case=case.case,
            sharing=asked.sharing,
            version=point.version,
            answered=len(asked.answers),
            permitted=answers.one("permitted") == YES,
            reason=answers.one("reason"),
        ),
        (
            Choice("permitted", "It may", (Option(NO, "no"), Option(YES, "yes")), NO),
            Words("reason", "Why", "or how far: what must not go with it", tall=True),
        ),
        cases=about(seen),
        said=(
            row(quiet(point.text)),
            row(f"{seen.name_of(asked.agency)} asks: {asked.what}"),
            row(f"to {asked.to_whom}, for {asked.purpose}"),
        ),
        entries=frozenset({point.information}),
        anew=answer_sharing,
    )


def waiting_to_share(seen: Seen) -> Iterator[str]:
    """That something of this person's agency is asked for, and by whom."""
    if still := open_to_me(seen):
        who = listed(dict.fromkeys(seen.name_of(asked.agency) for asked, _ in still), "and")
        verb = "asks" if len({asked.agency for asked, _ in still}) == 1 else "ask"
        yield f"{who} {verb} whether something may be shared: _ answer"
