"""What waits for this person: the line that says whose turn it is, and which key answers."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

from agenda.alike import alike
from agenda.plan import Role
from agenda.protocol import Stage
from client.acts import targets, visiting
from client.acts.chairing import chaired_by_another, conflicts_to_decide, to_call
from client.acts.checking import waiting_to_tell
from client.acts.door import to_let_in_again
from client.acts.handing_over import waiting_to_take_over
from client.acts.late_offers import waiting_late_offers
from client.acts.listing import asked_by_me, asked_for, declined
from client.acts.matching import matches_to_settle
from client.acts.outstanding import waiting_outstanding
from client.acts.preparing import to_present
from client.acts.professionals import waiting_for_meeting
from client.acts.sharing import waiting_to_share
from client.acts.stand_ins import (
    waiting_for_nobody,
    waiting_for_others,
    waiting_to_answer,
    waiting_to_leave,
)
from client.acts.withdrawing import waiting_to_withdraw
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Place, Seen, place
from client.view.voices import brings_views
from meeting.case.actions import Action
from meeting.case.hearing import Case
from meeting.case.spoken_for import presenter
from meeting.commands import Admit, LetInAgain, may_give
from meeting.conflict import Ruling
from meeting.labels import listed
from meeting.room import ItemState, Phase
from meeting.values import CaseId, PersonId

SINGULAR: Final = {"is_": "is", "Is_": "Is", "was": "was", "it": "it"}
PLURAL: Final = {"is_": "are", "Is_": "Are", "was": "were", "it": "they"}
PLACES: Final = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
SAFE_FOR_VICTIM: Final = "{Is_} {} safe for the victim? s safe, u unsafe, E safe if changed"
SAID_FOR: Final = timedelta(minutes=2)
"""How long somebody is told that they may stay: by then they have read it."""


def waiting_rows(seen: Seen) -> tuple[Row, ...]:
    """One row for each thing that waits, most pressing first. Never a conflict's reason (CON-1)."""
    said = (*_offers(seen), *_waiting(seen), *_for_another(seen))
    return tuple(row(Piece(f"→ {words}", Tone.WARNING), indent=2) for words in said)


def waits(seen: Seen) -> bool:
    """Whether something of this meeting waits for this person; what else is offered is not told."""
    return any(True for _ in _waiting(seen))


def _for_another(seen: Seen) -> Iterator[str]:
    """What this person asked for and another has to answer: that it was saved is seen (AG-10)."""
    if said := asked_by_me(seen):
        yield said


def _offers(seen: Seen) -> Iterator[str]:
    """Where else this person can go, the next of it; M again goes on from there (RES-2)."""
    for offer in seen.offers[:1]:
        yield f"{offer.message} M goes there"


def _waiting(seen: Seen) -> Iterator[str]:
    yield from _door(seen)
    yield from _again(seen)
    yield from _alike(seen)
    yield from waiting_to_take_over(seen)
    prepares = seen.room.phase is Phase.PREPARING
    if not seen.takes_part and not prepares:
        return
    yield from _matches(seen)
    if asked_for(seen) is not None:
        yield "An urgent case is asked for: * read it, and agree or decline"
    if declined(seen) is not None:
        yield "The urgent case that you asked for was declined: * read why"
    yield from _conflicts(seen)
    if prepares:
        return
    yield from _elsewhere(seen)
    yield from waiting_to_answer(seen)
    yield from waiting_for_others(seen)
    yield from waiting_for_nobody(seen)
    yield from waiting_late_offers(seen)
    yield from waiting_outstanding(seen)
    yield from _visitors(seen)
    between = seen.room.phase is Phase.HEARING and seen.room.on is None
    if between and seen.role_in_meeting is Role.CHAIR:
        yield from _chaired_by_another(seen)
    if seen.case is None or seen.item is None or seen.item.state is not ItemState.ON:
        return
    yield from waiting_to_leave(seen)
    if _may_stay(seen, seen.case.case):
        yield "The chair has decided: you may stay in this case"
    yield from waiting_to_withdraw(seen)
    if seen.stage in {Stage.PLANNING, Stage.SAFETY, Stage.READ_BACK}:
        yield from waiting_for_meeting(seen)
    yield from {
        Role.CHAIR: _for_chair,
        Role.MINUTE_TAKER: _for_minute_taker,
        Role.REPRESENTATIVE: _for_representative,
        Role.GUEST: _for_representative,
        Role.OBSERVER: _for_observer,
    }[seen.role](seen)


def _door(seen: Seen) -> Iterator[str]:
    """Who waits to be let in, for the two who can answer (ATT-6)."""
    answers = seen.line is not None and seen.line.is_present
    if not (answers and may_give(Admit, seen.role_in_meeting, coordinator=seen.coordinator)):
        return
    for waiting in seen.room.waiting:
        agency = seen.name_of(waiting.agency)
        typed = ", by a name of their own typing: ask who they are" if waiting.self_stated else ""
        yield f"{waiting.name} ({agency}) is at the door{typed}: f let in, F turn away"


