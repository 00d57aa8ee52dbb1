// Every ALLIED_WITH claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_allied_with IF NOT EXISTS
FOR ()-[e:ALLIED_WITH]-() REQUIRE e.claim_id IS UNIQUE
