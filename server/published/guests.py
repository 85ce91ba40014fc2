"""Who is invited to one case of a draft, and to nothing else of that meeting (ROLE-6).

They are named once the case is on the list, and before the draft is published.
"""

from typing import Final

from agenda.closed_days import calendar_of
from agenda.draft import Draft, called_off, with_guest
from agenda.london import in_london
from agenda.plan import Agency, ExpectedPerson, Role
from agenda.visitors import guests_asked_late
from meeting.access import Membership
from server.audit import What
from server.errors import StoreError
from server.published.desk import Answer, Facts, MeetingDesk
from server.published.ordering import NONE, need_open, number_in, on_list, the_draft
from server.store import Store

SAY_WHO: Final = (
    "Say who comes for it: agenda guest N PERSON, with the id of somebody whom people list shows; "
    "or none. Who is new is entered first: people add ID --name NAME --agency AGENCY"
)

CANNOT_COME: Final = (
    "{who!r} cannot be named: a guest is of the office, is not expected at the whole of that "
    "meeting, and comes for one case of it (ROLE-6). agenda guest N none calls off the guest of "
    "another case; people list shows who is of the office, and who is new is entered first: "
    "people add ID --name NAME --agency AGENCY"
)


def guest(desk: MeetingDesk, facts: Facts) -> Answer:
    """A person of the office is the guest of one case of a draft; or it has none any more.

    Raises StoreError.
    """
    draft = the_draft(desk, facts)
    if any(known.id == draft.id for known in desk.store.office.meetings()):
        raise StoreError(f"{draft.id} is published already: its guests are named before that.")
    number, who = number_in(facts, "first"), facts.get("second", "")
    need_open(desk, draft, facts, (number,))
    case = on_list(draft, number)
    if not who:
        raise StoreError(SAY_WHO)
    person = None if who.casefold() == NONE else guest_of(desk.store, draft, who, case.id)
    changed = with_named(desk.store, draft, case.id, person)
    desk.store.office.drafts.put(changed)
    invited = person.id if person is not None else None
    desk.store.audit.act(What.DRAFT_GUEST, meeting=draft.id, number=changed.version, person=invited)
    if person is None:
        return Answer(f"Number {number} of the list has no guest.")
    said = f"{person.name} is a guest of number {number} of the list, and of nothing else."
    return Answer("\n".join((said, *asked_late(desk.store, changed))))


def guest_of(store: Store, draft: Draft, who: str, case: str) -> ExpectedPerson:
    """``who`` as a guest of ``case``. Raises StoreError unless they are of the office, and come to
    nothing else of that meeting.
    """
    reader, known = store.office.reader(who), {person.id for person in draft.plan.people}
    elsewhere = any(one.id == who and one.for_case != case for one in draft.guests)
    if reader is None or reader.membership is Membership.ENDED or who in known or elsewhere:
        # Not which of these: whoever asks may have no part in the case that they come for (CON-3).
        raise StoreError(CANNOT_COME.format(who=who))
    return ExpectedPerson(
        id=who, name=reader.name, agency=reader.agency, role=Role.GUEST, for_case=case
    )


def with_named(store: Store, draft: Draft, case: str, person: ExpectedPerson | None) -> Draft:
    """``draft`` with ``person`` coming for ``case``, or with nobody; their agency is one of the
    meeting's from now on, if it was not.
    """
    if person is None:
        return called_off(draft, case)
    name = store.office.accounts.agencies().get(person.agency, person.agency)
    return with_guest(draft, person, Agency(id=person.agency, name=name))


def asked_late(store: Store, draft: Draft) -> tuple[str, ...]:
    """Guests are asked for some working days ahead: later is said, and is no obstacle."""
    plan = draft.plan
    meetings, year = plan.protocol.meetings, plan.day.year
    calendar = calendar_of(meetings.nation, year - 1, year + 1, meetings.closed)
    # The people of that plan are not checked anew: its cases are in the draft.
    asked = plan.model_copy(update={"people": draft.guests})
    late = guests_asked_late(asked, in_london(store.clock.now()).date(), calendar)
    if not late:
        return ()
    rule = plan.protocol.deadlines.guests
    return (f"Guests are asked for at the latest {rule} the meeting: it is later than that.",)
