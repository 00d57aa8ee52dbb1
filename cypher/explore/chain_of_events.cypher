// From the K-1 base to Soleimani's death and what followed
// Events that answered one another, from a first day on. The arrow runs from the answer to what it
// answered.
// parameters: none
WITH '2019-12-27' AS first, '2020-12-31' AS last
MATCH (answer:Event)-[e:RESPONSE_TO]->(answered:Event)
WHERE first <= answered.starts <= last AND first <= answer.starts <= last
  AND e.stance = 'affirms'
OPTIONAL MATCH (actor:Actor)-[did:PERPETRATED]->(answer)
WHERE did.stance = 'affirms'
RETURN answer, e, answered, actor, did
