"""Keys of the lobby, the register and the door."""

from client.acts import (
    accounts,
    chairing,
    door,
    matching,
    register,
)
from client.acts.keyed.key import ANYWHERE, BEFORE, LOBBY, Key, not_at_this_screen, signs, unsigned
from meeting import commands as c
from meeting.managing import EndSessions, InviteAnew, ListSent
from meeting.room import Phase

KEYS: tuple[Key, ...] = (
    # The lobby, for everybody
    Key(
        "attend", "enter", "Enter", "I am here", "Say that you are here.",
        c.Attend, register.attend, not_at_this_screen, LOBBY,
    ),
    Key(
        "sign", "enter", "Enter", "read and sign", "Read the declaration and sign it.",
        c.SignDeclaration, register.sign, signs, LOBBY,
    ),
    Key(
        "refuse", "x", "x", "not sign", "Say that you will not sign.",
        c.RefuseDeclaration, register.refuse,
        lambda s: unsigned(s) and s.line is not None and not s.line.refused, LOBBY,
    ),
    # The lobby, for the chair
    Key(
        "read", "r", "r", "read the declaration", "Read the declaration out; all can sign.",
        c.EnterPhase, chairing.read_declaration,
        lambda s: s.room.phase is Phase.GATHERING and s.line is not None and s.line.is_present,
        LOBBY,
    ),
    Key(
        "begin", "b", "b", "begin hearing cases", "Begin hearing cases.",
        c.EnterPhase, chairing.begin_hearing,
        lambda s: s.room.phase is Phase.DECLARATION and s.takes_part, LOBBY,
    ),
    # The lobby, for the minute-taker
    Key(
        "confirm_names", "o", "o", "names are settled",
        "Confirm that the names are settled; in every meeting, before the hearing.",
        c.ConfirmNames, matching.confirm_names,
        matching.can_confirm,
        BEFORE | LOBBY,
    ),
    # The register, for the minute-taker
    Key(
        "sign_in", "s", "s", "here, no laptop", "Sign somebody in without a laptop.",
        c.SignIn, register.sign_in, register.can_be_signed_in, LOBBY,
    ),
    Key(
        "witness_signature", "w", "w", "witness signature", "Witness a signature on paper.",
        c.WitnessSignature, register.witness_signature, register.signs_on_paper, LOBBY,
    ),
    Key(
        "witness_refusal", "X", "X", "would not sign", "Record that somebody would not sign.",
        c.WitnessRefusal, register.witness_refusal, register.signs_on_paper, LOBBY,
    ),
    Key(
        "apologies", "a", "a", "apologies", "Record apologies.",
        c.RecordApologies, register.apologies, register.is_expected, LOBBY,
    ),
    Key(
        "report", "p", "p", "report received", "Record an agency's written report.",
        c.RecordReport, register.report, register.sends_report, LOBBY,
    ),
    Key(
        "left", "l", "l", "has left", "Record that somebody has left.",
        c.RecordLeaving, register.left, register.has_not_left, LOBBY,
    ),
    Key(
        "stepped_out", "z", "z", "stepped out", "Record that somebody stepped out.",
        c.RecordSteppingOut, register.stepped_out, register.is_here, LOBBY,
    ),
    Key(
        "returned", "Z", "Z", "is back", "Record that who had stepped out is back.",
        c.RecordReturn, register.returned, register.has_stepped_out, LOBBY,
    ),
    Key(
        "released", "e", "e", "released",
        "Release somebody who came for the cases of an agency outside the core.",
        c.RecordRelease, register.released, register.can_be_released, LOBBY,
    ),
    Key(
        "no_laptop", "n", "n", "no laptop now", "Record that a laptop is out of use.",
        c.RecordNoLaptop, register.no_laptop, register.has_laptop, LOBBY,
    ),
    # The door, for the chair and the coordinator, on every screen
    Key(
        "admit", "f", "f", "let in", "Let in somebody who waits at the door.",
        c.Admit, door.let_in, lambda s: bool(s.room.waiting), ANYWHERE,
    ),
    Key(
        "turn_away", "F", "F", "turn away", "Turn away somebody who waits at the door.",
        c.TurnAway, door.turn_away, lambda s: bool(s.room.waiting), ANYWHERE,
    ),
    Key(
        "let_in_after_all", "f", "f", "let in after all",
        "Let in who was turned away, or whose sign-in was void.",
        c.Admit, door.let_in_after_all,
        lambda s: not s.room.waiting and door.pointed_out(s) is not None, LOBBY,
    ),
    Key(
        "void_sign_in", "v", "v", "sign-in void", "Somebody else is signed in under that name.",
        c.VoidSignIn, door.void_sign_in, door.can_be_voided, LOBBY,
    ),
    Key(
        "let_in_again", "u", "u", "let in again", "Somebody's account was renewed, and it is them.",
        c.LetInAgain, door.let_in_again, door.is_to_be_let_in_again, BEFORE | LOBBY,
    ),
    # The register, for the chair and the coordinator
    Key(
        "end_sessions", "E", "E", "log out",
        "Log somebody out everywhere, at once (the coordinator, too).",
        EndSessions, accounts.end_sessions, register.is_pointed, LOBBY,
    ),
    Key(
        "invite_anew", "I", "I", "invite",
        "An invitation for who has none, or lost laptop or password (the coordinator, too).",
        InviteAnew, accounts.invite_anew, register.is_pointed, BEFORE | LOBBY,
    ),
    Key(
        "list_sent", "L", "L", "list sent",
        "List what was sent in somebody's name (the coordinator, too).",
        ListSent, accounts.list_sent, register.is_pointed, LOBBY,
    ),
)  # fmt: skip
