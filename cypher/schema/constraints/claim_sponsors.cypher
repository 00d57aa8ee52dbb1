// Every SPONSORS claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_sponsors IF NOT EXISTS
FOR ()-[e:SPONSORS]-() REQUIRE e.claim_id IS UNIQUE
