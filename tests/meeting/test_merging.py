"""ACT-13, CASE-5: several people write at once, and nobody's text is lost or overwritten. Each
field has a version of its own; what both changed comes back with both texts.
"""

from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from agenda.plan import ExpectedPerson
from agenda.protocol import Stage
from meeting.case.actions import Verdict, Wording
from meeting.commands import ChangeAction, JudgeAction
from meeting.merging import merged
from tests.given import A_PLAN, DAY, Given, record_action, volunteer, wording
from tests.given import given as a_room_by

WAS = wording("Change the locks.")


def offered() -> Given:
    """An action of Housing, of whom two are at the table."""
    second = ExpectedPerson(id="hana", name="Hana Reed", agency="housing")
    plan = A_PLAN.model_copy(update={"people": (*A_PLAN.people, second)})
    room = a_room_by(plan).everybody_signed().arrived("hana").signed("hana")
    room = room.case_called().at_stage(Stage.PLANNING)
    return room.after("housing", volunteer(wording=WAS))


def change(version: int = 1, was: Wording = WAS, **facts: Any) -> ChangeAction:
    """What somebody sends who has seen ``was`` and changes nothing but ``facts``."""
    to = was.model_copy(update=facts)
    return ChangeAction(case="oak", action="a1", version=version, wording=to, was=was)


def test_act_13_two_people_who_change_different_fields_both_succeed() -> None:
    given = offered().after("housing", change(due=DAY, risks=()))
    given = given.after("hana", change(text="Change both locks.", named="Hana Reed"))
    found = given.case().plan.actions["a1"]
    assert found.wording == wording("Change both locks.", due=DAY, named="Hana Reed")
    assert found.version == 3


@pytest.mark.parametrize(
    ("field", "theirs", "mine", "said"),
    [
        ("text", "Change both locks.", "Fit a bolt.", ("“Change both locks.”", "“Fit a bolt.”")),
        ("due", DAY, DAY.replace(day=DAY.day + 1), ("“Tue 24 Nov”", "“Wed 25 Nov”")),
        ("named", "Hugo Brook", "Hana Reed", ("“Hugo Brook”", "“Hana Reed”")),
        ("for_whom", "victim", "child", ("“victim”", "“child: Ava”")),
        ("done_when", "Job sheet.", "A photo.", ("“Job sheet.”", "“A photo.”")),
    ],
)
def test_act_13_what_both_changed_is_refused_with_what_stands_and_what_was_sent(
    field: str, theirs: Any, mine: Any, said: tuple[str, str]
) -> None:
    given = offered().after("housing", change(**{field: theirs}))
    refusal = given.when("hana", change(**{field: mine})).refused("both_changed", field)
    assert said[0] in refusal.message
    assert said[1] in refusal.message
    again = change(2, was=given.case().plan.actions["a1"].wording, **{field: mine})
    assert getattr(given.after("hana", again).case().plan.actions["a1"].wording, field) == mine


def test_act_13_what_was_taken_out_is_said_to_be_nothing() -> None:
    given = offered().after("housing", change(done_when="Job sheet."))
    now = given.case().plan.actions["a1"].wording
    taken_out = given.after("hana", change(2, was=now, done_when=""))
    late = change(2, was=now, done_when="A photo.")
    assert (
        "“nothing”" in taken_out.when("housing", late).refused("both_changed", "done_when").message
    )


def test_act_13_the_same_change_sent_by_both_is_no_second_one() -> None:
    given = offered().after("housing", change(named="Hana Reed"))
    given.when("hana", change(named="Hana Reed")).refused("already_there", "wording")


def test_act_6_what_was_stopped_meanwhile_is_changed_by_nobody_who_has_not_read_why() -> None:
    unsafe = JudgeAction(
        case="oak", action="a1", version=1, verdict=Verdict.UNSAFE, why="He reads her post."
    )
    stopped = offered().after("idva", unsafe)
    stopped.when("housing", change(due=DAY)).refused("stopped_meanwhile", "action")
    stopped.when("housing", change(2, due=DAY)).allowed()


def test_act_1_whom_a_change_made_another_owner_of_no_longer_changes_it() -> None:
    """What both wrote is never put together to bind an agency that did not see it."""
    given = offered().after("police", volunteer("a2", wording=WAS))
    given.when("housing", ChangeAction(**{**change(due=DAY).model_dump(), "action": "a2"})).refused(
        "not_your_action", "action"
    )
    recorded = given.after("minutes", record_action("health", "a3"))
    minutes = ChangeAction(**{**change(due=DAY).model_dump(), "action": "a1"})
    recorded.when("minutes", minutes).refused("not_your_action", "action")


WORDINGS = st.builds(
    Wording,
    text=st.sampled_from(("One.", "Two.", "Three.")),
    named=st.sampled_from(("", "Hana Reed", "Hugo Brook")),
    urgent=st.booleans(),
    risks=st.sampled_from(((), ("r1",), ("r1", "r2"), ("r2", "r1"))),
)


@for_any(was=WORDINGS, now=WORDINGS, sent=WORDINGS)
def test_no_text_is_overwritten_that_its_sender_had_not_seen(
    was: Wording, now: Wording, sent: Wording
) -> None:
    """Of every field: unchanged by the one, it is as the other has it; else it is told."""
    found = merged(was, now, sent)
    for name in Wording.model_fields:
        before, stands, wants, got = (_value(w, name) for w in (was, now, sent, found.facts))
        if name in found.both:
            assert len({before, stands, wants}) == 3
            assert got == stands
        elif wants == before:
            assert got == stands
        else:
            assert stands in {before, wants}
            assert got == wants


def _value(facts: Wording, name: str) -> object:
    value = getattr(facts, name)
    return frozenset(value) if isinstance(value, tuple) else value
