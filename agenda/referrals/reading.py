"""Rows become referrals: what is said is taken, what is missing is named, nothing is made up.

Every case comes out with what refuses it and what is doubtful about it, each with its row and cell.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from pydantic import ValidationError
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_set_ratio

from agenda.likeness import Described, compared_parties
from agenda.plan import Party, PartyKind
from agenda.protocol import Criterion, ReferralField, ReferralRules
from agenda.referral import Equality, OriginalRow, Referral
from agenda.referrals import cells
from agenda.referrals.dates import Unclear, happened_on, is_not_said, is_unknown
from agenda.referrals.doubts import doubts_about
from agenda.referrals.fields import BY_KEY, Key, heading_of
from agenda.referrals.headings import Headings, plain
from agenda.referrals.parties import parties_of
from agenda.referrals.people import LONGEST_NAME
from agenda.referrals.remarks import Place, Remark, Remarks
from agenda.referrals.rows import CaseRows, Cell, cases_of
from agenda.referrals.table import Table
from agenda.referrals.times import time_in
from agenda.text import clean

LONGEST_WORDS: Final = 600
"""Characters of a field that is read beside the actions, or goes into one line."""
AGENCY_AT_LEAST: Final = 0.75
"""How near a name has to be to that of an agency, for the question whether it is meant."""
AGENCY_APART: Final = 0.05
"""How much nearer than to any other."""

_SHORT: Final = (
    Key.REFERRER,
    Key.RELATIONSHIP,
    Key.GROUNDS,
    Key.SAFE_CONTACT,
    Key.AFRAID_OF,
    Key.SAFE_TO_TALK_TO,
    Key.UNSAFE_TO_TALK_TO,
    Key.RISK_TO_STAFF,
    Key.SCHOOLS,
    Key.FIXED_FOR,
)
_LONG: Final = (Key.REASON, Key.JUDGEMENT, Key.DONE_ALREADY, Key.WISHES, Key.OUTCOMES)
_EQUALITY: Final = tuple(map(Key, Equality.model_fields))
_YES_OR_NO: Final = {
    Key.VISIBLE_HIGH_RISK: Criterion.VISIBLE_HIGH_RISK,
    Key.PROFESSIONAL_JUDGEMENT: Criterion.PROFESSIONAL_JUDGEMENT,
    Key.ESCALATION: Criterion.ESCALATION,
    Key.REPEAT: Criterion.REPEAT,
}
_NAMES: Final = (
    Key.VICTIM,
    Key.VICTIM_ALIASES,
    Key.PERPETRATORS,
    Key.PERPETRATORS_ALIASES,
    Key.CHILDREN,
    Key.DEPENDANTS,
)
_PIECES: Final = re.compile(r"[\n;,|()]|\b(?:and|aka|nee|née)\b|&")
_EMPTY_IS_NOT_SAID: Final = frozenset({Key.SAFE_CONTACT, Key.GROUNDS, Key.REFERRER, Key.FIXED_FOR})
"""Where ``n/a`` says nothing; elsewhere ``none`` is an answer."""


@dataclass(frozen=True, slots=True)
class Area:
    """What has to be known to read a referral here.

    ``agencies`` are names by id; ``spellings`` are agencies by other names, ``plain``, that the
    coordinator has settled. ``new_id`` makes a random one.
    """

    agencies: Mapping[str, str]
    today: date
    new_id: Callable[[], str]
    spellings: Mapping[str, str] = field(default_factory=dict)
    rules: ReferralRules = field(default_factory=ReferralRules)
    repeat_months: int = 12
    """How long another referral is a repeat (AG-7)."""
    sections: Mapping[str, str] = field(default_factory=dict)
    """Those of the day, names by id."""
    spelled_with: str = "--spelling '{name}=ID'"
    """How whoever imports says which agency is meant."""


@dataclass(frozen=True, slots=True)
class ReadCase:
    """One case of a file. ``referral`` is None where it is refused; ``named`` is everybody whom its
    cells name, however well they could be read: they are compared with whoever imports before
    anything is shown to them (CON-6).
    """

    original: tuple[OriginalRow, ...]
    named: tuple[Described, ...]
    referral: Referral | None
    refused: tuple[Remark, ...]
    doubts: tuple[Remark, ...]
    gaps: tuple[Key, ...] = ()
    """What nothing was said about."""
    guessed_agency: tuple[str, str] | None = None
    """A name near that of an agency, and the id of the agency that it is taken for; or a name that
    is near none, and empty.
    """

    @property
    def row(self) -> int:
        """The first of its rows."""
        return self.original[0].number


def read_cases(table: Table, headings: Headings, area: Area) -> Iterator[ReadCase]:
    """The cases below ``headings``, in their order."""
    for rows in cases_of(table, headings):
        yield _read(rows, headings, area)


def _read(rows: CaseRows, headings: Headings, area: Area) -> ReadCase:
    remarks, place = Remarks(), Place(rows.rows[0].number)
    _refuse_formulas(rows, headings, remarks)
    parties = parties_of(rows, area.today, remarks)
    facts = _facts(rows, area, remarks)
    agency, guess = _agency(rows, area, remarks)
    facts |= {"agency": agency, "parties": parties, "original": rows.original}
    _need_required(rows, facts, area.rules, remarks)
    referral = None if remarks.refused else _made(facts, area, place, remarks)
    if referral is not None:
        for doubt in doubts_about(referral, area.rules, area.repeat_months, area.today):
            remarks.doubt(place, doubt)
    gaps = tuple(key for key in BY_KEY if key is not Key.CASE and not rows.of(key))
    refused, doubts = tuple(remarks.refused), tuple(remarks.doubts)
    named = tuple(_named(rows, parties))
    return ReadCase(rows.original, named, referral, refused, doubts, gaps, guess)


def _named(rows: CaseRows, parties: Sequence[Party]) -> Iterator[Described]:
    """The parties; and every piece of a cell of names, whatever else it could not be read as."""
    yield from compared_parties(parties)
    read = {name for party in parties for name in (party.name, *party.aliases)}
    for key in _NAMES:
        for cell in rows.of(key):
            lines = re.split(r"[\n;|]", cell.text)
            for piece in (*lines, *_PIECES.split(cell.text)):
                if (name := clean(piece)) and name not in read and len(name) <= LONGEST_NAME:
                    yield Described(name=name)


def _made(facts: Mapping[str, Any], area: Area, place: Place, remarks: Remarks) -> Referral | None:
    try:
        return Referral.model_validate({**facts, "id": area.new_id()})
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_input=False):
            remarks.refuse(place, str(problem["msg"]).removeprefix("Value error, ").rstrip("."))
        return None


def _refuse_formulas(rows: CaseRows, headings: Headings, remarks: Remarks) -> None:
    columns = {column.index: column for column in headings.columns}
    for row in rows.rows:
        for index in sorted(row.formulas):
            place = Place(row.number, columns.get(index))
            remarks.refuse(place, "holds a formula; put in what it shows, as plain text")


def _facts(rows: CaseRows, area: Area, remarks: Remarks) -> dict[str, Any]:
    """What the rows say, by the names of a referral's fields."""
    today, questions = area.today, area.rules.questions
    facts: dict[str, Any] = {
        "referred_on": remarks.read(rows.of(Key.REFERRED_ON), lambda t: happened_on(t, today)),
        "incident_on": remarks.read(rows.of(Key.INCIDENT_ON), lambda t: happened_on(t, today)),
        "earlier": remarks.read(rows.of(Key.EARLIER), lambda t: happened_on(t, today)),
        "minutes_on": remarks.read(rows.of(Key.MINUTES_ON), lambda t: happened_on(t, today)),
        "ticks": remarks.read(rows.of(Key.TICKS), lambda t: cells.ticks_in(t, questions)),
        "consent": remarks.read(rows.of(Key.CONSENT), cells.consent_in),
        "post_is_safe": remarks.read(rows.of(Key.POST_IS_SAFE), cells.begins_with_yes_or_no),
        "criteria": _criteria(rows, area.rules, remarks),
        "restricted": _restricted(rows, remarks),
        "pregnant": remarks.read(rows.of(Key.PREGNANT)[:1], cells.pregnant_in) or False,
        "section": _section(rows, area, remarks),
        "fixed_at": remarks.read(rows.of(Key.FIXED_AT), time_in),
        "equality": {key: _words(rows.of(key), key, remarks) for key in _EQUALITY},
    }
    facts |= {str(key): _words(rows.of(key), key, remarks) for key in _SHORT}
    return facts | {str(key): "\n".join(_each(rows.of(key))) for key in _LONG}


