// Takes away what programs before 0.2 did not write of unfinished loads.
// parameters: none
MATCH (v:GraphVersion {name: 'graph'})
REMOVE v.torn
RETURN count(v) AS forgotten
