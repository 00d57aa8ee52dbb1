// Every COMMANDS claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_commands IF NOT EXISTS
FOR ()-[e:COMMANDS]-() REQUIRE e.claim_id IS UNIQUE
