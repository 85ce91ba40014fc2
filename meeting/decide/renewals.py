"""Accounts that were renewed by an invitation from a room, put on the register (ATT-6, CON-2)."""

from meeting.access import Reader, is_newly_renewed
from meeting.decide.guests import with_guests
from meeting.room import AccountRenewed, PersonLetInAgain
from meeting.state import Placed, State
from meeting.streams import ROOM


def decide_renewal(state: State, reader: Reader) -> tuple[Placed, ...]:
    """What the register is to say of the account of ``reader``, where they are expected and it is
    news: that it was renewed, or that the operator has invited them since, who knows them.

    Who asked for it is kept even where they are not on this register: they could come by the door,
    and are not to let that person in. No sitting is told of by that: nobody asks from one (RES-2).
    """
    room, renewed = state.room, reader.renewed
    line = room.register.get(reader.person)
    if line is None:
        return ()
    if renewed is None:
        settled = PersonLetInAgain(person=line.person)
        return with_guests(state, (Placed(ROOM, settled),)) if line.is_unsure else ()
    if not is_newly_renewed(room, line, reader):
        return ()
    event = AccountRenewed(person=line.person, renewed=renewed.at, asked_by=renewed.asked_by)
    return with_guests(state, (Placed(ROOM, event),))
