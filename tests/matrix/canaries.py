"""Events of every kind with a canary in each text and id: wherever one turns up, it came from
the case.
"""

from collections.abc import Iterator
from datetime import time
from typing import Any, Final

from agenda.plan import Party, PartyKind
from agenda.protocol import Stage
from meeting.state import Placed, events_of
from meeting.streams import Kind, Stream
from tests.given import DAY

CANARY: Final = "canary"
COURSE: Final = frozenset(
    {
        *(
            "case_listed",
            "late_case_asked",
            "case_called",
            "case_set_back",
            "case_closed",
            "case_reopened",
            "stage_entered",
        ),
        *("person_out_of_it", "guest_invited", "guest_confirmed", "finished_case_opened"),
    }
)
"""Events that move a case on, or change who reads it."""


_EARLIER_PART: Final = dict.fromkeys(("agency", "progress", "reason", "note"), CANARY)
_EARLIER_ACTION: Final = {
    **dict.fromkeys(("label", "text", "for_whom"), CANARY),
    "due": DAY,
    "parts": (_EARLIER_PART,),
}


def filled(kind: type[object], facts: dict[str, object]) -> dict[str, object]:
    """Values for every field of an event, each text and id of it a canary."""
    fields: dict[str, object] = {
        "parties": (Party(id=CANARY, kind=PartyKind.VICTIM, name=CANARY),),
        "wording": {"text": CANARY, "done_when": CANARY, "named": CANARY, "for_whom": CANARY},
        "gaps": (CANARY,),
        "information": CANARY,
        "invited": (CANARY,),
        "stage": Stage.PLANNING,
        "passed_over": (Stage.RISKS,),
        "standing": "stays",
        "post": "chair",
        "minutes": 3,
        "version": 1,
        "category": "link",
        "nature": "fact",
        "verdict": "unsafe",
        "outcome": "heard",
        "ruling": "leaves",
        "answer": "known",
        "aim": "staff",
        "answered_by": (CANARY,),
        "link": "mappa",
        "brought_by": "chosen",
        "how": "accepted",
        "due": DAY,
        "points": 3,
        "dated": None,
        "heard_on": DAY,
        "referred_on": DAY,
        "incident_on": DAY,
        "minutes_on": DAY,
        "fixed_at": time(9, 50),
        "meet_by": DAY,
        "due_again": DAY,
        "risks": ({"label": CANARY, "at_risk": CANARY, "from_whom": CANARY, "text": CANARY},),
        "actions": (_EARLIER_ACTION,),
        "closed_to": (),
        "outstanding": (
            {**dict.fromkeys(("label", "agency", "text", "named"), CANARY), "due": DAY},
        ),
        "before": None,
        "part": _EARLIER_PART,
        "flag_until": DAY,
        "people": (CANARY,),
        "months": 12,
        "lacking": ("induction",),
        **dict.fromkeys(
            (
                "on_behalf",
                "agreed",
                "referrer_present",
                "by_chair",
                "pregnant",
                "applies",
                "permitted",
                "done",
            ),
            True,
        ),
        **facts,
    }
    names = getattr(kind, "model_fields", {})
    return {name: fields.get(name, CANARY) for name in names if name != "kind"}


def every_event(stream: Stream, **facts: object) -> Iterator[Placed]:
    """One event of each kind that ``stream`` is made of."""
    for event in events_of(stream.kind):
        given = dict(facts)
        if "at_risk" in event.model_fields:
            given["information"] = (CANARY,)
        made: Any = event.model_validate(filled(event, given))
        yield Placed(stream, made)


def everything_said(stream: Stream) -> tuple[Placed, ...]:
    """As ``every_event``, without what moves a case on or changes who reads it."""
    skipped = COURSE if stream.kind is Kind.CASE else frozenset[str]()
    return tuple(
        placed for placed in every_event(stream) if getattr(placed.event, "kind", "") not in skipped
    )
