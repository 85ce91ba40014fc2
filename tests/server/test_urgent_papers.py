"""Urgent actions on paper in the course of the meeting (ACT-12)."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from docx import Document

from agenda.protocol import Restriction, Stage
from meeting.commands import DeclareConflict
from server.clock import Clock
from server.errors import StoreError
from server.office import Sitting
from server.papers.lists import OWN
from server.published.desk import MeetingDesk
from server.published.errands import run
from server.store import Store, opened_store
from tests.given import A_PLAN, Given, given, volunteer, wording
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import written

NOW: Final = wording("Move her tonight.", urgent=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP, clock=Clock())
    with made as opened:
        yield opened


def closed() -> Given:
    called = given(A_PLAN).everybody_signed().case_called("1").at_stage(Stage.PLANNING)
    offered = called.after("housing", volunteer(wording=NOW), volunteer("a2"))
    return offered.after("police", volunteer("a3")).case_closed()


def test_the_agency_whose_it_is_has_a_paper_and_nobody_else_act_12(store: Store) -> None:
    """OUT-2: before the list is approved, and said so; nothing else is on it."""
    known = written(store, A_PLAN, closed())
    answer = run(MeetingDesk(store), "urgent", {"meeting": known.id})
    assert set(answer.files) == {f"urgent-housing.{ending}" for ending in OWN}
    text = answer.files["urgent-housing.csv"].decode("utf-8-sig")
    assert "Move her tonight." in text
    assert "given out before the list is approved" in text
    assert "Change the locks." not in text
    document = Document(BytesIO(answer.files["urgent-housing.docx"]))
    assert document.paragraphs[0].text == "Urgent actions"
    with pytest.raises(StoreError, match="has the id 'nobody'"):
        run(MeetingDesk(store), "urgent", {"meeting": known.id, "readers": "nobody"})


def test_who_is_out_of_the_case_has_none_and_it_is_said_act_12(store: Store) -> None:
    """CON-2."""
    out = closed().after("housing", DeclareConflict(case="oak", reason="My cousin."))
    known = written(store, A_PLAN, out)
    answer = run(MeetingDesk(store), "urgent", {"meeting": known.id})
    assert not answer.files
    assert answer.said == "No urgent action was given out to the agency of anybody of these."


def test_of_a_restricted_sitting_the_name_says_nothing_res_2(store: Store) -> None:
    plan = A_PLAN.model_copy(update={"id": "r-4be1", "restricted": Restriction.EMPLOYEE})
    called = given(plan).everybody_signed().case_called("1").at_stage(Stage.PLANNING)
    history = called.after("housing", volunteer(wording=NOW)).case_closed()
    written(store, plan, history, Sitting(None))
    answer = run(MeetingDesk(store), "urgent", {"meeting": "r-4be1"})
    assert len(answer.files) == len(OWN)
    assert not any("urgent" in name or "housing" in name for name in answer.files)
