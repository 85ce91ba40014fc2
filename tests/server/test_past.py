"""``marac-server agenda``: what the coordinator is told of the past, and what she is not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from agenda.draft import Draft, Received, Standing, plan_of
from agenda.likeness import Described
from agenda.past.held import HeldRules
from agenda.plan import ExpectedPerson
from agenda.protocol import ActionRules, History, Protocol, Restriction
from agenda.protocol.reading import read_protocol
from agenda.referral import Referral
from meeting.commands import AnswerOutstanding, ApproveActionList
from meeting.earlier import EarlierToldOf
from meeting.room import Phase
from meeting.streams import past_stream
from server.accounts import Post
from server.arranging import add_meeting, first_events
from server.audit import Act, What
from server.cli import AT_ONCE, DRAFTING, PUBLISHED, _agenda, _parser
from server.errors import OperatorError, StoreError
from server.held import HeldMeeting
from server.holding import hold, hold_missed, replayed
from server.office import Sitting
from server.past.desk import PastDesk
from server.past.errands import ERRANDS, run
from server.past.hearings import arranged as hearings_of
from server.store import opened_store
from tests.given import Given
from tests.meeting.matched import VICTIM, settle, where
from tests.rooms import CHEAP, PASSPHRASE, arranged
from tests.server.heard import BEFORE, a_plan, approved, written

ANWEN = ("Anwen Oakhill", "Dale Oakhill")
OCTOBER, NOVEMBER, LATER = date(2025, 10, 28), date(2025, 11, 25), date(2026, 11, 24)
FIRST = a_plan(BEFORE, OCTOBER, ANWEN, referred_on=date(2025, 10, 6))
TODAY = "northvale-today"
SITTING = "r-4be1"
DRAFTED = "northvale-drafted"
LOCKS = f"{BEFORE}/1/A1"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PastDesk]:
    """October's meeting is over, and there is one coordinator."""
    with opened_store(tmp_path, PASSPHRASE, create=True, cost=CHEAP) as store:
        written(store, FIRST, approved(FIRST))
        hold_missed(store)
        store.office.accounts.give_post("minutes", Post.COORDINATOR)
        yield PastDesk(store, {})


def today(desk: PastDesk, *people: tuple[str, str], day: date = date(2026, 9, 29)) -> None:
    arranged(desk.store, a_plan(TODAY, day, *people, referred_on=day))


def coordinator(desk: PastDesk, person: str, name: str) -> None:
    desk.store.office.add(ExpectedPerson(id=person, name=name, agency="police"))
    desk.store.office.accounts.give_post(person, Post.COORDINATOR)


def test_every_errand_is_offered_by_the_command_and_no_other() -> None:
    errands = next(a for a in _parser()._actions if a.dest == "errand").choices
    assert errands is not None
    do = next(a for a in errands["agenda"]._actions if a.dest == "do")  # type: ignore[index] # a mapping
    assert set(do.choices) == {*ERRANDS, *PUBLISHED, *DRAFTING, *AT_ONCE, "template"}


def test_words_about_a_case_come_from_a_file_and_stand_on_no_command_line(tmp_path: Path) -> None:
    note = tmp_path / "note"
    note.write_text("Fitted on\nthe Friday.\n")
    asked = ["agenda", "settle", LOCKS, "done", "--store", "s", "--note-file", str(note)]
    assert _agenda(_parser().parse_args(asked))["note"] == "Fitted on the Friday."
    with pytest.raises(OperatorError, match="cannot be read"):
        _agenda(_parser().parse_args([*asked[:-1], "Fitted on the Friday."]))


# Flags


def test_the_flags_that_end_in_a_month_are_listed_with_their_people_ag_8(desk: PastDesk) -> None:
    said = run(desk, "expiring", {"month": "2026-10"})
    assert said == (
        f"{BEFORE}/1  flagged until Wed 28 Oct 2026  victim Anwen Oakhill, born Thu 7 Mar 1991; "
        "perpetrator Dale Oakhill, born Wed 30 Nov 1988"
    )
    assert run(desk, "expiring", {"month": "2026-11"}) == "No flag ends then."


