"""What every kind of file says of an agenda in the same words."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from agenda.london import clock_time, full_date
from meeting.agenda_paper import Agenda, PaperItem, PaperParty, PaperReferral, PaperRelease
from meeting.labels import NO_SAFE_CONTACT, listed
from server.papers.wording import RECORD, harmless

NOT_OPEN = "TIMES AND NUMBERS ONLY \N{EN DASH} the agenda is not open yet"
BEFORE_NAMES = (
    "Who and what the cases are about is in the agenda that is made once the names are settled and "
    "the chair has opened the agenda."
)
NOTHING = "There is no case on this agenda."
CLOSED = "closed before the day"
SKIPPED = "skipped"
DOT = "\N{MIDDLE DOT}"
WITHHELD = "Not on this paper."
"""True for whoever reads it, whatever the reason is that the case is not open to them."""


@dataclass(frozen=True, slots=True)
class Party:
    """``Victim``, and ``Anwen Oakhill, born Tue 2 Apr 1991, also known as …``."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the running order, in words. ``quiet`` is what stands below, smaller."""

    time: str
    label: str
    length: str
    is_case: bool
    parties: tuple[Party, ...] = ()
    words: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaWords:
    """An agenda in words, for whatever kind of file."""

    title: str
    day: tuple[int, int, int]
    """The meeting's: year, month, day."""
    heading: str
    marking: str
    version: str
    under_marking: tuple[str, ...]
    alarm: str
    facts: tuple[str, ...]
    columns: tuple[str, ...]
    shows_cases: bool
    items: tuple[Line, ...]
    below: tuple[str, ...]
    record: str
    heads: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """All of it, for a template."""
        return asdict(self)


def agenda_words(paper: Agenda) -> AgendaWords:
    """``paper`` in words, with every text cleaned."""
    paper = harmless(paper)
    return AgendaWords(
        title=f"Agenda, {paper.area}, {full_date(paper.day)}",
        day=(paper.day.year, paper.day.month, paper.day.day),
        heading="Agenda",
        marking=paper.marking,
        version=version_of(paper),
        under_marking=(f"Made for {made_for(paper)}",),
        alarm="" if paper.shows_cases else NOT_OPEN,
        facts=(
            f"{paper.area} MARAC, {full_date(paper.day)} at {clock_time(paper.starts)}",
            f"{version_of(paper)} of the agenda. {_count(paper)}",
        ),
        columns=("Time", "Item", "What it is about" if paper.shows_cases else "Length"),
        shows_cases=paper.shows_cases,
        items=(
            *map(_part, paper.before),
            *(_line(paper, item) for item in paper.items),
            *map(_part, paper.after),
        ),
        below=tuple(_below(paper)),
        record=RECORD,
        heads=tuple(map(str, paper.heads)),
    )


def version_of(paper: Agenda) -> str:
    """``Version 2``: 1 as it was published, one more with every change."""
    return f"Version {paper.version}"


def made_for(paper: Agenda) -> str:
    """``Ann Example, Housing``."""
    return ", ".join(filter(None, (paper.made_for, paper.made_for_agency)))


def _count(paper: Agenda) -> str:
    cases = sum(item.is_case for item in paper.items)
    return f"{cases} case{'' if cases == 1 else 's'}."


def _below(paper: Agenda) -> Iterator[str]:
    if not any(item.is_case for item in paper.items):
        yield NOTHING
    if not paper.shows_cases:
        yield BEFORE_NAMES


def _part(words: str) -> Line:
    """A part of the agenda that has no time of its own."""
    return Line("", words, "", is_case=False)


def _line(paper: Agenda, item: PaperItem) -> Line:
    time, length = clock_time(item.starts), f"{item.minutes} minutes"
    referral = item.referral
    if item.is_closed:
        length = CLOSED
    if item.is_skipped:
        length = SKIPPED
    if referral is None:
        withheld = (WITHHELD,) if item.is_case and paper.shows_cases else ()
        quiet = (*withheld, *map(release_words, item.releases))
        return Line(time, item.label, length, item.is_case, quiet=quiet)
    return Line(
        time=time,
        label=item.label,
        length=length,
        is_case=True,
        parties=tuple(Party(each.kind, party_words(each)) for each in referral.parties),
        words=tuple(filter(None, (*_standing(referral), referral.summary, *_care(referral)))),
        quiet=(_origin(referral), *map(release_words, item.releases)),
    )


def party_words(party: PaperParty) -> str:
    """A party as agencies look for them: name, date of birth, other names."""
    born = f"born {full_date(party.born)}" if party.born else ""
    aliases = f"also known as {listed(party.aliases, 'and')}" if party.aliases else ""
    return ", ".join(filter(None, (party.name, born, aliases)))


def fixed_words(referral: PaperReferral) -> str:
    """``Fixed for 10:30: an interpreter``; nothing where its time follows from its place."""
    return f"Fixed for {referral.fixed_at:%H:%M}: {referral.fixed_for}" if referral.fixed_at else ""


def release_words(release: PaperRelease) -> str:
    """``Your agency may leave after this, about 09:45, when With children is over.``"""
    who = "Your agency" if release.yours else release.agency
    unless = f", unless needed for {listed(release.unless, 'or')}" if release.unless else ""
    at = clock_time(release.at)
    return f"{who} may leave after this, about {at}, when {release.section} is over{unless}."


def _standing(referral: PaperReferral) -> Iterator[str]:
    """What whoever comes for this case has to know first."""
    if referral.closed_because:
        yield f"Closed before the day: {referral.closed_because}"
    else:
        yield fixed_words(referral)


def _origin(referral: PaperReferral) -> str:
    section = f"Section: {referral.section}" if referral.section else ""
    return f" {DOT} ".join(filter(None, (f"Referred by {referral.referred_by}", section)))


def _care(referral: PaperReferral) -> Iterator[str]:
    for lead, words in (
        ("Safe contact", referral.safe_contact or NO_SAFE_CONTACT),
        ("Not safe", referral.unsafe_contact),
        ("Risk to staff", referral.risk_to_staff),
    ):
        if words:
            yield f"{lead}: {words}"
