"""Every key of a protocol changes what the program does: that key alone is changed, and what
comes of it is another thing that somebody gets: an event, a refusal, a row of a screen, a paper or
what a command prints. A key without a row here fails.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final

import pytest

from agenda.closed_days import calendar_of
from agenda.deadlines.of_meeting import MeetingTimes
from agenda.draft import Draft
from agenda.likeness import compared_parties
from agenda.matching import likeness
from agenda.past.known import Past
from agenda.plan import Agency, ExpectedPerson, MeetingPlan, Role
from agenda.protocol import HEARING, Protocol, Stage
from agenda.protocol.attendance import Readiness
from agenda.protocol.base import Frozen
from agenda.protocol.keys import all_keys
from agenda.protocol.reading import read_protocol
from agenda.readiness import Ready
from agenda.referral import Referral
from agenda.referrals.doubts import doubts_about
from agenda.referrals.importing import Importer, considered
from agenda.remarks import remarks
from client.acts.form import Form
from client.acts.offering import volunteer
from client.acts.prompting import prompt
from client.view.board import board_rows
from client.view.earlier import earlier_rows, handed_over_rows
from client.view.heading import heading
from client.view.register import core_missing
from client.view.seen import Seen
from meeting.access import Reader, may_read
from meeting.agenda_paper import agenda_for
from meeting.attendance import register_for
from meeting.case.clock import timing
from meeting.case.hearing import CaseListed
from meeting.case.outcome import Outcome
from meeting.case.smart import vague_verbs
from meeting.case.table import seats
from meeting.commands import NoteRecording, RecordReport
from meeting.decide.arrange import arrange
from meeting.desk import DeskSheet
from meeting.papers import action_list
from meeting.room import ItemListed, RoomRecording
from server.arranging import first_events
from server.coordinating.deadlines import with_deadlines
from server.papers.agenda_words import agenda_words
from server.published.deadlines import said_deadlines
from tests.agenda.past.cases import held
from tests.agenda.referrals.given import HEADINGS, a_row, an_area, as_csv, read
from tests.agenda.test_sections import CHILD, case, plan
from tests.docs.files import ROOT
from tests.given import A_PLAN, OPENING, Given, an_open_agenda, given

CALENDAR: Final = calendar_of("ENG", 2025, 2027)
DAY: Final = date(2026, 11, 24)
READER: Final = Reader("minutes", "coordination")
Look = Callable[[Protocol], object]


@dataclass(frozen=True)
class Effect:
    """``look`` sees a difference between ``before`` and ``after``, in which one key differs."""

    look: Look
    after: str
    before: str = ""


# What is looked at


def arranged(day: MeetingPlan) -> object:
    """The running order and the sections of cases, in the events of the meeting."""
    placed = [one.event for one in first_events(day)]
    listed = [one for one in placed if isinstance(one, ItemListed)]
    return listed, [one.section for one in placed if isinstance(one, CaseListed)]


def order(protocol: Protocol) -> object:
    listed = (case(1, section=None), case(2, CHILD), case(3), case(4))
    return arranged(plan(protocol, *listed))


def by_section(protocol: Protocol) -> object:
    school = Agency(id="school", name="School", sections=("a",))
    listed = (case(1, CHILD, section="a"), case(2, CHILD), case(3, section="a"))
    day = plan(protocol, *listed, agencies=(*A_PLAN.agencies, school))
    return arranged(day)


def released(protocol: Protocol) -> object:
    """What the agenda on paper and the board say of an agency that comes for one section."""
    school = Agency(id="school", name="School", sections=("a",))
    teacher = ExpectedPerson(id="school", name="Tess Rowan", agency="school")
    listed = (case(1, section="a"), case(2))
    people = tuple(one for one in A_PLAN.people if one.role is not Role.OBSERVER)
    room = an_open_agenda(
        plan(protocol, *listed, agencies=(*A_PLAN.agencies, school), people=(*people, teacher))
    )
    board = board_rows(Seen(room.seen_by("chair"), "chair", room.now))
    paper = agenda_words(agenda_for(room.state, room.reader("school")))
    return [each.text for each in board], [line.quiet for line in paper.items]


def in_section(protocol: Protocol) -> object:
    """Whether a plan can name the section ``rest``."""
    try:
        return arranged(plan(protocol, case(1, section="rest")))
    except ValueError as error:
        return str(error)


def agenda_paper(protocol: Protocol) -> object:
    day = plan(protocol, case(1))
    whole = type(A_PLAN)(**{**dict(A_PLAN), "protocol": day.protocol})
    state = Given().happened(first_events(whole), "minutes").state
    return [line.label for line in agenda_words(agenda_for(state, READER)).items]


def heading_at(stage: Stage) -> Look:
    """What the top of the screen says of the time that is left for a stage."""

    def look(protocol: Protocol) -> object:
        room = the_room(protocol).everybody_signed().case_called().at_stage(stage)
        return heading(Seen(room.state, "chair", room.now))

    return look


def the_room(protocol: Protocol) -> Given:
    whole = {**dict(A_PLAN), "protocol": protocol}
    return given(type(A_PLAN)(**whole))


def seen(protocol: Protocol) -> Seen:
    """Housing's deputy is here, and nobody else; health has sent a report."""
    people = tuple(
        one.model_copy(update={"deputises_for": "chair"}) if one.id == "housing" else one
        for one in A_PLAN.people
    )
    room = given(type(A_PLAN)(**{**dict(A_PLAN), "protocol": protocol, "people": people}))
    here = room.arrived("minutes", "housing").after("minutes", RecordReport(agency="health"))
    return Seen(here.state, "minutes", here.now)


