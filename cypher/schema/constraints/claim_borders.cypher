// Every BORDERS claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_borders IF NOT EXISTS
FOR ()-[e:BORDERS]-() REQUIRE e.claim_id IS UNIQUE
