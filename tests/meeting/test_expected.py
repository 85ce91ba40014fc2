"""Before the day the register is told who comes, who sends whom, which reports are in (ATT-1)."""

from dataclasses import replace

import pytest

from agenda.plan import ExpectedPerson, MeetingPlan
from meeting.commands import (
    ComeAfterAll,
    HandInReport,
    OpenRoom,
    SendApologies,
    SendDeputy,
)
from meeting.room import (
    ApologiesReceived,
    ApologiesTakenBack,
    Attendance,
    DeputyNamed,
    Ending,
    ReportReceived,
    ending,
)
from tests.given import A_PLAN, Given, published

DEPUTY = ExpectedPerson(id="deputy-housing", name="Dora Pike", agency="housing")
PLAN = MeetingPlan.model_validate(
    {**A_PLAN.model_dump(), "people": (*A_PLAN.people, DEPUTY)},
)
SENT = SendApologies(person="housing")
DORA = SendDeputy(person="housing", deputy=DEPUTY.id)


def expected(coordinator: str = "") -> Given:
    return replace(published(PLAN), coordinator=coordinator)


@pytest.mark.parametrize("who", ["housing", "chair", "minutes", "police"])
def test_apologies_are_said_by_oneself_or_told_to_who_organises(who: str) -> None:
    """ATT-1: here the coordinator comes from the police."""
    given = expected("police").when(who, SENT).then(ApologiesReceived(person="housing"))
    assert given.line("housing").attendance is Attendance.APOLOGIES
    given.when(who, SENT).refused("already_there", "person")
    back = given.when(who, ComeAfterAll(person="housing")).then(
        ApologiesTakenBack(person="housing")
    )
    assert back.line("housing").attendance is Attendance.EXPECTED
    back.when(who, ComeAfterAll(person="housing")).refused("already_there", "person")


def test_nobody_says_it_of_another_agency() -> None:
    """ATT-1, ROLE-4."""
    for command in (SENT, ComeAfterAll(person="housing"), DORA):
        expected().when("police", command).refused("your_own_or_organisers", "person")
    report = HandInReport(agency="housing")
    expected().when("police", report).refused("your_own_or_organisers", "agency")


@pytest.mark.parametrize("who", ["housing", "chair"])
def test_somebody_sends_a_deputy_of_their_own_agency(who: str) -> None:
    """ATT-1: whether the deputy came, the register says on the day."""
    sent = (
        expected()
        .when(who, DORA)
        .then(
            ApologiesReceived(person="housing"),
            DeputyNamed(person="housing", deputy=DEPUTY.id),
        )
    )
    assert sent.line(DEPUTY.id).deputises_for == "housing"
    sent.when(who, DORA).refused("already_there", "deputy")
    assert ending(sent.room, sent.line("housing")) is Ending.APOLOGIES
    came = sent.after("chair", OpenRoom()).arrived(DEPUTY.id)
    assert ending(came.room, came.line("housing")) is Ending.DEPUTISED


def test_who_sent_apologies_can_still_send_a_deputy() -> None:
    """ATT-1."""
    apologised = expected().after("housing", SENT)
    apologised.when("housing", DORA).then(DeputyNamed(person="housing", deputy=DEPUTY.id))


@pytest.mark.parametrize("deputy", ["housing", "police", "observer"])
def test_a_deputy_is_somebody_else_who_speaks_for_the_same_agency(deputy: str) -> None:
    """ATT-1, ROLE-5."""
    command = SendDeputy(person="housing", deputy=deputy)
    expected().when("housing", command).refused("not_their_deputy", "deputy")


@pytest.mark.parametrize("who", ["housing", "minutes"])
def test_a_written_report_is_handed_in(who: str) -> None:
    """ATT-1."""
    report = HandInReport(agency="housing")
    given = expected().when(who, report).then(ReportReceived(agency="housing"))
    given.when(who, report).refused("already_there", "agency")
    wrong = HandInReport(agency="circus")
    expected().when("minutes", wrong).refused("no_such_agency", "agency")
