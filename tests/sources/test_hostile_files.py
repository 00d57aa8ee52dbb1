"""Publishers' files in every state of ruin: each is refused, or its wrong rows are, by its name.

Nothing is read as a success in part, and nothing ends in an error that is not ours.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from graphdb.errors import InputRefusedError
from loaders.examining import Examined, examine
from tests.loaders.test_whole_files import workbook
from tests.sources import test_mapping_militants, test_ofac_sdn, test_sfm
from tests.sources.reading import read

SOURCES: dict[str, Callable[[Path], Path]] = {
    "sfm": test_sfm.write,
    "mapping-militants": test_mapping_militants.write,
    "ofac-sdn": test_ofac_sdn.write,
}
FILES = {
    "sfm": ("xx_persons_20190501.csv", "xx_orgs_20191024.tsv", "sources_20190501.csv"),
    "mapping-militants": ("Militant-Group-Key.csv", "Militant-Group-Relationships-clean.csv"),
    "ofac-sdn": ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"),
}
COLUMN = {
    "xx_persons_20190501.csv": "Organization",
    "xx_orgs_20191024.tsv": "o_id",
    "sources_20190501.csv": "published_on",
    "Militant-Group-Key.csv": "group_id",
    "Militant-Group-Relationships-clean.csv": "group2_id",
}
"""A column that each file with a header must have."""

EVERY = [(kind, name) for kind, names in FILES.items() for name in names]
WITH_HEADER = [(kind, name) for kind, name in EVERY if kind != "ofac-sdn"]
IDS = [f"{kind}:{name}" for kind, name in EVERY]


class State(NamedTuple):
    """What becomes of a file's bytes, and words of which one must be said of it."""

    name: str
    ruin: Callable[[bytes], bytes]
    words: tuple[str, ...]


def in_first_row(content: bytes, more: bytes) -> bytes:
    """Put something in the first cell of text of the last line that has one."""
    head, line, *rest = content.split(b"\n")
    at = max(line.rfind(b","), line.rfind(b"\t")) + 1 if rest else len(line)
    return b"\n".join([head, line[:at] + more + line[at:], *rest])


NOT_A_TABLE = (
    State("empty", lambda content: b"", ("is empty", "was cut off")),
    State("blank lines", lambda content: b"\n\r\n\n", ("is empty", "was cut off")),
    State("LFS pointer", lambda content: b"version https://git-lfs.github.com/spec/v1\noid 0\n",
          ("Git LFS pointer",)),
    State("annex pointer", lambda content: b"../.git/annex/objects/x/y/SHA256E-s1--0.csv\n",
          ("git-annex pointer",)),
    State("workbook", lambda content: workbook("[Content_Types].xml", "xl/workbook.xml"),
          ("Excel workbook (.xlsx)",)),
    State("old workbook", lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
          ("Excel workbook (.xls)",)),
    State("web page", lambda content: b"<!DOCTYPE html><html>404</html>", ("is a web page",)),
    State("JSON", lambda content: b'[{"id": 1}]\n', ("JSON file",)),
    State("UTF-16", lambda content: content.decode().encode("utf-16"), ("UTF-16",)),
    State("UTF-16 unmarked", lambda content: content.decode().encode("utf-16-le"), ("UTF-16",)),
    State("gzip cut off", lambda content: gzip.compress(content * 50)[:-12], ("cut off",)),
    State("binary", lambda content: bytes(range(256)) * 40, ("UTF-8", "not ", "cut off", "empty")),
    State("PNG", lambda content: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ("is a picture",)),
    State("Latin-1", lambda content: in_first_row(content, b"Andr\xe9"), ("UTF-8",)),
    State("semicolons", lambda content: content.replace(b",", b";").replace(b"\t", b";"),
          ("semicolons",)),
)  # fmt: skip


def ruined(folder: Path, kind: str, name: str, ruin: Callable[[bytes], bytes]) -> Path:
    SOURCES[kind](folder)
    whole = examined(kind, folder)
    assert isinstance(whole, Examined)
    assert not whole.problems
    (folder / name).write_bytes(ruin((folder / name).read_bytes()))
    return folder


def examined(kind: str, folder: Path) -> Examined | str:
    """Read a source; what refuses it as a whole comes back in words."""
    try:
        found = examine(kind, folder, "d")
    except InputRefusedError as error:
        return str(error)
    return found.refused or found


