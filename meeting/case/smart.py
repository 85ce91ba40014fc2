"""What is missing for an action to be SMART, in words, while it is typed (ACT-2).

Nothing here refuses: only the text and the owner are needed to offer an action.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from meeting.case.actions import Wording

VAGUE: Mapping[str, str] = {
    "monitor": "ring her on Friday and report to the {advocate}",
    "consider": "decide by a date, and say who decides",
    "be aware": "put a marker on the address",
    "liaise": "send the referral and confirm that it was received",
    "support": "meet her at the clinic on Thursday",
    "discuss": "agree the date with the school and write it down",
    "explore": "ask the landlord for the forms and send them in",
    "continue": "say what will be done next, and by when",
    "try": "say what will be done if it does not work",
    "look into": "check the tenancy record and tell the {advocate}",
    "keep an eye": "drive past twice each night until Monday",
    "look at": "read the file and tell the {advocate} what it says",
    "engage": "meet him on Tuesday at the clinic",
    "attempt": "ring at noon each day until Friday, then tell the {advocate}",
    "work with": "visit on the fifth and write down what was seen",
    "safeguard": "hold a strategy meeting by Monday",
    "encourage": "take her to the appointment on Wednesday",
    "review": "read the plan with her on Friday and send the changes",
    "ensure": "say what will be done so that it is so",
    "assist": "fill in the form with her on Tuesday",
    "raise awareness": "tell the night staff by name who may not come in",
    "gather more information": "say what is to be found out, from whom, and by when",
    "ongoing": "say what is done next, and by when",
    "as needed": "say what is done, and on which day",
    "as soon as possible": "by Friday at noon",
    "where appropriate": "say in which case it is done",
    "if required": "say who decides, and by when",
}
"""Words that promise nothing anybody could see done, each with an example that does."""
A_THING_TOO: Final = frozenset({"support", "review"})
"""Not questioned where it is what somebody is, or a thing: a support worker, the review."""
_THE = r"(?<!\bthe )(?<!\ba )(?<!\bthis )(?<!\bnext )"
_NOT_WHO = r"(?!\s+(?:worker|officer|group|service|plan|team|meeting|line)s?\b)"


class Part(StrEnum):
    """What makes an action SMART, besides its text and owner; the value asks for it."""

    DUE = "by when?"
    FOR_WHOM = "for whom?"
    RISKS = "which risk does it answer?"
    DONE_WHEN = "done when? (what will show it)"


def missing(wording: Wording, *, has_risks: bool) -> tuple[Part, ...]:
    """What the action does not say yet, most important first; empty when it says everything.

    ``has_risks``: whether the case has any risk that it could be for.
    """
    gaps = (
        (wording.due is None, Part.DUE),
        (wording.for_whom is None, Part.FOR_WHOM),
        (has_risks and not wording.risks, Part.RISKS),
        (not wording.done_when, Part.DONE_WHEN),
    )
    return tuple(part for is_missing, part in gaps if is_missing)


def vague_verbs(text: str, advocate: str = "IDVA") -> tuple[tuple[str, str], ...]:
    """Each vague verb in ``text`` with an example of a better one, in the order of the table.

    ``advocate`` is what the protocol calls whoever speaks for the victim.
    """
    lowered = text.lower()
    found = ((verb, better) for verb, better in VAGUE.items() if _form(verb).search(lowered))
    return tuple((verb, better.replace("{advocate}", advocate)) for verb, better in found)


@cache
def _form(verb: str) -> re.Pattern[str]:
    """``verb`` as people write it: monitor, monitors, monitored, monitoring."""
    first, *rest = verb.split()
    stem = first.removesuffix("e") if first != "be" else first
    forms = [first, f"{first}s", *(f"{stem}{end}" for end in ("es", "ed", "ing"))]
    if first.endswith("y"):
        forms += [f"{first[:-1]}ies", f"{first[:-1]}ied"]
    tail = "".join(rf"\s+{re.escape(word)}" for word in rest)
    before, after = (_THE, _NOT_WHO) if verb in A_THING_TOO else ("", "")
    return re.compile(rf"{before}\b(?:{'|'.join(forms)}){tail}\b{after}")
