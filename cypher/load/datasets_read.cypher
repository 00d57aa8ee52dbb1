// The datasets that are loaded, with their ranks.
// parameters: none
MATCH (d:Dataset)
RETURN d.name AS name, d.rank AS rank, d.source AS source, d.title AS title,
       d.release AS release, d.licence AS licence
ORDER BY rank, name
