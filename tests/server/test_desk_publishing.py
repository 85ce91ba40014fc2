"""A draft is published at the desk, over a socket; and what is due says that it was done. AG-4."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from agenda.deadlines.grammar import parse_rule
from agenda.draft import Standing
from agenda.protocol.deadlines import Deadlines
from meeting.desk import DeskSheet, Urgency
from meeting.room import AgendaOpened
from meeting.state import Placed
from meeting.streams import ROOM
from server.audit import Act, What
from server.coordinating.published import published
from tests.given import A_PLAN, Given
from tests.given import published as given_published
from tests.server.laptop import open_doors
from tests.server.test_desk import DRAFT, asks, drafted, received, referral, shown


async def test_a_draft_is_published_as_it_was_seen_and_then_is_fixed_ag_4_ag_10(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors, received(doors, referral("Mina Hart", "Carl Hart", "hart")))
        coordinator = await doors.joined("minutes")
        sheet = await shown(coordinator)
        people = {p["name"]: p["comes_in"] for p in sheet["people"]}
        assert people["Milo Penn"] is False
        assert all(p["role"] != "guest" for p in sheet["people"])

        late = await asks(coordinator, kind="publish_draft", meeting=DRAFT, version=9)
        assert late["code"] == "moved_on"
        act = {"kind": "publish_draft", "meeting": DRAFT, "version": sheet["version"]}
        answer = (await asks(coordinator, **act))["desk"]
        assert answer["said"].startswith(f"{DRAFT} is published, with 1 case.")
        assert answer["sheet"]["version"] is None
        assert {m["stands"] for m in answer["meetings"] if m["id"] == DRAFT} == {"published"}
        assert "Hart" not in str(answer)
        assert (await asks(coordinator, **act))["code"] == "no_such_meeting"
        acts = [row.fact for row in doors.store.audit.rows() if isinstance(row.fact, Act)]
        assert [(a.by, a.meeting) for a in acts if a.what is What.DRAFT_PUBLISHED] == [
            ("minutes", DRAFT)
        ]


async def test_nothing_is_published_while_somebody_else_has_to_process_a_case_con_3(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(
            doors,
            received(doors, referral("Mina Hart", "Carl Hart", "hart")),
            received(doors, referral("Gwen Rowe", "Huw Rowe", "rowe"), Standing.WAITING),
        )
        coordinator = await doors.joined("minutes")
        refused = await asks(coordinator, kind="publish_draft", meeting=DRAFT, version=1)
        assert refused["message"].startswith("1 referral waits for somebody else to process")
        assert DRAFT not in {known.id for known in doors.store.office.meetings()}


async def test_a_representative_publishes_nothing_role_1(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        drafted(doors, received(doors, referral("Mina Hart", "Carl Hart", "hart")))
        police = await doors.joined("police")
        refused = await asks(police, kind="publish_draft", meeting=DRAFT, version=1)
        assert refused["code"] == "not_your_role"
        assert DRAFT not in {known.id for known in doors.store.office.meetings()}


def agenda_out(given: Given, days: int) -> tuple[Urgency, str]:
    """What the desk says of the agenda's deadline, so many days before the meeting."""
    now = given.room.begins - timedelta(days=days)
    sheet: DeskSheet = published(given.state, now)
    (due,) = (due for due in sheet.deadlines if due.name == "agenda out")
    return due.urgency, due.left


def test_an_agenda_that_is_open_is_late_no_more_and_was_late_where_it_was_ag_4_out_1() -> None:
    deadlines = Deadlines(agenda=parse_rule("8 working days before"))
    agreed = A_PLAN.protocol.model_copy(update={"deadlines": deadlines})
    room = given_published(A_PLAN.model_copy(update={"protocol": agreed}))
    assert agenda_out(room, 2)[0] is Urgency.LATE
    begins = room.room.begins
    for days, words in ((20, "done Wed 4 Nov"), (3, "done Sat 21 Nov, late")):
        then = replace(room, now=begins - timedelta(days=days))
        opened = then.happened([Placed(ROOM, AgendaOpened())], "chair")
        assert agenda_out(opened, 2) == (Urgency.DONE, words)
