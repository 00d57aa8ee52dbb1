// Before and after 3 January 2020
// Posts of the Quds Force and of the PMF, and portfolios, that changed hands between two days. A
// question mark: no source puts that holder there on that very day. An empty list: no source names
// anybody, which is not to say that nobody was there.
// parameters: none
WITH date('2020-01-02') AS before, date('2021-01-02') AS after
MATCH (holder:Entity)-[e:HOLDS|HANDLES]->(what:Entity)
WHERE e.stance = 'affirms'
  AND (type(e) = 'HANDLES' OR EXISTS {
    MATCH (what)-[:COMMANDS|POST_IN]->(group:Organization)
    WHERE group.id IN ['organization/quds-force', 'organization/popular-mobilization-forces'] })
UNWIND [{day: before, part: 'before'}, {day: after, part: 'after'}] AS asked
WITH what, type(e) AS relation, holder, asked.part AS part,
     max(e.certain_from <= asked.day AND asked.day < e.certain_until) AS surely,
     max(e.valid_from IS NOT NULL AND e.possible_from <= asked.day
         AND asked.day < e.possible_until) AS maybe
WHERE surely OR maybe
WITH what, relation, part, holder.name + CASE WHEN surely THEN '' ELSE ' ?' END AS name
ORDER BY name
WITH what, relation, collect(CASE part WHEN 'before' THEN name END) AS on_the_eve,
     collect(CASE part WHEN 'after' THEN name END) AS a_year_later
WHERE on_the_eve <> a_year_later
RETURN CASE relation WHEN 'HOLDS' THEN 'post' ELSE 'portfolio' END AS matter,
       what.name AS name, on_the_eve, a_year_later
ORDER BY matter DESC, name
