"""Writes the documents that are made from the code: ``python -m tests.docs.generate``."""

import sys
from collections.abc import Callable, Mapping
from typing import Final

from tests.docs.deadlines_page import deadlines_page
from tests.docs.files import ROOT
from tests.docs.keys_page import keys_page
from tests.docs.list_schema import list_schema_file
from tests.docs.plan_page import plan_page
from tests.docs.protocol_page import protocol_page
from tests.docs.tables_page import tables_page
from tests.docs.wire_page import schema_file, wire_page

DOCUMENTS: Final[Mapping[str, Callable[[], str]]] = {
    "docs/wire.md": wire_page,
    "docs/wire.schema.json": schema_file,
    "docs/action-list.schema.json": list_schema_file,
    "docs/tables.md": tables_page,
    "docs/keys.md": keys_page,
    "docs/protocol.md": protocol_page,
    "docs/plan.md": plan_page,
    "docs/deadlines.md": deadlines_page,
}


def main() -> None:
    """Writes every document whose content changed, and says which."""
    for name, make in DOCUMENTS.items():
        path = ROOT / name
        made = make()
        if not path.exists() or path.read_text(encoding="utf-8") != made:
            path.write_text(made, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{name} written\n")


if __name__ == "__main__":
    main()
