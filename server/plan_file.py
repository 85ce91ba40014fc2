"""A plan in its file: read, with ids for what has none, and all that is wrong with it said at once.

docs/plan.md has every field. Raises OperatorError.
"""

import secrets
import tomllib
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from agenda.plan import MeetingPlan
from agenda.protocol.places import places
from agenda.protocol.reading import Root, not_toml, sentences
from agenda.text import clean
from server.errors import OperatorError
from server.protocol_files import protocol_of_plan

CASE_ID_BYTES: Final = 8
A_PLAN: Final = Root(
    MeetingPlan,
    "a plan",
    {"post": "write coordinator = true for whoever is the coordinator"},
)


def read_plan(path: Path, *, is_draft: bool = False) -> MeetingPlan:
    """The plan in a TOML file. Raises OperatorError, saying what is wrong with it and where.

    That of a draft need not have cases yet.

    A case without an id gets a random one, and so does a restricted sitting. Everybody on the
    register is sent these ids before they sign, so that an id must say nothing of the case.
    """
    text = _text_of(path)
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise OperatorError(clean(f"{path} is not TOML: {not_toml(text, error)}")) from None
    where = places(text)
    if "protocol" in raw:
        raw["protocol"] = protocol_of_plan(raw["protocol"], path, where)
    if is_draft:
        raw.setdefault("cases", [])
    _name_cases(raw.get("cases"))
    _name_guests_cases(raw.get("people"), raw.get("cases"))
    if raw.get("restricted"):
        raw.setdefault("id", secrets.token_hex(CASE_ID_BYTES))
    try:
        return MeetingPlan.model_validate(raw)
    except ValidationError as error:
        raise OperatorError(_all_of(path, sentences(error, where, A_PLAN))) from None


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise OperatorError(clean(f"{path} cannot be read: {error.strerror}.")) from None
    except UnicodeDecodeError:
        raise OperatorError(clean(f"{path} is not text in UTF-8; save it as that.")) from None


def _all_of(path: Path, problems: tuple[str, ...]) -> str:
    if len(problems) == 1:
        return clean(f"{path} is no plan: {problems[0]}")
    return "\n".join([clean(f"{path} is no plan:"), *(f"  {problem}" for problem in problems)])


def _name_cases(cases: object) -> None:
    for case in cases if isinstance(cases, list) else ():
        if isinstance(case, dict):
            case.setdefault("id", secrets.token_hex(CASE_ID_BYTES))


def _name_guests_cases(people: object, cases: object) -> None:
    """A guest's case can be given by its number, since its id may be random (ROLE-6)."""
    if not isinstance(people, list) or not isinstance(cases, list):
        return
    numbered = {n: case.get("id") for n, case in enumerate(cases, 1) if isinstance(case, dict)}
    for person in people:
        if isinstance(person, dict) and isinstance(person.get("for_case"), int):
            person["for_case"] = numbered.get(person["for_case"])
