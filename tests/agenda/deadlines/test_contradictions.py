"""Deadlines that contradict each other or the days of a meeting: AG-4, AG-9, OUT-1."""

from datetime import UTC, date, datetime

import pytest

from agenda.deadlines.contradictions import CHECKS, contradictions
from agenda.deadlines.grammar import parse_rule
from agenda.deadlines.of_meeting import Due, MeetingTimes
from tests.agenda.deadlines.areas import DONCASTER, LUTON, SHROPSHIRE, area, meeting
from tests.agenda.deadlines.rules import CALENDARS

ENGLAND = CALENDARS["ENG"]
TUESDAY = date(2026, 11, 24)


def told(said: dict[Due, str], when: MeetingTimes | None = None) -> tuple[str, ...]:
    return contradictions(area(said), when or meeting(TUESDAY), ENGLAND)


def test_ag_4_the_agenda_is_due_before_referrals_close() -> None:
    assert contradictions(SHROPSHIRE, meeting(date(2026, 5, 12)), ENGLAND) == (
        (
            "The agenda is due on Mon 27 Apr 2026, before referrals close on Tue 28 Apr "
            "2026; change one of the two rules, or the day of the meeting."
        ),
    )


def test_ag_4_on_one_day_the_agenda_may_follow_referrals_but_not_come_first() -> None:
    same_day = {Due.REFERRALS: "noon on 9 days before", Due.AGENDA: "9 days before"}
    assert told(same_day) == ()
    assert told({Due.REFERRALS: "9 days before", Due.AGENDA: "noon on 9 days before"}) == (
        (
            "The agenda is due on Sun 15 Nov 2026 at 12:00, before referrals close on Sun "
            "15 Nov 2026; change one of the two rules, or the day of the meeting."
        ),
    )


@pytest.mark.parametrize("due", [Due.RESEARCH, Due.REPORTS])
def test_ag_4_nobody_can_answer_an_agenda_that_is_not_out(due: Due) -> None:
    words = "Research is due" if due is Due.RESEARCH else "Written reports are due"
    assert told({Due.AGENDA: "5 working days before", due: "the Tuesday before"}) == (
        (
            f"{words} on Tue 17 Nov 2026, not later than the agenda, on Tue 17 Nov 2026; "
            "change one of the two rules, or the day of the meeting."
        ),
    )
    assert told({Due.AGENDA: "6 working days before", due: "the Tuesday before"}) == ()


def test_ag_4_research_after_the_meeting_has_begun_helps_nobody() -> None:
    assert told({Due.RESEARCH: "the same day"}) == (
        (
            "Research is due on Tue 24 Nov 2026, until the end of the day, but the "
            "meeting begins on Tue 24 Nov 2026 at 09:00; give a rule that ends before it."
        ),
    )
    assert told({Due.RESEARCH: "09:00 on the same day"}) == ()
    assert told({Due.REPORTS: "1 hour after"}) == (
        (
            "Written reports are due on Tue 24 Nov 2026 at 10:00, but the meeting begins "
            "on Tue 24 Nov 2026 at 09:00; give a rule that ends before it."
        ),
    )


def test_out_1_papers_are_not_due_before_the_meeting_ends() -> None:
    assert told({Due.ACTIONS: "noon on the same day"}) == (
        (
            "The action list is due on Tue 24 Nov 2026 at 12:00, but the meeting ends on "
            "Tue 24 Nov 2026 at 17:00; give a rule that counts from after it."
        ),
    )
    assert told({Due.ACTIONS: "the same day"}) == ()


def test_out_1_minutes_are_out_before_the_next_meeting_begins() -> None:
    """OUT-5: agencies go over them before it."""
    weekly = meeting(TUESDAY, next_meeting=date(2026, 12, 1))
    assert told({Due.MINUTES: "5 working days after"}, weekly) == (
        (
            "The minutes are due on Tue 1 Dec 2026, until the end of the day, but the "
            "next meeting begins on Tue 1 Dec 2026 at 09:00; change the rule, or the day "
            "of the next meeting."
        ),
    )
    assert told({Due.MINUTES: "4 working days after"}, weekly) == ()


