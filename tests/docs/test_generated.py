"""What is made from the code is what stands in the files, and what they say can be followed."""

import json
import re
from hashlib import sha256

import pytest

from meeting.case.actions import COMMITTED, SETTLED, Standing
from meeting.commands import ALLOWED, GIVEN_BY
from meeting.state import events_of
from meeting.streams import Kind
from meeting.wire import TO_CLIENT, schema
from meeting.words import REFUSALS
from tests.docs import example
from tests.docs.fields import kind_of
from tests.docs.files import ROOT, text
from tests.docs.generate import DOCUMENTS
from tests.docs.life import lived
from tests.docs.plan_page import SECTIONS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_generated_document_is_current(name: str) -> None:
    stands = text(ROOT / name) if (ROOT / name).exists() else ""
    assert stands == DOCUMENTS[name](), f"{name} is stale: run python -m tests.docs.generate"


def test_every_command_event_and_refusal_is_in_the_documents() -> None:
    wire, tables = text(ROOT / "docs/wire.md"), text(ROOT / "docs/tables.md")
    for command in GIVEN_BY:
        assert f"| `{kind_of(command)}` |" in wire
        assert f"| `{kind_of(command)}` |" in tables
    for kind in Kind:
        assert all(
            f"| `{event.model_fields['kind'].default}` |" in wire for event in events_of(kind)
        )
    assert all(f"| `{code}` |" in tables for code in REFUSALS)


def test_every_field_of_a_plan_is_in_the_documents_with_what_it_means() -> None:
    sections = text(ROOT / "docs/plan.md").split("\n## ")[1:]
    for (title, model), section in zip(SECTIONS, sections, strict=True):
        assert section.startswith(f"{title}\n")
        for name in model.model_fields:
            (row,) = re.findall(rf"^\| `{name}` \| .+$", section, re.MULTILINE)
            assert all(cell.strip() for cell in row.split("|")[1:-1])


def test_every_command_has_a_row_in_both_tables() -> None:
    kinds = set(
        schema()["$defs"]["CommandMessage"]["properties"]["command"]["discriminator"]["mapping"]
    )
    assert {kind_of(command) for command in GIVEN_BY} == kinds
    assert {kind_of(command) for command in ALLOWED} == kinds


def test_the_example_of_the_chain_can_be_followed_without_our_code() -> None:
    said = text(ROOT / "docs/wire.md")
    block = said.split("```text\n")[1].split("```")[0]
    (_, genesis), *heads = re.findall(r"^(\d+)  ([0-9a-f]{64})$", block, re.MULTILINE)
    bodies = re.findall(r"^\{.*\}$", block, re.MULTILINE)
    before = sha256(f"marac-live/1\n{example.MEETING}\nroom".encode()).digest()
    assert before.hex() == genesis
    for body, (_, written) in zip(bodies, heads, strict=True):
        facts = json.loads(body)
        assert body == json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        before = sha256(before + body.encode()).digest()
        assert before.hex() == written


def test_the_schema_has_every_field_of_an_event_as_it_is_written() -> None:
    described = schema()["$defs"]["Written"]
    for body in example.bodies():
        assert set(json.loads(body)) == set(described["properties"]) == set(described["required"])


def test_a_frame_of_the_example_is_understood() -> None:
    frame = {
        "kind": "events",
        "time": "2026-11-24T09:00:00.000Z",
        "parts": [{"stream": "room", "first": 1, "events": [*map(json.loads, example.bodies())]}],
    }
    assert TO_CLIENT.validate_python(frame).kind == "events"


def test_an_action_reaches_every_standing_and_leaves_none_that_is_settled() -> None:
    """ACT-1, ACT-5, ACT-6, ACT-13: the life of an action, as the rules let it be lived."""
    steps = lived().arrows
    assert {step.after for step in steps} == set(Standing)
    on = {step.before for step in steps if step.after is not Standing.STRUCK}
    assert not on & SETTLED


def test_only_offering_or_taking_up_or_its_own_word_makes_an_action_an_agencys_own() -> None:
    """ACT-1, ACT-5: nothing else leads from outside into what an agency is committed to."""
    entering = {
        s.command for s in lived().arrows if s.after in COMMITTED and s.before not in COMMITTED
    }
    assert entering == {
        "volunteer_action",
        "take_up_suggestion",
        "confirm_action",
        "witness_confirmation",
        # Its own, offered before another owner changed it and left.
        "join_action",
        # From stopped as unsafe, where it was some agency's own before.
        "change_action",
        "judge_action",
        "keep_action",
    }
