"""Passwords, codes and sessions in the office."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.accounts import CODE_GOOD_FOR, IDLE_FOR, LOST_WITHIN, SESSION_GOOD_FOR, Accounts
from server.office import Office
from tests.given import A_PLAN

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
A_WHILE = timedelta(minutes=5)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path / "office.db", bytes(32))
    office.register(A_PLAN.people)
    yield office
    office.close()


@pytest.fixture
def accounts(office: Office) -> Accounts:
    return office.accounts


def bearer(accounts: Accounts, token: str, now: datetime = NOW) -> str | None:
    session = accounts.bearer(token, now)
    return None if session is None else session.person


def token_for(accounts: Accounts, secret: bytes, now: datetime = NOW) -> str:
    admitted = accounts.redeem(secret, now)
    assert admitted is not None
    return admitted.token


# Sessions


def test_a_token_is_its_persons_and_a_token_that_nobody_was_given_is_nobodys(
    accounts: Accounts,
) -> None:
    token = accounts.begin_session("police", NOW)
    assert bearer(accounts, token) == "police"
    assert bearer(accounts, "t" * 43) is None


def test_a_session_with_no_laptop_ends_after_the_idle_limit(accounts: Accounts) -> None:
    token = accounts.begin_session("police", NOW)
    assert bearer(accounts, token, NOW + IDLE_FOR - A_WHILE) == "police"
    assert bearer(accounts, token, NOW + 2 * (IDLE_FOR - A_WHILE)) == "police"
    assert bearer(accounts, token, NOW + 3 * IDLE_FOR) is None


def test_a_session_ends_at_the_absolute_limit_though_it_is_in_use(accounts: Accounts) -> None:
    session = accounts.bearer(accounts.begin_session("police", NOW), NOW)
    assert session is not None
    at = NOW
    while (at := at + A_WHILE) < NOW + SESSION_GOOD_FOR:
        assert accounts.keep_alive(session.digest, at)
    assert not accounts.keep_alive(session.digest, NOW + SESSION_GOOD_FOR)


# Codes


def test_a_code_is_not_good_twice(accounts: Accounts) -> None:
    secret = accounts.new_code("police", NOW)
    token = token_for(accounts, secret)
    assert bearer(accounts, token) == "police"
    assert accounts.redeem(secret, NOW) is None
    assert bearer(accounts, token) == "police"


def test_a_token_that_was_lost_on_the_way_is_replaced_and_ends(accounts: Accounts) -> None:
    secret = accounts.new_code("police", NOW)
    lost = token_for(accounts, secret)
    arrived = token_for(accounts, secret, NOW + LOST_WITHIN / 2)
    assert bearer(accounts, lost) is None
    assert bearer(accounts, arrived) == "police"
    assert accounts.redeem(secret, NOW + LOST_WITHIN / 2) is None


def test_a_token_is_replaced_for_a_minute_and_no_longer(accounts: Accounts) -> None:
    secret = accounts.new_code("police", NOW)
    token_for(accounts, secret)
    last = token_for(accounts, secret, NOW + LOST_WITHIN / 2)
    assert accounts.redeem(secret, NOW + LOST_WITHIN) is None
    assert bearer(accounts, last) == "police"


def test_a_fresh_code_ends_what_came_of_the_earlier_ones_of_that_person(
    accounts: Accounts,
) -> None:
    first = accounts.new_code("police", NOW)
    colleague = token_for(accounts, accounts.new_code("idva", NOW))
    old, new = (token_for(accounts, s) for s in (first, accounts.new_code("police", NOW)))
    assert bearer(accounts, old) is None
    assert accounts.redeem(first, NOW) is None
    assert bearer(accounts, new) == "police"
    assert bearer(accounts, colleague) == "idva"


def test_of_many_who_redeem_at_once_exactly_one_has_a_token_that_is_good(
    accounts: Accounts,
) -> None:
    secret = accounts.new_code("police", NOW)

    def come_in(_: int) -> bool:
        admitted = accounts.redeem(secret, NOW)
        return admitted is not None and bearer(accounts, admitted.token) is not None

    with ThreadPoolExecutor(8) as racers:
        assert sum(racers.map(come_in, range(16))) == 1


def test_a_code_is_not_good_too_late_or_invented(accounts: Accounts) -> None:
    secret = accounts.new_code("police", NOW)
    assert accounts.redeem(secret, NOW + CODE_GOOD_FOR) is None
    assert accounts.redeem(b"0" * 16, NOW) is None
    assert accounts.redeem(secret, NOW + timedelta(days=1)) is not None


def test_no_secret_is_stored_as_it_is(accounts: Accounts, office: Office) -> None:
    secret = accounts.new_code("police", NOW)
    token = token_for(accounts, secret)
    stored = repr([list(office._database[table].rows) for table in ("code", "session")])
    assert secret.hex() not in stored
    assert repr(secret) not in stored
    assert token not in stored
