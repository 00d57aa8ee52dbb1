// Every FACADE_FOR claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_facade_for IF NOT EXISTS
FOR ()-[e:FACADE_FOR]-() REQUIRE e.claim_id IS UNIQUE
