"""Guests and observers, as the chair's keys see them: whom to let in, whom to agree to, and whom to
put out because a colleague of theirs is out of the case (ROLE-5, ROLE-6, CON-5).
"""

from agenda.plan import Role
from client.acts.asking import sure
from client.acts.form import Act
from client.view.rows import row
from client.view.seen import Seen
from meeting.case.table import guests_of
from meeting.commands import AgreeObserver, ConfirmGuest, RecordConflict
from meeting.room import ItemState, Line

COLLEAGUE = "Observes for the same agency as somebody who is out of this case."
"""Why an observer is put out: it says no more than the chair already knows (CON-1)."""


def guests(seen: Seen) -> tuple[Line, ...]:
    """The guests of the case looked at who are not out of it and have not gone for good."""
    case, item = seen.case, seen.item
    if case is None or item is None or item.state is ItemState.OVER:
        return ()
    return tuple(g for g in guests_of(seen.room, case) if not case.is_withheld_from(g.person))


def to_let_in(seen: Seen) -> Line | None:
    """The first guest who is here, has signed, and waits for the chair's question (ROLE-6)."""
    case = seen.case
    waiting = (
        line
        for line in guests(seen)
        if line.may_take_part and case and not case.has_confirmed(line.person, line.since)
    )
    return next(waiting, None)


def not_ready(seen: Seen) -> tuple[Line, ...]:
    """The guests of the case looked at who are not here, or have not signed."""
    return tuple(line for line in guests(seen) if not line.may_take_part)


def to_agree_to(seen: Seen) -> Line | None:
    """The first observer who is here and to whom the chair has not agreed (ROLE-5)."""
    lines = seen.room.register.values()
    waiting = (o for o in lines if o.role is Role.OBSERVER and o.is_present and not o.agreed)
    return next(waiting, None)


def to_point_out(seen: Seen) -> Line | None:
    """The first observer in the case looked at whose agency has somebody out of it (CON-3).

    Whom the chair has ruled on stays as ruled.
    """
    case, item = seen.case, seen.item
    if case is None or item is None or item.state is ItemState.OVER:
        return None
    lines = seen.room.register
    out = {lines[p].agency for p in case.out_of_it if p in lines and case.is_withheld_from(p)}
    beside = (
        line
        for line in lines.values()
        if line.role is Role.OBSERVER and line.is_present and line.person not in case.out_of_it
    )
    return next((line for line in beside if line.agency in out), None)


def let_in(seen: Seen) -> Act | None:
    """The chair asks the guest aloud, and lets them in (ROLE-6)."""
    case, line = seen.case, to_let_in(seen)
    if case is None or line is None:
        return None
    how = "on a laptop" if line.laptop else "without a laptop"
    return sure(
        f"Let in {seen.person(line.person)}?",
        ConfirmGuest(case=case.case, person=line.person),
        seen,
        row(f"Here {how}. Ask them aloud:"),
        row("Have you read the declaration?", indent=2),
        row("Are you somewhere private, where nobody can overhear you?", indent=2),
        row("They see this case while it is on, and go out with it by themselves."),
    )


def agree(seen: Seen) -> Act | None:
    """The chair agrees to an observer (ROLE-5)."""
    line = to_agree_to(seen)
    if line is None:
        return None
    words = row(
        f"{seen.name_of(line.agency)} answers for them. They see every case, and add nothing."
    )
    command = AgreeObserver(person=line.person)
    return sure(f"Agree that {seen.person(line.person)} observes?", command, seen, words)


def put_out(seen: Seen) -> Act | None:
    """An observer is out of the case, as a colleague of theirs is (CON-5)."""
    case, line = seen.case, to_point_out(seen)
    if case is None or line is None:
        return None
    command = RecordConflict(case=case.case, person=line.person, reason=COLLEAGUE)
    words = row("It closes to them at once. Whether they leave the room or may stay, you decide.")
    return sure(f"Put {seen.person(line.person)} out of this case?", command, seen, words)
