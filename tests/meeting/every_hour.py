"""Every hour of a day, everybody who asks in it, and every command that they could give.

A case whose plan holds an action of every standing is put at every stage and phase. Who speaks for
whom stands here in a table of its own, and is not computed by the rules.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import product
from typing import Final

from agenda.plan import Role
from agenda.protocol import HEARING, Stage
from meeting.access import Reader
from meeting.case.actions import (
    Verdict,
)
from meeting.case.clock import StageEntered
from meeting.case.hearing import Case
from meeting.case.outcome import Outcome
from meeting.case.stand_in import Post
from meeting.commands import (
    AnyCommand,
    AskToComeIn,
    AskToShare,
    AskToSpeak,
    AskToTakeOver,
    ChangeAction,
    ConfirmAction,
    DeclareConflict,
    DeclineSuggestion,
    JoinAction,
    JudgeAction,
    JudgePlan,
    KeepAction,
    Leave,
    RaiseRisk,
    ReadBackActions,
    RecordRisk,
    ReopenCase,
    StrikeEntry,
    SuggestAction,
    TakeOver,
    TakeUpSuggestion,
    WithdrawAction,
    WitnessConfirmation,
)
from meeting.conflict import Ruling
from meeting.room import Phase
from meeting.state import Placed
from meeting.streams import case_stream
from meeting.values import ActionId, AgencyId, PersonId
from tests.given import (
    GUEST,
    NO_LAPTOP,
    Given,
    a_guest_in,
    a_room_with_guests,
    an_open_agenda,
    published,
    record_action,
    share,
    volunteer,
    wording,
)
from tests.meeting.generated import ALL_COMMANDS, example_of
from tests.meeting.test_withdrawal import all_answered, asked

OTHER_WORDS: Final = {"text": "Fit new locks on both doors."}
NEW: Final = "new"
AGENCIES: Final = ("housing", "health", "police", "probation", "midwifery")


# The plan: an action in every standing


def _made(given: Given) -> Given:
    """At action planning: every standing there is, of housing and of an agency without a laptop;
    and whatever else is to be answered in a case.
    """
    raised = example_of(RaiseRisk, at_risk="victim")
    asks = example_of(AskToShare, agency=None, information="said")
    given = given.after("police", share(information="said"), example_of(AskToSpeak)).after(
        "housing", raised, asks
    )
    given = given.after("deputy", AskToComeIn()).after("chair", example_of(RecordRisk, risk="r2"))
    for name in ("suggested", "declined", "taken-up"):
        suggested = SuggestAction(case="oak", action=name, to="housing", wording=wording())
        given = given.after("police", suggested)
    given = given.after("housing", volunteer("struck"))
    given = given.after("minutes", StrikeEntry(case="oak", entry="struck"))
    for name in ("offered", "confirmed", "unsafe", "to-keep", "kept", "withdrawn"):
        given = given.after("housing", volunteer(name))
    given = given.after("housing", volunteer("urgent", wording=wording(urgent=True)))
    given = given.after("housing", volunteer("asked", invited=("probation", "health")))
    given = given.after("housing", volunteer("joint", invited=("probation", "police")))
    given = given.after(GUEST, volunteer("guests"))
    for agency in ("housing", "health"):
        given = given.after("minutes", record_action(agency, f"recorded-{agency}"))
    given = given.after("minutes", record_action("health", "witnessed"))
    given = given.after("minutes", record_action("health", "witnessed-unsafe"))
    take_up = TakeUpSuggestion(case="oak", action="taken-up", version=1, wording=wording())
    decline = DeclineSuggestion(case="oak", action="declined", reason="Not ours.")
    given = given.after("housing", take_up, decline)
    given = given.after("probation", JoinAction(case="oak", action="joint", version=1))
    given = given.after("police", JoinAction(case="oak", action="joint", version=2))
    change = ChangeAction(case="oak", action="joint", version=3, wording=wording("Visit together."))
    given = given.after("police", change)
    given = _confirmed(_confirmed(given, "confirmed", "housing"), "urgent", "housing")
    for name in ("witnessed", "witnessed-unsafe"):
        given = given.after(
            "minutes", WitnessConfirmation(case="oak", action=name, agency="health", version=1)
        )
    for name in ("unsafe", "to-keep", "kept", "witnessed-unsafe"):
        version = given.action(name).version
        unsafe = JudgeAction(
            case="oak", action=name, version=version, verdict=Verdict.UNSAFE, why="He is there."
        )
        given = given.after("idva", unsafe)
    given = _confirmed(_confirmed(given, "kept", "housing"), "to-keep", "housing")
    kept = KeepAction(
        case="oak", action="kept", version=given.action("kept").version, reason="She asks for it."
    )
    withdrawn = WithdrawAction(case="oak", action="withdrawn", version=1, reason="Not ours.")
    return given.after("chair", kept).after("housing", withdrawn)


def _confirmed(given: Given, action: str, agency: PersonId) -> Given:
    version = given.action(action).version
    return given.after(agency, ConfirmAction(case="oak", action=action, version=version))


@cache
def planned() -> Given:
    return _made(a_guest_in(Stage.PLANNING))


def _at(given: Given, stage: Stage) -> Given:
    entered = Placed(case_stream("oak"), StageEntered(stage=stage))
    return given.happened((entered,), "chair").later(seconds=1)


# Who speaks for whom, by hand

ALL_DAY: Final[Mapping[PersonId, AgencyId]] = {
    **{who: who for who in ("police", "idva", "housing", "children", "probation")},
    NO_LAPTOP: "health",
}
WITH_GUEST: Final = {**ALL_DAY, GUEST: "midwifery"}
STOOD_IN_FOR: Final[Mapping[PersonId, AgencyId]] = {
    **{who: agency for who, agency in WITH_GUEST.items() if who not in {"probation", "children"}},
    "chair": "police",
    "minutes": "coordination",
}
"""Who handed a post over speaks for their own agency; who stands in does not (ROLE-7)."""
CHAIR_HANDED_OVER: Final[Mapping[PersonId, AgencyId]] = {
    **{who: agency for who, agency in WITH_GUEST.items() if who != "probation"},
    "chair": "police",
}


@dataclass(frozen=True)
class Hour:
    """One hour of the day: the room, who speaks for an agency in it, who takes the minutes."""

    given: Given
    speaks: Mapping[PersonId, AgencyId]
    minutes: PersonId = "minutes"
    said_before: Mapping[ActionId, AgencyId] = field(default_factory=dict)
    """What an agency has offered already, to become its own when the chair closes (CASE-7)."""


@cache
def hours() -> dict[str, Hour]:
    by_guest = {f"{stage.value}": Hour(_at(planned(), stage), WITH_GUEST) for stage in HEARING}
    stood_in = (
        planned().stood_in(Post.CHAIR, "probation").stood_in(Post.MINUTES, "children", by="minutes")
    )
    two_more = {
        f"{stage.value}, others chair and write": Hour(
            _at(stood_in, stage), STOOD_IN_FOR, "children"
        )
        for stage in (Stage.PLANNING, Stage.READ_BACK)
    }
    closed = planned().case_closed().after("housing", volunteer("late"))
    handed = closed.after(
        "chair", AskToTakeOver(day_post=Role.CHAIR, person="probation", in_place_of="chair")
    ).after("probation", TakeOver(day_post=Role.CHAIR))
    again = closed.after(
        "chair", ReopenCase(case="oak", closed=_closing(closed), reason="It came late.")
    )
    out = planned().after("chair", DeclareConflict(case="oak", reason="My cousin."))
    summed_up = closed
    for item, case in (("2", "elm"), ("3", "ash")):
        summed_up = summed_up.case_called(item).case_closed(case)
    summed_up = summed_up.in_phase(Phase.SUMMARY)
    approved = summed_up.after("chair", example_of(_kind("ApproveActionList")))
    return {
        **by_guest,
        **two_more,
        "the case is closed": Hour(closed, WITH_GUEST),
        "the chair is handed over": Hour(handed, CHAIR_HANDED_OVER),
        "the case is reopened": Hour(again, ALL_DAY),
        "its chair is out of it": Hour(out, WITH_GUEST),
        "housing has left": Hour(planned().after("housing", Leave()), _less(WITH_GUEST, "housing")),
        "housing is out of it": Hour(
            planned().after("housing", DeclareConflict(case="oak", reason="My cousin.")),
            _less(WITH_GUEST, "housing"),
        ),
        "the chair sums up": Hour(summed_up, WITH_GUEST),
        "the list is approved": Hour(approved, ALL_DAY),
        "a referral is to be withdrawn": Hour(
            all_answered(asked()), ALL_DAY, said_before={"f1": "police"}
        ),
        "published": Hour(published(), {}),
        "the agenda is open": Hour(an_open_agenda(), {}),
        "people come": Hour(a_room_with_guests(), {}),
    }


HOURS: Final = (
    *(stage.value for stage in HEARING),
    *(f"{s.value}, others chair and write" for s in (Stage.PLANNING, Stage.READ_BACK)),
    *("the case is closed", "the chair is handed over", "the case is reopened"),
    *("its chair is out of it", "housing has left", "housing is out of it"),
    *("the chair sums up", "the list is approved", "a referral is to be withdrawn"),
    *("published", "the agenda is open", "people come"),
)


def _less(speaks: Mapping[PersonId, AgencyId], who: PersonId) -> Mapping[PersonId, AgencyId]:
    return {person: agency for person, agency in speaks.items() if person != who}


def _closing(given: Given) -> datetime:
    closing = given.case().closing
    assert closing is not None
    return closing.at


def _kind(name: str) -> type[AnyCommand]:
    return next(kind for kind in ALL_COMMANDS if kind.__name__ == name)


# Who asks


def askers(hour: Hour) -> Iterator[tuple[Reader, AgencyId | None]]:
    """Everybody, with the agency that they speak for; who are also the coordinator; who has moved
    to another agency since, and who is not on the register, speak for nobody.
    """
    for person in (*hour.given.room.register, "deputy", "stranger"):
        reader, speaks = hour.given.reader(person), hour.speaks.get(person)
        yield reader, speaks
        if person in {"minutes", "children", "observer"}:
            yield replace(reader, coordinator=True), speaks
        if person in {"housing", "probation"}:
            yield replace(reader, agency="police"), None


# What they ask: every value that matters to an action


def commands(hour: Hour, kind: type[AnyCommand]) -> Iterator[AnyCommand]:
    found = hour.given.state.case("oak")
    names = [name for name in kind.model_fields if name in _choices(hour, found)]
    for values in product(*(_choices(hour, found)[name] for name in names)):
        facts = dict(zip(names, values, strict=True))
        if found is not None and "version" in kind.model_fields:
            facts["version"] = _version(found, kind, str(facts.get("action", "")))
        if kind is ChangeAction and found is not None:
            action = found.plan.actions.get(str(facts["action"]))
            facts["was"] = action.wording if action is not None else None
        yield example_of(kind, **facts)


def _version(case: Case, kind: type[AnyCommand], action: str) -> int:
    if kind in {JudgePlan, ReadBackActions}:
        return case.plan.version
    found = case.plan.actions.get(action)
    return found.version if found is not None else case.clock.version


def _choices(hour: Hour, case: Case | None) -> Mapping[str, tuple[object, ...]]:
    room = hour.given.room
    plan = tuple(case.plan.actions) if case is not None else ()
    called = case.clock.called if case is not None else None
    closing = case.closing.at if case is not None and case.closing is not None else None
    now = hour.given.now
    return {
        "action": (*plan, NEW),
        "agency": AGENCIES,
        "to": AGENCIES,
        "invited": ((), ("housing", "health")),
        "wording": (OTHER_WORDS,),
        "verdict": tuple(Verdict),
        "why": ("", "He is there."),
        "stage": tuple(Stage),
        "from_stage": (case.stage if case is not None else Stage.LISTED,),
        "phase": tuple(Phase),
        "from_phase": (room.phase,),
        "called": (called or now,),
        "closed": (closing or now,),
        "seen": (hour.given.closing("oak", Outcome.HEARD).seen if case is not None else None,),
        "outcome": tuple(Outcome),
        "ruling": tuple(Ruling),
        "post": tuple(Post),
        "person": ("housing", "probation", "health", GUEST, "police", "deputy"),
        "entry": ("said", NEW),
        "risk": ("r1", NEW),
        "sharing": ("s1", NEW),
        "item": ("1", "2"),
        "offer": ("late", NEW),
        "digest": (room.protocol.declaration.digest,),
        "answered_by": ((), plan[:2]),
    }
