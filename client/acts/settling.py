"""What the coordinator settles of the past: what became of an action, and who is the same."""

from typing import Final

from client.acts.form import Answers, Choice, Form, Option, Unclear, Words
from client.view.rows import row, strong
from meeting.desk import DeskAction, DeskQuestion, DeskSheet, SamePeople, SettleAction

NOT_YET: Final = Option("", "not settled")
DONE: Final = "done"
SAME: Final = "same"
CHOOSE: Final = "Say which, with the arrows or its first letters; Escape leaves it open."
LASTS: Final = "From then on it is certain: repeats and flags go by it. It can be said anew later."


def action_key(action: DeskAction) -> str:
    """What the cursor is on."""
    return f"{action.name} {action.agency_id}"


def question_key(question: DeskQuestion) -> str:
    """What the cursor is on."""
    return f"{question.earlier} {question.later}"


def settle_past(sheet: DeskSheet, key: str) -> Form | None:
    """The form for what the cursor is on; None where there is nothing to settle."""
    for action in sheet.outstanding:
        if action_key(action) == key:
            return _settle(sheet, action)
    for question in sheet.questions:
        if question_key(question) == key:
            return _same(sheet, question)
    return None


def _settle(sheet: DeskSheet, action: DeskAction) -> Form:
    reasons = tuple(Option(reason, f"not done: {reason.lower()}") for reason in action.reasons)
    options = (NOT_YET, Option(DONE, "done"), *reasons)

    def build(answers: Answers) -> SettleAction:
        chosen = answers.one("became")
        if not chosen:
            raise Unclear("became", CHOOSE)
        return SettleAction(
            meeting=sheet.meeting,
            action=action.name,
            agency=action.agency_id,
            done=chosen == DONE,
            reason="" if chosen == DONE else chosen,
            note=answers.one("note"),
        )

    fields = (
        Choice("became", "It is", options),
        Words("note", "Note", "may be left out; no name of a party", tall=True),
    )
    said = (row(strong(f"{action.agency}, {action.due}")), row(action.text))
    title = f"What became of {action.name}?"
    return Form(title, build, fields=fields, said=said, yes="settles", of_meeting=True)


def _same(sheet: DeskSheet, question: DeskQuestion) -> Form:
    options = (NOT_YET, Option(SAME, "the same people"), Option("other", "other people"))

    def build(answers: Answers) -> SamePeople:
        chosen = answers.one("they are")
        if not chosen:
            raise Unclear("they are", CHOOSE)
        return SamePeople(
            meeting=sheet.meeting,
            earlier=question.earlier,
            later=question.later,
            same=chosen == SAME,
        )

    said = (row(strong(f"{question.earlier} and {question.later}")), row(LASTS))
    fields = (Choice("they are", "They are", options),)
    title = "Are they about the same people?"
    return Form(title, build, fields=fields, said=said, yes="settles", of_meeting=True)
