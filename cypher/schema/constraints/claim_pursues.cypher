// Every PURSUES claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_pursues IF NOT EXISTS
FOR ()-[e:PURSUES]-() REQUIRE e.claim_id IS UNIQUE
