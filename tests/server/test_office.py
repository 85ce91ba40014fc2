from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from meeting.access import Reader
from server.errors import StoreError
from server.office import CODE_GOOD_FOR, LOST_WITHIN, SESSION_GOOD_FOR, KnownMeeting, Office
from tests.given import A_PLAN

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
MEETING = A_PLAN.id


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path / "office.db", bytes(32))
    office.register(A_PLAN.people)
    for meeting in (MEETING, "another"):
        office.add_meeting(KnownMeeting(meeting, f"{meeting}.db", b"key"), NOW)
    yield office
    office.close()


def test_agency_and_standing_are_the_offices(office: Office) -> None:
    assert office.reader("housing") == Reader("housing", "housing")
    assert office.reader("nobody") is None


@pytest.mark.parametrize("change", [{"agency": "probation"}, {"name": "Ruth Marsh"}])
def test_another_plan_cannot_make_somebody_of_an_id_that_is_taken(
    office: Office, change: dict[str, str]
) -> None:
    """ACT-1: whom a person acts for would change in every other meeting."""
    office.register(A_PLAN.people)
    known = A_PLAN.people[2]
    with pytest.raises(StoreError, match=r"give .* another id"):
        office.register([known.model_copy(update=change)])
    assert office.reader(known.id) == Reader(known.id, known.agency)


def test_a_code_is_good_once_and_its_token_until_it_expires(office: Office) -> None:
    token = token_for(office, office.new_code("police", MEETING, NOW))
    assert office.bearer(token, MEETING, NOW) == Reader("police", "police")
    assert office.bearer(token, MEETING, NOW + SESSION_GOOD_FOR) is None
    assert office.bearer(token, "another", NOW) is None
    assert office.bearer("t" * 43, MEETING, NOW) is None


def test_a_code_is_not_good_twice(office: Office) -> None:
    secret = office.new_code("police", MEETING, NOW)
    token = token_for(office, secret)
    assert office.bearer(token, MEETING, NOW) is not None
    assert office.redeem(secret, MEETING, NOW) is None
    assert office.bearer(token, MEETING, NOW) is not None


def test_a_token_that_was_lost_on_the_way_is_replaced_and_ends(office: Office) -> None:
    secret = office.new_code("police", MEETING, NOW)
    lost = token_for(office, secret)
    arrived = token_for(office, secret, NOW + LOST_WITHIN / 2)
    assert office.bearer(lost, MEETING, NOW) is None
    assert office.bearer(arrived, MEETING, NOW) == Reader("police", "police")
    assert office.redeem(secret, MEETING, NOW + LOST_WITHIN / 2) is None


def test_a_token_is_replaced_for_a_minute_and_no_longer(office: Office) -> None:
    secret = office.new_code("police", MEETING, NOW)
    token_for(office, secret)
    last = token_for(office, secret, NOW + LOST_WITHIN / 2)
    assert office.redeem(secret, MEETING, NOW + LOST_WITHIN) is None
    assert office.bearer(last, MEETING, NOW) is not None


def test_a_fresh_code_ends_what_came_of_the_earlier_ones_of_that_person_and_meeting(
    office: Office,
) -> None:
    first = office.new_code("police", MEETING, NOW)
    elsewhere = office.redeem(office.new_code("police", "another", NOW), "another", NOW)
    colleague = token_for(office, office.new_code("idva", MEETING, NOW))
    old, new = (token_for(office, s) for s in (first, office.new_code("police", MEETING, NOW)))
    assert office.bearer(old, MEETING, NOW) is None
    assert office.redeem(first, MEETING, NOW) is None
    assert office.bearer(new, MEETING, NOW) == Reader("police", "police")
    assert office.bearer(colleague, MEETING, NOW) is not None
    assert elsewhere is not None
    assert office.bearer(elsewhere.token, "another", NOW) is not None


def test_of_many_who_redeem_at_once_exactly_one_has_a_token_that_is_good(office: Office) -> None:
    secret = office.new_code("police", MEETING, NOW)

    def come_in(_: int) -> bool:
        admitted = office.redeem(secret, MEETING, NOW)
        return admitted is not None and office.bearer(admitted.token, MEETING, NOW) is not None

    with ThreadPoolExecutor(8) as racers:
        assert sum(racers.map(come_in, range(16))) == 1


def token_for(office: Office, secret: bytes, now: datetime = NOW) -> str:
    admitted = office.redeem(secret, MEETING, now)
    assert admitted is not None
    return admitted.token


def test_a_code_is_not_good_elsewhere_too_late_or_invented(office: Office) -> None:
    secret = office.new_code("police", MEETING, NOW)
    assert office.redeem(secret, "another", NOW) is None
    assert office.redeem(secret, MEETING, NOW + CODE_GOOD_FOR) is None
    assert office.redeem(b"0" * 16, MEETING, NOW) is None
    assert office.redeem(secret, MEETING, NOW + timedelta(days=1)) is not None


def test_no_secret_is_stored_as_it_is(office: Office) -> None:
    secret = office.new_code("police", MEETING, NOW)
    token = token_for(office, secret)
    stored = repr([list(office._database[table].rows) for table in ("code", "session")])
    assert secret.hex() not in stored
    assert repr(secret) not in stored
    assert token not in stored
