"""NTK-1: permission to use information elsewhere is asked and answered at the table; it belongs to
the agency that supplied it.
"""

import pytest

from agenda.protocol import Stage
from meeting.access import Medium
from meeting.case.information import STRUCK
from meeting.case.sharing import SharingAnswered, SharingAsked
from meeting.commands import (
    AnswerSharing,
    AskToShare,
    CorrectInformation,
    DeclareConflict,
    RecordInformation,
    StrikeEntry,
)
from meeting.papers import action_list
from meeting.streams import case_stream
from meeting.striking import without_words
from tests.given import Given, a_hearing, share

ASK = AskToShare(
    case="oak",
    sharing="s1",
    information="i1",
    what="The date alone.",
    to_whom="her GP",
    purpose="a letter of Tuesday",
)
FOR_HEALTH = ASK.model_copy(update={"agency": "health"})
YES = AnswerSharing(
    case="oak", sharing="s1", version=1, answered=0, permitted=True, reason="No address."
)
NO = YES.model_copy(update={"permitted": False, "reason": "It would lead back to her."})
STRIKE = StrikeEntry(case="oak", entry="i1")


def told() -> Given:
    """Police told something."""
    return a_hearing().after("police", share("Strangled twice since May."))


def asked(given: Given | None = None) -> Given:
    return (given or told()).after("housing", ASK)


def asked_of(agency: str) -> Given:
    """Health, which has no laptop, supplied it, and housing asks."""
    facts = share("Seen for a broken wrist.").model_dump(exclude={"kind"})
    record = RecordInformation.model_validate({**facts, "agency": agency})
    return a_hearing().after("minutes", record).after("housing", ASK)


def said(given: Given) -> tuple[str, ...]:
    (case,) = action_list(given.state, given.reader("housing", Medium.PAPER)).cases
    return case.sharings


@pytest.mark.parametrize("who", ["housing", "idva", "minutes"])
def test_ntk_1_whoever_has_a_voice_asks_what_to_whom_and_for_what(who: str) -> None:
    given = told()
    given.when(who, ASK).then(
        SharingAsked(
            sharing="s1",
            information="i1",
            agency=given.room.register[who].agency,
            what="The date alone.",
            to_whom="her GP",
            purpose="a letter of Tuesday",
            on_behalf=False,
        )
    )


def test_ntk_1_who_only_observes_does_not_ask() -> None:
    told().when("observer", ASK).refused("not_your_role")


def test_role_8_the_minute_taker_asks_for_whoever_says_it_aloud() -> None:
    given = told().after("minutes", FOR_HEALTH)
    assert (given.case().sharings["s1"].agency, given.case().sharings["s1"].on_behalf) == (
        "health",
        True,
    )
    for who in ("housing", "chair"):
        told().when(who, FOR_HEALTH).refused("not_your_role", "agency")


def test_ntk_1_an_agency_needs_nobodys_permission_for_what_is_its_own() -> None:
    told().when("police", ASK).refused("yours_to_share", "information")
    for_police = ASK.model_copy(update={"agency": "police"})
    told().when("minutes", for_police).refused("yours_to_share", "information")


@pytest.mark.parametrize("answer", [YES, NO])
def test_ntk_1_the_agency_that_supplied_it_answers_and_no_other(answer: AnswerSharing) -> None:
    asked().when("police", answer).then(
        SharingAnswered(
            sharing="s1",
            information="i1",
            version=1,
            permitted=answer.permitted,
            reason=answer.reason,
        )
    )
    for who in ("housing", "idva", "probation"):
        asked().when(who, answer).refused("not_yours_to_share", "sharing")
    asked().when("chair", answer).refused("not_your_role")


def test_role_8_the_minute_taker_witnesses_the_answer_of_whoever_has_no_laptop() -> None:
    given = asked_of("health").after("minutes", YES)
    (answer,) = given.case().sharings["s1"].answers
    assert (answer.permitted, answer.witness) == (True, "minutes")
    asked().when("minutes", YES).refused("agency_has_a_laptop", "sharing")


def test_ntk_1_what_nobody_answered_may_not_be_shared() -> None:
    (unanswered,) = said(asked())
    assert unanswered == (
        "Housing asked Police: The date alone., to her GP, for a letter of Tuesday, not answered: "
        "not to be shared"
    )


def test_ntk_1_what_was_answered_stands_on_the_paper_of_the_case() -> None:
    (yes,), (no,) = said(asked().after("police", YES)), said(asked().after("police", NO))
    assert yes.endswith(": yes, No address.")
    assert no.endswith(": no, It would lead back to her.")


def test_ntk_1_its_agency_can_think_better_of_it_and_what_it_said_before_stays() -> None:
    given = asked().after("police", YES)
    given.when("police", NO).refused("moved_on", "answered")
    given = given.after("police", NO.model_copy(update={"answered": 1}))
    assert [each.permitted for each in given.case().sharings["s1"].answers] == [True, False]
    assert said(given)[0].endswith(": no, It would lead back to her.")


def test_ntk_1_what_was_allowed_was_allowed_of_those_words() -> None:
    """Corrected since, it is to be answered once more (CASE-5)."""
    text = CorrectInformation(case="oak", information="i1", version=1, text="He lives at No 4.")
    given = asked().after("police", YES).after("police", text)
    assert said(given)[0].endswith("corrected since it was answered: not to be shared")
    late = YES.model_copy(update={"answered": 1})
    given.when("police", late).refused("changed_meanwhile", "version")
    given = given.after("police", late.model_copy(update={"version": 2}))
    assert said(given)[0].endswith(": yes, No address.")


def test_case_5_what_is_struck_ends_what_was_asked_of_it() -> None:
    given = asked().after("police", YES).after("police", STRIKE)
    assert not given.case().sharings
    assert "letter of Tuesday" not in repr(given.state)
    assert "No address." not in repr(given.state)
    again = YES.model_copy(update={"answered": 1})
    given.when("police", again).refused("no_such_question", "sharing")
    given.when("housing", ASK).refused("no_such_information", "information")


def test_case_5_nobody_who_catches_up_is_sent_what_was_asked_of_what_is_struck() -> None:
    given = asked().after("police", YES).after("police", STRIKE)
    events = [r.event for s, r in given.journal if s == case_stream("oak")]
    about = [each for each in events if isinstance(each, SharingAsked | SharingAnswered)]
    left = [without_words(each, "i1") for each in about]
    assert left == [
        about[0].model_copy(update=dict.fromkeys(("what", "to_whom", "purpose"), STRUCK)),
        about[1].model_copy(update={"reason": ""}),
    ]
    assert [without_words(each, "i2") for each in about] == [None, None]


def test_ntk_1_a_question_is_asked_once_and_about_what_is_there() -> None:
    asked().when("idva", ASK).refused("already_there", "sharing")
    elsewhere = ASK.model_copy(update={"information": "i9"})
    told().when("housing", elsewhere).refused("no_such_information", "information")
    told().when("police", YES).refused("no_such_question", "sharing")


def test_ntk_1_it_is_asked_and_answered_while_the_case_is_heard() -> None:
    a_hearing(Stage.CONFLICTS).when("housing", ASK).refused("not_now")
    closed = asked().case_closed()
    closed.when("police", YES).refused("not_now")


def test_con_2_whoever_is_out_of_the_case_neither_reads_nor_answers_it() -> None:
    given = asked().after("police", DeclareConflict(case="oak", reason="A cousin."))
    assert not given.reads("police")
    given.when("police", YES).refused("no_such_case")
