"""The chair and the minutes for the rest of the day: asked, answered, given back (ROLE-7)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from agenda.plan import Role
from client.acts.asking import sure
from client.acts.form import Act, Answers, Choice, Form, Option, Unclear
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Seen
from meeting.case.posts import POST_OF
from meeting.commands import (
    AnyCommand,
    AskToTakeOver,
    DeclineToTakeOver,
    GiveBack,
    TakeBack,
    TakeOver,
)
from meeting.labels import POSTS
from meeting.room import DayPost, Phase
from meeting.taking_over import (
    DAY_POSTS,
    can_take_over,
    given_back_to,
    is_held,
    taken_over,
    to_ask_for,
    to_take_back,
)

ACCEPT, DECLINE = "accept", "decline"
LATE: Final = timedelta(minutes=10)
"""How long after the beginning nobody is told that somebody has not come."""
POWERS: Final[dict[Role, str]] = {
    Role.CHAIR: "You lead the meeting and every case, and approve the list; what your own agency "
    "knows the minute-taker writes down for you.",
    Role.MINUTE_TAKER: "You write down what is said in every case, sign people in, and read the "
    "actions back.",
}


def said(post: DayPost) -> str:
    """``the chair``, ``the minutes``."""
    return POSTS[POST_OF[post]]


def between_cases(seen: Seen) -> bool:
    """No case is on: in the middle of one somebody stands in instead."""
    return seen.room.heard is None


def mine_to_ask(seen: Seen) -> tuple[DayPost, ...]:
    """What I may ask somebody to take over now."""
    if seen.line is None or not between_cases(seen):
        return ()
    return tuple(to_ask_for(seen.room, seen.line, coordinator=seen.coordinator))


def ask(seen: Seen) -> Act | None:
    """Somebody is asked to take over; what has nobody here comes first."""
    posts = sorted(mine_to_ask(seen), key=lambda post: is_held(seen.room, post))
    people = tuple(
        Option(line.person, seen.person(line.person))
        for line in seen.room.register.values()
        if can_take_over(seen.room, line)
    )
    return Form(
        "Ask somebody to take over for the rest of the day",
        lambda answers: _asked(seen, answers),
        (
            Choice("day_post", "What", tuple(Option(post, said(post)) for post in posts)),
            Choice("person", "Whom", people),
        ),
        said=(
            row("They accept or decline on their own screen. For one case alone: S, in the room."),
            row("Whoever takes over settles names that are alike as well, where any are left."),
        ),
        remarks=lambda answers: _remarks(seen, answers),
        yes="ask",
    )


def _asked(seen: Seen, answers: Answers) -> AnyCommand:
    person = answers.one("person")
    if not person:
        raise Unclear("person", "Choose somebody: type the first letters of a name.")
    post = _post(answers)
    asked, holder = seen.room.asked_to_take_over.get(post), seen.room.holder(post)
    before = asked.person if asked else holder.person if holder else None
    return AskToTakeOver(day_post=post, person=person, in_place_of=before)


def _post(answers: Answers) -> DayPost:
    return Role.CHAIR if answers.one("day_post") == Role.CHAIR else Role.MINUTE_TAKER


def _remarks(seen: Seen, answers: Answers) -> tuple[Row, ...]:
    """Who holds it now, and who was asked already."""
    post = _post(answers)
    holder, asked = seen.room.holder(post), seen.room.asked_to_take_over.get(post)
    here = "" if is_held(seen.room, post) else ", and cannot do it here now"
    words = f"{holder.name} holds it{here}." if holder else "Nobody holds it."
    also = f" {seen.person(asked.person)} is asked." if asked else ""
    return (row(Piece(words + also, Tone.QUIET)),)


def asked_of_me(seen: Seen) -> tuple[DayPost, ...]:
    """What I am asked to take over."""
    asked = seen.room.asked_to_take_over
    return tuple(post for post in DAY_POSTS if post in asked and asked[post].person == seen.me)


def answer(seen: Seen) -> Act | None:
    """I take it over, or I do not."""
    if not (posts := asked_of_me(seen)):
        return None
    post = posts[0]

    def build(answers: Answers) -> AnyCommand:
        if answers.one("answer") == ACCEPT:
            return TakeOver(day_post=post)
        return DeclineToTakeOver(day_post=post)

    return Form(
        f"Take over {said(post)} for the rest of the day?",
        build,
        (Choice("answer", "Answer", (Option(ACCEPT, "I do"), Option(DECLINE, "I do not"))),),
        said=(row(POWERS[post]), row("You can give it back between cases (H).")),
    )


def give_back(seen: Seen) -> Act | None:
    """What I took over I give back to the last who held it before and is here."""
    post = taken_over(seen.room, seen.line) if seen.line else None
    earlier = given_back_to(seen.room, post) if post else None
    if post is None or earlier is None:
        return None
    title = f"Give {said(post)} back to {seen.person(earlier.person)}?"
    return sure(title, GiveBack(day_post=post, person=earlier.person), seen)


def can_give_back(seen: Seen) -> bool:
    """Whether I took anything over, somebody is here to take it back, and no case is on."""
    return between_cases(seen) and give_back(seen) is not None


def take_back(seen: Seen) -> Act | None:
    """What is mine by the plan I take back, and ask nobody."""
    post = to_take_back(seen.room, seen.line) if seen.line else None
    holder = seen.room.holder(post) if post else None
    if post is None or holder is None:
        return None
    title = f"Take {said(post)} back from {seen.person(holder.person)}?"
    words = row(f"{POWERS[post]} Everybody sees it in the register.")
    return sure(title, TakeBack(day_post=post, holder=holder.person), seen, words)


def can_take_back(seen: Seen) -> bool:
    """Whether another holds what is mine by the plan, and no case is on."""
    return between_cases(seen) and take_back(seen) is not None


# What waits


def waiting_to_take_over(seen: Seen) -> Iterator[str]:
    """What I am asked, and what nobody here holds and I can ask somebody to take over."""
    for post in asked_of_me(seen):
        then = "U answer" if between_cases(seen) else "answer when this case is over (U)"
        yield f"You are asked to take over {said(post)} for the rest of the day: {then}"
    yield from _waiting_to_take_back(seen)
    if not _is_late(seen):
        return
    for post in mine_to_ask(seen):
        if not is_held(seen.room, post):
            asked = seen.room.asked_to_take_over.get(post)
            now = f"asked: {seen.person(asked.person)}" if asked else "U ask somebody"
            yield f"Nobody here holds {said(post)} ({now})"


def _waiting_to_take_back(seen: Seen) -> Iterator[str]:
    """Said to who is back, until they have had the time to read it: they may leave it as it is."""
    line = seen.line
    post = to_take_back(seen.room, line) if line else None
    holder = seen.room.holder(post) if post else None
    if post is None or holder is None or line is None or line.came_in is None or not line.held:
        return
    until = line.held[-1].until
    if until is not None and until < line.came_in and seen.now < line.came_in + LATE:
        then = "H takes it back" if between_cases(seen) else "take it back when this case is over"
        yield f"{holder.name} holds {said(post)} in your place: {then}"


def _is_late(seen: Seen) -> bool:
    starts, phase = seen.room.starts, seen.room.phase
    early = starts is None or seen.now < starts + LATE
    return not early and phase is not Phase.APPROVED
