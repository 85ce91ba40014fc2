"""Likely matches of attendees with parties, settled in private; and that the names are settled.

Whoever has none to settle cannot tell whether there are any (CON-6).
"""

from client.acts.form import Act, Answers, Choice, Form, Option, Unclear, Words
from client.view.names import is_mine_to_confirm
from client.view.rows import Piece, Row, Tone, quiet, row
from client.view.seen import Seen
from meeting.commands import ConfirmNames, SettleMatch
from meeting.matching import Decision, Match, said_alike
from meeting.streams import Stream

SHOWN = "shown"
TOLD = "You are asked to sit this case out."
NOT_CHOSEN = Option("", "not chosen yet")
"""Nothing stands there beforehand: whoever only looks and sends has settled nothing (CON-6)."""
CHOOSE = "Choose what they are: somebody else, out of the case, or in a sitting of its own."
DECISIONS = (
    NOT_CHOSEN,
    Option(Decision.CLEAR, "somebody else: clear"),
    Option(Decision.RECUSED, "out of the case"),
    Option(Decision.RESTRICTED, "a sitting of its own"),
)
APART = (
    "Here the case is closed to them, and moves nowhere by itself. To hear it apart, close it on "
    "this agenda before the day (Z) and arrange a sitting for those who are to hear it."
)


def matches_to_settle(seen: Seen) -> tuple[tuple[Stream, Match], ...]:
    """Those that this person reads and nobody has settled; never their own."""
    return tuple((stream, match) for stream, match in seen.state.matches() if match.is_open)


def settle_match(seen: Seen) -> Act | None:
    """The private panel: the only place where it is painted who is like whom, and why (CON-6)."""
    open_ones = {str(stream): (stream, match) for stream, match in matches_to_settle(seen)}
    if not open_ones:
        return None

    def build(answers: Answers) -> SettleMatch:
        stream, match = open_ones[answers.one("match")]
        if not answers.one("decision"):
            raise Unclear("decision", CHOOSE)
        decision = Decision(answers.one("decision"))
        return SettleMatch(
            case=stream.case,
            person=stream.person,
            version=match.version,
            decision=decision,
            reason=answers.one("reason"),
            told="" if decision is Decision.CLEAR else answers.one("told"),
        )

    options = tuple(Option(name, _whose(seen, s)) for name, (s, _) in open_ones.items())
    return Form(
        "Names that are alike: turn the screen away",
        build,
        (
            Choice("match", "Whose", options),
            Choice("show", "Like whom", (Option("", "hidden"), Option(SHOWN, "show it"))),
            Choice("decision", "They are", DECISIONS),
            Words("reason", "Reason", "needed, whatever they are; kept with the match"),
            Words("told", "Tell them", "only if they are out of it", TOLD, proposed=True),
        ),
        cases=frozenset(stream.case for stream, _ in open_ones.values()),
        said=(row("What is settled stays settled. Why is kept with it, and told to nobody else."),),
        remarks=lambda answers: _shown(open_ones, answers),
        yes="settle",
    )


def _whose(seen: Seen, stream: Stream) -> str:
    item = seen.room.item_of(stream.case)
    waiting = seen.room.door.get(stream.person)
    who = seen.person(stream.person) if waiting is None else f"{waiting.name}, at the door"
    return f"{who}, {item.label if item else ''}"


def _shown(open_ones: dict[str, tuple[Stream, Match]], answers: Answers) -> tuple[Row, ...]:
    apart = (row(APART),) if answers.one("decision") == Decision.RESTRICTED else ()
    found = open_ones.get(answers.one("match"))
    if found is None or answers.one("show") != SHOWN:
        return (row(quiet("Turn the screen away before you show like whom.")), *apart)
    said = (row(Piece(f"! {words}", Tone.WARNING)) for words in said_alike(found[1].parties))
    return (*said, row(quiet("They are not told that anybody compared them.")), *apart)


def confirm_names(_: Seen) -> Act | None:
    """The names are settled, as far as I can see."""
    return ConfirmNames()


def can_confirm(seen: Seen) -> bool:
    """It is mine to say, and I have not said it, and there is nothing that I have to settle."""
    return is_mine_to_confirm(seen) and not matches_to_settle(seen)
