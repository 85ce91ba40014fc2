"""Keys of before the day."""

from functools import partial

from client.acts import (
    listing,
    preparing,
)
from client.acts.keyed.key import BEFORE, LOBBY, Key, always
from meeting import commands as c
from meeting.case.research import Answer

KEYS: tuple[Key, ...] = (
    # Before the day: who organises
    Key(
        "open_agenda", "g", "g", "open the agenda",
        "Open the agenda to those named for the meeting, once the names are confirmed.",
        c.OpenAgenda, preparing.open_agenda, preparing.can_open_agenda, BEFORE,
    ),
    Key(
        "open_room", "R", "R", "open the room", "On the day: open the room.",
        c.OpenRoom, preparing.open_room, preparing.can_open_room, BEFORE,
    ),
    Key(
        "move_earlier", "less_than_sign", "<", "earlier",
        "Move the case one place up; times follow, and its number stays.",
        c.MoveItem, partial(listing.move, listing.EARLIER),
        lambda s: listing.neighbour(s, listing.EARLIER) is not None, BEFORE,
    ),
    Key(
        "move_later", "greater_than_sign", ">", "later",
        "Move the case one place down; times follow, and its number stays.",
        c.MoveItem, partial(listing.move, listing.LATER),
        lambda s: listing.neighbour(s, listing.LATER) is not None, BEFORE,
    ),
    Key(
        "close_before", "Z", "Z", "close the case",
        "Close a case that is not going to be heard, with a reason; it stays on the agenda.",
        c.CloseBefore, listing.close, listing.can_close, BEFORE,
    ),
    # Before the day: representatives, about the case under the cursor
    Key(
        "known", "k", "k", "known", "Your agency has looked into this case, and knows it.",
        c.MarkResearch, partial(preparing.mark, Answer.KNOWN),
        partial(preparing.is_not, Answer.KNOWN), BEFORE,
    ),
    Key(
        "research_nothing", "n", "n", "nothing known",
        "Your agency has looked into this case, and knows nothing.",
        c.MarkResearch, partial(preparing.mark, Answer.NOTHING_KNOWN),
        partial(preparing.is_not, Answer.NOTHING_KNOWN), BEFORE,
    ),
    Key(
        "prepare", "i", "i", "prepare a point",
        "Prepare a point: your agency's alone until you share it.",
        c.PreparePoint, preparing.prepare, always, BEFORE,
    ),
    Key(
        "change_prepared", "e", "e", "change the point", "Change the prepared point.",
        c.ChangePreparedPoint, preparing.change, lambda s: preparing.pointed(s) is not None,
        BEFORE,
    ),
    Key(
        "remove_prepared", "x", "x", "remove the point", "Remove the prepared point.",
        c.RemovePreparedPoint, preparing.remove, lambda s: preparing.pointed(s) is not None,
        BEFORE,
    ),
    # Before the day: who comes
    Key(
        "send_apologies", "a", "a", "apologies",
        "Apologies: your own, or those that reached you (chair, minute-taker, coordinator).",
        c.SendApologies, preparing.apologies, preparing.is_expected, BEFORE | LOBBY,
    ),
    Key(
        "after_all", "A", "A", "comes after all", "Who had sent apologies comes after all.",
        c.ComeAfterAll, preparing.after_all, preparing.has_sent_apologies, BEFORE | LOBBY,
    ),
    Key(
        "send_deputy", "d", "d", "deputy", "Say which colleague comes instead.",
        c.SendDeputy, preparing.deputy, lambda s: bool(preparing.deputies(s)), BEFORE,
    ),
    Key(
        "hand_in_report", "p", "p", "report in", "A written report of the agency is in.",
        c.HandInReport, preparing.report, preparing.sends_report, BEFORE,
    ),
)  # fmt: skip
