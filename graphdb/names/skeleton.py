"""Consonant skeletons: what a name has in common in Arabic, Persian and Latin letters.

Arabic script seldom writes vowels, and Latin letters follow the pronunciation: ض is d or dh in
Arabic and z in Persian (Rida, Reza), ث is th and s, ظ is dh and z. A name therefore has one
skeleton for each way of reading it, and two names meet where they have one in common.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graphdb.names.fold import folded

_SURE = {
    **dict.fromkeys("اويع", ""),
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("تط", "t"),
    **dict.fromkeys("جچژ", "j"),
    **dict.fromkeys("حه", "h"),
    "د": "d",
    **dict.fromkeys("سشص", "s"),
    "ز": "z",
    **dict.fromkeys("قكخغ", "k"),
    "گ": "g",
    **dict(zip("رفلمن", "rflmn", strict=True)),
}
_READINGS = tuple(
    str.maketrans({**_SURE, **dict(zip("ضظذث", letters, strict=True))})
    for letters in ("dzdt", "dddt", "zzzs", "dzzt")
)
"""Arabic as in Ramadan and Kazim, Arabic as in Kadhim, Persian, Arabic as in Zulfiqar."""

_DIGRAPHS = (("ch", "j"), ("kh", "k"), ("gh", "k"), ("sh", "s"), ("zh", "j"))
_LATIN_READINGS = ((("th", "t"), ("dh", "d")), (("th", "s"), ("dh", "z")))
_LATIN = str.maketrans({**dict.fromkeys("aeiouvwy", ""), **dict.fromkeys("qc", "k"), "p": "b"})
_DOUBLED = re.compile(r"(.)\1+")
_LAST_H = re.compile(r"(?<=[^\W\d])[hهح](?= |$)")
_FIRST_VOWEL = re.compile(r"^[aeiouاع]")
_ARTICLE = re.compile(r"(?:^| )(?:(?:al|el|ul|il|as|ash|an|ar|at|ad|az|es|en)(?= )|ال(?=\w{2}))")


def consonants(text: str) -> str:
    """Reduce a name to its consonants, in the most usual reading, alike for both scripts.

    Vowels go, for scripts of Arabic seldom write them; letters that transliterations mix up
    become one. A vowel at the beginning is kept, as ``a``: it tells Ansar from Nasr.

    >>> consonants("قاسم سليماني"), consonants("Qasem Soleimani"), consonants("Ghassem Suleymani")
    ('ksmslmn', 'ksmslmn', 'ksmslmn')
    """
    return skeletons(text)[0]


@lru_cache(maxsize=200_000)
def skeletons(text: str) -> tuple[str, ...]:
    """Give the consonants of a name in every way of reading it, the most usual first.

    The readings differ in ض ظ ذ ث, in th and dh, in a last h (Mughniyeh, Mughniya), and in the
    article (as-Sadr, الصدر).

    Examples
    --------
    >>> set(skeletons("علیرضا")) & set(skeletons("Alireza"))
    {'alrz'}
    >>> set(skeletons("كاظم")) & set(skeletons("Kadhim")) and "ksm" in skeletons("Qasem")
    True
    """
    plain = folded(text)
    forms = dict.fromkeys((plain, _LAST_H.sub("", plain)))
    forms |= dict.fromkeys([_ARTICLE.sub(" ", form) for form in forms])
    return tuple(dict.fromkeys(bare for form in forms for bare in _read(form)))


def _read(name: str) -> list[str]:
    first = "a" if _FIRST_VOWEL.match(name.lstrip()) else ""
    for pair, letter in _DIGRAPHS:
        name = name.replace(pair, letter)
    found = []
    for pairs in _LATIN_READINGS:
        latin = name
        for pair, letter in pairs:
            latin = latin.replace(pair, letter)
        latin = latin.replace(" ", "").translate(_LATIN)
        bare = [latin] if latin.isascii() else [latin.translate(one) for one in _READINGS]
        found += [first + _DOUBLED.sub(r"\1", one) for one in bare]
    return found
