"""What is painted, without a screen: words, signs, and whether they are true."""

from dataclasses import replace
from datetime import time

import pytest

from agenda.london import clock_time
from agenda.plan import Role
from agenda.protocol import Stage
from client.acts.chairing import conflicts_to_decide
from client.acts.form import Form
from client.acts.keys import KEYS, offered
from client.acts.waiting import waiting_rows
from client.view.case import information_rows, party_rows, risk_rows
from client.view.heading import connection, heading, time_pieces, what_is_on
from client.view.order import order_rows
from client.view.plan import SIGNS as ACTION_SIGNS
from client.view.plan import action_rows
from client.view.register import count, register_rows, standing
from client.view.rows import Line, Row, Tone
from client.view.seen import Place, Seen, place
from client.view.summary import summary_rows
from client.view.table import SIGNS as TABLE_SIGNS
from client.view.table import table_rows
from client.widgets.painting import painted
from meeting.access import may_read
from meeting.case.actions import Standing
from meeting.case.stand_in import Post
from meeting.case.table import Heard
from meeting.commands import DeclareConflict, ExtendTime, PauseClock
from meeting.room import PersonWaiting
from meeting.state import Placed
from meeting.streams import ROOM
from meeting.values import PersonId
from tests.client.scenes import in_planning, in_summary
from tests.given import Given, a_hearing, a_room, share


def seen(given: Given, person: PersonId, **rest: str) -> Seen:
    state = given.state.only(may_read(given.state, given.reader(person)))
    return Seen(state, person, given.now, **rest)  # type: ignore[arg-type] # strings alone


def text(rows: tuple[Row, ...] | tuple[Line, ...]) -> str:
    return "\n".join(r.text if isinstance(r, Row) else Row((r,)).text for r in rows)


def time_words(given: Given, seconds: int) -> str:
    later = given.later(seconds=seconds)
    return "".join(p.text for p in time_pieces(seen(later, "chair"), later.case("oak")))


def test_case_2_time_left_is_said_in_words_and_not_by_colour_alone() -> None:
    start = a_room().everybody_signed().case_called("1")
    assert time_words(start, -1) == "▓▓▓▓▓▓▓▓▓▓ 15:00 left"
    assert time_words(start, 10 * 60 - 1) == "▓▓▓░░░░░░░ 5:00 left"
    assert time_words(start, 17 * 60 - 1) == "░░░░░░░░░░ over the target by 2:00"
    assert time_words(start, 21 * 60 - 1) == "░░░░░░░░░░ overrun by 6:00"


def test_case_2_a_stopped_clock_and_more_time_are_said() -> None:
    given = a_hearing(Stage.CONFLICTS).after("chair", ExtendTime(case="oak", minutes=5, reason="x"))
    stopped = given.after("chair", PauseClock(case="oak", version=0)).later(minutes=30)
    words = time_words(stopped, 0)
    assert "stopped, 19:58 left" in words


def test_case_2_a_round_that_takes_from_the_minutes_for_actions_is_told_so() -> None:
    for minutes, words in ((3, "step"), (12, "go on: 1:")):
        later = a_hearing(Stage.ROUND).later(minutes=minutes)
        shown = "".join(piece.text for piece in what_is_on(seen(later, "chair")))
        assert words in shown
        assert ("left for actions" in shown) is (words != "step")


def test_the_heading_says_meeting_marking_who_i_am_and_how_late_it_is() -> None:
    words = text(heading(seen(in_planning().later(minutes=12), "housing")))
    for part in ("Northvale", "Tue 24 Nov 2026", "OFFICIAL-SENSITIVE", "you: Housing"):
        assert part in words
    assert "Case 3 of 6 · action planning" in words


def test_a_lost_connection_is_said_with_the_time_of_what_is_shown() -> None:
    given = in_planning()
    stale = Seen(given.state, "housing", given.now, stale_at=given.now)
    words = connection(stale)
    assert words.text == f"○ NOT CONNECTED, showing what was at {clock_time(given.now)}"
    assert words.tone is Tone.BAD


def test_con_4_the_running_order_shows_its_own_reader_what_is_not_for_them() -> None:
    mine = text(order_rows(seen(in_planning(), "housing")))
    assert "- Case 2not for you" in mine
    assert "▶ Case 3now" in mine
    others = text(order_rows(seen(in_planning(), "police")))
    assert "not for you" not in others


