"""Who asks to speak sees their place, and the chair the whole queue (CASE-4)."""

from agenda.protocol import Stage
from client.acts.form import Form
from client.acts.speaking import heard
from client.acts.waiting import waiting_rows
from client.view.seen import Seen
from meeting.commands import AskToSpeak, LowerHand
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown, write
from tests.given import Given, a_hearing

ASK = AskToSpeak(case="oak")


def waits_for(given: Given, person: str) -> str:
    rows = waiting_rows(Seen(given.seen_by(person), person, given.now))
    return "\n".join(row.text for row in rows)


def test_case_4_who_asks_to_speak_sees_their_place_and_moves_up() -> None:
    given = a_hearing(Stage.ROUND).after("housing", ASK).after("idva", ASK)
    assert "You asked to speak, and you are first" in waits_for(given, "housing")
    assert "You asked to speak, and you are second" in waits_for(given, "idva")
    assert "asked to speak" not in waits_for(given, "children")
    went_on = given.after("chair", LowerHand(case="oak", person="housing"))
    assert "you are first" in waits_for(went_on, "idva")
    assert "asked to speak" not in waits_for(went_on, "housing")


def test_case_4_the_chair_sees_who_asks_in_the_order_in_which_they_did() -> None:
    given = a_hearing(Stage.ROUND).after("housing", ASK).after("idva", ASK).after("children", ASK)
    names = [given.line(person).name for person in ("housing", "idva", "children")]
    said = waits_for(given, "chair")
    assert [said.index(name) for name in names] == sorted(said.index(name) for name in names)
    assert "asks to speak, then" in said
    assert "h once heard" in said


async def test_a_question_without_fields_is_answered_by_enter_and_not_by_ctrl_s() -> None:
    """CASE-4: who thinks that they write a note, and ends it with Ctrl+S, answers nothing."""
    room = FakeRoom(a_hearing().after("housing", AskToSpeak(case="oak")))
    async with room.app("chair").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "h  first hand heard")
        await pilot.press("h")
        await until_shown(pilot, "Hugo Brook (Housing) has been heard?")
        await write(pilot, "cousin")
        await pilot.press("ctrl+s")
        await pilot.pause()
        await until_shown(pilot, "Hugo Brook (Housing) has been heard?")
        assert room.given.case().heard.hands == ("housing",)
        await pilot.press("enter")
        await until_no_form(pilot)
        assert room.given.case().heard.hands == ()


def test_case_4_the_question_says_that_the_hand_went_down_meanwhile() -> None:
    given = a_hearing().after("housing", ASK)
    form = heard(Seen(given.seen_by("chair"), "chair", given.now))
    assert isinstance(form, Form)
    assert form.said_now is not None
    assert form.said_now(Seen(given.seen_by("chair"), "chair", given.now)) == ()
    down = given.after("housing", LowerHand(case="oak", person="housing"))
    (said,) = form.said_now(Seen(down.seen_by("chair"), "chair", down.now))
    assert said.text == "The hand of Hugo Brook (Housing) is down already: Escape back."
