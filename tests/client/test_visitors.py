"""Guests and observers on the screen: theirs, and the chair's keys for them. ROLE-5, ROLE-6."""

from agenda.protocol import Stage
from client.acts import visiting
from client.acts.asking import other_agencies
from client.acts.form import Form
from client.acts.keys import BY_NAME, is_offered, offered
from client.acts.targets import present
from client.acts.waiting import waiting_rows
from client.screens.lobby import LobbyScreen
from client.screens.room import RoomScreen
from client.view.case import party_rows, risk_rows
from client.view.guest import OUTSIDE, OVER
from client.view.heading import heading
from client.view.register import count, lobby_heads, next_step, register_rows
from client.view.seen import Place, Seen, place
from client.view.table import table_rows
from meeting.case.outcome import Outcome
from meeting.commands import (
    AgreeObserver,
    AskToStandIn,
    CallItem,
    DeclareConflict,
    RaiseRisk,
    RecordConflict,
    RuleOnConflict,
    SignIn,
)
from meeting.conflict import Ruling
from tests.client.fake_room import FakeRoom
from tests.client.test_view import seen, text
from tests.client.waiting import until, until_no_form, until_shown
from tests.given import (
    CALLER,
    GUEST,
    Given,
    a_guest_in,
    a_hearing,
    a_room_with_guests,
)
from tests.meeting.test_observers import a_room_with

WIDE = (120, 34)
OUT = DeclareConflict(case="oak", reason="My cousin.")


def waiting() -> Given:
    """Everybody has signed, the guest of case 1 too; nothing has been called."""
    return a_room_with_guests().everybody_signed().arrived(GUEST).signed(GUEST)


def words(one: Seen) -> str:
    return text(waiting_rows(one))


# What a guest sees


def test_role_6_a_guest_is_told_when_their_case_is_planned_and_what_they_wait_for() -> None:
    one = seen(waiting(), GUEST)
    assert place(one) is Place.LOBBY
    assert "You have signed. Case 1 is planned for 09:15." in next_step(one)
    head = text(heading(one))
    assert "Case 1 · planned for 09:15" in head
    assert "you: Midwifery, guest" in head
    assert "end " not in head
    assert lobby_heads(one) == ()


def test_role_6_while_the_case_is_on_a_guest_sees_it_and_can_speak() -> None:
    one = seen(a_guest_in(), GUEST)
    assert place(one) is Place.ROOM
    assert "Case 1 · everybody in turn" in text(heading(one)) or "Case 1 ·" in text(heading(one))
    assert " of " not in text(heading(one)).split("·")[0]
    assert "Your agency has yet to speak" in words(one)
    assert {"share", "nothing_known", "raise_hand", "volunteer", "declare"} <= {
        key.name for key in offered(one)
    }
    assert "Midwifery ◀ you" in text(table_rows(one))
    assert "stand" not in words(one)
    assert not {key.command for key in offered(one)} & {AskToStandIn, CallItem, RecordConflict}


def test_role_6_after_the_case_a_guest_is_told_that_it_is_over() -> None:
    one = seen(a_guest_in().case_closed(), GUEST)
    assert place(one) is Place.LOBBY
    assert next_step(one) == OVER
    assert offered(one) == ()
    assert "Case 1 is over" in text(heading(one))


def test_role_6_a_guest_whose_case_is_set_back_is_told_no_reason() -> None:
    one = seen(a_guest_in().after("minutes", OUT), GUEST)
    assert next_step(one) == OUTSIDE
    assert is_offered(BY_NAME["attend"], one, Place.LOBBY)


def test_con_2_a_guest_who_is_put_out_is_told_what_is_true_of_any_who_waits() -> None:
    before, after = waiting().case_called("1"), a_guest_in().after(GUEST, OUT)
    assert next_step(seen(before, GUEST)) == next_step(seen(after, GUEST))


def test_role_6_a_guest_is_told_agencies_and_no_names() -> None:
    raised = RaiseRisk(case="oak", risk="r1", at_risk="victim", text="He has a key.")
    given = a_guest_in().after("housing", raised).after("police", OUT).after("idva", OUT)
    one = seen(given, GUEST)
    case = given.case()
    painted = text(risk_rows(one, case)) + text(party_rows(one, case))
    assert "raised by somebody at the table" in painted
    assert painted.count("somebody at the table") == 2
    assert not any(line.name in painted for line in given.room.register.values())
    assert "Police" in painted


def test_act_1_a_guest_can_suggest_to_every_agency_that_they_may_meet() -> None:
    options = {option.label for option in other_agencies(seen(a_guest_in(), GUEST))}
    assert {"Police", "Housing"} <= options
    assert not options & {"Midwifery", "Alder School"}


