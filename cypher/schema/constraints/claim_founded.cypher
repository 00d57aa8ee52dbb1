// Every FOUNDED claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_founded IF NOT EXISTS
FOR ()-[e:FOUNDED]-() REQUIRE e.claim_id IS UNIQUE
