"""Who has still to say that they know nothing to the contrary, before a case can be closed as an
inappropriate referral (CASE-7).
"""

from meeting.case.hearing import Case
from meeting.case.table import at_table, has_laptop, seats
from meeting.case.withdrawal import Withdrawal
from meeting.room import Attendance, Room
from meeting.values import AgencyId


def has_outcome(room: Room) -> bool:
    """Whether the protocol has it that a case is closed as an inappropriate referral."""
    return bool(room.protocol.hearing.inappropriate_referral)


def open_request(case: Case) -> Withdrawal | None:
    """What is asked, while it stands: nobody knows otherwise, and who asked is not out of it."""
    asked = case.withdrawal
    if asked is None or asked.otherwise or asked.lapsed or case.is_withheld_from(asked.by):
        return None
    return asked


def still_to_answer(room: Room, case: Case) -> tuple[AgencyId, ...]:
    """The agencies that are here, or stepped out and will be back, and have not said whether they
    know otherwise, and those that knew otherwise before, here or not (CASE-7); nobody while nothing
    is asked. The referring agency answers by its asking.
    """
    asked = open_request(case)
    if asked is None:
        return ()
    return tuple(
        seat.agency
        for seat in seats(room, case)
        if seat.agency not in {asked.agency, *asked.nothing_known}
        and (
            seat.agency in asked.contrary
            or _stepped_out(room, case, seat.agency)
            or at_table(room, case, seat.agency)
        )
    )


def _stepped_out(room: Room, case: Case, agency: AgencyId) -> bool:
    """Whether somebody of it is to come back: they are waited for, whatever they have said."""
    return any(
        line.agency == agency
        and line.attendance is Attendance.STEPPED_OUT
        and not case.is_withheld_from(line.person)
        for line in room.register.values()
    )


def not_asked(room: Room, case: Case) -> tuple[AgencyId, ...]:
    """The agencies that are expected, are not here, and so cannot say what they know."""
    return tuple(
        seat.agency
        for seat in seats(room, case)
        if seat.agency != case.referred_by
        and not _stepped_out(room, case, seat.agency)
        and not at_table(room, case, seat.agency)
    )


def answered_aloud(room: Room, case: Case) -> tuple[AgencyId, ...]:
    """Those still to answer for whom the minute-taker records it (ROLE-8)."""
    return tuple(
        agency
        for agency in still_to_answer(room, case)
        if at_table(room, case, agency) and not has_laptop(room, case, agency)
    )