def _each(found: Sequence[Cell]) -> list[str]:
    """What several rows say, each text once."""
    return list(dict.fromkeys(cell.text for cell in found))


def _words(found: Sequence[Cell], key: Key, remarks: Remarks) -> str:
    said = [c for c in found if not (key in _EMPTY_IS_NOT_SAID and is_not_said(c.text))]
    words = " ".join(" ".join(_each(said)).split())
    if len(words) > LONGEST_WORDS:
        remarks.refuse(
            Place(said[0].row, said[0].column),
            f"has {len(words)} characters, and room for {LONGEST_WORDS}; shorten it",
        )
        return ""
    return words


def _restricted(rows: CaseRows, remarks: Remarks) -> object:
    found = rows.of(Key.RESTRICTED)
    heading = found[0].column.heading if found else ""
    return remarks.read(found, lambda text: cells.restriction_in(text, heading))


def _section(rows: CaseRows, area: Area, remarks: Remarks) -> str | None:
    """A protocol without sections has none to read: what is said then stays with the row."""
    if not area.sections:
        return None
    return remarks.read(rows.of(Key.SECTION), lambda text: cells.section_in(text, area.sections))


def _criteria(rows: CaseRows, rules: ReferralRules, remarks: Remarks) -> frozenset[Criterion]:
    named: set[Criterion] = set(remarks.read(rows.of(Key.CRITERIA), cells.criteria_in) or ())
    where = list(rows.of(Key.CRITERIA))
    for key, criterion in _YES_OR_NO.items():
        if remarks.read(rows.of(key), cells.begins_with_yes_or_no):
            named.add(criterion)
            where = [*rows.of(key), *where]
    for criterion in sorted(named - set(rules.criteria)):
        words = criterion.replace("_", " ")
        cell = where[0]
        remarks.refuse(
            Place(cell.row, cell.column), f"names {words}, which is no ground of referral here"
        )
    return frozenset(named)


