"""How laptops keep what they show."""

from pydantic import Field

from agenda.protocol.base import Frozen


class Laptops(Frozen):
    """How long a laptop shows what it shows, in seconds."""

    lease_seconds: int = Field(default=120, ge=1, le=3600)
    """How long a laptop without the server keeps what it shows of cases."""
    silence_seconds: int = Field(default=20, ge=1, le=3600)
    """How long a laptop in use is without connection before the register says so (ATT-2)."""
    idle_lock_seconds: int = Field(default=300, ge=30, le=3600)
    """How long a screen stays open without a key; then a password unlocks it."""
