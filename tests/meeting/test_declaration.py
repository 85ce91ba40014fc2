"""The confidentiality declaration: SIGN-1, SIGN-2, SIGN-3."""

import pytest

from meeting.access import Medium
from meeting.commands import (
    Attend,
    CallItem,
    EnterPhase,
    RecordNoLaptop,
    RefuseDeclaration,
    SignDeclaration,
    SignIn,
    WitnessRefusal,
    WitnessSignature,
)
from meeting.room import DeclarationRefused, DeclarationSigned, Phase
from tests.given import EVERYBODY, NO_LAPTOP, Given, a_hearing, a_room


def at_the_declaration() -> Given:
    return a_room().arrived(*EVERYBODY).in_phase(Phase.DECLARATION)


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_sees_any_case_before_they_have_signed(who: str) -> None:
    """SIGN-1, SIGN-2: chair, minute-taker and observer as everybody else."""
    given = at_the_declaration()
    medium = Medium.PAPER if who == NO_LAPTOP else Medium.SCREEN
    others = {"chair", "minutes"} - {who}
    begun = given.signed(*others, who) if who in {"chair", "minutes"} else given.signed(*others)
    for early in (given, begun) if who not in {"chair", "minutes"} else (given,):
        assert list(early.seen_by(who, Medium.PAPER).cases()) == []
        assert list(early.seen_by(who, medium).cases()) == []
    begun = begun.in_phase(Phase.HEARING)
    signed = begun if begun.line(who).signature else begun.signed(who)
    assert begun is signed or list(begun.seen_by(who, medium).cases()) == []
    assert len(list(signed.seen_by(who, medium).cases())) == 3


def test_what_was_signed_is_kept() -> None:
    """SIGN-3: person, time, version and digest of the exact wording."""
    given = at_the_declaration()
    signed = given.when("police", given.signature_of("police")).then(
        DeclarationSigned(
            person="police", name="Robin Marsh", version="1", digest=given.digest, witness=None
        )
    )
    signature = signed.line("police").signature
    assert signature is not None
    assert (signature.at, signature.digest) == (given.now, given.digest)


def test_a_name_is_signed_as_the_register_has_it_but_for_capitals() -> None:
    """SIGN-1: by name."""
    given = at_the_declaration()
    other = SignDeclaration(name="Somebody Else", digest=given.digest)
    refusal = given.when("police", other).refused("name_differs", "name")
    assert "Robin Marsh" in refusal.message
    small = given.after("police", SignDeclaration(name="robin  marsh", digest=given.digest))
    signature = small.line("police").signature
    assert signature is not None
    assert signature.name == "Robin Marsh"


def test_another_wording_is_not_signed() -> None:
    """SIGN-3."""
    other = SignDeclaration(name="Robin Marsh", digest="0" * 64)
    at_the_declaration().when("police", other).refused("other_wording", "digest")


def test_nothing_is_signed_before_it_is_read_out_nor_twice() -> None:
    """SIGN-1."""
    given = a_room().arrived(*EVERYBODY)
    given.when("police", given.signature_of("police")).refused("not_now")
    signed = at_the_declaration().signed("police")
    signed.when("police", signed.signature_of("police")).refused("already_signed")
    signed.when("police", RefuseDeclaration()).refused("already_signed")


def test_the_register_says_who_would_not_sign_and_they_see_nothing() -> None:
    """SIGN-2."""
    refused = at_the_declaration().when("housing", RefuseDeclaration())
    after = refused.then(DeclarationRefused(person="housing", witness=None))
    assert after.line("housing").refused
    assert list(after.seen_by("housing").cases()) == []
    after.when("housing", RefuseDeclaration()).refused("already_there")


def test_who_thinks_again_may_sign() -> None:
    """SIGN-2."""
    after = at_the_declaration().after("housing", RefuseDeclaration()).signed("housing")
    assert after.signed("chair", "minutes").in_phase(Phase.HEARING).reads("housing")


def test_the_minute_taker_witnesses_for_who_has_no_laptop() -> None:
    """SIGN-1, ROLE-8."""
    given = at_the_declaration()
    signed = given.when("minutes", WitnessSignature(person="health", digest=given.digest))
    after = signed.then(
        DeclarationSigned(
            person="health", name="Hetty Lowe", version="1", digest=given.digest, witness="minutes"
        )
    )
    assert after.line("health").may_take_part


def test_nobody_signs_for_who_has_a_laptop() -> None:
    """SIGN-1."""
    given = at_the_declaration()
    for command in (
        WitnessSignature(person="police", digest=given.digest),
        WitnessRefusal(person="police"),
    ):
        given.when("minutes", command).refused("has_a_laptop", "person")


def test_nobody_signs_for_who_is_not_here() -> None:
    """SIGN-1, ATT-2."""
    given = a_room().arrived("chair", "minutes").in_phase(Phase.DECLARATION)
    given.when("minutes", WitnessRefusal(person="health")).refused("not_here", "person")


def test_a_witnessed_refusal_stands_in_the_register() -> None:
    """SIGN-2, ROLE-8."""
    given = at_the_declaration().after("minutes", RecordNoLaptop(person="housing"))
    after = given.after("minutes", WitnessRefusal(person="housing"))
    assert after.line("housing").refused
    assert not after.reads("housing")


def test_a_late_arrival_signs_first() -> None:
    """SIGN-2, ATT-2."""
    late = (
        a_room().everybody_signed(but=("probation",)).case_called("1").after("probation", Attend())
    )
    assert not late.reads("probation")
    assert late.signed("probation").reads("probation")


def test_cases_are_not_called_by_a_chair_who_has_not_signed() -> None:
    """SIGN-2."""
    given = at_the_declaration()
    given.when("chair", EnterPhase(from_phase=Phase.DECLARATION, phase=Phase.HEARING)).refused(
        "not_signed"
    )
    others = given.signed("minutes")
    others.when("minutes", CallItem(item="1")).refused("not_your_role")


def test_who_comes_back_need_not_sign_again() -> None:
    """SIGN-1: for this meeting, once."""
    given = a_hearing().after("minutes", RecordNoLaptop(person="police"))
    assert given.line("police").may_take_part
    given.when("minutes", SignIn(person="police")).refused("already_present", "person")
    again = WitnessSignature(person="police", digest=given.digest)
    given.when("minutes", again).refused("already_signed")
    back = given.after("police", Attend())
    assert back.reads("police")
    back.when("police", back.signature_of("police")).refused("already_signed")
