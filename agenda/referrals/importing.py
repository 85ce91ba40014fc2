"""A file is imported into a draft: what becomes of each of its cases, and the draft after it.

Pure. Whoever may be a party of a case is stopped before a word of it is shown to them; somebody
else imports the same file for it (CON-3, CON-6). What the draft has already is not taken twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from agenda.draft import Draft, Received, Standing, is_set_aside
from agenda.likeness import Described, compared_parties
from agenda.matching import likeness
from agenda.months import is_within
from agenda.past.known import Past
from agenda.past.processing import minutes_are_old, open_to
from agenda.past.repeats import NewCase, What
from agenda.past.repeats import found as heard_before
from agenda.past.sameness import Relation, Sure, related
from agenda.protocol import Criterion
from agenda.referral import OriginalRow, Referral
from agenda.referrals.reading import ReadCase
from agenda.referrals.remarks import Place, Remark

MOST_CASES: Final = 200
"""Of one draft: the largest day that is known has twenty-seven."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What came in before, for the meeting on ``day``."""

    received: Received
    day: date


@dataclass(frozen=True, slots=True)
class Taken:
    """A case that can be taken, where it goes, and what to look at in it."""

    case: ReadCase
    received: Received
    doubts: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """What a file comes to for whoever imports it. What is ``withheld`` from them is counted, and
    is in nothing else but ``waiting``, which goes into the draft unseen.
    """

    taken: tuple[Taken, ...] = ()
    refused: tuple[ReadCase, ...] = ()
    waiting: tuple[Received, ...] = ()
    withheld: int = 0
    already: int = 0
    twice: tuple[tuple[int, int], ...] = ()
    """A row that says the same as an earlier one of its file, and that one: taken once."""


@dataclass(frozen=True, slots=True)
class Importer:
    """Whoever imports: everybody on whose behalf, by id, as they are compared; and when. All the
    ``coordinators`` are compared too, since what comes in is theirs to process from then on.
    """

    by: Mapping[str, Described]
    at: datetime
    coordinators: Mapping[str, Described] = field(default_factory=dict)

    @property
    def coordinates(self) -> bool:
        """Whether it is nobody's stand-in who imports."""
        return self.coordinators.keys() >= self.by.keys()

    def may_hear_of(self, received: Received) -> bool:
        """Whether a remark may be made of it. Nobody hears of a case that they may be a party of,
        or were stopped before (CON-3, CON-6); a stand-in hears of what they processed themselves,
        and of nothing that is set aside (RES-2).
        """
        if received.closed_to & self.by.keys():
            return False
        if not self.coordinates:
            theirs = received.by is not None and received.by in self.by
            if not theirs or received.standing is Standing.ASIDE:
                return False
        parties = compared_parties(received.referral.parties)
        return not any(likeness(one, party) for one in self.by.values() for party in parties)


def considered(
    draft: Draft,
    cases: Iterable[ReadCase],
    importer: Importer,
    earlier: Sequence[Earlier],
    past: Past | None = None,
) -> Import:
    """What becomes of ``cases``. ``earlier`` are the referrals of other meetings that are not held
    yet, ``past`` is what was heard: whoever was out of a case there is stopped before another of
    its family too, and the importer hears of what is theirs to process (CON-3).
    """
    repeat_months = draft.plan.protocol.history.repeat_months
    there = {_fingerprint(r.referral.original): r for r in draft.referrals}
    seen = [r.referral for r in draft.referrals if importer.may_hear_of(r)]
    before = [each for each in earlier if importer.may_hear_of(each.received)]
    heard = None if past is None else replace(past, held=open_to(past, importer.by))
    found = Import()
    rows: dict[tuple[tuple[tuple[str, str], ...], ...], int] = {}
    for case in cases:
        first = rows.setdefault(_fingerprint(case.original), case.row)
        known = there.get(_fingerprint(case.original))
        closed_to = _closed_to(draft, case, known, importer, past)
        alike = closed_to & importer.by.keys()
        if known is not None and known.standing is not Standing.WAITING:
            found = replace(found, already=found.already + (not alike))
        elif first != case.row and case.referral is not None:
            again = () if alike else ((case.row, first),)
            found = replace(found, twice=(*found.twice, *again))
        elif alike:
            waits = _waiting(case, closed_to, importer.at) if known is None else ()
            found = replace(found, withheld=found.withheld + 1, waiting=(*found.waiting, *waits))
        elif case.referral is None:
            found = replace(found, refused=(*found.refused, case))
        else:
            received = _received(draft, case.referral, known, importer, closed_to)
            others = [one for one in seen if one.id != received.referral.id]
            doubles = _doubles(case, others, before, repeat_months)
            repeats = _repeats(draft, case, received.referral, heard)
            minutes = _old_minutes(draft, case, received.referral)
            doubts = (*case.doubts, *doubles, *repeats, *minutes)
            seen.append(received.referral)
            found = replace(found, taken=(*found.taken, Taken(case, received, doubts)))
    return found


def after(draft: Draft, found: Import) -> Draft:
    """``draft`` with what was found. Raises ValueError where that comes to too many cases."""
    new = {taken.received.referral.id: taken.received for taken in found.taken}
    kept = tuple(new.pop(r.referral.id, r) for r in draft.referrals)
    referrals = (*kept, *new.values(), *found.waiting)
    if len(referrals) > MOST_CASES:
        raise ValueError(f"a meeting has at most {MOST_CASES} referrals")
    return Draft(
        plan=draft.plan,
        referrals=referrals,
        version=draft.version + 1,
        guests=draft.guests,
        brought=draft.brought,
    )


