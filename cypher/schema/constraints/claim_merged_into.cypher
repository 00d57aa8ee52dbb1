// Every MERGED_INTO claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_merged_into IF NOT EXISTS
FOR ()-[e:MERGED_INTO]-() REQUIRE e.claim_id IS UNIQUE
