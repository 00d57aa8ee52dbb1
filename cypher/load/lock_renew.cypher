// Checks that a token still holds the writers' lock and renews its lease; no row where it doesn't.
// A lease that ran out is renewed too where nobody has taken the lock since.
// Setting a property first takes the node's write lock, so nobody can take over until the commit.
// parameters: token, lease_seconds
MATCH (l:Lock {name: 'writer'})
SET l.asked = datetime.realtime()
WITH l
WHERE l.token = $token
SET l.expires = datetime.realtime() + duration({seconds: $lease_seconds})
RETURN l.expires AS expires
