"""What the case is linked to: CASE-8."""

from meeting.case.links import LinkConsidered
from meeting.commands import LinkCommands
from meeting.decide.asking import Hearing
from meeting.state import Placed
from meeting.words import Refused


def decide_links(hearing: Hearing, command: LinkCommands) -> tuple[Placed, ...]:
    """What is said of each link after ``command``; what was said of it before gives way."""
    if not command.links:
        raise Refused("no_link_ticked", "links")
    return tuple(
        placed
        for link in dict.fromkeys(command.links)
        for placed in hearing.in_case(
            LinkConsidered(link=link, applies=command.applies, reason=command.reason)
        )
    )
