"""What each agency may know of a case, and what it can offer: a reminder for its own people.

It is shown to who asks for it, and never becomes a point or an action by itself (ACT-1, CASE-3).
"""

from typing import Final

from pydantic import Field

from agenda.protocol.base import AgencyId, Frozen
from agenda.text import Words


class Prompt(Frozen):
    """A reminder for the people of some agencies (CASE-3, ACT-1)."""

    agencies: tuple[AgencyId, ...] = Field(min_length=1)
    """The agencies whose people are shown it."""
    knows: tuple[Words, ...] = ()
    """What they may know, a line each."""
    does: tuple[Words, ...] = ()
    """What they can offer to do, a line each."""


PROMPTS: Final = (
    Prompt(
        agencies=("police",),
        knows=(
            "Calls to the address, and how they changed: the first, the worst, the last.",
            "Convictions, bail, orders and breaches; charges that are coming.",
            "Weapons, licences, vehicles; threats to kill, to children or to staff.",
            "Stalking, coercion and control; what he said about ending his life.",
        ),
        does=(
            "Arrest, or act on a breach; ask for conditions that fit the danger.",
            "A marker on the address, and a patrol that knows what to look for.",
            "A protection notice or order; tell her what she has a right to know.",
            "Visit him: disrupt what he does, and see that he knows he is watched.",
        ),
    ),
    Prompt(
        agencies=("idva",),
        knows=(
            "What she wants, what she fears, and who of those around her is safe.",
            "What was done to her that no report tells of, sexual violence too.",
            "What she did already to be safer, and what came of it.",
            "Injunctions, contact with the children, and disputes about it.",
        ),
        does=(
            "Tell her what was agreed, in a way and at a time that is safe.",
            "A safety plan with her; go with her to court, police or housing.",
            "An injunction; a letter that supports a move.",
            "A visit together with an agency that she trusts.",
        ),
    ),
    Prompt(
        agencies=("probation",),
        knows=(
            "Earlier convictions and how he speaks of them.",
            "Whether he keeps to supervision, programmes and licence.",
            "Dates: release, recall, the end of an order.",
            "What whoever works with the victim or a partner hears.",
        ),
        does=(
            "Ask for a recall, or take a breach to court.",
            "Change conditions of a licence; more frequent reporting.",
            "Tell his supervisor what was said here, as far as it may be told.",
            "Watch what he writes and whom he rings from prison.",
        ),
    ),
    Prompt(
        agencies=("children", "childrens-services"),
        knows=(
            "Plans and assessments, and whether appointments are kept.",
            "What the children saw, said and need; disabilities.",
            "Who lives with them, who collects them, whom they see.",
        ),
        does=(
            "A strategy discussion or an assessment, by a day.",
            "A visit together with health or school; see the children alone.",
            "Help for the parent who protects them.",
        ),
    ),
    Prompt(
        agencies=("housing",),
        knows=(
            "Whose tenancy it is, arrears, and any application to move.",
            "Damage and repairs with their dates; what neighbours say.",
            "Who lives at the address, or is said to.",
        ),
        does=(
            "Locks, doors, windows, an alarm: by a day, and who checks that it is done.",
            "A move for her, or action on his tenancy.",
            "Advice on what she can ask for; arrears that must not cost her the home.",
        ),
    ),
    Prompt(
        agencies=("health", "primary-care", "midwifery"),
        knows=(
            "Injuries and visits with their dates, and whether they fit what was told.",
            "A pregnancy, or small children, and how they are.",
            "Whether a partner comes along to everything and speaks for her.",
            "What was seen of the home.",
        ),
        does=(
            "A flag on the record that he cannot see.",
            "See her alone, by a reason that he will not question.",
            "An appointment at which somebody else of this table can meet her.",
        ),
    ),
    Prompt(
        agencies=("mental-health",),
        knows=(
            "Whether he or she is in treatment, and keeps to it.",
            "Thoughts of suicide or of harming others; what brings them on.",
            "What makes it hard for her to ask for help or to be believed.",
        ),
        does=(
            "An assessment, or an earlier appointment.",
            "A plan for a crisis that others at this table know of.",
            "Advice to those who visit.",
        ),
    ),
    Prompt(
        agencies=("substance-misuse",),
        knows=(
            "What he or she uses, and whether treatment is kept to.",
            "When the danger is greater: relapse, debts, who comes to the home.",
            "Who sees whom at the service: they must not meet there.",
        ),
        does=(
            "An earlier appointment; times at which they do not meet.",
            "Work with him on what he does when he has used.",
            "Tell the table when somebody stops coming.",
        ),
    ),
    Prompt(
        agencies=("adults", "adult-services"),
        knows=(
            "Care needs and who meets them: is the carer the danger?",
            "Safeguarding concerns, and what came of them.",
            "Whether she can decide freely, and who speaks for her.",
        ),
        does=(
            "A safeguarding enquiry, or a new assessment of care.",
            "Another carer, or a visit when the usual one is out.",
        ),
    ),
    Prompt(
        agencies=("education",),
        knows=(
            "Attendance, behaviour, and what the children say or draw.",
            "Who collects them, and who may.",
        ),
        does=(
            "Tell whoever is at the gate; check who may collect them.",
            "A place where the parent can be met without being seen.",
        ),
    ),
)
"""In our own words; an agency goes by the id that its plan gives it."""