def _again(seen: Seen) -> Iterator[str]:
    """Whose account was renewed, for those who can say that it is them (ATT-6, CON-2)."""
    line = seen.line
    sits_here = line is not None and line.is_on_laptop and not (line.refused or line.is_unsure)
    role = seen.role_in_meeting
    if not (sits_here and may_give(LetInAgain, role, coordinator=seen.coordinator)):
        return
    keys = "u" if place(seen) is Place.LOBBY else "G, then u"
    for other in to_let_in_again(seen):
        yield f"{seen.person(other.person)} waits to be let in again: {keys}, if it is them"


def _alike(seen: Seen) -> Iterator[str]:
    """Names that are easily taken for each other, for whoever signs people in (ATT-6).

    Said until cases are heard, and then of who waits at the door.
    """
    here = seen.line is not None and seen.line.is_present
    if not here or seen.role_in_meeting not in {Role.CHAIR, Role.MINUTE_TAKER}:
        return
    lines = [(line.name, line.agency) for line in seen.room.register.values()]
    door = [(each.name, each.agency) for each in seen.room.waiting]
    said_of_all = seen.room.phase in {Phase.GATHERING, Phase.DECLARATION}
    for group in alike((who, who[0]) for who in (*lines, *door)):
        if said_of_all or any(who in door for who in group):
            people = listed((f"{name} ({seen.name_of(agency)})" for name, agency in group), "and")
            yield f"Names that look alike: {people}. Make sure who is who"


def _elsewhere(seen: Seen) -> Iterator[str]:
    """What is on while somebody looks at something else; that conflicts are asked is not missed."""
    on = seen.room.on
    if seen.chosen is None or on is None or seen.chosen == on.item:
        return
    case = seen.state.case(on.case) if on.case else None
    asked = ", and conflicts are asked" if case and case.stage is Stage.CONFLICTS else ""
    looked = seen.item.label if seen.item else ""
    yield f"You are looking at {looked}; {on.label} is on now{asked}: Escape goes there"


def _chaired_by_another(seen: Seen) -> Iterator[str]:
    if labels := chaired_by_another(seen):
        another = "C calls another, " if to_call(seen) is not None else ""
        yield (
            f"{listed(labels, 'and')}: whoever stands in for you calls it; if nobody does, "
            f"{another}m goes on to the summary"
        )


def _visitors(seen: Seen) -> Iterator[str]:
    """Guests and observers, for those who let them in or sign them in (ROLE-5, ROLE-6)."""
    if seen.role is Role.CHAIR:
        yield from _for_whoever_lets_in(seen)
    if seen.role not in {Role.CHAIR, Role.MINUTE_TAKER} or seen.item is None:
        return
    if seen.item.state is ItemState.ON and seen.room.phase is Phase.HEARING:
        for guest in visiting.not_ready(seen):
            what = "has not signed yet" if guest.is_present else "is not here: ring them"
            how = "" if seen.role is Role.CHAIR else " (G, then s and w if without a laptop)"
            yield f"{seen.person(guest.person)} is a guest of this case and {what}{how}"


def _for_whoever_lets_in(seen: Seen) -> Iterator[str]:
    if observer := visiting.to_agree_to(seen):
        yield f"{seen.person(observer.person)} is here to observe: Y agree"
    if seen.room.phase is not Phase.HEARING or seen.item is None:
        return
    if guest := visiting.to_let_in(seen):
        yield f"{seen.person(guest.person)} is a guest of {seen.item.label}: V ask and let in"
    if observer := visiting.to_point_out(seen):
        who = seen.person(observer.person)
        yield f"{who} observes, and a colleague is out of {seen.item.label}: O put out"


def _matches(seen: Seen) -> Iterator[str]:
    if count := len(matches_to_settle(seen)):
        alike = "1 person has a name" if count == 1 else f"{count} people have names"
        yield f"{alike} like a party's: = settle, in private"


def _conflicts(seen: Seen) -> Iterator[str]:
    count = len(conflicts_to_decide(seen))
    if count and seen.role is Role.CHAIR:
        yield f"{count} conflict{'' if count == 1 else 's'} to decide (y)"


def _may_stay(seen: Seen, case: CaseId) -> bool:
    """Whether the chair has just decided so of my conflict (CON-2)."""
    conflict = seen.state.conflict(case, seen.me)
    if conflict is None or conflict.ruling is not Ruling.STAYS or conflict.ruled_at is None:
        return False
    return seen.now - conflict.ruled_at < SAID_FOR


def _for_chair(seen: Seen) -> Iterator[str]:
    case = seen.case
    if case is None:
        return
    if case.heard.hands:
        yield _queue(seen, case.heard.hands)
    if risk := targets.raised(seen):
        yield f"{risk.label} was raised by {seen.person(risk.by)}: a agree"
    yield from _each(seen, targets.to_keep, "{} {is_} unsafe and confirmed again: k keep")
    if case.stage is Stage.CONFLICTS:
        yield "Ask aloud: any conflicts?"
    yield from _no_views(seen, case)
    if case.clock.paused_since is not None:
        yield "The clock stands still: p lets it run again"
    yield from _for_whoever_judges(seen)


