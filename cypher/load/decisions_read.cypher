// The decisions on identity that the graph follows.
// parameters: none
MATCH (d:Decision)
RETURN d.left AS left, d.right AS right, d.decision AS decision, d.author AS author,
       d.date AS date, d.reason AS reason
ORDER BY left, right
