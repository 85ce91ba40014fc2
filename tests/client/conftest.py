import pytest
import textual.app
import textual.pilot

from tests.client.idle import until_idle


@pytest.fixture(autouse=True)
def _screens_say_when_they_are_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing waits for the processor to be idle."""
    monkeypatch.setattr(textual.app, "wait_for_idle", until_idle)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", until_idle)
