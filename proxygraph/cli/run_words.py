"""A run of a load in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphdb.connection import Graph
    from loaders.changes import Change
    from loaders.runs import Run
    from proxygraph.jobs.ranks import Move

_OPENINGS = {
    "changed": "Loaded {}:",
    "unchanged": "Nothing has changed in {}:",
    "unloaded": "Unloaded {}:",
    "failed": "{} was not loaded:",
    "planned": "A load of {} would make these changes:",
}
_HEADINGS = {
    "appeared": "Appeared",
    "closed": "Gained an end",
    "changed": "Changed",
    "removed": "Removed",
}


def say_run(run: Run) -> None:
    """Print what a run did."""
    click.echo(_opening(run))
    for line in _lines(run):
        click.echo(f"  {line}")


def _opening(run: Run) -> str:
    if run.source == "decisions":
        done = "Applied" if run.outcome == "changed" else "Kept; nothing moves by"
        return f"{done} the decisions on identity ({run.rows}):"
    return _OPENINGS[run.outcome].format(run.dataset)


def _lines(run: Run) -> list[str]:
    if run.outcome == "failed":
        return [*run.error.splitlines(), f"{run.seconds:.1f} s, run {run.run_id}"]
    lines = []
    for what in ("nodes", "claims"):
        parts = [
            f"{getattr(run, f'{what}_{how}'):,} {how}" for how in ("added", "changed", "removed")
        ]
        if what == "claims" and run.claims_closed:
            parts[1] += f" (of which {run.claims_closed:,} gained an end)"
        lines.append(f"{what}: {', '.join(parts)}")
    if run.rejected:
        lines.append(f"{run.rejected:,} of {run.rows:,} rows rejected, see {run.rejects_file}")
    lines += [f"left out: {reason}" for reason in run.left_out]
    lines.append(f"graph version {run.graph_version}, {run.seconds:.1f} s, run {run.run_id}")
    return lines


def change_words(graph: Graph, changes: Sequence[Change]) -> list[str]:
    """Tell changes as an analyst would, grouped by what happened to the claims."""
    ids = sorted({end for change in changes for end in (change.start, change.end)})
    names = {row["id"]: row["name"] for row in graph.read("load/entity_names", ids=ids)}
    lines: list[str] = []
    for action, heading in _HEADINGS.items():
        group = [change for change in changes if change.action == action]
        if group:
            lines += ["", f"{heading} ({len(group):,}):"]
            lines += [f"  {line}" for change in group for line in _told(change, names)]
    return lines


def _told(change: Change, names: dict[str, str]) -> list[str]:
    start, end = (names.get(end, end) for end in (change.start, change.end))
    verb = change.type.lower().replace("_", " ")
    lines = [f"{start} – {verb} – {end}  [{change.claim_id}]"]
    for name, (former, new) in change.details.items():
        lines.append(f"    {name}: {former or '(nothing)'} → {new or '(nothing)'}")
    return lines


def move_words(moved: Sequence[Move] | None) -> list[str]:
    """Tell which ranks moved, or that this was not noted."""
    if not moved:
        return []
    lines = ["", "Ranks by betweenness that moved (first 20, as of the day of the run):"]
    for move in moved:
        places = " → ".join(
            f"#{rank}" if rank else "not among the first"
            for rank in (move.rank_before, move.rank_after)
        )
        values = " → ".join(
            f"{value:.3f}" if value is not None else "–"
            for value in (move.betweenness_before, move.betweenness_after)
        )
        lines.append(f"  {move.name}: {places} ({values})")
    return lines
