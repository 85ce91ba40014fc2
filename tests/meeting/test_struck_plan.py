"""CASE-5: a risk or an action that was typed into the wrong case is struck. No word of it is left
in the case, a catch-up or a paper; whose it was stays, so that it is asked for in its own (ACT-1).
"""

import json

import pytest

from agenda.protocol import Stage
from client.mirror import Mirror, receive
from meeting.access import Medium
from meeting.case.actions import Standing, Verdict, Wording
from meeting.case.information import EntryStruck
from meeting.chain import passed, start, write, write_struck
from meeting.commands import (
    ConfirmAction,
    DeclineSuggestion,
    GiveOutAction,
    JoinAction,
    JudgeAction,
    KeepAction,
    LeaveOutOffer,
    RecordRisk,
    StrikeEntry,
    SuggestAction,
    WithdrawAction,
)
from meeting.held import held_cases
from meeting.papers import action_list, urgent_actions
from meeting.streams import case_stream
from meeting.striking import without_words
from meeting.values import Event
from meeting.wire import Part
from tests.given import DAY, Given, a_hearing, share, volunteer, wording
from tests.matrix.canaries import every_event
from tests.meeting.test_access import approved
from tests.meeting.test_changed_risks import change as change_risk
from tests.meeting.test_changed_risks import take_back
from tests.meeting.test_merging import change as change_action
from tests.meeting.test_settled_risks import settle

OAK = case_stream("oak")
CANARY = "canary"
"""In every word that was typed into the wrong case."""


def strike(entry: str) -> StrikeEntry:
    return StrikeEntry(case="oak", entry=entry)


def said(**facts: object) -> Wording:
    words = {"done_when": f"{CANARY} sheet.", "named": f"{CANARY} Reed", "due": DAY, **facts}
    return wording(f"{CANARY} the locks.", **words)


def a_risk() -> Given:
    """Recorded, put otherwise, settled with why."""
    point = share("Strangled twice.")
    named = RecordRisk(
        case="oak", risk="r1", at_risk="child", text=f"{CANARY}.", information=("i1",)
    )
    given = a_hearing(Stage.PLANNING).after("police", point).after("chair", named)
    was = given.case().risks.named["r1"].facts
    given = given.after("chair", change_risk(was, text=f"{CANARY} two."))
    return given.after("chair", settle("r1", why=f"{CANARY} why.", version=2))


def an_action() -> Given:
    """Housing's, urgent, kept although unsafe, confirmed and given out."""
    given = a_hearing(Stage.PLANNING).after("housing", volunteer(wording=said(urgent=True)))
    unsafe = JudgeAction(
        case="oak", action="a1", version=1, verdict=Verdict.UNSAFE, why=f"{CANARY} post."
    )
    given = given.after("idva", unsafe).at_stage(Stage.READ_BACK)
    given = given.after("housing", ConfirmAction(case="oak", action="a1", version=2))
    given = given.after(
        "chair", KeepAction(case="oak", action="a1", version=2, reason=f"{CANARY} all the same.")
    )
    return given.after("minutes", GiveOutAction(case="oak", action="a1", version=2))


def changed_and_withdrawn() -> Given:
    given = a_hearing(Stage.PLANNING).after("housing", volunteer(wording=said()))
    given = given.after("housing", change_action(1, said(), text=f"{CANARY} two."))
    gone = WithdrawAction(case="oak", action="a1", version=2, reason=f"{CANARY} no more.")
    return given.after("housing", gone)


def declined() -> Given:
    suggested = SuggestAction(case="oak", action="a1", to="housing", wording=said())
    given = a_hearing(Stage.PLANNING).after("police", suggested)
    no = DeclineSuggestion(case="oak", action="a1", reason=f"{CANARY} is not ours.")
    return given.after("housing", no)


def offered_late() -> Given:
    """After the close, and left out with why."""
    given = a_hearing(Stage.PLANNING).case_closed().after("housing", volunteer(wording=said()))
    return given.after("chair", LeaveOutOffer(case="oak", offer="a1", reason=f"{CANARY} moved."))


def taken_back() -> Given:
    given = a_risk()
    back = take_back(version=2).model_copy(update={"reason": f"{CANARY} back."})
    return given.after("chair", back)


TYPED = {
    "a risk": (a_risk, "r1"),
    "a risk that was taken back": (taken_back, "r1"),
    "an action": (an_action, "a1"),
    "a withdrawn action": (changed_and_withdrawn, "a1"),
    "a declined suggestion": (declined, "a1"),
    "a late offer": (offered_late, "a1"),
}


def sent(given: Given, entry: str) -> Part:
    """The case as the server sends it after the strike."""
    head, events = start(given.room.meeting, OAK), []
    for stream, recorded in given.journal:
        if stream == OAK:
            body = write(recorded)
            head = passed(head, json.loads(body))
            left = without_words(recorded.event, entry)
            if left is not None:
                body = write_struck(recorded.model_copy(update={"event": left}), head.hash)
            events.append(json.loads(body))
    return Part(stream=str(OAK), first=1, events=tuple(events))


