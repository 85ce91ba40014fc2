"""What the people of the demonstration know, see as risks and offer: the day as it was lived.

Each person's process has this book and looks only at its own agency's lines; who it is, it learns
from the server.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from agenda.protocol import Stage
from meeting.case.information import Category

PLAN = Path(__file__).with_name("plan.toml")

ORDINARY, MIDDLE_CONFLICT, KILLED, NO_REFERRER, UNSAFE, NO_LAPTOPS, LAST = (
    "k7f3",
    "q2m9",
    "z8t1",
    "h5d6",
    "w4x0",
    "c9r2",
    "n6b8",
)

PEOPLE = frozenset(
    {
        "chair",
        "minutes",
        "police-rep",
        "idva-rep",
        "housing-rep",
        "children-rep",
        "probation-rep",
        "primary-care-rep",
        "mental-health-rep",
        "substance-misuse-rep",
        "education-rep",
        "refuge-rep",
        "observer",
        "unwilling",
        "guest",
    }
)
"""Everybody with a process."""
CONFLICTED = "probation-rep"
LATE = "refuge-rep"
"""Arrives when the first case is over."""
LEAVES_EARLY = "substance-misuse-rep"
"""Leaves when the case without laptops is over."""
STEPS_OUT = "education-rep"
"""Steps out in the break and comes back when it ends; the next case waits for them."""
UNWILLING = "unwilling"
OBSERVER = "observer"
NEVER_A_LAPTOP = frozenset({"adults-rep"})
APOLOGIES = frozenset({"fire-rep"})
LAPTOPS_FAIL = frozenset(
    {"housing-rep", "children-rep", "mental-health-rep", "education-rep", "refuge-rep"}
)
"""Half of those at the table on laptops, for one case."""
CONFLICT_REASON = "He coaches my son at the rowing club."


@dataclass(frozen=True, slots=True)
class Point:
    """Something an agency knows."""

    agency: str
    text: str
    subject: str = "victim"
    category: Category = Category.RISK_FACTOR


@dataclass(frozen=True, slots=True)
class Offer:
    """Something an agency offers, for the risk with this place in the chair's list.

    ``suggested_by`` is an agency that suggests it first, ``invites`` those asked to join;
    ``instead`` is how it is reworded when it is stopped as unsafe.
    """

    agency: str
    text: str
    due: str
    done_when: str
    risk: int = 0
    for_whom: str = "victim"
    invites: tuple[str, ...] = ()
    suggested_by: str | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """One case as it was lived: points, risks by (at risk, text), offers."""

    points: tuple[Point, ...] = ()
    risks: tuple[tuple[str, str], ...] = ()
    offers: tuple[Offer, ...] = ()


BOOK = {
    ORDINARY: Hearing(
        points=(
            Point("police", "Ligature used on her on 3 November; he said he would finish it."),
            Point(
                "idva",
                "She is afraid of him and wants to stay in her home.",
                category=Category.VICTIMS_VIEWS,
            ),
            Point("housing", "The back door does not lock.", "address", Category.BARRIER),
            Point("children", "Fern was on the stairs during the second assault.", "child-1"),
            Point("education", "Fern has missed eleven days this term.", "child-1"),
            Point("probation", "His last order ended in August.", "perpetrator"),
        ),
        risks=(
            ("victim", "Strangled twice since September; he knows her hours."),
            ("child-1", "Present at the last attack."),
        ),
        offers=(
            Offer(
                "housing", "Change both locks at the safe address.", "2 working days", "job sheet"
            ),
            Offer("police", "Execute the warrant for his arrest.", "friday", "custody record"),
            Offer(
                "education",
                "Name one adult at school whom Fern can go to.",
                "5 working days",
                "name sent to the IDVA",
                risk=1,
                for_whom="child-1",
                suggested_by="children",
            ),
        ),
    ),
    MIDDLE_CONFLICT: Hearing(
        points=(
            Point("police", "Arrested at her address two days after release."),
            Point(
                "idva",
                "She sleeps in the bathroom, which has a lock.",
                category=Category.VICTIMS_VIEWS,
            ),
            Point("refuge", "A room is free from Thursday.", "victim", Category.WHAT_WORKS),
        ),
        risks=(("victim", "He has told his cellmate where she lives now."),),
        offers=(
            Offer("refuge", "Hold the Thursday room for her until Monday.", "today", "bed list"),
            Offer("police", "Fit a panic alarm linked to control.", "2 working days", "test call"),
        ),
    ),
    KILLED: Hearing(
        points=tuple(
            Point(agency, f"{thing} ({number} of 5)", "victim", Category.HISTORY)
            for agency, thing in (
                ("police", "Call to the address"),
                ("housing", "Complaint by a neighbour"),
                ("idva", "Contact with her"),
                ("children", "Referral about Toby"),
                ("primary-care", "Visit to the surgery"),
                ("mental-health", "Missed appointment"),
                ("education", "Late collection of Toby"),
                ("substance-misuse", "Contact with him"),
            )
            for number in range(1, 6)
        ),
        risks=(("victim", "The door is still broken."), ("child-1", "Toby sleeps by that door.")),
        offers=(
            Offer("housing", "Replace the front door frame.", "tomorrow", "photograph"),
            Offer(
                "police",
                "Visit with the housing officer to fit a camera.",
                "2 working days",
                "camera live",
                invites=("housing",),
            ),
            Offer(
                "children",
                "See Toby at school.",
                "5 working days",
                "visit note",
                risk=1,
                for_whom="child-1",
            ),
        ),
    ),
    NO_REFERRER: Hearing(),
    UNSAFE: Hearing(
        points=(
            Point("primary-care", "Third fracture since April, each put down to stairs."),
            Point("mental-health", "He speaks for her at every appointment.", "perpetrator"),
            Point("adults", "Ivy depends on her for every meal.", "dependant-1"),
            Point("midwifery", "She is four months pregnant, and he does not know."),
        ),
        risks=(
            ("victim", "He is with her whenever anybody calls."),
            ("dependant-1", "Left alone if she is hurt."),
        ),
        offers=(
            Offer(
                "police",
                "Visit her at home tonight and speak to her at the door.",
                "today",
                "visit log",
                instead="Speak to her at the surgery on her next appointment, without him.",
            ),
            Offer(
                "primary-care",
                "Book her in alone, under the name of a blood test.",
                "2 working days",
                "booking made",
            ),
            Offer("adults", "Assess Ivy's care.", "2 weeks", "assessment", 1, "dependant-1"),
            Offer("midwifery", "See her alone at every clinic.", "5 working days", "note made"),
        ),
    ),
    NO_LAPTOPS: Hearing(
        points=(
            Point("children", "He asked Milo for the new address.", "child-1"),
            Point("education", "Seen at the gate on four mornings.", "perpetrator"),
            Point("housing", "She has bid for a move.", "victim", Category.ALREADY_DONE),
        ),
        risks=(("child-1", "He may take Milo from the gate."),),
        offers=(
            Offer("education", "Let Milo out by the side door.", "tomorrow", "rota", 0, "child-1"),
            Offer("housing", "Put her bid in the first band.", "5 working days", "letter"),
            Offer("police", "Warn him off the school road.", "2 working days", "notice served"),
        ),
    ),
    LAST: Hearing(
        points=(
            Point("mental-health", "He has a plan and a date in mind.", "perpetrator"),
            Point("police", "A shotgun certificate is in his name.", "perpetrator"),
        ),
        risks=(("victim", "He has said that neither of them will be found."),),
        offers=(
            Offer("police", "Take the gun and suspend the certificate.", "today", "receipt"),
            Offer("mental-health", "See him with a second clinician.", "tomorrow", "note on file"),
            Offer("idva", "Make her a safety plan for the nights.", "tomorrow", "plan signed"),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Day:
    """What happens on one day, and to whom; what is left out does not happen.

    ``name`` tells a person's process which day it is. ``conflicts`` has by case who declares one,
    ``unsaid`` which agency's points of which case are never said. The late one is there before
    ``late_before`` is called, and the one who leaves early gone before ``gone_before`` is.
    """

    name: str
    book: Mapping[str, Hearing]
    people: frozenset[str]
    conflicts: Mapping[str, str] = field(default_factory=dict)
    declared_at: Stage = Stage.CONFLICTS
    unsaid: frozenset[tuple[str, str]] = frozenset()
    late: str = ""
    late_before: str = ""
    leaves_early: str = ""
    gone_before: str = ""
    steps_out: str = ""
    unwilling: str = ""
    never_a_laptop: frozenset[str] = frozenset()
    apologies: frozenset[str] = frozenset()
    laptops_fail: frozenset[str] = frozenset()
    no_laptops: str = ""
    killed: str = ""

    def hearing(self, case: str) -> Hearing:
        """What is known of ``case``; nothing of one that the book does not have."""
        return self.book.get(case, Hearing())

    def is_conflicted(self, person: str, case: str) -> bool:
        """Whether ``person`` declares a conflict in ``case``."""
        return self.conflicts.get(case) == person


NORTHVALE = Day(
    name="northvale",
    book=BOOK,
    people=PEOPLE,
    conflicts={MIDDLE_CONFLICT: CONFLICTED},
    declared_at=Stage.ROUND,
    unsaid=frozenset({(MIDDLE_CONFLICT, "probation"), (ORDINARY, "refuge")}),
    late=LATE,
    late_before=MIDDLE_CONFLICT,
    leaves_early=LEAVES_EARLY,
    gone_before=LAST,
    steps_out=STEPS_OUT,
    unwilling=UNWILLING,
    never_a_laptop=NEVER_A_LAPTOP,
    apologies=APOLOGIES,
    laptops_fail=LAPTOPS_FAIL,
    no_laptops=NO_LAPTOPS,
    killed=KILLED,
)
"""The day of ``make run``."""
