"""What the office holds of cases that were heard, and what agencies made of their actions.

Restricted sittings are in the same tables and in no answer, unless the sitting is named (RES-2).
Blocking: call it off the event loop.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from agenda.past.held import HeldCase, HeldRules, Settled
from agenda.past.sameness import Told
from agenda.text import RECORDED
from meeting.values import PersonId, instant_text
from server.database import Database, Migrations

MIGRATIONS: Final = Migrations("held")


@MIGRATIONS()
def heard_cases(database: Database) -> None:
    """Meetings that are over, their cases, what became of actions, and who is the same as whom."""
    database.create_table(
        "held_meeting",
        {"meeting": str, "version": int, "day": str, "sitting": int, "rules": str},
        pk="meeting",
        not_null={"version", "day", "sitting", "rules"},
        foreign_keys=[("meeting", "meeting", "id")],
        strict=True,
    )
    database.create_table(
        "held_case",
        {"meeting": str, "number": str, "body": str},
        pk=("meeting", "number"),
        not_null={"body"},
        foreign_keys=[("meeting", "held_meeting", "meeting")],
        strict=True,
    )
    database.create_table(
        "settled",
        {"meeting": str, "case": str, "action": str, "agency": str, "body": str}
        | {"by": str, "at": str},
        pk=("meeting", "case", "action", "agency"),
        not_null={"body", "by", "at"},
        strict=True,
    )
    database.create_table(
        "same_people",
        {"earlier": str, "later": str, "same": int, "by": str, "at": str},
        pk=("earlier", "later"),
        not_null={"same", "by", "at"},
        strict=True,
    )


_HOLD_MEETING: Final = (
    "INSERT INTO held_meeting (meeting, version, day, sitting, rules) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (meeting) DO UPDATE SET version = excluded.version"
)
_HOLD_CASE: Final = "INSERT INTO held_case (meeting, number, body) VALUES (?, ?, ?)"
_CLOSED: Final = "UPDATE held_case SET body = ? WHERE meeting = ? AND number = ?"
_CASES: Final = (
    "SELECT meeting, sitting, body FROM held_case JOIN held_meeting USING (meeting) "
    "ORDER BY day, meeting, number"
)
_SETTLED: Final = 'SELECT meeting, "case", action, agency, body FROM settled'
_SETTLE: Final = (
    'INSERT INTO settled (meeting, "case", action, agency, body, by, at) '
    'VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (meeting, "case", action, agency) '
    "DO UPDATE SET body = excluded.body, by = excluded.by, at = excluded.at"
)
_ANSWER: Final = (
    "INSERT INTO same_people (earlier, later, same, by, at) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (earlier, later) "
    "DO UPDATE SET same = excluded.same, by = excluded.by, at = excluded.at"
)
_RULES: Final = (
    "SELECT rules FROM held_meeting WHERE meeting = ? OR (? IS NULL AND NOT sitting) "
    "ORDER BY day DESC, meeting DESC LIMIT 1"
)
NO_SITTINGS: Final[AbstractSet[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting whose list is approved, in that version."""

    id: str
    version: int
    day: date
    rules: HeldRules
    sitting: bool = False


