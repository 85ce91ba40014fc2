"""A file that would keep the server busy with comparing people is refused before it does. AG-6."""

from pathlib import Path

import pytest

from server import agenda_desk
from tests.agenda.referrals.test_comparing import a_file
from tests.rooms import PASSPHRASE
from tests.server.test_agenda import PLAN, STORE, draft, prepared, run


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MARAC_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("MARAC_PASSPHRASE_FILE", raising=False)
    Path("plan.toml").write_text(PLAN, encoding="utf-8")


def test_a_file_of_many_names_is_one_sentence_and_nobody_of_it_is_compared_ag_6(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[object] = []
    monkeypatch.setattr(agenda_desk, "considered", lambda *given: compared.append(given))
    prepared()
    Path("names.csv").write_text(a_file(190, 5, 5), encoding="utf-8", newline="")
    assert run("agenda", "import", "names.csv", *STORE, "--yes") == 2
    assert "more names of victims and perpetrators" in capsys.readouterr().err.splitlines()[-1]
    assert not compared
    assert draft().version == 1
