// Witnesses that sources name in two ways, so that they count twice: names that differ in dashes or
// a leading "the" alone, and, in sources of one publisher, a name within another or its initials.
// Empty is good.
// parameters: datasets
MATCH (s:Source)
WHERE s.origin IS NOT NULL
  AND (size($datasets) = 0 OR any(name IN s.datasets WHERE name IN $datasets))
WITH DISTINCT s.origin AS origin,
     CASE WHEN s.publisher STARTS WITH 'The ' THEN substring(s.publisher, 4)
          ELSE s.publisher END AS publisher
WITH origin, collect(publisher) AS publishers,
     replace(CASE WHEN origin STARTS WITH 'the-' THEN substring(origin, 4) ELSE origin END, '-', '')
       AS folded,
     reduce(first = '', word IN split(origin, '-') | first + left(word, 1)) AS initials
WITH collect({name: origin, publishers: publishers, folded: folded, initials: initials}) AS origins
UNWIND origins AS one
UNWIND origins AS other
WITH one, other
WHERE one.name <> other.name
  AND (one.folded = other.folded AND one.name < other.name
       OR one.folded <> other.folded
          AND ('-' + other.name + '-' CONTAINS '-' + one.name + '-'
               OR size(one.name) > 2 AND one.name = other.initials)
          AND any(publisher IN one.publishers WHERE publisher IN other.publishers))
RETURN one.name AS one, other.name AS other, one.publishers AS publishers
ORDER BY one, other
