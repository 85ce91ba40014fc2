"""What somebody's own agency may know and can offer: shown when asked for, and inserted nowhere."""

from client.acts.asking import about
from client.acts.form import Act, Form, StayHere
from client.view.seen import Seen

NEITHER = "It stands nowhere until you say it; what you offer is your agency's to decide."


def prompt(seen: Seen) -> Act | None:
    """The reminder of the protocol for my agency (CASE-3, ACT-1)."""
    lines = _lines(seen)
    if not lines:
        return None
    return Form(
        f"{seen.name_of(seen.agency)}: what you may know, and can offer",
        lambda _: StayHere(),
        cases=about(seen),
        reading="\n".join((*lines, "", NEITHER)),
        yes="back",
        of_meeting=True,
    )


def has_prompt(seen: Seen) -> bool:
    """Whether the protocol has one for my agency."""
    return bool(_lines(seen))


def _lines(seen: Seen) -> tuple[str, ...]:
    mine = [each for each in seen.room.protocol.prompts if seen.agency in each.agencies]
    known = tuple(f"· {line}" for each in mine for line in each.knows)
    done = tuple(f"· {line}" for each in mine for line in each.does)
    return (
        *(("What you may know", *known) if known else ()),
        *(("",) if known and done else ()),
        *(("What you can offer", *done) if done else ()),
    )
