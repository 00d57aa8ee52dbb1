// Every NAMED claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_named IF NOT EXISTS
FOR ()-[e:NAMED]-() REQUIRE e.claim_id IS UNIQUE
