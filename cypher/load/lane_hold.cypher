// Checks that a token still holds a lane's lock; no row where it doesn't.
// Setting a property first takes the node's write lock, so nobody can take over until the commit.
// parameters: token, lane
MATCH (l:Lock {name: $lane})
SET l.asked = datetime.realtime()
WITH l
WHERE l.token = $token
RETURN l.name AS lane
