// Every RIVAL_OF claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_rival_of IF NOT EXISTS
FOR ()-[e:RIVAL_OF]-() REQUIRE e.claim_id IS UNIQUE
