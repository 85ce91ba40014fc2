"""A key that rewords an action means the one under the cursor, and no other. ACT-13."""

import pytest

from agenda.protocol import Stage
from client.acts.keys import BY_NAME, is_offered
from client.acts.targets import mine_to_change, target
from client.view.seen import Place, Seen
from tests.given import a_hearing, volunteer

BOTH = a_hearing(Stage.PLANNING).after("housing", volunteer()).after("police", volunteer("a2"))


@pytest.mark.parametrize(("selected", "found"), [("a1", "a1"), ("a2", None), ("", "a1")])
def test_where_the_cursor_is_on_an_action_of_another_agency_mine_is_not_changed(
    selected: str, found: str | None
) -> None:
    seen = Seen(BOTH.seen_by("housing"), "housing", BOTH.now, selected=selected)
    action = target(seen, mine_to_change)
    assert (action.action if action else None) == found
    for key in ("change", "withdraw"):
        assert is_offered(BY_NAME[key], seen, Place.ROOM) is (found is not None)