def missing(protocol: Protocol) -> object:
    return core_missing(seen(protocol))


def speaking(protocol: Protocol) -> object:
    room = the_room(protocol)
    return [seat.agency for seat in seats(room.room, room.case())]


def colour(protocol: Protocol) -> object:
    heard = the_room(protocol).everybody_signed().case_called()
    return [
        timing(heard.case().clock, protocol, heard.later(minutes=minutes).now)
        for minutes in range(0, 41, 4)
    ]


def advocate(protocol: Protocol) -> object:
    room = the_room(protocol)
    said = [line.part for line in register_for(room.state, room.reader("minutes")).lines]
    return said, vague_verbs("Monitor.", protocol.roles.advocate)


def referral(protocol: Protocol) -> object:
    rows = (a_row(ticks="15"), a_row(ticks="30", criteria="VHR + escalation"), a_row(ticks="20"))
    cases = read(as_csv([HEADINGS, *rows]), area=an_area(protocol.referral))
    return [(read_case.refused, read_case.doubts) for read_case in cases]


def doubts(**facts: Any) -> Look:
    referred = Referral.model_validate(
        {
            "id": "r",
            "agency": "police",
            "parties": ({"id": "victim", "kind": "victim", "name": "Anwen Oakhill"},),
            "criteria": ("visible_high_risk",),
            **facts,
        }
    )
    return lambda protocol: list(doubts_about(referred, protocol.referral, 12, DAY))


def unready(protocol: Protocol) -> object:
    """The chair's board, for a meeting of which nobody but police is ready."""
    police = Ready({"police": frozenset(Readiness)}, {"police": frozenset(Readiness)})
    plan_ = type(A_PLAN)(**{**dict(A_PLAN), "protocol": protocol})
    room = Given().happened(arrange(plan_, (), likeness, published=True, ready=police), "minutes")
    state = room.state.only(may_read(room.state, room.reader("chair")))
    return [each.text for each in board_rows(Seen(state, "chair", room.now))]


def observers(protocol: Protocol) -> object:
    try:
        return type(A_PLAN)(**{**dict(A_PLAN), "protocol": protocol}).id
    except ValueError as error:
        return str(error)


def restricted(protocol: Protocol) -> object:
    cases = (A_PLAN.cases[0].model_copy(update={"restricted": "honour"}),)
    try:
        return type(A_PLAN)(**{**dict(A_PLAN), "protocol": protocol, "cases": cases}).id
    except ValueError as error:
        return str(error)


def recorded_under(protocol: Protocol) -> object:
    room = the_room(protocol).arrived("chair", "minutes")
    on = NoteRecording(recording=RoomRecording.ON, policy="")
    return room.after("chair", on).room.recorded_under


