"""Whoever belongs to two agencies sits for one of them, that of the register (ROLE-1, ACT-1)."""

from dataclasses import replace

import pytest

from agenda.matching import likeness
from agenda.protocol import Stage
from meeting.access import may_read
from meeting.commands import AnyCommand, DeclareConflict, Leave, SuggestAction
from meeting.decide import decide
from meeting.streams import case_stream
from meeting.words import Refused
from tests.given import a_hearing, record_action, share, volunteer, wording

TO_HEALTH = SuggestAction(case="oak", action="a1", to="health", wording=wording())


@pytest.mark.parametrize(
    "command",
    [
        volunteer("a2"),
        share(information="i2"),
        DeclareConflict(case="oak", reason="Kin."),
        Leave(),
    ],
)
def test_role_1_whoever_the_office_has_moved_speaks_for_neither_agency(command: AnyCommand) -> None:
    """Neither for the one that they sit for here nor for the one that they came from; and who can
    say nothing, not even a conflict, reads nothing (CON-1).
    """
    given = a_hearing(Stage.PLANNING)
    moved = replace(given.reader("housing"), agency="health")
    assert case_stream("oak") in may_read(given.state, given.reader("housing"))
    assert case_stream("oak") not in may_read(given.state, moved)
    with pytest.raises(Refused) as caught:
        decide(given.state, moved, command, given.now, likeness)
    assert caught.value.code == "other_agency"
    assert "one agency at a time" in caught.value.message
    assert "Ask the coordinator" in caught.value.message


def test_act_1_who_sits_for_one_agency_says_nothing_for_their_other_one() -> None:
    """What was suggested to the other waits for whoever speaks for that one; the minute-taker
    records what that one's own representative says (ACT-5).
    """
    given = a_hearing(Stage.PLANNING).after("police", TO_HEALTH)
    taken = volunteer("a2").model_copy(update={"invited": ("health",)})
    offered = given.after("housing", taken)
    assert offered.action("a2").owners == ("housing",)
    assert offered.action("a2").invited == {"health"}
    assert not offered.action("a1").owners
    offered.when("housing", record_action("health", "a3")).refused("not_your_role")
