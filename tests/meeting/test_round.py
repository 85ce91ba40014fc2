"""What is said in a case: ROLE-3, ROLE-4, ROLE-5, CASE-3, CASE-4, CASE-5."""

import pytest

from agenda.protocol import Stage
from meeting.case.information import (
    Category,
    HandLowered,
    HandRaised,
    InformationCorrected,
    InformationShared,
    Nature,
    NothingKnownReported,
    SameKnown,
)
from meeting.case.table import Heard, has_laptop, seats
from meeting.commands import (
    AskToSpeak,
    CorrectInformation,
    DeclareConflict,
    KnowTheSame,
    Leave,
    LowerHand,
    RecordInformation,
    RecordNothingKnown,
    RecordReport,
    RecordTheSame,
    ReportNothingKnown,
    StrikeEntry,
)
from meeting.decide.asking import MOST_POINTS
from meeting.state import Placed
from meeting.streams import case_stream
from tests.given import Given, a_hearing, a_room, share

ASK = AskToSpeak(case="oak")
NOTHING = ReportNothingKnown(case="oak")


def record(agency: str = "health", information: str = "i1") -> RecordInformation:
    return RecordInformation(
        case="oak",
        information=information,
        agency=agency,
        subject="victim",
        category=Category.HISTORY,
        text="Seen at the surgery in May.",
    )


def heard(given: Given) -> dict[str, Heard]:
    return {seat.agency: seat.heard for seat in seats(given.room, given.case())}


def test_information_carries_the_name_of_its_agency_and_what_it_is() -> None:
    """CASE-3, ROLE-4: agency, subject, category, fact or opinion, and its date."""
    said = share(nature=Nature.OPINION, dated="2026-05-02")
    after = a_hearing().when("police", said)
    given = after.then(
        InformationShared(
            information="i1",
            agency="police",
            subject="victim",
            category=Category.RISK_FACTOR,
            nature=Nature.OPINION,
            text="Strangled twice since May.",
            dated=said.dated,
            on_behalf=False,
        )
    )
    assert given.case().heard.points["i1"].by == "police"


@pytest.mark.parametrize("subject", ["victim", "perpetrator", "child", "staff", "address"])
def test_information_is_about_somebody_of_this_case(subject: str) -> None:
    """CASE-3."""
    a_hearing().when("police", share(subject=subject)).allowed()
    a_hearing().when("police", share(subject="gran")).refused("no_such_subject", "subject")


def test_hearsay_has_no_place() -> None:
    """CASE-3: fact or professional opinion, and nothing else."""
    assert {str(nature) for nature in Nature} == {"fact", "professional opinion"}


def test_nobody_shares_for_another_agency_but_the_minute_taker_what_they_say() -> None:
    """ROLE-3, ROLE-4, ROLE-8: and it is marked as recorded on their behalf."""
    for who in ("police", "chair", "observer"):
        a_hearing().when(who, record()).refused("not_your_role")
    given = a_hearing().when("minutes", record()).allowed()
    point = given.case().heard.points["i1"]
    assert (point.agency, point.on_behalf, point.by) == ("health", True, "minutes")


def test_the_chair_and_an_observer_share_nothing() -> None:
    """ROLE-2, ROLE-5."""
    for who in ("chair", "observer", "minutes"):
        a_hearing().when(who, share()).refused("not_your_role")


def test_an_absent_agency_is_not_quoted() -> None:
    """CASE-3, ATT-2."""
    gone = a_room().everybody_signed(but=("health",)).case_called("1").at_stage(Stage.ROUND)
    gone.when("minutes", record()).refused("agency_not_here", "agency")
    gone.when("minutes", record("circus")).refused("no_such_agency", "agency")


def test_the_minute_taker_presents_the_written_report_of_an_absent_agency() -> None:
    """ROLE-3, ATT-1."""
    gone = a_room().everybody_signed(but=("health",)).case_called("1").at_stage(Stage.ROUND)
    given = gone.after("minutes", RecordReport(agency="health"))
    assert heard(given)["health"] is Heard.WRITTEN_REPORT
    assert heard(given.after("minutes", record()))["health"] is Heard.SPOKE


def test_nothing_is_said_twice_under_one_id() -> None:
    given = a_hearing().after("police", share())
    given.when("police", share("Something else.")).refused("already_there", "information")


def test_an_agency_corrects_its_own_words_and_what_stood_before_stays() -> None:
    """CASE-5, in part."""
    given = a_hearing().after("police", share())
    correct = CorrectInformation(case="oak", information="i1", version=1, text="Once, in May.")
    after = given.when("police", correct)
    corrected = after.then(InformationCorrected(information="i1", text="Once, in May."))
    texts = corrected.case().heard.points["i1"].texts
    assert texts == ("Strangled twice since May.", "Once, in May.")
    other = correct.model_copy(update={"text": "Twice, in June."})
    refusal = corrected.when("police", other).refused("both_changed", "text")
    assert "“Once, in May.”" in refusal.message
    assert "“Twice, in June.”" in refusal.message


def test_nobody_corrects_the_words_of_another_agency() -> None:
    """CASE-5, NTK-1: the minute-taker only what they typed themselves."""
    said = record("probation", "i2")
    given = a_hearing().after("police", share()).after("minutes", said)
    for who, point in (("housing", "i1"), ("minutes", "i1"), ("housing", "i2")):
        correct = CorrectInformation(case="oak", information=point, version=1, text="No.")
        given.when(who, correct).refused("not_yours", "information")
    own = CorrectInformation(case="oak", information="i2", version=1, text="In June.")
    for who in ("minutes", "probation"):
        given.when(who, own).allowed()
    unknown = CorrectInformation(case="oak", information="i9", version=1, text="No.")
    given.when("police", unknown).refused("no_such_information", "information")


