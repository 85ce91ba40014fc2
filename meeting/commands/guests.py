"""Guests of one case (ROLE-6)."""

from typing import Literal

from meeting.values import (
    CaseCommand,
    PersonId,
)


class ConfirmGuest(CaseCommand):
    """The chair has asked a guest of this case: they have read the declaration, and nobody can
    overhear them (ROLE-6).
    """

    kind: Literal["confirm_guest"] = "confirm_guest"
    person: PersonId


GuestCommands = ConfirmGuest
