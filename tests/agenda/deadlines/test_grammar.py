"""Rules of deadlines as people say them: AG-4, ACT-3, OUT-1."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from agenda.deadlines.grammar import FORMS, LONGEST, parse_rule
from agenda.deadlines.rule import (
    Counted,
    Length,
    Move,
    NextMeeting,
    OnWeekday,
    Rule,
    SameDay,
    Side,
    Unit,
)
from agenda.text import clean
from tests.agenda.deadlines.rules import rules

WEDNESDAY, THURSDAY = 2, 3
NOON = time(12)


def counted(count: int, unit: Unit, side: Side) -> Counted:
    return Counted(Length(count, unit), side)


EIGHT_CLEAR = OnWeekday(WEDNESDAY, Side.BEFORE, Length(8, Unit.CLEAR_WORKING_DAYS))


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("8 working days before", Rule(counted(8, Unit.WORKING_DAYS, Side.BEFORE))),
        ("2 working days after", Rule(counted(2, Unit.WORKING_DAYS, Side.AFTER))),
        ("7 clear working days before", Rule(counted(7, Unit.CLEAR_WORKING_DAYS, Side.BEFORE))),
        ("14 days before", Rule(counted(14, Unit.DAYS, Side.BEFORE))),
        ("3 clear days before", Rule(counted(3, Unit.CLEAR_DAYS, Side.BEFORE))),
        ("2 weeks after", Rule(counted(2, Unit.WEEKS, Side.AFTER))),
        ("12 months after", Rule(counted(12, Unit.MONTHS, Side.AFTER))),
        ("10 years after", Rule(counted(10, Unit.YEARS, Side.AFTER))),
        ("72 hours after", Rule(counted(72, Unit.HOURS, Side.AFTER))),
        ("the Thursday before", Rule(OnWeekday(THURSDAY, Side.BEFORE))),
        ("the Wednesday at least 8 clear working days before", Rule(EIGHT_CLEAR)),
        (
            "noon on the Wednesday at least 8 clear working days before",
            Rule(EIGHT_CLEAR, NOON),
        ),
        ("17:00 on the Thursday before", Rule(OnWeekday(THURSDAY, Side.BEFORE), time(17))),
        ("17:00 on the same day", Rule(SameDay(), time(17))),
        ("the next meeting", Rule(NextMeeting())),
        (
            "14 days before, or the working day before",
            Rule(counted(14, Unit.DAYS, Side.BEFORE), None, Move.BEFORE),
        ),
        (
            "noon on 12 months after, or the next working day",
            Rule(counted(12, Unit.MONTHS, Side.AFTER), NOON, Move.NEXT),
        ),
    ],
)
def test_a_rule_is_read_as_it_is_said_and_written_as_it_was_read(said: str, rule: Rule) -> None:
    """AG-4, OUT-1."""
    assert parse_rule(said) == rule
    assert str(rule) == said


@pytest.mark.parametrize(
    ("said", "canonical"),
    [
        ("1 working days before", "1 working day before"),
        ("  Eight  WORKING days\tbefore. ", "8 working days before"),
        ("eight working days prior to the MARAC meeting", "8 working days before"),
        ("ten working days prior to the meeting", "10 working days before"),
        ("fourteen days prior", "14 days before"),
        ("8 working days earlier", "8 working days before"),
        ("5 days later", "5 days after"),
        ("within two working days of the meeting", "2 working days after"),
        ("within 72 hours", "72 hours after"),
        ("a week after", "1 week after"),
        ("the week before", "1 week before"),
        ("the day before", "1 day before"),
        ("the working day before", "1 working day before"),
        ("the next working day", "1 working day after"),
        ("Thursday before the meeting", "the Thursday before"),
        ("17.00h on the Thursday before the MARAC meeting", "17:00 on the Thursday before"),
        ("by 5pm on the thursday before", "17:00 on the Thursday before"),
        ("5:30 p.m. on the thursday before", "17:30 on the Thursday before"),
        ("12 noon on the Thursday before", "noon on the Thursday before"),
        ("12pm on the Thursday before", "noon on the Thursday before"),
        ("12 am on the Thursday before", "00:00 on the Thursday before"),
        ("midday the Thursday before", "noon on the Thursday before"),
        ("12:00, 2 days before", "noon on 2 days before"),
        ("17:00 on the day", "17:00 on the same day"),
        ("09:00 on the day of the meeting", "09:00 on the same day"),
        ("the next MARAC meeting", "the next meeting"),
        ("3 days after or next working day", "3 days after, or the next working day"),
        ("3 days after, or the working day after", "3 days after, or the next working day"),
        ("3 days before, or the previous working day", "3 days before, or the working day before"),
        ("the day before, or the working day before", "1 day before, or the working day before"),
    ],
)
def test_other_ways_to_say_it_come_to_the_canonical_one(said: str, canonical: str) -> None:
    """AG-4."""
    assert str(parse_rule(said)) == canonical


NEAREST = '"{}" is no rule for a deadline; the nearest is "{}".'


@pytest.mark.parametrize(
    ("said", "nearest"),
    [
        ("8 workng days befor", "8 working days before"),
        (
            "the Wednesday 8 working days before",
            "the Wednesday at least 8 clear working days before",
        ),
        ("2 business days after", "2 working days after"),
        ("noon on teh Thursday before", "noon on the Thursday before"),
        (
            "5 wroking days after, or the next working day",
            "5 working days after, or the next working day",
        ),
        ("noon on 72 hrs after", "72 hours after"),
        ("next tuesday", "the Tuesday after"),
        ("99999 wrking days before", "2 working days before"),
        ("the next meting", "the next meeting"),
        ("", "2 working days after"),
        ("²", "2 working days after"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_nearest_that_can(said: str, nearest: str) -> None:
    """AG-4."""
    with pytest.raises(ValueError, match="no rule for a deadline") as refused:
        parse_rule(said)
    assert str(refused.value) == NEAREST.format(said, nearest)
    assert str(parse_rule(nearest)) == nearest


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ("5 working days", "5 working days before", "5 working days after"),
        ("noon on the Thursday", "noon on the Thursday before", "noon on the Thursday after"),
        ("a week", "1 week before", "1 week after"),
    ],
)
def test_what_lacks_its_side_is_refused_with_both_ag_4(said: str, before: str, after: str) -> None:
    with pytest.raises(ValueError, match="does not say on which side") as refused:
        parse_rule(said)
    assert f'write "{before}" or "{after}".' in str(refused.value)


def test_the_next_working_day_needs_no_article_ag_4() -> None:
    assert parse_rule("next working day") == parse_rule("1 working day after")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "0 days after",
            "A rule counts 1 to 400 days, and not 0; write a number between them.",
        ),
        (
            "101 weeks after",
            "A rule counts 1 to 100 weeks, and not 101; write a number between them.",
        ),
        (
            "noon on 72 hours after",
            '"72 hours after" gives the time by itself; leave noon out, or count in days.',
        ),
        (
            "the Friday at least 2 months before",
            (
                "A weekday is not counted in months; write days, clear days, working days, clear "
                "working days or weeks."
            ),
        ),
        ("25:00 on 2 days before", '25:00 is no time of day; write one like "17:00".'),
        ("17:60 on 2 days before", '17:60 is no time of day; write one like "17:00".'),
        ("13pm on 2 days before", '13:00 pm is no time of day; write one like "17:00".'),
        (
            "midnight on 2 days before",
            (
                "Midnight is the end of one day and the start of another; write 23:59 on the one "
                "or 00:01 on the other."
            ),
        ),
        (
            "x" * (LONGEST + 1),
            'A rule for a deadline has at most 120 letters; write it like "2 working days after".',
        ),
    ],
)
def test_what_is_no_rule_is_told_in_one_sentence(said: str, words: str) -> None:
    """AG-4."""
    with pytest.raises(ValueError, match=r"; (write|leave)") as refused:
        parse_rule(said)
    assert str(refused.value) == words


def test_a_long_text_is_shown_in_part_and_without_what_a_terminal_could_act_on() -> None:
    with pytest.raises(ValueError, match="no rule") as refused:
        parse_rule(f"\x1b[31m{'z' * 80}")
    assert f'"[31m{"z" * 56}…"' in str(refused.value)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.pattern))
def test_every_form_that_is_documented_is_read(form: object) -> None:
    example = str(getattr(form, "example", ""))
    assert str(parse_rule(example)) == example


@settings(derandomize=True, deadline=None)
@given(rules)
def test_every_rule_is_read_back_from_its_wording(rule: Rule) -> None:
    """AG-4."""
    assert parse_rule(str(rule)) == rule
    assert parse_rule(str(rule).upper()) == rule
    assert len(str(rule)) <= LONGEST


def read_or_refused(said: str) -> Rule | str:
    """The rule, or the sentence that refuses it."""
    try:
        return parse_rule(said)
    except ValueError as refused:
        return str(refused)


PIECES = (
    *("noon", "on", "17:00", "25:99", "5pm", "the", "next", "meeting", "Thursday", "at", "least"),
    *("8", "0", "eight", "clear", "working", "day", "days", "hours", "months", "before", "after"),
    *(",", "or", "within", "of", "\u0661", "\x1b", "\ud800", "9999999", "prior to", "."),
)
"""What rules are made of, and what they are not."""


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.text(max_size=140))
def test_whatever_is_written_it_is_a_rule_or_one_sentence(said: str) -> None:
    """AG-4."""
    read = read_or_refused(said)
    if isinstance(read, str):
        assert read.endswith(".")
        assert clean(read) == read
    else:
        assert parse_rule(str(read)) == read


class Agreed(BaseModel):
    """A model that has a rule, as a protocol does."""

    minutes_out: Rule = parse_rule("2 working days after")


def test_a_model_takes_a_rule_as_its_wording_and_gives_it_back() -> None:
    """AG-4, OUT-1."""
    agreed = Agreed.model_validate({"minutes_out": "five working days after the meeting"})
    assert agreed.minutes_out == parse_rule("5 working days after")
    assert agreed.model_dump_json() == '{"minutes_out":"5 working days after"}'
    assert agreed.model_dump(mode="json") == {"minutes_out": "5 working days after"}
    assert Agreed.model_validate_json(agreed.model_dump_json()) == agreed
    assert Agreed.model_validate(agreed.model_dump()) == agreed
    assert Agreed.model_json_schema()["properties"]["minutes_out"]["type"] == "string"


@pytest.mark.parametrize("said", ["5 wroking days after", 5, None])
def test_a_model_refuses_what_is_no_rule(said: object) -> None:
    """AG-4."""
    with pytest.raises(ValidationError):
        Agreed.model_validate({"minutes_out": said})
