// The origins of some claims, as columns; `numbers` are the server's own.
// parameters: numbers
UNWIND $numbers AS number
MATCH ()-[e]->()
WHERE id(e) = number
RETURN collect(number) AS numbers, collect(e.origins) AS origins
