"""What a laptop remembers between meetings, so that on the day a password is enough.

The server's address and pin, who logs in here, and a random id of the laptop: no content, and
nothing that opens anything by itself.
"""

import json
import os
import sys
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from client.getting_in import Place
from client.seat import Unusable, place_of

FILE: Final = "laptop.json"
_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class Remembered:
    """Who logs in here, where, and what this laptop is called there."""

    place: Place
    person: str
    device: str


class Memory:
    """The file of it, in ``folder``; without one, nothing outlives the program."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._held: Remembered | None = None

    def recall(self) -> Remembered | None:
        """What was remembered; None for nothing, and for what can no longer be read."""
        if self._folder is None:
            return self._held
        try:
            facts = json.loads((self._folder / FILE).read_bytes())
            place = place_of(facts["address"], b64decode(facts["pin"]))
            return Remembered(place, str(facts["person"]), str(facts["device"]))
        except (OSError, ValueError, LookupError, TypeError, Unusable):
            return None

    def keep(self, remembered: Remembered) -> None:
        """Remembers this in place of what was. Where the disk does not take it, only for now."""
        self._held = remembered
        if self._folder is None:
            return
        facts = {
            "address": remembered.place.address,
            "pin": b64encode(remembered.place.pin).decode(),
            "person": remembered.person,
            "device": remembered.device,
        }
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._folder / FILE, _FRESH, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(facts, file)
        except OSError:
            return


def usual_folder() -> Path:
    """Where programs of this system keep such things."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "marac-live"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "marac-live"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "marac-live"
