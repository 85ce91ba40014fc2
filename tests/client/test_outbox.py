"""The outbox: what is not acknowledged is sent again under its old id, and once only counts."""

from client.getting_in import Place
from client.happenings import Happening, RefusedCommand, WithdrawnFrom
from client.link import Link, Seat
from client.outbox import Outbox, new_id
from meeting.commands import (
    AnswerOutstanding,
    Attend,
    DeclareConflict,
    NoteSuccess,
    OpenFinishedCase,
    ReportNothingKnown,
)
from meeting.matching import Decision
from meeting.wire import Dropped, Withdrawn
from tests.given import OPENING
from tests.meeting.matched import settle

NOTHING = ReportNothingKnown(case="oak")


def test_ids_are_random_and_in_the_form_of_the_wire() -> None:
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(len(each) == 32 and int(each, 16) >= 0 for each in ids)


def test_what_was_answered_of_an_earlier_case_goes_with_it_con_2() -> None:
    outbox = Outbox()
    said = AnswerOutstanding(earlier="yew", label="A1", agency="police", answered=0, done=True)
    outbox.put(said)
    assert outbox.forget(["oak"]) == 0
    outbox.put(NoteSuccess(earlier="yew", success="w1", agency="police", text="She is safe."))
    assert outbox.forget(["yew"]) == 2


def test_a_command_waits_until_it_is_answered() -> None:
    outbox = Outbox()
    message = outbox.put(Attend())
    assert outbox.again() == (message,)
    assert outbox.answered(message.id) == Attend()
    assert outbox.again() == ()
    assert outbox.answered(message.id) is None


def test_commands_are_sent_again_in_the_order_given_under_their_old_ids() -> None:
    outbox = Outbox()
    first, second = outbox.put(Attend()), outbox.put(NOTHING)
    assert outbox.again() == (first, second)
    assert outbox.again() == (first, second)


def test_only_sendings_after_the_first_count_as_sent_again() -> None:
    outbox = Outbox()
    message = outbox.put(Attend())
    outbox.sending(message)
    outbox.sending(Dropped(stream="case/oak"))
    assert outbox.resent == 0
    outbox.sending(message)
    assert outbox.resent == 1


def test_con_2_commands_about_a_withdrawn_case_are_forgotten_and_no_others() -> None:
    outbox = Outbox()
    about_oak, about_elm = outbox.put(NOTHING), outbox.put(ReportNothingKnown(case="elm"))
    attending = outbox.put(Attend())
    assert outbox.forget(["oak"]) == 1
    assert outbox.again() == (about_elm, attending)
    assert outbox.answered(about_oak.id) is None


def test_con_2_the_declaration_of_a_conflict_is_never_forgotten() -> None:
    outbox = Outbox()
    outbox.put(NOTHING)
    declared = outbox.put(DeclareConflict(case="oak", reason="My cousin."))
    assert outbox.declaring == {"oak"}
    assert outbox.forget(["oak"]) == 1
    assert outbox.again() == (declared,)
    outbox.answered(declared.id)
    assert outbox.declaring == frozenset()


def test_con_6_what_settles_a_match_goes_with_its_case_and_with_the_match() -> None:
    """There is a reason in it, and it is not kept for longer than what it is about."""
    outbox = Outbox()
    settling = settle("police", Decision.RECUSED, reason="She is the victim's sister.")
    outbox.put(settling)
    outbox.put(OpenFinishedCase(case="oak"))
    assert outbox.forget(["elm"]) == 0
    assert outbox.forget_match("oak", "housing") == 0
    assert outbox.forget(["oak"]) == 2
    kept = outbox.put(settle("police", case="elm"))
    outbox.put(settling)
    assert outbox.forget_match("oak", "police") == 1
    assert outbox.again() == (kept,)


def test_con_6_a_match_that_is_withdrawn_takes_along_what_would_settle_it() -> None:
    """A chair who is out of the case reads the match no longer, and the reason is in the outbox."""
    heard: list[Happening] = []
    link = Link(Seat(Place("127.0.0.1", 1, b""), "t" * 43), heard.append)
    link.outbox.put(settle("police", Decision.RECUSED, reason="She is the victim's sister."))
    kept = link.outbox.put(settle("housing"))
    link._withdrawn(Withdrawn(time=OPENING, streams=("match/oak/police",)))
    assert link.outbox.again() == (kept,)
    assert [each.forgotten for each in heard if isinstance(each, WithdrawnFrom)] == [1]


def test_con_1_a_declaration_that_can_no_longer_get_there_is_said_to_whoever_made_it() -> None:
    """The server has seated them elsewhere: the meeting they declared it in is over for them."""
    heard: list[Happening] = []
    link = Link(Seat(Place("127.0.0.1", 1, b""), "t" * 43), heard.append)
    declared = DeclareConflict(case="oak", reason="My cousin.")
    link.outbox.put(NOTHING)
    link.outbox.put(declared)
    link._let_go()
    refused = [each for each in heard if isinstance(each, RefusedCommand)]
    assert [(each.command, each.code) for each in refused] == [(declared, "not_declared")]
    assert not link.outbox.waiting
