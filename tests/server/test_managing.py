"""Chair and coordinator, about somebody's account, from the room; and nobody else."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agenda.protocol import Restriction
from meeting.access import Membership, Reader
from meeting.case.stand_in import Post
from meeting.commands import (
    AcceptStandIn,
    AskToStandIn,
    DeclareConflict,
    Leave,
    RecordNoLaptop,
    RefuseDeclaration,
    VoidSignIn,
)
from meeting.decide.managing import need_may_manage
from meeting.joining import parse_invitation
from meeting.managing import EndSessions, InviteAnew, Managing
from meeting.room import Phase
from meeting.state import State
from meeting.streams import ROOM
from meeting.words import Refused
from server import accounts
from server.audit import Act, in_words, listed
from tests.getting_in import PASSWORD
from tests.given import A_PLAN, Given, a_hearing, a_room, given
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


def streams(laptop: Laptop) -> set[str]:
    """Of which streams it was sent anything."""
    told = (frame for frame in laptop.frames if frame["kind"] == "events")
    return {part["stream"] for frame in told for part in frame["parts"]}


async def test_who_comes_back_as_somebody_else_reads_no_case_until_another_lets_them_in_con_2(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, _, minutes = await doors.at_the_table("chair", "police", "minutes")
        invitation = parse_invitation((await manages(chair, "invite_anew", "police"))["text"])
        assert invitation is not None
        fresh = await doors.laptop()
        token = (await fresh.redeems(invitation.spoken))["token"]
        await fresh.hello(token)
        await fresh.until("events")
        speak = {"kind": "ask_to_speak", "case": "oak"}
        assert (await fresh.do(speak))["code"] == "account_renewed"
        assert (await manages(fresh, "end_sessions", "chair"))["code"] == "not_your_role"
        let_in = {"kind": "let_in_again", "person": "police"}
        assert (await chair.do(let_in))["code"] == "another_lets_in"
        assert streams(fresh) == {"room"}
        renewal = doors.service.writer.ledger.state.room.register["police"].renewal
        assert renewal is not None
        assert renewal.asked_by == "chair"
        assert (await minutes.do(let_in))["kind"] == "ack"
        while "case/oak" not in streams(fresh):
            await fresh.next()


async def test_an_invitation_of_the_operator_needs_nobody_who_lets_in_again(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, _ = await doors.at_the_table("chair", "police")
        asked = parse_invitation((await manages(chair, "invite_anew", "police"))["text"])
        assert asked is not None
        await (await doors.laptop()).hello(
            (await (await doors.laptop()).redeems(asked.spoken))["token"]
        )
        fresh = await doors.redeemed("police")
        while "case/oak" not in streams(fresh):
            await fresh.next()


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
        doors.store.office.accounts.give_post("idva", accounts.Post.COORDINATOR)
        doors.gives_password("police", PASSWORD)
        idva, police = await doors.joined("idva"), await doors.joined("police")
        assert (await idva.do({"kind": "attend"}))["kind"] == "ack"
        answer = await manages(police, "end_sessions", "idva")
        assert answer["code"] == "not_your_role"
        assert (await manages(idva, "end_sessions", "police"))["kind"] == "managed"
        assert await police.closed() == 1008
        welcome = next(frame for frame in idva.frames if frame["kind"] == "welcome")
        assert welcome["coordinator"]


ACTS = (EndSessions(person="police"), InviteAnew(person="police"))
IN_THE_ROOM = a_room().arrived("chair", "minutes", "police", "idva", "housing", "observer")


def refused(
    given: Given,
    asker: Reader,
    act: Managing,
    target: Reader | None = POLICE,
) -> str | None:
    """With which code it is refused, if it is."""
    try:
        need_may_manage(given.state, asker, act, target)
    except Refused as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize("act", ACTS)
def test_chair_and_coordinator_may_and_no_other_role_1(act: Managing) -> None:
    assert [refused(IN_THE_ROOM, asker, act) for asker in (CHAIR, IDVA)] == [None, None]
    for asker in (
        POLICE,
        Reader("minutes", "coordination"),
        Reader("observer", "housing"),
        Reader("stranger", "police", coordinator=True),
        Reader("chair", "police", Membership.ENDED),
    ):
        assert refused(IN_THE_ROOM, asker, act) == "not_your_role"


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("asker", [CHAIR, IDVA])
def test_who_reads_nothing_or_is_of_another_agency_manages_nobody_att_6(
    act: Managing, asker: Reader
) -> None:
    """A sign-in that is void was not the chair's nor the coordinator's."""
    (other,) = {"chair", "idva"} - {asker.person}
    table = IN_THE_ROOM.in_phase(Phase.DECLARATION)
    void = replace(table, coordinator=other).after(
        other, VoidSignIn(person=asker.person, reason="It was another.")
    )
    for there, code in (
        (void, "sign_in_void"),
        (a_room(), "not_present"),
        (table.after(asker.person, Leave()), "not_present"),
        (table.after(asker.person, RefuseDeclaration()), "not_signed"),
    ):
        assert refused(there, asker, act) == code
    assert refused(table, replace(asker, agency="housing"), act) == "other_agency"
    assert refused(table, asker, act) is None


def test_only_people_on_the_register_who_are_members_are_managed() -> None:
    stranger = EndSessions(person="stranger")
    assert refused(IN_THE_ROOM, CHAIR, stranger, Reader("stranger", "idva")) == "no_such_person"
    assert refused(IN_THE_ROOM, CHAIR, ACTS[0], None) == "no_such_person"
    ended = Reader("police", "police", Membership.ENDED)
    assert refused(IN_THE_ROOM, CHAIR, ACTS[1], ended) == "no_longer_a_member"


def test_the_chair_cannot_take_the_coordinators_post_by_an_invitation() -> None:
    anew, out = InviteAnew(person="idva"), EndSessions(person="idva")
    assert refused(IN_THE_ROOM, CHAIR, anew, IDVA) == "not_your_role"
    assert refused(IN_THE_ROOM, CHAIR, out, IDVA) is None
    assert refused(IN_THE_ROOM, IDVA, anew, IDVA) is None


def test_who_holds_or_may_hold_chair_or_minutes_is_invited_anew_by_the_coordinator_alone() -> None:
    """ROLE-7, CON-3: with the code its asker could have the post."""
    deputised = A_PLAN.model_copy(
        update={
            "people": tuple(
                p.model_copy(update={"deputises_for": "minutes" if p.id == "housing" else None})
                for p in A_PLAN.people
            )
        }
    )
    with_a_deputy = given(deputised).arrived("chair", "idva", "housing")
    hearing = a_hearing()
    asked = hearing.after("chair", AskToStandIn(case="oak", post=Post.MINUTES, person="children"))
    accepted = asked.after("children", AcceptStandIn(case="oak", post=Post.MINUTES))
    for room, person in (
        (hearing, "chair"),
        (hearing, "minutes"),
        (with_a_deputy, "housing"),
        (asked, "children"),
        (accepted, "children"),
    ):
        act, target = InviteAnew(person=person), room.reader(person)
        assert refused(room, CHAIR, act, target) == "not_your_role"
        assert refused(room, IDVA, act, target) is None
    anybody = InviteAnew(person="children")
    assert refused(hearing, CHAIR, anybody, hearing.reader("children")) is None


@pytest.mark.parametrize("asker", [CHAIR, IDVA])
def test_who_is_out_of_a_case_cannot_come_back_as_somebody_else_con_2(asker: Reader) -> None:
    out = a_hearing().after(asker.person, DeclareConflict(case="elm", reason="My cousin."))
    assert refused(out, asker, ACTS[1]) == "somebody_else_invites"
    assert refused(out, asker, ACTS[0]) is None


def test_res_2_nobody_is_invited_anew_from_a_restricted_sitting() -> None:
    """Every other meeting of that person would show that somebody had asked."""
    state = a_hearing().state
    sitting = replace(state.room, restricted=Restriction.HONOUR)
    inside = State({**state.streams, ROOM: sitting})
    chair, police = a_hearing().reader("chair"), a_hearing().reader("police")
    need_may_manage(state, chair, InviteAnew(person="police"), police)
    need_may_manage(inside, chair, EndSessions(person="police"), police)
    with pytest.raises(Refused) as caught:
        need_may_manage(inside, chair, InviteAnew(person="police"), police)
    assert caught.value.code == "not_from_a_sitting"


def test_role_8_a_laptop_in_the_name_of_somebody_here_without_one_manages_nobody() -> None:
    without = a_hearing().after("minutes", RecordNoLaptop(person="chair"))
    with pytest.raises(Refused) as caught:
        need_may_manage(
            without.state,
            without.reader("chair"),
            EndSessions(person="police"),
            without.reader("police"),
        )
    assert caught.value.code == "not_present"
