"""AG-1: the day begins with what has gone well; a word of it stands in the earlier case that it is
of, and nowhere else (CON-2, CON-6).
"""

from typing import Final

import pytest

from agenda.past.held import Progress, Settled
from agenda.past.reading_out import earlier_id
from agenda.protocol import Day, DayPart
from meeting.commands import BeginPart, NoteSuccess
from meeting.decide.successes import MOST_SUCCESSES
from meeting.earlier import SuccessNoted
from meeting.room import Phase
from meeting.streams import Kind
from tests.given import A_PLAN, DAY, Given
from tests.meeting.test_earlier import an_action, an_earlier, begun, told
from tests.meeting.test_earlier_anew import anew

SAID: Final = "She has moved and her school is told."
ALL_DONE: Final = an_earlier(an_action("A1", settled={"housing": Settled(progress=Progress.DONE)}))
NOTE: Final = NoteSuccess(earlier=earlier_id(ALL_DONE), success="w1", agency="housing", text=SAID)


def here() -> Given:
    return begun(ALL_DONE).after("chair", BeginPart(part=DayPart.SUCCESSES))


def test_ag_1_an_agency_says_what_went_well_in_a_case_of_the_meeting_before() -> None:
    """Also where nothing is outstanding of it: there it went best."""
    here().when("housing", NOTE).then(SuccessNoted(success="w1", agency="housing", text=SAID))


def test_role_8_the_minute_taker_writes_down_what_an_agency_tells_that_is_here() -> None:
    of_health = NOTE.model_copy(update={"agency": "health"})
    here().when("minutes", of_health).then(
        SuccessNoted(success="w1", agency="health", text=SAID, on_behalf=True)
    )
    absent = told(ALL_DONE).everybody_signed(but=("health",))
    absent.when("minutes", of_health).refused("agency_not_here", "agency")


def test_role_4_nobody_else_speaks_for_an_agency() -> None:
    here().when("police", NOTE).refused("not_your_action", "agency")
    for who in ("chair", "observer"):
        here().when(who, NOTE).refused("not_your_role")


def test_con_2_who_was_out_of_that_case_has_no_word_of_it() -> None:
    closed = ALL_DONE.model_copy(update={"closed_to": frozenset({"children"})})
    given = begun(closed).after("housing", NOTE)
    assert SAID in repr(given.seen_by("police"))
    assert SAID not in repr(given.seen_by("children"))
    kinds = {stream.kind for stream, recorded in given.journal if SAID in repr(recorded)}
    assert kinds == {Kind.EARLIER}


def test_con_2_a_case_that_is_closed_and_one_that_is_not_there_are_answered_alike() -> None:
    closed = begun(ALL_DONE.model_copy(update={"closed_to": frozenset({"housing"})}))
    closed.when("housing", NOTE).refused("no_such_earlier", "earlier")
    nowhere = NOTE.model_copy(update={"earlier": "nowhere"})
    here().when("housing", nowhere).refused("no_such_earlier", "earlier")


def test_ag_1_it_is_told_once_and_a_case_holds_so_many() -> None:
    given = here().after("housing", NOTE)
    given.when("housing", NOTE).refused("already_there", "success")
    for n in range(2, MOST_SUCCESSES + 1):
        given = given.after("housing", NOTE.model_copy(update={"success": f"w{n}"}))
    more = NOTE.model_copy(update={"success": "w99"})
    given.when("housing", more).refused("case_is_full")


def test_ag_1_it_outlasts_that_the_meeting_is_told_anew_and_can_be_said_until_approval() -> None:
    given = here().after("housing", NOTE)
    anew_ = anew(given, an_earlier(an_action("A1")))
    value = anew_.state.told_of(NOTE.earlier)
    assert value is not None
    assert [each.text for each in value.successes.values()] == [SAID]
    later = NOTE.model_copy(update={"success": "w2"})
    given.in_phase(Phase.SUMMARY).when("housing", later).allowed()


@pytest.mark.parametrize(("parts", "count"), [((DayPart.SUCCESSES,), 1), ((), 0)])
def test_ag_1_where_an_area_tells_no_successes_nothing_more_is_told_of_earlier_cases(
    parts: tuple[DayPart, ...], count: int
) -> None:
    day = Day(parts=(DayPart.DECLARATION, *parts, DayPart.CASES))
    protocol = A_PLAN.protocol.model_copy(update={"day": day})
    before = an_earlier(
        an_action("A1", settled={"housing": Settled(progress=Progress.DONE)}),
        meeting="northvale-september",
        heard_on=DAY.replace(month=9, day=29),
        case="elder",
    )
    plan = A_PLAN.model_copy(update={"protocol": protocol})
    assert len(list(told(ALL_DONE, before, plan=plan).state.earlier())) == count
