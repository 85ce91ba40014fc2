"""One simulated person, a process of its own: given an invitation, and nothing else.

Who it is, it learns from the server; what it would do, from the book of the day. What it reports
on standard output is for whoever watches the demonstration, a line of JSON each.
"""

import asyncio
import json
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from client.getting_in import NotLetIn
from client.happenings import Noticed
from client.loop import run
from meeting.case.actions import COMMITTED
from meeting.case.hearing import Case
from meeting.commands import AnyCommand, Attend, Leave, ShareInformation, TakeOver
from meeting.joining import Invitation, parse_invitation
from meeting.room import Phase, Room
from meeting.wire import About
from tests.demo.plain import plain
from tests.demo.roles import case_on, what_next
from tests.demo.timed import Timed
from tests.demo.today import TODAY
from tests.demo.voice import (
    HOLD_YOUR_POINTS,
    OPEN_YOUR_LAPTOP,
    SPEAK,
    THE_DAY_IS_OVER,
    YOU_ARE_CALLED_AWAY,
    YOUR_LAPTOP_FAILS,
    Voice,
)
from tests.getting_in import PASSWORD, come_in
from tests.people import Person

IF_FREE = "--if-free"


def main() -> None:
    """``python -m tests.demo.person INVITATION [--if-free]``."""
    invitation = parse_invitation(Path(sys.argv[1]).read_text(encoding="utf-8"))
    if invitation is None:
        raise SystemExit("that is no invitation")
    with suppress(KeyboardInterrupt):
        run(live(invitation, if_free=IF_FREE in sys.argv[2:]))


async def live(invitation: Invitation, *, if_free: bool = False) -> None:
    """Comes in and sits down, acts on what is seen until the meeting is over, and reports.

    Who comes ``if_free`` goes again where somebody at another terminal has used the invitation.
    """
    try:
        seat = await come_in(invitation)
    except NotLetIn:
        if if_free:
            return
        raise
    person = Timed(seat)
    voice = Voice(person.look_up)
    person.sit_down()
    await person.until(lambda: person.is_connected or person.ended, "connected")
    tell("here", person=person.id, is_connected=person.is_connected)
    while not is_over(person, voice):
        if laptop_fails(person, voice):
            await without_laptop(person, voice)
        acts = acts_now(person, voice)
        if acts and (seconds := person.too_soon(acts[0])):
            await asyncio.sleep(seconds)
        elif acts:
            await act(person, acts, voice)
        else:
            await person.something()
        tell_phase(person)
    await person.close_laptop()
    report(person)


def is_over(person: Person, voice: Voice) -> bool:
    """Whether the server has closed after the approval, or sent this person away.

    Whose line was lost at that moment was not told by the server, and hears it in the room.
    """
    told = any(isinstance(h, Noticed) and h.about is About.CLOSING for h in person.happenings)
    closed = told or voice.heard(THE_DAY_IS_OVER)
    return bool(person.ended) or (closed and person.room.phase is Phase.APPROVED)


def acts_now(person: Person, voice: Voice) -> list[AnyCommand]:
    """What to do next: one thing, or all of one's points in one breath."""
    if voice.heard(YOU_ARE_CALLED_AWAY) and person.room.register and person.me.is_present:
        return [Leave()]
    acts = list(what_next(person.state, person.id)) if person.is_connected else []
    points: list[AnyCommand] = [act for act in acts if isinstance(act, ShareInformation)]
    if not points:
        return acts[:1]
    case = case_on(person.state)
    held = case is not None and case.case == TODAY.killed and voice.heard(HOLD_YOUR_POINTS)
    if held and not voice.heard(SPEAK):
        tell("ready")
        return []
    return points


async def act(person: Person, acts: list[AnyCommand], voice: Voice) -> None:
    """Sends everything at once, then waits for each answer.

    A refusal can only be for what was decided before a withdrawal came: it is told, not hidden.
    """
    if any(isinstance(command, TakeOver) for command in acts):
        # Of who takes the chair their password is asked once more (ROLE-7).
        await person.link.prove(PASSWORD)
    ids = [person.send(command) for command in acts]
    if len(ids) > 1:
        tell("spoken", points=len(ids))
    for message_id, command in zip(ids, acts, strict=True):
        await person.until(
            partial(settled, person, voice, message_id), f"an answer to {command.kind}"
        )
        if (code := person.refusal_of(message_id)) is not None:
            tell("refused", command=command.kind, code=code)


def settled(person: Person, voice: Voice, message_id: str) -> bool:
    """Whether nothing more will come of this command."""
    return person.is_settled(message_id) or is_over(person, voice)


def laptop_fails(person: Person, voice: Voice) -> bool:
    """Whether this person's laptop gives up now: in the case without laptops, once."""
    on = person.room.on
    fails = voice.heard(YOUR_LAPTOP_FAILS) and not voice.heard(OPEN_YOUR_LAPTOP)
    return fails and on is not None and on.case == TODAY.no_laptops


async def without_laptop(person: Person, voice: Voice) -> None:
    """Sits there, and speaks to the minute-taker, until the case is over; then opens it again."""
    await person.close_laptop()
    tell("laptop", open=False)
    await person.until(lambda: voice.heard(OPEN_YOUR_LAPTOP), "told that the case is over")
    person.sit_down()
    await person.until(lambda: person.is_connected and not person.me.laptop, "back")
    await person.do(Attend())
    tell("laptop", open=True)


TOLD: set[tuple[str, str]] = set()


def tell_phase(person: Person) -> None:
    """Tells once of each new phase and of each case that is on."""
    room = person.room
    on = room.on.case if room.on is not None and room.on.case is not None else ""
    for what, value in (("phase", str(room.phase)), ("on", on)):
        if value and (what, value) not in TOLD:
            TOLD.add((what, value))
            tell(what, value=value)
    for case in person.state.cases():
        if case.closing is not None and ("over", case.case) not in TOLD:
            TOLD.add(("over", case.case))
            tell("over", value=case.case, **outcome(room, case))


def outcome(room: Room, case: Case) -> dict[str, object]:
    """What the room says of a case that is over."""
    item = room.item_of(case.case)
    standings = [action.standing for action in case.plan.actions.values()]
    return {
        "label": item.label if item else "",
        "outcome": str(case.closing.outcome) if case.closing else "",
        "points": len(case.heard.points),
        "risks": len(case.risks.named),
        "actions": sum(standing in COMMITTED for standing in standings),
    }


def report(person: Timed) -> None:
    """Everything that the judge wants to know of this person."""
    tell(
        "report",
        person=person.id,
        fold={str(stream): plain(value) for stream, value in person.state.streams.items()},
        held=person.link.mirror.held,
        frames=person.frames,
        reconnects=person.link.reconnects,
        resent=person.link.outbox.resent,
        unacknowledged=person.unacknowledged_when_lost,
        waiting=len(person.link.outbox.waiting),
        acknowledged=person.acknowledged,
        refused=person.refused,
        waits=person.longest_waits(),
        ended=person.ended,
    )


def tell(what: str, **facts: object) -> None:
    """One line of JSON on standard output."""
    sys.stdout.write(json.dumps({"what": what, **facts}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
