"""Dates as British people write them: the day comes first. In doubt there is no date.

3/4/2026 is 3 April. What is ambiguous or impossible is refused with the reason, and never guessed.
"""

import re
from datetime import date, timedelta
from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february febuary", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = (
    r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)"
    r"(?:day|sday|nesday|rsday|urday|s|rs|r|nes)?\.?,?\s+)?"
)
_TIME: Final = r"(?:[T ,]+(?:at )?\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?Z?\s*(?:am|pm|hrs|h)?)?"
_NAMES: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_TH: Final = r"(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4}|'?\d{2})"
_WRITTEN: Final = tuple(
    re.compile(rf"{_WEEKDAY}{pattern}{_TIME}", re.IGNORECASE)
    for pattern in (
        r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}}){_TH}(?:\s+of)?[\s/.-]*(?P<name>{_NAMES})\.?[\s/.,-]*{_YEAR}",
        rf"(?P<name>{_NAMES})\.?\s+(?P<day>\d{{1,2}}){_TH},?\s+{_YEAR}",
    )
)
IN_TEXT: Final = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:\d{{4}}|\d{{2}})"
    r"|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s/.-]*(?:{_NAMES})\.?[\s/.,-]*(?:\d{{4}}|'?\d{{2}})"
    r")(?![\w/])",
    re.IGNORECASE,
)
"""What looks like a date in the middle of other words, possible or not."""
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")
SERIALS: Final = range(10_000, 60_000)
"""Days since the end of 1899, as spreadsheets count: 1927 to 2064."""
DAY_ZERO: Final = date(1899, 12, 30)
OLDEST_YEARS: Final = 110
"""Nobody was born longer ago."""
CENTURY: Final = 100
OLDEST_EVENT: Final = 30
"""Years ago: what a referral tells of did not happen earlier."""
NOT_SAID: Final = frozenset(
    (
        "", "-", "--", "?", "n/a", "na", "n/k", "nk", "not known", "unknown", "not applicable",
        "none", "nil", "tbc", "to be confirmed", "not stated", "not recorded", "not given", "n k",
        "dob unknown", "dob not known", "dob n/k", "dob nk", ".", "no", "not disclosed",
    )
)  # fmt: skip
"""How people write that they cannot say."""


AN_ANSWER: Final = frozenset({"none", "nil", "no"})
"""What says that there is nothing, where there could be something."""


class Unclear(ValueError):
    """Text that is no date, several, or an impossible one. Says what is the matter with it."""


def is_not_said(text: str) -> bool:
    """Whether a cell says no more than that nothing is known."""
    return " ".join(text.casefold().split()).rstrip(".") in NOT_SAID


def is_unknown(text: str) -> bool:
    """As ``is_not_said``, of a cell where ``none`` is an answer."""
    return is_not_said(text) and text.strip().casefold().rstrip(".") not in AN_ANSWER


def born_on(text: str, today: date) -> date | None:
    """The date of birth in ``text``; None if it says that it is not known. Raises Unclear."""
    found = _date(text, today, is_birth=True)
    if found is not None and found > today:
        raise Unclear(f"{_quoted(text)} is in the future")
    if found is not None and today.year - found.year > OLDEST_YEARS:
        raise Unclear(f"{_quoted(text)} is more than {OLDEST_YEARS} years ago")
    return found


def happened_on(text: str, today: date) -> date | None:
    """The day of something that has happened; None if it is not known. Raises Unclear."""
    found = _date(text, today, is_birth=False)
    if found is not None and found > today:
        raise Unclear(f"{_quoted(text)} is in the future")
    if found is not None and today.year - found.year > OLDEST_EVENT:
        raise Unclear(f"{_quoted(text)} is more than {OLDEST_EVENT} years ago")
    return found


def _date(text: str, today: date, *, is_birth: bool) -> date | None:
    words = " ".join(text.split())
    if is_not_said(words):
        return None
    if (serial := _SERIAL.fullmatch(words)) and int(serial[1]) in SERIALS:
        return DAY_ZERO + timedelta(days=int(serial[1]))
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(words):
            return _checked(found, today, is_birth=is_birth)
    if len(IN_TEXT.findall(words)) > 1:
        raise Unclear(f"{_quoted(text)} has several dates")
    raise Unclear(f"{_quoted(text)} is not read as a date; write it as 3/4/2026 for 3 April 2026")


def _checked(found: re.Match[str], today: date, *, is_birth: bool) -> date:
    parts, written = found.groupdict(), _quoted(found[0])
    name = parts.get("name")
    month = MONTHS[name.casefold()] if name else int(parts["month"] or 0)
    day = int(parts["day"] or 0)
    year = _year((parts["year"] or "").lstrip("'"), written, today, is_birth=is_birth)
    try:
        read = date(year, month, day)
    except ValueError:
        if not name and month > 12 >= day:  # noqa: PLR2004 - months
            raise Unclear(
                f"{written} has month {month}; the day comes first: is it {month}/{day}/{year}?"
            ) from None
        raise Unclear(f"{written} is no day of any calendar") from None
    said = (parts.get("weekday") or "").casefold()
    if said and WEEKDAYS[read.weekday()] != said:
        raise Unclear(f"{written} is not on the weekday that it says")
    return read


def _year(digits: str, written: str, today: date, *, is_birth: bool) -> int:
    if len(digits) == len("2026"):
        return int(digits)
    century = today.year - today.year % CENTURY
    this, last = century + int(digits), century - CENTURY + int(digits)
    if not is_birth:
        return this
    if this == today.year or (this < today.year and today.year - last < CENTURY):
        raise Unclear(f"{written} can be {last} or {this}; write the year with four digits")
    return this if this < today.year else last


def _quoted(text: str) -> str:
    shown = " ".join(text.split())
    return f"“{shown[:40]}…”" if len(shown) > 40 else f"“{shown}”"  # noqa: PLR2004 - a glance
