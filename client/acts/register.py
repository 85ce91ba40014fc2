"""The register: being here, signing, leaving, and what the minute-taker does for others."""

from collections.abc import Callable

from agenda.plan import Role
from client.acts.asking import sure
from client.acts.form import Act, Answers, Choice, CloseScreen, Form, Option, StayHere, Words
from client.acts.targets import target as action_target
from client.acts.targets import to_witness as is_to_witness
from client.acts.targets import unconfirmed_without_laptop
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Seen
from meeting.commands import (
    AnyCommand,
    Attend,
    Leave,
    OpenFinishedCase,
    ReadBackActions,
    RecordApologies,
    RecordLeaving,
    RecordNoLaptop,
    RecordRelease,
    RecordReport,
    RecordReturn,
    RecordSteppingOut,
    RefuseDeclaration,
    SignDeclaration,
    SignIn,
    StepOut,
    WitnessConfirmation,
    WitnessRefusal,
    WitnessSignature,
)
from meeting.conflict import Ruling
from meeting.room import CAN_COME_BACK, Attendance, Item, ItemState, Line, Phase
from meeting.values import CaseId

LEAVE, CLOSE, STAY = "leave", "close", "stay"


def pointed(seen: Seen) -> Line | None:
    """The person under the cursor in the register."""
    return seen.room.register.get(seen.pointed)


def is_pointed(seen: Seen) -> bool:
    """Whether somebody is under the cursor."""
    return pointed(seen) is not None


def attend(_: Seen) -> Act | None:
    """I am here (ATT-2)."""
    return Attend()


def sign(seen: Seen) -> Act | None:
    """I read the declaration and sign it by name (SIGN-1, SIGN-3)."""
    declaration = seen.room.protocol.declaration
    name = seen.line.name if seen.line else ""
    return Form(
        "The declaration",
        lambda answers: SignDeclaration(name=answers.one("name"), digest=declaration.digest),
        (Words("name", "Your name", f"as on the register: {name}"),),
        reading=declaration.text,
        yes="sign",
    )


def refuse(seen: Seen) -> Act | None:
    """I do not sign, and see no case (SIGN-2)."""
    words = row("No case will be open to you, and the register says so. You can sign later.")
    return sure("Not sign the declaration?", RefuseDeclaration(), seen, words)


def step_out(_: Seen) -> Act | None:
    """I go out of the room for a moment: at once, for nobody is asked (ATT-2)."""
    return StepOut()


def missed(seen: Seen) -> tuple[Item, ...]:
    """Cases that are over and not open to me, other than those that I know to be out of (ATT-2).

    The server alone knows which of them I can have.
    """
    return tuple(
        item
        for item in seen.room.items.values()
        if item.case is not None
        and item.state is ItemState.OVER
        and seen.state.case(item.case) is None
        and not _is_out_of(seen, item.case)
    )


def _is_out_of(seen: Seen, case: CaseId) -> bool:
    conflict = seen.state.conflict(case, seen.me)
    return conflict is not None and conflict.ruling is not Ruling.STAYS


def open_finished(seen: Seen) -> Act | None:
    """I came late, and ask for a case that is over (ATT-2)."""
    over = tuple(Option(item.case or "", item.label) for item in missed(seen))
    looked_at = seen.item.case if seen.item is not None and seen.item in missed(seen) else None
    return Form(
        "Open a case that is over",
        lambda answers: OpenFinishedCase(case=answers.one("case")),
        (Choice("case", "Case", over, looked_at or ""),),
        said=(row("That you opened it, and when, is recorded in the case."),),
        yes="open",
    )


def leave(seen: Seen) -> Form:
    """Leaving the meeting, which is recorded, or only closing this screen (ATT-2).

    What waits to be sent is lost with the screen: then staying is the first answer.
    """
    stay = Option(STAY, "stay here")
    close = Option(CLOSE, "just close this screen: coming back is by logging in again")
    leaving = Option(LEAVE, "leave the meeting: recorded, with the time")
    present = seen.line is not None and seen.line.is_present
    going_on = seen.room.phase is not Phase.APPROVED
    options = (
        *((stay,) if seen.waiting else ()),
        close,
        *((leaving,) if present and going_on else ()),
    )
    return Form(
        "Leave?",
        _go,
        (Choice("how", "How", options),),
        said=_would_be_lost(seen.waiting),
        yes="go",
    )


def _go(answers: Answers) -> Leave | CloseScreen | StayHere:
    match answers.one("how"):
        case "leave":
            return Leave()
        case "stay":
            return StayHere()
        case _:
            return CloseScreen()


def _would_be_lost(waiting: int) -> tuple[Row, ...]:
    if not waiting:
        return ()
    what = "1 thing" if waiting == 1 else f"{waiting} things"
    words = f"! Not sent yet, and lost if this screen is closed now: {what}."
    return (
        row(Piece(words, Tone.WARNING), indent=2),
        row("Stay, and all of it is sent when the server is back."),
    )


# What the minute-taker does for somebody (ROLE-8)


def _for(person: Callable[[str], AnyCommand], title: str) -> Callable[[Seen], Act | None]:
    def act(seen: Seen) -> Act | None:
        line = pointed(seen)
        if line is None:
            return None
        return sure(f"{title}: {seen.person(line.person)}?", person(line.person), seen)

    return act