def test_act_1_a_guests_agency_can_be_suggested_to_in_their_case_alone() -> None:
    chair = seen(a_guest_in(), "chair")
    assert "Midwifery" in {option.label for option in other_agencies(chair)}
    assert "Alder School" not in {option.label for option in other_agencies(chair)}
    assert "Midwifery" in text(table_rows(chair))
    assert "Alder School" not in text(table_rows(chair))


# What the table sees


def test_att_1_guests_are_not_waited_for_in_the_roll_call() -> None:
    assert count(waiting().room).startswith("9 of 9 signed")


def test_role_6_the_register_has_when_a_guest_came_and_when_they_went() -> None:
    closed = a_guest_in().case_closed()
    rows = {row.key: row.text for row in register_rows(seen(closed, "housing"))}
    assert "Midwifery, guest" in rows[GUEST]
    assert "- came 09:00, released 09:00" in rows[GUEST]


def test_role_6_the_chair_is_told_whom_to_ask_and_whom_to_ring() -> None:
    chair = seen(waiting(), "chair")
    assert "Mina Hart (Midwifery) is a guest of Case 1: V ask and let in" in words(chair)
    absent = a_room_with_guests().everybody_signed().case_called("2")
    ring = "Tess Rowan (Alder School) is a guest of this case and is not here: ring them"
    assert ring in words(seen(absent, "chair"))
    assert ring in words(seen(absent, "minutes"))
    unsigned = absent.after("minutes", SignIn(person=CALLER))
    assert "and has not signed yet" in words(seen(unsigned, "chair"))
    assert "guest" not in words(seen(a_guest_in(), "chair"))


def test_con_5_nobody_is_told_to_let_in_a_guest_who_is_out_of_the_case() -> None:
    out = waiting().after("chair", RecordConflict(case="oak", person=GUEST, reason="Friends."))
    assert "guest" not in words(seen(out, "chair"))
    assert visiting.let_in(seen(out, "chair")) is None


def test_act_6_guests_of_other_cases_cannot_be_named_as_closest() -> None:
    given = a_guest_in(Stage.PLANNING).arrived(CALLER)
    named = {line.person for line in present(seen(given, "chair"))}
    assert GUEST in named
    assert CALLER not in named


def test_role_5_the_chair_agrees_to_an_observer_by_a_key() -> None:
    chair = seen(a_room_with().everybody_signed(), "chair")
    assert "Orla Finch (Housing) is here to observe: Y agree" in words(chair)
    form = visiting.agree(chair)
    assert isinstance(form, Form)
    assert "Housing answers for them" in text(form.said)
    agreed = a_room_with().everybody_signed().after("chair", AgreeObserver(person="observer"))
    assert "observe" not in words(seen(agreed, "chair"))
    assert "observer, not agreed by the chair" in text(register_rows(chair))


def test_role_5_an_observer_of_the_agency_of_a_recused_person_is_pointed_out_to_the_chair() -> None:
    """CON-5: from the declaration on, before the call and after it."""
    told = "Orla Finch (Housing) observes, and a colleague is out of Case 1: O put out"
    before = waiting().after("housing", OUT)
    for given in (before, before.case_called("1"), a_hearing().after("housing", OUT)):
        assert told in words(seen(given, "chair"))
        assert "observes" not in words(seen(given, "minutes"))
    assert "observes" not in words(seen(a_hearing().after("police", OUT), "chair"))


def test_role_5_whom_the_chair_has_ruled_on_is_pointed_out_no_more() -> None:
    given = a_hearing().after("housing", OUT)
    chair = seen(given, "chair")
    form = visiting.put_out(chair)
    assert isinstance(form, Form)
    out = given.after("chair", RecordConflict.model_validate(vars(form.build(None))))  # type: ignore[arg-type] # it asks for nothing
    assert not out.reads("observer")
    assert "observes" not in words(seen(out, "chair"))
    stays = RuleOnConflict(case="oak", person="observer", ruling=Ruling.STAYS, reason="Unrelated.")
    assert "observes" not in words(seen(out.after("chair", stays), "chair"))


# By keys


async def test_role_6_the_chair_lets_a_guest_in_and_their_screen_turns_to_the_case_and_back() -> (
    None
):
    room = FakeRoom(waiting().case_called("1"))
    async with room.app(GUEST).run_test(size=WIDE) as guest:
        await until_shown(guest, "Case 1 is on now. It opens here when the chair")
        async with room.app("chair").run_test(size=WIDE) as chair:
            await until_shown(chair, "V ask and let in")
            await chair.press("V")
            await until_shown(chair, "where nobody can overhear you?")
            await chair.press("enter")
            await until_no_form(chair)
        assert room.given.reads(GUEST)
        await until(guest, lambda: isinstance(guest.app.screen, RoomScreen))
        await until_shown(guest, "Anwen Oakhill")
        room.does("chair", room.given.closing("oak", Outcome.DEFERRED, "No time."))
        await until(guest, lambda: isinstance(guest.app.screen, LobbyScreen))
        await until_shown(guest, "Your case is over")
        assert not room.given.reads(GUEST)
