// What the graph claims
// One row a kind of claim: how many, on how many publications they rest, and when the earliest and
// the latest of them were reported. A relationship is one dataset's claim, not a fact.
// parameters: none
MATCH (:Entity)-[e]->(:Entity)
WITH type(e) AS kind, e
UNWIND e.sources AS source
RETURN kind,
       count(DISTINCT e) AS claims,
       count(DISTINCT source) AS sources,
       min(e.reported_on) AS earliest,
       max(e.reported_on) AS latest
ORDER BY claims DESC, kind
