"""How a name is written, folded so that spellings of one name meet.

Names from Arabic and Persian reach Latin letters by many roads: Qasem, Ghasem, Kassim and قاسم are
one. A word is folded twice: ``sound`` keeps its vowels in a few classes (Hassan stays apart from
Hussein), ``bones`` keeps consonants alone, which is all that Arabic script writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from graphdb.names import folded, is_arabic, latin_titles, unified
from graphdb.names.titles import LATIN as _HONORIFICS

SAME_WORD = 0.78
"""Two words at least this alike, 0 to 1, may be spellings of one word."""

_PARTICLES_TEXT = """
    al el ul il as ash an ar at ad az es en of the and for fi wa wal e i ye min de la bin ibn
    ben bint ould a b s
    """
_PARTICLES = frozenset(_PARTICLES_TEXT.split())
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
_ARABIC_NAMES_AS_WRITTEN = {
    "محمد": "muhammad",
    "محمود": "mahmud",
    "احمد": "ahmad",
    "حسن": "hasan",
    "حسين": "husayn",
    "علي": "ali",
    "سليم": "salim",
    "سالم": "salem",
    "جمال": "jamal",
    "جميل": "jamil",
    "كريم": "karim",
    "اكرم": "akram",
    "آلاء": "ala",
}
"""Given names whose vowels matter: without them they would meet other names."""

_ARABIC_NAMES = {folded(name): latin for name, latin in _ARABIC_NAMES_AS_WRITTEN.items()}
_ARABIC_BODIES_TEXT = """
    كتائب=kataib كتيبة=katiba لواء=liwa ألوية=brigades حركة=haraka حزب=hizb جبهة=jabhat
    جيش=jaysh قوات=quwat سرايا=saraya منظمة=organization شركة=company حكومة=government
    """
_ARABIC_BODIES = {
    folded(word): latin for pair in _ARABIC_BODIES_TEXT.split() for word, latin in [pair.split("=")]
}
"""Kinds of bodies, as the table of translations has them."""

_ARABIC_KUNYA = re.compile(r"\b(?:اب[ويا]|(?P<mother>ام))\s+(?=\w)")
_ARABIC_SON = re.compile(r"(?<=\w )(?:ا?بن|بنت)(?= \w)")
_PERSIAN_READING = str.maketrans("ضث", "زس")
"""Letters that Persian reads otherwise than Arabic does: Reza, Kowsari."""

_WITHIN_WORD = re.compile(r"\u200c(?!\s*الله)")
"""The joiner within فلاح‌زاده, one word in Latin letters, but not within آیت‌الله."""

_ARABIC_SOUNDS = str.maketrans("خغشچذظثژ", "xkcczztj")
"""Letters that take two in Latin script, as the sounds below."""

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
        (r"ck", "k"),
        (r"zh", "j"),
        (r"kh", "x"),
        (r"[gq]h", "k"),
        (r"t?ch|sch|sh", "c"),
        (r"dj", "j"),
        (r"th", "t"),
        (r"dh", "z"),
        (r"ph", "f"),
        (r"[qk]+", "k"),
        (r"v", "w"),
        (r"[ae][iy]+", "i"),
        (r"ie|ee|ii|iy|y(?=[^aeiou]|$)", "i"),
        (r"aw|au|ow|ou|oo|o", "u"),
        (r"[aei]h$", "a"),
        (r"e", "i"),
        (r"(.)\1+", r"\1"),
    )
)


_DIGRAPHS = 9
"""So many of the first of these are of two Latin letters for one sound."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as it sounds, and its consonants; ``bare`` where vowels are unknown.

    ``persian`` has the consonants as Persian reads them, where that differs (رضا: Rida, Reza).
    """

    sound: str
    bones: str
    bare: bool = False
    persian: str = ""

    def has_bones(self, bones: str) -> bool:
        """Whether these are its consonants, in one reading or the other."""
        return bones in (self.bones, self.persian)

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
    name = unified(_WITHIN_WORD.sub("", name))
    bare = is_arabic(name)
    parts = _parts(_arabic(latin_titles(folded(name)), person=person) if bare else name)
    if person:
        parts = _joined_names(parts)
    kept = [part for part in parts if part not in _PARTICLES] or parts
    if person:
        kept = [part for part in kept if part not in _HONORIFICS] or kept
        kept = _kunyas(kept)
    else:
        kept = [_TRANSLATED.get(part, part) for part in kept]
    found = tuple(_word(part, bare) for part in kept)
    persian = name.translate(_PERSIAN_READING)
    if persian == name:
        return found
    return tuple(
        replace(word, persian=other.bones)
        for word, other in zip(found, words(persian, person=person), strict=True)
    )


def _parts(name: str) -> list[str]:
    """Write a name in Latin letters and take it apart."""
    plain = _APOSTROPHES.sub("", anyascii(_APOSTROPHES.sub("", name)).casefold())
    plain = _ABD.sub("abd", plain)
    plain = _DIN_JOINED.sub(r"\1din", _DIN_APART.sub(r"\1din", plain))
    return [_ORDINAL.sub(r"\1", part) for part in _BREAK.split(plain) if part]


def _joined_names(parts: list[str]) -> list[str]:
    """Join ``nasr allah`` to one word, as it is mostly written of persons."""
    joined: list[str] = []
    for part in parts:
        if joined and part == "allah" and joined[-1] not in _HONORIFICS:
            joined[-1] += "allah"
        else:
            joined.append(part)
    return joined


def _kunyas(parts: list[str]) -> list[str]:
    """Join ``abu mahdi`` to one word: half of a kunya names nobody."""
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1] in _KUNYA:
            joined[-1] = "abu" + part
        else:
            joined.append(part)
    return joined


def _arabic(name: str, *, person: bool) -> str:
    """Prepare a folded name: give vowels to some names, drop articles, keep initial vowels."""
    name = re.sub(r"\bعبد\s*(?:ال(?!له))?", "abd", name)
    name = re.sub(r"\s+الدين\b", "din", name)
    name = _ARABIC_SON.sub("bin", name)
    if person:
        name = _ARABIC_KUNYA.sub(lambda met: "umm " if met["mother"] else "abu ", name)
    name = re.sub(r"\bحزب\s*الله\b", "hizballah", name)
    known = _ARABIC_NAMES if person else _ARABIC_NAMES | _ARABIC_BODIES
    parts = []
    for part in name.split():
        if part in known:
            parts.append(known[part])
            continue
        if part == "الله":
            parts.append("allah")
            continue
        part = re.sub(r"^ال(?=..)", "", part).translate(_ARABIC_SOUNDS)
        parts.append(re.sub(r"^[اع]", "a", part))
    return " ".join(parts)


@lru_cache(maxsize=200_000)
def _word(part: str, bare: bool) -> Word:
    if part.isdigit():
        return Word(part.lstrip("0") or "0", part)
    sound = part
    for pattern, to in _SOUNDS[_DIGRAPHS if bare else 0 :]:
        sound = pattern.sub(to, sound)
    first = "a" if sound[:1] in "aiu" else sound[:1]
    if bare and part[0] in "yw":
        first = part[0]
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
        if one.has_bones(other.bones) or other.has_bones(one.bones):
            return 0.94
        return 0.8 * _ratio(one.bones, other.bones)
    if one.sound != other.sound and min(len(one.sound), len(other.sound)) < 4:
        return 0.0
    ratio = _ratio(one.sound, other.sound)
    return ratio + (1 - ratio) * 0.4 if one.bones == other.bones else ratio * 0.95


def _ratio(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(one, other)
