"""What somebody should look at in a referral before it goes on the list (AG-6, AG-7).

None of it refuses the referral; none of it is put right by itself.
"""

from collections.abc import Iterator
from datetime import date

from agenda.months import months_after
from agenda.protocol import Criterion, ReferralRules
from agenda.referral import Consent, Referral


def doubts_about(
    referral: Referral, rules: ReferralRules, repeat_months: int, today: date
) -> Iterator[str]:
    """What is missing, old, or does not fit together, each in words that go on from a row.

    ``repeat_months`` is how long another referral is a repeat (AG-7).
    """
    if not referral.safe_contact:
        yield "there is no safe contact"
    if referral.consent is None and not referral.grounds:
        yield "consent is not stated, nor on what grounds information is shared without it"
    if referral.consent in {Consent.REFUSED, Consent.NOT_ASKED} and not referral.grounds:
        said = "was refused" if referral.consent is Consent.REFUSED else "was not asked for"
        yield f"consent {said}, and no grounds are given for sharing without it"
    yield from _ticks(referral, rules)
    if Criterion.PROFESSIONAL_JUDGEMENT in referral.criteria and not referral.judgement:
        yield "it comes on professional judgement, and does not say why"
    yield from _repeat(referral, repeat_months, today)
    yield from _incident(referral, rules, today)


def _ticks(referral: Referral, rules: ReferralRules) -> Iterator[str]:
    if not rules.threshold:
        return
    ticks, by_ticks = referral.ticks, Criterion.VISIBLE_HIGH_RISK in referral.criteria
    if by_ticks and ticks is None:
        yield f"it names visible high risk, and no number of ticks of the {rules.risk_tool}"
    elif by_ticks and ticks is not None and ticks < rules.threshold:
        yield f"it names visible high risk with {ticks} ticks, and {rules.threshold} are needed"
    elif ticks is not None and ticks >= rules.threshold and not by_ticks:
        yield f"its {ticks} ticks reach {rules.threshold}, and it does not name visible high risk"
    elif ticks is not None and not referral.criteria:
        yield f"its {ticks} ticks do not reach {rules.threshold}, and it names no other criterion"


def _repeat(referral: Referral, months: int, today: date) -> Iterator[str]:
    on = referral.referred_on or today
    is_repeat, earlier = Criterion.REPEAT in referral.criteria, referral.earlier
    if is_repeat and earlier is None:
        yield "it is a repeat, and does not say of when"
    if earlier is None:
        return
    if earlier > on:
        yield "the earlier referral is later than this one"
    elif is_repeat and earlier < months_after(on, -months):
        yield (
            f"it is a repeat of {_said(earlier)}, more than {months} months before: "
            "by now it is a new case"
        )
    elif not is_repeat and earlier >= months_after(on, -months):
        yield f"it was referred on {_said(earlier)}, and is not called a repeat"


def _incident(referral: Referral, rules: ReferralRules, today: date) -> Iterator[str]:
    on, incident = referral.referred_on or today, referral.incident_on
    if incident is None:
        return
    if incident > on:
        yield "the latest incident is after the referral"
    elif incident < months_after(on, -rules.incident_months):
        yield (
            f"the latest incident, of {_said(incident)}, is more than {rules.incident_months} "
            "months before the referral"
        )


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
