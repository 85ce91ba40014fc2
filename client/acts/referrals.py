"""Which sheet of a file is read, and what its headings and agencies mean that nobody knows."""

from collections.abc import Iterable
from typing import Final

from agenda.referrals.fields import FIELDS, Key
from client.acts.form import Answers, Choice, Form, Option
from client.view.rows import row
from meeting.desk import DeskReport, Pairs, ReadReferrals
from meeting.values import Identifier

MOST_ASKED: Final = 8
"""Questions of one form; the report asks the others again."""
LATER: Final = Option("", "I do not know yet")
KEEP: Final = Option("keep", "leave it in the row as it stands")
HEADINGS: Final = (
    *(LATER, KEEP),
    *(Option(str(each.key), each.heading) for each in FIELDS if each.key is not Key.KEEP),
)
SAID: Final = "What you say here is remembered for your area, and the file is read again."


def settle(report: DeskReport, meeting: Identifier) -> Form | None:
    """A question for each; None where nothing is asked."""
    headings = report.headings[:MOST_ASKED]
    agencies = report.agencies[: MOST_ASKED - len(headings)]
    known = (LATER, *(Option(agency, name) for agency, name in report.known))
    sheets = tuple(Option(each, each) for each in (*filter(None, (report.sheet,)), *report.sheets))
    fields = (
        *((Choice("sheet", "The sheet", sheets, report.sheet),) if report.sheets else ()),
        *(
            Choice(f"heading-{n}", one, HEADINGS, guess or KEEP.value)
            for n, (one, guess) in enumerate(headings)
        ),
        *(Choice(f"agency-{n}", one, known) for n, one in enumerate(agencies)),
    )
    if not fields:
        return None

    def build(answers: Answers) -> ReadReferrals:
        return ReadReferrals(
            meeting=meeting,
            file=report.file,
            sheet=answers.one("sheet") or report.sheet,
            headings=_said(answers, "heading", (one for one, _ in headings)),
            agencies=_said(answers, "agency", agencies),
        )

    is_asked = bool(headings or agencies)
    title = "What do these mean?" if is_asked else "Which sheet has the referrals?"
    said = (row(SAID),) if is_asked else ()
    return Form(title, build, fields=fields, said=said, yes="reads it again", of_meeting=True)


def _said(answers: Answers, of: str, wordings: Iterable[str]) -> Pairs:
    pairs = ((one, answers.one(f"{of}-{n}")) for n, one in enumerate(wordings))
    return tuple((one, meaning) for one, meaning in pairs if meaning)
