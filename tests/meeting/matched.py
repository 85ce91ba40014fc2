"""Rooms in which somebody expected is likely to be a party of a case (CON-6)."""

from agenda.likeness import Alike, Compare, Described, Likeness
from agenda.plan import MeetingPlan
from meeting.commands import EnterPhase, SettleMatch
from meeting.decide.arrange import arrange
from meeting.matching import Decision
from meeting.room import Phase
from tests.given import A_PLAN, CLOSED_DAYS, EVERYBODY, Given

NAMES = {person.id: person.name for person in A_PLAN.people}
VICTIM = "Anwen Oakhill"
TOLD = "You are asked to sit this case out."
KNOWN = "Known to the coordinator."
BEGIN = EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING)
Pair = tuple[str, str]


def like(*pairs: Pair) -> Compare:
    """Each of these people, by id, is like that party, by name; nobody else is like anybody."""
    known = {(NAMES.get(person, person), party) for person, party in pairs}

    def compare(attendee: Described, party: Described) -> Likeness | None:
        found = (attendee.name, party.name) in known
        return Likeness((Alike.CLOSE_NAME, Alike.BORN), 91) if found else None

    return compare


def with_coordinators(*people: str) -> MeetingPlan:
    """The plan, in which these people hold that post."""
    named = (p.model_copy(update={"coordinator": p.id in people}) for p in A_PLAN.people)
    return A_PLAN.model_copy(update={"people": tuple(named)})


def where(*pairs: Pair, plan: MeetingPlan = A_PLAN) -> Given:
    """The room, empty, in which these people are likely to be those parties."""
    return Given().happened(arrange(plan, CLOSED_DAYS, like(*pairs)), "coordinator")


def prepared(*pairs: Pair, plan: MeetingPlan = A_PLAN) -> Given:
    """As ``where``, published: before the day."""
    arranged = arrange(plan, CLOSED_DAYS, like(*pairs), published=True)
    return Given().happened(arranged, "coordinator")


def signed(*pairs: Pair, plan: MeetingPlan = A_PLAN) -> Given:
    """Everybody is here and has signed, and the hearing has not begun."""
    here = where(*pairs, plan=plan).arrived(*EVERYBODY)
    return here.in_phase(Phase.DECLARATION).signed(*EVERYBODY)


def settle(
    person: str, decision: Decision = Decision.CLEAR, case: str = "oak", **facts: object
) -> SettleMatch:
    told = "" if decision is Decision.CLEAR else TOLD
    known = {
        "case": case,
        "person": person,
        "version": 1,
        "decision": decision,
        "reason": KNOWN,
        "told": told,
    }
    return SettleMatch.model_validate({**known, **facts})
