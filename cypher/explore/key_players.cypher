// Key players, by measures written back to the graph
// The first ten by the rank that `proxygraph centrality --at DATE --write-back` has left on the
// nodes, with the day that it is for. No rows: nothing has been written back yet.
// parameters: none
MATCH (actor:Actor)
WHERE actor.measure_rank <= 10
RETURN actor.measure_rank AS rank, actor.name AS actor, actor.measure_degree AS degree,
       round(actor.measure_betweenness, 3) AS betweenness,
       round(actor.measure_pagerank, 3) AS pagerank, actor.measure_at AS on_the_day
ORDER BY rank, actor
