"""How the table calls the roles, phases and stages: the words of screens, papers and refusals."""

from collections.abc import Iterable, Mapping

from agenda.london import clock_time
from agenda.plan import PartyKind, Role
from agenda.protocol import Link, Stage
from meeting.case.checks import Aim
from meeting.case.hearing import Case
from meeting.case.late_offers import OfferArrivedLate
from meeting.case.risks import Risk
from meeting.case.sharing import Sharing
from meeting.case.stand_in import Post
from meeting.room import Phase, Room, RoomRecording
from meeting.values import Subject

ROLES: Mapping[Role, str] = {
    Role.CHAIR: "chair",
    Role.MINUTE_TAKER: "minute-taker",
    Role.REPRESENTATIVE: "representative",
    Role.OBSERVER: "observer",
    Role.GUEST: "guest",
}

NO_SAFE_CONTACT = "no safe contact is known"
"""Said wherever the safe contact would stand: an empty place reads as if nobody had to ask."""

PHASES: Mapping[Phase, str] = {
    Phase.PREPARING: "the meeting is being prepared",
    Phase.GATHERING: "people are gathering",
    Phase.DECLARATION: "the declaration is read and signed",
    Phase.HEARING: "cases are heard",
    Phase.SUMMARY: "the chair sums up",
    Phase.APPROVED: "the action list is approved",
}

STAGES: Mapping[Stage, str] = {
    Stage.LISTED: "not called yet",
    Stage.CONFLICTS: "any conflicts?",
    Stage.PRESENTING: "referrer presents",
    Stage.VICTIMS_VOICE: "the victim's views",
    Stage.ROUND: "round the table",
    Stage.RISKS: "risks",
    Stage.PLANNING: "action planning",
    Stage.SAFETY: "safety check",
    Stage.READ_BACK: "read-back",
    Stage.CLOSED: "over",
}

AIMS: Mapping[Aim, str] = {
    Aim.VICTIM: "keeps the victim safe",
    Aim.CHILDREN: "safeguards the children",
    Aim.PERPETRATOR: "addresses the perpetrator",
    Aim.STAFF: "protects staff",
}
"""What an action does that answers an aim, after “no action” or “what”."""

LINKS: Mapping[Link, str] = {
    Link.MAPPA: "MAPPA",
    Link.CHILDREN: "safeguarding children",
    Link.ADULTS: "safeguarding adults",
    Link.POSITION_OF_TRUST: "LADO or PiPOT",
    Link.TRANSFER: "transfer to another MARAC",
}

RECORDING: Mapping[RoomRecording, str] = {
    RoomRecording.OFF: "not recorded",
    RoomRecording.ON: "recorded",
    RoomRecording.PAUSED: "recorded, and paused",
}

POSTS: Mapping[Post, str] = {
    Post.CHAIR: "the chair",
    Post.MINUTES: "the minutes",
    Post.VICTIMS_VOICE: "the victim's voice",
    Post.PROCESSING: "the coordinator's processing",
}

OTHERS: Mapping[Subject, str] = {
    "staff": "staff",
    "address": "the address",
    "public": "the public",
}


def subject_label(case: Case, subject: Subject | None) -> str:
    """Whom something is about, as the table says it: ``victim``, ``child: Ava``, ``staff``."""
    if subject is None:
        return ""
    for party in case.parties:
        if party.id == subject:
            named = party.kind in {PartyKind.CHILD, PartyKind.DEPENDANT, PartyKind.PERPETRATOR}
            return f"{party.kind}: {party.name}" if named else str(party.kind)
    return OTHERS.get(subject, subject)


def unnamed(case: Case, subject: Subject | None) -> str:
    """Whom something is about, without a name: ``victim``, ``child 2``, ``staff``."""
    party = next((party for party in case.parties if party.id == subject), None)
    if party is None:
        return OTHERS.get(subject or "", "")
    alike = [other.id for other in case.parties if other.kind is party.kind]
    return f"{party.kind} {alike.index(party.id) + 1}" if len(alike) > 1 else str(party.kind)


