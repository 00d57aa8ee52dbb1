// Places that lie within an area on a day, however deep; places lie at most ten deep.
// parameters: area, at, datasets
MATCH (:Entity {id: $area})<-[links:WITHIN*1..10]-(place:Location)
WHERE all(e IN links WHERE e.stance = 'affirms'
            AND e.possible_from <= $at AND $at < e.possible_until
            AND (size($datasets) = 0 OR e.dataset IN $datasets))
RETURN DISTINCT place.id AS id
ORDER BY id
