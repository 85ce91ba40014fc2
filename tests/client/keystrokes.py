"""The commonest acts of a minute-taker and of a representative, ten and more, key by key.

What is said is typed as it is said, and no key of it counts; what counts is every other key, from
the room as it stands to what is on record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from agenda.plan import Role
from agenda.protocol import Stage
from meeting.commands import SuggestAction
from meeting.room import Attendance, Phase
from tests.given import Given, a_hearing, a_room, record_action, volunteer, wording


class Said(str):
    """Words that are typed as they are spoken."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Act:
    """What is done, by whom, in which room; the keys; and how the record shows it done.

    ``shown`` stands on the screen when the first key is pressed, and ``forms`` after each of the
    first ones: nobody types into what they do not see.
    """

    what: str
    who: str
    given: Callable[[], Given]
    shown: str
    presses: tuple[str, ...]
    done: Callable[[Given], bool]

    @property
    def keys(self) -> tuple[str, ...]:
        """Those that count."""
        return tuple(key for key in self.presses if not isinstance(key, Said))


POINT: Final = Said("breached his order")
NEXT_POINT: Final = Said("has a new flat")
ACTION: Final = Said("change the locks")
WHY: Final = Said("my cousin")
NAME: Final = Said("hugo brook")


def _gathering() -> Given:
    return a_room().arrived("chair", "minutes")


def _declaration() -> Given:
    return a_room().arrived("chair", "minutes", "housing").in_phase(Phase.DECLARATION)


def _signed() -> Given:
    return _declaration().signed("chair", "minutes", "housing")


def _suggested() -> Given:
    to_housing = SuggestAction(
        case="oak", action="a1", to="housing", wording=wording("Fit a camera.")
    )
    return a_hearing(Stage.PLANNING).after("children", to_housing)


def _offered() -> Given:
    return a_hearing(Stage.READ_BACK).after("housing", volunteer())


def _told_aloud() -> Given:
    return a_hearing(Stage.READ_BACK).after("minutes", record_action())


def _attends(given: Given, person: str, attendance: Attendance) -> bool:
    return given.line(person).attendance is attendance


REPRESENTATIVE: Final = (
    Act("say that I am here", "housing", _gathering, "Press Enter", ("enter",),
        lambda g: g.line("housing").is_present),
    Act("sign the declaration", "housing", _declaration, "read and sign", ("enter", NAME, "enter"),
        lambda g: g.line("housing").has_signed_here),
    Act("declare a conflict", "housing", a_hearing, "c  conflict", ("c", WHY, "enter"),
        lambda g: g.case().is_withheld_from("housing")),
    Act("say that nothing is known", "housing", a_hearing, "n  nothing known", ("n",),
        lambda g: "housing" in g.case().heard.nothing_known),
    Act("ask to speak", "housing", a_hearing, "h  ask to speak", ("h",),
        lambda g: "housing" in g.case().heard.hands),
    Act("share what is known", "housing", a_hearing, "i  information", ("i", POINT, "ctrl+s"),
        lambda g: bool(g.case().heard.points)),
    Act("volunteer an action", "housing", lambda: a_hearing(Stage.PLANNING), "v  volunteer",
        ("v", ACTION, "ctrl+s"), lambda g: bool(g.case().plan.actions)),
    Act("take up a suggestion", "housing", _suggested, "take up A1", ("t", "ctrl+s"),
        lambda g: g.action("a1").owners == ("housing",)),
    Act("confirm at the read-back", "housing", _offered, "confirm A1", ("enter", "enter"),
        lambda g: g.action("a1").is_confirmed),
    Act("step out", "housing", a_hearing, "z  step out", ("z",),
        lambda g: _attends(g, "housing", Attendance.STEPPED_OUT)),
)  # fmt: skip
MINUTE_TAKER: Final = (
    Act("sign somebody in who has no laptop", "minutes", _gathering, "choose a person",
        ("down", "down", "down", "s", "enter"), lambda g: g.line("police").is_present),
    Act("record apologies", "minutes", _gathering, "choose a person",
        ("down", "down", "down", "a", "enter"),
        lambda g: _attends(g, "police", Attendance.APOLOGIES)),
    Act("say that the names are settled", "minutes", _signed, "o  names are settled", ("o",),
        lambda g: g.room.names_confirmed is not None),
    Act("record what an agency says", "minutes", a_hearing, "I  information",
        ("I", "p", "r", POINT, "ctrl+s"), lambda g: bool(g.case().heard.points)),
    Act("record the next thing that it says", "minutes", a_hearing, "I  information",
        ("I", "p", "r", POINT, "ctrl+n", NEXT_POINT, "ctrl+s"),
        lambda g: {p.agency for p in g.case().heard.points.values()} == {"probation"}
        and len(g.case().heard.points) == 2),
    Act("record that an agency knows nothing", "minutes", a_hearing, "O  nothing known",
        ("O", "p", "r", "enter"), lambda g: "probation" in g.case().heard.nothing_known),
    Act("record an action that was offered aloud", "minutes", lambda: a_hearing(Stage.PLANNING),
        "A  action", ("A", "p", "r", ACTION, "ctrl+s"),
        lambda g: bool(g.case().plan.actions)),
    Act("say that the actions are read back", "minutes", _offered, "B  read back done",
        ("B", "enter"), lambda g: g.case().read_back_at is not None),
    Act("witness a confirmation", "minutes", _told_aloud, "W witness", ("W", "enter"),
        lambda g: g.action("a1").is_confirmed),
    Act("record that somebody stepped out", "minutes", a_hearing, "Z  stepped out",
        ("Z", "h", "u", "enter"), lambda g: _attends(g, "housing", Attendance.STEPPED_OUT)),
    Act("record that somebody has left", "minutes", a_hearing, "L  has left",
        ("L", "h", "u", "enter"), lambda g: _attends(g, "housing", Attendance.LEFT)),
)  # fmt: skip
ACTS: Final = {Role.REPRESENTATIVE: REPRESENTATIVE, Role.MINUTE_TAKER: MINUTE_TAKER}
