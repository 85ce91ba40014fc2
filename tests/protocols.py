"""Protocols of tests: one key of a protocol changed, and no other."""

from typing import Any

from agenda.protocol import Protocol


def with_key(protocol: Protocol, key: str, value: Any) -> Protocol:
    """``protocol`` with ``key``, written with dots, set to ``value``; checked as a whole."""
    facts = protocol.model_dump(exclude_unset=True)
    *sections, last = key.split(".")
    section = facts
    for name in sections:
        section = section.setdefault(name, {})
    section[last] = value
    return Protocol.model_validate(facts)
