// What some sources are: title, publisher, date, address.
// parameters: ids
MATCH (s:Source)
WHERE s.id IN $ids
RETURN s.id AS id, s.name AS name, s.publisher AS publisher, s.published AS published,
       s.address AS address
ORDER BY id
