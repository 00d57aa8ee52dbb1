"""Whom a name means: by name, alias, kunya, brand, former name, script or misspelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from analytics.claims.cited import Said, reading
from analytics.claims.evidence import Evidence
from analytics.claims.name_similarity import (
    SAME,
    SOUND,
    UNTITLED,
    WORDS,
    Likeness,
    likeness,
    same_consonants,
)
from analytics.questions.lines import columns
from analytics.scope import AsOf
from graphdb.connection import Graph, Row, StatementFailedError
from graphdb.errors import UnknownNameError
from graphdb.names import consonants, folded, is_arabic
from graphdb.schema import NAMES_INDEX
from graphdb.validtime import in_order, is_out_by

if TYPE_CHECKING:
    import pandas as pd

CANDIDATES = 200
"""How many names the index is asked for before they are compared closely."""

LEAST = 72.0
"""Likeness, 0 to 100, from which a spelling is an answer."""

SURE = 90.0
"""Likeness from which the names of the whole graph need not be compared."""

_ABOUT = 10.0
"""Scores within the same ten are about as like: spellings of one name often are. Exact matches
(the same name, the same but for titles, whole words of it) and names of the same consonants go
before all that are only like."""

_KINDS = ("State", "Organization", "Person", "Position", "Location", "Event", "Objective")


@dataclass(frozen=True)
class Spelling:
    """One name of an entity: as what, in which datasets, on which evidence if a claim gives it."""

    text: str
    how: str
    datasets: tuple[str, ...]
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Found:
    """One entity that the name may mean, and the spelling by which it was found.

    ``score`` is the likeness of that spelling, 0 to 100, ``why`` says it in words. ``sources``
    counts the publications behind all claims about the entity, ``newest`` is the latest date.
    """

    id: str
    label: str
    kind: str
    name: str
    by: Spelling
    score: float
    why: str
    sources: int
    newest: str | None
    names: tuple[Spelling, ...]


@dataclass(frozen=True)
class FindAnswer:
    """Everything that a name may mean, the likeliest first."""

    wanted: str
    asked: AsOf
    rows: tuple[Found, ...]

    def to_frame(self) -> pd.DataFrame:
        """Give one line an entity."""
        import pandas as pd

        return pd.DataFrame([_cells(row) for row in self.rows])

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            "question": self.asked.document(),
            "wanted": self.wanted,
            "rows": [
                {**_cells(row), "by": _spelling(row.by), "names": [*map(_spelling, row.names)]}
                for row in self.rows
            ],
        }


def find(graph: Graph, name: str, asked: AsOf | None = None, limit: int = 20) -> FindAnswer:
    """Find everything that a name may mean.

    The server's full-text index gives candidates, whose spellings are then compared closely.
    Where none is near, and for names in Arabic letters, every name of the graph is compared by
    its consonants.

    Parameters
    ----------
    name
        A name, in Latin or Arabic letters, perhaps misspelled.
    asked
        Its limits hold for claims that somebody bears a name; ``at`` of ``None`` for all days.
    limit
        The most rows to give.

    Raises
    ------
    UnknownNameError
        The name has neither letters nor digits.
    StatementFailedError
        The graph lacks the index of names: load a dataset with this version first.

    Examples
    --------
    >>> find(graph, "Soleymani").rows[0].name  # doctest: +SKIP
    'Qasem Soleimani'
    """
    if not folded(name):
        raise UnknownNameError(f"{name!r} contains no letters to search for")
    limits = asked or AsOf()
    rows = graph.consistent(lambda opened: _rows(opened, name, limits))
    rows.sort(key=_place)
    return FindAnswer(name, limits, tuple(rows[:limit]))


def _place(row: Found) -> tuple[float, int, int, float, str]:
    """Put the likest first; of those about as like, whom more sources speak of."""
    exact = next((score for score in (SAME, UNTITLED, WORDS, SOUND) if row.score >= score), None)
    band = row.score // _ABOUT if exact is None else exact
    # A part of a name is as good as another, whatever kind of thing it names.
    kind = 0 if exact == WORDS else _KINDS.index(row.label)
    return -band, kind, -row.sources, -row.score, row.id


def _rows(graph: Graph, name: str, asked: AsOf) -> list[Found]:
    indexed = _candidates(graph, name)
    rows = _compared(graph, name, asked, indexed)
    if is_arabic(name) or not any(row.score >= SURE for row in rows):
        further = [key for key in _alike(graph, name, asked.datasets) if key not in set(indexed)]
        rows += _compared(graph, name, asked, further)
    return rows


def _candidates(graph: Graph, name: str) -> list[str]:
    words = " ".join(_fuzzy(word) for word in folded(name).split())
    try:
        rows = graph.read("analytics/everyday/find_candidates", words=words, limit=CANDIDATES)
    except StatementFailedError as error:
        if NAMES_INDEX in str(error):
            raise StatementFailedError(
                f"the graph has no index {NAMES_INDEX!r} of names yet: load a dataset once more "
                "(`proxygraph load`), which makes it",
                error.code,
            ) from error
        raise
    return [row["id"] for row in rows]


def _fuzzy(word: str) -> str:
    """Ask for a word, its beginnings, and words that differ from it by a letter or two."""
    reach = 0 if len(word) < 3 else 1 if len(word) < 6 else 2
    return f"{word}^2 {word}* {word}~{reach}" if reach else f"{word}^2"


def _alike(graph: Graph, name: str, datasets: Sequence[str]) -> list[str]:
    """Ids of entities with a name of much the same consonants, in either script."""
    if not consonants(name):
        return []
    labels = ("Actor", "Position", "Location")
    rows = [row for label in labels for row in _named(graph, label, datasets)]
    return [
        row["id"]
        for row in rows
        if any(
            same_consonants(name, spelling, LEAST) for spelling in (row["name"], *row["aliases"])
        )
    ]


def _named(graph: Graph, label: str, datasets: Sequence[str]) -> list[Row]:
    return graph.read("analytics/names", label=label, datasets=list(datasets))


def _compared(graph: Graph, name: str, asked: AsOf, ids: Sequence[str]) -> list[Found]:
    limits = asked.parameters()
    named = graph.read("analytics/everyday/find_named", ids=ids, **limits)
    by_claims = _borne(graph, asked, named)
    rows = graph.read("analytics/everyday/find_spellings", ids=ids, **limits)
    found = (_found(name, _dated(row, asked), by_claims.get(row["id"], ())) for row in rows)
    return [row for row in found if row]


def _dated(row: Row, asked: AsOf) -> Row:
    """Count the publications that were out by the day, and find the date of the newest."""
    out = [day for day in row["published"] if is_out_by(day, asked.known_by)]
    return {**row, "sources": len(out), "newest": max(out, key=in_order, default="") or None}


def _borne(graph: Graph, asked: AsOf, rows: Sequence[Row]) -> Mapping[str, list[Spelling]]:
    borne = reading(graph, asked, rows)
    groups: dict[tuple[str, str, str], list[Said]] = {}
    for one in borne.said:
        how = str(one.claim.properties.get("kind") or "alias")
        groups.setdefault((one.claim.start, one.claim.end_name, how), []).append(one)
    found: dict[str, list[Spelling]] = {}
    for (bearer, text, how), some in groups.items():
        claims = [one.claim for one in some]
        datasets = sorted({str(claim.properties["dataset"]) for claim in claims})
        spelling = Spelling(text, how, tuple(datasets), borne.evidence(claims))
        found.setdefault(bearer, []).append(spelling)
    return found


def _found(wanted: str, row: Row, borne: Sequence[Spelling]) -> Found | None:
    names = (*_recorded(row["records"]), *borne)
    compared = [(likeness(wanted, spelling.text), spelling) for spelling in names]
    best = max(compared, key=lambda pair: pair[0].score, default=None)
    if best is None or best[0].score < LEAST or row["label"] not in _KINDS:
        return None
    return _answer(row, names, *best)


def _answer(row: Row, names: tuple[Spelling, ...], best: Likeness, by: Spelling) -> Found:
    return Found(
        id=row["id"],
        label=row["label"],
        kind=row["kind"] or "",
        name=row["name"],
        by=by,
        score=round(best.score, 1),
        why=best.why,
        sources=row["sources"],
        newest=row["newest"],
        names=names,
    )


def _recorded(records: Sequence[Row]) -> Iterator[Spelling]:
    by: dict[tuple[str, str], list[str]] = {}
    for record in records:
        by.setdefault((record["name"], "name"), []).append(record["dataset"])
        for alias in record["aliases"]:
            by.setdefault((alias, "alias"), []).append(record["dataset"])
    for (text, how), datasets in by.items():
        yield Spelling(text, how, tuple(datasets))


def _cells(row: Found) -> dict[str, object]:
    evidence = columns(row.by.evidence) if row.by.evidence else {}
    return {
        "id": row.id,
        "label": row.label,
        "kind": row.kind,
        "name": row.name,
        "found_by": row.by.text,
        "found_as": row.by.how,
        "found_in": "; ".join(row.by.datasets),
        "score": row.score,
        "why": row.why,
        "sources": row.sources,
        "newest": row.newest,
        "name_sources": evidence.get("sources"),
    }


def _spelling(spelling: Spelling) -> dict[str, object]:
    plain = asdict(spelling)
    plain["evidence"] = spelling.evidence.document() if spelling.evidence else None
    return plain
