// Marks a dataset as torn until a load of it ends: its data is written in several transactions.
// parameters: dataset
MATCH (v:GraphVersion {name: 'graph'})
SET v.torn = [name IN coalesce(v.torn, []) WHERE name <> $dataset] + $dataset
RETURN v.torn AS torn
