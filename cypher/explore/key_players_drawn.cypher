// Key players and what binds them
// The first ten, and every claim of command, direction, tie or post between two of them.
// parameters: none
MATCH (actor:Actor)
WHERE actor.measure_rank <= 10
WITH collect(actor) AS first_ten, head(collect(actor.measure_at)) AS day
UNWIND first_ten AS one
OPTIONAL MATCH (one)-[e:DIRECTS|COMMANDS|TIED_TO|SUBORDINATE_TO|MEMBER_OF|SPONSORS|HANDLES]->(other)
WHERE other IN first_ten AND e.stance = 'affirms'
  AND e.possible_from <= day AND day < e.possible_until
RETURN one, e, other
