"""A store is put in place wholly or not at all, wherever the swap is cut off."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from proxygraph.runtime import storeswap
from proxygraph.runtime.home import Home
from proxygraph.runtime.storeswap import (
    PARTS,
    former_set_aside,
    staging,
    swap_store,
    undo_unfinished_swap,
)

OLD = {part.as_posix(): "old" for part in PARTS}
NEW = {part.as_posix(): "new" for part in PARTS}


class KilledError(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return made_home(tmp_path)


def made_home(folder: Path) -> Home:
    made = Home(folder / "home", folder / "cache")
    made.create()
    staging(made).mkdir()
    fill(made.data, "old")
    return made


@pytest.fixture
def data(home: Home) -> Path:
    return new_store(home)


def new_store(home: Home) -> Path:
    folder = staging(home) / "load-x" / "data"
    fill(folder, "new")
    return folder


def fill(folder: Path, text: str) -> None:
    for part in PARTS:
        (folder / part).mkdir(parents=True)
        (folder / part / "store").write_text(text)


def found(home: Home) -> dict[str, str]:
    places = {part: home.data / part / "store" for part in PARTS}
    return {part.as_posix(): path.read_text() for part, path in places.items() if path.exists()}


def killed_after(moves: int, patch: pytest.MonkeyPatch) -> None:
    original = storeswap._move
    left = [moves]

    def move(source: Path, target: Path) -> None:
        if left[0] == 0:
            raise KilledError
        left[0] -= 1
        original(source, target)

    patch.setattr(storeswap, "_move", move)
    patch.setattr(storeswap, "undo_unfinished_swap", lambda home: False)  # A dead process can't.


def test_a_swap_takes_the_new_store_and_leaves_nothing(home: Home, data: Path) -> None:
    swap_store(home, data)
    assert found(home) == NEW
    assert {path.name for path in staging(home).iterdir()} == {"load-x"}
    assert not undo_unfinished_swap(home)
    assert found(home) == NEW


@pytest.mark.parametrize("moves", range(2 * len(PARTS)))
def test_a_swap_that_was_cut_off_is_undone(
    home: Home, data: Path, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        killed_after(moves, patch)
        with pytest.raises(KilledError):
            swap_store(home, data)
    assert undo_unfinished_swap(home)
    assert found(home) == OLD
    assert not undo_unfinished_swap(home)


@pytest.mark.parametrize("moves", range(len(PARTS)))
def test_undoing_can_be_cut_off_too(
    home: Home, data: Path, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    undo = storeswap.undo_unfinished_swap
    with monkeypatch.context() as patch:
        killed_after(2 * len(PARTS) - 1, patch)
        with pytest.raises(KilledError):
            swap_store(home, data)
    with monkeypatch.context() as patch:
        killed_after(moves, patch)
        with pytest.raises(KilledError):
            undo(home)
    assert undo_unfinished_swap(home)
    assert found(home) == OLD


def test_a_folder_without_a_store_is_refused(home: Home, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="databases"):
        swap_store(home, tmp_path)
    assert found(home) == OLD


def test_a_move_that_fails_is_undone_at_once(
    home: Home, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self == data / PARTS[1]:
            raise OSError(28, "No space left on device")
        return original(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="No space"):
        swap_store(home, data)
    assert found(home) == OLD


KILLED = 86
LAST_LINE = 300
"""More lines than a swap, or its undoing, carries out."""


def killed_at_line(number: int, work: Callable[[Home], object], home: Home) -> bool:
    """Carry out some work in a process that ends at so many lines of the module.

    Returns whether it came to that.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
    left = [number]

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        if frame.f_code.co_filename != storeswap.__file__:
            return None
        if event == "line":
            left[0] -= 1
            if left[0] < 0:
                os._exit(KILLED)
        return trace

    try:
        sys.settrace(trace)
        work(home)
        sys.settrace(None)
        os._exit(0)
    finally:
        os._exit(1)  # The child never gets into the tests' own code.


