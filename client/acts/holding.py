"""Whose words a form holds: where they are struck, the form goes, or what it offers (CASE-5)."""

from collections.abc import Iterable, Iterator

from client.acts.form import Form, Words
from meeting.case.hearing import Case
from meeting.values import EntryId


def held_by(form: Form, cases: Iterable[Case]) -> frozenset[EntryId]:
    """What was typed into ``cases`` and is quoted by ``form``, above its fields or in them."""
    words = " ".join((form.title, form.reading, *_above(form), *_written(form)))
    quoted = {entry for case in cases for entry, text in _texts(case) if text in words}
    return form.entries | quoted


def _above(form: Form) -> Iterator[str]:
    for said in form.said:
        for line in said.lines:
            yield "".join(piece.text for piece in (*line.left, *line.right))


def _written(form: Form) -> Iterator[str]:
    return (field.initial for field in form.fields if isinstance(field, Words))


def _texts(case: Case) -> Iterator[tuple[EntryId, str]]:
    yield from ((each, point.text) for each, point in case.heard.points.items())
    yield from ((each, late.text) for each, late in case.late_offers.items())
    yield from ((each, risk.text) for each, risk in case.risks.named.items())
    yield from ((each, action.wording.text) for each, action in case.plan.actions.items())
