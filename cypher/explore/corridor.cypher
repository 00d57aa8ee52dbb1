// The corridor from Iran to the Mediterranean
// The shortest way over neighbouring divisions in each of which a group that Iran supports, or one
// of Iran's own forces, was or may have been on a day. A claim on a whole country fills none of its
// divisions. `proxygraph corridor Iran Mediterranean` looks for the likeliest way, which may be
// longer, and says how likely it was open.
// parameters: none
WITH date('2020-01-02') AS day
MATCH (group:Actor)-[e:HOLDS_TERRITORY|OPERATES_IN|BASED_IN]->(place:Location)
WHERE e.stance = 'affirms' AND e.possible_from <= day AND day < e.possible_until
  AND (group.id IN ['state/iran', 'organization/irgc', 'organization/quds-force']
       OR EXISTS { MATCH (sponsor:Actor)-[s:SPONSORS]->(group)
                   WHERE sponsor.id IN ['state/iran', 'organization/irgc', 'organization/quds-force']
                     AND s.stance = 'affirms'
                     AND s.possible_from <= day AND day < s.possible_until })
MATCH (place)-[:WITHIN*0..3]->(division:Location {level: 'division'})
WITH collect(DISTINCT division) AS held
MATCH way = SHORTEST 1
  (:Entity:Location {id: 'location/iran'})<-[:WITHIN]-(:Location {level: 'division'})
  (()-[:BORDERS]-(step:Location WHERE step IN held)){1,12}
  ()-[:BORDERS]-(:Entity:Location {id: 'location/mediterranean-sea'})
UNWIND nodes(way) AS division
OPTIONAL MATCH (group:Organization)-[e:HOLDS_TERRITORY|OPERATES_IN]->(place:Location)
               -[:WITHIN*0..3]->(division)
WHERE division.level = 'division' AND e.stance = 'affirms'
RETURN way, division, group, e, place
