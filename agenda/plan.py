"""The plan of one meeting: who is expected and which cases are to be heard, as the coordinator
sets it down before the day.
"""

from datetime import date, time
from enum import StrEnum
from typing import Any, Final, Self

from pydantic import Field, model_validator

from agenda.protocol import IDENTIFIER, Frozen, Protocol, Restriction, Takes
from agenda.text import Name, OptionalWords

RESERVED = frozenset({"room", "coordinator"})
"""Ids under which events are recorded that are nobody's at the table."""


class Role(StrEnum):
    """What a person is in one meeting (ROLE-1)."""

    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"
    REPRESENTATIVE = "representative"
    OBSERVER = "observer"
    GUEST = "guest"
    """A practitioner who is invited for one case, often by telephone (ROLE-6)."""


class PartyKind(StrEnum):
    """Whom a case is about."""

    VICTIM = "victim"
    PERPETRATOR = "perpetrator"
    CHILD = "child"
    DEPENDANT = "dependant"


DEPENDANTS: Final = frozenset({PartyKind.CHILD, PartyKind.DEPENDANT})


class Agency(Frozen):
    """An agency that is a member of this MARAC."""

    id: str = Field(pattern=IDENTIFIER)
    """By which people, cases and the protocol name it: small letters, digits and hyphens."""
    name: Name
    """As the table calls it."""
    sections: tuple[str, ...] = ()
    """The ids of the sections of the day that it is needed for, where not for all (ATT-5)."""


class ExpectedPerson(Frozen):
    """A person whom the register expects (ATT-1)."""

    id: str = Field(pattern=IDENTIFIER)
    """By which they log in; the same in every meeting of the store."""
    name: Name
    """As it stands on the register and is read aloud."""
    agency: str
    """The id of their agency."""
    role: Role = Role.REPRESENTATIVE
    """What they are in this meeting; there is one chair and one minute-taker."""
    speaks_for_victim: bool = False
    """An IDVA is a representative who also speaks for the victim (ROLE-1)."""
    deputises_for: str | None = None
    """The id of the person whose named deputy this is (ATT-1)."""
    born: date | None = None
    """Where it is held: to be compared with the parties, and for nothing else (CON-6)."""
    address: Name | None = None
    """Where it is held: to be compared with the parties, and for nothing else (CON-6)."""
    for_case: str | None = None
    """The one case that a guest is invited for, by its number in the plan or its id (ROLE-6)."""
    agreed_by_chair: bool = False
    """An observer whom the chair agreed to in advance; their agency answers for them (ROLE-5)."""
    coordinator: bool = False
    """The coordinator of this MARAC, whatever they are in the meeting (ROLE-1)."""


class Party(Frozen):
    """Somebody a case is about; ``id`` is unique in its case."""

    id: str = Field(pattern=IDENTIFIER)
    """What it is in this case: victim, child-1."""
    kind: PartyKind
    """Who it is in this case; each case has a victim."""
    name: Name
    """As the table is told it."""
    born: date | None = None
    """Where it is known; names are compared with it (CON-6)."""
    aliases: tuple[Name, ...] = ()
    """Other names that they go or went by (AG-6)."""
    address: Name | None = None
    """Where it is known; compared as well (CON-6)."""


