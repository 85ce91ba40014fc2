"""Invitations, sessions and devices in the office."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.accounts import (
    ANSWERED_AGAIN_FOR,
    IDLE_FOR,
    INVITATION_GOOD_FOR,
    MOST_DEVICES,
    SESSION_GOOD_FOR,
    Accounts,
    Post,
)
from server.office import Office
from server.totp import STEP_SECONDS, digits
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


# Invitations


def redeem(accounts: Accounts, code: bytes, request: str = "r1", now: datetime = NOW) -> str | None:
    """As the door does, with a password that nobody asks for here."""
    if (claim := accounts.claim(code, request, now)) is None:
        return None
    if not claim.is_redeemed and accounts.redeem(code, request, "hash", "laptop", now) is None:
        return None
    return accounts.session_of_request(claim.person, code, request, now)


def test_an_invitation_is_good_once_and_the_same_request_gets_the_same_answer(
    accounts: Accounts,
) -> None:
    code = accounts.invite("police", NOW)
    token = redeem(accounts, code)
    assert token is not None
    assert bearer(accounts, token) == "police"
    assert redeem(accounts, code, "another") is None
    assert redeem(accounts, code) == token
    assert redeem(accounts, code, now=NOW + ANSWERED_AGAIN_FOR) is None


def test_an_answer_that_is_given_again_does_not_bring_a_session_back_that_was_ended(
    accounts: Accounts,
) -> None:
    code = accounts.invite("police", NOW)
    session = accounts.bearer(redeem(accounts, code) or "", NOW)
    assert session is not None
    accounts.end_session(session.digest)
    assert redeem(accounts, code) is None


def test_a_request_that_went_no_further_keeps_others_out_for_a_while_only(
    accounts: Accounts,
) -> None:
    code = accounts.invite("police", NOW)
    assert accounts.claim(code, "first", NOW) is not None
    assert accounts.claim(code, "second", NOW + ANSWERED_AGAIN_FOR - A_WHILE) is None
    assert accounts.claim(code, "second", NOW + ANSWERED_AGAIN_FOR) is not None
    assert accounts.redeem(code, "first", "hash", "laptop", NOW + ANSWERED_AGAIN_FOR) is None


def test_an_invitation_is_void_too_late_or_when_there_is_a_newer_one(accounts: Accounts) -> None:
    old = accounts.invite("police", NOW)
    new = accounts.invite("police", NOW)
    assert redeem(accounts, old) is None
    assert redeem(accounts, new, now=NOW + INVITATION_GOOD_FOR) is None
    assert redeem(accounts, b"0" * 16) is None
    assert redeem(accounts, new) is not None


def test_an_invitation_ends_what_came_of_the_earlier_ones_of_that_person_alone(
    accounts: Accounts,
) -> None:
    old = redeem(accounts, accounts.invite("police", NOW)) or ""
    colleague = redeem(accounts, accounts.invite("idva", NOW), "r2") or ""
    accounts.begin_session("police", NOW, "old laptop")
    new = redeem(accounts, accounts.invite("police", NOW), "r3") or ""
    assert bearer(accounts, old) is None
    assert not accounts.knows_device("police", "old laptop")
    assert accounts.knows_device("police", "laptop")
    assert bearer(accounts, new) == "police"
    assert bearer(accounts, colleague) == "idva"


def test_of_many_threads_that_redeem_at_once_exactly_one_wins(accounts: Accounts) -> None:
    code = accounts.invite("police", NOW)
    with ThreadPoolExecutor(8) as racers:
        tokens = list(racers.map(lambda n: redeem(accounts, code, f"request {n}"), range(32)))
    assert sum(token is not None for token in tokens) == 1


def test_only_so_many_laptops_of_a_person_are_remembered(accounts: Accounts) -> None:
    for number in range(MOST_DEVICES + 1):
        accounts.begin_session("police", NOW + timedelta(seconds=number), f"laptop {number}")
    known = [accounts.knows_device("police", f"laptop {n}") for n in range(MOST_DEVICES + 1)]
    assert known == [False] + [True] * MOST_DEVICES
    assert not accounts.knows_device("idva", "laptop 3")


# Six digits


def test_digits_are_good_once_and_a_step_early_or_late(accounts: Accounts) -> None:
    secret = accounts.enrol("chair")
    assert accounts.enrol("chair") == secret
    step = timedelta(seconds=STEP_SECONDS)

    def takes(of: datetime, now: datetime) -> bool:
        return accounts.take_digits("chair", digits(secret, of), now, spend=True)

    assert not takes(NOW - 2 * step, NOW)
    assert takes(NOW - step, NOW)
    assert not takes(NOW - step, NOW)
    assert takes(NOW + step, NOW)
    assert not takes(NOW, NOW)
    assert not takes(NOW + 4 * step, NOW + 2 * step)
    assert takes(NOW + 2 * step, NOW + 2 * step)


def test_digits_count_only_with_the_right_password_and_are_not_spent_without(
    accounts: Accounts,
) -> None:
    secret = accounts.enrol("chair")
    said = digits(secret, NOW)
    assert accounts.take_digits("chair", said, NOW, spend=False)
    assert accounts.take_digits("chair", said, NOW, spend=True)
    assert not accounts.take_digits("chair", said, NOW, spend=True)
    assert not accounts.take_digits("idva", said, NOW, spend=True)
    assert not accounts.take_digits("chair", None, NOW, spend=True)


def test_chair_and_coordinator_need_a_device_and_everybody_where_the_server_says_so(
    accounts: Accounts,
) -> None:
    accounts.give_post("idva", Post.COORDINATOR)
    for person in ("chair", "idva", "police"):
        redeem(accounts, accounts.invite(person, NOW), person)
    needs = {p: accounts.account(p).needs_device for p in ("chair", "idva", "police")}
    assert needs == {"chair": True, "idva": True, "police": False}
    accounts.set("totp", "all")
    assert accounts.account("police").needs_device
    accounts.set("totp", "posts")
    assert not accounts.account("police").needs_device


def test_a_device_counts_from_its_first_digits_on_and_a_fresh_invitation_takes_it_away(
    accounts: Accounts,
) -> None:
    redeem(accounts, accounts.invite("chair", NOW))
    secret = accounts.enrol("chair")
    assert not accounts.account("chair").has_device
    assert accounts.take_digits("chair", digits(secret, NOW), NOW, spend=True)
    assert accounts.account("chair").has_device
    redeem(accounts, accounts.invite("chair", NOW), "r2")
    assert not accounts.account("chair").has_device
    assert accounts.enrol("chair") != secret


def test_no_secret_is_stored_as_it_is(accounts: Accounts, office: Office) -> None:
    code = accounts.invite("police", NOW)
    token = redeem(accounts, code, "request-r1") or ""
    secret = accounts.enrol("police")
    tables = ("invitation", "session", "device", "authenticator", "password")
    stored = repr([list(office._database[table].rows) for table in tables])
    for kept in (code.hex(), repr(code)[2:-1], token, "request-r1", "laptop", secret.hex()):
        assert kept not in stored
    assert repr(secret)[2:-1] not in stored
