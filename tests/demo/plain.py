"""State as plain JSON values, sets in order, so that two folds can be compared across processes."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel


def plain(value: Any) -> Any:
    """``value``, made of dataclasses, models, mappings, sets and tuples, as JSON values."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, date | timedelta):
        return str(value)
    return value
