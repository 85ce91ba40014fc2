"""Protocols as files: those that come with the program, and an area's own.

``marac-server protocol`` lists, shows and checks them, without a store; a plan names one.
"""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from agenda.protocol import Protocol
from agenda.protocol.keys import choices, written
from agenda.protocol.places import Place
from agenda.protocol.reading import NotAProtocol, checked, differences, nearest, read_protocol
from agenda.text import clean
from server.errors import OperatorError
from server.say import say

DEFAULT: Final = "safelives"
"""The generic protocol, with which others are compared."""
SUFFIX: Final = ".toml"


def shipped() -> Mapping[str, str]:
    """The text of each protocol that comes with the program, by its name."""
    folder = files("server") / "shipped"
    found = (file for file in folder.iterdir() if file.name.endswith(SUFFIX))
    texts = {file.name.removesuffix(SUFFIX): file.read_text(encoding="utf-8") for file in found}
    return dict(sorted(texts.items()))


def protocol_named(said: str, folder: Path) -> Protocol:
    """The shipped protocol of that name, or the one in that file, seen from ``folder``.

    Raises OperatorError.
    """
    known = shipped()
    if said in known:
        return read_protocol(known[said])
    if not said.endswith(SUFFIX):
        near = nearest(said, known) or ", ".join(known)
        raise OperatorError(
            clean(
                f"There is no protocol {said!r}. Name one that comes with the program, {near}, or "
                f"a file that ends in {SUFFIX}."
            )
        )
    return protocol_in(folder / said)


def protocol_in(path: Path) -> Protocol:
    """The protocol in a file. Raises OperatorError, with a line for each thing that is wrong."""
    try:
        return read_protocol(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise OperatorError(clean(f"{path} cannot be read: {error.strerror}.")) from None
    except UnicodeDecodeError:
        raise OperatorError(clean(f"{path} is not text in UTF-8; save it as that.")) from None
    except NotAProtocol as error:
        raise OperatorError(_all_of(f"{path} is no protocol", error)) from None


def protocol_of_plan(given: Any, plan: Path, where: Mapping[Place, int]) -> Protocol:
    """What a plan says of its protocol: a name, a file beside the plan, or a table.

    ``where`` has the lines of the plan. Raises OperatorError.
    """
    if isinstance(given, str):
        return protocol_named(given, plan.parent)
    inside = {place[1:]: line for place, line in where.items() if place[:1] == ("protocol",)}
    try:
        return checked(given, inside)
    except NotAProtocol as error:
        raise OperatorError(_all_of(f"{plan} has no protocol that would do", error)) from None


def _all_of(what: str, error: NotAProtocol) -> str:
    if len(error.problems) == 1:
        return clean(f"{what}: {error}")
    return "\n".join([clean(f"{what}:"), *(f"  {problem}" for problem in error.problems)])


def list_protocols() -> None:
    """Prints the names of the shipped protocols, each with what its area calls its meetings."""
    known = shipped()
    width = max(map(len, known))
    for name, text in known.items():
        say(f"{name:<{width}}  {read_protocol(text).name}")


def show_protocol(said: str) -> None:
    """Prints every choice of a protocol, and which of them are defaults. Raises OperatorError."""
    for choice in choices(protocol_named(said, Path())):
        mark = "" if choice.given else "  # default"
        say(f"{choice.path} = {written(choice.value)}{mark}")


def check_protocol(path: Path) -> None:
    """Prints what a file chooses differently from the generic protocol. Raises OperatorError."""
    protocol = protocol_in(path)
    found = list(differences(protocol, read_protocol(shipped()[DEFAULT])))
    say(f"{path} is a protocol.")
    if not found:
        say(f"Everything in it is as in {DEFAULT}.")
    for ours, theirs in found:
        say(f"{ours.path} = {written(ours.value)}  # {DEFAULT}: {written(theirs.value)}")
