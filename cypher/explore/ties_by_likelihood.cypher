// Soleimani's ties on a day, by likelihood
// Set the day first: :param at => '2020-01-02'. A row is a tie: what was said of the two, and how
// likely it holds on the day, worked out here as for clients, each type by its own curve; kinship,
// and a post's command, do not age. Left out: that a sighting before and one after the day bracket
// it; denials; starts and ends that another claim states; foundings and dissolutions; deaths; the
// last sighting of a pooled claim. `proxygraph profile NAME --at 2020-01-02` counts them.
// parameters: at
WITH date($at) AS day, date('0001-01-01') AS unstated, date('9999-12-31') AS open_ended,
     'person/qasem-soleimani' AS id,
// curves
     {
       alliances: [
         [0, 1.0, 1.0], [30, 0.9626, 0.9626], [91, 0.8923, 0.8923], [183, 0.8177, 0.8177],
         [365, 0.7227, 0.7227], [548, 0.6523, 0.6523], [730, 0.6114, 0.6114],
         [1096, 0.5991, 0.5991], [1461, 0.5944, 0.5657], [1826, 0.5899, 0.505],
         [2557, 0.5814, 0.4343], [3652, 0.5686, 0.3253], [4383, 0.5609, 0.2463],
         [5479, 0.5492, 0.157], [7305, 0.5292, 0.0959], [9131, 0.5091, 0.0621],
         [10958, 0.4898, 0.0621], [14610, 0.4534, 0.0334], [18262, 0.4197, 0.018],
         [21915, 0.3885, 0.0097]],
       pooled: [
         [0, 1.0, 1.0], [30, 0.9833, 0.9754], [91, 0.9513, 0.9287], [183, 0.9114, 0.8705],
         [365, 0.85, 0.7862], [548, 0.8024, 0.7302], [730, 0.766, 0.6888], [1096, 0.7173, 0.6236],
         [1461, 0.6771, 0.5693], [1826, 0.6413, 0.5098], [2557, 0.5857, 0.4341],
         [3652, 0.514, 0.3274], [4383, 0.4729, 0.2551], [5479, 0.4215, 0.1716],
         [7305, 0.3624, 0.1081], [9131, 0.3076, 0.0705], [10958, 0.2687, 0.0634],
         [14610, 0.204, 0.0323], [18262, 0.1629, 0.0168], [21915, 0.1336, 0.0088]],
       posts: [
         [0, 1.0, 1.0], [30, 0.9851, 0.9851], [91, 0.9556, 0.9556], [183, 0.9133, 0.9133],
         [365, 0.8365, 0.8365], [548, 0.7729, 0.7729], [730, 0.7228, 0.7228],
         [1096, 0.6453, 0.6453], [1461, 0.5836, 0.5836], [1826, 0.529, 0.529],
         [2557, 0.4334, 0.4334], [3652, 0.3355, 0.3355], [4383, 0.2904, 0.2904],
         [5479, 0.2301, 0.2301], [7305, 0.1572, 0.1572], [9131, 0.1041, 0.1041],
         [10958, 0.0686, 0.0686], [14610, 0.0275, 0.0275], [18262, 0.0118, 0.0118],
         [21915, 0.005, 0.005]],
       support: [
         [0, 1.0, 1.0], [30, 0.9799, 0.9764], [91, 0.9419, 0.9319], [183, 0.8915, 0.8738],
         [365, 0.8178, 0.7907], [548, 0.7723, 0.742], [730, 0.7366, 0.7033],
         [1096, 0.6698, 0.6245], [1461, 0.619, 0.5657], [1826, 0.5668, 0.505],
         [2557, 0.5049, 0.4343], [3652, 0.3999, 0.3253], [4383, 0.3357, 0.2463],
         [5479, 0.2639, 0.157], [7305, 0.2344, 0.0959], [9131, 0.1918, 0.0621],
         [10958, 0.1918, 0.0621], [14610, 0.155, 0.0334], [18262, 0.1253, 0.018],
         [21915, 0.1013, 0.0097]] } AS curves,
     { ALLIED_WITH: 'alliances', DIRECTS: 'support', FACADE_FOR: 'pooled', HANDLES: 'pooled',
         HOLDS: 'posts', MEMBER_OF: 'pooled', RIVAL_OF: 'alliances', SECOND_TO: 'posts',
         SPONSORS: 'support', SUBORDINATE_TO: 'pooled', TIED_TO: 'pooled', WING_OF: 'pooled' } AS curve_of
// end of curves
MATCH (actor:Entity {id: id})-[e:TIED_TO|DIRECTS|COMMANDS|HOLDS|HANDLES|SPONSORS|SECOND_TO|REPORTS_TO|SUBORDINATE_TO|MEMBER_OF|WING_OF|FACADE_FOR|ALLIED_WITH|RIVAL_OF]-(other:Entity)
WHERE e.stance = 'affirms' AND e.possible_from <= day AND day < e.possible_until
WITH *, curves[CASE WHEN type(e) = 'COMMANDS' AND startNode(e):Person THEN 'posts'
                    WHEN e.kind = 'kinship' THEN null ELSE curve_of[type(e)] END] AS points,
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
WITH e, last, share *
     CASE WHEN way IS NULL THEN begun * not_ended
          WHEN points IS NULL THEN 1.0
          ELSE reduce(found = points[-1][way], i IN range(size(points) - 2, 0, -1) |
            CASE WHEN away >= points[i + 1][0] THEN found
                 ELSE points[i][way] + (points[i + 1][way] - points[i][way])
                      * (away - points[i][0]) / (points[i + 1][0] - points[i][0]) END) END AS lasts
UNWIND e.origins AS origin
WITH type(e) AS type, startNode(e) AS start, endNode(e) AS end, origin, max(lasts) AS lasts,
     max(e.confidence) AS confidence, max(last) AS last, collect(e.claim_id) AS claims
ORDER BY lasts DESC
WITH type, start, end, max(last) AS last_seen, collect({confidence: confidence, lasts: lasts}) AS origins,
     reduce(every = [], some IN collect(claims) |
       every + [one IN some WHERE NOT one IN every]) AS claims
WITH *, reduce(sum = {found: 0.0, wrong: 1.0}, one IN origins | {
       found: sum.found + sum.wrong * one.confidence * one.lasts,
       wrong: sum.wrong * (1 - one.confidence) }).found AS likelihood
RETURN start.name AS who, type AS tie, end.name AS whom, round(likelihood, 7) AS likelihood,
       size(claims) AS claims, size(origins) AS origins, last_seen,
       start.id AS start_id, end.id AS end_id
ORDER BY likelihood DESC, tie, who, whom
