"""A meeting is made of a plan: its first events, its place in the store, and its invitations.

Prints nothing. Raises OperatorError for whatever a person can put right. Blocking.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from agenda.closed_days import closed_days
from agenda.matching import likeness
from agenda.plan import ExpectedPerson, MeetingPlan
from meeting.decide.arrange import arrange
from meeting.state import Placed
from server.accounts import Post
from server.audit import What
from server.errors import OperatorError
from server.journal import Journal
from server.ledger import Ledger
from server.office import KnownMeeting, Sitting
from server.past.desk import known_past
from server.people import Desk, invitation_for
from server.sittings import need_open_meeting
from server.store import Store

COORDINATOR: Final = "coordinator"
"""By whom a meeting's first events are recorded."""


def add_meeting(
    store: Store,
    plan: MeetingPlan,
    sitting: Sitting | None,
    *,
    published: bool = False,
    gives_posts: bool = False,
    by: str | None = None,
) -> KnownMeeting:
    """A new meeting of ``plan``; ``by`` arranges it from the room. Raises OperatorError.

    Who is coordinator in a plan that the operator hands in now holds that post: it ``gives_posts``.
    A draft, or what is arranged with the register of another meeting, is of an earlier day, and
    what the office did since holds (ROLE-1).
    """
    plan = with_posts(plan, store, gives_posts=gives_posts)
    placed, now = first_events(plan, store, published=published), store.clock.now()
    if sitting is not None and sitting.after is not None:
        need_open_meeting(store, sitting.after)
    store.office.register(plan.people, gives_posts=gives_posts)
    store.office.accounts.name_agencies({agency.id: agency.name for agency in plan.agencies})

    def fill(journal: Journal) -> None:
        _write(journal, placed, now)
        store.audit.act(What.ARRANGED, meeting=plan.id, by=by)

    return store.add_meeting(plan.id, fill, sitting)


def with_posts(plan: MeetingPlan, store: Store, *, gives_posts: bool) -> MeetingPlan:
    """``plan`` with whoever holds the post of coordinator as one: the register says who confirms
    the names in every meeting (CON-6). The plan is asked of whom the office does not know yet.
    """
    known, holds = store.office.people(), store.office.accounts.has_post

    def coordinates(person: ExpectedPerson) -> bool:
        asked = gives_posts or person.id not in known
        return (asked and person.coordinator) or holds(person.id, Post.COORDINATOR)

    people = (p.model_copy(update={"coordinator": coordinates(p)}) for p in plan.people)
    return plan.model_copy(update={"people": tuple(people)})


def first_events(
    plan: MeetingPlan, store: Store | None = None, *, published: bool = False
) -> tuple[Placed, ...]:
    """The register, the running order and the cases of ``plan``, with what ``store`` holds of them
    from before, restricted sittings left out (AG-7, RES-2). Raises OperatorError.
    """
    past = None if store is None else known_past(store, plan.protocol.history)
    try:
        meetings = plan.protocol.meetings
        # From the year before: what is counted back from a day in January begins there.
        days = closed_days(meetings.nation, plan.day.year - 1, plan.day.year + 1)
        days |= frozenset(meetings.closed)
        ready = None if store is None else store.office.readiness.ready()
        return arrange(plan, days, likeness, published=published, past=past, ready=ready)
    except ValidationError as error:
        place = error.errors(include_url=False, include_input=False)[0]
        raise OperatorError(f"The plan has a text that will not do: {place['msg']}") from None
    except ValueError as error:
        raise OperatorError(f"The plan will not do: {error}.") from None


def invitations(store: Store, plan: MeetingPlan, address: str) -> dict[str, str]:
    """By person. Who has a password logs in with it, and who has an invitation in hand comes in by
    that: another would make it void, perhaps on the morning of the open meeting.
    """
    desk, accounts, now = Desk(store), store.office.accounts, store.clock.now()
    return {
        person.id: invitation_for(desk, person.id, address)
        for person in plan.people
        if accounts.account(person.id).hash is None and not accounts.is_invited(person.id, now)
    }


def _write(journal: Journal, placed: Iterable[Placed], now: datetime) -> None:
    """All of it in one commit."""
    draft = Ledger(journal.meeting, journal.epoch).draft()
    draft.add(placed, COORDINATOR, now)
    journal.append(0, draft.entries, ())
