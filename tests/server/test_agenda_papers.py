"""The agenda and the sign-in sheet as files, and the errands of ``marac-server agenda``."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from docx import Document

from agenda.deadlines.grammar import parse_rule
from agenda.deadlines.of_meeting import Due, MeetingTimes
from agenda.draft import Draft
from agenda.plan import MeetingPlan
from agenda.protocol import Deadlines, Restriction
from agenda.text import is_visible
from meeting.agenda_paper import Agenda, PaperItem, PaperParty, PaperReferral, PaperRelease, Shown
from meeting.commands import DeclareConflict
from meeting.sign_in_sheet import SheetLine, SignInSheet
from server.accounts import Post
from server.arranging import add_meeting
from server.audit import Act, What
from server.cli import PUBLISHED
from server.clock import Clock
from server.errors import StoreError
from server.ledger import Ledger
from server.office import Sitting
from server.papers.agenda_csv import agenda_csv
from server.papers.agenda_word import agenda_word
from server.papers.agenda_words import BEFORE_NAMES, NOT_OPEN, WITHHELD, agenda_words
from server.papers.pdf import agenda_pdf, sheet_pdf
from server.papers.sheet_word import sheet_word
from server.papers.sheet_words import SPARE, sheet_words
from server.published.deadlines import said_deadlines
from server.published.desk import Answer, MeetingDesk, answer_of
from server.published.errands import ERRANDS, run
from server.published.showing import NOT_HERE
from server.store import Store, opened_store
from tests.given import A_PLAN, DAY, Given, an_open_agenda
from tests.meeting.test_agenda_paper import MATCHED
from tests.meeting.test_releasing import a_day
from tests.rooms import CHEAP, PASSPHRASE
from tests.server.test_papers import hostile

AT = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
REFERRAL = PaperReferral(
    referred_by="Police",
    parties=(
        PaperParty("Victim", "Anwen Oakhill", date(1991, 3, 7), ("Annie Oakhill",)),
        PaperParty("Perpetrator", "Dale Oakhill", None, ()),
        PaperParty("Child", "Ava", None, ()),
    ),
    summary="Assaulted twice since May.",
    safe_contact="By telephone before ten.",
    unsafe_contact="",
    risk_to_staff="A dog.",
)
AGENDA = Agenda(
    area="Northvale",
    day=DAY,
    starts=AT,
    marking="OFFICIAL-SENSITIVE",
    version=2,
    made_for="Hugo Brook",
    made_for_agency="Housing",
    shown=Shown.CASES,
    items=(
        PaperItem("Case 1", AT, 15, is_case=True, is_closed=False, referral=REFERRAL),
        PaperItem("Coffee", AT, 10, is_case=False, is_closed=False, referral=None),
        PaperItem("Case 2", AT, 15, is_case=True, is_closed=False, referral=None),
    ),
)
TIMES = replace(
    AGENDA,
    shown=Shown.TIMES,
    items=tuple(replace(item, referral=None) for item in AGENDA.items),
)
SHEET = SignInSheet(
    area="Northvale",
    day=DAY,
    starts=AT,
    marking="OFFICIAL-SENSITIVE",
    statement=("What is said stays here.", "I agree."),
    version="3",
    digest="ab" * 32,
    lines=(SheetLine("Robin Marsh", "Police", "representative"),),
)


def rows(paper: Agenda) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(agenda_csv(paper).decode("utf-8-sig"))))


def in_word(content: bytes) -> str:
    """All that a Word document says in its body, header and footer."""
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    paragraphs = (
        *document.paragraphs, *section.header.paragraphs, *section.footer.paragraphs
    )  # fmt: skip
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([p.text for p in paragraphs] + [cell.text for cell in cells])


# The files


def test_each_file_says_marking_version_and_for_whom_out_2() -> None:
    said = in_word(agenda_word(agenda_words(AGENDA)))
    assert "OFFICIAL-SENSITIVE" in said
    assert "Made for Hugo Brook, Housing" in said
    assert "Version 2" in said
    row = rows(AGENDA)[0]
    assert (row["Marking"], row["Version"]) == ("OFFICIAL-SENSITIVE", "Version 2")
    assert row["Made for"] == "Hugo Brook, Housing"


def test_case_9_the_agenda_says_that_no_safe_contact_is_known() -> None:
    unknown = replace(AGENDA.items[0], referral=replace(REFERRAL, safe_contact=""))
    said = in_word(agenda_word(agenda_words(replace(AGENDA, items=(unknown,)))))
    assert "Safe contact: no safe contact is known" in said


def test_csv_has_one_row_an_item_with_what_may_be_read_of_it() -> None:
    first, coffee, withheld = rows(AGENDA)
    assert first["Victim"] == "Anwen Oakhill, born Thu 7 Mar 1991, also known as Annie Oakhill"
    assert (first["Perpetrators"], first["Children and dependants"]) == ("Dale Oakhill", "Ava")
    assert (coffee["Item"], coffee["Minutes"], coffee["Victim"]) == ("Coffee", "10", "")
    assert (withheld["Item"], withheld["Time"], withheld["Victim"]) == ("Case 2", "09:15", "")


def test_a_case_that_is_closed_to_its_reader_stands_there_with_one_sentence_for_every_reason() -> (
    None
):
    """CON-2, CON-4."""
    said = in_word(agenda_word(agenda_words(AGENDA)))
    assert said.count(WITHHELD) == 1
    assert "Case 2" in said


def test_times_and_numbers_alone_say_so_in_every_header_con_6() -> None:
    said = in_word(agenda_word(agenda_words(TIMES)))
    assert NOT_OPEN in said
    assert BEFORE_NAMES in said
    assert WITHHELD not in said
    assert NOT_OPEN not in in_word(agenda_word(agenda_words(AGENDA)))
    assert {row["Holds"] for row in rows(TIMES)} == {str(Shown.TIMES)}


def test_a_time_of_its_own_and_the_section_stand_with_the_case_ag_1_ag_3() -> None:
    fixed = replace(
        REFERRAL, section="North", fixed_at=time(9, 15), fixed_for="an interpreter is needed"
    )
    words = "Fixed for 09:15: an interpreter is needed"
    paper = replace(AGENDA, items=(replace(AGENDA.items[0], referral=fixed),))
    said = in_word(agenda_word(agenda_words(paper)))
    assert words in said
    assert "Referred by Police \N{MIDDLE DOT} Section: North" in said
    assert (rows(paper)[0]["Fixed"], rows(paper)[0]["Section"]) == (words, "North")
    assert "Section" not in in_word(agenda_word(agenda_words(AGENDA)))


def test_who_may_leave_stands_with_the_last_item_that_they_stay_for_att_5() -> None:
    yours = PaperRelease("School", yours=True, at=AT, section="With children")
    others = replace(yours, agency="Fire", yours=False, unless=("Case 2",))
    first, coffee, withheld = AGENDA.items
    items = (
        replace(first, releases=(yours,)),
        coffee,
        replace(withheld, releases=(others,)),
    )
    paper = replace(AGENDA, items=items)
    mine = "Your agency may leave after this, about 09:15, when With children is over."
    theirs = (
        "Fire may leave after this, about 09:15, when With children is over, unless needed for "
        "Case 2."
    )
    said = in_word(agenda_word(agenda_words(paper)))
    assert mine in said
    assert theirs in said
    assert [row["Release"] for row in rows(paper)] == [mine, "", theirs]
    assert agenda_pdf(agenda_words(paper)) != agenda_pdf(agenda_words(AGENDA))


def test_a_case_that_is_closed_before_the_day_says_why_and_no_time_of_its_own_ag_10() -> None:
    closed = replace(
        REFERRAL, closed_because="Heard elsewhere.", fixed_at=time(9, 15), fixed_for="a doctor"
    )
    paper = replace(AGENDA, items=(replace(AGENDA.items[0], is_closed=True, referral=closed),))
    said = in_word(agenda_word(agenda_words(paper)))
    assert "Closed before the day: Heard elsewhere." in said
    assert "Fixed" not in said
    assert rows(paper)[0]["Standing"] == "closed before the day: Heard elsewhere."


def test_a_break_that_is_skipped_says_so_ag_11() -> None:
    paper = replace(AGENDA, items=(replace(AGENDA.items[1], is_skipped=True),))
    said = in_word(agenda_word(agenda_words(paper)))
    assert ("skipped" in said, "10 minutes" in said) == (True, False)
    assert rows(paper)[0]["Standing"] == "skipped"


def test_each_page_says_of_which_meeting_it_is_out_2() -> None:
    document = Document(io.BytesIO(agenda_word(agenda_words(AGENDA))))
    footer = document.sections[0].footer.paragraphs[0].text
    assert "OFFICIAL-SENSITIVE" in footer
    assert "Agenda, Northvale, Tue 24 Nov 2026" in footer


def pages(pdf: bytes) -> int:
    found = re.search(rb"/Type/Pages/Count (\d+)", pdf)
    assert found is not None
    return int(found[1])


def test_a_word_that_is_too_long_for_its_line_is_broken_and_not_cut_off() -> None:
    """What goes on over the edge of its cell takes one line, what is broken takes many."""
    item = replace(AGENDA.items[0], referral=replace(REFERRAL, summary="Ab" * 300))
    assert pages(agenda_pdf(agenda_words(replace(AGENDA, items=(item,) * 6)))) > 1
    line = SheetLine("Ab" * 100, "Ab" * 100, "")
    assert pages(sheet_pdf(sheet_words(replace(SHEET, lines=(line,) * 8)))) > 1


def test_times_of_thirty_cases_with_breaks_and_parts_are_one_page() -> None:
    items = tuple(replace(TIMES.items[0], label=f"Case {number}") for number in range(39))
    assert pages(agenda_pdf(agenda_words(replace(TIMES, items=items)))) == 1


@pytest.mark.parametrize("text", ["=1+1", "+44 phone", "-call", "@SUM(A1)"])
def test_cells_that_begin_like_a_formula_are_text(text: str) -> None:
    first = replace(AGENDA.items[0], referral=replace(REFERRAL, summary=text))
    row = rows(replace(AGENDA, items=(first,)))[0]
    assert row["Why it is here"] == f"'{text}"


def test_a_pdf_is_one_and_takes_text_as_data() -> None:
    said = "#panic() $ x $ *bold* [a] \\ @label <here> // not a comment"
    first = replace(AGENDA.items[0], referral=replace(REFERRAL, summary=said))
    plain, marked = (
        agenda_pdf(agenda_words(each)) for each in (AGENDA, replace(AGENDA, items=(first,)))
    )
    assert plain.startswith(b"%PDF-")
    assert marked.startswith(b"%PDF-")


def test_the_same_paper_made_twice_is_the_same_file_res_2() -> None:
    assert agenda_pdf(agenda_words(AGENDA)) == agenda_pdf(agenda_words(AGENDA))


def test_hostile_words_in_every_field_are_words_in_every_file() -> None:
    enemy = hostile(AGENDA)
    assert isinstance(enemy, Agenda)
    enemy = replace(enemy, shown=Shown.CASES)
    cells = [
        cell
        for row in csv.reader(io.StringIO(agenda_csv(enemy).decode("utf-8-sig")))
        for cell in row
    ]
    said = in_word(agenda_word(agenda_words(enemy)))
    assert not any(cell.startswith("=") for cell in cells)
    assert "[/b] & <w:t>" in said
    assert all(is_visible(char) for text in (said, *cells) for char in text if char != "\n")
    assert agenda_pdf(agenda_words(enemy)).startswith(b"%PDF-")


def test_the_sheet_has_the_wording_a_line_for_everybody_and_spare_ones_sign_1_sign_3() -> None:
    words = sheet_words(SHEET)
    said = in_word(sheet_word(words))
    assert all(each in said for each in ("What is said stays here.", "Wording 3, abababab"))
    assert "Robin Marsh\nrepresentative" in said
    table = Document(io.BytesIO(sheet_word(words))).tables[0]
    assert len(table.rows) == 1 + 1 + SPARE
    assert sheet_pdf(words).startswith(b"%PDF-")


# The errands


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    now = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
    clock = Clock(lambda: now)
    with opened_store(
        tmp_path / "store", PASSPHRASE, create=True, cost=CHEAP, clock=clock
    ) as opened:
        yield opened


def publish(store: Store, plan: MeetingPlan = A_PLAN) -> MeetingDesk:
    add_meeting(store, plan, None, published=True)
    return MeetingDesk(store)


def test_every_errand_is_offered_by_the_command_and_no_other() -> None:
    assert {*PUBLISHED, "again", "lists", "urgent", "return"} == set(ERRANDS)


def test_everybody_who_prepares_gets_an_agenda_as_three_files(store: Store) -> None:
    answer = run(publish(store), "papers", {})
    prepare = {p.id for p in A_PLAN.people} - {"observer"}
    assert set(answer.files) == {
        f"agenda-v1-{person}.{ending}" for person in prepare for ending in ("csv", "docx", "pdf")
    }
    acts = [row.fact for row in store.audit.rows() if isinstance(row.fact, Act)]
    made = {act.person for act in acts if act.what is What.PAPERS_MADE}
    assert made == prepare


def opened_agenda(store: Store, plan: MeetingPlan, given: Given) -> MeetingDesk:
    """Published and served, as it stands in ``given``."""
    desk = publish(store, plan)
    served = Ledger(plan.id, "1")
    served.state = given.state
    return replace(desk, served={plan.id: served})


def cells(said: str, item: str) -> list[str]:
    """The row of ``item``, cell by cell."""
    (row,) = [line for line in said.splitlines() if f"  {item}" in line]
    return re.split(r" {2,}", row.strip())


def test_show_prints_a_published_order_as_a_table_with_what_its_reader_may_see_ag_2_con_2(
    store: Store,
) -> None:
    out = DeclareConflict(case="oak", reason="My cousin.")
    desk = opened_agenda(store, A_PLAN, an_open_agenda().after("housing", out))
    police, housing = (run(desk, "show", {"by": person}).said for person in ("police", "housing"))
    assert police.splitlines()[:2] == [
        "Northvale, Tue 24 Nov 2026 at 09:00, OFFICIAL-SENSITIVE",
        "Version 1 of the agenda, for Robin Marsh, Police",
    ]
    oak = "Police: Anwen Oakhill; Dale Oakhill, 1 child"
    assert cells(police, "Case 1") == ["09:15", "15", "Case 1", oak]
    assert cells(housing, "Case 1") == ["09:15", "15", "Case 1", NOT_HERE]
    assert "Oakhill" not in housing
    assert cells(housing, "Coffee") == ["09:40", "10", "Coffee"]
    assert "Opening" in police


def test_show_has_the_section_and_who_may_leave_att_5_ag_3(store: Store) -> None:
    plan = a_day()
    desk = opened_agenda(store, plan, an_open_agenda(plan))
    said = run(desk, "show", {"by": "Tess Rowan"}).said
    leaves = "Your agency may leave after this, about 09:45, when With children is over."
    assert cells(said, "Case 2")[2:] == [
        "Case 2", "With children", "Police: Bettina Elmer, 1 child", leaves,
    ]  # fmt: skip
    assert cells(said, "Case 3")[3] == "All others"


def test_show_before_the_agenda_is_open_has_times_and_numbers_alone_con_6(store: Store) -> None:
    said = run(publish(store), "show", {"by": "chair"}).said
    assert NOT_OPEN in said
    assert BEFORE_NAMES in said
    assert cells(said, "Case 3") == ["10:05", "15", "Case 3"]
    assert "Oakhill" not in said


def test_show_writes_that_readers_files_where_there_is_a_place_out_2(store: Store) -> None:
    desk = publish(store)
    assert not run(desk, "show", {"by": "police"}).files
    answer = run(desk, "show", {"by": "police", "out": "agenda"})
    assert {*answer.files} == {f"agenda-v1-police.{kind}" for kind in ("csv", "docx", "pdf")}
    shown = [row.fact for row in store.audit.rows() if isinstance(row.fact, Act)]
    acts = [(act.what, act.person) for act in shown]
    assert acts.count((What.AGENDA_SHOWN, "police")) == 2
    assert acts.count((What.PAPERS_MADE, "police")) == 1


def test_show_is_for_the_coordinator_where_nobody_else_is_named(store: Store) -> None:
    desk = publish(store)
    for named in ("", "nobody"):
        with pytest.raises(StoreError, match="whose agenda is to be shown, with --by"):
            run(desk, "show", {"by": named})
    store.office.accounts.give_post("minutes", Post.COORDINATOR)
    assert "for Milo Penn" in run(desk, "show", {}).said


def test_show_has_nothing_for_who_may_be_a_party_and_says_so_as_for_observers_con_6(
    store: Store,
) -> None:
    desk = publish(store, MATCHED)
    for person in ("housing", "observer"):
        assert run(desk, "show", {"by": person, "out": "agenda"}) == Answer(
            f"No agenda yet for: {person}. Nothing of this meeting is open to them."
        )


def test_no_file_is_made_for_who_may_be_a_party_and_the_words_are_true_of_others_too_con_6(
    store: Store,
) -> None:
    answer = run(publish(store, MATCHED), "papers", {"readers": "housing\nobserver\npolice"})
    assert {name.split(".")[0] for name in answer.files} == {"agenda-v1-police"}
    assert answer.said.splitlines()[-1] == (
        "No agenda yet for: housing, observer. Nothing of this meeting is open to them."
    )


def test_whoever_is_not_on_the_register_has_no_paper(store: Store) -> None:
    with pytest.raises(StoreError, match="has the id 'nobody'"):
        run(publish(store), "papers", {"readers": "nobody"})


def test_the_papers_of_a_restricted_sitting_have_names_that_say_nothing_res_2(
    store: Store,
) -> None:
    plan = A_PLAN.model_copy(update={"id": "r-4be1", "restricted": Restriction.EMPLOYEE})
    add_meeting(store, plan, Sitting(None))
    answer = run(MeetingDesk(store), "papers", {"meeting": "r-4be1", "readers": "police"})
    assert not any("agenda" in name or "police" in name for name in answer.files)
    assert "for police" in answer.said


def test_the_sheet_goes_into_the_file_that_is_named(store: Store) -> None:
    desk = publish(store)
    assert set(run(desk, "sheet", {"out": "/somewhere/sheet.pdf"}).files) == {"sheet.pdf"}
    with pytest.raises(StoreError, match=r"ends in \.pdf or \.docx"):
        run(desk, "sheet", {"out": "sheet.txt"})


def with_deadlines(**rules: str) -> MeetingPlan:
    deadlines = Deadlines(**{name: parse_rule(rule) for name, rule in rules.items()})
    protocol = A_PLAN.protocol.model_copy(update={"deadlines": deadlines})
    return A_PLAN.model_copy(update={"protocol": protocol})


def test_the_deadlines_of_a_meeting_are_listed_with_what_is_left_ag_4_out_1(store: Store) -> None:
    plan = with_deadlines(referrals="noon on the Wednesday at least 8 working days before")
    lines = run(publish(store, plan), "deadlines", {}).said.splitlines()
    assert lines[0] == "Northvale, Tue 24 Nov 2026, 09:00 to about 10:20"
    assert any(
        " ".join(line.split()) == "referral cut-off Wed 11 Nov 2026 at 12:00 closed"
        for line in lines
    )
    assert any("action list" in line and "Thu 26 Nov 2026" in line for line in lines)
    assert not any("contradict" in line for line in lines)


def test_an_agenda_that_is_open_is_done_and_late_only_where_it_was_ag_4_out_1() -> None:
    plan = with_deadlines(agenda="8 working days before")
    begins = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def said(opened: int | None, now: int) -> str:
        """In days before the meeting."""
        done = {} if opened is None else {Due.AGENDA: begins - timedelta(days=opened)}
        times = MeetingTimes(plan.day, time(9), time(12))
        at = begins - timedelta(days=now)
        lines = said_deadlines(plan.area, plan.protocol, times, at, done)
        return next(" ".join(line.split()) for line in lines if "agenda out" in line)

    assert said(None, 5).startswith("agenda out Thu 12 Nov 2026 late by ")
    assert said(20, 5) == "agenda out Thu 12 Nov 2026 done Wed 4 Nov"
    assert said(6, 5) == "agenda out Thu 12 Nov 2026 done Wed 18 Nov, late"


def test_where_two_deadlines_contradict_the_coordinator_is_told_ag_4(store: Store) -> None:
    plan = with_deadlines(referrals="5 working days before", agenda="8 working days before")
    said = run(publish(store, plan), "deadlines", {}).said
    assert "These contradict each other:" in said
    assert "before referrals close on" in said


def test_a_deadline_that_falls_on_a_closed_day_is_minded_and_not_moved_ag_5(store: Store) -> None:
    said = run(publish(store, with_deadlines(agenda="3 days before")), "deadlines", {}).said
    assert "Mind: " in said


def a_draft(store: Store, meeting: str) -> MeetingDesk:
    plan = with_deadlines(referrals="noon on the Wednesday at least 8 working days before")
    draft = Draft(plan=plan.model_copy(update={"id": meeting, "cases": ()}))
    store.office.drafts.add(draft)
    return MeetingDesk(store)


def test_the_deadlines_of_a_draft_are_listed_before_it_is_published_ag_4(store: Store) -> None:
    desk = a_draft(store, "northvale-later")
    for facts in ({}, {"meeting": "northvale-later"}):
        lines = run(desk, "deadlines", facts).said.splitlines()
        assert lines[0] == "Northvale, Tue 24 Nov 2026, 09:00 to about 09:30"
        assert any("referral cut-off" in line and "Wed 11 Nov 2026" in line for line in lines)
    said = run(desk, "deadlines", {"next_meeting": "2026-12-15"}).said
    assert "Tue 15 Dec 2026" in said


def test_beside_what_is_published_a_draft_is_named_to_have_its_deadlines_ag_4(store: Store) -> None:
    publish(store, with_deadlines(agenda="8 working days before"))
    desk = a_draft(store, "northvale-later")
    assert "referral cut-off" not in run(desk, "deadlines", {}).said
    assert "referral cut-off" in run(desk, "deadlines", {"meeting": "northvale-later"}).said


def test_the_next_meeting_is_said_as_a_date(store: Store) -> None:
    desk = publish(store)
    lines = run(desk, "deadlines", {"next_meeting": "2026-12-15"}).said.splitlines()
    assert any("minutes checked" in line and "Tue 15 Dec 2026" in line for line in lines)
    with pytest.raises(StoreError, match="is no date"):
        run(desk, "deadlines", {"next_meeting": "next week"})


def test_an_answer_crosses_to_another_command_as_it_was() -> None:
    answer = Answer("Done.", {"a.pdf": b"\x00\xff"})
    assert answer_of(answer.as_facts()) == answer
