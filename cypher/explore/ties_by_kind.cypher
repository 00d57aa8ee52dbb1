// Soleimani's ties, by kind
// With whom a person was tied on a day, and what each tie rested on: kinship, service together,
// patronage, work, religion, politics. Such a tie is the person's own and ends with the person.
// parameters: none
WITH date('2020-01-02') AS day, 'person/qasem-soleimani' AS id
MATCH (:Entity:Person {id: id})-[e:TIED_TO]-(other:Entity)
WHERE e.stance = 'affirms' AND e.possible_from <= day AND day < e.possible_until
UNWIND e.sources AS source
RETURN coalesce(e.kind, 'not said') AS kind,
       count(DISTINCT other) AS ties,
       collect(DISTINCT other.name) AS others,
       count(DISTINCT source) AS sources
ORDER BY ties DESC, kind