@pytest.mark.parametrize(("kind", "name"), EVERY, ids=IDS)
@pytest.mark.parametrize("state", NOT_A_TABLE, ids=lambda state: state.name)
def test_a_file_that_is_no_table_is_refused_by_name(
    tmp_path: Path, kind: str, name: str, state: State
) -> None:
    if name == "sdn_comments.csv" and state.name in ("empty", "blank lines"):
        pytest.skip("a list without long remarks has none")
    said = examined(kind, ruined(tmp_path, kind, name, state.ruin))
    assert isinstance(said, str), said
    assert name in said
    assert any(word in said for word in state.words), said
    assert len(said.splitlines()) == 1
    assert len(said) < 500


@pytest.mark.parametrize(("kind", "name"), WITH_HEADER)
def test_a_file_without_its_header_is_refused(tmp_path: Path, kind: str, name: str) -> None:
    said = examined(kind, ruined(tmp_path, kind, name, lambda b: b.partition(b"\n")[2]))
    assert isinstance(said, str)
    assert name in said
    assert "lacks the columns" in said or "twice" in said


@pytest.mark.parametrize(("kind", "name"), WITH_HEADER)
def test_a_renamed_column_is_named(tmp_path: Path, kind: str, name: str) -> None:
    column = COLUMN[name].encode()

    def renamed(content: bytes) -> bytes:
        head, _, rest = content.partition(b"\n")
        cells = head.replace(b"\t", b",").split(b",")
        assert any(cell.strip(b"\r\xef\xbb\xbf") == column for cell in cells)
        changed = [
            b"renamed" if cell.strip(b"\r\xef\xbb\xbf") == column else cell for cell in cells
        ]
        return (b"\t" if b"\t" in head else b",").join(changed) + b"\n" + rest

    said = examined(kind, ruined(tmp_path, kind, name, renamed))
    assert isinstance(said, str)
    assert name in said
    assert f"lacks the columns {COLUMN[name]}" in said


@pytest.mark.parametrize("name", FILES["ofac-sdn"])
def test_a_list_with_a_header_or_a_column_too_few_is_refused(tmp_path: Path, name: str) -> None:
    said = examined("ofac-sdn", ruined(tmp_path, "ofac-sdn", name, lambda b: b"ent_num,name\n" + b))
    assert isinstance(said, str)
    assert f"{name} is not OFAC's {name}" in said
    narrow = b"7,x\n" if name != "sdn_comments.csv" else b"7\n"
    (tmp_path / name).write_bytes(narrow + b"\x1a")
    said = examined("ofac-sdn", tmp_path)
    assert isinstance(said, str)
    assert name in said


@pytest.mark.parametrize(("kind", "name"), EVERY, ids=IDS)
@pytest.mark.parametrize(
    "more", [b"x" * 3_000_000, b"\0", b"a\0b"], ids=["long", "NUL", "NUL within"]
)
def test_a_cell_that_no_store_holds_is_refused_by_file(
    tmp_path: Path, kind: str, name: str, more: bytes
) -> None:
    found = examined(kind, ruined(tmp_path, kind, name, lambda b: in_first_row(b, more)))
    if isinstance(found, str):
        assert name in found
        assert len(found) < 500
        return
    said = [str(problem) for problem in found.problems]
    if said:
        assert all(len(line) < 500 for line in said)
    else:  # The cell is of a column that nothing is made of: nothing of it is kept.
        reading = read(kind, tmp_path)
        kept = repr([*reading.nodes.values(), *reading.claims.values()])
        assert reading.nodes
        assert "\\x00" not in kept
        assert "xxx" not in kept


@pytest.mark.parametrize(("kind", "name"), EVERY, ids=IDS)
def test_a_file_cut_within_its_last_row_is_refused(tmp_path: Path, kind: str, name: str) -> None:
    if name == "sdn_comments.csv":
        pytest.skip("OFAC writes no end mark there: a cut between two cells cannot be seen")
    cut = ruined(
        tmp_path, kind, name, lambda b: b.rstrip(b"\x1a\r\n").rpartition(b"\n")[0] + b"\nx"
    )
    said = examined(kind, cut)
    assert isinstance(said, str), said
    assert name in said
    assert any(word in said for word in ("cut off", "is not OFAC's", "is it another file?"))
