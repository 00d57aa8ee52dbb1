// Every location: how large it is, in which country, and where.
// parameters: none
MATCH (n:Location)
RETURN n.id AS id, n.name AS name, n.level AS level, n.country AS country,
       n.latitude AS latitude, n.longitude AS longitude
ORDER BY id
