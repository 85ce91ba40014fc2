"""The door: who is let in, who is not, and a sign-in that is void (ATT-6)."""

from collections.abc import Iterable
from typing import Final

from client.acts.asking import NOBODY
from client.acts.form import Act, Answers, Choice, Form, Option, Words
from client.acts.register import pointed
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Seen
from meeting.commands import Admit, LetInAgain, TurnAway, VoidSignIn
from meeting.labels import listed
from meeting.room import Line, Waiting

REPRESENTATIVE, OBSERVER = "representative", "observer"
ROLES: Final = (
    Option(REPRESENTATIVE, "as a representative"),
    Option(OBSERVER, "as an observer"),
)
EVERY_CASE: Final = row(
    "Either way they have every case from now on that they are not out of. Who comes for one "
    "alone is a guest, and is named before the meeting is published.",
    indent=2,
)
"""Nobody becomes a guest at the door (ROLE-6): whoever lets a practitioner in is to know it."""
READ_BY_ALL: Final = row(
    Piece("! Everybody on the register reads this: nothing of any case in it.", Tone.WARNING),
    indent=2,
)


def _named(seen: Seen, waiting: Waiting) -> str:
    return f"{waiting.name} ({seen.name_of(waiting.agency)})"


def _to_identify(waiting: Iterable[Waiting]) -> tuple[Row, ...]:
    """Whoever knocked goes by the name that they typed, and was compared by it alone (CON-6)."""
    names = [each.name for each in waiting if each.self_stated]
    if not names:
        return ()
    words = (
        f"! Typed by themselves: {listed(names, 'and')}. Ask for identification first; names were "
        "compared by that alone."
    )
    return (row(Piece(words, Tone.WARNING), indent=2),)


def let_in(seen: Seen) -> Act | None:
    """Who waits comes onto the register; one key, and Enter (ATT-6)."""
    return _letting_in(seen, seen.room.waiting)


def _letting_in(seen: Seen, waiting: Iterable[Waiting]) -> Form:
    there = tuple(waiting)
    agencies = {each.agency for each in there}
    fields: tuple[Words | Choice, ...] = (
        Choice("person", "Person", tuple(Option(w.person, _named(seen, w)) for w in there)),
        Choice("role", "How", ROLES),
        *_in_place_of(seen, agencies),
        *_agency_name(seen, agencies),
    )
    said = (*_to_identify(there), EVERY_CASE)
    return Form("Let in who waits at the door?", _admit, fields, said=said, yes="let in")


def _in_place_of(seen: Seen, agencies: set[str]) -> tuple[Choice, ...]:
    """Colleagues of theirs who have not come (ATT-1)."""
    lines = seen.room.register.values()
    missing = [line for line in lines if line.agency in agencies and line.arrived is None]
    if not missing:
        return ()
    options = (NOBODY, *(Option(line.person, line.name) for line in missing))
    return (Choice("deputises_for", "In place of", options),)


def _agency_name(seen: Seen, agencies: set[str]) -> tuple[Words, ...]:
    if agencies <= seen.room.agencies.keys():
        return ()
    return (Words("agency_name", "Agency", "what their agency is called: it is new here"),)


def _admit(answers: Answers) -> Admit:
    return Admit.model_validate(
        {
            "person": answers.one("person"),
            "role": answers.one("role"),
            "deputises_for": answers.one("deputises_for") or None,
            "agency_name": answers.one("agency_name") or None,
        }
    )


def kept_out(seen: Seen) -> tuple[Waiting | Line, ...]:
    """Who was turned away, and whose sign-in is void."""
    voided = (line for line in seen.room.register.values() if line.is_void)
    return (*seen.room.door.values(), *voided)


def pointed_out(seen: Seen) -> Waiting | Line | None:
    """The one of them who is under the cursor."""
    return next((each for each in kept_out(seen) if each.person == seen.pointed), None)


def let_in_after_all(seen: Seen) -> Act | None:
    """Who was turned away, or was not the one who signed in under their name."""
    meant = pointed_out(seen)
    if meant is None:
        return None
    people = (Option(meant.person, f"{meant.name} ({seen.name_of(meant.agency)})"),)
    fields: tuple[Words | Choice, ...] = (
        Choice("person", "Person", people),
        Choice("role", "How", ROLES),
        *_agency_name(seen, {meant.agency}),
    )
    if isinstance(meant, Waiting):
        said = _to_identify((meant,))
    else:
        said = (row("Their sign-in was void: they are expected again in the part that they had."),)
    return Form("Let in after all?", _admit, fields, said=said, yes="let in")


def turn_away(seen: Seen) -> Act | None:
    """Who waits is not let in, and told so."""
    people = tuple(Option(w.person, _named(seen, w)) for w in seen.room.waiting)
    return Form(
        "Turn away who waits at the door?",
        lambda answers: TurnAway(person=answers.one("person"), reason=answers.one("reason")),
        (Choice("person", "Person", people), Words("reason", "Why", "may be left out")),
        said=(READ_BY_ALL,),
        yes="turn away",
    )


def void_sign_in(seen: Seen) -> Act | None:
    """Somebody else sits there under that name: nothing more is sent to them (ATT-6)."""
    line = pointed(seen)
    if line is None:
        return None
    person = line.person
    said: tuple[Row, ...] = (
        row(
            "Everything goes from that screen now. What it was sent until then can be listed as "
            "soon as this is done."
        ),
        READ_BY_ALL,
    )
    return Form(
        f"Declare void the sign-in of {seen.person(person)}?",
        lambda answers: VoidSignIn(person=person, reason=answers.one("reason")),
        (Words("reason", "Why"),),
        said=said,
        yes="declare void",
    )


def let_in_again(seen: Seen) -> Act | None:
    """Somebody's account was renewed: whoever sees them says that it is them who sit there."""
    line = _meant_again(seen)
    if line is None:
        return None
    act = LetInAgain(person=line.person)
    return Form(
        f"Let in {seen.person(line.person)} again?",
        lambda _: act,
        said=(row("Look up: is it them who sit at that laptop? Then cases open to them again."),),
        yes="let in",
    )


def to_let_in_again(seen: Seen) -> tuple[Line, ...]:
    """Who sits there with an account that was renewed, and waits for somebody to say that it is
    them.
    """
    return tuple(line for line in _may_be_let_in_again(seen) if line.is_on_laptop)


def _may_be_let_in_again(seen: Seen) -> tuple[Line, ...]:
    """Nobody whom this person cannot let in, as they asked for that invitation (CON-2)."""
    return tuple(
        line
        for line in seen.room.register.values()
        if line.renewal is not None
        and line.is_unsure
        and seen.me not in {line.person, line.renewal.asked_by}
    )


def _meant_again(seen: Seen) -> Line | None:
    """The one under the cursor, who may not be there yet; else the first who waits."""
    pointed_at = [line for line in _may_be_let_in_again(seen) if line.person == seen.pointed]
    return next(iter((*pointed_at, *to_let_in_again(seen))), None)


def is_to_be_let_in_again(seen: Seen) -> bool:
    """Somebody has an account that was renewed, and it may not be them."""
    return _meant_again(seen) is not None


def can_be_voided(seen: Seen) -> bool:
    """The person under the cursor has been signed in, and is somebody else."""
    line = pointed(seen)
    return line is not None and line.arrived is not None and line.person != seen.me