def test_a_meeting_is_told_what_has_ended_since_the_one_before_and_each_flag_once_ag_8(
    desk: PastDesk,
) -> None:
    between = a_plan("northvale-between", date(2026, 10, 29), ("Bettina Elmer", "Curtis Elmer"))
    written(desk.store, between, approved(between))
    hold_missed(desk.store)
    today(desk, ("Delia Ash", "Edgar Ash"), day=LATER)
    assert BEFORE in run(desk, "expiring", {"meeting": between.id})
    assert run(desk, "expiring", {"meeting": TODAY}) == "No flag ends then."


def test_the_flag_of_a_case_that_is_heard_today_does_not_end_today_ag_8(desk: PastDesk) -> None:
    today(desk, ANWEN, day=LATER)
    assert run(desk, "expiring", {"meeting": TODAY}) == "No flag ends then."


def test_before_a_flag_comes_off_the_coordinator_is_asked_ag_8(desk: PastDesk) -> None:
    today(desk, ("Anwen Oakhil", "Dale Oakhill"), day=LATER)
    said = run(desk, "expiring", {"meeting": TODAY})
    assert f"say whether: agenda same {BEFORE}/1 {TODAY}/1 yes|no" in said
    answered = {"first": f"{BEFORE}/1", "second": f"{TODAY}/1", "third": "yes"}
    assert "the same people" in run(desk, "same", answered)
    assert run(desk, "expiring", {"meeting": TODAY}) == "No flag ends then."


# Repeats


def test_a_repeat_is_told_with_the_earlier_plan_beside_it_ag_7(desk: PastDesk) -> None:
    today(desk, ("Bettina Elmer", "Curtis Elmer"), ANWEN)
    run(desk, "settle", {"first": LOCKS, "second": "done", "note": "Fitted on the Friday."})
    assert run(desk, "repeats", {"meeting": TODAY}).splitlines() == [
        f"{TODAY}/2",
        f"  repeat of {BEFORE}/1, referred Mon 6 Oct 2025, heard Tue 28 Oct 2025",
        "    R1  victim, from perpetrator  Strangled twice.",
        "    A1  Housing  by Thu 3 Dec 2026  Change the locks.  [done: Fitted on the Friday.]",
    ]


def test_the_second_repeat_is_pointed_out_ag_7(desk: PastDesk) -> None:
    second = a_plan("northvale-second", date(2026, 2, 24), ANWEN, referred_on=date(2026, 2, 2))
    written(desk.store, second, approved(second))
    hold_missed(desk.store)
    today(desk, ANWEN)
    said = run(desk, "repeats", {"meeting": TODAY})
    assert "can volunteer to hold a professionals' meeting" in said
    assert said.index(second.id) < said.index(BEFORE)


@pytest.mark.parametrize(
    ("rule", "incident", "words"),
    [
        ("2 weeks after", date(2026, 9, 1), "a professionals' meeting, by Tue 15 Sep 2026"),
        ("2 weeks after", None, "a professionals' meeting"),
        (None, date(2026, 9, 1), "a professionals' meeting"),
    ],
)
def test_the_second_repeat_says_by_when_to_meet_of_a_draft_and_of_a_meeting_ag_7(
    desk: PastDesk, rule: str | None, incident: date | None, words: str
) -> None:
    between = a_plan("northvale-june", date(2026, 6, 30), ANWEN, referred_on=date(2026, 6, 1))
    written(desk.store, between, approved(between))
    hold_missed(desk.store)
    rules = read_protocol(f"deadlines.professionals_meeting = '{rule}'" if rule else "")
    plan = a_plan(TODAY, date(2026, 9, 29), ANWEN, referred_on=date(2026, 9, 10))
    case = plan.cases[0].model_copy(update={"incident_on": incident})
    plan = plan.model_copy(update={"cases": (case,), "protocol": rules})
    arranged(desk.store, plan)
    drafted = a_draft(desk, Standing.LISTED, victim="Anwen Oakhill")
    facts = {"incident_on": incident, "referred_on": date(2026, 9, 10)}
    parties = case.parties
    one = drafted.referrals[0]
    referral = one.referral.model_copy(update={**facts, "parties": parties})
    of_rules = drafted.plan.model_copy(update={"protocol": rules})
    one = one.model_copy(update={"referral": referral})
    changed = drafted.model_copy(
        update={"plan": of_rules, "referrals": (one,), "version": drafted.version + 1}
    )
    desk.store.office.drafts.put(changed)
    for meeting in (TODAY, DRAFTED):
        said = run(desk, "repeats", {"meeting": meeting}).splitlines()
        assert [line for line in said if line.endswith(words)], said