def test_ag_4_the_next_agenda_is_not_due_on_the_day_of_this_meeting() -> None:
    """Doncaster's eight working days, and a next meeting eight working days away over Easter."""
    when = meeting(date(2026, 4, 1), next_meeting=date(2026, 4, 15))
    assert contradictions(DONCASTER, when, ENGLAND) == (
        (
            "The agenda of the next meeting, on Wed 15 Apr 2026, is due on Wed 1 Apr "
            "2026, on the day of this meeting; change the rule, or the day of the next "
            "meeting."
        ),
    )
    sooner = meeting(date(2026, 4, 1), next_meeting=date(2026, 4, 14))
    assert contradictions(DONCASTER, sooner, ENGLAND) == (
        (
            "The agenda of the next meeting, on Tue 14 Apr 2026, is due on Tue 31 Mar "
            "2026, before this meeting; change the rule, or the day of the next meeting."
        ),
    )
    later = meeting(date(2026, 4, 1), next_meeting=date(2026, 4, 16))
    assert contradictions(DONCASTER, later, ENGLAND) == ()


def test_ag_4_what_had_passed_when_the_meeting_was_arranged_is_told() -> None:
    when = meeting(TUESDAY, arranged=datetime(2026, 11, 12, 11, tzinfo=UTC))
    assert contradictions(LUTON, when, ENGLAND) == (
        (
            "Referrals close on Wed 11 Nov 2026 at 12:00, which had passed when the "
            "meeting was arranged on Thu 12 Nov 2026 at 11:00; agree on another day, or "
            "tell the agencies by when."
        ),
    )
    in_time = meeting(TUESDAY, arranged=datetime(2026, 11, 11, 12, tzinfo=UTC))
    assert contradictions(LUTON, in_time, ENGLAND) == ()


def test_ag_1_the_next_meeting_is_arranged_for_another_day_than_agreed() -> None:
    when = meeting(TUESDAY, next_meeting=date(2026, 12, 17))
    assert contradictions(LUTON, when, ENGLAND) == (
        (
            "The next meeting is due on Tue 15 Dec 2026, and arranged for Thu 17 Dec "
            "2026; say so to the agencies, or arrange it for that day."
        ),
    )
    assert contradictions(LUTON, meeting(TUESDAY, next_meeting=TUESDAY), ENGLAND)[-1] == (
        "The next meeting is arranged for Tue 24 Nov 2026, which is not after this one on "
        "Tue 24 Nov 2026; arrange another day."
    )


def test_ag_5_a_meeting_on_a_closed_day_is_told() -> None:
    when = meeting(date(2026, 11, 28), next_meeting=date(2026, 12, 28))
    assert contradictions({}, when, ENGLAND) == (
        "The meeting is on Sat 28 Nov 2026, which is closed (weekend); arrange another day.",
        (
            "The next meeting is on Mon 28 Dec 2026, which is closed (Boxing Day "
            "(substitute day)); arrange another day."
        ),
    )


def test_ag_9_an_emergency_is_held_within_its_hours() -> None:
    called = datetime(2026, 11, 20, 9, tzinfo=UTC)
    late = meeting(TUESDAY, called=called)
    assert contradictions(DONCASTER, late, ENGLAND) == (
        (
            "The emergency meeting is due on Mon 23 Nov 2026 at 09:00, but the meeting "
            "begins on Tue 24 Nov 2026 at 09:00; hold it sooner."
        ),
    )
    assert contradictions(DONCASTER, meeting(date(2026, 11, 23), called=called), ENGLAND) == ()


def test_ag_9_an_emergency_may_be_held_on_a_closed_day() -> None:
    called = datetime(2026, 12, 24, 9, tzinfo=UTC)
    assert contradictions(DONCASTER, meeting(date(2026, 12, 25), called=called), ENGLAND) == ()


def test_ag_9_the_next_agenda_does_not_wait_for_an_emergency() -> None:
    called = datetime(2026, 11, 23, 9, tzinfo=UTC)
    when = meeting(TUESDAY, next_meeting=date(2026, 12, 3), called=called)
    assert contradictions(DONCASTER, when, ENGLAND) == ()


def test_what_a_protocol_says_nothing_of_contradicts_nothing() -> None:
    """AG-4."""
    assert told({}) == ()
    for due in (Due.REFERRALS, Due.LATE_REFERRALS, Due.AGENDA, Due.RESEARCH, Due.REPORTS):
        assert (
            contradictions({due: parse_rule("8 working days before")}, meeting(TUESDAY), ENGLAND)
            == ()
        )
    assert len(CHECKS) == len(set(CHECKS))
