"""Words before a name that are not part of it: ranks, religious titles, forms of address."""

from __future__ import annotations

from graphdb.names.fold import folded

_LATIN_TEXT = """
    gen general brig brigadier maj major lt lieutenant col colonel capt captain commander cmdr
    admiral adm marshal sheikh shaykh shaikh sheik cheikh sayyid sayyed seyyed seyed sayed sayid
    syed sayyidi hajj haj hajji haji hadj hadji alhaji mullah molla mulla mawlawi maulvi maulavi
    ayatollah ayatullah hojatoleslam hojjatoleslam hujjat allameh dr mr mrs ms prof professor sir
    ustad ostad rtd retired sardar martyr shahid imam
    """
LATIN = frozenset(_LATIN_TEXT.split())
"""Titles in Latin letters, folded."""

_ARABIC_TEXT = """
    سيد=sayyid السيد=sayyid شيخ=sheikh الشيخ=sheikh حاج=hajj الحاج=hajj حاجي=hajji الحاجي=hajji
    ملا=mullah الملا=mullah مولوي=mawlawi المولوي=mawlawi مولانا=mawlawi
    دكتور=dr الدكتور=dr د=dr استاذ=ustad الاستاذ=ustad استاد=ustad
    علامه=allameh العلامه=allameh سردار=sardar شهيد=martyr الشهيد=martyr
    امام=imam الامام=imam عميد=brigadier العميد=brigadier
    اللواء=general الفريق=general
    عقيد=colonel العقيد=colonel رايد=major الرايد=major نقيب=captain النقيب=captain
    قايد=commander القايد=commander سرلشكر=general سرتيپ=brigadier سرهنگ=colonel
    ژنرال=general سپهبد=general جنرال=general الجنرال=general فرمانده=commander
    """
_ARABIC = {
    folded(word): latin for pair in _ARABIC_TEXT.split() for word, latin in [pair.split("=")]
}
"""Titles in Arabic letters; those that also name a unit (لواء, فريق) only with the article."""

_PHRASES = {
    folded(phrase): latin
    for phrase, latin in (
        ("آية الله", "ayatollah"),
        ("آیت الله", "ayatollah"),
        ("حجة الإسلام", "hojatoleslam"),
        ("حجت الاسلام", "hojatoleslam"),
        ("والمسلمين", "hojatoleslam"),
        ("و المسلمين", "hojatoleslam"),
        ("العظمى", "ayatollah"),
    )
}


def latin_titles(name: str) -> str:
    """Write the Arabic and Persian titles of a folded name in Latin letters.

    >>> latin_titles(folded("السید حسن"))
    'sayyid حسن'
    """
    padded = f" {name} "
    for phrase, latin in _PHRASES.items():
        padded = padded.replace(f" {phrase} ", f" {latin} ")
    return " ".join(_ARABIC.get(word, word) for word in padded.split())


def untitled(name: str) -> str:
    """Leave the titles of a folded name out; a name of nothing but titles stays as it is.

    >>> untitled("sheikh qais al khazali"), untitled("hajji")
    ('qais al khazali', 'hajji')
    """
    words = latin_titles(name).split()
    return " ".join(word for word in words if word not in LATIN) or name
