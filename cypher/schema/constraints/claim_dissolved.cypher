// Every DISSOLVED claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_dissolved IF NOT EXISTS
FOR ()-[e:DISSOLVED]-() REQUIRE e.claim_id IS UNIQUE
