"""``docs/tables.md``: who may do what and when, the diagrams, who may read what, the refusals."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from agenda.plan import Role
from agenda.protocol import Stage
from meeting import access
from meeting.case.actions import COMMITTED, SETTLED, Standing
from meeting.case.clock import NEXT_STAGE
from meeting.commands import (
    ALLOWED,
    ALSO_COORDINATOR,
    CASE_PHASES,
    GIVEN_BY,
    NEEDED,
    CaseCommand,
    Needed,
)
from meeting.labels import ROLES
from meeting.room import NEXT_PHASE, Phase
from meeting.streams import Kind
from meeting.words import REFUSALS
from tests.docs.fields import kind_of
from tests.docs.life import Arrow, lived
from tests.docs.markdown import GENERATED, code, meaning, page, table

YES: Final = "●"
NO: Final = ""
BEGIN: Final = "[*]"


def tables_page() -> str:
    """The page, whole."""
    return page(
        "# The tables of the room",
        GENERATED,
        "`meeting/commands/tables.py` says who may give which command, and when; a key that is "
        "missing there means refused. Everything on this page is read off the code.",
        "## Who may give a command",
        "The last column says how far somebody has to be signed in before a command of theirs is "
        "looked at; before the day nobody is signed in, and being expected will do. The "
        "coordinator is in the meeting as something else too; the column shows what that post "
        "adds.",
        _by_role(),
        "## When: commands about the room, by phase of the meeting",
        _when(Phase, about_cases=False),
        "## When: commands about a case, by stage of the case",
        "The meeting has to be in the phase `hearing` besides. A listed case is one that has not "
        "been called.",
        *_other_phases(),
        _when(Stage, about_cases=True),
        "## The phases of a meeting",
        _mermaid(_phase_lines()),
        "## The stages of a case",
        "Besides: from any stage a case returns to `listed` when its chair or minute-taker "
        "declares a conflict, and goes to `closed` when it is deferred or sent to an emergency "
        "meeting. As heard, it is closed from the read-back alone.",
        _mermaid(_stage_lines()),
        "A later stage can be entered over those between, which stays on record; a protocol names "
        "those for which that takes a reason (`hearing.stages_with_reason`).",
        "## The life of an action",
        "Found by trying every command, by everybody, on every action that can be reached: a "
        "chair, a minute-taker, an IDVA, one agency with a laptop and one without. What leaves an "
        "action where it is stands in the table only.",
        _mermaid(_life_lines()),
        _life_table(),
        "## Who may read what",
        "`meeting/access.py`: what somebody is to a stream, and when they may read it. The times "
        "are those of the case: before the day, on the running order and not called, on, over, "
        "and over with the action list approved. What is not here may not be read.",
        _access(),
        "## What a refusal says",
        "The code is for programs and stays; the sentence is for the person. Words in braces are "
        "filled in.",
        table(("code", "sentence"), ((code(c), words) for c, words in REFUSALS.items())),
    )


def _mark(*, holds: bool) -> str:
    return YES if holds else NO


def _by_role() -> str:
    return table(
        ("command", "what for", *(ROLES[role] for role in Role), "coordinator", "signed in"),
        (
            (
                code(kind_of(command)),
                meaning(command),
                *(_mark(holds=role in roles) for role in Role),
                _mark(holds=command in ALSO_COORDINATOR),
                NEEDED.get(command, Needed.SIGNED).value,
            )
            for command, roles in GIVEN_BY.items()
        ),
    )


def _when(moments: type[Phase | Stage], *, about_cases: bool) -> str:
    columns = [moment for moment in moments if _is_used(moment)]
    rows = (
        (code(kind_of(command)), *(_mark(holds=moment in allowed) for moment in columns))
        for command, allowed in ALLOWED.items()
        if issubclass(command, CaseCommand) is about_cases
    )
    return table(("command", *(moment.replace("_", " ") for moment in columns)), rows)


def _other_phases() -> Iterator[str]:
    for command, phases in CASE_PHASES.items():
        when = ", ".join(code(phase) for phase in Phase if phase in phases)
        yield f"{code(kind_of(command))} waits for no hearing: it is legal in the phases {when}."


def _is_used(moment: StrEnum) -> bool:
    return any(moment in allowed for allowed in ALLOWED.values())


def _mermaid(lines: Iterable[str]) -> str:
    body = "".join(f"    {line}\n" for line in lines)
    return f"```mermaid\nstateDiagram-v2\n{body}```\n"


def _phase_lines() -> Iterator[str]:
    yield f"{BEGIN} --> {Phase.PREPARING}: published before the day"
    yield f"{BEGIN} --> {Phase.GATHERING}"
    for phase in Phase:
        for after in Phase:
            if after in NEXT_PHASE.get(phase, frozenset()):
                yield f"{phase} --> {after}"
    yield f"{Phase.SUMMARY} --> {Phase.APPROVED}: approve_action_list"
    yield f"{Phase.APPROVED} --> {BEGIN}"


def _stage_lines() -> Iterator[str]:
    yield f"{BEGIN} --> {Stage.LISTED}"
    yield f"{Stage.LISTED} --> {Stage.CONFLICTS}: call_item"
    for stage, following in NEXT_STAGE.items():
        for after in following:
            yield f"{stage} --> {after}"
    yield f"{Stage.READ_BACK} --> {Stage.CLOSED}: close_case"
    yield f"{Stage.CLOSED} --> {BEGIN}"


def _life_lines() -> Iterator[str]:
    for standing in Standing:
        yield f'state "{standing}" as {standing.name.lower()}'
    for (before, after), labels in _grouped(lived().arrows):
        if before is not after:
            begin = BEGIN if before is None else before.name.lower()
            yield f"{begin} --> {after.name.lower()}: {', '.join(labels)}"
    for standing in Standing:
        if standing in SETTLED:
            yield f"{standing.name.lower()} --> {BEGIN}"


def _life_table() -> str:
    return table(
        ("from", "by", "to"),
        (
            (before or "nothing yet", ", ".join(map(code, labels)), _stays(before, after))
            for (before, after), labels in _grouped(lived().arrows)
        ),
    ) + (
        "\nOn the approved list as an agency's own: "
        + ", ".join(standing for standing in Standing if standing in COMMITTED)
        + ". Everything else that is not settled stands apart on it, as still to be settled.\n"
    )


def _stays(before: Standing | None, after: Standing) -> str:
    return f"{after} still" if before is after else str(after)


def _grouped(
    steps: Iterable[Arrow],
) -> Iterator[tuple[tuple[Standing | None, Standing], list[str]]]:
    found: dict[tuple[Standing | None, Standing], list[str]] = {}
    for arrow in sorted(steps, key=_in_order):
        found.setdefault((arrow.before, arrow.after), []).append(arrow.command)
    yield from found.items()


def _in_order(arrow: Arrow) -> tuple[int, int, str]:
    order = list(Standing)
    return (
        -1 if arrow.before is None else order.index(arrow.before),
        order.index(arrow.after),
        arrow.command,
    )


def _access() -> str:
    return table(
        ("stream", "standing", *access.Time),
        (
            (
                code(kind),
                standing.value,
                *(_mark(holds=(kind, standing, time) in access.TABLE) for time in access.Time),
            )
            for kind in Kind
            for standing in access.Standing
            if any((kind, standing, time) in access.TABLE for time in access.Time)
        ),
    )
