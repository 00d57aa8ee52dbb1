"""The jar lock: what it says, and that what it says is sound."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest

from proxygraph.runtime.lockfile import (
    LOCK_NAME,
    Jar,
    format_lock,
    locked_jars,
    locked_versions,
    parse_lock,
)
from tools.lock_jars import without_known


def jar(group: str, artifact: str, version: str = "1", classifier: str = "") -> Jar:
    return Jar(group, artifact, version, classifier, "0" * 64, 1)


def test_a_lock_written_is_read_back() -> None:
    jars = (jar("b.c", "x"), jar("a", "y", "2.0", "linux-x86_64"))
    assert parse_lock(format_lock(jars, "two\nlines")) == jars


def test_a_classifier_is_part_of_the_file_name() -> None:
    native = jar("io.netty", "epoll", "4.2", "linux-x86_64")
    assert str(native.path) == "io/netty/epoll/4.2/epoll-4.2-linux-x86_64.jar"


@pytest.mark.parametrize("line", ["a:b:1 00", "a:b 00 1", "a:b:1:c:d 00 1", "a:b:1 00 many"])
def test_a_broken_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2 of the jar lock"):
        parse_lock(f"# heading\n{line}\n")


def test_the_lock_names_coordinates_and_no_host() -> None:
    text = files("proxygraph.runtime").joinpath(LOCK_NAME).read_text("utf-8")
    assert "://" not in text
    assert all(re.fullmatch("[0-9a-f]{64}", found.sha256) for found in locked_jars())


def test_no_library_is_on_the_class_path_twice() -> None:
    names = Counter((found.group, found.artifact, found.classifier) for found in locked_jars())
    assert [name for name, count in names.items() if count > 1] == []


def test_two_groups_have_a_jar_of_one_name() -> None:
    values = {found.group for found in locked_jars() if found.artifact == "neo4j-values"}
    assert values == {"org.neo4j", "org.neo4j.gds"}


def test_the_server_comes_before_what_is_added_to_it() -> None:
    groups = [found.group for found in locked_jars()]
    last_of_server = max(i for i, group in enumerate(groups) if group == "org.neo4j")
    assert last_of_server < groups.index("org.neo4j.gds")


def test_versions_are_those_of_the_lock() -> None:
    heading = files("proxygraph.runtime").joinpath(LOCK_NAME).read_text("utf-8").splitlines()[1]
    versions = locked_versions()
    assert all(part in heading for part in (versions.neo4j, versions.gds, versions.browser))


def test_what_the_server_has_is_not_added_in_another_version() -> None:
    server = (jar("org.slf4j", "slf4j-api", "2.0"), jar("org.neo4j", "neo4j-values", "5"))
    added = (jar("org.slf4j", "slf4j-api", "1.7"), jar("org.neo4j.gds", "neo4j-values", "2"))
    assert without_known(added, server) == added[1:]
