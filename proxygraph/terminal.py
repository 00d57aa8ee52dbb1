r"""Standard output and error while a command runs: safe for a terminal, whatever the data hold.

Control characters of names would move a terminal's cursor, rename its window or reverse a line.
They are written as escapes that can be seen; a JSON document carries them as ``\u001b``.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from graphdb.errors import ProxygraphError

if TYPE_CHECKING:
    from rich.console import Console

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Unicode's control characters but tab and line feed, line separators, and what overrides the
direction of writing. The joiners and marks that Arabic and Persian names need are not among them.
"""


class OutputError(ProxygraphError):
    """An answer could not be written where it was to go; free the place or name another."""

    def __init__(self, message: str, *, reader_left: bool = False) -> None:
        super().__init__(message)
        self.reader_left = reader_left


def visible(text: str) -> str:
    r"""Write control characters as escapes that a terminal shows and does not obey.

    Examples
    --------
    >>> visible("a\x1b[2Jb\x07")
    'a\\x1b[2Jb\\x07'
    """
    return _CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def visible_json(document: str) -> str:
    r"""Write the control characters of a JSON document as its own escapes: the same values.

    Examples
    --------
    >>> visible_json('"a\u202eb"')
    '"a\\u202eb"'
    """
    return _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", document)


class GuardedStream:
    """A stream of text that shows control characters and what its encoding cannot hold."""

    def __init__(self, raw: TextIO | None, name: str, *, must_arrive: bool) -> None:
        self.raw = raw
        self._name = name
        self._must_arrive = must_arrive

    def __getattr__(self, name: str) -> object:
        return getattr(self.raw, name)

    @property
    def encoding(self) -> str:
        """Give the encoding of the stream; programs wrap anew a stream that says ASCII."""
        found = getattr(self.raw, "encoding", None) or "utf-8"
        return "utf-8" if found.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968") else found

    def isatty(self) -> bool:
        """Tell whether a person reads."""
        return self.raw is not None and self.raw.isatty()

    def holds(self, text: str) -> bool:
        """Tell whether the stream's encoding has all letters of a text."""
        try:
            text.encode(getattr(self.raw, "encoding", None) or "utf-8")
        except UnicodeEncodeError:
            return False
        return True

    def write(self, text: str) -> int:
        """Write a text, made safe."""
        shown = visible(text)
        if not self.holds(shown):
            encoding = getattr(self.raw, "encoding", None) or "utf-8"
            shown = shown.encode(encoding, "backslashreplace").decode(encoding)
        if self.raw is None:
            if self._must_arrive and text:
                raise OutputError(f"{self._name} is closed: the answer has nowhere to go")
            return len(text)
        try:
            self.raw.write(shown)
        except (OSError, ValueError) as error:
            self._fail(error)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Bring to its place what was written."""
        if self.raw is None:
            return
        try:
            self.raw.flush()
        except (OSError, ValueError) as error:
            self._fail(error)

    def _fail(self, error: OSError | ValueError) -> None:
        self._let_go()
        if not self._must_arrive:
            return
        gone = isinstance(error, OSError) and error.errno in (errno.EPIPE, errno.ESHUTDOWN)
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise OutputError(f"{self._name} cannot be written: {said}", reader_left=gone) from error

    def _let_go(self) -> None:
        """Keep Python from trying, and failing, once more when it ends."""
        with suppress(OSError, ValueError):
            if self.raw is not None:
                descriptor = os.open(os.devnull, os.O_WRONLY)
                os.dup2(descriptor, self.raw.fileno())
                os.close(descriptor)


def unguarded(stream: TextIO) -> TextIO:
    """Give the stream below, for what moves the cursor on purpose: progress and colours."""
    raw = stream.raw if isinstance(stream, GuardedStream) else stream
    return raw or stream


@contextmanager
def guarded_streams() -> Iterator[None]:
    """Guard the standard streams while the block runs.

    Raises
    ------
    OutputError
        Standard output is closed or full, or nobody reads it any more.
    """
    before = sys.stdin, sys.stdout, sys.stderr
    if isinstance(before[1], GuardedStream):
        yield
        return
    output = GuardedStream(before[1], "standard output", must_arrive=True)
    told = GuardedStream(before[2], "standard error", must_arrive=False)
    nothing = Path(os.devnull).open(encoding="utf-8") if before[0] is None else None  # noqa: SIM115
    sys.stdin = nothing or before[0]
    sys.stdout, sys.stderr = cast(TextIO, output), cast(TextIO, told)
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
        if nothing:
            nothing.close()


def hold_standard_descriptors() -> None:
    """Fill the places of closed standard streams, so that no file or socket gets their numbers."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def answer_console(width: int) -> Console:
    """Make the console that prints answers: own colours, and control characters shown."""
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.segment import Segment

    class Shown(Console):
        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterable[Segment]:
            for part in super().render(renderable, options):
                safe = part.control or not _CONTROL.search(part.text)
                yield part if safe else Segment(visible(part.text), part.style)

    stream = sys.stdout
    styled = isinstance(stream, GuardedStream) and stream.isatty()
    return Shown(
        file=_Styled(stream) if styled else None,  # type: ignore[arg-type]
        width=width,
        highlight=False,
    )


class _Styled:
    """Lets the console's own colours through, and reports what goes wrong as its stream does."""

    def __init__(self, stream: GuardedStream) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        stream = self._stream
        encoding = getattr(stream.raw, "encoding", None) or "utf-8"
        if stream.raw is None:
            return stream.write(text)
        try:
            return stream.raw.write(text.encode(encoding, "backslashreplace").decode(encoding))
        except (OSError, ValueError) as error:
            stream._fail(error)
        return len(text)
