"""Spellings compared: misspelled, transliterated, in the other script."""

from __future__ import annotations

import pytest

from analytics.claims.name_similarity import likeness
from analytics.questions.find import LEAST
from graphdb.names.fold import folded
from graphdb.names.skeleton import consonants


@pytest.mark.parametrize(
    ("wanted", "spelling"),
    [
        ("Soleymani", "Qasem Soleimani"),
        ("Qassim Suleimani", "Qasem Soleimani"),
        ("Kataib Hizballah", "Kata'ib Hezbollah"),
        ("Asaib Ahl al Haq", "Asa'ib Ahl al-Haq"),
        ("Nasrullah", "Hassan Nasrallah"),
        ("هادي العامري", "Hadi al-Amiri"),
        ("سلیمانی", "قاسم سليماني"),
        ("حسن نصرالله", "السيد حسن نصر الله"),
    ],
)
def test_spellings_of_one_name_are_alike(wanted: str, spelling: str) -> None:
    assert likeness(wanted, spelling).score >= LEAST


@pytest.mark.parametrize(
    ("wanted", "spelling"),
    [
        ("Soleymani", "Hassan Nasrallah"),
        ("Iran", "Iraq Body Count"),
        ("هادي العامري", "Hassan Irloo"),
        ("Badr", "Kata'ib Hezbollah"),
    ],
)
def test_names_of_others_are_not(wanted: str, spelling: str) -> None:
    assert likeness(wanted, spelling).score < LEAST


def test_the_nearer_spelling_scores_higher() -> None:
    scores = [
        likeness("Qaani", spelling).score
        for spelling in ("Qaani", "Esmail Qaani", "Esmail Ghaani", "Esmail Kowsari")
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100


def test_persian_and_arabic_letters_fold_to_one() -> None:
    assert folded("سلیمانی") == folded("سليماني")
    assert folded("کتائب") == folded("كتائب")
    assert consonants("قاسم سلیمانی") == consonants("Qasem Soleimani")
