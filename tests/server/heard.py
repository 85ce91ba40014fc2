"""Meetings that were held and approved, written into a store as a server would have left them."""

from datetime import date
from typing import Final

from agenda.plan import MeetingPlan, Party, PartyKind, PlannedCase
from agenda.protocol import Restriction, Stage
from meeting.case.outcome import Outcome
from meeting.commands import ApproveActionList, RecordRisk
from meeting.room import Phase
from meeting.state import Placed
from server.journal import Journal
from server.ledger import Ledger
from server.office import KnownMeeting, Sitting
from server.store import Store
from tests.given import A_PLAN, Given, given, volunteer, wording

BEFORE: Final = "northvale-october"
DUE: Final = date(2026, 12, 3)
BORN: Final = {"Anwen Oakhill": date(1991, 3, 7), "Dale Oakhill": date(1988, 11, 30)}


def a_plan(
    meeting: str,
    day: date,
    *people: tuple[str, str],
    referred_on: date | None = None,
    restricted: Restriction | None = None,
) -> MeetingPlan:
    """A meeting with a case for each pair of a victim and a perpetrator."""
    cases = tuple(
        PlannedCase(
            id=f"{meeting}-c{n}",
            referred_by="police",
            referred_on=referred_on,
            parties=(
                Party(id="v", kind=PartyKind.VICTIM, name=victim, born=BORN.get(victim)),
                Party(id="p", kind=PartyKind.PERPETRATOR, name=other, born=BORN.get(other)),
            ),
        )
        for n, (victim, other) in enumerate(people, start=1)
    )
    facts = {"id": meeting, "day": day, "cases": cases, "restricted": restricted}
    return A_PLAN.model_copy(update=facts)


def heard(plan: MeetingPlan) -> Given:
    """Its first case is heard, with a risk and an action of housing's; not approved yet."""
    case = plan.cases[0].id
    locks = wording(due=DUE, for_whom="v", risks=("r1",))
    called = given(plan).everybody_signed().case_called("1").at_stage(Stage.RISKS, case)
    risk = RecordRisk(case=case, risk="r1", at_risk="v", from_whom="p", text="Strangled twice.")
    planned = called.after("chair", risk).at_stage(Stage.PLANNING, case)
    offered = planned.after("housing", volunteer(case=case, wording=locks))
    return offered.at_stage(Stage.READ_BACK, case).case_closed(case, Outcome.HEARD)


def approved(plan: MeetingPlan) -> Given:
    """The same, over and approved (ACT-11)."""
    return heard(plan).in_phase(Phase.SUMMARY).after("chair", ApproveActionList())


def written(
    store: Store, plan: MeetingPlan, history: Given, sitting: Sitting | None = None
) -> KnownMeeting:
    """The store holds that meeting with all that happened; nothing of it is in the office yet."""
    store.office.register(plan.people)
    store.office.accounts.name_agencies({agency.id: agency.name for agency in plan.agencies})

    def fill(journal: Journal) -> None:
        draft = Ledger(journal.meeting, journal.epoch).draft()
        for stream, recorded in history.journal:
            draft.add((Placed(stream, recorded.event),), recorded.by, recorded.at)
        journal.append(0, draft.entries, ())

    return store.add_meeting(plan.id, fill, sitting)