class PlannedCase(Frozen):
    """A referral that was accepted for this meeting; cases are heard in the order given, as far as
    the sections of the day and their own times leave it.
    """

    id: str = Field(pattern=IDENTIFIER)
    """Better left out: everybody expected is sent it, so that it must say nothing of the case."""
    referred_by: str
    """The id of the referring agency."""
    parties: tuple[Party, ...]
    """Whom it is about."""
    summary: OptionalWords = ""
    """Why it is here, in one or two sentences."""
    safe_contact: OptionalWords = ""
    """How and when the victim can be reached without danger."""
    unsafe_contact: OptionalWords = ""
    """What would put the victim in danger."""
    risk_to_staff: OptionalWords = ""
    """What whoever visits has to know."""
    restricted: Restriction | None = None
    """Why it is for a sitting of its own, where it is (RES-1)."""
    referred_on: date | None = None
    """The day of the referral."""
    incident_on: date | None = None
    """The latest incident that the referral tells of; a repeat is counted by both (AG-7)."""
    minutes_on: date | None = None
    """Of when the latest minutes are, where another MARAC hands it over (AG-7)."""
    section: str | None = None
    """The id of the section of the day that it belongs to: a cluster, a borough."""
    pregnant: bool = False
    """Whether the victim is pregnant (AG-3)."""
    fixed_at: time | None = None
    """London time at which it is heard, for a professional who is needed for it (AG-3)."""
    fixed_for: OptionalWords = ""
    """Who is needed."""

    @property
    def has_children(self) -> bool:
        """Whether there are children or dependants, or the victim is pregnant (AG-3)."""
        return self.pregnant or any(party.kind in DEPENDANTS for party in self.parties)


def _start_of_day(given: dict[str, Any]) -> time:
    """As the protocol has it; ``given`` is what the plan says before it."""
    protocol = given["protocol"]
    assert isinstance(protocol, Protocol)  # noqa: S101 - pydantic has read it by then
    return protocol.day.starts


class MeetingPlan(Frozen):
    """Everything that is known of a meeting before it opens."""

    id: str = Field(pattern=IDENTIFIER)
    """What commands call the meeting; everybody expected is sent it."""
    area: Name
    """Whose MARAC it is."""
    day: date
    """When it is held."""
    protocol: Protocol = Protocol()
    """The name of one that comes with the program, a file beside the plan, or its keys."""
    starts: time = Field(default_factory=_start_of_day)
    """London time; the protocol's, where the plan has none."""
    agencies: tuple[Agency, ...]
    """Who is a member of this MARAC."""
    people: tuple[ExpectedPerson, ...]
    """Whom the register expects."""
    cases: tuple[PlannedCase, ...]
    """What is to be heard, in this order."""
    restricted: Restriction | None = None
    """Why this is a restricted sitting, where it is one: ``people`` are those named for it, and
    nobody else ever hears of it (RES-1, RES-2)."""
    emergency: bool = False
    """Whether this is an emergency meeting, which has a time of its own for its case (AG-9)."""
    last_chaired_by: str | None = None
    """The agency that had the chair the last time, where several have it in turn."""

    @property
    def item_minutes(self) -> int:
        """How long a case is listed for, in minutes (AG-2, AG-9)."""
        timing = self.protocol.timing
        return timing.emergency_minutes if self.emergency else timing.case_minutes

    @model_validator(mode="after")
    def _names_what_it_refers_to(self) -> Self:
        for problem in _problems(self):
            raise ValueError(problem)
        return self


def _problems(plan: MeetingPlan) -> list[str]:
    agencies = {agency.id for agency in plan.agencies}
    people = {person.id for person in plan.people}
    found = [f"{what} {i!r} is there twice" for what, ids in _id_lists(plan) for i in _twice(ids)]
    for person in plan.people:
        if person.agency not in agencies:
            found.append(
                f"{person.name} belongs to an agency that is not listed: {person.agency!r}"
            )
        if person.deputises_for is not None and person.deputises_for not in people:
            found.append(f"{person.name} deputises for somebody who is not listed")
    found += [f"nobody can have the id {i!r}" for i in sorted(people & RESERVED)]
    found += _visitor_problems(plan)
    found += _section_problems(plan)
    for number, case in enumerate(plan.cases, start=1):
        if _belongs_elsewhere(plan, case):
            found.append(_RESTRICTED.format(number=number, why=case.restricted))
        if case.referred_by not in agencies:
            found.append(f"case {case.id!r} is referred by an agency that is not listed")
        if not any(party.kind is PartyKind.VICTIM for party in case.parties):
            found.append(f"case {case.id!r} names no victim")
    return found + [
        f"the plan needs exactly one {role.replace('_', '-')}"
        for role in (Role.CHAIR, Role.MINUTE_TAKER)
        if sum(person.role is role for person in plan.people) != 1
    ]


