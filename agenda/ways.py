"""What there is to do about a refusal: at the coordinator's desk, and at the command line.

The same words in two places, and after them what each place has. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Way(StrEnum):
    """What is to be done."""

    TAKE_THE_TIME = "take_the_time"
    SAY_THE_SECTION = "say_the_section"
    SAY_WHO = "say_who"
    CHOOSE_A_SHEET = "choose_a_sheet"
    TAKE_THE_TEMPLATE = "take_the_template"
    LET_ANOTHER_IMPORT = "let_another_import"
    BRING_IN = "bring_in"
    MAKE_A_PLAN = "make_a_plan"
    CHOOSE_ANOTHER_MEETING = "choose_another_meeting"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class Words:
    """The end of a sentence, in each of the two places."""

    at_desk: str
    on_command_line: str


ASK_THEM: Final = "whoever runs the server"
WAYS: Final[Mapping[Way, Words]] = {
    Way.TAKE_THE_TIME: Words("the key f does that.", "agenda fix N none"),
    Way.SAY_THE_SECTION: Words("the key f does that.", "agenda section N NAME"),
    Way.SAY_WHO: Words(
        "say who that is.",
        "say who in a file, with --note-file, or type it with --note-file -",
    ),
    Way.CHOOSE_A_SHEET: Words("with the key h.", "with --sheet."),
    Way.TAKE_THE_TEMPLATE: Words(
        f"Write headings into it, or ask {ASK_THEM} for the template.",
        "marac-server agenda template makes a file that has them.",
    ),
    Way.LET_ANOTHER_IMPORT: Words(
        "Let another coordinator import the file at their own desk, then publish.",
        "Let another import the file with agenda import --by, then publish.",
    ),
    Way.BRING_IN: Words(
        "bring referrals in with the key i.", "bring referrals in with: agenda import"
    ),
    Way.MAKE_A_PLAN: Words(
        f"Ask {ASK_THEM} to make one of a plan.", "Make a plan instead: agenda new PLAN.toml"
    ),
    Way.CHOOSE_ANOTHER_MEETING: Words(
        "Choose another meeting in the list.", "Make a plan instead: agenda new PLAN.toml"
    ),
    Way.VERIFY: Words(
        f"Tell {ASK_THEM}: the store has to be verified.", "run marac-server verify."
    ),
}


class Told(Exception):
    """Something that a person can put right. Its text is the sentence of the command line."""

    def __init__(self, said: str = "", way: Way | None = None) -> None:
        """``said`` is the sentence, up to what there is to do where there is a ``way``."""
        super().__init__(said if way is None else f"{said} {WAYS[way].on_command_line}")
        self.said = said
        self.way = way

    @property
    def at_desk(self) -> str:
        """The sentence for the coordinator's desk, where there are keys and no commands."""
        return self.said if self.way is None else f"{self.said} {WAYS[self.way].at_desk}"
