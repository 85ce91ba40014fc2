"""Who is out of a case, out of the room; and who stands in for them (CON-3, ROLE-7)."""

from collections.abc import Iterator

from agenda.plan import Role
from client.acts.asking import about, sure
from client.acts.form import Act, Answers, Choice, Form, Option, Unclear, Words
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Seen
from meeting.case.hearing import Case, OutOfIt
from meeting.case.posts import (
    ROLE_OF,
    acting,
    can_stand_in,
    chooses,
    is_led,
    still_in_the_room,
    vacant,
)
from meeting.case.stand_in import Post, StandIn
from meeting.commands import (
    AcceptStandIn,
    AnyCommand,
    AskToStandIn,
    DeclineStandIn,
    HandBack,
    TickOut,
)
from meeting.labels import POSTS, listed
from meeting.room import ItemState, Line, Phase

ACCEPT, DECLINE = "accept", "decline"
POWERS = {
    Post.CHAIR: "You call the case, lead it and close it; what your own agency knows the "
    "minute-taker writes down for you.",
    Post.MINUTES: "You write down what is said, read the actions back, and nobody else does.",
    Post.VICTIMS_VOICE: "You bring the victim's views, and say of each action whether it is safe.",
    Post.PROCESSING: "You take the case's papers and its actions on after the meeting.",
}


# Leaving the room


def tick_out(seen: Seen) -> Act | None:
    """Somebody who is out of the case has left the room (CON-3)."""
    case = seen.case
    inside = still_in_the_room(seen.room, case) if case else ()
    if case is None or not inside:
        return None
    if len(inside) == 1:
        person = inside[0].person
        return sure(
            f"{seen.person(person)} has left the room?",
            TickOut(case=case.case, person=person),
            seen,
        )
    people = tuple(Option(line.person, seen.person(line.person)) for line in inside)
    return Form(
        "Who has left the room?",
        lambda answers: TickOut(case=case.case, person=answers.one("person")),
        (Choice("person", "Person", people),),
        cases=about(seen),
        yes="has left",
    )


def inside(seen: Seen) -> tuple[Line, ...]:
    """Who is out of the case looked at and still in the room (CON-3); in a break in its middle
    nobody is told out, for everybody may come in again before it ends.
    """
    interrupted = seen.item is not None and seen.item.state is ItemState.INTERRUPTED
    return still_in_the_room(seen.room, seen.case) if seen.case and not interrupted else ()


# Asking


def ask(seen: Seen) -> Act | None:
    """Somebody is asked to stand in; what has nobody comes first (CON-3)."""
    case = _case_to_ask_for(seen)
    if case is None:
        return None
    missing = vacant(seen.room, case)
    posts = (*missing, *(post for post in Post if post not in missing))
    return Form(
        f"Ask somebody to stand in for {_label(seen, case)}",
        lambda answers: _asked(case, answers),
        (
            Choice("post", "For", tuple(Option(post, POSTS[post]) for post in posts)),
            Choice("person", "Whom", _able(seen, case, posts[0])),
        ),
        cases=frozenset({case.case}),
        said=(row("They accept or decline on their own screen."),),
        remarks=lambda answers: _remarks(seen, case, answers),
        yes="ask",
    )


def may_ask(seen: Seen) -> bool:
    """Whether I may ask somebody to stand in, for the case looked at or one that needs it."""
    return _case_to_ask_for(seen) is not None


def _case_to_ask_for(seen: Seen) -> Case | None:
    """The case looked at, unless another one needs somebody and this one nobody."""
    mine = [case for case in seen.state.cases() if _is_mine_to_fill(seen, case)]
    needing = [case for case in mine if vacant(seen.room, case)]
    looked_at = [case for case in mine if case == seen.case]
    return next(iter([case for case in looked_at if case in needing] + needing + looked_at), None)


def _is_mine_to_fill(seen: Seen, case: Case) -> bool:
    if case.closing is not None or seen.line is None:
        return False
    return chooses(seen.room, case, seen.line, coordinator=seen.coordinator)


def _able(seen: Seen, case: Case, wanted: Post) -> tuple[Option, ...]:
    """Everybody who could take over anything in this case, first who could take ``wanted``."""
    lines = seen.room.register.values()
    able = [each for each in lines if any(_could(seen, case, post, each) for post in Post)]
    able.sort(key=lambda each: not _could(seen, case, wanted, each))
    return tuple(Option(each.person, seen.person(each.person)) for each in able)


def _could(seen: Seen, case: Case, post: Post, line: Line) -> bool:
    """Whether they can take it over, and do not have it already."""
    holder = acting(seen.room, case, post)
    has_it = holder is not None and holder.person == line.person
    return not has_it and can_stand_in(seen.room, case, post, line)


def _asked(case: Case, answers: Answers) -> AnyCommand:
    person = answers.one("person")
    if not person:
        raise Unclear("person", "Choose somebody: type the first letters of a name.")
    post = Post(answers.one("post"))
    now = case.stand_ins.get(post, StandIn())
    return AskToStandIn(
        case=case.case, post=post, person=person, in_place_of=now.asked or now.person
    )


