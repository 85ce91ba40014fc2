"""How many keys the commonest acts take, on the real screen (``docs/keys.md`` has the table)."""

from itertools import groupby

import pytest

from agenda.plan import Role
from tests.client.fake_room import FakeRoom
from tests.client.keystrokes import ACTION, ACTS, POINT, Act, Said
from tests.client.waiting import until, until_shown, write

SIZE = (130, 38)
MOST = {Role.REPRESENTATIVE: 2, Role.MINUTE_TAKER: 5}
"""More than that would be forgotten, or left undone."""
BEFORE_AN_ENTRY = 3
"""Keys between what somebody said and what somebody says next (ROLE-3)."""


@pytest.mark.parametrize(
    "act", [act for acts in ACTS.values() for act in acts], ids=lambda act: act.what
)
async def test_the_act_is_done_with_the_keys_that_the_table_counts(act: Act) -> None:
    room = FakeRoom(act.given())
    assert not act.done(room.given)
    async with room.app(act.who).run_test(size=SIZE) as pilot:
        await until_shown(pilot, act.shown)
        for key in act.presses:
            if isinstance(key, Said):
                await write(pilot, key)
            else:
                await pilot.press(key)
            await pilot.pause()
        await until(pilot, lambda: act.done(room.given), act.what)


@pytest.mark.parametrize("role", ACTS)
def test_the_ten_commonest_acts_are_counted_and_none_takes_more_than_that(role: Role) -> None:
    counts = [len(act.keys) for act in ACTS[role]]
    assert len(counts) >= 10
    assert max(counts) <= MOST[role]


@pytest.mark.parametrize("role", ACTS)
def test_role_3_nobody_is_more_than_three_keys_from_the_next_entry(role: Role) -> None:
    entries = [act for act in ACTS[role] if {POINT, ACTION} & {*act.presses}]
    assert entries
    for act in entries:
        runs = groupby(act.presses[:-1], lambda key: isinstance(key, Said))
        assert max(len([*keys]) for is_said, keys in runs if not is_said) <= BEFORE_AN_ENTRY
