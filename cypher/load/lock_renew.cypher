// Checks that a token still holds the writers' lock and renews its lease; no row where it doesn't.
// Setting a property first takes the node's write lock, so nobody can take over until the commit.
// parameters: token, lease_seconds
MATCH (l:Lock {name: 'writer'})
SET l.asked = datetime.realtime()
WITH l
WHERE l.token = $token AND l.expires > datetime.realtime()
SET l.expires = datetime.realtime() + duration({seconds: $lease_seconds})
RETURN l.expires AS expires
