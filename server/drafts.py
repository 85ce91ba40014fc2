"""The drafts of meetings, and what the coordinator settled about an area's files; in the office.

Blocking: call it off the event loop.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Final

from pydantic import ValidationError

from agenda.draft import Draft
from agenda.text import RECORDED
from server.database import Database, Migrations
from server.errors import StoreError

MIGRATIONS: Final = Migrations("drafts")


@MIGRATIONS()
def drafts_and_what_is_settled(database: Database) -> None:
    """A draft for each meeting that is being prepared, and the wordings of each area."""
    database.create_table(
        "draft",
        {"meeting": str, "version": int, "content": str},
        pk="meeting",
        not_null={"version", "content"},
        strict=True,
    )
    database.create_table(
        "wording",
        {"area": str, "what": str, "words": str, "meaning": str},
        pk=("area", "what", "words"),
        not_null={"meaning"},
        strict=True,
    )


class Wording(StrEnum):
    """What a wording was settled for."""

    HEADING = "heading"
    AGENCY = "agency"


class Drafts:
    """The drafts of one store."""

    def __init__(self, together: Callable[[], AbstractContextManager[Database]]) -> None:
        """``together`` is the office's: what is done inside is done wholly or not at all."""
        self._together = together

    def draft(self, meeting: str) -> Draft:
        """The draft of ``meeting``. Raises StoreError if there is none."""
        with self._together() as database:
            found = database.execute("SELECT content FROM draft WHERE meeting = ?", (meeting,))
            row = found.fetchone()
        if row is None:
            known = ", ".join(self.ids()) or "none yet; make one with: agenda new"
            raise StoreError(f"There is no draft {meeting!r}. There are: {known}.")
        return _read(str(row[0]))

    def ids(self) -> tuple[str, ...]:
        """The meetings that have a draft."""
        with self._together() as database:
            rows = database.execute("SELECT meeting FROM draft ORDER BY meeting").fetchall()
        return tuple(str(meeting) for (meeting,) in rows)

    def others(self, meeting: str) -> tuple[Draft, ...]:
        """The drafts of all other meetings."""
        with self._together() as database:
            rows = database.execute(
                "SELECT content FROM draft WHERE meeting <> ? ORDER BY meeting", (meeting,)
            ).fetchall()
        return tuple(_read(str(content)) for (content,) in rows)

    def add(self, draft: Draft) -> None:
        """A new draft. Raises StoreError if its meeting has one, or it does not fit together."""
        content = _written(draft)
        with self._together() as database:
            if draft.id in self.ids():
                raise StoreError(f"There is a draft {draft.id!r} already; give it another id.")
            database.execute(
                "INSERT INTO draft (meeting, version, content) VALUES (?, ?, ?)",
                (draft.id, draft.version, content),
            )

    def put(self, draft: Draft) -> None:
        """The draft as it is now. Raises StoreError if it was changed since it was read, or is
        published: from then on it is the record of what was (AG-10); or does not fit together.
        """
        content = _written(draft)
        with self._together() as database:
            if database.execute("SELECT 1 FROM meeting WHERE id = ?", (draft.id,)).fetchone():
                raise StoreError(FIXED)
            self._need_carried_once(draft)
            changed = database.execute(
                "UPDATE draft SET version = ?, content = ? WHERE meeting = ? AND version = ?",
                (draft.version, content, draft.id, draft.version - 1),
            )
            if changed.rowcount != 1:
                raise StoreError(CHANGED)

    def drop(self, meeting: str) -> None:
        """The draft is no more. Raises StoreError if it is published: it stays as the record of
        what was (AG-10).
        """
        with self._together() as database:
            if database.execute("SELECT 1 FROM meeting WHERE id = ?", (meeting,)).fetchone():
                raise StoreError(FIXED)
            database.execute("DELETE FROM draft WHERE meeting = ?", (meeting,))

    def _need_carried_once(self, draft: Draft) -> None:
        """Raises StoreError where it takes over a case that another draft has (CASE-6)."""
        taken = {each.carried_from for each in draft.referrals} - {None}
        if not taken or not (taken := taken - _carried_into((self.draft(draft.id),))):
            return
        if taken & _carried_into(self.others(draft.id)):
            raise StoreError(CHANGED)

    def settle(self, area: str, what: Wording, wording: str, meaning: str) -> None:
        """From now on ``wording`` means this in the files of ``area``."""
        with self._together() as database:
            database.execute(
                "INSERT INTO wording (area, what, words, meaning) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (area, what, words) DO UPDATE SET meaning = excluded.meaning",
                (area.casefold(), str(what), wording, meaning),
            )

    def settled(self, area: str, what: Wording) -> dict[str, str]:
        """What was settled for ``area``: meanings by wording."""
        with self._together() as database:
            rows = database.execute(
                "SELECT words, meaning FROM wording WHERE area = ? AND what = ?",
                (area.casefold(), str(what)),
            ).fetchall()
        return {str(wording): str(meaning) for wording, meaning in rows}


FIXED: Final = (
    "That meeting is published, and its draft is fixed. An urgent case is added in the room, by "
    "coordinator and chair together."
)
CHANGED: Final = (
    "The draft was changed by somebody else in the meantime; look at it, and do it again."
)


def _carried_into(drafts: Iterable[Draft]) -> set[str | None]:
    return {each.carried_from for one in drafts for each in one.referrals}


UNFIT: Final = "The draft does not fit together like that, and stays as it was: {why}."


def _written(draft: Draft) -> str:
    """As it is kept, and can be read again: a copy with other facts was not checked. What could not
    be read would shut the desk for every draft. Raises StoreError.
    """
    content = draft.model_dump_json()
    try:
        Draft.model_validate_json(content, context=RECORDED)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        why = str(first["msg"]).removeprefix("Value error, ").rstrip(".")
        raise StoreError(UNFIT.format(why=why)) from None
    return content


def _read(content: str) -> Draft:
    try:
        return Draft.model_validate_json(content, context=RECORDED)
    except ValidationError:
        raise StoreError(
            "A draft in this store was written by another version of the program, and cannot be "
            "read."
        ) from None
