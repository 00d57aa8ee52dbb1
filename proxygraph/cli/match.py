"""``proxygraph match``: which records of different datasets may be one and the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from proxygraph.cli.decide import author_option, author_or_login, table_option
from proxygraph.cli.options import ROWS, SHARE, as_json, connect, echo_json
from proxygraph.cli.run_words import say_run

if TYPE_CHECKING:
    from graphdb.connection import Graph
    from loaders.identity.matching import Matches
    from loaders.identity.proposals import Proposal
    from loaders.identity.subjects import Subject

_ANSWERS = {"s": "same", "d": "different", "u": "unsure"}


@click.command(
    epilog="\b\nExamples:\n  proxygraph match --dataset ofac-sdn --limit 5\n"
    "  proxygraph match --review --author 'A. Analyst'"
)
@click.option(
    "--dataset", "datasets", multiple=True, metavar="NAME", help="Match this one with all others."
)
@click.option("--limit", type=ROWS, default=20, show_default=True, help="Pairs shown.")
@click.option(
    "--threshold",
    type=SHARE,
    help="Least score (if not given: the one that docs/identity.md measures).",
)
@click.option("--review", is_flag=True, help="Walk through the pairs and decide on each.")
@author_option
@table_option
@as_json
def command(
    datasets: tuple[str, ...],
    limit: int,
    threshold: float | None,
    review: bool,
    author: str | None,
    table: Path | None,
    as_json: bool,
) -> None:
    """Propose pairs of records that may be one, with a score and the reasons.

    Nothing is joined: that takes a decision (--review, or `proxygraph decide`).
    """
    from loaders.identity.matching import match
    from loaders.identity.scoring import THRESHOLD
    from proxygraph.decision_table import default_table, known_decisions

    if review and as_json:
        raise click.UsageError("--review asks questions, so it cannot print --json")
    place = table or default_table()
    with connect() as graph:
        known = known_decisions(graph, place)
        found = match(graph, datasets, known, THRESHOLD if threshold is None else threshold)
        if as_json:
            echo_json(found.document(limit))
        elif review:
            _review(graph, replace(found, proposals=found.proposals[:limit]), place, author)
        else:
            _show(found, limit)


def _show(found: Matches, limit: int) -> None:
    shown = found.proposals[:limit]
    click.echo(
        f"{len(found.proposals):,} pairs of {found.records:,} records may be one "
        f"(score at least {found.threshold:.2f})"
    )
    for proposal in shown:
        click.echo(f"\n{_pair(proposal)}")
    if len(found.proposals) > limit:
        click.echo(f"\n{len(found.proposals) - limit:,} more: --limit {len(found.proposals)}")
    if shown:
        click.echo("\nDecide on them one by one: proxygraph match --review")


def _pair(proposal: Proposal) -> str:
    import textwrap

    why = textwrap.fill(proposal.why, 78, initial_indent="      ", subsequent_indent="      ")
    return f"{proposal.score:.2f}  {_words(proposal.left)}\n      {_words(proposal.right)}\n{why}"


def _words(subject: Subject) -> str:
    return f"{subject.name}  [{subject.id}]"


def _review(graph: Graph, found: Matches, table: Path, author: str | None) -> None:
    """Ask about each pair: answers go into the table at once, the graph follows at the end."""
    from typing import cast

    from loaders.identity.decisions import Verdict, added, decision, write_decisions
    from proxygraph.decision_table import change_decisions, known_decisions, table_lock

    decided = 0
    who = author_or_login(author)
    for number, proposal in enumerate(found.proposals, 1):
        click.echo(f"\n{number} of {len(found.proposals)}: {_pair(proposal)}")
        for subject in (proposal.left, proposal.right):
            click.echo(_more(subject))
        answer = click.prompt(
            "[s]ame, [d]ifferent, [u]nsure, [n]ext, [q]uit",
            type=click.Choice(["s", "d", "u", "n", "q"]),
            show_choices=False,
        )
        if answer == "q":
            break
        if answer == "n":
            continue
        reason = click.prompt("Why", default=proposal.why)
        verdict = cast(Verdict, _ANSWERS[answer])
        new = decision(proposal.left.id, proposal.right.id, verdict, who, reason)
        with table_lock(table):
            write_decisions(table, added(known_decisions(graph, table), new))
        decided += 1
    if not decided:
        click.echo("\nNothing was decided.")
        return
    say_run(change_decisions(graph, table, lambda known: known))
    click.echo(f"  table: {table}")


def _more(subject: Subject) -> str:
    import textwrap

    parts = [subject.dataset, subject.kind.replace("_", " "), ", ".join(sorted(subject.countries))]
    if subject.born:
        parts.append("born " + " or ".join(map(str, sorted(subject.born))))
    if subject.aliases:
        parts.append("also " + "; ".join(subject.aliases[:8]))
    text = f"{subject.name}: " + " · ".join(part for part in parts if part)
    return textwrap.fill(text, 78, initial_indent="      ", subsequent_indent="        ")
