// Gives the writers' lock back, if this token still holds it.
// parameters: token
MATCH (l:Lock {name: 'writer', token: $token})
REMOVE l.token, l.holder, l.dataset, l.since, l.expires
RETURN count(l) AS released
