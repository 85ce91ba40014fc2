"""Chair and coordinator, about somebody's account, from the room; and nobody else."""

from pathlib import Path
from typing import Any

import pytest

from meeting.access import Membership, Reader
from meeting.decide.managing import need_may_manage
from meeting.joining import parse_invitation
from meeting.managing import EndSessions, InviteAnew
from meeting.words import Refused
from server.accounts import Post
from server.audit import Act, in_words, listed
from tests.getting_in import PASSWORD
from tests.given import a_room
from tests.server.laptop import Laptop, open_doors

POLICE = Reader("police", "police")
IDVA = Reader("idva", "idva", coordinator=True)
CHAIR = Reader("chair", "police")


async def manages(laptop: Laptop, kind: str, person: str) -> dict[str, Any]:
    chosen = laptop.new_id()
    await laptop.say({"kind": "manage", "id": chosen, "act": {"kind": kind, "person": person}})
    while (frame := await laptop.next()).get("id") != chosen:
        pass
    return frame


async def test_the_chair_logs_somebody_out_at_once_and_the_journal_says_nothing_of_it(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, police = await doors.at_the_table("chair", "police")
        before = doors.service.writer.ledger.position
        assert (await manages(chair, "end_sessions", "police"))["kind"] == "managed"
        assert await police.closed() == 1008
        again = await (await doors.laptop()).hello(police.token)
        await again.until("notice", about="not_admitted")
        assert doors.service.writer.ledger.state.room.register["police"].is_present
        assert doors.service.writer.ledger.position == before


async def test_an_invitation_goes_to_whoever_asked_and_to_nobody_else(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        chair, police = await doors.at_the_table("chair", "police")
        answer = await manages(chair, "invite_anew", "police")
        invitation = parse_invitation(answer["text"])
        assert invitation is not None
        assert invitation.address == f"127.0.0.1:{doors.service.port}"
        assert (await police.do({"kind": "leave"}))["kind"] == "ack"
        assert invitation.spoken not in str(police.frames)
        fresh = await (await doors.laptop()).redeems(invitation.spoken)
        assert fresh["kind"] == "joined"
        assert await police.closed() == 1008


async def test_the_audit_says_who_of_the_room_did_it(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        chair, _ = await doors.at_the_table("chair", "police")
        await manages(chair, "invite_anew", "police")
        await manages(chair, "end_sessions", "police")
        doors.runs("log-out", "police")
        acts = [row for row in doors.store.audit.rows() if isinstance(row.fact, Act)]
        said = [" ".join(in_words(row).split()[2:]) for row in acts][-3:]
        assert said == [
            "act what=invited person=police by=chair",
            "act what=session_ended person=police by=chair",
            "act what=session_ended person=police",
        ]
        of_the_chair = listed(doors.store.audit.rows(), None, "chair")
        assert sum("by=chair" in row for row in of_the_chair) == 2


async def test_the_coordinator_may_whatever_their_part_and_a_representative_may_not(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        doors.store.office.accounts.give_post("idva", Post.COORDINATOR)
        doors.gives_password("police", PASSWORD)
        idva, police = await doors.joined("idva"), await doors.joined("police")
        refused = await manages(police, "end_sessions", "idva")
        assert refused["code"] == "not_your_role"
        assert (await manages(idva, "end_sessions", "police"))["kind"] == "managed"
        assert await police.closed() == 1008
        welcome = next(frame for frame in idva.frames if frame["kind"] == "welcome")
        assert welcome["coordinator"]


@pytest.mark.parametrize("act", [EndSessions(person="police"), InviteAnew(person="police")])
def test_chair_and_coordinator_may_and_no_other_role_1(act: EndSessions | InviteAnew) -> None:
    room = a_room().room
    for asker in (CHAIR, IDVA):
        need_may_manage(room, asker, act, POLICE)
    for asker in (
        POLICE,
        Reader("minutes", "coordination"),
        Reader("observer", "housing"),
        Reader("stranger", "police", coordinator=True),
        Reader("chair", "police", Membership.ENDED),
    ):
        with pytest.raises(Refused) as refused:
            need_may_manage(room, asker, act, POLICE)
        assert refused.value.code == "not_your_role"


def test_only_people_on_the_register_who_are_members_are_managed() -> None:
    room = a_room().room
    with pytest.raises(Refused) as refused:
        need_may_manage(room, CHAIR, EndSessions(person="stranger"), Reader("stranger", "idva"))
    assert refused.value.code == "no_such_person"
    ended = Reader("police", "police", Membership.ENDED)
    with pytest.raises(Refused) as refused:
        need_may_manage(room, CHAIR, InviteAnew(person="police"), ended)
    assert refused.value.code == "no_longer_a_member"


def test_the_chair_cannot_take_the_coordinators_post_by_an_invitation() -> None:
    room = a_room().room
    with pytest.raises(Refused) as refused:
        need_may_manage(room, CHAIR, InviteAnew(person="idva"), IDVA)
    assert refused.value.code == "not_your_role"
    need_may_manage(room, CHAIR, EndSessions(person="idva"), IDVA)
    need_may_manage(room, IDVA, InviteAnew(person="idva"), IDVA)
