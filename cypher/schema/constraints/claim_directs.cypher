// Every DIRECTS claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_directs IF NOT EXISTS
FOR ()-[e:DIRECTS]-() REQUIRE e.claim_id IS UNIQUE
