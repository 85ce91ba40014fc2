"""Links between the documents lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.files import ROOT, documents, name, text

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PATH = re.compile(r"`((?:agenda|meeting|server|client|tests|docs|requirements)/[\w./-]*)`")


def anchors(path: Path) -> Iterator[str]:
    """What a link into this page can name."""
    for heading in HEADING.findall(text(path)):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("path", documents(), ids=name)
def test_every_link_leads_to_a_file_and_a_heading_that_exist(path: Path) -> None:
    for link in LINK.findall(text(path)):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        page = (path.parent / target).resolve() if target else path
        assert page.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in set(anchors(page)), f"{link} leads to no heading"


@pytest.mark.parametrize("path", documents(), ids=name)
def test_every_path_that_is_named_exists(path: Path) -> None:
    named = PATH.findall(text(path))
    assert [found for found in named if not (ROOT / found).exists()] == []
