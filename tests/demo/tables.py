"""What the long day is made of: names, facts, risks and actions, all of them invented."""

from dataclasses import dataclass
from typing import Final

from meeting.case.information import Category


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that an agency may know."""

    text: str
    category: Category = Category.HISTORY
    subject: str = "victim"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that an agency may do."""

    text: str
    due: str
    done_when: str


PEOPLE: Final = (
    ("chair", "Oriel Tamblyn", "police"),
    ("minutes", "Jory Penhallow", "coordination"),
    ("police-rep", "Hedda Quill", "police"),
    ("idva-rep", "Sunniva Rook", "idva"),
    ("housing-rep", "Caspian Yeo", "housing"),
    ("children-rep", "Delphine Gorse", "children"),
    ("probation-rep", "Ulric Fenwick", "probation"),
    ("primary-care-rep", "Kezia Mudge", "primary-care"),
    ("mental-health-rep", "Benedikt Yarrow", "mental-health"),
    ("substance-misuse-rep", "Zinnia Copple", "substance-misuse"),
    ("adults-rep", "Tarquin Isbell", "adults"),
    ("education-rep", "Wilfreda Noakes", "education"),
    ("refuge-rep", "Ephraim Jubb", "refuge"),
    ("midwifery-rep", "Xanthe Uphill", "midwifery"),
    ("health-visiting-rep", "Godric Eames", "health-visiting"),
    ("youth-justice-rep", "Philomena Zeal", "youth-justice"),
    ("hospital-rep", "Lysander Koop", "hospital"),
    ("early-help-rep", "Ingrith Vosper", "early-help"),
    ("observer", "Montague Oxley", "early-help"),
    ("fire-rep", "Araminta Dilnot", "fire"),
)
"""Id, name and agency; the first four are needed on any day. The last one is called away."""

FIRST: Final = (
    "Rosalba",
    "Cedric",
    "Nadja",
    "Piers",
    "Thora",
    "Gideon",
    "Maren",
    "Linus",
    "Bryony",
)
LAST: Final = ("Harkness", "Wolstone", "Brightmore", "Sedgwyn", "Pellmarsh", "Tolland", "Cawdrey")
"""63 names, none of them like one of PEOPLE (CON-6)."""

FACTS: Final = {
    "police": (
        Fact("Called to the address for the fourth time since the summer; he had gone by then"),
        Fact(
            "His bail says that he may not go within a hundred metres of her home",
            Category.BARRIER,
            "perpetrator",
        ),
        Fact(
            "She was held by the throat in front of a neighbour, who has made a statement",
            Category.RISK_FACTOR,
        ),
    ),
    "idva": (
        Fact(
            "She wants to stay in her home and is most afraid of the nights at the weekend",
            Category.VICTIMS_VIEWS,
        ),
        Fact(
            "A safety plan was made with her last week, and she has a telephone of her own",
            Category.ALREADY_DONE,
        ),
    ),
    "housing": (
        Fact(
            "The tenancy is in his name alone, so that she cannot change the locks herself",
            Category.BARRIER,
        ),
        Fact("Neighbours complained of shouting on three nights of the last month"),
        Fact("She has bid for a move to the other side of the town", Category.ALREADY_DONE),
    ),
    "children": (
        Fact("An assessment was closed in spring; it is looked at again after this referral"),
        Fact("A social worker visits every fortnight, and she lets them in", Category.WHAT_WORKS),
        Fact("He has asked for contact through a solicitor", Category.RISK_FACTOR, "perpetrator"),
    ),
    "probation": (
        Fact(
            "His order ends in six weeks, and he has missed two appointments",
            Category.RISK_FACTOR,
            "perpetrator",
        ),
        Fact(
            "He finished a course on conflict without speaking once in it",
            Category.HISTORY,
            "perpetrator",
        ),
        Fact(
            "An earlier partner was named in a report of the same kind",
            Category.LINK,
            "perpetrator",
        ),
    ),
    "primary-care": (
        Fact(
            "Three visits since April with injuries that do not fit what was said of them",
            Category.RISK_FACTOR,
        ),
        Fact(
            "He is in the room whenever she is seen, and answers for her",
            Category.BARRIER,
            "perpetrator",
        ),
        Fact("A nurse whom she trusts sees her alone on Thursdays", Category.WHAT_WORKS),
    ),
    "mental-health": (
        Fact("He was assessed twice and offered nothing further", Category.HISTORY, "perpetrator"),
        Fact("She waits for talking therapy and is ninth on the list", Category.ALREADY_DONE),
        Fact(
            "He speaks of ending both their lives when he has been drinking",
            Category.RISK_FACTOR,
            "perpetrator",
        ),
    ),
    "substance-misuse": (
        Fact(
            "He drinks from noon on days without work, and came twice this year",
            Category.RISK_FACTOR,
            "perpetrator",
        ),
        Fact(
            "Known to us until the winter; the file was closed when he stopped coming",
            Category.HISTORY,
            "perpetrator",
        ),
        Fact("She asked for help with prescribed sleeping tablets", Category.DEMOGRAPHIC),
    ),
    "adults": (
        Fact("Her mother lives with her and depends on her for every meal", Category.DEMOGRAPHIC),
        Fact(
            "A carer's assessment was offered and declined while he was in the room",
            Category.BARRIER,
        ),
        Fact(
            "No open safeguarding enquiry; one of two years ago named the same address",
            Category.LINK,
        ),
    ),
    "education": (
        Fact(
            "Eleven days of school were missed this term, mostly on Mondays", Category.RISK_FACTOR
        ),
        Fact(
            "He was seen at the gate on four mornings and did not come in",
            Category.RISK_FACTOR,
            "perpetrator",
        ),
        Fact("The school lets them out by the side door since half-term", Category.ALREADY_DONE),
    ),
    "refuge": (
        Fact("A room is free from Thursday and could be held until Monday", Category.WHAT_WORKS),
        Fact("She stayed for nine days in January and went back when the money ran out"),
        Fact("She rang on the night line twice and gave another name", Category.HISTORY),
    ),
    "midwifery": (
        Fact("She is five months pregnant and comes to every clinic", Category.DEMOGRAPHIC),
        Fact(
            "He asked for the dates of her appointments by telephone",
            Category.RISK_FACTOR,
            "perpetrator",
        ),
        Fact("She was asked alone in October and said that all was well", Category.HISTORY),
    ),
    "health-visiting": (
        Fact("The two-year check was cancelled three times by a man's voice", Category.RISK_FACTOR),
        Fact("The home was warm and tidy; she watched the clock throughout", Category.HISTORY),
        Fact("She comes to the group on Wednesdays when he is at work", Category.WHAT_WORKS),
    ),
    "youth-justice": (
        Fact(
            "His younger brother is on an order and carries messages", Category.LINK, "perpetrator"
        ),
        Fact(
            "A worker was told that there is a knife in the hall",
            Category.RISK_FACTOR,
            "perpetrator",
        ),
        Fact("Nothing since the caution of last year", Category.HISTORY, "perpetrator"),
    ),
    "hospital": (
        Fact(
            "Seen at night with a broken wrist; she left before the doctor came back",
            Category.RISK_FACTOR,
        ),
        Fact("A flag on her file makes staff see her alone", Category.ALREADY_DONE),
        Fact(
            "He discharged himself after a fall and would not say where he lives",
            Category.HISTORY,
            "perpetrator",
        ),
    ),
    "early-help": (
        Fact("A family worker was refused at the door in September", Category.BARRIER),
        Fact("She was given vouchers for food, which he took", Category.RISK_FACTOR),
        Fact("Her sister would take them in for a week", Category.WHAT_WORKS),
    ),
    "fire": (
        Fact("A letter box was sealed against petrol in March", Category.ALREADY_DONE),
        Fact("Two smoke alarms were found without batteries", Category.RISK_FACTOR),
        Fact("A small fire in the yard was put down to a cigarette", Category.HISTORY),
    ),
}
"""By agency. Each text has the number of its case and its own behind it."""

