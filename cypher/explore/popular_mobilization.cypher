// The Popular Mobilization Forces
// What belongs to an umbrella on a day, what it stands under, who leads it, and who outside has a
// say in what its members do.
// parameters: none
WITH date('2020-01-02') AS day, 'organization/popular-mobilization-forces' AS id
MATCH (umbrella:Entity:Organization {id: id})
CALL (umbrella) {
  MATCH path = (umbrella)<-[:MEMBER_OF|SUBORDINATE_TO]-(:Organization)
  RETURN path
  UNION
  MATCH path = (umbrella)-[:SUBORDINATE_TO*1..2]->(:Entity)
  RETURN path
  UNION
  MATCH path = (umbrella)<-[:COMMANDS|POST_IN]-(:Position)<-[:HOLDS]-(:Person)
  RETURN path
  UNION
  MATCH path = (umbrella)<-[:MEMBER_OF|SUBORDINATE_TO]-(:Organization)<-[:DIRECTS]-(:Actor)
  RETURN path
}
WITH day, path
WHERE all(e IN relationships(path)
          WHERE e.stance = 'affirms' AND e.possible_from <= day AND day < e.possible_until
            AND (type(e) <> 'HOLDS' OR e.valid_from IS NOT NULL OR e.certain_from <= day AND day < e.certain_until))
RETURN path
