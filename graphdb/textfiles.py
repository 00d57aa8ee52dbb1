"""Small text files that people write: settings, passwords, jobs."""

from __future__ import annotations

import codecs
from pathlib import Path

MOST_BYTES = 64 << 20
"""Size from which on a file is not read: a device that never ends would take all memory."""


def bytes_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """Read a small file, a pipe too, whole.

    Raises
    ------
    OSError
        The file cannot be read.
    ValueError
        It is longer than a file that people write.
    """
    with path.open("rb") as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise ValueError(f"is longer than {most >> 20} MiB, so it is not the file that is meant")
    return content


def text_of(path: Path) -> str:
    """Read a text in UTF-8, or in UTF-16 or UTF-8 with the mark that editors put before it.

    Raises
    ------
    OSError
        The file cannot be read.
    ValueError
        It is not a text in one of these encodings, or longer than a file that people write.
    """
    content = bytes_of(path)
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not a text in UTF-8 (byte {error.start + 1})") from error
    if "\0" in text:
        raise ValueError("is not a text in UTF-8: it has zero bytes")
    return text.replace("\r\n", "\n")


def first_line(path: Path) -> str:
    """Read a password: the first line of a file, without spaces around it.

    Raises
    ------
    OSError
        The file cannot be read.
    ValueError
        It is not a text, or its first line is empty.
    """
    line = next(iter(text_of(path).splitlines()), "").strip()
    if not line:
        raise ValueError("its first line is empty")
    return line
