"""A restricted sitting beside the meeting of ``tests.given``: its plan, and ways into it."""

from functools import partial
from typing import Final

from agenda.protocol import Restriction
from meeting.commands import ApproveActionList, Attend, ConfirmNames, EnterPhase
from meeting.room import Phase
from meeting.wire import OFFERS, Offer, OfferOf
from server.office import Sitting
from tests.given import A_PLAN
from tests.people import Person

SITTING: Final = "r-4be1"
NAMED: Final = ("chair", "minutes", "idva", "police")
ITS_PLAN: Final = A_PLAN.model_copy(
    update={
        "id": SITTING,
        "restricted": Restriction.EMPLOYEE,
        "people": tuple(person for person in A_PLAN.people if person.id in NAMED),
        "cases": (A_PLAN.cases[0].model_copy(update={"id": "yew", "summary": "Her employer."}),),
    }
)
AT: Final = {"day": "Tue 24 Nov", "time": "09:00"}
THERE: Final = Offer(meeting=SITTING, message=OFFERS[OfferOf.SITTING].format(**AT))
READ: Final = Offer(meeting=SITTING, message=OFFERS[OfferOf.SITTING_OVER].format(**AT))
BACK: Final = Offer(meeting=A_PLAN.id, message=OFFERS[OfferOf.OPEN_MEETING].format(**AT))
AFTER: Final = Sitting(after=A_PLAN.id)
EMERGENCY: Final = Sitting()


async def offered(person: Person, *offers: Offer) -> None:
    """Waits until just these meetings are offered to ``person``."""
    await person.until(lambda: person.link.offers == offers, "what is offered")


async def go(person: Person, meeting: str) -> None:
    """``person`` goes to another meeting, and is there."""
    person.link.go_to(meeting)
    await person.until(partial(is_in, person, meeting), f"in {meeting}")


def is_read_out(person: Person) -> bool:
    """Whether the declaration is read out, and can be signed."""
    return person.room.phase is Phase.DECLARATION


def is_in(person: Person, meeting: str) -> bool:
    """Whether ``person`` is connected to that meeting and holds its room."""
    return person.is_connected and person.room.meeting == meeting


async def hold(*people: Person) -> None:
    """Those who sit in a sitting hold it from the roll call to the approval; first the chair, then
    the minute-taker.
    """
    chair = people[0]
    for person in people:
        await person.do(Attend())
    await chair.do(EnterPhase(from_phase=Phase.GATHERING, phase=Phase.DECLARATION))
    for person in people:
        await person.until(partial(is_read_out, person), "the declaration is read")
        await person.sign()
    await people[1].do(ConfirmNames())
    await chair.do(EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING))
    await end(chair)


async def end(chair: Person) -> None:
    """The chair sums up and approves the list: the meeting really ends (ACT-11)."""
    await chair.do(EnterPhase(from_phase=Phase.HEARING, phase=Phase.SUMMARY))
    await chair.do(ApproveActionList())
