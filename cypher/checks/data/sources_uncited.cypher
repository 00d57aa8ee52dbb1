// Sources that no claim rests on. Empty is good.
// parameters: datasets
CALL () {
  MATCH (:Entity)-[e]->(:Entity)
  UNWIND e.sources AS id
  RETURN collect(DISTINCT id) AS cited
}
MATCH (s:Source)
WHERE NOT s.id IN cited
  AND (size($datasets) = 0 OR any(name IN s.datasets WHERE name IN $datasets))
RETURN s.id AS id, s.name AS name, s.publisher AS publisher
ORDER BY id