def swap(home: Home) -> None:
    swap_store(home, staging(home) / "load-x" / "data")


def is_usable_afterwards(home: Home) -> bool:
    """The next start finds one store or the other; and the next swap takes another one."""
    undo_unfinished_swap(home)
    whole = found(home) in (OLD, NEW)
    data = staging(home) / "load-again" / "data"
    fill(data, "newest")
    swap_store(home, data)
    kept = {path.name for path in staging(home).iterdir()} - {"load-x", "load-again"}
    return whole and set(found(home).values()) == {"newest"} and not kept


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process to kill")
def test_a_swap_killed_at_any_line_leaves_one_store_and_the_way_free(
    tmp_path: Path,
) -> None:
    for number in range(LAST_LINE):
        home = made_home(tmp_path / str(number))
        new_store(home)
        killed = killed_at_line(number, swap, home)
        assert is_usable_afterwards(home), f"killed at line {number}"
        if not killed:
            break
    else:
        pytest.fail("the swap never came to its end")
    assert number > 4 * len(PARTS)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process to kill")
def test_an_undoing_killed_at_any_line_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(LAST_LINE):
        home = made_home(tmp_path / str(number))
        with monkeypatch.context() as patch:
            killed_after(2 * len(PARTS) - 1, patch)
            with pytest.raises(KilledError):
                swap_store(home, new_store(home))
        killed = killed_at_line(number, undo_unfinished_swap, home)
        undo_unfinished_swap(home)
        assert found(home) == OLD, f"killed at line {number}"
        assert is_usable_afterwards(home), f"killed at line {number}"
        if not killed:
            break
    else:
        pytest.fail("the undoing never came to its end")
    assert number > 2 * len(PARTS)


@pytest.mark.parametrize("left", ["", "databases/neo4j/store", "transactions/neo4j/store"])
def test_what_a_finished_swap_left_aside_is_in_nobodys_way(
    home: Home, data: Path, left: str
) -> None:
    aside = staging(home) / "former" / left
    (aside.parent if left else aside).mkdir(parents=True)
    if left:
        aside.write_text("older still")
    assert not undo_unfinished_swap(home)
    swap_store(home, data)
    assert found(home) == NEW


@pytest.mark.parametrize("missing", PARTS)
def test_a_part_that_there_was_not_is_not_there_after_the_undoing(
    home: Home, data: Path, missing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(home.data / missing)
    with monkeypatch.context() as patch:
        patch.setattr(storeswap, "_commit", dies)
        patch.setattr(storeswap, "undo_unfinished_swap", lambda home: False)
        with pytest.raises(KilledError):
            swap_store(home, data)
    assert undo_unfinished_swap(home)
    assert found(home) == {part: said for part, said in OLD.items() if part != missing.as_posix()}


def dies(*arguments: object) -> None:
    raise KilledError


@pytest.mark.parametrize("text", ["", "A store is", 'A store is being put in place\n["data'])
def test_a_journal_that_was_not_written_to_its_end_undoes_nothing(home: Home, text: str) -> None:
    (staging(home) / "swapping").write_text(text)
    assert undo_unfinished_swap(home)
    assert found(home) == OLD


def test_a_block_that_fails_after_it_has_kept_the_new_store_gets_the_former_back(
    home: Home, data: Path
) -> None:
    def put_in_place() -> None:
        with former_set_aside(home) as commit:
            for part in PARTS:
                storeswap._move(data / part, home.data / part)
            commit()
            raise ValueError("unusable")

    with pytest.raises(ValueError, match="unusable"):
        put_in_place()
    assert found(home) == OLD


def test_a_process_that_ends_after_it_has_kept_the_new_store_leaves_that(
    home: Home, data: Path
) -> None:
    with former_set_aside(home) as commit:
        for part in PARTS:
            storeswap._move(data / part, home.data / part)
        commit()
        assert not undo_unfinished_swap(home)
        assert found(home) == NEW
