"""What is done with people and their accounts, on a closed store or through the running server.

Each errand answers with what is to be printed. Raises StoreError for whatever a person can put
right. Blocking.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from agenda.london import in_london
from meeting.joining import Invitation
from meeting.values import PersonId
from server.accounts import INVITATION_GOOD_FOR
from server.audit import What
from server.errors import StoreError
from server.store import Store

Facts = Mapping[str, str]
ADDRESS: Final = "address"
"""The setting that says where laptops find the server."""


def _nobody_is_in(_: PersonId) -> None:
    """On a closed store nobody is connected."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where people are managed. ``served_at`` is where the running server can be reached, if it
    knows; ``send_away`` closes somebody's connections at once.
    """

    store: Store
    served_at: str = ""
    send_away: Callable[[PersonId], None] = _nobody_is_in

    def run(self, errand: str, who: str, facts: Facts) -> str:
        """What there is to print after ``errand``. Raises StoreError."""
        return ERRANDS[errand](self, who, facts)

    def person(self, who: str) -> PersonId:
        """The id of one person, by id or by name. Raises StoreError."""
        people = self.store.office.people()
        named = [i for i, name in people.items() if name.casefold() == who.casefold()]
        found = [who] if who in people else named
        if len(found) != 1:
            known = ", ".join(f"{i} ({name})" for i, name in people.items())
            raise StoreError(f"Name one person, by id or by name, not {who!r}. There are: {known}.")
        return found[0]


def invite(desk: Desk, who: str, facts: Facts) -> str:
    """A fresh invitation for one person; what came of earlier ones ends when it is redeemed."""
    return invitation_for(desk, desk.person(who), facts.get(ADDRESS, ""))


def invitation_for(desk: Desk, person: PersonId, address: str) -> str:
    """The text of a fresh invitation: to be handed to ``person``, and to nobody else."""
    store, accounts = desk.store, desk.store.office.accounts
    store.audit.act(What.INVITED, person=person)
    if address:
        accounts.set(ADDRESS, address)
    where = address or accounts.setting(ADDRESS) or desk.served_at
    pin, now = store.identity.pin, store.clock.now()
    invitation = Invitation(accounts.invite(person, now), pin, where)
    until = in_london(now + INVITATION_GOOD_FOR)
    return INVITATION.format(
        name=store.office.people()[person],
        until=f"{until:%H:%M} on {until.day} {until:%B %Y}",
        person=person,
        text=invitation,
    )


INVITATION: Final = """\
MARAC Live: an invitation for {name}, good once, until {until}.
On your own laptop type:  marac join
and paste the line below, all of it. You then choose a password; you are {person} there.
Give this to nobody else. If it does not work, ask the coordinator for a new one.

{text}"""

ERRANDS: Final[Mapping[str, Callable[[Desk, str, Facts], str]]] = {"invite": invite}
