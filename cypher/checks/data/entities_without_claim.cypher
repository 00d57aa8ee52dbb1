// Entities that no claim is about: neither an end of one, nor named in one. Empty is good.
// parameters: none
CALL () {
  MATCH (:Entity)-[e]->(:Entity)
  UNWIND [e.via, e.against, e.appointed_by, e.scope, e.consent_by, e.asserted_by] AS id
  RETURN collect(DISTINCT id) AS named
}
MATCH (x:Entity)
WHERE NOT x:Source AND NOT x.id IN named AND NOT (x)--(:Entity)
RETURN x.id AS id, x.name AS name,
       [label IN labels(x) WHERE NOT label IN ['Entity', 'Actor']][0] AS label
ORDER BY id
