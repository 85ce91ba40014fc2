"""What single cells say: yes or no, how many ticks, which criteria, whether there is consent.

Each raises Unclear for what it cannot read, with what would do instead.
"""

import re
from collections.abc import Mapping
from typing import Final

from agenda.protocol import Criterion, Restriction
from agenda.referral import Consent
from agenda.referrals.dates import Unclear, is_not_said
from agenda.referrals.headings import plain

_YES: Final = frozenset({"yes", "y", "true", "x", "1", "ticked", "✓", "✔", "☒", "☑", "yes."})
_NO: Final = frozenset({"no", "n", "false", "0", "☐", "none", "no."})

CRITERIA: Final[Mapping[Criterion, tuple[str, ...]]] = {
    Criterion.VISIBLE_HIGH_RISK: (
        "visible high risk", "high risk", "vhr", "visible risk", "ticks", "dash", "actuarial",
        "score", "ric",
    ),
    Criterion.PROFESSIONAL_JUDGEMENT: (
        "professional judgement", "professional judgment", "prof judgement", "prof judgment", "pj",
        "judgement", "judgment", "professional",
    ),
    Criterion.ESCALATION: ("escalation", "potential escalation", "escalating", "frequency"),
    Criterion.REPEAT: ("repeat", "marac repeat", "repeat case", "repeat referral"),
}  # fmt: skip
_CONSENT: Final[Mapping[Consent, tuple[str, ...]]] = {
    Consent.GIVEN: ("yes", "y", "given", "consented", "obtained", "consent given", "agreed"),
    Consent.REFUSED: (
        "no", "n", "refused", "declined", "not given", "no consent", "without", "withheld", "false",
    ),
    Consent.NOT_ASKED: (
        "not asked", "not sought", "unable to ask", "unsafe to ask", "not safe to ask",
        "not able to ask", "could not be asked", "not obtained", "unable to contact",
    ),
}  # fmt: skip
_RESTRICTED: Final[Mapping[Restriction, tuple[str, ...]]] = {
    Restriction.EMPLOYEE: (
        "employee", "staff", "employee sensitive", "colleague", "employee case", "staff member",
    ),
    Restriction.HONOUR: (
        "honour", "honour based abuse", "honour based", "hba", "forced marriage", "fgm", "hbv",
        "honour based violence", "so called honour based abuse", "female genital mutilation",
    ),
}  # fmt: skip


def yes_or_no(text: str) -> bool | None:
    """True, False, or None where it is not known. Raises Unclear."""
    words = text.strip().casefold()
    if words in _YES:
        return True
    if words in _NO:
        return False
    if is_not_said(words):
        return None
    raise Unclear(f"“{text[:40]}” is neither yes nor no")


def begins_with_yes_or_no(text: str) -> bool | None:
    """As ``yes_or_no``, of a cell that goes on with words: ``No - he opens her letters``."""
    try:
        return yes_or_no(text)
    except Unclear:
        first = re.match(r"\s*(\w+)\s*(?:[-\u2013\u2014,.:;(\n]|$)", text)
        if first is None:
            raise
        said = first[1].casefold()
        if said not in {"yes", "y", "no", "n"}:
            raise
        return said in _YES


def ticks_in(text: str, questions: int) -> int | None:
    """How many questions were answered with yes. Raises Unclear.

    17, 17/24, 17 out of 24, 17 ticks.
    """
    if is_not_said(text) and text.strip().casefold() != "no":
        return None
    found = re.fullmatch(
        r"\s*(\d{1,3})(?:\.0+)?\s*(?:(?:/|of|out of)\s*(\d{1,3}))?\s*(?:ticks?|yes(?:es)?)?\s*",
        text,
        re.IGNORECASE,
    )
    if found is None:
        raise Unclear(f"“{text[:40]}” is no number of ticks; write 17")
    count, of = int(found[1]), found[2]
    if of is not None and int(of) != questions:
        raise Unclear(f"“{text[:40]}” is of {of} questions; the checklist here has {questions}")
    if count > questions:
        raise Unclear(f"“{text[:40]}” is more than the {questions} questions there are")
    return count


def criteria_in(text: str) -> frozenset[Criterion]:
    """The criteria that a cell names. Raises Unclear for words that are none."""
    if is_not_said(text):
        return frozenset()
    found = set()
    for part in re.split(r"[\n;,/&+|]|\band\b", re.sub(r"\([^)]*\)", " ", text)):
        words = plain(part)
        if not words and not part.strip(" -.:0123456789"):
            continue
        named = {c for c, names in CRITERIA.items() if words in map(plain, names)} or {
            c for c, names in CRITERIA.items() if _begins(words, names)
        }
        if len(named) != 1:
            raise Unclear(
                f"“{part.strip()[:40]}” is no criterion; there are: visible high risk, "
                "professional judgement, escalation, repeat"
            )
        found |= named
    return frozenset(found)


def _begins(words: str, names: tuple[str, ...]) -> bool:
    return any(words.startswith(f"{plain(name)} ") for name in names if len(name) > 3)  # noqa: PLR2004 - no abbreviations


def consent_in(text: str) -> Consent | None:
    """What the victim said; None if the cell does not say. Raises Unclear."""
    words = " ".join(re.findall(r"[a-z]+", text.casefold()))
    if not text.strip() or (is_not_said(text) and words not in {"no", "none"}):
        return None
    for consent, names in _CONSENT.items():
        if words in names:
            return consent
    first = begins_with_yes_or_no(text) if re.match(r"\s*\w+\s*[-\u2013,.:;(\n]", text) else None
    if first is None:
        raise Unclear(f"“{text[:40]}” is not read as consent: write given, refused or not asked")
    return Consent.GIVEN if first else Consent.REFUSED


def restriction_in(text: str, heading: str) -> Restriction | None:
    """Why a case is restricted; None if it is not. Raises Unclear.

    ``yes`` means what the heading says, where it names a kind.
    """
    if is_not_said(text) or text.strip().casefold() in _NO:
        return None
    words = plain(text)
    if text.strip().casefold() in _YES:
        words = plain(heading)
    for kind, names in _RESTRICTED.items():
        if any(plain(name) in words for name in names):
            return kind
    raise Unclear(f"“{text[:40]}” is no kind of restricted case; write employee or honour")


def pregnant_in(text: str) -> bool:
    """Whether a cell says that the victim is: by a yes, or by words such as a day in May."""
    if is_not_said(text) or re.match(r"\s*not\b", text, re.IGNORECASE):
        return False
    try:
        return begins_with_yes_or_no(text) is not False
    except Unclear:
        return True


def section_in(text: str, sections: Mapping[str, str]) -> str | None:
    """The id of the section of the day that a cell names; ``sections`` are names by id.

    Raises Unclear for one that the protocol does not have.
    """
    if is_not_said(text):
        return None
    for section, name in sections.items():
        if plain(text) in {plain(section), plain(name)}:
            return section
    known = ", ".join(sections.values())
    raise Unclear(f"“{text[:40]}” is no section of the day; there are: {known}")
