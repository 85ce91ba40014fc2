"""Several people in one cell: all of them, or a question. AG-6."""

from datetime import date

import pytest

from agenda.referrals.dates import Unclear
from agenda.referrals.people import Somebody, names_in, people_in, person_in

TODAY = date(2026, 11, 25)
BRYN = Somebody("Bryn Oakhill", date(2019, 4, 3))
CAI = Somebody("Cai Oakhill", date(2021, 6, 5))
BARE = (Somebody("Bryn Oakhill"), Somebody("Cai Oakhill"))


@pytest.mark.parametrize(
    "text",
    [
        "Bryn Oakhill 3/4/2019\nCai Oakhill 5/6/2021",
        "Bryn Oakhill (3/4/2019); Cai Oakhill (5/6/2021)",
        "1. Bryn Oakhill 3/4/2019 2. Cai Oakhill 5/6/2021",
        "1) Bryn Oakhill - 3 April 2019\n2) Cai Oakhill - 5th June 2021",
        "- Bryn Oakhill DOB 03.04.2019\n- Cai Oakhill DOB: 05.06.2021",
        "Bryn Oakhill, 3/4/2019, Cai Oakhill, 5/6/2021",
        "Bryn Oakhill (dob 3/4/19, aged 7), Cai Oakhill (born 5-Jun-21)",
        "Bryn Oakhill 3/4/2019 (son)\n\nCai Oakhill, aged 5, 5/6/2021",
        "• Bryn Oakhill 2019-04-03 | Cai Oakhill 2021-06-05",
    ],
)
def test_lines_semicolons_numbers_and_plain_commas_part_people_ag_6(text: str) -> None:
    assert people_in(text, TODAY) == (BRYN, CAI)


@pytest.mark.parametrize(
    "text", ["Bryn Oakhill, Cai Oakhill", "Bryn Oakhill (7); Cai Oakhill 5 yrs"]
)
def test_without_a_date_there_is_none(text: str) -> None:
    assert people_in(text.replace("(7)", "(aged 7)"), TODAY) == BARE


@pytest.mark.parametrize("text", ["", "None", "no children", "n/a", "0", "None known."])
def test_nobody_is_nobody(text: str) -> None:
    assert people_in(text, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Oakhill, Bryn", "could be one person or 2"),
        ("Bryn, Cai, Dai", "could be one person or 3"),
        ("Bryn Oakhill 3/4/2019 and Cai 5/6/2021", "has several dates"),
        ("Bryn Oakhill 31/2/2019", "is no day of any calendar"),
        ("Bryn Oakhill 7", "has a number in the name that is no date"),
        ("3/4/2019", "names nobody"),
        ("x" * 121, "is longer than a name can be"),
        ("\n".join(f"Child {chr(97 + n % 26)}" for n in range(41)), "names more than 40 people"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_ag_6(text: str, why: str) -> None:
    with pytest.raises(Unclear) as refused:
        people_in(text, TODAY)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("Oakhill, Anwen", Somebody("Oakhill, Anwen")),
        ("Anwen Oakhill aka Annie Price", Somebody("Anwen Oakhill", None, ("Annie Price",))),
        ("Anwen Oakhill (née Price)", Somebody("Anwen Oakhill", None, ("Price",))),
        ("Siân O'Mear-Jones 12/5/1988", Somebody("Siân O'Mear-Jones", date(1988, 5, 12))),
    ],
)
def test_a_victim_is_one_person_and_other_names_are_kept(text: str, somebody: Somebody) -> None:
    assert person_in(text, TODAY) == somebody


def test_two_victims_are_two_referrals() -> None:
    with pytest.raises(Unclear, match="names 2 people"):
        person_in("Anwen Oakhill\nMina Hart", TODAY)


def test_other_names_of_one_person_are_parted_by_commas_too() -> None:
    assert names_in("Annie, Anwen Price; Nan") == ("Annie", "Anwen Price", "Nan")
    assert names_in("none") == ()
