"""Names that would do harm if any of them ever became part of a statement."""

from __future__ import annotations

from hypothesis import strategies as st

PAYLOADS = (
    "x'}) DETACH DELETE n //",
    "`) SET n:Owned //",
    "Person`:Owned {a: 1}) RETURN 1 //",
    "\\u0060:Owned",
    "\u0060) CREATE (:Owned) //",
    "' OR 1=1 //",
    '"}) MATCH (m) DETACH DELETE m RETURN ("',
    "$any($p)",
    "TIED_TO]->() CREATE (:Owned)-[:OWNED",
    "TIED_TO|OWNED*",
    "; CREATE (:Owned);",
    "*/ CREATE (:Owned) /*",
    "{{7*7}}",
    "../../../etc/passwd",
    "-- ",
    "\x00null",
    "a\nRETURN 1",
    "\u202eright to left",
)

fragments = st.sampled_from(["'", '"', "`", "\\", "{", "}", "(:Owned)", "//", "/*", ";", "$", ":"])
hostile = st.one_of(
    st.sampled_from(PAYLOADS),
    st.lists(st.one_of(fragments, st.text(max_size=6)), min_size=1, max_size=8).map("".join),
)
"""A payload that is known, or one made of pieces that mean something to Cypher."""
