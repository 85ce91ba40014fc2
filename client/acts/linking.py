"""What the case is linked to: one answer for any number of links (CASE-8)."""

from agenda.protocol import Link
from client.acts.asking import about
from client.acts.form import Act, Choice, Form, Option, Several, Words
from client.view.links import link_rows
from client.view.seen import Seen
from meeting.case.gaps import asked_links, open_links
from meeting.commands import AnswerLinks
from meeting.labels import LINKS

YES = "yes"
NO = "no"
SHORT = {Link.CHILDREN: "children", Link.ADULTS: "adults", Link.TRANSFER: "transfer"}
"""What a link is called where there is little room."""


def links_asked(seen: Seen) -> tuple[Link, ...]:
    """The links that the protocol has considered of the case looked at."""
    return asked_links(seen.room, seen.case) if seen.case is not None else ()


def answer_links(seen: Seen) -> Act | None:
    """Yes or no, and why, of those that are ticked: at first of all that is still open (CASE-8)."""
    case = seen.case
    if case is None or not (asked := links_asked(seen)):
        return None
    return Form(
        "What this case is linked to",
        lambda answers: AnswerLinks(
            case=case.case,
            links=tuple(Link(each) for each in answers.many("links")),
            applies=answers.one("applies") == YES,
            reason=answers.one("reason"),
        ),
        (
            Words("reason", "Why", "as it is said, for the minutes", tall=True),
            Choice("applies", "Linked", (Option(NO, "no"), Option(YES, "yes")), NO),
            Several(
                "links",
                "To",
                tuple(Option(link, LINKS[link], SHORT.get(link, "")) for link in asked),
                open_links(seen.room, case),
            ),
        ),
        cases=about(seen),
        said=link_rows(case),
        anew=answer_links,
    )