def deadlines(protocol: Protocol) -> object:
    """What ``agenda deadlines`` prints of a meeting, and of an emergency."""
    at, called = (time(9), time(16)), OPENING - timedelta(days=2)
    planned = MeetingTimes(DAY, *at, next_meeting=date(2026, 12, 15))
    emergency = MeetingTimes(DAY, *at, called=called)
    return [
        list(said_deadlines("Northvale", protocol, times, called)) for times in (planned, emergency)
    ]


def default_date(protocol: Protocol) -> object:
    """The form in which housing offers an action."""
    room = the_room(protocol).everybody_signed().case_called().at_stage(Stage.PLANNING)
    form = volunteer(Seen(room.state, "housing", room.now))
    assert isinstance(form, Form)
    return form.fields


def asked_late(protocol: Protocol) -> object:
    """What the coordinator's deadlines say of guests, on the page and on the screen."""
    times, now = MeetingTimes(DAY, time(9), time(16)), OPENING - timedelta(days=4)
    page = said_deadlines("Northvale", protocol, times, now)
    screen = with_deadlines(DeskSheet(meeting="m", version=1), protocol, times, now)
    return [line for line in page if "guests" in line], screen.deadlines


def duties(protocol: Protocol) -> object:
    """In the papers of a case with children, and of one without."""
    room = the_room(protocol).everybody_signed()
    for item, case_ in (("1", "oak"), ("2", "elm")):
        here = room.case_called(item).at_stage(Stage.READ_BACK, case_)
        room = here.case_closed(case_, Outcome.HEARD)
    return [each.duties for each in action_list(room.state, room.reader("minutes")).cases]


def repeats(protocol: Protocol) -> object:
    """What stands beside a case on the screen of a meeting that was arranged by ``protocol``."""
    oak, *others = A_PLAN.cases
    born = tuple(one.model_copy(update={"born": date(1990, 3, 4)}) for one in oak.parties)
    days = {"referred_on": date(2026, 10, 25), "incident_on": date(2026, 10, 15)}
    again = oak.model_copy(update={"parties": born, **days})
    plan_ = A_PLAN.model_copy(update={"protocol": protocol, "cases": (again, *others)})
    heard = held(date(2025, 11, 25), date(2025, 10, 20), people=compared_parties(again.parties))
    past = Past((heard,), likeness, protocol.history)
    room = Given().happened(arrange(plan_, (), likeness, past=past), "minutes")
    here = room.everybody_signed().case_called()
    whole = Seen(here.seen_by("police"), "police", here.now)
    return [each.text for each in earlier_rows(whole, here.case())]


def handed_over(protocol: Protocol) -> object:
    """What the report of an import says of a case from elsewhere, and its pane at the meeting."""
    heading, on = "Date of minutes of another MARAC", date(2026, 8, 1)
    rows = ((*HEADINGS, heading), (*a_row(), on))
    draft = Draft(plan=A_PLAN.model_copy(update={"protocol": protocol, "cases": ()}))
    taken = considered(draft, read(as_csv(rows)), Importer({}, OPENING), ()).taken
    oak, *others = A_PLAN.cases
    listed = (oak.model_copy(update={"minutes_on": on}), *others)
    here = given(A_PLAN.model_copy(update={"protocol": protocol, "cases": listed}))
    here = here.everybody_signed().case_called()
    pane = handed_over_rows(Seen(here.seen_by("police"), "police", here.now), here.case())
    said = [str(remark) for each in taken for remark in each.doubts]
    return [line for line in said if "another MARAC" in line or "that MARAC" in line], [
        each.text for each in pane
    ]


def prompted(protocol: Protocol) -> object:
    """What police are shown when they ask."""
    here = the_room(protocol).everybody_signed().case_called().at_stage(Stage.ROUND)
    form = prompt(Seen(here.seen_by("police"), "police", here.now))
    return form.reading if isinstance(form, Form) else None


def marked(protocol: Protocol) -> object:
    return action_list(the_room(protocol).state, the_room(protocol).reader("minutes"), {}).marking