def test_what_is_likely_is_asked_and_stays_answered_ag_7(desk: PastDesk) -> None:
    today(desk, ("A. Oakhill", "Dale Oakhill"))
    assert f"agenda same {BEFORE}/1 {TODAY}/1 yes|no" in run(desk, "repeats", {"meeting": TODAY})
    answer = {"first": f"{BEFORE}/1", "second": f"{TODAY}/1", "third": "no"}
    run(desk, "same", answer)
    assert run(desk, "repeats", {"meeting": TODAY}).startswith("Nothing that was heard before")
    run(desk, "same", {**answer, "third": "yes"})
    assert f"  repeat of {BEFORE}/1" in run(desk, "repeats", {"meeting": TODAY})


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (f"{TODAY}/1", f"{TODAY}/2", f"'{TODAY}/1' is no case that you may look at and that was"),
        (f"{BEFORE}/1", f"{TODAY}/9", f"'{TODAY}/9' is no case that you may look at: name the"),
        (f"{BEFORE}/1", "9", "'9' is no case that you may look at: name the later one second"),
    ],
)
def test_which_of_the_two_cases_cannot_be_named_is_said_ag_7(
    desk: PastDesk, first: str, second: str, said: str
) -> None:
    today(desk, ANWEN, ("A. Oakhill", "Dale Oakhill"))
    with pytest.raises(StoreError, match=said):
        run(desk, "same", {"first": first, "second": second, "third": "yes"})


# Actions


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (HeldRules(), ""),
        (HeldRules(chase_late=True), "Remind Housing of 1 late action."),
        (
            HeldRules(chase_late=True, tell_after=1, tell_whom="the manager"),
            "Remind Housing of 1 late action, and tell the manager.",
        ),
    ],
)
def test_who_is_reminded_and_who_else_is_told_is_the_protocols_out_4(
    desk: PastDesk, monkeypatch: pytest.MonkeyPatch, rules: HeldRules, said: str
) -> None:
    monkeypatch.setattr(desk.store.office.held, "rules", lambda *_: rules)
    at = desk.store.clock.now() + timedelta(days=3650)
    monkeypatch.setattr(desk.store.clock, "now", lambda: at)
    lines = run(desk, "outstanding", {}).splitlines()
    assert [line for line in lines if line.startswith("Remind")] == [said] * bool(said)


def test_what_is_outstanding_is_listed_until_it_is_settled_out_4(desk: PastDesk) -> None:
    line = f"{LOCKS}  Housing  by Thu 3 Dec 2026"
    assert run(desk, "outstanding", {}).startswith(line)
    assert "Anwen" not in run(desk, "outstanding", {})
    said = {"first": LOCKS, "second": "not-done", "reason": "circum", "note": "She moved."}
    assert run(desk, "settle", said) == (
        f"{LOCKS}  Housing  not done, circumstances changed: She moved."
    )
    assert run(desk, "outstanding", {}) == "Nothing is outstanding."


def _asked_in_the_room(desk: PastDesk, meeting: str, day: date, **said: object) -> Given:
    """A meeting after October's, in which housing says what became of the locks; approved."""
    plan = a_plan(meeting, day)
    placed = tuple(first_events(plan, desk.store))
    given = Given(now=datetime.combine(day, time(9), UTC)).happened(placed, "minutes")
    given = given.everybody_signed()
    ((earlier, told, _),) = given.state.earlier_cases()
    (part,) = told.outstanding
    facts = {"earlier": earlier, "label": part.label, "agency": part.agency, "answered": 0, **said}
    given = given.after("housing", AnswerOutstanding.model_validate(facts))
    assert LOCKS in run(desk, "outstanding", {})
    over = given.in_phase(Phase.SUMMARY).after("chair", ApproveActionList())
    hold(desk.store.office, written(desk.store, plan, over), over.state)
    return over


