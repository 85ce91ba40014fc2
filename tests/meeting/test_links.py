"""CASE-8: links are considered and recorded, yes or no with why; what was not considered is open
at the close, and a link to safeguarding answers for the children (ACT-10).
"""

from typing import Final

import pytest

from agenda.protocol import HearingRules, Link, Stage
from meeting.access import Medium
from meeting.case.gaps import open_links
from meeting.case.links import LinkAnswer, LinkConsidered
from meeting.commands import AnswerLinks
from meeting.papers import action_list
from tests.given import A_PLAN, Given, a_hearing
from tests.given import given as a_room_by

BUT_CHILDREN: Final = tuple(link for link in Link if link is not Link.CHILDREN)


def answer(*links: Link, applies: bool = False, reason: str = "Never convicted.") -> AnswerLinks:
    return AnswerLinks(case="oak", links=links, applies=applies, reason=reason)


def heard_by(*links: Link) -> Given:
    """A case in its planning, by a protocol that has these links considered."""
    protocol = A_PLAN.protocol.model_copy(update={"hearing": HearingRules(links=links)})
    room = a_room_by(A_PLAN.model_copy(update={"protocol": protocol}))
    return room.everybody_signed().case_called().at_stage(Stage.PLANNING)


@pytest.mark.parametrize("who", ["chair", "minutes"])
@pytest.mark.parametrize("applies", [True, False])
def test_case_8_chair_or_minute_taker_says_of_several_links_at_once_yes_or_no_and_why(
    who: str, *, applies: bool
) -> None:
    a_hearing().when(who, answer(Link.MAPPA, Link.ADULTS, applies=applies)).then(
        LinkConsidered(link=Link.MAPPA, applies=applies, reason="Never convicted."),
        LinkConsidered(link=Link.ADULTS, applies=applies, reason="Never convicted."),
    )


@pytest.mark.parametrize("who", ["police", "idva", "observer"])
def test_case_8_nobody_else_says_it(who: str) -> None:
    a_hearing().when(who, answer(Link.MAPPA)).refused("not_your_role")


def test_case_8_an_answer_that_is_about_no_link_is_refused() -> None:
    a_hearing().when("minutes", answer()).refused("no_link_ticked", "links")


def test_case_8_what_is_said_last_stands() -> None:
    """A link that turns out to be one is no longer said to be none."""
    given = a_hearing().after("minutes", answer(Link.MAPPA))
    given = given.after("chair", answer(Link.MAPPA, applies=True, reason="On licence since May."))
    assert given.case().links == {
        Link.MAPPA: LinkAnswer(applies=True, reason="On licence since May.")
    }


def test_case_8_links_are_considered_from_when_somebody_speaks() -> None:
    a_hearing(Stage.CONFLICTS).when("chair", answer(Link.MAPPA)).refused("not_now")


def test_case_8_what_was_not_considered_is_open_and_what_was_is_not() -> None:
    given = a_hearing()
    assert "no link was considered yet" in given.gaps()
    given = given.after("chair", answer(Link.MAPPA, Link.ADULTS, Link.TRANSFER))
    left = "links not considered: safeguarding children and LADO or PiPOT"
    assert left in given.gaps()
    given = given.after("chair", answer(*Link))
    assert not any("link" in gap for gap in given.gaps())


def test_case_8_safeguarding_children_is_considered_where_there_are_any() -> None:
    """Case 2 has none."""
    given = heard_by(*Link)
    for case, asked in (("oak", True), ("elm", False), ("ash", True)):
        assert (Link.CHILDREN in open_links(given.room, given.case(case))) is asked


@pytest.mark.parametrize("applies", [True, False])
def test_act_10_what_was_said_of_safeguarding_answers_for_the_children(*, applies: bool) -> None:
    said = "no action safeguards the children, nor said why none is needed"
    given = a_hearing(Stage.READ_BACK)
    assert said in given.gaps()
    other = given.after("chair", answer(*BUT_CHILDREN, applies=applies))
    assert said in other.gaps()
    why = "Children's services have them on a plan."
    given = given.after("chair", answer(Link.CHILDREN, applies=applies, reason=why))
    assert said not in given.gaps()


@pytest.mark.parametrize("links", [(), (Link.MAPPA,), (Link.ADULTS, Link.TRANSFER)])
def test_case_8_which_links_are_considered_is_the_protocols(links: tuple[Link, ...]) -> None:
    given = heard_by(*links)
    assert open_links(given.room, given.case()) == links
    assert any("link" in gap for gap in given.gaps()) is bool(links)


def test_case_8_what_was_said_of_links_is_on_the_paper_of_the_case() -> None:
    given = a_hearing().after("minutes", answer(Link.MAPPA))
    given = given.after("chair", answer(Link.ADULTS, applies=True, reason="She has a carer."))
    (case,) = action_list(given.state, given.reader("police", Medium.PAPER)).cases
    assert case.links == (
        "MAPPA: no, Never convicted.",
        "safeguarding adults: yes, She has a carer.",
    )
