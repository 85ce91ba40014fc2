"""What an enemy would write, put into every text of every event: uncleaned, as an old record or a
server that is not ours could hold it.

Which fields carry text is found from the models, never listed by hand.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, AwareDatetime, BaseModel

from meeting.case.hearing import LateCaseAsked
from meeting.chain import MODEL_VERSION, read
from meeting.state import AnyEvent, Recorded, State, events_of, fold
from meeting.streams import PARTS, Kind, Stream, case_stream
from meeting.values import Event, instant_text
from meeting.words import Name, OptionalWords, Statement, Words
from tests.given import DAY, OPENING, Given

VALIDATORS: Final = frozenset(get_args(text)[1] for text in (Name, Words, OptionalWords, Statement))
"""What every type of text goes through, and nothing else does."""

Tell = Callable[[str], str]
"""What is to stand in a field instead of what stood there."""


def is_text(annotation: Any, metadata: tuple[object, ...] = ()) -> bool:
    """Whether a field of this type, or what it is a list of, may hold any words at all."""
    if annotation is str:
        reads = any(isinstance(each, AfterValidator) for each in metadata if each not in VALIDATORS)
        return not reads and (not metadata or not VALIDATORS.isdisjoint(metadata))
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return is_text(inner, tuple(more))
    if origin is Union or origin is UnionType:
        return any(is_text(each, metadata) for each in get_args(annotation))
    return origin is not Literal and any(is_text(each) for each in get_args(annotation))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a field of this type holds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in get_args(annotation):
        yield from models_in(each)


def text_fields(model: type[BaseModel]) -> frozenset[tuple[str, ...]]:
    """Every field of ``model`` that carries text, as the path that leads to it."""
    found: set[tuple[str, ...]] = set()
    for name, field in model.model_fields.items():
        if name != "kind" and is_text(field.annotation, tuple(field.metadata)):
            found.add((name,))
        for inner in models_in(field.annotation):
            found |= {(name, *path) for path in text_fields(inner)}
    return frozenset(found)


def told(value: Any, path: tuple[str, ...], tell: Tell) -> Any:
    """``value``, as JSON, with other words at the end of ``path``."""
    if isinstance(value, list):
        return [told(each, path, tell) for each in value]
    if path:
        inner = value and value.get(path[0])
        return value and {**value, path[0]: told(inner, path[1:], tell)}
    if isinstance(value, dict):
        return {key: tell(str(each)) for key, each in value.items()}
    return tell(str(value or ""))


def retold(event: AnyEvent, tell: Tell) -> AnyEvent:
    """``event`` with other words in each of its texts, read as from a journal."""
    body = event.model_dump(mode="json")
    for path in sorted(text_fields(type(event))):
        body = told(body, path, tell)
    recorded = {"v": MODEL_VERSION, "at": instant_text(OPENING), "by": "chair", "event": body}
    return read(recorded).event


def everything_retold(given: Given, tell: Tell) -> Given:
    """All that happened, in the words of ``tell``."""
    state, journal = State(), []
    for stream, recorded in given.journal:
        other = recorded.model_copy(update={"event": retold(recorded.event, tell)})
        state = fold(state, stream, other)
        journal.append((stream, other))
    return replace(given, state=state, journal=tuple(journal))


# What has not happened in a room that a test has: an event of its kind all the same

IDS: Final = {
    "person": "probation",
    "agency": "probation",
    "to": "probation",
    "information": "i1",
    "risk": "r1",
    "action": "a1",
    "offer": "a1",
    "subject": "victim",
    "item": "99",
    # No case of today has the id of an earlier one: nobody would be compared with it any more.
    "earlier": "a-case-of-before",
}


def example(model: type[BaseModel]) -> dict[str, Any]:
    """Plausible values for what ``model`` asks for."""
    return {
        name: _value(name, field.annotation)
        for name, field in model.model_fields.items()
        if field.is_required()
    }


def _value(name: str, annotation: Any) -> Any:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _value(name, get_args(annotation)[0])
    if origin in {tuple, frozenset}:
        return ()
    if origin is not None:
        return _value(name, next(a for a in get_args(annotation) if a is not type(None)))
    if issubclass(annotation, Enum):
        return next(iter(annotation))
    if issubclass(annotation, BaseModel):
        return example(annotation)
    plain: dict[type, Any] = {bool: False, int: 1, AwareDatetime: OPENING, date: DAY}
    return plain.get(annotation, IDS.get(name, "ash"))


ABOUT: Final = {"case": "ash", "person": "probation", "agency": "housing"}
STREAMS: Final = {
    kind: Stream(kind, **{part: ABOUT[part] for part in PARTS[kind]}) for kind in Kind
}
"""A stream of each kind."""


def with_text() -> dict[type[Event], frozenset[tuple[str, ...]]]:
    """Every kind of event that carries text, with its fields that do."""
    kinds = [kind for stream in Kind for kind in events_of(stream)]
    return {kind: fields for kind in kinds if (fields := text_fields(kind))}


def never_happened(given: Given) -> Iterator[tuple[Stream, Recorded]]:
    """An event of every kind with text that the journal of ``given`` has none of."""
    happened = {type(recorded.event) for _, recorded in given.journal}
    for kind, stream in STREAMS.items():
        for event in events_of(kind):
            if event not in happened and text_fields(event):
                made = event.model_validate(example(event))
                recorded = {"at": given.now, "by": "probation", "event": made}
                # What is on the agenda was never asked for late: nobody would read it any more.
                where = case_stream("yew") if event is LateCaseAsked else stream
                yield where, Recorded.model_validate(recorded)


def completed(given: Given) -> Given:
    """``given``, and then one of everything with text that never happened in it."""
    state, journal = given.state, list(given.journal)
    for stream, recorded in never_happened(given):
        state = fold(state, stream, recorded)
        journal.append((stream, recorded))
    return replace(given, state=state, journal=tuple(journal))


MARKUP: Final = ("[@click=app.quit]x[/]", "[/b]", "[TODO]")
"""What is no more than words, and is shown whole."""
ACTS: Final = (
    "\x1b]52;c;aGk=\x07",  # the clipboard
    "\x1b]0;owned\x07",  # the title
    "\x1b[8;1;1t\x1b[3;0;0t",  # the window
    "\x1b[6n\x1b[c\x1b[21t\x05",  # what the terminal answers as if it were typed
    "\x1b[2J\x1bc\x1b(0\x1bP1$r\x1b\\",
    "\x9b31m\x9d0;owned\x9c\x90q\x9c",  # the same in C1
    "\x1b]8;;https://northvale.example\x07here\x1b]8;;\x07",
    "\x00\x07\x08\x0b\x0e\x7f\x85",
)
HIDES: Final = (
    "\u202eevil\u2066\u200b\u200d\ufeff\u3164\u2800\ufe0f\U000e0041\ud800\ue000\uffff\u2028"
)
MOST_MARKS: Final = 10_000


class Enemy:
    """Tells everything in hostile words: each time some of them, in turn, and the markup always."""

    def __init__(self) -> None:
        self.told = 0

    def __call__(self, _: str) -> str:
        """The next words."""
        self.told += 1
        act = ACTS[self.told % len(ACTS)]
        marks = "\u0301" * (MOST_MARKS if self.told % 100 == 0 else 20)
        markup = MARKUP[self.told % len(MARKUP)]
        return f"{markup} w{self.told}{act}{HIDES} a{marks}"
