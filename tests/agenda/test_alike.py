"""Names that look the same, whatever letters they are written with."""

# ruff: noqa: RUF001, RUF003 - letters that are taken for others are what this is about

import pytest

from agenda.alike import alike, skeleton


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sam Hart", "Sаm Hаrt"),  # Cyrillic а
        ("Petra Oakes", "Реtrа Оаkеѕ"),  # Cyrillic, but for t, r and k
        ("Nick Mason", "Νiсk Μаѕоn"),  # Greek capitals, Cyrillic small letters
        ("Ian Hill", "lan Hill"),  # a small l
        ("Ian Hill", "1an HiII"),
        ("Owen Cole", "0wen Cole"),
        ("Martin Webb", "rnartin vvebb"),
        ("Zoë O'Brien", "Zoe OBrien"),
        ("Łukasz Nowak", "Lukasz Nowak"),
        ("Anne-Marie  Bell", "anne marie bell"),
        ("Robin Marsh", "Ｒｏｂｉｎ Ｍａｒｓｈ"),
        ("Robin Marsh", "𝐑𝐨𝐛𝐢𝐧 𝐌𝐚𝐫𝐬𝐡"),
        ("Carys Dell", "Carys\u200bDell\u0301\u0336"),
        ("Sofia Ray", "Sοfιa Ray"),  # Greek ο and ι
        ("Ana Soto", "Ana Sօtօ"),  # Armenian օ
    ],
)
def test_names_that_look_alike_have_one_skeleton(name: str, other: str) -> None:
    assert skeleton(name) == skeleton(other)
    assert alike([("one", name), ("another", "Somebody Else"), ("two", other)]) == (("one", "two"),)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sam Hart", "Sam Hurt"),
        ("Robin Marsh", "Robyn Marsh"),
        ("Ada West", "Adam West"),
        ("中村", "中林"),
        ("Дмитрий", "Дмитрии Д"),
    ],
)
def test_names_that_look_different_are_not_warned_about(name: str, other: str) -> None:
    assert alike([("one", name), ("two", other)]) == ()


def test_the_room_of_the_tests_has_nobody_who_is_taken_for_another() -> None:
    names = ("Insp Petra Oakes", "Milo Penn", "Robin Marsh", "Isla Vane", "Hugo Brook")
    assert alike(enumerate(names)) == ()
