"""Names folded: one spelling for what keyboards, encodings and writers make different."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.names import folded, is_arabic, skeletons, unified, untitled


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سلیمانی", "سليماني"),  # Persian and Arabic yeh
        ("کتائب", "كتائب"),  # kaf
        ("ﺳﻠﻴﻤﺎﻧﻲ", "سليماني"),  # presentation forms
        ("الـمـهـنـدس", "المهندس"),  # tatweel
        ("مُحَمَّد", "محمد"),  # vowel signs
        ("أبو", "ابو"),  # hamza on alif
        ("فؤاد", "فواد"),
        ("ﷲ", "الله"),  # the ligature
        ("روح‌الله", "روح الله"),  # zero-width non-joiner
        ("\u200fحزب\u200e الله", "حزب الله"),  # marks of direction
        ("كتيبة", "كتيبه"),
        ("ھمدانی", "همدانی"),  # Urdu heh
        ("PMF ۳۰th Brigade", "PMF 30th Brigade"),  # Persian digits
        ("PMF ٣٠th Brigade", "PMF 30th Brigade"),  # Arabic digits
        ("PMF ३०th Brigade", "PMF 30th Brigade"),  # Devanagari digits
        ("PMF \uff13\uff10th Brigade", "PMF 30th Brigade"),  # full width
        ("Qā’ānī", "qaani"),
        ("QAANİ", "qaani"),
        ("Ḥizb\u00a0Allāh", "hizb allah"),
    ],
)
def test_what_writers_make_different_folds_to_one(one: str, other: str) -> None:
    assert folded(one) == folded(other) != ""


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    for form in ("NFC", "NFD"):
        assert folded(unicodedata.normalize(form, text)) == folded(text)


@given(st.text(st.characters(categories=["Nd"]), min_size=1))
def test_digits_of_every_script_are_digits(text: str) -> None:
    assert unified(text) == "".join(str(unicodedata.decimal(c)) for c in text)
    assert not is_arabic(text)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("رضا", "Reza"),
        ("رضا", "Ridha"),
        ("رضا", "Rida"),
        ("مرتضی", "Morteza"),
        ("کاظم", "Kazem"),
        ("كاظم", "Kadhim"),
        ("كوثراني", "Kawtharani"),
        ("کوثری", "Kowsari"),
        ("مغنية", "Mughniyeh"),
        ("مغنية", "Mughniya"),
        ("الصدر", "as-Sadr"),
        ("الصدر", "al-Sadr"),
        ("ذوالقدر", "Zolqadr"),
        ("احمدی‌نژاد", "Ahmadinejad"),
    ],
)
def test_a_name_has_a_skeleton_for_each_way_of_reading_it(arabic: str, latin: str) -> None:
    assert set(skeletons(arabic)) & set(skeletons(latin))


@pytest.mark.parametrize(("one", "other"), [("Ansar Allah", "Nasrallah"), ("Reza", "Rasa")])
def test_other_names_share_none(one: str, other: str) -> None:
    assert not set(skeletons(one)) & set(skeletons(other))


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("السيد حسن نصر الله", "حسن نصر الله"),
        ("آیت‌الله سید علی خامنه‌ای", "علی خامنه‌ای"),
        ("الحاج قاسم", "قاسم"),
        ("Sheikh Naim Qassem", "Naim Qassem"),
        ("لواء القدس", "لواء القدس"),
        ("Hajji", "Hajji"),
    ],
)
def test_titles_are_no_part_of_a_name(name: str, bare: str) -> None:
    assert untitled(folded(name)) == folded(bare)
