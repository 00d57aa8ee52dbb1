// Every RESEMBLES claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_resembles IF NOT EXISTS
FOR ()-[e:RESEMBLES]-() REQUIRE e.claim_id IS UNIQUE
