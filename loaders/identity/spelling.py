"""How a name is written, folded so that spellings of one name meet.

Names from Arabic and Persian reach Latin letters by many roads: Qasem, Ghasem, Kassim and قاسم are
one. A word is folded twice: ``sound`` keeps its vowels in a few classes (Hassan stays apart from
Hussein), ``bones`` keeps consonants alone, which is all that Arabic script writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

SAME_WORD = 0.78
"""Two words at least this alike, 0 to 1, may be spellings of one word."""

_PARTICLES_TEXT = """
    al el ul il as ash an ar at ad az es en of the and for fi wa wal e i ye min de la bin ibn
    ben bint ould a b s
    """
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
_HONORIFICS_TEXT = """
    gen general brig brigadier maj major lt lieutenant col colonel capt captain commander cmdr
    admiral adm marshal sheikh shaykh shaikh sheik cheikh sayyid sayyed seyyed seyed sayed sayid
    hajj haj hajji haji hadj alhaji mullah molla mulla mawlawi maulvi maulavi ayatollah
    hojatoleslam hojjatoleslam allameh dr mr mrs ms prof professor sir ustad rtd retired
    """
_HONORIFICS = frozenset(_HONORIFICS_TEXT.split())
_KUNYA = frozenset(("abu", "abi", "abo", "abou", "um", "umm", "oum"))
_TRANSLATED = {
    "kataib": "brigade",
    "katibat": "brigade",
    "katiba": "brigade",
    "brigades": "brigade",
    "liwa": "brigade",
    "harakat": "movement",
    "haraka": "movement",
    "hizb": "party",
    "jabhat": "front",
    "jaysh": "army",
    "jaish": "army",
    "quwat": "force",
    "quwwat": "force",
    "forces": "force",
    "saraya": "companies",
    "corporation": "company",
    "co": "company",
    "ltd": "limited",
    "organisation": "organization",
    "govt": "government",
}
_ARABIC_NAMES = {
    "محمد": "muhammad",
    "محمود": "mahmud",
    "احمد": "ahmad",
    "أحمد": "ahmad",
    "حسن": "hasan",
    "حسين": "husayn",
    "حسین": "husayn",
    "علي": "ali",
    "علی": "ali",
    "سليم": "salim",
    "سلیم": "salim",
    "سالم": "salem",
    "جمال": "jamal",
    "جميل": "jamil",
    "كريم": "karim",
    "کریم": "karim",
    "أكرم": "akram",
    "اكرم": "akram",
}
"""Given names whose vowels matter: without them they would meet other names."""

_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")
_APOSTROPHES = re.compile(r"['`\"’‘ʿʾʼ´]")
_BREAK = re.compile(r"[^a-z0-9]+")
_ABD = re.compile(
    r"\babd(?:[aeou][lr](?=[a-z]{4}|[\s-]))?[\s-]*(?:[aeu][lrsnztd]h?[\s-]+)?(?=[a-z])"
)
_DIN_APART = re.compile(r"\b(\w{2,})[\s-]+(?:[aeiu][ld][\s-]*)?d(?:i|ee|ie)ne?\b")
_DIN_JOINED = re.compile(r"\b(\w{3,}?)(?:[aeiu]d|[aeiu]l|[aeiu])d(?:i|ee|ie)ne?\b")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)$")

_SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"kh", "x"),
        (r"[gq]h", "k"),
        (r"t?ch|sch|sh", "c"),
        (r"dj", "j"),
        (r"th", "t"),
        (r"dh", "z"),
        (r"ph", "f"),
        (r"[qk]+|ck", "k"),
        (r"v", "w"),
        (r"[ae][iy]+", "i"),
        (r"ie|ee|ii|iy|y(?=[^aeiou]|$)", "i"),
        (r"aw|au|ow|ou|oo|o", "u"),
        (r"[aei]h$", "a"),
        (r"e", "i"),
        (r"(.)\1+", r"\1"),
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as it sounds, and its consonants; ``bare`` where vowels are unknown."""

    sound: str
    bones: str
    bare: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it is a numeral, which is either the same or another."""
        return self.sound.isdigit()


def words(name: str, *, person: bool) -> tuple[Word, ...]:
    """Take a name apart: particles and, of persons, honorifics left out, the given name first.

    >>> [word.sound for word in words("GHANI, Brigadier General Esmail", person=True)]
    ['ismil', 'kani']
    >>> words("Abd al-Malik al-Houthi", person=True) == words("Abdulmalik Al-Huthi", person=True)
    True
    """
    if person and name.count(",") == 1:
        family, given = name.split(",")
        name = f"{given} {family}"
    bare = bool(_ARABIC_LETTER.search(name))
    plain = anyascii(_arabic(name) if bare else _APOSTROPHES.sub("", name)).casefold()
    plain = _APOSTROPHES.sub("", plain)
    plain = _ABD.sub("abd", plain)
    plain = _DIN_JOINED.sub(r"\1din", _DIN_APART.sub(r"\1din", plain))
    parts = [_ORDINAL.sub(r"\1", part) for part in _BREAK.split(plain) if part]
    kept = [part for part in parts if part not in _PARTICLES] or parts
    if person:
        kept = [part for part in kept if part not in _HONORIFICS] or kept
        kept = _kunyas(kept)
    else:
        kept = [_TRANSLATED.get(part, part) for part in kept]
    return tuple(_word(part, bare) for part in kept)


def _kunyas(parts: list[str]) -> list[str]:
    """Join ``abu mahdi`` to one word: half of a kunya names nobody."""
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1] in _KUNYA:
            joined[-1] = "abu" + part
        else:
            joined.append(part)
    return joined


def _arabic(name: str) -> str:
    """Prepare Arabic script: give vowels to some names, drop articles, keep initial vowels."""
    name = re.sub(r"\bعبد\s*(?:ال(?!له))?", "abd", name)
    name = re.sub(r"\s+الدين\b", "din", name)
    parts = []
    for part in name.split():
        if part in _ARABIC_NAMES:
            parts.append(_ARABIC_NAMES[part])
            continue
        if part == "الله":
            parts.append("allah")
            continue
        part = re.sub(r"^ال(?=..)", "", part)
        parts.append(re.sub(r"^[اأإآع]", "a", part).replace("ة", ""))
    return " ".join(parts)


@lru_cache(maxsize=200_000)
def _word(part: str, bare: bool) -> Word:
    if part.isdigit():
        return Word(part.lstrip("0") or "0", part)
    sound = part
    for pattern, to in _SOUNDS:
        sound = pattern.sub(to, sound)
    first = "a" if sound[:1] in "aiu" else sound[:1]
    bones = first + re.sub(r"[aiuyw]", "", sound[1:])
    bones = re.sub(r"(.)\1+", r"\1", bones.removesuffix("h") if len(bones) > 2 else bones)
    return Word(sound, bones, bare and part not in _GIVEN_SOUNDS)


_GIVEN_SOUNDS = frozenset(_ARABIC_NAMES.values())


@lru_cache(maxsize=1_000_000)
def likeness(one: Word, other: Word) -> float:
    """Say how alike two words are, 0 to 1; numerals are the same or not at all alike.

    >>> hasan, husayn = words("Hasan", person=True) + words("Husayn", person=True)
    >>> likeness(hasan, husayn) < SAME_WORD
    True
    """
    if one.is_number or other.is_number:
        return float(one.sound == other.sound)
    if one.bare or other.bare:
        return 0.94 if one.bones == other.bones else 0.8 * _ratio(one.bones, other.bones)
    if one.sound != other.sound and min(len(one.sound), len(other.sound)) < 4:
        return 0.0
    ratio = _ratio(one.sound, other.sound)
    return ratio + (1 - ratio) * 0.4 if one.bones == other.bones else ratio * 0.95


def _ratio(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(one, other)
