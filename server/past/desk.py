"""Who asks of the past, and what they may look at.

Each errand is for one coordinator: a case that this one may be a party of, or was out of, is in
nothing that is printed (CON-3). A restricted sitting is in it only where it is named (RES-2).
Raises StoreError for whatever a person can put right. Blocking.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from agenda.likeness import Described, described
from agenda.matching import likeness
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.past.processing import open_to
from agenda.protocol import History
from agenda.ways import Way
from meeting.state import State
from server.accounts import Post, agency_called
from server.audit import What
from server.errors import StoreError
from server.held import NO_SITTINGS
from server.holding import replayed
from server.journal import JournalFailed
from server.office import KnownMeeting
from server.past.hearings import Hearings, arranged, drafted
from server.store import Store

Facts = Mapping[str, str]


def known_past(store: Store, rules: History, sittings: AbstractSet[str] = NO_SITTINGS) -> Past:
    """All that is held of open meetings, and of the ``sittings`` that are named (RES-2)."""
    held = store.office.held
    return Past(held.cases(sittings), likeness, rules, held.told())


@dataclass(frozen=True, slots=True)
class Asker:
    """A coordinator, and what there is. Flags and repeats are worked out from all of ``past``; what
    is not among ``mine``, by name, is not shown.
    """

    person: str
    described: Described
    past: Past
    mine: frozenset[str]

    @property
    def held(self) -> tuple[HeldCase, ...]:
        """The held cases that may be shown."""
        return tuple(case for case in self.past.held if case.name in self.mine)


@dataclass(frozen=True, slots=True)
class PastDesk:
    """Where the past is asked for. ``served`` are the states of meetings that a server holds."""

    store: Store
    served: Mapping[str, State]

    def state(self, known: KnownMeeting) -> State:
        """What happened in a meeting, served or not. Raises StoreError."""
        try:
            return self.served.get(known.id) or replayed(self.store, known)
        except JournalFailed:
            raise StoreError("That record is not whole;", Way.VERIFY) from None

    def hearings(self, meeting: str | None, person: str) -> Hearings:
        """The cases of a meeting that is to be held, for that coordinator. Raises StoreError."""
        who = self._described(meeting, person)
        if self._is_draft(meeting):
            return drafted(self.store.office.drafts.draft(meeting or ""), person, who)
        return arranged(self.state(self.store.known(meeting)), person, who)

    def _is_draft(self, meeting: str | None) -> bool:
        """Whether it is drafted and no more; once it is arranged, its record says what it hears."""
        known = {each.id for each in self.store.office.meetings()}
        return meeting not in known and meeting in self.store.office.drafts.ids()

    def asker(self, facts: Facts) -> Asker:
        """Who asks, and what they may look at; that they did is on record. Raises StoreError."""
        person = self._coordinator(facts)
        sittings = {known.id for known in self._named(facts) if known.sitting is not None}
        for meeting in (*sorted(sittings), *(() if sittings else (None,))):
            self.store.audit.act(What.PAST_READ, person=person, meeting=meeting)
        who = self._described(facts.get("meeting"), person)
        past = known_past(self.store, self._rules(facts, person), sittings)
        mine = open_to(past, {person: who})
        return Asker(person, who, past, frozenset(case.name for case in mine))

    def _newcomers(self, meeting: str | None) -> dict[str, Described]:
        """The coordinators of a draft's own plan whom the office does not know yet, who import
        into it as well (ROLE-1).
        """
        if not self._is_draft(meeting):
            return {}
        known = self.store.office.people()
        people = self.store.office.drafts.draft(meeting or "").plan.people
        return {p.id: described(p) for p in people if p.coordinator and p.id not in known}

    def _described(self, meeting: str | None, person: str) -> Described:
        new = self._newcomers(meeting)
        return new[person] if person in new else Described(name=self.store.office.people()[person])

    def _rules(self, facts: Facts, person: str) -> History:
        """Those of the meeting that is asked about, or of the last one that there was."""
        if not facts.get("meeting"):
            return self.store.office.held.rules().history
        return self.hearings(facts["meeting"], person).rules

    def _coordinator(self, facts: Facts) -> str:
        """Whoever is named, or the only one there is."""
        posts = self.store.office.accounts.posts()
        held = [person for person, post in posts.items() if post == Post.COORDINATOR]
        holders = [*held, *self._newcomers(facts.get("meeting"))]
        said = facts.get("by") or (holders[0] if len(holders) == 1 else "")
        if said not in holders:
            listed = ", ".join(holders) or "none yet; first: people post PERSON --post coordinator"
            raise StoreError(f"Say which coordinator asks, with --by. There are: {listed}.")
        return said

    def _named(self, facts: Facts) -> Iterator[KnownMeeting]:
        """The meetings that are named, by themselves or in the name of a case or an action."""
        cases = (facts.get(name, "") for name in ("first", "second"))
        meetings = [name.split("/", maxsplit=1)[0] for name in cases if "/" in name]
        for meeting in (facts.get("meeting", ""), facts.get("sitting", ""), *meetings):
            if meeting and not self._is_draft(meeting):
                yield self.store.known(meeting)

    def agency(self, agency: str) -> str:
        """What an agency is called."""
        return self.store.office.accounts.agencies().get(agency, agency)

    def agency_called(self, said: str) -> str:
        """The id of an agency that somebody names. Raises StoreError."""
        known = self.store.office.accounts.agencies()
        agency = agency_called(said, known)
        if agency is None:
            listed = ", ".join(f"{i} ({name})" for i, name in known.items())
            raise StoreError(f"Name an agency, by id or by name. There are: {listed}.")
        return agency
