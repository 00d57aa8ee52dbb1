// Every OWNS claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_owns IF NOT EXISTS
FOR ()-[e:OWNS]-() REQUIRE e.claim_id IS UNIQUE
