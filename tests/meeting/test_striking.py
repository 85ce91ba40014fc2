"""What was typed into the wrong case is struck: CASE-5, REC-1, NTK-1."""

import json

import pytest

from agenda.protocol import Stage
from client.mirror import Mirror, OutOfStep, receive
from meeting.case.information import STRUCK, EntryStruck
from meeting.chain import passed, read, start, write, write_struck
from meeting.commands import (
    CorrectInformation,
    RecordInformation,
    ReportNothingKnown,
    StrikeEntry,
)
from meeting.papers import action_list
from meeting.preparation import PreparedPointRemoved
from meeting.room import Phase
from meeting.streams import case_stream
from meeting.striking import without_words
from meeting.wire import Part
from tests.given import Given, a_hearing, share, volunteer
from tests.meeting.test_access import approved
from tests.meeting.test_research import heard, prepare, present

OAK = case_stream("oak")
STRIKE = StrikeEntry(case="oak", entry="i1")
WORDS = "He lives at Elm Close."
OTHERS = "And works nights there."
CORRECTED = CorrectInformation(case="oak", information="i1", version=1, text=OTHERS)


def told() -> Given:
    """Police typed a point into case 1, and corrected it, before they saw which case it is."""
    return a_hearing().after("police", share(WORDS), CORRECTED)


def struck() -> Given:
    return told().after("minutes", STRIKE)


def recorded_by_minutes() -> Given:
    facts = {**share(WORDS).model_dump(exclude={"kind"}), "agency": "health"}
    return a_hearing().after("minutes", RecordInformation.model_validate(facts))


def sent(given: Given) -> Part:
    """The case as the server sends it after a strike: no words, and the hashes of the record."""
    head, events = start(given.room.meeting, OAK), []
    for stream, recorded in given.journal:
        if stream != OAK:
            continue
        body = write(recorded)
        head = passed(head, json.loads(body))
        left = without_words(recorded.event, "i1")
        if left is not None:
            body = write_struck(recorded.model_copy(update={"event": left}), head.hash)
        events.append(json.loads(body))
    return Part(stream=str(OAK), first=1, events=tuple(events))


def test_the_minute_taker_of_the_case_strikes_and_whoever_wrote_it() -> None:
    """CASE-5."""
    for who in ("minutes", "police"):
        told().when(who, STRIKE).then(EntryStruck(entry="i1"))
    told().when("housing", STRIKE).refused("not_yours_to_strike", "entry")
    for who in ("chair", "observer"):
        told().when(who, STRIKE).refused("not_your_role")
    recorded_by_minutes().when("police", STRIKE).refused("not_yours_to_strike", "entry")


def test_no_word_of_it_is_left_of_what_stood_before_either() -> None:
    """CASE-5: neither in the case nor anywhere in the state; that it was struck is."""
    given = struck()
    assert WORDS in repr(told().state)
    assert OTHERS in repr(told().state)
    assert WORDS not in repr(given.state)
    assert OTHERS not in repr(given.state)
    point = given.case().heard.points["i1"]
    assert (point.texts, point.dated, point.struck_by) == ((STRUCK, STRUCK), None, "minutes")


def test_what_was_struck_was_not_said_in_this_case() -> None:
    """CASE-4: its agency has yet to speak, and can still say that it knows nothing."""
    given = struck()
    assert not given.case().heard.has_spoken("police")
    assert "Police not heard" in given.gaps()
    given.when("police", ReportNothingKnown(case="oak")).allowed()


def test_nothing_more_is_done_with_it() -> None:
    """CASE-5: struck once, corrected no more; what there is not cannot be struck."""
    given = struck()
    given.when("minutes", STRIKE).refused("no_such_entry", "entry")
    again = CorrectInformation(case="oak", information="i1", version=2, text=WORDS)
    given.when("police", again).refused("no_such_information", "information")
    nothing = StrikeEntry(case="oak", entry="i9")
    given.when("minutes", nothing).refused("no_such_entry", "entry")


def test_also_after_the_close_and_before_the_list_is_approved() -> None:
    """CASE-5, ACT-11: while another case is heard, or the chair sums up."""
    over = told().case_closed()
    for given in (over, over.case_called("2"), over.in_phase(Phase.SUMMARY)):
        assert WORDS not in repr(given.after("minutes", STRIKE).state)
    approved(over).when("minutes", STRIKE).refused("not_now")