def _need_required(
    rows: CaseRows, facts: Mapping[str, Any], rules: ReferralRules, remarks: Remarks
) -> None:
    place = Place(rows.rows[0].number)
    if not rows.of(Key.VICTIM) or not any(p.kind is PartyKind.VICTIM for p in facts["parties"]):
        if not remarks.refused:
            remarks.refuse(place, "names no victim")
        return
    for required in rules.required:
        if not _is_there(required, rows, facts):
            key = _COLUMNS[required]
            remarks.refuse(place, _MISSING.get(key, f"says nothing under {heading_of(key)!r}"))


_SAME_NAMES: Final = frozenset(map(str, Key))
_COLUMNS: Final = {
    ReferralField.REFERRING_AGENCY: Key.AGENCY,
    ReferralField.VICTIM_NAME: Key.VICTIM,
    ReferralField.PERPETRATOR_NAME: Key.PERPETRATORS,
    ReferralField.PERPETRATOR_BORN: Key.PERPETRATORS_BORN,
    ReferralField.PERPETRATOR_ADDRESS: Key.PERPETRATORS_ADDRESS,
    ReferralField.PERPETRATOR_ALIASES: Key.PERPETRATORS_ALIASES,
    ReferralField.SEXUAL_ORIENTATION: Key.ORIENTATION,
    **{field: Key(field) for field in ReferralField if field in _SAME_NAMES},
}
"""The column in which a protocol's field stands."""
_ELSEWHERE: Final = {
    ReferralField.CHILDREN: (Key.DEPENDANTS,),
    ReferralField.CONSENT: (Key.GROUNDS,),
    ReferralField.CRITERIA: (Key.TICKS, *_YES_OR_NO),
}
"""Where it can stand as well."""
_BORN: Final = {
    ReferralField.VICTIM_BORN: PartyKind.VICTIM,
    ReferralField.PERPETRATOR_BORN: PartyKind.PERPETRATOR,
}
_MISSING: Final = {
    Key.CRITERIA: "says neither a criterion nor a number of ticks",
    Key.PERPETRATORS: "names no perpetrator; where nobody knows who it is, write: unknown person",
}


def _is_there(required: ReferralField, rows: CaseRows, facts: Mapping[str, Any]) -> bool:
    kind = _BORN.get(required)
    if kind is not None and any(p.kind is kind and p.born is not None for p in facts["parties"]):
        return True
    if required is ReferralField.REFERRING_AGENCY:
        return True  # that there is none has been said where it was looked up
    keys = (_COLUMNS[required], *_ELSEWHERE.get(required, ()))
    return any(not is_unknown(cell.text) for key in keys for cell in rows.of(key))


# Agencies


def _agency(
    rows: CaseRows, area: Area, remarks: Remarks
) -> tuple[str | None, tuple[str, str] | None]:
    """The id of the referring agency, and the guess where its name is spelled a new way."""
    cell = remarks.only(rows.of(Key.AGENCY))
    if cell is None or is_not_said(cell.text):
        remarks.refuse(Place(rows.rows[0].number), "names no referring agency")
        return None, None
    with remarks.refusing(cell):
        agency, is_guess = agency_called(cell.text, area)
        if is_guess:
            name = area.agencies[agency]
            remarks.doubt(Place(cell.row, cell.column), f"“{cell.text}”: is this {name}?")
        return agency, (cell.text, agency) if is_guess else None
    return None, (cell.text, "")


def agency_called(text: str, area: Area) -> tuple[str, bool]:
    """The id of the agency that is meant, and whether that is a guess. Raises Unclear."""
    words = plain_agency(text)
    for agency, name in area.agencies.items():
        if words in {plain_agency(name), plain_agency(agency)}:
            return agency, False
    if words in area.spellings and area.spellings[words] in area.agencies:
        return area.spellings[words], False
    near = sorted((_near(words, plain_agency(n)), a) for a, n in area.agencies.items())[::-1]
    second = near[1][0] if len(near) > 1 else 0.0
    if near and near[0][0] >= max(AGENCY_AT_LEAST, second + AGENCY_APART):
        return near[0][1], True
    known = ", ".join(area.agencies.values())
    raise Unclear(
        f"“{text[:60]}” is no agency of this meeting. There are: {known}. Say which is meant with "
        f"{area.spelled_with.format(name=text[:60])}, or put the agency into the plan"
    )


def plain_agency(text: str) -> str:
    """The name of an agency in small plain letters."""
    return plain(text) or text.strip().casefold()[:120]


def _near(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    whole = OSA.normalized_similarity(one, other)
    return max(whole, token_set_ratio(one, other) / 100 - AGENCY_APART)
