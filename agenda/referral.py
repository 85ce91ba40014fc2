"""A referral: what an agency tells the coordinator of one case before the day (AG-6).

Data alone. Nothing is made up for what was not said: it is None or empty. What was handed in stays
with it, cell by cell, so that nothing is lost by how it was understood.
"""

from collections.abc import Iterator
from datetime import date, time
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from agenda.plan import Party, PartyKind, PlannedCase
from agenda.protocol import IDENTIFIER, Criterion, Frozen, Restriction
from agenda.referrals.table import LONGEST_CELL
from agenda.text import RECORDED, OptionalWords, clean

SUMMARY: Final = 600
"""Characters of the reason that go into the meeting's case; all of it stays with the referral."""


def _lines(longest: int) -> BeforeValidator:
    """Cleans line by line: a cell's own lines say where one child ends and the next begins."""

    def check(value: object, info: ValidationInfo) -> str:
        if isinstance(value, str) and info.context is RECORDED:
            return value
        if not isinstance(value, str):
            raise ValueError("text is expected here")  # noqa: TRY004 - pydantic reads ValueError
        text = tidy(value)
        if len(text) > longest:
            raise ValueError(f"no more than {longest} characters")
        return text

    return BeforeValidator(check)


def tidy(text: str) -> str:
    """``text`` cleaned line by line, without empty lines. Tidying twice changes nothing."""
    return "\n".join(filter(None, map(_clean, text.splitlines())))


def _clean(line: str) -> str:
    plain = line.isascii() and line.isprintable()
    return " ".join(line.split()) if plain else clean(line)


Cell = Annotated[str, _lines(LONGEST_CELL)]
"""What stood in one cell: its lines cleaned, their order kept; may be empty."""


class Consent(StrEnum):
    """What the victim said to their information being shared."""

    GIVEN = "given"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"


class Equality(Frozen):
    """What the victim says of themselves, in the words of the form; empty where not said."""

    gender: OptionalWords = ""
    ethnicity: OptionalWords = ""
    nationality: OptionalWords = ""
    orientation: OptionalWords = ""
    """LGBT+, as the form asks for it."""
    disability: OptionalWords = ""
    religion: OptionalWords = ""
    language: OptionalWords = ""
    """And whether an interpreter is needed."""
    pregnant: OptionalWords = ""


class OriginalRow(Frozen):
    """A row as it was handed in: its number in the file, and its cells under their headings."""

    number: int = Field(ge=1)
    cells: tuple[tuple[Cell, Cell], ...]
    """(heading, text), in the order of the columns; without those that were empty."""


class Referral(Frozen):
    """One referral. ``parties`` begins with the victim; ids are ``victim``, ``perpetrator``,
    ``child-2``, and say nothing of anybody.
    """

    id: str = Field(pattern=IDENTIFIER)
    """Random: everybody expected is sent it before they sign."""
    agency: str = Field(pattern=IDENTIFIER)
    """The id of the referring agency."""
    referrer: OptionalWords = ""
    referred_on: date | None = None
    incident_on: date | None = None
    """The latest incident that it tells of."""
    parties: tuple[Party, ...]
    relationship: OptionalWords = ""
    """Of the perpetrators to the victim."""
    criteria: frozenset[Criterion] = frozenset()
    ticks: int | None = Field(default=None, ge=0)
    """Of the questions of the area's risk checklist; never lowered by anybody's judgement."""
    judgement: Cell = ""
    """Why professional judgement brings it, where it does."""
    earlier: date | None = None
    """When it was referred or heard before, where it is a repeat (AG-7)."""
    minutes_on: date | None = None
    """Of when the latest minutes are that come with it, where another MARAC hands it over."""
    consent: Consent | None = None
    """None: the form does not say."""
    grounds: OptionalWords = ""
    """On what grounds information is shared without consent."""
    reason: Cell = ""
    schools: OptionalWords = ""
    safe_contact: OptionalWords = ""
    afraid_of: OptionalWords = ""
    safe_to_talk_to: OptionalWords = ""
    unsafe_to_talk_to: OptionalWords = ""
    post_is_safe: bool | None = None
    risk_to_staff: OptionalWords = ""
    """Risk to professionals who visit or call."""
    done_already: Cell = ""
    wishes: Cell = ""
    """What the victim wants."""
    outcomes: Cell = ""
    """What is hoped for of the meeting."""
    equality: Equality = Equality()
    restricted: Restriction | None = None
    """Why it is for a sitting of its own, where it is (RES-1)."""
    section: str | None = Field(default=None, pattern=IDENTIFIER)
    """The id of the section of the day that it is heard in, where somebody said so (AG-2)."""
    pregnant: bool = False
    """Whether the victim is, by what the form says: such cases may come first (AG-3)."""
    fixed_at: time | None = None
    """London time at which it is heard, for a professional who is needed for it (AG-3)."""
    fixed_for: OptionalWords = ""
    """Who is needed then."""
    original: tuple[OriginalRow, ...] = ()

    @property
    def victim(self) -> Party:
        """Whom it is about."""
        return self.parties[0]

    @property
    def perpetrators(self) -> tuple[Party, ...]:
        """Those whom it names as such."""
        return tuple(party for party in self.parties if party.kind is PartyKind.PERPETRATOR)

    @property
    def dependants(self) -> tuple[Party, ...]:
        """Children and others who depend on the victim."""
        others = (PartyKind.CHILD, PartyKind.DEPENDANT)
        return tuple(party for party in self.parties if party.kind in others)

    @model_validator(mode="after")
    def _can_be_a_case(self) -> Self:
        for problem in _problems(self):
            raise ValueError(problem)
        return self


