// Claims on what persons do, and on their ties, that begin or were seen after the death of one of
// them, where both are known to the day. Terms of office are another check. Empty is good.
// parameters: datasets
MATCH (p:Person)
WHERE size(p.died) = 10 AND NOT p.died CONTAINS 'X'
MATCH (p)-[e:COMMANDS|DIRECTS|OPERATES_IN|HANDLES|MEMBER_OF|SECOND_TO|TIED_TO|ALLIED_WITH|RIVAL_OF]
      -(other:Entity)
WHERE e.stance <> 'denies' AND (size($datasets) = 0 OR e.dataset IN $datasets)
WITH p, e, other,
     [day IN [e.valid_from, e.first_seen, e.last_seen]
      WHERE size(day) = 10 AND NOT day CONTAINS 'X' AND day > p.died] AS later
WHERE size(later) > 0
RETURN e.claim_id AS claim, type(e) AS type, p.id AS person, p.died AS died, other.id AS other,
       later
ORDER BY claim, person
