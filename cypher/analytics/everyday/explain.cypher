// Some claims with both their ends, as a picture: paste it into Browser, with its parameter.
// parameters: claims
MATCH picture = (a:Entity)-[e]->(b:Entity)
WHERE e.claim_id IN $claims
RETURN picture
