"""A draft of a meeting that is not to be held goes away, and keeps no case back. CASE-6, AG-10."""

import sys
from io import StringIO
from pathlib import Path

import pytest

from server.audit import Act, What
from server.cli import main
from server.discarding import KEPT, NOT_YET
from server.drafts import FIXED
from server.errors import StoreError
from server.published.carrying import ELSEWHERE
from server.published.desk import MeetingDesk
from server.published.discarding import GONE, UNREADABLE
from server.published.errands import run
from server.published.publish import made_meeting
from server.store import Store, opened_store
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.test_carrying import (
    NEXT,
    THIRD,
    came,
    carry,
    next_draft,
    over,
    referral,
    store,
    with_a_third_draft,
)

__all__ = ["store"]


def discard(desk: MeetingDesk, meeting: str = NEXT, **facts: str) -> str:
    return run(desk, "discard", {"meeting": meeting, **facts}).said


def carried_into_the_next(store: Store) -> MeetingDesk:
    desk = with_a_third_draft(store, over(), came(store, referral("oak", "Anwen Oakhill")))
    carry(desk, by="chair")
    return desk


def test_where_a_case_is_that_another_draft_took_is_said_case_6(store: Store) -> None:
    """CASE-6: a meeting that is never held would keep it for ever, and nobody would know."""
    desk = carried_into_the_next(store)
    assert ELSEWHERE.format(cases="Case 1", draft=NEXT) in carry(desk, meeting=THIRD)
    assert NEXT not in carry(desk)


def test_whoever_has_no_part_in_it_is_not_told_where_it_is_con_3(store: Store) -> None:
    """CON-3: whoever was stopped before it in the other draft."""
    desk = carried_into_the_next(store)
    draft = next_draft(store)
    (got,) = draft.referrals
    closed = got.model_copy(update={"closed_to": frozenset({"minutes"})})
    changed = draft.model_copy(update={"referrals": (closed,), "version": draft.version + 1})
    store.office.drafts.put(changed)
    assert NEXT not in carry(desk, meeting=THIRD)
    assert NEXT in carry(desk, meeting=THIRD, by="chair")


def test_of_a_case_in_a_published_meeting_nothing_is_said(store: Store) -> None:
    desk = carried_into_the_next(store)
    made_meeting(desk, next_draft(store))
    assert NEXT not in carry(desk, meeting=THIRD)


def test_what_a_discarded_draft_had_taken_over_can_be_carried_again_case_6(store: Store) -> None:
    desk = carried_into_the_next(store)
    assert "with 1 case on its list" in discard(desk)
    assert NEXT in store.office.drafts.ids()  # nobody has said yes
    assert discard(desk, yes="yes") == GONE.format(meeting=NEXT)
    assert NEXT not in store.office.drafts.ids()
    acts = [row.fact for row in store.audit.rows() if isinstance(row.fact, Act)]
    assert [act.meeting for act in acts if act.what is What.DRAFT_DISCARDED] == [NEXT]
    assert "Case 1." in carry(desk, meeting=THIRD)


def test_what_is_published_is_not_discarded_ag_10(store: Store) -> None:
    """AG-10: it is the record of what was."""
    desk = carried_into_the_next(store)
    made_meeting(desk, next_draft(store))
    for yes in ("", "yes"):
        with pytest.raises(StoreError) as refused:
            discard(desk, yes=yes)
        assert str(refused.value) == FIXED
    with pytest.raises(StoreError):
        store.office.drafts.drop(NEXT)
    assert NEXT in store.office.drafts.ids()


def test_a_draft_that_cannot_be_read_shuts_the_desk_no_longer_once_it_is_discarded_case_6(
    store: Store,
) -> None:
    """CASE-6: what an unreadable draft holds back would be lost, with every other draft."""
    desk = carried_into_the_next(store)
    with store.office.together() as database:
        database.execute("UPDATE draft SET content = '{}' WHERE meeting = ?", (NEXT,))
    with pytest.raises(StoreError, match="cannot be read"):
        carry(desk, meeting=THIRD)
    assert discard(desk) == UNREADABLE.format(meeting=NEXT)
    assert discard(desk, yes="yes") == GONE.format(meeting=NEXT)
    assert "Case 1." in carry(desk, meeting=THIRD)


def test_no_draft_is_discarded_that_nobody_named(store: Store) -> None:
    desk = carried_into_the_next(store)
    with pytest.raises(StoreError, match=f"with --meeting. There are: {NEXT}, {THIRD}"):
        run(desk, "discard", {"yes": "yes"})
    with pytest.raises(StoreError, match="There is no draft"):
        discard(desk, "none-such", yes="yes")


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_disk(tmp_path: Path) -> list[str]:
    """The command, and a store with two drafts of which one took a case over."""
    folder, secret = tmp_path / "store", tmp_path / "passphrase"
    secret.write_text(PASSPHRASE + "\n")
    with opened_store(folder, PASSPHRASE, create=True, cost=CHEAP) as made:
        carried_into_the_next(made)
    command = ["agenda", "discard", "--store", str(folder), "--passphrase-file", str(secret)]
    return [*command, "--meeting", NEXT]


def drafts_left(on_disk: list[str]) -> tuple[str, ...]:
    with opened_store(Path(on_disk[3]), PASSPHRASE) as opened:
        return opened.office.drafts.ids()


@pytest.mark.parametrize(
    ("typed", "said"), [(StringIO("yes\n"), NOT_YET), (Terminal("no\n"), KEPT)]
)
def test_unless_somebody_says_yes_nothing_is_discarded(
    typed: StringIO,
    said: str,
    on_disk: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever is asked reads first what goes with it; a pipe is nobody who reads."""
    monkeypatch.setattr(sys, "stdin", typed)
    assert main(on_disk) == 2
    told = capsys.readouterr()
    assert "with 1 case on its list" in told.out
    assert said in told.err
    assert NEXT in drafts_left(on_disk)


@pytest.mark.parametrize("answer", ["Yes\n", "--yes"])
def test_whoever_says_yes_discards_it(
    answer: str,
    on_disk: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert main([*on_disk, *([answer] if answer == "--yes" else [])]) == 0
    assert GONE.format(meeting=NEXT) in capsys.readouterr().out
    assert NEXT not in drafts_left(on_disk)
