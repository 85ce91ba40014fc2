"""What the people of the demonstration know, see as risks and offer: the day as it was lived.

Each person's process has this book and looks only at its own agency's lines; who it is, it learns
from the server.
"""

from dataclasses import dataclass
from pathlib import Path

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

CONFLICTED = "probation-rep"
LATE = "refuge-rep"
"""Arrives when the first case is over."""
LEAVES_EARLY = "substance-misuse-rep"
"""Leaves when the case without laptops is over."""
STEPS_OUT = "education-rep"
"""Steps out in the break and comes back when it ends; the next case waits for them."""
UNWILLING = "unwilling"
OBSERVER = "observer"
GUEST = "guest"
"""A midwife on a laptop, who is there for the case with the unsafe action and for no other."""
NEVER_A_LAPTOP = frozenset({"adults-rep"})
APOLOGIES = frozenset({"fire-rep"})
LAPTOPS_FAIL = frozenset(
    {"housing-rep", "children-rep", "mental-health-rep", "education-rep", "refuge-rep"}
)
"""Half of those at the table on laptops, for one case."""
WITHOUT_A_SCRIPT = NEVER_A_LAPTOP | APOLOGIES
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


def hearing(case: str) -> Hearing:
    """What is known of ``case``; nothing of one that the book does not have."""
    return BOOK.get(case, Hearing())
