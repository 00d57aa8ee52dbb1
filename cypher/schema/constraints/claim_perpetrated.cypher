// Every PERPETRATED claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_perpetrated IF NOT EXISTS
FOR ()-[e:PERPETRATED]-() REQUIRE e.claim_id IS UNIQUE
