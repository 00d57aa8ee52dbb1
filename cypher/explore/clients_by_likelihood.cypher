// A sponsor's clients on a day, by likelihood
// Set the day first: :param at => '2020-01-02'. The store holds what was said; likelihood is worked
// out for a day: the chance that a claim is true, times the chance that support which was seen so
// many days before (or after) the day holds on it. `curves` has a point of [days, chance after the
// last sighting, chance before the first] each. An origin counts once, by the best of its claims.
// Left out: that a sighting before and one after the day bracket it; denials; starts and ends that
// another claim states; foundings and dissolutions; the last sighting of a pooled claim.
// `proxygraph sponsors Iran --at 2020-01-02` counts them.
// parameters: at
WITH date($at) AS day, date('0001-01-01') AS unstated, date('9999-12-31') AS open_ended,
     ['state/iran', 'organization/irgc', 'organization/quds-force'] AS sponsors,
// curves
     {
       support: [
         [0, 1.0, 1.0], [30, 0.9799, 0.9764], [91, 0.9419, 0.9319], [183, 0.8915, 0.8738],
         [365, 0.8178, 0.7907], [548, 0.7723, 0.742], [730, 0.7366, 0.7033],
         [1096, 0.6698, 0.6245], [1461, 0.619, 0.5657], [1826, 0.5668, 0.505],
         [2557, 0.5049, 0.4343], [3652, 0.3999, 0.3253], [4383, 0.3357, 0.2463],
         [5479, 0.2639, 0.157], [7305, 0.2344, 0.0959], [9131, 0.1918, 0.0621],
         [10958, 0.1918, 0.0621], [14610, 0.155, 0.0334], [18262, 0.1253, 0.018],
         [21915, 0.1013, 0.0097]] } AS curves
// end of curves
MATCH (sponsor:Actor)-[e:SPONSORS]->(client:Organization)
WHERE sponsor.id IN sponsors AND e.stance = 'affirms'
  AND e.possible_from <= day AND day < e.possible_until
WITH *, curves.support AS points,
     CASE WHEN e.possible_until = open_ended AND e.certain_until <= e.certain_from THEN e.certain_from
          ELSE e.certain_until - duration('P1D') END AS last
WITH *,
     CASE WHEN day < e.certain_from AND e.possible_from = unstated THEN 2
          WHEN day > last AND e.possible_until = open_ended THEN 1 END AS way
WITH *,
     CASE way WHEN 2 THEN duration.inDays(day, e.certain_from).days
              WHEN 1 THEN duration.inDays(last, day).days END AS away,
     CASE WHEN day >= e.certain_from THEN 1.0
          ELSE (duration.inDays(e.possible_from, day).days + 1.0)
               / (duration.inDays(e.possible_from, e.certain_from).days + 1) END AS begun,
     CASE WHEN day <= last OR e.possible_until = open_ended THEN 1.0
          ELSE toFloat(duration.inDays(day, e.possible_until).days)
               / duration.inDays(last, e.possible_until).days END AS not_ended,
     CASE WHEN e.pooled THEN 1.0 / CASE WHEN size(e.alternatives) > 2 THEN size(e.alternatives)
          ELSE 2 END ELSE 1.0 END AS share
WITH sponsor, client, e, last, share *
     CASE WHEN way IS NULL THEN begun * not_ended
          ELSE reduce(found = points[-1][way], i IN range(size(points) - 2, 0, -1) |
            CASE WHEN away >= points[i + 1][0] THEN found
                 ELSE points[i][way] + (points[i + 1][way] - points[i][way])
                      * (away - points[i][0]) / (points[i + 1][0] - points[i][0]) END) END AS lasts
UNWIND e.origins AS origin
WITH sponsor, client, origin, max(lasts) AS lasts, max(e.confidence) AS confidence, max(last) AS last,
     collect(e.claim_id) AS claims
ORDER BY lasts DESC
WITH sponsor, client, max(last) AS last_seen, collect({confidence: confidence, lasts: lasts}) AS origins,
     reduce(every = [], some IN collect(claims) |
       every + [one IN some WHERE NOT one IN every]) AS claims
WITH *, reduce(sum = {found: 0.0, wrong: 1.0}, one IN origins | {
       found: sum.found + sum.wrong * one.confidence * one.lasts,
       wrong: sum.wrong * (1 - one.confidence) }).found AS likelihood
RETURN client.name AS client, sponsor.name AS sponsor, round(likelihood, 7) AS likelihood,
       size(claims) AS claims, size(origins) AS origins, last_seen,
       sponsor.id AS sponsor_id, client.id AS client_id
ORDER BY likelihood DESC, client, sponsor
