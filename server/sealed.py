"""What crosses the loopback between two commands of ours: who captures there reads nothing."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Final

from server.errors import OperatorError
from server.keys import WrongKey, key_for, unwrap, wrap

OTHER_VERSION: Final = "The running server is of another version; stop it and ask again."


def seal(key: bytes, what: str, value: Mapping[str, object]) -> str:
    """``value`` under the store's control key; ``what`` says what it is, and is no secret."""
    return b64encode(wrap(key_for(what, key), json.dumps(value).encode(), what)).decode()


def unseal(key: bytes, what: str, text: str) -> dict[str, object]:
    """What ``seal`` was given. Raises OperatorError where it was given something else."""
    try:
        value = json.loads(unwrap(key_for(what, key), b64decode(text), what))
    except (ValueError, WrongKey):
        raise OperatorError(OTHER_VERSION) from None
    return value if isinstance(value, dict) else {}
