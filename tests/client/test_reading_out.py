"""What is read out between the cases, on whose screen, and in which section (AG-1, AG-8, OUT-4)."""

from agenda.likeness import compared_parties
from agenda.plan import MeetingPlan
from agenda.protocol import Day, DayPart, SectionRule
from client.acts.keys import offered
from client.view.case import instead_of_case, title
from client.view.heading import what_is_on
from client.view.reading_out import LISTEN, NOTHING, READ_OUT
from client.view.seen import Place
from meeting.commands import BeginPart
from tests.client.test_view import seen, text
from tests.given import A_PLAN, DAY, Given
from tests.meeting.test_earlier import (
    SECRET,
    THEN,
    YEAR_AGO,
    an_action,
    an_earlier,
    begun,
    somebody,
    told,
)
from tests.meeting.test_earlier_anew import DONE, anew

LATE = an_action("A1", due=DAY.replace(day=3), named="Hugo Brook")
SOON = an_action(
    "A2", agencies=("police", "idva"), text="Ask her how she is.", due=DAY.replace(day=27)
)
URGENT = an_action("A1", agencies=("probation",), text="Recall him.", urgent=True)
FLAGGED = an_earlier(
    meeting="northvale-then", case="elder", number="9", heard_on=YEAR_AGO, actions=()
)
LATER = an_earlier(
    URGENT,
    meeting="northvale-september",
    case="hazel",
    number="2",
    heard_on=DAY.replace(month=9, day=29),
    parties=compared_parties((somebody("Olwen Thorne"),)),
)
HAZEL = an_earlier(LATE, SOON, parties=compared_parties((somebody("Hesper Wyke"),)))


def reading(part: DayPart = DayPart.OUTSTANDING) -> Given:
    """Everybody is here, and the chair has gone on to that part."""
    return begun(FLAGGED, LATER, HAZEL).after("chair", BeginPart(part=part))


def shown(given: Given, person: str) -> str:
    looking = seen(given, person)
    assert looking.case is None
    return text(instead_of_case(looking))


def test_outstanding_actions_are_there_by_agency_with_when_they_are_due_out_4() -> None:
    words = shown(reading(), "chair")
    assert READ_OUT in words
    assert "Housing · Tue 27 Oct, case 4, A1" in words
    assert f"{SECRET} (Hugo Brook)" in words
    assert "! late, Tue 3 Nov" in words
    assert "by Fri 27 Nov" in words
    assert "! urgent: Recall him." in words
    agencies = ("Housing", "IDVA service", "Police", "Probation")
    places = [words.index(f"{agency} · ") for agency in agencies]
    assert places == sorted(places)


def test_a_representative_sees_which_are_their_own_out_4() -> None:
    words = shown(reading(), "housing")
    assert LISTEN in words
    assert "Housing ◀ you · " in words
    assert words.count("◀ you") == 1


def test_whose_flags_have_ended_is_named_and_nothing_of_what_is_outstanding_ag_8() -> None:
    words = shown(reading(DayPart.EXPIRING), "police")
    assert "Heard Sat 1 Nov 2025, case 9" in words
    assert "flag ended Sun 1 Nov" in words
    assert "Winifred Yewdale; Victor Yewdale" in words
    assert SECRET not in words


def test_who_has_nothing_to_read_sees_what_everybody_would_without_any_con_6() -> None:
    """Like one of its people, or with nothing outstanding at all: the same words."""
    like = an_earlier(parties=compared_parties((somebody("Hugo Brook"),)))
    here = begun(like).after("chair", BeginPart(part=DayPart.OUTSTANDING))
    nothing = told().everybody_signed().after("chair", BeginPart(part=DayPart.OUTSTANDING))
    assert shown(here, "housing") == shown(nothing, "housing")
    assert NOTHING in shown(here, "housing")
    assert SECRET in shown(here, "police")


def test_what_was_settled_before_the_room_opened_is_on_nobodys_screen_out_4() -> None:
    here = anew(begun(), an_earlier(DONE)).after("chair", BeginPart(part=DayPart.OUTSTANDING))
    for who in ("chair", "housing", "police"):
        assert NOTHING in shown(here, who)
        assert SECRET not in shown(here, who)


def test_the_part_that_is_on_is_named_above_and_a_chosen_case_is_looked_at_all_the_same() -> None:
    looking = seen(reading(), "police")
    assert title(looking) == "Outstanding actions"
    assert "".join(piece.text for piece in what_is_on(looking)) == "Outstanding actions"
    elsewhere = seen(reading(), "police", chosen="2")
    assert title(elsewhere).startswith("Case 2")


def test_one_key_goes_from_part_to_part_and_the_next_call_ends_it_ag_1() -> None:
    def key(given: Given) -> str:
        looking = seen(given, "chair")
        said = [k.said(looking) for k in offered(looking, Place.ROOM) if k.name == "begin_part"]
        return said[0] if said else ""

    given, words = begun(), []
    for part in (DayPart.SUCCESSES, DayPart.OUTSTANDING, DayPart.EXPIRING):
        words.append(key(given))
        given = given.after("chair", BeginPart(part=part))
    assert words == ["successes", "outstanding actions", "cases that expire"]
    assert key(given) == "successes"
    # The area's chair may begin elsewhere: the key goes on from there.
    assert key(reading()) == "cases that expire"
    assert key(given.case_called("1")) == ""
    assert "went well" not in shown(given, "chair")


def sections(*names: str) -> MeetingPlan:
    rules = tuple(SectionRule(id=name.lower(), name=name, outstanding=True) for name in names)
    protocol = A_PLAN.protocol.model_copy(update={"day": Day(sections=rules)})
    cases = tuple(
        case.model_copy(update={"section": rules[n % len(rules)].id})
        for n, case in enumerate(A_PLAN.cases)
    )
    return A_PLAN.model_copy(update={"protocol": protocol, "cases": cases})


def test_each_section_has_its_own_before_its_cases_ag_1() -> None:
    held = (
        an_earlier(an_action("A1", text="In the north."), section="north"),
        an_earlier(an_action("A1", text="In the south."), case="b", number="5", section="South"),
        an_earlier(an_action("A1", text="Of no section."), case="c", number="6", section="West"),
    )
    given = told(*held, plan=sections("North", "South")).everybody_signed()
    north, south = (
        shown(given.case_called(f"outstanding-{s}"), "chair") for s in ("north", "south")
    )
    assert "In the north." in north
    assert "In the south." not in north
    assert "Of no section." in north
    assert "In the south." in south
    assert "In the north." not in south
    assert f"{THEN:%a} {THEN.day} Oct, case 5, A1" in south
