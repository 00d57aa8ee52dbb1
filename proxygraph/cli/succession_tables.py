"""How the answer about a succession is shown on a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from proxygraph.cli.options import console, echo_table

if TYPE_CHECKING:
    from analytics.succession.alters import Alter
    from analytics.succession.chain import Chain
    from analytics.succession.result import Indicator, Succession

BAR = 40
_TITLES = {
    "inherited": "Inherited with the office",
    "independent": "Held already by the successor",
    "re-established": "Re-established by the successor",
    "reassigned": "Reassigned to somebody else",
    "undetermined": "Undetermined: office or person, no source settles which",
    "lost": "Lost",
}
_COLOURS = {
    "inherited": "green",
    "independent": "cyan",
    "re-established": "blue",
    "reassigned": "magenta",
    "undetermined": "yellow",
    "lost": "red",
}


def show(found: Succession) -> None:
    """Print all of a succession: ties, command, doubt and what is assumed."""
    from analytics.succession.words import closing, paragraph

    out = console()
    _heading(out, found)
    _bar(out, found)
    for fate, title in _TITLES.items():
        _ties(title, [tie for tie in found.relations.alters if tie.fate.value == fate])
    _ties("Removed together with the predecessor; not counted", found.relations.removed)
    _ties("New ties of the successor", found.relations.new)
    _portfolios(found)
    _indicators(found)
    _paths(out, found)
    _joint(found)
    _corners(found)
    _plain(out, paragraph(found))
    _plain(out, closing(found), style="dim")


def show_briefly(found: Succession) -> None:
    """Print the headline of a succession: the shares, who they are, and what that means."""
    from analytics.succession.words import closing, paragraph

    out = console()
    _heading(out, found)
    _bar(out, found)
    for fate, title in _TITLES.items():
        names = [tie.name for tie in found.relations.alters if tie.fate.value == fate]
        if names:
            out.print(f"\n[{_COLOURS[fate]}]{title}[/] ({len(names)})")
            _plain(out, f"  {', '.join(names)}")
    _plain(out, f"\n{paragraph(found)}")
    _plain(out, f"\n{closing(found)}", style="dim")


def show_chain(found: Chain) -> None:
    """Print one line a holder."""
    rows = [
        (
            link.name,
            f"{link.since or '?'} – {link.until or ''}",
            _whole(link.ties),
            _percent(link.retention),
            _whole(link.inherited),
            _whole(link.independent),
            _whole(link.undetermined),
            _whole(link.lost),
        )
        for link in found.links
    ]
    columns = ("Holder", "Tenure", "Ties", "Kept", "Inh.", "Had", "Open", "Lost")
    echo_table(f"{found.name}, holder by holder ({found.mode})", columns, rows)
    out = console()
    _plain(out, "Ties are those of the predecessor; Kept counts inherited and held already.")
    for link in found.links:
        if link.note:
            _plain(out, f"{link.name}: {link.note}", style="dim")


def _heading(out: Any, found: Succession) -> None:  # noqa: ANN401
    case, names = found.case, found.names
    successor = names[case.successor] if case.successor else "nobody known"
    posts = ", ".join(names[post] for post in case.positions)
    evidence = f"evidence published by {case.known_by}" if case.known_by else "all evidence"
    out.print(f"[bold]{_safe(names[case.predecessor])} → {_safe(successor)}[/bold]")
    _plain(out, f"{posts}, {case.day}; {case.mode}, {evidence}")
    if case.removed:
        removed = ", ".join(names[person] for person in sorted(case.removed))
        _plain(out, f"removed together: {removed}")
    if found.acting:
        _plain(out, f"acting in between: {', '.join(found.acting)}")
    if found.days_vacant is not None:
        _plain(out, f"vacant for {found.days_vacant} days")
    _context(out, found)
    for flag in found.flags:
        _plain(out, f"note: {flag}")


def _context(out: Any, found: Succession) -> None:  # noqa: ANN401
    from analytics.questions.strength_words import interval

    known = found.context
    for unit in known.units:
        kind = unit.kind.replace("_", " ") or "kind unknown"
        founded = f", founded {unit.founded}" if unit.founded else ""
        strength = ""
        if unit.fighters_low is not None and unit.fighters_high is not None:
            strength = f", {interval(unit.fighters_low, unit.fighters_high)} fighters"
        _plain(out, f"{unit.name}: {kind}{founded}{strength}")
    if known.years_low is not None and known.years_high is not None:
        least, most = int(known.years_low), int(known.years_high)
        years = f"{least}" if least == most else f"{least} to {most}"
        _plain(out, f"predecessor in the post for {years} years")
    _plain(out, f"deputy: {', '.join(known.deputies) or 'none on record'}")


def _bar(out: Any, found: Succession) -> None:  # noqa: ANN401
    total = len(found.relations.alters)
    if not total or found.retention is None:
        _plain(out, "\nTie retention: no tie to go by.")
        return
    shares = {fate: share for fate, share in found.shares().items() if share}
    widths = _widths(list(shares.values()))
    pieces = [
        f"[{_COLOURS[fate]}]{_TITLES[fate][0] * width}[/]"
        for (fate, _), width in zip(shares.items(), widths, strict=True)
    ]
    interval = ""
    if found.retention_spread is not None:
        spread = found.retention_spread
        interval = f"; with doubt {spread.median:.0%} ({spread.low:.0%} to {spread.high:.0%})"
    out.print(f"\nTie retention [bold]{found.retention:.0%}[/bold] of {total} ties{interval}")
    out.print("".join(pieces))
    _plain(out, ", ".join(f"{fate} {share:.0%}" for fate, share in shares.items()))


def _widths(shares: Sequence[float]) -> list[int]:
    """Share a bar out, at least one cell each, the whole as long as the bar."""
    widths = [max(1, int(share * BAR)) for share in shares]
    order = sorted(range(len(shares)), key=lambda n: shares[n] * BAR - widths[n], reverse=True)
    for n in order[: max(0, BAR - sum(widths))]:
        widths[n] += 1
    return widths


def _ties(title: str, ties: Sequence[Alter]) -> None:
    if not ties:
        return
    from analytics.claims.likelihood_words import percent

    rows = [
        (
            tie.name + (f" → {', '.join(tie.heirs)}" if tie.heirs else ""),
            ", ".join(part.value for part in tie.parts),
            tie.since or "–",
            len(tie.sources),
            percent(tie.likelihood) + (" disputed" if tie.disputed else ""),
        )
        for tie in ties
    ]
    echo_table(f"\n{title} ({len(ties)})", ("Tie", "Bound", "Since", "Sources", "Likely"), rows)


def _portfolios(found: Succession) -> None:
    rows = [
        (
            portfolio.name,
            ", ".join(dict.fromkeys(hand.name for hand in portfolio.before)) or "–",
            ", ".join(dict.fromkeys(hand.name for hand in portfolio.after)) or "nobody known",
        )
        for portfolio in found.portfolios
    ]
    if rows:
        echo_table("\nPortfolios", ("File", "Before", "After"), rows)


def _indicators(found: Succession) -> None:
    rows = [
        (
            indicator.name,
            _figure(indicator.name, indicator.before),
            _figure(indicator.name, indicator.vacant),
            _figure(indicator.name, indicator.after),
            _interval(indicator),
            _percent(indicator.loss),
        )
        for indicator in found.indicators
    ]
    if found.recovery is not None:
        rows.append(("recovery", "", "", f"{found.recovery:.3f}", "", ""))
    columns = ("Indicator", "Before", "Vacant", "After", "Change 5–95%", "Loss")
    echo_table("\nBefore, vacant, after", columns, rows)
    if found.plan is not None:
        draws = f"{found.plan.draws:,} draws, seed {found.plan.seed}"
        _plain(console(), f"Loss: in what share of {draws}, it is worse after.", style="dim")
    for other in found.sensitivity:
        if other.retention is not None:
            kept = f"{other.retention.median:.0%} ({other.retention.low:.0%} to "
            kept += f"{other.retention.high:.0%})"
            _plain(
                console(),
                f"With the odds of every grade times {other.odds:g}: retention {kept}.",
                style="dim",
            )


def _interval(indicator: Indicator) -> str:
    spread = indicator.spreads.get("change")
    if spread is None:
        return _figure(indicator.name, indicator.change)
    return f"{_figure(indicator.name, spread.low)} … {_figure(indicator.name, spread.high)}"


def _paths(out: Any, found: Succession) -> None:  # noqa: ANN401
    if not found.paths:
        return
    cut = ", ".join(path.name for path in found.cut_off) or "none"
    moved = [p for p in found.paths if p.before != p.after and not p.cut_off]
    _plain(out, f"\nHops run from {found.root}. Newly cut off: {cut}.")
    if moved:
        listed = "; ".join(f"{p.name} {p.before or '–'} → {p.after or '–'}" for p in moved)
        _plain(out, f"Other paths that change, in hops: {listed}.")


def _joint(found: Succession) -> None:
    rows = [
        (
            joint.name,
            _figure(joint.name, joint.joint),
            ", ".join(
                f"{who.split()[-1]} {_figure(joint.name, lost)}"
                for who, lost in joint.alone.items()
            ),
            _figure(joint.name, joint.interaction),
        )
        for joint in found.joint
    ]
    if rows:
        columns = ("Lost by removing", "Together", "Each alone", "Interaction")
        echo_table("\nJoint removal", columns, rows)


def _corners(found: Succession) -> None:
    from analytics.succession.measures import BETWEENNESS, DISTANCE, REACH

    rows = [
        (
            f"office {c.corner.office}, personal {c.corner.personal}, open {c.corner.undetermined}",
            _percent(c.retention),
            *(_figure(name, c.figures[name]) for name in (BETWEENNESS, DISTANCE, REACH)),
        )
        for c in found.corners
    ]
    if rows and found.case.mode == "projected":
        columns = ("If ties pass (1) or not (0)", "Kept", "Betw.", "Eff.", "Reach")
        echo_table("\nCorners", columns, rows)


def _figure(name: str, value: float | None) -> str:
    from analytics.succession.measures import COUNTS

    if value is None:
        return "–"
    return f"{value:,.0f}" if name in COUNTS else f"{value:.3f}"


def _whole(value: int | None) -> str:
    return "–" if value is None else str(value)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _safe(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _plain(out: Any, text: str, style: str | None = None) -> None:  # noqa: ANN401
    out.print(text, markup=False, style=style)
