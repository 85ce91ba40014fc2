"""Standing duties and late actions: ACT-7, OUT-4. The shipped protocols are the examples."""

from agenda.duties import Heard, owed, whom_to_tell
from agenda.protocol import Protocol
from agenda.protocol.reading import read_protocol
from server.protocol_files import shipped

HEARD = Heard(("police", "idva", "housing"), "housing", "idva", has_children=False)


def test_doncasters_duties_bind_every_member_and_the_advocate_tells_the_victim() -> None:
    """ACT-7, D 7.1."""
    found = owed(read_protocol(shipped()["doncaster"]).actions, HEARD)
    assert [each.agency for each in found] == ["police", "idva", "housing", "idva"]


def test_without_an_advocate_the_referrer_tells_her() -> None:
    """ACT-7, L 5.8.2."""
    alone = Heard(("police", "housing"), "housing", None, has_children=False)
    last = owed(read_protocol(shipped()["luton"]).actions, alone)[-1]
    assert last.agency == "housing"


def test_a_duty_binds_no_agency_that_has_not_signed() -> None:
    """ACT-7."""
    rules = read_protocol("actions.duties = [{ text = 'x', binds = 'named', agencies = ['fire'] }]")
    assert owed(rules.actions, HEARD) == ()


def test_without_a_protocol_nothing_stands_on_a_case() -> None:
    """ACT-7."""
    assert owed(Protocol().actions, HEARD) == ()


def test_doncaster_tells_the_signatory_and_luton_nobody() -> None:
    """OUT-4."""
    doncaster = read_protocol(shipped()["doncaster"]).actions
    assert [whom_to_tell(doncaster, late) for late in (2, 3)] == [None, "the agency's signatory"]
    assert whom_to_tell(read_protocol(shipped()["luton"]).actions, 20) is None
