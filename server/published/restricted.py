"""A restricted emergency: from one referral to a sitting that those named hear, at once (AG-9).

It has no draft and stands on no list: nothing of it is kept before it is arranged, and then in a
record of its own alone (RES-2). Whoever may be a party of it arranges nothing, and is told no word
of it (CON-3, CON-6). Raises OperatorError. Blocking.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from pydantic import ValidationError

from agenda.draft import Draft
from agenda.london import in_london
from agenda.plan import Agency, ExpectedPerson, MeetingPlan, Role
from agenda.protocol import Restriction
from agenda.referral import planned_case
from agenda.referrals.importing import Import
from agenda.referrals.report import ON_COMMAND_LINE, Ways
from agenda.referrals.table import Table
from server.agenda_desk import AS_SETTLED, AgendaDesk, Means, looked_at, means_of, table_of
from server.arranging import add_meeting, invitations
from server.audit import What
from server.errors import StoreError
from server.office import Sitting
from server.published.again import NO_TIME, at_in, day_in, people_of
from server.published.desk import MeetingDesk

NEEDED: Final = {Role.CHAIR: "the chair", Role.MINUTE_TAKER: "the minute-taker"}
ONE: Final = "An emergency hears one case: choose a file with one referral, that is complete."
OTHERS: Final = (
    "Somebody else has to arrange this one: whoever asks may be a party of it. Nothing is kept."
)
NOBODY_OF_THEIRS: Final = (
    "Nobody of the agency that refers the case is named, and it has to be there (AG-9): name "
    "somebody of theirs too."
)
NOT_ON_REGISTER: Final = (
    "Somebody who is named is not on that register any more. Look at it again, and choose anew."
)
IT_IS: Final = "A sitting is arranged for those named, {count} of them."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be arranged: for those ``named`` of the register of ``meeting``."""

    sitting: str
    meeting: str
    why: Restriction
    named: frozenset[str]
    day: date
    starts: time


@dataclass(frozen=True, slots=True)
class Found:
    """The plan, where it can be arranged; else ``stops`` says why not. ``report`` is what there
    is to say of the file.
    """

    report: Mapping[str, Any]
    plan: MeetingPlan | None = None
    stops: str = ""


def found_in(
    desk: MeetingDesk,
    asked: Asked,
    table: Table,
    by: str | None,
    ways: Ways,
    *,
    means: Means = AS_SETTLED,
) -> Found:
    """What the file comes to for whoever asks. Nothing of it is kept. Raises OperatorError."""
    plan = _plan(desk, asked)
    found, report = looked_at(
        AgendaDesk(desk.store), Draft(plan=plan), table, by, ways, means=means
    )
    if found is None:
        return Found(report)
    if found.withheld:
        return Found({"report": []}, stops=OTHERS)
    if len(found.taken) != 1 or found.refused:
        return Found(report, stops=ONE)
    return _with_case(report, plan, found)


def _with_case(report: Mapping[str, Any], plan: MeetingPlan, found: Import) -> Found:
    (taken,) = found.taken
    case = planned_case(taken.received.referral).model_copy(update={"restricted": plan.restricted})
    if all(person.agency != case.referred_by for person in plan.people):
        return Found(report, stops=NOBODY_OF_THEIRS)
    return Found(report, MeetingPlan(**{**dict(plan), "cases": (case,)}))


def arranged(
    desk: MeetingDesk, plan: MeetingPlan, address: str = "", by: str | None = None
) -> tuple[str, Mapping[str, str]]:
    """The sitting is there, and is held at once where a server runs. What there is to say, and
    invitations, by person. Raises OperatorError.
    """
    known = add_meeting(desk.store, plan, Sitting(), by=by)
    held = desk.held_from_now(known)
    invited = invitations(desk.store, plan, address) if by is None else {}
    return f"{IT_IS.format(count=len(plan.people))} {held}", invited


def errand(desk: MeetingDesk, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same for the command line, in values that JSON has: the report first, and with ``yes``
    the sitting. Raises OperatorError.
    """
    today = in_london(desk.store.clock.now()).date()
    asked, by = _asked(facts, today), facts.get("by")
    looked(desk, asked, by)
    means = means_of(facts)
    found = found_in(desk, asked, table_of(facts), by, ON_COMMAND_LINE, means=means)
    answer: dict[str, Any] = {"report": list(found.report["report"])}
    if found.plan is None:
        return answer | {"refused": found.stops or found.report["refused"]}
    if not facts.get("yes"):
        return answer
    said, invited = arranged(desk, found.plan, str(facts.get("address") or ""))
    return answer | {"said": said, "invitations": dict(invited)}


def _asked(facts: Mapping[str, Any], today: date) -> Asked:
    """Raises StoreError."""
    if facts.get("why") not in set(Restriction):
        kinds = " or ".join(Restriction)
        raise StoreError(f"Say why it is restricted with --restricted, {kinds}.")
    at = at_in(facts)
    if at is None:
        raise StoreError(NO_TIME)
    return Asked(
        sitting=str(facts.get("sitting")),
        meeting=str(facts.get("from")),
        why=Restriction(str(facts["why"])),
        named=frozenset(map(str, facts.get("named", ()))),
        day=day_in(facts, today, today),
        starts=at,
    )


def looked(desk: MeetingDesk, asked: Asked, by: str | None) -> None:
    """That somebody looks at a referral for it is on record, under the id that it will have."""
    desk.store.audit.act(What.REFERRALS_LOOKED_AT, meeting=asked.sitting, by=by)


def _alone(person: ExpectedPerson, named: frozenset[str]) -> ExpectedPerson:
    """Nobody's deputy, where the one whose deputy they are is not named."""
    is_deputy = person.deputises_for in named
    return person if is_deputy else person.model_copy(update={"deputises_for": None})


def _plan(desk: MeetingDesk, asked: Asked) -> MeetingPlan:
    """Without its case. Raises StoreError."""
    known, record = desk.record({"meeting": asked.meeting})
    room = record.state.room
    if room.restricted is not None:
        raise StoreError("A restricted sitting is no model for another meeting: arrange that one.")
    people = tuple(p for p in people_of(desk, known.id, room) if p.id in asked.named)
    if {person.id for person in people} != asked.named:
        raise StoreError(NOT_ON_REGISTER)
    for role, called in NEEDED.items():
        if all(person.role is not role for person in people):
            raise StoreError(
                f"A sitting needs somebody to lead it and to minute it: name {called}."
            )
    try:
        return MeetingPlan(
            id=asked.sitting,
            area=room.area,
            day=asked.day,
            starts=asked.starts,
            agencies=tuple(Agency(id=agency, name=name) for agency, name in room.agencies.items()),
            people=tuple(_alone(person, asked.named) for person in people),
            cases=(),
            protocol=room.protocol,
            restricted=asked.why,
            emergency=True,
        )
    except ValidationError as error:
        what = str(error.errors(include_url=False, include_input=False)[0]["msg"])
        raise StoreError(f"That makes no sitting: {what.removeprefix('Value error, ')}.") from None
