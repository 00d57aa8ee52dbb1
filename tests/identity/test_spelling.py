from __future__ import annotations

import pytest

from loaders.identity.comparing import Rarity, alike
from loaders.identity.scoring import MATCHING_NAMES
from loaders.identity.spelling import SAME_WORD, likeness, words
from loaders.identity.subjects import Subject, main_names


def alike_persons(one: str, other: str) -> float:
    left, right = Subject("a", "1", "Person", one), Subject("b", "2", "Person", other)
    crowd = [Subject("c", str(n), "Person", f"Muhammad Ali Hassan Ahmad {n}x") for n in range(60)]
    rarity = Rarity([left, right, *crowd])
    return alike(left.names[0], right.names[0], rarity, person=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qasem Soleimani", "SOLEYMANI, Ghasem"),
        ("Qasem Soleimani", "قاسم سلیمانی"),
        ("Qassim Suleimani", "قاسم سليماني"),
        ("Esmail Qaani", "GHANI, Esmail"),
        ("Esmail Qaani", "اسماعیل قاآنی"),
        ("Brigadier General Esmail Qaani", "Esma'il GHA'ANI"),
        ("Sheikh Qais al-Khazali", "AL-KHAZALI, Qays"),
        ("Hajj Imad Mughniyeh", "MUGHNIYAH, Imad"),
        ("Hashem Safieddine", "Hashim Safi al-Din"),
        ("Abdul-Malik al-Houthi", "AL HUTHI, Abd al-Malik"),
        ("Hussein Badreddin al-Houthi", "حسين بدر الدين الحوثي"),
        ("Mohammad Jalalma'ab", "JALAL MAAB, Mohammad"),
        ("Soleimani Qasem", "Qasem Soleimani"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert alike_persons(one, other) >= MATCHING_NAMES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qasem Soleimani", "SOLEIMANI, Gholamreza"),
        ("Qasem Soleimani", "SOLEIMANI, Sohrab"),
        ("Saddam Hussein al-Tikriti", "Barzan Ibrahim al-Tikriti"),
        ("Ali Hatem al-Dulaimi", "Ahmed Khalaf al-Dulaimi"),
        ("Badreddin al-Houthi", "Hussein Badreddin al-Houthi"),
        ("Imad Mughniyeh", "Mustafa Mughniyeh"),
        ("Abdul Rahim Muhammad Karim", "Muhammad Karim Abdul Rahim"),
        ("Muhammad Ali", "Ali Muhammad"),
        ("Hassan al-Asadi", "Hussein al-Asadi"),
        ("Mahmoud Alavi", "Mohammed Alavi"),
    ],
)
def test_kin_tribes_and_patronymics_stay_apart(one: str, other: str) -> None:
    assert alike_persons(one, other) < MATCHING_NAMES


def test_half_a_kunya_is_no_name() -> None:
    assert alike_persons("Abu Mahdi al-Muhandis", "Mahdi al-Basri") == 0.0
    assert [word.sound for word in words("Abu Mahdi", person=True)] == ["abumahdi"]


def test_an_honorific_alone_is_a_name() -> None:
    assert len(words("Hajji", person=True)) == 1


def test_sayyid_is_an_honorific_of_persons_only() -> None:
    assert len(words("Sayyid Hassan", person=True)) == 1
    assert len(words("Kata'ib Sayyid al-Shuhada", person=False)) == 3


@pytest.mark.parametrize(
    ("one", "other"), [("Hassan", "Hussein"), ("Mahmoud", "Mohammed"), ("Ali", "Abu")]
)
def test_vowels_tell_given_names_apart(one: str, other: str) -> None:
    left, right = words(one, person=True) + words(other, person=True)
    assert likeness(left, right) < SAME_WORD


def test_numerals_are_the_same_or_not_alike() -> None:
    forty_fifth, forty_sixth = (
        Subject(place, "x", "Organization", f"PMF {number}th Brigade")
        for place, number in (("a", 45), ("b", 46))
    )
    rarity = Rarity([forty_fifth, forty_sixth])
    assert alike(forty_fifth.names[0], forty_sixth.names[0], rarity, person=False) == 0.0


def test_a_name_in_brackets_is_a_name_but_not_after_a_number() -> None:
    assert main_names("Houthis (Ansar Allah)") == ("Houthis", "Ansar Allah")
    assert main_names("PMF 44th Brigade (Ansar al-Marjaiya)") == (
        "PMF 44th Brigade (Ansar al-Marjaiya)",
    )
