// Every DESIGNATED claim has a claim_id of its own.
// parameters: none
CREATE CONSTRAINT claim_designated IF NOT EXISTS
FOR ()-[e:DESIGNATED]-() REQUIRE e.claim_id IS UNIQUE
