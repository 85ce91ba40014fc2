"""Whom nobody knows but the one who let them in is out of what that person is out of (CON-2)."""

from dataclasses import replace

import pytest

from agenda.matching import likeness
from agenda.plan import Role
from agenda.protocol import Stage
from meeting.access import Reader
from meeting.case.posts import still_in_the_room
from meeting.case.stand_in import Post
from meeting.commands import (
    Admit,
    AnyCommand,
    AskToComeIn,
    Attend,
    CallItem,
    DeclareConflict,
    RecordConflict,
    RuleOnConflict,
    TickOut,
    VoidSignIn,
)
from meeting.conflict import Ruling
from meeting.decide import decide
from meeting.decide.conflicts import TO_BE_CONFIRMED
from meeting.room import ItemState
from meeting.values import THE_ROOM
from tests.given import Given, a_hearing

MY_COUSIN = DeclareConflict(case="oak", reason="My cousin.")
STRANGER = "deputy"


def said(given: Given, who: Reader, command: AnyCommand) -> Given:
    """After ``who``, who said themselves who they are, gave a command that must be allowed."""
    placed = decide(given.state, who, command, given.now, likeness)
    return given.happened(placed, who.person).later(seconds=1)


def let_in(given: Given, by: str = "chair", *, self_stated: bool = True) -> Given:
    """Dora Pike knocked, was let in, and has signed."""
    dora = replace(given.reader(STRANGER), self_stated=self_stated)
    waits = said(given, dora, AskToComeIn())
    admitted = waits.after(by, Admit(person=STRANGER, role=Role.REPRESENTATIVE))
    return said(admitted, dora, Attend()).signed(STRANGER)


def a_stranger() -> Given:
    """The chair let her in while oak is heard."""
    given = let_in(a_hearing())
    assert given.reads(STRANGER)
    return given


def stays(person: str = STRANGER, **facts: object) -> RuleOnConflict:
    ruling = {"case": "oak", "person": person, "ruling": Ruling.STAYS, "reason": "I know her."}
    return RuleOnConflict.model_validate({**ruling, **facts})


@pytest.mark.parametrize("given", [a_stranger(), a_stranger().case_closed()])
def test_a_stranger_leaves_a_case_with_who_let_them_in_whenever_that_is(given: Given) -> None:
    out = given.after("chair", MY_COUSIN)
    assert not out.reads("chair")
    assert not out.reads(STRANGER)
    assert out.reads(STRANGER, "elm")
    assert out.reads("police")


def test_so_does_one_for_whom_it_is_recorded_or_ruled() -> None:
    """CON-5: the chair did not say so; and a ruling may come after another."""
    recorded = RecordConflict(case="oak", person="chair", reason="Her cousin.")
    out = a_stranger().after("minutes", recorded)
    assert not out.reads(STRANGER)


def test_whom_the_office_knows_stays_whoever_let_them_in() -> None:
    known = let_in(a_hearing(), self_stated=False).after("chair", MY_COUSIN)
    assert known.reads(STRANGER)


def test_who_is_let_in_after_the_declaration_is_let_in_by_another() -> None:
    """The other order is refused at the door, whether they are new or come back."""
    given = a_stranger().after("chair", VoidSignIn(person=STRANGER, reason="Not her."), MY_COUSIN)
    dora = replace(given.reader(STRANGER), self_stated=True)
    waits = said(given, dora, AskToComeIn())
    admit = Admit(person=STRANGER, role=Role.REPRESENTATIVE)
    waits.when("chair", admit).refused("another_admits", "person")


def test_a_stranger_is_told_that_they_are_to_wait_and_not_on_whose_word() -> None:
    given = a_stranger()
    out = given.after("chair", MY_COUSIN)
    theirs = out.seen_by(STRANGER)
    conflict = theirs.conflict("oak", STRANGER)
    assert conflict is not None
    assert (conflict.reason, conflict.declared_by) == (TO_BE_CONFIRMED, THE_ROOM)
    # Who is put out for a reason of their own is sent the same kinds of streams.
    alone = given.after("minutes", RecordConflict(case="oak", person=STRANGER, reason="She is."))
    assert theirs.streams.keys() == alone.seen_by(STRANGER).streams.keys()
    assert theirs.room.register == given.seen_by(STRANGER).room.register


def test_another_who_chairs_the_case_says_that_they_may_stay_and_they_read_on() -> None:
    given = a_stranger()
    out = given.after("chair", MY_COUSIN)
    out.when("chair", stays()).refused("no_such_case")
    led = out.stood_in(Post.CHAIR, "police", by="minutes")
    confirmed = led.after("police", stays())
    assert confirmed.reads(STRANGER)
    assert not confirmed.reads("chair")


def test_who_confirmed_them_takes_them_along_too() -> None:
    led = a_stranger().after("chair", MY_COUSIN).stood_in(Post.CHAIR, "police", by="minutes")
    confirmed = led.after("police", stays())
    again = confirmed.after("police", DeclareConflict(case="oak", reason="My sister."))
    assert not again.reads(STRANGER)


def test_who_was_confirmed_by_another_stays_when_it_is_declared_again() -> None:
    led = a_stranger().after("chair", MY_COUSIN).stood_in(Post.CHAIR, "police", by="minutes")
    both = led.after("police", stays(), stays("chair")).after("chair", MY_COUSIN)
    assert not both.reads("chair")
    assert both.reads(STRANGER)


def test_a_stranger_is_ticked_out_of_the_room_as_all_who_are_out_of_it_are() -> None:
    """CON-3: hearing it in the room is no better than reading it."""
    out = a_stranger().after("chair", MY_COUSIN).stood_in(Post.CHAIR, "police", by="minutes")
    called = out.after("police", CallItem(item="1"))
    assert STRANGER in {line.person for line in still_in_the_room(called.room, called.case())}
    ticked = called.after("police", TickOut(case="oak", person=STRANGER))
    assert STRANGER not in {line.person for line in still_in_the_room(ticked.room, ticked.case())}


def test_a_stranger_who_takes_the_minutes_of_it_sets_it_back_once() -> None:
    """CON-3: the coordinator let them in, and is out of it."""
    given = replace(a_hearing(), coordinator="housing")
    led = let_in(given, by="housing").stood_in(Post.MINUTES, STRANGER)
    out = led.after("housing", DeclareConflict(case="oak", reason="My tenant."))
    assert out.room.items["1"].state is ItemState.LISTED
    assert out.case().clock.called is None
    assert a_hearing(Stage.ROUND).room.items["1"].state is ItemState.ON