def _fingerprint(original: Iterable[OriginalRow]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """What the rows say, wherever in the file they stand."""
    return tuple(row.cells for row in original)


def _may_be_in(one: Described, case: ReadCase) -> bool:
    return any(likeness(one, named) is not None for named in case.named)


def _closed_to(
    draft: Draft, case: ReadCase, known: Received | None, importer: Importer, past: Past | None
) -> frozenset[str]:
    """Who has no part in processing it: whoever was stopped before it, may be one of its people,
    or was out of a case of its family (CON-2, CON-3, CON-6).
    """
    stopped = known.closed_to if known is not None else frozenset()
    compared = {**importer.coordinators, **importer.by}
    alike = (person for person, one in compared.items() if _may_be_in(one, case))
    return stopped.union(alike, _out_of_family(draft, case, known, past))


def _out_of_family(
    draft: Draft, case: ReadCase, known: Received | None, past: Past | None
) -> Iterator[str]:
    if past is None or case.referral is None:
        return
    id_ = case.referral.id if known is None else known.referral.id
    parties = compared_parties(case.referral.parties)
    for held in past.held:
        if held.closed_to and past.relation(held, f"{draft.id}/{id_}", parties) is not None:
            yield from held.closed_to


def _waiting(case: ReadCase, closed_to: frozenset[str], at: datetime) -> tuple[Received, ...]:
    if case.referral is None:
        return ()  # its rows are in the file, which whoever processes it imports
    waits = Received(referral=case.referral, standing=Standing.WAITING, at=at, closed_to=closed_to)
    return (waits,)


def _received(
    draft: Draft,
    referral: Referral,
    known: Received | None,
    importer: Importer,
    closed_to: frozenset[str],
) -> Received:
    """The referral on the list or aside; one that waited keeps its id, and whom it is closed to."""
    if known is not None:
        referral = referral.model_copy(update={"id": known.referral.id})
    aside = is_set_aside(referral, draft.plan.protocol)
    return Received(
        referral=referral,
        standing=Standing.ASIDE if aside else Standing.LISTED,
        at=importer.at,
        by=min(importer.by, default=None),
        closed_to=closed_to,
    )


def _doubles(
    case: ReadCase, seen: Sequence[Referral], before: Sequence[Earlier], repeat_months: int
) -> Iterator[Remark]:
    """Whether the same victim is on this list already, or was on an earlier one (AG-7)."""
    referral = case.referral
    if referral is None:
        return
    place, parties = Place(case.row), compared_parties(referral.parties)
    for other in seen:
        match related(parties, compared_parties(other.parties), likeness):
            case (Relation.SAME, _):
                yield Remark(place, f"this may be the case that {_where(other)} is about")
            case (Relation.OTHER_PERPETRATOR, _):
                words = f"the victim may be that of {_where(other)}, with another perpetrator"
                yield Remark(place, words)
    for each in before:
        earlier = each.received.referral
        found = related(parties, compared_parties(earlier.parties), likeness)
        day = referral.incident_on or referral.referred_on or each.day
        since = earlier.referred_on or each.day
        if found is not None and found[0] is Relation.SAME and is_within(day, repeat_months, since):
            called = "" if Criterion.REPEAT in referral.criteria else ", and it is not called one"
            on = f"{each.day.day} {each.day:%B %Y}"
            yield Remark(place, f"this may be a repeat of a case of {on}{called}")


def _repeats(
    draft: Draft, case: ReadCase, referral: Referral, past: Past | None
) -> Iterator[Remark]:
    """Whether it is a repeat of a case that was heard, or the second one (AG-7)."""
    if past is None:
        return
    parties, plan = compared_parties(referral.parties), draft.plan
    days = referral.referred_on, referral.incident_on
    said = heard_before(past, NewCase(plan.id, referral.id, plan.day, parties, *days))
    place = Place(case.row)
    called = "" if Criterion.REPEAT in referral.criteria else ", and it is not called one"
    for one in said.earlier:
        if one.what is What.REPEAT:
            verb = "is" if one.sure is Sure.CERTAIN else "may be"
            on = f"{one.held.heard_on.day} {one.held.heard_on:%B %Y}"
            yield Remark(place, f"this {verb} a repeat of {one.held.name}, heard on {on}{called}")
    if said.second_repeat:
        verb = "is" if said.second_repeat is Sure.CERTAIN else "may be"
        months = past.rules.repeat_months
        yield Remark(place, f"this {verb} the second repeat within {months} months")


def _old_minutes(draft: Draft, case: ReadCase, referral: Referral) -> Iterator[Remark]:
    """Whether another MARAC has to be asked how things are now (D, 8)."""
    on, rules = referral.minutes_on, draft.plan.protocol.history
    if on is not None and minutes_are_old(on, referral.referred_on or draft.plan.day, rules):
        words = (
            f"the minutes that come with it, of {on.day} {on:%B %Y}, are more than "
            f"{rules.minutes_months} months old: ask that MARAC how things are now"
        )
        yield Remark(Place(case.row), words)


def _where(other: Referral) -> str:
    return f"row {other.original[0].number}" if other.original else "another referral"