RISKS: Final = [
    ("victim", "He knows her hours and has threatened to be there when she comes home"),
    ("victim", "The attacks come closer together, and the last was with both hands at her throat"),
    ("child-1", "In the room at the last attack and named in his messages"),
    ("staff", "He has followed somebody who visited to their car"),
    ("victim", "He has said that if she leaves nobody will find either of them"),
]
"""Who is at risk, and of what."""

ACTIONS: Final = {
    "police": (
        Act(
            "Fit an alarm that is linked to control, and test it with her while he is at work",
            "2 working days",
            "test call heard",
        ),
        Act("Execute the warrant for his arrest before the weekend", "friday", "custody record"),
    ),
    "idva": (
        Act(
            "Go through the safety plan for the nights with her, and agree a word for danger",
            "tomorrow",
            "plan signed by her",
        ),
        Act(
            "Tell her what was agreed today, at a time that she has named as safe",
            "2 working days",
            "note of the call",
        ),
    ),
    "housing": (
        Act("Change both locks and mend the frame of the back door", "2 working days", "job sheet"),
        Act(
            "Put her bid for a move into the first band and write to nobody at the address",
            "5 working days",
            "band on the file",
        ),
    ),
    "children": (
        Act(
            "Speak to each child alone at school and hold a strategy discussion on what they say",
            "5 working days",
            "visit note",
        ),
    ),
    "probation": (
        Act(
            "Recall him this week and make the conditions of his licence known to police",
            "friday",
            "letter served",
        ),
    ),
    "primary-care": (
        Act(
            "Book her in alone under the name of a blood test, with the nurse whom she trusts",
            "2 working days",
            "booking made",
        ),
    ),
    "mental-health": (
        Act(
            "See him together with a second clinician and write down what he plans",
            "tomorrow",
            "note on file",
        ),
    ),
    "substance-misuse": (
        Act("Offer him an appointment by the worker whom he knew", "5 working days", "letter sent"),
    ),
    "education": (
        Act(
            "Name one adult at school to go to, and keep the side door open in the afternoon",
            "tomorrow",
            "name sent to the IDVA",
        ),
    ),
    "refuge": (Act("Hold the free room for her until Monday", "today", "bed list"),),
    "hospital": (
        Act(
            "Put a flag on the file so that she is seen alone wherever she is seen",
            "2 working days",
            "flag seen by the matron",
        ),
    ),
}
"""By agency; those that are not here offer nothing."""
