"""The way in for notebooks, and what stands at the top level."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import analytics
import graphdb
import loaders
import proxygraph

PACKAGES = (graphdb, loaders, analytics, proxygraph)
MODULES = [
    found.name
    for package in PACKAGES
    for found in walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_are_right(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0


def test_everything_that_is_offered_is_there() -> None:
    for name in proxygraph.__all__:
        found = getattr(proxygraph, name)
        assert callable(found), f"{name} is {found!r}: a module of that name hides it"
    assert set(proxygraph.__all__) <= set(dir(proxygraph))


def test_importing_it_imports_nothing_heavy() -> None:
    program = "import sys, proxygraph; print({'neo4j', 'pandas', 'pydantic'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(proxygraph, "nothing")


def test_an_old_name_works_and_says_what_it_is_called_now() -> None:
    with pytest.warns(DeprecationWarning, match=r"proxygraph\.Asked is now proxygraph\.AsOf"):
        assert proxygraph.Asked is proxygraph.AsOf


LONGEST_MODULE = 400
"""Lines of a module of the loaders: one that grows beyond holds more than one concept."""


def test_no_module_of_the_loaders_holds_several_concepts() -> None:
    folder = Path(loaders.__file__).parent
    sizes = {
        path.relative_to(folder).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in folder.rglob("*.py")
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}
