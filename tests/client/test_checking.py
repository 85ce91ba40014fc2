"""Who tells the victim, and the four aims, by keys alone (ACT-8, ACT-10)."""

from agenda.protocol import Stage
from client.acts.keys import offered
from client.acts.still_open import ANSWERED_BY
from client.acts.waiting import waiting_rows
from client.view.rows import Row
from client.view.seen import Place, Seen
from meeting.case.actions import Standing
from meeting.case.checks import Aim
from meeting.case.gaps import Gap
from meeting.commands import DeclareConflict, NameWhoTells, RaiseRisk
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown, write
from tests.given import Given, a_hearing, volunteer
from tests.meeting.test_owner_out import COLLEAGUE, confirmed

WIDE = (130, 38)
RAISED = RaiseRisk(case="oak", risk="r1", at_risk="staff", text="He has a dog.")


def _seen(given: Given, person: str) -> Seen:
    return Seen(given.seen_by(person), person, given.now)


def _text(rows: tuple[Row, ...]) -> str:
    return "\n".join(row.text for row in rows)


async def test_act_8_an_agency_says_by_one_key_that_it_tells_the_victim() -> None:
    room = FakeRoom(a_hearing(Stage.PLANNING))
    async with room.app("idva").run_test(size=WIDE) as pilot:
        await until_shown(pilot, ".  who tells the victim")
        await pilot.press("full_stop")
        await until_shown(pilot, "Who tells the victim what was agreed?", "IDVA service tells")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await pilot.press("4")
        await until_shown(pilot, "Tells the victim IDVA service")
        assert room.given.case().checks.told_by == "idva"


async def test_act_8_the_chair_can_only_suggest_an_agency_and_is_told_so() -> None:
    """ACT-1."""
    room = FakeRoom(a_hearing(Stage.PLANNING))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, ".  who tells the victim")
        await pilot.press("full_stop")
        await until_shown(pilot, "Nobody does: say why.")
        await write(pilot, "hou")
        await until_shown(pilot, "This suggests it.", "Housing says so itself.")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await pilot.press("4")
        await until_shown(pilot, "Tells the victim Housing? suggested by Police")
        assert room.given.case().checks.told_by is None


def test_act_8_the_agency_that_is_asked_to_tell_the_victim_is_told_so_and_the_key_leads() -> None:
    """Until it says so; nobody else is asked."""
    given = a_hearing(Stage.PLANNING)
    asked = given.after("chair", NameWhoTells(case="oak", agency="idva"))
    said = "Police suggests that you tell the victim what was agreed: . say that you do"
    idva = _seen(asked, "idva")
    assert said in _text(waiting_rows(idva))
    assert offered(idva, Place.ROOM)[0].name == "who_tells"
    others = _seen(asked, "housing"), _seen(given, "idva")
    told = _seen(asked.after("idva", NameWhoTells(case="oak", agency="idva")), "idva")
    for seen in (*others, told):
        assert said not in _text(waiting_rows(seen))
        assert offered(seen, Place.ROOM)[0].name != "who_tells"


async def test_act_10_what_answers_an_aim_is_ticked_or_why_none_has_to() -> None:
    room = FakeRoom(a_hearing(Stage.READ_BACK).after("police", volunteer()))
    async with room.app("chair").run_test(size=WIDE) as pilot:
        await until_shown(pilot, ",  the four aims")
        await pilot.press("comma")
        await until_shown(pilot, "! Open: what addresses the perpetrator.", "Answered by")
        await write(pilot, "addr")
        await pilot.press("tab", "space", "ctrl+s")
        await until_no_form(pilot)
        await pilot.press("4")
        await until_shown(pilot, "What addresses the perpetrator A1")
        assert room.given.case().checks.aims[Aim.PERPETRATOR].answered_by == ("a1",)


async def test_act_9_a_colleague_reads_who_is_out_of_the_case_and_confirms_by_one_key() -> None:
    """CON-2."""
    room = FakeRoom(confirmed().after("housing", DeclareConflict(case="oak", reason="A cousin.")))
    async with room.app(COLLEAGUE).run_test(size=WIDE) as pilot:
        await pilot.press("4")
        await until_shown(pilot, "Hugo Brook (Housing) is out of this case", "Enter  confirm A1")
        await pilot.press("enter")
        await until_shown(pilot, "Confirm A1")
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.action().standing is Standing.CONFIRMED


async def test_act_10_the_form_that_closes_a_case_names_the_keys_that_answer_what_is_open() -> None:
    """ACT-8, CASE-8."""
    room = FakeRoom(a_hearing(Stage.READ_BACK).after("housing", volunteer()))
    async with room.app("chair").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "K  close the case")
        await pilot.press("K")
        await until_shown(
            pilot, "Still open", "nobody to tell the victim", "Escape then .", "Escape then ,"
        )


def test_the_keys_that_the_form_names_are_the_chair_s_to_press() -> None:
    given = a_hearing(Stage.PLANNING).after("housing", RAISED)
    seen = Seen(given.seen_by("chair"), "chair", given.now)
    there = {key.shown for key in offered(seen, Place.ROOM)}
    named = {key for gap, key in ANSWERED_BY.items() if gap is not Gap.NO_RISKS}
    assert named <= there
    before = a_hearing(Stage.RISKS)
    keys = offered(Seen(before.seen_by("chair"), "chair", before.now), Place.ROOM)
    assert ANSWERED_BY[Gap.NO_RISKS] in {key.shown for key in keys}
