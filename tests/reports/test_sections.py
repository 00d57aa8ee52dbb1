"""One section that cannot be made costs that section, not the page."""

from __future__ import annotations

import pytest

from graphdb.errors import (
    GraphMovedError,
    InputRefusedError,
    NoServerError,
    ProxygraphError,
    UnknownNameError,
)
from proxygraph.reports.report.sections import Sections


def fails(error: ProxygraphError) -> int:
    raise error


@pytest.mark.parametrize("kind", [InputRefusedError, UnknownNameError, ProxygraphError])
def test_a_section_that_fails_says_why_and_the_next_is_made(kind: type[ProxygraphError]) -> None:
    sections = Sections()
    assert sections.make("one", lambda: fails(kind("no such thing")), 0) == 0
    assert sections.make("two", lambda: 2, 0) == 2
    assert sections.missing == {"one": "no such thing"}


@pytest.mark.parametrize("kind", [GraphMovedError, NoServerError])
def test_what_concerns_all_sections_ends_the_report(kind: type[ProxygraphError]) -> None:
    with pytest.raises(kind):
        Sections().make("one", lambda: fails(kind("gone")), 0)


def test_what_was_asked_for_by_name_is_refused() -> None:
    with pytest.raises(InputRefusedError):
        Sections().make("one", lambda: fails(InputRefusedError("no")), 0, asked=True)
