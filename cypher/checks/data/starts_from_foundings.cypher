// Claims that begin in the year in which one of their ends was founded, though neither their note
// nor the basis of the consent says that the source states the start. Empty is good.
// parameters: stated, datasets
MATCH (:Entity)-[founding:FOUNDED]->(founded:Entity)
WHERE founding.valid_from IS NOT NULL
WITH DISTINCT founded, left(replace(founding.valid_from, '~', ''), 4) AS year
MATCH (founded)-[e:SPONSORS|DIRECTS|OPERATES_IN|BASED_IN|HOLDS_TERRITORY|MEMBER_OF|WING_OF|COMMANDS
                  |POST_IN]-(:Entity)
WHERE left(replace(e.valid_from, '~', ''), 4) = year
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
WITH DISTINCT e, toLower(' ' + coalesce(e.note, '') + ' ' + coalesce(e.consent_basis, '')) AS said
WHERE NOT any(phrase IN $stated WHERE said CONTAINS phrase)
RETURN e.claim_id AS claim, type(e) AS type, startNode(e).id AS start, endNode(e).id AS end,
       e.valid_from AS valid_from
ORDER BY claim