def _problems(referral: Referral) -> Iterator[str]:
    kinds = [party.kind for party in referral.parties]
    if kinds[:1] != [PartyKind.VICTIM] or kinds.count(PartyKind.VICTIM) != 1:
        yield "a referral has one victim, who comes first"
    ids = [party.id for party in referral.parties]
    if len(ids) != len(set(ids)):
        yield "the ids of parties are used once"
    if referral.fixed_at is not None and not referral.fixed_for:
        yield (
            f"asks for {referral.fixed_at:%H:%M} and does not say who is needed then: a time is "
            "fixed only for a professional (AG-3)"
        )
    for said, text in (("safe", _safe(referral)), ("not safe", _unsafe(referral))):
        if len(text) > SUMMARY:
            yield (
                f"what is said about contact that is {said} comes to {len(text)} characters; it is "
                f"read beside the actions, and has room for {SUMMARY}"
            )


def planned_case(referral: Referral) -> PlannedCase:
    """``referral`` as a case of a meeting: what the room needs of it, in the room's words."""
    return PlannedCase(
        id=referral.id,
        referred_by=referral.agency,
        parties=referral.parties,
        summary=_beginning(clean(referral.reason)),
        safe_contact=_safe(referral),
        unsafe_contact=_unsafe(referral),
        risk_to_staff=referral.risk_to_staff,
        restricted=referral.restricted,
        referred_on=referral.referred_on,
        incident_on=referral.incident_on,
        minutes_on=referral.minutes_on,
        section=referral.section,
        pregnant=referral.pregnant,
        fixed_at=referral.fixed_at,
        fixed_for=referral.fixed_for,
    )


def _safe(referral: Referral) -> str:
    post = "Post is safe." if referral.post_is_safe else ""
    talk = _led("Safe to talk to", referral.safe_to_talk_to)
    return " ".join(filter(None, (_ended(referral.safe_contact), talk, post)))


def _unsafe(referral: Referral) -> str:
    post = "Post is not safe." if referral.post_is_safe is False else ""
    talk = _led("Not safe to talk to", referral.unsafe_to_talk_to)
    return " ".join(filter(None, (talk, _led("Afraid of", referral.afraid_of), post)))


def _led(lead: str, words: str) -> str:
    return f"{lead}: {_ended(words)}" if words else ""


def _ended(words: str) -> str:
    return words if not words or words[-1] in ".!?" else f"{words}."


def _beginning(words: str) -> str:
    """As many whole words as the case has room for; that there is more is seen by the dots."""
    if len(words) <= SUMMARY:
        return words
    return f"{words[: SUMMARY - 2].rsplit(' ', 1)[0]} …"