def _remarks(seen: Seen, case: Case, answers: Answers) -> tuple[Row, ...]:
    """Who holds it now, and who was asked already."""
    post = Post(answers.one("post"))
    holder, now = acting(seen.room, case, post), case.stand_ins.get(post, StandIn())
    said = f"{holder.name} holds it now." if holder else "Nobody holds it."
    asked = f" {seen.person(now.asked)} is asked." if now.asked else ""
    line = seen.room.register.get(answers.one("person"))
    unable = line is not None and not _could(seen, case, post, line)
    words = f"! {line.name} cannot take over {POSTS[post]}." if line and unable else ""
    warning = (row(Piece(words, Tone.WARNING), indent=2),) if words else ()
    return (row(Piece(said + asked, Tone.QUIET)), *warning)


# Answering


def asked_of_me(seen: Seen) -> tuple[tuple[Case, Post], ...]:
    """What I am asked to take over, in whichever case."""
    return tuple(
        (case, post)
        for case in seen.state.cases()
        for post, who in case.stand_ins.items()
        if who.asked == seen.me and case.closing is None
    )


def answer(seen: Seen) -> Act | None:
    """I stand in, or I do not (CON-3)."""
    if not (asked := asked_of_me(seen)):
        return None
    case, post = asked[0]
    return Form(
        f"Stand in for {POSTS[post]} of {_label(seen, case)}?",
        lambda answers: _answered(case, post, answers),
        (
            Choice("answer", "Answer", (Option(ACCEPT, "I do"), Option(DECLINE, "I do not"))),
            Words("reason", "Why not", "if you like"),
        ),
        cases=frozenset({case.case}),
        said=(row(POWERS[post]), row("At the end of the case it goes back by itself.")),
    )


def _answered(case: Case, post: Post, answers: Answers) -> AnyCommand:
    if answers.one("answer") == ACCEPT:
        return AcceptStandIn(case=case.case, post=post)
    return DeclineStandIn(case=case.case, post=post, reason=answers.one("reason"))


def hand_back(seen: Seen) -> Act | None:
    """What I took over for the case looked at, I give back (ROLE-7)."""
    case = seen.case
    post = next(iter(_mine(seen)), None)
    if case is None or post is None:
        return None
    return sure(f"Hand back {POSTS[post]}?", HandBack(case=case.case, post=post), seen)


def stands_in(seen: Seen) -> bool:
    """Whether I stand in for anything in the case looked at, which is not over."""
    return bool(seen.case and seen.case.closing is None and _mine(seen))


def _mine(seen: Seen) -> tuple[Post, ...]:
    stand_ins = seen.case.stand_ins.items() if seen.case else ()
    return tuple(post for post, who in stand_ins if who.person == seen.me)


# What waits


def waiting_to_answer(seen: Seen) -> Iterator[str]:
    """What I am asked to take over."""
    for case, post in asked_of_me(seen):
        yield f"You are asked to stand in for {POSTS[post]} of {_label(seen, case)}: S answer"


def waiting_for_others(seen: Seen) -> Iterator[str]:
    """Who has to take over before a case can be called."""
    for case in seen.state.cases():
        if _is_mine_to_fill(seen, case) and (missing := vacant(seen.room, case)):
            yield f"{_label(seen, case)}: {_to_be_filled(seen, case, missing)}"


def waiting_for_nobody(seen: Seen) -> Iterator[str]:
    """The cases that nobody leads, for who is at the table and may not choose who does (CON-3)."""
    if seen.room.phase is not Phase.HEARING or seen.role_in_meeting is Role.GUEST:
        return
    left = (case for case in seen.state.cases() if case.closing is None)
    unled = [case for case in left if not is_led(seen.room, case)]
    if labels := [_label(seen, case) for case in unled if not _is_mine_to_fill(seen, case)]:
        yield f"{listed(labels, 'and')}: the coordinator chooses who leads, or it stays unheard"


def _to_be_filled(seen: Seen, case: Case, missing: tuple[Post, ...]) -> str:
    asked = [who.asked for post, who in case.stand_ins.items() if post in missing and who.asked]
    said = listed((POSTS[post] for post in missing), "and")
    names = listed((seen.person(person) for person in asked), "and")
    now = f"asked: {names}" if names else "S ask somebody"
    return f"somebody has to stand in for {said} ({now})"


def waiting_to_leave(seen: Seen) -> Iterator[str]:
    """Who has to leave the room before the case that is on goes on.

    Who has declared and waits for the ruling is not named on a screen that all can see (CON-1).
    """
    case = seen.case
    if case is None or seen.role not in ROLE_OF.values():
        return
    left = [line for line in inside(seen) if case.out_of_it[line.person] is OutOfIt.RECUSED]
    if left:
        names = listed((line.name for line in left), "and")
        yield f"{names} {'is' if len(left) == 1 else 'are'} to leave the room: o tick out"


def _label(seen: Seen, case: Case) -> str:
    item = seen.room.item_of(case.case)
    return item.label if item else "a case"