sign_in = _for(lambda person: SignIn(person=person), "Here, without a laptop")
apologies = _for(lambda person: RecordApologies(person=person), "Apologies received")
left = _for(lambda person: RecordLeaving(person=person), "Has left the room")
stepped_out = _for(
    lambda person: RecordSteppingOut(person=person), "Has stepped out, and comes back"
)
returned = _for(lambda person: RecordReturn(person=person), "Is back in the room")
released = _for(lambda person: RecordRelease(person=person), "Came for their own cases, and may go")
no_laptop = _for(lambda person: RecordNoLaptop(person=person), "Goes on without the laptop")
witness_refusal = _for(lambda person: WitnessRefusal(person=person), "Would not sign")


def witness_signature(seen: Seen) -> Act | None:
    """Somebody without a laptop signed on paper, before the minute-taker (SIGN-1, ROLE-8)."""
    line = pointed(seen)
    if line is None:
        return None
    digest = seen.room.protocol.declaration.digest
    command = WitnessSignature(person=line.person, digest=digest)
    words = row("You saw them sign the declaration that was read out.")
    return sure(f"Signed on paper: {seen.person(line.person)}?", command, seen, words)


def report(seen: Seen) -> Act | None:
    """The agency of the person under the cursor has sent a written report (ATT-1)."""
    line = pointed(seen)
    if line is None:
        return None
    name = seen.name_of(line.agency)
    return sure(f"Written report received: {name}?", RecordReport(agency=line.agency), seen)


def record_leaving(seen: Seen) -> Act | None:
    """From the room: somebody has left, chosen by first letters (ATT-2)."""
    return _choose(seen, "Who has left the room?", lambda person: RecordLeaving(person=person))


def record_stepping_out(seen: Seen) -> Act | None:
    """From the room: somebody has stepped out, chosen by first letters (ATT-2)."""
    title = "Who has stepped out?"
    return _choose(seen, title, lambda person: RecordSteppingOut(person=person))


def record_return(seen: Seen) -> Act | None:
    """From the room: who had stepped out is back (ATT-2)."""
    back = (Option(line.person, seen.person(line.person)) for line in outside(seen))
    return Form(
        "Who is back in the room?",
        lambda answers: RecordReturn(person=answers.one("person")),
        (Choice("person", "Person", tuple(back)),),
        yes="record",
    )


def record_no_laptop(seen: Seen) -> Act | None:
    """From the room: somebody goes on without their laptop (ROLE-8)."""
    title = "Who goes on without their laptop?"
    return _choose(seen, title, lambda person: RecordNoLaptop(person=person), laptops=True)


def _choose(
    seen: Seen, title: str, build: Callable[[str], AnyCommand], *, laptops: bool = False
) -> Form:
    here = (
        Option(line.person, seen.person(line.person))
        for line in seen.room.register.values()
        if line.is_present and line.person != seen.me and (line.laptop or not laptops)
    )

    def make(answers: Answers) -> AnyCommand:
        return build(answers.one("person"))

    return Form(title, make, (Choice("person", "Person", tuple(here)),), yes="record")


def read_back(seen: Seen) -> Act | None:
    """The actions have been read aloud (ACT-9)."""
    if seen.case is None:
        return None
    words = row("Each owner now confirms on their own screen, or aloud before you.")
    return sure(
        "All actions have been read aloud?",
        ReadBackActions(case=seen.case.case, version=seen.case.plan.version),
        seen,
        words,
    )


def witness_confirmation(seen: Seen) -> Act | None:
    """A spoken confirmation of an agency without a laptop (ACT-5)."""
    case, action = seen.case, action_target(seen, is_to_witness)
    if case is None or action is None:
        return None
    agency = unconfirmed_without_laptop(seen, action)[0]
    command = WitnessConfirmation(
        case=case.case, action=action.action, agency=agency, version=action.version
    )
    title = f"{seen.name_of(agency)} confirmed {action.label} aloud?"
    return sure(title, command, seen, row(action.wording.text))


def outside(seen: Seen) -> tuple[Line, ...]:
    """Those who have stepped out."""
    lines = seen.room.register.values()
    return tuple(line for line in lines if line.attendance is Attendance.STEPPED_OUT)


def can_be_signed_in(seen: Seen) -> bool:
    """The person under the cursor is not here."""
    line = pointed(seen)
    return line is not None and not line.is_present


def has_stepped_out(seen: Seen) -> bool:
    """The person under the cursor is outside for a moment."""
    return pointed(seen) in outside(seen)


def has_not_left(seen: Seen) -> bool:
    """The person under the cursor is in the room, or outside for a moment."""
    line = pointed(seen)
    return line is not None and line.attendance in CAN_COME_BACK


def can_be_released(seen: Seen) -> bool:
    """The person under the cursor came for an agency outside the core (ATT-5)."""
    line = pointed(seen)
    if line is None or line.role not in {Role.REPRESENTATIVE, Role.OBSERVER}:
        return False
    return has_not_left(seen) and line.agency not in seen.room.protocol.attendance.core_agencies


def is_here(seen: Seen) -> bool:
    """The person under the cursor is in the room."""
    line = pointed(seen)
    return line is not None and line.is_present


def is_expected(seen: Seen) -> bool:
    """The person under the cursor has neither come nor sent apologies."""
    line = pointed(seen)
    return line is not None and line.attendance is Attendance.EXPECTED


def signs_on_paper(seen: Seen) -> bool:
    """The person under the cursor is here without a laptop and has not signed."""
    line = pointed(seen)
    return is_here(seen) and line is not None and not line.laptop and not line.may_take_part


def has_laptop(seen: Seen) -> bool:
    """The person under the cursor is here on a laptop, and is somebody else."""
    line = pointed(seen)
    return is_here(seen) and line is not None and line.laptop and line.person != seen.me


def sends_report(seen: Seen) -> bool:
    """The agency of the person under the cursor has sent no report yet."""
    line = pointed(seen)
    return line is not None and line.agency not in seen.room.reports
