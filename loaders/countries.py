"""Countries by name: their ISO 3166-1 alpha-3 codes, as the model wants them."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Any

OTHER_NAMES = MappingProxyType(
    {
        "bahamas, the": "BHS",
        "bosnia": "BIH",
        "brunei": "BRN",
        "burma": "MMR",
        "congo, democratic republic of the": "COD",
        "congo, republic of the": "COG",
        "cote d ivoire": "CIV",
        "democratic republic of the congo": "COD",
        "dprk": "PRK",
        "dr congo": "COD",
        "drc": "COD",
        "gaza": "PSE",
        "gaza strip": "PSE",
        "hong kong, china": "HKG",
        "ivory coast": "CIV",
        "korea, north": "PRK",
        "korea, south": "KOR",
        "kosovo": "XKX",
        "macau": "MAC",
        "macedonia": "MKD",
        "macedonia, fyr": "MKD",
        "macedonia, the former yugoslav republic of": "MKD",
        "palestine": "PSE",
        "palestinian": "PSE",
        "palestinian territories": "PSE",
        "phillipines": "PHL",
        "prc": "CHN",
        "region: gaza": "PSE",
        "rhodesia": "ZWE",
        "rumania": "ROU",
        "russia": "RUS",
        "serbia and montenegro": "SCG",
        "soviet union": "SUN",
        "st kitts and nevis": "KNA",
        "swaziland": "SWZ",
        "the gambia": "GMB",
        "the philippines": "PHL",
        "turkey": "TUR",
        "uk": "GBR",
        "ussr": "SUN",
        "west bank": "PSE",
        "yugoslavia": "YUG",
    }
)
"""Names that the publishers use and ISO does not; states that are gone keep their former codes."""


@lru_cache(maxsize=4096)
def country_code(name: str) -> str | None:
    """Find the code of a country by any of its names, or by its two-letter code.

    Examples
    --------
    >>> country_code("Korea, North"), country_code("ng"), country_code("Atlantis")
    ('PRK', 'NGA', None)
    """
    for said in (name.strip(), re.sub(r"\s*\(.*?\)", "", name).strip()):
        if code := OTHER_NAMES.get(said.casefold()):
            return code
        if found := _lookup(said):
            return str(found.alpha_3)
    return None


def country_codes(names: list[str]) -> list[str]:
    """Find the codes of several countries, each once; names that are none are left out."""
    return list(dict.fromkeys(code for name in names if (code := country_code(name))))


def country_name(name: str) -> str | None:
    """Give the usual name of a country, by any of its names or codes.

    Examples
    --------
    >>> country_name("ng"), country_name("Iran")
    ('Nigeria', 'Iran')
    """
    code = country_code(name)
    found = _lookup(code) if code else None
    if found is None:
        return None
    return str(getattr(found, "common_name", found.name))


def _lookup(said: str) -> Any:  # noqa: ANN401 - pycountry makes its classes as it runs
    import pycountry

    try:
        return pycountry.countries.lookup(said) if said else None
    except LookupError:
        return None
