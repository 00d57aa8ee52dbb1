"""A store is put in place wholly or not at all, wherever the swap is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from proxygraph.runtime import storeswap
from proxygraph.runtime.home import Home
from proxygraph.runtime.storeswap import PARTS, staging, swap_store, undo_unfinished_swap

OLD = {part.as_posix(): "old" for part in PARTS}
NEW = {part.as_posix(): "new" for part in PARTS}


class KilledError(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home", tmp_path / "cache")
    made.create()
    staging(made).mkdir()
    fill(made.data, "old")
    return made


@pytest.fixture
def data(home: Home) -> Path:
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
