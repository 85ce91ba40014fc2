"""Who presents and who brings the victim's views, by one key each, and on every screen (ROLE-9,
ROLE-10).
"""

from agenda.protocol import Stage
from client.acts.waiting import waiting_rows
from client.view.case import party_rows
from client.view.seen import Seen
from meeting.case.voices import ViewsFrom
from meeting.commands import NamePresenter, NameViews, RecordLeaving
from tests.client.fake_room import FakeRoom
from tests.client.waiting import until_no_form, until_shown, write
from tests.given import Given, a_guest_in, a_hearing

SIZE = (130, 38)


def waits_for(given: Given, person: str) -> str:
    rows = waiting_rows(Seen(given.seen_by(person), person, given.now))
    return "\n".join(row.text for row in rows)


async def test_role_10_who_presents_for_the_referrer_is_said_by_one_key_and_two_letters() -> None:
    room = FakeRoom(a_hearing(Stage.PRESENTING))
    async with room.app("chair").run_test(size=SIZE) as pilot:
        await until_shown(pilot, "Case 1")
        await pilot.press("left_parenthesis")
        await until_shown(pilot, "Who presents this case for Police?")
        await pilot.press("h", "o", "enter")
        await until_no_form(pilot)
        await until_shown(pilot, "Presented by Housing, for Police")
    assert "You present for Police: present it (i)" in waits_for(room.given, "housing")


async def test_role_9_a_written_statement_is_typed_where_nobody_brings_the_views() -> None:
    room = FakeRoom(a_hearing(Stage.PRESENTING).after("minutes", RecordLeaving(person="idva")))
    async with room.app("chair").run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Nobody is named to bring the victim's views: ) say who does")
        await pilot.press("right_parenthesis")
        await until_shown(pilot, "Who brings the victim's views?")
        await pilot.press("i", "n", "tab", "tab")
        await write(pilot, "Let me stay here")
        await pilot.press("ctrl+s")
        await until_no_form(pilot)
        await until_shown(pilot, "Victim's views in writing: Let me")
    assert room.given.case().voices.brought_by is ViewsFrom.WRITTEN


def test_role_9_whose_turn_it_is_to_bring_the_victims_views_is_told_so() -> None:
    given = a_hearing(Stage.VICTIMS_VOICE)
    assert "You bring the victim's views" in waits_for(given, "idva")
    named = NameViews(case="oak", brought_by=ViewsFrom.CHOSEN, agency="housing")
    given = given.after("chair", named)
    assert "You bring the victim's views" in waits_for(given, "housing")
    assert "You bring the victim's views" not in waits_for(given, "idva")


def test_role_6_a_guest_who_has_no_register_is_told_whom_the_chair_named_and_nothing_else() -> None:
    given = a_guest_in(Stage.PRESENTING)

    def told(given: Given) -> str:
        seen = Seen(given.seen_by("midwife"), "midwife", given.now)
        assert seen.case is not None
        return " ".join(row.text for row in party_rows(seen, seen.case))

    assert "Victim's views" not in told(given)
    named = NamePresenter(case="oak", agency="housing")
    assert "Presented by Housing, for Police" in told(given.after("chair", named))
