// As of a date: who held the posts of the Quds Force
// A claim holds possibly from `possible_from` until before `possible_until`, and surely from
// `certain_from` until before `certain_until`. Change the day in the first line, and run it again.
// parameters: none
WITH date('2020-01-02') AS day
MATCH (person:Person)-[e:HOLDS]->(post:Position)-[:POST_IN]->(:Entity:Organization {id: 'organization/quds-force'})
WHERE e.stance = 'affirms' AND e.possible_from <= day AND day < e.possible_until
WITH post, person, max(e.certain_from <= day AND day < e.certain_until) AS surely,
     collect(DISTINCT e.valid_from) AS since, collect(DISTINCT e.valid_to) AS until
RETURN post.name AS post, person.name AS holder, surely, since, until
ORDER BY post, surely DESC, holder
