"""The running order before the day: cases change places, and are closed with a reason (AG-10)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from client.acts.form import Act, Answers, Choice, Form, Option, StayHere, Unclear, Words
from client.view.case import party_rows
from client.view.rows import row, strong
from client.view.seen import Seen
from meeting.agreeing import answers_late, chair_is_out, nobody_can_agree
from meeting.case.hearing import Case, Late
from meeting.commands import AgreeToLate, AnyCommand, CloseBefore, DeclineLate, MoveItem
from meeting.room import Item, ItemState

EARLIER, LATER = -1, 1


def neighbour(seen: Seen, which: int) -> Item | None:
    """The case before or after the one that is looked at that can make room for it; None at either
    end. One with a time of its own stays where it is, and is passed by.
    """
    places = [item for item in seen.room.items.values() if _makes_room(seen, item)]
    if seen.item not in places or seen.case is None:
        return None
    at = places.index(seen.item) + which
    return places[at] if 0 <= at < len(places) else None


def _makes_room(seen: Seen, item: Item) -> bool:
    case = seen.state.case(item.case) if item.case is not None else None
    if case is None or item.state is not ItemState.LISTED:
        return False
    return item == seen.item or case.fixed_at is None


def move(which: int, seen: Seen) -> Act | None:
    """The case that is looked at, one place on: at once, and it can be moved back."""
    other = neighbour(seen, which)
    if other is None or seen.item is None:
        return None
    return MoveItem(item=seen.item.item, place=other.item, agenda=seen.room.agenda_version)


def can_close(seen: Seen) -> bool:
    """The case that is looked at is still to be heard."""
    return seen.item is not None and seen.item.state is ItemState.LISTED


def close(seen: Seen) -> Act | None:
    """It is not going to be heard, and why; it stays on the agenda (AG-10)."""
    case, item = seen.case, seen.item
    if case is None or item is None:
        return None
    version = seen.room.agenda_version
    return Form(
        f"Close {item.label} before the day?",
        lambda answers: CloseBefore(case=case.case, agenda=version, reason=answers.one("reason")),
        (Words("reason", "Why", "for whoever may read this case"),),
        said=(row("It keeps its number and stays on the agenda, as closed. It is not undone."),),
        cases=frozenset({case.case}),
        yes="close",
    )


# An urgent case that was asked for

AGREE, DECLINE = "agree", "decline"
NOBODY_AGREES: Final = {
    False: "Nobody can agree to the urgent case you asked for: call an emergency meeting (# e)",
    True: "Nobody can agree to the urgent case you asked for: have an emergency meeting called",
}
"""By whether the chair asked, who has no desk to call one."""
TOLD_FOR: Final = timedelta(days=4)
"""For how long whoever asked is told that it was declined: a long weekend is over by then."""


def _late(seen: Seen) -> Iterator[tuple[Case, Late]]:
    for case in seen.state.streams.values():
        if isinstance(case, Case) and case.late is not None and case.is_asked_for:
            yield case, case.late


def asked_for(seen: Seen) -> Case | None:
    """The urgent case that waits for this person's answer, if one does (AG-10)."""
    room, line, coordinator = seen.room, seen.line, seen.coordinator
    if line is None:
        return None
    for case, _ in _late(seen):
        answers = answers_late(room, case, line, coordinator=coordinator)
        if answers and not case.is_declined:
            return case
    return None


def asked_by_me(seen: Seen) -> str:
    """What this person is told of the urgent case that they asked for; empty where none waits.

    Where who could agree is out of it, what to do instead, and not who that is.
    """
    mine = (case for case, late in _late(seen) if late.asked_by == seen.me)
    case = next((case for case in mine if not case.is_declined), None)
    if case is None or case.late is None:
        return ""
    if nobody_can_agree(seen.room, case):
        return NOBODY_AGREES[case.late.by_chair]
    other = "the coordinator" if case.late.by_chair else "the chair"
    if not case.late.by_chair and chair_is_out(seen.room, case):
        other = "another coordinator"
    return f"The urgent case that you asked for waits for {other}, who reads it with *"


def declined(seen: Seen) -> Case | None:
    """The urgent case that this person asked for and that was declined last (AG-10)."""
    mine = [
        (late.declined_at, case)
        for case, late in _late(seen)
        if late.asked_by == seen.me
        and late.declined_at is not None
        and seen.now - late.declined_at < TOLD_FOR
    ]
    return max(mine, key=lambda each: each[0])[1] if mine else None


def answer_late(seen: Seen) -> Act | None:
    """It is read before it is answered; whoever asked reads why it was declined."""
    case = asked_for(seen)
    if case is None or case.late is None:
        return _why_declined(seen)
    agree = AgreeToLate(case=case.case, agenda=seen.room.agenda_version)
    return Form(
        "Add this urgent case to the agenda?",
        lambda answers: _answered(agree, answers),
        (
            Choice(
                "answer", "Answer", (Option(AGREE, "yes, add it"), Option(DECLINE, "no, decline"))
            ),
            Words("reason", "Why not", "where you decline; chair and coordinator alone read it"),
        ),
        said=(
            row(strong("Asked for by "), seen.person(case.late.asked_by)),
            row(strong("Why now: "), case.late.reason),
            *party_rows(seen, case),
            row(""),
            row("It comes after all others, and everybody who reads the agenda reads it then."),
        ),
        cases=frozenset({case.case}),
        of_meeting=True,
    )


def _answered(agree: AgreeToLate, answers: Answers) -> AnyCommand:
    if answers.one("answer") != DECLINE:
        return agree
    reason = answers.one("reason").strip()
    if not reason:
        raise Unclear("reason", "Say why not: whoever asked has to know what to do instead.")
    return DeclineLate(case=agree.case, reason=reason)


def _why_declined(seen: Seen) -> Act | None:
    case = declined(seen)
    if case is None or case.late is None:
        return None
    return Form(
        "The urgent case that you asked for was declined",
        lambda _: StayHere(),
        said=(
            row(strong("Declined by "), seen.person(case.late.declined_by or "")),
            row(strong("Why: "), case.late.why_declined),
            *party_rows(seen, case),
            row(""),
            row(
                "It is on no agenda, and nobody else knows of it. If it has to be heard, ask for "
                "it once more and say why, or call an emergency meeting for it."
            ),
        ),
        cases=frozenset({case.case}),
        yes="close",
        of_meeting=True,
    )
