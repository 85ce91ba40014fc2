"""The fields of the wire's models in words, from the models and their JSON Schema."""

from collections.abc import Iterator
from typing import Any, Final, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from agenda.protocol import IDENTIFIER
from meeting.words import Name, OptionalWords, Statement, Words
from tests.docs.markdown import code, meaning, table

TYPED: Final = {
    "name": Name,
    "words": Words,
    "words or empty": OptionalWords,
    "statement": Statement,
}
"""What people type is checked by a validator, which a JSON Schema does not show."""
VALIDATORS: Final = {get_args(text)[1]: name for name, text in TYPED.items()}
PATTERNS: Final = {
    IDENTIFIER: "identifier",
    "^[0-9a-f]{64}$": "digest",
    "^[0-9a-f]{32}$": "message id",
    "^[A-Za-z0-9_-]{22,86}$": "secret",
}
FORMATS: Final = {"date-time": "instant", "date": "date", "time": "time of day"}


def longest(text: Any) -> int:
    """How many characters a text of this type may have."""
    try:
        TypeAdapter(text).validate_python("x" * 100_000)
    except ValidationError as error:
        return int(error.errors()[0]["ctx"]["longest"])
    raise AssertionError("a text without a limit")


def kind_of(model: type[BaseModel]) -> str:
    """The name that the model has on the wire."""
    return str(model.model_fields["kind"].default)


def fields(
    model: type[BaseModel], definitions: dict[str, Any], leave_out: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Each field of ``model`` with what stands in it."""
    properties = definitions[model.__name__]["properties"]
    for name, field in model.model_fields.items():
        if name in leave_out:
            continue
        text = next(
            (said for m in field.metadata for v, said in VALIDATORS.items() if m == v), None
        )
        words = text or words_for(properties[name])
        yield name, words if field.is_required() else f"{words} (may be left out)"


def in_one_cell(
    model: type[BaseModel], definitions: dict[str, Any], leave_out: frozenset[str]
) -> str:
    """All fields of ``model`` for one cell of a table; ``kind`` and ``leave_out`` apart."""
    left = leave_out | {"kind"}
    return "; ".join(f"{code(name)} {what}" for name, what in fields(model, definitions, left))


def models_table(
    head: str,
    models: tuple[type[BaseModel], ...],
    definitions: dict[str, Any],
    leave_out: frozenset[str] = frozenset(),
) -> str:
    """A table of ``models``: their names on the wire, fields and meanings."""
    return table(
        (head, "fields", "meaning"),
        (
            (
                code(kind_of(model)),
                in_one_cell(model, definitions, leave_out),
                meaning(model).replace(" is None ", " is `null` "),
            )
            for model in models
        ),
    )


def words_for(schema: dict[str, Any]) -> str:
    """A JSON Schema in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "oneOf" in schema:
        is_command = "attend" in schema["discriminator"]["mapping"]
        return "one of the [commands](#commands)" if is_command else "one of the [events](#events)"
    if "anyOf" in schema:
        return " or ".join(words_for(option) for option in schema["anyOf"])
    if "const" in schema:
        return code(schema["const"])
    return _plain(schema)


def _plain(schema: dict[str, Any]) -> str:
    match schema.get("type"):
        case "array" if "prefixItems" in schema:
            return f"[{', '.join(words_for(item) for item in schema['prefixItems'])}]"
        case "array":
            most = f"at most {schema['maxItems']} " if "maxItems" in schema else ""
            return f"list of {most}{words_for(schema['items'])}"
        case "object" if isinstance(schema.get("additionalProperties"), dict):
            return f"object of {words_for(schema['additionalProperties'])} by name"
        case "object":
            return "object"
        case "string" if "maxLength" in schema and "minLength" in schema:
            return f"text of up to {schema['maxLength']} characters"
        case "string":
            return PATTERNS.get(
                schema.get("pattern", ""), FORMATS.get(schema.get("format", ""), "text")
            )
        case "integer" if "minimum" in schema:
            return f"whole number from {schema['minimum']} to {schema['maximum']}"
        case "integer":
            return "whole number"
        case "boolean":
            return "true or false"
        case other:
            return str(other)
