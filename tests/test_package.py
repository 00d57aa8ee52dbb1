"""The way in for notebooks, and what stands at the top level."""

from __future__ import annotations

import subprocess
import sys

import proxygraph


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
