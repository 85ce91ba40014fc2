"""Keys of the summary, and handing over for the rest of the day."""

from client.acts import (
    chairing,
    handing_over,
    speaking,
    stand_ins,
)
from client.acts.keyed.key import ANYWHERE, SUMMARY, Key, always
from meeting import commands as c
from meeting.room import Phase

KEYS: tuple[Key, ...] = (
    # The summary
    Key(
        "approve", "A", "A", "approve the list", "Approve the action list.",
        c.ApproveActionList, chairing.approve, always, SUMMARY,
    ),
    Key(
        "back", "b", "b", "back to hearing", "Go back to hearing cases.",
        c.EnterPhase, chairing.back_to_hearing, lambda s: s.room.phase is Phase.SUMMARY, SUMMARY,
    ),
    Key(
        "declare_late", "c", "c", "conflict", "Declare a conflict: the case closes to you at once.",
        c.DeclareConflict, speaking.declare_conflict_late,
        lambda s: any(True for _ in s.state.cases()), SUMMARY,
    ),
    # Handing over for the rest of the day: seldom, and on every screen
    Key(
        "ask_to_take_over", "U", "U", "hand over",
        "Ask somebody to take the chair or the minutes for the rest of the day.",
        c.AskToTakeOver, handing_over.ask,
        lambda s: bool(handing_over.mine_to_ask(s)) and not handing_over.asked_of_me(s), ANYWHERE,
    ),
    Key(
        "give_back", "H", "H", "give back",
        "Give the chair or the minutes back to the last who held them before and is here.",
        c.GiveBack, handing_over.give_back,
        lambda s: handing_over.can_give_back(s) and not stand_ins.stands_in(s), ANYWHERE,
    ),
    Key(
        "take_back", "H", "H", "take back",
        "Take back the chair or the minutes that are yours today, once you are here again.",
        c.TakeBack, handing_over.take_back,
        lambda s: handing_over.can_take_back(s) and not stand_ins.stands_in(s), ANYWHERE,
    ),
)  # fmt: skip
