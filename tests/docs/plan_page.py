"""``docs/plan.md``: every field of a plan, from the models and the words in them."""

from collections.abc import Iterator
from typing import Any, Final

from agenda.plan import Agency, ExpectedPerson, MeetingPlan, Party, PartyKind, PlannedCase, Role
from agenda.protocol import Restriction
from agenda.protocol.base import Frozen
from agenda.protocol.keys import table_of, written
from tests.docs.fields import fields
from tests.docs.markdown import GENERATED, code, meaning, page, table
from tests.docs.protocol_page import said_of

EXAMPLE: Final = """\
id = "northvale-november"
area = "Northvale"
day = 2026-11-24
starts = 09:30:00                     # hours, minutes and seconds
protocol = "safelives"

[[agencies]]
id = "police"
name = "Police"
[[agencies]]
id = "coordination"
name = "MARAC coordination"
[[agencies]]
id = "midwifery"
name = "Midwifery"

[[people]]
id = "chair"
name = "Petra Oakes"
agency = "police"
role = "chair"
[[people]]
id = "minutes"
name = "Idris Fenn"
agency = "coordination"
role = "minute_taker"
coordinator = true                    # the coordinator of this MARAC, whatever else they are
[[people]]
id = "guest"
name = "Ness Calder"
agency = "midwifery"
role = "guest"
for_case = 1                          # the number of their one case

[[cases]]
referred_by = "police"
summary = "Two assaults in five weeks."
safe_contact = "Ring before ten in the morning."
[[cases.parties]]
id = "victim"
kind = "victim"
name = "Marigold Ashby"
"""
HEAD: Final = f"""\
# The plan of a meeting

A file in TOML, which `marac-server arrange` makes a meeting of, and `marac-server agenda new` a
draft. Texts stand in quotes, a time has its seconds (`17:00:00`), a day begins with its year
(`2026-11-24`). Whatever is wrong with a plan is said at once, before anything is made. A plan
without a word too many:

```toml
{EXAMPLE}```

What is arranged is corrected where it stands: `marac-server people` adds, renames and moves people
and gives the post of coordinator or takes it, whatever a draft of before says. A case that is wrong
needs a plan under another id."""
SECTIONS: Final[tuple[tuple[str, type[Frozen]], ...]] = (
    ("The plan itself", MeetingPlan),
    ("`[[agencies]]`", Agency),
    ("`[[people]]`", ExpectedPerson),
    ("`[[cases]]`", PlannedCase),
    ("`[[cases.parties]]`", Party),
)
FILLED: Final = {
    (MeetingPlan, "starts"): "the protocol's",
    (MeetingPlan, "id"): "needed; of a restricted sitting a random one",
    (MeetingPlan, "protocol"): code("safelives"),
    (PlannedCase, "id"): "a random one",
}
"""What stands there where the file has nothing, and the models do not say so."""
WHAT: Final = {
    (MeetingPlan, "protocol"): "[name, file or table](protocol.md)",
    (ExpectedPerson, "for_case"): "whole number, or identifier",
}


def plan_page() -> str:
    """The page."""
    definitions = MeetingPlan.model_json_schema()["$defs"]
    definitions["MeetingPlan"] = MeetingPlan.model_json_schema()
    return page(GENERATED, HEAD, *_sections(definitions), *_values())


def _sections(definitions: dict[str, Any]) -> Iterator[str]:
    for title, model in SECTIONS:
        yield f"## {title}"
        yield meaning(model)
        said, typed = said_of(model), dict(fields(model, definitions, frozenset()))
        yield table(
            ("field", "what", "where it is left out", "meaning"),
            (
                (code(name), _what(model, name, typed), _default(model, name), said[name])
                for name in model.model_fields
            ),
        )


def _what(model: type[Frozen], name: str, typed: dict[str, str]) -> str:
    if (model, name) in WHAT:
        return WHAT[model, name]
    field = model.model_fields[name]
    if table_of(field) is not None:
        return "list of tables"
    return typed[name].removesuffix(" (may be left out)").removesuffix(" or null")


def _default(model: type[Frozen], name: str) -> str:
    field = model.model_fields[name]
    if (model, name) in FILLED:
        return FILLED[model, name]
    if field.is_required():
        return "needed"
    return "none" if field.default is None else code(written(field.default))


def _values() -> Iterator[str]:
    """The words that can be chosen from."""
    for kind in (Role, PartyKind, Restriction):
        yield f"### {kind.__name__}"
        yield meaning(kind)
        words = said_of(kind)
        yield table(("value", "meaning"), ((code(v.value), words.get(v.name, "")) for v in kind))
