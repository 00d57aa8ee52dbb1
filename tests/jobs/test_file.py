from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graphdb.errors import InputRefusedError
from proxygraph.jobs.file import Job, JobsFile, read_jobs
from proxygraph.jobs.times import trigger

RIGHT = """\
[[dataset]]
name = "curated"
source = "tables"
path = "data"
rank = 10
schedule = "0 3 * * *"

[[dataset]]
name = "field-notes"
source = "tables"
path = "notes-*"
max_rejects = 0.02
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "jobs.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_file_is_read(tmp_path: Path) -> None:
    first, second = read_jobs(written(tmp_path, RIGHT)).jobs
    assert (first.name, first.rank, first.max_rejects, first.schedule) == (
        "curated",
        10,
        0.0,
        "0 3 * * *",
    )
    assert (second.name, second.rank, second.max_rejects, second.schedule) == (
        "field-notes",
        100,
        0.02,
        "every 1 day",
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "rule"),
    [
        ('name = "curated"', 'name = "Curated"', 2, "pattern"),
        ('source = "tables"', 'source = "excel"', 3, "no source is named"),
        ('path = "data"', "", 1, "is required"),
        ("rank = 10", "rank = 0", 5, "greater than or equal to 1"),
        ("rank = 10", "rang = 10", 5, "is not a key of a dataset"),
        ('"0 3 * * *"', '"daily"', 6, "is not a schedule"),
        ('"0 3 * * *"', '"every 0 hours"', 6, "is not a schedule"),
        ("max_rejects = 0.02", "max_rejects = 2", 12, "less than or equal to 1"),
        ('name = "field-notes"', 'name = "curated"', 9, "stands twice"),
        (
            '[[dataset]]\nname = "curated"',
            'title = "x"\n[[dataset]]\nname = "curated"',
            1,
            "not a key",
        ),
    ],
)
def test_each_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, rule: str
) -> None:
    with pytest.raises(InputRefusedError) as caught:
        read_jobs(written(tmp_path, RIGHT.replace(old, new, 1)))
    assert [(p.line, rule in p.rule) for p in caught.value.problems] == [(line, True)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no"),
        ("[[dataset]\n", "line 1"),
        ('dataset = "x"', "as a table"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputRefusedError, match=said):
        read_jobs(written(tmp_path, text))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError, match="No such file"):
        read_jobs(tmp_path / "none.toml")


def test_paths_are_relative_to_the_file_and_patterns_take_the_last(tmp_path: Path) -> None:
    for name in ("notes-2020", "notes-2021"):
        (tmp_path / name).mkdir()
    jobs = read_jobs(written(tmp_path, RIGHT))
    assert jobs.input_of(jobs.jobs[0]) == tmp_path / "data"
    assert jobs.input_of(jobs.jobs[1]) == tmp_path / "notes-2021"


def test_a_pattern_that_matches_nothing_is_refused(tmp_path: Path) -> None:
    jobs = read_jobs(written(tmp_path, RIGHT))
    with pytest.raises(InputRefusedError, match="nothing matches 'notes-"):
        jobs.input_of(jobs.jobs[1])


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", None])
def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path, start: bytes | None) -> None:
    path = tmp_path / "jobs.toml"
    text = RIGHT.replace("\n", "\r\n")
    path.write_bytes(text.encode("utf-16") if start is None else start + text.encode())
    assert [job.name for job in read_jobs(path).jobs] == ["curated", "field-notes"]


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", b"\x80", b"a\0b", b"x = " + b"[" * 99_999])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "jobs.toml"
    path.write_bytes(content)
    with pytest.raises(InputRefusedError, match=r"jobs\.toml: "):
        read_jobs(path)


@pytest.mark.parametrize(
    ("there", "asked", "meant"),
    [
        (["notes [1].csv", "notes 1.csv"], "notes [1].csv", "notes [1].csv"),
        (["notes 1.csv", "notes 2.csv"], "notes [12].csv", "notes 2.csv"),
        (["a*b", "axb"], "a*b", "a*b"),
        (["why?.csv", "whys.csv"], "why?.csv", "why?.csv"),
        (["old [1]/a-1", "old [1]/a-2", "old 1/a-3"], "old [1]/a-*", "old [1]/a-2"),
        (["x/y/n1", "x/z/w/n2"], "x/**/n*", "x/z/w/n2"),
        ([".hidden-9", "seen-1"], "*-?", "seen-1"),
    ],
)
@pytest.mark.parametrize("absolute", [False, True])
def test_a_name_that_is_there_is_meant_as_it_is(
    tmp_path: Path, there: list[str], asked: str, meant: str, absolute: bool
) -> None:
    place = tmp_path / "of [team] *"
    for name in there:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).touch()
    path = str(place / asked) if absolute else asked
    job = Job(name="a", source="tables", path=path)
    assert JobsFile(place / "jobs.toml", (job,)).input_of(job) == place / meant


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "-0.1", "true", '"0.1"'])
@pytest.mark.parametrize("key", ["max_rejects", "max_removed"])
def test_shares_are_finite(tmp_path: Path, key: str, value: str) -> None:
    text = f'[[dataset]]\nname = "a"\nsource = "tables"\npath = "a"\n{key} = {value}\n'
    with pytest.raises(InputRefusedError, match=rf"jobs\.toml:5: {key}"):
        read_jobs(written(tmp_path, text))


@pytest.mark.parametrize("value", ['""', '" "', '"a\\u0000b"', "3", "[]"])
def test_a_path_is_possible(tmp_path: Path, value: str) -> None:
    text = f'[[dataset]]\nname = "a"\nsource = "tables"\npath = {value}\n'
    with pytest.raises(InputRefusedError, match=r"jobs\.toml:4: path"):
        read_jobs(written(tmp_path, text))


def test_a_schedule_is_in_utc() -> None:
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert trigger("0 3 * * *").get_next_fire_time(None, now) == datetime(2026, 1, 2, 3, tzinfo=UTC)
