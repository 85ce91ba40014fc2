from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from meeting.access import Reader
from server.errors import StoreError
from server.office import KnownMeeting, Office
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
    assert office.reader("housing") == Reader("housing", "housing", name="Hugo Brook")
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
    assert office.reader(known.id) == Reader(known.id, known.agency, name=known.name)
