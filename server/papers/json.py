"""An action list for other programs: JSON, after ``docs/action-list.schema.json`` (OUT-3)."""

from typing import Any, Final

from pydantic import TypeAdapter

from meeting.papers import ActionList
from server.papers.wording import harmless

FORM: Final = TypeAdapter(ActionList)


def list_json(paper: ActionList) -> bytes:
    """``paper`` as JSON, UTF-8: what it says, in the names of ``ActionList``."""
    return FORM.dump_json(harmless(paper), indent=2) + b"\n"


def list_schema() -> dict[str, Any]:
    """The JSON Schema of it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The action list of a MARAC, for one reader",
        **FORM.json_schema(mode="serialization"),
    }
