"""Accounts, for the chair and the coordinator: logging somebody out, inviting them anew, and what
was sent in their name.
"""

from typing import Final

from client.acts.form import Act, Form, StayHere
from client.acts.register import pointed
from client.view.rows import quiet, row, strong
from client.view.seen import Seen
from meeting.managing import MANAGED_BY, EndSessions, InviteAnew, ListSent
from meeting.values import Command, PersonId

TO_SELECT: Final = (
    "To copy it, draw over it with the mouse; most terminals want Shift held down for that. Where "
    "its lines are broken does not matter."
)


def manages(seen: Seen, act: type[Command]) -> bool:
    """Whether this person has the key for ``act``: by their part here, or by their post."""
    return seen.role_in_meeting in MANAGED_BY[act] or seen.coordinator


def end_sessions(seen: Seen) -> Act | None:
    """Whoever sits there in that person's name is out at once."""
    line = pointed(seen)
    if line is None:
        return None
    act = EndSessions(person=line.person)
    return Form(
        f"Log out {seen.person(line.person)}?",
        lambda _: act,
        said=(row("Every laptop that is logged in in their name closes. Nothing else changes."),),
        yes="logs out",
    )


def invite_anew(seen: Seen) -> Act | None:
    """For somebody who has no way in yet, forgot the password, or lost the laptop."""
    line = pointed(seen)
    if line is None:
        return None
    act = InviteAnew(person=line.person)
    return Form(
        f"Invite {seen.person(line.person)}?",
        lambda _: act,
        said=(
            row("The invitation is shown here, and only here. Hand it to them alone."),
            row("When it is used, their password and whatever is logged in in their name end."),
            row("They read no case until another of chair, minute-taker and coordinator says"),
            row(
                "that it is them (u). An invitation of the server's command line needs none of it."
            ),
        ),
        yes="invites",
    )


def list_sent(seen: Seen) -> Act | None:
    """After a wrong sign-in, or whenever it is asked what somebody has."""
    line = pointed(seen)
    return None if line is None else list_sent_to(seen, line.person)


def list_sent_to(seen: Seen, person: PersonId) -> Form:
    """The same, of one person: offered at once where a sign-in is void (ATT-6)."""
    act = ListSent(person=person)
    return Form(
        f"List what was sent to {seen.person(person)}?",
        lambda _: act,
        said=(
            row("Whatever went out in their name at this meeting, as far as you may read it."),
            row("That you asked is on record."),
        ),
        yes="lists",
    )


def sent_list(seen: Seen, person: PersonId, text: str) -> Form:
    """What was sent. It goes with whatever is withdrawn: there are numbers of cases in it."""
    cases = frozenset(stream.case for stream in seen.state.streams if stream.case)
    title = f"What was sent to {seen.person(person)}"
    return Form(title, lambda _: StayHere(), reading=text, yes="done", cases=cases, of_meeting=True)


def to_hand_over(text: str) -> Form:
    """An invitation, to be read off or copied by hand; it is gone when the form is closed."""
    said = (row(strong("Hand this over.")), row(quiet(TO_SELECT)))
    title = "Hand this over"
    return Form(title, lambda _: StayHere(), said=said, reading=text, yes="done", bare=True)
