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
    AcceptStandIn,
    Admit,
    AnyCommand,
    AskToComeIn,
    AskToStandIn,
    AskToTakeOver,
    Attend,
    CallItem,
    DeclareConflict,
    Leave,
    RecordConflict,
    RuleOnConflict,
    TakeOver,
    TickOut,
    VoidSignIn,
)
from meeting.conflict import ConflictDeclared, Ruling
from meeting.decide import decide
from meeting.decide.conflicts import TO_BE_CONFIRMED
from meeting.decide.managing import need_may_manage
from meeting.managing import InviteAnew
from meeting.matching import Decision
from meeting.room import ItemState, PostAsked
from meeting.values import THE_ROOM
from meeting.words import Refused
from tests.given import Given, a_hearing, a_room
from tests.meeting.test_late_case import LATE, agree, ask, settle

MY_COUSIN = DeclareConflict(case="oak", reason="My cousin.")
STRANGER, ANOTHER = "deputy", "fire"


def said(given: Given, who: Reader, command: AnyCommand) -> Given:
    """After ``who``, who said themselves who they are, gave a command that must be allowed."""
    placed = decide(given.state, who, command, given.now, likeness)
    return given.happened(placed, who.person).later(seconds=1)


def let_in(
    given: Given, by: str = "chair", *, self_stated: bool = True, person: str = STRANGER
) -> Given:
    """Dora Pike, or whoever it is, knocked, was let in, and has signed."""
    dora = replace(given.reader(person), self_stated=self_stated)
    waits = said(given, dora, AskToComeIn())
    admit = Admit(person=person, role=Role.REPRESENTATIVE, agency_name="Their agency")
    admitted = waits.after(by, admit)
    return said(admitted, dora, Attend()).signed(person)


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


def test_whom_the_one_who_let_them_in_asked_to_chair_does_not_say_that_they_may_stay() -> None:
    """Or somebody would hear it for who is out of it, by the choice of the very same. Who is out of
    it for a reason of their own is another matter.
    """
    asked = a_stranger().stood_in(Post.CHAIR, "police")
    led = asked.after("chair", MY_COUSIN)
    led.when("police", stays()).refused("they_chose_you", "person")
    by_another = led.after(
        "minutes", AskToStandIn(case="oak", post=Post.CHAIR, person="housing", in_place_of="police")
    ).after("housing", AcceptStandIn(case="oak", post=Post.CHAIR))
    by_another.when("housing", stays()).allowed()
    her_own = asked.after("minutes", RecordConflict(case="oak", person=STRANGER, reason="She is."))
    her_own.when("police", stays()).allowed()


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


def put_out_of_a_late_case(person: str) -> Given:
    """Between cases an urgent one is asked for, of which ``person`` may be a party, and is out;
    nobody else has heard of it, and neither have they (AG-10, CON-6).
    """
    here = replace(a_room().everybody_signed(), coordinator="minutes")
    name = here.room.register[person].name
    asked = here.after("minutes", ask(perpetrator=name))
    said_so = settle(Decision.RECUSED, "It is yours.").model_copy(update={"person": person})
    return asked.after("minutes" if person == "chair" else "chair", said_so)


def agreed(given: Given, leads: str) -> Given:
    """Whoever chairs agrees, and the urgent case is on the agenda."""
    return given.after(leads, agree(given.room.agenda_version))


def handed_on(given: Given, to: str = "police") -> Given:
    """Another leads from now on."""
    asks = AskToTakeOver(day_post=Role.CHAIR, person=to, in_place_of="chair")
    return given.after("chair", asks).after(to, TakeOver(day_post=Role.CHAIR))


@pytest.mark.parametrize("first", ["let in", "put out"])
def test_a_stranger_is_out_of_an_urgent_case_with_who_let_them_in_once_it_is_added_ag_10(
    first: str,
) -> None:
    if first == "let in":
        # Let in before anything was asked: they are out of it from the moment that the chair is.
        here = let_in(replace(a_room().everybody_signed(), coordinator="minutes"))
        asked = here.after("minutes", ask(perpetrator=here.room.register["chair"].name))
        put_out = settle(Decision.RECUSED, "It is yours.").model_copy(update={"person": "chair"})
        given = asked.after("minutes", put_out)
    else:
        given = let_in(put_out_of_a_late_case("chair"))
    added = agreed(handed_on(given), "police")
    assert not added.reads("chair", LATE)
    assert not added.reads(STRANGER, LATE)
    assert added.reads(STRANGER, "oak")
    assert added.reads("housing", LATE)
    # Whom the chair asked to lead does not say that she may stay, and whom another asked does.
    added.when("police", stays(case=LATE)).refused("they_chose_you", "person")
    led = added.stood_in(Post.CHAIR, "housing", LATE, by="minutes")
    assert led.after("housing", stays(case=LATE)).reads(STRANGER, LATE)


def test_so_is_a_stranger_whom_that_stranger_let_in_each_of_them_once_ag_10() -> None:
    """She leads when another comes, and agrees to the case, as nobody has put her out of it yet."""
    led = handed_on(let_in(put_out_of_a_late_case("chair")), STRANGER)
    added = agreed(let_in(led, by=STRANGER, person=ANOTHER), STRANGER)
    declared = [s for s, each in added.journal if isinstance(each.event, ConflictDeclared)]
    assert [stream.person for stream in declared] == ["chair", STRANGER, ANOTHER]
    assert not any(added.reads(person, LATE) for person in ("chair", STRANGER, ANOTHER))
    assert added.reads("police", LATE)


@pytest.mark.parametrize("who", ["chair", "minutes"])
def test_who_is_out_of_an_urgent_case_that_is_asked_for_is_answered_as_ever_ag_10_con_6(
    who: str,
) -> None:
    """Neither at the door nor when they invite somebody anew or ask for a chair: any other answer
    would tell them that there is such a case, and that they are in it.
    """
    out = put_out_of_a_late_case(who)
    assert let_in(out, by=who).line(STRANGER).may_take_part
    invite = InviteAnew(person="police")
    need_may_manage(out.state, out.reader(who), invite, out.reader("police"))
    asks = AskToTakeOver(day_post=Role.CHAIR, person="police", in_place_of="chair")
    gone = out.after("chair", Leave())
    gone.when("minutes", asks).then(PostAsked(day_post=Role.CHAIR, person="police"))


def test_from_the_moment_that_it_is_added_they_are_answered_as_whoever_is_out_of_a_case() -> None:
    """CON-2: the door, invitations and the chair are for others, as with any case."""
    added = agreed(handed_on(put_out_of_a_late_case("minutes")), "police")
    dora = replace(added.reader(STRANGER), self_stated=True)
    waits = said(added, dora, AskToComeIn())
    admit = Admit(person=STRANGER, role=Role.REPRESENTATIVE)
    waits.when("minutes", admit).refused("another_admits", "person")
    invite = InviteAnew(person="housing")
    with pytest.raises(Refused, match="out of a case"):
        need_may_manage(added.state, added.reader("minutes"), invite, added.reader("housing"))
    asks = AskToTakeOver(day_post=Role.CHAIR, person="idva", in_place_of="police")
    gone = added.after("police", Leave())
    gone.when("minutes", asks).refused("another_asks", "day_post")
