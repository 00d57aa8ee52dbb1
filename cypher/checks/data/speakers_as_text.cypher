// Claims that name a speaker in words though an actor of that name has an id. Empty is good.
// parameters: separator, datasets
MATCH (x:Actor)
WITH collect([toLower(x.name), x.id]) AS pairs
MATCH (:Entity)-[e]->(:Entity)
WHERE e.asserted_by IS NOT NULL AND (size($datasets) = 0 OR e.dataset IN $datasets)
UNWIND split(e.asserted_by, $separator) AS item
WITH pairs, toLower(trim(item)) AS speaker, collect(e.claim_id) AS claims
UNWIND [pair IN pairs WHERE pair[0] = speaker] AS pair
UNWIND claims AS claim
RETURN claim, speaker, pair[1] AS id
ORDER BY claim, id
