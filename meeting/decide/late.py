"""A latecomer asks for a case that is over (ATT-2)."""

from meeting.access import may_open, may_read
from meeting.case.hearing import FinishedCaseOpened
from meeting.commands import OpenFinishedCase
from meeting.decide.asking import Asking
from meeting.state import Placed
from meeting.streams import case_stream
from meeting.words import Refused


def decide_opening(asking: Asking, command: OpenFinishedCase) -> tuple[Placed, ...]:
    """The case is open to the asker from now on, which its readers can see.

    One that is withheld, one that is not over and one that does not exist: the same answer.
    """
    stream = case_stream(command.case)
    if stream in may_read(asking.state, asking.who):
        raise Refused("is_open_to_you", "case")
    if stream not in may_open(asking.state, asking.who):
        raise Refused("no_such_case")
    return (Placed(stream, FinishedCaseOpened(person=asking.who.person)),)
