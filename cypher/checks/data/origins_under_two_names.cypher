// Witnesses that sources name in two ways, so that they count twice: names that differ in dashes or
// a leading "the" alone, and, in sources of one publisher, a name within another or its initials.
// Empty is good.
// parameters: datasets
CALL () {
  MATCH (s:Source)
  WHERE s.origin IS NOT NULL
    AND (size($datasets) = 0 OR any(name IN s.datasets WHERE name IN $datasets))
  WITH DISTINCT s.origin AS origin,
       CASE WHEN s.origin STARTS WITH 'the-' THEN substring(s.origin, 4) ELSE s.origin END AS bare
  WITH replace(bare, '-', '') AS folded, collect(origin) AS origins
  WHERE size(origins) > 1
  UNWIND origins AS one
  UNWIND origins AS other
  WITH one, other
  WHERE one < other
  RETURN one, other
  UNION
  MATCH (s:Source)
  WHERE s.origin IS NOT NULL
    AND (size($datasets) = 0 OR any(name IN s.datasets WHERE name IN $datasets))
  WITH CASE WHEN s.publisher STARTS WITH 'The ' THEN substring(s.publisher, 4)
            ELSE s.publisher END AS publisher,
       collect(DISTINCT s.origin) AS origins
  WHERE size(origins) > 1
  UNWIND origins AS one
  UNWIND origins AS other
  WITH one, other,
       CASE WHEN other = 'the-' + one THEN null ELSE '-' + other + '-' END AS whole
  WHERE one <> other
    AND (whole CONTAINS '-' + one + '-'
         OR size(one) > 2
            AND one = reduce(first = '', word IN split(other, '-') | first + left(word, 1)))
  RETURN one, other
}
RETURN DISTINCT one, other
ORDER BY one, other
