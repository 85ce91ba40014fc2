"""Research before the day: what each agency knows of a case, and what it prepared to say (AG-4).

What is prepared stays in the agency's own stream until the agency presents it in the round. The
case itself is told that the agency has looked, and how many points there are.
"""

from typing import assert_never

from meeting.case.information import InformationShared
from meeting.case.research import Answer, ResearchNoted
from meeting.commands import (
    ChangePreparedPoint,
    MarkResearch,
    PreparePoint,
    PresentPoints,
    RemovePreparedPoint,
    ResearchCommands,
)
from meeting.decide.asking import MOST_POINTS, Hearing
from meeting.preparation import (
    PointPrepared,
    Preparation,
    PreparationEvent,
    PreparedPoint,
    PreparedPointChanged,
    PreparedPointRemoved,
)
from meeting.state import Placed
from meeting.streams import prep_stream
from meeting.values import InformationId
from meeting.words import Refused


def decide_research(hearing: Hearing, command: ResearchCommands) -> tuple[Placed, ...]:
    """What an agency has prepared after ``command``, or presented."""
    match command:
        case MarkResearch():
            return _mark(hearing, command)
        case PreparePoint():
            return _prepare(hearing, command)
        case ChangePreparedPoint():
            return _change(hearing, command)
        case RemovePreparedPoint():
            return _remove(hearing, command)
        case PresentPoints():
            return _present(hearing, command)
        case _:
            assert_never(command)


def _mark(hearing: Hearing, command: MarkResearch) -> tuple[Placed, ...]:
    before = hearing.case.research.get(hearing.agency)
    now = before.answer if before else None
    if command.answer is now:
        raise Refused("already_there", "answer")
    if command.so_far is not now:
        raise Refused("moved_on", "so_far")
    points = len(_prepared(hearing).points)
    if points and command.answer is Answer.NOTHING_KNOWN:
        raise Refused("points_are_prepared", "answer")
    return _noted(hearing, command.answer, points)


def _prepare(hearing: Hearing, command: PreparePoint) -> tuple[Placed, ...]:
    points = _prepared(hearing).points
    hearing.need_subject(command.subject, "subject")
    if command.information in points:
        raise Refused("already_there", "information")
    hearing.need_room_for(len(points), MOST_POINTS, "pieces of information")
    facts = command.model_dump(exclude={"kind", "case"})
    prepared = _in_preparation(hearing, PointPrepared(**facts))
    return (*prepared, *_noted(hearing, Answer.KNOWN, len(points) + 1))


def _change(hearing: Hearing, command: ChangePreparedPoint) -> tuple[Placed, ...]:
    hearing.need_subject(command.subject, "subject")
    _need_seen(hearing, command.information, command.version, "text")
    facts = command.model_dump(exclude={"kind", "case", "version"})
    return _in_preparation(hearing, PreparedPointChanged(**facts))


def _remove(hearing: Hearing, command: RemovePreparedPoint) -> tuple[Placed, ...]:
    _need_seen(hearing, command.information, command.version)
    removed = PreparedPointRemoved(information=command.information)
    left = len(_prepared(hearing).points) - 1
    return (*_in_preparation(hearing, removed), *_noted(hearing, Answer.KNOWN, left))


def _present(hearing: Hearing, command: PresentPoints) -> tuple[Placed, ...]:
    if not command.points:
        raise Refused("nothing_to_present", "points")
    there = hearing.case.heard.points
    hearing.need_room_for(
        len(there) + len(command.points) - 1, MOST_POINTS, "pieces of information"
    )
    shared: list[Placed] = []
    for each in dict.fromkeys(command.points):
        point = _need_seen(hearing, each.information, each.version, "points")
        if point.information in there:
            raise Refused("already_there", "points")
        shared += hearing.in_case(_said(hearing, point))
    return (*shared, *hearing.lower_own_hand())


def _said(hearing: Hearing, point: PreparedPoint) -> InformationShared:
    return InformationShared(
        information=point.information,
        agency=hearing.agency,
        subject=point.subject,
        category=point.category,
        nature=point.nature,
        text=point.text,
        dated=point.dated,
        on_behalf=False,
    )


def _prepared(hearing: Hearing) -> Preparation:
    return hearing.asking.state.preparation(hearing.agency, hearing.case.case)


def _need_seen(
    hearing: Hearing, information: InformationId, version: int, field: str = "information"
) -> PreparedPoint:
    """The agency's own point. Raises Refused if there is none, or it was changed since."""
    point = _prepared(hearing).points.get(information)
    if point is None:
        raise Refused("no_such_information", field)
    if version != point.version:
        raise Refused("changed_meanwhile", field, now=point.text)
    return point


def _in_preparation(hearing: Hearing, event: PreparationEvent) -> tuple[Placed, ...]:
    return (Placed(prep_stream(hearing.agency, hearing.case.case), event),)


def _noted(hearing: Hearing, answer: Answer, points: int) -> tuple[Placed, ...]:
    return hearing.in_case(ResearchNoted(agency=hearing.agency, answer=answer, points=points))
