"""Makes a protocol of the text of its file, and says everything that is wrong with it at once.

Pure: the text is given. Only a server imports this; a laptop is handed the protocol.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process, utils

from agenda.protocol import Protocol
from agenda.protocol.base import Frozen
from agenda.protocol.keys import Choice, all_keys, choices, table_of
from agenda.protocol.places import Place, line_of, places
from agenda.text import clean

LARGEST: Final = 200_000
"""Characters of a file; what is longer is no protocol."""
SHOWN: Final = 60
"""Characters of a wrong value that a sentence repeats."""

EXPECTED: Final[Mapping[str, str]] = {
    "int": "a whole number",
    "bool": "true or false",
    "time": "a time like 09:30:00",
    "date": "a date like 2026-12-24",
    "tuple": "a list in [ ]",
    "model": "a table",
    "text": "text in quotes",
    "string": "text in quotes",
}
"""What pydantic's kinds of error ask for, by the first word of their names."""


_SHORT_TIME: Final = re.compile(r"=\s*(\d{1,2}):(\d{2})(?![\d:])")
_OUR_DAY: Final = re.compile(r"=\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_EXAMPLES: Final[Mapping[Any, str]] = {date: "2026-12-24", time: "09:30:00", bool: "true"}


@dataclass(frozen=True, slots=True)
class Root:
    """What a file is to be: its model, what people call it, and what to write instead of a key
    that it does not have, where that is known.
    """

    model: type[Frozen]
    what: str
    instead: Mapping[str, str] = field(default_factory=dict)


A_PROTOCOL: Final = Root(Protocol, "a protocol")


class NotAProtocol(ValueError):
    """``problems`` are sentences, in the order of the file."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_protocol(text: str) -> Protocol:
    """The protocol in the text of a TOML file. Raises NotAProtocol with all that is wrong."""
    if len(text) > LARGEST:
        raise NotAProtocol((f"A protocol has no more than {LARGEST} characters.",))
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotAProtocol((clean(not_toml(text, error)),)) from None
    return checked(raw, places(text))


def checked(raw: Any, where: Mapping[Place, int] | None = None) -> Protocol:
    """The protocol that ``raw`` gives; ``where`` has the lines. Raises NotAProtocol."""
    try:
        return Protocol.model_validate(raw)
    except ValidationError as error:
        raise NotAProtocol(sentences(error, where or {}, A_PROTOCOL)) from None


def sentences(error: ValidationError, lines: Mapping[Place, int], root: Root) -> tuple[str, ...]:
    """All that is wrong with a file, in its order, each with its line where that is known."""
    found = sorted(
        (line_of(each["loc"], lines) or 0, _said(each, root))
        for each in error.errors(include_url=False)
        if each["type"] != "is_instance_of"  # said once more by the type's own wording
    )
    return tuple(clean(f"line {line}: {said}" if line else said) for line, said in found)


def not_toml(text: str, error: Exception) -> str:
    """What to write instead, where it is a time or a day as people write them."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _SHORT_TIME.search(line):
            right = f"{int(found[1]):02}:{found[2]}:00"
            return f"line {number}: {found[1]}:{found[2]} is no time in TOML; write {right}."
        if found := _OUR_DAY.search(line):
            right = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
            return f"line {number}: {found[0].strip(' =')} is no day in TOML; write {right}."
    return f"This is not TOML: {error}."


def differences(protocol: Protocol, default: Protocol) -> Iterator[tuple[Choice, Choice]]:
    """Each choice of ``protocol`` that is another one in ``default``, with that."""
    for ours, theirs in zip(choices(protocol), choices(default), strict=True):
        if ours.value != theirs.value:
            yield ours, theirs


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Of ``known`` the one most like ``word``, if any is like it at all."""
    found = process.extractOne(
        word, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=55
    )
    return None if found is None else str(found[0])


def nearest_key(place: Place, root: type[Frozen] = Protocol) -> str | None:
    """The known key most like an unknown one: of its own section, else of any."""
    *around, last = (str(part) for part in place if isinstance(part, str))
    section = ".".join(around)
    paths = dict.fromkeys(_every_path(root))
    own = {p.rpartition(".")[2]: p for p in paths if p.rpartition(".")[0] == section}
    others = {p.rpartition(".")[2]: p for p in reversed(paths)}
    for names in (own, others):
        if (found := nearest(last, names)) is not None:
            return names[found]
    return None


def _every_path(root: type[Frozen]) -> Iterator[str]:
    """Keys and sections."""
    yield from (name for name, field in root.model_fields.items() if table_of(field))
    yield from (key.path for key in all_keys(root))


def _said(error: ErrorDetails, root: Root) -> str:
    """One sentence for one thing that is wrong, as somebody who wrote the file would say it."""
    place, given = tuple(part for part in error["loc"] if _is_key(part)), error["input"]
    key, context = _key(place), error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            near = nearest_key(place, root.model)
            hint = f"the nearest that there is: {near}" if near else "leave it out"
            hint = root.instead.get(str(place[-1]), hint)
            return f"{key} is no key of {root.what}; {hint}."
        case "missing":
            return f"{key} is missing{_to_write(str(place[-1]), _field(place, root.model))}."
        case "value_error":
            said = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
            return f"{key}: {said}." if key else f"{said}."
        case "enum":
            near = nearest(str(given), _values(place, root.model))
            hint = f", perhaps {near}" if near else ""
            return f"{key} is {_shown(given)}, and has to be {context['expected']}{hint}."
        case "greater_than_equal" | "less_than_equal":
            lowest, highest = _range(place, root.model)
            return f"{key} is {_shown(given)}, and has to be from {lowest} to {highest}."
        case "too_long":
            return f"{key} has {context['actual_length']}, and at most {context['max_length']} fit."
        case "string_pattern_mismatch":
            return f"{key} is {_shown(given)}; write small letters, digits and hyphens."
        case kind if (needed := EXPECTED.get(kind.partition("_")[0])) is not None:
            return f"{key} is {_shown(given)}, and has to be {needed}."
        case _:
            return f"{key} is {_shown(given)}: {str(error['msg']).rstrip('.')}."


def _is_key(part: str | int) -> bool:
    """Not a name by which pydantic tells apart the types that a value could have."""
    return isinstance(part, int) or part.replace("_", "").replace("-", "").isalnum()


def _key(place: Place) -> str:
    """``day.breaks, number 2: label``: lists are counted from 1."""
    said = ""
    for part in place:
        if isinstance(part, int):
            said += f", number {part + 1}"
        else:
            said += f": {part}" if "number" in said.rpartition(",")[2] else f".{part}"
    return said.removeprefix(".")


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _field(place: Place, root: type[Frozen]) -> Any:
    """The field of the models under ``root`` that ``place`` names."""
    model: type[Frozen] | None = root
    field = None
    for part in place:
        if isinstance(part, str) and model is not None:
            field = model.model_fields[part]
            model = table_of(field)
    return field


def _to_write(name: str, missing: Any) -> str:
    """An example of what is missing."""
    if table_of(missing) is not None:
        return f"; write a table [[{name}]] for each"
    example = _EXAMPLES.get(missing.annotation, '"…"')
    return f"; write {name} = {example}"


def _values(place: Place, root: type[Frozen]) -> tuple[str, ...]:
    field = _field(place, root)
    kinds = (field.annotation, *get_args(field.annotation))
    return tuple(str(v.value) for kind in kinds if hasattr(kind, "__members__") for v in kind)


def _range(place: Place, root: type[Frozen]) -> tuple[int, int]:
    bounds = {
        k: v
        for m in _metadata(place, root)
        for k in ("ge", "le")
        if (v := getattr(m, k, None)) is not None
    }
    return bounds["ge"], bounds["le"]


def _metadata(place: Place, root: type[Frozen]) -> Iterator[Any]:
    field = _field(place, root)
    yield from field.metadata
    for kind in get_args(field.annotation):
        for each in getattr(kind, "__metadata__", ()):
            yield from getattr(each, "metadata", (each,))