def _visitor_problems(plan: MeetingPlan) -> list[str]:
    """A guest is there for one case of this meeting (ROLE-6); observers are few (ROLE-5)."""
    cases = {case.id for case in plan.cases}
    found = []
    for person in plan.people:
        if person.role is Role.GUEST and person.for_case not in cases:
            found.append(f"{person.name} is a guest and needs for_case, {_which_case(plan)}")
        if person.role is not Role.GUEST and person.for_case is not None:
            found.append(f"{person.name} has for_case and is no guest")
        if person.role is not Role.OBSERVER and person.agreed_by_chair:
            found.append(f"{person.name} has agreed_by_chair and is no observer")
    most = plan.protocol.attendance.most_observers
    observers = [person.name for person in plan.people if person.role is Role.OBSERVER]
    if len(observers) > most:
        found.append(
            f"at most {most} may observe by this protocol, and {len(observers)} are listed"
        )
    return found


def _which_case(plan: MeetingPlan) -> str:
    if plan.cases:
        return f"the number of one of the {len(plan.cases)} cases of this plan"
    return (
        "and this plan has no cases yet: leave them out of it, and once the referrals are in say "
        "who comes for which with: agenda guest"
    )


def _section_problems(plan: MeetingPlan) -> list[str]:
    """AG-3: sections are the protocol's, and a time of its own has somebody whom it is for."""
    known = {section.id: section for section in plan.protocol.day.sections}
    found = []
    for number, case in enumerate(plan.cases, start=1):
        if case.section is not None and case.section not in known:
            found.append(
                f"case number {number} is in the section {case.section!r}, which the protocol does "
                "not have"
            )
        elif not has_section(case, plan.protocol):
            found.append(
                f"case number {number} needs section, one of {', '.join(known)}: the protocol has "
                "no section for the rest"
            )
        if case.fixed_at is not None and not case.fixed_for:
            found.append(
                f"case number {number} has a time of its own and needs fixed_for: a time is fixed "
                "only for a professional who is needed (AG-3)"
            )
    return found + [
        f"{agency.name} is needed for the section {section!r}, which the protocol does not have"
        for agency in plan.agencies
        for section in agency.sections
        if section not in known
    ]


def has_section(case: PlannedCase, protocol: Protocol) -> bool:
    """Whether a section of the day hears ``case``, where there are any: the one that it names, or
    one that takes such cases by itself.
    """
    rules = protocol.day.sections
    if case.section is not None:
        return case.section in {rule.id for rule in rules}
    return not rules or bool({rule.takes for rule in rules} & _that_take(case))


def _that_take(case: PlannedCase) -> set[Takes]:
    """The kinds of section that take a case that names none."""
    return {Takes.REST, Takes.CHILDREN} if case.has_children else {Takes.REST}


_RESTRICTED = (
    "case number {number} is restricted, and would be read by everybody in this plan (RES-2): take "
    'it out, and put it into a plan of its own with restricted = "{why}" and those who may '
    "attend as its people"
)


def _belongs_elsewhere(plan: MeetingPlan, case: PlannedCase) -> bool:
    """Whether an open meeting would hear a restricted case (RES-1, RES-2)."""
    if case.restricted is None or plan.restricted is not None:
        return False
    return case.restricted in plan.protocol.restricted.kinds


def _id_lists(plan: MeetingPlan) -> list[tuple[str, list[str]]]:
    lists = [
        ("agency", [agency.id for agency in plan.agencies]),
        ("person", [person.id for person in plan.people]),
        ("case", [case.id for case in plan.cases]),
    ]
    return lists + [("party", [party.id for party in case.parties]) for case in plan.cases]


def _twice(ids: list[str]) -> list[str]:
    return sorted({i for i in ids if ids.count(i) > 1})
