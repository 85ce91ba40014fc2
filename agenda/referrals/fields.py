"""The table of what a referral's columns are called: for the reader and for the template alike.

Wordings are those of the forms in use, without punctuation, numbers and words that mean nothing
(``agenda.referrals.headings``).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Key(StrEnum):
    """What a column is about. Names are kept in stores: never rename one."""

    CASE = "case"
    AGENCY = "agency"
    REFERRER = "referrer"
    REFERRED_ON = "referred_on"
    VICTIM = "victim"
    VICTIM_BORN = "victim_born"
    VICTIM_ALIASES = "victim_aliases"
    VICTIM_ADDRESS = "victim_address"
    PERPETRATORS = "perpetrators"
    PERPETRATORS_BORN = "perpetrators_born"
    PERPETRATORS_ALIASES = "perpetrators_aliases"
    PERPETRATORS_ADDRESS = "perpetrators_address"
    RELATIONSHIP = "relationship"
    CHILDREN = "children"
    CHILDREN_BORN = "children_born"
    SCHOOLS = "schools"
    DEPENDANTS = "dependants"
    DEPENDANTS_BORN = "dependants_born"
    CRITERIA = "criteria"
    TICKS = "ticks"
    VISIBLE_HIGH_RISK = "visible_high_risk"
    PROFESSIONAL_JUDGEMENT = "professional_judgement"
    JUDGEMENT = "judgement"
    ESCALATION = "escalation"
    REPEAT = "repeat"
    EARLIER = "earlier"
    MINUTES_ON = "minutes_on"
    CONSENT = "consent"
    GROUNDS = "grounds"
    INCIDENT_ON = "incident_on"
    REASON = "reason"
    SAFE_CONTACT = "safe_contact"
    POST_IS_SAFE = "post_is_safe"
    AFRAID_OF = "afraid_of"
    SAFE_TO_TALK_TO = "safe_to_talk_to"
    UNSAFE_TO_TALK_TO = "unsafe_to_talk_to"
    RISK_TO_STAFF = "risk_to_staff"
    DONE_ALREADY = "done_already"
    WISHES = "wishes"
    OUTCOMES = "outcomes"
    GENDER = "gender"
    ETHNICITY = "ethnicity"
    NATIONALITY = "nationality"
    ORIENTATION = "orientation"
    DISABILITY = "disability"
    RELIGION = "religion"
    LANGUAGE = "language"
    PREGNANT = "pregnant"
    RESTRICTED = "restricted"
    SECTION = "section"
    FIXED_AT = "fixed_at"
    FIXED_FOR = "fixed_for"
    KEEP = "keep"
    """No field of ours: its cells stay with the original row, and nothing is read from them."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what the template calls it, what it says beneath, and what forms call it."""

    key: Key
    heading: str
    hint: str
    wordings: tuple[str, ...] = ()


_DAY: Final = "A day, as 3/4/2026 or 3 April 2026."
_YES: Final = "Yes or no."
_EACH: Final = "Each on a line of its own, or with ; between them."

