// Every REPLACES claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_replaces IF NOT EXISTS
FOR ()-[e:REPLACES]-() REQUIRE e.claim_id IS UNIQUE
