"""The schema of an action list as JSON, made from the model."""

import json

from server.papers.json import list_schema


def list_schema_file() -> str:
    """The JSON Schema as it stands in the file."""
    return json.dumps(list_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
