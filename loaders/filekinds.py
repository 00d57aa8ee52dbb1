"""What a file is that is not the table that it should be, by its first bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

HEAD_BYTES = 4096
"""Bytes from the start of a file that :func:`recognise` needs."""

GZIP = b"\x1f\x8b"


class Recognised(NamedTuple):
    """What a file is and what to do about it: two halves of one sentence."""

    what: str
    advice: str

    def __str__(self) -> str:
        return f"{self.what}; {self.advice}"


_DOWNLOAD = "download the file itself"
_SHEET = "save the sheet as CSV (UTF-8) and give that file"
_UNPACK = "unpack it and give the file in it"
_CONVERT = "give the same data as text: CSV, UTF-8"
_ENCODING = "save the file as UTF-8"

_BY_START = (
    (b"version https://git-lfs", "is a Git LFS pointer, not the file", "run git lfs pull"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an Excel workbook (.xls)", _SHEET),
    (GZIP, "is compressed (gzip)", _UNPACK),
    (b"BZh", "is compressed (bzip2)", _UNPACK),
    (b"\xfd7zXZ\0", "is compressed (xz)", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "is compressed (zstd)", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "is an archive (7z)", _UNPACK),
    (b"Rar!", "is an archive (rar)", _UNPACK),
    (b"%PDF-", "is a PDF document", _CONVERT),
    (b"{\\rtf", "is a rich-text document", _CONVERT),
    (b"PAR1", "is a Parquet file", _CONVERT),
    (b"SQLite format 3\0", "is an SQLite database", _CONVERT),
    (b"\x89PNG", "is a picture", _DOWNLOAD),
    (b"\xff\xd8\xff", "is a picture", _DOWNLOAD),
    (b"\xff\xfe\0\0", "is not UTF-8 but UTF-32", _ENCODING),
    (b"\0\0\xfe\xff", "is not UTF-8 but UTF-32", _ENCODING),
    (b"\xff\xfe", "is not UTF-8 but UTF-16", _ENCODING),
    (b"\xfe\xff", "is not UTF-8 but UTF-16", _ENCODING),
)
_ANNEX = re.compile(rb"[^\n]{0,300}/annex/objects/")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")


def recognise(
    head: bytes, *, is_json: bool = False, may_be_gzip: bool = False
) -> Recognised | None:
    """Say what a file is by its first bytes, where it is not a text of the form that is wanted.

    Parameters
    ----------
    head
        The first :data:`HEAD_BYTES` of the file, or all of it.
    is_json
        JSON is wanted, not CSV.
    may_be_gzip
        A gzip file is read as what it packs.

    Examples
    --------
    >>> str(recognise(b"version https://git-lfs.github.com/spec/v1"))
    'is a Git LFS pointer, not the file; run git lfs pull'
    >>> recognise(b"id,name") is None
    True
    """
    for start, what, advice in _BY_START:
        if head.startswith(start) and not (may_be_gzip and start == GZIP):
            return Recognised(what, advice)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head)
    if _ANNEX.match(head):
        return Recognised("is a git-annex pointer, not the file", "run git annex get")
    if _PAGE.match(head):
        return Recognised("is a web page, such as one that says why there is no file", _DOWNLOAD)
    if _XML.match(head):
        return Recognised("is an XML file", _CONVERT)
    if not is_json and _JSON.match(head):
        return Recognised("is a JSON file, not CSV", _CONVERT)
    return _wide(head)


def _zipped(head: bytes) -> Recognised:
    if b"xl/" in head or b"spreadsheetml" in head:
        return Recognised("is an Excel workbook (.xlsx)", _SHEET)
    if b"oasis.opendocument.spreadsheet" in head:
        return Recognised("is an OpenDocument spreadsheet (.ods)", _SHEET)
    if b"[Content_Types].xml" in head or b"oasis.opendocument" in head:
        return Recognised("is an office document, which may be an Excel workbook", _SHEET)
    return Recognised("is an archive (zip)", _UNPACK)


def _wide(head: bytes) -> Recognised | None:
    """Notice UTF-16 and UTF-32 without a mark: most of every second byte is zero."""
    first = head[:256]
    for zeros in (first[1::2], first[::2]):
        if len(zeros) > 1 and zeros.count(0) * 10 > len(zeros) * 9:
            return Recognised("is not UTF-8 but UTF-16 or UTF-32", _ENCODING)
    return None


_SEPARATORS = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "vertical bars",
    ":": "colons",
}


def separator_fault(header: Sequence[str], columns: Sequence[str], wanted: str = ",") -> str:
    """Say that a header is separated by another sign; empty where it is not.

    Examples
    --------
    >>> separator_fault(["id;name"], ["id", "name"])
    'is separated by semicolons; save it with commas between the cells'
    """
    line = wanted.join(header).strip("\ufeff ")
    if re.fullmatch(r"sep=.?", line.strip('"')):
        return "begins with a line for Excel, sep=; delete that line"
    best = _known(header, columns)
    for sign, name in _SEPARATORS.items():
        cells = line.split(sign)
        if sign != wanted and _known(cells, columns) > max(best, len(header) > 1):
            return f"is separated by {name}; save it with {_SEPARATORS[wanted]} between the cells"
    return ""


def _known(cells: Sequence[str], columns: Sequence[str]) -> int:
    return len({cell.strip().strip('"') for cell in cells}.intersection(columns))


def nameless_columns(header: Sequence[str]) -> str:
    """Say which columns of a header have no name; empty where all have one.

    Examples
    --------
    >>> nameless_columns(["id", "name", "", ""])
    'has no name for columns 3 and 4: its lines end in commas; delete the empty columns'
    """
    places = [place for place, name in enumerate(header, start=1) if not name.strip()]
    if not places:
        return ""
    said = " and ".join(filter(None, (", ".join(map(str, places[:-1])), str(places[-1]))))
    many = "columns" if len(places) > 1 else "column"
    if places == list(range(places[0], len(header) + 1)):
        return f"has no name for {many} {said}: its lines end in commas; delete the empty columns"
    return f"has no name for {many} {said}; name or delete them"
