// Every SPLIT_FROM claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_split_from IF NOT EXISTS
FOR ()-[e:SPLIT_FROM]-() REQUIRE e.claim_id IS UNIQUE
