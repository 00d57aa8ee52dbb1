// Every HANDLES claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_handles IF NOT EXISTS
FOR ()-[e:HANDLES]-() REQUIRE e.claim_id IS UNIQUE
