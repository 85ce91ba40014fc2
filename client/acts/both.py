"""What became of a form of which somebody else changed something at the same time: what only they
changed stands in it now, and of what both changed, both texts are there to choose from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from client.acts.form import Answers, Choice, Field, Form, Several

Value = str | tuple[str, ...]
ALL_DIFFER: Final = 3
"""What it was, what stands now, and what was written."""


@dataclass(frozen=True, slots=True)
class Both:
    """A field that both changed: ``stands`` is what it has now, ``now`` the same in words, and
    ``yours`` what was written in the form.
    """

    name: str
    label: str
    stands: Value
    now: str
    yours: str


def changed_by_both(before: Form, fresh: Form, drafts: Answers) -> tuple[Both, ...]:
    """The fields that whoever writes changed since ``before``, and others to something else."""
    return tuple(
        Both(new.name, new.label, _initial(new), said(new, _initial(new)), said(new, draft))
        for old, new, draft in _fields(before, fresh, drafts)
        if len({_known(each) for each in (_initial(old), _initial(new), draft)}) == ALL_DIFFER
    )


def changed_by_others(before: Form, fresh: Form, drafts: Answers) -> Mapping[str, Value]:
    """What stands now in the fields that whoever writes left as they were."""
    return {
        new.name: _initial(new)
        for old, new, draft in _fields(before, fresh, drafts)
        if _known(draft) == _known(_initial(old)) != _known(_initial(new))
    }


def said(field: Field, value: Value) -> str:
    """``value`` as ``field`` shows it."""
    if isinstance(field, Choice | Several):
        values = value if isinstance(value, tuple) else (value,)
        value = ", ".join(o.short or o.label for o in field.options if o.value in values)
    return str(value).strip() or "nothing"


def _fields(before: Form, fresh: Form, drafts: Answers) -> Iterator[tuple[Field, Field, Value]]:
    old = {field.name: field for field in before.fields}
    for new in fresh.fields:
        if new.name in old and new.name in drafts.values:
            yield old[new.name], new, drafts.values[new.name]


def _initial(field: Field) -> Value:
    """What stands in ``field`` before anything is done; one of several is always chosen."""
    if isinstance(field, Choice) and field.options:
        values = [option.value for option in field.options]
        return field.initial if field.initial in values else values[0]
    return field.initial


def _known(value: Value) -> object:
    return frozenset(value) if isinstance(value, tuple) else value.strip()
