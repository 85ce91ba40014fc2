"""What every part of a protocol is made of."""

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

IDENTIFIER: Final = r"^[a-z0-9][a-z0-9-]{0,63}$"
"""Ids that a plan or a protocol gives: of agencies, people, cases and sections."""
AgencyId = Annotated[str, Field(pattern=IDENTIFIER)]


class Frozen(BaseModel):
    """A value that never changes once made, and that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
