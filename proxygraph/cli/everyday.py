"""What the verbs for everyday questions share: their limits, and how lines are printed."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from proxygraph.cli.options import (
    DAY,
    as_json,
    dataset_option,
    date_option,
    min_likelihood_option,
)
from proxygraph.terminal import visible

if TYPE_CHECKING:
    from analytics.claims.evidence import Evidence
    from analytics.questions.lines import Lines
    from analytics.scope import AsOf

F = TypeVar("F", bound=Callable[..., Any])

_AGE = re.compile(r"(\d{1,4})([dmy])\Z")
_DAYS = {"d": 1.0, "m": 30.44, "y": 365.25}
_WIDEST = 100


class AgeParameter(click.ParamType[timedelta]):
    """A length of time, written 90d, 18m or 2y."""

    name = "age"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Read the length of time, or tell how to write one."""
        if isinstance(value, timedelta):
            return value
        found = _AGE.match(str(value))
        if not found:
            self.fail(f"{value!r} is not a length of time; write 90d, 18m or 2y", param, ctx)
        try:
            return timedelta(days=round(int(found.group(1)) * _DAYS[found.group(2)]))
        except (OverflowError, ValueError):
            self.fail(f"{value} is longer than the calendar; leave the limit out", param, ctx)


AGE = AgeParameter()


def age_option(command: F) -> F:
    """Add ``--max-age``."""
    return click.option(
        "--max-age",
        type=AGE,
        metavar="AGE",
        help="Leave out what no source has confirmed (seen, or else reported) for that long "
        "before the day asked about: 90d, 18m, 2y.",
    )(command)


def sources_option(command: F) -> F:
    """Add ``--sources``."""
    return click.option(
        "--sources", "show_sources", is_flag=True, help="Cite the publications behind each line."
    )(command)


def limits(command: F) -> F:
    """Add all that an everyday question can be limited by, ``--sources`` and ``--json``."""
    return date_option(dataset_option(age_option(sources_option(as_json(command)))))


def likelihood_options(command: F) -> F:
    """Add ``--min-likelihood`` and ``--all``."""
    weaker = click.option(
        "--all", "show_all", is_flag=True, help="Show older and weaker statements too, apart."
    )
    return min_likelihood_option(weaker(command))


def between(command: F) -> F:
    """Add ``--from`` and ``--to``."""
    last = click.option(
        "--to", "until", type=DAY, metavar="DATE", help="Last day (if none: today)."
    )
    first = click.option(
        "--from", "since", type=DAY, metavar="DATE", help="First day (if none: any)."
    )
    return first(last(command))


def timeless_limits(command: F) -> F:
    """Add what a question about no single day can be limited by, ``--sources`` and ``--json``."""
    known = click.option(
        "--known-by", type=DAY, metavar="DATE", help="Only what had been reported by that day."
    )
    return known(dataset_option(age_option(sources_option(as_json(command)))))


def asked_of(
    at: date | None,
    known_by: date | None,
    datasets: tuple[str, ...],
    max_age: timedelta | None,
    min_likelihood: float = 0.5,
) -> AsOf:
    """Make the limits of a question out of options."""
    from analytics.scope import AsOf

    return AsOf(at, known_by, datasets, min_likelihood=min_likelihood, max_age=max_age)


def width() -> int:
    """Columns to print in: those of the terminal, 80 where there is none."""
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)


def wrapped(text: str, first: str = "", then: str | None = None) -> str:
    """Fit a paragraph into the terminal, its first and its other lines indented."""
    further = first if then is None else then
    return textwrap.fill(
        text,
        width(),
        initial_indent=first,
        subsequent_indent=further,
        break_on_hyphens=False,
        break_long_words=False,
    )


def item(text: str, evidence: Evidence | None, *, cite: bool = False) -> Iterator[str]:
    """Write one line of an answer, its evidence in brackets, its citations below it."""
    told = f"{text} [{evidence.words()}]" if evidence else text
    yield wrapped(told, "  ", "      ")
    if cite and evidence:
        for citation in evidence.citations():
            yield wrapped(citation.words(), "      – ", "        ")


def show_lines(
    answer: Lines, *, cite: bool = False, counted: bool = True, show_all: bool = False
) -> None:
    """Print an answer in lines, headings first, by pages where it is long."""
    told = [*heading(answer), *body(answer, cite=cite, counted=counted)]
    page([*told, *weaker_lines(answer, cite=cite, show_all=show_all)])


def weaker_lines(answer: Lines, *, cite: bool = False, show_all: bool = False) -> Iterator[str]:
    """Count the lines that are less likely than was asked for, or write them where wanted."""
    yield from weaker_count(len(answer.weaker), answer.asked, show_all=show_all)
    if show_all:
        for line in answer.weaker:
            yield from item(f"{line.section}: {line.text}", line.evidence, cite=cite)


def weaker_count(count: int, asked: AsOf, *, show_all: bool) -> Iterator[str]:
    """Say how many statements are less likely than was asked for."""
    if not count:
        return
    from analytics.claims.likelihood_words import percent

    what = f"{count} older or weaker statement{'' if count == 1 else 's'}"
    least = f"less likely than {percent(asked.min_likelihood)}"
    yield ""
    yield wrapped(f"{what} ({least}){':' if show_all else ': --all shows them.'}")


def heading(answer: Lines) -> Iterator[str]:
    """Write what was asked, and remarks."""
    from analytics.questions.silence import asked_limits

    limits = ", ".join(asked_limits(answer.asked))
    yield wrapped(f"{answer.title}{f' ({limits})' if limits else ''}")
    yield from (wrapped(remark) for remark in answer.remarks)


def body(answer: Lines, *, cite: bool = False, counted: bool = True) -> Iterator[str]:
    """Write the sections of an answer, each with the number of its lines where ``counted``."""
    for section, lines in answer.sections().items():
        yield ""
        yield wrapped(f"{section} ({len(lines)})" if counted else section, "", "    ")
        for line in lines:
            yield from item(line.text, line.evidence, cite=cite)


def page(paragraphs: Iterable[str]) -> None:
    """Print, through the pager where a terminal is too low for it."""
    text = "\n".join(paragraphs)
    low = text.count("\n") + 2 > shutil.get_terminal_size((80, 24)).lines
    if low and sys.stdout.isatty():
        click.echo_via_pager(f"{visible(text)}\n")
    else:
        click.echo(text)
