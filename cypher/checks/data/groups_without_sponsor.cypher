// Armed groups that no chain of support or command ties to a sponsor, and that are not marked as
// independent either: a denied tie to a sponsor, relations short of sponsorship, rivalry with a state
// or another group, or ground of their own. Sponsors are states and their organs. Empty is good.
// parameters: organ_kinds, datasets
MATCH (g:Organization {kind: 'armed_group'})
WHERE (size($datasets) = 0 OR any(name IN g.datasets WHERE name IN $datasets))
  AND NOT EXISTS {
    MATCH (g)-[up:SUBORDINATE_TO|MEMBER_OF|WING_OF|FACADE_FOR|SPLIT_FROM|MERGED_INTO*0..4]->(u)
          <-[down:SPONSORS|DIRECTS|COMMANDS|HANDLES|FOUNDED|HOLDS*1..4]-(sponsor)
    WHERE (sponsor:State OR sponsor.kind IN $organ_kinds
           OR EXISTS {
             (sponsor)-[:POST_IN|MEMBER_OF]->(body)
             WHERE body:State OR body.kind IN $organ_kinds
           })
      AND all(e IN up + down WHERE e.stance = 'affirms')
  }
  AND NOT EXISTS {
    MATCH (g)-[up:SUBORDINATE_TO|MEMBER_OF|WING_OF|FACADE_FOR*1..4]->(sponsor)
    WHERE (sponsor:State OR sponsor.kind IN $organ_kinds)
      AND all(e IN up WHERE e.stance = 'affirms')
  }
  AND NOT EXISTS {
    MATCH (g)-[e:SPONSORS|DIRECTS|SUBORDINATE_TO]-(:Entity)
    WHERE e.stance = 'denies'
  }
  AND NOT EXISTS { (g)-[:HAS_RELATIONS_WITH|RIVAL_OF]-(:State) }
  AND NOT EXISTS { (g)-[:RIVAL_OF]-(:Organization) }
  AND NOT EXISTS { (g)-[:HOLDS_TERRITORY]->(:Location) }
RETURN g.id AS id, g.name AS name
ORDER BY id
