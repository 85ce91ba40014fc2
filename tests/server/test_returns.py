"""``marac-server return``: what it counts, for whom, and its files (OUT-6)."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from agenda.draft import Draft, Received, Standing
from agenda.past.held import Progress, Settled
from agenda.plan import MeetingPlan
from agenda.protocol import Restriction
from agenda.referral import Equality, Referral
from server.audit import Act, What
from server.cli import main
from server.errors import StoreError
from server.holding import hold
from server.office import Sitting
from server.papers.page import Bar, Chart, Page
from server.papers.pdf import page_pdf
from server.published.desk import Answer, MeetingDesk
from server.published.errands import run
from server.store import opened_store
from tests.given import given
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.heard import a_plan, approved, written

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 27), date(2026, 11, 24), date(2026, 12, 1)
ANWEN = ("Anwen Oakhill", "Dale Oakhill")
BETTINA = ("Bettina Elmer", "Curtis Elmer")
FIRST = a_plan("northvale-october", OCTOBER, ANWEN, referred_on=date(2026, 10, 5))
SECOND = a_plan("northvale-november", NOVEMBER, ANWEN, referred_on=date(2026, 11, 2))
MONTH = {"month": "2026-11"}
QUARTER = {"quarter": "2026-Q4"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MeetingDesk]:
    """October and November were held, each with the same people in its first case."""
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        made = MeetingDesk(store)
        for plan in (FIRST, SECOND):
            held(made, plan)
        yield made


def held(desk: MeetingDesk, plan: MeetingPlan, sitting: Sitting | None = None) -> None:
    history = approved(plan)
    hold(desk.store.office, written(desk.store, plan, history, sitting), history.state)


def figures(answer: Answer) -> dict[tuple[str, str, str], str]:
    """Each number of the CSV, by its table, its row and its column."""
    (content,) = (body for name, body in answer.files.items() if name.endswith(".csv"))
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {(row["Table"], row["Row"], row["What"]): row["Number"] for row in rows}


def pages(answer: Answer) -> str:
    (content,) = (body for name, body in answer.files.items() if name.endswith(".pdf"))
    return " ".join(
        " ".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages).split()
    )


def alts_of(element: object) -> Iterator[str]:
    """What stands for a picture, anywhere below an element of a tagged PDF."""
    element = element.get_object() if isinstance(element, PdfObject) else element
    if isinstance(element, DictionaryObject):
        if "/Alt" in element:
            yield str(element["/Alt"])
        yield from alts_of(element.get("/K"))
    elif isinstance(element, ArrayObject):
        for each in element:
            yield from alts_of(each)


def test_out_6_the_month_counts_what_was_held_in_it(desk: MeetingDesk) -> None:
    answer = run(desk, "return", MONTH)
    assert set(answer.files) == {"return-2026-11.pdf", "return-2026-11.csv"}
    found = figures(answer)
    assert found["Cases", "Cases heard", "Number"] == "1"
    assert found["Cases", "Repeats", "Number"] == "1"
    assert found["Referrals by agency", "Police", "Cases heard"] == "1"
    assert found["Referrals by agency", "Housing", "Cases heard"] == "0"
    assert found["Actions by agency", "Housing", "Actions"] == "1"
    assert found["Actions by agency", "Housing", "Nothing said yet"] == "1"
    assert found["Attendance by agency", "Police", "There"] == "1"
    assert found["Victims", "Male", "Not said"] == "1"


def test_out_6_the_quarter_has_all_its_meetings_and_the_answer_whether_it_is_a_repeat(
    desk: MeetingDesk,
) -> None:
    """AG-7: a name alone makes a question; the answer is counted."""
    perhaps = ("Cases", "Perhaps repeats: nobody has said yet whether they are the same people")
    alike = a_plan("northvale-december", DECEMBER, ("Anwen Oakhil", "Dale Oakhill"))
    held(desk, alike)
    before = figures(run(desk, "return", QUARTER))
    assert before["Cases", "Cases heard", "Number"] == "3"
    assert (before["Cases", "Repeats", "Number"], before[(*perhaps, "Number")]) == ("1", "1")
    _, earlier, later = desk.store.office.held.cases()
    desk.store.office.held.answer(
        earlier.key, later.key, same=True, by="minutes", now=desk.store.clock.now()
    )
    after = figures(run(desk, "return", QUARTER))
    assert (after["Cases", "Repeats", "Number"], after[(*perhaps, "Number")]) == ("2", "0")


def test_out_6_what_agencies_say_of_their_actions_is_counted(desk: MeetingDesk) -> None:
    case = desk.store.office.held.cases()[1]
    done = Settled(progress=Progress.DONE, on=date(2026, 12, 1))
    desk.store.office.held.settle(
        case, "A1", "housing", done, by="housing", now=desk.store.clock.now()
    )
    found = figures(run(desk, "return", MONTH))
    assert found["Actions by agency", "Housing", "Done on time"] == "1"


def test_out_6_equality_data_come_from_the_referrals_of_the_draft(desk: MeetingDesk) -> None:
    (case,) = SECOND.cases
    referral = Referral(
        id=case.id,
        agency="police",
        parties=case.parties,
        equality=Equality(gender="Male", disability="wheelchair user", ethnicity="White British"),
    )
    received = Received(referral=referral, standing=Standing.LISTED, at=desk.store.clock.now())
    plan = SECOND.model_copy(update={"cases": ()})
    desk.store.office.drafts.add(Draft(plan=plan, referrals=(received,)))
    found = figures(run(desk, "return", MONTH))
    assert found["Victims", "Male", "Yes"] == "1"
    assert found["Victims", "Disabled", "Yes"] == "1"
    assert found["Victims", "From a minority ethnic community", "No"] == "1"
    assert found["Victims", "LGBT+", "Not said"] == "1"


def test_out_6_small_counts_are_hidden_on_request_and_the_paper_says_so(desk: MeetingDesk) -> None:
    answer = run(desk, "return", MONTH | {"suppress": "yes"})
    found = figures(answer)
    of_people = {
        number
        for (table, _, _), number in found.items()
        if table not in {"Attendance by agency", "Time"}
    }
    assert of_people <= {"<5", "*"}
    assert found["Time", "Minutes a case, on the average", "Minutes"] == "not shown"
    words = pages(answer)
    assert "Small counts hidden" in words
    assert "<5 is a number from 0 to 4" in words


def test_res_2_a_restricted_sitting_is_in_no_return_that_does_not_say_so(desk: MeetingDesk) -> None:
    """Not a byte is another one, whether there was a sitting or not."""
    asked = (MONTH, QUARTER, MONTH | {"suppress": "yes"})
    without = [run(desk, "return", facts).files for facts in asked]
    plan = a_plan("r-4be1", NOVEMBER, BETTINA, restricted=Restriction.EMPLOYEE)
    held(desk, plan, Sitting(after="northvale-november"))
    assert [run(desk, "return", facts).files for facts in asked] == without
    named = run(desk, "return", MONTH | {"restricted": "yes"})
    assert figures(named)["Cases", "Cases heard", "Number"] == "2"
    assert "WITH RESTRICTED SITTINGS" in pages(named)
    assert not any("return" in name or "2026" in name for name in named.files)
    acts = [row.fact for row in desk.store.audit.rows()]
    assert Act(what=What.RETURN_MADE, meeting="r-4be1") in acts


def test_res_2_a_month_with_nothing_but_a_sitting_has_nothing_to_count(desk: MeetingDesk) -> None:
    plan = a_plan("r-4be1", date(2026, 8, 4), BETTINA, restricted=Restriction.EMPLOYEE)
    with pytest.raises(StoreError) as nothing:
        run(desk, "return", {"month": "2026-08"})
    held(desk, plan, Sitting(after="northvale-october"))
    with pytest.raises(StoreError) as sitting:
        run(desk, "return", {"month": "2026-08"})
    assert str(sitting.value) == str(nothing.value)


def test_res_2_what_was_heard_in_a_sitting_makes_no_repeat_of_an_open_case(
    desk: MeetingDesk,
) -> None:
    held(desk, a_plan("northvale-december", DECEMBER, BETTINA))
    without = run(desk, "return", QUARTER).files
    plan = a_plan("r-4be1", NOVEMBER, BETTINA, restricted=Restriction.EMPLOYEE)
    held(desk, plan, Sitting(after="northvale-november"))
    assert run(desk, "return", QUARTER).files == without
    perhaps = ("Cases", "Perhaps repeats: nobody has said yet whether they are the same people")
    named = figures(run(desk, "return", QUARTER | {"restricted": "yes"}))
    assert named[(*perhaps, "Number")] == "1"


def test_con_3_the_return_is_the_same_whoever_is_out_of_a_case(desk: MeetingDesk) -> None:
    """One that is short by a case would say to somebody that they were matched (CON-6)."""
    before = run(desk, "return", MONTH).files
    with desk.store.office.together() as database:
        (body,) = database.execute(
            "SELECT body FROM held_case WHERE meeting = ?", ("northvale-november",)
        ).fetchone()
        closed = body.replace('"closed_to":[]', '"closed_to":["minutes"]')
        assert closed != body
        database.execute(
            "UPDATE held_case SET body = ? WHERE meeting = ?", (closed, "northvale-november")
        )
    assert run(desk, "return", MONTH).files == before


def test_out_6_a_meeting_without_an_approved_list_is_said_and_not_counted(
    desk: MeetingDesk,
) -> None:
    plan = a_plan("northvale-second", date(2026, 11, 10), BETTINA)
    written(desk.store, plan, given(plan))
    answer = run(desk, "return", MONTH)
    assert figures(answer)["Cases", "Cases heard", "Number"] == "1"
    assert "Not counted, since no list of them is approved: 1." in pages(answer)


def test_out_6_no_name_of_anybody_is_in_it(desk: MeetingDesk) -> None:
    answer = run(desk, "return", QUARTER)
    said = pages(answer) + answer.files["return-2026-Q4.csv"].decode()
    names = [person.name for person in SECOND.people] + [*ANWEN, "Change the locks"]
    assert not [name for name in names if name in said]


def test_out_6_a_hostile_name_of_an_agency_is_words_in_it(desk: MeetingDesk) -> None:
    """No formula, no markup, and not wider than the page."""
    name = f"=1+1 #strong[x] \u202e{'W' * 200}"
    with desk.store.office.together() as database:
        database.execute("UPDATE agency SET name = ? WHERE id = 'housing'", (name,))
    answer = run(desk, "return", MONTH)
    rows = {row for _, row, _ in figures(answer)}
    assert f"'=1+1 #strong[x] {'W' * 200}" in rows
    words = pages(answer)
    assert "#strong[x]" in words
    assert (
        words.replace("\u200b", "").replace(" ", "").count("W" * 200) == 4
    )  # three tables and a chart


def test_out_6_a_chart_of_more_agencies_than_a_page_has_room_for_has_every_one() -> None:
    bars = tuple(Bar(f"Agency {n}", n, 0, f"with {n}") for n in range(1, 121))
    chart = Chart("Many", "All of them.", bars)
    page = Page("t", "h", "m", "v", (), "", NOVEMBER, (chart,))
    reader = PdfReader(io.BytesIO(page_pdf(page)))
    assert len(reader.pages) > 1
    low = [y for sheet in reader.pages for text, y in places(sheet) if "with" in text]
    assert low
    assert min(low) > 50
    words = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
    assert all(f"with {n}" in words for n in range(1, 121))


def places(sheet: PageObject) -> list[tuple[str, float]]:
    """Every piece of text of a page, and how far above its lower edge it stands."""
    found: list[tuple[str, float]] = []

    def visit(
        text: str, around: list[float], inner: list[float], _font: object, _size: float
    ) -> None:
        found.append((text, inner[4] * around[1] + inner[5] * around[3] + around[5]))

    sheet.extract_text(visitor_text=visit)
    return found


def test_out_6_the_same_counts_are_the_same_files(desk: MeetingDesk) -> None:
    assert run(desk, "return", QUARTER).files == run(desk, "return", QUARTER).files


def test_out_6_the_charts_are_said_to_whoever_has_them_read_out(desk: MeetingDesk) -> None:
    content = run(desk, "return", MONTH).files["return-2026-11.pdf"]
    alts = list(alts_of(PdfReader(io.BytesIO(content)).root_object["/StructTreeRoot"]))
    assert len(alts) == 2
    assert any(alt.endswith("referred them. Police: 1.") for alt in alts)
    assert any("Housing: 1, on time 0" in alt for alt in alts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Say which month"),
        ({"month": "November"}, "Say which month"),
        (MONTH | QUARTER, "Say which month"),
        ({"month": "2026-01"}, "No meeting of 2026-01 has an approved list"),
        (MONTH | {"suppress": "yes", "alone": "yes"}, "--alone is for a quarter"),
        (QUARTER | {"alone": "yes"}, "--alone is for a quarter"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    desk: MeetingDesk, facts: dict[str, str], words: str
) -> None:
    with pytest.raises(StoreError, match=words):
        run(desk, "return", facts)


def test_the_command_writes_both_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened_store(tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP) as store:
        held(MeetingDesk(store), SECOND)
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    out = tmp_path / "returns"
    said = ["--store", str(tmp_path / "store"), "--out", str(out)]
    assert main(["return", "--month", "2026-11", "--suppress", *said], cost=CHEAP) == 0
    assert {path.name for path in out.iterdir()} == {"return-2026-11.pdf", "return-2026-11.csv"}
    assert "return-2026-11.pdf" in capsys.readouterr().out
