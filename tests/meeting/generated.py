"""Commands of every class, made by chance from ids that exist and from ids that do not."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import get_args

from agenda.plan import Role
from agenda.protocol import DayPart, Link, Stage
from meeting.case.actions import Verdict
from meeting.case.checks import Aim
from meeting.case.information import Category, Nature
from meeting.case.outcome import Outcome
from meeting.case.research import Answer
from meeting.case.risks import Settlement
from meeting.case.stand_in import Post
from meeting.case.voices import ViewsFrom
from meeting.commands import AnyCommand, CaseCommand
from meeting.conflict import Ruling
from meeting.matching import Decision
from meeting.room import Phase, Room, RoomRecording
from meeting.state import State
from meeting.taking_over import DAY_POSTS
from meeting.values import OTHER_SUBJECTS, Command
from tests.given import DAY, OPENING

ALL_COMMANDS: tuple[type[AnyCommand], ...] = get_args(get_args(AnyCommand)[0])
"""Every class of command, in the order of the union."""
CASE_COMMANDS = tuple(kind for kind in ALL_COMMANDS if issubclass(kind, CaseCommand))
TEXTS = ("Change the locks.", "He knows the new address.", "Nobody answers at night.")
SAID = 0.3
"""How often a part of a wording that may be left out is said."""

Facts = dict[str, object]


def referral(agency: object, victim: str) -> Facts:
    """An urgent one, with nobody in it but the victim."""
    party = {"id": "victim", "kind": "victim", "name": victim, "aliases": ("Wren Sedge",)}
    return {"referred_by": agency, "parties": (party,)}


PLAUSIBLE: Facts = {
    "person": "housing",
    "role": Role.REPRESENTATIVE,
    "deputises_for": None,
    "deputy": "police",
    "agency_name": None,
    "agency": "housing",
    "name": "Hugo Brook",
    "digest": "0" * 64,
    "phase": Phase.HEARING,
    "item": "1",
    "part": DayPart.OUTSTANDING,
    "case": "oak",
    "reason": "That is why.",
    "ruling": Ruling.LEAVES,
    "stage": Stage.ROUND,
    "from_stage": Stage.VICTIMS_VOICE,
    "from_phase": Phase.DECLARATION,
    "called": OPENING,
    "closed": OPENING,
    "offer": "a1",
    "entry": "i1",
    "instead_of": None,
    "recording": RoomRecording.ON,
    "policy": "Northvale Council's.",
    "post": Post.MINUTES,
    "day_post": Role.MINUTE_TAKER,
    "in_place_of": None,
    "holder": "minutes",
    "minutes": 5,
    "starts": OPENING + timedelta(minutes=30),
    "information": "i1",
    "subject": "victim",
    "category": Category.HISTORY,
    "nature": Nature.FACT,
    "text": "What was said.",
    "version": 1,
    "risk": "r1",
    "at_risk": "victim",
    "action": "a1",
    "to": "housing",
    "wording": {"text": "Change the locks."},
    "was": {"text": "Change a lock."},
    "invited": (),
    "verdict": Verdict.SAFE,
    "why": "",
    "outcome": Outcome.DEFERRED,
    "where": "Southvale.",
    "lead": "Piers Holt",
    "answer": Answer.KNOWN,
    "aim": Aim.PERPETRATOR,
    "answered_by": (),
    "facts": {"at_risk": "victim", "text": "He has a key."},
    "facts_seen": {"at_risk": "victim", "text": "He has a key."},
    "links": (Link.MAPPA,),
    "brought_by": ViewsFrom.CHOSEN,
    "statement": "",
    "applies": False,
    "sharing": "s1",
    "what": "The date.",
    "to_whom": "Her GP.",
    "purpose": "A letter.",
    "answered": 0,
    "earlier": "elder",
    "success": "w1",
    "label": "A1",
    "done": False,
    "note": "",
    "due_again": None,
    "permitted": True,
    "settled": ({"risk": "r1", "version": 1},),
    "how": Settlement.REDUCED,
    "asked": OPENING,
    "so_far": None,
    "points": ({"information": "i1", "version": 1},),
    "decision": Decision.CLEAR,
    "told": "",
    "seen": None,
    "agenda": 1,
    "place": "2",
    "referral": referral("police", "Gwen Larch"),
}
"""One value for each field that any command has; ``information`` is a tuple where risks have it."""


def example_of(kind: type[Command], **facts: object) -> AnyCommand:
    """A well-formed command of ``kind`` with plausible values, ``facts`` put over them."""
    known = {**PLAUSIBLE, **facts}
    if "at_risk" in kind.model_fields and "information" not in facts:
        known["information"] = ()
    fields = {name: known[name] for name in kind.model_fields if name in known}
    made = kind.model_validate(fields)
    assert isinstance(made, ALL_COMMANDS)
    return made


def any_command(
    chance: Random, kind: type[AnyCommand], state: State, texts: tuple[str, ...] = TEXTS
) -> AnyCommand:
    """A command of ``kind``, its ids drawn from ``state`` and from what is not in it."""
    values = _values(chance, state, texts)
    if "at_risk" in kind.model_fields:
        values["information"] = lambda: ()
    facts = {name: values[name]() for name in kind.model_fields if name in values}
    return kind.model_validate(facts)


def _values(
    chance: Random, state: State, texts: tuple[str, ...]
) -> dict[str, Callable[[], object]]:
    room = state.room

    def one_of(*values: object) -> Callable[[], object]:
        return lambda: chance.choice(values)

    def an_id(what: str) -> Callable[[], object]:
        return one_of(*_ids(state, what), f"n{chance.randrange(100)}")

    def wording() -> Facts:
        facts: dict[str, Callable[[], object]] = {
            "for_whom": subjects,
            "due": one_of(None, DAY, DAY.replace(day=27), DAY.replace(day=20)),
            "risks": lambda: (an_id("risks")(),),
            "after": an_id("actions"),
            "urgent": lambda: chance.random() < SAID,
        }
        said = {name: make() for name, make in facts.items() if chance.random() < SAID}
        return {"text": chance.choice(texts), **said}

    words = one_of(*texts)
    subjects = one_of("victim", "perpetrator", OTHER_SUBJECTS[0], "nobody")
    agencies = one_of(*room.agencies, "circus")
    return {
        "person": one_of(*room.register, *room.door, "stranger"),
        "role": one_of(*Role),
        "deputy": one_of(*room.register),
        "deputises_for": one_of(None, None, *room.register),
        "agency_name": one_of(None, "Fire and rescue"),
        "agency": agencies,
        "name": one_of(*(line.name for line in room.register.values())),
        "digest": one_of(room.protocol.declaration.digest, "0" * 64),
        "phase": one_of(*Phase),
        "item": one_of(*room.items, "99"),
        "part": one_of(*DayPart),
        "case": one_of("oak", "elm", "no-such-case"),
        "reason": words,
        "ruling": one_of(*Ruling),
        "stage": one_of(*Stage),
        "from_stage": one_of(*Stage),
        "from_phase": one_of(room.phase, *Phase),
        "called": one_of(OPENING),
        "closed": one_of(OPENING, *(c.closing.at for c in state.cases() if c.closing)),
        "instead_of": one_of(None, *Ruling),
        "recording": one_of(*RoomRecording),
        "policy": one_of("", "Northvale Council's."),
        "post": one_of(*Post),
        "day_post": one_of(Role.CHAIR, Role.MINUTE_TAKER),
        "in_place_of": one_of(None, *_ids(state, "stand-ins"), *_day_posts(room)),
        "holder": one_of(*_day_posts(room), "stranger"),
        "minutes": one_of(1, 5, 60),
        "starts": lambda: OPENING + timedelta(minutes=chance.choice((5, 30, 45, 90, 600))),
        "information": an_id("points"),
        "subject": subjects,
        "category": one_of(*Category),
        "nature": one_of(*Nature),
        "text": words,
        "version": one_of(1, 2, 3),
        "risk": an_id("risks"),
        "at_risk": subjects,
        "from_whom": one_of(None, "perpetrator"),
        "action": an_id("actions"),
        "to": agencies,
        "wording": wording,
        "was": lambda: wording() if chance.random() < SAID else None,
        "invited": lambda: tuple(agencies() for _ in range(chance.randrange(3))),
        "verdict": one_of(*Verdict),
        "why": words,
        "outcome": one_of(*Outcome),
        "where": words,
        "lead": words,
        "answer": one_of(*Answer),
        "aim": one_of(*Aim),
        "answered_by": lambda: (an_id("actions")(),) if chance.random() < SAID else (),
        "brought_by": one_of(None, *ViewsFrom),
        "statement": lambda: chance.choice(("", *texts)),
        "facts": lambda: {"at_risk": subjects(), "text": chance.choice(texts)},
        "facts_seen": lambda: {"at_risk": subjects(), "text": chance.choice(texts)},
        "links": lambda: tuple(chance.sample(tuple(Link), chance.randrange(3))),
        "applies": lambda: chance.random() < SAID,
        "sharing": an_id("sharings"),
        "what": words,
        "to_whom": words,
        "purpose": words,
        "answered": one_of(0, 0, 1),
        "earlier": one_of(*(each for each, _, _ in state.earlier_cases()), "n1"),
        "label": one_of("A1", "A2"),
        "success": one_of("w1", "w2", f"n{chance.randrange(100)}"),
        "done": lambda: chance.random() < SAID,
        "note": words,
        "due_again": one_of(None, None, DAY.replace(day=27)),
        "permitted": lambda: chance.random() < SAID,
        "settled": lambda: tuple(
            {"risk": an_id("risks")(), "version": chance.choice((1, 1, 2))}
            for _ in range(chance.randrange(3))
        ),
        "how": one_of(*Settlement),
        "asked": one_of(OPENING, *(c.withdrawal.at for c in state.cases() if c.withdrawal)),
        "so_far": one_of(None, *Answer),
        "points": lambda: tuple(
            {"information": an_id("points")(), "version": chance.choice((1, 2))} for _ in range(2)
        ),
        "entry": an_id(chance.choice(("points", "points", "risks", "actions"))),
        "offer": one_of(*(o for c in state.cases() for o in c.late_offers), "n1"),
        "decision": one_of(*Decision),
        "told": words,
        "seen": one_of(None, "0" * 64),
        "agenda": one_of(room.agenda_version, 0),
        "place": one_of(*room.items, "99"),
        # Sometimes of the name of somebody at the table (CON-6).
        "referral": lambda: referral(agencies(), chance.choice(("Gwen Larch", "Hugo Brook"))),
    }


def _ids(state: State, what: str) -> Iterator[str]:
    for case in state.cases():
        found = {
            "actions": case.plan.actions,
            "risks": case.risks.named,
            "points": (*case.heard.points, *_prepared(state, case.case)),
            "sharings": case.sharings,
            "stand-ins": [
                person for who in case.stand_ins.values() if (person := who.asked or who.person)
            ],
        }
        yield from found[what]


def _day_posts(room: Room) -> Iterator[str]:
    """Who is asked to take over the chair or the minutes, or holds them."""
    yield from (asked.person for asked in room.asked_to_take_over.values())
    yield from (line.person for line in room.register.values() if line.role in DAY_POSTS)


def _prepared(state: State, case: str) -> Iterator[str]:
    for agency in state.room.agencies:
        yield from state.preparation(agency, case).points