def test_res_2_and_con_4_a_latecomer_is_told_what_is_true_of_a_finished_case() -> None:
    given = a_room().everybody_signed(but=("housing",)).case_called("1").case_closed()
    late = given.arrived("housing").signed("housing")
    assert "- Case 1over" in text(order_rows(seen(late, "housing")))


def test_case_4_the_table_says_who_spoke_asks_knows_nothing_and_who_is_me() -> None:
    words = text(table_rows(seen(in_planning(), "housing")))
    assert "✓ Policespoke" in words
    assert "· Housing ◀ youyet to speak" in words
    assert "◆ Children's servicesasks" in words
    assert "○ Probationnothing known" in words
    assert "no laptop" in words


def test_role_7_whoever_takes_the_minutes_is_not_said_to_be_without_a_laptop() -> None:
    """Their agency says aloud what it knows, since they lead and do not answer."""
    given = a_room().everybody_signed().after("minutes", DeclareConflict(case="oak", reason="Kin."))
    rows = table_rows(seen(given.stood_in(Post.MINUTES, "idva"), "police"))
    (idva,) = (row for row in rows if "IDVA service" in row.text)
    assert "takes the minutes, and says it aloud" in idva.text
    assert "no laptop" not in idva.text
    beneath = painted((idva,), 30).plain.split("\n")[-2:]
    assert [each[:3].isspace() for each in beneath] == [False, False]
    assert [each[:2] for each in beneath] == ["  ", "  "]


def test_role_7_the_title_of_a_stand_in_is_one_line_of_80_cells() -> None:
    """The day gives way; which meeting, its marking and who I am do not."""
    given = a_room().everybody_signed().after("minutes", DeclareConflict(case="oak", reason="Kin."))
    stands_in = seen(given.stood_in(Post.MINUTES, "idva"), "idva", chosen="1")
    first = heading(stands_in, narrow=True, width=78)[0]
    words = [piece.text for piece in (*first.left, *first.right)]
    assert words[:2] == ["Northvale", " · OFFICIAL-SENSITIVE"]
    assert words[-1] == "you: minute-taker of Case 1  ● connected"
    assert "24 Nov" in heading(stands_in, narrow=True)[0].left[0].text


def test_ntk_1_information_carries_its_agencys_name() -> None:
    given = a_hearing().after("police", share())
    case = given.case()
    assert "(Police)" in text(information_rows(seen(given, "chair"), case))


def test_risk_1_a_risk_without_an_action_and_a_raised_one_are_said() -> None:
    given = in_planning()
    words = text(risk_rows(seen(given, "chair"), given.case("ash")))
    assert "R3 dependant: Greta Ashworth: lives next door to him" in words
    assert "no action yet" in words
    assert "? raised by Isla Vane (IDVA service), for the chair to agree" in words


def test_act_2_actions_stand_under_their_risks_with_day_owner_and_standing() -> None:
    given = in_planning()
    words = text(action_rows(seen(given, "chair"), given.case("ash")))
    first = words.index("R1 victim")
    assert first < words.index("A1 Police Execute the warrant") < words.index("R2 child")
    assert "Fri 27 Nov ✓" in words
    assert "confirmed · safe ✓" in words
    assert "stopped as unsafe · He would be there." in words
    assert "open: by when? done when?" in words


def test_colour_never_alone_each_standing_has_a_sign_and_words() -> None:
    assert set(ACTION_SIGNS) == set(Standing)
    assert set(TABLE_SIGNS) == set(Heard)
    for sign, _ in (*ACTION_SIGNS.values(), *TABLE_SIGNS.values()):
        assert sign.strip()
    for tone in (Tone.BAD, Tone.WARNING, Tone.GOOD):
        lines = [line for line in a_room().room.register.values() if standing(line)[1] is tone]
        assert all(standing(line)[0][0] in "✓○✗-" for line in lines)


def test_att_1_the_register_counts_the_signed() -> None:
    given = a_room().everybody_signed(but=("housing",))
    assert count(given.room) == "8 of 9 signed"
    assert "Hugo Brook" in text(register_rows(seen(given, "chair")))


def test_att_2_who_left_stands_with_the_time() -> None:
    assert "- left 09:0" in text(register_rows(seen(in_planning(), "chair")))


def test_con_3_who_is_out_of_a_case_stands_in_it_and_never_why() -> None:
    given = a_hearing().after("housing", DeclareConflict(case="oak", reason="My cousin."))
    words = text(party_rows(seen(given, "police"), given.case("oak")))
    assert "Out of this case Hugo Brook (Housing)" in words
    assert "cousin" not in words


