// What is disputed
// Claims that somebody denies or doubts: who says so, and how many affirm the same.
// parameters: none
MATCH (a:Entity)-[against]->(b:Entity)
WHERE against.stance IN ['denies', 'doubts']
OPTIONAL MATCH (speaker:Entity {id: against.asserted_by})
RETURN a.name AS who, type(against) AS claim, b.name AS what, against.stance AS stance,
       coalesce(speaker.name, against.asserted_by) AS said_by,
       COUNT { MATCH (a)-[e]->(b) WHERE type(e) = type(against) AND e.stance = 'affirms' }
         AS claims_that_affirm,
       against.reported_on AS reported_on
ORDER BY reported_on DESC, who, what
