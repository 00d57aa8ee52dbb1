// From the K-1 base to Soleimani's death and what followed
// Events that answered one another, from a first day on. The arrow runs from the answer to what it
// answered.
// parameters: none
WITH '2019-12-27' AS first, '2020-12-31' AS last
MATCH (answer:Event)-[e:RESPONSE_TO]->(answered:Event)
WHERE e.stance = 'affirms'
WITH first, last, answer, e, answered, [written IN [answer.starts, answered.starts] |
  reduce(bare = written, mark IN ['~', '?', '%'] | replace(bare, mark, ''))] AS days
WITH first, last, answer, e, answered, [day IN days |
  CASE WHEN substring(day, 5, 2) > '12' THEN left(day, 4) ELSE day END] AS days
WHERE all(day IN days WHERE first <= replace(day, 'X', '9') + substring('0000-12-31', size(day))
                        AND replace(day, 'X', '0') <= last)
OPTIONAL MATCH (actor:Actor)-[did:PERPETRATED]->(answer)
WHERE did.stance = 'affirms'
RETURN answer, e, answered, actor, did
