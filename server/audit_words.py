"""The audit in sentences, for a coordinator: people by name, cases by number of the running order.

It says what ids and numbers say (``server.audit``), and nothing of what anybody said. A party's
name is in none of it. Whose names and which numbers there are comes in as an argument.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final, assert_never

from agenda.london import in_london
from meeting.labels import listed
from meeting.streams import Kind, parse_stream
from server.audit import (
    Act,
    Gone,
    Handed,
    Handful,
    NotHanded,
    RefusedAccess,
    Row,
    Seated,
    Sent,
    What,
    concerning,
)

ACTS: Final[Mapping[What, str]] = {
    What.ARRANGED: "{meeting} was arranged",
    What.INVITED: "an invitation was made for {person}",
    What.SERVING: "the server opened {meeting}",
    What.SERVED: "the server closed {meeting}",
    What.PAPERS_MADE: "papers of {meeting} were made for {person}",
    What.SHEET_MADE: "the sign-in sheet of {meeting} was made",
    What.AUDIT_READ: "the audit was read",
    What.VERIFIED: "every record was found whole",
    What.FOUND_DAMAGED: "not every record was found whole",
    What.HEAD_DIFFERED: "every record was found whole, and a head that was typed in was not on it",
    What.KEYS_CHANGED: "the keys of the store were changed",
    What.RECOVERED: "the store was opened with its recovery key",
    What.CERTIFICATE_CHANGED: "the server was given another certificate",
    What.PERSON_CHANGED: "something about {person} was changed",
    What.SESSION_ENDED: "{person} was logged out everywhere",
    What.INVITATIONS_VOIDED: "invitations of {person} were made void",
    What.DOOR_OPENED: "an invitation was made for people at the door",
    What.DOOR_SHUT: "the invitation for people at the door was made void",
    What.PAST_READ: "{person} asked what the past says",
    What.RETURN_MADE: "the return of a month or a quarter was made",
    What.ACTION_SETTLED: "{person} settled what became of an action of {meeting}",
    What.SAME_PEOPLE: "{person} settled whether two cases are about the same people",
    What.DRAFT_MADE: "a draft of {meeting} was made",
    What.REFERRALS_LOOKED_AT: "a file of referrals for {meeting} was handed in and looked at",
    What.REFERRALS_IMPORTED: "referrals were brought into the draft of {meeting}",
    What.DRAFT_REORDERED: "a case of the draft of {meeting} was put at another place",
    What.CASES_CARRIED_OVER: "what an earlier meeting left came into the draft of {meeting}",
    What.DRAFT_GUEST: "it was said who comes for one case of the draft of {meeting} alone",
    What.DRAFT_PUBLISHED: "the draft of {meeting} was published",
    What.DRAFT_DISCARDED: "the draft of {meeting} was discarded",
    What.DRAFT_SHOWN: "the draft of {meeting} was shown in the name of {person}",
    What.AGENDA_SHOWN: "the agenda of {meeting} was shown in the name of {person}",
    What.DESK_READ: "{meeting} was shown at the coordinator's desk",
    What.READINESS_CHANGED: "what is done of the readiness of {person} was changed",
    What.SENT_LISTED: "what {person} was sent of {meeting} was listed",
}
STREAMS: Final[Mapping[Kind, str]] = {
    Kind.ROOM: "the room",
    Kind.CASE: "{case}",
    Kind.CONFLICT: "what {person} declared in {case}",
    Kind.GUEST: "the room as a guest has it ({person})",
    Kind.COMPARISON: "what names are compared with",
    Kind.MATCH: "how like {person} is to somebody in {case}",
    Kind.PREP: "what {agency} prepared for {case}",
    Kind.PAST: "what was before {case}",
    Kind.EARLIER: "what is read out of an earlier case",
    Kind.READINESS: "what is lacking of people's readiness",
}


@dataclass(frozen=True, slots=True)
class Called:
    """What ids are called: people and agencies by name, a case of a meeting by its number.

    ``case`` is given the ids of a meeting and a case; None where no number is known.
    """

    people: Mapping[str, str]
    agencies: Mapping[str, str]
    case: Callable[[str, str], str | None]

    def person(self, person: str) -> str:
        """``Wren Tilley (housing-rep)``: two people can have one name."""
        name = self.people.get(person)
        return person if name is None else f"{name} ({person})"

    def stream(self, meeting: str, name: str) -> str:
        """What a stream is, for whoever has not written the program."""
        stream = parse_stream(name)
        if stream is None:
            return name
        label = self.case(meeting, stream.case)
        return STREAMS[stream.kind].format(
            case=f"a case without a number ({stream.case})" if label is None else label.lower(),
            person=self.person(stream.person),
            agency=self.agencies.get(stream.agency, stream.agency),
        )


def sentences(
    rows: Iterable[Row], called: Called, meeting: str | None, person: str | None
) -> Iterator[str]:
    """The rows that concern this meeting and person, a sentence each, with London's time."""
    whose: dict[str, str] = {}
    for row in concerning(_noted(rows, whose), meeting, person):
        yield f"{at(row.at)}  {_sentence(row, called, whose)}."


