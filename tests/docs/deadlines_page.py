"""``docs/deadlines.md``: how a deadline is written, from the forms that the parser reads."""

from collections.abc import Iterator
from datetime import date, time
from typing import Final

from agenda.closed_days import calendar_of
from agenda.deadlines.grammar import FORMS, MOVES, WORDS, parse_rule
from agenda.deadlines.reckoning import Reckoned, reckon
from agenda.deadlines.rule import MOST
from agenda.london import full_date
from agenda.nations import NATION_NAMES
from tests.docs.markdown import GENERATED, code, page, table

MEETING: Final = date(2026, 4, 14)
NEXT: Final = date(2026, 5, 5)
STARTS: Final = time(9)
ENGLAND: Final = calendar_of("ENG", 2013, 2039)
SCOTLAND: Final = calendar_of("SCT", 2026, 2026)
OF_THE_SOURCES: Final = (
    ("L, 4.2.1", "referral cut-off", "noon on the Wednesday at least 8 clear working days before"),
    ("L, 4.4.1", "list of cases", "noon on the Thursday at least 7 clear working days before"),
    ("L, 4.4.3", "research", "17:00 on the Thursday before"),
    ("L, 4.2.1", "urgent cases", "5 days before"),
    ("L, 5.3.3", "written report", "24 hours before"),
    ("L, 5.5.3", "minutes and actions", "2 working days after"),
    ("D, 6.5", "agenda", "8 working days before"),
    ("D", "guests asked for", "5 working days before"),
    ("D", "action list", "2 working days after"),
    ("D", "minutes; actions to be done", "5 working days after"),
    ("D", "emergency meeting, from the call", "72 hours after"),
    ("SH, 9", "referral cut-off", "14 days before"),
    ("SH", "agenda", "10 working days before"),
    ("SH, 26", "action plans", "2 working days after"),
    ("SH", "actions to be done", "2 weeks after"),
    ("L, 3.5.2; D; SH", "end of the flag", "12 months after"),
)
"""What the documents of the field ask: of whom, what, and as a rule."""
OTHER_WAYS: Final = (
    ("eight working days prior to the MARAC meeting", "also: prior, earlier, later"),
    ("within two working days of the meeting", "within is after"),
    ("the day before", "also: the working day before, the next day, the week after"),
    ("by 5pm on Thursday before", "also: 17.00h, 12 noon, midday"),
    ("3 days after or next working day", "the comma may be left out"),
)


def deadlines_page() -> str:
    """The page, whole."""
    return page(
        "# How a deadline is written",
        GENERATED,
        "A protocol says when referrals close, when the agenda is out and so on as rules, in the "
        "words in which people say them. This page has every form; what cannot be read is refused "
        "with the nearest form that can. `agenda/deadlines/` reads and reckons them.",
        "## The forms",
        f"The examples are counted from a meeting on {full_date(MEETING)} at "
        f"{STARTS:%H:%M}, eight days after Easter Monday, with the bank holidays of England and "
        f"Wales; the next meeting is on {full_date(NEXT)}.",
        table(("form", "what it means", "example", "comes to"), _forms()),
        "Any of them may begin with a time of day and **on**, except hours, which give their own: "
        f"{code('noon on the Thursday before')}, {code('17:00 on the same day')}. Without a time "
        "the whole day is left, until midnight in London.",
        "Any of them may end with what is done where the day is closed: "
        f"{code(', or the next working day')}, or {code(', or the working day before')}. Without "
        "that it stays where it is, and whoever reads it is warned.",
        "Counts go from 1 to "
        + ", ".join(f"{most} {unit}" for unit, most in MOST.items())
        + ". They may be words: "
        + ", ".join(WORDS)
        + ". Capitals and spaces do not matter, nor whether the unit has its s.",
        "## What is counted",
        "- A **working day** is Monday to Friday, without the bank holidays of the nation, the "
        "days in lieu included, and without the days that the area is closed besides (AG-5).\n"
        "- The start is never counted. With **clear** days the deadline itself is not either: so "
        "many whole days lie in between.\n"
        "- A deadline in working days, clear or not, is itself a working day.\n"
        "- **the Wednesday at least 8 clear working days before** is the last Wednesday that still "
        "has eight whole working days between itself and the meeting. A bank holiday puts it a "
        "week back. Whether it is itself a working day is not looked at, unless the rule ends "
        "with where it goes then.\n"
        "- **Months** keep the day of the month; where there is none, the last day of that month "
        "is taken: a month after 31 January is 28 February.\n"
        "- **Hours** pass, whatever clocks show: 72 hours across the last Sunday of March end an "
        "hour later by the clock. An hour that comes twice in October is the first of the two, a "
        "time that is skipped in March is an hour later.",
        "## Other ways to say it",
        "These are read too, and written back in the canonical way:",
        table(("as it is said", "is", "besides"), _other_ways()),
        f"And, for where it goes: {', '.join(code(move) for move in MOVES)}.",
        "## What the documents of the field ask (AG-4, OUT-1, ACT-3)",
        "As rules, with the day that each comes to for the same meeting. The documents count "
        "Luton's Wednesday and Thursday from a Tuesday, so that so many whole working days lie in "
        "between.",
        table(("source", "what", "rule", "comes to"), _sources()),
        "## From the command line",
        f"{code('marac-server deadline')} says what a rule comes to. The date stands alone on the "
        "last line, with the time where the rule has one; a warning goes to standard error. "
        f"Nations: {', '.join(NATION_NAMES)}.",
        "```sh\n"
        'marac-server deadline "2 working days after" 2026-04-02 --nation scotland --explain\n'
        'marac-server deadline "72 hours after" 2026-03-27 --at 09:30 --closed 2026-03-30\n'
        'marac-server deadline "the next meeting" 2026-11-24 --next-meeting 2026-12-15\n'
        "```",
        "The first of them, step by step:",
        _steps(),
    )


def _reckoned(said: str) -> Reckoned:
    return reckon(parse_rule(said), MEETING, ENGLAND, next_meeting=NEXT, at=STARTS)


def _forms() -> Iterator[tuple[str, ...]]:
    for form in FORMS:
        pattern = code(form.pattern.replace("|", "or"))
        yield pattern, form.meaning, code(form.example), str(_reckoned(form.example))


def _other_ways() -> Iterator[tuple[str, ...]]:
    for said, besides in OTHER_WAYS:
        yield code(said), code(str(parse_rule(said))), besides


def _sources() -> Iterator[tuple[str, ...]]:
    for source, what, said in OF_THE_SOURCES:
        assert str(parse_rule(said)) == said
        yield source, what, code(said), str(_reckoned(said))


def _steps() -> str:
    found = reckon(parse_rule("2 working days after"), date(2026, 4, 2), SCOTLAND)
    return "\n".join(("```text", *found.steps, found.iso, "```"))
