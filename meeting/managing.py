"""What chair and coordinator do about somebody's account from the room.

None of it is a command: it changes no meeting and stands in no journal.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated, Final, Literal

from pydantic import Field

from agenda.plan import Role
from meeting.values import Command, PersonId


class EndSessions(Command):
    """Logs somebody out everywhere, at once: a laptop was lost, or the wrong person sits there."""

    kind: Literal["end_sessions"] = "end_sessions"
    person: PersonId


class InviteAnew(Command):
    """A fresh invitation for somebody who lost the laptop or forgot the password.

    The answer carries it to whoever asked, and to nobody else.
    """

    kind: Literal["invite_anew"] = "invite_anew"
    person: PersonId


class ListSent(Command):
    """What was sent in somebody's name in this meeting, after a wrong sign-in say (ATT-6).

    The answer says which of the streams that its asker reads, and nothing else: neither how far
    they went nor when (RES-2).
    """

    kind: Literal["list_sent"] = "list_sent"
    person: PersonId


Managing = EndSessions | InviteAnew | ListSent
Management = Annotated[Managing, Field(discriminator="kind")]

MANAGED_BY: Final[Mapping[type[Command], AbstractSet[Role]]] = {
    EndSessions: {Role.CHAIR},
    InviteAnew: {Role.CHAIR},
    ListSent: {Role.CHAIR},
}
"""Who may, besides the coordinator, who may all of it whatever their part in the meeting."""
