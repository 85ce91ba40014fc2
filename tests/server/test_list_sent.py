"""What somebody was sent, listed for chair and coordinator in the room (ATT-6)."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from meeting.access import may_read
from meeting.case.outcome import Outcome
from meeting.case.stand_in import Post
from meeting.commands import DeclareConflict, VoidSignIn
from meeting.decide.managing import need_may_manage
from meeting.managing import ListSent
from meeting.streams import ROOM, case_stream, conflict_stream, match_stream
from meeting.words import Refused
from server.audit import Act, Fact, RefusedAccess, Sent, What
from server.sent_words import BELOW, NOTHING, told
from tests.given import Given, a_hearing, a_room
from tests.meeting.matched import VICTIM, signed
from tests.meeting.test_late_case import LATE, ask, coordinated
from tests.server.laptop import Doors, Laptop, open_doors

LATER = a_room().later(minutes=5).now
EVERYTHING = tuple(
    Sent(str(stream), 1, last, LATER)
    for stream, last in (
        (ROOM, 9),
        (case_stream("oak"), 4),
        (case_stream("elm"), 5),
        (conflict_stream("oak", "police"), 1),
        (match_stream("elm", "police"), 1),
    )
)


def said(given: Given, asker: str, sent: tuple[Sent, ...] = EVERYTHING, of: str = "police") -> str:
    """What ``asker`` is told, without what stands below every list."""
    text = told(given.state, given.reader(asker), given.reader(of), sent)
    assert text.endswith(f"\n\n{BELOW}")
    return text.removesuffix(f"\n\n{BELOW}")


ALL = ["The room", "Case 1", "Case 2", "Case 3"]
"""What is open to everybody at the table."""


def void(given: Given) -> Given:
    """It was not police who signed in as them; who that was reads nothing any more."""
    return given.after("chair", VoidSignIn(person="police", reason="It was another."))


def test_att_6_of_a_void_sign_in_room_and_cases_that_were_sent_and_no_reason_nor_match() -> None:
    assert said(void(a_hearing()), "chair").splitlines() == ["The room", "Case 1", "Case 2"]
    assert said(void(a_hearing()), "chair", EVERYTHING[:1]) == "The room"


def test_att_6_of_who_sits_there_what_is_open_to_them_is_listed_too() -> None:
    assert said(a_hearing(), "chair").splitlines() == ALL
    out = a_hearing().after("police", DeclareConflict(case="ash", reason="My cousin."))
    assert said(out, "chair").splitlines() == ["The room", "Case 1", "Case 2"]


def test_att_6_who_was_sent_nothing_is_not_said_to_have_been() -> None:
    assert said(a_hearing(), "chair", ()) == NOTHING


@pytest.mark.parametrize("given", [a_hearing(), void(a_hearing())], ids=["there", "void"])
def test_res_2_nobody_can_tell_from_a_list_when_somebody_was_elsewhere(given: Given) -> None:
    """Who sits in a restricted sitting is sent nothing of what happens here meanwhile, and all of
    it later: neither how far a list goes nor when is for who does not know of it.
    """
    later = LATER + timedelta(minutes=20)
    cut_off = tuple(replace(each, last=1) for each in EVERYTHING)
    after = tuple(Sent(each.stream, each.last + 1, 30, later) for each in EVERYTHING)
    for sent in (cut_off, (*EVERYTHING, *after)):
        assert said(given, "chair", sent) == said(given, "chair")


def test_res_2_nor_from_a_case_that_opened_while_somebody_was_elsewhere() -> None:
    assert said(a_hearing(), "chair", EVERYTHING[:1]) == said(a_hearing(), "chair")


def test_att_6_the_coordinator_is_told_the_same_as_the_chair() -> None:
    given = replace(a_hearing(), coordinator="housing")
    assert said(given, "housing") == said(given, "chair")


def stood_in() -> Given:
    """Housing chairs the first case, for a chair who is out of nothing."""
    return a_hearing().stood_in(Post.CHAIR, "housing")


def test_role_7_whoever_is_stood_in_for_in_a_case_goes_on_listing_what_they_read() -> None:
    """Who chairs one case says nothing of what went out, and a list that is shorter would be taken
    for all that did.
    """
    assert said(stood_in(), "chair").splitlines() == ALL
    assert said(void(stood_in()), "chair") == said(void(a_hearing()), "chair")


def test_role_7_nor_does_it_end_with_the_case_that_another_chaired() -> None:
    closing = stood_in().closing("oak", Outcome.DEFERRED, "No time is left.")
    assert said(stood_in().after("housing", closing), "chair").splitlines() == ALL


def test_con_2_who_is_stood_in_for_because_they_are_out_of_it_has_no_trace_of_it() -> None:
    out = a_hearing().after("chair", DeclareConflict(case="oak", reason="My cousin."))
    out = out.stood_in(Post.CHAIR, "housing", by="minutes")
    without = tuple(each for each in EVERYTHING if "oak" not in each.stream)
    assert said(out, "chair") == said(out, "chair", without) == "The room"


def test_att_6_of_themselves_somebody_hears_what_they_read_and_no_more() -> None:
    assert said(a_hearing(), "chair", of="chair").splitlines() == ALL
    out = a_hearing().after("chair", DeclareConflict(case="oak", reason="My cousin."))
    assert said(out, "chair", of="chair").splitlines() == ["The room", "Case 2", "Case 3"]


@pytest.mark.parametrize("victim", ["Petra Oakes", "Gwen Larch"])
def test_ag_10_con_6_a_list_tells_nobody_of_an_urgent_case_that_is_asked_for(victim: str) -> None:
    """Least of all the chair who may be a party of it, and would not be listed a case any more."""
    asked = coordinated(a_hearing()).after("minutes", ask(victim=victim))
    assert asked.state.has_open_match(LATE, "chair") is (victim == "Petra Oakes")
    assert said(asked, "chair").splitlines() == ALL


def test_con_2_of_a_case_that_the_asker_is_out_of_the_list_has_no_trace() -> None:
    given = a_hearing().after("chair", DeclareConflict(case="oak", reason="My cousin."))
    without = tuple(each for each in EVERYTHING if "oak" not in each.stream)
    assert not any(stream.case == "oak" for stream in may_read(given.state, CHAIR) - OWN)
    assert said(given, "chair") == said(given, "chair", without)


CHAIR = a_hearing().reader("chair")
OWN = {conflict_stream("oak", "chair")}


def test_con_6_who_is_out_of_one_case_cannot_tell_by_the_others_that_somebody_is_matched() -> None:
    """Who is matched in whatever case is sent none: so what they were not sent says something."""
    out = a_hearing().after("chair", DeclareConflict(case="oak", reason="My cousin."))
    sent_no_case = EVERYTHING[:1]
    for given in (out, void(out)):
        assert said(given, "chair", sent_no_case) == said(given, "chair") == "The room"


def test_con_6_a_match_is_not_to_be_had_from_a_list_by_who_may_not_know_of_it() -> None:
    """A minute-taker and a representative settle no match while the chair is here."""
    for asker in ("minutes", "idva"):
        for sent in (EVERYTHING, EVERYTHING[:1]):
            assert said(a_hearing(), asker, sent) == "The room"


def test_con_6_who_is_matched_is_told_what_they_would_be_told_before_any_names_are_open() -> None:
    matched = replace(signed(("housing", VICTIM)), coordinator="housing")
    plain = replace(signed(), coordinator="housing")
    assert said(matched, "housing") == said(plain, "housing")


def test_nobody_without_the_declaration_hears_of_a_case_sign_1() -> None:
    given = replace(a_room().everybody_signed(but=("housing",)), coordinator="housing")
    assert said(given.arrived("housing"), "housing") == "The room"


def test_a_void_asker_is_told_nothing_att_6() -> None:
    given = replace(a_hearing(), coordinator="housing")
    asker = given.after("housing", VoidSignIn(person="chair", reason="It was another."))
    assert said(asker, "chair") == NOTHING


def test_role_1_chair_and_coordinator_may_ask_also_about_who_is_void_and_no_other() -> None:
    given = replace(a_hearing(), coordinator="housing")
    given = void(given)
    act, police = ListSent(person="police"), given.reader("police")
    for asker in ("chair", "housing"):
        need_may_manage(given.state, given.reader(asker), act, police)
    for asker in ("idva", "minutes"):
        with pytest.raises(Refused) as caught:
            need_may_manage(given.state, given.reader(asker), act, police)
        assert caught.value.code == "not_your_role"


# Through sockets


async def lists(laptop: Laptop, person: str) -> dict[str, Any]:
    """The answer to who asks for the list."""
    chosen = laptop.new_id()
    act = {"kind": "list_sent", "person": person}
    await laptop.say({"kind": "manage", "id": chosen, "act": act})
    while (frame := await laptop.next()).get("id") != chosen:
        pass
    return frame


async def test_att_6_after_a_void_sign_in_the_chair_lists_it_and_that_is_on_record(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, police = await doors.at_the_table("chair", "police")
        await has(police, "case/oak")
        says = {"kind": "void_sign_in", "person": "police", "reason": "Not them."}
        assert (await chair.do(says))["kind"] == "ack"
        answer = await lists(chair, "police")
        assert answer["text"].splitlines()[:4] == ALL
        facts = facts_of(doors)
        (act,) = (f for f in facts if isinstance(f, Act) and f.what is What.SENT_LISTED)
        assert (act.person, act.by, act.meeting) == ("police", "chair", doors.service.meeting)


async def test_con_2_who_is_out_of_a_case_gets_the_same_whether_it_was_sent_or_not(
    tmp_path: Path,
) -> None:
    async with open_doors(tmp_path) as doors:
        chair, police = await doors.at_the_table("chair", "police")
        await has(police, "case/oak")
        conflict = {"kind": "declare_conflict", "case": "oak", "reason": "My cousin."}
        assert (await chair.do(conflict))["kind"] == "ack"
        text = (await lists(chair, "police"))["text"]
        assert text == f"The room\n\n{BELOW}"


async def test_a_representative_is_refused_and_the_refusal_is_on_record(tmp_path: Path) -> None:
    async with open_doors(tmp_path) as doors:
        _, police = await doors.at_the_table("chair", "police")
        assert (await lists(police, "chair"))["code"] == "not_your_role"
        while not (refused := [f for f in facts_of(doors) if isinstance(f, RefusedAccess)]):  # noqa: ASYNC110 - the disk tells nobody when it is written
            await asyncio.sleep(0.01)
        assert [(f.person, f.code) for f in refused] == [("police", "not_your_role")]
        facts = facts_of(doors)
        assert not [f for f in facts if isinstance(f, Act) and f.what is What.SENT_LISTED]


def facts_of(doors: Doors) -> list[Fact]:
    """What the audit says."""
    return [row.fact for row in doors.store.audit.rows()]


async def has(laptop: Laptop, stream: str) -> None:
    """Waits until a laptop was sent something of a stream."""
    while True:
        events = (frame for frame in laptop.frames if frame["kind"] == "events")
        if any(part["stream"] == stream for frame in events for part in frame["parts"]):
            return
        await laptop.next()