def test_ag_3_for_when_and_for_whom_a_time_is_fixed_stands_in_the_case() -> None:
    case = replace(a_hearing().case("oak"), fixed_at=time(9, 50), fixed_for="an interpreter")
    words = text(party_rows(seen(a_hearing(), "police"), case))
    assert "Fixed for 09:50: an interpreter" in words


def test_con_1_the_chair_is_told_how_many_conflicts_there_are_and_nothing_else() -> None:
    given = a_hearing().after("housing", DeclareConflict(case="oak", reason="My cousin."))
    chair = seen(given, "chair")
    assert len(conflicts_to_decide(chair)) == 1
    words = text(waiting_rows(chair))
    assert "1 conflict to decide (y)" in words
    assert "cousin" not in words
    assert "Brook" not in words


def with_another_hugo_brook(given: Given) -> Given:
    """Somebody at the door has the name of Housing's representative, with a Cyrillic o."""
    came = PersonWaiting(person="deputy", name="Hug\u043e Brook", agency="health")
    return given.happened([Placed(ROOM, came)], "deputy")


def test_att_6_names_that_look_alike_are_pointed_out_to_whoever_signs_people_in() -> None:
    given = with_another_hugo_brook(a_hearing())
    warning = "Names that look alike: Hugo Brook (Housing) and Hug\u043e Brook (Primary care)"
    for person, is_told in (("chair", True), ("minutes", True), ("police", False)):
        assert (warning in text(waiting_rows(seen(given, person)))) is is_told
    assert "look alike" not in text(waiting_rows(seen(a_hearing(), "chair")))


def test_act_11_the_summary_is_by_agency_and_says_what_is_nobodys_yet() -> None:
    words = text(summary_rows(seen(in_summary(), "chair")))
    assert words.index("Police") < words.index("Housing") < words.index("No agency's action yet")
    assert "Case 3 A1" in words


def test_sign_2_whoever_has_not_signed_is_in_the_lobby_and_has_no_key_of_a_case() -> None:
    given = a_room().everybody_signed(but=("housing",)).case_called("1").arrived("housing")
    me = seen(given, "housing")
    assert place(me) is Place.LOBBY
    assert {key.name for key in offered(me)} == {"sign", "refuse"}


@pytest.mark.parametrize("person", ["chair", "minutes", "housing", "idva", "observer"])
@pytest.mark.parametrize("stage", [s for s in Stage if s not in {Stage.LISTED, Stage.CLOSED}])
def test_every_key_offered_does_something(person: str, stage: Stage) -> None:
    """Pressing what the footer offers leads to a command or a form, at every stage and role."""
    me = seen(a_hearing(stage), person)
    for key in offered(me):
        assert key.act(me) is not None, key.name
        assert key.said(me)


def test_role_5_an_observer_is_offered_a_conflict_of_their_own_and_the_way_out() -> None:
    names = {key.name for key in offered(seen(a_hearing(Stage.PLANNING), "observer"))}
    assert names == {"declare", "step_out"}


def test_act_1_no_key_of_chair_or_minutes_puts_an_action_on_an_agency() -> None:
    for role, person in ((Role.CHAIR, "chair"), (Role.MINUTE_TAKER, "minutes")):
        me = seen(a_hearing(Stage.PLANNING), person)
        assert me.role is role
        names = {key.name for key in offered(me)}
        assert not names & {"volunteer", "take_up", "join", "confirm"}


def test_no_two_keys_with_one_letter_are_offered_at_once() -> None:
    for given in (*(a_hearing(stage) for stage in (Stage.ROUND, Stage.PLANNING)), in_planning()):
        for person in ("chair", "minutes", "housing", "idva", "police"):
            letters = [key.key for key in offered(seen(given, person))]
            assert len(letters) == len(set(letters)), person


def test_every_key_has_help_and_a_name_of_its_own() -> None:
    assert len({key.name for key in KEYS}) == len(KEYS)
    assert all(key.help.endswith(".") for key in KEYS)


ABOUT_THE_ROOM = {
    *("call", "sum_up", "record_leaving", "record_stepping_out", "record_return"),
    *("record_no_laptop", "note_recording", "change_break"),
}
"""Keys of the room whose forms hold nothing of any case."""


def test_con_2_every_form_about_a_case_says_which() -> None:
    """So that it goes when the case is withdrawn."""
    for person in ("chair", "minutes", "housing", "idva"):
        me = seen(in_planning(), person)
        for key in offered(me):
            act = key.act(me)
            if isinstance(act, Form) and key.name not in ABOUT_THE_ROOM:
                assert act.cases, key.name
