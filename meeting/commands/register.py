"""The register: who is here, who has signed, who left (ATT, SIGN, ROLE-8)."""

from typing import Literal

from meeting.values import (
    AgencyId,
    Command,
    Digest,
    PersonId,
)
from meeting.words import Name


class Attend(Command):
    """I am here, on a laptop: arrived, or back (ATT-2)."""

    kind: Literal["attend"] = "attend"


class SignIn(Command):
    """The minute-taker signs in somebody without a laptop, or back in (ROLE-8, ATT-2)."""

    kind: Literal["sign_in"] = "sign_in"
    person: PersonId


class RecordNoLaptop(Command):
    """Somebody present goes on without their laptop; the minute-taker records for them (ROLE-8)."""

    kind: Literal["record_no_laptop"] = "record_no_laptop"
    person: PersonId


class RecordApologies(Command):
    """Somebody expected has sent apologies (ATT-1)."""

    kind: Literal["record_apologies"] = "record_apologies"
    person: PersonId


class RecordReport(Command):
    """An absent agency has sent a written report (ATT-1)."""

    kind: Literal["record_report"] = "record_report"
    agency: AgencyId


class AgreeObserver(Command):
    """The chair agrees that an observer is here; their agency answers for them (ROLE-5)."""

    kind: Literal["agree_observer"] = "agree_observer"
    person: PersonId


class Leave(Command):
    """I am leaving the meeting (ATT-2)."""

    kind: Literal["leave"] = "leave"


class RecordLeaving(Command):
    """Chair or minute-taker record that somebody has left (ATT-2)."""

    kind: Literal["record_leaving"] = "record_leaving"
    person: PersonId


class StepOut(Command):
    """I go out of the room, and come back (ATT-2)."""

    kind: Literal["step_out"] = "step_out"


class RecordSteppingOut(Command):
    """Chair or minute-taker record that somebody has stepped out (ATT-2)."""

    kind: Literal["record_stepping_out"] = "record_stepping_out"
    person: PersonId


class RecordReturn(Command):
    """Chair or minute-taker record that who had stepped out is back, as before (ATT-2)."""

    kind: Literal["record_return"] = "record_return"
    person: PersonId


class RecordRelease(Command):
    """Who came for the cases that concern their agency may go: neither absent nor early (ATT-5)."""

    kind: Literal["record_release"] = "record_release"
    person: PersonId


class SignDeclaration(Command):
    """I sign, by name, the wording with this digest (SIGN-1, SIGN-3)."""

    kind: Literal["sign_declaration"] = "sign_declaration"
    name: Name
    digest: Digest


class RefuseDeclaration(Command):
    """I do not sign, and see no case (SIGN-2)."""

    kind: Literal["refuse_declaration"] = "refuse_declaration"


class WitnessSignature(Command):
    """The minute-taker witnesses that somebody without a laptop signed (SIGN-1, ROLE-8)."""

    kind: Literal["witness_signature"] = "witness_signature"
    person: PersonId
    digest: Digest


class WitnessRefusal(Command):
    """The minute-taker witnesses that somebody without a laptop would not sign (SIGN-2)."""

    kind: Literal["witness_refusal"] = "witness_refusal"
    person: PersonId
