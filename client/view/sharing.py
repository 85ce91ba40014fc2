"""What was asked of using a piece of information elsewhere, beside that information (NTK-1)."""

from collections.abc import Iterator

from client.view.rows import Line, Piece, Tone, line
from client.view.seen import Seen
from meeting.case.hearing import Case
from meeting.case.information import Information


def sharing_lines(seen: Seen, case: Case, point: Information) -> Iterator[Line]:
    """Each question about ``point``, who asks, and what was answered of its words as they are."""
    for each in case.sharings.values():
        if each.information != point.information:
            continue
        by = ", recorded by the minute-taker" if each.on_behalf else ""
        asked = f"share with {each.to_whom}: {each.what}, for {each.purpose}"
        who = f"{seen.name_of(each.agency)} asks{by}"
        answer = each.answer_to(point)
        if answer is None:
            since = "corrected since it was answered" if each.answers else "not answered yet"
            mark, tone, said = "?", Tone.WARNING, f"{since}: {seen.name_of(point.agency)} says"
        elif answer.permitted:
            mark, tone, said = "✓", Tone.GOOD, "yes"
        else:
            mark, tone, said = "!", Tone.BAD, "no"
        if answer is not None and answer.reason:
            said += f", {answer.reason}"
        if answer is not None and answer.witness:
            said += f", heard by {seen.person(answer.witness)}"
        yield line(Piece(f"  {mark} {said}", tone), f" · {who} to {asked}", indent=4)
