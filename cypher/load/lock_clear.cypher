// Gives the writers' lock back, whoever held it: whoever did so when a graph was backed up does not
// write to the graph that was restored.
// parameters: none
MATCH (l:Lock {name: 'writer'})
REMOVE l.token, l.holder, l.dataset, l.since, l.expires
RETURN count(l) AS released
