// Lets the lease of whoever holds the writers' lock end in so many seconds: for the tests of leases.
// parameters: seconds
MATCH (l:Lock {name: 'writer'})
WHERE l.token IS NOT NULL
SET l.expires = datetime.realtime() + duration({seconds: $seconds})
RETURN l.expires AS expires
