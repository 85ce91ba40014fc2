from datetime import UTC, datetime, timedelta

from server.clock import Clock

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_it_tells_whole_milliseconds() -> None:
    assert Clock(lambda: NINE + timedelta(microseconds=1999)).now() == NINE + timedelta(
        milliseconds=1
    )


def test_it_never_goes_back_case_2() -> None:
    readings = iter([NINE, NINE - timedelta(hours=1), NINE + timedelta(seconds=1)])
    clock = Clock(lambda: next(readings))
    assert [clock.now() for _ in range(3)] == [NINE, NINE, NINE + timedelta(seconds=1)]


def test_it_goes_on_from_what_the_journal_says() -> None:
    clock = Clock(lambda: NINE)
    clock.not_before(NINE + timedelta(hours=2))
    assert clock.now() == NINE + timedelta(hours=2)