def _queue(seen: Seen, hands: tuple[PersonId, ...]) -> str:
    """Who asks to speak, in the order in which they did (CASE-4)."""
    first, *others = (seen.person(person) for person in hands)
    then = f", then {listed(others, 'and')}" if others else ""
    return f"{first} asks to speak{then}: h once heard"


def _my_voice(seen: Seen, case: Case) -> Iterator[str]:
    """Whose turn it is to present, or to bring the victim's views (ROLE-9, ROLE-10)."""
    if case.stage is Stage.PRESENTING and presenter(case) == seen.agency:
        mine = case.referred_by == seen.agency
        why = "referred this case" if mine else f"present for {seen.name_of(case.referred_by)}"
        yield f"You {why}: present it (i)"
    line, named = seen.line, case.voices.brought_by
    advocates = named is None and line is not None and line.speaks_for_victim
    if case.stage is Stage.VICTIMS_VOICE and (advocates or case.voices.agency == seen.agency):
        yield "You bring the victim's views (i)"


def _no_views(seen: Seen, case: Case) -> Iterator[str]:
    """Said from the start, while there is time to find somebody (ROLE-9)."""
    early = {Stage.CONFLICTS, Stage.PRESENTING, Stage.VICTIMS_VOICE}
    if case.stage in early and not brings_views(seen, case):
        yield "Nobody is named to bring the victim's views: ) say who does"


def _my_place(seen: Seen, case: Case) -> Iterator[str]:
    """Where whoever asks to speak stands among those who do (CASE-4)."""
    if seen.me not in case.heard.hands:
        return
    place = case.heard.hands.index(seen.me) + 1
    words = PLACES.get(place, f"number {place}")
    yield f"You asked to speak, and you are {words}: h takes it back"


def _for_minute_taker(seen: Seen) -> Iterator[str]:
    yield from waiting_to_share(seen)
    yield from _each(seen, targets.to_witness, "{} {is_} to be confirmed aloud: W witness")
    case = seen.case
    if case is not None and case.stage is Stage.READ_BACK and case.read_back_at is None:
        yield "Read the actions aloud, then press B"
    yield from _for_whoever_judges(seen)


def _for_representative(seen: Seen) -> Iterator[str]:
    yield from _each(
        seen, targets.suggested_to_me, "{} {is_} suggested to you: t take up, d decline"
    )
    yield from waiting_to_tell(seen)
    yield from waiting_to_share(seen)
    yield from _each(seen, targets.asked_to_join, "You are asked to join {}: j join, d decline")
    yield from _each(seen, _stopped_mine, "{} {was} said to be unsafe: e change, w withdraw")
    yield from _for_whoever_judges(seen)
    case = seen.case
    if case is None:
        return
    yield from _my_place(seen, case)
    if case.stage is Stage.READ_BACK:
        yield from _each(seen, targets.mine_to_confirm, "{}: {is_} {it} what you offered? Enter")
    if case.stage is Stage.CONFLICTS:
        yield "Any conflicts? c if you know anybody in this case"
    yield from _my_voice(seen, case)
    if case.stage is Stage.ROUND and _yet_to_speak(seen):
        yield f"Your agency has yet to speak: {_prepared(seen)}i information, n nothing known"


def _prepared(seen: Seen) -> str:
    count = len(to_present(seen))
    what = "the point" if count == 1 else f"the {count} points"
    return f"p share {what} that you prepared, " if count else ""


def _for_observer(seen: Seen) -> Iterator[str]:
    case = seen.case
    if case is not None and case.stage is Stage.CONFLICTS:
        yield "Any conflicts? c if you know anybody in this case"


def _for_whoever_judges(seen: Seen) -> Iterator[str]:
    case = seen.case
    if case is None or case.stage not in {Stage.PLANNING, Stage.SAFETY, Stage.READ_BACK}:
        return
    if targets.judges(seen):
        yield from _each(seen, targets.to_judge, SAFE_FOR_VICTIM)


def _stopped_mine(seen: Seen, action: Action) -> bool:
    return targets.stopped(seen, action) and seen.agency in action.owners


def _yet_to_speak(seen: Seen) -> bool:
    heard = seen.case.heard if seen.case else None
    return heard is not None and not (
        heard.has_spoken(seen.agency) or seen.agency in heard.nothing_known
    )


def _each(seen: Seen, fits: Callable[[Seen, Action], bool], words: str) -> Iterator[str]:
    """One sentence for all the actions that wait for the same thing.

    ``words`` has a place for their labels and, where it needs them, for the verb and the pronoun.
    """
    found = targets.actions(seen, lambda action: fits(seen, action))
    if found:
        verbs = PLURAL if len(found) > 1 else SINGULAR
        yield words.format(listed((action.label for action in found), "and"), **verbs)
