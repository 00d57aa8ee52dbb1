// Every WING_OF claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_wing_of IF NOT EXISTS
FOR ()-[e:WING_OF]-() REQUIRE e.claim_id IS UNIQUE
