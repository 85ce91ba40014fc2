"""Papers are made and verified without an id being typed, also where there are several meetings;
and nothing is found of a restricted sitting unless it is named (RES-2).
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from agenda.protocol import Restriction
from meeting.streams import ROOM
from server.checking import read_heads, verify_store
from server.clock import Clock
from server.errors import StoreError
from server.holding import hold_missed, read
from server.office import KnownMeeting, Sitting
from server.published.lists import papers_for
from server.store import Store, opened_store
from server.which_meeting import of_papers, of_printed
from tests.given import DAY, published
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import a_plan, approved, heard, written
from tests.server.test_turn import BEFORE, NEXT, OAKHILL, Told

KINDS = ("csv", "docx")


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def store(tmp_path: Path, told: Told) -> Iterator[Store]:
    folder = tmp_path / "store"
    with opened_store(folder, PASSPHRASE, create=True, cost=CHEAP, clock=Clock(told)) as opened:
        yield opened


def over(store: Store) -> KnownMeeting:
    plan = a_plan("over", BEFORE, OAKHILL)
    known = written(store, plan, approved(plan))
    hold_missed(store)
    return known


def to_come(store: Store) -> None:
    plan = a_plan("next", NEXT, OAKHILL)
    written(store, plan, published(plan))


def of_now(store: Store) -> str:
    return of_papers(store, store.clock.now()).id


def paper(store: Store, known: KnownMeeting, folder: Path, kind: str) -> Path:
    """The chair's action list."""
    record, reader = read(store, known), store.office.reader("chair")
    assert reader is not None
    heads = {stream: record.head(stream) for stream in record.streams}
    made = papers_for(record.state, reader, heads)
    name = next(n for n in made if n.endswith(kind) and not n.startswith("register"))
    path = folder / f"{known.id}-{name}"
    path.write_bytes(made[name])
    return path


def test_papers_are_those_of_the_meeting_whose_turn_it_is_once_somebody_has_signed_there(
    store: Store, told: Told
) -> None:
    over(store)
    to_come(store)
    assert of_now(store) == "over"
    plan = a_plan("today", DAY, OAKHILL)
    written(store, plan, heard(plan))
    assert of_now(store) == "today"
    told.now += timedelta(days=1)
    assert of_now(store) == "today"


def test_of_a_single_meeting_papers_are_those_of_that(store: Store) -> None:
    to_come(store)
    assert of_now(store) == "next"


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_verified_with_the_meeting_that_it_is_of(
    store: Store, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    known, plan = over(store), a_plan("today", DAY, OAKHILL)
    today = written(store, plan, heard(plan))
    papers = [paper(store, each, tmp_path, kind) for each in (known, today)]
    printed = read_heads((), papers)
    of = of_printed(store, printed, None)
    assert of == {papers[0]: "over", papers[1]: "today"}
    verify_store(store, printed, lambda: of)
    said = capsys.readouterr().out
    assert all(f"{each}: agrees with the record" in said for each in papers)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_of_which_nothing_is_on_record_any_more_goes_by_its_day(
    store: Store, tmp_path: Path, kind: str
) -> None:
    """Or a record that was written anew would keep its paper from being compared at all."""
    path = paper(store, over(store), tmp_path, kind)
    plan = a_plan("today", DAY, OAKHILL)
    written(store, plan, heard(plan))
    printed = [
        type(head)(head.stream, head.number, "0" * 32, path) for head in read_heads((), (path,))
    ]
    assert of_printed(store, printed, None) == {path: "over"}
    with pytest.raises(StoreError, match="over"):
        verify_store(store, printed, lambda: of_printed(store, printed, None))


def test_a_head_that_was_typed_goes_by_the_record_that_it_is_on_and_else_is_asked_about(
    store: Store,
) -> None:
    known = over(store)
    to_come(store)
    head = read(store, known).head(ROOM)
    typed = read_heads((f"room:{head.number}:{head.hash[:32]}",), ())
    assert of_printed(store, typed, None) == {None: "over"}
    unknown = read_heads((f"room:3:{'0' * 32}",), ())
    with pytest.raises(StoreError, match="Say which meeting with --meeting"):
        of_printed(store, unknown, None)


def test_a_paper_of_a_sitting_is_found_only_by_whoever_names_it_res_2(
    store: Store, tmp_path: Path
) -> None:
    over(store)
    to_come(store)
    plan = a_plan("secret", DAY, OAKHILL, restricted=Restriction.HONOUR)
    sitting = written(store, plan, approved(plan), Sitting("over"))
    path = paper(store, sitting, tmp_path, "csv")
    printed = read_heads((), (path,))
    with pytest.raises(StoreError) as asked:
        of_printed(store, printed, None)
    assert "secret" not in str(asked.value)
    assert of_printed(store, printed, "secret") == {path: "secret"}
    assert of_now(store) == "over"