def test_an_agency_that_knows_the_same_has_its_name_there_and_says_it_not_again_case_3() -> None:
    """CASE-4: it was heard by that."""
    given = a_hearing().after("police", share())
    same = KnowTheSame(case="oak", information="i1", version=1)
    after = given.when("housing", same)
    known = after.then(SameKnown(information="i1", version=1, agency="housing", on_behalf=False))
    assert known.case().heard.points["i1"].also_known == ("housing",)
    assert heard(known)["housing"] is Heard.SPOKE
    known.when("housing", same).refused("already_there", "information")
    given.when("police", same).refused("already_there", "information")
    nothing = given.after("housing", NOTHING).after("housing", same)
    assert "housing" not in nothing.case().heard.nothing_known


def test_it_is_recorded_for_an_agency_without_a_laptop_role_8() -> None:
    said = RecordTheSame(case="oak", information="i1", version=1, agency="health")
    given = a_hearing().after("police", share()).after("minutes", said)
    assert given.case().heard.points["i1"].also_known == ("health",)
    a_hearing().when("minutes", said).refused("no_such_information", "information")


def test_who_knew_the_same_knew_the_words_that_stood_there_case_5() -> None:
    """A correction is other words, and what is struck was not said here."""
    same = KnowTheSame(case="oak", information="i1", version=1)
    given = a_hearing().after("police", share())
    correct = CorrectInformation(case="oak", information="i1", version=1, text="Once, in May.")
    corrected = given.after("housing", same).after("police", correct)
    assert corrected.case().heard.points["i1"].also_known == ()
    given.after("police", correct).when("housing", same).refused("moved_on", "information")
    struck = given.after("housing", same).after("minutes", StrikeEntry(case="oak", entry="i1"))
    assert heard(struck)["housing"] is Heard.YET_TO_SPEAK
    struck.when("housing", same).refused("no_such_information", "information")


def test_nothing_known_is_an_answer() -> None:
    """CASE-4."""
    after = a_hearing().when("housing", NOTHING)
    given = after.then(NothingKnownReported(agency="housing", on_behalf=False))
    assert heard(given)["housing"] is Heard.NOTHING_KNOWN
    given.when("housing", NOTHING).refused("already_there")
    spoke = given.after("housing", share())
    assert heard(spoke)["housing"] is Heard.SPOKE
    spoke.when("housing", NOTHING).refused("already_there")


def test_nothing_known_is_recorded_for_who_has_no_laptop() -> None:
    """CASE-4, ROLE-8."""
    said = RecordNothingKnown(case="oak", agency="health")
    after = a_hearing().when("minutes", said)
    after.then(NothingKnownReported(agency="health", on_behalf=True))


def test_a_case_holds_no_more_than_a_laptop_can_show() -> None:
    """CASE-3."""
    given = a_hearing()
    said = share().model_dump(exclude={"kind", "case"})
    for number in range(MOST_POINTS):
        facts = {**said, "information": f"n{number}", "agency": "police", "on_behalf": False}
        made = InformationShared.model_validate(facts)
        given = given.happened([Placed(case_stream("oak"), made)], "police")
    refusal = given.when("police", share()).refused("case_is_full")
    assert "500 pieces of information" in refusal.message
    given.when("minutes", record()).refused("case_is_full")
    correct = CorrectInformation(case="oak", information="n1", version=1, text="Once.")
    given.when("police", correct).allowed()


def test_the_chair_sees_who_has_yet_to_speak_who_asks_and_who_passed() -> None:
    """CASE-4."""
    given = a_hearing().after("police", share()).after("housing", NOTHING).after("children", ASK)
    given = given.after("probation", DeclareConflict(case="oak", reason="My neighbour."))
    assert heard(given.after("idva", Leave())) == {
        "police": Heard.SPOKE,
        "idva": Heard.LEFT,
        "housing": Heard.NOTHING_KNOWN,
        "children": Heard.ASKS,
        "probation": Heard.OUT_OF_IT,
        "health": Heard.YET_TO_SPEAK,
    }


def test_hands_queue_in_the_order_raised() -> None:
    """CASE-4."""
    given = a_hearing().when("housing", ASK).then(HandRaised(person="housing"))
    given.when("housing", ASK).refused("already_there")
    queue = given.after("police", ASK)
    assert queue.case().heard.hands == ("housing", "police")
    lowered = queue.when("chair", LowerHand(case="oak", person="housing"))
    lowered.then(HandLowered(person="housing"))


def test_nobody_but_the_chair_lowers_another_hand() -> None:
    """CASE-4."""
    given = a_hearing().after("housing", ASK)
    lower = LowerHand(case="oak", person="housing")
    given.when("police", lower).refused("not_your_role")
    given.when("police", LowerHand(case="oak", person="police")).refused("moved_on", "person")
    assert given.when("housing", lower).allowed().case().heard.hands == ()


def test_speaking_lowers_the_hand() -> None:
    """CASE-4."""
    given = a_hearing().after("housing", ASK)
    assert given.after("housing", share()).case().heard.hands == ()
    assert given.after("housing", NOTHING).case().heard.hands == ()


def test_an_observer_asks_for_nothing() -> None:
    """ROLE-5."""
    a_hearing().when("observer", ASK).refused("not_your_role")


def test_a_laptop_that_is_out_of_the_case_is_no_laptop_in_it() -> None:
    """ROLE-8."""
    given = a_hearing()
    assert has_laptop(given.room, given.case(), "housing")
    assert not has_laptop(given.room, given.case(), "health")
    out = given.after("housing", DeclareConflict(case="oak", reason="My cousin."))
    assert not has_laptop(out.room, out.case(), "housing")
