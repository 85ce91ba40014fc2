"""What each agency looks up and prepares (AG-4, CASE-3)."""

from datetime import date
from typing import Literal

from meeting.case.information import Category, Nature
from meeting.case.research import Answer
from meeting.values import (
    CaseCommand,
    Frozen,
    InformationId,
    Named,
    Subject,
)
from meeting.words import Words


class MarkResearch(CaseCommand):
    """My agency has looked into this case: known, or nothing known (AG-4, CASE-4)."""

    kind: Literal["mark_research"] = "mark_research"
    answer: Answer
    so_far: Answer | None = None


class PreparePoint(CaseCommand):
    """What my agency is going to say in this case (AG-4, CASE-3)."""

    kind: Literal["prepare_point"] = "prepare_point"
    information: InformationId
    subject: Subject
    category: Category
    nature: Nature = Nature.FACT
    text: Words
    dated: date | None = None


class ChangePreparedPoint(CaseCommand):
    """My agency will put it otherwise (AG-4)."""

    kind: Literal["change_prepared_point"] = "change_prepared_point"
    information: InformationId
    version: int
    subject: Subject
    category: Category
    nature: Nature = Nature.FACT
    text: Words
    dated: date | None = None


class RemovePreparedPoint(CaseCommand):
    """My agency will not say this (AG-4)."""

    kind: Literal["remove_prepared_point"] = "remove_prepared_point"
    information: InformationId
    version: int


class SeenPoint(Frozen):
    """A prepared point, in the version that was looked at."""

    information: InformationId
    version: int


class PresentPoints(CaseCommand):
    """My agency shares what it prepared, one point or several (AG-4, CASE-3, ROLE-4)."""

    kind: Literal["present_points"] = "present_points"
    points: Named[SeenPoint]


ResearchCommands = (
    MarkResearch | PreparePoint | ChangePreparedPoint | RemovePreparedPoint | PresentPoints
)
