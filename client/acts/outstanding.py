"""What became of actions of earlier meetings, answered where they are read out (OUT-4)."""

from collections.abc import Iterator

from agenda.plan import Role
from client.acts.asking import day, day_remarks
from client.acts.form import Act, Answers, Choice, Form, Option, Unclear, Words
from client.view.reading_out import Read, parts_read, said_of
from client.view.rows import row
from client.view.seen import Seen
from meeting.case.table import has_voice_today
from meeting.commands import AnswerOutstanding, may_give

CHOOSE = "Say why it was not done, with the arrows or its first letters."
NOT_SAID = Option("", "not said")


def answerable(seen: Seen) -> tuple[Read, ...]:
    """What this person can answer of what is read out here: of their own agency; the minute-taker
    of each that is here, or has sent a written report (ROLE-3, ROLE-8).
    """
    return tuple(read for read in parts_read(seen) if _may_answer(seen, read.part.agency))


def _may_answer(seen: Seen, agency: str) -> bool:
    if seen.role_in_meeting is not Role.MINUTE_TAKER:
        return agency == seen.agency and may_give(AnswerOutstanding, seen.role_in_meeting)
    return agency in seen.room.reports or has_voice_today(seen.room, agency)


def to_answer(seen: Seen) -> Read | None:
    """The one under the cursor, else the first that nobody has answered."""
    found = answerable(seen)
    here = (read for read in found if read.key == seen.selected)
    return next(here, next((read for read in found if read.answer is None), None))


def done(seen: Seen) -> Act | None:
    """It is done: one key where the cursor is, else it is asked first."""
    read = to_answer(seen)
    if read is None:
        return None
    command = AnswerOutstanding(
        earlier=read.earlier,
        label=read.part.label,
        agency=read.part.agency,
        answered=read.answered,
        done=True,
    )
    if read.key == seen.selected:
        return command
    return Form(
        f"Done? {said_of(seen, read)}",
        lambda _: command,
        cases=frozenset({read.earlier}),
        of_meeting=True,
        said=(row(read.part.text),),
        yes="yes",
    )


def not_done(seen: Seen) -> Act | None:
    """It is not done: for which reason, and by when it is to be done all the same, if it is."""
    read = to_answer(seen)
    if read is None:
        return None
    reasons = seen.room.protocol.actions.reasons_not_done

    def build(answers: Answers) -> AnswerOutstanding:
        if not answers.one("reason"):
            raise Unclear("reason", CHOOSE)
        return AnswerOutstanding(
            earlier=read.earlier,
            label=read.part.label,
            agency=read.part.agency,
            answered=read.answered,
            done=False,
            reason=answers.one("reason"),
            note=answers.one("note"),
            due_again=day(seen, answers),
        )

    return Form(
        f"Not done: {said_of(seen, read)}",
        build,
        (
            Choice("reason", "Why", (NOT_SAID, *(Option(each, each.lower()) for each in reasons))),
            Words("note", "Note", "may be left out", tall=True),
            Words("due", "By when", "if it is still to be done: 2 weeks"),
        ),
        cases=frozenset({read.earlier}),
        of_meeting=True,
        said=(row(read.part.text),),
        remarks=lambda answers: day_remarks(seen, answers),
        anew=not_done,
    )


def waiting_outstanding(seen: Seen) -> Iterator[str]:
    """How many of what is read out here wait for this person."""
    if count := sum(read.answer is None for read in answerable(seen)):
        what = "1 action is" if count == 1 else f"{count} actions are"
        whose = "to be answered" if seen.role_in_meeting is Role.MINUTE_TAKER else "yours to answer"
        yield f"{what} {whose}: d done, n not done"
