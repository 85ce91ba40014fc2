"""Whether the demonstration went as it must.

Each person's fold is held against the server's state cut down to what they may read; and, for
that is computed by the very code in question, a table written by hand says who must have seen what
and who must not, and is held against the bytes that each socket received.
"""

from dataclasses import dataclass
from typing import Any

from meeting.access import Reader, may_read
from meeting.state import State
from tests.demo.day import NORTHVALE, PEOPLE, Day
from tests.demo.plain import plain

SIGNED = PEOPLE - {"unwilling", "guest"}
"""Who signed, and is there for every case."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Who received ``words``, at any time; nobody else may have."""

    words: str
    by: frozenset[str]


# Written by hand, from the story of the day and the rules. Never computed.
TABLE = (
    # A party's name, of the case that was over before the late one came (SIGN-2, ATT-2).
    Seen("Marigold Ashby", SIGNED - {"refuge-rep"}),
    Seen("Change both locks at the safe", SIGNED - {"refuge-rep"}),
    # Known to the conflicted one until they declared; what was said afterwards, never (CON-2).
    Seen("Bettina Corrie", SIGNED),
    Seen("He has told his cellmate where she", SIGNED - {"probation-rep"}),
    Seen("Fit a panic alarm linked to", SIGNED - {"probation-rep"}),
    # The reason of a conflict: its subject, the chair and the minute-taker alone (CON-1).
    Seen("rowing club", frozenset({"probation-rep", "chair", "minutes"})),
    # Around the kill: everybody at the table has it, whether it was sent before or again.
    Seen("Complaint by a neighbour (5 of 5)", SIGNED),
    Seen("Replace the front door frame.", SIGNED),
    # The deferred case.
    Seen("Agnes Thorley", SIGNED),
    # What was stopped as unsafe and what came of it (ACT-6).
    Seen("Visit her at home tonight", SIGNED | {"guest"}),
    Seen("Speak to her at the surgery on her next", SIGNED | {"guest"}),
    # The guest of that case has it while it is on, and nobody's name at any time (ROLE-6).
    Seen("Yolande Price", SIGNED | {"guest"}),
    Seen("She is four months pregnant", SIGNED | {"guest"}),
    Seen("Ness Calder", PEOPLE),
    Seen("Joss Amery", PEOPLE - {"guest"}),
    # Said while half the laptops were shut, and on their screens when they opened (ROLE-8).
    Seen("Seen at the gate on four", SIGNED),
    # Said after one had left for good (ATT-2).
    Seen("A shotgun certificate is in", SIGNED - {"substance-misuse-rep"}),
    Seen("Tamsin Rudd", SIGNED),
)


def problems(
    state: State,
    readers: dict[str, Reader],
    reports: dict[str, dict[str, Any]],
    day: Day = NORTHVALE,
    table: tuple[Seen, ...] = TABLE,
) -> list[str]:
    """Everything that is not as it must be, a sentence each; ``reports`` by person."""
    found = [f"{person} made no report" for person in sorted(day.people - set(reports))]
    for person, report in sorted(reports.items()):
        found += _fold_differs(state, readers[person], report)
        found += _loose_ends(person, report, day)
    found += _table_disagrees(reports, table)
    found += _lost_or_doubled(state, day)
    return found


def _fold_differs(state: State, reader: Reader, report: dict[str, Any]) -> list[str]:
    streams = may_read(state, reader)
    expected = {str(stream): plain(state.streams[stream]) for stream in streams}
    fold = report["fold"]
    names = sorted(
        name for name in expected.keys() | fold.keys() if expected.get(name) != fold.get(name)
    )
    return [f"{reader.person}: the fold of {name} is not the server's" for name in names]


def _loose_ends(person: str, report: dict[str, Any], day: Day) -> list[str]:
    found = []
    if report["waiting"]:
        found.append(f"{person} still waits for {report['waiting']} answers")
    if report["ended"]:
        found.append(f"{person} was sent away: {report['ended']}")
    if unexpected := set(report["refused"]) - {"no_such_case"}:
        found.append(f"{person} was refused: {sorted(unexpected)}")
    if "no_such_case" in report["refused"] and person not in day.conflicts.values():
        found.append(f"{person} asked about a case that they may not read")
    return found


def _table_disagrees(reports: dict[str, dict[str, Any]], table: tuple[Seen, ...]) -> list[str]:
    found = []
    for row in table:
        for person, report in sorted(reports.items()):
            received = any(row.words in frame for frame in report["frames"])
            if received and person not in row.by:
                found.append(f"{person} must not have received '{row.words}'")
            if not received and person in row.by:
                found.append(f"{person} should have received '{row.words}'")
    return found


def _lost_or_doubled(state: State, day: Day) -> list[str]:
    """Everything that somebody at the table had to say stands there, once."""
    found = []
    for name, hearing in day.book.items():
        case = state.case(name)
        texts = [point.text for point in case.heard.points.values()] if case else []
        for point in hearing.points:
            times = 0 if (name, point.agency) in day.unsaid else 1
            if texts.count(point.text) != times:
                found.append(f"'{point.text}' stands {texts.count(point.text)} times")
        actions = [a.wording.text for a in case.plan.actions.values()] if case else []
        offers = [offer.instead or offer.text for offer in hearing.offers]
        counts = [(text, actions.count(text)) for text in offers]
        found += [f"'{text}' is offered {count} times" for text, count in counts if count != 1]
    return found
