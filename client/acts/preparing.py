"""Before the day: research and prepared points (AG-4), who comes (ATT-1), agenda and room opened.

What was prepared is presented in the round.
"""

from client.acts.asking import about, subjects, sure, told_day, told_remarks
from client.acts.form import Act, Answers, Choice, Field, Form, Option, Several, Unclear, Words
from client.outbox import new_id
from client.view.preparing import is_the_day, points_of
from client.view.rows import Row, row
from client.view.seen import Seen, organises
from meeting.case.hearing import Case
from meeting.case.information import Category, Nature
from meeting.case.research import Answer
from meeting.commands import (
    AnyCommand,
    ChangePreparedPoint,
    ComeAfterAll,
    HandInReport,
    MarkResearch,
    OpenAgenda,
    OpenRoom,
    PreparePoint,
    PresentPoints,
    RemovePreparedPoint,
    SeenPoint,
    SendApologies,
    SendDeputy,
)
from meeting.preparation import PreparedPoint
from meeting.room import Attendance, Line

CATEGORIES = tuple(Option(each, each) for each in Category)
NATURES = tuple(Option(each, each) for each in Nature)


def _sure(title: str, command: AnyCommand, *said: Row) -> Form:
    """Asked first, and about no case."""
    return Form(title, lambda _: command, said=said, yes="yes")


def open_agenda(_: Seen) -> Act | None:
    """Those named for the meeting read its cases from now on (AG-4)."""
    words = row("Those named for the meeting read the cases that they are not out of, at once.")
    return _sure("Open the agenda?", OpenAgenda(), words)


def can_open_agenda(seen: Seen) -> bool:
    """The names are confirmed, and it is not open yet."""
    return seen.room.names_confirmed is not None and seen.room.agenda_opened is None


def open_room(_: Seen) -> Act | None:
    """It is the day (AG-4)."""
    words = row("From now on nobody reads a case before they have signed. It cannot be undone.")
    return _sure("Open the room?", OpenRoom(), words)


def can_open_room(seen: Seen) -> bool:
    """It is the day."""
    return is_the_day(seen)


# Research


def _so_far(seen: Seen) -> Answer | None:
    research = seen.case.research.get(seen.agency) if seen.case else None
    return research.answer if research else None


def is_not(answer: Answer, seen: Seen) -> bool:
    """Whether my agency has not said this of the case; what it prepared says that it knows it."""
    if seen.case is None or _so_far(seen) is answer:
        return False
    return answer is Answer.KNOWN or not points_of(seen, seen.case)


def mark(answer: Answer, seen: Seen) -> Act | None:
    """My agency has looked: at once, and it can be said otherwise (AG-4)."""
    if seen.case is None:
        return None
    return MarkResearch(case=seen.case.case, answer=answer, so_far=_so_far(seen))


def pointed(seen: Seen) -> PreparedPoint | None:
    """The prepared point under the cursor."""
    if seen.case is None:
        return None
    return seen.state.preparation(seen.agency, seen.case.case).points.get(seen.selected)


def prepare(seen: Seen) -> Act | None:
    """A point that my agency will make (AG-4, CASE-3)."""
    case = seen.case
    if case is None:
        return None
    fresh = new_id()
    return Form(
        f"{seen.name_of(seen.agency)} prepares a point: yours alone until you share it",
        lambda answers: PreparePoint(
            case=case.case,
            information=fresh,
            subject=answers.one("subject"),
            category=Category(answers.one("category")),
            nature=Nature(answers.one("nature")),
            text=answers.one("text"),
            dated=told_day(seen, answers),
        ),
        _fields(case, None),
        cases=about(seen),
        remarks=lambda answers: told_remarks(seen, answers),
        yes="keep",
    )


def change(seen: Seen) -> Act | None:
    """The point under the cursor, put otherwise (AG-4)."""
    case, point = seen.case, pointed(seen)
    if case is None or point is None:
        return None
    return Form(
        "Change what you prepared",
        lambda answers: ChangePreparedPoint(
            case=case.case,
            information=point.information,
            version=point.version,
            subject=answers.one("subject"),
            category=Category(answers.one("category")),
            nature=Nature(answers.one("nature")),
            text=answers.one("text"),
            dated=told_day(seen, answers),
        ),
        _fields(case, point),
        cases=about(seen),
        remarks=lambda answers: told_remarks(seen, answers),
        yes="keep",
    )