def listed(words: Iterable[str], last: str = "or") -> str:
    """``a, b or c``; empty for none."""
    said = list(words)
    if len(said) < 2:  # noqa: PLR2004 - one word or none needs no joining
        return "".join(said)
    return f"{', '.join(said[:-1])} {last} {said[-1]}"


def said_reopened(case: Case) -> tuple[str, ...]:
    """``at 10:40, closed as heard at 10:25: the school has rung back``, for each time."""
    return tuple(
        f"at {clock_time(each.at)}, closed as {each.closing.outcome} at "
        f"{clock_time(each.closing.at)}: {each.reason}"
        for each in case.reopened
    )


def said_left_out(room: Room, case: Case) -> tuple[str, ...]:
    """``Housing, Change the locks: she has moved``, for each offer that came after the close and
    was not taken in.
    """
    return tuple(
        f"{room.agencies.get(late.agency, late.agency)}, {late.text}: {late.left_out}"
        for late in case.late_offers.values()
        if isinstance(late.came, OfferArrivedLate) and not late.is_open
    )


def said_care(case: Case) -> tuple[str, ...]:
    """``Safe contact: …``, what is not safe, and the risk to staff, as far as it was said; that no
    safe way is known, is said too (CASE-9).
    """
    return tuple(
        f"{lead}: {words}"
        for lead, words in (
            ("Safe contact", case.safe_contact or "none is known"),
            ("Not safe", case.unsafe_contact),
            ("Risk to staff", case.risk_to_staff),
        )
        if words
    )


def said_links(case: Case) -> tuple[str, ...]:
    """``MAPPA: no, he was never convicted``, for each link of which it was said (CASE-8)."""
    return tuple(
        f"{LINKS[link]}: {'yes' if answer.applies else 'no'}, {answer.reason}"
        for link, answer in sorted(case.links.items(), key=lambda each: tuple(Link).index(each[0]))
    )


def said_sharing(room: Room, case: Case, sharing: Sharing) -> str:
    """``Housing asked Police whether the date may go to the GP, for a letter: yes, no address``;
    not to be shared where nobody answered, or it was corrected since (NTK-1).
    """
    point = case.heard.points.get(sharing.information)
    owner = room.agencies.get(point.agency, point.agency) if point else ""
    asked = (
        f"{room.agencies.get(sharing.agency, sharing.agency)} asked {owner}: "
        f"{sharing.what}, to {sharing.to_whom}, for {sharing.purpose}"
    )
    answer = sharing.answer_to(point) if point else None
    if answer is None:
        before = ", corrected since it was answered" if sharing.answers else ", not answered"
        return f"{asked}{before}: not to be shared"
    said = "yes" if answer.permitted else "no"
    return f"{asked}: {said}, {answer.reason}" if answer.reason else f"{asked}: {said}"


def said_sharings(room: Room, case: Case) -> tuple[str, ...]:
    """Every question whether something may be shared, with what was answered."""
    return tuple(said_sharing(room, case, sharing) for sharing in case.sharings.values())


def said_settled(risk: Risk) -> str:
    """``accepted: she will not move``; empty before it was said (RISK-2)."""
    return ": ".join(filter(None, (risk.settled or "", risk.why)))


def said_withdrawal(room: Room, case: Case) -> tuple[str, ...]:
    """That a referral was to be withdrawn, why, and what the others said to that (CASE-7)."""
    asked = case.withdrawal
    if asked is None:
        return ()
    names = room.agencies
    said = [f"{names.get(asked.agency, asked.agency)} asked to withdraw it: {asked.reason}"]
    if asked.nothing_known:
        known = listed((names.get(each, each) for each in asked.nothing_known), "and")
        said.append(f"{known} knew nothing to the contrary")
    if asked.otherwise:
        said.append(f"{names.get(asked.otherwise, asked.otherwise)} knew otherwise")
    return tuple(said)


def said_passed_over(case: Case) -> tuple[str, ...]:
    """``round the table, risks: nobody else knows her``, for each time that any was."""
    return tuple(
        ": ".join(filter(None, (", ".join(STAGES[stage] for stage in over), why)))
        for over, why in case.clock.passed_over
    )
