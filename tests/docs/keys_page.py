"""``docs/keys.md``: the keys of each screen for each role, from the client's own table.

The tables of commands say who may give what; which of those keys a role is really offered is
seen by looking at the room as that role, in every state that ``life`` has passed through.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from agenda.plan import Role
from client.acts.keyed.key import Key
from client.acts.keys import KEYS, at_register, offered
from client.screens.desk_keys import KEYS as DESK
from client.screens.help import LOOKING
from client.view.seen import Place, Seen
from meeting.case.information import HandRaised
from meeting.commands import GIVEN_BY
from meeting.labels import ROLES
from meeting.managing import MANAGED_BY
from meeting.state import Placed, State
from meeting.streams import case_stream
from tests.client.keystrokes import ACTS, Act, Said
from tests.docs.life import CASE, NOW, TABLE, folded, lived
from tests.docs.markdown import GENERATED, code, page, table

NAMED: Final = {
    "enter": "Enter",
    "tab": "Tab",
    "down": "↓",
    "ctrl+s": "Ctrl+S",
    "ctrl+n": "Ctrl+N",
    "ctrl+o": "Ctrl+O",
}
HELP: Final = ("?", "All keys of your part, and which of them do something now.")
SCREENS: Final = {
    Place.BEFORE: "Before the day: the agenda, research, and who comes",
    Place.LOBBY: "The lobby: who is here, and the declaration",
    Place.ROOM: "The room",
    Place.SUMMARY: "The summary",
}


def keys_page() -> str:
    """The page, whole."""
    return page(
        "# The keys",
        GENERATED,
        "A key is offered, at the foot of the screen, while it does something. A capital is typed "
        "with Shift. Whoever is named as closest to the victim judges safety as an IDVA does.",
        "## On every screen",
        table(("key", "what it does"), ((code(shown), words) for shown, words in (HELP, *LOOKING))),
        *(part for place in Place for part in _screen(place)),
        "## The coordinator's desk",
        table(("key", "what it does"), ((code(shown), words) for shown, _, words in DESK)),
        "## How many keys the commonest acts take",
        "Counted on the real screen by `tests/client/test_keystrokes.py`. What is said is typed as "
        "it is said, and no key of it counts; ··· stands for it. Who is third in the register "
        "takes three of `↓`.",
        *(part for role, acts in ACTS.items() for part in _counted(role, acts)),
    )


def _counted(role: Role, acts: Iterable[Act]) -> Iterator[str]:
    yield f"### A {ROLES[role]}"
    rows = ((act.what, str(len(act.keys)), " ".join(map(_pressed, act.presses))) for act in acts)
    yield table(("what is done", "keys", "which"), rows)


def _pressed(key: str) -> str:
    return "···" if isinstance(key, Said) else code(NAMED.get(key, key))


def _screen(place: Place) -> Iterator[str]:
    yield f"## {SCREENS[place]}"
    for role in Role:
        keys = [key for key in KEYS if place in key.places and role in roles_of(key)]
        if keys:
            yield f"### {SCREENS[place].split(':')[0]}: {ROLES[role]}"
            besides = ((code(f"G, {key.shown}"), key.help) for key in at_register(role, place))
            yield table(("key", "what it does"), (*_rows(keys), *besides))


def _rows(keys: Iterable[Key]) -> Iterator[tuple[str, str]]:
    return ((code(key.shown), key.help) for key in keys)


def roles_of(key: Key) -> frozenset[Role]:
    """The roles to whom the key is offered at some moment."""
    may_give = frozenset(MANAGED_BY.get(key.command) or GIVEN_BY[key.command])
    looked_at = frozenset(role for _, role, _ in TABLE.values())
    seen = frozenset(role for role, name in _seen() if name == key.name)
    return may_give - looked_at | seen if seen else may_give


@cache
def _seen() -> frozenset[tuple[Role, str]]:
    """(role, key) wherever somebody at the table was offered a key."""
    return frozenset(
        (role, key.name)
        for state in _moments()
        for person, (_, role, laptop) in TABLE.items()
        if laptop
        for key in offered(Seen(state, person, NOW))
    )


def _moments() -> Iterator[State]:
    yield from lived().states
    for person in TABLE:
        raised = Placed(case_stream(CASE), HandRaised(person=person))
        yield folded(lived().states[0], (raised,), person)
