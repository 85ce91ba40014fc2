"""What the office holds of people's and agencies' readiness: what is done, since when (ATT-4).

That something is done is kept, never what came of it. Blocking: call it off the event loop.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import Final

from agenda.protocol.attendance import Readiness
from agenda.readiness import FROM_THEIR_AGENCY, OF_AGENCIES, Ready
from meeting.values import PersonId, instant_text
from server.database import Database, Migrations

MIGRATIONS: Final = Migrations("readiness")


@MIGRATIONS()
def what_is_done(database: Database) -> None:
    """A row for each check of a person or of an agency that is done."""
    database.create_table(
        "ready",
        {"whose": str, "id": str, "done": str, "since": str},
        pk=("whose", "id", "done"),
        not_null={"since"},
        strict=True,
    )


class Whose(StrEnum):
    """Of what a check is."""

    PERSON = "person"
    AGENCY = "agency"


CHECKS: Final = {Whose.PERSON: frozenset(Readiness) - OF_AGENCIES, Whose.AGENCY: OF_AGENCIES}
"""Which checks there are of each."""


class ReadinessRecord:
    """The table, in the office's database."""

    def __init__(self, together: Callable[[], AbstractContextManager[Database]]) -> None:
        self._together = together

    def ready(self) -> Ready:
        """All that is done."""
        found: dict[str, dict[str, set[Readiness]]] = {whose: {} for whose in Whose}
        with self._together() as database:
            rows = database.execute("SELECT whose, id, done FROM ready").fetchall()
        for whose, of, done in rows:
            found[whose].setdefault(of, set()).add(Readiness(done))
        return Ready(found[Whose.PERSON], found[Whose.AGENCY])

    def note(self, whose: Whose, of: str, done: Iterable[Readiness], now: datetime) -> None:
        """These are done; since when, is when it was said first."""
        with self._together() as database:
            for check in done:
                database.execute(
                    "INSERT INTO ready (whose, id, done, since) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT DO NOTHING",
                    (whose, of, check, instant_text(now)),
                )

    def take_back(self, whose: Whose, of: str, not_done: Iterable[Readiness]) -> None:
        """These are not done, or not any more."""
        with self._together() as database:
            for check in not_done:
                database.execute(
                    "DELETE FROM ready WHERE whose = ? AND id = ? AND done = ?", (whose, of, check)
                )

    def has_moved(self, person: PersonId) -> None:
        """What the agency of before had looked into is for the new one to look into."""
        self.take_back(Whose.PERSON, person, FROM_THEIR_AGENCY)
