// Every WITHIN claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_within IF NOT EXISTS
FOR ()-[e:WITHIN]-() REQUIRE e.claim_id IS UNIQUE