def at(instant: datetime) -> str:
    """To the second, and whether it is summer time."""
    return f"{in_london(instant):%Y-%m-%d %H:%M:%S %Z}"


def _noted(rows: Iterable[Row], whose: dict[str, str]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row.fact, Seated):
            whose[row.fact.connection] = row.fact.person
        yield row


def _sentence(row: Row, called: Called, whose: Mapping[str, str]) -> str:
    match row.fact:
        case Seated(person=person, meeting=meeting):
            return f"{called.person(person)} was connected to {meeting}"
        case Handed(connections=connections, meeting=meeting, events=events):
            people = dict.fromkeys(whose.get(each, each) for each in connections)
            to = listed(map(called.person, people), "and")
            verb = "was" if len(people) == 1 else "were"
            return f"{to} {verb} sent of {meeting}: {_events(events, meeting, called)}"
        case NotHanded(connection=connection, meeting=meeting, events=events):
            to = called.person(whose.get(connection, connection))
            return f"{to} was after all not sent of {meeting}: {_events(events, meeting, called)}"
        case Gone(connection=connection, meeting=meeting):
            return f"{called.person(whose.get(connection, connection))} was cut off from {meeting}"
        case RefusedAccess() as refused:
            return _refused(refused, called)
        case Act() as act:
            return _act(act, called)
        case other:
            assert_never(other)


def _events(events: Iterable[Handful], meeting: str, called: Called) -> str:
    return ", ".join(f"{called.stream(meeting, s)} {first}-{last}" for s, first, last in events)


def _refused(refused: RefusedAccess, called: Called) -> str:
    who = "somebody unknown" if refused.person is None else called.person(refused.person)
    more = f", and {refused.unwritten} times more" if refused.unwritten else ""
    return (
        f"{who} asked of {refused.meeting} for what is not theirs or is not there, and was refused "
        f"({refused.code}){more}"
    )


def _act(act: Act, called: Called) -> str:
    meeting = act.meeting or "a meeting"
    person = "somebody" if act.person is None else called.person(act.person)
    said = ACTS[act.what].format(meeting=meeting, person=person)
    if act.what is What.AUDIT_READ:
        said += f", about {person}" * (act.person is not None)
        said += f", of {meeting}" * (act.meeting is not None)
    return said if act.by is None else f"{said}, by {called.person(act.by)}"


def summed_up(sent: Iterable[Sent], person: str, meeting: str, called: Called) -> Iterator[str]:
    """What one person was sent of one meeting, in all (ATT-6): a line for each stream."""
    ordered = sorted(sent, key=lambda s: (s.stream, s.first))
    who = called.person(person)
    for stream, parts in groupby(ordered, lambda s: s.stream):
        spans = tuple(parts)
        numbers = ", ".join(f"{span.first}-{span.last}" for span in spans)
        last = at(max(span.at for span in spans))
        what = called.stream(meeting, stream)
        yield f"In all {who} was sent of {meeting}: {what} {numbers}, the last at {last}."
    if not ordered:
        yield f"In all {who} was sent nothing of {meeting}."
