// Every HOLDS_TERRITORY claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_holds_territory IF NOT EXISTS
FOR ()-[e:HOLDS_TERRITORY]-() REQUIRE e.claim_id IS UNIQUE
