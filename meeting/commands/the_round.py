"""The round: who speaks, and what is known (CASE-3, CASE-4)."""

from datetime import date
from typing import Literal

from meeting.case.information import Category, Nature
from meeting.values import (
    AgencyId,
    CaseCommand,
    EntryId,
    InformationId,
    PersonId,
    Subject,
)
from meeting.words import Words


class AskToSpeak(CaseCommand):
    """My hand is up (CASE-4)."""

    kind: Literal["ask_to_speak"] = "ask_to_speak"


class LowerHand(CaseCommand):
    """My hand, or as the chair somebody's whom I have heard, goes down (CASE-4)."""

    kind: Literal["lower_hand"] = "lower_hand"
    person: PersonId


class ShareInformation(CaseCommand):
    """My agency knows this (CASE-3, ROLE-4)."""

    kind: Literal["share_information"] = "share_information"
    information: InformationId
    subject: Subject
    category: Category
    nature: Nature = Nature.FACT
    text: Words
    dated: date | None = None


class RecordInformation(CaseCommand):
    """The minute-taker records what an agency says without a laptop, or wrote (ROLE-3, ROLE-8)."""

    kind: Literal["record_information"] = "record_information"
    information: InformationId
    agency: AgencyId
    subject: Subject
    category: Category
    nature: Nature = Nature.FACT
    text: Words
    dated: date | None = None


class CorrectInformation(CaseCommand):
    """The supplying agency corrects its own words (CASE-5)."""

    kind: Literal["correct_information"] = "correct_information"
    information: InformationId
    version: int
    text: Words


class StrikeEntry(CaseCommand):
    """A piece of information, a risk or an action was typed into the wrong case, and is to be
    struck (CASE-5).
    """

    kind: Literal["strike_entry"] = "strike_entry"
    entry: EntryId


class KnowTheSame(CaseCommand):
    """My agency knows the same as this, and need not say it again (CASE-3, ROLE-4).

    ``version`` is that of the words that its sender saw.
    """

    kind: Literal["know_the_same"] = "know_the_same"
    information: InformationId
    version: int


class RecordTheSame(CaseCommand):
    """The minute-taker records that an agency without a laptop knows the same (CASE-3, ROLE-8)."""

    kind: Literal["record_the_same"] = "record_the_same"
    information: InformationId
    version: int
    agency: AgencyId


class ReportNothingKnown(CaseCommand):
    """My agency knows nothing of this case: an answer, and recorded (CASE-4)."""

    kind: Literal["report_nothing_known"] = "report_nothing_known"


class RecordNothingKnown(CaseCommand):
    """The minute-taker records that an agency knows nothing (CASE-4, ROLE-8)."""

    kind: Literal["record_nothing_known"] = "record_nothing_known"
    agency: AgencyId


RoundCommands = (
    AskToSpeak
    | LowerHand
    | ShareInformation
    | RecordInformation
    | CorrectInformation
    | StrikeEntry
    | KnowTheSame
    | RecordTheSame
    | ReportNothingKnown
    | RecordNothingKnown
)
