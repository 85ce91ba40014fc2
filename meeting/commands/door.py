"""The door: who was not expected (ATT-6)."""

from typing import Literal

from agenda.plan import Role
from meeting.values import (
    Command,
    PersonId,
)
from meeting.words import Name, OptionalWords, Words


class AskToComeIn(Command):
    """I am not on the register; by what name and for which agency I come, the office knows."""

    kind: Literal["ask_to_come_in"] = "ask_to_come_in"


class Admit(Command):
    """Chair or coordinator let in who waits, or whom they turned away, or whose sign-in was void.

    ``agency_name`` is what an agency is called that the meeting does not have.
    """

    kind: Literal["admit"] = "admit"
    person: PersonId
    role: Role = Role.REPRESENTATIVE
    deputises_for: PersonId | None = None
    agency_name: Name | None = None


class TurnAway(Command):
    """Chair or coordinator do not let in who waits. Everybody reads ``reason``: no case in it."""

    kind: Literal["turn_away"] = "turn_away"
    person: PersonId
    reason: OptionalWords = ""


class VoidSignIn(Command):
    """Under that name somebody else is signed in. Everybody reads ``reason``: no case in it."""

    kind: Literal["void_sign_in"] = "void_sign_in"
    person: PersonId
    reason: Words


class LetInAgain(Command):
    """It is them: somebody whose account was renewed sits at that laptop (ATT-6, CON-2)."""

    kind: Literal["let_in_again"] = "let_in_again"
    person: PersonId
