"""Who answers an urgent case where the chair is out of it: AG-10, CON-3, CON-6."""

from dataclasses import replace

import pytest

from meeting.agreeing import nobody_can_agree
from meeting.case.hearing import LateCaseDeclined
from meeting.commands import DeclineLate, SettleMatch
from meeting.matching import Decision
from meeting.values import PersonId
from tests.given import A_PLAN, Given, a_room, an_open_agenda
from tests.meeting.test_late_case import LATE, agree, ask, coordinated, reads, settle

DECLINE = DeclineLate(case=LATE, reason="He is in prison.")


def recuse(person: PersonId) -> SettleMatch:
    put_out = settle(Decision.RECUSED, "This one is not for you.")
    return put_out.model_copy(update={"person": person})


def chair_put_out(given: Given) -> Given:
    """The minute-taker, who is the coordinator, asked for it; its victim is the chair."""
    return coordinated(given).after("minutes", ask("Petra Oakes"), recuse("chair"))


def by_another(given: Given) -> Given:
    """Housing is a coordinator of the area too."""
    return replace(given, coordinator="housing")


def test_where_the_chair_is_out_of_it_another_coordinator_agrees_ag_10() -> None:
    given = chair_put_out(an_open_agenda())
    agreed = by_another(given).after("housing", agree())
    assert agreed.room.item_of(LATE) is not None
    assert not agreed.reads("chair", LATE)
    late = agreed.case(LATE).late
    assert late is not None
    assert (late.asked_by, late.agreed_by) == ("minutes", "housing")


def test_or_declines_it_ag_10() -> None:
    given = by_another(chair_put_out(an_open_agenda()))
    given.when("housing", DECLINE).then(LateCaseDeclined(reason=DECLINE.reason))


def test_on_the_day_too_ag_10() -> None:
    given = chair_put_out(a_room().everybody_signed())
    assert by_another(given).after("housing", agree()).room.item_of(LATE) is not None


def test_the_chair_is_told_nothing_before_con_6() -> None:
    given = chair_put_out(an_open_agenda())
    assert reads(given, "chair") == reads(coordinated(an_open_agenda()), "chair")
    given.when("chair", agree()).refused("no_such_case")
    given.when("chair", DECLINE).refused("no_such_case")


def test_still_nobody_alone_puts_a_case_on_ag_10() -> None:
    given = chair_put_out(an_open_agenda())
    given.when("minutes", agree()).refused("another_agrees")
    given.when("minutes", DECLINE).refused("another_agrees")
    for who in ("police", "housing", "idva"):
        given.when(who, agree()).refused("no_such_case")


def test_nor_does_another_coordinator_as_long_as_the_chair_may_ag_10() -> None:
    """Likewise while it is not settled whether the chair is a party of it."""
    for victim in ("Gwen Larch", "Petra Oakes"):
        given = coordinated(an_open_agenda()).after("minutes", ask(victim))
        by_another(given).when("housing", agree()).refused("another_agrees")
    clear = settle(Decision.CLEAR).model_copy(update={"person": "chair"})
    cleared = coordinated(an_open_agenda()).after("minutes", ask("Petra Oakes"), clear)
    by_another(cleared).when("housing", agree()).refused("another_agrees")
    cleared.when("chair", agree()).allowed()


def test_nor_one_who_is_out_of_it_as_well_con_3() -> None:
    given = coordinated(an_open_agenda()).after("minutes", ask("Petra Oakes", "Hugo Brook"))
    out = given.after("minutes", recuse("chair"), recuse("housing"))
    by_another(out).when("housing", agree()).refused("no_such_case")


def by_plan() -> Given:
    """An open agenda; the minute-taker is the only coordinator, by the plan too."""
    named = (
        each.model_copy(update={"coordinator": each.id == "minutes"}) for each in A_PLAN.people
    )
    return coordinated(an_open_agenda(A_PLAN.model_copy(update={"people": tuple(named)})))


@pytest.mark.parametrize(
    ("given", "nobody"),
    [
        (chair_put_out(by_plan()), True),
        (by_plan().after("minutes", ask()), False),
        (by_plan().after("minutes", ask("Petra Oakes")), False),
        (by_plan().after("chair", ask()), False),
        (by_plan().after("chair", ask("Milo Penn"), recuse("minutes")), True),
        (coordinated(an_open_agenda()).after("chair", ask()), False),
    ],
)
def test_whether_there_is_anybody_to_agree_ag_10(given: Given, *, nobody: bool) -> None:
    assert nobody_can_agree(given.room, given.case(LATE)) is nobody
