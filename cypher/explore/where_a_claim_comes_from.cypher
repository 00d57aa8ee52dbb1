// Where a claim comes from
// Every publication behind the claims on two actors: what it is, who published it and when, how
// reliable it is (A to F), how credible the information (1 to 6), and which witness is behind it.
// parameters: none
WITH 'organization/quds-force' AS one, 'organization/kataib-hezbollah' AS other
MATCH (a:Entity {id: one})-[e]-(b:Entity {id: other})
UNWIND e.sources AS id
MATCH (source:Entity:Source {id: id})
WITH e, source, reduce(bare = source.published, mark IN ['~', '?', '%'] |
  replace(bare, mark, '')) AS day
WITH e, source, CASE WHEN substring(day, 5, 2) > '12' THEN left(day, 4) ELSE day END AS day
WITH e, source, replace(day, 'X', '0') + substring('0000-01-01', size(day)) AS first_day,
     replace(day, 'X', '9') + substring('0000-12-31', size(day)) AS last_day
RETURN startNode(e).name AS who, type(e) AS claims_that_it, endNode(e).name AS whom,
       e.stance AS stance, source.name AS title, source.publisher AS publisher,
       source.published AS published, e.reliability + e.credibility AS grade,
       round(e.confidence, 2) AS confidence, source.origin AS witness, source.address AS address
ORDER BY claims_that_it, first_day, last_day, title
