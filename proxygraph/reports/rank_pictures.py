"""Rankings with doubt, and what is lost without each, as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proxygraph.reports.palette import INK, KIND_WORDS, KINDS, sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from analytics.questions.centrality import Centrality
    from analytics.questions.vacancy import Vacancies


def interval_picture(answer: Centrality, title: str, top: int = 12) -> Figure:
    """Draw the ranks that doubt leaves to each of the first, beside the rank without doubt.

    Raises
    ------
    ValueError
        Doubt was not drawn: ask with a ``plan``.
    """
    rows = [(row, row.interval) for row in answer.rows[:top]]
    if not answer.draws or any(interval is None for _, interval in rows):
        raise ValueError("doubt was not drawn into this ranking; ask for it with a plan")
    caption = (
        f"Rank by {answer.by} on {answer.question.day}: the dot takes every claim as true, the "
        f"line spans 90 of 100 draws ({answer.draws:,}) in which claims hold or fail by their "
        "grades. Ties that nobody reported are in neither."
    )
    figure, (axes,) = sheet(0.5 + 0.3 * len(rows), title, caption)
    for place, (row, interval) in enumerate(rows):
        assert interval is not None  # noqa: S101 - refused above
        ends = [interval.best_rank, interval.worst_rank]
        axes.plot(ends, [place, place], color=KINDS[row.label], lw=5, alpha=0.45, gid=row.id)
        axes.plot([row.rank], [place], "o", color=KINDS[row.label], ms=6.5)
        told = f"{ends[0]} to {ends[1]}" if ends[0] < ends[1] else f"{ends[0]}"
        axes.annotate(
            told,
            (max(*ends, row.rank), place),
            (8, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            color=INK,
        )
    for label in sorted({row.label for row, _ in rows}):
        axes.scatter([], [], s=40, c=KINDS[label], label=KIND_WORDS[label])
    axes.legend(loc="upper right", fontsize=8.5, frameon=False)
    axes.set_yticks(range(len(rows)), [row.name for row, _ in rows], fontsize=8.5)
    axes.set_xlabel("rank", fontsize=8.5)
    axes.set_xlim(left=0.4)
    axes.margins(x=0.12)
    axes.invert_yaxis()
    return figure


def losses_picture(answer: Vacancies, title: str, top: int = 8) -> Figure:
    """Draw what falls away without each actor, beside what falls away without each post."""
    caption = (
        f"Pairs of others that have a path now and would have none, and (at the end of a bar) "
        f"proxies that {answer.leader or 'the leader'} would no longer reach, on "
        f"{answer.question.day}. An actor takes along every post held; a vacant post leaves its "
        "holder's other ties."
    )
    columns = ((answer.actors[:top], "without the actor"), (answer.posts[:top], "without the post"))
    figure, panels = sheet(0.6 + 0.32 * top, title, caption, columns=2)
    for axes, (rows, heading) in zip(panels, columns, strict=True):
        bars = axes.barh(
            [_short(row.name) for row in rows],
            [row.pairs_cut for row in rows],
            height=0.62,
            color=[KINDS[row.label] for row in rows],
        )
        told = [f"{row.pairs_cut:,} · {len(row.proxies_cut_off)}" for row in rows]
        axes.bar_label(bars, told, padding=3, fontsize=8, color=INK)
        axes.set_title(heading, fontsize=9, loc="left")
        axes.margins(x=0.25)
        axes.invert_yaxis()
    return figure


def _short(name: str, most: int = 30) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"
