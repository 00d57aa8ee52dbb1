"""Finds claims by their ids through the index of their type, on every server.

A statement whose type is a parameter scans all relationships on Neo4j 5.26, so there is one
statement a type, made from the model: ``lookup_files`` says which, ``tools/write_schema.py``
writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graphdb.connection import Graph, Row, Transaction
from graphdb.model import RELATIONSHIP_TYPES

FOLDER = "load/claims_found"


def lookup_files() -> dict[str, str]:
    """Make the text of every lookup from the model, by its name."""
    return {_name(kind): _lookup(kind) for kind in RELATIONSHIP_TYPES}


def found_claims(
    where: Transaction | Graph, claim_type: str, claim_ids: Sequence[str]
) -> dict[str, str]:
    """Find claims of one type; claim id → the server's id of its relationship.

    Parameters
    ----------
    where
        A transaction, in which the server's ids stay good, or a graph to read from.
    claim_type
        A type of the model.
    claim_ids
        Their ids; those that no claim has are left out of the answer.

    Examples
    --------
    >>> found_claims(transaction, "SPONSORS", ["demo/1"])  # doctest: +SKIP
    {'demo/1': '5:8f3c…:12'}
    """
    rows = _reader(where)(_name(claim_type), list(claim_ids))
    return {row["claim_id"]: row["element"] for row in rows}


def _reader(where: Transaction | Graph) -> Callable[[str, list[str]], Sequence[Row]]:
    if isinstance(where, Graph):
        return lambda name, ids: where.read(name, claim_ids=ids)
    return lambda name, ids: where.run(name, claim_ids=ids).rows


def _name(claim_type: str) -> str:
    assert claim_type in RELATIONSHIP_TYPES, claim_type  # noqa: S101 - input never names a type
    return f"{FOLDER}/{claim_type.lower()}"


def _lookup(claim_type: str) -> str:
    return (
        f"// Finds {claim_type} claims by their ids.\n"
        "// parameters: claim_ids\n"
        "UNWIND $claim_ids AS claim_id\n"
        f"MATCH ()-[e:{claim_type} {{claim_id: claim_id}}]->()\n"
        "RETURN claim_id, elementId(e) AS element\n"
    )
