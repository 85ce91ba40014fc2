"""Hostile files get a clear refusal within two seconds and 256 MiB. AG-6."""

import time
import tracemalloc

import pytest

from agenda.referrals.file import opened_file
from agenda.referrals.headings import need_headings
from agenda.referrals.table import UnreadableFile
from tests.agenda.referrals.hostile import HOSTILE

SECONDS = 2.0
BYTES = 256 * 1024 * 1024


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence_in_time_and_memory(name: str) -> None:
    make, sentence = HOSTILE[name]
    content = make()
    began = time.process_time()
    with pytest.raises(UnreadableFile) as refused:
        need_headings(opened_file(content, {}).table, {})
    assert time.process_time() - began < SECONDS
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


def test_what_is_taken_to_refuse_one_is_bounded() -> None:
    make, _ = HOSTILE["one string everywhere"]
    content = make()
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile):
            opened_file(content, {})
        assert tracemalloc.get_traced_memory()[1] < BYTES / 4
    finally:
        tracemalloc.stop()
