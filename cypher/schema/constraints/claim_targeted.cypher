// Every TARGETED claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_targeted IF NOT EXISTS
FOR ()-[e:TARGETED]-() REQUIRE e.claim_id IS UNIQUE
