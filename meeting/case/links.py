"""What the case is linked to, yes or no with why (CASE-8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from agenda.protocol import Link
from meeting.values import Event
from meeting.words import Words


class LinkConsidered(Event):
    """Whether the case is linked to one of these, and why; what is said last stands (CASE-8)."""

    kind: Literal["link_considered"] = "link_considered"
    link: Link
    applies: bool
    reason: Words


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """``applies``: the case is linked to it; ``reason`` is why it is, or is not."""

    applies: bool
    reason: str


Links = Mapping[Link, LinkAnswer]


def fold_links(links: Links, event: LinkConsidered) -> Links:
    """``links`` after ``event``. Copies facts; decides nothing and never raises."""
    return {**links, event.link: LinkAnswer(event.applies, event.reason)}
