// Entities that no claim is about: neither an end of one, nor named in one. Empty is good.
// parameters: datasets
MATCH (x:Entity)
WHERE NOT x:Source AND NOT (x)--(:Entity)
  AND (size($datasets) = 0 OR any(name IN x.datasets WHERE name IN $datasets))
WITH collect(x) AS alone, collect(x.id) AS ids
CALL (ids) {
  MATCH (:Entity)-[e]->(:Entity)
  UNWIND [e.via, e.against, e.appointed_by, e.scope, e.consent_by, e.asserted_by]
         + coalesce(e.alternatives, []) AS id
  WITH DISTINCT ids, id
  WHERE id IN ids
  RETURN collect(id) AS named
}
UNWIND alone AS x
WITH x, named
WHERE NOT x.id IN named
RETURN x.id AS id, x.name AS name,
       [label IN labels(x) WHERE NOT label IN ['Entity', 'Actor']][0] AS label
ORDER BY id