def test_what_was_said_in_the_room_reaches_the_office_when_the_meeting_ends_out_4(
    desk: PastDesk,
) -> None:
    _asked_in_the_room(desk, TODAY, date(2026, 9, 29), done=True)
    assert run(desk, "outstanding", {}) == "Nothing is outstanding."


def test_what_got_another_day_is_asked_for_at_the_next_meeting_out_4(desk: PastDesk) -> None:
    (reason, _) = desk.store.office.held.rules().reasons_not_done
    again = {"done": False, "reason": reason, "note": "She is away."}
    _asked_in_the_room(desk, TODAY, date(2026, 9, 29), due_again=date(2026, 10, 20), **again)
    assert "by Tue 20 Oct 2026" in run(desk, "outstanding", {})
    later = a_plan("northvale-later", date(2026, 10, 27))
    events = (placed.event for placed in first_events(later, desk.store))
    told = next(e for e in events if isinstance(e, EarlierToldOf) and e.outstanding)
    (part,) = told.outstanding
    assert (part.due, part.note_before) == (date(2026, 10, 20), "She is away.")
    _asked_in_the_room(desk, "northvale-later", date(2026, 10, 27), done=True)
    assert run(desk, "outstanding", {}) == "Nothing is outstanding."


def test_what_was_put_down_at_the_desk_stands_out_4(desk: PastDesk) -> None:
    """Also where the meeting is taken in once more, as when its server starts again."""
    over = _asked_in_the_room(desk, TODAY, date(2026, 9, 29), done=True)
    said = {"first": LOCKS, "second": "not-done", "reason": "circum", "note": "He said so since."}
    run(desk, "settle", said)
    known = next(each for each in desk.store.office.meetings() if each.id == TODAY)
    hold(desk.store.office, known, over.state)
    (settled,) = (a.of("housing") for c in desk.store.office.held.cases() for a in c.actions)
    assert settled.note == "He said so since."


def test_it_is_listed_for_one_agency_where_that_is_named_out_4(desk: PastDesk) -> None:
    assert run(desk, "outstanding", {"agency": "Police"}) == "Nothing is outstanding."
    assert LOCKS in run(desk, "outstanding", {"agency": "housing"})


def test_the_months_and_the_reasons_are_those_of_the_protocol_ag_8_out_4(desk: PastDesk) -> None:
    own = Protocol(
        history=History(flag_months=6), actions=ActionRules(reasons_not_done=("Moved away",))
    )
    plan = a_plan("northvale-own", date(2026, 1, 27), ("Bettina Elmer", "Curtis Elmer"))
    plan = plan.model_copy(update={"protocol": own})
    written(desk.store, plan, approved(plan))
    hold_missed(desk.store)
    assert plan.id in run(desk, "expiring", {"month": "2026-07"})
    said = {"first": f"{plan.id}/1/A1", "second": "not-done", "reason": "moved"}
    assert run(desk, "settle", said).endswith("not done, moved away")