class HeldCases:
    """The held cases of one office."""

    def __init__(self, together: Callable[[], AbstractContextManager[Database]]) -> None:
        """``together`` is the office's: wholly or not at all, one thread at a time."""
        self._together = together

    def version(self, meeting: str) -> int:
        """The version of the list of ``meeting`` that is held; 0 if none is."""
        with self._together() as database:
            found = database.execute(
                "SELECT version FROM held_meeting WHERE meeting = ?", (meeting,)
            ).fetchone()
        return 0 if found is None else int(found[0])

    def day(self, meeting: str) -> date | None:
        """When ``meeting`` was held, whose list is approved; None if nothing of it is held."""
        with self._together() as database:
            found = database.execute(
                "SELECT day FROM held_meeting WHERE meeting = ?", (meeting,)
            ).fetchone()
        return None if found is None else date.fromisoformat(found[0])

    def hold(self, meeting: HeldMeeting, cases: Iterable[HeldCase]) -> bool:
        """Takes in the cases of an approved list; whether they were not held before, as they are.

        The same list again changes nothing but to whom a case is closed, if somebody has gone out
        of it since (CON-2); a later version takes the place of the earlier. What agencies have said
        of their actions stays.
        """
        by_number = {case.number: case for case in cases}
        with self._together() as database:
            held = self.version(meeting.id)
            if held > meeting.version:
                return False
            if held == meeting.version:
                return _closed_anew(database, meeting.id, by_number)
            day, rules = meeting.day.isoformat(), meeting.rules.model_dump_json()
            facts = (meeting.id, meeting.version, day, int(meeting.sitting), rules)
            database.execute(_HOLD_MEETING, facts)
            database.execute("DELETE FROM held_case WHERE meeting = ?", (meeting.id,))
            for number, case in by_number.items():
                database.execute(_HOLD_CASE, (meeting.id, number, case.model_dump_json()))
        return True

    def rules(self, meeting: str | None = None) -> HeldRules:
        """What was agreed for the time after ``meeting``, or after the last open one there was."""
        with self._together() as database:
            found = database.execute(_RULES, (meeting, meeting)).fetchone()
        if found is None:
            return HeldRules()
        return HeldRules.model_validate_json(found[0], context=RECORDED)

    def days(self) -> dict[str, date]:
        """The day of every open meeting that is over, by its id."""
        with self._together() as database:
            found = database.execute("SELECT meeting, day FROM held_meeting WHERE NOT sitting")
            return {str(meeting): date.fromisoformat(day) for meeting, day in found.fetchall()}

    def cases(self, sittings: AbstractSet[str] = NO_SITTINGS) -> tuple[HeldCase, ...]:
        """What was heard in open meetings, and in the ``sittings`` that are named, by its day; with
        what agencies have said of their actions.
        """
        with self._together() as database:
            rows = database.execute(_CASES).fetchall()
            said = database.execute(_SETTLED).fetchall()
        settled: dict[tuple[str, str, str], dict[str, Settled]] = {}
        for meeting, case, action, agency, body in said:
            of_action = settled.setdefault((meeting, case, action), {})
            of_action[agency] = Settled.model_validate_json(body, context=RECORDED)
        return tuple(
            _with(HeldCase.model_validate_json(body, context=RECORDED), settled)
            for meeting, sitting, body in rows
            if not sitting or meeting in sittings
        )

    def settle(
        self,
        case: HeldCase,
        action: str,
        agency: str,
        settled: Settled,
        *,
        by: PersonId,
        now: datetime,
    ) -> None:
        """From now on this is what ``agency`` has done of ``action``, a label (OUT-4)."""
        with self._together() as database:
            body = settled.model_dump_json()
            facts = (case.meeting, case.case, action, agency, body, by, instant_text(now))
            database.execute(_SETTLE, facts)

    def answer(self, earlier: str, later: str, *, same: bool, by: PersonId, now: datetime) -> None:
        """Somebody has looked: these two cases, by key, are about the same people, or are not."""
        with self._together() as database:
            database.execute(_ANSWER, (earlier, later, int(same), by, instant_text(now)))

    def told(self) -> Told:
        """What was answered until now."""
        with self._together() as database:
            rows = database.execute("SELECT earlier, later, same FROM same_people").fetchall()
        answers = {(earlier, later): bool(same) for earlier, later, same in rows}
        return lambda earlier, later: answers.get((earlier, later))


def _closed_anew(database: Database, meeting: str, cases: Mapping[str, HeldCase]) -> bool:
    """Takes over who is out of each case that is held, and nothing else; whether that is news."""
    found = database.execute("SELECT body FROM held_case WHERE meeting = ?", (meeting,)).fetchall()
    news = False
    for (body,) in found:
        before = HeldCase.model_validate_json(body, context=RECORDED)
        closed_to = cases.get(before.number, before).closed_to
        if closed_to != before.closed_to:
            news = True
            now = before.model_copy(update={"closed_to": closed_to})
            database.execute(_CLOSED, (now.model_dump_json(), meeting, before.number))
    return news


def _with(
    case: HeldCase, settled: Mapping[tuple[str, str, str], Mapping[str, Settled]]
) -> HeldCase:
    actions = tuple(
        action.model_copy(
            update={"settled": settled.get((case.meeting, case.case, action.label), {})}
        )
        for action in case.actions
    )
    return case.model_copy(update={"actions": actions})
