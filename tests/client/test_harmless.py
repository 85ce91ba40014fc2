"""What is painted is what was typed, and nothing that a terminal could act on."""

import json
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from agenda.text import MOST_COMBINING, is_visible
from client.widgets.harmless import harmless
from meeting.commands import AnyCommand
from meeting.values import Command
from meeting.wire import CommandMessage, parse_to_server
from meeting.words import clean
from tests.client.hostile import ACTS, HIDES, MARKUP, Enemy, text_fields, told
from tests.meeting.generated import ALL_COMMANDS, example_of

WITH_TEXT = tuple(kind for kind in ALL_COMMANDS if text_fields(kind))
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize("hostile", [*ACTS, HIDES])
def test_what_a_terminal_acts_on_is_not_painted(hostile: str) -> None:
    painted = harmless(f"before{hostile}after")
    assert all(is_visible(char) for char in painted)
    assert painted.startswith("before")
    assert painted.endswith("after")


@pytest.mark.parametrize("words", MARKUP)
def test_markup_is_no_more_than_words(words: str) -> None:
    assert harmless(words) == words


def test_marks_do_not_pile_up_over_the_lines_around() -> None:
    assert harmless("a" + "\u0301" * 10_000 + "b") == "a" + "\u0301" * MOST_COMBINING + "b"


@settings(derandomize=True, deadline=None, max_examples=300)
@given(ANY_TEXT)
def test_what_was_cleaned_where_it_entered_is_painted_as_it_is(text: str) -> None:
    assert harmless(clean(text)) == clean(text)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(ANY_TEXT)
def test_it_takes_as_many_cells_as_textual_counted(text: str) -> None:
    singly = sum(cell_len(char) for char in text)
    assert sum(cell_len(char) for char in harmless(text)) == singly
    harmless(text).encode()


@pytest.mark.parametrize("kind", WITH_TEXT, ids=lambda kind: str(kind.__name__))
def test_hostile_words_in_a_command_are_words_at_the_server(kind: type[Command]) -> None:
    """Each field that carries text, found from the models. Half of a pair is no JSON to it."""
    body, enemy = example_of(kind).model_dump(mode="json"), Enemy()
    paths = sorted(text_fields(kind))
    for path in paths:
        body = told(body, path, lambda words: enemy(words)[:500].replace("\ud800", ""))
    frame = json.dumps({"kind": "command", "id": "0" * 32, "command": body})
    message = parse_to_server(frame)
    assert isinstance(message, CommandMessage)
    read = json.dumps(message.command.model_dump(mode="json"), ensure_ascii=False)
    assert enemy.told >= len(paths)
    assert all(is_visible(char) for char in read)


def test_commands_with_text_are_found() -> None:
    assert {"ShareInformation", "VolunteerAction"} <= {kind.__name__ for kind in WITH_TEXT}
    assert set(WITH_TEXT) <= set(get_args(get_args(AnyCommand)[0]))
