"""The remarks of an entry, which are one text, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

_ALIAS = re.compile(r"(?:alt\. )?[afn]\.k\.a\.\s*'(.+)'\Z")
_COUNTRY = re.compile(r"(?:alt\. )?(?:nationality|citizen)\s+(.+)\Z")
_BORN = re.compile(r"(alt\. )?DOB (circa )?(.+)\Z")
_BIRTHPLACE = re.compile(r"(alt\. )?POB (.+)\Z")
_LINKED = re.compile(r"Linked To:\s*(.+)\Z")
_COMPANY = re.compile(
    r"Organization Type:|(?:Company|Registration|Commercial Registry|Business Registration|"
    r"Chamber of Commerce|Trade License) (?:Number|ID|No)|NIT #|RUC #|Matricula Mercantil|"
    r"Folio Mercantil|C\.R\. No"
)
_GOVERNMENT = "Target Type Government Entity"
_DATE_FORMS = (("%d %b %Y", "%Y-%m-%d"), ("%b %Y", "%Y-%m"), ("%Y", "%Y"))


@dataclass
class Remarks:
    """What the remarks say, as far as the model can hold it.

    ``unread_births`` are dates of birth that are none, or spans of years.
    """

    aliases: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    born: str = ""
    birthplace: str = ""
    linked_to: list[str] = field(default_factory=list)
    unread_births: list[str] = field(default_factory=list)
    is_company: bool = False
    is_government: bool = False


def parse_remarks(text: str) -> Remarks:
    """Take remarks apart; what has no place in the model is passed over.

    Examples
    --------
    >>> said = parse_remarks("DOB circa 1957; POB Qom, Iran; a.k.a. 'AB'; Linked To: X GROUP.")
    >>> said.born, said.birthplace, said.aliases, said.linked_to
    ('1957~', 'Qom, Iran', ['AB'], ['X GROUP'])
    """
    found = Remarks()
    for part in text.split(";"):
        _take(found, _without_stop(part.strip()))
    return found


def _take(found: Remarks, part: str) -> None:
    if match := _ALIAS.match(part):
        found.aliases.append(match[1])
    elif match := _COUNTRY.match(part):
        found.countries.append(match[1])
    elif match := _LINKED.match(part):
        found.linked_to.append(match[1])
    elif match := _BORN.match(part):
        if not match[1]:
            born = _date(match[3], is_rough=bool(match[2]))
            found.born = found.born or born
            if not born:
                found.unread_births.append(match[3])
    elif match := _BIRTHPLACE.match(part):
        found.birthplace = found.birthplace or match[2]
    elif part == _GOVERNMENT:
        found.is_government = True
    elif _COMPANY.match(part):
        found.is_company = True


def _without_stop(part: str) -> str:
    """Take away a full stop, unless it belongs to an abbreviation such as S.A."""
    if part.endswith(".") and not re.search(r"(?:\.|\b)[A-Z]\.\Z", part):
        return part[:-1]
    return part


def _date(text: str, *, is_rough: bool) -> str:
    """Read a date of birth as EDTF; empty where it is a span of years or unreadable."""
    for form, written in _DATE_FORMS if text.isascii() else ():
        try:
            read = datetime.strptime(text.strip(), form)
        except ValueError:
            continue
        return read.strftime(written) + ("~" if is_rough else "")
    return ""
