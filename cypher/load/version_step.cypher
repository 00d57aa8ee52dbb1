// Shows readers that data has changed, in the transaction that changes it.
// parameters: none
MATCH (v:GraphVersion {name: 'graph'})
SET v.step = coalesce(v.step, 0) + 1
RETURN v.step AS step
