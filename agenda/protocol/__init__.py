"""The local protocol: what an area has signed up to, as data.

Every area runs its MARAC by a protocol of its own. The meeting carries the protocol that it
is held under in its own journal, so that a rule reads the same on the day and years after.
Each section has a module; ``reading`` makes a protocol of a file, and only a server needs it.
"""

from agenda.protocol.afterwards import ActionRules, Afterwards, History
from agenda.protocol.attendance import (
    AttendanceRules,
    RecordingRules,
    RestrictedRules,
    Restriction,
)
from agenda.protocol.base import IDENTIFIER, AgencyId, Frozen
from agenda.protocol.day import BreakRule, Day, DayPart, SectionRule, Takes
from agenda.protocol.deadlines import Deadlines, Meetings, Nation
from agenda.protocol.hearing import Check, HearingRules, Link
from agenda.protocol.laptops import Laptops
from agenda.protocol.prompts import PROMPTS, Prompt
from agenda.protocol.referral import Criterion, ReferralField, ReferralRules
from agenda.protocol.roles import Roles
from agenda.protocol.stages import HEARING, Stage, StageSeconds, Timing
from agenda.protocol.statement import Declaration
from agenda.text import Name

__all__ = (
    "HEARING",
    "IDENTIFIER",
    "ActionRules",
    "Afterwards",
    "AgencyId",
    "AttendanceRules",
    "BreakRule",
    "Check",
    "Criterion",
    "Day",
    "DayPart",
    "Deadlines",
    "Declaration",
    "Frozen",
    "HearingRules",
    "History",
    "Laptops",
    "Link",
    "Meetings",
    "Nation",
    "Prompt",
    "Protocol",
    "RecordingRules",
    "ReferralField",
    "ReferralRules",
    "RestrictedRules",
    "Restriction",
    "Roles",
    "SectionRule",
    "Stage",
    "StageSeconds",
    "Takes",
    "Timing",
)


class Protocol(Frozen):
    """The choices that an area makes once for all of its meetings."""

    name: Name = "MARAC"
    """What the area calls its meetings."""
    marking: Name = "OFFICIAL-SENSITIVE"
    """The protective marking of every screen and paper (OUT-2)."""
    timing: Timing = Timing()
    day: Day = Day()
    hearing: HearingRules = HearingRules()
    roles: Roles = Roles()
    referral: ReferralRules = ReferralRules()
    attendance: AttendanceRules = AttendanceRules()
    restricted: RestrictedRules = RestrictedRules()
    recording: RecordingRules = RecordingRules()
    deadlines: Deadlines = Deadlines()
    meetings: Meetings = Meetings()
    actions: ActionRules = ActionRules()
    history: History = History()
    afterwards: Afterwards = Afterwards()
    laptops: Laptops = Laptops()
    declaration: Declaration = Declaration()
    prompts: tuple[Prompt, ...] = PROMPTS
    """What each agency may know and can offer, shown to its own people when they ask for it. A file
    that gives any has those alone, and with an empty list nobody is offered one."""
