"""``docs/protocol.md``: every key of a protocol, from the models and the words in them."""

import ast
import inspect
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Any, Final, get_args

from agenda.deadlines.rule import Rule
from agenda.protocol import Protocol, StageSeconds
from agenda.protocol.base import Frozen
from agenda.protocol.keys import table_of, written
from tests.docs.fields import fields
from tests.docs.markdown import GENERATED, code, meaning, page, table

HEAD: Final = """\
# The local protocol

Every area runs its MARAC by a protocol of its own. It is a file in TOML, and a plan names it:

```toml
protocol = "luton"        # one that comes with the program
protocol = "ours.toml"    # or a file that lies beside the plan
```

or has the same keys in a table `[protocol]` of its own. `marac-server protocol list` names those
that come with the program, `protocol show NAME` prints every choice of one and marks what is a
default, and `protocol check FILE` says everything that is wrong with a file, or else what it
chooses differently from `safelives`. None of them needs a store.

Start with an empty file, or with a copy of one in `server/shipped/`, and write down only what
your own protocol says: what is left out is the default. Agencies go by the ids that your plans
give them. A deadline is written as [people say it](deadlines.md). A meeting carries its protocol
in its own record: a file that is changed later changes no meeting that was arranged before."""


def protocol_page() -> str:
    """The page."""
    definitions = Protocol.model_json_schema()["$defs"]
    definitions["Protocol"] = Protocol.model_json_schema()
    return page(GENERATED, HEAD, *_sections(Protocol, "", definitions), *_values())


def _sections(model: type[Frozen], path: str, definitions: dict[str, Any]) -> Iterator[str]:
    """The section of ``model``, and then those within it."""
    inner = {name: kind for name, f in model.model_fields.items() if (kind := table_of(f))}
    plain = {name for name, kind in inner.items() if kind is model.model_fields[name].annotation}
    if path:
        yield f"## `[{path}]`"
        yield meaning(model)
    said, typed = said_of(model), dict(fields(model, definitions, frozenset()))
    yield table(
        ("key", "what", "default", "meaning"),
        (
            (code(name), _what(name, model, typed), _default(model, name), said[name])
            for name in model.model_fields
            if name not in plain
        ),
    )
    for name, kind in inner.items():
        within = f"{path}.{name}" if path else name
        yield from _sections(kind, within if name in plain else f"[{within}]", definitions)


def _what(name: str, model: type[Frozen], typed: dict[str, str]) -> str:
    annotation = model.model_fields[name].annotation
    if Rule in {annotation, *get_args(annotation)}:
        return "[rule](deadlines.md)"
    said = typed[name].removesuffix(" (may be left out)").removesuffix(" or null")
    for anchor in ("](#breakrule)", "](#sectionrule)", "](#standingduty)", "](#prompt)"):
        if anchor in said:
            return "list of tables"
    return said


def _default(model: type[Frozen], name: str) -> str:
    field = model.model_fields[name]
    if field.is_required():
        return "needed"
    if field.default is None:
        return "its share" if model is StageSeconds else "none"
    if name in {"text", "prompts"}:
        return "our own wording"
    return code(written(field.default))


def _values() -> Iterator[str]:
    """The words that can be chosen from."""
    for kind in _enums(Protocol):
        yield f"### {kind.__name__}"
        yield meaning(kind)
        words = said_of(kind)
        yield table(("value", "meaning"), ((code(v.value), words.get(v.name, "")) for v in kind))


@cache
def _enums(model: type[Frozen]) -> tuple[type[StrEnum], ...]:
    found: dict[type[StrEnum], None] = {}
    for field in model.model_fields.values():
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, StrEnum):
                found[kind] = None
        if (inner := table_of(field)) is not None:
            found |= dict.fromkeys(_enums(inner))
    return tuple(sorted(found, key=lambda kind: kind.__name__))


@cache
def said_of(model: type) -> dict[str, str]:
    """The docstring under each field or value of ``model``, on one line."""
    (body,) = (n for n in ast.parse(inspect.getsource(model)).body if isinstance(n, ast.ClassDef))
    said: dict[str, str] = {}
    for before, after in zip(body.body, body.body[1:], strict=False):
        match before, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(words))),
            ):
                said[name] = " ".join(words.replace("``", "`").split())
            case _:
                pass
    return said
