"""What people are called, and who takes the chair."""

from enum import StrEnum

from agenda.protocol.base import AgencyId, Frozen
from agenda.text import Name


class Chairing(StrEnum):
    """Who takes the chair from one meeting to the next."""

    ONE = "one"
    """The first of the agencies that chair, always."""
    ROTATION = "rotation"
    """Each of them in turn."""
    SHARED = "shared"
    """Any of them, as they agree."""


class Roles(Frozen):
    """What people are called, and who takes the chair (ROLE-1, ATT-5)."""

    advocate: Name = "IDVA"
    """What the specialist who speaks for the victim is called, on every screen and paper."""
    chairing: Chairing = Chairing.ONE
    """Whether one agency always chairs, or several in turn, or any of several."""
    chairs: tuple[AgencyId, ...] = ()
    """The agencies that chair, in order of their turns."""
