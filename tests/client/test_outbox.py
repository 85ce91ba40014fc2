"""The outbox: what is not acknowledged is sent again under its old id, and once only counts."""

from client.outbox import Outbox, new_id
from meeting.commands import Attend, DeclareConflict, ReportNothingKnown
from meeting.wire import Dropped

NOTHING = ReportNothingKnown(case="oak")


def test_ids_are_random_and_in_the_form_of_the_wire() -> None:
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(len(each) == 32 and int(each, 16) >= 0 for each in ids)


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
