// Every HAS_RELATIONS_WITH claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_has_relations_with IF NOT EXISTS
FOR ()-[e:HAS_RELATIONS_WITH]-() REQUIRE e.claim_id IS UNIQUE