EVERY: Final = "[meetings]\nfrequency = 'weekly on Monday'\n"
"""Monday 30 November is Saint Andrew's."""
BREAK: Final = "[[day.breaks]]\nlabel = 'Tea'\nafter_case = 1\n"
SECTION: Final = (
    "[[day.sections]]\nid = 'a'\nname = 'A'\n"
    "[[day.sections]]\nid = 'rest'\nname = 'Rest'\ntakes = 'rest'\n"
)
PROMPT: Final = "[[prompts]]\nagencies = ['police']\nknows = ['Calls.']\ndoes = ['Arrest.']\n"
DUTY: Final = "[[actions.duties]]\ntext = 'Flag it.'\n"
CORE: Final = "[attendance]\ncore_agencies = ['housing', 'health', 'police']\n"
LAST_HEARING: Final = "[history]\nrepeat_from = 'last_referral'\n"


def more(text: str, line: str, header: str = "id = 'a'\n") -> str:
    return text.replace(header, header + line)


EFFECTS: Final[dict[str, Effect]] = {
    "marking": Effect(marked, "marking = 'OFFICIAL'"),
    "timing.case_minutes": Effect(order, "timing.case_minutes = 20"),
    "timing.case_maximum_minutes": Effect(colour, "timing.case_maximum_minutes = 30"),
    "timing.emergency_minutes": Effect(
        lambda p: arranged(plan(p, case(1), emergency=True)), "timing.emergency_minutes = 40"
    ),
    "timing.capacity": Effect(lambda p: remarks(plan(p, case(1), case(2))), "timing.capacity = 1"),
    **{
        f"timing.stage_seconds.{stage}": Effect(
            heading_at(stage), f"timing.stage_seconds.{stage} = 7"
        )
        for stage in HEARING
    },
    "day.starts": Effect(order, "day.starts = 10:00:00"),
    "day.opening_minutes": Effect(order, "day.opening_minutes = 0"),
    "day.breaks": Effect(order, BREAK),
    "day.breaks.label": Effect(order, BREAK.replace("Tea", "Air"), BREAK),
    "day.breaks.at": Effect(
        order,
        "[[day.breaks]]\nlabel = 'Tea'\nat = 09:45:00",
        "[[day.breaks]]\nlabel = 'Tea'\nat = 09:20:00",
    ),
    "day.breaks.after_case": Effect(order, BREAK.replace("= 1", "= 2"), BREAK),
    "day.breaks.after_section": Effect(
        by_section,
        SECTION + "[[day.breaks]]\nlabel = 'Tea'\nafter_section = 'a'",
        SECTION + "[[day.breaks]]\nlabel = 'Tea'\nafter_section = 'rest'",
    ),
    "day.breaks.minutes": Effect(order, BREAK + "minutes = 40", BREAK),
    "day.sections": Effect(
        by_section,
        SECTION
        + BREAK.replace("day.breaks", "day.sections").replace(
            "label = 'Tea'\nafter_case = 1", "id = 'c'\nname = 'C'\ntakes = 'children'"
        ),
        SECTION,
    ),
    "day.sections.id": Effect(
        in_section,
        SECTION.replace("id = 'rest'", "id = 'others'"),
        SECTION,
    ),
    "day.sections.name": Effect(
        by_section,
        more(SECTION, "outstanding = true\n").replace("'A'", "'Z'"),
        more(SECTION, "outstanding = true\n"),
    ),
    "day.sections.takes": Effect(by_section, more(SECTION, "takes = 'children'\n"), SECTION),
    "day.sections.starts": Effect(by_section, more(SECTION, "starts = 11:00:00\n"), SECTION),
    "day.sections.outstanding": Effect(by_section, more(SECTION, "outstanding = true\n"), SECTION),
    "day.sections.outstanding_minutes": Effect(
        by_section,
        more(SECTION, "outstanding = true\noutstanding_minutes = 9\n"),
        more(SECTION, "outstanding = true\n"),
    ),
    "day.sections.releases": Effect(released, more(SECTION, "releases = true\n"), SECTION),
    "day.parts": Effect(agenda_paper, "day.parts = ['declaration', 'cases']"),
    "hearing.speaking_order": Effect(speaking, "hearing.speaking_order = ['health', 'housing']"),
    "roles.advocate": Effect(advocate, "roles.advocate = 'IDAA'"),
    "roles.chairing": Effect(
        lambda p: remarks(plan(p, case(1), last_chaired_by="police")),
        "roles = { chairs = ['police', 'idva'], chairing = 'rotation' }",
        "roles = { chairs = ['police', 'idva'] }",
    ),
    "roles.chairs": Effect(lambda p: remarks(plan(p, case(1))), "roles.chairs = ['housing']"),
    "referral.risk_tool": Effect(doubts(), "referral.risk_tool = 'DASH'"),
    "referral.questions": Effect(referral, "referral.questions = 40"),
    "referral.threshold": Effect(doubts(ticks=14), "referral.threshold = 20"),
    "referral.criteria": Effect(referral, "referral.criteria = ['visible_high_risk']"),
    "referral.required": Effect(referral, "referral.required = ['schools']"),
    "referral.incident_months": Effect(
        doubts(incident_on=date(2026, 7, 1)), "referral.incident_months = 12"
    ),
    "attendance.core_agencies": Effect(missing, CORE),
    "attendance.deputy_satisfies": Effect(missing, CORE + "deputy_satisfies = false", CORE),
    "attendance.report_satisfies": Effect(missing, CORE + "report_satisfies = true", CORE),
    "attendance.most_observers": Effect(observers, "attendance.most_observers = 0"),
    "attendance.readiness": Effect(unready, "attendance.readiness = ['induction']"),
    "restricted.kinds": Effect(restricted, "restricted.kinds = ['employee']"),
    "recording.policy": Effect(
        recorded_under, "recording.policy = 'Policy B'", "recording.policy = 'Policy A'"
    ),
    **{
        f"deadlines.{key}": Effect(deadlines, f"deadlines.{key} = '9 working days {side}'")
        for key, side in {
            **dict.fromkeys(("referrals", "late_referrals", "agenda", "research"), "before"),
            "reports": "before",
            **dict.fromkeys(("action_list", "minutes", "corrections", "emergency"), "after"),
        }.items()
    },
    "deadlines.guests": Effect(asked_late, "deadlines.guests = '2 working days before'"),
    "deadlines.actions": Effect(default_date, "deadlines.actions = '2 weeks after'"),
    "meetings.frequency": Effect(agenda_paper, "meetings.frequency = 'daily'"),
    "meetings.nation": Effect(agenda_paper, EVERY + "nation = 'Scotland'", EVERY),
    "meetings.closed": Effect(agenda_paper, EVERY + "closed = [2026-11-30]", EVERY),
    "actions.duties": Effect(duties, DUTY),
    "actions.duties.text": Effect(duties, DUTY.replace("Flag", "Tag"), DUTY),
    "actions.duties.binds": Effect(duties, DUTY + "binds = 'referrer'", DUTY),
    "actions.duties.agencies": Effect(
        duties, DUTY + "binds = 'named'\nagencies = ['police']", DUTY + "binds = 'named'"
    ),
    "actions.duties.when": Effect(duties, DUTY + "when = 'children'", DUTY),
    "history.repeat_months": Effect(repeats, "history.repeat_months = 6"),
    "history.repeat_from": Effect(
        repeats,
        "history = { repeat_to = 'referral', repeat_from = 'last_hearing' }",
        "history = { repeat_to = 'referral' }",
    ),
    "history.repeat_to": Effect(repeats, "history.repeat_to = 'referral'"),
    "history.minutes_months": Effect(handed_over, "history.minutes_months = 1"),
    "prompts": Effect(prompted, PROMPT),
    "prompts.agencies": Effect(prompted, PROMPT.replace("police", "housing"), PROMPT),
    "prompts.knows": Effect(prompted, PROMPT.replace("Calls", "Visits"), PROMPT),
    "prompts.does": Effect(prompted, PROMPT.replace("Arrest", "Visit"), PROMPT),
    "declaration.text": Effect(
        lambda p: p.declaration.digest, "declaration.text = 'I keep it to myself.'"
    ),
}
SHOWN_ELSEWHERE: Final = {
    "name": "tests/server/test_protocol_files.py::test_the_four_are_listed",
    "hearing.research_read_beforehand": "tests/meeting/test_research.py::"
    "test_others_read_it_beforehand_only_where_the_protocol_says_so",
    "hearing.stages_with_reason": "tests/meeting/test_clock.py::"
    "test_a_stage_that_the_protocol_protects_is_passed_over_with_a_reason_alone",
    "hearing.checks": "tests/meeting/test_gaps.py::test_what_is_checked_is_the_protocols",
    "hearing.inappropriate_referral": "tests/meeting/test_withdrawal.py::"
    "test_case_7_without_a_notice_in_the_protocol_there_is_no_such_outcome",
    "hearing.links": "tests/meeting/test_links.py::"
    "test_case_8_which_links_are_considered_is_the_protocols",
    "hearing.referrer_absent": "tests/client/test_protocol.py::"
    "test_what_is_proposed_where_the_referrer_is_absent_is_the_protocols",
    "deadlines.professionals_meeting": "tests/meeting/test_past.py::"
    "test_the_second_repeat_says_by_when_the_professionals_meeting_is_held_ag_7",
    **dict.fromkeys(
        ("actions.chase_late", "actions.tell_after", "actions.tell_whom"),
        "tests/server/test_past.py::"
        "test_who_is_reminded_and_who_else_is_told_is_the_protocols_out_4",
    ),
    **dict.fromkeys(
        ("actions.reasons_not_done", "history.flag_months"),
        "tests/server/test_past.py::"
        "test_the_months_and_the_reasons_are_those_of_the_protocol_ag_8_out_4",
    ),
    "recording.meeting": "tests/client/test_protocol.py::"
    "test_the_chair_is_reminded_of_what_was_agreed_on_recording",
    "laptops.lease_seconds": "tests/room/test_coming_back.py::"
    "test_without_the_server_case_content_is_dropped_when_the_lease_is_over",
    "laptops.silence_seconds": "tests/server/test_presence.py::"
    "test_the_time_before_a_silence_is_told_is_the_protocols",
    "laptops.idle_lock_seconds": "tests/client/test_lock.py::"
    "test_without_a_key_for_the_protocols_time_it_locks_and_says_so_before",
    "afterwards.read_by": "tests/meeting/test_reading.py::"
    "test_who_stayed_away_reads_afterwards_only_where_members_may",
    "afterwards.read_days": "tests/meeting/test_reading.py::"
    "test_after_the_days_of_the_protocol_nobody_reads_a_case",
    "declaration.version": "tests/client/test_protocol.py::"
    "test_a_signature_keeps_the_version_of_the_protocols_words",
}
"""Keys whose effect takes a server or a screen: the test that shows it."""


