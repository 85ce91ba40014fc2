"""Repeats (AG-7): the same victim and any one of the same perpetrators, within the months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.likeness import ComparedParty
from agenda.matching import likeness
from agenda.months import months_after
from agenda.past.held import HeldCase
from agenda.past.known import Past
from agenda.past.repeats import Found, NewCase, What, found
from agenda.past.sameness import Sure, Told, nobody_told
from agenda.protocol.afterwards import History, RepeatFrom, RepeatTo
from tests.agenda.past.cases import held, new, parties

GENERIC = History()
BY_HEARING = History(repeat_from=RepeatFrom.LAST_HEARING, repeat_to=RepeatTo.REFERRAL)
REFERRED, HEARD = date(2025, 10, 20), date(2025, 11, 25)
MEETING = date(2026, 11, 24)


def says(
    case: NewCase, *past: HeldCase, rules: History = GENERIC, told: Told = nobody_told
) -> Found:
    return found(Past(past, likeness, rules, told), case)


def test_the_same_people_within_twelve_months_are_a_repeat_ag_7() -> None:
    said = says(new(MEETING, date(2026, 10, 1)), held(HEARD, REFERRED))
    assert [(one.what, one.sure) for one in said.earlier] == [(What.REPEAT, Sure.CERTAIN)]
    assert said.repeat is Sure.CERTAIN


@pytest.mark.parametrize(
    ("rules", "last"),
    [(GENERIC, months_after(REFERRED, 12)), (BY_HEARING, months_after(HEARD, 12))],
    ids=["counted from the last referral", "counted from the last hearing"],
)
def test_the_months_end_with_the_day_that_the_protocol_counts_from_ag_7(
    rules: History, last: date
) -> None:
    past = held(HEARD, REFERRED)
    day = last + timedelta(days=60)
    assert says(new(day, last), past, rules=rules).earlier[0].what is What.REPEAT
    after = says(new(day, last + timedelta(days=1)), past, rules=rules)
    assert (after.earlier[0].what, after.repeat) == (What.LATER, Sure.NO)


@pytest.mark.parametrize(
    ("counted_to", "what"), [(RepeatTo.INCIDENT, What.REPEAT), (RepeatTo.REFERRAL, What.LATER)]
)
def test_they_are_counted_to_the_incident_or_to_the_referral_ag_7(
    counted_to: RepeatTo, what: What
) -> None:
    late = new(MEETING, referred_on=date(2026, 10, 25), incident_on=date(2026, 10, 15))
    said = says(late, held(HEARD, REFERRED), rules=History(repeat_to=counted_to))
    assert said.earlier[0].what is what


def test_the_area_says_how_many_months_ag_7() -> None:
    said = says(new(MEETING, MEETING), held(HEARD, REFERRED), rules=History(repeat_months=24))
    assert said.repeat is Sure.CERTAIN


@pytest.mark.parametrize(
    ("people", "what"),
    [
        (parties("Anwen Oakhill", "Curtis Elmer"), What.OTHER_PERPETRATOR),
        (parties("Bettina Elmer", "Dale Oakhill"), What.OTHER_VICTIM),
        (parties("Anwen Oakhill", "Curtis Elmer", "Dale Oakhill"), What.REPEAT),
    ],
    ids=["another perpetrator", "another victim", "any one of the same perpetrators"],
)
def test_one_perpetrator_of_the_same_is_enough_and_without_one_it_is_a_new_case_ag_7(
    people: tuple[ComparedParty, ...], what: What
) -> None:
    said = says(new(MEETING, date(2026, 10, 1), people=people), held(HEARD, REFERRED))
    assert [one.what for one in said.earlier] == [what]


def test_people_who_have_nothing_in_common_are_not_spoken_of_ag_7() -> None:
    others = parties("Delia Ashworth", "Edgar Ashworth")
    assert says(new(MEETING, people=others), held(HEARD, REFERRED)).earlier == ()


@pytest.mark.parametrize(
    "people",
    [
        parties("Anwen Oakhil", "Dale Oakhill"),
        parties("Anwen Oakhill", "Dayle Oakhill"),
    ],
    ids=["a slip in the victim's name", "a slip in the perpetrator's"],
)
def test_what_is_likely_is_asked_and_not_decided_ag_7(people: tuple[ComparedParty, ...]) -> None:
    said = says(new(MEETING, date(2026, 10, 1), people=people), held(HEARD, REFERRED))
    assert said.repeat is Sure.LIKELY


def test_the_same_name_without_a_date_of_birth_is_likely_and_no_more_ag_7() -> None:
    unborn = tuple(party.model_copy(update={"born": None}) for party in parties())
    assert says(new(MEETING, people=unborn), held(HEARD, HEARD)).repeat is Sure.LIKELY


def test_another_date_of_birth_makes_another_person_unless_they_live_there_ag_7() -> None:
    old, now = parties(), parties()
    now = (now[0].model_copy(update={"born": date(1970, 8, 1)}), now[1])
    said = says(new(MEETING, date(2026, 10, 1), people=now), held(HEARD, REFERRED, people=old))
    assert [one.what for one in said.earlier] == [What.OTHER_VICTIM]
    here = {"address": "4 Alder Row, Northvale"}
    old, now = (old[0].model_copy(update=here), old[1]), (now[0].model_copy(update=here), now[1])
    said = says(new(MEETING, date(2026, 10, 1), people=now), held(HEARD, REFERRED, people=old))
    assert [(one.what, one.sure) for one in said.earlier] == [(What.REPEAT, Sure.LIKELY)]


def test_who_only_lives_at_the_same_address_is_another_victim_ag_7() -> None:
    here = {"address": "4 Alder Row, Northvale"}
    past, now = parties(), parties("Mabel Thorne")
    past = (past[0].model_copy(update=here), past[1])
    now = (now[0].model_copy(update=here), now[1])
    said = says(new(MEETING, date(2026, 10, 1), people=now), held(HEARD, REFERRED, people=past))
    assert [one.what for one in said.earlier] == [What.OTHER_VICTIM]


def test_what_somebody_has_answered_is_certain_ag_7() -> None:
    people = parties("A. Oakhill")
    case, past = new(MEETING, date(2026, 10, 1), people=people), held(HEARD, REFERRED)

    def yes(earlier: str, later: str) -> bool:
        return (earlier, later) == (past.key, case.key)

    assert says(case, past, told=yes).repeat is Sure.CERTAIN
    assert says(case, past, told=lambda _, __: False).earlier == ()


def test_where_the_day_of_the_referral_is_not_held_a_near_hearing_is_asked_about_ag_7() -> None:
    near = says(new(MEETING, date(2026, 10, 1)), held(HEARD))
    assert (near.earlier[0].what, near.repeat) == (What.REPEAT, Sure.LIKELY)
    far = says(new(MEETING, MEETING), held(date(2025, 11, 1)))
    assert (far.earlier[0].what, far.earlier[0].sure) == (What.LATER, Sure.CERTAIN)


def test_a_case_that_was_put_off_and_comes_again_is_no_repeat_ag_7() -> None:
    assert says(new(MEETING), held(HEARD, REFERRED, was_heard=False)).earlier == ()


def test_neither_its_own_meeting_nor_a_later_one_is_the_past_of_a_case_ag_7() -> None:
    assert says(new(MEETING), held(MEETING), held(MEETING + timedelta(days=30))).earlier == ()


def test_the_second_repeat_within_twelve_months_is_pointed_out_ag_7() -> None:
    first = held(date(2026, 1, 20), date(2026, 1, 5))
    second = held(date(2026, 2, 17), date(2026, 2, 3))
    once = says(new(date(2026, 2, 17), date(2026, 2, 3)), first)
    twice = says(new(date(2026, 7, 21), date(2026, 7, 6)), first, second)
    assert (once.second_repeat, twice.second_repeat) == (Sure.NO, Sure.CERTAIN)
    assert [one.held.heard_on for one in twice.earlier] == [second.heard_on, first.heard_on]


def test_a_repeat_more_than_twelve_months_after_the_first_referral_is_no_second_one_ag_7() -> None:
    first = held(date(2025, 6, 16), date(2025, 6, 1))
    second = held(date(2026, 2, 17), date(2026, 2, 3))
    said = says(new(date(2026, 7, 21), date(2026, 7, 6)), first, second)
    assert (said.repeat, said.second_repeat) == (Sure.CERTAIN, Sure.NO)


def test_the_second_is_counted_from_the_first_referral_also_where_a_repeat_is_not_ag_7() -> None:
    """Where months are counted from the hearing, the first can be a repeat and too long ago."""
    first = held(date(2025, 8, 19), date(2025, 7, 1))
    second = held(date(2026, 2, 17), date(2026, 2, 3))
    said = says(new(date(2026, 8, 18), date(2026, 7, 10)), first, second, rules=BY_HEARING)
    assert [one.what for one in said.earlier] == [What.REPEAT, What.REPEAT]
    assert said.second_repeat is Sure.NO


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(0, 800),
    st.integers(1, 24),
)
def test_a_repeat_is_what_is_within_the_months_and_nothing_else_ag_7(
    referred: date, days: int, months: int
) -> None:
    again = referred + timedelta(days=days)
    past = held(referred, referred)
    said = says(new(again + timedelta(days=1), again), past, rules=History(repeat_months=months))
    within = again <= months_after(referred, months)
    assert (said.repeat is Sure.CERTAIN) is within
    assert said.earlier[0].what is (What.REPEAT if within else What.LATER)
