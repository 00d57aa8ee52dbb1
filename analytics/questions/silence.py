"""Why an answer is empty: a day before the first claim, or an actor on whom others days speak."""

from __future__ import annotations

from datetime import date

from analytics.claims.lifetimes import read_lifetimes
from analytics.scope import AsOf
from graphdb.connection import Graph
from graphdb.validtime import NEVER, Span


def silence(graph: Graph, asked: AsOf, actor: str | None = None) -> tuple[str, ...]:
    """Say why nothing was found, in sentences for the reader.

    Parameters
    ----------
    actor
        Id of the entity that was asked about, if it was one.
    """
    datasets = list(asked.datasets)
    whole = graph.read("analytics/everyday/first_claim", datasets=datasets)[0]
    if not whole["claims"]:
        return (f"There is no claim in {_datasets(asked)}: see `proxygraph load`.",)
    not_yet = _not_yet(graph, asked, actor) if actor else ()
    if asked.at and asked.at < whole["holds"]:
        first = f"{asked.at} is before the first day that any claim is about: {whole['holds']}."
        return (first, *not_yet)
    if not_yet:
        return not_yet
    if asked.known_by and asked.known_by < whole["said"]:
        return (f"Nothing had been said by {asked.known_by}; the first report: {whole['said']}.",)
    return (_of_actor(graph, asked, actor),) if actor else ()


def remarks(graph: Graph, asked: AsOf, actor: str | None = None, *, found: bool) -> tuple[str, ...]:
    """Say what the reader should know of an answer: why it is empty, or only possible.

    Parameters
    ----------
    actor
        Id of the entity that was asked about, if it was one.
    found
        Whether the answer has any line.
    """
    if not found:
        return silence(graph, asked, actor)
    if not (actor and asked.at):
        return ()
    row = graph.read("analytics/everyday/actor_claims", id=actor, datasets=list(asked.datasets))[0]
    if not row["claims"] or asked.at >= row["first_day"]:
        return ()
    return (
        f"{asked.at} is before {row['first_day']}, the first day that a claim about {actor} names: "
        "what follows states no beginning, and is only possible.",
    )


def _of_actor(graph: Graph, asked: AsOf, actor: str) -> str:
    row = graph.read("analytics/everyday/actor_claims", id=actor, datasets=list(asked.datasets))[0]
    if not row["claims"]:
        return f"There is no claim about {actor} in {_datasets(asked)}."
    last: date = row["last_day"]
    until = "" if last >= NEVER else f" to {last}"
    told = f"{row['claims']} claims about {actor}, for days from {row['first_day']}{until}"
    if asked.known_by and asked.known_by < row["said"]:
        return f"By {asked.known_by} nothing had been said; the graph has {told}."
    limits = ", ".join(asked_limits(asked))
    return (
        f"Nothing asked for holds within these limits ({limits or 'none'}); the graph has {told}."
    )


def _not_yet(graph: Graph, asked: AsOf, actor: str) -> tuple[str, ...]:
    if asked.at is None:
        return ()
    groups = read_lifetimes(graph, asked.at, asked.at, asked.known_by, asked.datasets)
    founded, dissolved = groups.founded.get(actor), groups.dissolved.get(actor)
    if founded is not None:
        return (f"On {asked.at} {actor} was not there yet: it was founded {_when(founded)}.",)
    if dissolved is not None:
        return (f"On {asked.at} {actor} was there no longer: it ended {_when(dissolved)}.",)
    return ()


def _when(days: Span) -> str:
    """Write when something was founded or ended.

    >>> _when(Span(date(2014, 6, 15), date(2014, 6, 15)))
    'on 2014-06-15'
    >>> _when(Span(date(2013, 1, 1), date(2013, 12, 31)))
    'between 2013-01-01 and 2013-12-31'
    """
    first, last = days.earliest, days.latest
    return f"on {first}" if first == last else f"between {first} and {last}"


def asked_limits(asked: AsOf) -> list[str]:
    """Write the limits of a question, one phrase each.

    >>> asked_limits(AsOf(at=date(2020, 1, 2), datasets=("curated",)))
    ['on 2020-01-02', 'in curated']
    """
    told = [
        (asked.at, f"on {asked.at}"),
        (asked.known_by, f"known by {asked.known_by}"),
        (asked.datasets, f"in {_datasets(asked)}"),
        (asked.oldest, f"confirmed since {asked.oldest}"),
    ]
    return [words for given, words in told if given]


def _datasets(asked: AsOf) -> str:
    return ", ".join(asked.datasets) or "the graph"