FIELDS: Final = (
    Field(
        Key.CASE,
        "Case",
        "Only where a case takes several rows: the same number in each of them.",
        ("case number", "case no", "case ref", "case reference", "reference", "ref", "ref no",
         "reference number", "number", "no", "marac number", "marac case number", "case id"),
    ),
    Field(
        Key.AGENCY,
        "Referring agency",
        "As it is called in the meeting's plan.",
        ("agency", "referred by", "referring organisation", "organisation", "referrer agency",
         "agency referring", "referral agency", "referral source", "source", "source of referral"),
    ),
    Field(
        Key.REFERRER,
        "Referrer",
        "Who refers, and how to reach them.",
        ("contact name", "contact names", "referrer name", "referrers name", "name referrer",
         "referring officer", "referring worker", "referring professional", "worker", "officer"),
    ),
    Field(
        Key.REFERRED_ON,
        "Date of referral",
        _DAY,
        ("referral date", "date referred", "date", "date referral received", "date received",
         "received", "referred on", "referred"),
    ),
    Field(
        Key.VICTIM,
        "Victim",
        "One name. Other names go into their own column.",
        ("victim name", "name victim", "victim survivor", "victim survivor name", "survivor",
         "survivor name", "client", "client name", "victim full name", "vic", "vic name"),
    ),
    Field(
        Key.VICTIM_BORN,
        "Victim date of birth",
        _DAY,
        ("victim dob", "dob victim", "date birth victim", "victim d o b", "survivor dob",
         "client dob", "victim born", "victims dob", "vic dob", "victim birth date"),
    ),
    Field(
        Key.VICTIM_ALIASES,
        "Victim other names",
        _EACH,
        ("victim alias", "victim aliases", "victim alias other names", "alias", "aliases",
         "victim also known as", "victim aka", "aka", "other names", "victim maiden name"),
    ),
    Field(
        Key.VICTIM_ADDRESS,
        "Victim address",
        "Where she or he lives; compared with those who attend.",
        ("address", "address victim", "victim home address", "home address", "client address",
         "survivor address", "victim address including postcode", "victim address postcode"),
    ),
    Field(
        Key.PERPETRATORS,
        "Perpetrators",
        f"{_EACH} A date of birth may stand behind a name.",
        ("perpetrator", "perpetrator name", "perpetrators name", "name perpetrator",
         "names perpetrators", "perp", "perps", "perp name", "alleged perpetrator",
         "alleged perpetrator name", "suspect", "suspect name", "abuser", "offender",
         "offender name", "perpetrators names", "perpetrator full name"),
    ),
    Field(
        Key.PERPETRATORS_BORN,
        "Perpetrators dates of birth",
        "In the order of the names.",
        ("perpetrator dob", "perpetrators dob", "perp dob", "dob perpetrator",
         "perpetrator date birth", "perpetrators date birth", "alleged perpetrator dob",
         "suspect dob", "offender dob", "abuser dob", "perpetrator born", "perpetrators born"),
    ),
    Field(
        Key.PERPETRATORS_ALIASES,
        "Perpetrators other names",
        "In the order of the names.",
        ("perpetrator alias", "perpetrator aliases", "perpetrators alias", "perp alias",
         "perpetrator aka", "perpetrator other names", "perpetrators aliases"),
    ),
    Field(
        Key.PERPETRATORS_ADDRESS,
        "Perpetrators addresses",
        "In the order of the names, with ; between them.",
        ("perpetrator address", "perpetrators address", "perp address", "address perpetrator",
         "alleged perpetrator address", "suspect address", "offender address",
         "perpetrators address including postcode", "perpetrator address postcode"),
    ),
    Field(
        Key.RELATIONSHIP,
        "Relationship to victim",
        "Of the perpetrators.",
        ("relationship", "relationship perpetrator victim", "perpetrator relationship victim",
         "relationship perpetrator", "relationship between victim perpetrator",
         "perpetrator relationship"),
    ),
    Field(
        Key.CHILDREN,
        "Children",
        f"{_EACH} The date of birth behind the name: Bryn Oakhill 3/4/2019.",
        ("child", "child name", "children name", "children names", "names children",
         "children dob", "children names dobs", "children name dob", "children names dob",
         "children and dob", "kids", "children details", "child details", "childs name",
         "children household", "children in household", "children and dates birth",
         "children names and dates birth", "children dates birth names"),
    ),
    Field(
        Key.CHILDREN_BORN,
        "Children dates of birth",
        "In the order of the names, where they do not stand behind them.",
        ("child dob", "childs dob", "children dobs", "childrens dob", "childrens dobs",
         "child date birth", "childrens dates birth", "child born", "children born"),
    ),
    Field(
        Key.SCHOOLS,
        "Schools",
        "Of the children, early years included.",
        ("school", "children school", "childrens school", "childrens schools", "school college",
         "nursery", "school nursery", "school college nursery"),
    ),
    Field(
        Key.DEPENDANTS,
        "Other dependants",
        f"Adults who depend on the victim. {_EACH}",
        ("dependants", "dependents", "other dependents", "dependant", "dependent",
         "adult dependants", "adult dependents", "dependent adults", "dependant adults",
         "dependant name", "dependent name"),
    ),
    Field(
        Key.DEPENDANTS_BORN,
        "Other dependants dates of birth",
        "In the order of the names.",
        ("dependants dob", "dependents dob", "dependant dob", "dependent dob",
         "dependants date birth", "dependents date birth"),
    ),
    Field(
        Key.CRITERIA,
        "Criteria",
        "Visible high risk; professional judgement; escalation; repeat: those that are met.",
        ("criterion", "criteria met", "referral criteria", "criteria referral", "reason criteria",
         "criterion met", "referral criterion", "ground referral", "grounds referral",
         "marac criteria", "threshold met"),
    ),
    Field(
        Key.TICKS,
        "Ticks",
        "Of the risk checklist: a number, as 17 or 17/24.",
        ("number ticks", "no ticks", "tick count", "dash score", "dash", "ric score", "ric",
         "score", "risk score", "dash ticks", "ric ticks", "ticks dash", "dash ric score",
         "dash ric", "number yes answers", "dash total", "risk checklist score"),
    ),
    Field(
        Key.VISIBLE_HIGH_RISK,
        "Visible high risk",
        _YES,
        ("visible high risk 14 ticks or more on safelives dash risk checklist", "high risk",
         "visible high risk 14 ticks or more", "visible high risk 14", "high risk ticks"),
    ),
    Field(
        Key.PROFESSIONAL_JUDGEMENT,
        "Professional judgement",
        _YES,
        ("professional judgment", "prof judgement", "prof judgment", "pj"),
    ),
    Field(
        Key.JUDGEMENT,
        "Why professional judgement",
        "What the checklist does not show. It never lowers a count of ticks.",
        ("professional judgement why", "why pj", "pj why", "pj reason", "pj rationale",
         "professional judgement reason", "professional rationale",
         "professional judgement rationale", "rationale", "rationale professional judgement",
         "reason professional judgement", "why professional judgment",
         "if referred on professional judgement briefly explain your rationale",
         "professional judgement explanation", "professional judgement details"),
    ),
    Field(
        Key.ESCALATION,
        "Escalation",
        _YES,
        ("potential escalation", "escalating", "potential escalation locally agreed threshold"),
    ),
    Field(
        Key.REPEAT,
        "Repeat",
        _YES,
        ("marac repeat", "repeat case", "repeat referral", "is this repeat", "repeat marac",
         "marac repeat further incident within twelve months"),
    ),
    Field(
        Key.EARLIER,
        "Date of earlier referral",
        f"Where it is a repeat. {_DAY}",
        ("previous referral date", "date previous referral", "date last referral", "last marac",
         "previous marac date", "date previous marac", "earlier referral", "date listed",
         "if repeat provide date listed", "previous marac", "date last marac", "last referral",
         "repeat date", "date earlier referral", "last heard", "date last heard"),
    ),
    Field(
        Key.MINUTES_ON,
        "Date of minutes of another MARAC",
        f"Where it is handed over from another area: of the latest. {_DAY}",
        ("date of minutes", "minutes date", "minutes of", "date of latest minutes",
         "transfer minutes date", "date of minutes from other marac"),
    ),
    Field(
        Key.CONSENT,
        "Consent",
        "Given, refused or not asked.",
        ("consent given", "victim consent", "has consent been given", "consent obtained",
         "victim has given consent", "consent y n", "has victim consented", "consented",
         "informed consent", "consent to share", "consent referral", "has victim given consent"),
    ),
    Field(
        Key.GROUNDS,
        "Grounds without consent",
        "On what ground information is shared, where consent was not given.",
        ("grounds", "grounds sharing without consent", "grounds for sharing", "legal basis",
         "if no consent why", "if no why not", "reason no consent", "grounds no consent",
         "legal grounds", "lawful basis", "reason sharing without consent", "grounds sharing",
         "legal gateway"),
    ),
    Field(
        Key.INCIDENT_ON,
        "Date of latest incident",
        _DAY,
        ("incident date", "date incident", "date last incident", "latest incident",
         "last incident", "most recent incident", "date most recent incident",
         "latest incident date", "last incident date"),
    ),
    Field(
        Key.REASON,
        "Reason for referral",
        "Short: its beginning is what the meeting reads.",
        ("reason", "reason referral additional information", "background", "background case",
         "summary", "case summary", "circumstances", "details", "risks", "current risks",
         "additional information", "incident details", "brief summary", "concerns", "why marac"),
    ),
    Field(
        Key.SAFE_CONTACT,
        "Safe contact",
        "How and when the victim can be reached without danger.",
        ("safe contact details", "safe contact number", "safe number", "safe phone",
         "safe telephone", "safe means contact", "safe time to call", "safe times to call",
         "contact safe", "safe way to contact", "safe method contact", "safe contact times",
         "victim safe contact", "safe telephone number", "safe phone number"),
    ),
    Field(
        Key.POST_IS_SAFE,
        "Post is safe",
        _YES,
        ("post safe", "safe to post", "is post safe", "is it safe to post here", "safe post",
         "is it safe to post", "safe to send post", "address safe to post", "letters safe",
         "safe to write"),
    ),
    Field(
        Key.AFRAID_OF,
        "Afraid of",
        "Whom the victim is afraid of, whoever it is.",
        ("victim afraid", "victim is afraid of", "who is victim afraid of", "frightened of",
         "who victim afraid of", "fears", "scared of"),
    ),
    Field(
        Key.SAFE_TO_TALK_TO,
        "Safe to talk to",
        "Who may be spoken to.",
        ("who safe to talk to", "who does victim believe it safe to talk to",
         "who does victim believe it is safe to talk to", "safe people",
         "safe to speak to", "who is safe to talk to", "safe to contact"),
    ),
    Field(
        Key.UNSAFE_TO_TALK_TO,
        "Not safe to talk to",
        "Who must not be spoken to.",
        ("unsafe to talk to", "who does victim believe it not safe to talk to",
         "who does victim believe it is not safe to talk to", "unsafe people",
         "not safe to speak to", "unsafe to speak to", "who is not safe to talk to",
         "unsafe to contact", "not safe to contact", "who not safe to talk to"),
    ),
    Field(
        Key.RISK_TO_STAFF,
        "Risk to professionals",
        "Dogs, weapons, threats: whatever whoever visits has to know.",
        ("risk to staff", "risks to staff", "risks to professionals", "staff safety",
         "risk to workers", "staff risk", "warning markers", "risk professionals"),
    ),
    Field(
        Key.DONE_ALREADY,
        "Done already",
        "What the agency has done so far.",
        ("action taken", "actions taken", "actions already taken", "steps taken", "done so far",
         "already done", "actions to date", "action to date", "what has been done",
         "work done", "support provided", "safety measures in place"),
    ),
    Field(
        Key.WISHES,
        "Wishes",
        "What the victim wants.",
        ("victim wishes", "victims wishes", "wishes victim", "victim views", "victims views",
         "views victim", "what victim wants", "what does victim want"),
    ),
    Field(
        Key.OUTCOMES,
        "Outcomes hoped for",
        "What the meeting can do.",
        ("outcomes", "desired outcomes", "outcome", "outcomes wanted", "why multi agency approach",
         "what support can marac offer", "outcomes sought", "outcomes hoped"),
    ),
    Field(
        Key.GENDER, "Gender", "Of the victim, as they say.", ("victim gender", "sex", "victim sex")
    ),
    Field(
        Key.ETHNICITY,
        "Ethnicity",
        "Of the victim, as they say.",
        ("victim ethnicity", "ethnic origin", "ethnic group", "ethnic background", "race", "bme",
         "b me", "bame"),
    ),
    Field(
        Key.NATIONALITY, "Nationality", "Of the victim, as they say.", ("victim nationality",)
    ),
    Field(
        Key.ORIENTATION,
        "Sexual orientation",
        "Of the victim, as they say; and whether they are trans.",
        ("lgbt", "lgbtq", "lgbtq+", "lgbt+", "orientation", "victim sexual orientation",
         "sexuality", "victim lgbt"),
    ),
    Field(
        Key.DISABILITY,
        "Disability",
        "Of the victim, as they say.",
        ("disabled", "victim disability", "victim disabled", "does victim have disability",
         "disabilities", "does victim have disability give details"),
    ),
    Field(Key.RELIGION, "Religion", "Of the victim, as they say.", ("faith", "victim religion")),
    Field(
        Key.LANGUAGE,
        "Language",
        "And whether an interpreter is needed.",
        ("interpreter", "interpreter required", "interpreter needed", "first language",
         "is interpreter required", "language interpreter", "interpreter language",
         "victim language", "preferred language"),
    ),
    Field(
        Key.PREGNANT,
        "Pregnant",
        "And when the child is due.",
        ("is victim pregnant", "victim pregnant", "pregnancy", "due date"),
    ),
    Field(
        Key.RESTRICTED,
        "Restricted",
        "Employee or honour, where it must be heard by named people alone; else empty.",
        ("restricted case", "restriction", "sensitive", "employee case", "honour based abuse",
         "sensitive case", "hba", "restricted kind", "so called honour based abuse"),
    ),
    Field(
        Key.SECTION,
        "Section",
        "Of the day, where the protocol has some: a cluster, a borough.",
        ("cluster", "borough", "locality", "section of the day", "agenda section"),
    ),
    Field(
        Key.FIXED_AT,
        "Fixed time",
        "Only where a professional is needed for this case: as 11:30.",
        ("time slot", "requested time", "time requested", "fixed slot", "time fixed",
         "allocated time", "time of hearing"),
    ),
    Field(
        Key.FIXED_FOR,
        "Needed at that time",
        "Who is needed at that time: an interpreter, a midwife.",
        ("who is needed", "professional needed", "guest needed", "reason fixed time",
         "fixed for"),
    ),
)  # fmt: skip

BY_KEY: Final = {field.key: field for field in FIELDS}
NUMBERED: Final = frozenset(
    {
        Key.PERPETRATORS,
        Key.PERPETRATORS_BORN,
        Key.PERPETRATORS_ALIASES,
        Key.PERPETRATORS_ADDRESS,
        Key.CHILDREN,
        Key.CHILDREN_BORN,
        Key.DEPENDANTS,
        Key.DEPENDANTS_BORN,
    }
)
"""What can have a column for each: Child 1, Child 1 DOB, Child 2 …"""


def heading_of(key: Key) -> str:
    """What the template calls the column."""
    return BY_KEY[key].heading
