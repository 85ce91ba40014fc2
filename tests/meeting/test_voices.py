"""Who presents a case on the referrer's behalf (ROLE-10), and who brings the victim's views where
no IDVA does; it stands on the case from the start (ROLE-9).
"""

import pytest

from agenda.protocol import Stage
from meeting.access import Medium
from meeting.case.information import Category
from meeting.case.spoken_for import is_presented, said_views
from meeting.case.voices import PresenterNamed, ViewsFrom, ViewsNamed
from meeting.commands import (
    DeclareConflict,
    NamePresenter,
    NameViews,
    RecordInformation,
    RecordLeaving,
)
from meeting.papers import action_list
from meeting.values import AgencyId
from tests.given import Given, a_hearing, a_room, an_open_agenda, record_action

STATEMENT = "She wants to stay near the school."


def presents(agency: AgencyId | None) -> NamePresenter:
    return NamePresenter(case="oak", agency=agency)


def views(
    brought_by: ViewsFrom | None, agency: AgencyId | None = None, statement: str = ""
) -> NameViews:
    return NameViews(case="oak", brought_by=brought_by, agency=agency, statement=statement)


def without_idva() -> Given:
    return a_hearing(Stage.PRESENTING).after("minutes", RecordLeaving(person="idva"))


@pytest.mark.parametrize("who", ["chair", "minutes"])
def test_role_10_chair_or_minute_taker_say_who_presents_for_the_referrer(who: str) -> None:
    given = a_hearing(Stage.CONFLICTS)
    given.when(who, presents("housing")).then(PresenterNamed(agency="housing"))
    back = given.after(who, presents("housing"))
    back.when(who, presents(given.case().referred_by)).then(PresenterNamed(agency=None))


def test_role_10_it_is_agreed_beforehand_and_said_before_the_day() -> None:
    an_open_agenda().when("chair", presents("housing")).then(PresenterNamed(agency="housing"))


@pytest.mark.parametrize("who", ["police", "housing", "idva", "observer"])
def test_role_10_nobody_else_says_it(who: str) -> None:
    a_hearing().when(who, presents("housing")).refused("not_your_role")
    a_hearing().when(who, views(ViewsFrom.REFERRER)).refused("not_your_role")


def test_role_10_who_presents_is_a_member_here_and_not_out_of_the_case() -> None:
    """CON-2."""
    given = a_hearing(Stage.CONFLICTS)
    given.when("chair", presents("nobody")).refused("no_such_agency", "agency")
    out = given.after("housing", DeclareConflict(case="oak", reason="My cousin."))
    out.when("chair", presents("housing")).refused("agency_not_here", "agency")
    left = given.after("minutes", RecordLeaving(person="housing"))
    left.when("chair", presents("housing")).refused("agency_not_here", "agency")


def test_role_10_a_case_that_somebody_presents_for_an_absent_referrer_has_its_referrer() -> None:
    """CASE-6: nothing is proposed in its place."""
    room = a_room().everybody_signed()
    away = room.after("minutes", RecordLeaving(person="housing"))
    assert not away.case_called("2").case("elm").referrer_present
    agreed = away.after("minutes", NamePresenter(case="elm", agency="police"))
    assert agreed.case_called("2").case("elm").referrer_present


@pytest.mark.parametrize(
    ("named", "event"),
    [
        (
            views(ViewsFrom.CHOSEN, "housing"),
            ViewsNamed(brought_by=ViewsFrom.CHOSEN, agency="housing"),
        ),
        (
            views(ViewsFrom.WORKS_WITH, "children"),
            ViewsNamed(brought_by=ViewsFrom.WORKS_WITH, agency="children"),
        ),
        (views(ViewsFrom.REFERRER), ViewsNamed(brought_by=ViewsFrom.REFERRER, agency="police")),
        (
            views(ViewsFrom.WRITTEN, "housing", STATEMENT),
            ViewsNamed(brought_by=ViewsFrom.WRITTEN, statement=STATEMENT),
        ),
        (views(None, "housing"), ViewsNamed(brought_by=None)),
    ],
)
def test_role_9_the_victims_views_come_from_one_of_four_or_from_the_idva(
    named: NameViews, event: ViewsNamed
) -> None:
    without_idva().when("chair", named).then(event)


def test_role_9_a_statement_needs_its_words_and_who_brings_them_an_agency() -> None:
    given = without_idva()
    given.when("chair", views(ViewsFrom.WRITTEN)).refused("statement_needed", "statement")
    given.when("chair", views(ViewsFrom.CHOSEN)).refused("views_need_an_agency", "agency")
    given.when("chair", views(ViewsFrom.CHOSEN, "idva")).refused("agency_not_here", "agency")


def test_role_9_without_a_word_it_is_the_idva_and_without_her_nobody_until_somebody_is_named() -> (
    None
):
    given = a_hearing(Stage.CONFLICTS)
    assert said_views(given.room, given.case()) == "IDVA service"
    given = without_idva()
    assert said_views(given.room, given.case()) == ""
    given = given.after("chair", views(ViewsFrom.WORKS_WITH, "children"))
    said = said_views(given.room, given.case())
    assert said == "Children's services, which the victim works with"


def test_role_9_who_spoke_for_whom_is_on_the_paper_of_the_case() -> None:
    given = without_idva().after(
        "minutes", presents("housing"), views(ViewsFrom.WRITTEN, statement=STATEMENT)
    )
    (case,) = action_list(given.state, given.reader("housing", Medium.PAPER)).cases
    assert case.presented_by == "Housing, for Police"
    assert case.views_from == f"in writing: {STATEMENT}"


def a_chair_alone() -> Given:
    """The police referred case 1, and their only person here chairs the meeting."""
    return a_room().everybody_signed().after("minutes", RecordLeaving(person="police"))


def test_case_6_the_referrer_is_here_if_its_own_person_chairs() -> None:
    assert a_chair_alone().case_called().case().referrer_present


def test_role_10_the_case_of_the_chairs_own_agency_is_presented_by_the_chair_or_a_colleague() -> (
    None
):
    called = a_chair_alone().case_called()
    named = called.after("minutes", presents("housing"))
    named.when("minutes", presents("police")).then(PresenterNamed(agency=None))
    called.when("minutes", views(ViewsFrom.REFERRER)).allowed()


def test_role_4_the_minute_taker_writes_what_the_chair_says_for_the_chairs_own_agency() -> None:
    """But nothing is offered for it: the chair does not volunteer as chair (ROLE-2, ACT-2)."""
    called = a_chair_alone().case_called().at_stage(Stage.ROUND)
    said = RecordInformation(
        case="oak",
        information="i1",
        agency="police",
        subject="victim",
        category=Category.RISK_FACTOR,
        text="Called out twice since May.",
    )
    called.when("minutes", said).allowed()
    planning = called.at_stage(Stage.PLANNING)
    planning.when("minutes", record_action("police")).refused("suggest_instead", "agency")


def test_con_2_a_chair_who_is_out_of_the_case_is_not_the_referrer_here() -> None:
    out = a_chair_alone().after("chair", DeclareConflict(case="oak", reason="My cousin."))
    assert not is_presented(out.room, out.case())
