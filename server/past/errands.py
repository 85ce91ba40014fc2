"""The errands of the past by name, and the answer whether two cases are about the same people."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from server.audit import What
from server.errors import StoreError
from server.past.actions import list_outstanding, settle
from server.past.desk import Asker, Facts, PastDesk
from server.past.expiring import expiring
from server.past.repeats import repeats
from server.past.words import Said
from server.sealed import OTHER_VERSION

YES_OR_NO: Final = {"yes": True, "no": False}

NOT_HEARD: Final = (
    "{case!r} is no case that you may look at and that was heard: name that one first, as "
    "MEETING/NUMBER, of a meeting whose list is approved. Two cases of one draft cannot be named."
)
NOT_TO_BE_SEEN: Final = (
    "{case!r} is no case that you may look at: name the later one second, as MEETING/NUMBER, with "
    "the number that it has on the list of its meeting or draft."
)


def same(desk: PastDesk, facts: Facts) -> Iterator[str]:
    """Somebody has looked: from now on it is certain (AG-7). Raises StoreError."""
    asker = desk.asker(facts)
    first, second = facts.get("first", ""), facts.get("second", "")
    earlier, later = _held_key(asker, first), _held_key(asker, second) or _key(desk, asker, second)
    if earlier is None:
        raise StoreError(NOT_HEARD.format(case=first[:60]))
    if later is None:
        raise StoreError(NOT_TO_BE_SEEN.format(case=second[:60]))
    answer = YES_OR_NO.get(facts.get("third", ""))
    if answer is None:
        raise StoreError("Say yes or no: whether they are about the same people.")
    office, now = desk.store.office, desk.store.clock.now()
    desk.store.audit.act(What.SAME_PEOPLE, person=asker.person)
    office.held.answer(earlier, later, same=answer, by=asker.person, now=now)
    yield f"{first} and {second} are about {'the same' if answer else 'other'} people."


def _held_key(asker: Asker, name: str) -> str | None:
    return next((case.key for case in asker.held if case.name == name), None)


def _key(desk: PastDesk, asker: Asker, name: str) -> str | None:
    """The key of a case that is to be heard, if the asker may process it."""
    meeting, _, number = name.partition("/")
    if not meeting or not number:
        return None
    cases = desk.hearings(meeting, asker.person).cases
    return next((c.new.key for c in cases if c.name == name and c.may_process), None)


ERRANDS: Final[Mapping[str, Callable[[PastDesk, Facts], Iterator[Said]]]] = {
    "expiring": expiring,
    "repeats": repeats,
    "outstanding": list_outstanding,
    "settle": settle,
    "same": same,
}


def run(desk: PastDesk, errand: str, facts: Facts) -> str:
    """What there is to print after ``errand``. Raises StoreError."""
    if errand not in ERRANDS:
        raise StoreError(OTHER_VERSION)
    return "\n".join(map(str, ERRANDS[errand](desk, facts)))