def leaves(value: Any, path: str = "", number: str = "") -> Iterator[tuple[str, Any]]:
    """Each value in a protocol, with its key and where in lists it stands."""
    if isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), f"{path}.{name}".removeprefix("."), number)
    elif isinstance(value, tuple) and any(isinstance(each, Frozen) for each in value):
        yield f"{path}#{len(value)}{number}", None
        for index, each in enumerate(value):
            yield from leaves(each, path, f"{number}#{index}")
    else:
        yield f"{path}{number}", value


def changed(before: Protocol, after: Protocol) -> set[str]:
    """The keys that differ; a list of tables is one where it has another length."""
    ours, theirs = dict(leaves(before)), dict(leaves(after))
    found_in = {key for key in ours | theirs if ours.get(key) != theirs.get(key)}
    names = {key.partition("#")[0] for key in found_in | (ours.keys() ^ theirs.keys())}
    return {name for name in names if not any(name.startswith(f"{n}.") for n in names)}


def test_every_key_has_a_test_of_its_effect_and_none_is_named_that_is_not_there() -> None:
    keys = [key.path for key in all_keys()]
    assert sorted(keys) == sorted([*EFFECTS, *SHOWN_ELSEWHERE])


@pytest.mark.parametrize("key", EFFECTS)
def test_one_key_alone_changes_what_the_program_does(key: str) -> None:
    effect = EFFECTS[key]
    before, after = read_protocol(effect.before), read_protocol(effect.after)
    only = {name for name in changed(before, after) if not key.startswith(f"{name}.")}
    assert only <= {key}
    assert changed(before, after)
    assert effect.look(before) != effect.look(after)


@pytest.mark.parametrize("key", SHOWN_ELSEWHERE)
def test_a_test_that_is_named_elsewhere_is_there(key: str) -> None:
    file, _, name = SHOWN_ELSEWHERE[key].partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")
    assert f"def {name}(" in text