@pytest.mark.parametrize("what", TYPED)
def test_case_5_no_word_of_it_is_left_in_the_case_nor_in_what_is_sent(what: str) -> None:
    """And a laptop that never had the words holds what the server holds."""
    make, entry = TYPED[what]
    given = make().after("minutes", strike(entry))
    assert CANARY in repr(make().state)
    assert CANARY not in repr(given.state)
    part = sent(given, entry)
    assert CANARY not in repr(part)
    assert receive(Mirror(given.room.meeting), part).state.case("oak") == given.case()


@pytest.mark.parametrize("what", TYPED)
def test_case_5_the_minute_taker_strikes_it_once(what: str) -> None:
    make, entry = TYPED[what]
    given = make().when("minutes", strike(entry)).then(EntryStruck(entry=entry))
    given.when("minutes", strike(entry)).refused("no_such_entry", "entry")


def test_case_5_whoever_wrote_it_strikes_it_and_nobody_else() -> None:
    given = changed_and_withdrawn()
    given.when("housing", strike("a1")).allowed()
    given.when("police", strike("a1")).refused("not_yours_to_strike", "entry")
    given.when("chair", strike("a1")).refused("not_your_role")


def test_act_4_nobody_but_the_minute_taker_strikes_what_another_agency_made_its_own() -> None:
    given = a_hearing(Stage.PLANNING).after("housing", volunteer(invited=("police",)))
    given = given.after("police", JoinAction(case="oak", action="a1", version=1))
    given.when("housing", strike("a1")).refused("not_yours_to_strike", "entry")
    given.when("minutes", strike("a1")).allowed()


def test_act_1_whose_it_was_that_it_was_confirmed_and_given_out_stays_and_nothing_comes_of_it() -> (
    None
):
    before = an_action()
    given = before.after("minutes", strike("a1"))
    action = given.case().plan.actions["a1"]
    assert action.standing is Standing.STRUCK
    assert (action.owners, action.is_confirmed) == (("housing",), True)
    assert action.given_out_at == before.case().plan.actions["a1"].given_out_at
    again = ConfirmAction(case="oak", action="a1", version=action.version)
    given.when("housing", again).refused("action_is_settled", "action")
    assert not any("A1" in gap for gap in given.gaps())


def test_case_5_no_paper_has_it_neither_the_list_nor_what_was_given_out_nor_the_office() -> None:
    given = approved(an_action().case_closed().after("minutes", strike("a1")))
    for who in ("housing", "police", "chair"):
        reader = given.reader(who, Medium.PAPER)
        assert CANARY not in repr(action_list(given.state, reader))
        assert urgent_actions(given.state, reader) is None
    assert CANARY not in repr(held_cases(given.state))


def test_risk_1_what_answered_a_struck_risk_stays_its_agencys_and_its_label_is_no_others() -> None:
    given = a_risk().after("housing", volunteer(wording=wording(risks=("r1",))))
    given = given.after("minutes", strike("r1"))
    assert given.case().plan.actions["a1"].standing is Standing.OFFERED
    assert "no risks named, nor said that there are none" in given.gaps()
    another = RecordRisk(case="oak", risk="r2", at_risk="child", text="He has a key.")
    assert given.after("chair", another).case().risks.named["r2"].label == "R2"


def test_act_13_what_was_said_of_the_plan_with_it_is_said_anew() -> None:
    given = an_action()
    version = given.case().plan.version
    plan = given.after("minutes", strike("a1")).case().plan
    assert (plan.version, plan.verdict) == (version + 1, None)


def _is_words(kind: type[Event], name: str) -> bool:
    """Whether people type into this field: ids and what is chosen from a list they do not."""
    field = kind.model_fields[name]
    an_id = any(getattr(each, "pattern", None) for each in field.metadata)
    return field.annotation in {str, Wording} and not an_id


def test_case_5_of_every_event_that_is_about_what_was_struck_no_words_are_left() -> None:
    """So that an event that comes to be said of a point, a risk or an action is not forgotten."""
    about = ("information", "risk", "action", "offer")
    facts = dict.fromkeys(about, "entry")
    looked_at = set()
    for placed in every_event(OAK, **facts):
        kind = type(placed.event)
        if not any(getattr(placed.event, name, None) == "entry" for name in about):
            continue
        words = [name for name in kind.model_fields if _is_words(kind, name)]
        if not words:
            continue
        looked_at.add(kind.__name__)
        left = without_words(placed.event, "entry")
        assert left is not None, kind.__name__
        for name in words:
            assert "canary" not in str(getattr(left, name)), f"{kind.__name__}.{name}"
    assert {"InformationShared", "RiskRecorded", "ActionRecorded"} <= looked_at
