"""Small files are read whole; a file that never ends is refused and takes no memory."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError, SettingsError
from graphdb.settings import settings_from_environment
from graphdb.textfiles import bytes_of, first_line, text_of
from loaders.identity.decisions import read_decisions
from proxygraph.jobs.file import read_jobs
from tests.memory import limited

ENDLESS = Path("/dev/zero")

pytestmark = pytest.mark.skipif(not ENDLESS.exists(), reason="no device here that never ends")


@pytest.fixture(autouse=True)
def _no_more_memory() -> Iterator[None]:
    with limited():
        yield


@pytest.mark.parametrize("read", [bytes_of, text_of, first_line])
def test_a_file_that_never_ends_is_no_text(read: object) -> None:
    with pytest.raises(ValueError, match="is longer than 64 MiB"):
        read(ENDLESS)  # type: ignore[operator]


@pytest.mark.parametrize("read", [read_jobs, read_decisions])
def test_a_table_that_never_ends_is_refused(read: object) -> None:
    with pytest.raises(InputRefusedError, match=r"/dev/zero:? is longer than 64 MiB"):
        read(ENDLESS)  # type: ignore[operator]


def test_settings_that_never_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXYGRAPH_CONFIG", str(ENDLESS))
    with pytest.raises(SettingsError, match="is longer than 64 MiB"):
        settings_from_environment()


def test_the_longest_file_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert bytes_of(tmp_path / "a", most=3) == b"abc"
    with pytest.raises(ValueError, match="is longer"):
        bytes_of(tmp_path / "a", most=2)


def test_a_pipe_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=("secret\n",))
    writer.start()
    assert first_line(tmp_path / "pipe") == "secret"
    writer.join()
