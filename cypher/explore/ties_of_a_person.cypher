// Soleimani's ties, drawn
// The same ties as a picture, with what the person directed, commanded or was in charge of.
// parameters: none
WITH date('2020-01-02') AS day, 'person/qasem-soleimani' AS id
MATCH (person:Entity:Person {id: id})-[e:TIED_TO|DIRECTS|HOLDS|HANDLES|SPONSORS|SECOND_TO]-(other:Entity)
WHERE e.stance = 'affirms' AND e.possible_from <= day AND day < e.possible_until
WITH person, other, type(e) AS kind, e ORDER BY e.confidence DESC, e.claim_id
WITH person, other, kind, head(collect(e)) AS tie
RETURN person, tie, other
