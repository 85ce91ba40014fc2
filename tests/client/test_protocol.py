"""What an area's own protocol changes on the chair's forms, and in what is signed."""

from typing import Any

import pytest

from agenda.plan import MeetingPlan
from agenda.protocol import Protocol, Stage
from agenda.protocol.reading import read_protocol
from client.acts import chairing, closing
from client.acts.form import Answers, Choice, Form, Words
from client.view.seen import Seen
from meeting.access import may_read
from meeting.case.outcome import Outcome
from meeting.commands import EnterStage
from meeting.room import Phase
from tests.given import A_PLAN, EVERYBODY, Given, given


def the_room(protocol: Protocol) -> Given:
    facts: dict[str, Any] = {**dict(A_PLAN), "protocol": protocol}
    return given(MeetingPlan(**facts))


def form(room: Given, act: Any) -> Form:
    state = room.state.only(may_read(room.state, room.reader("chair")))
    found = act(Seen(state, "chair", room.now))
    assert isinstance(found, Form)
    return found


@pytest.mark.parametrize(
    ("rule", "proposed"),
    [
        ("plan", ""),  # there is none yet: the case has only been called
        ("emergency", Outcome.EMERGENCY),
        ("defer", Outcome.DEFERRED),
    ],
)
def test_what_is_proposed_where_the_referrer_is_absent_is_the_protocols(
    rule: str, proposed: Outcome | str
) -> None:
    """CASE-6: case 2 is housing's, of which nobody but an observer has come."""
    people = [person for person in EVERYBODY if person not in {"housing", "observer"}]
    protocol = read_protocol(f"hearing.referrer_absent = '{rule}'")
    room = the_room(protocol).arrived(*people).in_phase(Phase.DECLARATION).signed(*people)
    called = room.in_phase(Phase.HEARING).case_called("2")
    assert not called.case("elm").referrer_present
    choices = [field for field in form(called, closing.close).fields if isinstance(field, Choice)]
    assert [choice.initial for choice in choices] == [proposed]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Pause the recording for a restricted case."),
        ("meeting = 'on'\npolicy = 'Policy A'", "By the protocol the meeting is recorded."),
        ("meeting = 'paused_for_restricted'\npolicy = 'Policy A'", "and paused for a restricted"),
    ],
)
def test_the_chair_is_reminded_of_what_was_agreed_on_recording(text: str, words: str) -> None:
    """REC-1."""
    room = the_room(read_protocol(f"[recording]\n{text}")).arrived("chair")
    said = form(room, chairing.note_recording).said
    assert words in " ".join(row.text for row in said)


def test_the_chair_is_told_which_stages_are_passed_over_and_for_which_a_reason_is_needed() -> None:
    """CASE-1."""
    protocol = read_protocol("hearing.stages_with_reason = ['safety']")
    room = the_room(protocol).everybody_signed().case_called().at_stage(Stage.RISKS)
    found = form(room, chairing.go_further)
    assert [field.hint for field in found.fields if isinstance(field, Words)] == [
        "needed for: safety check"
    ]
    answers = Answers({"stage": "read_back", "reason": "The fire alarm rings."})
    assert "action planning, safety check" in found.remarks(answers)[0].text
    command = found.build(answers)
    assert isinstance(command, EnterStage)
    later = room.after("chair", command).case()
    assert later.stage is Stage.READ_BACK
    assert later.clock.passed_over == (((Stage.PLANNING, Stage.SAFETY), "The fire alarm rings."),)


def test_a_signature_keeps_the_version_of_the_protocols_words() -> None:
    """SIGN-3."""
    room = the_room(read_protocol("declaration.version = '2027'")).arrived("chair")
    signed = room.in_phase(Phase.DECLARATION).signed("chair").line("chair").signature
    assert signed is not None
    assert signed.version == "2027"