def _fields(case: Case, point: PreparedPoint | None) -> tuple[Field, ...]:
    when = f"{point.dated:%d/%m/%Y}" if point and point.dated else ""
    return (
        Words("text", "What", "short: it is said aloud", point.text if point else "", tall=True),
        Choice("subject", "About", subjects(case), point.subject if point else ""),
        Choice("category", "Kind", CATEGORIES, point.category if point else Category.RISK_FACTOR),
        Choice("nature", "Is it", NATURES, point.nature if point else ""),
        Words("dated", "When", "the day it happened, if there is one", when),
    )


def remove(seen: Seen) -> Act | None:
    """The point under the cursor will not be made (AG-4)."""
    case, point = seen.case, pointed(seen)
    if case is None or point is None:
        return None
    command = RemovePreparedPoint(
        case=case.case, information=point.information, version=point.version
    )
    return sure("Remove what you prepared?", command, seen, row(point.text))


def to_present(seen: Seen) -> tuple[PreparedPoint, ...]:
    """What my agency prepared for the case that is looked at, and has not shared yet."""
    case = seen.case
    if case is None:
        return ()
    return tuple(p for p in points_of(seen, case) if p.information not in case.heard.points)


def present(seen: Seen) -> Act | None:
    """What was prepared is shared: all of it, or what stays ticked (AG-4, CASE-3)."""
    case, points = seen.case, to_present(seen)
    if case is None or not points:
        return None
    by_id = {point.information: point for point in points}

    def build(answers: Answers) -> PresentPoints:
        chosen = (by_id[information] for information in answers.many("points"))
        told = (SeenPoint(information=p.information, version=p.version) for p in chosen)
        return PresentPoints(case=case.case, points=tuple(told))

    options = tuple(Option(point.information, point.text) for point in points)
    return Form(
        "Share what you prepared",
        build,
        (Several("points", "Points", options, tuple(by_id)),),
        cases=about(seen),
        entries=frozenset(by_id),
        yes="share",
    )


# Who comes


def whose(seen: Seen) -> Line | None:
    """Of whom something is said: of oneself, or by who organises of whom they point at (ATT-1)."""
    return seen.room.register.get(seen.pointed) if organises(seen) else seen.line


def is_expected(seen: Seen) -> bool:
    """They are counted on."""
    line = whose(seen)
    return line is not None and line.attendance is Attendance.EXPECTED


def has_sent_apologies(seen: Seen) -> bool:
    """They are not."""
    line = whose(seen)
    return line is not None and line.attendance is Attendance.APOLOGIES


def apologies(seen: Seen) -> Act | None:
    """They will not be there (ATT-1)."""
    line = whose(seen)
    if line is None:
        return None
    title = f"Apologies of {seen.person(line.person)}?"
    return _sure(title, SendApologies(person=line.person))


def after_all(seen: Seen) -> Act | None:
    """They come after all (ATT-1)."""
    line = whose(seen)
    if line is None:
        return None
    title = f"{seen.person(line.person)} comes after all?"
    return _sure(title, ComeAfterAll(person=line.person))


def deputies(seen: Seen) -> tuple[Line, ...]:
    """Who could come in their place: others who speak for the same agency (ATT-1)."""
    line = whose(seen)
    if line is None:
        return ()
    return tuple(
        each
        for each in seen.room.register.values()
        if (each.agency, each.role) == (line.agency, line.role) and each != line
    )


def deputy(seen: Seen) -> Act | None:
    """Somebody of their agency comes instead (ATT-1)."""
    line = whose(seen)
    if line is None:
        return None

    def build(answers: Answers) -> SendDeputy:
        if not (chosen := answers.one("deputy")):
            raise Unclear("deputy", "Choose somebody: type the first letters of a name.")
        return SendDeputy(person=line.person, deputy=chosen)

    options = tuple(Option(each.person, each.name) for each in deputies(seen))
    return Form(
        f"Who comes in place of {line.name}?",
        build,
        (Choice("deputy", "Deputy", options),),
        yes="record",
    )


def report(seen: Seen) -> Act | None:
    """The agency's written report is in (ATT-1)."""
    line = whose(seen)
    if line is None:
        return None
    title = f"Written report handed in: {seen.name_of(line.agency)}?"
    return _sure(title, HandInReport(agency=line.agency))


def sends_report(seen: Seen) -> bool:
    """Their agency's is not in yet."""
    line = whose(seen)
    return line is not None and line.agency not in seen.room.reports
