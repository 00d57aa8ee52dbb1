// The chain of command of the Quds Force
// What stands above and below an organization on a day, and who held the posts that command it. Who
// has a post since an unknown day is shown only on days of which a source says so.
// parameters: none
WITH date('2020-01-02') AS day, 'organization/quds-force' AS id
MATCH (center:Entity:Organization {id: id})
CALL (center, day) {
  MATCH path = (center)-[:SUBORDINATE_TO*1..4]->(:Entity)
  RETURN path
  UNION
  MATCH path = (center)<-[:SUBORDINATE_TO*1..2]-(:Entity)
  RETURN path
  UNION
  MATCH path = (center)<-[:COMMANDS]-(:Position)<-[:HOLDS]-(:Person)
  RETURN path
  UNION
  MATCH path = (center)<-[:POST_IN]-(:Position)<-[:HOLDS]-(:Person)
  RETURN path
  UNION
  MATCH path = (center)-[:SUBORDINATE_TO*1..2]->(:Position)<-[:HOLDS]-(:Person)
  RETURN path
}
WITH day, path
WHERE all(e IN relationships(path)
          WHERE e.stance = 'affirms' AND e.possible_from <= day AND day < e.possible_until
            AND (type(e) <> 'HOLDS' OR e.valid_from IS NOT NULL OR e.certain_from <= day AND day < e.certain_until))
RETURN path