def test_what_was_told_after_the_close_is_struck_too() -> None:
    """CASE-5: and waits for nobody any more."""
    late = a_hearing(Stage.PLANNING).case_closed().after("police", share(WORDS))
    for who in ("minutes", "police"):
        given = late.after(who, STRIKE)
        assert WORDS not in repr(given.state)
        assert not given.case().late_offers["i1"].is_open
    late.when("housing", STRIKE).refused("not_yours_to_strike", "entry")
    offered = a_hearing(Stage.PLANNING).case_closed().after("police", volunteer("i1"))
    assert "Change the locks." not in repr(offered.after("minutes", STRIKE).state)


def test_what_an_agency_prepared_and_said_so_goes_from_what_it_prepared() -> None:
    """CASE-5, AG-4: else its own laptops would be sent the words again."""
    given = heard(prepare(WORDS)).after("housing", present(("i1", 1)))
    after = given.when("minutes", STRIKE).then(
        EntryStruck(entry="i1"), PreparedPointRemoved(information="i1")
    )
    assert WORDS in repr(given.state)
    assert WORDS not in repr(after.state)


def test_a_laptop_that_is_sent_what_is_left_holds_what_the_server_holds() -> None:
    """CASE-5: no word is in it, every number is there, and the chain goes on to the same head."""
    given = struck().after("housing", share("They owe rent.", information="i2"))
    part = sent(given)
    mirror = receive(Mirror(given.room.meeting), part)
    assert WORDS not in repr(part)
    assert OTHERS not in repr(part)
    assert mirror.state.case("oak") == given.case()
    head = start(given.room.meeting, OAK)
    for stream, recorded in given.journal:
        if stream == OAK:
            head = passed(head, json.loads(write(recorded)))
    assert mirror.heads[OAK] == head


def test_a_laptop_that_held_the_words_holds_what_one_holds_that_never_did() -> None:
    """CASE-5."""
    before, after = told(), struck()
    whole = [json.loads(write(r)) for s, r in after.journal if s == OAK]
    count = len([s for s, _ in before.journal if s == OAK])
    first = Part(stream=str(OAK), first=1, events=tuple(whole[:count]))
    rest = Part(stream=str(OAK), first=count + 1, events=tuple(whole[count:]))
    held = receive(receive(Mirror(after.room.meeting), first), rest)
    assert held == receive(Mirror(after.room.meeting), sent(after))


@pytest.mark.parametrize("hash_", [None, "", "x" * 64, "0" * 63, 5])
def test_what_is_struck_and_names_no_hash_is_out_of_step(hash_: object) -> None:
    given = struck()
    part = sent(given)
    events = [{**e, "struck": hash_} if "struck" in e else e for e in part.events]
    with pytest.raises(OutOfStep, match="cannot be read"):
        receive(Mirror(given.room.meeting), part.model_copy(update={"events": tuple(events)}))


def test_another_hash_breaks_the_chain_of_what_follows() -> None:
    """CASE-5: a stub stands for one event and for no other."""
    given = struck()
    part = sent(given)
    events = [{**e, "struck": "0" * 64} if "struck" in e else e for e in part.events]
    mirror = receive(Mirror(given.room.meeting), part.model_copy(update={"events": tuple(events)}))
    assert mirror.heads[OAK] != receive(Mirror(given.room.meeting), part).heads[OAK]


def test_what_is_left_of_an_event_reads_as_that_event() -> None:
    """CASE-5, NTK-1: whose it was, and when, stays."""
    bodies = [e for e in sent(struck()).events if "struck" in e]
    assert [read(body).by for body in bodies] == ["police", "police"]
    assert all(read(body).event.kind.startswith("information_") for body in bodies)


def test_no_paper_has_a_word_of_it() -> None:
    """CASE-5, OUT-2."""
    done = approved(struck())
    for who in ("police", "housing", "chair"):
        paper = repr(action_list(done.state, done.reader(who)))
        assert WORDS not in paper
        assert OTHERS not in paper
