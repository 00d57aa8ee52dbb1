// Every HOLDS claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_holds IF NOT EXISTS
FOR ()-[e:HOLDS]-() REQUIRE e.claim_id IS UNIQUE
