"""``marac-server people``: what is said takes effect at once, also on whoever is connected."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from meeting.access import Membership
from meeting.joining import parse_invitation
from server.cli import _parser
from server.errors import StoreError
from server.people import ERRANDS, MOST_USES, Desk
from server.store import opened_store
from tests.getting_in import PASSWORD
from tests.given import A_PLAN
from tests.rooms import CHEAP, PASSPHRASE, arranged
from tests.server.laptop import open_doors


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        arranged(store, A_PLAN)
        yield Desk(store)


def test_every_errand_is_offered_by_the_command_and_no_other() -> None:
    people = next(a for a in _parser()._actions if a.dest == "errand").choices
    assert people is not None
    do = next(a for a in people["people"]._actions if a.dest == "do")  # type: ignore[index] # a mapping
    assert set(do.choices) == set(ERRANDS)


def test_people_are_listed_with_what_they_have(desk: Desk) -> None:
    desk.run("invite", "police", {})
    desk.run("post", "idva", {"post": "coordinator"})
    desk.store.office.accounts.begin_session("housing", desk.store.clock.now())
    head, *rows = desk.run("list", "", {}).splitlines()
    lines = {line.split()[0]: re.split(" {2,}", line)[1:] for line in rows}
    assert re.split(" {2,}", head) == [
        *("ID", "NAME", "AGENCY", "MEMBERSHIP", "POST", "GETS IN BY", "LOGGED IN")
    ]
    assert set(lines) == {person.id for person in A_PLAN.people}
    assert lines["police"] == ["Robin Marsh", "police", "member", "-", "invited", "0"]
    assert lines["idva"] == ["Isla Vane", "idva", "member", "coordinator", "-", "0"]
    assert lines["housing"] == ["Hugo Brook", "housing", "member", "-", "-", "1"]
    assert lines["chair"][3] == "chair"
    assert {line[head.index("LOGGED") - 1] for line in rows} == {" "}


def test_agencies_are_listed_with_how_many_they_send(desk: Desk) -> None:
    assert "housing  Housing  2" in desk.run("agencies", "", {}).splitlines()


def test_somebody_is_added_with_an_invitation(desk: Desk) -> None:
    said = desk.run("add", "new-one", {"name": "Nora Quill", "agency": "IDVA service"})
    assert "for Nora Quill" in said
    assert parse_invitation(said) is not None
    reader = desk.store.office.reader("new-one")
    assert reader is not None
    assert (reader.agency, reader.membership) == ("idva", Membership.MEMBER)


def test_who_needs_an_authenticator_is_told_so_with_the_invitation(desk: Desk) -> None:
    """On the morning of the meeting there is no time to find one."""
    needs = "You need an authenticator program besides"
    assert needs in desk.run("invite", "chair", {})
    assert needs not in desk.run("invite", "police", {})
    desk.store.office.accounts.set("totp", "all")
    assert needs in desk.run("invite", "police", {})


@pytest.mark.parametrize(
    ("errand", "who", "facts", "words"),
    [
        ("add", "police", {"name": "A", "agency": "police"}, "There is a 'police' already"),
        ("add", "A b", {"name": "A", "agency": "police"}, "Say who, with an id"),
        ("add", "new", {"agency": "police"}, "name will not do"),
        ("add", "new", {"name": "A", "agency": "nowhere"}, "Name an agency with --agency"),
        ("move", "police", {}, "Name an agency with --agency"),
        ("rename", "police", {}, "with --name"),
        ("end", "somebody", {}, "Name one person, by id or by name"),
        ("door", "", {"uses": "11"}, f"1 to {MOST_USES} people"),
        ("door", "", {"uses": "many"}, f"1 to {MOST_USES} people"),
        ("dance", "", {}, "another version"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    desk: Desk, errand: str, who: str, facts: dict[str, str], words: str
) -> None:
    with pytest.raises(StoreError, match=words):
        desk.run(errand, who, facts)


def test_who_is_renamed_is_found_by_the_new_name(desk: Desk) -> None:
    desk.run("rename", "police", {"name": "Robin Ash\u200b"})
    assert desk.person("robin ash") == "police"


async def test_whose_membership_ends_is_out_at_once_and_nothing_lets_them_in_again(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        (chair, police) = await doors.at_the_table("chair", "police")
        doors.gives_password("police", PASSWORD)
        open_invitation = doors.invites("police")
        assert "no member" in doors.runs("end", "police")
        assert await police.closed() == 1008
        again = await (await doors.laptop()).hello(police.token)
        await again.until("notice", about="not_admitted")
        stranger = await doors.laptop()
        assert (await stranger.logs_in("police"))["code"] == "not_let_in"
        assert (await stranger.redeems(open_invitation))["code"] == "invitation_not_good"
        assert (await chair.do({"kind": "call_item", "item": "1"}))["kind"] == "ack"
        with pytest.raises(StoreError, match="people restore police"):
            doors.runs("invite", "police")
        restored = parse_invitation(doors.runs("restore", "police"))
        assert restored is not None
        assert (await stranger.redeems(restored.spoken))["kind"] == "joined"


async def test_who_moves_to_another_agency_is_looked_at_anew_at_once_act_1(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        (_, police) = await doors.at_the_table("chair", "police")
        doors.runs("move", "police", agency="Housing")
        assert await police.closed() == 1008
        again = await (await doors.laptop()).hello(police.token)
        assert (await again.until("welcome"))["agency"] == "housing"
        assert (await again.do({"kind": "leave"}))["code"] == "other_agency"


async def test_who_is_logged_out_by_the_coordinator_needs_the_password_again(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        doors.gives_password("police", PASSWORD)
        first, second = await doors.joined("police"), await doors.joined("police")
        head, *sessions = doors.runs("sessions", "police").splitlines()
        assert head.split()[:2] == ["SESSION", "PERSON"]
        assert len(sessions) == 2
        assert doors.runs("log-out", "police").endswith("sessions ended: 2.")
        assert (await first.closed(), await second.closed()) == (1008, 1008)
        assert doors.runs("sessions") == "Nobody is logged in."
        again = await (await doors.laptop()).hello(first.token)
        await again.until("notice", about="not_admitted")
        assert (await (await doors.laptop()).logs_in("police"))["kind"] == "joined"


async def test_what_changes_while_somebody_is_coming_in_counts_for_them_too(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        token = doors.token("police")
        door = doors.service._door
        holder = await door.bearer(token)
        assert holder is not None
        doors.runs("log-out", "police")
        gone: list[str] = []
        await door.arrived(holder, lambda: gone.append("away"))
        assert gone == ["away"]


async def test_an_invitation_that_is_voided_is_not_good(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        code = doors.invites("police")
        assert doors.runs("void", "police").endswith("void now: 1.")
        refused = await (await doors.laptop()).redeems(code)
        assert refused["code"] == "invitation_not_good"


# The door


async def test_att_6_somebody_unexpected_gets_an_account_for_the_day_and_is_on_no_register(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        invitation = parse_invitation(doors.runs("door", uses="2"))
        assert invitation is not None
        assert invitation.is_door
        laptop = await doors.laptop()
        answer = await laptop.knocks(invitation.spoken, agency=" IDVA  Service")
        assert answer["kind"] == "joined"
        reader = doors.store.office.reader(answer["person"])
        assert reader is not None
        assert (reader.agency, reader.membership) == ("idva", Membership.MEMBER)
        assert answer["person"] not in doors.service.writer.ledger.state.room.register
        later = await doors.laptop()
        assert (await later.logs_in(answer["person"]))["kind"] == "joined"


async def test_att_6_whoever_knocked_waits_by_name_and_reads_no_case_until_let_in(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        (chair,) = await doors.at_the_table("chair")
        invitation = parse_invitation(doors.runs("door"))
        assert invitation is not None
        walk_in = await doors.laptop()
        answer = await walk_in.knocks(invitation.spoken)
        await walk_in.hello(answer["token"])
        assert (await walk_in.until("welcome"))["role"] is None
        assert (await walk_in.do({"kind": "ask_to_come_in"}))["kind"] == "ack"
        waits = doors.service.writer.ledger.state.room.door[answer["person"]]
        assert waits.self_stated
        known = doors.store.office.reader("chair")
        assert known is not None
        assert not known.self_stated
        assert answer["person"] not in doors.service.writer.ledger.state.room.register
        names = ("Oakhill", "Elmer", "Ashworth")
        assert not [name for name in names if name in str(walk_in.frames)]
        admits = {"kind": "admit", "person": answer["person"], "role": "representative"}
        assert (await chair.do(admits))["kind"] == "ack"
        assert doors.service.writer.ledger.state.room.register[answer["person"]].name == "Dev Hale"


async def test_the_door_takes_so_many_and_no_more_and_the_same_request_counts_once(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        invitation = parse_invitation(doors.runs("door", uses="2"))
        assert invitation is not None
        code, laptop = invitation.spoken, await doors.laptop()
        first = await laptop.knocks(code, request="a" * 32)
        assert (await laptop.knocks(code, request="a" * 32))["token"] == first["token"]
        unknown = await laptop.knocks(code, agency="Nowhere")
        assert (unknown["code"], unknown["field"]) == ("agency_not_known", "agency")
        assert (await laptop.knocks(code))["kind"] == "joined"
        assert (await laptop.knocks(code))["code"] == "invitation_not_good"


async def test_a_door_that_is_shut_lets_nobody_knock(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        invitation = parse_invitation(doors.runs("door"))
        assert invitation is not None
        assert doors.runs("shut") == "The door is shut."
        assert doors.runs("shut") == "The door was not open."
        refused = await (await doors.laptop()).knocks(invitation.spoken)
        assert refused["code"] == "invitation_not_good"
        assert (await (await doors.laptop()).redeems(invitation.spoken))["kind"] == "refused"
