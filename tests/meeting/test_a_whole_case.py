"""A whole case in two worlds: every stage, a strike, the close, what comes late, the case reopened
and closed again; and whoever is out of it cannot tell what was said (CON-2, CASE-5, ACT-1).
"""

from collections import Counter

import pytest

from agenda.protocol import HEARING, Stage
from meeting.case.clock import StageEntered
from meeting.commands import (
    AnyCommand,
    DeclareConflict,
    ReopenCase,
    StrikeEntry,
    SuggestAction,
    TakeUpSuggestion,
)
from meeting.streams import case_stream
from tests.given import OPENING, a_hearing, share, volunteer, wording
from tests.meeting.distribution import World
from tests.meeting.test_every_history import EveryHistory


@pytest.mark.parametrize("x", ["housing", "observer"])
def test_con_2_a_whole_case_leaves_no_trace_for_who_is_out_of_it(x: str) -> None:
    given = a_hearing(Stage.CONFLICTS).after(x, DeclareConflict(case="oak", reason="Kin."))
    day = EveryHistory()
    day.x, day.steps = x, 7
    day.this, day.other = World(given), World(given, only=x)

    def goes_on_to_its_close() -> None:
        while day.this.given.case().closing is None:
            day._say_more_in_the_other_world()
            day.the_chair_goes_on()
            day._commit()
            day.x_cannot_tell_the_two_worlds_apart()

    def said(who: str, command: AnyCommand) -> None:
        assert day.this.draft(who, command) is None, command
        # There somebody may be out of the case by now, or have said it already.
        elsewhere = day.other.draft(who, command)
        assert elsewhere is None or who != "chair", elsewhere
        day._commit()

    for _ in range(3):
        day.the_chair_goes_on()
    suggestion = SuggestAction(case="oak", action="wa", to="police", wording=wording())
    said("idva", suggestion)
    said("police", TakeUpSuggestion(case="oak", action="wa", version=1, wording=wording()))
    said("police", share(information="wi"))
    said("minutes", StrikeEntry(case="oak", entry="wi"))
    goes_on_to_its_close()
    said("police", volunteer("late"))
    said("idva", share(information="late-point"))
    closing = day.this.given.case().closing
    said(
        "chair",
        ReopenCase(case="oak", closed=closing.at if closing else OPENING, reason="It came late."),
    )
    day.the_chair_goes_on()
    said("police", volunteer("late"))
    goes_on_to_its_close()
    day._check_all()
    happened = Counter(r.event.kind for r in day.this.events[case_stream("oak")])
    assert happened["entry_struck"] == happened["suggestion_taken_up"] == 1
    assert happened["offer_arrived_late"] == happened["information_arrived_late"] == 1
    assert happened["case_reopened"] == 1
    assert happened["case_closed"] == 2
    stages = {
        r.event.stage
        for r in day.this.events[case_stream("oak")]
        if isinstance(r.event, StageEntered)
    }
    assert stages >= set(HEARING) - {Stage.CONFLICTS}
    assert len(day.other.order) > len(day.this.order)