@pytest.mark.parametrize(
    ("errand", "facts", "words"),
    [
        ("expiring", {}, "Say --month YYYY-MM, or --meeting"),
        ("expiring", {"month": "2026-13"}, "Say --month YYYY-MM"),
        ("outstanding", {"agency": "nowhere"}, "Name an agency, by id or by name"),
        ("outstanding", {"by": "housing"}, "Say which coordinator asks, with --by"),
        ("settle", {"first": "nothing", "second": "done"}, "as agenda outstanding lists it"),
        ("settle", {"first": LOCKS}, "Say what became of it: done or not-done"),
        ("settle", {"first": LOCKS, "second": "not-done"}, "Say why it was not done"),
        ("settle", {"first": LOCKS, "second": "done", "agency": "police"}, "whose part it is"),
        ("settle", {"first": LOCKS, "second": "done", "note": "x" * 601}, "say it shorter"),
        (
            "same",
            {"first": f"{BEFORE}/1", "second": "x", "third": "yes"},
            "name that one first|name the later one second",
        ),
        ("same", {"first": f"{BEFORE}/1", "second": f"{BEFORE}/1"}, "Say yes or no"),
        ("dance", {}, "another version"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    desk: PastDesk, errand: str, facts: dict[str, str], words: str
) -> None:
    with pytest.raises(StoreError, match=words):
        run(desk, errand, facts)


# Who is told


def test_a_coordinator_who_may_be_one_of_its_people_is_shown_nothing_of_a_case_con_3(
    desk: PastDesk,
) -> None:
    coordinator(desk, "clerk", "Anwen Oakhill")
    today(desk, ANWEN)
    asked = {"by": "clerk", "meeting": TODAY, "month": "2026-10"}
    assert run(desk, "expiring", {"by": "clerk", "month": "2026-10"}) == "No flag ends then."
    assert run(desk, "repeats", asked).startswith("Nothing that was heard before")
    assert run(desk, "outstanding", {"by": "clerk"}) == "Nothing is outstanding."
    with pytest.raises(StoreError, match="Name an action"):
        run(desk, "settle", {"by": "clerk", "first": LOCKS, "second": "done"})
    answer = {"by": "clerk", "first": f"{BEFORE}/1", "second": f"{TODAY}/1", "third": "no"}
    with pytest.raises(StoreError, match="is no case that you may look at"):
        run(desk, "same", answer)
    assert LOCKS in run(desk, "outstanding", {"by": "minutes"})


def test_nor_whether_it_came_again_con_3(desk: PastDesk) -> None:
    """The earlier case she may see; the one of today she is in, and that is why it is not told."""
    coordinator(desk, "clerk", "Curtis Elmer")
    people = a_plan(TODAY, LATER, ("Anwen Oakhil", "Dale Oakhill"))
    third = people.cases[0].parties[1].model_copy(update={"id": "q", "name": "Curtis Elmer"})
    case = people.cases[0].model_copy(update={"parties": (*people.cases[0].parties, third)})
    arranged(desk.store, people.model_copy(update={"cases": (case,)}))
    assert f"{TODAY}/1" in run(desk, "expiring", {"by": "minutes", "meeting": TODAY})
    assert TODAY not in run(desk, "expiring", {"by": "clerk", "meeting": TODAY})


def test_of_several_coordinators_it_is_said_who_asks_con_3(desk: PastDesk) -> None:
    coordinator(desk, "clerk", "Cora Penn")
    with pytest.raises(StoreError, match=r"There are: .*clerk"):
        run(desk, "outstanding", {})
    run(desk, "outstanding", {"by": "clerk"})
    acts = [row.fact for row in desk.store.audit.rows()]
    assert Act(what=What.PAST_READ, person="clerk") in acts


def a_sitting(desk: PastDesk) -> None:
    plan = a_plan(SITTING, date(2025, 12, 9), ANWEN, restricted=Restriction.EMPLOYEE)
    given = approved(plan)
    hold(desk.store.office, written(desk.store, plan, given, Sitting(after=BEFORE)), given.state)


def test_nothing_that_is_open_tells_of_a_restricted_sitting_res_2(desk: PastDesk) -> None:
    today(desk, ANWEN)
    asked: list[tuple[str, dict[str, str]]] = [
        ("expiring", {"month": "2026-10"}),
        ("expiring", {"month": "2026-12"}),
        ("expiring", {"meeting": TODAY}),
        ("repeats", {"meeting": TODAY}),
        ("outstanding", {}),
        ("outstanding", {"agency": "housing"}),
    ]
    without = [run(desk, errand, facts) for errand, facts in asked]
    a_sitting(desk)
    assert [run(desk, errand, facts) for errand, facts in asked] == without


def test_who_names_the_sitting_sees_its_case_beside_the_open_ones_res_2(desk: PastDesk) -> None:
    a_sitting(desk)
    named = {"sitting": SITTING}
    assert f"{SITTING}/1" in run(desk, "expiring", {"month": "2026-12", **named})
    assert f"{SITTING}/1/A1" in run(desk, "outstanding", {"meeting": SITTING})
    assert "done" in run(desk, "settle", {"first": f"{SITTING}/1/A1", "second": "done"})
    assert f"{BEFORE}/1/A1" in run(desk, "outstanding", named)
    with pytest.raises(StoreError, match="There is no meeting 'r-0000'"):
        run(desk, "outstanding", {"sitting": "r-0000"})


# Drafts, and what comes of them


def a_draft(desk: PastDesk, *standings: Standing, victim: str = "A. Oakhill") -> Draft:
    """Of December, with a referral for each standing; its people may be those of October."""
    plan = a_plan(DRAFTED, date(2026, 9, 29), ANWEN)
    people = plan.cases[0].parties
    people = (people[0].model_copy(update={"name": victim}), people[1])
    received = tuple(
        Received(
            referral=Referral(id=f"ref-{n}", agency="police", referred_on=plan.day, parties=people),
            standing=standing,
            at=desk.store.clock.now(),
        )
        for n, standing in enumerate(standings, start=1)
    )
    draft = Draft(plan=plan.model_copy(update={"cases": ()}), referrals=received)
    desk.store.office.drafts.add(draft)
    return draft


def test_the_referrals_of_a_draft_are_asked_about_before_anything_is_arranged_ag_7(
    desk: PastDesk,
) -> None:
    a_draft(desk, Standing.LISTED)
    said = run(desk, "repeats", {"meeting": DRAFTED})
    assert said.splitlines()[:2] == [
        f"{DRAFTED}/1",
        f"  perhaps repeat of {BEFORE}/1, referred Mon 6 Oct 2025, heard Tue 28 Oct 2025",
    ]
    assert f"agenda same {BEFORE}/1 {DRAFTED}/1 yes|no" in said


@pytest.mark.parametrize("errand", ["repeats", "expiring", "outstanding"])
def test_before_the_first_meeting_is_published_the_coordinator_of_the_plan_asks_role_1(
    tmp_path: Path, errand: str
) -> None:
    with opened_store(tmp_path / "new", PASSPHRASE, create=True, cost=CHEAP) as store:
        plan = a_plan(DRAFTED, date(2026, 9, 29), ANWEN)
        people = [
            one.model_copy(update={"coordinator": one.id == "minutes"}) for one in plan.people
        ]
        facts = {"cases": (), "people": tuple(people)}
        store.office.drafts.add(Draft(plan=plan.model_copy(update=facts)))
        desk = PastDesk(store, {})
        assert run(desk, errand, {"meeting": DRAFTED})
        with pytest.raises(StoreError, match="There are: minutes"):
            run(desk, errand, {"meeting": DRAFTED, "by": "housing"})


def test_what_is_answered_of_a_draft_is_beside_the_case_when_it_is_arranged_ag_7(
    desk: PastDesk,
) -> None:
    draft = a_draft(desk, Standing.LISTED)
    plan, past = plan_of(draft), past_stream("ref-1")
    assert past not in {placed.stream for placed in first_events(plan, desk.store)}
    run(desk, "same", {"first": f"{BEFORE}/1", "second": f"{DRAFTED}/1", "third": "yes"})
    known = add_meeting(desk.store, plan, None)
    earlier = replayed(desk.store, known).past("ref-1")
    assert earlier is not None
    assert [hearing.heard_on for hearing in earlier.hearings] == [OCTOBER]


def test_a_referral_that_is_set_aside_or_is_for_somebody_else_is_not_asked_about_res_2_con_3(
    desk: PastDesk,
) -> None:
    a_draft(desk, Standing.ASIDE, Standing.WAITING)
    assert run(desk, "repeats", {"meeting": DRAFTED}).startswith("Nothing that was heard before")


def test_a_repeat_of_a_restricted_case_alone_is_no_repeat_in_the_open_meeting_res_2(
    desk: PastDesk,
) -> None:
    plan = a_plan(SITTING, date(2026, 1, 27), ("Delia Ash", "Dale Oakhill"))
    born = plan.cases[0].parties[0].model_copy(update={"born": date(1990, 1, 1)})
    case = plan.cases[0].model_copy(update={"parties": (born, plan.cases[0].parties[1])})
    plan = plan.model_copy(update={"cases": (case,), "restricted": Restriction.EMPLOYEE})
    given = approved(plan)
    hold(desk.store.office, written(desk.store, plan, given, Sitting(after=BEFORE)), given.state)
    again = case.model_copy(update={"id": "again"})
    open_plan = a_plan(TODAY, date(2026, 9, 29)).model_copy(update={"cases": (again,)})
    assert past_stream("again") not in {p.stream for p in first_events(open_plan, desk.store)}


def test_what_is_outstanding_of_a_sitting_is_read_out_at_no_other_meeting_res_2(
    desk: PastDesk,
) -> None:
    plan = a_plan(TODAY, date(2026, 9, 29))

    def told() -> list[EarlierToldOf]:
        events = (placed.event for placed in first_events(plan, desk.store))
        return [event for event in events if isinstance(event, EarlierToldOf)]

    before = told()
    assert [each.number for each in before if each.outstanding]
    a_sitting(desk)
    assert f"{SITTING}/1/A1" in run(desk, "outstanding", {"sitting": SITTING})
    assert told() == before


def test_she_is_told_of_no_repeat_where_either_case_is_not_hers_con_3(desk: PastDesk) -> None:
    coordinator(desk, "clerk", "Curtis Elmer")
    today(desk, ANWEN)
    asked = {"by": "clerk", "meeting": TODAY}
    assert f"repeat of {BEFORE}/1" in run(desk, "repeats", asked)
    case, office = desk.store.office.held.cases()[0], desk.store.office.held
    closed = case.model_copy(update={"closed_to": frozenset({"clerk"})})
    office.hold(HeldMeeting(BEFORE, 2, OCTOBER, office.rules()), [closed])
    assert run(desk, "repeats", asked).startswith("Nothing that was heard before")
    office.hold(HeldMeeting(BEFORE, 3, OCTOBER, office.rules()), [case])
    plan = a_plan("northvale-other", date(2026, 9, 30), ANWEN, referred_on=date(2026, 9, 1))
    third = plan.cases[0].parties[1].model_copy(update={"id": "q", "name": "Curtis Elmer"})
    with_him = plan.cases[0].model_copy(update={"parties": (*plan.cases[0].parties, third)})
    arranged(desk.store, plan.model_copy(update={"cases": (with_him,)}))
    other = {"by": "clerk", "meeting": plan.id}
    assert run(desk, "repeats", other).startswith("Nothing that was heard before")
    assert f"repeat of {BEFORE}/1" in run(desk, "repeats", {**other, "by": "minutes"})


def test_she_is_shown_and_settles_nothing_of_a_family_of_which_one_case_is_not_hers_con_3(
    desk: PastDesk,
) -> None:
    """Heard again since, with another perpetrator; of that one she is out."""
    coordinator(desk, "clerk", "Rhian Vale")
    since = a_plan("northvale-since", NOVEMBER, ("Anwen Oakhill", "Ivor Ashdown"))
    written(desk.store, since, approved(since))
    hold_missed(desk.store)
    hers = {"by": "clerk"}
    assert LOCKS in run(desk, "outstanding", hers)
    office = desk.store.office.held
    (case,) = (case for case in office.cases() if case.meeting == since.id)
    closed = case.model_copy(update={"closed_to": frozenset({"clerk"})})
    office.hold(HeldMeeting(since.id, 2, NOVEMBER, office.rules()), [closed])
    assert run(desk, "outstanding", hers) == "Nothing is outstanding."
    assert run(desk, "expiring", {**hers, "month": "2026-10"}) == "No flag ends then."
    with pytest.raises(StoreError, match="Name an action"):
        run(desk, "settle", {**hers, "first": LOCKS, "second": "done"})
    assert LOCKS in run(desk, "outstanding", {"by": "minutes"})


def test_con_6_while_a_match_is_open_its_case_is_not_theirs_to_process() -> None:
    """Whoever is likely to be a party of it is told of nothing that came before."""
    who = Described(name="Hugo Brook")

    def theirs(given: Given) -> list[bool]:
        return [case.may_process for case in hearings_of(given.state, "housing", who).cases]

    matched = where(("housing", VICTIM)).arrived("chair", "minutes").in_phase(Phase.DECLARATION)
    assert theirs(matched) == [False, True, True]
    assert theirs(matched.signed("chair").after("chair", settle("housing"))) == [True, True, True]
