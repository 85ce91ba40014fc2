"""A case that was heard, as the office holds it: its parties, its plan, and what became of that.

Data alone. A case that came again is held twice, under each meeting; that they are one is worked
out (``agenda.past.repeats``), and written down nowhere.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final, Self

from pydantic import Field, model_validator

from agenda.likeness import ComparedParty
from agenda.plan import PartyKind
from agenda.protocol import IDENTIFIER, ActionRules, Frozen, History
from agenda.text import Name, OptionalWords, Words


class Progress(StrEnum):
    """How far an agency is with an action that it offered (OUT-4)."""

    OUTSTANDING = "outstanding"
    DONE = "done"
    NOT_DONE = "not done"


class Settled(Frozen):
    """What one agency has done of an action: ``reason`` is one of the protocol's, where it has not
    been done (OUT-4).
    """

    progress: Progress = Progress.OUTSTANDING
    reason: OptionalWords = ""
    note: OptionalWords = ""
    on: date | None = None
    """When that was said."""
    due_again: date | None = None
    """Of what was not done: by when it is to be done all the same, where it is."""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if (self.progress is Progress.NOT_DONE) != bool(self.reason):
            raise ValueError("a reason belongs to an action that was not done, and to no other")
        if self.due_again is not None and self.progress is not Progress.NOT_DONE:
            raise ValueError("another day belongs to an action that was not done, and to no other")
        return self

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do, or to say of it."""
        return self.progress is Progress.OUTSTANDING or self.due_again is not None


OUTSTANDING: Final = Settled()


class HeldRules(Frozen):
    """What the protocol of a meeting says of the time after it, as it was then."""

    history: History = History()
    reasons_not_done: tuple[Name, ...] = ActionRules().reasons_not_done
    chase_late: bool = False
    tell_after: int = ActionRules().tell_after
    tell_whom: Name = ActionRules().tell_whom


class HeldRisk(Frozen):
    """A risk that the chair named; whom it concerns goes by what they are, without a name."""

    label: Name
    at_risk: Name
    from_whom: OptionalWords = ""
    text: Words


class HeldAction(Frozen):
    """An action that was committed, as the approved list has it. ``label`` is A1, A2 …"""

    label: str = Field(pattern=r"^A[1-9][0-9]{0,4}$")
    agencies: tuple[str, ...]
    """The ids of those who offered it; each does its own part, and says so for itself."""
    text: Words
    for_whom: OptionalWords = ""
    risks: tuple[str, ...] = ()
    due: date | None = None
    done_when: OptionalWords = ""
    named: OptionalWords = ""
    """The person of the agency who does it."""
    urgent: bool = False
    settled: Mapping[str, Settled] = Field(default_factory=dict)
    """By agency; of whom nothing is said it is outstanding."""

    def of(self, agency: str) -> Settled:
        """How far ``agency`` is with it."""
        return self.settled.get(agency, OUTSTANDING)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The agencies that have not said what became of it, or are to do it by another day."""
        return tuple(agency for agency in self.agencies if self.of(agency).is_open)

    def due_for(self, agency: str) -> date | None:
        """By when ``agency`` is to have done its part, as it was said last."""
        return self.of(agency).due_again or self.due


class HeldCase(Frozen):
    """One hearing of one case. Its people are as they were compared on the day (CON-6)."""

    meeting: str = Field(pattern=IDENTIFIER)
    number: str = Field(pattern=IDENTIFIER)
    """On that meeting's running order."""
    case: str = Field(pattern=IDENTIFIER)
    heard_on: date
    referred_on: date | None = None
    referred_by: str
    section: OptionalWords = ""
    """Of the meeting, where it had several (AG-1)."""
    parties: tuple[ComparedParty, ...]
    outcome: Name
    was_heard: bool = True
    """Not one that was deferred, or that goes to an emergency meeting."""
    risks: tuple[HeldRisk, ...] = ()
    actions: tuple[HeldAction, ...] = ()
    closed_to: frozenset[str] = frozenset()
    """Who was out of it, by id: they have no part in it afterwards either (CON-3)."""
    clear: frozenset[str] = frozenset()
    """Who looked like one of its people, by id, and was found to be somebody else (CON-6)."""
    sitting: bool = False
    """It was heard in a restricted sitting, and is in nothing that is open (RES-2)."""

    def action(self, label: str) -> HeldAction | None:
        """The action that is called ``label``; None if none is."""
        return next((action for action in self.actions if action.label == label), None)

    @property
    def name(self) -> str:
        """What it goes by where no party is named: ``northvale-november/3``."""
        return f"{self.meeting}/{self.number}"

    @property
    def key(self) -> str:
        """What answers about it are kept under: numbers can change until the day."""
        return f"{self.meeting}/{self.case}"


def of_kind(parties: tuple[ComparedParty, ...], kind: PartyKind) -> tuple[ComparedParty, ...]:
    """Those of ``parties`` who are in the case as ``kind``."""
    return tuple(party for party in parties if party.kind is kind)
