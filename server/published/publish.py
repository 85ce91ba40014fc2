"""A draft becomes a meeting, once: from then on it is prepared in the room (AG-4, AG-10).

What is set aside or waits is not in it, and no word of it goes anywhere (RES-2, CON-3).
"""

from collections.abc import Iterator
from typing import Final

from agenda.draft import Draft, listed, plan_of, waiting
from agenda.plan import MeetingPlan
from agenda.remarks import remarks
from agenda.ways import Way
from server.accounts import Post
from server.agenda_desk import AgendaDesk
from server.arranging import add_meeting, invitations
from server.audit import What
from server.drafts import CHANGED
from server.errors import StoreError
from server.published.desk import Answer, Facts, MeetingDesk
from server.published.ordering import called_to
from server.published.papers import papers


def publish(desk: MeetingDesk, facts: Facts) -> Answer:
    """The meeting of a draft, with invitations for whom it expects without an account, and with the
    agenda of each reader where files are asked for. Nothing is remarked upon of a case that is
    closed to whoever publishes (CON-3). Raises StoreError.
    """
    draft = _draft(desk, facts)
    at, by = AgendaDesk(desk.store), facts.get("by")
    looking = at.importers(draft, by) if by else at.compared(draft, at.coordinators(draft))
    plan, held = made_meeting(desk, draft)
    invited = invitations(desk.store, plan, facts.get("address", ""))
    made = papers(desk, {"meeting": plan.id}) if facts.get("out") else Answer()
    said = f"{plan.id} is published, with {cases_in(plan)}. {held}"
    lines = (
        *remarks(plan, called_to(draft, looking)),
        said,
        NEXT,
        *_posts_not_held(desk, plan),
        made.said,
    )
    return Answer("\n".join(filter(None, lines)), made.files, invited)


def made_meeting(desk: MeetingDesk, draft: Draft, by: str | None = None) -> tuple[MeetingPlan, str]:
    """The meeting of ``draft`` is there, and where it is held; ``by`` published it from the room.

    Raises StoreError, also where the draft was changed since it was read: what came in between
    would be on no list, and the draft is fixed from then on (AG-10).
    """
    office = desk.store.office
    with office.together():
        if office.drafts.draft(draft.id).version != draft.version:
            raise StoreError(CHANGED)
        _need_settled(draft)
        plan = _plan(draft)
        _need_one_case(plan)
        desk.store.audit.act(What.DRAFT_PUBLISHED, meeting=draft.id, number=draft.version, by=by)
        known = add_meeting(desk.store, plan, None, published=True)
    # Not inside: the server opens it on a thread of its own, which reads the office too.
    return plan, desk.held_from_now(known)


POST_NOT_HELD: Final = (
    "{name} is coordinator in the draft, and does not hold that post. To give it: people post "
    "{person} --post coordinator"
)
NEXT: Final = "In that room the names are settled, and then the chair opens the agenda."


def _posts_not_held(desk: MeetingDesk, plan: MeetingPlan) -> Iterator[str]:
    """Who is coordinator in the draft alone: what the office says holds (ROLE-1)."""
    holds = desk.store.office.accounts.has_post
    for person in plan.people:
        if person.coordinator and not holds(person.id, Post.COORDINATOR):
            yield POST_NOT_HELD.format(name=person.name, person=person.id)


def _draft(desk: MeetingDesk, facts: Facts) -> Draft:
    """The draft that is named, or the only one that is not published. Raises StoreError."""
    drafts = desk.store.office.drafts
    there = {known.id for known in desk.store.office.meetings()}
    meeting = facts.get("meeting")
    left = [each for each in drafts.ids() if each not in there]
    if meeting in there:
        raise StoreError(f"{meeting} is published already; what changes now, changes in the room.")
    if meeting is None and len(left) == 1:
        return drafts.draft(left[0])
    if meeting is None:
        known = ", ".join(left) or "none; make one with: agenda new"
        raise StoreError(f"Say which draft to publish with --meeting. There are: {known}.")
    return drafts.draft(meeting)


def _need_settled(draft: Draft) -> None:
    """Raises StoreError while something waits that has to be settled first."""
    if count := len(waiting(draft)):
        one = count == 1
        raise StoreError(
            f"{count} referral{'' if one else 's'} {'waits' if one else 'wait'} for somebody else "
            "to process: who brought the file in may be a party.",
            Way.LET_ANOTHER_IMPORT,
        )
    if not draft.plan.cases and not listed(draft):
        raise StoreError("There is no case on the list yet;", Way.BRING_IN)


def _need_one_case(plan: MeetingPlan) -> None:
    """Raises StoreError where an emergency has more than its case, or nobody comes of the agency
    that refers it (AG-9).
    """
    if not plan.emergency:
        return
    if len(plan.cases) != 1:
        raise StoreError("An emergency meeting hears one case; arrange another for the others.")
    referrer = plan.cases[0].referred_by
    if all(person.agency != referrer for person in plan.people):
        raise StoreError(
            "Nobody of the agency that refers the case is expected, and it has to be there (AG-9): "
            "make the draft of a plan with somebody of theirs."
        )


def _plan(draft: Draft) -> MeetingPlan:
    try:
        return plan_of(draft)
    except ValueError as error:
        raise StoreError(f"The draft does not fit together yet: {error}") from None


def cases_in(plan: MeetingPlan) -> str:
    """``3 cases``."""
    count = len(plan.cases)
    return f"{count} case{'' if count == 1 else 's'}"
