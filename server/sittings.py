"""Meetings as they are arranged: when a restricted sitting is held, and how a plan travels.

While a server runs, a plan goes to it through the control socket, and invitations come back. Both
are sealed: what crosses the loopback can be read by whoever captures there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from agenda.plan import MeetingPlan
from server.errors import OperatorError, StoreError
from server.office import Sitting
from server.sealed import OTHER_VERSION, seal, unseal
from server.store import Store

PLAN: Final = "plan"
INVITATIONS: Final = "invitations"


def need_when(plan: MeetingPlan, sitting: Sitting | None) -> None:
    """Raises OperatorError where plan and options disagree whether this is a restricted sitting."""
    if plan.restricted is not None and sitting is None:
        raise OperatorError(
            "This plan is a restricted sitting. Say when it is held: with --after and the id of "
            "the open meeting, once that has ended, or with --emergency, at once."
        )
    if plan.restricted is None and sitting is not None:
        raise OperatorError(
            "--after and --emergency are for a restricted sitting; the plan of one says "
            'restricted = "employee" or restricted = "honour".'
        )


def need_open_meeting(store: Store, meeting: str) -> None:
    """Raises StoreError unless there is an open meeting of that id for a sitting to come after."""
    if store.known(meeting).sitting is not None:
        raise StoreError(f"{meeting} is itself a sitting; name the open meeting with --after.")


@dataclass(frozen=True, slots=True)
class ToArrange:
    """A meeting that is to be arranged; a restricted ``sitting``, where it is one."""

    plan: MeetingPlan
    sitting: Sitting | None
    address: str
    published: bool = False


def sealed(key: bytes, wanted: ToArrange) -> dict[str, str]:
    """What is to be arranged, as facts of an errand."""
    sitting = wanted.sitting
    whole = {
        "plan": wanted.plan.model_dump_json(),
        "is_sitting": sitting is not None,
        "after": sitting.after if sitting is not None else None,
        "address": wanted.address,
        "published": wanted.published,
    }
    return {PLAN: seal(key, PLAN, whole)}


def unsealed(key: bytes, facts: Mapping[str, str]) -> ToArrange:
    """What ``sealed`` was given. Raises OperatorError."""
    whole = unseal(key, PLAN, facts.get(PLAN, ""))
    try:
        plan = MeetingPlan.model_validate_json(str(whole["plan"]))
    except (KeyError, ValidationError):
        raise OperatorError(OTHER_VERSION) from None
    after = whole.get("after")
    sitting = Sitting(None if after is None else str(after)) if whole.get("is_sitting") else None
    return ToArrange(plan, sitting, str(whole.get("address", "")), bool(whole.get("published")))


def sealed_invitations(key: bytes, invitations: Mapping[str, str]) -> str:
    """Invitations, as the answer to an errand."""
    return seal(key, INVITATIONS, dict(invitations))


def unsealed_invitations(key: bytes, answer: str) -> dict[str, str]:
    """What ``sealed_invitations`` was given. Raises OperatorError."""
    return {person: str(text) for person, text in unseal(key, INVITATIONS, answer).items()}
