"""The keys of a protocol: what there is to choose, as a file names it, found from the models."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Any, get_args

from pydantic.fields import FieldInfo

from agenda.protocol import Protocol
from agenda.protocol.base import Frozen


@dataclass(frozen=True, slots=True)
class Key:
    """One key. ``path`` is its name with dots; of one in a list of tables, ``day.breaks.label``."""

    path: str
    owner: type[Frozen]
    field: FieldInfo

    @property
    def name(self) -> str:
        """Its last part, as it stands in its section."""
        return self.path.rpartition(".")[2]


def table_of(field: FieldInfo) -> type[Frozen] | None:
    """The model of the table, or of each table of the list, that the field holds, if it does."""
    for kind in (field.annotation, *get_args(field.annotation)):
        if isinstance(kind, type) and issubclass(kind, Frozen):
            return kind
    return None


def all_keys(model: type[Frozen] = Protocol, above: str = "") -> Iterator[Key]:
    """Every key that a file may give, in the order of the models; a list of tables is one too."""
    for name, field in model.model_fields.items():
        path, inner = f"{above}{name}", table_of(field)
        if inner is None or inner is not field.annotation:
            yield Key(path, model, field)
        if inner is not None:
            yield from all_keys(inner, f"{path}.")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a protocol chose: a key, its value, and whether the file gives it."""

    path: str
    value: Any
    given: bool


def choices(section: Frozen, above: str = "") -> Iterator[Choice]:
    """Every choice of a protocol, given or not."""
    for name in type(section).model_fields:
        value, given = getattr(section, name), name in section.model_fields_set
        if isinstance(value, Frozen):
            yield from choices(value, f"{above}{name}.")
        else:
            yield Choice(f"{above}{name}", value, given)


def written(value: Any) -> str:
    """``value`` as a file has it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case time():
            return f"{value:%H:%M:%S}"
        case tuple():
            return f"[{', '.join(map(written, value))}]"
        case Frozen():
            fields = ((n, getattr(value, n)) for n in type(value).model_fields)
            return f"{{ {', '.join(f'{n} = {written(v)}' for n, v in fields if v is not None)} }}"
        case None:
            return "none"
        case StrEnum():
            return _quoted(value.value)
        case _:
            return _quoted(str(value))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
